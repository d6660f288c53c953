package digest_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/digest"
)

// twoAccounts are one event in wholly other words: names and figures are the same, nothing else is.
var twoAccounts = [2]string{
	"Công trình cấp nước Khe Vạn hỏng bơm từ rạng sáng 17/11/2026, 2.870 hộ ở Mường Lát và Bản Chiềng phải xách can đi xin; Xí nghiệp Nước Suối Hồng hứa thay máy mới công suất 315 mét khối.",
	"Người dân Mường Lát, Bản Chiềng khô họng giữa mùa hanh: 2.870 gia đình chưa thấy giọt nào kể từ 17/11/2026. Trạm Khe Vạn ngừng chạy, Xí nghiệp Nước Suối Hồng đang lắp thiết bị 315 khối một giờ.",
}

// toldAs brings articles with the given text from some newspapers.
func (h *house) toldAs(title, body string, first, sources int) {
	h.T.Helper()
	for i := range sources {
		h.told++
		said := []string{body}
		for j := range 6 {
			said = append(said, fmt.Sprintf(manners[(h.told*2+j)%len(manners)], h.told*31+j))
		}
		link := fmt.Sprintf("https://bao%d.vi-du.vn/%d", i, h.told)
		_, err := h.Listen.Receive(h.T.Context(), h.sources[(first+i)%len(h.sources)], []listen.Arrival{{
			GUID: link, Link: link, Title: title, Published: h.now.Add(-2*day + time.Duration(i)*time.Minute),
			Body: strings.Join(said, " "),
		}})
		if err != nil {
			h.T.Fatal(err)
		}
	}
	_, err := h.Listen.ReadWaiting(h.T.Context())
	if err != nil {
		h.T.Fatal(err)
	}
}

// fill brings small stories in invented words, so that what is common can be told from what is rare.
func (h *house) fill() {
	h.T.Helper()
	random := rand.New(rand.NewPCG(5, 11))
	sound := func() string {
		return []string{"b", "ch", "d", "gi", "h", "kh", "l", "m", "ng", "ph", "qu", "s", "t", "tr", "v", "x"}[random.IntN(16)] +
			[]string{"an", "ông", "ắt", "iêu", "ầm", "uất", "oi", "ên", "inh", "ước", "ép", "ùng"}[random.IntN(12)]
	}
	for range 24 {
		var words []string
		for range 40 {
			words = append(words, sound())
		}
		h.toldAs(strings.Join(words[:7], " "), strings.Join(words, " ")+".", random.IntN(14), 1)
	}
}

func (h *house) tellInTwoWays() {
	h.fill()
	h.toldAs("Hỏng bơm, nhiều hộ đi xin nước", twoAccounts[0], 0, 4)
	h.toldAs("Khô họng giữa mùa hanh", twoAccounts[1], 5, 3)
	for _, s := range []string{"cầu", "lúa", "viện"} {
		h.tell(s, 8, 2, 2*day)
	}
}

// takenApart makes a story of its own of the second account, as clustering does now and then.
func (h *house) takenApart() {
	h.T.Helper()
	h.Tables.Write(func(ctx context.Context, tx *db.Tx) error {
		const second = ` FROM listen_item WHERE title LIKE 'Khô họng%'`
		_, err := tx.Exec(ctx, `
			INSERT INTO listen_story (id, title, first_item, first_at, last_at, items)
			SELECT MIN(id), MIN(title), MIN(id), MIN(published), MAX(published), COUNT(*)`+second)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE listen_item SET story = (SELECT MIN(id)`+second+`) WHERE title LIKE 'Khô họng%'`)
		return err
	})
}

func TestWhatIsToldInOtherWordsIsOneEntryUntilAnOfficerSaysOtherwise(t *testing.T) {
	each(t, func(h *house) {
		h.tellInTwoWays()
		h.takenApart()
		d := h.draft(from, to)
		kept := d.Kept()
		if len(d.Entries) != 5 || len(kept) != 4 {
			for _, e := range d.Entries {
				h.T.Logf("%d into %d: %q, %d sources", e.ID, e.Into, e.Title, e.Facts.Sources)
			}
			h.T.Fatalf("five stories, two of which are one, give %d entries, %d printed", len(d.Entries), len(kept))
		}
		if kept[0].Facts.Sources != 7 || kept[0].Facts.Independent != 7 || strings.Contains(kept[0].Summary, "7 nguồn") || !strings.Contains(kept[0].Summary, "đưa tin đầu tiên") {
			h.T.Errorf("four and three newspapers are %d; the summary, which leaves the figures to the line below it, says %q", kept[0].Facts.Sources, kept[0].Summary)
		}
		part := d.Entries[1]
		if part.Into != d.Entries[0].ID || !part.Facts.Joined {
			h.T.Fatalf("the second account is %+v", part)
		}
		if text := h.printed(d); !strings.Contains(text, "OR+story") {
			h.T.Error("the numbers of two stories do not open the rows of both")
		}
		d, err := h.save(edit(d))
		if err == nil {
			err = h.Merge(h.T.Context(), h.boss(), d)
		}
		if err != nil {
			h.T.Fatal(err)
		}
		h.Tables.Read(func(ctx context.Context, tx *db.Tx) error {
			st, err := h.Listen.Story(ctx, tx, part.Story)
			if st.ID != part.Story {
				h.T.Error("what the program proposed became an officer's ruling")
			}
			return err
		})
		n := edit(d)
		n.Entries[1].Into = 0
		d, err = h.save(n)
		if err != nil || len(d.Kept()) != 5 {
			h.T.Fatalf("an officer parts the two: %v, %d entries", err, len(d.Kept()))
		}
		if one := d.Kept()[0].Facts; one.Independent != 4 || one.Sources != 4 {
			h.T.Errorf("after parting it still has the joint numbers: %+v", one)
		}
		var again digest.Digest
		h.Tables.Read(func(ctx context.Context, tx *db.Tx) (err error) {
			again, err = h.Compose(ctx, tx, digest.Week, h.unit["UBND"], to.AddDays(-12), to)
			return err
		})
		if got := len(again.Kept()); got != 5 {
			h.T.Errorf("what was parted in one digest is told in %d entries of another, not 5", got)
		}
	})
}

func TestWordsOfAnOfficerStayWhenEntriesAreParted(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules))
	h.tellInTwoWays()
	h.takenApart()
	d := h.draft(from, to)
	n := edit(d)
	n.Entries[0].Summary = "Việc đáng lo.\n" + n.Entries[0].Summary + " Cần xem lại."
	n.Entries[0].Title = "Thiếu nước ở Mường Lát"
	n.Entries[1].Into = 0
	d, err := h.save(n)
	if err != nil {
		t.Fatal(err)
	}
	got := d.Entries[0]
	if !strings.HasPrefix(got.Summary, "Việc đáng lo.\n") || !strings.HasSuffix(got.Summary, "Cần xem lại.") || !strings.Contains(got.Summary, "đưa tin đầu tiên") || got.Title != "Thiếu nước ở Mường Lát" {
		t.Errorf("the officer's words became %q: %q", got.Title, got.Summary)
	}
	n = edit(d)
	n.Entries[1].Into = n.Entries[0].ID
	d, err = h.save(n)
	if err != nil || d.Kept()[0].Facts.Sources != 7 {
		t.Errorf("merged again: %v, %+v", err, d.Kept()[0].Facts)
	}
}

// Figures and names with marks in them are one word each, for whoever counts on paper, and for the check.
func TestTheProgramsOwnQuotationPassesTheCheck(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules))
	body := "Ngày 17/11/2026, Covid-19 và A/H5N1 cùng xuất hiện ở 2.870 hộ, tức 12,5 % số dân 3 xã; Nghị quyết 98/2023/QH15 cho phép chi 1.250.000 đồng/hộ, " +
		"Quyết định 1234/QĐ-UBND ngày 01/11/2026 giao 16/11/2026 xong, kinh phí 3,75 tỷ đồng, khoảng 5.500-6.000 liều, trong giai đoạn 2026-2030."
	h.toldAs("Phòng dịch ở ba xã", body, 0, 4)
	d := h.draft(from, to)
	if !strings.Contains(d.Entries[0].Summary, "98/2023/QH15") {
		t.Fatalf("the summary does not quote: %s", d.Entries[0].Summary)
	}
	n := edit(d)
	n.Entries[0].Proposal = "Ngành y tế theo dõi, báo cáo trước thứ Sáu."
	d, err := h.save(n)
	if err != nil {
		t.Fatalf("only the proposal was changed: %v", err)
	}
	n = edit(d)
	n.Entries[0].Proposal = "Theo dõi: " + body
	_, err = h.save(n)
	if fault.KindOf(err) != fault.Invalid {
		t.Errorf("an article as a proposal: %v", err)
	}
}

func TestWhatAnOfficerPartedIsNotProposedAsOne(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules))
	h.tellInTwoWays()
	var second []listen.ItemID
	var story listen.StoryID
	h.Tables.Read(func(ctx context.Context, tx *db.Tx) error {
		return h.Listen.Between(ctx, tx, from.Start(), monday.Start(), func(i listen.Item) {
			switch {
			case strings.HasPrefix(i.Title, "Khô họng"):
				second = append(second, i.ID)
			case strings.HasPrefix(i.Title, "Hỏng bơm"):
				story = i.Story
			}
		})
	})
	_, err := h.Listen.SplitStory(t.Context(), h.boss(), story, second)
	if err != nil {
		t.Fatal(err)
	}
	var again digest.Digest
	h.Tables.Read(func(ctx context.Context, tx *db.Tx) (err error) {
		again, err = h.Compose(ctx, tx, digest.Week, h.unit["UBND"], from, to)
		return err
	})
	if n := len(again.Kept()); n != 5 {
		t.Errorf("what was parted is told in %d entries, not 5", n)
	}
}

func TestWhatMayBeOneIsProposedAndNeverMergedByItself(t *testing.T) {
	each(t, func(h *house) {
		ctx := h.T.Context()
		h.tellInTwoWays()
		h.takenApart()
		likely := func() (all []listen.Likely) {
			err := h.Propose(ctx)
			if err != nil {
				h.T.Fatal(err)
			}
			h.Tables.Read(func(ctx context.Context, tx *db.Tx) (err error) {
				all, err = h.Listen.LikelyPairs(ctx, tx)
				return err
			})
			return all
		}
		all := likely()
		if len(all) != 1 || all[0].Odds <= 0 || len(all[0].Why) == 0 || all[0].Story.ID == all[0].Other.ID {
			h.T.Fatalf("of five stories, two of which are one, these are proposed: %+v", all)
		}
		if !strings.HasPrefix(all[0].Story.Title, "Hỏng bơm") || !strings.HasPrefix(all[0].Other.Title, "Khô họng") {
			h.T.Errorf("proposed are %q and %q", all[0].Story.Title, all[0].Other.Title)
		}
		h.Tables.Write(func(ctx context.Context, tx *db.Tx) error {
			return h.Listen.KeepApart(ctx, tx, h.boss(), all[0].Other.ID, all[0].Story.ID)
		})
		if again := likely(); len(again) != 0 {
			h.T.Errorf("what an officer refused is proposed again: %+v", again)
		}
		d := h.draft(from, to)
		if len(d.Kept()) != 5 {
			h.T.Errorf("the digest makes %d entries of five stories that are kept apart", len(d.Kept()))
		}
		err := h.Listen.MergeStories(ctx, h.boss(), all[0].Story.ID, all[0].Other.ID)
		if err != nil {
			h.T.Fatal(err)
		}
		h.Tables.Read(func(ctx context.Context, tx *db.Tx) error {
			apart, err := h.Listen.Apart(ctx, tx)
			if len(apart) != 0 {
				h.T.Errorf("what an officer merged is kept apart: %v", apart)
			}
			return err
		})
	})
}

func TestTheSameKindOfThingElsewhereIsAnotherEntry(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules))
	h.fill()
	h.toldAs("Hỏng bơm, nhiều hộ đi xin nước", twoAccounts[0], 0, 4)
	elsewhere := strings.NewReplacer("Khe Vạn", "Đồi Sim", "Mường Lát", "Tân Mạch", "Bản Chiềng", "Cồn Mía", "Suối Hồng", "Bờ Đê", "2.870", "640", "315", "90", "17/11", "19/11")
	h.toldAs("Khô họng giữa mùa hanh", elsewhere.Replace(twoAccounts[1]), 5, 3)
	h.tell("cầu", 8, 2, 2*day)
	if d := h.draft(from, to); len(d.Kept()) != 3 {
		for _, e := range d.Entries {
			t.Logf("%d into %d: %q, %d sources", e.ID, e.Into, e.Title, e.Facts.Sources)
		}
		t.Errorf("two broken pumps and a bridge are %d entries", len(d.Kept()))
	}
}

// A digest that is written to a file is not stored: its entries have no numbers yet.
func TestAProposalCountsEachStoryForItself(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules))
	h.tell("cầu", 0, 4, 3*day)
	h.tell("lúa", 3, 3, 2*day)
	h.Tables.Read(func(ctx context.Context, tx *db.Tx) error {
		d, err := h.Compose(ctx, tx, digest.Week, h.unit["UBND"], from, to)
		kept := d.Kept()
		if len(kept) != 2 || kept[0].Facts.Independent != 4 || kept[1].Facts.Independent != 3 {
			t.Errorf("four and three articles are %+v", kept)
		}
		return err
	})
}

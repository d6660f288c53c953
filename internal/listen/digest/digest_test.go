package digest_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/digest"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/work"
)

const day = 24 * time.Hour

func TestADigestIsProposedEditedFrozenAndNeverChanges(t *testing.T) {
	each(t, func(h *house) {
		h.tell("cầu", 0, 4, 3*day)
		h.tell("lúa", 4, 3, 2*day)
		d := h.draft(from, to)
		if len(d.Entries) != 2 || d.Entries[0].Facts.Sources != 4 || d.Entries[0].Unit != h.unit["SXD"] || d.Entries[0].Facts.First.House != "Báo số 1" {
			h.T.Fatalf("two stories give %+v", d.Entries)
		}
		n := edit(d)
		n.Note, n.Entries[0].Position, n.Entries[1].Position = "Tuần yên ả.", 2, 1
		n.Entries[1].Title = "Gặt lúa chạy bão"
		d2, err := h.save(n)
		if err != nil || d2.Entries[0].Title != "Gặt lúa chạy bão" || d2.Note != "Tuần yên ả." {
			h.T.Fatalf("an edit gives %v, %+v", err, d2.Entries)
		}
		_, err = h.save(n)
		if fault.KindOf(err) != fault.Conflict {
			h.T.Errorf("what somebody else changed is overwritten: %v", err)
		}
		f := h.freeze(d2)
		if f.State != digest.Frozen || !f.Intact() || f.Paper == 0 {
			h.T.Fatalf("frozen: %+v", f)
		}
		before := h.printed(f)
		h.now = h.now.Add(time.Hour)
		h.tell("viện", 0, 4, 2*day)
		again := h.draft(from, to)
		if h.printed(again) != before || !again.Intact() {
			h.T.Error("a frozen digest changed")
		}
		_, err = h.save(edit(again))
		if fault.KindOf(err) != fault.Conflict {
			h.T.Errorf("a frozen digest can be edited: %v", err)
		}
		h.now = h.now.Add(7 * day)
		next := h.draft(monday, nextSunday)
		if next.Facts.Late != 4 || !strings.Contains(h.printed(next), "Bổ sung") {
			h.T.Errorf("of the four late articles the next digest counts %d", next.Facts.Late)
		}
		again.Entries[0].Title = "Khác"
		if again.Intact() {
			h.T.Error("the hash does not see a change")
		}
	})
}

func TestAStoryStandsOnceUnlessItGrewToMoreThanTwice(t *testing.T) {
	each(t, func(h *house) {
		h.tell("cầu", 0, 3, day)
		h.tell("lúa", 0, 3, day)
		h.freeze(h.draft(from, to))
		h.now = h.now.Add(day)
		h.tell("cầu", 3, 2, 2*time.Hour)
		h.tell("lúa", 3, 6, 2*time.Hour)
		h.now = h.now.Add(6 * day)
		d := h.draft(monday, nextSunday)
		if len(d.Entries) != 1 || d.Entries[0].Facts.Reach != 9 || d.Entries[0].Facts.Before != 3 {
			h.T.Fatalf("a story of 5 sources after 3, and one of 9 after 3 give %+v", d.Entries)
		}
		if !strings.Contains(d.Entries[0].Summary, "Bắt đầu từ tin của") {
			h.T.Errorf("it began in the week before: %s", d.Entries[0].Summary)
		}
	})
}

func TestWhatIsRefusedInAnEditor(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules))
	h.tell("cầu", 0, 3, 2*day)
	h.tell("lúa", 0, 3, 2*day)
	d := h.draft(from, to)
	long := "“" + strings.Repeat("chữ ", digest.MostQuoted+1) + "”"
	for name, change := range map[string]func(n *digest.Edit){
		"more than fifty quoted words":            func(n *digest.Edit) { n.Entries[0].Summary = long },
		"many quotations that are long together":  func(n *digest.Edit) { n.Entries[0].Summary = strings.Repeat("“một hai ba bốn năm” và ", 11) },
		"straight marks":                          func(n *digest.Edit) { n.Entries[0].Summary = `"` + strings.Repeat("chữ ", 51) + `"` },
		"a quotation that does not end":           func(n *digest.Edit) { n.Entries[0].Summary = "“" + strings.Repeat("chữ ", 51) },
		"an entry without a title":                func(n *digest.Edit) { n.Entries[0].Title = " " },
		"merging an entry into itself":            func(n *digest.Edit) { n.Entries[0].Into = n.Entries[0].ID },
		"merging into an entry that is not there": func(n *digest.Edit) { n.Entries[0].Into = 999 },
	} {
		n := edit(d)
		change(&n)
		_, err := h.save(n)
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	n := edit(d)
	n.Entries[0].Summary = "“" + strings.Repeat("chữ ", digest.MostQuoted) + "”"
	_, err := h.save(n)
	if err != nil {
		t.Errorf("fifty quoted words: %v", err)
	}
}

func TestCoverageStandsFirstWhateverOfficersDo(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules))
	h.tell("cầu", 0, 3, 2*day)
	d := h.draft(from, to)
	n := edit(d)
	n.Note, n.Entries[0].Struck = "", true
	d, err := h.save(n)
	if err != nil {
		t.Fatal(err)
	}
	text := h.printed(d)
	if at := strings.Index(text, "KHÔNG BAO GỒM"); at < 0 || at > strings.Index(text, "TỔNG QUAN") {
		t.Error("what the digest does not cover does not stand first")
	}
	for _, word := range []string{"Không nghe được: nhóm kín", "nguồn hoạt động tốt", "Chưa có nguồn thuộc nhóm"} {
		if !strings.Contains(text, word) {
			t.Errorf("coverage does not say %q", word)
		}
	}
}

func TestMergedEntriesAreOneStoryWithTheNumbersOfBoth(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules))
	h.tell("cầu", 0, 4, 3*day)
	h.tell("lúa", 3, 3, 2*day)
	d := h.draft(from, to)
	n := edit(d)
	n.Entries[1].Into = n.Entries[0].ID
	d, err := h.save(n)
	if err == nil {
		err = h.Merge(t.Context(), h.boss(), d)
	}
	if err == nil {
		err = h.Merge(t.Context(), h.boss(), d) // again: nothing happens
	}
	if err != nil {
		t.Fatal(err)
	}
	kept := d.Kept()
	if len(kept) != 1 || kept[0].Facts.Independent != 7 || kept[0].Facts.Sources != 6 {
		t.Fatalf("four and three articles of six newspapers are %+v", kept)
	}
	h.Tables.Read(func(ctx context.Context, tx *db.Tx) error {
		st, err := h.Listen.Story(ctx, tx, d.Entries[1].Story)
		if st.ID != d.Entries[0].Story {
			t.Errorf("the merged story is %d still", st.ID)
		}
		return err
	})
}

func TestAnEntryIsGivenOnceAndOnlyTitleTopicAndCountTravel(t *testing.T) {
	each(t, func(h *house) {
		h.tell("cầu", 0, 4, 3*day)
		d := h.draft(from, to)
		n := edit(d)
		n.Entries[0].Proposal, n.Entries[0].Remark, n.Entries[0].Summary = "Bí mật một", "Bí mật hai", "Bí mật ba"
		d, err := h.save(n)
		if err != nil {
			h.T.Fatal(err)
		}
		d = h.freeze(d)
		var first, second work.Case
		var letter, again paper.ID
		h.Tables.Write(func(ctx context.Context, tx *db.Tx) (err error) {
			first, err = h.Assign(ctx, tx, h.boss(), d.ID, d.Entries[0].ID, monday.AddDays(5))
			if err != nil {
				return err
			}
			second, err = h.Assign(ctx, tx, h.boss(), d.ID, d.Entries[0].ID, monday.AddDays(9))
			if err != nil {
				return err
			}
			letter, err = h.Letter(ctx, tx, h.boss(), d.ID, d.Entries[0].ID)
			if err != nil {
				return err
			}
			again, err = h.Letter(ctx, tx, h.boss(), d.ID, d.Entries[0].ID)
			return err
		})
		if first.ID != second.ID || first.Lead != h.unit["SXD"] || letter != again {
			h.T.Errorf("given twice: %d and %d, letters %d and %d", first.ID, second.ID, letter, again)
		}
		if !strings.Contains(first.Description, "4 tin độc lập") || strings.Contains(first.Title+first.Description, "Bí mật") {
			h.T.Errorf("the case says %q, %q", first.Title, first.Description)
		}
		h.Tables.Read(func(ctx context.Context, tx *db.Tx) error {
			d, err := h.Digest(ctx, tx, h.boss(), d.ID)
			if !d.Intact() {
				h.T.Error("giving an entry to its unit changed what was frozen")
			}
			return err
		})
	})
}

func TestADigestIsOpenedAgainOnlyWhileItsPaperIsADraft(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules))
	h.tell("cầu", 0, 4, 3*day)
	d := h.freeze(h.draft(from, to))
	h.Tables.Write(func(ctx context.Context, tx *db.Tx) (err error) {
		_, err = h.Reopen(ctx, tx, h.boss(), d.ID, d.Version)
		return err
	})
	n := edit(h.draft(from, to))
	n.Note = "Đã sửa."
	d, err := h.save(n)
	if err != nil {
		t.Fatal(err)
	}
	paperBefore := d.Paper
	d = h.freeze(d)
	if d.Paper != paperBefore || !d.Intact() {
		t.Errorf("frozen again: %+v", d)
	}
	h.Tables.Write(func(ctx context.Context, tx *db.Tx) error {
		p, err := h.Papers.Paper(ctx, tx, h.boss(), d.Paper)
		if err != nil {
			return err
		}
		return h.Papers.Submit(ctx, tx, h.boss(), p.ID, p.Version)
	})
	err = h.Try(func(ctx context.Context, tx *db.Tx) error {
		_, err := h.Reopen(ctx, tx, h.boss(), d.ID, d.Version)
		return err
	})
	if fault.KindOf(err) != fault.Conflict {
		t.Errorf("a digest whose paper was handed in is opened again: %v", err)
	}
}

func TestTheDailyNoteIsSentOnceEvenWithoutNews(t *testing.T) {
	each(t, func(h *house) {
		h.now = monday.Start().Add(6*time.Hour + 59*time.Minute)
		h.Tables.Write(func(ctx context.Context, tx *db.Tx) error {
			p, err := h.Org.AddPerson(ctx, tx, org.Person{Unit: h.unit["UBND"], Name: "Lê Văn An", Email: "an@anbinh.example", Active: true})
			if err != nil {
				return err
			}
			return h.SetReaders(ctx, tx, h.boss(), digest.Note, []org.PersonID{p})
		})
		due := func(n int) {
			h.T.Helper()
			for range 2 {
				err := h.Due(h.T.Context())
				if err != nil {
					h.T.Fatal(err)
				}
			}
			if len(h.letters) != n {
				h.T.Fatalf("%d letters were sent, not %d", len(h.letters), n)
			}
		}
		due(0)
		h.now = h.now.Add(time.Minute)
		due(1)
		if !strings.Contains(h.letters[0].Body, "không có điều gì mới") {
			h.T.Errorf("a quiet day is told so: %s", h.letters[0].Body)
		}
		h.now = h.now.Add(2 * time.Hour)
		h.tell("cầu", 0, 4, time.Hour)
		h.now = h.now.Add(22 * time.Hour)
		due(2)
		if text := h.letters[1].Body; !strings.Contains(text, "Cầu treo bản Nà") || !strings.Contains(text, "Nguồn: ") || strings.Count(text, "\n") > 45 {
			h.T.Errorf("the note says: %s", text)
		}
	})
}

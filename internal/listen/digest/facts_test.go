package digest_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/digest"
	"github.com/nhipcau/nhipcau/internal/org"
)

func TestVolumeStandsBesideTheWeeksBefore(t *testing.T) {
	each(t, func(h *house) {
		h.Tables.Write(func(ctx context.Context, tx *db.Tx) error {
			_, err := h.Org.AddUnit(ctx, tx, org.Unit{Code: "BL", Name: "Xã Bến Lúa", Level: org.Commune, Parent: h.unit["UBND"]})
			return err
		})
		for week := 5; week > 0; week-- {
			h.toldAs("Xã Bến Lúa sửa cầu treo", twoAccounts[0], week, 1)
			h.now = h.now.Add(7 * day)
		}
		h.toldAs("Xã Bến Lúa sửa cầu treo", twoAccounts[1], 0, 3)
		shift := 35
		d := h.draft(from.AddDays(shift), to.AddDays(shift))
		if a := d.Facts.Areas; len(a) != 1 || a[0].Name != "Bến Lúa" || a[0].Items != 3 || len(a[0].Before) != 5 || a[0].Before[4] != 1 {
			h.T.Errorf("the commune was named %+v", a)
		}
		if x := d.Facts.Topics; len(x) != 1 || x[0].Items != 3 || len(x[0].Before) != 5 || x[0].Before[0] != 1 {
			h.T.Errorf("the topic brought %+v", x)
		}
		if text := h.printed(d); !strings.Contains(text, "cao hơn") {
			h.T.Error("three after one in each week are not told as more than before")
		}
	})
}

func TestTheFirstPublisherIsWhoPublishedFirstNotWhoWasHeardFirst(t *testing.T) {
	each(t, func(h *house) {
		h.tell("cầu", 0, 1, 3*day)
		h.tell("cầu", 1, 3, 3*day+31*time.Minute)
		x := h.draft(from, to).Entries[0]
		if x.Facts.First.House != "Báo số 2" || !x.Facts.FirstAt.Equal(h.now.Add(-3*day-31*time.Minute)) || !strings.HasPrefix(x.Summary, "Báo số 2 đưa tin đầu tiên") {
			h.T.Errorf("the second newspaper, heard later, published half an hour before the first; told is %s at %s: %s", x.Facts.First.House, x.Facts.FirstAt, x.Summary)
		}
		h.Tables.Read(func(ctx context.Context, tx *db.Tx) error {
			i, err := h.Listen.FirstOf(ctx, tx, x.Story)
			if i.ID != x.Facts.First.Item {
				h.T.Errorf("the story began with item %d, the digest says with %d", i.ID, x.Facts.First.Item)
			}
			return err
		})
	})
}

func TestFixedPartsStandInEveryDigest(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules))
	text := h.printed(h.draft(from, to))
	last := -1
	for _, part := range []string{
		"I. BẢN ĐIỂM TIN NÀY KHÔNG BAO GỒM NHỮNG GÌ", "II. TỔNG QUAN", "III. KẾT QUẢ XỬ LÝ TUẦN TRƯỚC", "NHỮNG CÂU CHUYỆN NỔI BẬT", "ĐIỀU MỚI TRONG KỲ",
		"LƯỢNG TIN THEO LĨNH VỰC VÀ ĐỊA BÀN", "SẮC THÁI", "NGƯỜI DÂN HỎI GÌ", "DỰ BÁO",
	} {
		at := strings.Index(text, part)
		if at <= last {
			t.Errorf("%q stands at %d, what comes before it at %d", part, at, last)
		}
		last = at
	}
}

func TestResultsOfLastWeekAreTold(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules))
	h.tell("cầu", 0, 4, 3*day)
	d := h.freeze(h.draft(from, to))
	h.Tables.Write(func(ctx context.Context, tx *db.Tx) error {
		_, err := h.Assign(ctx, tx, h.boss(), d.ID, d.Entries[0].ID, monday.AddDays(5))
		return err
	})
	h.now = h.now.Add(7 * day)
	next := h.draft(monday, nextSunday)
	if l := next.Facts.Last; len(l) != 1 || l[0].Title != d.Entries[0].Title || l[0].Code == "" || l[0].Unit != h.unit["SXD"] {
		t.Errorf("of last week's entry the next digest tells %+v", l)
	}
}

func TestLateArticlesAreListedInTheNextDigest(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules))
	h.tell("cầu", 0, 3, 3*day)
	h.freeze(h.draft(from, to))
	h.now = h.now.Add(time.Hour)
	h.tell("viện", 0, 2, 2*day)
	h.now = h.now.Add(7 * day)
	next := h.draft(monday, nextSunday)
	if len(next.Facts.LateItems) != 2 || next.Facts.LateItems[0].House == "" {
		t.Fatalf("two late articles are %+v", next.Facts.LateItems)
	}
	doc := next.Document(func(org.UnitID) string { return "" })
	if len(doc.Annexes) != 2 || !strings.Contains(doc.Annexes[1].Title, "Bổ sung") {
		t.Errorf("late articles have no annex: %d", len(doc.Annexes))
	}
}

func TestWhatIsCopiedFromAnArticleCountsAsQuotedWithoutMarks(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules))
	long := ""
	for i := range 12 {
		long += "Đoạn thứ " + strings.Repeat("a", i+1) + " kể rằng người làng đã họp bàn rất lâu về chuyện ấy. "
	}
	h.toldAs("Cầu treo thông xe", "Cầu treo bản Nà thông xe sáng nay. "+long, 0, 3)
	d := h.draft(from, to)
	n := edit(d)
	n.Entries[0].Summary = long
	_, err := h.save(n)
	if fault.KindOf(err) != fault.Invalid {
		t.Errorf("an article is copied without quotation marks: %v", err)
	}
	n.Entries[0].Summary = "Đoạn thứ a kể rằng người làng đã họp bàn rất lâu về chuyện ấy; cầu giúp học sinh đến trường."
	_, err = h.save(n)
	if err != nil {
		t.Errorf("one sentence of an article: %v", err)
	}
	older := strings.ReplaceAll(long, "kể rằng người làng đã họp bàn", "thuật lại ngày trâu lạc ở bản Nà và già trẻ đi tìm")
	h.toldAs("Trâu lạc bản Nà", older, 4, 1)
	h.Tables.Write(func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE listen_item SET story = $1, published = $2 WHERE title = 'Trâu lạc bản Nà'`, d.Entries[0].Story, from.AddDays(-20).Start())
		return err
	})
	for name, change := range map[string]func(*digest.Edit){
		"the general remark": func(n *digest.Edit) { n.Note = "Tuần này: " + long },
		"a title":            func(n *digest.Edit) { n.Entries[0].Title = string([]rune(long)[:298]) },
		"a proposal":         func(n *digest.Edit) { n.Entries[0].Proposal = long },
		"the text of an older article of the story": func(n *digest.Edit) { n.Entries[0].Summary = older },
	} {
		n := edit(h.draft(from, to))
		change(&n)
		if _, err := h.save(n); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s is copied from an article: %v", name, err)
		}
	}
	n = edit(h.draft(from, to))
	n.Note = "“" + strings.Repeat("chữ ", digest.MostQuoted+1) + "”"
	_, err = h.save(n)
	if fault.KindOf(err) != fault.Invalid {
		t.Errorf("more than fifty quoted words in the general remark: %v", err)
	}
}

func TestTheWeeklyDigestIsSentOnceToEachReader(t *testing.T) {
	each(t, func(h *house) {
		h.tell("cầu", 0, 4, 3*day)
		h.Tables.Write(func(ctx context.Context, tx *db.Tx) error {
			p, err := h.Org.AddPerson(ctx, tx, org.Person{Unit: h.unit["UBND"], Name: "Lê Văn An", Email: "an@anbinh.example", Active: true})
			if err != nil {
				return err
			}
			return h.SetReaders(ctx, tx, h.boss(), digest.Week, []org.PersonID{p})
		})
		d := h.freeze(h.draft(from, to))
		for range 2 {
			h.Tables.Write(func(ctx context.Context, tx *db.Tx) error {
				p, err := h.Papers.Paper(ctx, tx, h.boss(), d.Paper)
				if err != nil {
					return err
				}
				return h.Issued(ctx, tx, p)
			})
		}
		if len(h.letters) != 1 || !strings.Contains(h.letters[0].Subject, "Điểm tin từ") {
			h.T.Fatalf("a digest that was issued is sent %d times: %+v", len(h.letters), h.letters)
		}
		for _, want := range []string{"KHÔNG BAO GỒM", "nguồn hoạt động tốt", "TỔNG QUAN", "1. " + d.Entries[0].Title, "vào Lắng nghe, mục Điểm tin"} {
			if !strings.Contains(h.letters[0].Body, want) {
				h.T.Errorf("the letter does not say %q: %s", want, h.letters[0].Body)
			}
		}
	})
}

// What the digest says of a topic's week is what a forecast of it counts and what its number opens: copies are left out of
// all three.
func TestVolumeForecastAndRowsAreOneCount(t *testing.T) {
	each(t, func(h *house) {
		h.tell("cầu", 0, 3, 2*day)
		var told listen.Arrival
		h.Tables.Read(func(ctx context.Context, tx *db.Tx) error {
			i, body, err := h.Listen.Item(ctx, tx, 1)
			told = listen.Arrival{Title: i.Title, Body: body, Published: i.Published.Add(time.Hour)}
			return err
		})
		for i := range 2 { // the first article again, in two other newspapers
			told.GUID = fmt.Sprintf("https://bao%d.vi-du.vn/dang-lai", 10+i)
			told.Link = told.GUID
			_, err := h.Listen.Receive(h.T.Context(), h.sources[10+i], []listen.Arrival{told})
			if err != nil {
				h.T.Fatal(err)
			}
		}
		d := h.draft(from, to)
		x := d.Facts.Topics
		if len(x) != 1 || x[0].Items != 3 || d.Facts.Items != 5 {
			h.T.Fatalf("three articles and two copies: %d items, topics %+v", d.Facts.Items, x)
		}
		h.Tables.Read(func(ctx context.Context, tx *db.Tx) error {
			days, err := h.Alert.Daily(ctx, tx, h.topic.ID, from, to)
			if err != nil {
				return err
			}
			sum := 0.0
			for _, n := range days.Counts {
				sum += n
			}
			found, err := h.Listen.Search(ctx, tx, listen.Search{Topic: h.topic.ID, From: from.Start(), To: to.AddDays(1).Start(), Original: true, Limit: 50})
			if sum != 3 || len(found.Hits) != 3 {
				h.T.Errorf("the digest says 3; a forecast counts %g, the rows are %d", sum, len(found.Hits))
			}
			return err
		})
	})
}

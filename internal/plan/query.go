package plan

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// Query is what the address of a table of tasks asks for. The address is the state: it can be kept, sent
// and opened again.
type Query struct {
	Plan    ID
	Text    string
	Lead    org.UnitID
	Partner org.UnitID
	Section int    // place of the section in the plan, from 1; 0 for all
	Status  string // a slug of statuses
	Window  string // a slug of windows
	Rhythm  work.Rhythm
	Sort    string // "han", "-han", "nhiem-vu", "chu-tri"
	Page    int
}

// readQuery takes a query from an address; what it does not know it leaves out.
func readQuery(r *http.Request) Query {
	q := r.URL.Query()
	f := Query{
		Text: strings.TrimSpace(q.Get("q")), Lead: unitOf(q.Get("don-vi")), Partner: unitOf(q.Get("phoi-hop")), Section: atoi(q.Get("nhom")),
		Status: q.Get("trang-thai"), Window: q.Get("han"), Sort: q.Get("xep"), Page: max(1, atoi(q.Get("trang"))),
	}
	if !slices.ContainsFunc(statuses, func(s status) bool { return s.slug == f.Status }) {
		f.Status = ""
	}
	if r := work.Rhythm(q.Get("chu-ky")); r.Word() != "" {
		f.Rhythm = r
	}
	return f
}

// values are the query as an address writes it.
func (f Query) values() url.Values {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" && value != "0" {
			v.Set(name, value)
		}
	}
	set("q", f.Text)
	set("don-vi", unitKey(f.Lead))
	set("phoi-hop", unitKey(f.Partner))
	set("nhom", strconv.Itoa(f.Section))
	set("trang-thai", f.Status)
	set("han", f.Window)
	set("chu-ky", string(f.Rhythm))
	set("xep", f.Sort)
	if f.Page > 1 {
		set("trang", strconv.Itoa(f.Page))
	}
	return v
}

// href is the address of the table that a query asks for.
func (f Query) href() string {
	path := "/nhiem-vu"
	if f.Plan != 0 {
		path = planHref(f.Plan)
	}
	return address(path, f.values())
}

// plain reports whether nothing is asked for but an order and a page.
func (f Query) plain() bool {
	return f.Text == "" && f.Lead == 0 && f.Partner == 0 && f.Section == 0 && f.Status == "" && f.Window == "" && f.Rhythm == ""
}

// status is one choice of the field “Trạng thái”.
type status struct {
	slug, word string
	class      work.Class
}

var statuses = []status{
	{"", web.Mark("Tất cả"), ""},
	{"chua-xong", web.Mark("Chưa xong"), ""},
	{"qua-han", web.Mark("Đang quá hạn"), ""},
	{"dung-han", web.Mark("Hoàn thành đúng hạn"), work.DoneOnTime},
	{"xong-muon", web.Mark("Hoàn thành quá hạn"), work.DoneLate},
	{"trong-han", web.Mark("Đang thực hiện trong hạn"), work.GoingOnTime},
	{"tre", web.Mark("Đang thực hiện quá hạn"), work.GoingLate},
	{"chua-lam", web.Mark("Chưa triển khai"), work.NotBegun},
	{"da-bao-cao", web.Mark("Đã báo cáo kỳ này"), work.Reported},
	{"khong-phat-sinh", web.Mark("Không phát sinh kỳ này"), work.NothingArose},
	{"chua-bao-cao", web.Mark("Chưa báo cáo kỳ này"), work.NotReported},
	{"noi-khac", web.Mark("Theo dõi chính ở hệ thống khác"), work.Away},
	{"khong-cham-diem", web.Mark("Phối hợp, không chấm điểm"), work.Unranked},
	{"dang-lam", web.Mark("Đang thực hiện"), work.Going},
	{"da-xong", web.Mark("Hoàn thành"), work.Finished},
	{"da-huy", web.Mark("Đã hủy"), work.GivenUp},
}

func slugOf(c work.Class) string {
	for _, s := range statuses {
		if s.class == c {
			return s.slug
		}
	}
	return ""
}

// window is one choice of the field “Hạn”.
type window struct {
	slug, word string
	days       int
}

var windows = []window{
	{"", web.Mark("Mọi thời hạn"), 0}, {"7", web.Mark("Trong 7 ngày"), 7}, {"30", web.Mark("Trong 30 ngày"), 30}, {"90", web.Mark("Trong 90 ngày"), 90},
}

var sorts = map[string]work.Sort{"han": work.ByDue, "nhiem-vu": work.ByTitle, "chu-tri": work.ByLead, "ma": work.ByCode}

// filter is the query as work understands it. Sections are those of the plan.
func (f Query) filter(sections []string, today law.Date) work.Filter {
	w := work.Filter{OriginDuty: "plan", OriginID: int64(f.Plan), Text: f.Text, Lead: f.Lead, Partner: f.Partner, Rhythm: f.Rhythm, Page: f.Page}
	if f.Section > 0 && f.Section <= len(sections) {
		w.Section = sections[f.Section-1]
	}
	switch f.Status {
	case "chua-xong":
		w.Unfinished = true
	case "qua-han":
		w.Overdue = true
	default:
		for _, s := range statuses {
			if s.slug == f.Status {
				w.Class = s.class
			}
		}
	}
	for _, win := range windows {
		if win.slug == f.Window && win.days > 0 {
			w.DueFrom, w.DueTo = today, today.AddDays(win.days)
		}
	}
	key, down := strings.CutPrefix(f.Sort, "-")
	w.Sort, w.Down = sorts[key], down && sorts[key] != ""
	return w
}

// grouped reports whether rows stand in the order of the plan, under its sections.
func (f Query) grouped() bool { return sorts[strings.TrimPrefix(f.Sort, "-")] == "" && f.Plan != 0 }

func statusOptions(ctx context.Context, t work.Tally, counted bool) []web.Option {
	var all []web.Option
	for _, s := range statuses {
		word := web.T(ctx, s.word)
		n, known := t.ByClass[s.class], counted && s.class != ""
		switch s.slug {
		case "":
			n, known = t.Total, counted
		case "qua-han":
			n, known = t.Overdue, counted
		case "chua-xong":
			n, known = t.Unfinished, counted
		}
		if known && n == 0 && s.class != "" {
			continue
		}
		if known {
			word += " (" + web.Count(ctx, n) + ")"
		}
		all = append(all, web.Option{Value: s.slug, Label: word})
	}
	return all
}

func windowOptions(ctx context.Context) []web.Option {
	var all []web.Option
	for _, w := range windows {
		all = append(all, web.Option{Value: w.slug, Label: web.T(ctx, w.word)})
	}
	return all
}

// rhythmFilter are the rhythms that a table can be narrowed to.
func rhythmFilter(ctx context.Context) []web.Option {
	all := rhythmOptions(ctx)
	all[0].Label = web.T(ctx, "Mọi chu kỳ")
	return all
}

package plan

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

// draftView is the page on which a document is checked.
type draftView struct {
	Draft    Draft
	Unit     func(org.UnitID) string
	Tree     *org.Tree // for comparing with the plan; nil otherwise
	Units    []string  // every name a person may type
	Plan     *Plan     // that it renews or follows; nil if none
	Twins    []Twin
	Clear    int // undecided tasks that need no second look
	Unread   int
	Filter   string // "", "can-xem", "da-ro", "nhan", "bo"
	Page     int
	Pages    int
	Here     int       // key of the task the person is at
	Edit     *itemForm // the task being edited
	HeadForm *web.Form // the name plate came back with problems
	Problem  *web.Form // what a press refused
	Clash    *Item     // what is stored, when somebody else was first
	Choices  []web.Option
	Sheet    int       // the page of a scan that is shown; 0 for a document with text
	Drawn    bool      // the server can draw that page
	Typing   *web.Form // the grid came back with problems
}

// itemForm is one task as a form.
type itemForm struct {
	Key   int
	V     int64
	After int
	Form  *web.Form
	Split bool
}

// linesOnPage is how many lines of a document one page shows; the tasks of those lines stand beside them.
const linesOnPage = 600

func (v draftView) first() int { return (v.Page-1)*linesOnPage + 1 }
func (v draftView) last() int {
	if v.Sheet > 0 { // pages of a scan part its lines
		return len(v.Draft.Lines)
	}
	return min(len(v.Draft.Lines), v.Page*linesOnPage)
}

// docLine is a line with what uses it.
type docLine struct {
	N     int
	Line  Line
	Tasks []int
	Aside bool
}

func (v draftView) lines() []docLine {
	users := v.Draft.Work.users()
	var all []docLine
	for n := v.first(); n <= v.last(); n++ {
		l := v.Draft.Lines[n-1]
		if v.Sheet > 0 && l.Page != v.Sheet {
			continue
		}
		if l.Mark == TaskLine && len(users[n]) == 0 {
			l.Mark = Unread
		}
		all = append(all, docLine{N: n, Line: l, Tasks: users[n], Aside: slices.Contains(v.Draft.Work.Left, n)})
	}
	return all
}

func (l docLine) class() string {
	switch {
	case len(l.Tasks) > 0:
		return "is-used"
	case l.Line.Mark == Unread && !l.Aside && strings.TrimSpace(l.Line.Text) != "":
		return "is-unread"
	case l.Line.Mark == Heading:
		return "is-head"
	}
	return "is-quiet"
}

// group is the tasks under one heading.
type group struct {
	Section string
	Items   []Item
}

func (v draftView) groups() []group {
	var all []group
	for _, it := range v.Draft.Work.Tasks {
		if !v.shows(it) {
			continue
		}
		if len(all) == 0 || all[len(all)-1].Section != it.Section {
			all = append(all, group{Section: it.Section})
		}
		g := &all[len(all)-1]
		g.Items = append(g.Items, it)
	}
	return all
}

func (v draftView) shows(it Item) bool {
	if v.Pages > 1 && (it.Line < v.first() && !(v.Page == 1 && it.Line == 0) || it.Line > v.last()) {
		return false
	}
	return v.inFilter(it, v.Filter) || v.Edit != nil && v.Edit.Key == it.Key || it.Key == v.Here
}

func (v draftView) inFilter(it Item, filter string) bool {
	switch filter {
	case "can-xem":
		return it.Decision == Undecided && !v.Draft.Work.clear(it)
	case "da-ro":
		return it.Decision == Undecided && v.Draft.Work.clear(it)
	case "nhan":
		return it.Decision == Accepted
	case "bo":
		return it.Decision == Skipped
	}
	return true
}

func (v draftView) count(filter string) int {
	n := 0
	for _, it := range v.Draft.Work.Tasks {
		if v.inFilter(it, filter) {
			n++
		}
	}
	return n
}

func (v draftView) chips(ctx context.Context) []web.Link {
	var all []web.Link
	for _, f := range []struct{ slug, word string }{
		{"", web.Mark("Tất cả")}, {"can-xem", web.Mark("Cần xem kỹ")}, {"da-ro", web.Mark("Đã rõ")}, {"nhan", web.Mark("Đã chấp nhận")}, {"bo", web.Mark("Đã bỏ qua")},
	} {
		all = append(all, web.Link{
			Title: web.T(ctx, f.word), Href: v.href("loc", f.slug), Here: v.Filter == f.slug, Count: v.count(f.slug), ShowCount: true,
		})
	}
	return all
}

// href is the address of this page with other values: pairs of name and value.
func (v draftView) href(pairs ...string) string {
	q := url.Values{}
	if v.Filter != "" {
		q.Set("loc", v.Filter)
	}
	if v.Page > 1 {
		q.Set("trang", strconv.Itoa(v.Page))
	}
	if v.Sheet > 1 {
		q.Set("anh", strconv.Itoa(v.Sheet))
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Del(pairs[i])
		if pairs[i+1] != "" {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	return address(v.Draft.href(), q)
}

func (v draftView) at(key int) string {
	return v.href("o", strconv.Itoa(key)) + "#t-" + strconv.Itoa(key)
}

// finding is the one line that matters.
func (v draftView) finding(ctx context.Context) string {
	w := &v.Draft.Work
	waiting := w.waiting()
	switch {
	case w.Scan != nil && len(w.Tasks) == 0:
		return web.T(ctx, "Bản quét %d trang. Bạn gõ nhiệm vụ cạnh từng trang; hệ thống nhận đơn vị và thời hạn.", w.Scan.Pages)
	case v.Draft.Kind == NextYear && waiting > 0:
		return web.T(ctx, "Lấy lại %d nhiệm vụ từ kế hoạch năm trước; còn %d nhiệm vụ chờ bạn quyết định.", len(w.Tasks), waiting)
	case waiting == 0:
		return web.T(ctx, "Đã xem hết %d nhiệm vụ; bạn có thể xác nhận để lập kế hoạch.", len(w.Tasks))
	case v.Unread == 0:
		return web.T(ctx, "Đọc được %d nhiệm vụ, %d đã rõ; còn %d nhiệm vụ chờ bạn quyết định.", len(w.Tasks), v.Clear, waiting)
	}
	return web.T(ctx, "Đọc được %d nhiệm vụ, %d đã rõ; còn %d nhiệm vụ chờ bạn quyết định và %d dòng chưa dùng đến.", len(w.Tasks), v.Clear, waiting, v.Unread)
}

// openNames are the names for which somebody has to choose: of lead units, with the collectives, or of
// units that only take part.
func (v draftView) openNames(leads bool) []Name {
	var all []Name
	for _, n := range v.Draft.Work.Names {
		if n.Unit == 0 && (n.Used > 0) == leads && (!n.Whole || leads) {
			all = append(all, n)
		}
	}
	return all
}

// chosenNames are the names whose unit a person chose, or the program with less than full trust.
func (v draftView) chosenNames() []Name {
	var all []Name
	for _, n := range v.Draft.Work.Names {
		if n.Unit != 0 && (!n.Sure || len(n.Match) > 0 && v.Unit(n.Unit) != n.Name) {
			all = append(all, n)
		}
	}
	return all
}

// unitOptions are the choices for a name: what the document may mean first, then all units.
func (v draftView) unitOptions(ctx context.Context, n Name) []web.Option {
	none := web.T(ctx, "Chưa chọn")
	if n.Whole {
		none = web.T(ctx, "Không chọn: %s theo dõi chung", v.Unit(v.Draft.Owner))
	}
	all := []web.Option{{Value: "0", Label: none}}
	for _, c := range n.Match {
		all = append(all, web.Option{Value: unitKey(c.Unit), Label: v.Unit(c.Unit) + ": " + web.T(ctx, c.Reason), Group: web.T(ctx, "Gợi ý từ văn bản")})
	}
	for _, o := range v.Choices {
		o.Group = web.T(ctx, "Tất cả đơn vị")
		all = append(all, o)
	}
	return all
}

// unitText is a name as written with the unit it stands for.
type unitText struct {
	Name, Unit string
	Open       bool
	Split      bool // the directory knows it, but somebody has to choose
}

func (v draftView) unitTexts(names []string) []unitText {
	var all []unitText
	for _, name := range names {
		t := unitText{Name: name}
		if n := v.Draft.Work.NameOf(name); n != nil {
			t.Split = len(n.Match) > 0
			t.Open = n.Unit == 0 && !n.Whole
			if n.Unit != 0 {
				t.Unit = v.Unit(n.Unit)
			}
		}
		all = append(all, t)
	}
	return all
}

// state is the tag of a task.
func (v draftView) state(ctx context.Context, it Item) (web.Tone, string) {
	switch {
	case it.Decision == Accepted:
		return web.OK, web.T(ctx, "Đã chấp nhận")
	case it.Decision == Skipped:
		return web.Neutral, web.T(ctx, "Bỏ qua")
	case v.Draft.Work.lacks(it).Key != "":
		return web.Bad, v.Draft.Work.lacks(it).In(ctx)
	case !v.Draft.Work.clear(it):
		return web.Warn, web.T(ctx, "Cần xem kỹ")
	}
	return web.Info, web.T(ctx, "Đã rõ")
}

// change is what became of a task of the plan, for the tag beside its state.
func (v draftView) change(ctx context.Context, it Item) string {
	if v.Draft.Kind != NewVersion {
		return ""
	}
	switch {
	case it.Old == nil:
		return web.T(ctx, "Nhiệm vụ mới")
	case it.Same == Unchanged:
		return web.T(ctx, "Không đổi, %s", it.Old.Code)
	}
	return web.T(ctx, "Có thay đổi, %s", it.Old.Code)
}

func (v draftView) lineWords(ctx context.Context, it Item) string {
	switch n := len(it.Lines); n {
	case 0:
		if it.Page > 0 {
			return web.T(ctx, "Gõ từ trang %d", it.Page)
		}
		return ""
	case 1:
		return web.T(ctx, "Dòng %d", it.Lines[0])
	default:
		return web.T(ctx, "Dòng %d–%d", it.Lines[0], it.Lines[n-1])
	}
}

var fieldWords = map[string]string{
	"title": web.Mark("Nội dung"), "lead": web.Mark("Đơn vị chủ trì"), "partners": web.Mark("Đơn vị phối hợp"), "when": web.Mark("Chu kỳ, thời hạn"),
	"deliverable": web.Mark("Sản phẩm"), "budget": web.Mark("Kinh phí"),
}

// reasons are why a task was read as it was, each once.
func reasons(ctx context.Context, it Item) []web.Pair {
	var all []web.Pair
	for _, r := range it.Why {
		word := fieldWords[r.Field]
		if word == "" {
			continue
		}
		p := web.Pair{Key: web.T(ctx, word), Value: web.T(ctx, r.Rule)}
		if !slices.ContainsFunc(all, func(o web.Pair) bool { return o.Key == p.Key && o.Value == p.Value }) {
			all = append(all, p)
		}
	}
	return all
}

// rhythmOptions are the rhythms a person may choose.
func rhythmOptions(ctx context.Context) []web.Option {
	all := []web.Option{{Value: "", Label: web.T(ctx, "Chưa rõ")}}
	for _, r := range []work.Rhythm{work.Once, work.Continuous, work.Weekly, work.Monthly, work.Quarterly, work.Yearly, work.AsNeeded} {
		all = append(all, web.Option{Value: string(r), Label: web.T(ctx, r.Word())})
	}
	return all
}

func reportOptions(ctx context.Context) []web.Option {
	var all []web.Option
	for _, r := range []work.Rhythm{work.Quarterly, work.Weekly, work.Monthly, work.Yearly} {
		all = append(all, web.Option{Value: string(r), Label: web.T(ctx, r.Word())})
	}
	return all
}

// fill puts a task into a form.
func (it Item) fill(f *web.Form) *web.Form {
	f.Set("muc", it.Section).Set("so", it.Number).Set("noi-dung", it.Title)
	f.Set("chu-tri", strings.Join(it.Lead, "; ")).Set("phoi-hop", strings.Join(it.Partners, "\n"))
	f.Set("chu-ky", string(it.Plan.Rhythm)).Set("bao-cao", string(it.Plan.Report))
	f.Set("tu", it.Plan.From.Vietnamese()).Set("den", it.Plan.To.Vietnamese()).Set("han", it.Plan.Due.Vietnamese())
	return f.Set("thoi-gian", it.When).Set("san-pham", it.Product).Set("kinh-phi", it.Budget).Set("ghi-chu", it.Note)
}

func (h Head) fill(f *web.Form) *web.Form {
	if h.Internal {
		f.Set("noi-bo", "1")
	}
	f.Set("so", h.Number).Set("ten", h.Title).Set("co-quan", h.Issuer).Set("ngay", h.Issued.Vietnamese())
	return f.Set("tu", h.From.Vietnamese()).Set("den", h.To.Vietnamese())
}

func (v draftView) title(ctx context.Context) string {
	if v.Draft.State != Opened {
		return web.T(ctx, "Đọc văn bản %s", v.Draft.Name)
	}
	return v.Draft.Work.Head.Title
}

func (v draftView) crumbs(ctx context.Context) []web.Crumb {
	all := []web.Crumb{{Title: web.T(ctx, "Kế hoạch"), Href: "/ke-hoach"}}
	if v.Plan != nil {
		all = append(all, web.Crumb{Title: v.Plan.short(ctx), Href: v.Plan.href()})
	}
	switch v.Draft.Kind {
	case NewVersion:
		return append(all, web.Crumb{Title: web.T(ctx, "Kiểm tra bản mới")})
	case NextYear:
		return append(all, web.Crumb{Title: web.T(ctx, "Kế hoạch năm sau")})
	}
	return append(all, web.Crumb{Title: web.T(ctx, "Kiểm tra trước khi nhập")})
}

// short is what people call a plan: "Kế hoạch số 128/KH-UBND".
func (p Plan) short(ctx context.Context) string {
	if p.Number != "" {
		return web.T(ctx, "Kế hoạch số %s", p.Number)
	}
	return p.Title
}

func (v draftView) percent(it Item) string { return percentOf(it.Sure) }

func percentOf(x float64) string { return fmt.Sprintf("%.0f%%", x*100) }

// What official says about a reading, for the test that demands its English.
var _ = []string{
	web.Mark("Văn bản ghi rõ tên trường trước nội dung này."), web.Mark("Đọc từ cột tương ứng của bảng."), web.Mark("Ô gộp của bảng áp dụng cho nhiều dòng."),
	web.Mark("Văn bản ghi “như trên”."), web.Mark("Phân công ghi trong ngoặc sau nội dung."), web.Mark("Câu văn giao nhiệm vụ cho đơn vị được nêu tên."),
	web.Mark("Đơn vị được nêu tên là chủ thể của câu."), web.Mark("Đơn vị được nêu ở đề mục phía trên."), web.Mark("Câu không nêu đơn vị; hiểu là đơn vị của câu trước."),
	web.Mark("Thời hạn nêu trong câu văn."), web.Mark("Văn bản không nêu đơn vị chủ trì; cần người phân công."), web.Mark("Tên đơn vị không có trong danh mục đơn vị."),
	web.Mark("Trùng tên trong danh mục."), web.Mark("Trùng tên viết tắt hoặc tên bỏ địa danh."), web.Mark("Gần giống tên trong danh mục, có thể do lỗi gõ."),
	web.Mark("Đơn vị cũ đã sáp nhập hoặc đổi tên; đây là đơn vị kế thừa."), web.Mark("Đơn vị cũ đã chia tách; cần người chọn một trong các đơn vị kế thừa."),
}

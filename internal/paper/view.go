package paper

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// listView is a page of papers.
type listView struct {
	Form    *web.Form
	Filter  Filter
	Papers  []Paper
	More    bool
	Arrange bool
	tree    *org.Tree
}

// paperView is one paper with what the reader may do.
type paperView struct {
	Paper     Paper
	Unit      string
	About     string
	AboutHref string
	Words     string // page on which the content is changed; may be empty
	Rounds    []Round
	Files     []files.File
	Sent      []files.Waiting // with a form that came back
	Blocks    []Block
	Form      *web.Form
	Clash     []versus
	Today     law.Date
	Prepare   bool
	Publish   bool
	Arrange   bool
}

// versus is a field as the reader typed it and as it stands now.
type versus struct{ Label, Mine, Now string }

var stateWords = map[State]string{
	Drafted:   web.Mark("Dự thảo"),
	Submitted: web.Mark("Đã trình"),
	Issued:    web.Mark("Đã ban hành"),
	Withdrawn: web.Mark("Đã rút"),
}

var stateTones = map[State]web.Tone{Drafted: web.Info, Submitted: web.Warn, Issued: web.OK, Withdrawn: web.Neutral}

var stateSlugs = []struct {
	slug  string
	state State
}{{"du-thao", Drafted}, {"da-trinh", Submitted}, {"da-ban-hanh", Issued}, {"da-rut", Withdrawn}}

func stateOfSlug(slug string) State {
	for _, s := range stateSlugs {
		if s.slug == slug {
			return s.state
		}
	}
	return ""
}

func (v listView) chips(ctx context.Context) []web.Link {
	here := v.Form.String("trang-thai")
	links := []web.Link{{Title: web.T(ctx, "Tất cả"), Href: web.Href(ctx, "trang-thai", "", "truoc", ""), Here: here == ""}}
	for _, s := range stateSlugs {
		links = append(links, web.Link{Title: web.T(ctx, stateWords[s.state]), Href: web.Href(ctx, "trang-thai", s.slug, "truoc", ""), Here: here == s.slug})
	}
	return append(links, web.Link{Title: web.T(ctx, "Số liệu khác bản ban hành"), Href: web.Href(ctx, "trang-thai", "khac-so-lieu", "truoc", ""), Here: v.Filter.Differs})
}

func (v listView) unit(p Paper) string {
	if v.tree == nil {
		return ""
	}
	return v.tree.Label(p.Unit)
}

func (v listView) units(ctx context.Context) []web.Option {
	all := []web.Option{{Label: web.T(ctx, "Mọi đơn vị")}}
	if v.tree == nil {
		return all
	}
	for _, u := range v.tree.Units() {
		if u.Level != org.Inside {
			all = append(all, web.Option{Value: web.Key(u.ID), Label: u.Name})
		}
	}
	return all
}

func kindOptions(ctx context.Context, first string) []web.Option {
	all := []web.Option{{Label: first}}
	for _, k := range Kinds {
		all = append(all, web.Option{Value: string(k), Label: web.T(ctx, k.Name())})
	}
	return all
}

func (v listView) last() string { return web.Key(v.Papers[len(v.Papers)-1].ID) }

// cited is a paper as one speaks of it: "Báo cáo số 45/BC-SVHTTDL", before it is issued "Báo cáo".
func cited(ctx context.Context, p Paper) string {
	if p.State == Issued {
		return web.T(ctx, "%s số %s", web.T(ctx, p.Kind.Name()), p.Number)
	}
	return web.T(ctx, p.Kind.Name())
}

func (v paperView) sub(ctx context.Context) string {
	switch p := v.Paper; p.State {
	case Issued:
		return web.T(ctx, "%s, ngày %s, %s ký.", cited(ctx, p), p.IssuedOn, cmp.Or(p.Signer, v.Unit))
	case Submitted:
		return web.T(ctx, "%s của %s, đã trình lần %d, chờ ký và ban hành.", cited(ctx, p), v.Unit, p.Round)
	case Withdrawn:
		return web.T(ctx, "%s của %s, đã rút: %s", cited(ctx, p), v.Unit, p.Reason)
	}
	return web.T(ctx, "%s của %s, đang là dự thảo.", cited(ctx, v.Paper), v.Unit)
}

// life is the lifeline of the paper.
func (v paperView) life(ctx context.Context) []web.Step {
	p := v.Paper
	at := map[State]int{Drafted: 0, Submitted: 1, Issued: 2, Withdrawn: -1}[p.State]
	steps := []web.Step{
		{Title: web.T(ctx, "Dự thảo"), Note: web.T(ctx, "%s lập %s", p.By, p.CreatedAt)},
		{Title: web.T(ctx, "Đã trình")},
		{Title: web.T(ctx, "Đã ban hành")},
	}
	if len(v.Rounds) > 0 {
		steps[1].Note = web.T(ctx, "Lần %d, %s", v.Rounds[0].Ordinal, v.Rounds[0].SubmittedAt)
	}
	if p.State == Issued {
		steps[2].Note = web.T(ctx, "Số %s, ngày %s", p.Number, p.IssuedOn)
	}
	for i := range steps {
		switch {
		case i < at || p.State == Issued:
			steps[i].State = "done"
		case i == at:
			steps[i].State = "now"
		}
	}
	if p.State == Withdrawn {
		steps = append(steps[:1], web.Step{Title: web.T(ctx, "Đã rút"), Note: p.Reason, State: "now"})
	}
	return steps
}

// subject is what is copied into the document system.
func (v paperView) subject(ctx context.Context) string {
	if v.Paper.Kind == Letter {
		return "V/v " + v.Paper.Frame.Subject
	}
	return v.Paper.Kind.Name() + " " + v.Paper.Frame.Subject
}

func (v paperView) mayTakeOut(ctx context.Context) bool {
	return mayTakeOut(auth.Of(ctx), v.Paper) == nil
}

func (v paperView) file(kind string) string { return v.Paper.ID.Href() + "?dang=" + kind }

func (v paperView) roundFile(r Round, kind string) string {
	return fmt.Sprintf("%s?dang=%s&lan=%d", v.Paper.ID.Href(), kind, r.Ordinal)
}

func (v paperView) round(ordinal string) (Round, bool) {
	i := slices.IndexFunc(v.Rounds, func(r Round) bool { return strconv.Itoa(r.Ordinal) == ordinal })
	if i < 0 {
		return Round{}, false
	}
	return v.Rounds[i], true
}

// editable: the frame of the draft can be changed by the reader.
func (v paperView) editable() bool { return v.Prepare && v.Paper.State == Drafted }

func (v paperView) mayReturn() bool { return (v.Prepare || v.Publish) && v.Paper.State == Submitted }

func (v paperView) mayWithdraw() bool { return v.Prepare && v.Paper.State.CanBecome(Withdrawn) }

func (v paperView) mayIssue() bool {
	return v.Publish && (v.Paper.State == Drafted || v.Paper.State == Submitted)
}

func (v paperView) mayAttach() bool { return v.Publish && v.Paper.State == Issued }

func lines(list []string) string { return strings.Join(list, "\n") }

func readLines(text string) []string {
	var all []string
	for line := range strings.SplitSeq(text, "\n") {
		if t := strings.TrimRight(strings.TrimLeft(strings.TrimSpace(line), "-–• "), " ;"); t != "" {
			all = append(all, t)
		}
	}
	return all
}

func (v paperView) fill(f *web.Form) *web.Form { return fillFrame(f, v.Paper.Frame) }

func fillFrame(f *web.Form, x Frame) *web.Form {
	f.Set("trich-yeu", x.Subject).Set("ky-hieu-van-ban", x.Symbol).Set("dia-danh", x.Place).Set("kinh-gui", lines(x.Addressees))
	f.Set("noi-nhan", lines(x.Recipients)).Set("luu", x.Filing).Set("do-khan", string(x.Urgency))
	f.Set("co-quan-tren", x.Parent).Set("co-quan", x.Name)
	return f.Set("tham-quyen", lines(x.Signature.Authority)).Set("chuc-vu", x.Signature.Title).Set("nguoi-ky", x.Signature.Name)
}

// readFrame reads the form of a draft. A chosen signature block wins over the fields of the signature.
func (v paperView) readFrame() (Frame, error) {
	f := v.Form
	x := readFrame(f)
	f.Require("trich-yeu", "Hãy ghi trích yếu của văn bản.")
	x.Internal = f.Has("noi-bo")
	if id := f.Int64("khoi"); f.Has("khoi") {
		i := slices.IndexFunc(v.Blocks, func(b Block) bool { return b.ID == id })
		if i < 0 {
			return x, fault.New(fault.Invalid, "Hãy chọn lại khối chữ ký.").At("khoi")
		}
		x.Signature = v.Blocks[i].Signature
	}
	return x, nil
}

func readFrame(f *web.Form) Frame {
	return Frame{
		Parent: f.String("co-quan-tren"), Name: f.String("co-quan"), Symbol: f.String("ky-hieu-van-ban"), Place: f.String("dia-danh"),
		Subject: f.String("trich-yeu"), Addressees: readLines(f.Text("kinh-gui")), Recipients: readLines(f.Text("noi-nhan")), Filing: f.String("luu"),
		Urgency: official.Urgency(f.String("do-khan")), Signature: readSignature(f),
	}
}

func readSignature(f *web.Form) official.Signature {
	return official.Signature{Authority: readLines(f.Text("tham-quyen")), Title: f.String("chuc-vu"), Name: f.String("nguoi-ky")}
}

// clash compares what the reader typed with what somebody else stored meanwhile.
func (v paperView) clash(ctx context.Context) []versus {
	var all []versus
	now := v.fill(web.NewForm())
	for _, f := range []struct{ name, label string }{
		{"trich-yeu", web.T(ctx, "Trích yếu")}, {"ky-hieu-van-ban", web.T(ctx, "Ký hiệu")}, {"kinh-gui", web.T(ctx, "Kính gửi")}, {"noi-nhan", web.T(ctx, "Nơi nhận")},
		{"tham-quyen", web.T(ctx, "Thẩm quyền ký")}, {"chuc-vu", web.T(ctx, "Chức vụ người ký")}, {"nguoi-ky", web.T(ctx, "Họ và tên người ký")},
	} {
		if mine, other := v.Form.Raw(f.name), now.Raw(f.name); v.Form.Has(f.name) && strings.TrimSpace(mine) != strings.TrimSpace(other) {
			all = append(all, versus{f.label, mine, other})
		}
	}
	return all
}

func (v paperView) blockOptions(ctx context.Context) []web.Option {
	all := []web.Option{{Label: web.T(ctx, "Như các ô bên dưới")}}
	for _, b := range v.Blocks {
		if b.ValidOn(v.Today) {
			all = append(all, web.Option{Value: strconv.FormatInt(b.ID, 10), Label: b.Words()})
		}
	}
	return all
}

func urgencyOptions(ctx context.Context) []web.Option {
	all := []web.Option{{Label: web.T(ctx, "Không")}}
	for _, u := range []official.Urgency{official.Urgent, official.VeryUrgent, official.Express} {
		all = append(all, web.Option{Value: string(u), Label: string(u)})
	}
	return all
}

// foreign reports whether the issued file hardly holds anything of the paper, so that it may be another one.
func (v paperView) foreign() bool {
	lost := 0
	for _, d := range v.Paper.Compared {
		if d.Issued == "" {
			lost++
		}
	}
	return v.Paper.Figures >= 4 && 2*lost > v.Paper.Figures
}

func issueKind(v paperView) string {
	if v.Paper.State == Submitted {
		return "main"
	}
	return ""
}

func attachTitle(ctx context.Context, v paperView) string {
	if v.Paper.File == 0 {
		return web.T(ctx, "Gắn tệp ban hành")
	}
	return web.T(ctx, "Gắn thêm bản khác")
}

// span is the attribute of a cell that covers several places.
func span(n int) string { return strconv.Itoa(max(1, n)) }

func centred(a official.Align) bool { return a == official.AlignCenter }

// cellCentred tells whether a cell of a table stands in the middle. In a row under a cell that spans rows the
// columns are not known.
func cellCentred(t official.Table, row official.TableRow, i int) bool {
	if a := row[i].Align; a != official.Natural {
		return centred(a)
	}
	col, width := 0, 0
	for k, c := range row {
		if k < i {
			col += max(1, c.ColSpan)
		}
		width += max(1, c.ColSpan)
	}
	return width == len(t.Columns) && centred(t.Columns[col].Align)
}

// annexName is how the paper itself names an annex; papers speak Vietnamese.
func annexName(a official.Annex) string {
	return strings.TrimSpace("Phụ lục "+a.Number) + ". " + a.Title
}

func stateText(ctx context.Context, p Paper) string {
	if p.State == Issued {
		return web.T(ctx, "Đã ban hành, số %s", p.Number)
	}
	return web.T(ctx, stateWords[p.State])
}

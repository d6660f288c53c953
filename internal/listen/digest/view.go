package digest

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/chart"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// listView is the page of all digests.
type listView struct {
	Form         *web.Form
	From, To     law.Date // proposed
	Weeks, Notes []Digest
}

// digestView is one digest.
type digestView struct {
	Digest
	Form   *web.Form
	May    bool
	Units  []web.Option
	Office string
	Signed paper.Paper // the paper that was made of it; its ID is 0 when there is none or it is not to be seen
	Given  map[EntryID]given
	Due    law.Date // proposed for what is given
	tree   *org.Tree
}

// given is what became of an entry that was given to its unit.
type given struct {
	Code   string
	State  string // a marked text
	Reply  string
	Letter paper.Paper
}

// lateView is what came late of an earlier digest's days.
type lateView struct {
	digestView
	Items  []listen.Item
	Houses map[listen.SourceID]string
}

// readersView says who gets digests by mail.
type readersView struct {
	People     []web.Option
	Week, Note []string
}

// parted are those who are chosen, and the others.
func parted(people []web.Option, chosen []string) (now, others []web.Option) {
	for _, p := range people {
		if slices.Contains(chosen, p.Value) {
			now = append(now, p)
		} else {
			others = append(others, p)
		}
	}
	return now, others
}

func numbers(ids []org.PersonID) (all []string) {
	for _, id := range ids {
		all = append(all, web.Key(id))
	}
	return all
}

func (d Digest) title(ctx context.Context) string {
	if d.Kind == Note {
		return web.T(ctx, "Tin nổi bật ngày %s", d.From)
	}
	return web.T(ctx, "Điểm tin từ %s đến %s", d.From, d.To)
}

func (d Digest) tone() web.Tone {
	if d.State == Frozen {
		return web.OK
	}
	return web.Warn
}

// sub is what the page says first.
func (v digestView) sub(ctx context.Context) string {
	kept := len(v.Kept())
	return web.T(ctx, "%d câu chuyện, %d tin từ %d nguồn; %d trên %d nguồn hoạt động tốt.", kept, v.Facts.Items, v.Facts.Sources, v.Facts.Coverage.Healthy, v.Facts.Coverage.All)
}

// input is a field of one entry.
func (v digestView) input(e Entry, name, label, value string) web.Input {
	return web.Input{Form: v.Form, Name: field(e.ID, name), Label: label, Value: value}
}

// place is the number under which an entry stands in the editor.
func (v digestView) place(id EntryID) int {
	return slices.IndexFunc(v.Entries, func(e Entry) bool { return e.ID == id }) + 1
}

func (v digestView) into(e Entry) string {
	if e.Into == 0 {
		return ""
	}
	return strconv.Itoa(v.place(e.Into))
}

// conflict reports whether somebody else saved meanwhile.
func (v digestView) conflict() bool { return v.Form.Sent() && v.Form.Version() != v.Version }

// theirs is what is stored of an entry where it differs from what was typed.
func (v digestView) theirs(ctx context.Context, e Entry) []web.Pair {
	if !v.conflict() {
		return nil
	}
	var all []web.Pair
	for _, x := range []struct{ name, label, stored string }{
		{"tieu-de", web.T(ctx, "Tiêu đề"), e.Title}, {"tom-tat", web.T(ctx, "Tóm tắt bằng lời của mình"), e.Summary},
		{"de-xuat", web.T(ctx, "Đề xuất xử lý"), e.Proposal}, {"trao-doi", web.T(ctx, "Trao đổi giữa cán bộ, không in"), e.Remark},
		{"thu-tu", web.T(ctx, "Thứ tự"), strconv.Itoa(e.Position)},
	} {
		if f := field(e.ID, x.name); v.Form.Has(f) && v.Form.Text(f) != x.stored {
			all = append(all, web.Pair{Key: x.label, Value: x.stored})
		}
	}
	if f := field(e.ID, "don-vi"); v.Form.Has(f) && v.Form.Int64(f) != int64(e.Unit) {
		all = append(all, web.Pair{Key: web.T(ctx, "Đơn vị liên quan"), Value: v.unit(ctx, e)})
	}
	if f := field(e.ID, "bo"); v.Form.Has(field(e.ID, "tieu-de")) && v.Form.Bool(f) != e.Struck {
		said := web.T(ctx, "Giữ lại")
		if e.Struck {
			said = web.T(ctx, "Bỏ khỏi bản điểm tin")
		}
		all = append(all, web.Pair{Key: web.T(ctx, "Bản đang lưu"), Value: said})
	}
	return all
}

func (v digestView) unit(ctx context.Context, e Entry) string {
	if e.Unit == 0 {
		return web.T(ctx, "Chưa xác định")
	}
	return v.tree.Name(e.Unit)
}

// struck reports whether the box stands ticked.
func (v digestView) struck(e Entry) bool {
	if v.Form.Has(field(e.ID, "tieu-de")) {
		return v.Form.Bool(field(e.ID, "bo"))
	}
	return e.Struck
}

// count is what is said of an entry's numbers.
func (e Entry) count(ctx context.Context) string {
	return web.T(ctx, "%d tin độc lập, %d nguồn, %d lượt đăng lại", e.Facts.Independent, e.Facts.Sources, e.Facts.Items-e.Facts.Independent)
}

// parts are the blocks of the document as the page shows them.
func (v digestView) parts() []official.Block { return v.Document(v.tree.Name).Blocks }

// curve is the line of a story through the days of the digest.
func (f Story) curve() (l chart.Line) {
	for _, n := range f.Days {
		l.Values = append(l.Values, float64(n))
	}
	return l
}

// dayCounts are the numbers of the line.
func (f Story) dayCounts() string {
	var all []string
	for _, n := range f.Days {
		all = append(all, strconv.Itoa(n))
	}
	return strings.Join(all, " · ")
}

// annex is the list of articles.
func (v digestView) annex() []Article {
	var all []Article
	for _, e := range v.Kept() {
		all = append(all, e.Facts.Articles...)
	}
	return all
}

func runText(r official.Run) string {
	if r.Figure != nil {
		return r.Figure.Text
	}
	return r.Text
}

// giveDay asks by when the unit of an entry is to answer; each entry has its own form on the page.
func giveDay(ctx context.Context, v digestView, e Entry) web.Input {
	i := web.DayInput(ctx, nil, "han", web.T(ctx, "Trả lời trước hết ngày"), v.Due)
	i.ID = "han-" + web.Key(e.ID)
	return i
}

package round

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

func (s *Service) showPresets(w http.ResponseWriter, r *http.Request) error {
	ctx, by := r.Context(), auth.Of(r.Context())
	v := presetView{Asked: r.URL.Query().Get("mau")}
	tree, err := s.Org.ReadTree(ctx)
	if err != nil {
		return err
	}
	v.Owners = ownersFor(by, tree, s.Day())
	return web.Render(w, r, http.StatusOK, presetPage(v))
}

// ownersFor are the units for which the officer may collect, the one of their post first.
func ownersFor(by auth.Officer, tree *org.Tree, day law.Date) []web.Option {
	var all []web.Option
	for _, u := range tree.UnitsOn(day) {
		if u.Level != org.Inside && by.MayFor(Manage, u.ID) {
			all = append(all, web.Option{Value: strconv.FormatInt(int64(u.ID), 10), Label: u.Name})
		}
	}
	home := strconv.FormatInt(int64(by.Home), 10)
	slices.SortStableFunc(all, func(a, b web.Option) int {
		switch {
		case a.Value == home && b.Value != home:
			return -1
		case b.Value == home && a.Value != home:
			return 1
		}
		return 0
	})
	return all
}

// beginRound makes a draft from a preset and goes on to its form.
func (s *Service) beginRound(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	var made Round
	err = s.DB.Write(ctx, func(tx *db.Tx) (err error) {
		n := s.Begin(form.String("mau"), org.UnitID(form.Int64("don-vi")))
		if n.Title == "" {
			n.Title = web.T(ctx, "Đợt báo cáo mới")
		}
		n.Prev, err = lastOf(ctx, tx, n.Owner, n.Preset)
		if err != nil {
			return err
		}
		made, err = s.Create(ctx, tx, by, n)
		return err
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, made.editHref())
}

func (s *Service) editRound(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "round")
	if err != nil {
		return err
	}
	return s.renderEdit(w, r, http.StatusOK, ID(id), nil, web.NewForm())
}

// renderEdit shows the builder with the blocks as stored, or as they stand in a form that was sent.
func (s *Service) renderEdit(w http.ResponseWriter, r *http.Request, status int, id ID, blocks []Block, form *web.Form) error {
	ctx, by := r.Context(), auth.Of(r.Context())
	v := editView{Input: form, Today: s.Day()}
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		v.Round, v.Tree, err = s.take(ctx, tx, by, Ref{ID: id}, "")
		if err != nil {
			return err
		}
		f, err := s.Form(ctx, tx, v.Round, 0)
		v.Blocks = f.Blocks
		return err
	})
	if err != nil {
		return err
	}
	if v.Round.State != Draft && v.Round.State != Open {
		return web.Redirect(w, r, v.Round.Href())
	}
	if blocks != nil {
		v.Blocks = blocks
	}
	return web.Render(w, r, status, editPage(v))
}

// saveRound stores what was edited, or changes the shape of the form and shows it again.
func (s *Service) saveRound(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "round")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	blocks := readBlocks(form)
	act := form.String("viec")
	if shaped, ok := reshape(blocks, act); ok {
		return s.renderEdit(w, r, http.StatusOK, ID(id), shaped, form)
	}
	to := readChange(form)
	ctx, by := r.Context(), auth.Of(r.Context())
	opened := false
	if form.OK() {
		err = s.DB.Write(ctx, func(tx *db.Tx) error {
			opened = false
			ref := Ref{ID(id), form.Version()}
			now, _, err := s.take(ctx, tx, by, ref, "")
			if err != nil {
				return err
			}
			to.Clock = s.clockFor(now, to)
			now, err = s.Edit(ctx, tx, by, ref, to)
			if err != nil {
				return err
			}
			now, err = s.setChangedForm(ctx, tx, by, now, blocks)
			if err != nil || act != "mo" {
				return err
			}
			opened = true
			return s.openOrRepeat(ctx, tx, by, now, form)
		})
	}
	if err == nil && form.OK() {
		if opened {
			return web.RedirectSaying(w, r, Round{ID: ID(id)}.Href(), "Đã mở đợt báo cáo. Các đơn vị thấy đợt này từ bây giờ.")
		}
		return web.RedirectSaying(w, r, Round{ID: ID(id)}.editHref(), "Đã lưu.")
	}
	if err != nil && !form.Take(err) {
		return err
	}
	status := http.StatusUnprocessableEntity
	if fault.KindOf(err) == fault.Conflict {
		status = http.StatusConflict
	}
	return s.renderEdit(w, r, status, ID(id), blocks, form)
}

// setChangedForm stores blocks that differ from those stored.
func (s *Service) setChangedForm(ctx context.Context, tx *db.Tx, by auth.Officer, r Round, blocks []Block) (Round, error) {
	f, err := s.Form(ctx, tx, r, 0)
	if err != nil {
		return r, err
	}
	if fmt.Sprint(tidy(blocks)) == fmt.Sprint(f.Blocks) {
		return r, nil
	}
	return s.SetForm(ctx, tx, by, r.Ref(), blocks)
}

// clockFor keeps the rule of the law while its day stays, and is a day set by the office otherwise.
func (s *Service) clockFor(now Round, to Change) work.Clock {
	if now.Due() == to.Clock.Due.Date() {
		return now.Clock
	}
	return work.Clock{Due: to.Clock.Due, Verified: true}
}

// stopRepeating ends the series of a round.
func (s *Service) stopRepeating(w http.ResponseWriter, r *http.Request) error {
	return s.step(w, r, web.Mark("Đã thôi lặp lại. Các đợt đang mở vẫn giữ nguyên."), func(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, _ *web.Form) error {
		now, err := s.Round(ctx, tx, by, ref.ID)
		if err != nil {
			return err
		}
		return s.EndSeries(ctx, tx, by, now.Series)
	})
}

// openOrRepeat opens a round that was just saved, and lets it come back if that was asked.
func (s *Service) openOrRepeat(ctx context.Context, tx *db.Tx, by auth.Officer, r Round, form *web.Form) error {
	if rhythm := work.Rhythm(form.String("repeat")); rhythm != "" {
		_, err := s.Repeat(ctx, tx, by, r.Ref(), rhythm, int(form.Int64("ahead")))
		if err != nil {
			return err
		}
		r.Version++
	}
	_, err := s.Open(ctx, tx, by, r.Ref())
	return err
}

func readChange(form *web.Form) Change {
	to := Change{Title: form.String("title"), Note: form.Text("note"), From: form.Date("from"), To: form.Date("to")}
	if due := form.Date("due"); !due.IsZero() {
		to.Clock.Due = law.OnDay(due)
	}
	to.Audience = Audience{Units: unitIDs(form.Int64s("units")), Via: org.UnitID(form.Int64("via"))}
	for _, l := range form.Strings("levels") {
		to.Audience.Levels = append(to.Audience.Levels, org.Level(l))
	}
	for _, p := range form.Strings("posts") {
		to.Audience.Posts = append(to.Audience.Posts, org.PostKind(p))
	}
	return to
}

// Bounds of what a form of the builder may hold, so that a crafted one costs nothing.
const mostRows = mostFigures + 10

// readBlocks reads the builder's fields. Blocks and rows are numbered in their order.
func readBlocks(form *web.Form) []Block {
	var all []Block
	for i := 0; form.Has(blockField(i, "loai")) && i < mostBlocks+5; i++ {
		b := Block{
			Key: form.String(blockField(i, "khoa")), Kind: BlockKind(form.String(blockField(i, "loai"))), Title: form.String(blockField(i, "ten")),
			Note: form.Text(blockField(i, "ghi-chu")), Plan: form.Int64(blockField(i, "ke-hoach")),
		}
		for k := 0; form.Has(rowField(i, k, "ten")) && k < mostRows; k++ {
			label := form.String(rowField(i, k, "ten"))
			if b.Kind == TextBlock {
				b.Texts = append(b.Texts, Text{Key: form.String(rowField(i, k, "khoa")), Label: label, Must: form.Bool(rowField(i, k, "bat-buoc"))})
				continue
			}
			b.Figures = append(b.Figures, Figure{
				Key: form.String(rowField(i, k, "khoa")), Label: label, Definition: form.Text(rowField(i, k, "cach-tinh")),
				Unit: form.String(rowField(i, k, "don-vi")), Kind: FigureKind(form.String(rowField(i, k, "loai-so"))),
				Total: Total(form.String(rowField(i, k, "tong"))), Of: form.String(rowField(i, k, "trong")),
			})
		}
		all = append(all, b)
	}
	return all
}

func blockField(i int, name string) string  { return fmt.Sprintf("b%d.%s", i, name) }
func rowField(i, k int, name string) string { return fmt.Sprintf("b%d.%d.%s", i, k, name) }

// reshape does what a button of the builder asks: "them-figures", "bo-2", "len-2", "dong-2", "bo-2-5". ok is
// false for buttons that store.
func reshape(blocks []Block, act string) (shaped []Block, ok bool) {
	what, rest, _ := strings.Cut(act, "-")
	i, k := -1, -1
	if what != "them" {
		_, _ = fmt.Sscanf(rest, "%d-%d", &i, &k)
	}
	in := i >= 0 && i < len(blocks)
	switch {
	case what == "them":
		return append(blocks, newBlock(BlockKind(rest))), true
	case what == "bo" && in && k >= 0:
		b := &blocks[i]
		if k < len(b.Figures) {
			b.Figures = slices.Delete(b.Figures, k, k+1)
		} else if k < len(b.Texts) {
			b.Texts = slices.Delete(b.Texts, k, k+1)
		}
		return blocks, true
	case what == "bo" && in:
		return slices.Delete(blocks, i, i+1), true
	case what == "len" && in && i > 0:
		blocks[i], blocks[i-1] = blocks[i-1], blocks[i]
		return blocks, true
	case what == "dong" && in && blocks[i].Kind == FigureBlock:
		blocks[i].Figures = append(blocks[i].Figures, Figure{Kind: Whole, Total: Sum})
		return blocks, true
	case what == "dong" && in:
		blocks[i].Texts = append(blocks[i].Texts, Text{})
		return blocks, true
	}
	return nil, false
}

func newBlock(k BlockKind) Block {
	switch k {
	case TextBlock:
		return usual()
	case EvidenceBlock:
		return evidence()
	case TaskBlock:
		return tasks()
	}
	return Block{Kind: FigureBlock, Title: "Số liệu", Figures: []Figure{{Kind: Whole, Total: Sum}}}
}

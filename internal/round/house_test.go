package round_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/round"
	"github.com/nhipcau/nhipcau/internal/search"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

var modules = []db.Module{audit.Module, org.Module, files.Module, search.Module, work.Module, paper.Module, round.Module}

var task = work.Kind{Name: "task", Prefix: "NV", Title: "Nhiệm vụ", Path: "/viec/", Steps: work.StandardLife}

// house is a small province on one database, at a time that the test moves.
type house struct {
	*round.Service
	t     testing.TB
	d     *db.DB
	org   *org.Service
	work  *work.Service
	unit  map[string]org.UnitID
	clock *clock
}

type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// set moves to a quarter past nine of a day in Việt Nam.
func (c *clock) set(day law.Date) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = day.Start().Add(9*time.Hour + 15*time.Minute)
}

func day(y, m, d int) law.Date { return law.Date{Year: y, Month: m, Day: d} }

// newHouse opens the house on Monday 7/12/2026 with a province, two departments and some communes.
func newHouse(t testing.TB, d *db.DB, communes int) *house {
	t.Helper()
	h := &house{t: t, d: d, unit: map[string]org.UnitID{}, clock: &clock{}}
	h.clock.set(day(2026, 12, 7))
	h.org = org.New(d)
	h.work = work.New(work.Options{DB: d, Org: h.org, Now: h.clock.now, Holidays: law.VietnamCalendar}, task)
	store, err := files.Open(d, t.TempDir(), h.clock.now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	h.Service = round.New(round.Options{
		Papers: paper.NewService(paper.Options{DB: d, Org: h.org, Files: store, Now: h.clock.now}),
		DB:     d, Org: h.org, Files: store, Work: h.work, Now: h.clock.now, Calendar: law.VietnamCalendar, Rules: law.VietnamRules(),
	})
	h.write(func(ctx context.Context, tx *db.Tx) error {
		add := func(code, name, parent string, level org.Level) error {
			id, err := h.org.AddUnit(ctx, tx, org.Unit{Code: code, Name: name, Parent: h.unit[parent], Level: level})
			h.unit[code] = id
			return err
		}
		for _, u := range []struct {
			code, name, parent string
			level              org.Level
		}{
			{"UBND", "Ủy ban nhân dân tỉnh An Bình", "", org.Province},
			{"SVH", "Sở Văn hóa, Thể thao và Du lịch", "UBND", org.Department},
			{"STP", "Sở Tư pháp", "UBND", org.Department},
		} {
			err := add(u.code, u.name, u.parent, u.level)
			if err != nil {
				return err
			}
		}
		for i := range communes {
			err := add(fmt.Sprintf("X%d", i+1), fmt.Sprintf("Ủy ban nhân dân xã số %d", i+1), "UBND", org.Commune)
			if err != nil {
				return err
			}
		}
		return nil
	})
	return h
}

func (h *house) write(fn func(ctx context.Context, tx *db.Tx) error) {
	h.t.Helper()
	err := h.tryWrite(fn)
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) tryWrite(fn func(ctx context.Context, tx *db.Tx) error) error {
	return h.d.Write(context.Background(), func(tx *db.Tx) error { return fn(context.Background(), tx) })
}

func (h *house) read(fn func(ctx context.Context, tx *db.Tx) error) {
	h.t.Helper()
	err := h.d.Read(context.Background(), func(tx *db.Tx) error { return fn(context.Background(), tx) })
	if err != nil {
		h.t.Fatal(err)
	}
}

// as is an officer with a role over a unit.
func (h *house) as(role auth.Role, unit string) auth.Officer {
	h.t.Helper()
	tree, err := h.org.ReadTree(context.Background())
	if err != nil {
		h.t.Fatal(err)
	}
	rights := work.RoleTable()
	maps.Copy(rights, table())
	by := auth.Acting(string(role)+" "+unit, tree, rights, auth.Grant{Role: role, Unit: h.unit[unit]})
	by.Home, by.Office, by.Account = h.unit[unit], tree.Name(h.unit[unit]), int64(h.unit[unit])
	return by
}

func table() map[web.Right][]auth.Role {
	t := map[web.Right][]auth.Role{}
	for _, g := range slices.Concat(round.Grants, paper.Grants) {
		t[g.Right] = g.Roles
	}
	return t
}

func (h *house) coordinator() auth.Officer { return h.as(auth.Coordinator, "UBND") }

func (h *house) officer(unit string) auth.Officer { return h.as(auth.Staff, unit) }

var blocks = []round.Block{
	{Kind: round.FigureBlock, Title: "Số liệu", Figures: []round.Figure{
		{Key: "hop-bao", Label: "Số cuộc họp báo", Unit: "cuộc", Kind: round.Whole, Total: round.Sum},
		{Key: "yeu-cau", Label: "Số yêu cầu", Kind: round.Whole, Total: round.Sum},
		{Key: "tra-loi", Label: "Số đã trả lời", Kind: round.Whole, Total: round.Sum, Of: "yeu-cau"},
		{Key: "lau-nhat", Label: "Số ngày lâu nhất", Kind: round.Decimal, Total: round.Max},
	}},
	{Kind: round.TextBlock, Title: "Nội dung", Texts: []round.Text{{Key: "ket-qua", Label: "Kết quả"}}},
	{Kind: round.TaskBlock, Title: "Nhiệm vụ"},
}

// open opens a round to all communes, due on 15/12/2026, after change.
func (h *house) open(change ...func(*round.Opening)) round.Round {
	h.t.Helper()
	n := round.Opening{
		Title: "Báo cáo tháng 11", Owner: h.unit["UBND"], From: day(2026, 11, 1), To: day(2026, 11, 30),
		Clock:    work.Clock{Due: law.OnDay(day(2026, 12, 15)), Basis: "Kế hoạch", Verified: true},
		Audience: round.Audience{Levels: []org.Level{org.Commune}}, Blocks: blocks,
	}
	for _, c := range change {
		c(&n)
	}
	var r round.Round
	h.write(func(ctx context.Context, tx *db.Tx) (err error) {
		r, err = h.Create(ctx, tx, h.coordinator(), n)
		if err != nil {
			return err
		}
		r, err = h.Open(ctx, tx, h.coordinator(), r.Ref())
		return err
	})
	return r
}

// figures is what a unit says in the figures of blocks.
func figures(briefings, asked, replied int64) round.Content {
	return round.Content{Figures: map[string]round.Amount{
		"hop-bao": round.WholeOf(briefings), "yeu-cau": round.WholeOf(asked), "tra-loi": round.WholeOf(replied), "lau-nhat": 15_000,
	}}
}

func (h *house) answer(by auth.Officer, r round.Round, unit string, c round.Content, change ...func(*round.Answering)) (a round.Answer, err error) {
	n := round.Answering{Round: r.ID, Unit: h.unit[unit], Content: c}
	for _, ch := range change {
		ch(&n)
	}
	err = h.tryWrite(func(ctx context.Context, tx *db.Tx) (err error) {
		a, err = h.Answer(ctx, tx, by, n)
		return err
	})
	return a, err
}

func (h *house) mustAnswer(by auth.Officer, r round.Round, unit string, c round.Content, change ...func(*round.Answering)) round.Answer {
	h.t.Helper()
	a, err := h.answer(by, r, unit, c, change...)
	if err != nil {
		h.t.Fatal(err)
	}
	return a
}

func (h *house) board(by auth.Officer, r round.Round) (b round.Board) {
	h.t.Helper()
	h.read(func(ctx context.Context, tx *db.Tx) (err error) {
		b, err = h.Board(ctx, tx, by, r.ID)
		return err
	})
	return b
}

func wantKind(t testing.TB, err error, kind fault.Kind) {
	t.Helper()
	if err == nil || fault.KindOf(err) != kind {
		t.Errorf("got error %v, want one of kind %v", err, kind)
	}
}

func fmtID(u org.UnitID) string { return strconv.FormatInt(int64(u), 10) }

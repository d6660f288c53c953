package paper

import (
	"context"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/search"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

var modules = []db.Module{audit.Module, org.Module, files.Module, search.Module, Module}

// house is a small province with its papers, on one database, at a time that the test moves.
type house struct {
	*Service
	dbtest.Tables
	unit map[string]org.UnitID
	tree *org.Tree
	mu   sync.Mutex
	at   time.Time
}

func day(y, m, d int) law.Date { return law.Date{Year: y, Month: m, Day: d} }

func (h *house) now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.at
}

func (h *house) set(d law.Date) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.at = d.Start().Add(9 * time.Hour)
}

// each runs a test in a fresh house on both databases.
func each(t *testing.T, fn func(t *testing.T, h *house)) {
	t.Helper()
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) { fn(t, newHouse(t, d)) })
}

// newHouse opens the house on Friday 2/10/2026.
func newHouse(t testing.TB, d *db.DB) *house {
	t.Helper()
	h := &house{Tables: dbtest.Tables{T: t, D: d}, unit: map[string]org.UnitID{}}
	h.set(day(2026, 10, 2))
	store, err := files.Open(d, filepath.Join(t.TempDir(), "files"), h.now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	people := org.New(d)
	h.Service = NewService(Options{DB: d, Org: people, Files: store, Now: h.now})
	h.Watch("case", Owner{Sees: func(_ context.Context, _ *db.Tx, by auth.Officer, id int64) (bool, error) {
		return by.May(View) && id != 13, nil
	}})
	h.Write(func(ctx context.Context, tx *db.Tx) (err error) {
		for _, u := range []struct{ code, name, parent string }{
			{"UBND", "Ủy ban nhân dân tỉnh An Bình", ""},
			{"SVHTTDL", "Sở Văn hóa, Thể thao và Du lịch", "UBND"},
			{"STP", "Sở Tư pháp", "UBND"},
		} {
			h.unit[u.code], err = h.Org.AddUnit(ctx, tx, org.Unit{Code: u.code, Name: u.name, Parent: h.unit[u.parent], Level: org.Department})
			if err != nil {
				return err
			}
		}
		return nil
	})
	h.tree, err = people.ReadTree(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *house) as(role web.Role, unit string) auth.Officer {
	rights := map[web.Right][]web.Role{}
	for _, g := range Grants {
		rights[g.Right] = g.Roles
	}
	return auth.Acting("Trần Thu Hà", h.tree, rights, auth.Grant{Role: role, Unit: h.unit[unit]})
}

func (h *house) boss() auth.Officer { return h.as(web.Coordinator, "SVHTTDL") }

// quarterly is a report with three figures, one of them in a table.
func quarterly() official.Report {
	figure := func(id, name, text string) official.Run {
		return official.Run{Figure: &official.Figure{ID: id, Name: name, Query: "/nhiem-vu?x=" + id, Text: text}}
	}
	return official.Report{
		Subject: "Kết quả truyền thông chính sách quý III năm 2026",
		Blocks: []official.Block{
			official.Heading{Level: 1, Text: "I. KẾT QUẢ"},
			official.Paragraph{Runs: []official.Run{{Text: "Tổng số tin, bài đã đăng: "}, figure("news", "Tin, bài đã đăng", "1.231"), {Text: " tin, bài."}}},
			official.Paragraph{Runs: []official.Run{{Text: "Số cuộc họp báo: "}, figure("briefings", "Cuộc họp báo", "4"), {Text: "; đã trả lời "}, figure("answers", "Câu hỏi đã trả lời", "37"), {Text: " câu hỏi của báo chí."}}},
			official.Table{Columns: []official.Column{{Width: 3}, {Width: 1}}, Header: []official.TableRow{{{Runs: official.Plain("Đơn vị")}, {Runs: official.Plain("Đúng hạn")}}},
				Rows: []official.TableRow{{{Runs: official.Plain("Sở Tư pháp")}, {Runs: []official.Run{figure("unit.stp.on_time", "Sở Tư pháp, đúng hạn", "12")}}}}},
		},
		Signature: official.Signature{Authority: []string{"KT. Giám đốc"}, Title: "Phó Giám đốc", Name: "Nguyễn Thị Minh"},
	}
}

// draft makes the report about case 7.
func (h *house) draft(key string) (id ID) {
	h.T.Helper()
	h.Write(func(ctx context.Context, tx *db.Tx) (err error) {
		id, err = h.Draft(ctx, tx, h.boss(), New{Kind: Report, Unit: h.unit["SVHTTDL"], About: About{"case", 7}, Key: key, Document: quarterly()})
		return err
	})
	return id
}

func (h *house) paper(id ID) (p Paper) {
	h.T.Helper()
	h.Read(func(ctx context.Context, tx *db.Tx) (err error) {
		p, err = h.Paper(ctx, tx, h.boss(), id)
		return err
	})
	return p
}

// step does one thing with a paper as somebody.
func (h *house) step(by auth.Officer, do func(ctx context.Context, tx *db.Tx, by auth.Officer) error) error {
	return h.Try(func(ctx context.Context, tx *db.Tx) error { return do(ctx, tx, by) })
}

func wantKind(t testing.TB, what string, err error, want fault.Kind) {
	t.Helper()
	if got := fault.KindOf(err); got != want {
		t.Errorf("%s: error %v, want kind %v", what, err, want)
	}
}

package plan

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/doctext"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/search"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// TestMain lets the test program read documents as its own child, as the real one does.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == doctext.ChildArg {
		os.Exit(doctext.ChildMain(os.Args[1:], os.Stdin, os.Stdout))
	}
	os.Exit(m.Run())
}

var modules = []db.Module{audit.Module, org.Module, files.Module, search.Module, work.Module, paper.Module, Module}

// house is a small province with its plans, on one database, at a time that the test moves.
type house struct {
	*Service
	t    testing.TB
	d    *db.DB
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

// set moves to a quarter past nine of a day in Việt Nam.
func (h *house) set(d law.Date) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.at = d.Start().Add(9*time.Hour + 15*time.Minute)
}

// each runs a test in a fresh house on both databases.
func each(t *testing.T, fn func(t *testing.T, h *house)) {
	t.Helper()
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) { fn(t, newHouse(t, d)) })
}

// newHouse opens the house on Monday 12/1/2026.
func newHouse(t testing.TB, d *db.DB) *house {
	t.Helper()
	h := &house{t: t, d: d, unit: map[string]org.UnitID{}}
	h.set(day(2026, 1, 12))
	store, err := files.Open(d, filepath.Join(t.TempDir(), "files"), h.now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	people := org.New(d)
	h.Service = New(Options{
		Scan:   readNothing,
		Papers: paper.NewService(paper.Options{DB: d, Org: people, Files: store, Now: h.now}),
		DB:     d, Org: people, Files: store, Now: h.now, Calendar: law.VietnamCalendar, Patience: time.Minute, Log: slog.New(slog.DiscardHandler),
		Work: work.New(work.Options{DB: d, Org: people, Now: h.now, Holidays: law.VietnamCalendar, Indexer: index{}}, Task),
	})
	h.write(func(ctx context.Context, tx *db.Tx) error { return h.settle(ctx, tx) })
	h.tree, err = people.ReadTree(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// readNothing takes every scan for two pages that no program can read.
func readNothing(context.Context, []byte) (doctext.Scan, error) { return doctext.Scan{Pages: 2}, nil }

type index struct{}

func (index) Put(ctx context.Context, tx *db.Tx, e search.Entry) error { return search.Put(ctx, tx, e) }

func (h *house) settle(ctx context.Context, tx *db.Tx) (err error) {
	for _, u := range []struct {
		code, name, parent string
		level              org.Level
	}{
		{"UBND", "Ủy ban nhân dân tỉnh An Bình", "", org.Province},
		{"VP", "Văn phòng Ủy ban nhân dân tỉnh", "UBND", org.Department},
		{"SVHTTDL", "Sở Văn hóa, Thể thao và Du lịch", "UBND", org.Department},
		{"STP", "Sở Tư pháp", "UBND", org.Department},
		{"SNV", "Sở Nội vụ", "UBND", org.Department},
		{"SKHCN", "Sở Khoa học và Công nghệ", "UBND", org.Department},
		{"STTTT", "Sở Thông tin và Truyền thông", "UBND", org.Department},
		{"STC", "Sở Tài chính", "UBND", org.Department},
		{"CAT", "Công an tỉnh", "UBND", org.Partner},
		{"BL", "Ủy ban nhân dân xã Bến Lúa", "UBND", org.Commune},
	} {
		h.unit[u.code], err = h.Org.AddUnit(ctx, tx, org.Unit{Code: u.code, Name: u.name, Parent: h.unit[u.parent], Level: u.level, Email: map[string]string{"VP": "vanthu@vp.anbinh.example"}[u.code]})
		if err != nil {
			return err
		}
	}
	return h.Org.Succeed(ctx, tx, h.unit["STTTT"], []org.UnitID{h.unit["SKHCN"], h.unit["SVHTTDL"]}, day(2025, 3, 1))
}

func (h *house) write(fn func(ctx context.Context, tx *db.Tx) error) {
	h.t.Helper()
	err := h.d.Write(h.t.Context(), func(tx *db.Tx) error { return fn(h.t.Context(), tx) })
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) read(fn func(ctx context.Context, tx *db.Tx) error) {
	h.t.Helper()
	err := h.d.Read(h.t.Context(), func(tx *db.Tx) error { return fn(h.t.Context(), tx) })
	if err != nil {
		h.t.Fatal(err)
	}
}

// rights are those of plan and work together.
func rights() map[web.Right][]web.Role {
	table := work.RoleTable()
	for _, g := range slices.Concat(Grants, paper.Grants) {
		table[g.Right] = g.Roles
	}
	return table
}

// as is somebody with a role over a unit.
func (h *house) as(role web.Role, unit string) auth.Officer {
	return auth.Acting("Trần Thu Hà", h.tree, rights(), auth.Grant{Role: role, Unit: h.unit[unit]})
}

func (h *house) boss() auth.Officer { return h.as(web.Coordinator, "UBND") }

// upload imports a text and returns its draft.
func (h *house) upload(text string) Draft {
	h.t.Helper()
	id, err := h.Import(h.t.Context(), h.boss(), Upload{Name: "ke-hoach.txt", Content: []byte(text)})
	if err != nil {
		h.t.Fatal(err)
	}
	return h.draft(id)
}

func (h *house) draft(id DraftID) (d Draft) {
	h.t.Helper()
	h.read(func(ctx context.Context, tx *db.Tx) (err error) {
		d, err = h.Draft(ctx, tx, h.boss(), id)
		return err
	})
	return d
}

// acceptAll decides everything and confirms.
func (h *house) acceptAll(id DraftID) ID {
	h.t.Helper()
	d := h.draft(id)
	var picks []Pick
	for _, it := range d.Work.Tasks {
		picks = append(picks, Pick{Key: it.Key})
	}
	_, err := h.Decide(h.t.Context(), h.boss(), id, picks, Accepted)
	if err != nil {
		h.t.Fatal(err)
	}
	plan, err := h.Confirm(h.t.Context(), h.boss(), id, h.draft(id).Version, false)
	if err != nil {
		h.t.Fatal(err)
	}
	return plan
}

func (h *house) cases(plan ID) (all []work.Case) {
	h.t.Helper()
	h.read(func(ctx context.Context, tx *db.Tx) error {
		return h.Work.Each(ctx, tx, h.boss(), work.Filter{OriginDuty: "plan", OriginID: int64(plan)}, func(c work.Case) error {
			all = append(all, c)
			return nil
		})
	})
	return all
}

func (h *house) count(table string) (n int) {
	h.t.Helper()
	h.read(func(ctx context.Context, tx *db.Tx) error {
		return tx.QueryRow(ctx, fmt.Sprintf(`SELECT COUNT(*) FROM %s`, table)).Scan(&n)
	})
	return n
}

var _ http.Handler = (http.HandlerFunc)(nil)

const document = `ỦY BAN NHÂN DÂN
TỈNH AN BÌNH
Số: 12/KH-UBND
An Bình, ngày 05 tháng 01 năm 2026
KẾ HOẠCH
Truyền thông chính sách năm 2026
I. CÔNG KHAI THÔNG TIN
1. Rà soát danh mục thông tin phải công khai trên cổng thông tin của tỉnh
- Đơn vị chủ trì: Văn phòng Ủy ban nhân dân tỉnh
- Đơn vị phối hợp: Sở Tư pháp; Sở Nội vụ
- Thời gian thực hiện: Trước ngày 30/6/2026
2. Tổng hợp thông tin báo chí, mạng xã hội viết về tỉnh
- Đơn vị chủ trì: Sở Văn hóa, Thể thao và Du lịch
- Đơn vị phối hợp: Các sở, ban, ngành
- Thời gian thực hiện: Hằng tuần
II. BỒI DƯỠNG ĐỘI NGŨ
3. Tập huấn báo cáo viên pháp luật cấp xã
- Đơn vị chủ trì: Sở Tư pháp
- Đơn vị phối hợp: UBND cấp xã
- Thời gian thực hiện: Quý III năm 2026
4. Phát hiện, dự báo xu hướng thông tin
- Đơn vị chủ trì: Sở Thông tin và Truyền thông
- Đơn vị phối hợp: Công an tỉnh
- Thời gian thực hiện: Thường xuyên
5. Cung cấp thông tin cho báo chí về các vấn đề dư luận quan tâm
- Đơn vị chủ trì: Các sở, ban, ngành
- Thời gian thực hiện: Thường xuyên
`

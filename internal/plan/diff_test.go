package plan

import (
	"context"
	"slices"
	"testing"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

const renewed = `ỦY BAN NHÂN DÂN
TỈNH AN BÌNH
Số: 12/KH-UBND
An Bình, ngày 10 tháng 3 năm 2026
KẾ HOẠCH
Truyền thông chính sách năm 2026
I. CÔNG KHAI THÔNG TIN
1. Rà soát danh mục thông tin phải công khai trên cổng thông tin của tỉnh
- Đơn vị chủ trì: Văn phòng Ủy ban nhân dân tỉnh
- Đơn vị phối hợp: Sở Tư pháp; Sở Nội vụ
- Thời gian thực hiện: Trước ngày 30/9/2026
2. Tổng hợp thông tin báo chí, mạng xã hội viết về tỉnh
- Đơn vị chủ trì: Sở Văn hóa, Thể thao và Du lịch
- Đơn vị phối hợp: Các sở, ban, ngành
- Thời gian thực hiện: Hằng tuần
II. BỒI DƯỠNG ĐỘI NGŨ
3. Tập huấn báo cáo viên pháp luật cấp xã
- Đơn vị chủ trì: Sở Nội vụ
- Đơn vị phối hợp: UBND cấp xã
- Thời gian thực hiện: Quý III năm 2026
4. Xây dựng phòng truyền thông chính sách tại cơ sở
- Đơn vị chủ trì: Sở Khoa học và Công nghệ
- Thời gian thực hiện: Trước ngày 31/12/2026
`

func TestANewVersionShowsWhatChangedAndCarriesProgressOver(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		plan := h.plan(document)
		old := h.cases(plan)
		h.start(old[0])
		h.set(day(2026, 3, 12))
		id, err := h.Import(t.Context(), h.boss(), Upload{Name: "ban-2.txt", Content: []byte(renewed), Plan: plan})
		if err != nil {
			t.Fatal(err)
		}
		d := h.draft(id)
		want := []Sameness{Changed, Unchanged, Changed, Fresh}
		for i, it := range d.Work.Tasks {
			if it.Same != want[i] {
				t.Errorf("task %d is %q, want %q: %+v", i+1, it.Same, want[i], it.Old)
			}
		}
		first := d.Work.Tasks[0].Old
		if first == nil || len(first.Changes) != 1 || first.Changes[0].Old != "Hạn 30/06/2026" || first.Changes[0].New != "Hạn 30/09/2026" {
			t.Errorf("the first task changes %+v", first)
		}
		if d.Work.Tasks[1].Decision != Accepted {
			t.Error("an unchanged task is not accepted at once")
		}
		if len(d.Work.Gone) != 2 {
			t.Fatalf("%d tasks are gone, want 2: %+v", len(d.Work.Gone), d.Work.Gone)
		}
		err = h.DecideGone(t.Context(), h.boss(), id, old[3].Code, Accepted, "Chuyển sang kế hoạch khác")
		if err != nil {
			t.Fatal(err)
		}
		err = h.DecideGone(t.Context(), h.boss(), id, old[4].Code, Skipped, "")
		if err != nil {
			t.Fatal(err)
		}
		got := h.acceptAll(id)
		if got != plan {
			t.Fatalf("the version became plan %d, want %d", got, plan)
		}
		h.checkCarried(plan, old)
	})
}

func (h *house) checkCarried(plan ID, old []work.Case) {
	h.t.Helper()
	now := map[string]work.Case{}
	for _, c := range h.cases(plan) {
		now[c.Code] = c
	}
	if c := now[old[0].Code]; c.Step != work.Doing || c.Due != day(2026, 9, 30) || c.FirstDue != day(2026, 6, 30) {
		h.t.Errorf("the moved task is %s, due %s, first due %s", c.Step, c.Due, c.FirstDue)
	}
	if c := now[old[2].Code]; c.State != work.Open || h.tree.Name(c.Lead) != "Sở Nội vụ" || c.Title != "Tập huấn báo cáo viên pháp luật cấp xã" {
		h.t.Errorf("the task of the old lead unit is %s, led by %s: %s", c.State, h.tree.Name(c.Lead), c.Title)
	}
	if c := now[old[3].Code]; c.State != work.Cancelled || c.Reason != "Chuyển sang kế hoạch khác" {
		h.t.Errorf("the task that is gone is %s: %s", c.State, c.Reason)
	}
	if c := now[old[4].Code]; c.State != work.Open {
		h.t.Errorf("the task that was kept is %s", c.State)
	}
	var fresh []string
	for code, c := range now {
		if !slices.ContainsFunc(old, func(o work.Case) bool { return o.Code == code }) {
			fresh = append(fresh, h.tree.Name(c.Lead)+": "+c.Title)
		}
	}
	slices.Sort(fresh)
	want := []string{"Sở Khoa học và Công nghệ: Xây dựng phòng truyền thông chính sách tại cơ sở"}
	if !slices.Equal(fresh, want) {
		h.t.Errorf("new are %q", fresh)
	}
	h.read(func(ctx context.Context, tx *db.Tx) error {
		versions, err := versionsOf(ctx, tx, plan)
		if len(versions) != 2 || versions[0].Summary != (Summary{New: 1, Changed: 2, Same: 1, Gone: 1}) {
			h.t.Errorf("versions = %+v", versions)
		}
		x, ok, err2 := h.Of(ctx, tx, now[old[0].Code])
		if !ok || err2 != nil || x.Line != 8 || len(x.Lines) != 4 || x.When != "Trước ngày 30/9/2026" {
			h.t.Errorf("the plan behind the case is %+v, %v", x, err2)
		}
		return err
	})
}

// start lets the lead unit of a case begin.
func (h *house) start(c work.Case) {
	h.t.Helper()
	lead := auth.Acting("Lê Văn Bình", h.tree, rights(), auth.Grant{Role: web.Staff, Unit: c.Lead})
	h.write(func(ctx context.Context, tx *db.Tx) error {
		_, err := h.Work.Start(ctx, tx, lead, c.Ref())
		return err
	})
}

func TestThePlanOfTheNextYearMovesItsDays(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		plan := h.plan(document)
		id, err := h.NextYear(t.Context(), h.boss(), plan)
		if err != nil {
			t.Fatal(err)
		}
		d := h.draft(id)
		if len(d.Work.Tasks) != 5 || d.Work.Head.Title != "Truyền thông chính sách năm 2027" {
			t.Fatalf("%d tasks in %q", len(d.Work.Tasks), d.Work.Head.Title)
		}
		if got := d.Work.Tasks[0].Plan.Due; got != day(2027, 6, 30) {
			t.Errorf("30/6/2026 became %s", got)
		}
		if it := d.Work.Tasks[4]; !d.Work.stands(it) {
			t.Error("the collective lead was forgotten")
		}
		h.set(day(2026, 12, 20))
		next := h.acceptAll(id)
		if next == plan || len(h.cases(next)) != 5 {
			t.Errorf("plan %d has %d cases", next, len(h.cases(next)))
		}
	})
}

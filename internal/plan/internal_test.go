package plan

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
)

func TestPlansForTheOfficeOnlyAreTakenOutByTheirCoordinatorsAlone(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.plan("LƯU HÀNH NỘI BỘ\n" + document)
		h.read(func(ctx context.Context, tx *db.Tx) error {
			p, err := h.Plan(ctx, tx, h.boss(), 1)
			if err != nil || !p.Internal {
				t.Errorf("the mark of the document is lost: %+v, %v", p, err)
			}
			if err := mayTakeOut(h.as(web.Leader, "UBND"), p); fault.KindOf(err) != fault.Forbidden {
				t.Errorf("a leader takes it out: %v", err)
			}
			return nil
		})
		quiet := func() (n int) {
			h.read(func(ctx context.Context, tx *db.Tx) error {
				return tx.QueryRow(ctx, `SELECT COUNT(*) FROM work_case WHERE quiet`).Scan(&n)
			})
			return n
		}
		if quiet() != 5 {
			t.Errorf("letters tell of %d of 5 tasks", 5-quiet())
		}
		c := h.client(t)
		c.Get("/ke-hoach/1").See("Lưu hành nội bộ")
		c.Get("/ke-hoach/xuat/1?dang=xlsx").Status(200)
		if rows, err := openWorkbook(c.Body); err != nil || rows[0][0] != "LƯU HÀNH NỘI BỘ" || rows[2][0] != "NV-2026-0001" {
			t.Errorf("the workbook begins with %q, %v", rows, err)
		}
		c.Get("/ke-hoach/xuat/1?dang=ics").Status(200)
		if !strings.Contains(c.Body, "LƯU HÀNH NỘI BỘ") {
			t.Error("the calendar does not bear the mark")
		}
		leader := h.client(t)
		leader.Header.Set("X-As", "lãnh đạo")
		leader.Get("/ke-hoach/xuat/1?dang=xlsx").Status(403).See("chỉ người điều phối của kế hoạch được xuất tệp")
		leader.Get("/nhiem-vu/xuat?dang=xlsx").Status(200)
		if rows, err := openWorkbook(leader.Body); err != nil || len(rows) != 2 || !strings.Contains(rows[0][0], "Không gồm 5 nhiệm vụ") {
			t.Errorf("across plans: %q, %v", rows, err)
		}
		document := regexp.MustCompile(`/tep/\d+`).FindString(c.Get("/ke-hoach/van-ban/1").Body)
		c.Get(document).Status(200)
		leader.Get("/ke-hoach/van-ban/1").Status(200)
		leader.Get(document).Status(403).See("chỉ người điều phối của kế hoạch được xuất tệp")
		c.Get("/ke-hoach/them/1").Submit("/them/1", "noi-dung", "Việc mới", "chu-tri", "Sở Tư pháp", "chu-ky", "yearly").Status(200)
		if quiet() != 6 {
			t.Error("letters tell of a task that was added")
		}
		c.Get("/ke-hoach/sua/1").Submit("/sua/1", "noi-bo", "").Status(200)
		if quiet() != 0 {
			t.Error("letters are silent about a plan that is no longer for the office only")
		}
	})
}

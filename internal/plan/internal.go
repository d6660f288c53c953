package plan

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

// internalMark stands on everything that leaves the program from a plan for the office only.
const internalMark = "LƯU HÀNH NỘI BỘ"

// mayTakeOut refuses to make a file from a plan that goes round inside the office only, but for those who
// coordinate it.
func mayTakeOut(by auth.Officer, p Plan) error {
	if !p.Internal || by.MayFor(Manage, p.Owner) {
		return nil
	}
	return fault.New(fault.Forbidden, "Kế hoạch này lưu hành nội bộ: chỉ người điều phối của kế hoạch được xuất tệp. Bạn vẫn xem được nhiệm vụ trên trang này.")
}

// hush keeps letters from telling what the tasks of a plan for the office only are.
func (s *Service) hush(ctx context.Context, tx *db.Tx, p Plan) error {
	return s.Work.SetQuiet(ctx, tx, "plan", int64(p.ID), p.Internal)
}

// takenOut are the cases that go into a file.
type takenOut struct {
	Cases    []work.Case
	Internal bool // some are of a plan for the office only
	Left     int  // cases of such plans that the officer may not take out
}

// takeOut leaves out of a list across plans what its reader may not take out.
func takeOut(by auth.Officer, all []work.Case, plans map[int64]Plan) takenOut {
	t := takenOut{}
	for _, c := range all {
		p := plans[c.Origin.ID]
		if mayTakeOut(by, p) != nil {
			t.Left++
			continue
		}
		t.Internal = t.Internal || p.Internal
		t.Cases = append(t.Cases, c)
	}
	return t
}

// remarks stand above the table of a file.
func (t takenOut) remarks(ctx context.Context) []string {
	var all []string
	if t.Internal {
		all = append(all, internalMark)
	}
	if t.Left > 0 {
		all = append(all, web.T(ctx, "Không gồm %d nhiệm vụ của kế hoạch lưu hành nội bộ", t.Left))
	}
	return all
}

// titled is the name of a calendar with the mark.
func (t takenOut) titled(name string) string {
	if t.Internal {
		return internalMark + " - " + name
	}
	return name
}

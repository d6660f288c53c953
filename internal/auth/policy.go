package auth

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
)

// policy is what the province decided about signing in.
type policy struct {
	Factor      []Role // roles that must use a second factor
	DeviceDays  int    // a remembered device is not asked for it so long; 0: devices are not remembered
	CodeDays    int    // a one-time password opens the door so long
	LockMinutes int    // a shared machine locks after so long without a request
	Version     int64  // 0: nobody has decided yet
}

// Bounds of what can be decided.
const (
	maxDeviceDays  = 90
	maxCodeDays    = 60
	maxLockMinutes = 120
)

// policyRow is a policy as the database keeps it; nil fields where nobody has decided.
type policyRow struct {
	factor             *string
	device, code, lock *int64
	version            *int64
}

func (s *Service) policyFrom(r policyRow) policy {
	if r.factor == nil {
		return policy{Factor: s.Factor, DeviceDays: 30, CodeDays: 14, LockMinutes: 10}
	}
	p := policy{DeviceDays: int(*r.device), CodeDays: int(*r.code), LockMinutes: int(*r.lock), Version: *r.version}
	for _, word := range strings.Fields(*r.factor) {
		p.Factor = append(p.Factor, Role(word))
	}
	return p
}

func (s *Service) policy(ctx context.Context, tx *db.Tx) (policy, error) {
	r, err := readPolicy(ctx, tx)
	if errors.Is(err, db.ErrNoRows) {
		r, err = policyRow{}, nil
	}
	return s.policyFrom(r), err
}

// mustHaveFactor reports whether one of the grants asks for a second factor.
func (p policy) mustHaveFactor(grants []Grant) bool {
	return slices.ContainsFunc(grants, func(g Grant) bool { return slices.Contains(p.Factor, g.Role) })
}

// words writes the policy for the audit log, in Vietnamese as the log is.
func (p policy) words() string {
	roles := "không vai trò nào"
	if len(p.Factor) > 0 {
		var titles []string
		for _, r := range p.Factor {
			titles = append(titles, RoleTitle(r))
		}
		roles = strings.Join(titles, ", ")
	}
	return "mã xác thực: " + roles + "; nhớ thiết bị " + strconv.Itoa(p.DeviceDays) + " ngày; mã dùng một lần " + strconv.Itoa(p.CodeDays) +
		" ngày; khóa máy dùng chung sau " + strconv.Itoa(p.LockMinutes) + " phút"
}

// setPolicy stores what the province decides; it holds from each person's next request on.
func (s *Service) setPolicy(ctx context.Context, by Officer, p policy) error {
	for _, bound := range []struct {
		field      string
		value, max int
		least      int
	}{{"device", p.DeviceDays, maxDeviceDays, 0}, {"code", p.CodeDays, maxCodeDays, 1}, {"lock", p.LockMinutes, maxLockMinutes, 1}} {
		if bound.value < bound.least || bound.value > bound.max {
			return fault.New(fault.Invalid, "Hãy nhập số từ %d đến %d.", bound.least, bound.max).At(bound.field)
		}
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		old, err := s.policy(ctx, tx)
		if err != nil {
			return err
		}
		ok, err := storePolicy(ctx, tx, p)
		if err != nil {
			return err
		}
		if !ok {
			return fault.New(fault.Conflict, "Cách đăng nhập vừa được người khác sửa. Hãy tải lại trang để xem bản mới.")
		}
		if old.words() == p.words() {
			return nil
		}
		return audit.Write(ctx, tx, s.Now(), audit.Entry{ActorID: by.Account, Actor: by.Full, Action: "auth.policy", Object: "policy", ObjectID: 1,
			Sentence: web.Mark("Đổi cách đăng nhập từ “%s” thành “%s”."), Args: []any{old.words(), p.words()}})
	})
}

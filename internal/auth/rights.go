package auth

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
)

const (
	// ManageAccounts lets its holder make, change and stop the accounts of people whose unit and whose every
	// grant lie within the holder's own scope, and give out roles up to the one by which they hold it.
	ManageAccounts web.Right = "auth.manage-accounts"
	// SetPolicy lets an administrator of the whole province decide how people sign in.
	SetPolicy web.Right = "auth.set-policy"
	// OnSharedMachine is held by whoever sits at a shared machine.
	OnSharedMachine web.Right = "auth.on-shared-machine"
)

// Grants are the rights of this package and the roles that hold them.
var Grants = []web.Grant{
	{Right: ManageAccounts, Title: "Quản lý tài khoản và phân quyền", Roles: []web.Role{web.Administrator, web.AccountKeeper}},
	{Right: SetPolicy, Title: "Đặt cách đăng nhập", Roles: []web.Role{web.Administrator}},
}

// Roles lists the roles from the widest to the narrowest.
var Roles = []Role{Administrator, AccountKeeper, Coordinator, Leader, Staff, Viewer}

var roleTitles = map[Role]string{
	Administrator: web.Mark("Quản trị"),
	AccountKeeper: web.Mark("Quản trị tài khoản"),
	Coordinator:   web.Mark("Điều phối"),
	Leader:        web.Mark("Lãnh đạo"),
	Staff:         web.Mark("Cán bộ"),
	Viewer:        web.Mark("Người xem"),
}

var roleNotes = map[Role]string{
	Administrator: web.Mark("Quản lý đơn vị, tài khoản và thiết lập."),
	AccountKeeper: web.Mark("Chỉ tạo, cấp lại, ngừng tài khoản và giao vai trò trong đơn vị mình."),
	Coordinator:   web.Mark("Lập kế hoạch, giao việc, duyệt kết quả, làm báo cáo."),
	Leader:        web.Mark("Xem mọi việc trong phạm vi và cho ý kiến chỉ đạo."),
	Staff:         web.Mark("Làm và báo cáo việc của đơn vị mình."),
	Viewer:        web.Mark("Chỉ xem."),
}

// RoleTitle is the Vietnamese name of a role, a marked text; empty if there is no such role.
func RoleTitle(r Role) string { return roleTitles[r] }

// RoleNote says in a line what a role does, a marked text.
func RoleNote(r Role) string { return roleNotes[r] }

// Holders are the active people who hold role over unit, taken from the nearest unit upwards in which
// somebody does. Reminders above the head of a unit go to them.
func (s *Service) Holders(ctx context.Context, tx *db.Tx, role Role, unit org.UnitID) ([]org.PersonID, error) {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return nil, err
	}
	for {
		u, ok := tree.Unit(unit)
		if !ok {
			return nil, nil
		}
		people, err := holdersAt(ctx, tx, role, unit)
		if err != nil || len(people) > 0 {
			return people, err
		}
		unit = u.Parent
	}
}

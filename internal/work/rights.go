package work

import (
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/web"
)

// What people may do with cases, each over a subtree of units.
const (
	View       web.Right = "work.view"       // over the lead, a partner or the owner
	Submit     web.Right = "work.submit"     // over the lead
	Contribute web.Right = "work.contribute" // over a partner
	Discuss    web.Right = "work.discuss"    // over the lead, a partner or the owner
	Coordinate web.Right = "work.coordinate" // over the owner
	Decide     web.Right = "work.decide"     // over the owner
	Order      web.Right = "work.order"      // over the owner: a leader's word opens a case
	Configure  web.Right = "work.configure"  // over the root
)

// Grants are the rights of this package and the roles that hold them.
var Grants = []web.Grant{
	{Right: View, Title: "Xem nhiệm vụ", Roles: []web.Role{web.Administrator, web.Coordinator, web.Leader, web.Staff, web.Viewer}},
	{Right: Submit, Title: "Nộp kết quả, minh chứng, đề nghị gia hạn hoặc chuyển đơn vị", Roles: []web.Role{web.Staff}},
	{Right: Contribute, Title: "Đóng góp của đơn vị phối hợp", Roles: []web.Role{web.Staff}},
	{Right: Discuss, Title: "Trao đổi về nhiệm vụ", Roles: []web.Role{web.Coordinator, web.Leader, web.Staff}},
	{Right: Coordinate, Title: "Giao, sửa, hủy nhiệm vụ và đôn đốc", Roles: []web.Role{web.Coordinator}},
	{Right: Decide, Title: "Duyệt kết quả, gia hạn, chuyển đơn vị", Roles: []web.Role{web.Coordinator}},
	{Right: Order, Title: "Cho ý kiến chỉ đạo", Roles: []web.Role{web.Leader}},
	{Right: Configure, Title: "Đặt lịch nhắc việc", Roles: []web.Role{web.Administrator}},
}

// RoleTable is Grants as [auth.Acting] asks for it.
func RoleTable() map[web.Right][]auth.Role {
	table := map[web.Right][]auth.Role{}
	for _, g := range Grants {
		table[g.Right] = g.Roles
	}
	return table
}

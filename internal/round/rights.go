package round

import "github.com/nhipcau/nhipcau/internal/web"

// What people may do with reporting rounds.
const (
	View   web.Right = "round.view"   // over the round's owner, or over a unit that owes an answer
	Manage web.Right = "round.manage" // over the round's owner; also types for units that do not
	Give   web.Right = "round.answer" // over a unit that owes an answer, or that consolidates others
)

// Grants are the rights of this package and the roles that hold them.
var Grants = []web.Grant{
	{Right: View, Title: "Xem đợt báo cáo", Roles: []web.Role{web.Administrator, web.Coordinator, web.Leader, web.Staff, web.Viewer}},
	{Right: Manage, Title: "Mở, theo dõi, nhập thay, chốt đợt báo cáo", Roles: []web.Role{web.Coordinator}},
	{Right: Give, Title: "Trả lời và tổng hợp báo cáo của đơn vị", Roles: []web.Role{web.Staff}},
}

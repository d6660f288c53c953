package plan

import "github.com/nhipcau/nhipcau/internal/web"

// What people may do with plans. Which of a plan's tasks they see is asked of work.
const (
	View   web.Right = "plan.view"
	Manage web.Right = "plan.manage" // over the owner of the plan
	Write  web.Right = "plan.report" // over the owner of the plan
)

// Grants are the rights of this package and the roles that hold them.
var Grants = []web.Grant{
	{Right: View, Title: "Xem kế hoạch", Roles: []web.Role{web.Administrator, web.Coordinator, web.Leader, web.Staff, web.Viewer}},
	{Right: Manage, Title: "Nhập, sửa, kết thúc kế hoạch", Roles: []web.Role{web.Coordinator}},
	{Right: Write, Title: "Lập và phát hành báo cáo tiến độ", Roles: []web.Role{web.Coordinator}},
}

package alert

import (
	"github.com/nhipcau/nhipcau/internal/web"
)

// What people may do with alerts.
const (
	View    web.Right = "listen.alert.view"
	Judge   web.Right = "listen.alert.judge" // look into, judge, make a case of
	Arrange web.Right = "listen.alert.board" // say who is told
)

// Grants are the rights of this package and the roles that hold them.
var Grants = []web.Grant{
	{Right: View, Title: "Xem cảnh báo dư luận", Roles: []web.Role{web.Administrator, web.Coordinator, web.Leader, web.Staff}},
	{Right: Judge, Title: "Xử lý cảnh báo dư luận", Roles: []web.Role{web.Coordinator, web.Leader}},
	{Right: Arrange, Title: "Đặt bảng theo dõi và người nhận cảnh báo", Roles: []web.Role{web.Administrator, web.Coordinator}},
}

// PageURL is the list of alerts.
const PageURL = "/lang-nghe/canh-bao"

// Href is the address of an alert's page.
func (a Alert) Href() string { return PageURL + "/" + web.Key(a.ID) }

package paper

import "github.com/nhipcau/nhipcau/internal/web"

// What people may do with papers of a unit.
const (
	View    web.Right = "paper.view"
	Prepare web.Right = "paper.prepare" // complete a draft, hand it in, record that it came back
	Publish web.Right = "paper.publish" // record number, day, signer and the issued file
	Arrange web.Right = "paper.arrange" // signature blocks and what a unit prints around its papers
)

// Grants are the rights of this package and the roles that hold them.
var Grants = []web.Grant{
	{Right: View, Title: "Xem văn bản", Roles: []web.Role{web.Administrator, web.Coordinator, web.Leader, web.Staff, web.Viewer}},
	{Right: Prepare, Title: "Soạn, trình văn bản", Roles: []web.Role{web.Coordinator, web.Staff}},
	{Right: Publish, Title: "Ghi ban hành văn bản", Roles: []web.Role{web.Coordinator, web.Leader}},
	{Right: Arrange, Title: "Sửa thể thức, khối chữ ký của đơn vị", Roles: []web.Role{web.Administrator, web.Coordinator}},
}

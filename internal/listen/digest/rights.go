package digest

import "github.com/nhipcau/nhipcau/internal/web"

// What people may do with digests.
const (
	View web.Right = "listen.digest.view"
	Make web.Right = "listen.digest.make" // draft, edit, freeze
)

// Grants are the rights of this package and the roles that hold them.
var Grants = []web.Grant{
	{Right: View, Title: "Xem điểm tin", Roles: []web.Role{web.Administrator, web.Coordinator, web.Leader, web.Staff, web.Viewer}},
	{Right: Make, Title: "Soạn điểm tin", Roles: []web.Role{web.Coordinator}},
}

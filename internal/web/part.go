package web

import (
	"io/fs"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/jobs"
)

// Role is what a person may be given over a unit and everything below it.
type Role string

const (
	Administrator Role = "administrator" // quản trị hệ thống
	AccountKeeper Role = "accounts"      // quản trị tài khoản của đơn vị
	Coordinator   Role = "coordinator"   // điều phối: runs plans, accepts results
	Leader        Role = "leader"        // lãnh đạo: sees, directs
	Staff         Role = "officer"       // cán bộ: does the unit's work
	Viewer        Role = "viewer"        // người xem
)

// Grant says which roles hold a right.
type Grant struct {
	Right Right
	Title string // Vietnamese, the key of its translation: "Duyệt kết quả nhiệm vụ"
	Roles []Role
}

// Part is what one package brings to the house: its descriptor. App reads one ordered list of parts and
// makes from it the schema, the catalogue of texts, the rights, the routes, the menu and the schedules.
// Empty fields bring nothing.
type Part struct {
	Name   string
	Schema db.Module
	Texts  fs.FS // holds locales/en.json
	Grants []Grant
	Routes func(m *Mux)
	Nav    []NavItem
	Jobs   func(q *jobs.Queue)
}

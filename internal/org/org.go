// Package org is the directory: units as a dated tree, the people in them, and the posts that the law or
// the plan speaks of, resolved by date. Units are never deleted: they end, and successors take over; an
// old plan keeps the old names. A unit that was split has several successors, which are offered, never
// chosen.
//
// Tables: org_unit, org_successor, org_person, org_post, org_version.
package org

import (
	"embed"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/law"
)

//go:embed migrations
var files embed.FS

// Module is the schema of the directory.
var Module = db.Module{Name: "org", Files: files}

// UnitID identifies a unit.
type UnitID int64

// PersonID identifies a person who works for a unit.
type PersonID int64

// Level is where a unit stands in government.
type Level string

const (
	Province   Level = "province"   // the People's Committee itself, the root
	Department Level = "department" // sở, ban, ngành and what stands beside them
	District   Level = "district"   // until 30/6/2025
	Commune    Level = "commune"    // xã, phường, đặc khu
	Inside     Level = "inside"     // a division within a unit
	Partner    Level = "partner"    // Party bodies, the Front, police, press: may lead a task, are not ranked
)

// Unit is one unit with the days between which it exists.
type Unit struct {
	ID       UnitID
	Parent   UnitID // 0 at the root
	Code     string // short and stable, "STP"; unique
	Name     string // "Sở Tư pháp"
	Short    string // "Sở TP"; may be empty
	Level    Level
	Unscored bool     // phối hợp, không chấm điểm
	From     law.Date // zero: since before our records
	To       law.Date // last day; zero: still exists
	Email    string   // of the office, for reminders when no contact person is known
	Version  int64    // grows with every edit
}

// ExistsOn reports whether the unit exists on day d.
func (u Unit) ExistsOn(d law.Date) bool {
	return (u.From.IsZero() || !d.Before(u.From)) && (u.To.IsZero() || !d.After(u.To))
}

// Person is somebody who works for a unit.
type Person struct {
	ID      PersonID
	Unit    UnitID
	Name    string // "Trần Thu Hà"
	Salute  string // anh, chị, ông, bà; empty means "bạn"
	Title   string // "Chuyên viên", "Phó Giám đốc"
	Email   string
	Phone   string
	Active  bool
	Version int64
}

// PostKind is a function that the law or the plan gives to somebody in a unit.
type PostKind string

const (
	Spokesperson  PostKind = "spokesperson"  // người phát ngôn (nghị định 244/2026)
	Communication PostKind = "communication" // cán bộ phụ trách truyền thông chính sách
	Contact       PostKind = "contact"       // đầu mối: where reminders go first
	Head          PostKind = "head"          // người đứng đầu
)

// Post says who holds a function in a unit between which days.
type Post struct {
	ID     int64
	Unit   UnitID
	Person PersonID
	Kind   PostKind
	From   law.Date
	To     law.Date // zero: still holds it
	Basis  string   // number of the decision, if one was given
}

// HeldOn reports whether the post is held on day d.
func (p Post) HeldOn(d law.Date) bool {
	return (p.From.IsZero() || !d.Before(p.From)) && (p.To.IsZero() || !d.After(p.To))
}

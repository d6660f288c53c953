package org

import (
	"cmp"
	"slices"

	"github.com/nhipcau/nhipcau/law"
)

// Tree is all units at one version of the directory. It never changes; many goroutines may read it.
type Tree struct {
	version    int64
	units      map[UnitID]*Unit
	sorted     []*Unit // parents before children, siblings in Vietnamese order
	children   map[UnitID][]UnitID
	successors map[UnitID][]UnitID
	unscored   map[UnitID]bool
}

// newTree takes units already in Vietnamese order.
func newTree(version int64, units []Unit, successors map[UnitID][]UnitID) *Tree {
	t := &Tree{version: version, units: map[UnitID]*Unit{}, children: map[UnitID][]UnitID{}, successors: successors, unscored: map[UnitID]bool{}}
	for i := range units {
		u := &units[i]
		t.units[u.ID] = u
		t.children[u.Parent] = append(t.children[u.Parent], u.ID)
	}
	t.walk(0)
	return t
}

func (t *Tree) walk(from UnitID) {
	for _, id := range t.children[from] {
		t.sorted = append(t.sorted, t.units[id])
		if t.units[id].Unscored || t.unscored[from] {
			t.unscored[id] = true
		}
		t.walk(id)
	}
}

// Unit returns a unit; false if there is none.
func (t *Tree) Unit(id UnitID) (Unit, bool) {
	u, ok := t.units[id]
	if !ok {
		return Unit{}, false
	}
	return *u, true
}

// Name is the name of a unit, empty if there is none.
func (t *Tree) Name(id UnitID) string {
	u, _ := t.Unit(id)
	return u.Name
}

// Label is the short name where there is one, else the name.
func (t *Tree) Label(id UnitID) string {
	u, _ := t.Unit(id)
	return cmp.Or(u.Short, u.Name)
}

// Units are all units, parents before children, siblings in Vietnamese order.
func (t *Tree) Units() []Unit {
	all := make([]Unit, len(t.sorted))
	for i, u := range t.sorted {
		all[i] = *u
	}
	return all
}

// UnitsOn are the units that exist on day d, in the order of Units.
func (t *Tree) UnitsOn(d law.Date) []Unit {
	return slices.DeleteFunc(t.Units(), func(u Unit) bool { return !u.ExistsOn(d) })
}

// Root is the first unit without a parent; false in an empty directory.
func (t *Tree) Root() (Unit, bool) {
	if len(t.sorted) == 0 {
		return Unit{}, false
	}
	return *t.sorted[0], true
}

// Depth counts the parents of a unit.
func (t *Tree) Depth(id UnitID) int {
	n := -1
	for u := t.units[id]; u != nil; u = t.units[u.Parent] {
		n++
	}
	return n
}

// Within reports whether id is top or stands somewhere below it.
func (t *Tree) Within(id, top UnitID) bool {
	for u := t.units[id]; u != nil; u = t.units[u.Parent] {
		if u.ID == top {
			return true
		}
	}
	return false
}

// Scored reports whether a unit is ranked: neither it nor a unit above it is phối hợp, không chấm điểm.
func (t *Tree) Scored(id UnitID) bool { return !t.unscored[id] }

// Subtree lists top and everything below it.
func (t *Tree) Subtree(top UnitID) []UnitID {
	if t.units[top] == nil {
		return nil
	}
	all := []UnitID{top}
	for i := 0; i < len(all); i++ {
		all = append(all, t.children[all[i]]...)
	}
	return all
}

// Successors are the units that took over from id: one after a merge or a change of name, several after a
// split, none if id still exists or nobody took over.
func (t *Tree) Successors(id UnitID) []UnitID { return t.successors[id] }

// Now follows single successors from id to the unit that exists on day d. Where a unit was split it stops
// and returns the choices, which a person must make.
func (t *Tree) Now(id UnitID, d law.Date) (now UnitID, choices []UnitID) {
	for range len(t.units) {
		u, ok := t.units[id]
		if !ok || u.ExistsOn(d) {
			return id, nil
		}
		next := t.successors[id]
		switch len(next) {
		case 0:
			return id, nil
		case 1:
			id = next[0]
		default:
			return id, next
		}
	}
	return id, nil
}

package auth

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
)

// Role is what an account may be given over a unit and everything below it.
type Role = web.Role

const (
	Administrator = web.Administrator
	AccountKeeper = web.AccountKeeper
	Coordinator   = web.Coordinator
	Leader        = web.Leader
	Staff         = web.Staff
	Viewer        = web.Viewer
)

// Grant is a role over a unit and everything below it.
type Grant struct {
	Role Role
	Unit org.UnitID
}

// Officer is the person behind a request, with what they may do. The zero Officer may nothing.
type Officer struct {
	Account int64
	Person  org.PersonID
	Full    string // "Trần Thu Hà"
	Title   string // chị, anh, ông, bà; empty means bạn
	Office  string // name of the unit of their post
	Home    org.UnitID
	Grants  []Grant
	rights  map[web.Right][]Role
	tree    *org.Tree
}

// ID is the account's number, as web.Asker wants it.
func (o Officer) ID() int64 { return o.Account }

// Name is the full name.
func (o Officer) Name() string { return o.Full }

// Unit is the name of the unit of their post.
func (o Officer) Unit() string { return o.Office }

// Salute is how the desk addresses them.
func (o Officer) Salute() string { return o.Title }

// May reports whether the officer holds right over some unit.
func (o Officer) May(right web.Right) bool {
	return slices.ContainsFunc(o.Grants, func(g Grant) bool { return slices.Contains(o.rights[right], g.Role) })
}

// MayFor reports whether the officer holds right over one of the units.
func (o Officer) MayFor(right web.Right, units ...org.UnitID) bool {
	for _, g := range o.Grants {
		if !slices.Contains(o.rights[right], g.Role) {
			continue
		}
		for _, u := range units {
			if o.tree.Within(u, g.Unit) {
				return true
			}
		}
	}
	return false
}

// mayGive reports whether the officer may hand a grant out or take it away: within a unit over which they manage
// accounts, and never a role above the one by which they do.
func (o Officer) mayGive(g Grant) bool {
	return slices.ContainsFunc(o.Grants, func(own Grant) bool {
		return slices.Contains(o.rights[ManageAccounts], own.Role) && o.tree.Within(g.Unit, own.Unit) &&
			slices.Index(Roles, own.Role) <= slices.Index(Roles, g.Role)
	})
}

// mayRegrant reports whether the officer may change the roles of an account: nobody raises themselves, except
// whoever may do everything there anyway.
func (o Officer) mayRegrant(account int64) bool {
	return account != o.Account || o.mayGive(Grant{Administrator, o.Home})
}

// Scope is the set of units over which the officer holds right: all of them, or a list.
func (o Officer) Scope(right web.Right) (all bool, units []org.UnitID) {
	root, _ := o.tree.Root()
	for _, g := range o.Grants {
		if !slices.Contains(o.rights[right], g.Role) {
			continue
		}
		if g.Unit == root.ID {
			return true, nil
		}
		units = append(units, o.tree.Subtree(g.Unit)...)
	}
	slices.Sort(units)
	return false, slices.Compact(units)
}

// Key says who may do the same: officers with equal keys hold the rights it was made for over the same units.
type Key struct {
	tree  *org.Tree
	units string
}

// Key is made for the rights that what is to be kept depends on.
func (o Officer) Key(rights ...web.Right) Key {
	var b strings.Builder
	for _, right := range rights {
		for _, g := range o.Grants {
			if slices.Contains(o.rights[right], g.Role) {
				fmt.Fprintf(&b, "%d ", g.Unit)
			}
		}
		b.WriteByte(';')
	}
	return Key{o.tree, b.String()}
}

// Of is the officer asking in ctx; the zero Officer when nobody is signed in.
func Of(ctx context.Context) Officer {
	o, _ := web.Who(ctx).(Officer)
	return o
}

// Acting makes an officer for commands, jobs and tests: name acts with the grants over the tree.
func Acting(name string, tree *org.Tree, rights map[web.Right][]Role, grants ...Grant) Officer {
	return Officer{Full: name, Grants: grants, rights: rights, tree: tree}
}

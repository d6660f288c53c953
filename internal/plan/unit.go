package plan

import (
	"slices"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
	"github.com/nhipcau/nhipcau/vi"
)

// directory is the tree of units as official reads names with it.
type directory struct {
	tree  *org.Tree
	names official.Directory
}

func (s *Service) names(tree *org.Tree) official.Directory {
	if d := s.directory.Load(); d != nil && d.tree == tree {
		return d.names
	}
	d := &directory{tree, newDirectory(tree)}
	s.directory.Store(d)
	return d.names
}

func newDirectory(tree *org.Tree) official.Directory {
	var units []official.DirectoryUnit
	for _, u := range tree.Units() {
		units = append(units, official.DirectoryUnit{
			ID: unitKey(u.ID), Name: u.Name, Short: shorts(u), Kind: string(u.Level), Parent: unitKey(u.Parent),
			From: u.From.String(), To: u.To.String(), Successors: unitKeys(tree.Successors(u.ID)),
		})
	}
	return official.NewDirectory(units)
}

// shorts are the abbreviations of a unit: its short name and its code.
func shorts(u org.Unit) string {
	if u.Short == "" || u.Short == u.Code {
		return u.Code
	}
	return u.Short + "|" + u.Code
}

func unitKey(id org.UnitID) string {
	if id == 0 {
		return ""
	}
	return web.Key(id)
}

func unitKeys(ids []org.UnitID) []string {
	var keys []string
	for _, id := range ids {
		keys = append(keys, unitKey(id))
	}
	return keys
}

func unitOf(key string) org.UnitID {
	n, err := strconv.ParseInt(key, 10, 64)
	if err != nil {
		return 0
	}
	return org.UnitID(n)
}

// resolve proposes a unit for a name on a day. Where several are as likely, or the unit was split, it
// chooses none.
func resolve(dir official.Directory, tree *org.Tree, name string, day law.Date) Name {
	n := Name{Name: name, Whole: collective(name)}
	matches := dir.Match(name, day.String())
	for _, m := range matches {
		u, ok := tree.Unit(unitOf(m.ID))
		if ok && u.ExistsOn(day) {
			n.Match = append(n.Match, Choice{u.ID, string(m.Reason)})
		}
	}
	if len(n.Match) > 0 {
		n.Whole = false
	}
	if len(n.Match) > 8 {
		n.Match = n.Match[:8]
	}
	if len(matches) == 0 || len(n.Match) == 0 {
		return n
	}
	best := matches[0]
	if best.Reason == official.MatchSplit || unitOf(best.ID) != n.Match[0].Unit {
		return n
	}
	if len(matches) > 1 && matches[1].Score > best.Score-0.05 {
		return n
	}
	n.Unit = n.Match[0].Unit
	n.Sure = best.Reason != official.MatchTypo
	return n
}

// collective reports whether a name stands for many units: "các sở, ban, ngành", "UBND cấp xã".
func collective(name string) bool {
	f := " " + strings.Join(strings.Fields(vi.Fold(name)), " ") + " "
	for _, begin := range []string{" cac ", " moi ", " tat ca ", " toan bo ", " nhung ", " tung ", " moi don vi "} {
		if strings.HasPrefix(f, begin) {
			return true
		}
	}
	for _, part := range []string{" cap xa ", " cap huyen ", " cac cap ", " ubnd cac ", " uy ban nhan dan cac ", " lien quan ", " xa, phuong ", " so, ban, nganh ", " don vi chu tri "} {
		if strings.Contains(f, part) {
			return true
		}
	}
	return false
}

// rename brings the names of a draft up to date with its tasks: new ones are looked up, unused ones go.
func (w *Work) rename(dir official.Directory, tree *org.Tree, day law.Date) {
	leads, all := map[string]int{}, []string{}
	for _, it := range w.Tasks {
		for _, n := range it.Lead {
			leads[n]++
		}
		all = append(append(all, it.Lead...), it.Partners...)
	}
	known := w.Names
	w.Names = nil
	for _, name := range all {
		if slices.ContainsFunc(w.Names, func(n Name) bool { return n.Name == name }) {
			continue
		}
		i := slices.IndexFunc(known, func(n Name) bool { return n.Name == name })
		n := Name{}
		if i >= 0 {
			n = known[i]
		} else {
			n = resolve(dir, tree, name, day)
		}
		n.Used = leads[name]
		w.Names = append(w.Names, n)
	}
}

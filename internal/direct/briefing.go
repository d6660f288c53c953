package direct

import (
	"net/http"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// briefingView is the sheet for the briefing: one page.
type briefingView struct {
	Today   law.Date
	Office  string
	Waiting []waitingRow
	Groups  []briefingGroup
	Unit    func(org.UnitID) string
}

// briefingGroup is a part of the sheet; Total says when more is behind it than is printed.
type briefingGroup struct {
	Title string // marked
	Rows  []work.Case
	Total int
	Href  string // opens all of them
}

// perPage rows of all groups, and of each at most perGroup, fit on one A4 page together.
const (
	perPage  = 14
	perGroup = 8
)

func (s *Service) showBriefing(w http.ResponseWriter, r *http.Request) error {
	ctx, by := r.Context(), auth.Of(r.Context())
	today := s.day()
	v := briefingView{Today: today}
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		tree, err := s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		v.Unit, v.Office = tree.Label, tree.Name(by.Home)
		v.Waiting, err = s.waitingRows(ctx, tx, by)
		if err != nil {
			return err
		}
		for _, g := range []struct {
			title, href string
			filter      work.Filter
		}{
			{web.Mark("Ý kiến chỉ đạo quá hạn"), PageURL, work.Filter{Kind: Order.Name, Overdue: true}},
			{web.Mark("Ý kiến chỉ đạo đến hạn trong 7 ngày"), PageURL, work.Filter{Kind: Order.Name, Unfinished: true, DueFrom: today, DueTo: today.AddDays(7)}},
			{web.Mark("Nhiệm vụ khác quá hạn"), "/viec?xem=qua-han", work.Filter{Overdue: true}},
			{web.Mark("Nhiệm vụ khác đến hạn trong 7 ngày"), "/viec", work.Filter{Unfinished: true, DueFrom: today, DueTo: today.AddDays(7)}},
		} {
			g.filter.Sort, g.filter.Size = work.ByDue, 10*perGroup
			list, err := s.Work.List(ctx, tx, by, g.filter)
			if err != nil {
				return err
			}
			v.Groups = append(v.Groups, group(g.title, g.href, g.filter, list))
		}
		return nil
	})
	if err != nil {
		return err
	}
	v.fit()
	return web.Render(w, r, http.StatusOK, briefingPage(v))
}

// fit shares the rows of one page among the groups, one at a time, so that none crowds out another. What waits
// for a leader takes its room first.
func (v *briefingView) fit() {
	room, take := max(perPage-len(v.Waiting), len(v.Groups)), make([]int, len(v.Groups))
	for given := true; given && room > 0; {
		given = false
		for i, g := range v.Groups {
			if room > 0 && take[i] < len(g.Rows) {
				take[i], room, given = take[i]+1, room-1, true
			}
		}
	}
	for i := range v.Groups {
		v.Groups[i].Rows = v.Groups[i].Rows[:take[i]]
	}
}

// group leaves out of other tasks what was directed: it stands above.
func group(title, href string, f work.Filter, list work.List) briefingGroup {
	g := briefingGroup{Title: title, Href: href, Total: list.Total}
	for _, c := range list.Rows {
		if f.Kind == "" && c.Kind == Order.Name {
			g.Total--
			continue
		}
		if len(g.Rows) < perGroup {
			g.Rows = append(g.Rows, c)
		}
	}
	return g
}

// codeIn is the code of the case whose page an address is.
func codeIn(href string) (string, bool) {
	rest, ok := strings.CutPrefix(href, "/viec/")
	code, _, _ := strings.Cut(rest, "?")
	code, _, _ = strings.Cut(code, "#")
	return code, ok && code != "" && !strings.Contains(code, "/")
}

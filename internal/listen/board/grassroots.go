package board

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// Commune is what a unit handed in about a month.
type Commune struct {
	Unit  org.UnitID
	Known bool // it said something; else there is no information, which is not calm
	Lines []SaidLine
}

// SaidLine is a subject that people spoke of, and roughly how often.
type SaidLine struct {
	Key, Subject string
	Count        int
	Where        string
}

// grassrootsView is a month of the communes.
type grassrootsView struct {
	Month    law.Date // its first day
	Months   []web.Option
	Subjects []string
	Rows     []communeRow
	Sums     []string
	Known    int
	Asked    bool // there is a round about this month
}

// communeRow is a line of the matrix.
type communeRow struct {
	Name  string
	Known bool
	Cells []string
	Where []string // what they say of places, one for each subject
}

func (s *Service) showGrassroots(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	today := law.DateOf(s.Now())
	this := law.Date{Year: today.Year, Month: today.Month, Day: 1}
	v := grassrootsView{Month: this.AddMonths(-1)}
	if d, err := law.ParseDate(r.URL.Query().Get("thang") + "-01"); err == nil && !this.Before(d) {
		v.Month = d
	}
	for i := range 12 {
		d := this.AddMonths(-i)
		v.Months = append(v.Months, web.Option{Value: d.String()[:7], Label: web.T(ctx, "tháng %d năm %d", d.Month, d.Year)})
	}
	if s.Grassroots != nil {
		err := s.DB.Read(ctx, func(tx *db.Tx) error { return s.readGrassroots(ctx, tx, &v) })
		if err != nil {
			return err
		}
	}
	return web.Render(w, r, http.StatusOK, grassrootsPage(v))
}

func (s *Service) readGrassroots(ctx context.Context, tx *db.Tx, v *grassrootsView) error {
	all, err := s.Grassroots.HeardFrom(ctx, tx, v.Month, v.Month.LastOfMonth())
	if err != nil {
		return err
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return err
	}
	v.Asked = len(all) > 0
	v.fill(ctx, all, func(id org.UnitID) string {
		u, _ := tree.Unit(id)
		return u.Name
	})
	return nil
}

// fill makes the matrix: subjects in the order of the form, communes that said something first, nothing below five.
func (v *grassrootsView) fill(ctx context.Context, all []Commune, name func(org.UnitID) string) {
	at := map[string]int{}
	for _, c := range all {
		for _, l := range c.Lines {
			if _, known := at[l.Key]; !known {
				at[l.Key] = len(v.Subjects)
				v.Subjects = append(v.Subjects, l.Subject)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Commune) int {
		if a.Known != b.Known {
			if a.Known {
				return -1
			}
			return 1
		}
		return cmp.Compare(name(a.Unit), name(b.Unit))
	})
	sums := make([][]gate.Cell, len(v.Subjects))
	for _, c := range all {
		row := communeRow{Name: name(c.Unit), Known: c.Known, Where: make([]string, len(v.Subjects))}
		counts := make([]int, len(v.Subjects))
		for _, l := range c.Lines {
			i := at[l.Key]
			counts[i] += l.Count
			row.Where[i] = l.Where
		}
		if c.Known {
			v.Known++
		}
		for i, n := range counts {
			cell := gate.Shown(n, gate.Floor)
			if n < gate.SmallPlaceFloor { // what is said of places within a commune
				row.Where[i] = ""
			}
			sums[i] = append(sums[i], cell)
			row.Cells = append(row.Cells, fewCell(ctx, cell))
		}
		v.Rows = append(v.Rows, row)
	}
	for _, cells := range sums { // what is hidden is not in the sum, or the sum would tell it
		v.Sums = append(v.Sums, fewCell(ctx, gate.Sum(cells)))
	}
}

// fewCell is a rough count as it may be shown.
func fewCell(ctx context.Context, c gate.Cell) string {
	switch {
	case c.Hidden:
		return web.T(ctx, "dưới %d", gate.Floor)
	case c.Count == 0:
		return web.Dash
	}
	return web.Count(ctx, c.Count)
}

// openRounds is the right over reporting rounds; who has it is offered to open one.
const openRounds web.Right = "round.manage"

// openHref opens a round with the form for communes.
func openHref() string { return "/dot-bao-cao/moi?" + url.Values{"mau": {"co-so"}}.Encode() }

func (v grassrootsView) sub(ctx context.Context) string {
	if !v.Asked {
		return web.T(ctx, "Tháng %d/%d chưa có đợt báo cáo nào.", v.Month.Month, v.Month.Year)
	}
	return web.T(ctx, "Tháng %d/%d: %d trên %d đơn vị đã phản ánh. Đơn vị chưa phản ánh là chưa có thông tin, không phải yên ổn.", v.Month.Month, v.Month.Year, v.Known, len(v.Rows))
}

package chart

import (
	"context"
	"embed"
	_ "embed"
	"io/fs"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

//go:embed chart.css
var css string

//go:embed locales
var texts embed.FS

// Style is the style sheet of charts; a page with one links to it.
var Style = web.NewSheet("/bieu-do.css", css)

// Part is what this package brings to the house.
func Part() web.Part { return web.Part{Name: "chart", Texts: fs.FS(texts), Routes: Style.Register} }

// Plot is a count by days: what came, what is usual, waves, and what is expected. Values are counts of Unit.
type Plot struct {
	ID    string // unique on its page
	Title string // what is drawn, for those who cannot see it
	Say   string // what it shows, in a sentence
	Unit  string // "tin"
	Days  []Day
	Ahead []Step
	Waves []Wave
}

// Day is a day that is over, or runs.
type Day struct {
	Day    law.Date
	Value  float64
	Lo, Hi float64 // between them is what is usual; both 0: not known
	Note   string
	Href   string // the rows behind it; empty: none
}

// banded reports whether what is usual is known of any day.
func (p Plot) banded() bool { return slices.ContainsFunc(p.Days, func(d Day) bool { return d.Hi > 0 }) }

// Step is a day that is forecast.
type Step struct {
	Day                    law.Date
	Mean                   float64
	Naive                  float64 // what a simple guess has
	Lo80, Hi80, Lo95, Hi95 float64
}

// Wave is a stretch of days that stands out, by their places in Days.
type Wave struct {
	From, To int
	Name     string
}

// Size of the drawing: the plot is stretched to the width of its card, its height is in pixels.
const (
	top    = 24.0
	height = 250.0
)

// scale is what the drawing is measured with.
type scale struct {
	plot  Plot
	steps int     // distances between days
	most  float64 // value at the upper edge
}

func (p Plot) scale() scale {
	s := scale{plot: p, steps: max(1, len(p.Days)+len(p.Ahead)-1)}
	for _, d := range p.Days {
		s.most = max(s.most, d.Value, d.Hi)
	}
	for _, a := range p.Ahead {
		s.most = max(s.most, a.Hi80, a.Naive, min(a.Hi95, 2*a.Hi80))
	}
	s.most = nice(s.most * 1.08)
	return s
}

// nice is the next round number.
func nice(x float64) float64 {
	if x <= 4 {
		return 4
	}
	unit := math.Pow(10, math.Floor(math.Log10(x)))
	for _, m := range []float64{1, 1.5, 2, 3, 4, 5, 8, 10} {
		if m*unit >= x {
			return m * unit
		}
	}
	return 10 * unit
}

func (s scale) x(i int) float64     { return 100 * float64(i) / float64(s.steps) }
func (s scale) y(v float64) float64 { return height * (1 - min(v, s.most)/s.most) }

// percent and pixel write places as SVG takes them.
func percent(x float64) string { return number(x) + "%" }
func pixel(y float64) string   { return number(y) }

func number(x float64) string {
	return strconv.FormatFloat(math.Round(x*100)/100, 'f', -1, 64)
}

// pen writes a path.
type pen struct{ strings.Builder }

func (p *pen) to(x, y float64) {
	if p.Len() == 0 {
		p.WriteString("M")
	} else {
		p.WriteString("L")
	}
	p.WriteString(number(x) + " " + number(y))
}

// line is what came.
func (s scale) line() string {
	var p pen
	for i, d := range s.plot.Days {
		p.to(s.x(i), s.y(d.Value))
	}
	return p.String()
}

// usual is the band of what is usual, from the first day on which it is known.
func (s scale) usual() string {
	var p pen
	first := 0
	for first < len(s.plot.Days) && s.plot.Days[first].Hi == 0 {
		first++
	}
	for i := first; i < len(s.plot.Days); i++ {
		p.to(s.x(i), s.y(s.plot.Days[i].Hi))
	}
	for i := len(s.plot.Days) - 1; i >= first; i-- {
		p.to(s.x(i), s.y(s.plot.Days[i].Lo))
	}
	return closed(p)
}

func closed(p pen) string {
	if p.Len() == 0 {
		return ""
	}
	return p.String() + "Z"
}

// band is a band of the forecast; it opens from the last day.
func (s scale) band(lo, hi func(Step) float64) string {
	if len(s.plot.Days) == 0 || len(s.plot.Ahead) == 0 {
		return ""
	}
	var p pen
	last := len(s.plot.Days) - 1
	p.to(s.x(last), s.y(s.plot.Days[last].Value))
	for i, a := range s.plot.Ahead {
		p.to(s.x(last+1+i), s.y(hi(a)))
	}
	for i := len(s.plot.Ahead) - 1; i >= 0; i-- {
		p.to(s.x(last+1+i), s.y(lo(s.plot.Ahead[i])))
	}
	return closed(p)
}

func (s scale) band80() string {
	return s.band(func(a Step) float64 { return a.Lo80 }, func(a Step) float64 { return a.Hi80 })
}

func (s scale) band95() string {
	return s.band(func(a Step) float64 { return a.Lo95 }, func(a Step) float64 { return a.Hi95 })
}

// mean is the line of the forecast.
func (s scale) mean() string { return s.ahead(func(a Step) float64 { return a.Mean }) }

// naive is the line of the simple guess.
func (s scale) naive() string { return s.ahead(func(a Step) float64 { return a.Naive }) }

// ahead is a line from the last day on.
func (s scale) ahead(value func(Step) float64) string {
	if len(s.plot.Days) == 0 || len(s.plot.Ahead) == 0 {
		return ""
	}
	var p pen
	last := len(s.plot.Days) - 1
	p.to(s.x(last), s.y(s.plot.Days[last].Value))
	for i, a := range s.plot.Ahead {
		p.to(s.x(last+1+i), s.y(value(a)))
	}
	return p.String()
}

// rule is a line across with its value.
type rule struct {
	Y     float64
	Value float64
}

func (s scale) rules() []rule {
	step := nice(s.most / 3.2)
	if step >= s.most {
		step = s.most / 2
	}
	var all []rule
	for v := step; v < s.most*.98; v += step {
		all = append(all, rule{top + s.y(v), v})
	}
	return all
}

// mark is a day under the axis.
type mark struct {
	X      float64
	Day    law.Date
	Anchor string
	Today  bool
}

// marks are five days spread over the axis; the last day that is not forecast is always among them.
func (s scale) marks() []mark {
	n := len(s.plot.Days)
	if n == 0 {
		return nil
	}
	last, end := n-1, n+len(s.plot.Ahead)-1
	var all []mark
	for k := range 4 {
		i := k * last / 4
		if k == 0 || i > all[len(all)-1].place(s) {
			all = append(all, mark{s.x(i), s.plot.Days[i].Day, "middle", false})
		}
	}
	all[0].Anchor = "start"
	all = append(all, mark{s.x(last), s.plot.Days[last].Day, "middle", true})
	if end > last {
		all = append(all, mark{s.x(end), s.plot.Ahead[len(s.plot.Ahead)-1].Day, "end", false})
	} else {
		all[len(all)-1].Anchor = "end"
	}
	return all
}

func (m mark) place(s scale) int { return int(math.Round(m.X / 100 * float64(s.steps))) }

// box is the place of a wave.
func (s scale) box(w Wave) (x, width float64) {
	half := 50 / float64(s.steps)
	from, to := max(0, s.x(w.From)-half), min(100, s.x(w.To)+half)
	return from, to - from
}

// peak is the day of a wave on which most came.
func (s scale) peak(w Wave) int {
	best := w.From
	for i := w.From; i <= w.To && i < len(s.plot.Days); i++ {
		if s.plot.Days[i].Value > s.plot.Days[best].Value {
			best = i
		}
	}
	return best
}

// anchor keeps a label inside the drawing.
func anchor(x float64) string {
	switch {
	case x < 12:
		return "start"
	case x > 88:
		return "end"
	}
	return "middle"
}

func words(ctx context.Context, v float64) string { return web.Number(ctx, math.Round(v)) }

// usualWords is what is usual on a day, in words.
func usualWords(ctx context.Context, d Day) string {
	if d.Hi == 0 {
		return web.Dash
	}
	return words(ctx, d.Lo) + "–" + words(ctx, d.Hi)
}

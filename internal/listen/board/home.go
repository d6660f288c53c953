package board

import (
	"cmp"
	"context"
	"encoding/csv"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/alert"
	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/chart"
	"github.com/nhipcau/nhipcau/law"
)

// period is a stretch of days that the board looks at, both ends included.
type period struct {
	Key      string // "7", "30", "90", or ownDays
	From, To law.Date
	Problem  bool // own days that make no sense: thirty days are shown
}

const ownDays = "tuy-chon"

// longest is the most days of a period.
const longest = 120

func periodOf(q url.Values, today law.Date) period {
	days := map[string]int{"7": 7, "30": 30, "90": 90}[q.Get("ky")]
	p := period{Key: q.Get("ky"), From: today.AddDays(1 - days), To: today}
	if q.Get("ky") == ownDays {
		from, e1 := law.ParseDate(q.Get("tu"))
		to, e2 := law.ParseDate(q.Get("den"))
		if e1 == nil && e2 == nil && !to.Before(from) && !today.Before(to) && from.DaysUntil(to) < longest {
			return period{Key: ownDays, From: from, To: to}
		}
		p = period{Key: ownDays, From: today.AddDays(-29), To: today, Problem: q.Get("tu") != "" || q.Get("den") != ""}
		return p
	}
	if days == 0 {
		p.Key, p.From = "30", today.AddDays(-29)
	}
	return p
}

func (p period) days() int { return p.From.DaysUntil(p.To) + 1 }

// query is how addresses name the period.
func (p period) query() url.Values {
	v := url.Values{"ky": {p.Key}}
	if p.Key == ownDays {
		v.Set("tu", p.From.String())
		v.Set("den", p.To.String())
	}
	return v
}

// topicRow is a line of the table of topics.
type topicRow struct {
	listen.Topic
	Week    int    // independent items
	Against string // than usual, in words
	Line    chart.Line
	Tones   shares
	State   topicState
	Href    string // its board
	Rows    string // the items behind Week
	Here    bool
	weight  float64
}

// topicState is how a topic stands.
type topicState string

const (
	bursting topicState = "burst"
	watched  topicState = "watched" // somebody looks into it
	rising   topicState = "rising"
	falling  topicState = "falling"
	calm     topicState = "calm"
	unheard  topicState = "unheard"
)

var topicWords = map[topicState]string{
	bursting: web.Mark("Tăng vọt"), watched: web.Mark("Theo dõi"), rising: web.Mark("Tăng"), falling: web.Mark("Giảm"), calm: web.Mark("Bình thường"),
	unheard: web.Mark("Chưa có tin"),
}

func (t topicState) tone() web.Tone {
	return map[topicState]web.Tone{bursting: web.Bad, watched: web.Warn, rising: web.Info}[t]
}

// homeView is the board.
type homeView struct {
	Period    period
	Now       time.Time
	Sources   []sourceRow
	Count     int // of sources
	Topics    []topicRow
	All       int // topics that are followed
	Topic     *topicRow
	Plot      chart.Plot
	Headline  string
	Forecast  string // how far off it was
	Stories   []storyRow
	Questions []question
	Alarm     *alert.Alert
	Gaps      []alert.OpenGap
	Said      map[alert.Verdict]int
	Voices    string        // how often social sources spoke of the topic in the period
	Bearing   tone.Bearings // of the topic in the period, as officers said
	Line      string
}

const (
	shownTopics  = 5
	shownSources = 6
	shownStories = 4
)

func (s *Service) showHome(w http.ResponseWriter, r *http.Request) error {
	v, err := s.homeView(r.Context(), r.URL.Query())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, homePage(v))
}

func (s *Service) homeView(ctx context.Context, q url.Values) (v homeView, err error) {
	err = s.upToDate(ctx)
	if err != nil {
		return v, err
	}
	v.Now = s.Now()
	today := law.DateOf(v.Now)
	v.Period = periodOf(q, today)
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		rows, err := s.sourceRows(ctx, tx)
		if err != nil {
			return err
		}
		v.Count, v.Line = len(rows), healthLine(ctx, rows)
		v.Sources = worst(rows)[:min(shownSources, len(rows))]
		raised, err := s.raised(ctx, tx, min(v.Period.From.DaysUntil(today), longest)+1)
		if err != nil {
			return err
		}
		if s.Alerts != nil {
			v.Gaps, err = s.Alerts.OpenGaps(ctx, tx)
			if err != nil {
				return err
			}
		}
		topics, err := s.Listen.Topics(ctx, tx)
		if err != nil {
			return err
		}
		v.fillTopics(ctx, s, topics, raised, q.Get("chu-de"), today)
		if v.Topic == nil {
			return nil
		}
		v.alarm(raised)
		return s.topicOf(ctx, tx, &v, raised, today)
	})
	return v, err
}

// worst sorts sources so that those that need somebody stand first.
func worst(rows []sourceRow) []sourceRow {
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b sourceRow) int {
		return cmp.Or(slices.Index(healths, a.Health)-slices.Index(healths, b.Health), len(b.Alarms)-len(a.Alarms), b.Lately-a.Lately)
	})
	return rows
}

// raised are the alerts of the last days, newest first.
func (s *Service) raised(ctx context.Context, tx *db.Tx, days int) ([]alert.Alert, error) {
	if s.Alerts == nil {
		return nil, nil
	}
	now := s.Now()
	return s.Alerts.Raised(ctx, tx, now.AddDate(0, 0, -max(days, 30)), now.Add(time.Hour))
}

func (v *homeView) fillTopics(ctx context.Context, s *Service, topics []listen.Topic, raised []alert.Alert, chosen string, today law.Date) {
	var all []topicRow
	for _, t := range topics {
		if t.Active {
			all = append(all, s.topicRow(ctx, t, raised, today, v.Period))
		}
	}
	slices.SortStableFunc(all, func(a, b topicRow) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(b.Week, a.Week)) })
	v.All = len(all)
	if len(all) == 0 {
		return
	}
	at := max(0, slices.IndexFunc(all, func(t topicRow) bool { return web.Key(t.ID) == chosen }))
	all[at].Here = true
	here := all[at]
	v.Topic = &here
	v.Topics = all[:min(shownTopics, len(all))]
	if at >= shownTopics {
		v.Topics = append([]topicRow{here}, v.Topics[:shownTopics-1]...)
	}
	for i := range v.Topics {
		v.Topics[i].Tones = s.weekShares(ctx, v.Topics[i].ID, today)
	}
}

// topicRow counts a topic.
func (s *Service) topicRow(ctx context.Context, t listen.Topic, raised []alert.Alert, today law.Date, p period) topicRow {
	month := s.numbers.series(t.ID, today.AddDays(-29), today)
	before := s.numbers.series(t.ID, today.AddDays(-62), today.AddDays(-7))
	row := topicRow{Topic: t, Line: chart.Line{Values: month}}
	for _, x := range month[23:] {
		row.Week += int(x)
	}
	past, weeks := 0.0, 0.0
	for i, x := range before {
		past += x
		if past > 0 && weeks == 0 {
			weeks = float64(len(before)-i) / 7 // a young topic is measured from when it was first heard of
		}
	}
	usual := 0.0
	if weeks > 0 {
		usual = past / max(1, weeks)
	}
	row.State = stateOf(float64(row.Week), usual)
	row.Against = against(ctx, float64(row.Week), usual)
	for _, a := range raised {
		if a.Topic != t.ID || a.State == alert.Closed && a.Verdict == alert.False || a.Last.Before(s.Now().AddDate(0, 0, -3)) {
			continue
		}
		row.State = bursting
		if a.State == alert.Taken {
			row.State = watched
		}
		row.Line.Hot = max(1, 29-law.DateOf(a.Began).DaysUntil(today))
		row.weight = max(row.weight, 10+a.Odds)
		break
	}
	if row.State == rising {
		row.weight++
	}
	q := p.query()
	q.Set("chu-de", web.Key(t.ID))
	row.Href = page.URL + "?" + q.Encode()
	row.Rows = rowsHref(t.ID, today.AddDays(-6), today)
	return row
}

// rowsHref is the search that shows the independent items of a topic on some days.
func rowsHref(t listen.TopicID, from, to law.Date) string {
	return SearchURL + "?" + url.Values{"chu-de": {web.Key(t)}, "tu": {from.String()}, "den": {to.String()}, "quan-he": {"goc"}}.Encode()
}

func stateOf(week, usual float64) topicState {
	switch {
	case week == 0 && usual == 0:
		return unheard
	case week >= 10 && week >= 1.25*usual:
		return rising
	case usual >= 5 && week <= .8*usual:
		return falling
	}
	return calm
}

// alarm picks the alert of the topic that somebody should look at.
func (v *homeView) alarm(raised []alert.Alert) {
	v.Said = map[alert.Verdict]int{}
	for i := range raised {
		a := &raised[i]
		if a.State == alert.Closed && a.Raised.After(v.Now.AddDate(0, 0, -30)) {
			v.Said[a.Verdict]++
		}
		if a.Topic == v.Topic.ID && v.Alarm == nil && !(a.State == alert.Closed && a.Verdict == alert.False) && a.Last.After(v.Now.AddDate(0, 0, -14)) {
			v.Alarm = a
		}
	}
}

// topicOf fills what the board shows of the chosen topic.
func (s *Service) topicOf(ctx context.Context, tx *db.Tx, v *homeView, raised []alert.Alert, today law.Date) error {
	p, t := v.Period, v.Topic
	o := s.numbers.outlook(t.ID, p.To, p.days(), today)
	counts := s.numbers.series(t.ID, p.From, p.To)
	v.Plot = chart.Plot{ID: "bieu-do", Unit: web.T(ctx, "tin")}
	for i, x := range counts {
		d := p.From.AddDays(i)
		v.Plot.Days = append(v.Plot.Days, chart.Day{Day: d, Value: x, Lo: o.lo[i], Hi: o.hi[i], Href: rowsHref(t.ID, d, d)})
	}
	for i, x := range o.ahead.Steps {
		v.Plot.Ahead = append(v.Plot.Ahead, chart.Step{Day: today.AddDays(x.Step - 1), Mean: x.Mean, Naive: o.ahead.Naive[i], Lo80: x.Lo80, Hi80: x.Hi80, Lo95: x.Lo95, Hi95: x.Hi95})
	}
	if len(v.Plot.Ahead) > 0 { // today runs: it is both, and drawn as what came
		v.Plot.Ahead = v.Plot.Ahead[1:]
	}
	v.Plot.Waves = wavesOf(ctx, raised, t.ID, p)
	v.say(ctx, o)
	var err error
	v.Stories, v.Questions, err = s.toldOf(ctx, tx, t.ID, p)
	if err != nil {
		return err
	}
	bearings, _, err := s.Bearings(ctx, tx, p.From.Start(), p.To.End())
	if err != nil {
		return err
	}
	v.Bearing = bearings[t.ID]
	days, err := s.socialDays(ctx, tx, t.Topic, p.From, p.To)
	v.Voices = periodWords(ctx, sumOfDays(days))
	return err
}

// wavesOf are the stretches of days on which alerts were raised, those that touch as one.
func wavesOf(ctx context.Context, raised []alert.Alert, topic listen.TopicID, p period) (waves []chart.Wave) {
	hot := make([]bool, p.days())
	for _, a := range raised {
		if a.Topic != topic || a.State == alert.Closed && a.Verdict == alert.False {
			continue
		}
		for d := law.DateOf(a.Began); !law.DateOf(a.Last).Before(d); d = d.AddDays(1) {
			if i := p.From.DaysUntil(d); i >= 0 && i < len(hot) {
				hot[i] = true
			}
		}
	}
	for i := 0; i < len(hot); i++ {
		if !hot[i] {
			continue
		}
		end := i
		for end+1 < len(hot) && hot[end+1] {
			end++
		}
		waves = append(waves, chart.Wave{From: i, To: end, Name: web.T(ctx, "Đợt %d", len(waves)+1)})
		i = end
	}
	return waves
}

func (v homeView) csvHref() string {
	q := v.Period.query()
	q.Set("chu-de", web.Key(v.Topic.ID))
	return page.URL + "/so-lieu.csv?" + q.Encode()
}

// downloadPlot gives the numbers of the plot as CSV.
func (s *Service) downloadPlot(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	v, err := s.homeView(ctx, r.URL.Query())
	if err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString("\ufeff")
	c := csv.NewWriter(&b)
	_ = c.Write([]string{web.T(ctx, "Ngày"), web.T(ctx, "Số tin độc lập"), web.T(ctx, "Thường lệ từ"), web.T(ctx, "Thường lệ đến")})
	for _, d := range v.Plot.Days {
		_ = c.Write([]string{d.Day.String(), number(d.Value), number(d.Lo), number(d.Hi)})
	}
	c.Flush()
	return web.Download(w, r, "lang-nghe.csv", "text/csv; charset=utf-8", v.Now, strings.NewReader(b.String()))
}

func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

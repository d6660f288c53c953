package desk

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// limitsView shows days off, rules and one computed due date.
type limitsView struct {
	Form    *web.Form
	Year    int
	Years   []web.Link
	Decided bool
	Source  string
	Days    []dayRow
	Rules   []ruleRow
	Options []web.Option // rules to compute with
	Answer  *answer
	List    bool // all rules; otherwise only the one that was asked for
}

func (v limitsView) tabs(ctx context.Context) []web.Link {
	return []web.Link{
		{Title: web.T(ctx, "Ngày nghỉ, tính thử"), Href: "/quan-tri/thoi-han", Here: !v.List},
		{Title: web.T(ctx, "Các quy tắc thời hạn"), Href: "/quan-tri/thoi-han?xem=quy-tac", Here: v.List},
	}
}

type dayRow struct {
	Date        law.Date
	Name        string
	Kind        string
	Tone        web.Tone
	Source      string
	Provisional bool
}

type ruleRow struct {
	ID       string
	Version  int
	Text     string
	Trigger  string
	Term     string
	Basis    string
	Span     string
	Note     string
	Verified bool
}

type answer struct {
	Due         string
	Explanation string
	Stages      []web.Pair
	Verified    bool
	Reason      string
}

var dayKinds = map[law.DayKind]string{
	law.Holiday: web.Mark("Nghỉ lễ"), law.Substitute: web.Mark("Nghỉ bù, hoán đổi"), law.SwappedWork: web.Mark("Làm bù"), law.LocalOff: web.Mark("Nghỉ của địa phương"),
}

func (s *Service) showLimits(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := limitsView{Form: form, Year: s.day().Year, List: form.Raw("xem") == "quy-tac"}
	if y, err := strconv.Atoi(form.Raw("nam")); err == nil && y >= 2000 && y <= 2100 {
		v.Year = y
	}
	v.fillDays(r.Context(), s.Calendar(), s.day().Year)
	v.fillRules(r.Context(), s.Rules, s.day())
	v.compute(r.Context(), s)
	return web.Render(w, r, http.StatusOK, limitsPage(v))
}

func (v *limitsView) fillDays(ctx context.Context, cal law.Calendar, thisYear int) {
	years := []int{}
	for _, y := range cal.Years() {
		years = append(years, y.Number)
		if y.Number == v.Year {
			v.Decided, v.Source = y.Decided, y.Source
		}
	}
	if len(years) == 0 {
		years = []int{thisYear}
	}
	for _, y := range years {
		v.Years = append(v.Years, web.Link{Title: strconv.Itoa(y), Href: web.Href(ctx, "nam", strconv.Itoa(y)), Here: y == v.Year})
	}
	for _, d := range cal.Days(v.Year) {
		row := dayRow{Date: d.Date, Name: d.NameVI, Kind: web.T(ctx, dayKinds[d.Kind]), Source: d.Source, Provisional: d.Provisional, Tone: web.Info}
		if web.Lang(ctx) == web.English {
			row.Name = d.English()
		}
		if !d.Off() {
			row.Tone = web.Neutral
		}
		v.Days = append(v.Days, row)
	}
}

func (v *limitsView) fillRules(ctx context.Context, rules law.RuleSet, today law.Date) {
	english := web.Lang(ctx) == web.English
	for _, r := range rules.All() {
		row := ruleRow{ID: r.ID, Version: r.Version, Text: r.TextVI, Trigger: r.TriggerVI, Basis: r.BasisVI, Verified: r.Verified, Note: r.NoteVI}
		if english {
			row.Text, row.Trigger = orText(r.TextEN, r.TextVI), orText(r.TriggerEN, r.TriggerVI)
			row.Basis, row.Note = orText(r.BasisEN, r.BasisVI), orText(r.NoteEN, r.NoteVI)
		}
		row.Term, row.Span = terms(r, english), validity(ctx, r)
		if v.List || r.ID == v.Form.Raw("quy-tac") {
			v.Rules = append(v.Rules, row)
		}
		if r.InForce(today) {
			v.Options = append(v.Options, web.Option{Value: r.ID, Label: r.ID + ": " + row.Text})
		}
	}
}

func terms(r law.Rule, english bool) string {
	var all []string
	for _, s := range r.Stages {
		term, name := s.Term.Vietnamese(), s.NameVI
		if english {
			term, name = s.Term.English(), orText(s.NameEN, s.NameVI)
		}
		if len(r.Stages) > 1 && name != "" {
			term = name + ": " + term
		}
		all = append(all, term)
	}
	return strings.Join(all, "; ")
}

func validity(ctx context.Context, r law.Rule) string {
	switch {
	case r.ValidFrom.IsZero() && r.ValidTo.IsZero():
		return ""
	case r.ValidTo.IsZero():
		return web.T(ctx, "từ %s", r.ValidFrom)
	case r.ValidFrom.IsZero():
		return web.T(ctx, "đến %s", r.ValidTo)
	}
	return web.T(ctx, "%s đến %s", r.ValidFrom, r.ValidTo)
}

// compute answers the small calculator: a rule, a first day, perhaps a clock time and a class.
func (v *limitsView) compute(ctx context.Context, s *Service) {
	rule, from := v.Form.String("quy-tac"), v.Form.Date("tu")
	if rule == "" || from.IsZero() {
		return
	}
	start := from.String()
	if clock := v.Form.String("gio"); clock != "" {
		start += "T" + clock
	}
	a, err := law.Due(s.Rules, s.Calendar(), rule, start, law.Class(v.Form.String("loai")), law.Options{})
	if err != nil {
		v.Form.Problem("quy-tac", "Chưa tính được hạn: %s", err.Error())
		return
	}
	v.Answer = newAnswer(ctx, a)
}

func newAnswer(ctx context.Context, a law.Answer) *answer {
	english := web.Lang(ctx) == web.English
	shown := &answer{Explanation: a.ExplanationVI, Verified: a.Verified, Reason: a.Reason, Due: momentText(ctx, a.Due)}
	if english {
		shown.Explanation, shown.Reason = a.ExplanationEN, a.ReasonEN
	}
	for _, st := range a.Stages {
		name := st.NameVI
		if english {
			name = orText(st.NameEN, st.NameVI)
		}
		if len(a.Stages) > 1 {
			shown.Stages = append(shown.Stages, web.Pair{Key: name, Value: momentText(ctx, st.Due)})
		}
	}
	return shown
}

func momentText(ctx context.Context, m law.Moment) string {
	if at, ok := m.Instant(); ok {
		return web.Instant(ctx, at)
	}
	return web.Day(ctx, m.Date())
}

// downloadDays is the calendar as the small text file that a correction is made in.
func (s *Service) downloadDays(w http.ResponseWriter, r *http.Request) error {
	return web.Download(w, r, "lich-nghi.txt", "text/plain; charset=utf-8", s.Now(), strings.NewReader(s.Calendar().Text()))
}

func answerTone(a answer) web.Tone {
	if a.Reason != "" || !a.Verified {
		return web.Warn
	}
	return web.OK
}

func answerTitle(ctx context.Context, a answer) string {
	if a.Reason != "" {
		return web.T(ctx, "Chưa có ngày cụ thể")
	}
	return web.T(ctx, "Hạn: %s", a.Due)
}

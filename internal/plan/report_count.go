package plan

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// counter counts cases by place and class, and remembers which they were.
type counter struct {
	plan     Plan
	tree     *org.Tree
	today    law.Date
	sections []string
	leads    []org.UnitID
	cells    map[string]*cell // by place: "total", "section.1", "unit.7", "continuous.7"
	tasks    []official.ProgressTask
	beside   int // tasks that no figure counts: followed elsewhere, or of units that are not ranked
}

type cell struct {
	n     map[work.Class]int
	codes map[work.Class][]string
}

func newCounter(p Plan, tree *org.Tree, today law.Date) *counter {
	return &counter{plan: p, tree: tree, today: today, cells: map[string]*cell{}}
}

func (k *counter) at(place string) *cell {
	if k.cells[place] == nil {
		k.cells[place] = &cell{map[work.Class]int{}, map[work.Class][]string{}}
	}
	return k.cells[place]
}

// add counts a case, unless it was given up. What is mainly followed in another system, or led by a unit that is
// not ranked, stands in the annex and in no figure.
func (k *counter) add(c work.Case) {
	class := work.ClassOf(c, k.today)
	if class == work.GivenUp {
		return
	}
	if !slices.Contains(figureClasses["dated"], class) && !slices.Contains(figureClasses["continuous"], class) {
		k.beside++
		k.tasks = append(k.tasks, k.task(c, class))
		return
	}
	section := slices.Index(k.sections, c.Section)
	if section < 0 {
		k.sections = append(k.sections, c.Section)
		section = len(k.sections) - 1
	}
	if !slices.Contains(k.leads, c.Lead) {
		k.leads = append(k.leads, c.Lead)
	}
	places := []string{"total"}
	if slices.Contains(figureClasses["continuous"], class) { // a continuous task that has ended counts with the others
		places = append(places, "continuous."+unitKey(c.Lead))
	} else {
		places = append(places, "section."+strconv.Itoa(section+1), "unit."+unitKey(c.Lead))
	}
	for _, p := range places {
		at := k.at(p)
		at.n[class]++
		at.codes[class] = append(at.codes[class], c.Code)
	}
	k.tasks = append(k.tasks, k.task(c, class))
}

func (k *counter) task(c work.Case, class work.Class) official.ProgressTask {
	t := official.ProgressTask{Section: c.Section, Title: caseTitle(c), Lead: k.tree.Name(c.Lead), Due: timingFrom(c).words(plainVietnamese), State: class.Word()}
	for _, u := range c.Partners {
		t.Partners = append(t.Partners, k.tree.Name(u))
	}
	if c.Evidence > 0 {
		t.Evidence = []string{strconv.Itoa(c.Evidence) + " minh chứng"}
	}
	return t
}

// plainVietnamese is the language of official papers, whoever asks for them.
var plainVietnamese = context.Background()

func (k *counter) frozen() Frozen {
	f := Frozen{Cited: k.plan.Cited(), Tasks: k.tasks, Beside: k.beside}
	if k.plan.Issuer != "" && k.plan.Number != "" {
		f.Cited += " của " + k.plan.Issuer
	}
	f.Total = k.progress("total", Query{Plan: k.plan.ID})
	for i, title := range k.sections {
		place := "section." + strconv.Itoa(i+1)
		if k.cells[place] != nil {
			f.Sections = append(f.Sections, official.ProgressRow{
				ID: strconv.Itoa(i + 1), Name: cmp.Or(title, "Không theo nhóm"), Progress: k.progress(place, Query{Plan: k.plan.ID, Section: i + 1}),
			})
		}
	}
	for _, u := range k.tree.Units() {
		q := Query{Plan: k.plan.ID, Lead: u.ID}
		if place := "unit." + unitKey(u.ID); k.cells[place] != nil {
			f.Units = append(f.Units, official.ProgressRow{ID: unitKey(u.ID), Name: u.Name, Progress: k.progress(place, q)})
		}
		if place := "continuous." + unitKey(u.ID); k.cells[place] != nil {
			f.Continuous = append(f.Continuous, official.ProgressRow{ID: unitKey(u.ID), Name: u.Name, Progress: k.progress(place, q)})
		}
	}
	if len(f.Sections) == 1 && f.Sections[0].Name == "Không theo nhóm" {
		f.Sections = nil
	}
	return f
}

func (k *counter) progress(place string, q Query) official.Progress {
	at := k.at(place)
	count := func(c work.Class) official.Count {
		of := q
		of.Status = slugOf(c)
		return official.Count{N: at.n[c], Query: of.href()}
	}
	return official.Progress{
		DoneOnTime: count(work.DoneOnTime), DoneLate: count(work.DoneLate), RunningInTime: count(work.GoingOnTime), RunningLate: count(work.GoingLate),
		NotBegun: count(work.NotBegun), Reported: count(work.Reported), NothingArisen: count(work.NothingArose), NotReported: count(work.NotReported),
		Query: q.href(), ContinuousQuery: q.continuous().href(), // no address opens what has a deadline and nothing else
	}
}

func (f Query) continuous() Query {
	f.Rhythm = work.Continuous
	return f
}

var figureClasses = map[string][]work.Class{
	"done_on_time": {work.DoneOnTime}, "done_late": {work.DoneLate}, "running_in_time": {work.GoingOnTime}, "running_late": {work.GoingLate},
	"not_begun": {work.NotBegun}, "reported": {work.Reported}, "nothing_arisen": {work.NothingArose}, "not_reported": {work.NotReported},
	"dated":      {work.DoneOnTime, work.DoneLate, work.GoingOnTime, work.GoingLate, work.NotBegun},
	"continuous": {work.Reported, work.NothingArose, work.NotReported},
}

// codes are the cases behind a figure of the report, in the order of the plan.
func (k *counter) codes(figure string) []string {
	place, class, _ := cutLast(figure, ".")
	if strings.HasSuffix(place, ".sum") {
		return k.sum(strings.TrimSuffix(place, ".sum"), class)
	}
	at := k.cells[place]
	if at == nil {
		return nil
	}
	var all []string
	for _, c := range classesOf(class) {
		all = append(all, at.codes[c]...)
	}
	slices.Sort(all)
	return all
}

func (k *counter) sum(kind, class string) []string {
	var all []string
	for place, at := range k.cells {
		if !strings.HasPrefix(place, kind+".") {
			continue
		}
		for _, c := range classesOf(class) {
			all = append(all, at.codes[c]...)
		}
	}
	slices.Sort(all)
	return all
}

func classesOf(class string) []work.Class {
	if class == "all" {
		return work.Classes
	}
	return figureClasses[class]
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

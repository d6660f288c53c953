package doctext

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/nhipcau/nhipcau/official"
)

// examined is one document of the examiner's set: its label, what was read and what was proposed.
type examined struct {
	name string
	part string // what was looked at and what was only counted: README.md beside the documents
	want official.Golden
	src  official.Source
	plan official.Plan
}

const examinerFolder = "../../official/testdata/plan/examiner"

func examine(t *testing.T) []examined {
	t.Helper()
	labels, err := filepath.Glob(filepath.Join(examinerFolder, "*.json"))
	if err != nil || len(labels) == 0 {
		t.Fatalf("no labelled documents in %s: %v", examinerFolder, err)
	}
	var all []examined
	for _, file := range labels {
		var label struct {
			File string `json:"file"`
			Part string `json:"part"`
			official.Golden
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, &label); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		document, err := os.ReadFile(filepath.Join(examinerFolder, label.File))
		if err != nil {
			t.Fatal(err)
		}
		src, _, err := Read(t.Context(), label.File, document, DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		all = append(all, examined{name, label.Part, label.Golden, src, official.ReadPlan(src, official.Directory{})})
	}
	return all
}

// EXAMINER=A prints what differs in that part. The first aims are those for documents nobody has tuned
// for; what was only counted and misses them must not fall.
func TestPlansAgreeWithTheExaminer(t *testing.T) {
	t.Parallel()
	parts := map[string]official.Scores{}
	for _, d := range examine(t) {
		s := official.Score(d.want, d.plan)
		sum := parts[d.part]
		sum.Add(s)
		parts[d.part] = sum
		logScores(t, d.part+" "+d.name, s)
		if os.Getenv("EXAMINER") == d.part {
			logExamined(t, d)
		}
	}
	aims, kept := aim{0.95, 0.95, 0.90, 0.95}, aim{0.95, 0.92, 0.90, 0.91}
	for _, group := range []struct {
		name, parts string
		least       aim
	}{{"looked at first", "A", aims}, {"counted, written first", "BCD", aims}, {"looked at later", "EGHI", aims}, {"counted, written later", "F", kept}, {"looked at last", "JL", aims}, {"counted, written last", "K", kept}} {
		var sum official.Scores
		for _, part := range strings.Split(group.parts, "") {
			logScores(t, "part "+part, parts[part])
			sum.Add(parts[part])
		}
		reaches(t, group.name, sum, group.least)
	}
}

// aim is the F1 that each field must reach.
type aim struct{ tasks, lead, partners, cadence float64 }

func reaches(t *testing.T, name string, s official.Scores, least aim) {
	t.Helper()
	logScores(t, name, s)
	for _, f := range []struct {
		name  string
		tally official.Tally
		least float64
	}{{"tasks", s.Tasks, least.tasks}, {"lead", s.Lead, least.lead}, {"partners", s.Partners, least.partners}, {"cadence", s.Cadence, least.cadence}} {
		if got := f.tally.F1(); got < f.least {
			t.Errorf("%s: F1 of %s = %.3f, want at least %.2f", name, f.name, got, f.least)
		}
	}
}

func logScores(t *testing.T, name string, s official.Scores) {
	t.Helper()
	t.Logf("%-34s tasks %.3f/%.3f/%.3f lead %.3f/%.3f/%.3f partners %.3f/%.3f/%.3f cadence %.3f/%.3f/%.3f days %.3f plate %.3f", name,
		s.Tasks.Precision(), s.Tasks.Recall(), s.Tasks.F1(), s.Lead.Precision(), s.Lead.Recall(), s.Lead.F1(),
		s.Partners.Precision(), s.Partners.Recall(), s.Partners.F1(), s.Cadence.Precision(), s.Cadence.Recall(), s.Cadence.F1(), s.Days.F1(), s.Plate.F1())
}

func logExamined(t *testing.T, d examined) {
	t.Helper()
	if d.plan.Number != d.want.Number || d.plan.Issued != d.want.Issued || d.plan.Title != d.want.Title {
		t.Logf("    plate %q %q %q", d.plan.Number, d.plan.Issued, d.plan.Title)
	}
	left := slices.Clone(d.plan.Tasks)
	for _, w := range d.want.Tasks {
		best, found := official.Scores{}, -1
		for i, g := range left {
			s := official.Score(official.Golden{Tasks: []official.GoldenTask{w}}, official.Plan{Tasks: []official.Task{g}})
			if s.Tasks.Right == 1 && (found < 0 || s.Lead.F1()+s.Partners.F1() > best.Lead.F1()+best.Partners.F1()) {
				best, found = s, i
			}
		}
		if found < 0 {
			t.Logf("    MISSING %q lead %q", w.Title, w.Lead)
			continue
		}
		g := left[found]
		left = slices.Delete(left, found, found+1)
		if best.Lead.F1() < 1 || best.Partners.F1() < 1 || best.Cadence.F1() < 1 || best.Days.F1() < 1 {
			t.Logf("    want %q lead %q partners %q %v %s..%s", w.Title, w.Lead, w.Partners, w.Cadence, w.From, w.To)
			t.Logf("     got %q lead %q partners %q %v %s..%s when %q", g.Title, official.Names(g.Lead), official.Names(g.Partners), g.Cadence, g.From, g.To, g.When)
		}
	}
	for _, g := range left {
		t.Logf("    SURPLUS line %d %q lead %q", g.Line, g.Title, official.Names(g.Lead))
	}
}

func TestNoLineOfTheExaminerIsLost(t *testing.T) {
	t.Parallel()
	for _, d := range examine(t) {
		kept := map[int]bool{}
		for _, task := range d.plan.Tasks {
			for _, n := range task.Lines {
				kept[n] = true
			}
		}
		for _, u := range d.plan.Unparsed {
			kept[u.Line] = true
		}
		for _, n := range slices.Concat(d.plan.Headings, d.plan.Letterhead) {
			kept[n] = true
		}
		for i, l := range d.src.Lines {
			if strings.ContainsFunc(l.Text, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) && !kept[i+1] {
				t.Errorf("%s: line %d %q is in no task, unparsed, heading or letterhead", d.name, i+1, l.Text)
			}
		}
	}
}

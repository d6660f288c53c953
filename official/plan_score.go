package official

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

// Golden is what a person says a document assigns. Its texts may be given as hashes (see HashLabel) where
// the document is not ours to copy.
type Golden struct {
	Number string       `json:"number"`
	Title  string       `json:"title"`
	Issued string       `json:"issued"`
	Tasks  []GoldenTask `json:"tasks"`
}

// GoldenTask is one task as a person labelled it.
type GoldenTask struct {
	Line     int       `json:"line"` // 0 when the label does not say
	Title    string    `json:"title"`
	Lead     []string  `json:"lead"`
	Partners []string  `json:"partners"`
	Cadence  []Cadence `json:"cadence"`
	From     string    `json:"from"`
	To       string    `json:"to"`
}

// Tally holds right, surplus and missing answers.
type Tally struct {
	Right, Surplus, Missing int
}

// Precision is the share of given answers that are right; 1 when none was given.
func (c Tally) Precision() float64 { return share(c.Right, c.Surplus) }

// Recall is the share of wanted answers that were given; 1 when none was wanted.
func (c Tally) Recall() float64 { return share(c.Right, c.Missing) }

// F1 is the harmonic mean of precision and recall.
func (c Tally) F1() float64 {
	p, r := c.Precision(), c.Recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func share(right, wrong int) float64 {
	if right+wrong == 0 {
		return 1
	}
	return float64(right) / float64(right+wrong)
}

func (c *Tally) add(o Tally) {
	c.Right += o.Right
	c.Surplus += o.Surplus
	c.Missing += o.Missing
}

// Scores tells how a plan agrees with its labels, per field. A task that is missing or too many counts
// with all its units and cadences.
type Scores struct {
	Tasks, Lead, Partners, Cadence, Days, Plate Tally
}

// Add sums scores over documents.
func (s *Scores) Add(o Scores) {
	s.Tasks.add(o.Tasks)
	s.Lead.add(o.Lead)
	s.Partners.add(o.Partners)
	s.Cadence.add(o.Cadence)
	s.Days.add(o.Days)
	s.Plate.add(o.Plate)
}

// leastAlike is how alike two titles must be to mean one task.
const leastAlike = 0.5

// Score compares a plan with its labels. Tasks belong together when their titles are alike, best first;
// units are compared folded, as sets.
func Score(want Golden, got Plan) Scores {
	var s Scores
	pairs := pairTasks(want.Tasks, got.Tasks)
	used := map[int]bool{}
	for i, w := range want.Tasks {
		j, ok := pairs[i]
		if !ok {
			s.Tasks.Missing++
			s.field(w, Task{})
			continue
		}
		used[j] = true
		s.Tasks.Right++
		s.field(w, got.Tasks[j])
	}
	for j, t := range got.Tasks {
		if !used[j] {
			s.Tasks.Surplus++
			s.field(GoldenTask{}, t)
		}
	}
	s.Plate = compareNames([]string{want.Number}, []string{got.Number})
	s.Plate.add(compareNames([]string{withoutKind(want.Title)}, []string{withoutKind(got.Title)}))
	s.Plate.add(compareNames([]string{want.Issued}, []string{got.Issued}))
	return s
}

// withoutKind drops the kind of document from the head of a title: some labels have it, some have not.
func withoutKind(title string) string {
	p := newPassage(title)
	for _, kind := range []string{"kế hoạch", "chương trình hành động", "chương trình công tác", "chương trình"} {
		if e, ok := hasPhrase(p.key, 0, kind); ok {
			return p.text[e:]
		}
	}
	return title
}

func (s *Scores) field(w GoldenTask, t Task) {
	s.Lead.add(compareNames(w.Lead, Names(t.Lead)))
	s.Partners.add(compareNames(w.Partners, Names(t.Partners)))
	s.Cadence.add(compare(w.Cadence, t.Cadence))
	s.Days.add(compare(filled("from", w.From, "to", w.To), filled("from", t.From, "to", t.To)))
}

func filled(pairs ...string) []string {
	var out []string
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			out = append(out, pairs[i]+pairs[i+1])
		}
	}
	return out
}

// hashMark begins a label that holds a hash.
const hashMark = "sha256:"

// HashLabel is the label that stands for a text without quoting it: the SHA-256 of its folded form.
func HashLabel(text string) string {
	sum := sha256.Sum256([]byte(labelKey(text)))
	return hashMark + hex.EncodeToString(sum[:])
}

func labelKey(text string) string {
	return strings.Trim(oneLine(vi.Fold(vi.CanonicalTone(vi.Normalize(text)))), " .;,")
}

// compareNames compares folded texts; a label that is a hash is compared with the hash of the answer.
func compareNames(want, got []string) Tally {
	w, g := make([]string, len(want)), make([]string, len(got))
	hashed := len(want) > 0 && strings.HasPrefix(want[0], hashMark)
	for i, s := range want {
		w[i] = s
		if !strings.HasPrefix(s, hashMark) {
			w[i] = labelKey(s)
		}
	}
	for i, s := range got {
		g[i] = labelKey(s)
		if hashed {
			g[i] = HashLabel(s)
		}
	}
	return compare(w, g)
}

func compare[T comparable](want, got []T) Tally {
	var c Tally
	for _, w := range want {
		if slices.Contains(got, w) {
			c.Right++
		} else {
			c.Missing++
		}
	}
	for _, g := range got {
		if !slices.Contains(want, g) {
			c.Surplus++
		}
	}
	return c
}

// pairTasks finds which proposed task answers which label.
func pairTasks(want []GoldenTask, got []Task) map[int]int {
	type pair struct {
		i, j  int
		alike float64
	}
	var all []pair
	for i, w := range want {
		for j, g := range got {
			alike := titleAlike(w.Title, g.Title)
			if strings.HasPrefix(w.Title, hashMark) {
				alike = hashedAlike(w, g)
			}
			if w.Line > 0 && w.Line == g.Line {
				alike += 0.1
			}
			if alike >= leastAlike {
				all = append(all, pair{i, j, alike})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b pair) int {
		switch {
		case a.alike > b.alike:
			return -1
		case a.alike < b.alike:
			return 1
		}
		return 0
	})
	out, used := map[int]int{}, map[int]bool{}
	for _, p := range all {
		if _, taken := out[p.i]; !taken && !used[p.j] {
			out[p.i] = p.j
			used[p.j] = true
		}
	}
	return out
}

// hashedAlike compares a title that is known by its hash only: the same title, or at least the same line.
func hashedAlike(w GoldenTask, g Task) float64 {
	switch {
	case HashLabel(g.Title) == w.Title:
		return 1
	case w.Line == g.Line:
		return leastAlike
	}
	return 0
}

// titleAlike is the share of words two titles have in common (F1 over folded words).
func titleAlike(a, b string) float64 {
	wa, wb := strings.Fields(vi.Fold(a)), strings.Fields(vi.Fold(b))
	count := map[string]int{}
	for _, w := range wa {
		count[strings.Trim(w, ".,;:()“”\"")]++
	}
	same := 0
	for _, w := range wb {
		w = strings.Trim(w, ".,;:()“”\"")
		if count[w] > 0 {
			count[w]--
			same++
		}
	}
	if len(wa)+len(wb) == 0 {
		return 0
	}
	return 2 * float64(same) / float64(len(wa)+len(wb))
}

// DocumentScores are the scores of one labelled document.
type DocumentScores struct {
	Name string // of its label file, without ".json"
	Scores
}

// EvaluatePlans reads every document that has a label file ("NAME.json", a Golden) in the root of labels
// and scores it. read turns a document's name into its source; it knows folders and formats.
func EvaluatePlans(labels fs.FS, read func(name string) (Source, error)) ([]DocumentScores, error) {
	files, err := fs.Glob(labels, "*.json")
	if err != nil {
		return nil, fmt.Errorf("listing labels: %w", err)
	}
	var all []DocumentScores
	for _, file := range files {
		name := strings.TrimSuffix(path.Base(file), ".json")
		want, err := readGolden(labels, file)
		if err != nil {
			return nil, err
		}
		src, err := read(name)
		if err != nil {
			return nil, fmt.Errorf("reading document %s: %w", name, err)
		}
		all = append(all, DocumentScores{name, Score(want, ReadPlan(src, Directory{}))})
	}
	return all, nil
}

func readGolden(labels fs.FS, file string) (Golden, error) {
	var g Golden
	data, err := fs.ReadFile(labels, file)
	if err != nil {
		return g, fmt.Errorf("reading labels: %w", err)
	}
	if err := json.Unmarshal(data, &g); err != nil {
		return g, fmt.Errorf("labels of %s: %w", file, err)
	}
	return g, nil
}

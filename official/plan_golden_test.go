package official

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// goldenDocument is a document of testdata/plan with its labels.
type goldenDocument struct {
	name string
	src  Source
	want Golden
}

func goldenDocuments(t testing.TB, folder string) []goldenDocument {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no labelled documents in %s: %v", folder, err)
	}
	var docs []goldenDocument
	for _, f := range files {
		d := goldenDocument{name: strings.TrimSuffix(filepath.Base(f), ".json")}
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, &d.want); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		base := strings.TrimSuffix(f, ".json")
		if text, err := os.ReadFile(base + ".txt"); err == nil {
			d.src = textSource(string(text))
		} else if page, err := os.ReadFile(base + ".html"); err == nil {
			d.src = htmlSource(t, string(page))
		} else {
			t.Fatalf("%s has no document", f)
		}
		docs = append(docs, d)
	}
	return docs
}

func textSource(text string) Source {
	var src Source
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		src.Lines = append(src.Lines, Line{Text: strings.TrimSuffix(line, "\r")})
	}
	return src
}

// htmlSource turns the simple pages of the test data into lines and cells.
func htmlSource(t testing.TB, page string) Source {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	w := &htmlWalk{table: -1}
	w.walk(root, nil)
	w.flush(nil)
	return w.src
}

type htmlWalk struct {
	src   Source
	text  strings.Builder
	bold  bool
	plain bool
	table int
}

func (w *htmlWalk) flush(cell *Cell) {
	text := strings.Join(strings.Fields(w.text.String()), " ")
	w.text.Reset()
	if text == "" {
		return
	}
	var at *Cell
	if cell != nil {
		c := *cell
		at = &c
	}
	w.src.Lines = append(w.src.Lines, Line{Text: text, Cell: at, Look: Look{Bold: w.bold && !w.plain}})
	w.bold, w.plain = false, false
}

func (w *htmlWalk) walk(n *html.Node, cell *Cell) {
	switch {
	case n.Type == html.TextNode:
		w.text.WriteString(n.Data)
		if strings.TrimSpace(n.Data) != "" {
			if n.Parent.DataAtom == atom.B || n.Parent.DataAtom == atom.Th {
				w.bold = true
			} else {
				w.plain = true
			}
		}
	case n.DataAtom == atom.Table:
		w.flush(cell)
		w.table++
		w.rows(n)
		return
	}
	block := n.DataAtom == atom.P || n.DataAtom == atom.Div || n.DataAtom == atom.Br || n.DataAtom == atom.Li
	if block {
		w.flush(cell)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c, cell)
	}
	if block {
		w.flush(cell)
	}
}

func (w *htmlWalk) rows(table *html.Node) {
	covered := map[[2]int]bool{}
	row := -1
	for n := range table.Descendants() {
		if n.DataAtom == atom.Tr {
			row++
			col := 0
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
					continue
				}
				for covered[[2]int{row, col}] {
					col++
				}
				cell := &Cell{Table: w.table, Row: row, Col: col, RowSpan: spanOf(c, "rowspan"), ColSpan: spanOf(c, "colspan"), Header: c.DataAtom == atom.Th}
				for i := range cell.RowSpan {
					for j := range cell.ColSpan {
						covered[[2]int{row + i, col + j}] = true
					}
				}
				for x := c.FirstChild; x != nil; x = x.NextSibling {
					w.walk(x, cell)
				}
				w.flush(cell)
				col += cell.ColSpan
			}
		}
	}
}

func spanOf(n *html.Node, name string) int {
	for _, a := range n.Attr {
		if a.Key == name {
			return max(1, atoi(a.Val))
		}
	}
	return 1
}

// least is the F1 that documents nobody tuned for must reach.
var least = struct{ tasks, lead, partners, cadence float64 }{0.95, 0.95, 0.90, 0.95}

func TestPlansAgreeWithTheirLabels(t *testing.T) {
	t.Parallel()
	for _, folder := range []string{"testdata/plan", "testdata/plan/heldout"} {
		var sum Scores
		for _, d := range goldenDocuments(t, folder) {
			got := ReadPlan(d.src, Directory{})
			s := Score(d.want, got)
			sum.Add(s)
			if os.Getenv("PLAN_VERBOSE") != "" && (folder == "testdata/plan" || os.Getenv("PLAN_VERBOSE") == "all") {
				t.Logf("%s %+v", d.name, s)
				logDifferences(t, d, got)
			}
		}
		t.Logf("%s tasks %.3f lead %.3f partners %.3f cadence %.3f days %.3f plate %.3f %+v", folder, sum.Tasks.F1(), sum.Lead.F1(), sum.Partners.F1(), sum.Cadence.F1(), sum.Days.F1(), sum.Plate.F1(), sum)
		for _, c := range []struct {
			name       string
			got, least float64
		}{{"tasks", sum.Tasks.F1(), least.tasks}, {"lead", sum.Lead.F1(), least.lead}, {"partners", sum.Partners.F1(), least.partners}, {"cadence", sum.Cadence.F1(), least.cadence}} {
			if c.got < c.least {
				t.Errorf("%s: F1 of %s = %.3f, want at least %.2f", folder, c.name, c.got, c.least)
			}
		}
	}
}

func logDifferences(t *testing.T, d goldenDocument, got Plan) {
	t.Helper()
	pairs := pairTasks(d.want.Tasks, got.Tasks)
	used := map[int]bool{}
	if got.Number != d.want.Number || got.Issued != d.want.Issued || got.Title != d.want.Title {
		t.Logf("  plate got %q %q %q", got.Number, got.Issued, got.Title)
	}
	for i, w := range d.want.Tasks {
		j, ok := pairs[i]
		if !ok {
			t.Logf("  MISSING %q %q", w.Title, w.Lead)
			continue
		}
		used[j] = true
		g := got.Tasks[j]
		var one Scores
		one.field(w, g)
		if one.Lead.F1() < 1 || one.Partners.F1() < 1 || one.Cadence.F1() < 1 || one.Days.F1() < 1 || titleAlike(w.Title, g.Title) < 0.9 {
			t.Logf("  want %q lead %q partners %q %v %s..%s", w.Title, w.Lead, w.Partners, w.Cadence, w.From, w.To)
			t.Logf("   got %q lead %q partners %q %v %s..%s when %q", g.Title, Names(g.Lead), Names(g.Partners), g.Cadence, g.From, g.To, g.When)
		}
	}
	for j, g := range got.Tasks {
		if !used[j] {
			t.Logf("  SURPLUS line %d %q lead %q", g.Line, g.Title, Names(g.Lead))
		}
	}
}

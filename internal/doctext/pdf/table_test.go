package pdf

import (
	"fmt"
	"strings"
	"testing"
)

// sketch draws texts and lines in points from the bottom left corner.
type sketch struct{ strings.Builder }

func (s *sketch) text(x, y float64, words string) {
	fmt.Fprintf(s, "BT /F 10 Tf %g %g Td (%s) Tj ET\n", x, y, words)
}

func (s *sketch) across(y, x0, x1 float64) { fmt.Fprintf(s, "%g %g m %g %g l S\n", x0, y, x1, y) }
func (s *sketch) down(x, y0, y1 float64)   { fmt.Fprintf(s, "%g %g m %g %g l S\n", x, y0, x, y1) }

// grid draws a whole grid.
func (s *sketch) grid(xs, ys []float64) {
	for _, y := range ys {
		s.across(y, xs[0], xs[len(xs)-1])
	}
	for _, x := range xs {
		s.down(x, ys[0], ys[len(ys)-1])
	}
}

// pagesOf is a file with one page for each sketch.
func pagesOf(sketches ...*sketch) []byte {
	var kids strings.Builder
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "", times}
	for _, s := range sketches {
		n := len(objects) + 1
		fmt.Fprintf(&kids, "%d 0 R ", n)
		objects = append(objects,
			fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>", n+1),
			streamOf("", s.String()))
	}
	objects[1] = "<</Type/Pages/Kids[" + kids.String() + "]>>"
	return build(objects...)
}

var tableColumns = []float64{60, 90, 300, 420, 540}

func TestTablesGoOnOverThePage(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		first func(s *sketch)
		then  func(s *sketch)
		want  []string
	}{
		{"a new row is a row of its own",
			func(s *sketch) { drawRow(s, 100, "1", "Lam duong vao lang.", "So A", "Quy I") },
			func(s *sketch) { drawRow(s, 780, "2", "Trong cay ven song.", "So B", "Quy II") },
			[]string{"0,0 1×1 1", "0,1 1×1 Lam duong vao lang.", "0,2 1×1 So A", "0,3 1×1 Quy I", "1,0 1×1 2", "1,1 1×1 Trong cay ven song.", "1,2 1×1 So B", "1,3 1×1 Quy II"}},
		{"the rest of a cut row joins it",
			func(s *sketch) { drawRow(s, 100, "1", "Lam duong vao lang va mo rong bai do xe,", "So A", "Quy I") },
			func(s *sketch) { drawRow(s, 780, "", "ben thuyen va nha cho.", "", "") },
			[]string{"0,0 1×1 1", "0,1 1×1 Lam duong vao lang va mo rong bai do xe, ben thuyen va nha cho.", "0,2 1×1 So A", "0,3 1×1 Quy I"}},
		{"a row without number whose time begins small stays a row",
			func(s *sketch) { drawRow(s, 100, "1", "Lam duong vao lang.", "So A", "hang nam") },
			func(s *sketch) { drawRow(s, 780, "2", "Trong cay.", "So B", "hang quy") },
			[]string{"0,0 1×1 1", "0,1 1×1 Lam duong vao lang.", "0,2 1×1 So A", "0,3 1×1 hang nam", "1,0 1×1 2", "1,1 1×1 Trong cay.", "1,2 1×1 So B", "1,3 1×1 hang quy"}},
		{"a repeated heading is dropped",
			func(s *sketch) {
				drawRow(s, 140, "TT", "Viec", "Chu tri", "Khi nao")
				drawRow(s, 100, "1", "Lam duong.", "So A", "Quy I")
			},
			func(s *sketch) {
				drawRow(s, 780, "TT", "Viec", "Chu tri", "Khi nao")
				drawRow(s, 740, "2", "Trong cay.", "So B", "Quy II")
			},
			[]string{"0,0 1×1 TT", "0,1 1×1 Viec", "0,2 1×1 Chu tri", "0,3 1×1 Khi nao", "1,0 1×1 1", "1,1 1×1 Lam duong.", "1,2 1×1 So A", "1,3 1×1 Quy I", "2,0 1×1 2", "2,1 1×1 Trong cay.", "2,2 1×1 So B", "2,3 1×1 Quy II"}},
		{"a merged cell reaches over the page",
			func(s *sketch) { mergedRows(s, 60, "So A") },
			func(s *sketch) { mergedRows(s, 740, "") },
			[]string{"0,0 1×1 1", "0,1 1×1 Viec 1.", "0,2 4×1 So A", "0,3 1×1 Quy 1", "1,0 1×1 2", "1,1 1×1 Viec 2.", "1,3 1×1 Quy 2", "2,0 1×1 1", "2,1 1×1 Viec 1.", "2,3 1×1 Quy 1", "3,0 1×1 2", "3,1 1×1 Viec 2.", "3,3 1×1 Quy 2"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var a, b sketch
			tt.first(&a)
			tt.then(&b)
			compareLists(t, "cell", cells(read(t, pagesOf(&a, &b))), tt.want)
		})
	}
}

// drawRow draws a row of 40 points height whose lower edge is at y.
func drawRow(s *sketch, y float64, texts ...string) {
	s.grid(tableColumns, []float64{y, y + 40})
	for i, words := range texts {
		s.text(tableColumns[i]+4, y+28, words)
	}
}

// mergedRows draws two rows of which the third column is one cell.
func mergedRows(s *sketch, y float64, lead string) {
	for i, n := range []string{"1", "2"} {
		top := y + 80 - 40*float64(i)
		s.text(64, top-12, n)
		s.text(94, top-12, "Viec "+n+".")
		s.text(424, top-12, "Quy "+n)
	}
	s.text(304, y+40, lead)
	for _, x := range tableColumns {
		s.down(x, y, y+80)
	}
	s.across(y, 60, 540)
	s.across(y+80, 60, 540)
	s.across(y+40, 60, 300)
	s.across(y+40, 420, 540)
}

func TestLinesThatAreNoTable(t *testing.T) {
	t.Parallel()
	var s sketch
	s.text(100, 700, "Cong hoa")
	s.across(695, 100, 200) // an underline
	s.grid([]float64{60, 540}, []float64{100, 800})
	s.text(100, 600, "Trong khung")
	for _, l := range read(t, pagesOf(&s)) {
		if l.Cell != nil {
			t.Errorf("%q came out as a cell", l.Text)
		}
	}
}

func TestBordersDrawnInOtherWays(t *testing.T) {
	t.Parallel()
	want := []string{"0,0 1×1 A", "0,1 1×1 B", "1,0 1×2 C"}
	labels := func(s *sketch) {
		s.text(110, 285, "A")
		s.text(210, 285, "B")
		s.text(110, 235, "C")
	}
	for name, draw := range map[string]string{
		"thin bars":            "100 299.5 200 1 re 100 249.5 200 1 re 100 199.5 200 1 re 99.5 200 1 100 re 299.5 200 1 100 re 199.5 250 1 50 re f\n",
		"boxes per cell":       "100 250 100 50 re S 200 250 100 50 re S 100 200 200 50 re S\n",
		"boxes in boxes":       "100 250 100 50 re 101 251 98 48 re f* 200 250 100 50 re 201 251 98 48 re f* 100 200 200 50 re 101 201 198 48 re f*\n",
		"dashes":               dashes(),
		"no lines at the side": "100 300 m 300 300 l S 100 250 m 300 250 l S 200 250 m 200 300 l S 99 200 m 301 200 l S 100 200 m 100 250 l S\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var s sketch
			s.WriteString(draw)
			labels(&s)
			compareLists(t, "cell", cells(read(t, pagesOf(&s))), want)
		})
	}
}

// dashes draws the same table in pieces of four points.
func dashes() string {
	var s sketch
	for x := 100.0; x < 300; x += 6 {
		for _, y := range []float64{200, 250, 300} {
			s.across(y, x, x+4)
		}
	}
	for y := 200.0; y < 300; y += 6 {
		s.down(100, y, y+4)
		s.down(300, y, y+4)
		if y >= 250 {
			s.down(200, y, y+4)
		}
	}
	return s.String()
}

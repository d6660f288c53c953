package pdf

import (
	"maps"
	"math"
	"slices"
)

// page is a leaf of the page tree with what it inherits.
type page struct {
	dict      dict
	resources dict
	view      matrix // from the page's own space to points from the top left corner, upright
	width     float64
	height    float64
}

// inherited is what a page takes from the nodes above it.
type inherited struct {
	resources any
	media     []float64
	crop      []float64
	rotate    float64
}

// pages walks the page tree. It fails when there are more pages than allowed or none at all.
func (f *file) pages() ([]page, error) {
	var out []page
	seen := map[ref]bool{}
	f.walkPages(f.dict(f.trailer["Root"])["Pages"], inherited{media: []float64{0, 0, 595, 842}}, 0, seen, &out)
	if len(out) == 0 && !f.rebuilt && f.refusal == nil {
		f.objectAfterRebuild(0)
		clear(seen)
		f.walkPages(f.dict(f.trailer["Root"])["Pages"], inherited{media: []float64{0, 0, 595, 842}}, 0, seen, &out)
	}
	if len(out) == 0 && f.refusal == nil {
		f.loosePages(&out)
	}
	switch {
	case f.refusal != nil:
		return nil, f.refusal
	case len(out) == 0:
		return nil, ErrDamaged
	}
	return out, nil
}

func (f *file) walkPages(node any, from inherited, depth int, seen map[ref]bool, out *[]page) {
	if r, ok := node.(ref); ok {
		if seen[r] {
			return
		}
		seen[r] = true
	}
	d := f.dict(node)
	if d == nil || depth > maxDepth || f.refusal != nil {
		return
	}
	from = f.inherit(d, from)
	kids := f.array(d["Kids"])
	if kids == nil || f.name(d["Type"]) == "Page" {
		f.addPage(d, from, out)
		return
	}
	for _, kid := range kids {
		f.walkPages(kid, from, depth+1, seen, out)
	}
}

func (f *file) inherit(d dict, from inherited) inherited {
	if v := d["Resources"]; v != nil {
		from.resources = v
	}
	if box := f.numbers(d["MediaBox"], 4); box != nil {
		from.media = box
	}
	if box := f.numbers(d["CropBox"], 4); box != nil {
		from.crop = box
	}
	from.rotate = f.number(d["Rotate"], from.rotate)
	return from
}

func (f *file) addPage(d dict, from inherited, out *[]page) {
	if len(*out) >= f.lim.Pages {
		f.refuse(ErrPages)
		return
	}
	p := page{dict: d, resources: f.dict(from.resources)}
	p.view, p.width, p.height = viewOf(from)
	*out = append(*out, p)
}

// loosePages is for files whose page tree is lost: every page object, by number.
func (f *file) loosePages(out *[]page) {
	for _, num := range slices.Sorted(maps.Keys(f.entries)) {
		d, ok := f.object(num).(dict)
		if ok && f.name(d["Type"]) == "Page" {
			f.addPage(d, f.inherit(d, inherited{media: []float64{0, 0, 595, 842}}), out)
		}
	}
}

// viewOf turns the visible box upright with its top left corner at the origin and y growing downwards.
func viewOf(from inherited) (view matrix, width, height float64) {
	x0, y0, x1, y1 := ordered(from.media)
	if from.crop != nil {
		cx0, cy0, cx1, cy1 := ordered(from.crop)
		cx0, cy0, cx1, cy1 = max(x0, cx0), max(y0, cy0), min(x1, cx1), min(y1, cy1)
		if cx1-cx0 > 1 && cy1-cy0 > 1 {
			x0, y0, x1, y1 = cx0, cy0, cx1, cy1
		}
	}
	w, h := x1-x0, y1-y0
	if !(w >= 1 && h >= 1 && w < 1e6 && h < 1e6) {
		x0, y0, w, h = 0, 0, 595, 842
	}
	move := matrix{1, 0, 0, 1, -x0, -y0}
	switch (int(math.Mod(from.rotate, 360)) + 360) % 360 {
	case 90:
		return move.then(matrix{0, 1, 1, 0, 0, 0}), h, w
	case 180:
		return move.then(matrix{-1, 0, 0, 1, w, 0}), w, h
	case 270:
		return move.then(matrix{0, -1, -1, 0, h, w}), h, w
	}
	return move.then(matrix{1, 0, 0, -1, 0, h}), w, h
}

func ordered(box []float64) (x0, y0, x1, y1 float64) {
	return min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])
}

// matrix is the six numbers of a PDF transformation.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// then is the transformation that does m first and n after it.
func (m matrix) then(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m matrix) at(x, y float64) point {
	return point{m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]}
}

type point struct{ x, y float64 }

type rect struct{ x0, y0, x1, y1 float64 }

func (r rect) with(p point) rect {
	return rect{min(r.x0, p.x), min(r.y0, p.y), max(r.x1, p.x), max(r.y1, p.y)}
}

func (r rect) and(o rect) rect {
	return rect{max(r.x0, o.x0), max(r.y0, o.y0), min(r.x1, o.x1), min(r.y1, o.y1)}
}

func (r rect) or(o rect) rect {
	return rect{min(r.x0, o.x0), min(r.y0, o.y0), max(r.x1, o.x1), max(r.y1, o.y1)}
}

func (r rect) holds(x, y, slack float64) bool {
	return x >= r.x0-slack && x <= r.x1+slack && y >= r.y0-slack && y <= r.y1+slack
}

// boxOf is the smallest upright box around a transformed one.
func boxOf(m matrix, r rect) rect {
	p := m.at(r.x0, r.y0)
	out := rect{p.x, p.y, p.x, p.y}
	return out.with(m.at(r.x1, r.y0)).with(m.at(r.x0, r.y1)).with(m.at(r.x1, r.y1))
}

package pdf

import "math"

// thin is the width up to which a filled bar is taken for a line.
const thin = 3.2

func (p *painter) pathOperator(op string) {
	switch op {
	case "m":
		p.begin(point{p.n(0), p.n(1)})
	case "l":
		p.extend(point{p.n(0), p.n(1)})
	case "c":
		p.extend(point{p.n(4), p.n(5)})
	case "v", "y":
		p.extend(point{p.n(2), p.n(3)})
	case "h":
		p.closePath()
	case "re":
		x, y, w, h := p.n(0), p.n(1), p.n(2), p.n(3)
		p.begin(point{x, y})
		p.extend(point{x + w, y})
		p.extend(point{x + w, y + h})
		p.extend(point{x, y + h})
		p.closePath()
	case "W", "W*":
		p.clipNext = true
	case "s", "b", "b*":
		p.closePath()
		p.paint(op != "s", true)
	case "S":
		p.paint(false, true)
	case "f", "F", "f*":
		p.paint(true, false)
	case "B", "B*":
		p.paint(true, true)
	case "n":
		p.paint(false, false)
	}
}

func (p *painter) begin(at point) {
	if p.points < maxPoints {
		p.points++
		p.paths = append(p.paths, []point{at})
	}
}

func (p *painter) extend(to point) {
	if n := len(p.paths); n > 0 && p.points < maxPoints {
		p.points++
		p.paths[n-1] = append(p.paths[n-1], to)
	}
}

func (p *painter) closePath() {
	if n := len(p.paths); n > 0 {
		p.extend(p.paths[n-1][0])
	}
}

// paint ends the path: what it shows as straight lines is kept, and it may become the clip.
func (p *painter) paint(fill, stroke bool) {
	m := p.state.ctm
	var boxes []rect
	whole := rect{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, path := range p.paths {
		box := rect{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
		for i, at := range path {
			path[i] = m.at(at.x, at.y)
			box = box.with(path[i])
		}
		boxes = append(boxes, box)
		whole = whole.or(box)
		if stroke {
			p.strokePath(path)
		}
	}
	if fill {
		p.fillBoxes(boxes)
	}
	if p.clipNext && len(p.paths) > 0 {
		p.state.clip = p.state.clip.and(whole)
	}
	p.paths, p.points, p.clipNext = p.paths[:0], 0, false
}

func (p *painter) strokePath(path []point) {
	for i := 1; i < len(path); i++ {
		a, b := path[i-1], path[i]
		dx, dy := math.Abs(a.x-b.x), math.Abs(a.y-b.y)
		switch {
		case dy < 0.6 && dx > dy:
			p.rule(true, (a.y+b.y)/2, a.x, b.x)
		case dx < 0.6 && dy > dx:
			p.rule(false, (a.x+b.x)/2, a.y, b.y)
		}
	}
}

// fillBoxes takes thin bars as lines, and a frame drawn as a box in a box as its four sides.
func (p *painter) fillBoxes(boxes []rect) {
	for i, b := range boxes {
		w, h := b.x1-b.x0, b.y1-b.y0
		switch {
		case h <= thin && w > 2*h:
			p.rule(true, (b.y0+b.y1)/2, b.x0, b.x1)
		case w <= thin && h > 2*w:
			p.rule(false, (b.x0+b.x1)/2, b.y0, b.y1)
		case i > 0 && frames(boxes[i-1], b):
			p.frame(boxes[i-1])
		}
	}
}

// frames reports whether two boxes lie in each other with a thin margin all around.
func frames(outer, inner rect) bool {
	left, right := math.Abs(inner.x0-outer.x0), math.Abs(outer.x1-inner.x1)
	top, bottom := math.Abs(inner.y0-outer.y0), math.Abs(outer.y1-inner.y1)
	return max(left, right, top, bottom) <= thin && max(left, right, top, bottom) > 0
}

func (p *painter) frame(b rect) {
	p.rule(true, b.y0, b.x0, b.x1)
	p.rule(true, b.y1, b.x0, b.x1)
	p.rule(false, b.x0, b.y0, b.y1)
	p.rule(false, b.x1, b.y0, b.y1)
}

// rule keeps the visible part of a line.
func (p *painter) rule(across bool, at, from, to float64) {
	clip := p.state.clip
	if from > to {
		from, to = to, from
	}
	low, high, least, most := clip.y0, clip.y1, clip.x0, clip.x1
	if !across {
		low, high, least, most = clip.x0, clip.x1, clip.y0, clip.y1
	}
	from, to = max(from, least), min(to, most)
	if !(at >= low-1 && at <= high+1 && to-from >= 0.8) || len(p.out.rules) > maxRules {
		return
	}
	p.out.rules = append(p.out.rules, rule{across, at, from, to})
}

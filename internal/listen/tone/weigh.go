package tone

// How far words reach, in words between them.
const (
	reachNot    = 3 // a negation forward
	reachRid    = 4 // what takes away, forward
	reachChange = 4 // rises and falls, in both directions
	reachVery   = 1 // strengthening, in both directions
	reachHope   = 6 // a wish forward
)

// weigh decides what hit i says where it stands: phrases before it may negate, take away, raise or lower it;
// phrases behind it may strengthen, raise or lower it. Nothing reaches over a comma.
func (r *reading) weigh(i int) {
	h := &r.hits[i]
	n := float64(h.strength)
	switch h.kind {
	case good:
		h.value = n
	case bad:
		h.value = -n
	case harm:
		h.event = -n
	case fortune:
		h.event = n
	case not:
		h.unbounded = !r.negatesSomething(i)
		return
	case worth, burden:
	default:
		return
	}
	turned, change, strength := r.before(i)
	if r.isWish(i) {
		strength *= 0.25
	}
	change, strength = r.after(i, change, strength)
	h.apply(turned, change, strength)
	if h.asked {
		h.value /= 2
		h.event /= 2
	}
}

// before looks at what stands before hit i: turned is whether it is negated an odd number of times; change is
// 1 for what rises, -1 for what falls or is taken away.
func (r *reading) before(i int) (turned bool, change int, strength float64) {
	h := &r.hits[i]
	strength = 1
	edge := h.from // what lies between is measured from here
	for j := i - 1; j >= 0 && r.hits[j].clause == h.clause; j-- {
		g := &r.hits[j]
		gap := edge - g.to
		if gap > reachRid {
			return turned, change, strength
		}
		switch g.kind {
		case not:
			if gap > reachNot {
				return turned, change, strength
			}
			turned = !turned
			edge = g.from
		case rid:
			if gap <= reachRid && change == 0 && h.kind != good && h.kind != fortune {
				change, edge = -1, g.from
			}
		case down, up:
			if gap <= reachChange && change == 0 {
				change, edge = g.direction(), g.from
			}
		case very, slight:
			if gap <= reachVery {
				strength *= g.factor()
				edge = g.from
			}
		default:
			if gap > reachNot {
				return turned, change, strength
			}
		}
	}
	return turned, change, strength
}

// after looks at what stands behind hit i.
func (r *reading) after(i, change int, strength float64) (int, float64) {
	h := &r.hits[i]
	for j := i + 1; j < len(r.hits) && r.hits[j].clause == h.clause; j++ {
		g := &r.hits[j]
		gap := g.from - h.to
		switch {
		case gap > reachChange:
			return change, strength
		case (g.kind == very || g.kind == slight) && gap <= reachVery:
			strength *= g.factor()
		case (g.kind == down || g.kind == up) && change == 0 && h.kind != good && !r.changesNext(j):
			change = g.direction()
		}
	}
	return change, strength
}

// changesNext reports whether a rise or fall belongs to a phrase right behind it.
func (r *reading) changesNext(j int) bool {
	if j+1 >= len(r.hits) {
		return false
	}
	g, next := &r.hits[j], &r.hits[j+1]
	k := next.kind
	return next.clause == g.clause && next.from-g.to <= 1 && (k == good || k == bad || k == harm || k == worth || k == burden)
}

func (h *hit) direction() int {
	if h.kind == up {
		return 1
	}
	return -1
}

func (h *hit) factor() float64 {
	if h.kind == very {
		return 1.35
	}
	return 0.65
}

// apply turns the value of a phrase by what was found around it.
func (h *hit) apply(turned bool, change int, strength float64) {
	n := float64(h.strength)
	switch h.kind {
	case worth:
		h.value, h.event = 0.6*float64(change), 1.2*float64(change)
	case burden:
		if turned && change == 0 {
			turned, change = false, -1
		}
		h.value, h.event = -0.6*float64(change), -1.2*float64(change)
	case bad:
		if change < 0 {
			h.value, h.event = 0.7*n, 0.7*n
		}
	case harm:
		if change < 0 {
			h.value, h.event = 0.4*n, 0.7*n
		}
	case good, fortune:
		if change < 0 {
			h.value, h.event = -0.7*h.value, -0.7*h.event
		}
	}
	if turned {
		if h.kind == fortune {
			h.value = -0.4 * n
		} else {
			h.value = negated(h.value)
		}
		h.event = negated(h.event)
	}
	h.value *= strength
	h.event *= strength
}

// isWish reports whether what is good in hit i is only wished or asked for.
func (r *reading) isWish(i int) bool {
	h := &r.hits[i]
	if h.kind != good && h.kind != fortune {
		return false
	}
	for j := i - 1; j >= 0 && r.hits[j].clause == h.clause && h.from-r.hits[j].to <= reachHope; j-- {
		if r.hits[j].kind == hope {
			return true
		}
	}
	return false
}

// negated turns good into bad nearly wholly, and bad into half as good: "không chậm" is less than "nhanh".
func negated(v float64) float64 {
	if v > 0 {
		return -0.85 * v
	}
	return -0.5 * v
}

// negatesSomething reports whether the negation i has something with a value to negate.
func (r *reading) negatesSomething(i int) bool {
	h := &r.hits[i]
	for j := i + 1; j < len(r.hits); j++ {
		g := &r.hits[j]
		if g.clause != h.clause || g.from-h.to > reachNot {
			return false
		}
		switch g.kind {
		case good, bad, harm, fortune, worth, burden, not:
			return true
		}
	}
	return false
}

// weighTarget halves what is said in an article that names nothing public: it is praise and blame of something
// else. What people say without a title is taken to be about what they were asked or read.
func (r *reading) weighTarget() {
	if r.titleWords == 0 {
		return
	}
	for i := range r.hits {
		if r.hits[i].kind == target {
			return
		}
	}
	for i := range r.hits {
		r.hits[i].value /= 2
	}
}

// How much of an article counts in full: the title and the first sentences. What is found in as many sentences as
// fullSentences is added up; of more, no more than their mean counts, so that a long article is judged by what it
// is about and not by its length.
const leadSentences, fullSentences = 6, 5

// placeWeight is how much sentence s counts.
func placeWeight(s int32) float64 {
	if s < leadSentences {
		return 1
	}
	return leadSentences / float64(s+1)
}

// weighPlace lets what stands far behind the lead count less, and all of a long article in proportion.
func (r *reading) weighPlace() {
	whole := 0.0
	for s := range r.sentences {
		whole += placeWeight(int32(s))
	}
	r.thin = min(1, fullSentences/whole)
	for i := range r.hits {
		h := &r.hits[i]
		by := r.thin * placeWeight(h.sentence)
		h.value *= by
		h.event *= by
	}
}

// weighContrast lets what follows a contrast count more than what it follows, and a concession less.
func (r *reading) weighContrast() {
	for i := range r.hits {
		switch g := &r.hits[i]; g.kind {
		case but:
			r.scale(i, -1, 0.65, func(h *hit) bool { return h.sentence == g.sentence && h.segment >= g.segment-1 })
			r.scale(i, 1, 1.25, func(h *hit) bool { return h.segment == g.segment })
		case though:
			r.scale(i, 1, 0.5, func(h *hit) bool { return h.clause == g.clause })
		}
	}
}

// scale multiplies what the phrases before (step -1) or behind (step 1) phrase i say, as far as they belong to it.
func (r *reading) scale(i, step int, by float64, belongs func(*hit) bool) {
	for j := i + step; j >= 0 && j < len(r.hits) && belongs(&r.hits[j]); j += step {
		r.hits[j].value *= by
		r.hits[j].event *= by
	}
}

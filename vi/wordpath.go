package vi

// weights has a signed byte for each slot.
type weights string

func (w weights) at(slot uint32) int32 { return int32(int8(w[slot&(1<<slotBits-1)])) }

// scores are what the weights say of one boundary in each past: positive to join.
type scores [pastCount]int32

// score adds up the features of the boundary between u[i] and u[i+1]. The features of the past are shared
// between states, so each is looked up once for all of them.
func (w weights) score(sc *scores, u []unit, i int) {
	var plain [plainSize]uint32
	plainFeatures(&plain, u, i)
	base := int32(0)
	for _, slot := range plain {
		base += w.at(slot)
	}
	var byJoined [2]int32
	var f [4]uint32
	for j := range byJoined {
		pastOfJoined(&f, u, i, uint32(j))
		byJoined[j] = base + w.at(f[0]) + w.at(f[1]) + w.at(f[2]) + w.at(f[3])
	}
	for h := range pastCount {
		sc[h] = byJoined[h.joined()] + w.at(slotOfPast(h)) + w.at(slotOfTokens(&u[i], h.tokens()))
	}
}

// lowest is a score that no path has.
const lowest = -1 << 30

// trail remembers of each boundary and past after it where the best path came from.
type trail [pastCount]past

// decide finds the best way to join or split every boundary (Viterbi 1967) and writes it into the bounds of
// the units, after their scores are known; a boundary that is settled stays. A decision earns its score if it joins and loses it if not.
func (d *desk) decide(u []unit) {
	last := len(u) - brim - 1 // the last unit has no boundary after it
	if last <= brim {
		return
	}
	best := scores{lowest, lowest, lowest, lowest, lowest}
	best[pastSplitSplit] = 0
	for i := brim; i < last; i++ {
		best = step(&d.trails[i], &best, &d.scores[i], u[i].bound)
	}
	at := pastSplitSplit
	for h := range pastCount {
		if best[h] > best[at] {
			at = h
		}
	}
	for i := last - 1; i >= brim; i-- {
		u[i].bound = boundSplit
		if at >= pastTwo {
			u[i].bound = boundJoin
		}
		at = d.trails[i][at]
	}
}

// step carries the best paths over one boundary.
func step(t *trail, best, sc *scores, settled bound) scores {
	next := scores{lowest, lowest, lowest, lowest, lowest}
	for h := range pastCount {
		if best[h] == lowest {
			continue
		}
		if settled != boundSplit {
			if to := h.after(true); best[h]+sc[h] > next[to] {
				next[to], t[to] = best[h]+sc[h], h
			}
		}
		if settled != boundJoin {
			if to := h.after(false); best[h]-sc[h] > next[to] {
				next[to], t[to] = best[h]-sc[h], h
			}
		}
	}
	return next
}

package vi

// habit counts how often something was so and how often not.
type habit struct{ yes, no int }

func (h *habit) note(yes bool) {
	if yes {
		h.yes++
		return
	}
	h.no++
}

func (h habit) plus(o habit) habit  { return habit{h.yes + o.yes, h.no + o.no} }
func (h habit) minus(o habit) habit { return habit{h.yes - o.yes, h.no - o.no} }

// grade puts a habit into one of 13 grades: 0 for never seen, 1 to 7 from never to always, higher ones for
// what was seen too rarely to say more than mostly or mostly not.
func (h habit) grade() uint8 {
	n := h.yes + h.no
	share := float64(h.yes) / float64(max(n, 1))
	switch {
	case n <= 0:
		return 0
	case n < 4 && share > 0.6:
		return 8
	case n < 4 && share < 0.4:
		return 9
	case n < 4:
		return 10
	case n < 10 && share > 0.85:
		return 11
	case n < 10 && share < 0.15:
		return 12
	}
	grade := uint8(1)
	for _, step := range []float64{0.05, 0.2, 0.4, 0.6, 0.8, 0.95} {
		if share > step {
			grade++
		}
	}
	return grade
}

// habits are those of one syllable: whether a pair of the lexicon that it begins or ends is one word where it
// stands in a text, and whether the syllable stands alone.
type habits struct{ begins, ends, alone habit }

func (h habits) plus(o habits) habits {
	return habits{h.begins.plus(o.begins), h.ends.plus(o.ends), h.alone.plus(o.alone)}
}

func (h habits) minus(o habits) habits {
	return habits{h.begins.minus(o.begins), h.ends.minus(o.ends), h.alone.minus(o.alone)}
}

// grades are the grades of three habits.
type grades struct{ begins, ends, alone uint8 }

func (h habits) grades() grades {
	return grades{h.begins.grade(), h.ends.grade(), h.alone.grade()}
}

// countHabits notes what the lesson shows of its syllables and of the pairs that known holds.
func (l *lesson) countHabits(known func(key) bool) {
	l.habits, l.splits = make(map[key]habits), make(map[key]int)
	keys := make([]key, len(l.tokens))
	for i, t := range l.tokens {
		keys[i] = tokenKey(t.Text(l.text))
	}
	for i, k := range keys {
		h := l.habits[k]
		h.alone.note(!l.join[i] && (i == 0 || !l.join[i-1]))
		l.habits[k] = h
		if i+1 == len(keys) || !known(chain(k, keys[i+1])) {
			continue
		}
		h.begins.note(l.join[i])
		l.habits[k] = h
		h = l.habits[keys[i+1]]
		h.ends.note(l.join[i])
		l.habits[keys[i+1]] = h
		if !l.join[i] {
			l.splits[chain(k, keys[i+1])]++
		}
	}
}

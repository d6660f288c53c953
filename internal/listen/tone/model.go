package tone

// Model judges texts: weights of the numbers of [features], and of phrases learnt from corrections. A model
// never changes and may be used by many goroutines.
type Model struct {
	tone        [tones]features
	steering    [bearings]features
	keys        map[uint32]int32 // rows of learnt phrases
	rows        []row
	held        features // how firmly each number's weights are held to where they are: the curvature of what they were learnt from
	temperature float64
	sure        float64 // a tone less probable than this is not proposed
	learnt      int     // corrections it learnt from
}

// row is the weights of one learnt phrase: the tones, then the bearings.
type row [tones + bearings]float32

// Learnt is how many corrections the model learnt from; 0 is the lexicon alone.
func (m *Model) Learnt() int { return m.learnt }

// Sure is the probability below which the model abstains.
func (m *Model) Sure() float64 { return m.sure }

func (m *Model) row(key uint32) (row, bool) {
	i, ok := m.keys[key]
	if !ok {
		return row{}, false
	}
	return m.rows[i], true
}

// scores are the logits of a text.
func (m *Model) scores(dense *features, grams []gram) (z [tones]float64, s [bearings]float64) {
	for t := range z {
		z[t] = dot(&m.tone[t], dense)
	}
	for t := range s {
		s[t] = dot(&m.steering[t], dense)
	}
	if len(m.keys) == 0 {
		return z, s
	}
	for _, g := range grams {
		row, ok := m.row(g.key)
		if !ok {
			continue
		}
		for t := range z {
			z[t] += float64(row[t]) * g.value
		}
		for t := range s {
			s[t] += float64(row[tones+t]) * g.value
		}
	}
	return z, s
}

// column is what a model knows of one number: its weights for the tones and the bearings, and how firmly they are
// held.
type column [tones + bearings + 1]float64

func (m *Model) column(i int) (c column) {
	for t := range m.tone {
		c[t] = m.tone[t][i]
	}
	for t := range m.steering {
		c[tones+t] = m.steering[t][i]
	}
	c[tones+bearings] = m.held[i]
	return c
}

func (m *Model) setColumn(i int, c column) {
	for t := range m.tone {
		m.tone[t][i] = c[t]
	}
	for t := range m.steering {
		m.steering[t][i] = c[tones+t]
	}
	m.held[i] = c[tones+bearings]
}

func dot(a, b *features) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

package vi

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	phrasesWhy  = 3 // phrases that explain a decision, at most
	longestWhy  = 4 // tokens of such a phrase, at most
	leastWhyGap = 0.01
)

// explain finds the phrases that raised the label most above the mean of the other labels: runs of tokens
// that all spoke for it. The weight of a pair is shared by its two tokens.
func (h *head) explain(w *workspace, label, labels int) []string {
	gain := h.gains(w, label, labels)
	type run struct {
		first, last int
		gain        float64
	}
	var runs []run
	tokens := w.features.tokens
	for i := range tokens {
		if gain[i] < leastWhyGap || !w.features.isWord(i) {
			continue
		}
		if n := len(runs); n > 0 && runs[n-1].last == i-1 && i-runs[n-1].first < longestWhy {
			runs[n-1].last = i
			runs[n-1].gain += gain[i]
			continue
		}
		runs = append(runs, run{i, i, gain[i]})
	}
	slices.SortStableFunc(runs, func(a, b run) int { return cmp.Compare(b.gain, a.gain) })
	why := []string{}
	for _, r := range runs {
		phrase := w.features.text[tokens[r.first].start:tokens[r.last].end]
		if len(why) < phrasesWhy && !slices.Contains(why, phrase) {
			why = append(why, strings.Clone(phrase))
		}
	}
	return why
}

// gains is how much each token raised the label above the mean of the others.
func (h *head) gains(w *workspace, label, labels int) []float64 {
	tokens := w.features.tokens
	starts := make(map[int32]int, len(tokens))
	ends := make(map[int32]int, len(tokens))
	for i, t := range tokens {
		starts[t.start], ends[t.end] = i, i
	}
	gain := make([]float64, len(tokens))
	for i, f := range w.features.found {
		if w.rows[i] < 0 {
			continue
		}
		lift := liftOf(h.weights[int(w.rows[i])*labels:(int(w.rows[i])+1)*labels], label)
		first, last := starts[f.start], ends[f.end]
		if first == last {
			gain[first] += lift
			continue
		}
		gain[first] += lift / 2
		gain[last] += lift / 2
	}
	return gain
}

// liftOf is the weight of label above the mean of the others.
func liftOf(row []float32, label int) float64 {
	rest := 0.0
	for k, weight := range row {
		if k != label {
			rest += float64(weight)
		}
	}
	return float64(row[label]) - rest/float64(max(len(row)-1, 1))
}

// isWord tells tokens of letters from signs.
func (l *featureList) isWord(i int) bool {
	r, _ := utf8.DecodeRuneInString(l.text[l.tokens[i].start:])
	return isWordRune(r)
}

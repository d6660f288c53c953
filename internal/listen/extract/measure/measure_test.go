package measure

import (
	"math"
	"testing"
)

// The values were computed with the definition of the public benchmark.
func TestScoresAreThoseOfTheDefinition(t *testing.T) {
	t.Parallel()
	var scores []Score
	for _, tt := range []struct {
		truth, found                            string
		right, wrong, missed, precision, recall float64
	}{
		{"a b c d e f", "a b c d e f", 1, 0, 0, 1, 1},
		{"a b c d e f g", "b c d e f", .5, 0, .5, 1, .5},
		{"một hai, ba bốn năm sáu", "Một hai ba bốn năm sáu bảy", .4, .4, .2, .5, .666667},
		{"a b", "a b c", 0, .5, .5, 0, 0},
		{"", "x y z w", 0, 1, 0, 0, 0},
		{"a b c d", "", 0, 0, 1, 0, 0},
		{"a_b c-d e f a_b c d e f", "a_b c d e f", .285714, 0, .714286, 1, .285714},
		{"", "", 0, 0, 0, 1, 1},
		{"Café x\u0301 10½ n m", "Café x 10½ n m", 1, 0, 0, 1, 1},
	} {
		s := Compare(tt.truth, tt.found)
		scores = append(scores, s)
		for name, v := range map[string][2]float64{"right": {s.Right, tt.right}, "wrong": {s.Wrong, tt.wrong}, "missed": {s.Missed, tt.missed},
			"precision": {s.Precision(), tt.precision}, "recall": {s.Recall(), tt.recall}} {
			if math.Abs(v[0]-v[1]) > 1e-5 {
				t.Errorf("%q against %q: %s %.6f, want %.6f", tt.found, tt.truth, name, v[0], v[1])
			}
		}
	}
	r := Total(scores)
	if math.Abs(r.Precision-.642857) > 1e-5 || math.Abs(r.Recall-.493197) > 1e-5 || math.Abs(r.F1-.558169) > 1e-5 {
		t.Errorf("total = %+v", r)
	}
}

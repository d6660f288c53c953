package tone

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"testing"
)

// lessonsOf are texts of a new topic whose words the lexicon does not know.
func lessonsOf(n int) []Correction {
	var out []Correction
	for i := range n {
		if i%2 == 0 {
			out = append(out, Correction{Body: fmt.Sprintf("Xe lam chạy tuyến %d về bến cát.", i), Tone: Unfavourable})
		} else {
			out = append(out, Correction{Body: fmt.Sprintf("Xe điện chạy tuyến %d qua vườn nhãn.", i), Tone: Favourable})
		}
	}
	return out
}

func TestLearnMovesWithTheCorrections(t *testing.T) {
	t.Parallel()
	const asked = "Xe lam lại chạy về bến cát."
	before := Judge("", asked).P[Unfavourable]
	for _, n := range []int{4, 20, 200} {
		m, report, err := Learn(First(), lessonsOf(n))
		if err != nil {
			t.Fatal(err)
		}
		v := m.Judge("", asked)
		if v.P[Unfavourable] <= before {
			t.Errorf("after %d corrections P is %.3f, not above %.3f", n, v.P[Unfavourable], before)
		}
		before = v.P[Unfavourable]
		if report.Corrections != n || (report.Held.Texts > 0) != (n >= leastToHold) || m.Learnt() != n {
			t.Errorf("report of %d: %+v", n, report)
		}
	}
	if before < 0.8 {
		t.Errorf("after 200 corrections P is only %.3f", before)
	}
}

func TestFewCorrectionsLeaveTheLexicon(t *testing.T) {
	t.Parallel()
	m, _, err := Learn(First(), lessonsOf(2))
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"Dân bức xúc vì lãng phí.", "Bà con phấn khởi, đồng tình cao.", "Thông báo lịch họp ngày 3/4."} {
		a, b := Judge("", text), m.Judge("", text)
		if a.Tone != b.Tone {
			t.Errorf("two corrections turned %q from %v to %v", text, a.Tone, b.Tone)
		}
	}
}

func TestLearnWithoutCorrections(t *testing.T) {
	t.Parallel()
	_, _, err := Learn(First(), nil)
	if !errors.Is(err, ErrNoCorrections) {
		t.Errorf("err = %v", err)
	}
}

func TestModelOutlivesItsBytes(t *testing.T) {
	t.Parallel()
	m, _, err := Learn(First(), lessonsOf(60))
	if err != nil {
		t.Fatal(err)
	}
	again, _, err := Learn(First(), lessonsOf(60))
	if err != nil {
		t.Fatal(err)
	}
	data := m.Bytes()
	if !bytes.Equal(data, again.Bytes()) {
		t.Error("the same corrections gave other bytes")
	}
	read, err := ReadModel(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range lessonsOf(10) {
		a, b := m.Judge("", c.Body), read.Judge("", c.Body)
		if a.Tone != b.Tone || a.P[a.Tone]-b.P[a.Tone] > 0.01 || b.P[a.Tone]-a.P[a.Tone] > 0.01 {
			t.Errorf("%q: %v %.3f before, %v %.3f after", c.Body, a.Tone, a.P, b.Tone, b.P)
		}
	}
	if bytes.Contains(data, []byte("nhãn")) || bytes.Contains(data, []byte("bến")) {
		t.Error("a model holds words of its texts")
	}
	for _, broken := range [][]byte{nil, data[:20], data[:len(data)-1], append(slices.Clone(data), 0), []byte(modelForm + "{}\n")} {
		if _, err := ReadModel(broken); !errors.Is(err, ErrModel) {
			t.Errorf("ReadModel of %d bytes: %v", len(broken), err)
		}
	}
}

func TestReasonsQuoteTheText(t *testing.T) {
	t.Parallel()
	m, _, err := Learn(First(), lessonsOf(100))
	if err != nil {
		t.Fatal(err)
	}
	const title, body = "Dân thất vọng", "Xe lam chạy về bến cát, khói mù."
	v := m.Judge(title, body)
	if len(v.Why) == 0 || len(v.Why) > mostReasons {
		t.Fatalf("%d reasons", len(v.Why))
	}
	for _, p := range v.Why {
		text := body
		if p.InTitle {
			text = title
		}
		if text[p.Start:p.End] != p.Text {
			t.Errorf("reason %+v is not where it says", p)
		}
	}
	if !slices.ContainsFunc(v.Why, func(p Phrase) bool { return p.InTitle && p.Text == "thất vọng" }) {
		t.Errorf("reasons %+v, want thất vọng among them", v.Why)
	}
}

package extract

import (
	"regexp"
	"testing"

	"github.com/nhipcau/nhipcau/internal/listen/extract/measure"
)

// floor is the F1 below which a change made things worse on our own pages, bareFloor the same without the names of
// elements.
const (
	floor     = 0.98
	bareFloor = 0.96
)

// The pages of testdata/pages were written for this test: shapes of Vietnamese newspapers and portals and of
// English sites of many years, with texts of our own. What a reader takes for the article was marked while the
// pages were written.
func TestTextOfOurOwnPages(t *testing.T) {
	t.Parallel()
	set, err := measure.Open("testdata/pages")
	if err != nil {
		t.Fatal(err)
	}
	var scores []measure.Score
	for _, id := range set.IDs {
		page, err := set.Page(id)
		if err != nil {
			t.Fatal(err)
		}
		truth := set.Truths[id]
		a, err := Page(page, Options{URL: truth.URL})
		if err != nil {
			t.Errorf("%s: %v", id, err)
		}
		s := measure.Compare(truth.Body, a.Text)
		scores = append(scores, s)
		if s.Right < 0.8 {
			t.Logf("%s: precision %.3f, recall %.3f\n--- want\n%s\n--- got\n%s", id, s.Precision(), s.Recall(), truth.Body, a.Text)
		}
		if a.Title != truth.Title {
			t.Errorf("%s: title %q, want %q", id, a.Title, truth.Title)
		}
		if !sameInstant(a, truth.Published) {
			t.Errorf("%s: published %s, want %s", id, a.PublishedText(), truth.Published)
		}
	}
	r := measure.Total(scores)
	t.Logf("precision %.4f, recall %.4f, F1 %.4f on %d pages", r.Precision, r.Recall, r.F1, r.Pages)
	if r.F1 < floor {
		t.Errorf("F1 = %.4f, want at least %.2f", r.F1, floor)
	}
}

// A page whose elements have no names shows whether the text is found by what it is.
func TestTextOfOurOwnPagesWithoutNames(t *testing.T) {
	t.Parallel()
	set, err := measure.Open("testdata/pages")
	if err != nil {
		t.Fatal(err)
	}
	elementNames := regexp.MustCompile(`\s(?:class|id|itemprop|role|data-[a-z-]+)=(?:"[^"]*"|[^\s">]+)`)
	var scores []measure.Score
	for _, id := range set.IDs {
		page, err := set.Page(id)
		if err != nil {
			t.Fatal(err)
		}
		a, err := Page(elementNames.ReplaceAll(page, nil), Options{})
		if err != nil {
			t.Errorf("%s: %v", id, err)
		}
		scores = append(scores, measure.Compare(set.Truths[id].Body, a.Text))
	}
	r := measure.Total(scores)
	if r.F1 < bareFloor {
		t.Errorf("F1 = %.4f, want at least %.2f", r.F1, bareFloor)
	}
}

func sameInstant(a Article, want string) bool {
	at, day, ok := ParseDate(want, vietnam)
	if want == "" {
		return a.Published.IsZero()
	}
	return ok && a.DayOnly == day && a.Published.Equal(at)
}

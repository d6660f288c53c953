// Package measure scores extracted text against what a reader marked as the article, by the definition of the
// public article extraction benchmark of Scrapinghub (2019): shingles of four tokens `\w+`, counted as a bag, true
// and false ones normalised page by page; precision and recall are means over the pages, F1 is of these means.
package measure

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

// Truth is what a reader marked on a page.
type Truth struct {
	Body      string `json:"articleBody"`
	URL       string `json:"url"`
	Title     string `json:"title"`     // only in our own set
	Published string `json:"published"` // only in our own set
}

// Set is a set of pages: ground-truth.json and html/ID.html.gz or html/ID.html.
type Set struct {
	Dir    string
	IDs    []string // in order
	Truths map[string]Truth
}

// Open reads the truth of a set.
func Open(dir string) (*Set, error) {
	data, err := os.ReadFile(filepath.Join(dir, "ground-truth.json"))
	if err != nil {
		return nil, err
	}
	s := &Set{Dir: dir}
	err = json.Unmarshal(data, &s.Truths)
	if err != nil {
		return nil, fmt.Errorf("reading ground-truth.json of %s: %w", dir, err)
	}
	for id := range s.Truths {
		s.IDs = append(s.IDs, id)
	}
	slices.Sort(s.IDs)
	return s, nil
}

// Page is the bytes of one page.
func (s *Set) Page(id string) ([]byte, error) {
	name := filepath.Join(s.Dir, "html", id+".html")
	f, err := os.Open(name + ".gz")
	if os.IsNotExist(err) {
		return os.ReadFile(name)
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

// Score counts shares of shingles.
type Score struct {
	Right, Wrong, Missed float64 // sum 1, or 0 when both texts are empty
}

// Compare scores the text found against the true one.
func Compare(truth, found string) Score {
	a, b := shingles(truth), shingles(found)
	var s Score
	for k, n := range a {
		m := b[k]
		s.Right += float64(min(n, m))
		s.Missed += float64(max(0, n-m))
	}
	for k, m := range b {
		s.Wrong += float64(max(0, m-a[k]))
	}
	if sum := s.Right + s.Wrong + s.Missed; sum > 0 {
		s.Right, s.Wrong, s.Missed = s.Right/sum, s.Wrong/sum, s.Missed/sum
	}
	return s
}

// Precision is the share of what was found that is true.
func (s Score) Precision() float64 { return share(s.Right, s.Wrong, s.Missed) }

// Recall is the share of what is true that was found.
func (s Score) Recall() float64 { return share(s.Right, s.Missed, s.Wrong) }

// share is right of right and wrong; nothing to judge and nothing missed counts as perfect.
func share(right, wrong, other float64) float64 {
	if wrong == 0 && other == 0 {
		return 1
	}
	if right == 0 && wrong == 0 {
		return 0
	}
	return right / (right + wrong)
}

// Result is the score of a set.
type Result struct {
	Precision, Recall, F1 float64
	Pages                 int
}

// Total is the score of a set: pages without found text do not count for precision, pages without true text not
// for recall, as the benchmark defines.
func Total(scores []Score) Result {
	var p, r float64
	np, nr := 0, 0
	for _, s := range scores {
		if s.Right+s.Wrong > 0 {
			p += s.Precision()
			np++
		}
		if s.Right+s.Missed > 0 {
			r += s.Recall()
			nr++
		}
	}
	out := Result{Pages: len(scores)}
	if np > 0 {
		out.Precision = p / float64(np)
	}
	if nr > 0 {
		out.Recall = r / float64(nr)
	}
	if out.Precision+out.Recall > 0 {
		out.F1 = 2 * out.Precision * out.Recall / (out.Precision + out.Recall)
	}
	return out
}

// size is the number of tokens of a shingle.
const size = 4

// shingles counts the shingles of a text. A text of fewer tokens is one shingle.
func shingles(text string) map[string]int {
	tokens := strings.FieldsFunc(text, func(r rune) bool { return !wordRune(r) })
	out := map[string]int{}
	if len(tokens) == 0 {
		return out
	}
	for i := 0; i < max(1, len(tokens)-size+1); i++ {
		out[strings.Join(tokens[i:min(i+size, len(tokens))], " ")]++
	}
	return out
}

// wordRune is `\w` of Python's re: letters, digits and other numbers, underscore.
func wordRune(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r)
}

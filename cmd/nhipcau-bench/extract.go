package main

import (
	"fmt"
	"regexp"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen/extract"
	"github.com/nhipcau/nhipcau/internal/listen/extract/measure"
)

// ownPages is a set of our own in the layout of the original.
const ownPages = "internal/listen/extract/testdata/pages"

type extractRow struct {
	Data  string        `help:"Folder of the article extraction benchmark: ground-truth.json and html/*.html.gz. Without it pages of our own are measured."`
	Show  float64       `help:"Print the pages whose share of right shingles is below this."`
	Text  string        `help:"Print what was found on the page with this key, and what is true."`
	Speed time.Duration `default:"3s" help:"CPU time to spend on measuring the speed."`
}

// elementNames are the attributes by which sites name their elements.
var elementNames = regexp.MustCompile(`\s(?:class|id|itemprop|role|data-[a-z-]+)=(?:"[^"]*"|'[^']*'|[^\s">]+)`)

// Run prints precision, recall and F1 as the benchmark defines them, on the pages as they are and without the names
// of their elements, and the speed.
func (c extractRow) Run(b *bench) error {
	dir, mark := c.Data, ""
	if dir == "" {
		dir, mark = ownPages, " (*not measured on the original*)"
	}
	set, err := measure.Open(dir)
	if err != nil {
		return err
	}
	pages, err := readPages(set)
	if err != nil {
		return err
	}
	asked := c.score(set, pages)
	var bare [][]byte
	for _, p := range pages {
		bare = append(bare, elementNames.ReplaceAll(p, nil))
	}
	perSecond, mean, err := pageSpeed(set, pages, c.Speed)
	if err != nil {
		return err
	}
	c.Show, c.Text = 0, ""
	fmt.Print("| pages | precision | recall | F1 |\n|---|---|---|---|\n")
	printExtraction(fmt.Sprintf("%d as they are%s", len(pages), mark), asked)
	printExtraction("without the names of elements", c.score(set, bare))
	fmt.Printf("\n%.0f pages/s of CPU time on one core; a page has %.0f kB.\n", perSecond, mean/1e3)
	b.report(line{What: "article text, F1", Value: asked.F1, Format: "%.3f", Must: .94, Aim: .965,
		Reference: "go-readability .931, go-trafilatura .959", On: placeOf(c.Data)})
	return nil
}

func printExtraction(what string, r measure.Result) {
	fmt.Printf("| %s | %.4f | %.4f | %.4f |\n", what, r.Precision, r.Recall, r.F1)
}

func readPages(set *measure.Set) ([][]byte, error) {
	var pages [][]byte
	for _, id := range set.IDs {
		p, err := set.Page(id)
		if err != nil {
			return nil, err
		}
		pages = append(pages, p)
	}
	if len(pages) == 0 {
		return nil, fmt.Errorf("no pages in %s", set.Dir)
	}
	return pages, nil
}

func (c extractRow) score(set *measure.Set, pages [][]byte) measure.Result {
	var scores []measure.Score
	for i, id := range set.IDs {
		truth := set.Truths[id]
		a, _ := extract.Page(pages[i], extract.Options{URL: truth.URL}) // a page without text is a page without right shingles
		s := measure.Compare(truth.Body, a.Text)
		scores = append(scores, s)
		if s.Right < c.Show {
			fmt.Printf("%s: precision %.3f, recall %.3f, %s, %s\n", id, s.Precision(), s.Recall(), a.Found, truth.URL)
		}
		if id == c.Text {
			fmt.Printf("--- true\n%s\n--- found\n%s\n---\n", truth.Body, a.Text)
		}
	}
	return measure.Total(scores)
}

// pageSpeed reads the pages over and over for some CPU time; mean is the bytes of a page.
func pageSpeed(set *measure.Set, pages [][]byte, spend time.Duration) (perSecond, mean float64, err error) {
	start, err := cpuTime()
	if err != nil {
		return 0, 0, err
	}
	read, bytes := 0, 0
	for {
		for i, p := range pages {
			_, _ = extract.Page(p, extract.Options{URL: set.Truths[set.IDs[i]].URL}) // only the time counts
			read++
			bytes += len(p)
		}
		now, err := cpuTime()
		if err != nil {
			return 0, 0, err
		}
		if now-start >= spend {
			return float64(read) / (now - start).Seconds(), float64(bytes) / float64(read), nil
		}
	}
}

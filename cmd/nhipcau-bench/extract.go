package main

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
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
	dir, mark := folderOf(c.Data, ownPages)
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
	filled := make([][]byte, len(pages))
	for i, p := range pages {
		filled[i] = fillPage(p)
	}
	filledPerSecond, filledMean, err := pageSpeed(set, filled, c.Speed)
	if err != nil {
		return err
	}
	c.Show, c.Text = 0, ""
	fmt.Print("| pages | precision | recall | F1 |\n|---|---|---|---|\n")
	printExtraction(fmt.Sprintf("%d as they are%s", len(pages), mark), asked)
	printExtraction("without the names of elements", c.score(set, bare))
	fmt.Printf("\nOn one core, of CPU time: %.0f pages/s, a page of %.0f kB; filled up with scripts, styles and menus to %.0f kB, %.0f pages/s.\n",
		perSecond, mean/1e3, filledMean/1e3, filledPerSecond)
	b.report(line{What: "article text, pages/s of 174 kB on one core", Value: filledPerSecond, Format: "%.0f", Must: 18, Aim: 300,
		Reference: "readability 18", On: placeOf(c.Data)})
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

// usualPage is the bytes of a page as newspapers send them.
const usualPage = 174_000

// fillPage makes a smaller page as long as usual: half of what is added is script and style, half are menus.
func fillPage(page []byte) []byte {
	missing := usualPage - len(page)
	if missing <= 0 {
		return page
	}
	const script = "window.dataLayer=window.dataLayer||[];function send(){dataLayer.push(arguments)}\n"
	const style = ".box-list-item .box-list-title{font-size:16px;line-height:24px}\n"
	const entry = `<li class="menu-item has-child"><a class="nav-link" href="/thoi-su/xa-hoi.htm" title="Xã hội"><span>Xã hội</span></a></li>` + "\n"
	var b bytes.Buffer
	b.WriteString("<script>" + strings.Repeat(script, missing/4/len(script)) + "</script><style>" + strings.Repeat(style, missing/4/len(style)) + "</style>")
	b.Write(page)
	b.WriteString("<ul class=\"menu\">" + strings.Repeat(entry, missing/2/len(entry)) + "</ul>")
	return b.Bytes()
}

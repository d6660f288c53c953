package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen/query"
)

type topicsRow struct {
	Data     string        `help:"Folder with .txt files of a sentence a line, or .conllu files, from which articles and topics are made; text of our own if empty."`
	Topics   int           `default:"2000" help:"How many topics."`
	Articles int           `default:"2000" help:"How many different articles, a multiple of 50."`
	Common   bool          `help:"Take the words of topics as often as they stand in the text, so that many more topics match."`
	Seed     uint64        `default:"1" help:"Seed of topics and articles."`
	Each     time.Duration `default:"3s" help:"CPU time of each measurement."`
}

// ownSentences are the texts of ours from which articles are made.
var ownSentences = []string{"vi/data/phrases", ownRestore, "cmd/nhipcau-bench/testdata/words"}

// articlesAtOnce are read before they are matched, as items come in batches.
const articlesAtOnce = 50

// syllablesOfArticle is the length for which the speed is asked, about 3.4 kB.
const syllablesOfArticle = 500

// Run prints how many articles a second one core reads, matches against all topics, and does both; how many
// topics an article has; and what is allocated for one when all memory is there.
func (c topicsRow) Run(b *bench) error {
	c.Articles = max(1, c.Articles/articlesAtOnce) * articlesAtOnce
	sentences, err := c.sentences()
	if err != nil {
		return err
	}
	m, err := newTopicMaker(c.Seed, sentences)
	if err != nil {
		return err
	}
	if !c.Common {
		m.once()
	}
	articles := m.articles(c.Articles)
	topics, terms, err := m.topics(c.Topics)
	if err != nil {
		return err
	}
	start := time.Now()
	r := topicRun{p: query.NewPercolator(topics), topics: topics, articles: articles}
	took := time.Since(start)
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	r.prepare()

	fmt.Printf("%d topics of %.1f terms, made ready in %.0f ms; %d articles of %d syllables, %.0f bytes; %.1f topics an article (most %d)\n\n",
		c.Topics, float64(terms)/float64(c.Topics), took.Seconds()*1000, len(articles), syllablesOfArticle, r.bytes(), r.matches(), r.most)
	fmt.Print("| step | articles/s of CPU time | allocations an article |\n|---|---|---|\n")
	both := 0.0
	for _, step := range []struct {
		name string
		most int
		do   func(i int)
	}{{"ask each topic alone", articlesAtOnce, r.alone}, {"read", c.Articles, r.read}, {"match", c.Articles, r.match}, {"read and match", c.Articles, r.both}} {
		speed, allocations, err := r.measure(c.Each, min(step.most, c.Articles), step.do)
		if err != nil {
			return err
		}
		fmt.Printf("| %s | %.0f | %.2f |\n", step.name, speed, allocations)
		both = speed
	}
	b.report(line{What: fmt.Sprintf("articles of %d syllables against %d topics, one core", syllablesOfArticle, c.Topics),
		Value: both, Format: "%.0f articles/s", Must: 3000, Aim: 10000, On: placeOf(c.Data)})
	return nil
}

func (c topicsRow) sentences() ([]string, error) {
	dirs := []string{c.Data}
	if c.Data == "" {
		dirs = ownSentences
	}
	var all []string
	for _, dir := range dirs {
		files, err := os.ReadDir(dir)
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			texts, err := textsOf(filepath.Join(dir, f.Name()))
			if err != nil {
				return nil, err
			}
			for _, t := range texts {
				if !strings.HasPrefix(t, "#") {
					all = append(all, t)
				}
			}
		}
	}
	if len(all) == 0 {
		return nil, errors.New("there are no sentences to make articles of")
	}
	return all, nil
}

// topicRun matches articles.
type topicRun struct {
	p        *query.Percolator
	topics   []query.Numbered
	articles []query.Article
	ready    []*query.Document
	batch    [articlesAtOnce]query.Document
	found    []int64
	most     int
}

func (r *topicRun) prepare() {
	for _, a := range r.articles {
		r.ready = append(r.ready, query.NewDocument(a))
	}
}

// alone is what there would be without a percolator.
func (r *topicRun) alone(i int) {
	r.found = r.found[:0]
	for _, t := range r.topics {
		if t.Query.Match(r.ready[i]) {
			r.found = append(r.found, t.ID)
		}
	}
}

func (r *topicRun) read(i int)  { r.batch[i%articlesAtOnce].Read(r.articles[i]) }
func (r *topicRun) match(i int) { r.found = r.p.AppendMatches(r.found[:0], r.ready[i]) }

// both reads an article, and matches all of its batch when the batch is full.
func (r *topicRun) both(i int) {
	r.read(i)
	if i%articlesAtOnce != articlesAtOnce-1 {
		return
	}
	for k := range r.batch {
		r.found = r.p.AppendMatches(r.found[:0], &r.batch[k])
	}
}

// matches is how many topics an article has.
func (r *topicRun) matches() float64 {
	sum := 0
	for i := range r.articles {
		r.match(i)
		sum += len(r.found)
		r.most = max(r.most, len(r.found))
	}
	return float64(sum) / float64(len(r.articles))
}

func (r *topicRun) bytes() float64 {
	sum := 0
	for _, a := range r.articles {
		sum += len(a.Title) + len(a.Lead) + len(a.Body)
	}
	return float64(sum) / float64(len(r.articles))
}

// measure gives articles a second of CPU time, and allocations of one, over the first n articles, after one round.
func (r *topicRun) measure(each time.Duration, n int, do func(i int)) (speed, allocations float64, err error) {
	round := func() {
		for i := range n {
			do(i)
		}
	}
	round()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	from, err := cpuTime()
	if err != nil {
		return 0, 0, err
	}
	for done := 0; ; done += n {
		spent, err := cpuTime()
		if err != nil {
			return 0, 0, err
		}
		if spent-from >= each {
			runtime.ReadMemStats(&after)
			return float64(done) / (spent - from).Seconds(), float64(after.Mallocs-before.Mallocs) / float64(done), nil
		}
		round()
	}
}

package digest

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/ask"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/vi"
)

// Bounds of a digest.
const (
	mostEntries  = 50
	mostLooked   = 200 // stories that may be chosen
	mostArticles = 12  // of one story in the annex
	fewestHouses = 2   // what one house alone says is no news of the province
)

// byClass counts items by class, in the order of classes.
func byClass(count map[listen.Class]int) []ByClass {
	var all []ByClass
	for _, c := range listen.Classes {
		if n := count[c]; n > 0 {
			all = append(all, ByClass{c, n})
		}
	}
	return all
}

// storyOf counts one story and chooses the articles of the annex.
func (s *Service) storyOf(ctx context.Context, tx *db.Tx, g *gathering, t *told) (x Story, err error) {
	classes := map[listen.Class]int{}
	x = Story{Items: len(t.items), Sources: len(t.sources), Heard: slices.Sorted(maps.Keys(t.sources)), Reach: len(t.sources), Tone: map[string]int{}}
	places := map[string]int{}
	for _, i := range t.items {
		classes[i.Class]++
		if i.Area != "" {
			places[i.Area]++
		}
		if !i.Relation.Spreads() {
			x.Independent++
			x.Tone[i.Tone]++
		}
	}
	x.ByClass = byClass(classes)
	x.Places = often(places, 3)
	counts := map[listen.TopicID]int{}
	for _, all := range t.topics {
		for _, topic := range all {
			counts[topic]++
		}
	}
	for topic, n := range counts {
		if 3*n >= len(t.items) {
			x.Topics = append(x.Topics, topic)
		}
	}
	slices.SortFunc(x.Topics, func(a, b listen.TopicID) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	for _, topic := range x.Topics {
		x.TopicNames = append(x.TopicNames, g.topics[topic].Name)
	}
	x.Days = daysOf(t.items, g.from, g.to)
	return x, s.articles(ctx, tx, g, t, &x)
}

// daysOf counts items by day.
func daysOf(items []listen.Item, from, to time.Time) []int {
	first := law.DateOf(from)
	days := make([]int, first.DaysUntil(law.DateOf(to)))
	for _, i := range items {
		days[first.DaysUntil(law.DateOf(i.Published))]++
	}
	return days
}

// articles chooses what the annex lists: independent items before what spreads them, one of each house first, those of
// heavier sources before others.
func (s *Service) articles(ctx context.Context, tx *db.Tx, g *gathering, t *told, x *Story) error {
	first, err := s.Listen.FirstOf(ctx, tx, t.id)
	if err != nil {
		return err
	}
	_, body, err := s.Listen.Item(ctx, tx, first.ID)
	if err != nil {
		return err
	}
	x.First, x.FirstAt = articleOf(g, first, body), first.Published
	seen := map[listen.SourceID]bool{}
	items := slices.Clone(t.items)
	slices.SortStableFunc(items, func(a, b listen.Item) int {
		return cmp.Or(cmp.Compare(spreads(a), spreads(b)), cmp.Compare(g.weight(b.Source), g.weight(a.Source)))
	})
	for _, again := range []bool{false, true} {
		for _, i := range items {
			if seen[i.Source] != again || len(x.Articles) == mostArticles {
				continue
			}
			seen[i.Source] = true
			if slices.ContainsFunc(x.Articles, func(a Article) bool { return a.Item == i.ID }) {
				continue
			}
			_, body, err := s.Listen.Item(ctx, tx, i.ID)
			if err != nil {
				return err
			}
			x.Articles = append(x.Articles, articleOf(g, i, body))
			if ask.OfPeople(g.sources[i.Source].Name, i.Title, i.Link) {
				x.Questions = append(x.Questions, questionsIn(i, body)...)
			}
		}
	}
	return nil
}

func spreads(i listen.Item) int {
	if i.Relation.Spreads() {
		return 1
	}
	return 0
}

func articleOf(g *gathering, i listen.Item, body string) Article {
	return Article{
		Item: i.ID, Title: i.Title, House: g.sources[i.Source].Name, Link: i.Link, Published: i.Published,
		Quote: quote(cmp.Or(i.Lead, body)), Spreads: i.Relation.Spreads(),
	}
}

// quote is the beginning of a text, whole sentences as far as they go, at most [MostQuoted] syllables. A sentence that
// names somebody who is not in office is passed over: what goes to a leader's desk is about what happened.
func quote(text string) string {
	words, out := 0, ""
	for _, s := range vi.Sentences(text) {
		sentence := strings.Join(strings.Fields(s.Text(text)), " ")
		if gate.NamesPrivate(sentence, nil) {
			continue
		}
		n := len(strings.Fields(sentence))
		if words+n > MostQuoted {
			break
		}
		words += n
		out = strings.TrimSpace(out + " " + sentence)
	}
	fields := strings.Fields(text)
	if out != "" || len(fields) > 0 && gate.NamesPrivate(text, nil) {
		return out
	}
	if len(fields) <= MostQuoted {
		return strings.Join(fields, " ")
	}
	return strings.Join(fields[:MostQuoted], " ") + "…"
}

// questionsIn are the questions that an article puts without naming anybody, at most two.
func questionsIn(i listen.Item, body string) []string {
	var all []string
	text := i.Title + "\n" + body
	for _, s := range vi.Sentences(text) {
		sentence := strings.Join(strings.Fields(s.Text(text)), " ")
		n := len(strings.Fields(sentence))
		if strings.HasSuffix(strings.TrimRight(sentence, `”"»’ `), "?") && n >= 4 && n <= 40 && len(all) < 2 && !gate.NamesPrivate(sentence, nil) {
			all = append(all, strings.TrimSpace(sentence))
		}
	}
	return all
}

// often are the most frequent keys, at most n.
func often(count map[string]int, n int) []string {
	keys := make([]string, 0, len(count))
	for k := range count {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	return keys[:min(n, len(keys))]
}

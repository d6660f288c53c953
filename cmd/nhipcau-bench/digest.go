package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/demo/press"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/alert"
	"github.com/nhipcau/nhipcau/internal/listen/digest"
	"github.com/nhipcau/nhipcau/law"
)

type digestRow struct {
	Seed  []uint64 `default:"31,32,33,34,35,36" help:"Seeds of the presses that are written and listened to."`
	Items int      `default:"12000" help:"About how many items each has in ninety days."`
	Show  bool     `help:"Print the stories that stand twice, and those that are wrongly one."`
}

// digestScore is what one digest has twice, which stories it made one, how many of them wrongly, and how long it took.
type digestScore struct {
	entries, twice, joined, wrong int
	seconds                       float64
}

// Run listens to presses whose truth is known and makes the digest of each of their weeks, of fifty stories at most: an
// entry whose articles tell a story that another entry tells already is a duplicate; two stories of which the digest makes
// one entry and that are not one in truth are a wrong one. What decides was learnt on seeds 1 to 6.
func (c digestRow) Run(b *bench) error {
	fmt.Print("| seed | digests | entries | full ones | duplicates | most in one digest | stories made one | wrongly | longest, s |\n|---|---|---|---|---|---|---|---|---|\n")
	worst, longest, joined, wrong := 0, 0., 0, 0
	for _, seed := range c.Seed {
		all, err := c.listenTo(b, seed)
		if err != nil {
			return err
		}
		entries, full, twice, most, one, bad, slow := 0, 0, 0, 0, 0, 0, 0.
		for _, d := range all {
			one, bad = one+d.joined, bad+d.wrong
			entries, twice, most, slow = entries+d.entries, twice+d.twice, max(most, d.twice), max(slow, d.seconds)
			if d.entries == 50 {
				full++
			}
		}
		worst, longest, joined, wrong = max(worst, most), max(longest, slow), joined+one, wrong+bad
		fmt.Printf("| %d | %d | %d | %d | %d | %d | %d | %d | %.2f |\n", seed, len(all), entries, full, twice, most, one, bad, slow)
	}
	b.report(line{What: "duplicates left in a digest of fifty, most", Value: float64(worst), Format: "%.0f", Must: 2, Less: true, On: onPresses})
	fmt.Printf("\nOf %d stories that a digest made part of another one %d are another story.\n", joined, wrong)
	b.report(line{What: "a weekly digest made, s", Value: longest, Format: "%.2f", Must: 600, Less: true, On: onPresses})
	return nil
}

func (c digestRow) listenTo(b *bench, seed uint64) (scores []digestScore, err error) {
	dir, err := os.MkdirTemp("", "nhipcau-digest-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	d, err := db.Open(b, dir, "")
	if err != nil {
		return nil, err
	}
	defer func() { _ = d.Close() }()
	err = d.Migrate(b, listening)
	if err != nil {
		return nil, err
	}
	p, err := press.New(press.Options{Seed: seed, Items: c.Items})
	if err != nil {
		return nil, err
	}
	h := &digestHouse{told: map[string]string{}, sources: map[string]listen.Source{}}
	now := func() time.Time { return h.now }
	h.listen = listen.New(listen.Options{DB: d, Now: now})
	alerts := alert.New(alert.Options{DB: d, Listen: h.listen, Now: now, Calendar: law.VietnamCalendar})
	h.digest = digest.New(digest.Options{DB: d, Listen: h.listen, Alert: alerts, Now: now})
	h.show = c.Show
	err = d.Write(b, func(tx *db.Tx) error { return h.begin(b, tx, p) })
	if err != nil {
		return nil, err
	}
	err = p.Each(func(i *press.Item, m *press.Mark) error { return h.hear(b, d, i, m) })
	if err != nil {
		return nil, err
	}
	return h.scores, nil
}

// digestHouse hears a press and makes a digest every Monday.
type digestHouse struct {
	listen  *listen.Service
	digest  *digest.Service
	now     time.Time
	day     law.Date
	sources map[string]listen.Source
	told    map[string]string // story by what the annex says of an item
	waiting map[string][]listen.Arrival
	scores  []digestScore
	show    bool
}

func (h *digestHouse) begin(ctx context.Context, tx *db.Tx, p *press.Press) error {
	for _, x := range p.Sources() {
		if x.Class == press.Talk {
			continue
		}
		s, err := h.listen.SaveSource(ctx, tx, listen.Source{Name: x.Name, Kind: listen.KindFile, Class: listen.Class(x.Class)})
		if err != nil {
			return err
		}
		h.sources[x.Key] = s
	}
	for _, t := range p.Watched() {
		_, err := h.listen.SaveTopic(ctx, tx, listen.Topic{Name: t.Name, Query: t.Query, Active: true})
		if err != nil {
			return err
		}
	}
	return nil
}

// hear takes in an item; what came on a day is understood at its end.
func (h *digestHouse) hear(ctx context.Context, d *db.DB, i *press.Item, m *press.Mark) error {
	if i.Social != nil {
		return nil
	}
	today := law.DateOf(i.Arrived)
	if h.day.IsZero() {
		h.day, h.waiting = today, map[string][]listen.Arrival{}
	}
	for h.day.Before(today) {
		h.now = h.day.End()
		err := h.endDay(ctx, d)
		if err != nil {
			return err
		}
		h.day = h.day.AddDays(1)
	}
	h.told[lineOf(i.Title, i.Published)] = m.Story
	h.waiting[i.Source] = append(h.waiting[i.Source], listen.Arrival{
		GUID: i.ID, Link: i.URL, Title: i.Title, Lead: i.Lead, Body: strings.Join(i.Body, "\n"), Published: i.Published,
	})
	return nil
}

func (h *digestHouse) endDay(ctx context.Context, d *db.DB) error {
	for source, all := range h.waiting {
		_, err := h.listen.Receive(ctx, h.sources[source], all)
		if err != nil {
			return err
		}
	}
	h.waiting = map[string][]listen.Arrival{}
	_, err := h.listen.ReadWaiting(ctx)
	if err != nil || h.day.Weekday() != time.Sunday {
		return err
	}
	return d.Read(ctx, func(tx *db.Tx) error {
		began := time.Now()
		x, err := h.digest.Compose(ctx, tx, digest.Week, 0, h.day.AddDays(-6), h.day)
		if err != nil {
			return err
		}
		score := digestScore{entries: len(x.Kept()), seconds: time.Since(began).Seconds()}
		score.twice = h.twice(x)
		score.joined, score.wrong = h.joined(x)
		h.scores = append(h.scores, score)
		return nil
	})
}

// lineOf tells an item from others by what stands in the annex of a digest.
func lineOf(title string, published time.Time) string {
	return strings.Join(strings.Fields(title), " ") + published.UTC().Format(time.RFC3339)
}

// twice counts the entries that tell mostly a story that an entry before tells mostly.
func (h *digestHouse) twice(d digest.Digest) (n int) {
	seen := map[string]string{}
	for _, e := range d.Kept() {
		story := h.storyOf(e)
		if story == "" {
			continue
		}
		if first, ok := seen[story]; ok {
			n++
			if h.show {
				fmt.Printf("%s: %q (%d sources) tells what %q tells\n", d.From, e.Title, e.Facts.Sources, first)
			}
			continue
		}
		seen[story] = e.Title
	}
	return n
}

// joined counts the stories that the digest made part of another one, and those of them that tell something else.
func (h *digestHouse) joined(d digest.Digest) (all, wrong int) {
	byID := map[digest.EntryID]digest.Entry{}
	for _, e := range d.Entries {
		byID[e.ID] = e
		if e.Into == 0 {
			continue
		}
		all++
		into := byID[e.Into]
		if a, b := h.storyOf(e), h.storyOf(into); a != b && a != "" && b != "" {
			wrong++
			if h.show {
				fmt.Printf("%s: %q is no part of %q\n", d.From, e.Title, into.Title)
			}
		}
	}
	return all, wrong
}

// storyOf is what most articles of an entry tell; empty where no story has most.
func (h *digestHouse) storyOf(e digest.Entry) (best string) {
	count := map[string]int{}
	for _, a := range e.Facts.Articles {
		story := h.told[lineOf(a.Title, a.Published)]
		count[story]++
		if story != "" && (best == "" || count[story] > count[best]) {
			best = story
		}
	}
	if 2*count[best] <= len(e.Facts.Articles) {
		return ""
	}
	return best
}

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/alert"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

type delayRow struct {
	Data   string        `help:"As for ingest."`
	Before int           `default:"78000" help:"How many items stand in the fourteen days before: those of a province."`
	Sites  int           `default:"300" help:"How many sites there are, each with a feed that is asked once."`
	Each   int           `default:"5" help:"How many new items a feed has."`
	Short  int           `default:"1" help:"Of how many of them the feed says little, so that their pages are fetched."`
	For    time.Duration `default:"5m" help:"How long the feeds come, one after the other."`
	Topics int           `default:"200" help:"How many topics are watched, beside one for each of sixty subjects."`
	Seed   uint64        `default:"1" help:"Seed of items and topics."`
	Engine string        `default:"both" enum:"both,sqlite,postgres" help:"sqlite, postgres or both."`

	Profile string `help:"File for a profile of the processor."`
}

// Run lets what a server runs (polite fetching, storing, understanding, counting, alerts) ask feeds over the loopback at
// the fullest hour of a province, and prints how long after the end of the fetch that brought it an item is found by
// search, counted in its topic, and weighed by the alerts of its topics. On PostgreSQL two servers share the sources,
// each with its own connections, and only one of them understands.
func (c delayRow) Run(b *bench) error {
	sentences, err := topicsRow{Data: c.Data}.sentences()
	if err != nil {
		return err
	}
	fmt.Printf("%d items in fourteen days before; %d feeds of %d new items in %s, %.1f items/s; %d topics\n\n| engine | servers | items | what | median | p95 | most |\n|---|---|---|---|---|---|---|\n",
		c.Before, c.Sites, c.Each, c.For, float64(c.Sites*c.Each)/c.For.Seconds(), c.Topics+subjects)
	stop, err := profile(c.Profile)
	if err != nil {
		return err
	}
	defer stop()
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		if c.Engine != "both" && c.Engine != string(engine) {
			continue
		}
		err := c.measure(b, engine, sentences)
		if err != nil {
			return fmt.Errorf("%s: %w", engine, err)
		}
	}
	return nil
}

func (c delayRow) measure(b *bench, engine db.Engine, sentences []string) (err error) {
	d, done, err := freshStore(b, engine)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	err = d.Migrate(b, listening)
	if err != nil {
		return err
	}
	topics, err := newTopicMaker(c.Seed, sentences)
	if err != nil {
		return err
	}
	press := newPressMaker(c.Seed, sentences)
	town := newTown(press, c.Each, c.Short)
	site := httptest.NewServer(town)
	defer site.Close()
	watcher := listen.New(listen.Options{DB: d, Now: time.Now})
	err = c.fill(b, watcher, press, topics, town)
	if err != nil {
		return fmt.Errorf("filling: %w", err)
	}
	n := 1
	if engine == db.Postgres {
		n = 2
	}
	all := make([]*listen.Service, n)
	for i := range all {
		var weigh *alert.Service
		all[i], weigh, err = c.server(d, site.URL, town)
		if err == nil {
			err = learn(b, all[i], weigh)
		}
		if err != nil {
			return err
		}
	}
	err = c.subscribe(b, watcher)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(b)
	var servers sync.WaitGroup
	defer servers.Wait()
	defer stop()
	for _, s := range all {
		servers.Go(func() { s.Keep(ctx) })
	}
	err = town.watch(ctx, watcher, c.Sites*c.Each, c.For+5*time.Minute)
	if err != nil {
		return err
	}
	c.print(b, engine, n, town.done)
	return nil
}

// server is listening with alerts as the program joins them.
func (c delayRow) server(d *db.DB, proxy string, town *town) (s *listen.Service, weigh *alert.Service, err error) {
	to, err := url.Parse(proxy)
	if err != nil {
		return nil, nil, err
	}
	anywhere := func(context.Context, string) ([]netip.Addr, error) {
		return []netip.Addr{netip.AddrFrom4([4]byte{8, 8, 8, 8})}, nil
	}
	client := fetch.New(fetch.Options{Agent: fetch.Agent("0.1", ""), Proxy: to, Resolve: anywhere})
	judge := func(title, text string) (string, float64) {
		v := tone.Judge(title, text)
		return v.Word().String(), v.P[v.Tone]
	}
	tree := org.New(d)
	s = listen.New(listen.Options{DB: d, Org: tree, Now: time.Now, Tone: judge, Client: client, Changed: func(ctx context.Context, ch listen.Changes) {
		err := weigh.Look(ctx, ch.Topics...)
		town.weighed(ch.Items, err)
	}})
	cases := work.New(work.Options{DB: d, Org: tree, Now: time.Now, Holidays: law.VietnamCalendar, Indexer: index{}},
		work.Kind{Name: "task", Prefix: "NV", Title: "Nhiệm vụ", Steps: work.StandardLife})
	weigh = alert.New(alert.Options{DB: d, Org: tree, Listen: s, Work: cases, Now: time.Now, Calendar: law.VietnamCalendar})
	return s, weigh, nil
}

// learn lets a server remember the days before, as one that runs does, and says how long that takes.
func learn(ctx context.Context, s *listen.Service, weigh *alert.Service) error {
	var all []listen.TopicID
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		topics, err := s.Topics(ctx, tx)
		for _, t := range topics {
			all = append(all, t.ID)
		}
		return err
	})
	if err != nil {
		return err
	}
	began := time.Now()
	err = weigh.Look(ctx, all...)
	if err != nil {
		return err
	}
	learnt := time.Since(began)
	began = time.Now()
	err = s.Warm(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "the start: %d topics learnt in %.1f s, the window remembered in %.1f s\n", len(all), learnt.Seconds(), time.Since(began).Seconds())
	return weigh.Remember(ctx)
}

// fill makes topics and takes in the items of the fourteen days before.
func (c delayRow) fill(ctx context.Context, s *listen.Service, press *pressMaker, topics *topicMaker, town *town) error {
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		err := saveTopics(ctx, tx, s, topics, c.Topics)
		if err != nil {
			return err
		}
		for i := range subjects {
			t, err := s.SaveTopic(ctx, tx, listen.Topic{Name: subject(i), Query: `"` + subject(i) + `"`, Active: true})
			if err != nil {
				return err
			}
			town.topics[i] = t.ID
		}
		return nil
	})
	if err != nil {
		return err
	}
	press.at = time.Now().Add(-listen.Window)
	in := s.NewIntake(ctx, "", listen.Provincial)
	for n := 0; n < c.Before && err == nil; n += itemsOfFeed {
		err = in.File(fmt.Sprint(n), bytes.NewReader(press.feed(min(itemsOfFeed, c.Before-n), listen.Window/time.Duration(c.Before))))
	}
	_, failed := in.Close()
	err = errors.Join(err, failed, s.GiveBack(ctx))
	if err != nil || s.DB.Engine() == db.SQLite {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error { // as PostgreSQL does by itself within fourteen days
		_, err := tx.Exec(ctx, `ANALYZE`)
		return err
	})
}

// subscribe makes the sources. Their feeds are due one after the other.
func (c delayRow) subscribe(ctx context.Context, s *listen.Service) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		for i := range c.Sites {
			host := fmt.Sprintf("nguon%d.vn", i)
			src, err := s.SaveSource(ctx, tx, listen.Source{Name: host, Kind: listen.KindFeed, Class: listen.Provincial, Address: "http://" + host + "/rss"})
			if err != nil {
				return err
			}
			_, err = tx.Exec(ctx, `UPDATE listen_fetch SET next_at = $1 WHERE source = $2`, time.Now().Add(c.For*time.Duration(i)/time.Duration(c.Sites)), src.ID)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// print shows the delays of the items whose pages were fetched apart from the others.
func (c delayRow) print(b *bench, engine db.Engine, servers int, all []*news) {
	worst := 0.0
	for _, kind := range []struct {
		name string
		has  func(*news) bool
	}{
		{"told whole by the feed", func(n *news) bool { return !n.short }},
		{"after their page", func(n *news) bool { return n.short }},
	} {
		for _, what := range []struct {
			name string
			at   func(*news) time.Time
		}{
			{"found by search", func(n *news) time.Time { return n.found }},
			{"counted in its topic", func(n *news) time.Time { return n.counted }},
			{"weighed for alerts", func(n *news) time.Time { return n.weighed }},
		} {
			var times []float64
			for _, n := range all {
				if kind.has(n) {
					times = append(times, max(0, what.at(n).Sub(n.fetched).Seconds()))
				}
			}
			if len(times) == 0 {
				continue
			}
			slices.Sort(times)
			at := func(share float64) float64 { return times[int(share*float64(len(times)-1))] }
			worst = max(worst, at(.95))
			fmt.Printf("| %s | %d | %d %s | %s | %.2f s | %.2f s | %.2f s |\n", engine, servers, len(times), kind.name, what.name, at(.5), at(.95), at(1))
		}
	}
	b.report(line{What: "fetched item → searchable, counted, alert considered, p95, " + string(engine), Value: worst, Format: "%.1f s", Must: 60, Aim: 10, Less: true, On: "sites made here"})
}

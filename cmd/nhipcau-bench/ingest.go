package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
)

type ingestRow struct {
	Data     string `help:"Folder with .txt files of a sentence a line, or .conllu files, whose words follow each other in the made items; text of our own if empty."`
	Items    int    `default:"12000" help:"How many items, fifty in a feed."`
	Topics   int    `default:"200" help:"How many topics each item is asked for."`
	Seed     uint64 `default:"1" help:"Seed of items and topics."`
	Engine   string `default:"both" enum:"both,sqlite,postgres" help:"sqlite, postgres or both."`
	Rounds   int    `default:"6" help:"How many times the ways take turns."`
	Miniflux string `help:"A miniflux program to compare with on PostgreSQL."`
	Profile  string `help:"File for a profile of the processor."`
}

// Run prints how many items of 500 syllables a second go the whole way, from the bytes of their feeds to the
// store, near-duplicates, stories, topics, tone, counts and the index of words, on each database; and how many the
// same machine only reads, stores and indexes with the means of the database, or with Miniflux, in turn with it.
func (c ingestRow) Run(b *bench) error {
	sentences, err := topicsRow{Data: c.Data}.sentences()
	if err != nil {
		return err
	}
	press := newPressMaker(c.Seed, sentences)
	feeds := press.feeds(c.Items, 36*time.Hour)
	topics, err := newTopicMaker(c.Seed, sentences)
	if err != nil {
		return err
	}
	stop, err := profile(c.Profile)
	if err != nil {
		return err
	}
	defer stop()
	size := 0
	for _, f := range feeds {
		size += len(f)
	}
	fmt.Printf("%d items, %.1f kB of feed each, %d of 100 spread an earlier one; %d topics; %d cores; %d rounds in turn\n\n| engine | what | items/s | of CPU time, with the server's | ratio by the clock | of CPU time | disk an item |\n|---|---|---|---|---|---|---|\n",
		c.Items, float64(size)/float64(c.Items)/1000, spreadOf100, c.Topics, runtime.GOMAXPROCS(0), c.Rounds)
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		if c.Engine != "both" && c.Engine != string(engine) {
			continue
		}
		err := c.measure(b, engine, feeds, topics)
		if err != nil {
			return fmt.Errorf("%s: %w", engine, err)
		}
	}
	return nil
}

// measure lets the product, the bare store and, if there is one, Miniflux take turns.
func (c ingestRow) measure(b *bench, engine db.Engine, feeds [][]byte, topics *topicMaker) (err error) {
	served := serveFeeds(feeds)
	defer served.Close()
	bare, dropBare, err := newBareStore(b, engine)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, dropBare()) }()
	s, drop, err := c.service(b, engine, topics)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, drop()) }()
	server, err := serverProcess(b, s.DB)
	if err != nil {
		return err
	}
	var other *miniflux
	if engine == db.Postgres && c.Miniflux != "" {
		other, err = startMiniflux(b, c.Miniflux, served)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, other.stop()) }()
	}
	served.full.Store(true)
	own := withServer(server, cpuTime)
	whole, plain, theirs := meter{cpu: own}, meter{cpu: own}, meter{}
	if other != nil {
		theirs.cpu = withServer(server, other.cpu)
	}
	stored := 0
	for round := range c.Rounds {
		from, to := len(feeds)*round/c.Rounds, len(feeds)*(round+1)/c.Rounds
		items := min(c.Items, to*itemsOfFeed) - from*itemsOfFeed
		turns := []func() error{
			func() error {
				return whole.measure(items, func() error {
					got, err := ingestServed(b, s, served, from, to)
					stored += got.Stored
					return err
				})
			},
			func() error { return plain.measure(items, func() error { return bare.read(b, feeds[from:to]) }) },
			func() error {
				if other == nil {
					return nil
				}
				return theirs.measure(items, func() error { return other.read(b, from, to) })
			},
		}
		for i := range turns { // each begins in its turn
			err := turns[(i+round)%len(turns)]()
			if err != nil {
				return err
			}
		}
	}
	if stored < c.Items*9/10 {
		return fmt.Errorf("of %d items %d were stored", c.Items, stored)
	}
	disk, err := diskOf(b, s.DB)
	if err != nil {
		return err
	}
	fmt.Printf("| %s | whole way | %.0f | %.0f | | | %.1f kB |\n", engine, whole.speed(), whole.ofCPU(), disk/float64(stored)/1000)
	fmt.Printf("| %s | read, stored, indexed only | %.0f | %.0f | %.2f | %.2f | |\n", engine, plain.speed(), plain.ofCPU(), whole.speed()/plain.speed(), whole.ofCPU()/plain.ofCPU())
	aim := 1000.0
	if engine == db.Postgres {
		aim = 1500
	}
	b.report(line{What: "ingest, whole way, " + string(engine), Value: whole.speed(), Format: "%.0f items/s", Must: 300, Aim: aim, On: "feeds made here"})
	b.report(line{What: "… against bare insert and index of the same bytes", Value: whole.speed() / plain.speed(), Format: "%.2f ×", Must: 1, Aim: 3, On: "feeds made here"})
	if other == nil {
		return nil
	}
	had, err := other.entries(b)
	if err != nil {
		return err
	}
	if had < c.Items*9/10 {
		return fmt.Errorf("miniflux stored %d of %d items", had, c.Items)
	}
	fmt.Printf("| %s | Miniflux %s | %.0f | %.0f | %.2f | %.2f | |\n", engine, other.version, theirs.speed(), theirs.ofCPU(), whole.speed()/theirs.speed(), whole.ofCPU()/theirs.ofCPU())
	b.report(line{What: "… against Miniflux " + other.version + " on the same bytes from loopback", Value: whole.speed() / theirs.speed(), Format: "%.2f ×", Must: 1, Aim: 3, On: "feeds made here"})
	return nil
}

// ingestServed takes feeds from loopback the whole way.
func ingestServed(ctx context.Context, s *listen.Service, served *feedServer, from, to int) (listen.Received, error) {
	const ahead = 8
	fetched := make(chan []byte, ahead)
	var failed error
	go func() {
		defer close(fetched)
		for n := from; n < to && failed == nil; n++ {
			var data []byte
			data, failed = served.get(ctx, n)
			fetched <- data
		}
	}()
	in := s.NewIntake(ctx, "", listen.Provincial)
	var all error
	for data := range fetched {
		all = errors.Join(all, in.File("", bytes.NewReader(data)))
	}
	got, err := in.Close()
	return got, errors.Join(all, failed, err)
}

// service is listening with topics on an empty database.
func (c ingestRow) service(ctx context.Context, engine db.Engine, topics *topicMaker) (*listen.Service, func() error, error) {
	d, done, err := freshStore(ctx, engine)
	if err != nil {
		return nil, nil, err
	}
	s := listen.New(listen.Options{DB: d, Now: time.Now, Tone: judgeTone})
	err = d.Write(ctx, func(tx *db.Tx) error { return saveTopics(ctx, tx, s, topics, c.Topics) })
	if err != nil {
		err = errors.Join(err, done())
	}
	return s, done, err
}

// saveTopics makes topics. Where words by chance are a person's name, others are taken: nobody is followed.
func saveTopics(ctx context.Context, tx *db.Tx, s *listen.Service, topics *topicMaker, n int) error {
	for made := 0; made < n; {
		_, err := s.SaveTopic(ctx, tx, listen.Topic{Name: fmt.Sprint(made), Query: topics.topic(), Active: true})
		if fault.KindOf(err) == fault.Invalid {
			continue
		}
		if err != nil {
			return err
		}
		made++
	}
	return nil
}

// judgeTone is how the product judges.
func judgeTone(title, text string) (string, float64) {
	v := tone.Judge(title, text)
	return v.Word().String(), v.P[v.Tone]
}

// freshStore opens an empty database with the schema of listening.
func freshStore(ctx context.Context, engine db.Engine) (d *db.DB, done func() error, err error) {
	dir, url := "", ""
	if engine == db.Postgres {
		url, done, err = freshDatabase(ctx)
	} else {
		dir, err = os.MkdirTemp("", "nhipcau-ingest")
		done = func() error { return os.RemoveAll(dir) }
	}
	if err != nil {
		return nil, nil, err
	}
	d, err = db.Open(ctx, dir, url)
	if err != nil {
		return nil, nil, errors.Join(err, done())
	}
	drop := done
	done = func() error { return errors.Join(d.Close(), drop()) }
	err = d.Migrate(ctx, []db.Module{audit.Module, listen.Module})
	if err != nil {
		return nil, nil, errors.Join(err, done())
	}
	return d, done, nil
}

func diskOf(ctx context.Context, d *db.DB) (size float64, err error) {
	if d.Engine() == db.Postgres {
		err = d.Read(ctx, func(tx *db.Tx) error {
			return tx.QueryRow(ctx, `SELECT pg_database_size(current_database())`).Scan(&size)
		})
		return size, err
	}
	for _, end := range []string{"", "-wal"} {
		info, err := os.Stat(d.Path() + end)
		if err == nil {
			size += float64(info.Size())
		}
	}
	return size, nil
}

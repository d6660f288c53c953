package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
)

type ingestRow struct {
	Data    string `help:"Folder with .txt files of a sentence a line, or .conllu files, whose words follow each other in the made items; text of our own if empty."`
	Items   int    `default:"12000" help:"How many items, fifty in a feed."`
	Topics  int    `default:"200" help:"How many topics each item is asked for."`
	Seed    uint64 `default:"1" help:"Seed of items and topics."`
	Engine  string `default:"both" enum:"both,sqlite,postgres" help:"sqlite, postgres or both."`
	Profile string `help:"File for a profile of the processor."`
}

// Run prints how many items of 500 syllables a second go the whole way, from the bytes of their feeds to the
// store, near-duplicates, stories, topics, tone, counts and the index of words, on each database; and how many the
// same machine only reads, stores and indexes with the means of the database.
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
	if c.Profile != "" {
		f, err := os.Create(c.Profile)
		if err != nil {
			return err
		}
		err = pprof.StartCPUProfile(f)
		if err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	size := 0
	for _, f := range feeds {
		size += len(f)
	}
	fmt.Printf("%d items, %.1f kB of feed each, %d of 100 spread an earlier one; %d topics; %d cores\n\n| engine | whole way, items/s | of CPU time | read, stored, indexed only, items/s | of CPU time | ratio | disk an item |\n|---|---|---|---|---|---|---|\n",
		c.Items, float64(size)/float64(c.Items)/1000, spreadOf100, c.Topics, runtime.GOMAXPROCS(0))
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

func (c ingestRow) measure(b *bench, engine db.Engine, feeds [][]byte, topics *topicMaker) error {
	bare, bareCPU, err := bareIngest(b, engine, feeds)
	if err != nil {
		return err
	}
	d, done, err := freshStore(b, engine)
	if err != nil {
		return err
	}
	defer func() { _ = done() }()
	judge := func(title, text string) (string, float64) {
		v := tone.Judge(title, text)
		return v.Word().String(), v.P[v.Tone]
	}
	s := listen.New(listen.Options{DB: d, Now: time.Now, Tone: judge})
	err = d.Write(b, func(tx *db.Tx) error {
		for i := range c.Topics {
			_, err := s.SaveTopic(b, tx, listen.Topic{Name: fmt.Sprint(i), Query: topics.topic(), Active: true})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	cpu, err := cpuTime()
	if err != nil {
		return err
	}
	began := time.Now()
	in := s.NewIntake(b, "", listen.Provincial)
	for i, f := range feeds {
		err = errors.Join(err, in.File(fmt.Sprint(i), bytes.NewReader(f)))
	}
	got, failed := in.Close()
	if err = errors.Join(err, failed); err != nil {
		return err
	}
	took := time.Since(began).Seconds()
	spent, err := cpuTime()
	if err != nil {
		return err
	}
	if got.Stored < c.Items*9/10 {
		return fmt.Errorf("of %d items %d were stored", c.Items, got.Stored)
	}
	disk, err := diskOf(b, d)
	if err != nil {
		return err
	}
	speed := float64(got.Read) / took
	fmt.Printf("| %s | %.0f | %.0f | %.0f | %.0f | %.2f | %.1f kB |\n", engine, speed, float64(got.Read)/(spent-cpu).Seconds(), bare, bareCPU, speed/bare, disk/float64(got.Stored)/1000)
	aim := 1000.0
	if engine == db.Postgres {
		aim = 1500
	}
	b.report(line{What: "ingest, whole way, " + string(engine), Value: speed, Format: "%.0f items/s", Must: 300, Aim: aim, On: "feeds made here"})
	b.report(line{What: "… against bare insert and index of the same bytes", Value: speed / bare, Format: "%.2f ×", Must: 1, Aim: 3, On: "feeds made here"})
	return nil
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

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
)

type ingestMemoryRow struct {
	Data  string `help:"As for ingest."`
	Items int    `default:"64000" help:"How many items come; 560000 is the whole window of fourteen days at 40,000 a day. With fewer the rest is computed from the slope of the second half, and said so."`
	Seed  uint64 `default:"1" help:"Seed of the items."`
}

// regionItems is the window of a region: fourteen days of 40,000 items.
const regionItems = 560_000

// Run ingests a window of fourteen days into SQLite and prints how much memory the process holds meanwhile.
func (c ingestMemoryRow) Run(b *bench) (err error) {
	sentences, err := topicsRow{Data: c.Data}.sentences()
	if err != nil {
		return err
	}
	d, done, err := freshStore(b, db.SQLite)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	s := listen.New(listen.Options{DB: d, Now: time.Now})
	press := newPressMaker(c.Seed, sentences)
	const parts = 8
	fmt.Print("| items in the window | memory of the process without pages of files, MB |\n|---|---|\n")
	var sizes [parts + 1]float64
	for part := range parts {
		feeds := press.feeds(c.Items/parts, listen.Window/parts)
		in := s.NewIntake(b, "", listen.Provincial)
		for i, f := range feeds {
			err = errors.Join(err, in.File(fmt.Sprint(i), bytes.NewReader(f)))
		}
		_, failed := in.Close()
		if err = errors.Join(err, failed); err != nil {
			return err
		}
		feeds = nil
		sizes[part+1], err = ownMemory()
		if err != nil {
			return err
		}
		fmt.Printf("| %d | %.0f |\n", (part+1)*c.Items/parts, sizes[part+1])
	}
	value, on := sizes[parts], "items made here"
	if c.Items < regionItems {
		slope := (sizes[parts] - sizes[parts/2]) / (float64(c.Items) / 2)
		value += slope * float64(regionItems-c.Items)
		on = fmt.Sprintf("%d items made here, *the rest computed from the slope*", c.Items)
	}
	b.report(line{What: "memory of a window of 560,000 items", Value: value, Format: "%.0f MB", Must: 600, Aim: 300, Less: true, On: on})
	return nil
}

// ownMemory is what the process holds in MB after a collection, without the pages of files that the system keeps
// for it as long as it has room.
func ownMemory() (float64, error) {
	debug.FreeOSMemory()
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	kb, err := field(text, "RssAnon:")
	return float64(kb) / 1000, err
}

package main

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/alert"
)

type ingestMemoryRow struct {
	Data   string `help:"As for ingest."`
	Items  int    `default:"64000" help:"How many items come; 560000 is the whole window of fourteen days at 40,000 a day. With fewer the rest is computed from the slope of the second half, and said so."`
	Series int    `default:"5000" help:"Series of counts that are watched beside, each of which learnt fourteen days of hours."`
	Seed   uint64 `default:"1" help:"Seed of the items."`
}

// regionItems is the window of a region: fourteen days of 40,000 items.
const regionItems = 560_000

// Run ingests a window of fourteen days into SQLite and prints how much memory the process holds meanwhile: as it is,
// garbage included, and after a collection.
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
	press.at = time.Now().Add(-listen.Window)
	watches := c.watches()
	const parts = 8
	fmt.Printf("%d series beside\n\n| items in the window | most memory of the process, MB | after a collection, MB | minutes |\n|---|---|---|---|\n", len(watches))
	var most float64
	var sizes [parts + 1]float64
	began := time.Now()
	for part := range parts {
		in := s.NewIntake(b, "", listen.Provincial)
		for n := c.Items * part / parts; n < c.Items*(part+1)/parts && err == nil; n += itemsOfFeed {
			err = in.File(fmt.Sprint(n), bytes.NewReader(press.feed(itemsOfFeed, listen.Window/time.Duration(c.Items))))
			if n%(20*itemsOfFeed) == 0 {
				now, failed := ownMemory()
				most, err = max(most, now), errors.Join(err, failed)
			}
		}
		_, failed := in.Close()
		if err = errors.Join(err, failed); err != nil {
			return err
		}
		debug.FreeOSMemory()
		sizes[part+1], err = ownMemory()
		if err != nil {
			return err
		}
		fmt.Printf("| %d | %.0f | %.0f | %.0f |\n", (part+1)*c.Items/parts, most, sizes[part+1], time.Since(began).Minutes())
	}
	runtime.KeepAlive(watches)
	value, on := most, "items made here"
	if c.Items < regionItems {
		slope := (sizes[parts] - sizes[parts/2]) / (float64(c.Items) / 2)
		value += slope * float64(regionItems-c.Items)
		on = fmt.Sprintf("%d items made here, *the rest computed from the slope*", c.Items)
	}
	b.report(line{What: "memory of a window of 560,000 items, with 5,000 series", Value: value, Format: "%.0f MB", Must: 600, Aim: 300, Less: true, On: on})
	return nil
}

// watches follow series of counts, small and large.
func (c ingestMemoryRow) watches() []*alert.Watch {
	r := random(c.Seed)
	all := make([]*alert.Watch, c.Series)
	hours := int(listen.Window / time.Hour)
	from := time.Now().Add(-listen.Window).Truncate(time.Hour)
	for i := range all {
		all[i] = alert.NewWatch(nil)
		mean := math.Exp(4*r.Float64() - 2)
		for h := range hours {
			all[i].Close(from.Add(time.Duration(h)*time.Hour), math.Floor(mean*r.ExpFloat64()), 1)
		}
	}
	return all
}

// ownMemory is what the process holds in MB, without the pages of files that the system keeps for it as long as it
// has room.
func ownMemory() (float64, error) {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	kb, err := field(text, "RssAnon:")
	return float64(kb) / 1000, err
}

package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/alert"
	"github.com/nhipcau/nhipcau/law"
)

type ingestMemoryRow struct {
	Data   string `help:"As for ingest."`
	Items  int    `default:"40000" help:"How many items come a day; 40000 is a region."`
	Days   int    `default:"14" help:"Days that fill the window."`
	More   int    `default:"3" help:"Days that come after it is full, in which as much must be let go of as comes."`
	Topics int    `default:"110" help:"How many topics each item is asked for; with the classes and areas of the sources each has 50 series."`
	Seed   uint64 `default:"1" help:"Seed of items and topics."`
	Heap   string `help:"File for a profile of the memory at the end."`
	Write  bool   `hidden:"" help:"Write the feeds to the standard output: the process that is measured has them made by another one."`
}

// memoryClasses and memoryAreas are how many classes and areas the sources have: with the whole, 50 series a topic.
const memoryAreas = 45

var memoryClasses = []listen.Class{listen.Central, listen.Provincial, listen.Portal, listen.Radio}

// Run has a region's items come by day and night into SQLite, through everything that listens: near-duplicates,
// stories, topics, tone, counts, the index of words, and alerts that look at every topic each hour; these begin two days
// before the window is full, and learn the days before from what is stored, as after a start. It prints what the process
// holds at the end of each day.
func (c ingestMemoryRow) Run(b *bench) (err error) {
	if c.Write {
		return c.write(os.Stdout)
	}
	d, done, err := freshStore(b, db.SQLite)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	h := &memoryHouse{row: c, bench: b}
	err = h.open(d)
	if err != nil {
		return err
	}
	feeds, stop, err := c.feeds(b)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	fmt.Printf("%d items a day, %d topics\n\n| day | items in the window | resident, MB | of it the file of the database and the program, MB | most ever resident, MB | heap in use, MB | minutes |\n|---|---|---|---|---|---|---|\n", c.Items, c.Topics)
	began := time.Now()
	var full, most memoryNow
	for day := range c.Days + c.More {
		most, err = h.day(feeds, day >= c.Days-2)
		if err != nil {
			return err
		}
		if day+1 == c.Days {
			full = most
		}
		fmt.Printf("| %d | %d | %.0f | %.0f | %.0f | %.0f | %.0f |\n", day+1, c.Items*min(day+1, c.Days), most.resident, most.file, most.most, most.heap, time.Since(began).Minutes())
	}
	if c.Heap != "" {
		err = writeHeap(c.Heap)
		if err != nil {
			return err
		}
	}
	series, err := h.series(d)
	if err != nil {
		return err
	}
	runtime.KeepAlive(h)
	fmt.Printf("\n%d series\n", series)
	what := fmt.Sprintf("a window of %d items, %d series, ", c.Items*c.Days, series)
	b.report(line{What: what + "most resident memory", Value: most.most, Format: "%.0f MB", Must: 600, Aim: 300, Less: true, On: "items made here"})
	b.report(line{What: what + fmt.Sprintf("growth of resident memory in %d days more", c.More), Value: most.resident - full.resident, Format: "%.0f MB", On: "items made here"})
	return nil
}

// memoryHouse listens.
type memoryHouse struct {
	row    ingestMemoryRow
	bench  *bench
	listen *listen.Service
	alerts *alert.Service
	topics []listen.TopicID
	clock  atomic.Int64 // seconds since 1970
}

func (h *memoryHouse) now() time.Time { return time.Unix(h.clock.Load(), 0).UTC() }

// open makes sources of all classes and areas, and topics.
func (h *memoryHouse) open(d *db.DB) error {
	err := d.Migrate(h.bench, listening)
	if err != nil {
		return err
	}
	sentences, err := topicsRow{Data: h.row.Data}.sentences()
	if err != nil {
		return err
	}
	topics, err := newTopicMaker(h.row.Seed, sentences)
	if err != nil {
		return err
	}
	h.clock.Store(firstOfMemory.Unix())
	h.listen = listen.New(listen.Options{DB: d, Now: h.now, Tone: judgeTone})
	h.alerts = alert.New(alert.Options{DB: d, Listen: h.listen, Now: h.now, Calendar: law.VietnamCalendar})
	return d.Write(h.bench, func(tx *db.Tx) error {
		for i := range sourcesOfPress {
			_, err := h.listen.SaveSource(h.bench, tx, listen.Source{
				Name: nameOfSource(i), Kind: listen.KindFile, Class: memoryClasses[i%len(memoryClasses)], Area: "Vùng " + strconv.Itoa(i%memoryAreas),
			})
			if err != nil {
				return err
			}
		}
		err := saveTopics(h.bench, tx, h.listen, topics, h.row.Topics)
		if err != nil {
			return err
		}
		all, err := h.listen.Topics(h.bench, tx)
		for _, t := range all {
			h.topics = append(h.topics, t.ID)
		}
		return err
	})
}

// firstOfMemory is when the first item comes.
var firstOfMemory = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)

// day takes in the feeds of a day and may look at all topics each hour; it says what the process held in the end.
func (h *memoryHouse) day(feeds io.Reader, look bool) (now memoryNow, err error) {
	const hours = 24
	for hour := range hours {
		in := h.listen.NewIntake(h.bench, "", "")
		for n := h.row.Items * hour / hours; n < h.row.Items*(hour+1)/hours && err == nil; n += itemsOfFeed {
			var feed []byte
			feed, err = h.next(feeds)
			if err == nil {
				err = in.File("", bytes.NewReader(feed))
			}
		}
		_, failed := in.Close()
		err = errors.Join(err, failed)
		if err == nil && look {
			err = h.alerts.Look(h.bench, h.topics...)
		}
		if err != nil {
			return now, err
		}
	}
	return readMemory()
}

// next is the next feed; the clock goes on to when its last item was published.
func (h *memoryHouse) next(feeds io.Reader) ([]byte, error) {
	var head [2]int64
	err := binary.Read(feeds, binary.LittleEndian, &head)
	if err != nil {
		return nil, err
	}
	h.clock.Store(head[0])
	feed := make([]byte, head[1])
	_, err = io.ReadFull(feeds, feed)
	return feed, err
}

// series is how many series the alerts follow.
func (h *memoryHouse) series(d *db.DB) (n int, err error) {
	err = h.alerts.Remember(h.bench)
	if err != nil {
		return 0, err
	}
	err = d.Read(h.bench, func(tx *db.Tx) error {
		return tx.QueryRow(h.bench, `SELECT COUNT(*) FROM listen_watch`).Scan(&n)
	})
	return n, err
}

// feeds are made by another process, whose memory is not measured.
func (c ingestMemoryRow) feeds(b *bench) (feeds io.Reader, stop func() error, err error) {
	self, err := os.Executable()
	if err != nil {
		return nil, nil, err
	}
	cmd := exec.CommandContext(b, self, "ingest-memory", "--write", "--data", c.Data, "--items", strconv.Itoa(c.Items), "--days", strconv.Itoa(c.Days+c.More),
		"--seed", strconv.FormatUint(c.Seed, 10))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, nil, err
	}
	err = cmd.Start()
	stop = func() error {
		_, err := io.Copy(io.Discard, out)
		return errors.Join(err, cmd.Wait())
	}
	return bufio.NewReaderSize(out, 1<<16), stop, err
}

// write makes the feeds: of each when its last item was published, its length and its bytes.
func (c ingestMemoryRow) write(to io.Writer) error {
	sentences, err := topicsRow{Data: c.Data}.sentences()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(to)
	press := newPressMaker(c.Seed, sentences)
	press.at = firstOfMemory
	const hours = 24
	for hour := range hours * c.Days {
		from, until := c.Items*(hour%hours)/hours, c.Items*(hour%hours+1)/hours
		for ; from < until && err == nil; from += itemsOfFeed {
			feed := press.feed(itemsOfFeed, 24*time.Hour/time.Duration(c.Items))
			err = binary.Write(out, binary.LittleEndian, [2]int64{press.at.Unix(), int64(len(feed))})
			if err == nil {
				_, err = out.Write(feed)
			}
		}
	}
	return errors.Join(err, out.Flush())
}

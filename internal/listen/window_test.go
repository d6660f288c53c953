package listen

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/similar"
)

// A region has 560,000 items in its window. What one of them takes must not grow, and days that pass must not leave
// anything behind; the benchmark ingest-memory has a whole window.
func TestAnItemTakesLittleMemoryAndDaysThatPassLeaveNone(t *testing.T) {
	t.Parallel()
	const (
		inWindow     = 4096
		mostOfItem   = 420 // bytes in the index of near-duplicates, of 500 syllables with a capital in ten
		mostOfOne    = 600 // bytes in the chronicle, of an article that is compared; pages are begun whole
		mostOfGrowth = 1.1
	)
	r := rand.New(rand.NewPCG(3, 3))
	m := memory{clock: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC), seen: newWindow(), told: newStories()}
	var begun, full int64
	for i := range 3 * inWindow {
		var text strings.Builder
		for range 500 {
			fmt.Fprintf(&text, "%s%d ", [...]string{"Tên", "chữ", "chữ", "chữ", "chữ", "chữ", "chữ", "chữ", "chữ", "chữ"}[r.IntN(10)], r.IntN(3000))
		}
		p := parcel{Item: Item{ID: ItemID(i + 1), Title: "Tin", Published: m.clock}, body: text.String(), study: new(study)}
		p.read()
		p.print.Sample(shinglesKept)
		m.place(&p)
		m.clock = m.clock.Add(Window / inWindow)
		clear(m.told.touched)
		if i == 0 {
			begun = m.told.chronicle.Bytes() // what does not grow, and a page
		}
		if i+1 == 2*inWindow {
			full = m.seen.index.Bytes() + m.told.chronicle.Bytes()
			if n := m.seen.index.Bytes() / int64(m.seen.index.Len()); n > mostOfItem {
				t.Errorf("an item takes %d bytes in the index, want at most %d", n, mostOfItem)
			}
			if n := (m.told.chronicle.Bytes() - begun) / int64(m.told.chronicle.Len()-similar.PageArticles); n > mostOfOne {
				t.Errorf("an article takes %d bytes in the chronicle, want at most %d", n, mostOfOne)
			}
		}
	}
	now := m.seen.index.Bytes() + m.told.chronicle.Bytes()
	if float64(now) > mostOfGrowth*float64(full) {
		t.Errorf("a full window held %d bytes, after one more %d", full, now)
	}
	if n := len(m.seen.items); n > 2*inWindow+1 {
		t.Errorf("%d items are remembered, want those of the window", n)
	}
}

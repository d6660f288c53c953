package query_test

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen/query"
)

func TestAQueryIsReplacedAndRemoved(t *testing.T) {
	t.Parallel()
	d := query.NewDocument(flood)
	p := query.NewPercolator([]query.Numbered{{ID: 3, Query: must(t, "lũ")}, {ID: 1, Query: must(t, "from:2026-01-01")}, {ID: 2, Query: must(t, "bão")}})
	steps := []struct {
		name string
		do   func()
		want []int64
	}{
		{"in ascending order, those without a word among them", func() {}, []int64{1, 3}},
		{"one in the place of another", func() { p.Put(3, must(t, "bão")); p.Put(2, must(t, "sạt lở")) }, []int64{1, 2}},
		{"a removed one is gone, and removing it again is nothing", func() { p.Remove(1); p.Remove(1) }, []int64{2}},
		{"words that another query shares stay", func() { p.Put(9, must(t, "sạt")); p.Remove(2) }, []int64{9}},
		{"nothing is left", func() { p.Remove(9); p.Remove(3) }, nil},
	}
	for _, s := range steps {
		s.do()
		if got := p.Match(d); !slices.Equal(got, s.want) {
			t.Errorf("%s: got %v, want %v", s.name, got, s.want)
		}
	}
	if p.Len() != 0 {
		t.Errorf("%d queries are left", p.Len())
	}
}

func TestQueriesComeAndGoWhileArticlesAreMatched(t *testing.T) {
	t.Parallel()
	p := query.NewPercolator([]query.Numbered{{ID: -1, Query: must(t, "lũ")}})
	d := query.NewDocument(flood)
	changing := []*query.Query{must(t, `"sạt lở" OR covid*`), must(t, "~lu NEAR/3 quét"), must(t, "mưa")}
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for range 300 {
				if got := p.Match(d); len(got) == 0 || got[0] != -1 {
					t.Errorf("the query that stays is not found: %v", got)
				}
			}
		})
	}
	wg.Go(func() {
		for i := range 600 {
			p.Put(int64(i%40), changing[i%3])
			p.Remove(int64((i * 7) % 40))
		}
	})
	wg.Wait()
}

// It is not parallel because allocations of other tests would be counted.
func TestMatchingAllocatesNothing(t *testing.T) {
	var queries []query.Numbered
	for i := range 50 {
		queries = append(queries, query.Numbered{ID: int64(i), Query: must(t, fmt.Sprintf(`(lũ OR "sạt lở" OR covid* OR từ%d) "học phí" NEAR/9 ~tang`, i))})
	}
	p := query.NewPercolator(queries)
	d := &query.Document{}
	var found []int64
	all := func() {
		d.Read(flood)
		found = p.AppendMatches(found[:0], d)
	}
	all()
	made := 0
	pool := sync.Pool{New: func() any { made++; return new([64]byte) }}
	for range 100 {
		pool.Put(pool.Get())
	}
	forgets := made > 2 // as under the race detector
	if got := testing.AllocsPerRun(100, all); got > 0.5 && !forgets {
		t.Errorf("%.1f allocations an article", got)
	}
	if len(found) != 50 {
		t.Errorf("%d of 50 match", len(found))
	}
}

func TestHostileTextsTakeLinearTimeAndMemory(t *testing.T) {
	t.Parallel()
	var queries []query.Numbered
	for i := 1; i < query.MostWords; i++ {
		text := `"` + strings.Repeat("a ", i) + `" NEAR/3 "` + strings.Repeat("a ", i) + `b"`
		queries = append(queries, query.Numbered{ID: int64(i), Query: must(t, text)})
	}
	p := query.NewPercolator(queries)
	size := query.MaxText
	if testing.Short() {
		size /= 8
	}
	for name, text := range map[string]string{
		"one word again and again": strings.Repeat("a ", size),
		"one long word":            strings.Repeat("a", 4*size),
		"marks without letters":    strings.Repeat("\u0301", size),
		"nothing that shows":       "a" + strings.Repeat("\u200b", size),
		"no characters":            strings.Repeat("\xff\xfe", size),
		"always another word":      numbers(size),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		p.Match(query.NewDocument(query.Article{Title: text, Body: text}))
		runtime.ReadMemStats(&after)
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s: %v", name, took)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 1<<30 {
			t.Errorf("%s: %d MB", name, used>>20)
		}
	}
}

func numbers(size int) string {
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, "é%d ", i)
	}
	return b.String()
}

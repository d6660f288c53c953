package words_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/listen/query"
	"github.com/nhipcau/nhipcau/internal/listen/words"
)

var vocabulary = strings.Fields("lũ lu lụt bão học phí hoc phi năm nam đường sá đất hỗ trợ người dân phá pha phát phạt")

// segment is a segment as a caller stores it.
type segment struct {
	first, last int64
	blocks      []words.Block
}

func (s segment) source(from, to []byte) ([]words.Block, error) {
	start := 0
	for i, b := range s.blocks {
		if bytes.Compare(b.First, from) <= 0 {
			start = i
		}
	}
	var found []words.Block
	for _, b := range s.blocks[start:] {
		if bytes.Compare(b.First, to) < 0 {
			found = append(found, b)
		}
	}
	return found, nil
}

func made(t *testing.T, n int, seed uint64) (texts []query.Article, segments []segment) {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 7))
	var b words.Builder
	for i := range n {
		pick := func(n int) string {
			var w []string
			for range n {
				w = append(w, vocabulary[random.IntN(len(vocabulary))])
			}
			return strings.Join(w, " ")
		}
		a := query.Article{Title: pick(3), Lead: pick(4), Body: pick(12)}
		texts = append(texts, a)
		b.Add(int64(100+2*i), query.NewDocument(a))
		if b.Len() == 7 || i == n-1 {
			first, last, _, blocks := b.End()
			segments = append(segments, segment{first, last, blocks})
		}
	}
	return texts, segments
}

func TestTheIndexFindsWhatAQueryFinds(t *testing.T) {
	t.Parallel()
	texts, segments := made(t, 60, 1)
	var parts []words.Part
	for _, s := range segments {
		parts = append(parts, words.Part{Base: s.first, Blocks: s.blocks})
	}
	merged := []segment{{segments[0].first, segments[len(segments)-1].last, words.Merge(parts, nil)}}
	all := words.Merge(parts, func(int64) bool { return true })
	if len(all) != len(merged[0].blocks) || !bytes.Equal(all[0].Data, merged[0].blocks[0].Data) {
		t.Error("merging with a filter that keeps everything gives another segment")
	}
	for _, text := range []string{`lũ`, `~lu`, `"học phí"`, `~"hoc phi"`, `ph*`, `phá*`, `title:lũ`, `lead:"hỗ trợ"`, `body:~ph*`, `"người dân" `, `xyz`} {
		q, err := query.Parse(text, query.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var want []int64
		for i, a := range texts {
			if q.Match(query.NewDocument(a)) {
				want = append(want, int64(100+2*i))
			}
		}
		for name, parts := range map[string][]segment{"apart": segments, "merged": merged} {
			var got []int64
			for _, s := range parts {
				for _, term := range q.Needs()[0] {
					l, err := words.Find(s.first, s.source, term)
					if err != nil {
						t.Fatal(err)
					}
					got = words.Or(got, l.Items)
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s in %s segments: found %v, want %v", text, name, got, want)
			}
		}
	}
}

func TestWhatIsNotKeptIsGone(t *testing.T) {
	t.Parallel()
	_, segments := made(t, 30, 2)
	var parts []words.Part
	for _, s := range segments {
		parts = append(parts, words.Part{Base: s.first, Blocks: s.blocks})
	}
	left := segment{segments[0].first, 0, words.Merge(parts, func(item int64) bool { return item != 104 })}
	for _, w := range vocabulary {
		l, err := words.Find(left.first, left.source, query.Term{Words: []string{w}, In: query.Anywhere})
		if err != nil {
			t.Fatal(err)
		}
		if slices.Contains(l.Items, 104) {
			t.Errorf("%s still leads to an item that was dropped", w)
		}
	}
}

func TestPartsAmongEachOtherAreMergedToo(t *testing.T) {
	t.Parallel()
	part := func(items ...int64) words.Part {
		var b words.Builder
		for _, i := range items {
			b.Add(i, query.NewDocument(query.Article{Body: "lũ quét"}))
		}
		_, _, _, blocks := b.End()
		return words.Part{Base: items[0], Blocks: blocks}
	}
	merged := segment{2, 0, words.Merge([]words.Part{part(5, 9), part(2, 7, 9), part(20)}, nil)}
	l, err := words.Find(2, merged.source, query.Term{Words: []string{"lũ", "quét"}, In: query.Anywhere})
	if err != nil || !slices.Equal(l.Items, []int64{2, 5, 7, 9, 20}) {
		t.Errorf("found %v, %v", l.Items, err)
	}
}

func FuzzForeignBlocks(f *testing.F) {
	f.Add([]byte("\x03an\x00\x01\x00\x02\x03\x02"))
	f.Fuzz(func(t *testing.T, data []byte) {
		blocks := []words.Block{{First: []byte("a"), Data: data}}
		src := func(from, to []byte) ([]words.Block, error) { return blocks, nil }
		_, err := words.Find(1, src, query.Term{Words: []string{"an"}, Prefix: true, Fold: true, In: query.Anywhere})
		if err != nil {
			t.Fatal(err)
		}
		words.Merge([]words.Part{{1, blocks}, {5, blocks}}, nil)
	})
}

func BenchmarkBuilder(b *testing.B) {
	random := rand.New(rand.NewPCG(3, 3))
	var docs []*query.Document
	for range 200 {
		var w []string
		for range 500 {
			w = append(w, fmt.Sprintf("%s%c", vocabulary[random.IntN(len(vocabulary))], 'a'+rune(random.IntN(26))))
		}
		docs = append(docs, query.NewDocument(query.Article{Title: "Tin", Body: strings.Join(w, " ")}))
	}
	var builder words.Builder
	for b.Loop() {
		for i, d := range docs {
			builder.Add(int64(i+1), d)
		}
		builder.End()
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/200, "µs/item")
}

package press

import (
	"crypto/sha256"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// told is a whole press in memory.
type told struct {
	p     *Press
	items []*Item
	marks []*Mark
	byID  map[string]int // first of each
}

func tellAll(t *testing.T, o Options) told {
	t.Helper()
	p, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	all := told{p: p, byID: map[string]int{}}
	err = p.Each(func(it *Item, m *Mark) error {
		if _, ok := all.byID[it.ID]; !ok {
			all.byID[it.ID] = len(all.items)
		}
		all.items, all.marks = append(all.items, it), append(all.marks, m)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestTheSameSeedGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	o := Options{Seed: 5, Days: 30, Items: 600}
	one, two := folderHash(t, o), folderHash(t, o)
	if one != two {
		t.Error("two folders of one seed differ")
	}
	o.Seed++
	if folderHash(t, o) == one {
		t.Error("another seed gives the same folder")
	}
}

func folderHash(t *testing.T, o Options) [32]byte {
	t.Helper()
	p, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	_, err = Write(p, Folder{Dir: dir, Feeds: true})
	if err != nil {
		t.Fatal(err)
	}
	h := sha256.New()
	err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		h.Write([]byte(path[len(dir):]))
		h.Write(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return [32]byte(h.Sum(nil))
}

func TestItemsComeInOrderAndAboutAsManyAsAsked(t *testing.T) {
	t.Parallel()
	sizes := []Options{{Seed: 1, Items: 2250}, {Seed: 2, Items: 4000, Days: 60}}
	if !testing.Short() {
		sizes = append(sizes, Options{Seed: 2}, Options{Seed: 3, Items: 30_000, Days: 60})
	}
	for _, o := range sizes {
		all := tellAll(t, o)
		want := o.Items
		if want == 0 {
			want = usualItems
		}
		if n := len(all.items); n < want*8/10 || n > want*12/10 {
			t.Errorf("seed %d: %d items, want about %d", o.Seed, n, want)
		}
		if !slices.IsSortedFunc(all.items, func(a, b *Item) int { return a.Arrived.Compare(b.Arrived) }) {
			t.Errorf("seed %d: items are not in the order of arrival", o.Seed)
		}
		for _, it := range all.items {
			if it.Arrived.Before(it.Published) {
				t.Fatalf("%s arrived at %v, published at %v", it.ID, it.Arrived, it.Published)
			}
		}
	}
}

func TestTheTruthAgreesWithTheItems(t *testing.T) {
	t.Parallel()
	all := tellAll(t, Options{Seed: 4, Items: 5000})
	truth := all.p.Truth()
	if len(truth.Bursts) < 6 || len(truth.Rumours) != 2 || len(truth.Dead) != 1 || len(truth.Campaigns) != 2 || truth.Tet == "" {
		t.Errorf("planted: %d bursts, %d rumours, %d dead, %d campaigns, Tết %q", len(truth.Bursts), len(truth.Rumours), len(truth.Dead), len(truth.Campaigns), truth.Tet)
	}
	for _, b := range truth.Bursts {
		all.checkBurst(t, b)
	}
	for i, m := range all.marks {
		if m.Of != "" && m.Relation != Version && all.byID[m.Of] >= i {
			t.Errorf("%s is made from %s, which arrives later", m.ID, m.Of)
		}
	}
	for _, d := range truth.Dead {
		for _, it := range all.items {
			if it.Source == d.Source && it.Published.After(d.At) {
				t.Errorf("%s was published at %v by a source that died at %v", it.ID, it.Published, d.At)
			}
		}
	}
}

func (all told) checkBurst(t *testing.T, b *Burst) {
	t.Helper()
	n := 0
	var fifth time.Time
	for i, m := range all.marks {
		if m.Planted != b.ID || m.Relation != Original || all.items[i].Social != nil {
			continue
		}
		n++
		if n == 5 {
			fifth = all.items[i].Arrived
		}
		if m.Topics[0] != b.Topic || !slices.Contains(b.Stories, m.Story) {
			t.Errorf("%s: item %s has topic %s, story %s", b.ID, m.ID, m.Topics[0], m.Story)
		}
	}
	if n != b.Independent || !fifth.Equal(b.Fifth) || n < 8 && n < b.Independent || len(b.First) != 5 {
		t.Errorf("%s: %d independent items, fifth at %v; the truth says %d, %v, %v", b.ID, n, fifth, b.Independent, b.Fifth, b.First)
	}
	if b.Peak.Before(b.Start) || b.Peak.After(b.End) || b.Sources < 4 {
		t.Errorf("%s: from %v over %v to %v, %d sources", b.ID, b.Start, b.Peak, b.End, b.Sources)
	}
}

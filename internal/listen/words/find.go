package words

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/listen/query"
	"github.com/nhipcau/nhipcau/vi"
)

// Source gives the blocks of one segment that may have keys from one until before another.
type Source func(from, to []byte) ([]Block, error)

// List is items in ascending order with the places of a term in each.
type List struct {
	Items  []int64
	ends   []int32 // where the places of each item end
	places []int32
}

// Find lists the items of a segment that have a term.
func Find(base int64, src Source, t query.Term) (List, error) {
	var all List
	for i, w := range t.Words {
		l, err := findWord(base, src, w, t.Fold, t.Prefix && i == len(t.Words)-1)
		if err != nil {
			return List{}, err
		}
		if i == 0 {
			all = l
		} else {
			all = all.followed(l, int32(i))
		}
		if len(all.Items) == 0 {
			return List{}, nil
		}
	}
	return all.in(t.In), nil
}

// findWord lists the items that have a word.
func findWord(base int64, src Source, w string, fold, prefix bool) (List, error) {
	plain := vi.Fold(w)
	from := []byte(plain + "\x00")
	to := []byte(plain + "\x01")
	if prefix {
		from, to = []byte(plain), append([]byte(plain), 0xff)
	}
	if !fold && !prefix {
		from = []byte(keyOf(w, plain))
		to = append(bytes.Clone(from), 0)
	}
	blocks, err := src(from, to)
	if err != nil {
		return List{}, err
	}
	var lists []List
	for _, b := range blocks {
		for data := b.Data; len(data) > 0; {
			e, rest, ok := readEntry(data, base)
			if !ok || bytes.Compare(e.key, to) >= 0 {
				break
			}
			data = rest
			if bytes.Compare(e.key, from) >= 0 && (fold || !prefix || spelled(e.key, w)) {
				lists = append(lists, e.read(base))
			}
		}
	}
	return union(lists), nil
}

// spelled reports whether a key is of a word that begins as written.
func spelled(key []byte, w string) bool {
	plain, text, _ := bytes.Cut(key, []byte{0})
	if len(text) == 0 {
		text = plain
	}
	return strings.HasPrefix(string(text), w)
}

func (e *entry) read(base int64) List {
	l := List{Items: make([]int64, 0, max(0, min(e.items, len(e.list))))}
	item, place := base, int32(0)
	for b := e.list; len(b) > 0; {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			break
		}
		b = b[n:]
		if v&1 == 1 {
			if len(l.Items) > 0 {
				l.ends = append(l.ends, int32(len(l.places)))
			}
			item += int64(v >> 1)
			place = 0
			l.Items = append(l.Items, item)
			continue
		}
		place += int32(v >> 1)
		l.places = append(l.places, place)
	}
	if len(l.Items) > 0 {
		l.ends = append(l.ends, int32(len(l.places)))
	}
	return l
}

// of are the places of the i-th item.
func (l *List) of(i int) []int32 {
	if i == 0 {
		return l.places[:l.ends[0]]
	}
	return l.places[l.ends[i-1]:l.ends[i]]
}

func (l *List) put(item int64, places []int32) {
	l.Items = append(l.Items, item)
	l.places = append(l.places, places...)
	l.ends = append(l.ends, int32(len(l.places)))
}

// followed keeps the places of l behind which, at a distance, a place of o stands.
func (l List) followed(o List, distance int32) List {
	var both List
	var room []int32
	j := 0
	for i, item := range l.Items {
		for j < len(o.Items) && o.Items[j] < item {
			j++
		}
		if j == len(o.Items) {
			break
		}
		if o.Items[j] != item {
			continue
		}
		room = room[:0]
		behind := o.of(j)
		for _, p := range l.of(i) {
			if _, found := slices.BinarySearch(behind, p+distance); found {
				room = append(room, p)
			}
		}
		if len(room) > 0 {
			both.put(item, room)
		}
	}
	return both
}

// in keeps the places in parts of the item.
func (l List) in(scope query.Scope) List {
	if scope == 0 || scope == query.Anywhere {
		return l
	}
	var kept List
	var room []int32
	for i, item := range l.Items {
		room = room[:0]
		for _, p := range l.of(i) {
			if scope&(1<<partOf(p)) != 0 {
				room = append(room, p)
			}
		}
		if len(room) > 0 {
			kept.put(item, room)
		}
	}
	return kept
}

func partOf(place int32) query.Field {
	switch {
	case place >= bodyPlace:
		return query.Body
	case place >= leadPlace:
		return query.Lead
	}
	return query.Title
}

// union joins lists of different words.
func union(lists []List) List {
	switch len(lists) {
	case 0:
		return List{}
	case 1:
		return lists[0]
	}
	type at struct{ list, item int }
	var all []at
	for i := range lists {
		for j := range lists[i].Items {
			all = append(all, at{i, j})
		}
	}
	slices.SortFunc(all, func(a, b at) int {
		if d := lists[a.list].Items[a.item] - lists[b.list].Items[b.item]; d != 0 {
			return int(max(-1, min(1, d)))
		}
		return a.list - b.list
	})
	var sum List
	var room []int32
	for i := 0; i < len(all); {
		item := lists[all[i].list].Items[all[i].item]
		room = room[:0]
		for ; i < len(all) && lists[all[i].list].Items[all[i].item] == item; i++ {
			room = append(room, lists[all[i].list].of(all[i].item)...)
		}
		slices.Sort(room)
		sum.put(item, room)
	}
	return sum
}

// Or joins items in ascending order.
func Or(a, b []int64) []int64 {
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 {
		return a
	}
	sum := make([]int64, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			sum, a = append(sum, a[0]), a[1:]
		case a[0] > b[0]:
			sum, b = append(sum, b[0]), b[1:]
		default:
			sum, a, b = append(sum, a[0]), a[1:], b[1:]
		}
	}
	return append(append(sum, a...), b...)
}

// And keeps the items that both have, both in ascending order.
func And(a, b []int64) []int64 {
	var both []int64
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			both, a, b = append(both, a[0]), a[1:], b[1:]
		}
	}
	return both
}

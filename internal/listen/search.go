package listen

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen/query"
	"github.com/nhipcau/nhipcau/internal/listen/words"
)

// Search says which items are wanted. Zero fields choose all.
type Search struct {
	Query    string // in the query language; typed without diacritics it finds text with them
	Class    Class
	Source   SourceID
	Area     string
	Topic    TopicID
	Story    StoryID
	From, To time.Time // of publication; To is not included
	Original bool      // without copies and light edits
	Before   ItemID    // only items that came before: the next page
	Limit    int       // 50 if 0
}

// Hit is an item that was found.
type Hit struct {
	Item
	Source string
	Title  []Part
	Text   []Part // a piece of the text around what was asked for
}

// Part is a piece of text; Match says that the query asked for it.
type Part struct {
	Text  string
	Match bool
}

// Found is one page of hits, those that came last first.
type Found struct {
	Hits  []Hit
	Next  ItemID           // to be handed in as Before; 0: no more
	Hints []*query.Problem // what of the query may be meant otherwise
}

// lookedAt bounds how many candidates one page looks at, so that a query which hardly anything matches cannot
// hold the database for long; the next page goes on from there.
const lookedAt = 20_000

// Search finds items. It fails with fault.Invalid for a query that cannot be read.
func (s *Service) Search(ctx context.Context, tx *db.Tx, a Search) (Found, error) {
	if a.Limit <= 0 {
		a.Limit = 50
	}
	var q *query.Query
	if strings.TrimSpace(a.Query) != "" {
		var err error
		q, err = readSearch(a.Query)
		if err != nil {
			return Found{}, err
		}
		if a.Class.OnlyCounts() || asksSocial(q) {
			err = s.refusePerson(ctx, a.Query)
			if err != nil {
				return Found{}, err
			}
		}
	}
	l := looking{s: s, tx: tx, ask: a, q: q, bound: lookedAt, doc: documents.Get().(*query.Document)}
	defer documents.Put(l.doc)
	err := l.run(ctx)
	if err != nil {
		return Found{}, fmt.Errorf("searching: %w", err)
	}
	if q != nil {
		l.found.Hints = q.Hints()
	}
	return l.found, nil
}

// looking is a search under way.
type looking struct {
	s     *Service
	tx    *db.Tx
	ask   Search
	q     *query.Query
	doc   *query.Document
	found Found
	seen  int
	bound int  // of candidates that are looked at
	bare  bool // nothing is marked in what is found
}

func (l *looking) run(ctx context.Context) error {
	if l.q == nil || len(l.q.Needs()) == 0 {
		return l.scan(ctx)
	}
	segments, err := segmentsBefore(ctx, l.tx, l.ask.Before)
	if err != nil {
		return err
	}
	needs := l.q.Needs()
	for _, group := range overlapping(segments) {
		var ids []int64
		for _, sg := range group {
			some, err := candidates(ctx, l.tx, sg, needs)
			if err != nil {
				return err
			}
			if l.ask.Before != 0 {
				n, _ := slices.BinarySearch(some, int64(l.ask.Before))
				some = some[:n]
			}
			ids = words.Or(ids, some)
		}
		slices.Reverse(ids)
		full, err := l.look(ctx, ids)
		if err != nil || full {
			return err
		}
	}
	return nil
}

// overlapping groups segments, the latest first, so that all items of a group come after those of the next.
func overlapping(segments []segment) [][]segment {
	var groups [][]segment
	lowest := int64(0)
	for i, sg := range segments {
		if i == 0 || sg.last < lowest {
			groups = append(groups, nil)
			lowest = sg.first
		}
		lowest = min(lowest, sg.first)
		groups[len(groups)-1] = append(groups[len(groups)-1], sg)
	}
	return groups
}

// look reads candidates, the latest first, and keeps those that match; true when the page is full.
func (l *looking) look(ctx context.Context, ids []int64) (bool, error) {
	const atOnce = 100
	for len(ids) > 0 {
		n := min(len(ids), atOnce)
		where, args := l.where(1)
		args = append(args, asArgs(ids[:n])...)
		rows := 0
		full, err := l.readEach(ctx, where+` AND i.id IN (`+db.In(len(args)-n+1, n)+`) ORDER BY i.id DESC`, args, func(ItemID) { rows++ })
		if err != nil || full {
			return full, err
		}
		if !l.bare { // a tally goes on until it is through the days that are asked for
			rows = n
		}
		l.seen += rows
		if l.seen >= l.bound {
			l.found.Next = ItemID(ids[n-1])
			return true, nil
		}
		ids = ids[n:]
	}
	return false, nil
}

// scan goes through all items that the other fields choose.
func (l *looking) scan(ctx context.Context) error {
	const atOnce = 500
	for {
		where, args := l.where(1)
		limit := l.ask.Limit + 1
		if l.q != nil {
			limit = atOnce
		}
		before := l.ask.Before
		if before != 0 {
			args = append(args, before)
			where += fmt.Sprintf(` AND i.id < $%d`, len(args))
		}
		args = append(args, limit)
		last := ItemID(0)
		rows := 0
		full, err := l.readEach(ctx, where+fmt.Sprintf(` ORDER BY i.id DESC LIMIT $%d`, len(args)), args, func(id ItemID) { last = id; rows++ })
		if err != nil || full || rows < limit {
			return err
		}
		l.ask.Before = last
		l.seen += rows
		if l.seen >= l.bound {
			l.found.Next = last
			return nil
		}
	}
}

// where writes the conditions of the fields other than the query.
func (l *looking) where(first int) (string, []any) {
	text, args := ` WHERE i.understood AND i.state <> 'removed'`, []any(nil)
	and := func(condition string, value any) {
		args = append(args, value)
		text += ` AND ` + fmt.Sprintf(condition, first+len(args)-1)
	}
	a := l.ask
	if a.Class != "" {
		and(`i.class = $%d`, a.Class)
	}
	if a.Source != 0 {
		and(`i.source = $%d`, a.Source)
	}
	if a.Area != "" {
		and(`i.area = $%d`, a.Area)
	}
	if a.Topic != 0 {
		and(`EXISTS (SELECT 1 FROM listen_item_topic t WHERE t.item = i.id AND t.topic = $%d)`, a.Topic)
	}
	if a.Story != 0 {
		and(`i.story = $%d`, a.Story)
	}
	if !a.From.IsZero() {
		and(`i.published >= $%d`, a.From)
	}
	if !a.To.IsZero() {
		and(`i.published < $%d`, a.To)
	}
	if a.Original {
		text += ` AND i.relation NOT IN ('copy', 'edit')`
	}
	return text, args
}

func (l *looking) readEach(ctx context.Context, where string, args []any, passed func(ItemID)) (full bool, err error) {
	r, err := l.tx.Query(ctx, `
		SELECT `+itemColumns+`, s.name, COALESCE(b.body, '')
		  FROM listen_item i JOIN listen_source s ON s.id = i.source LEFT JOIN listen_text b ON b.item = i.id`+where, args...)
	if err != nil {
		return false, err
	}
	defer r.Close()
	for r.Next() {
		var name, body string
		item, err := scanItem(r, &name, &body)
		if err != nil {
			return false, err
		}
		passed(item.ID)
		h, ok := l.hit(item, name, body)
		if !ok {
			continue
		}
		if len(l.found.Hits) == l.ask.Limit {
			l.found.Next = l.found.Hits[len(l.found.Hits)-1].ID
			return true, nil
		}
		l.found.Hits = append(l.found.Hits, h)
	}
	return false, r.Err()
}

// hit decides about one item and marks what was asked for.
func (l *looking) hit(item Item, source, body string) (Hit, bool) {
	h := Hit{Item: item, Source: source}
	if l.q == nil {
		h.Title = []Part{{Text: item.Title}}
		h.Text = []Part{{Text: item.Lead}}
		return h, true
	}
	l.doc.Read(articleOf(&item, body, namesOf(source, item.Link)))
	if !l.q.Match(l.doc) {
		return h, false
	}
	if l.bare {
		return h, true
	}
	hits := l.q.Hits(l.doc)
	h.Title = marked(item.Title, hits, query.Title, 0, len(item.Title))
	h.Text = excerpt(item.Lead, body, hits)
	return h, true
}

// marked cuts text[from:to] into parts by the hits of a field.
func marked(text string, hits []query.Hit, f query.Field, from, to int) []Part {
	var parts []Part
	at := from
	for _, h := range hits {
		if h.Field != f || h.To <= at || h.From >= to {
			continue
		}
		start, end := max(h.From, at), min(h.To, to)
		if start > at {
			parts = append(parts, Part{Text: text[at:start]})
		}
		parts = append(parts, Part{Text: text[start:end], Match: true})
		at = end
	}
	if at < to {
		parts = append(parts, Part{Text: text[at:to]})
	}
	return parts
}

// excerptBytes is how much of a text a hit shows.
const excerptBytes = 320

// excerpt is a piece of the text around the first hit, else of the lead, else the beginning.
func excerpt(lead, body string, hits []query.Hit) []Part {
	text, f := body, query.Body
	i := slices.IndexFunc(hits, func(h query.Hit) bool { return h.Field == query.Body })
	if i < 0 {
		text, f = lead, query.Lead
		i = slices.IndexFunc(hits, func(h query.Hit) bool { return h.Field == query.Lead })
	}
	from := 0
	if i >= 0 {
		from = max(0, hits[i].From-excerptBytes/4)
	}
	to := min(len(text), from+excerptBytes)
	for from > 0 && from < len(text) && text[from-1] != ' ' && text[from-1] != '\n' {
		from--
	}
	for to < len(text) && text[to] != ' ' && text[to] != '\n' {
		to++
	}
	return marked(text, hits, f, from, to)
}

// readSearch reads a query as people type it into a search box.
func readSearch(text string) (*query.Query, error) {
	q, err := query.Parse(text, searchOptions)
	return q, problemOf(err)
}

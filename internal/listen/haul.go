package listen

import (
	"context"
	"errors"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen/extract"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
	"github.com/nhipcau/nhipcau/vi"
)

const (
	shortBody = 200 // bytes of text below which the page is fetched
	mostPages = 20  // of one feed at one time
)

// haul is what one fetch of a source brought, on its way into the store.
type haul struct {
	s *Service
	due
	out    fetch.Outcome
	ready  []entry // to be stored with the next transaction
	short  []entry // whose pages are fetched first
	stored int     // new articles so far
	wants  bool    // pages that may still come: the next fetch reads the feed even if it did not change
}

// sort finds out which arrivals are stored as they are and of which the page is fetched: of what is new, or has a
// new title, where the feed says little. An entry that stands in the document twice is taken once.
func (h *haul) sort(ctx context.Context, arrivals []Arrival) error {
	entries := namedEntries(h.src, arrivals)
	keys := map[int64]*parcel{}
	once := entries[:0]
	for _, e := range entries {
		twin := false
		for _, k := range e.keys[:e.named] {
			_, seen := keys[k]
			twin = twin || seen
		}
		if twin {
			h.out.Items++
			h.out.Known++
			continue
		}
		for _, k := range e.keys[:e.named] {
			keys[k] = nil
		}
		once = append(once, e)
	}
	known, bare := map[int64]original{}, map[ItemID]bool{}
	err := h.s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		known, err = knownKeys(ctx, tx, keys)
		if err != nil {
			return err
		}
		var told []ItemID
		for _, e := range once {
			of, isKnown := e.among(known)
			if isKnown && of.source == h.src.ID && of.state == Whole && needsPage(h.src, &e.Arrival) {
				told = append(told, of.item)
			}
		}
		bare, err = h.s.bareItems(ctx, tx, told)
		return err
	})
	if err != nil {
		return err
	}
	for _, e := range once {
		of, isKnown := e.among(known)
		switch {
		case !needsPage(h.src, &e.Arrival):
			h.ready = append(h.ready, e)
			continue
		case isKnown && !e.retitled(h.src, of) && !bare[of.item]:
			e.excerpt = true
			h.ready = append(h.ready, e)
			continue
		}
		e.excerpt = isKnown
		if len(h.short) == mostPages {
			h.wants = true
			h.ready = append(h.ready, e)
			continue
		}
		h.short = append(h.short, e)
	}
	return nil
}

// stillWanted is how long the page of an article is asked for that could not be had at once.
const stillWanted = 24 * time.Hour

// bareItems are those of some articles that arrived lately and of which no more is there than a line of the feed.
func (s *Service) bareItems(ctx context.Context, tx *db.Tx, ids []ItemID) (map[ItemID]bool, error) {
	bare := map[ItemID]bool{}
	err := eachIn(ids, func(in string, args []any) error {
		n := len(args)
		r, err := tx.Query(ctx, `
			SELECT i.id FROM listen_item i LEFT JOIN listen_text t ON t.item = i.id
			 WHERE i.id IN (`+in+`) AND i.arrived >= `+db.In(n+1, 1)+` AND LENGTH(COALESCE(t.body, '')) < `+db.In(n+2, 1),
			append(args, s.Now().Add(-stillWanted), shortBody)...)
		_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
			var id ItemID
			err = r.Scan(&id)
			bare[id] = true
			return struct{}{}, err
		})
		return err
	})
	return bare, err
}

// among finds the stored article that has a name of the entry.
func (e *entry) among(known map[int64]original) (original, bool) {
	for _, k := range e.keys[:e.named] {
		if of, ok := known[k]; ok {
			return of, true
		}
	}
	return original{}, false
}

// retitled reports whether a known article of this source has a new title: then its page has changed too.
func (e *entry) retitled(src Source, of original) bool {
	title, _ := cleaned(e.Title, MaxTitle, e.names())
	return of.source == src.ID && of.state == Whole && title != "" && title != of.title
}

// needsPage reports whether the page of an article is to be fetched, for the feed says little of it.
func needsPage(src Source, a *Arrival) bool {
	return a.Link != "" && src.FullText != FullNever && (len(a.Body) < shortBody || src.FullText == FullAlways)
}

// complete fetches the page of an article and reads its text. Where that cannot be, the article stays as the feed
// tells it.
func (h *haul) complete(ctx context.Context, e *entry) error {
	res, err := h.s.Client.Get(ctx, fetch.Request{URL: e.Link, Kind: fetch.Page, DespiteRobots: h.src.despiteRobots()})
	if err != nil {
		return err
	}
	if res.Status != fetch.Working {
		h.wants = h.wants || res.Status.Passes(res.Code)
		return nil
	}
	rules, err := h.s.siteRules(ctx, h.src.ID) // anew for each page: they may have been mended since the last one
	if err != nil {
		return err
	}
	page, err := extract.Page(res.Body, extract.Options{URL: res.URL, ContentType: res.ContentType, Rules: rules, Now: h.s.Now()})
	if err != nil {
		return nil
	}
	e.said = max(e.said, saidOnPage(page))
	if len(page.Text) < len(e.Body) && !page.ByRule() {
		return nil
	}
	e.Body, e.excerpt = vi.CutBytes(page.Text, MaxBody), false
	if e.Published.IsZero() {
		e.Published = page.Published
	}
	return nil
}

// put stores what is ready, and with it what note says of the fetch.
func (h *haul) put(ctx context.Context, note func(context.Context, *db.Tx, *haul) error) error {
	b := h.s.prepareEntries(h.src, h.ready)
	next := *h
	_, err := h.s.Store(ctx, b, func(tx *db.Tx, got Received) error {
		next = *h
		next.ready = nil
		next.stored += got.Stored
		next.out.Items += got.Read
		next.out.Known += got.Read - got.Stored - got.Dropped
		return note(ctx, tx, &next)
	})
	if err == nil {
		*h = next
	}
	return err
}

// renew keeps the right to fetch a source, and notes how much was stored so far: should the process be killed, that
// was no less new. It fails when the source was taken away or is not fetched any more.
func (s *Service) renew(ctx context.Context, tx *db.Tx, h *haul) error {
	until := s.Now().Add(fetchLease)
	n, err := tx.Exec(ctx, `UPDATE listen_fetch SET lease_until = $1, taken = $2 WHERE source = $3 AND lease_by = $4`,
		until, h.before+h.stored, h.src.ID, s.name)
	if err != nil {
		return err
	}
	if n == 0 {
		return errTakenAway
	}
	_, err = tx.Exec(ctx, `UPDATE listen_lease SET until = $1 WHERE name = $2 AND holder = $3`, until, domainLease(h.src), s.name)
	return err
}

// errTakenAway is that another process fetches the source now, or nobody does any more.
var errTakenAway = errors.New("the source was taken away while its pages were fetched")

package listen

import (
	"cmp"
	"context"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/db"
)

// Received says what became of a batch. What others are told of it is [Received.Account].
type Received struct {
	Read       int // arrivals
	Stored     int // new items, copies among them
	Duplicates int // known before, or a copy or light edit of an earlier item
	Stories    int // new stories
	Dropped    int // had nothing to read, or only counts of them were kept
	Posts      int // of those dropped: posts that were counted
	Refused    int // of those dropped: posts that were called articles
	Unsaid     int // of those dropped: nothing showed that they are of the press
	Changed    int // known articles that read otherwise now
	Waiting    int // stored for the process that understands

	Remarks Remarks // of entries that were not taken as they stand there

	First ItemID // the first of the new items; the others follow it

	copies      int    // stored items that only spread another one
	first, last ItemID // of those that wait
}

// Account is what became of a batch, each arrival counted once: Read is Stored, Duplicates and Dropped together.
type Account struct {
	Read       int `json:"read"`
	Stored     int `json:"stored"`     // new articles
	Duplicates int `json:"duplicates"` // known before, or a copy or light edit of an earlier article
	Stories    int `json:"stories"`    // new stories
	Dropped    int `json:"dropped"`    // had nothing to read, or only counts of them were kept

	// Of those dropped, where there are some.
	Posts   int `json:"posts,omitempty"`   // posts that were counted
	Refused int `json:"refused,omitempty"` // posts that were called articles
	Unsaid  int `json:"unsaid,omitempty"`  // nothing showed that they are of the press
}

// Account counts a copy among the duplicates only.
func (r Received) Account() Account {
	return Account{Read: r.Read, Stored: r.Stored - r.copies, Duplicates: r.Duplicates, Stories: r.Stories, Dropped: r.Dropped, Posts: r.Posts, Refused: r.Refused, Unsaid: r.Unsaid}
}

func (r *Received) add(o Received) {
	r.Read += o.Read
	r.Stored += o.Stored
	r.Duplicates += o.Duplicates
	r.Stories += o.Stories
	r.Dropped += o.Dropped
	r.Posts += o.Posts
	r.Refused += o.Refused
	r.Unsaid += o.Unsaid
	r.Changed += o.Changed
	r.Waiting += o.Waiting
	r.copies += o.copies
	r.Remarks.join(o.Remarks)
	r.First = cmp.Or(r.First, o.First)
	if o.Waiting > 0 {
		if r.first == 0 {
			r.first = o.first
		}
		r.last = o.last
	}
}

// of is what became of entries of a file.
func (r Received) of(file string) Received {
	r.Remarks = r.Remarks.of(file)
	return r
}

// Receive prepares arrivals and stores them; see [Service.Store].
func (s *Service) Receive(ctx context.Context, src Source, arrivals []Arrival, and ...func(*db.Tx, Received) error) (Received, error) {
	return s.Store(ctx, s.Prepare(src, arrivals), and...)
}

// Store keeps a batch in one transaction, together with what else must be kept with it. If this process holds
// the reader's lease and nothing waits, the items are understood in the same transaction, else they wait.
// Storing a batch twice stores nothing twice.
func (s *Service) Store(ctx context.Context, b *Batch, and ...func(*db.Tx, Received) error) (Received, error) {
	s.reader.mu.Lock()
	defer s.reader.mu.Unlock()
	var got Received
	err := s.warmFor(ctx, b)
	if err != nil {
		return got, err
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		got = Received{Read: b.Read, Dropped: b.Dropped}
		got.Remarks.join(b.remarks)
		err := s.store(ctx, tx, b, &got)
		if err != nil {
			return err
		}
		for _, fn := range and {
			err := fn(tx, got)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		s.reader.forget()
		b.free()
		return Received{}, fmt.Errorf("storing what came from %s: %w", b.Source.Name, err)
	}
	b.free()
	return got, nil
}

func (s *Service) warmFor(ctx context.Context, b *Batch) error {
	if len(b.parcels) == 0 {
		return nil
	}
	return s.reader.warm(ctx)
}

// free gives the memory of the studies back; the batch must not be stored again.
func (b *Batch) free() {
	for _, p := range b.parcels {
		p.free()
	}
	b.parcels = nil
}

func (s *Service) store(ctx context.Context, tx *db.Tx, b *Batch, got *Received) error {
	if len(b.parcels) == 0 {
		return nil
	}
	fresh, err := s.keep(ctx, tx, b, got)
	if err != nil || len(fresh) == 0 {
		return err
	}
	ready, err := s.reader.ready(ctx, tx)
	if err != nil {
		return err
	}
	if !ready {
		got.Waiting, got.first, got.last = len(fresh), fresh[0].ID, fresh[len(fresh)-1].ID
		return putWaiting(ctx, tx, fresh)
	}
	done, err := s.reader.understand(ctx, tx, fresh)
	got.Duplicates += done.duplicates
	got.copies += done.duplicates
	got.Stories += done.stories
	return err
}

// keep finds out which parcels are new, gives them their numbers and stores their keys and texts; of the known
// ones it notes where else they stand and what was changed.
func (s *Service) keep(ctx context.Context, tx *db.Tx, b *Batch, got *Received) (fresh []*parcel, err error) {
	err = alone(ctx, tx, "listen_item") // what another process is storing is known afterwards
	if err != nil {
		return nil, err
	}
	byKey, twins := ownKeys(b.parcels)
	known, err := knownKeys(ctx, tx, byKey)
	if err != nil {
		return nil, err
	}
	var seen []sighting
	for _, p := range b.parcels {
		p.known, p.again, p.ID = twins[p], false, 0
		for _, k := range p.keys[:p.named] {
			if of, ok := known[k]; ok {
				seen = append(seen, sighting{p, of})
				p.known, p.ID = true, of.item
				break
			}
		}
		if p.known {
			got.Duplicates++
			continue
		}
		fresh = append(fresh, p)
	}
	changed, err := s.meetAgain(ctx, tx, seen)
	if err != nil {
		return nil, err
	}
	got.Changed = len(changed)
	if len(fresh) == 0 {
		return changed, nil
	}
	got.Stored = len(fresh)
	first, err := allocate(ctx, tx, "listen_item", len(fresh))
	if err != nil {
		return nil, fmt.Errorf("numbering items: %w", err)
	}
	got.First = ItemID(first)
	for i, p := range fresh {
		p.ID = ItemID(first) + ItemID(i)
		p.Of, p.Story, p.Relation, p.Understood = 0, 0, Original, false
	}
	err = putKeys(ctx, tx, fresh)
	if err != nil {
		return nil, err
	}
	return append(fresh, changed...), nil
}

// ownKeys lists the keys of a batch, and the parcels that another one of the same batch stands for already.
func ownKeys(parcels []*parcel) (keys map[int64]*parcel, twins map[*parcel]bool) {
	keys, twins = map[int64]*parcel{}, map[*parcel]bool{}
	for _, p := range parcels {
		for _, k := range p.keys[:p.named] {
			if keys[k] != nil && keys[k] != p {
				twins[p] = true
			}
		}
		if twins[p] {
			continue
		}
		for _, k := range p.keys[:p.named] {
			keys[k] = p
		}
	}
	return keys, twins
}

package listen

import (
	"context"
	"crypto/sha256"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen/extract"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
)

const (
	storedAtOnce  = 256       // items in one transaction
	linesAtOnce   = 64        // lines that one worker takes
	partsAhead    = 3         // of each worker that are prepared before they are stored: an item on its way takes some 75 kB
	countedAtOnce = 50_000    // posts that are counted together
	longestLine   = 4 << 20   // bytes of a line of a file
	headBytes     = 64 << 10  // by which the kind of a file is told
	mostFile      = 256 << 20 // bytes of a file that is read as a whole
)

// Intake reads files into the store: several goroutines prepare, one stores, in the order of the files.
type Intake struct {
	Said func(Received) // hears after each batch what became of all so far; nil: nobody. Set it before the first file

	s       *Service
	ctx     context.Context
	source  string // name of the source; empty: as the files say
	class   Class  // of every source; empty: as the files say
	ordered chan *share
	work    chan *share
	ended   chan error
	got     Received
	posts   []post                    // that wait to be counted
	skip    int                       // entries of the file that were taken before
	taken   int                       // entries since the last batch that was stored
	and     func(*db.Tx, taken) error // kept with each batch; nil: nothing

	mu      sync.Mutex
	heard   Received // of social sources
	sources map[string]Source
	key     *gate.Key      // of today, when somebody asked for it
	rules   []extract.Rule // of sites, when a document was read
	ruled   bool
	unread  Unread
	failed  error
}

// taken is what a batch took of a file.
type taken struct {
	entries int
	parcels []*parcel
}

// share is a part of a file that one worker prepares.
type share struct {
	file  string
	make  func() (portion, error)
	ready portion
	taken int  // entries of the file that it has, where that is known
	last  bool // of its file
	err   error
	done  chan struct{}
}

// portion is what a worker made of a part of a file.
type portion struct {
	batch   *Batch // nil: nothing to keep
	posts   []post // only to be counted
	refused int    // posts that were declared to be press
	unsaid  int    // lines that nothing shows to be of the press
	told    Remarks
}

// post is a post on its way to be counted, and the source that it is counted for.
type post struct {
	Post
	source Source
}

// NewIntake begins to read files. source names the source of everything; if it is empty, lines, feeds and pages
// name their own. class is that of everything, against which nothing in the files may speak; if it is empty, they
// say it, or it is that of a source that is known. Sources that are missing are made. Close must be called.
func (s *Service) NewIntake(ctx context.Context, source string, class Class) *Intake {
	workers := runtime.GOMAXPROCS(0)
	in := &Intake{
		s: s, ctx: ctx, source: source, class: class, sources: map[string]Source{},
		ordered: make(chan *share, partsAhead*workers), work: make(chan *share, partsAhead*workers), ended: make(chan error, 1),
	}
	for range workers {
		go func() {
			for p := range in.work {
				p.ready, p.err = p.make()
				close(p.done)
			}
		}()
	}
	go func() { in.ended <- in.store() }()
	return in
}

// Close waits until everything is stored and says what became of it. Of files that could not be taken, whole or
// in part, it fails with [Unread]; the others are stored all the same.
func (in *Intake) Close() (Received, error) {
	close(in.work)
	close(in.ordered)
	err := <-in.ended
	in.got.add(in.heard)
	if err == nil && len(in.unread) > 0 {
		slices.SortStableFunc(in.unread, func(a, b UnreadFile) int { return strings.Compare(a.File, b.File) })
		err = in.unread
	}
	return in.got, err
}

// give hands a part to the workers; it fails when storing did.
func (in *Intake) give(file string, build func() (portion, error)) error {
	return in.giveSome(file, 0, build)
}

// giveSome is give for a number of entries.
func (in *Intake) giveSome(file string, n int, build func() (portion, error)) error {
	return in.pass(&share{file: file, taken: n, make: build, done: make(chan struct{})})
}

// finish says that a file has no more parts: what is only counted of it can be.
func (in *Intake) finish(file string) error {
	return in.pass(&share{file: file, make: func() (portion, error) { return portion{}, nil }, last: true, done: make(chan struct{})})
}

func (in *Intake) pass(p *share) error {
	in.mu.Lock()
	err := in.failed
	in.mu.Unlock()
	if err != nil {
		return err
	}
	in.ordered <- p
	in.work <- p
	return nil
}

// store drains the parts in their order.
func (in *Intake) store() error {
	var all *Batch
	for p := range in.ordered {
		<-p.done
		if in.failed != nil {
			continue
		}
		err := in.refuse(p.file, p.err)
		if err == nil {
			all, err = in.take(all, p)
		}
		if err != nil {
			in.mu.Lock()
			in.failed = err
			in.mu.Unlock()
		}
	}
	if in.failed == nil && all != nil {
		in.failed = in.put(all)
	}
	return in.failed
}

// take adds a part to those that wait to be stored together, and stores them if they are enough.
func (in *Intake) take(all *Batch, p *share) (*Batch, error) {
	in.taken += p.taken
	in.got.add(Received{Read: p.ready.refused + p.ready.unsaid, Dropped: p.ready.refused + p.ready.unsaid, Refused: p.ready.refused, Unsaid: p.ready.unsaid})
	in.noteRefused(p.file, p.ready.refused, refused)
	in.noteRefused(p.file, p.ready.unsaid, unsaid)
	in.posts = append(in.posts, p.ready.posts...)
	if p.last || len(in.posts) >= countedAtOnce {
		err := in.count(p.file)
		if err != nil {
			return all, err
		}
	}
	in.got.Remarks.join(p.ready.told.of(p.file))
	if p.ready.batch != nil {
		p.ready.batch.remarks = p.ready.batch.remarks.of(p.file)
		all = all.join(p.ready.batch)
	}
	if all == nil || len(all.parcels) < storedAtOnce {
		return all, nil
	}
	return nil, in.put(all)
}

// count counts the posts that wait, those of one source after the other. They are marked by what they hold
// together, so that the same file counts once.
func (in *Intake) count(file string) error {
	var sources []Source
	of := map[SourceID][]Post{}
	for _, p := range in.posts {
		if of[p.source.ID] == nil {
			sources = append(sources, p.source)
		}
		of[p.source.ID] = append(of[p.source.ID], p.Post)
	}
	in.posts = nil
	for _, src := range sources {
		posts := of[src.ID]
		mark := sha256.New()
		_, _ = io.WriteString(mark, src.Name) // never fails
		for _, p := range posts {
			_, _ = io.WriteString(mark, "\x00"+p.Text+"\x00"+p.Place+"\x00"+p.Published.String())
		}
		heard, err := in.s.Hear(in.ctx, src, [32]byte(mark.Sum(nil)), posts)
		if err != nil {
			return err
		}
		in.got.add(heard.received(len(posts), nil).of(file))
	}
	return nil
}

func (in *Intake) put(b *Batch) error {
	var and []func(*db.Tx, Received) error
	if in.and != nil {
		and = append(and, func(tx *db.Tx, _ Received) error { return in.and(tx, taken{in.taken, b.parcels}) })
	}
	got, err := in.s.Store(in.ctx, b, and...)
	if err != nil {
		return err
	}
	in.got.add(got)
	in.taken = 0
	if in.Said != nil {
		in.Said(in.got)
	}
	return nil
}

// join puts batches together; the source of the sum is that of the first.
func (b *Batch) join(o *Batch) *Batch {
	if b == nil {
		return o
	}
	b.Read += o.Read
	b.Dropped += o.Dropped
	b.Masked += o.Masked
	b.remarks.join(o.remarks)
	b.parcels = append(b.parcels, o.parcels...)
	return b
}

package listen

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/feed"
)

const (
	storedAtOnce = 200       // items in one transaction
	linesAtOnce  = 64        // lines that one worker takes
	longestLine  = 4 << 20   // bytes of a line of a file
	headBytes    = 64 << 10  // by which the kind of a file is told
	mostFile     = 256 << 20 // bytes of a file that is read as a whole
)

// Intake reads files into the store: several goroutines prepare, one stores, in the order of the files.
type Intake struct {
	s       *Service
	ctx     context.Context
	source  string // name of the source; empty: as the files say
	class   Class  // of sources that are made
	ordered chan *share
	work    chan *share
	ended   chan error
	got     Received

	mu      sync.Mutex
	heard   Received // of social sources
	sources map[string]Source
	failed  error
}

// share is a part of a file that one worker prepares.
type share struct {
	make  func() (*Batch, error)
	batch *Batch
	err   error
	done  chan struct{}
}

// NewIntake begins to read files. source names the source of everything; if it is empty, lines, feeds and files
// name their own. Sources that are missing are made, of the given class. Close must be called.
func (s *Service) NewIntake(ctx context.Context, source string, class Class) *Intake {
	workers := runtime.GOMAXPROCS(0)
	in := &Intake{
		s: s, ctx: ctx, source: source, class: class, sources: map[string]Source{},
		ordered: make(chan *share, 8*workers), work: make(chan *share, 8*workers), ended: make(chan error, 1),
	}
	for range workers {
		go func() {
			for p := range in.work {
				p.batch, p.err = p.make()
				close(p.done)
			}
		}()
	}
	go func() { in.ended <- in.store() }()
	return in
}

// Close waits until everything is stored and says what became of it.
func (in *Intake) Close() (Received, error) {
	close(in.work)
	close(in.ordered)
	err := <-in.ended
	in.got.add(in.heard)
	return in.got, err
}

// give hands a part to the workers; it fails when storing did.
func (in *Intake) give(build func() (*Batch, error)) error {
	p := &share{make: build, done: make(chan struct{})}
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
		err := p.err
		if err == nil {
			all = all.join(p.batch)
			if len(all.parcels) >= storedAtOnce {
				err = in.put(all)
				all = nil
			}
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

func (in *Intake) put(b *Batch) error {
	got, err := in.s.Store(in.ctx, b)
	in.got.add(got)
	return err
}

// join puts batches together; the source of the sum is that of the first.
func (b *Batch) join(o *Batch) *Batch {
	if b == nil {
		return o
	}
	b.Read += o.Read
	b.Dropped += o.Dropped
	b.Masked += o.Masked
	b.parcels = append(b.parcels, o.parcels...)
	return b
}

// File reads one file: a feed, an HTML page, JSON lines, a table. Of a file of a social source only counts are
// kept, and of the same file only once.
func (in *Intake) File(name string, r io.Reader) error {
	counted, src, err := in.countsOnly()
	if err != nil {
		return err
	}
	if counted {
		return in.counts(name, src, r)
	}
	b := bufio.NewReaderSize(r, headBytes)
	head, err := b.Peek(headBytes)
	table := isTable(name, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return err
	}
	head = bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")))
	if len(head) == 0 {
		return nil
	}
	if isLines(head) {
		return in.lines(name, b)
	}
	data, err := readWhole(name, b)
	if err != nil {
		return err
	}
	if table {
		return in.give(func() (*Batch, error) { return in.table(name, data) })
	}
	return in.give(func() (*Batch, error) { return in.document(name, data) })
}

// countsOnly reports whether only counts may be kept of what comes.
func (in *Intake) countsOnly() (bool, Source, error) {
	if in.source == "" {
		if in.class.OnlyCounts() {
			return false, Source{}, fault.New(fault.Invalid, "Hãy cho biết tên nguồn mạng xã hội (--source).")
		}
		return false, Source{}, nil
	}
	src, err := in.find(in.source, KindFile)
	return src.Class.OnlyCounts(), src, err
}

func (in *Intake) counts(name string, src Source, r io.Reader) error {
	data, err := readWhole(name, r)
	if err != nil || len(data) == 0 {
		return err
	}
	got, err := in.s.HearFile(in.ctx, src, data)
	in.mu.Lock()
	in.heard.add(got)
	in.mu.Unlock()
	return err
}

func readWhole(name string, r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, mostFile+1))
	if err == nil && len(data) > mostFile {
		err = fault.New(fault.TooLarge, "Tệp %s lớn hơn %d MB.", filepath.Base(name), mostFile>>20)
	}
	return data, err
}

// isTable tells tables from documents.
func isTable(name string, head []byte) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || (ext == ".csv" || ext == ".tsv") && !bytes.HasPrefix(bytes.TrimSpace(head), []byte("<"))
}

// table prepares the rows of an export of a monitoring service.
func (in *Intake) table(name string, data []byte) (*Batch, error) {
	rows, err := ReadTable(in.ctx, data)
	if err != nil {
		return nil, err
	}
	var columns map[string]string
	if in.source != "" {
		src, err := in.find(in.source, KindFile)
		if err != nil {
			return nil, err
		}
		columns = src.Settings.Columns
	}
	lines, err := linesOf(rows, columns)
	if err != nil {
		return nil, err
	}
	return in.prepareLines(name, lines, 0)
}

// isLines tells JSON lines from a JSON feed: the first line is a value of its own that is no feed.
func isLines(head []byte) bool {
	if head[0] != '{' {
		return false
	}
	line, _, _ := bytes.Cut(head, []byte("\n"))
	return bytes.HasSuffix(bytes.TrimSpace(line), []byte("}")) && !bytes.Contains(line, []byte(`"items"`)) || len(line) == len(head) && !bytes.Contains(line, []byte("jsonfeed.org"))
}

func (in *Intake) lines(name string, r *bufio.Reader) error {
	for {
		var lines [][]byte
		for len(lines) < linesAtOnce {
			line, err := readLine(r)
			if err != nil && !errors.Is(err, io.EOF) {
				return err
			}
			if len(bytes.TrimSpace(line)) > 0 {
				lines = append(lines, line)
			}
			if err != nil {
				break
			}
		}
		if len(lines) == 0 {
			return nil
		}
		err := in.give(func() (*Batch, error) { return in.fromLines(name, lines) })
		if err != nil {
			return err
		}
	}
}

// readLine reads a line whole; the rest of one that is too long is passed over.
func readLine(r *bufio.Reader) (line []byte, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if len(line) < longestLine {
			line = append(line, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
}

func (in *Intake) fromLines(name string, raw [][]byte) (*Batch, error) {
	lines := make([]line, 0, len(raw))
	for _, data := range raw {
		l, ok := parseLine(data)
		if ok {
			lines = append(lines, l)
		}
	}
	return in.prepareLines(name, lines, len(raw)-len(lines))
}

// prepareLines prepares lines, those of one source after the other; broken is how many could not be read.
func (in *Intake) prepareLines(name string, lines []line, broken int) (*Batch, error) {
	var names []string
	groups := map[string][]Arrival{}
	for _, l := range lines {
		src := firstOf(in.source, l.Source, baseName(name))
		if groups[src] == nil {
			names = append(names, src)
		}
		groups[src] = append(groups[src], l.arrival())
	}
	all := &Batch{Read: broken, Dropped: broken}
	for _, n := range names {
		src, err := in.find(n, KindFile)
		if err != nil {
			return nil, err
		}
		all = all.join(in.s.Prepare(src, groups[n]))
		all.Source = src
	}
	return all, nil
}

// document prepares a feed or a page.
func (in *Intake) document(name string, data []byte) (*Batch, error) {
	arrivals, title, err := readDocument(data, feed.Options{})
	if err != nil {
		return nil, fault.Wrap(fault.Invalid, err, "Không đọc được tệp %s. Hãy dùng nguồn tin (RSS, Atom, JSON), trang HTML hoặc NDJSON.", filepath.Base(name))
	}
	src, err := in.find(firstOf(in.source, title, baseName(name)), KindFile)
	if err != nil {
		return nil, err
	}
	return in.s.Prepare(src, arrivals), nil
}

// find returns the source of a name and makes it if there is none.
func (in *Intake) find(name string, kind Kind) (Source, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if src, ok := in.sources[name]; ok {
		return src, nil
	}
	var src Source
	err := in.s.DB.Write(in.ctx, func(tx *db.Tx) (err error) {
		src, err = in.s.SourceByName(in.ctx, tx, name)
		if fault.KindOf(err) != fault.NotFound {
			return err
		}
		src, err = in.s.SaveSource(in.ctx, tx, Source{Name: name, Kind: kind, Class: in.class})
		return err
	})
	if err == nil {
		in.sources[name] = src
	}
	return src, err
}

func baseName(file string) string {
	base := filepath.Base(file)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

func firstOf(all ...string) string {
	for _, s := range all {
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return ""
}

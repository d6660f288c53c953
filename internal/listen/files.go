package listen

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/extract"
	"github.com/nhipcau/nhipcau/internal/listen/feed"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
)

// File reads one file: a feed, an HTML page, JSON lines, a table. Of what was said on a social network only counts
// are kept, and of the same file only once. What is wrong with the file is told by Close; File fails where nothing
// can be stored any more.
func (in *Intake) File(name string, r io.Reader) error {
	src, err := in.asked()
	if err == nil && src.Class.OnlyCounts() {
		err = in.counts(name, src, r)
	} else if err == nil {
		err = in.open(name, r)
	}
	return in.refuse(name, err)
}

func (in *Intake) open(name string, r io.Reader) error {
	b := bufio.NewReaderSize(r, headBytes)
	head, err := b.Peek(headBytes)
	table := IsTable(name, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return err
	}
	whole := errors.Is(err, io.EOF)
	head = bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")))
	if len(head) == 0 {
		return in.say(name, empty, 1)
	}
	if days, told := in.daysOfLines(head, whole); told {
		first, _, _ := bytes.Cut(head, []byte("\n"))
		if l, ok := parseLine(first); ok {
			in.settle(&l)
		}
		err = in.lines(name, b, days)
	} else {
		var data []byte
		data, err = readWhole(name, b)
		if err != nil {
			return err
		}
		if entries, isJSON := jsonEntries(data); isJSON {
			err = in.entries(name, entries)
		} else if table {
			err = in.table(name, data)
		} else {
			err = in.give(name, func() (portion, error) { return in.document(name, data) })
		}
	}
	if err != nil {
		return err
	}
	return in.finish(name)
}

// counts counts a file of a social source.
func (in *Intake) counts(name string, src Source, r io.Reader) error {
	data, err := readWhole(name, r)
	if err != nil {
		return err
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return in.say(name, empty, 1)
	}
	columns := src.Settings.Columns
	key, err := in.dayKey()
	if err != nil {
		return err
	}
	posts, told, err := postsOf(in.ctx, data, columns, key, in.s.Now())
	if err != nil {
		return err
	}
	if len(posts) == 0 {
		in.hear(Heard{}.received(0, told).of(name))
		return nil
	}
	src, err = in.find(firstOf(in.source, handMadeSocial), Social)
	if err != nil {
		return err
	}
	heard, err := in.s.Hear(in.ctx, src, ExportMark(data), posts)
	if err == nil {
		in.hear(heard.received(len(posts), told).of(name))
	}
	return err
}

func (in *Intake) hear(got Received) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.heard.add(got)
}

// say notes what became of entries of a file.
func (in *Intake) say(name string, of why, n int) error {
	var got Received
	got.Remarks.add(name, of, n)
	in.hear(got)
	return nil
}

// daysOfLines reports whether a file is read line by line, and how its dates are. One whose days and months could stand in
// either order is read as a whole.
func (in *Intake) daysOfLines(head []byte, whole bool) (days calendar, told bool) {
	if !isLines(head) || isList(head) {
		return days, false
	}
	var dates []string
	for raw := range bytes.Lines(head) {
		if l, ok := parseLine(raw); ok {
			dates = append(dates, l.written())
		}
	}
	return calendarOf(in.s.Now(), dates), whole || !slices.ContainsFunc(dates, slashed.MatchString)
}

func readWhole(name string, r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, mostFile+1))
	if err == nil && len(data) > mostFile {
		err = fault.New(fault.TooLarge, "Tệp %s lớn hơn %d MB.", filepath.Base(name), mostFile>>20)
	}
	return data, err
}

// IsTable tells tables from documents, by the name of a file and how it begins.
func IsTable(name string, data []byte) bool {
	head, ext := data[:min(len(data), headBytes)], strings.ToLower(filepath.Ext(name))
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || (ext == ".csv" || ext == ".tsv") && !bytes.HasPrefix(bytes.TrimSpace(head), []byte("<"))
}

// table hands over the rows of an export of a monitoring service.
func (in *Intake) table(name string, data []byte) error {
	sheets, err := readExports(in.ctx, data)
	if err != nil {
		return err
	}
	src, err := in.asked()
	if err != nil {
		return err
	}
	lines, told, err := linesOf(sheets, src.Settings.Columns, in.s.Now())
	if err != nil {
		return err
	}
	err = in.tell(name, told)
	if err != nil {
		return err
	}
	return in.allLines(name, lines)
}

// entries hands over those of a file of JSON that is read as a whole.
func (in *Intake) entries(name string, entries [][]byte) error {
	lines, unread := linesOfJSON(entries, in.s.Now())
	var told Remarks
	told.add("", broken, unread)
	err := in.tell(name, told)
	if err != nil {
		return err
	}
	return in.allLines(name, lines)
}

// tell hands over what is to be said of entries that are none.
func (in *Intake) tell(name string, told Remarks) error {
	if len(told) == 0 {
		return nil
	}
	return in.give(name, func() (portion, error) {
		n := 0
		for _, t := range told {
			if t.why != noColumn {
				n += t.N
			}
		}
		return portion{told: told, batch: &Batch{Read: n, Dropped: n}}, nil
	})
}

func (in *Intake) allLines(name string, lines []line) error {
	if len(lines) > 0 {
		in.settle(&lines[0])
	}
	for some := range slices.Chunk(lines[min(in.skip, len(lines)):], linesAtOnce) {
		err := in.giveSome(name, len(some), func() (portion, error) { return in.prepareLines(some) })
		if err != nil {
			return err
		}
	}
	return nil
}

// isLines tells JSON lines from a JSON feed: the first line is a value of its own that is no feed.
func isLines(head []byte) bool {
	if head[0] != '{' {
		return false
	}
	line, _, _ := bytes.Cut(head, []byte("\n"))
	return bytes.HasSuffix(bytes.TrimSpace(line), []byte("}")) && !bytes.Contains(line, []byte(`"items"`)) || len(line) == len(head) && !bytes.Contains(line, []byte("jsonfeed.org"))
}

func (in *Intake) lines(name string, r *bufio.Reader, days calendar) error {
	skip := in.skip
	for {
		var lines [][]byte
		for len(lines) < linesAtOnce {
			line, err := readLine(r)
			if err != nil && !errors.Is(err, io.EOF) {
				return err
			}
			if some := len(bytes.TrimSpace(line)) > 0; some && skip > 0 {
				skip--
			} else if some {
				lines = append(lines, line)
			}
			if err != nil {
				break
			}
		}
		if len(lines) == 0 {
			return nil
		}
		err := in.giveSome(name, len(lines), func() (portion, error) { return in.fromLines(lines, days) })
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

func (in *Intake) fromLines(raw [][]byte, days calendar) (portion, error) {
	lines := make([]line, 0, len(raw))
	for _, data := range raw {
		l, ok := parseLine(data)
		if ok {
			l.days = days
			lines = append(lines, l)
		}
	}
	p, err := in.prepareLines(lines)
	unread := len(raw) - len(lines)
	p.told.add("", broken, unread)
	if p.batch != nil {
		p.batch.Read, p.batch.Dropped = p.batch.Read+unread, p.batch.Dropped+unread
	}
	return p, err
}

// prepareLines decides what becomes of lines and prepares the articles among them, those of one source after the other.
func (in *Intake) prepareLines(lines []line) (p portion, err error) {
	src, err := in.asked()
	if err != nil {
		return p, err
	}
	g := groups{of: map[origin][]Arrival{}}
	var posts []int
	without := 0 // a fate of their own
	for i := range lines {
		l := &lines[i]
		a := l.arrival()
		name := firstOf(in.source, l.origin())
		class, fate := l.fateOf(in.classOf(src, name), name, in.source != "")
		switch {
		case !a.readable():
			without++
			p.told.add("", bare, 1)
		case fate == refused:
			p.refused++
		case fate == unsaid:
			p.unsaid++
		case fate == counted:
			if l.isUndated(a) {
				p.told.add("", untimed, 1, dateShown(l.written(), true))
				without++
				continue
			}
			posts = append(posts, i)
		default:
			if l.isUndated(a) {
				p.told.add("", undated, 1, dateShown(l.written(), false))
			}
			g.add(origin{firstOf(name, hostOf(a.Link), handMade), class}, a)
		}
	}
	p.batch = &Batch{Read: without, Dropped: without}
	for _, asked := range g.order {
		src, err := in.find(asked.name, asked.class)
		if in.source == "" && fault.KindOf(err) == fault.Invalid { // it has the name of somebody, or of a network
			p.refused += len(g.of[asked])
			continue
		}
		if err != nil {
			return p, err
		}
		p.batch = p.batch.join(in.s.Prepare(src, g.of[asked]))
		p.batch.Source = src
	}
	for _, i := range posts { // after the articles, whose source may have the same name
		err := in.addPost(&p, &lines[i])
		if err != nil {
			return p, err
		}
	}
	return p, nil
}

// addPost makes a post of a line, to be counted only. Who spoke becomes a number at once.
func (in *Intake) addPost(p *portion, l *line) error {
	key, err := in.dayKey()
	if err != nil {
		return err
	}
	name := l.origin()
	if gate.PersonName(name, nil) != "" {
		name = ""
	}
	src, err := in.find(firstOf(in.source, name, handMadeSocial), Social)
	if err == nil {
		p.posts = append(p.posts, post{l.post(l.arrival(), key), src})
	}
	return err
}

// dayKey is the key of today, asked for once.
func (in *Intake) dayKey() (gate.Key, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.key != nil {
		return *in.key, nil
	}
	key, err := in.s.DayKey(in.ctx)
	if err == nil {
		in.key = &key
	}
	return key, err
}

// siteRules are the rules of extraction, read once.
func (in *Intake) siteRules() (_ []extract.Rule, err error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if !in.ruled {
		in.rules, err = in.s.siteRules(in.ctx, 0)
		in.ruled = err == nil
	}
	return in.rules, err
}

// document prepares a feed or a page.
func (in *Intake) document(name string, data []byte) (p portion, err error) {
	rules, err := in.siteRules()
	if err != nil {
		return portion{}, err
	}
	arrivals, title, err := readDocument(data, feed.Options{}, rules)
	if err != nil {
		return portion{}, fault.Wrap(fault.Invalid, err, "Không đọc được tệp %s. Hãy dùng nguồn tin (RSS, Atom, JSON), trang HTML hoặc NDJSON.", filepath.Base(name))
	}
	if len(arrivals) == 0 {
		p := portion{}
		p.told.add("", empty, 1)
		return p, nil
	}
	asked, err := in.asked()
	if err != nil {
		return portion{}, err
	}
	class, called := asked.Class, firstOf(in.source, title)
	if class == "" {
		class = Provincial
		like := likePress(arrivals, called)
		p.unsaid, arrivals = len(arrivals)-len(like), like
	}
	if asked.Class != "" && !slices.ContainsFunc(arrivals, func(a Arrival) bool { return !a.spoken(asked) }) {
		p.refused, arrivals = len(arrivals), nil
	}
	if len(arrivals) == 0 {
		return p, nil
	}
	src, err := in.find(firstOf(in.source, title, hostOf(arrivals[0].Link), handMade), class)
	if in.source == "" && fault.KindOf(err) == fault.Invalid { // it has the name of somebody
		return portion{refused: len(arrivals)}, nil
	}
	if err != nil {
		return portion{}, err
	}
	p.batch = in.s.Prepare(src, arrivals)
	return p, nil
}

func firstOf(all ...string) string {
	for _, s := range all {
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return ""
}

package press

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"sync"
)

//go:embed content
var content embed.FS

// list is the lines that a slot may become.
type list struct {
	id    int
	lines []frame
}

// field is what the press writes about: a watched topic or another part of life.
type field struct {
	key     string
	name    string
	office  string // code of the department that answers for it
	partner string
	query   string // in the query language; empty: nobody watches it
	phrases []string
	weight  float64
	lists   map[string]*list
	events  []*event
	kin     []int // fields whose news comes with it
}

// event is a kind of thing that happens in a field.
type event struct {
	key    string
	tones  string // one of these letters each time: + - 0 ?
	signal Signal
	lists  map[string]*list
}

// grammar is everything that was written by hand.
type grammar struct {
	words  *wording
	fields []*field
	common map[string]*list
	lists  int // how many there are
}

// readGrammar reads the content once.
var readGrammar = sync.OnceValue(func() *grammar {
	g, err := loadGrammar(content)
	if err != nil {
		panic(err) // embedded; a test loads it
	}
	return g
})

func loadGrammar(files fs.FS) (*grammar, error) {
	g := &grammar{common: map[string]*list{}}
	names, err := fs.Glob(files, "content/*.txt")
	if err != nil {
		return nil, err
	}
	b, err := fs.ReadFile(files, synonymFile)
	if err != nil {
		return nil, err
	}
	g.words = readWording(string(b))
	for _, name := range names {
		if name == synonymFile {
			continue
		}
		b, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		err = g.read(string(b))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return g, g.join()
}

// read takes one file. "= key | name | office | partner | weight | kin" begins a field, "? …" is its query,
// "# key | tones | signal" an event; "name: a | b" adds lines to a list of what was begun last, or to the
// common ones. Lines that begin with "%" are remarks.
func (g *grammar) read(text string) error {
	lists := g.common
	var now *field
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '%' {
			continue
		}
		var err error
		switch {
		case strings.HasPrefix(line, "= "):
			now, err = newField(line[2:])
			if err == nil {
				g.fields = append(g.fields, now)
				lists = now.lists
			}
		case strings.HasPrefix(line, "? "):
			now.query = strings.TrimSpace(now.query + " " + line[2:])
			g.words.keep(line[2:])
		case strings.HasPrefix(line, "# "):
			f := append(splitTop(line[2:]), "", "")
			e := &event{key: f[0], tones: f[1], signal: signals[f[2]], lists: map[string]*list{}}
			now.events = append(now.events, e)
			lists = e.lists
		default:
			err = g.add(lists, line)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

var signals = map[string]Signal{"R": Risk, "O": Opportunity, "": NoSignal}

func newField(line string) (*field, error) {
	f := append(splitTop(line), "", "", "", "")
	w := 1.0
	if f[4] != "" {
		_, err := fmt.Sscan(f[4], &w)
		if err != nil {
			return nil, fmt.Errorf("weight of %s: %w", f[0], err)
		}
	}
	return &field{key: f[0], name: f[1], office: f[2], partner: f[3], weight: w, phrases: strings.Fields(f[5]), lists: map[string]*list{}}, nil
}

// fixed are lists whose words stay as they are: names, and what is said on telephones.
var fixed = map[string]bool{"place": true, "office": true, "source": true, "byline": true, "duong": true, "song": true, "truong": true, "thon": true, "ask": true, "claim": true, "N": true, "np": true, "cty": true, "ten": true}

func (g *grammar) add(lists map[string]*list, line string) error {
	name, rest, ok := strings.Cut(line, ": ")
	if !ok {
		return fmt.Errorf("%q is no list", line)
	}
	l := lists[name]
	if l == nil {
		l = &list{id: g.lists}
		g.lists++
		lists[name] = l
	}
	words := g.words
	if fixed[name] || strings.HasPrefix(name, "chat.") || name[0] == 's' && len(name) == 2 {
		words = nil
	}
	for _, text := range splitTop(rest) {
		f, err := parseFrame(text, words)
		if err != nil {
			return err
		}
		l.lines = append(l.lines, f)
	}
	return nil
}

// join finds the kin of the fields and checks that every slot leads somewhere.
func (g *grammar) join() error {
	for _, f := range g.fields {
		for _, key := range f.phrases {
			for i, other := range g.fields {
				if other.key == key {
					f.kin = append(f.kin, i)
				}
			}
		}
		if len(f.kin) != len(f.phrases) {
			return fmt.Errorf("field %s: unknown kin among %q", f.key, f.phrases)
		}
		for _, e := range f.events {
			err := g.check(f, e, e.lists)
			if err != nil {
				return fmt.Errorf("field %s, event %s: %w", f.key, e.key, err)
			}
			for _, name := range []string{"N", "T", "L", "F"} {
				if e.lists[name] == nil {
					return fmt.Errorf("field %s, event %s has no %s", f.key, e.key, name)
				}
			}
		}
		err := g.check(f, f.events[0], f.lists)
		if err != nil {
			return fmt.Errorf("field %s: %w", f.key, err)
		}
		err = g.check(f, f.events[0], g.common)
		if err != nil {
			return fmt.Errorf("common lists in field %s: %w", f.key, err)
		}
	}
	return nil
}

func (g *grammar) check(f *field, e *event, lists map[string]*list) error {
	for name, l := range lists {
		for _, line := range l.lines {
			err := g.checkFrame(f, e, line)
			if err != nil {
				return fmt.Errorf("list %s: %w", name, err)
			}
		}
	}
	return nil
}

func (g *grammar) checkFrame(f *field, e *event, line frame) error {
	for _, p := range line {
		for _, c := range p.choice {
			err := g.checkFrame(f, e, c)
			if err != nil {
				return err
			}
		}
		if p.slot == "" || builtIn(p.slot) || g.find(f, e, p.slot) != nil {
			continue
		}
		if p.slot == "say" || p.slot == "dan" || p.slot == "eff" {
			continue
		}
		return fmt.Errorf("nothing is called [%s]", p.slot)
	}
	return nil
}

// find looks for a list in an event, then in its field, then among the common ones.
func (g *grammar) find(f *field, e *event, name string) *list {
	if e != nil {
		if l := e.lists[name]; l != nil {
			return l
		}
	}
	if l := f.lists[name]; l != nil {
		return l
	}
	return g.common[name]
}

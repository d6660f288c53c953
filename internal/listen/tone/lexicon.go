package tone

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/vi"
)

//go:embed lexicon/*.txt
var lexiconFiles embed.FS

// kind is what a phrase of the lexicon does.
type kind uint8

const (
	good    kind = iota // speaks for a policy or its work
	bad                 // speaks against it
	harm                // a bad event, no tone by itself
	fortune             // a good event, no tone by itself
	plain               // language of notices
	worth               // good when it rises
	burden              // bad when it rises
	not                 // negates what follows
	rid                 // takes away what is bad
	down                // lowers
	up                  // raises
	very                // strengthens
	slight              // weakens
	but                 // what follows counts more
	though              // the clause counts less
	hope                // wish or request
	ask                 // asks for information
	rhet                // asks without wanting an answer
	mixed               // for and against at once
	doubt               // hearsay, reserve
	still               // goes with complaint
	now                 // goes with relief
	target              // a policy, an agency, public work, those it touches
	none                // stands here so that its parts are not read
	kinds   int  = iota
)

var kindNames = [...]string{"good", "bad", "harm", "fortune", "plain", "worth", "burden", "not", "rid", "down", "up",
	"very", "slight", "but", "though", "hope", "ask", "rhet", "mixed", "doubt", "still", "now", "target", "none"}

// Entry is a phrase of the lexicon: what it does, how strongly (1 to 3), where it comes from and where it stands.
type Entry struct {
	Phrase   string
	Kind     string
	Strength int
	Source   string
	File     string
	Line     int
}

// sources are the marks that an entry may carry.
var sources = map[string]string{"nc": "written for Nhịp Cầu from knowledge of the language"}

// spellingFile holds informal spellings of one syllable, not phrases.
const spellingFile = "lexicon/spelling.txt"

// Entries reads the embedded lexicon. The error joins every line that is not in the form of lexicon/README.md.
func Entries() ([]Entry, error) {
	files, err := fs.Glob(lexiconFiles, "lexicon/*.txt")
	if err != nil {
		return nil, err
	}
	var entries []Entry
	var problems []error
	for _, name := range files {
		if name == spellingFile {
			continue
		}
		text, err := lexiconFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		for i, line := range strings.Split(string(text), "\n") {
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			e, err := readEntry(line)
			if err != nil {
				problems = append(problems, fmt.Errorf("%s:%d: %w", name, i+1, err))
				continue
			}
			e.File, e.Line = name, i+1
			entries = append(entries, e)
		}
	}
	return entries, errors.Join(problems...)
}

func readEntry(line string) (Entry, error) {
	f := strings.Split(line, "\t")
	if len(f) != 4 {
		return Entry{}, fmt.Errorf("%d columns, not 4", len(f))
	}
	e := Entry{Phrase: f[0], Kind: f[1], Source: f[3]}
	if _, ok := kindOf(e.Kind); !ok {
		return e, fmt.Errorf("no kind is called %q", e.Kind)
	}
	if sources[e.Source] == "" {
		return e, fmt.Errorf("no source is marked %q", e.Source)
	}
	n, err := strconv.Atoi(f[2])
	if err != nil || n < 1 || n > 3 {
		return e, fmt.Errorf("strength %q is not 1, 2 or 3", f[2])
	}
	e.Strength = n
	if vi.CanonicalTone(vi.Normalize(e.Phrase)) != e.Phrase || strings.TrimSpace(e.Phrase) == "" {
		return e, fmt.Errorf("%q is not in the usual written form", e.Phrase)
	}
	return e, nil
}

func kindOf(name string) (kind, bool) {
	for i, n := range kindNames {
		if n == name {
			return kind(i), true
		}
	}
	return 0, false
}

// lexicon is the phrases as two tables of words: as written, and for text typed without diacritics.
type lexicon struct {
	marked, bare table
	spelling     map[uint32]word
}

// words is the embedded lexicon. Its form is held by a test.
var words = sync.OnceValue(func() *lexicon {
	entries, err := Entries()
	if err != nil {
		panic(err)
	}
	l := &lexicon{marked: newTable(), bare: newTable()}
	l.readSpelling()
	for _, e := range entries {
		k, _ := kindOf(e.Kind)
		w := appendWords(nil, e.Phrase, 16)
		l.spell(w)
		value := sense{k, uint8(e.Strength)}
		l.marked.add(w, false, value)
		if len(w) > 1 && !common[e.Phrase] || isASCII(e.Phrase) || turning[e.Phrase] || w[0].kind == isSign {
			l.bare.add(w, true, value)
		}
	}
	return l
})

// turning are the words of one syllable that are read in text without diacritics, where most single syllables
// could be many words.
var turning = map[string]bool{"không": true, "chẳng": true, "chưa": true, "hết": true, "giảm": true, "tăng": true,
	"nhưng": true, "rất": true, "quá": true}

// common are phrases that without diacritics are commoner words: phải cho, bị che.
var common = map[string]bool{"phải chờ": true, "bị chê": true}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

func (l *lexicon) readSpelling() {
	l.spelling = make(map[uint32]word)
	text, err := lexiconFiles.ReadFile(spellingFile)
	if err != nil {
		panic(err)
	}
	for line := range strings.Lines(string(text)) {
		f := strings.Fields(line)
		if len(f) != 3 || !unicode.IsLetter([]rune(f[0])[0]) {
			continue
		}
		from, to := appendWords(nil, f[0], 2), appendWords(nil, f[1], 2)
		l.spelling[from[0].marked] = to[0]
	}
}

// spell spells out informal syllables in place; positions stay.
func (l *lexicon) spell(words []word) {
	for i := range words {
		if words[i].kind != isSyllable || words[i].end-words[i].start > 8 {
			continue
		}
		if full, ok := l.spelling[words[i].marked]; ok {
			words[i].marked, words[i].bare = full.marked, full.bare
		}
	}
}

// sense is what a phrase means.
type sense struct {
	kind     kind
	strength uint8
}

// table finds the longest phrase that begins at a word. A node is a beginning of phrases; 0 is the empty one.
type table struct {
	ways  []way // from a node by a word to the next: open addressing, at most half full, a power of two
	used  int
	ends  []bool
	sense []sense
}

// way leads to a node that is not 0; else its place is empty.
type way struct {
	key  uint64
	node int32
}

func newTable() table {
	return table{ways: make([]way, 1<<10), ends: make([]bool, 1), sense: make([]sense, 1)}
}

func (t *table) add(words []word, bare bool, s sense) {
	node := int32(0)
	for _, w := range words {
		key := edge(node, w.number(bare))
		node = t.follow(key)
		if node == 0 {
			node = int32(len(t.ends))
			t.join(way{key, node})
			t.ends = append(t.ends, false)
			t.sense = append(t.sense, sense{})
		}
	}
	if !t.ends[node] || t.sense[node].strength < s.strength {
		t.ends[node], t.sense[node] = true, s
	}
}

// follow is the node to which a key leads, 0 if there is none.
func (t *table) follow(key uint64) int32 {
	mask := uint64(len(t.ways) - 1)
	for i := key * 0x9E3779B97F4A7C15 >> 32; ; i++ {
		w := &t.ways[i&mask]
		if w.node == 0 || w.key == key {
			return w.node
		}
	}
}

func (t *table) join(w way) {
	if 2*t.used >= len(t.ways) {
		old := t.ways
		t.ways, t.used = make([]way, 2*len(old)), 0
		for _, o := range old {
			if o.node != 0 {
				t.join(o)
			}
		}
	}
	i, mask := w.key*0x9E3779B97F4A7C15>>32, uint64(len(t.ways)-1)
	for t.ways[i&mask].node != 0 {
		i++
	}
	t.ways[i&mask] = w
	t.used++
}

func (w word) number(bare bool) uint32 {
	if bare {
		return w.bare
	}
	return w.marked
}

func edge(node int32, number uint32) uint64 { return uint64(node)<<32 | uint64(number) }

// find is the longest phrase from words[i] on; end is i when there is none.
func (t *table) find(words []word, i int, bare bool) (s sense, end int) {
	node, end := int32(0), i
	for j := i; j < len(words); j++ {
		node = t.follow(edge(node, words[j].number(bare)))
		if node == 0 {
			break
		}
		if t.ends[node] {
			s, end = t.sense[node], j+1
		}
	}
	return s, end
}

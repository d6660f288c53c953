package vi

import (
	"slices"
	"strings"
)

// EntityKind tells places from agencies.
type EntityKind string

// The kinds of entities.
const (
	EntityPlace  EntityKind = "place"
	EntityAgency EntityKind = "agency"
)

// Entity is a place or an agency named in a text. Start and End are byte offsets; the text between them is
// the name as written.
type Entity struct {
	Start, End int
	Kind       EntityKind
	Type       string   // tỉnh, phường, quận …; for an agency its kind in full: Ủy ban nhân dân, Sở
	Name       string   // in full as it was written: abbreviations spelled out, old names kept
	Now        string   // in full as it is called now; empty if it is not known, gone or shared out
	Province   string   // name of the province now; empty if unknown
	Code       string   // of the unit now; of an agency, of its area
	Choices    []string // of a name that several units share and nothing decides between, or of an agency whose work was shared out: those units, in full
}

// Unit is an administrative unit of today or of the past, as a caller loads it.
type Unit struct {
	Kind, Name  string // xã, Tân An
	District    string // of an old unit, in full: huyện Đak Pơ
	Province    string // its province at its time, without kind
	NowKind     string // the unit it belongs to now; empty if it was shared out or is not known
	NowName     string
	NowProvince string
	Code        string // of the unit now
}

// Gazetteer knows names of places and kinds of agencies. It never changes and may be used by many
// goroutines.
type Gazetteer struct {
	places   phraseTable
	units    []Unit
	agencies phraseTable
	kinds    []agencyWord
	own      string // folded name of the own province
}

// NewGazetteer knows the provinces of Việt Nam, those merged in 2025 among them, the kinds of agencies, and
// the given units. own is the name of the reader's own province: of several units of one name its unit is
// meant unless the text says otherwise; empty for none.
func NewGazetteer(units []Unit, own string) *Gazetteer {
	g := &Gazetteer{places: newPhraseTable(), agencies: newPhraseTable(), own: Fold(strings.TrimSpace(own))}
	for _, p := range provinces() {
		g.addUnit(p.Unit, p.spellings...)
	}
	for _, u := range units {
		g.addUnit(u)
	}
	for _, w := range agencyWords() {
		g.kinds = append(g.kinds, w)
		for _, form := range append([]string{w.name}, w.short...) {
			g.agencies.add(form, len(g.kinds)-1)
		}
	}
	return g
}

func (g *Gazetteer) addUnit(u Unit, spellings ...string) {
	u.Kind = strings.ToLower(u.Kind)
	if u.Name == "" {
		return
	}
	g.units = append(g.units, u)
	for _, form := range append([]string{u.Name}, spellings...) {
		g.places.add(form, len(g.units)-1)
	}
}

// Entities finds the places and agencies of text, in order and without overlap: an agency takes the place
// in its name with it. Names must be written with capitals, with all their diacritics or with none. It
// takes time linear in the length of text and of the longest name.
func (g *Gazetteer) Entities(text string) []Entity {
	f := finder{g: g, words: readNames(text)}
	f.countProvinces()
	var out []Entity
	for i := 0; i < len(f.words); {
		e, next, ok := f.agency(i)
		if !ok {
			e, next, ok = f.place(i)
		}
		if !ok {
			i++
			continue
		}
		out = append(out, e)
		i = next
	}
	return out
}

// finder looks for entities in one text.
type finder struct {
	g        *Gazetteer
	words    []nameWord
	mentions map[string]bool // folded names of the provinces of today that the text speaks of
}

// countProvinces notes which provinces the text names, to decide between units of one name.
func (f *finder) countProvinces() {
	f.mentions = make(map[string]bool)
	for i := range f.words {
		for _, m := range f.g.places.match(f.words, i) {
			u := f.g.units[m.id]
			if isProvince(u.Kind) && f.stands(i, m.end) {
				f.mentions[Fold(u.NowProvince)] = true
			}
		}
	}
}

func isProvince(kind string) bool {
	return kind == "tỉnh" || kind == "thành phố trực thuộc trung ương"
}

// full is the kind and name of a unit as one writes it.
func full(kind, name string) string {
	if kind == "" || name == "" {
		return name
	}
	if kind == "thành phố trực thuộc trung ương" {
		kind = "thành phố"
	}
	return kind + " " + name
}

// where is the unit in full with its province.
func (u Unit) where() string {
	parts := []string{full(u.Kind, u.Name)}
	for _, p := range []string{u.District, u.Province} {
		if p != "" && !slices.Contains(parts, p) {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, ", ")
}

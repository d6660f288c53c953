package press

import "strings"

// article is a text as its outlet gives it out.
type article struct {
	title string
	lead  string
	body  []string // paragraphs
}

// style is the habit of an outlet.
type style byte

const (
	newspaper style = iota
	website         // of an authority
	airwaves        // of a commune's loudspeakers
	features        // scenes and voices first
)

// plans are the orders in which the parts of an article may come. F facts of the event, B what lies behind,
// Q an office holder, D a resident, W what it brings or costs, P what is to be done, C the end, M a meeting,
// N a figure. A space ends a paragraph.
var plans = map[style][]string{
	newspaper: {"F F QQ B W P C", "BF Q F D W P", "F N Q B F P", "F D D W Q P", "N F B Q F C", "F M Q P B", "D F Q N W P", "F B N D Q C", "Q F F B P", "W F D Q N P C"},
	website:   {"M F P P C", "M F N Q P", "F M W P P", "M B F Q PP C", "N M F P Q", "F P W P C"},
	airwaves:  {"F P P", "F N P C", "BF P", "F W P C"},
	features:  {"D D F B Q W", "D N F D Q P", "W D F B D Q C", "D F Q D N P", "B D W F Q D"},
}

var parts = map[byte]string{'F': "F", 'B': "bg", 'W': "effect", 'P': "plan", 'C': "close", 'M': "meet", 'N': "num"}

// tell writes an article of the story in the given style, of about so many syllables.
func (v *voice) tell(st style, syllables int) article {
	var a article
	a.title = v.title(st)
	v.lead(st)
	a.lead = v.take()
	plan := pick(&v.chance, plans[st])
	words := countWords(a.lead)
	for round := 0; ; round++ {
		for paragraph := range strings.FieldsSeq(plan) {
			for i := range len(paragraph) {
				v.part(paragraph[i])
			}
			if p := v.take(); p != "" {
				words += countWords(p)
				a.body = append(a.body, p)
			}
			if words >= syllables {
				break
			}
			if v.whether(.22) {
				v.sentence("rieng")
			}
		}
		if words >= syllables*4/5 || round > 4 {
			break
		}
		plan = pick(&v.chance, plans[newspaper])
	}
	v.both = v.second()
	if v.both {
		v.elsewhere()
		a.body = append(a.body, v.take())
	}
	return a
}

func (v *voice) second() bool { return v.s.second >= 0 && v.whether(.45) }

// take gives what was written and forgets it.
func (v *voice) take() string {
	s := string(v.buf)
	v.buf = v.buf[:0]
	return s
}

func (v *voice) title(st style) string {
	switch {
	case v.turn > 2 && v.whether(.35), v.turn > 0 && v.whether(.2):
		v.sentence("title.later")
	case st == website && v.whether(.3):
		v.sentence("title.office")
	default:
		v.sentence("T")
	}
	return strings.TrimSuffix(v.take(), ".")
}

func (v *voice) lead(st style) {
	switch {
	case st == website && v.whether(.5):
		v.sentence("lead.office")
	case st == airwaves && v.whether(.6):
		v.sentence("lead.air")
	case v.turn > 2 && v.whether(.45), v.turn > 0 && v.whether(.25):
		v.sentence("lead.later")
	default:
		v.sentence("L")
	}
	if v.whether(.3) {
		v.sentence("F")
	}
	if v.whether(.5) {
		v.sentence("rieng")
	}
}

func (v *voice) part(p byte) {
	switch p {
	case 'Q':
		if v.tone == '0' || v.whether(.15) {
			v.sentence("said0")
			return
		}
		v.sentence("said")
	case 'D':
		if v.tone == '0' {
			v.fresh("bg")
			return
		}
		v.sentence("resident")
	case 'W':
		if v.tone == '0' {
			v.fresh("num")
			return
		}
		v.sentence("effect" + v.side())
	default:
		v.fresh(parts[p])
		if p == 'F' && v.whether(.35) {
			v.fresh([]string{"num", "bg", "plan"}[v.below(3)])
		}
	}
}

// fresh writes a sentence that does not stand in the article yet; if there is none, somebody else speaks.
func (v *voice) fresh(name string) {
	if v.spent(name) {
		name = []string{"said0", "plan", "meet"}[v.below(3)]
	}
	v.sentence(name)
}

// elsewhere adds a paragraph about the kin of the field.
func (v *voice) elsewhere() {
	field, event, tone := v.f, v.e, v.tone
	v.f = v.g.fields[v.s.second]
	v.e = v.f.events[mix(v.s.seed, 55)%uint64(len(v.f.events))]
	v.sentence("bridge")
	v.sentence("F")
	v.sentence("bg")
	v.f, v.e, v.tone = field, event, tone
}

func countWords(s string) int { return strings.Count(s, " ") + 1 }

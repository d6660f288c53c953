package press

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/law"
)

// voice tells one item of a story.
type voice struct {
	g       *grammar
	w       *world
	s       *story
	f       *field
	e       *event
	chance          // of the item
	item    uint64  // its seed
	tone    byte    // + - 0 ?
	turn    int     // how many of the story were told before
	used    []uint8 // lines taken of each list
	known   [4]bool // speakers who were introduced
	officer holder
	buf     []byte
	flip    bool
	both    bool // whether the second field was written of

	chatting bool // of a social item: nobody sets full stops
}

// maker makes items; it keeps its memory.
type maker struct {
	g     *grammar
	w     *world
	voice voice
}

func newMaker(g *grammar, w *world) *maker {
	return &maker{g: g, w: w, voice: voice{g: g, w: w, used: make([]uint8, g.lists)}}
}

// begin prepares for one item.
func (m *maker) begin(s *story, seed uint64, turn int) *voice {
	v := &m.voice
	clear(v.used)
	v.s, v.f, v.chance, v.item, v.turn = s, m.g.fields[s.field], chance(seed), seed, turn
	v.e = v.f.events[s.event]
	v.tone = s.tone(v.e, seed)
	v.known, v.chatting = [4]bool{}, false
	v.buf = v.buf[:0]
	v.flip = seed&1 == 0
	o := m.w.offices[m.w.office(v.f.office)]
	v.officer = o.heads[mix(s.seed, 5, uint64(turn/3))%2]
	return v
}

func builtIn(name string) bool {
	switch name {
	case "x", "x2", "x3", "x4", "xa", "tx", "d", "d2", "dt", "o", "k", "p", "ngay", "hom", "nay", "thang", "nam", "namtruoc", "quy", "han", "han2", "truoc", "gio", "nguoi", "so", "tenrieng", "hotrieng":
		return true
	}
	return false
}

// line writes one line of a list.
func (v *voice) line(name string, shared bool) {
	switch name {
	case "say", "dan":
		name += v.side()
	case "eff":
		name = map[string]string{"+": "gain", "-": "harm", "0": "task"}[v.side()]
	}
	l := v.g.find(v.f, v.e, name)
	if l == nil {
		return
	}
	n := uint64(len(l.lines))
	if shared || settled(name) {
		v.frame(l.lines[mix(v.s.seed, uint64(l.id))%n])
		return
	}
	at := mix(v.s.seed, uint64(l.id), 3) + uint64(v.turn)*7
	if n > 6 {
		at = mix(v.item, uint64(l.id))
	}
	at += uint64(v.used[l.id]) * stride(mix(v.item, uint64(l.id), 1), n)
	if v.used[l.id] < 255 {
		v.used[l.id]++
	}
	v.frame(l.lines[at%n])
}

// stride is a step by which all of n lines are met in an order of their own.
func stride(random, n uint64) uint64 {
	for step := 1 + random%n; ; step++ {
		a, b := step, n
		for b > 0 {
			a, b = b, a%b
		}
		if a == 1 {
			return step
		}
	}
}

// spent reports whether every line of a list was taken.
func (v *voice) spent(name string) bool {
	l := v.g.find(v.f, v.e, name)
	return l != nil && int(v.used[l.id]) >= len(l.lines)
}

// settled reports whether a story happens at one of these, whatever the frame says.
func settled(name string) bool { return name == "thon" || name == "duong" || name == "song" }

// side is the sign of what is said: an unclear item says both.
func (v *voice) side() string {
	if v.tone == '?' {
		v.flip = !v.flip
		if v.flip {
			return "+"
		}
		return "-"
	}
	return string(v.tone)
}

func (v *voice) frame(f frame) {
	for i := range f {
		p := &f[i]
		switch {
		case p.choice != nil:
			v.frame(p.choice[v.below(len(p.choice))])
		case p.number != nil:
			random := v.next()
			if p.shared {
				random = mix(v.s.numbers, hashText(p.number.key))
			}
			v.buf = appendNumber(v.buf, p.number.value(random), p.number.decimals)
		case p.slot == "":
			v.buf = append(v.buf, p.text...)
		default:
			from := len(v.buf)
			if builtIn(p.slot) {
				v.fill(p.slot)
			} else {
				v.line(p.slot, p.shared)
			}
			if p.capital {
				capital(v.buf[from:])
			}
		}
	}
}

// fill writes a built-in slot.
func (v *voice) fill(name string) {
	switch name {
	case "x":
		v.text(v.s.place(v.w, 0).full)
	case "x2":
		v.text(v.s.place(v.w, 1).full)
	case "x3":
		v.text(v.s.place(v.w, 2).full)
	case "x4":
		v.text(v.s.place(v.w, 3).full)
	case "xa":
		v.text("UBND " + v.s.place(v.w, 0).full)
	case "tx":
		v.text(v.s.place(v.w, 0).name)
	case "d", "d2":
		code := v.f.office
		if name == "d2" {
			code = v.f.partner
		}
		o := v.w.offices[v.w.office(code)]
		if o.short != "" && v.whether(.35) {
			v.text(o.short)
			return
		}
		v.text(o.full)
	case "dt":
		v.text(v.w.offices[v.w.office(v.f.office)].full)
	case "o":
		v.speaker(0, v.officer)
	case "k":
		v.speaker(1, v.s.place(v.w, 0).heads[mix(v.s.seed, 6, uint64(v.turn/4))%2])
	case "p":
		v.speaker(2, v.w.leaders[mix(v.s.seed, 7)%3])
	case "nguoi":
		v.resident()
	case "tenrieng":
		c := v.s.chance(name)
		v.text(pick(&c, rareNames) + " " + pick(&c, rareNames))
	case "hotrieng":
		n := naming{chance: v.s.chance(name), used: map[string]bool{}}
		who := n.holder("")
		v.text(who.salute() + " " + who.name)
	case "so":
		v.number(20, 2400, 81)
	default:
		v.date(name)
	}
}

func (v *voice) text(s string) { v.buf = append(v.buf, s...) }

func (v *voice) number(low, high int, what uint64) {
	v.buf = strconv.AppendInt(v.buf, int64(low)+int64(mix(v.s.numbers, what)%uint64(high-low)), 10)
}

// speaker names somebody in full once, then shortly.
func (v *voice) speaker(n int, h holder) {
	v.text(h.salute())
	v.text(" ")
	if v.known[n] {
		if v.whether(.5) {
			v.text(h.given())
			return
		}
		v.text(h.name)
		return
	}
	v.known[n] = true
	v.text(h.name)
	v.text(", ")
	v.text(h.title)
	v.text(",")
}

// resident is a private person as newspapers name them: by initials.
func (v *voice) resident() {
	h := naming{chance: chance(mix(uint64(v.chance), 91)), used: map[string]bool{}}
	who := h.holder("")
	word := "anh "
	if who.woman {
		word = "chị "
	}
	if v.whether(.4) {
		word = who.salute() + " "
	}
	v.text(word)
	for i, r := range who.name {
		if i == 0 || who.name[i-1] == ' ' {
			v.buf = utf8.AppendRune(v.buf, r)
			v.buf = append(v.buf, '.')
		}
	}
	v.next()
}

var quarters = [4]string{"quý I", "quý II", "quý III", "quý IV"}

func (v *voice) date(name string) {
	d := v.s.day
	switch name {
	case "ngay":
		v.text("ngày ")
		v.day(d)
	case "hom":
		v.text([]string{"sáng", "chiều", "trưa"}[mix(v.s.seed, 8)%3])
		if v.whether(.5) {
			v.text(" ngày")
		}
		v.text(" ")
		v.day(d)
	case "nay":
		v.text([]string{"những ngày này", "mấy ngày qua", "thời gian gần đây", "từ đầu tuần đến nay", "hơn một tuần qua", "trong tuần này"}[v.below(6)])
	case "han":
		v.text("ngày ")
		v.day(d.AddDays(5 + int(mix(v.s.numbers, 82)%25)))
	case "han2":
		v.text("ngày ")
		v.day(d.AddDays(35 + int(mix(v.s.numbers, 83)%60)))
	case "truoc":
		v.text("ngày ")
		v.day(d.AddDays(-4 - int(mix(v.s.numbers, 84)%40)))
	case "thang":
		v.text("tháng ")
		v.buf = strconv.AppendInt(v.buf, int64(d.Month), 10)
	case "nam":
		v.buf = strconv.AppendInt(v.buf, int64(d.Year), 10)
	case "namtruoc":
		v.buf = strconv.AppendInt(v.buf, int64(d.Year-1), 10)
	case "quy":
		v.text(quarters[(d.Month-1)/3])
	case "gio":
		v.number(5, 21, 85)
		v.text(" giờ")
		if m := mix(v.s.numbers, 86) % 3; m > 0 {
			v.text([]string{" 30 phút", " 15 phút"}[m-1])
		}
	}
}

func (v *voice) day(d law.Date) {
	v.buf = strconv.AppendInt(v.buf, int64(d.Day), 10)
	v.buf = append(v.buf, '/')
	v.buf = strconv.AppendInt(v.buf, int64(d.Month), 10)
}

// sentence writes a line of a list as a sentence of a paragraph.
func (v *voice) sentence(name string) bool {
	if l := v.g.find(v.f, v.e, name); l == nil && name != "say" && name != "dan" {
		return false
	}
	if len(v.buf) > 0 && v.buf[len(v.buf)-1] != '\n' {
		v.buf = append(v.buf, ' ')
	}
	from := len(v.buf)
	v.line(name, false)
	v.tidy(from)
	v.close(name)
	return true
}

// close ends a sentence of running text with its stop.
func (v *voice) close(name string) {
	if name == "T" || strings.HasPrefix(name, "title") || v.chatting {
		return
	}
	r, _ := utf8.DecodeLastRune(v.buf)
	if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '”' || r == '%' || r == ')' {
		v.buf = append(v.buf, '.')
	}
}

// tidy closes the gaps that empty choices leave and begins with a capital.
func (v *voice) tidy(from int) {
	v.buf = append(v.buf[:from], tidied(v.buf[from:])...)
}

func tidied(b []byte) []byte {
	out := b[:0]
	for i, c := range b {
		last := byte(' ')
		if len(out) > 0 {
			last = out[len(out)-1]
		}
		if c == ' ' && (last == ' ' || i+1 < len(b) && (b[i+1] == ',' || b[i+1] == '.' || b[i+1] == ';' || b[i+1] == '?')) {
			continue
		}
		if c == ',' && last == ',' {
			continue
		}
		if (c == '.' || c == '?' || c == ';') && last == ',' {
			out = out[:len(out)-1]
		}
		out = append(out, c)
	}
	return capital(out)
}

// capital makes the first letter a large one; the letters of Vietnamese keep their length in UTF-8.
func capital(b []byte) []byte {
	at := 0
	for at < len(b) && (b[at] == '"' || b[at] == ' ') {
		at++
	}
	if quote := "“"; len(b) >= at+len(quote) && string(b[at:at+len(quote)]) == quote {
		at += len(quote)
	}
	r, n := utf8.DecodeRune(b[at:])
	u := unicode.ToUpper(r)
	if u != r && utf8.RuneLen(u) == n {
		utf8.EncodeRune(b[at:at+n], u)
	}
	return b
}

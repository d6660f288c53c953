package pdf

import (
	"slices"
	"sort"
	"unicode/utf16"
)

// cmap maps the codes of a composite font: to text (a ToUnicode map) or to glyph numbers (an encoding).
// Ranges stay ranges, so a map of all codes costs one entry.
type cmap struct {
	spaces []span // which codes have how many bytes
	chars  map[uint32]string
	ranges []span
	wide   bool // codes are UTF-16 themselves
}

type span struct {
	low, high uint32
	size      int      // bytes of a code
	first     []byte   // text of low, as UTF-16; the last unit counts up
	list      [][]byte // or the text of every code
	cid       int      // or the glyph number of low
}

const maxRanges = 70_000

// parseCMap reads a CMap program. What it does not understand it passes over.
func parseCMap(data []byte) *cmap {
	m := &cmap{chars: map[uint32]string{}}
	l := lexer{data: data}
	for {
		t := l.next()
		if t.kind == endOfData {
			break
		}
		if t.kind != keyword {
			continue
		}
		switch string(t.bytes) {
		case "begincodespacerange":
			m.readSpaces(&l)
		case "beginbfchar":
			m.readChars(&l)
		case "beginbfrange":
			m.readRanges(&l, false)
		case "begincidrange":
			m.readRanges(&l, true)
		case "begincidchar":
			m.readCIDChars(&l)
		}
	}
	sort.SliceStable(m.ranges, func(i, j int) bool { return m.ranges[i].low < m.ranges[j].low })
	return m
}

func (m *cmap) readSpaces(l *lexer) {
	for len(m.spaces) < 1000 {
		low := l.next()
		if low.kind != stringToken {
			return
		}
		high := l.next()
		if n := len(low.bytes); n >= 1 && n <= 4 {
			m.spaces = append(m.spaces, span{low: codeOf(low.bytes), high: codeOf(high.bytes), size: n})
		}
	}
}

func (m *cmap) readChars(l *lexer) {
	for len(m.chars) < maxRanges {
		code := l.next()
		if code.kind != stringToken {
			return
		}
		to := l.next()
		if to.kind == stringToken {
			m.chars[codeOf(code.bytes)] = utf16Text(to.bytes)
		}
	}
}

func (m *cmap) readRanges(l *lexer, cids bool) {
	for len(m.ranges) < maxRanges {
		low := l.next()
		if low.kind != stringToken {
			return
		}
		high := l.next()
		s := span{low: codeOf(low.bytes), high: codeOf(high.bytes), size: len(low.bytes)}
		to := l.next()
		switch {
		case to.kind == number && cids:
			s.cid = int(to.num)
		case to.kind == stringToken:
			s.first = slices.Clone(to.bytes)
		case to.kind == openArray:
			for t := l.next(); t.kind != closeArray && t.kind != endOfData; t = l.next() {
				s.list = append(s.list, slices.Clone(t.bytes))
			}
		}
		if s.high >= s.low {
			m.ranges = append(m.ranges, s)
		}
	}
}

func (m *cmap) readCIDChars(l *lexer) {
	for len(m.ranges) < maxRanges {
		code := l.next()
		if code.kind != stringToken {
			return
		}
		c := codeOf(code.bytes)
		m.ranges = append(m.ranges, span{low: c, high: c, size: len(code.bytes), cid: int(l.next().num)})
	}
}

func codeOf(b []byte) uint32 {
	var n uint32
	for _, c := range b[:min(len(b), 4)] {
		n = n<<8 | uint32(c)
	}
	return n
}

// find returns the range that holds code.
func (m *cmap) find(code uint32) (span, bool) {
	i := sort.Search(len(m.ranges), func(i int) bool { return m.ranges[i].low > code })
	for i--; i >= 0 && i < len(m.ranges); i-- {
		if code <= m.ranges[i].high {
			return m.ranges[i], true
		}
		if m.ranges[i].low+0x10000 < code {
			break
		}
	}
	return span{}, false
}

// text is what code stands for, "" when the map does not say.
func (m *cmap) text(code uint32) string {
	if s, ok := m.chars[code]; ok {
		return s
	}
	if m.wide {
		return string(rune(code))
	}
	s, ok := m.find(code)
	if !ok {
		return ""
	}
	n := code - s.low
	if s.list != nil {
		if int(n) < len(s.list) {
			return utf16Text(s.list[n])
		}
		return ""
	}
	if len(s.first) == 1 {
		return string(rune(uint32(s.first[0]) + n))
	}
	if len(s.first) < 2 {
		return ""
	}
	to := slices.Clone(s.first)
	last := uint32(to[len(to)-2])<<8 | uint32(to[len(to)-1])
	last += n
	to[len(to)-2], to[len(to)-1] = byte(last>>8), byte(last)
	return utf16Text(to)
}

// cid is the glyph number of code.
func (m *cmap) cid(code uint32) int {
	s, ok := m.find(code)
	if !ok {
		return 0
	}
	return s.cid + int(code-s.low)
}

// size says how many bytes the next code has, by the code spaces; 2 where they do not say.
func (m *cmap) size(b []byte) int {
	for n := 1; n <= 4 && n <= len(b); n++ {
		code := codeOf(b[:n])
		for _, s := range m.spaces {
			if s.size == n && insideSpace(code, s) {
				return n
			}
		}
	}
	return min(2, len(b))
}

// insideSpace compares byte by byte, as code spaces are boxes, not intervals.
func insideSpace(code uint32, s span) bool {
	for shift := 0; shift < s.size*8; shift += 8 {
		c, low, high := byte(code>>shift), byte(s.low>>shift), byte(s.high>>shift)
		if c < low || c > high {
			return false
		}
	}
	return true
}

func utf16Text(b []byte) string {
	if len(b) == 1 {
		return string(rune(b[0]))
	}
	units := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
	}
	return string(utf16.Decode(units))
}

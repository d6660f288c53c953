package extract

import (
	"encoding/json"
	"hash/fnv"
	"strings"
)

// Memory learns the lines that the pages of one source repeat, such as a slogan or a notice below each article, and
// tells them apart from the text. It is not safe for use by several goroutines. The zero value is ready.
//
// Only numbers made from lines are kept, not the lines.
type Memory struct {
	pages [][]uint32 // hashes of the lines of the last pages, oldest first
	seen  map[uint32]int
}

const (
	memoryPages    = 50  // pages that are remembered
	memoryShare    = 0.3 // of them in which a repeated line stands
	memoryFewest   = 8   // pages before anything is cut
	memoryLines    = 400 // lines of a page that are looked at
	longestLearned = 400 // bytes; longer lines are text
)

// Learn notes the lines of one more page, before any were cut.
func (m *Memory) Learn(lines []string) {
	if m.seen == nil {
		m.seen = map[uint32]int{}
	}
	var page []uint32
	own := map[uint32]bool{}
	for _, l := range lines[:min(len(lines), memoryLines)] {
		h, ok := lineHash(l)
		if !ok || own[h] {
			continue
		}
		own[h] = true
		page = append(page, h)
		m.seen[h]++
	}
	m.pages = append(m.pages, page)
	if len(m.pages) > memoryPages {
		m.forget(m.pages[0])
		m.pages = m.pages[1:]
	}
}

func (m *Memory) forget(page []uint32) {
	for _, h := range page {
		m.seen[h]--
		if m.seen[h] <= 0 {
			delete(m.seen, h)
		}
	}
}

// Repeated tells whether a line stands in more than 30 % of the last fifty pages.
func (m *Memory) Repeated(line string) bool {
	if m == nil || len(m.pages) < memoryFewest {
		return false
	}
	h, ok := lineHash(line)
	return ok && float64(m.seen[h]) > memoryShare*float64(len(m.pages))
}

// lineHash is a number for a line; figures are alike, so that "1.234 lượt xem" and "987 lượt xem" are one line.
func lineHash(s string) (uint32, bool) {
	s = oneLine(strings.ToLower(s))
	if s == "" || len(s) > longestLearned {
		return 0, false
	}
	h := fnv.New32a()
	digit := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= '0' && c <= '9' || digit && (c == '.' || c == ',') {
			if !digit {
				_, _ = h.Write([]byte{'#'}) // never fails
			}
			digit = true
			continue
		}
		digit = false
		_, _ = h.Write([]byte{c})
	}
	return h.Sum32(), true
}

// MarshalJSON writes the state: the numbers of the lines of each page.
func (m *Memory) MarshalJSON() ([]byte, error) {
	pages := m.pages
	if pages == nil {
		pages = [][]uint32{}
	}
	return json.Marshal(pages)
}

// UnmarshalJSON reads a state that MarshalJSON wrote; one with more pages than are remembered is cut.
func (m *Memory) UnmarshalJSON(data []byte) error {
	var pages [][]uint32
	err := json.Unmarshal(data, &pages)
	if err != nil {
		return err
	}
	pages = pages[max(0, len(pages)-memoryPages):]
	*m = Memory{pages: pages, seen: map[uint32]int{}}
	for k := range pages {
		pages[k] = pages[k][:min(len(pages[k]), memoryLines)]
		for _, h := range pages[k] {
			m.seen[h]++
		}
	}
	return nil
}

// withoutRepeated cuts the repeated lines of a text.
func (m *Memory) withoutRepeated(text string) string {
	if m == nil || len(m.pages) < memoryFewest {
		return text
	}
	var out []string
	for _, l := range strings.Split(text, "\n") {
		if !m.Repeated(l) {
			out = append(out, l)
		}
	}
	return strings.Join(out, "\n")
}

package pdf

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// sheet is one page, cut into what is read one after the other.
type sheet struct {
	width, height float64
	items         []item
	scanned       bool
}

// item is a block or a table.
type item struct {
	block *block
	table *table
}

// margin is the part of a page's height, at the top and at the bottom, where running lines stand.
const margin = 0.1

// dropRunning removes page numbers, and headings and footers that pages repeat.
func dropRunning(sheets []*sheet) {
	drop := map[*line]bool{}
	markNumbers(sheets, drop)
	markRepeated(sheets, drop)
	if len(drop) == 0 {
		return
	}
	for _, s := range sheets {
		s.items = slices.DeleteFunc(s.items, func(it item) bool {
			if it.block == nil {
				return false
			}
			it.block.lines = slices.DeleteFunc(it.block.lines, func(l *line) bool { return drop[l] })
			return len(it.block.lines) == 0
		})
	}
}

// eachMarginal visits the lines in the margins of a page, and those that are turned, wherever they are.
func (s *sheet) eachMarginal(visit func(l *line)) {
	for _, it := range s.items {
		if it.block == nil {
			continue
		}
		for _, l := range it.block.lines {
			if l.turned || l.y < margin*s.height || l.y > (1-margin)*s.height {
				visit(l)
			}
		}
	}
}

var pageNumber = regexp.MustCompile(`(?i)^[-–—\s]*(?:trang|tr\.|page)?\s*(\d{1,4})\s*(?:(?:/|trên|of)\s*\d{1,4})?[-–—\s]*$`)

// markNumbers finds numbers that grow with the pages. A number that stands alone with its shift counts
// only when it is the number of the page itself.
func markNumbers(sheets []*sheet, drop map[*line]bool) {
	type found struct {
		line  *line
		shift int
	}
	var all []found
	count := map[int]int{}
	for i, s := range sheets {
		s.eachMarginal(func(l *line) {
			m := pageNumber.FindStringSubmatch(l.text)
			if m == nil {
				return
			}
			n, _ := strconv.Atoi(m[1])
			all = append(all, found{l, n - i})
			count[n-i]++
		})
	}
	for _, f := range all {
		if f.shift == 1 || count[f.shift] >= 2 {
			drop[f.line] = true
		}
	}
}

var digits = regexp.MustCompile(`\d+`)

// markRepeated finds lines that stand at the same height on most pages, apart from numbers in them.
func markRepeated(sheets []*sheet, drop map[*line]bool) {
	if len(sheets) < 3 {
		return
	}
	places := map[string][]*line{}
	for _, s := range sheets {
		s.eachMarginal(func(l *line) {
			key := digits.ReplaceAllString(l.text, "#")
			if !drop[l] && strings.Trim(key, "# ") != "" {
				places[key] = append(places[key], l)
			}
		})
	}
	for _, lines := range places {
		pages := map[int]bool{}
		for _, l := range lines {
			if math.Abs(l.y-lines[len(lines)/2].y) < 4 {
				pages[l.page] = true
			}
		}
		if len(pages) < max(3, len(sheets)/3) {
			continue
		}
		for _, l := range lines {
			if math.Abs(l.y-lines[len(lines)/2].y) < 4 {
				drop[l] = true
			}
		}
	}
}

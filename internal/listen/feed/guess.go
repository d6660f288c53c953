package feed

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

const (
	fewestItems  = 3  // that make a list
	shortTitle   = 20 // characters; shorter links are menus
	longTitle    = 60 // characters beyond which a longer title says no more
	maxAncestors = 6  // around a link that may be its entry
	maxTried     = 5  // patterns that are tried on the page
)

// GuessPattern proposes how to read a page that is a list and has no feed: it looks for links with titles that stand
// in elements of the same make. A person confirms what it found; ok is false where it found no list.
func GuessPattern(page []byte, o Options) (p Pattern, ok bool) {
	text, _, _ := decode(page[:min(len(page), MaxPage)], o.ContentType)
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return Pattern{}, false
	}
	g := guesser{groups: map[string]*group{}, times: map[string]int{}}
	g.walk(root)
	g.gather()
	best := 0
	for _, c := range g.likely() {
		tried := Pattern{Link: c.linkSelector(), Date: c.dateSelector(o)}
		for _, item := range c.selectors() {
			tried.Item = item
			compiled, err := tried.compile()
			if err != nil {
				continue
			}
			f := compiled.read(root, o)
			if score := scoreOf(f); len(f.Entries) >= fewestItems && score > best {
				p, best = tried, score
			}
		}
	}
	return p, best > 0
}

// scoreOf is larger the more a list looks like news: many entries, long titles, a date at each or at none.
func scoreOf(f Feed) int {
	score, dated := 0, 0
	for _, e := range f.Entries {
		n := min(utf8.RuneCountInString(e.Title.Value), longTitle)
		switch {
		case n < shortTitle:
			n = -shortTitle
		case !e.Published.IsZero():
			n *= 5 // menus have none
			dated++
		}
		score += n
	}
	if dated > 0 {
		score -= (len(f.Entries) - dated) * longTitle
	}
	return score
}

type guesser struct {
	links  []*html.Node
	times  map[string]int // how often an address is linked to
	groups map[string]*group
	order  []*group
}

// group are the elements of one make that hold one titled link each.
type group struct {
	selector string
	items    []*html.Node
	links    []*html.Node
	many     int // elements that hold more than one
	length   int // of the titles together
}

// walk collects the titled links; menus and feet of pages are left out.
func (g *guesser) walk(n *html.Node) {
	if n.Type == html.ElementNode {
		switch n.Data {
		case "nav", "footer", "script", "style", "form", "select":
			return
		case "a":
			if attr(n, "href") != "" && utf8.RuneCountInString(textOf(n)) >= shortTitle {
				g.links = append(g.links, n)
				g.times[attr(n, "href")]++
			}
			return
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		g.walk(c)
	}
}

// gather groups the links; what many entries lead to is a heading of theirs, not an entry.
func (g *guesser) gather() {
	for _, a := range g.links {
		if g.times[attr(a, "href")] < fewestItems {
			g.add(a, utf8.RuneCountInString(textOf(a)))
		}
	}
}

// add counts a link for each element around it that may be its entry.
func (g *guesser) add(a *html.Node, length int) {
	item := a
	for range maxAncestors {
		parent := item.Parent
		if parent == nil || parent.Type != html.ElementNode || parent.Data == "html" {
			return
		}
		key := makeOf(parent) + " > " + makeOf(item)
		c := g.groups[key]
		if c == nil {
			c = &group{selector: key}
			g.groups[key] = c
			g.order = append(g.order, c)
		}
		if n := len(c.items); n > 0 && c.items[n-1] == item {
			if attr(c.links[n-1], "href") != attr(a, "href") {
				c.many++
			}
		} else {
			c.items, c.links = append(c.items, item), append(c.links, a)
			c.length += min(length, longTitle)
		}
		item = parent
	}
}

// makeOf is a selector of elements like n: its name with at most two of its classes.
func makeOf(n *html.Node) string {
	s := n.Data
	count := 0
	for c := range strings.FieldsSeq(attr(n, "class")) {
		if count < 2 && isWord(c) && !strings.ContainsAny(c, ".:") && !numberedClass(c) {
			s += "." + c
			count++
		}
	}
	return s
}

// numberedClass reports whether a class tells elements apart rather than what they are.
func numberedClass(c string) bool {
	switch c {
	case "first", "last", "odd", "even", "active", "hot", "new":
		return true
	}
	last := c[len(c)-1]
	return '0' <= last && last <= '9' && !strings.HasPrefix(c, "col")
}

// likely are the groups that may be the list, the best first.
func (g *guesser) likely() []*group {
	var all []*group
	for _, c := range g.order {
		if len(c.items) >= fewestItems && c.many*4 <= len(c.items) {
			all = append(all, c)
		}
	}
	slices.SortStableFunc(all, func(a, b *group) int { return cmp.Compare(b.length, a.length) })
	return all[:min(len(all), maxTried)]
}

// selectors of the group: alone, and inside what is around its first element and has a name of its own.
func (c *group) selectors() []string {
	all := []string{c.selector}
	above := c.items[0].Parent.Parent
	for above != nil && above.Type == html.ElementNode && len(all) < maxTried {
		if id := attr(above, "id"); id != "" && isWord(id) && !strings.ContainsAny(id, ".:") {
			all = append(all, "#"+id+" "+c.selector)
		} else if m := makeOf(above); strings.Contains(m, ".") {
			all = append(all, m+" "+c.selector)
		}
		above = above.Parent
	}
	return all
}

// linkSelector is what leads to the titled link where an entry has others before it.
func (c *group) linkSelector() string {
	first := 0
	plain := selector{paths: [][]step{{{name: "a", tests: []test{{name: "href"}}}}}}
	for i, item := range c.items {
		if item == c.links[i] || plain.first(item) == c.links[i] {
			first++
		}
	}
	if first*10 >= len(c.items)*9 {
		return ""
	}
	return c.most(func(i int) []string {
		a := c.links[i]
		ways := []string{makeOf(a)}
		if a.Parent != c.items[i] {
			ways = append(ways, makeOf(a.Parent)+" > a", a.Parent.Data+" a")
		}
		return ways
	}, func(s selector, i int) bool { return s.first(c.items[i]) == c.links[i] })
}

// dateSelector is what leads to the date of an entry.
func (c *group) dateSelector(o Options) string {
	return c.most(func(i int) []string {
		var ways []string
		for n := range c.items[i].Descendants() {
			if n.Type == html.ElementNode && len(ways) < maxTried && isDate(n, o) {
				ways = append(ways, makeOf(n))
			}
		}
		return ways
	}, func(s selector, i int) bool {
		at := s.first(c.items[i])
		return at != nil && isDate(at, o)
	})
}

// isDate reports whether an element says a date and nothing else.
func isDate(n *html.Node, o Options) bool {
	text := attr(n, "datetime")
	if text == "" {
		if n.FirstChild == nil || n.Data == "a" {
			return false
		}
		text = textOf(n)
	}
	if len(text) < 6 || len(text) > 60 {
		return false
	}
	_, ok := parseDate(text, o.zone())
	return ok
}

// most is the selector that does what it should for most entries, and for at least half of them.
func (c *group) most(ways func(i int) []string, right func(s selector, i int) bool) string {
	tried, best, count := map[string]bool{}, "", len(c.items)/2
	for i := range min(len(c.items), maxTried) {
		for _, w := range ways(i) {
			s, err := parseSelector(w)
			if tried[w] || err != nil {
				continue
			}
			tried[w] = true
			n := 0
			for j := range c.items {
				if right(s, j) {
					n++
				}
			}
			if n > count {
				best, count = w, n
			}
		}
	}
	return best
}

package extract

import (
	"strings"

	"golang.org/x/net/html/atom"

	"github.com/nhipcau/nhipcau/internal/fault"
)

// Selector picks elements: tag, .class, #id, [attr], [attr=value], joined without space for one element, with a
// space for "somewhere below", with > for "directly below", with commas for "or". `div.bai > p, #nd [itemprop=text]`.
type Selector struct{ chains []chain }

// chain is compounds from the outermost to the innermost.
type chain []compoundSelector

// compoundSelector is what one element must be.
type compoundSelector struct {
	tag    atom.Atom
	name   string // of an element that is not of HTML, or "" for any
	tests  []attributeTest
	direct bool // must stand directly below the one before
}

type attributeTest struct {
	key, value string
	how        byte // 'h' has, '=' equal, '~' one of the words
}

// Limits of selectors.
const (
	longestSelector = 500
	mostCompounds   = 20
)

// ParseSelector reads a selector. The error says in Vietnamese what cannot be read, and where: see [Misplaced].
func ParseSelector(s string) (Selector, error) {
	var out Selector
	if len(s) > longestSelector {
		return out, misplaced(s, longestSelector, fault.New(fault.Invalid, "Bộ chọn dài quá %d ký tự.", longestSelector))
	}
	at := 0
	for _, part := range splitOutside(s, ',') {
		text := strings.TrimSpace(part)
		c, left, err := parseChain(text)
		if err != nil {
			return Selector{}, misplaced(s, at+strings.Index(part, text)+len(text)-left, err)
		}
		out.chains = append(out.chains, c)
		at += len(part) + 1
	}
	return out, nil
}

// splitOutside splits at a mark that stands outside brackets and quotation marks.
func splitOutside(s string, mark byte) []string {
	var parts []string
	depth, start := 0, 0
	quote := byte(0)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case depth > 0 && (c == '"' || c == '\''):
			quote = c
		case c == '[':
			depth++
		case c == ']' && depth > 0:
			depth--
		case c == mark && depth == 0:
			parts, start = append(parts, s[start:i]), i+1
		}
	}
	return append(parts, s[start:])
}

// parseChain reads a chain. Where it cannot, left is how many bytes of s were not read.
func parseChain(s string) (c chain, left int, err error) {
	direct := false
	if s == "" {
		return nil, 0, fault.New(fault.Invalid, "Bộ chọn có một phần trống; hãy bỏ dấu phẩy thừa.")
	}
	for s != "" {
		if s[0] == '>' {
			if direct || len(c) == 0 {
				return nil, len(s), fault.New(fault.Invalid, "Dấu > trong bộ chọn phải đứng giữa hai phần tử.")
			}
			direct = true
			s = strings.TrimLeft(s[1:], " \t\r\n")
			continue
		}
		one, n, err := parseCompound(s)
		if err != nil {
			return nil, len(s) - n, err
		}
		one.direct = direct
		direct = false
		c = append(c, one)
		if len(c) > mostCompounds {
			return nil, len(s), fault.New(fault.Invalid, "Bộ chọn có quá %d bậc.", mostCompounds)
		}
		s = strings.TrimLeft(s[n:], " \t\r\n")
	}
	if direct {
		return nil, 0, fault.New(fault.Invalid, "Dấu > trong bộ chọn phải đứng giữa hai phần tử.")
	}
	return c, 0, nil
}

// parseCompound reads one compound, n bytes long; where it cannot, n is where it stopped.
func parseCompound(s string) (one compoundSelector, n int, err error) {
	i := 0
	if name := identifier(s); name != "" {
		one.tag = atom.Lookup([]byte(strings.ToLower(name)))
		if one.tag == 0 {
			one.name = strings.ToLower(name)
		}
		i = len(name)
	} else if s[0] == '*' {
		i = 1
	}
	for i < len(s) && !strings.ContainsRune(" \t\r\n>", rune(s[i])) {
		var test attributeTest
		switch s[i] {
		case '.', '#':
			name := identifier(s[i+1:])
			if name == "" {
				return one, i, fault.New(fault.Invalid, "Sau dấu %s trong bộ chọn phải có tên.", s[i:i+1])
			}
			test = attributeTest{"class", name, '~'}
			if s[i] == '#' {
				test = attributeTest{"id", name, '='}
			}
			i += 1 + len(name)
		case '[':
			var long int
			test, long, err = parseTest(s[i:])
			if err != nil {
				return one, i, err
			}
			i += long
		default:
			return one, i, fault.New(fault.Invalid, "Bộ chọn không dùng được ký hiệu %q; chỉ dùng thẻ, .lớp, #id, [thuộc tính=giá trị], khoảng trắng, > và dấu phẩy.", s[i:i+runeLen(s[i:])])
		}
		one.tests = append(one.tests, test)
	}
	if i == 0 {
		return one, i, fault.New(fault.Invalid, "Bộ chọn không dùng được ký hiệu %q; chỉ dùng thẻ, .lớp, #id, [thuộc tính=giá trị], khoảng trắng, > và dấu phẩy.", s[:runeLen(s)])
	}
	return one, i, nil
}

// parseTest reads [attr] or [attr=value] and returns its length.
func parseTest(s string) (attributeTest, int, error) {
	end := -1
	quote := byte(0)
	for i := 1; i < len(s) && end < 0; i++ {
		switch {
		case quote != 0:
			if s[i] == quote {
				quote = 0
			}
		case s[i] == '"' || s[i] == '\'':
			quote = s[i]
		case s[i] == ']':
			end = i
		}
	}
	if end < 0 {
		return attributeTest{}, 0, fault.New(fault.Invalid, "Bộ chọn thiếu dấu ] đóng thuộc tính.")
	}
	key, value, equal := strings.Cut(s[1:end], "=")
	how := byte('h')
	if equal {
		how = '='
	}
	if k, ok := strings.CutSuffix(key, "~"); ok && equal {
		key, how = k, '~'
	}
	key = strings.ToLower(strings.TrimSpace(key))
	if key == "" || strings.Trim(key, "abcdefghijklmnopqrstuvwxyz0123456789-_:") != "" {
		return attributeTest{}, 0, fault.New(fault.Invalid, "Trong dấu [ ] của bộ chọn phải là tên thuộc tính, có thể thêm =giá trị.")
	}
	value = strings.Trim(strings.TrimSpace(value), `"'`)
	return attributeTest{key, value, how}, end + 1, nil
}

// identifier is the name at the start of s.
func identifier(s string) string {
	i := 0
	for i < len(s) {
		c := s[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '-' || c >= 0x80 || i > 0 && c >= '0' && c <= '9' {
			i++
			continue
		}
		break
	}
	return s[:i]
}

func runeLen(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}

// find is the outermost elements that the selector picks, in order.
func (p *page) find(s Selector) []int32 {
	var out []int32
	for i := int32(1); i < int32(len(p.tree.nodes)); i++ {
		if !p.tree.nodes[i].text && p.matches(s, i) {
			out = append(out, i)
			i = p.tree.nodes[i].end - 1
		}
	}
	return out
}

func (p *page) matches(s Selector, i int32) bool {
	for _, c := range s.chains {
		if p.matchesChain(c, i) {
			return true
		}
	}
	return false
}

// matchesChain checks a chain from its end: each compound takes the nearest element above that fits, which is
// enough unless a > stands between; then the ones further up are tried.
func (p *page) matchesChain(c chain, i int32) bool {
	last := len(c) - 1
	if !p.is(&c[last], i) {
		return false
	}
	return p.above(c, last, i, new(int))
}

// most steps upwards in the search for one chain on one element, so that no selector takes long on any page.
const mostSteps = 2000

func (p *page) above(c chain, k int, i int32, steps *int) bool {
	if k == 0 {
		return true
	}
	for up := p.tree.nodes[i].parent; up > 0; up = p.tree.nodes[up].parent {
		*steps++
		if *steps > mostSteps {
			return false
		}
		if p.is(&c[k-1], up) && p.above(c, k-1, up, steps) {
			return true
		}
		if c[k].direct {
			return false
		}
	}
	return false
}

// is tells whether an element fits a compound.
func (p *page) is(one *compoundSelector, i int32) bool {
	n := &p.tree.nodes[i]
	if n.text || one.tag != 0 && n.tag != one.tag || one.name != "" && n.data != one.name {
		return false
	}
	for _, t := range one.tests {
		if !p.passes(t, i) {
			return false
		}
	}
	return true
}

func (p *page) passes(t attributeTest, i int32) bool {
	n := &p.tree.nodes[i]
	for _, a := range p.tree.attributes[n.first:n.last] {
		if a.key != t.key {
			continue
		}
		switch t.how {
		case 'h':
			return true
		case '=':
			return a.val == t.value
		}
		for _, w := range strings.Fields(a.val) {
			if w == t.value {
				return true
			}
		}
		return false
	}
	return false
}

package robots

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"time"
)

// Parse reads a robots.txt. Nothing it may hold is an error: what cannot be read is passed over.
func Parse(data []byte) *File {
	p := parser{file: &File{groups: map[string][]*group{}}}
	if len(data) > MaxBytes {
		data, p.file.Cut = data[:MaxBytes], true
	}
	data = withoutMark(data)
	for len(data) > 0 {
		var line []byte
		line, data = cutLine(data)
		p.line(line)
	}
	return p.file
}

// withoutMark drops a byte order mark, or as much of its beginning as is there.
func withoutMark(data []byte) []byte {
	for _, b := range []byte("\xEF\xBB\xBF") {
		if len(data) == 0 || data[0] != b {
			break
		}
		data = data[1:]
	}
	return data
}

// cutLine cuts at the first line feed, carriage return, or both.
func cutLine(data []byte) (line, rest []byte) {
	end := bytes.IndexAny(data, "\r\n")
	if end < 0 {
		return data, nil
	}
	line, rest = data[:end], data[end+1:]
	if data[end] == '\r' && len(rest) > 0 && rest[0] == '\n' {
		rest = rest[1:]
	}
	return line, rest
}

// parser collects the groups of a file.
type parser struct {
	file  *File
	group *group // that the lines belong to; nil before the first agent
	ruled bool   // the group has a rule, so that the next agent begins another
}

func (p *parser) line(line []byte) {
	if len(line) > longestLine {
		line = line[:longestLine]
	}
	key, value := cutKey(line)
	switch kindOf(key) {
	case agentLine:
		p.agent(value)
	case allowLine:
		p.rule(true, value)
		p.index(value)
	case denyLine:
		p.rule(false, value)
	case sitemapLine:
		if value != "" {
			p.file.Sitemaps = append(p.file.Sitemaps, strings.ToValidUTF8(value, ""))
		}
	case delayLine:
		p.delay(value)
	}
}

// cutKey splits a line without its comment at the colon. Where the colon is missing and there are just two
// words, it is plain what was meant.
func cutKey(line []byte) (key, value string) {
	if hash := bytes.IndexByte(line, '#'); hash >= 0 {
		line = line[:hash]
	}
	k, v, ok := bytes.Cut(line, []byte(":"))
	if ok {
		return string(bytes.TrimSpace(k)), string(bytes.TrimSpace(v))
	}
	words := bytes.Fields(line)
	if len(words) != 2 {
		return "", ""
	}
	return string(words[0]), string(words[1])
}

// agent adds an agent to the group, or begins the next one.
func (p *parser) agent(value string) {
	if p.group == nil || p.ruled {
		p.group, p.ruled = &group{}, false
	}
	name := tokenIn(value)
	if name == "" {
		return
	}
	groups := p.file.groups[name]
	if len(groups) == 0 || groups[len(groups)-1] != p.group {
		p.file.groups[name] = append(groups, p.group)
	}
}

// tokenIn is the product token at the beginning of a user-agent line, in lower case: letters, - and _. A star is
// only for anyone if it stands alone.
func tokenIn(value string) string {
	if first, _, _ := strings.Cut(value, " "); first == anyone {
		return anyone
	}
	end := strings.IndexFunc(value, func(r rune) bool {
		return r != '-' && r != '_' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	})
	if end >= 0 {
		value = value[:end]
	}
	return strings.ToLower(value)
}

// rule adds a rule to the group. One outside a group is ignored; an empty one says nothing.
func (p *parser) rule(allow bool, value string) {
	if p.group == nil {
		return
	}
	p.ruled = true
	if value != "" {
		p.group.rules = append(p.group.rules, rule{allow, encoded(value)})
	}
}

// index allows a folder itself where its index page is allowed: both are one page.
func (p *parser) index(value string) {
	slash := strings.LastIndexByte(value, '/')
	if slash >= 0 && strings.HasPrefix(value[slash:], "/index.htm") {
		p.rule(true, value[:slash+1]+"$")
	}
}

// delay reads seconds, whole or with a fraction. It is no rule and ends no list of agents.
func (p *parser) delay(value string) {
	seconds, err := strconv.ParseFloat(value, 64)
	if p.group == nil || err != nil || math.IsNaN(seconds) || seconds <= 0 {
		return
	}
	delay := longestDelay
	if seconds < longestDelay.Seconds() {
		delay = time.Duration(seconds * float64(time.Second))
	}
	p.group.delay = max(p.group.delay, delay)
}

// encoded is a pattern as it is compared: octets outside ASCII percent-encoded, hexadecimal digits in capitals.
func encoded(pattern string) string {
	const digits = "0123456789ABCDEF"
	if !strings.ContainsFunc(pattern, func(r rune) bool { return r == '%' || r >= 0x80 }) {
		return pattern
	}
	b := make([]byte, 0, len(pattern)+16)
	for i := 0; i < len(pattern); i++ {
		c := pattern[i]
		switch {
		case c >= 0x80:
			b = append(b, '%', digits[c>>4], digits[c&15])
		case c == '%' && i+2 < len(pattern) && isHex(pattern[i+1]) && isHex(pattern[i+2]):
			b = append(b, '%', upper(pattern[i+1]), upper(pattern[i+2]))
			i += 2
		default:
			b = append(b, c)
		}
	}
	return string(b)
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func upper(c byte) byte {
	if 'a' <= c && c <= 'f' {
		return c - 'a' + 'A'
	}
	return c
}

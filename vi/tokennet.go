package vi

import "strings"

// Limits of the parts of an address (RFC 1035, RFC 5321); they also bound how far the scanner looks ahead.
const (
	maxDomain = 253
	maxLocal  = 64
)

// endings are the last labels by which a domain is recognised without a scheme.
var endings = wordSet("vn com net org edu gov info biz asia io me tv co eu us uk jp kr cn fr de au ca int")

// domain is the offset after a domain name that begins at i, such as baochinhphu.vn, or 0.
func (s *scanner) domain(i int) int {
	start := i
	last, labels := "", 0
	for i-start <= maxDomain {
		from := i
		for i < len(s.text) && i-start <= maxDomain && isHostByte(s.text[i]) {
			i++
		}
		if i == from {
			break
		}
		last = s.text[from:i]
		labels++
		if s.byteAt(i) != '.' || i+1 >= len(s.text) || !isHostByte(s.text[i+1]) {
			break
		}
		i++
	}
	if labels < 2 || i-start > maxDomain || s.letterAt(i) {
		return 0
	}
	if !endings[strings.ToLower(last)] || last != strings.ToLower(last) && last != strings.ToUpper(last) {
		return 0
	}
	return i
}

func isHostByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-'
}

// path is the offset after the rest of a link; the marks of the sentence around it are left out.
func (s *scanner) path(i int) int {
	start := i
	for i < len(s.text) {
		c, size := s.classAt(i)
		if c == classSpace || strings.IndexByte(`"<>`, s.text[i]) >= 0 || strings.HasPrefix(s.text[i:], "”") {
			break
		}
		i += size
	}
	for i > start && strings.IndexByte(".,;:!?')]}", s.text[i-1]) >= 0 {
		i--
	}
	return i
}

// email is the offset after an address of mail that begins at i, or 0.
func (s *scanner) email(i int) int {
	start := i
	for i < len(s.text) && i-start <= maxLocal && (isHostByte(s.text[i]) || strings.IndexByte("._+", s.text[i]) >= 0) {
		i++
	}
	if i-start > maxLocal || s.byteAt(i) != '@' {
		return 0
	}
	host := i + 1
	end := host
	dots := 0
	for end < len(s.text) && end-host <= maxDomain {
		if s.text[end] == '.' && end+1 < len(s.text) && isHostByte(s.text[end+1]) {
			dots++
		} else if !isHostByte(s.text[end]) {
			break
		}
		end++
	}
	if dots == 0 || end-host > maxDomain {
		return 0
	}
	return end
}

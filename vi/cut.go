package vi

import (
	"unicode"
	"unicode/utf8"
)

// CutRunes is the longest beginning of s with at most n code points that ends between two characters as
// people see them: a letter keeps its combining marks, an emoji its modifiers, a flag its second half.
func CutRunes(s string, n int) string {
	return cut(s, func(_, runes int) bool { return runes <= n })
}

// CutBytes is CutRunes with a limit of n bytes, for columns and headers that are measured so.
func CutBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return cut(s, func(bytes, _ int) bool { return bytes <= n })
}

// cut keeps whole characters while the lengths so far fit.
func cut(s string, fits func(bytes, runes int) bool) string {
	end, runes := 0, 0
	for end < len(s) {
		size, count := cluster(s[end:])
		if !fits(end+size, runes+count) {
			return s[:end]
		}
		end += size
		runes += count
	}
	return s
}

// cluster measures the first character as people see it, in bytes and code points.
func cluster(s string) (size, count int) {
	first, size := utf8.DecodeRuneInString(s)
	count = 1
	if first == '\r' && len(s) > 1 && s[1] == '\n' {
		return 2, 2
	}
	flag := isFlagHalf(first)
	for size < len(s) {
		r, n := utf8.DecodeRuneInString(s[size:])
		switch {
		case unicode.Is(unicode.M, r), isEmojiModifier(r):
		case flag && isFlagHalf(r):
			flag = false
		case r == zeroWidthJoiner && size+n < len(s):
			_, after := utf8.DecodeRuneInString(s[size+n:])
			n += after
			count++
		default:
			return size, count
		}
		size += n
		count++
	}
	return size, count
}

func isFlagHalf(r rune) bool { return 0x1F1E6 <= r && r <= 0x1F1FF }

func isEmojiModifier(r rune) bool { return 0x1F3FB <= r && r <= 0x1F3FF }

package robots

import (
	"strings"
	"testing"
)

// BenchmarkWorst measures files that are made to keep a reader busy, at full length, with a long address.
func BenchmarkWorst(b *testing.B) {
	fill := func(head, line string) []byte {
		return []byte(head + strings.Repeat(line, (MaxBytes-len(head))/len(line)))
	}
	url := "https://bao.vn/" + strings.Repeat("ab", 1000)
	for name, file := range map[string][]byte{
		"many rules":  fill("User-agent: *\n", "Allow:/*zz\n"),
		"many stars":  fill("User-agent: *\n", "Disallow: /"+strings.Repeat("*a", 8000)+"z\n"),
		"many agents": fill("", "User-agent: *\n"),
		"many groups": fill("", "User-agent: *\nAllow:/*z\n"),
		"one line":    fill("User-agent: *\nDisallow: /", "*a"),
		"no lines":    fill("", "\r"),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Parse(file).Allowed("NhipCau", url)
			}
		})
	}
}

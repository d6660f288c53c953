package query

import (
	"testing"
	"unicode/utf8"
)

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		`lũ AND ("sạt lở"^2 OR NOT bão*) title:~x`, `COUNT(a OR "b c")>=3 SCORE(a^-2 b)>1`, `"a" NEAR/5 (b OR c) NEAR/2 d`,
		`source:http://a.vn/b from:1/2/2026 to:2026`, "KHÔNG KHÍ", "a\xff b", "“x”*", "\u0301\u0302*", "~\"\u200b\"", "ĐẾM(hoà*)>=1", "Ⱥİ ǅ",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, o := range []Options{{}, {FoldPlain: true}} {
			q, err := Parse(text, o)
			if err != nil {
				p := err.(*Problem)
				if p.Offset < 0 || p.Offset > len(text) || p.Rune != utf8.RuneCountInString(text[:p.Offset]) || p.Error() == "" || p.Caret() == "" {
					t.Fatalf("%q: %+v", text, p)
				}
				continue
			}
			again, err := Parse(q.String(), Options{})
			if err != nil {
				t.Fatalf("%q is written %q: %v", text, q, err)
			}
			if dump(again.root) != dump(q.root) {
				t.Fatalf("%q is written %q and then %q", text, q, again)
			}
			d := NewDocument(Article{Body: text, Title: q.String()})
			q.Match(d)
			q.Hits(d)
		}
	})
}

func FuzzMatch(f *testing.F) {
	f.Add("lũ NEAR/3 mưa* OR ~lut", "Lũ, mưa lớn", "lụt")
	f.Add("~\"ho tro\" COUNT(a)>=2", "a\xffa", "hỗ trợ")
	f.Fuzz(func(t *testing.T, text, title, body string) {
		q, err := Parse(text, Options{})
		if err != nil {
			return
		}
		a := Article{Title: title, Body: body, Source: []string{title}, Day: "2026-01-01"}
		d := NewDocument(a)
		yes := q.Match(d)
		p := NewPercolator([]Numbered{{ID: 1, Query: q}})
		if got := len(p.Match(d)) == 1; got != yes {
			t.Fatalf("%q of %+v: Match %v, percolator %v", text, a, yes, got)
		}
		for _, h := range q.Hits(d) {
			whole := []string{title, "", body}[h.Field]
			if h.From < 0 || h.To > len(whole) || h.From >= h.To {
				t.Fatalf("%q of %+v: hit %+v", text, a, h)
			}
		}
		if q.Score(d) != 0 && !yes {
			t.Fatalf("%q scores without matching", text)
		}
		p.Remove(1)
		if got := p.Match(d); len(got) != 0 {
			t.Fatalf("a query that is gone matches")
		}
	})
}

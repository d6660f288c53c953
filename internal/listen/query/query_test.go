package query_test

import (
	"errors"
	"testing"

	"github.com/nhipcau/nhipcau/internal/listen/query"
)

func must(t *testing.T, text string) *query.Query {
	t.Helper()
	q, err := query.Parse(text, query.Options{})
	if err != nil {
		t.Fatalf("Parse(%q): %v", text, err)
	}
	return q
}

var flood = query.Article{
	Title:  "Lũ quét ở Mường Hum, ba nhà bị cuốn trôi",
	Lead:   "Ủy ban nhân dân tỉnh chỉ đạo khắc phục hậu quả.",
	Body:   "Mưa lớn gây lũ và sạt lở đất. Hỗ trợ học phí: mức học phí sẽ không tăng trong năm học tới. Covid-19 đã qua. Lũ rút, hoà bình trở lại.",
	Source: []string{"Báo Lào Cai", "baolaocai.vn"}, Group: []string{"provincial", "báo tỉnh"},
	Place: []string{"Lào Cai", "Mường Hum"}, Lang: []string{"vi"}, Story: []string{"17"}, Day: "2026-11-20",
}

func TestAQueryFindsWhatItAsksFor(t *testing.T) {
	t.Parallel()
	d := query.NewDocument(flood)
	for _, tt := range []struct {
		text string
		want bool
	}{
		{"lũ", true}, {"LŨ QUÉT", true}, {"lu", false}, {"~lu", true}, {`"sạt lở đất"`, true}, {`"lở sạt"`, false},
		{"hòa", true}, {"hoà", true}, {"uỷ", true}, {"lũ bão", false}, {"lũ OR bão", true}, {"lũ HOẶC bão", true},
		{"lũ NOT bão", true}, {"lũ KHÔNG mưa", false}, {"lũ AND (bão OR mưa)", true},
		{`"học phí" NEAR/2 tăng`, true}, {`tăng GẦN/2 "học phí"`, true}, {`"học phí" NEAR/1 tăng`, false},
		{"covid-19", true}, {"cov*", true}, {"ovid*", false}, {`"mức học ph*"`, true}, {`"mức học"*`, true},
		{"title:lũ", true}, {"title:mưa", false}, {"body:(mưa OR bão)", true}, {"lead:lũ", false},
		{"COUNT(lũ)>=3", true}, {"COUNT(lũ)>=4", false}, {"COUNT(body:lũ)>=2", true}, {"COUNT(body:lũ)>2", false},
		{"ĐẾM(lũ OR mưa)>=4", true}, {"SCORE(lũ^3 bão^2)>=4", false}, {"SCORE(lũ^3 mưa^2 bão)>=5", true},
		{"SCORE(lũ^3 covid^-3)>=1", false}, {"source:baolaocai.vn", true}, {`nguồn:"báo lào cai"`, true},
		{"group:(central OR provincial)", true}, {`place:"lao cai"`, true}, {`place:"Lào Cải"`, false}, {`place:"sạt lở"`, true}, {`place:"Mường Hun"`, false}, {`place:"muong hum" NOT bão`, true}, {`NOT place:"mưa lớn" lũ`, false}, {`place:(x OR "Mưa lớn")`, true},
		{"lũ from:20/11/2026 to:2026-11-20", true}, {"lũ from:21/11/2026", false}, {"from:11/2026 to:11/2026", true},
		{"story:17", true}, {"lang:en lũ", false}, {`~"ho tro hoc"`, true}, {`“mưa lớn”`, true},
	} {
		q := must(t, tt.text)
		if got := q.Match(d); got != tt.want {
			t.Errorf("%s: matches = %v, want %v", tt.text, got, tt.want)
		}
		if got := query.NewPercolator([]query.Numbered{{ID: 7, Query: q}}).Match(d); (len(got) == 1) != tt.want {
			t.Errorf("%s: percolator says %v, want %v", tt.text, got, tt.want)
		}
		again := must(t, q.String())
		if again.String() != q.String() || again.Match(d) != tt.want {
			t.Errorf("%s: written as %s, then as %s", tt.text, q, again)
		}
	}
}

func TestAProblemPointsAtItsCharacter(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text string
		rune int
	}{
		{"", 0}, {"   ", 3}, {"lũ (bão", 3}, {`lũ "bão`, 3}, {"lũ bão)", 6}, {"lũ AND", 6}, {"OR lũ", 0}, {"lũ AND OR bão", 7},
		{"lũ titel:bão", 3}, {"lũ NEAR/x bão", 8}, {"lũ NEAR bão", 3}, {"lũ NEAR/500 bão", 8}, {"*lũ", 0}, {"NOT lũ", 0},
		{"lũ OR NOT bão", 6}, {"from:32/1/2026", 5}, {"COUNT(lũ)", 9}, {"lũ^0", 2}, {"a*", 0}, {"lũ*t", 2},
		{"~ lũ", 0}, {"lũ~", 2}, {"()", 1}, {"title:", 6}, {"(a NOT b) NEAR/5 c", 0}, {`"…"`, 0}, {"(place:x OR a) NEAR/5 c", 0}, {"^3", 0}, {">=3", 0},
		{`"a*b"`, 2}, {"place:(a OR )", 12}, {"lũ AND (NOT a OR b) OR (NOT c)", 24}, {"COUNT(a AND b)>=1", 6}, {"from:2026-02-30", 5},
	} {
		_, err := query.Parse(tt.text, query.Options{})
		var p *query.Problem
		if !errors.As(err, &p) {
			t.Errorf("%q is taken as a query", tt.text)
			continue
		}
		if p.Rune != tt.rune {
			t.Errorf("%q: %v, want it at %d\n%s", tt.text, p, tt.rune, p.Caret())
		}
	}
}

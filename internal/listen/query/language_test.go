package query_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/listen/query"
)

func TestTheOneWrittenForm(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, want string }{
		{"Lũ  VÀ BÃO", "lũ bão"},
		{"lũ và bão", "lũ và bão"},
		{"KHÔNG KHÍ Ô NHIỄM", "không khí ô nhiễm"},
		{"lũ KHÔNG bão", "lũ NOT bão"},
		{"NOT NOT lũ", "lũ"},
		{"(lũ OR (bão OR mưa)) ((a b))", "(lũ OR bão OR mưa) a b"},
		{"lũ OR bão mưa", "lũ OR bão mưa"},
		{"a GẦN/5 b NEAR/2 (c OR d)", "a NEAR/5 b b NEAR/2 (c OR d)"},
		{"Covid-19, 07/CT-TTg; 1,5", `"covid 19" "07 ct ttg" "1 5"`},
		{"hoà uỷ thuỷ HÒA", "hòa ủy thủy hòa"},
		{`~"Hỗ Trợ" ~ĐẤT`, `~"ho tro" ~dat`},
		{"title:(lũ OR lead:bão) body:~a", "(title:lũ OR lead:bão) body:~a"},
		{"tiêuđề:lũ Nguồn:BaoLaoCai.vn nhóm:(A OR “b c”)", `title:lũ source:"baolaocai.vn" (group:a OR group:"b c")`},
		{"từ:1/2/2026 đến:2/2026", "from:2026-02-01 to:2026-02-28"},
		{"a đến:2026", "a to:2026-12-31"},
		{"ĐẾM( lũ )>2", "COUNT(lũ)>=3"},
		{"ĐIỂM(lũ^3 OR (a b)^-2)>=4", "SCORE(lũ^3 (a b)^-2)>=4"},
		{`"hoà bì"* hoà*`, `"hòa bì"* hòa*`},
		{"Lào Cai: mưa lúc 10:30", "lào cai mưa lúc 10 30"},
		{"𝑥 汉字", `𝑥 "汉 字"`},
	} {
		q := must(t, tt.text)
		if q.String() != tt.want {
			t.Errorf("%s is written %s, want %s", tt.text, q, tt.want)
		}
	}
}

func TestSearchFindsWordsTypedWithoutDiacritics(t *testing.T) {
	t.Parallel()
	q, err := query.Parse(`lu "sat lo" mưa 19`, query.Options{FoldPlain: true})
	if err != nil {
		t.Fatal(err)
	}
	if want := `~lu ~"sat lo" mưa 19`; q.String() != want {
		t.Errorf("got %s, want %s", q, want)
	}
	if !q.Match(query.NewDocument(flood)) {
		t.Error("it finds nothing")
	}
}

func TestHitsAreThePlacesToHighlight(t *testing.T) {
	t.Parallel()
	q := must(t, `lũ OR "lũ quét" OR "sạt lở" NOT bão`)
	var got []string
	for _, h := range q.Hits(query.NewDocument(flood)) {
		text := map[query.Field]string{query.Title: flood.Title, query.Body: flood.Body}[h.Field]
		got = append(got, fmt.Sprint(h.Field, " ", text[h.From:h.To]))
	}
	if want := "title Lũ quét, body lũ, body sạt lở, body Lũ"; strings.Join(got, ", ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, ", "), want)
	}
}

func TestTermsAndScore(t *testing.T) {
	t.Parallel()
	q := must(t, `lũ^3 OR ~"sat lo"^2 OR title:bão OR lũ NOT mù`)
	var got []string
	for _, term := range q.Terms() {
		got = append(got, term.String())
	}
	if want := `[lũ ~"sat lo" title:bão]`; fmt.Sprint(got) != want {
		t.Errorf("terms %v, want %v", got, want)
	}
	if got := q.Score(query.NewDocument(flood)); got != 6 {
		t.Errorf("score %d, want 6", got)
	}
	if got := must(t, "lũ bão").Score(query.NewDocument(flood)); got != 0 {
		t.Errorf("score %d without a match", got)
	}
}

func TestTheCaretStandsBelowItsCharacter(t *testing.T) {
	t.Parallel()
	_, err := query.Parse("lũ OR bão\nmưa AND titel:đá", query.Options{})
	var p *query.Problem
	if !errors.As(err, &p) {
		t.Fatalf("got %v", err)
	}
	if want := "mưa AND titel:đá\n        ^"; p.Caret() != want {
		t.Errorf("got\n%s\nwant\n%s", p.Caret(), want)
	}
	if want := "Không có trường “titel”. Có phải ý bạn là title: ? (ký tự thứ 19)"; p.Error() != want {
		t.Errorf("got %s, want %s", p, want)
	}
	if want := len("lũ OR bão\nmưa AND "); p.Offset != want {
		t.Errorf("offset %d, want %d", p.Offset, want)
	}
}

func TestLimitsAreSaid(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, want string }{
		{strings.Repeat("a ", 51), "quá 50 từ"},
		{`"` + strings.Repeat("a ", 21) + `"`, "quá 20 tiếng"},
		{strings.Repeat("(", 21) + "a" + strings.Repeat(")", 21), "quá 20 lớp ngoặc"},
		{strings.Repeat("a", 20000), "quá 16384 byte"},
		{"SCORE(a^-1)>=1", "trọng số dương"},
		{"SCORE(a NOT b)>=1", "trọng số âm"},
		{"COUNT(a)>=0", "từ 1 đến"},
		{"lũ bãox:mưa", "hãy đặt trong ngoặc kép"},
		{"title:place:a", "chỉ được dùng từ"},
	} {
		_, err := query.Parse(tt.text, query.Options{})
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%.40s: got %v, want …%s…", tt.text, err, tt.want)
		}
	}
}

func TestAFieldMayBeRefused(t *testing.T) {
	t.Parallel()
	_, err := query.Parse("lũ loại:new", query.Options{Refused: []query.Field{query.Type}})
	if err == nil || err.Error() != "Ở đây không dùng được trường type:. (ký tự thứ 4)" {
		t.Errorf("got %v", err)
	}
}

package query_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"testing"

	"github.com/nhipcau/nhipcau/internal/listen/query"
)

// english translates by the package's own file.
func english(t *testing.T) query.Translate {
	t.Helper()
	b, err := fs.ReadFile(query.Locales(), "locales/en.json")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]any{}
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	return func(key string, args ...any) string {
		text, ok := all[key].(string)
		if forms, plural := all[key].(map[string]any); plural {
			text, ok = forms["other"].(string)
		}
		if !ok {
			t.Errorf("no English for %q", key)
		}
		return fmt.Sprintf(text, args...)
	}
}

func TestAQueryIsExplainedInASentence(t *testing.T) {
	t.Parallel()
	tr := english(t)
	for _, tt := range []struct{ text, vi, en string }{
		{"lũ", "Tìm bài có “lũ”.", "Find articles with “lũ”."},
		{`lũ "sạt lở đất" KHÔNG (diễn tập^2 OR ~"gia dinh")`, "Tìm bài có “lũ” và “sạt lở đất” và không có ((“diễn” và “tập”) hoặc “gia dinh” có dấu hay không dấu).",
			"Find articles with “lũ” and “sạt lở đất” and without ((“diễn” and “tập”) or “gia dinh” with or without diacritics)."},
		{`title:"học phí" NEAR/5 tăng`, "Tìm bài có “học phí” trong tiêu đề cách “tăng” nhiều nhất 5 tiếng.", "Find articles with “học phí” in the title at most 5 syllables from “tăng”."},
		{"COUNT(lũ OR lụt)>=3 OR covid*", "Tìm bài có (“lũ” hoặc “lụt”) ít nhất 3 lần hoặc chữ bắt đầu bằng “covid”.", "Find articles with (“lũ” or “lụt”) at least 3 times or words that begin with “covid”."},
		{"place:x group:central lang:vi type:new topic:t story:7 to:2026", "Tìm bài có nơi (của nguồn, hoặc được nhắc đến) là “x” và nhóm nguồn là “central” và ngôn ngữ là “vi” và loại bài là “new” và chủ đề là “t” và dòng sự việc là “7” và ngày đến hết 31/12/2026.",
			"Find articles with place (of the source, or named in the text) “x” and class of source “central” and language “vi” and type of article “new” and topic “t” and story “7” and a day until the end of 31/12/2026."},
		{"lead:a NEAR/0 body:b", "Tìm bài có “a” trong sapo ngay cạnh “b” trong thân bài.", "Find articles with “a” in the lead right beside “b” in the body."},
		{"SCORE(lũ^3 mưa)>=4", "Tìm bài có ít nhất 4 điểm từ: “lũ” (3 điểm), “mưa” (1 điểm).", "Find articles with at least 4 points from: “lũ” (3 points), “mưa” (1 points)."},
		{"lũ nguồn:baolaocai.vn từ:1/11/2026", "Tìm bài có “lũ” và nguồn là “baolaocai.vn” và ngày từ 01/11/2026 trở đi.", "Find articles with “lũ” and source “baolaocai.vn” and a day from 01/11/2026 on."},
	} {
		q := must(t, tt.text)
		if got := q.Explain(nil); got != tt.vi {
			t.Errorf("%s:\n got %s\nwant %s", tt.text, got, tt.vi)
		}
		if got := q.Explain(tr); got != tt.en {
			t.Errorf("%s:\n got %s\nwant %s", tt.text, got, tt.en)
		}
	}
}

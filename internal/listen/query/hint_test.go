package query_test

import (
	"testing"

	"github.com/nhipcau/nhipcau/internal/listen/query"
)

func TestHintsSayWhatMayBeMeantOtherwise(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text  string
		at    []int // characters, from 0
		folds bool
	}{
		{"lũ hoặc bão", []int{3}, false},
		{"lũ Và bão", []int{3}, false},
		{"lũ và bão", nil, true},
		{"lũ or bão and mưa", []int{3, 10}, false},
		{"LŨ VÀ BÃO", []int{3}, false},
		{"KHÔNG KHÍ", []int{0}, false},
		{"abc: lũ", []int{0}, false},
		{"lũ (tua: mưa)", []int{4}, false},
		{"lũ HOẶC bão", nil, false},
		{`lũ "hoặc" bão`, nil, false},
		{"hoặc", nil, false},
		{"xe không phép", nil, false},
		{"Lào Cai: mưa lớn", nil, false},
		{"lũ lúc 10:30", nil, false},
		{"title: lũ", nil, false},
	} {
		q, err := query.Parse(tt.text, query.Options{FoldPlain: tt.folds})
		if err != nil {
			t.Errorf("%s: %v", tt.text, err)
			continue
		}
		var at []int
		for _, h := range q.Hints() {
			at = append(at, h.Rune)
		}
		if len(at) != len(tt.at) || len(at) > 0 && at[0] != tt.at[0] || len(at) > 1 && at[1] != tt.at[1] {
			t.Errorf("%s has hints at %v, want %v", tt.text, at, tt.at)
		}
	}
}

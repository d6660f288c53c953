package main

import (
	"errors"
	"testing"
)

func TestExpectationsAreEvaluatedAsPythonDoes(t *testing.T) {
	t.Parallel()
	names := map[string]any{
		"bozo": false, "version": "rss20",
		"feed":    map[string]any{"title": "A", "tags": tuple{map[string]any{"term": "x"}}},
		"entries": tuple{map[string]any{"summary": "don\u2019t", "updated_parsed": tuple{2004, 1, 1}}},
	}
	for text, want := range map[string]bool{
		"not bozo and feed['title'] == 'A'": true, "bozo": false, "bozo or version == 'rss20'": true, "feed.title == u'A'": true,
		`entries[0]['description'] == 'don\u2019t'`: true, "entries[0]['updated_parsed'] == (2004, 1, 1)": true, "len(entries) == 1": true,
		"feed['title'] == \"\"\"A\"\"\" and 'nope' not in feed": true, "feed.get('nope', 'B') == 'A' + ''": false, "feed.get('nope') is None": true,
		"feed['tags'][0]['term'] == 'x' == feed['category']": true, "entries[-1]['summary'] != ''": true, "not 'modified' in locals()": true,
		"bozo and entries[5]['title'] == 'x'": false, "1": true, "(feed['title'] == 'B') or (2 < 3 <= 3)": true,
	} {
		got, err := evaluate(text, names)
		if err != nil || got != want {
			t.Errorf("%s = %v, %v, want %v", text, got, err, want)
		}
	}
	for text, want := range map[string]error{"feed['nope'] == 1": errMissing, "entries[3]": errMissing, "feed.title.upper()": errExpression, "lambda: 1": errMissing, "(": errExpression, "'open": errExpression} {
		if met, err := evaluate(text, names); met || !errors.Is(err, want) {
			t.Errorf("%s = %v, %v, want %v", text, met, err, want)
		}
	}
}

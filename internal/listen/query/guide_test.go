package query_test

import (
	"os"
	"regexp"
	"testing"

	"github.com/nhipcau/nhipcau/internal/listen/query"
)

func TestEveryExampleOfTheGuideIsAQuery(t *testing.T) {
	t.Parallel()
	guide, err := os.ReadFile("../../../docs/cau-tim.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := regexp.MustCompile("(?m)^\\| `(.+?)` \\|").FindAllSubmatch(guide, -1)
	if len(rows) < 15 {
		t.Fatalf("found only %d examples", len(rows))
	}
	for _, row := range rows {
		if _, err := query.Parse(string(row[1]), query.Options{}); err != nil {
			t.Errorf("%s: %v", row[1], err)
		}
	}
}

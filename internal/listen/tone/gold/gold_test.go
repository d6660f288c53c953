package gold

import (
	"os"
	"testing"
)

func TestGold(t *testing.T) {
	t.Parallel()
	items, err := Read(os.DirFS("../testdata/gold"))
	if err != nil {
		t.Fatal(err)
	}
	count := make(map[string]int)
	for _, i := range items {
		count[i.Split]++
		count[i.Kind]++
		if (i.Title == "") != (i.Kind == "people") {
			t.Errorf("%s of %s has title %q", i.ID, i.Kind, i.Title)
		}
	}
	if len(items) != 600 || count["development"] != 300 || count["test"] != 300 || count["people"] < 100 || count["page"] < 60 {
		t.Errorf("%d items: %v", len(items), count)
	}
	if got := len(Corrections(items, "test")); got != 300 {
		t.Errorf("%d corrections of the test half", got)
	}
}

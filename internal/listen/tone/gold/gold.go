// Package gold reads the texts with which tone is measured: items.jsonl, the labels of a first reader's two passes
// in labels-1.tsv and labels-2.tsv, and those of a second reader in labels-reader-2.tsv, as
// testdata/gold/README.md of package tone describes them.
package gold

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"

	"github.com/nhipcau/nhipcau/internal/listen/tone"
)

// Item is one text with its labels. First and Second are what the first reader's two passes said, Other what the
// second reader said; Split is development or test, Kind press, page or people.
type Item struct {
	ID, Split, Kind, Title, Body string
	First, Second, Other         Label
}

// Label is what one reading said of an item.
type Label struct {
	Tone     tone.Tone
	Steering tone.Steering
}

// Correction is the item with the label of the first pass.
func (i Item) Correction() tone.Correction {
	return tone.Correction{Title: i.Title, Body: i.Body, Tone: i.First.Tone, Steering: i.First.Steering, SteeringKnown: true}
}

// Corrections are the items of a split; an empty name takes all.
func Corrections(items []Item, split string) []tone.Correction {
	var out []tone.Correction
	for _, i := range items {
		if split == "" || i.Split == split {
			out = append(out, i.Correction())
		}
	}
	return out
}

// Read reads the items and the labels of all readings from the root of fsys.
func Read(fsys fs.FS) ([]Item, error) {
	data, err := fs.ReadFile(fsys, "items.jsonl")
	if err != nil {
		return nil, fmt.Errorf("reading the items: %w", err)
	}
	first, err := readLabels(fsys, "labels-1.tsv")
	if err != nil {
		return nil, err
	}
	second, err := readLabels(fsys, "labels-2.tsv")
	if err != nil {
		return nil, err
	}
	other, err := readLabels(fsys, "labels-reader-2.tsv")
	if err != nil {
		return nil, err
	}
	var items []Item
	lines := bufio.NewScanner(strings.NewReader(string(data)))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var i Item
		err := json.Unmarshal(lines.Bytes(), &i)
		if err != nil {
			return nil, fmt.Errorf("item %d: %w", len(items)+1, err)
		}
		var ok [3]bool
		i.First, ok[0] = first[i.ID]
		i.Second, ok[1] = second[i.ID]
		i.Other, ok[2] = other[i.ID]
		if !ok[0] || !ok[1] || !ok[2] {
			return nil, fmt.Errorf("item %s is not labelled three times", i.ID)
		}
		items = append(items, i)
	}
	return items, lines.Err()
}

func readLabels(fsys fs.FS, name string) (map[string]Label, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("reading the labels: %w", err)
	}
	labels := make(map[string]Label)
	for line := range strings.Lines(string(data)) {
		f := strings.Fields(line)
		if len(f) == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		if len(f) != 3 {
			return nil, fmt.Errorf("%s: %q is not an item, a tone and a bearing", name, line)
		}
		t, known := tone.ParseTone(f[1])
		s, also := tone.ParseSteering(f[2])
		if !known || !also {
			return nil, fmt.Errorf("%s: %q has an unknown label", name, line)
		}
		labels[f[0]] = Label{t, s}
	}
	return labels, nil
}

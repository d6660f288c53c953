package board

import (
	"slices"
	"strings"
)

// change is a piece of text that stayed, went or came.
type change struct {
	Text string
	Gone bool
	Came bool
}

// compared bounds how many words of two versions are compared word by word; of longer ones the middle counts as one
// change.
const compared = 1500

// changes compares two versions of a text word by word, by the longest common sequence of words. It is empty where
// nothing changed.
func changes(old, fresh string) []change {
	if old == fresh {
		return nil
	}
	a, b := strings.Fields(old), strings.Fields(fresh)
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var all []change
	all = put(all, change{Text: strings.Join(around(a[:head], true), " ")})
	all = append(all, between(a[head:len(a)-tail], b[head:len(b)-tail])...)
	return put(all, change{Text: strings.Join(around(a[len(a)-tail:], false), " ")})
}

// kept is how many words that stayed are shown beside a change.
const kept = 30

// around cuts words that stayed to those next to the change.
func around(words []string, before bool) []string {
	if len(words) <= kept {
		return words
	}
	if before {
		return append([]string{"…"}, words[len(words)-kept:]...)
	}
	return append(slices.Clone(words[:kept]), "…")
}

func put(all []change, c change) []change {
	if c.Text == "" {
		return all
	}
	return append(all, c)
}

// between compares the words between what both versions begin and end with.
func between(a, b []string) []change {
	if len(a) > compared || len(b) > compared || len(a) == 0 || len(b) == 0 {
		return put(put(nil, change{Text: strings.Join(a, " "), Gone: true}), change{Text: strings.Join(b, " "), Came: true})
	}
	common := make([][]uint16, len(a)+1)
	for i := range common {
		common[i] = make([]uint16, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var all []change
	for i, j := 0, 0; i < len(a) || j < len(b); {
		from, to := i, j
		for i < len(a) && j < len(b) && a[i] == b[j] {
			i++
			j++
		}
		all = put(all, change{Text: strings.Join(a[from:i], " ")})
		from, to = i, j
		for i < len(a) && (j == len(b) || common[i+1][j] >= common[i][j+1]) && !(j < len(b) && a[i] == b[j]) {
			i++
		}
		for j < len(b) && (i == len(a) || common[i][j+1] > common[i+1][j]) && !(i < len(a) && a[i] == b[j]) {
			j++
		}
		all = put(all, change{Text: strings.Join(a[from:i], " "), Gone: true})
		all = put(all, change{Text: strings.Join(b[to:j], " "), Came: true})
	}
	return all
}

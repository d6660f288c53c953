package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/vi"
)

// ownRestore is text of our own that no model learned from.
const ownRestore = "cmd/nhipcau-bench/testdata/restore"

type restoreRow struct {
	Data string `help:"Folder with .conllu files of a treebank, or .txt files with a sentence a line; text of our own if empty."`
}

// Run takes the diacritics from every text, restores them with the embedded model and counts syllables.
func (c restoreRow) Run(b *bench) error {
	dir, mark := folderOf(c.Data, ownRestore)
	files, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	fmt.Print("| file | syllables | accuracy | answered | of these right | stated | syllables/s |\n|---|---|---|---|---|---|---|\n")
	for _, f := range files {
		texts, err := textsOf(filepath.Join(dir, f.Name()))
		if err != nil {
			return err
		}
		if len(texts) == 0 {
			continue
		}
		seen := ""
		if strings.Contains(f.Name(), "-train") || strings.Contains(f.Name(), "-dev") {
			seen = " (the model learned from it)"
		}
		s := restoreAll(texts)
		fmt.Printf("| %s%s%s | %d | %.2f %% | %.1f %% | %.2f %% | %.2f %% | %.0f k |\n", f.Name(), mark, seen, s.all,
			100*s.share(s.right), 100*s.share(s.answered), 100*float64(s.good)/float64(max(s.answered, 1)), 100*s.stated/float64(max(s.answered, 1)), float64(s.all)/s.seconds/1000)
		if seen == "" {
			b.report(line{What: "diacritics, syllables right, " + f.Name(), Value: 100 * s.share(s.right), Format: "%.1f %%", On: placeOf(c.Data)})
		}
	}
	return nil
}

// textsOf is the sentences of a .conllu or .txt file; nothing for other files.
func textsOf(file string) ([]string, error) {
	if filepath.Ext(file) == ".txt" {
		return linesOf(file)
	}
	if filepath.Ext(file) != ".conllu" {
		return nil, nil
	}
	banks, err := vi.ReadTreebanks(os.DirFS(filepath.Dir(file)), filepath.Base(file))
	if err != nil {
		return nil, err
	}
	return banks[0].Texts(), nil
}

// restoreSum counts syllables: all, those right when nothing is abstained from, those answered, and those
// of them that are right; stated is the sum of the probabilities of the answered.
type restoreSum struct {
	all, right, answered, good int
	stated, seconds            float64
}

func (s restoreSum) share(n int) float64 { return float64(n) / float64(max(s.all, 1)) }

func restoreAll(texts []string) restoreSum {
	var s restoreSum
	for _, text := range texts {
		text = vi.CanonicalTone(strings.ToLower(vi.Normalize(text)))
		truth := slices.DeleteFunc(vi.Tokens(text), func(t vi.Token) bool { return t.Kind != vi.TokenWord || !vi.IsSyllable(t.Text(text)) })
		bare := vi.Fold(text)
		start := time.Now()
		found := vi.Restorations(bare)
		s.seconds += time.Since(start).Seconds()
		at := make(map[int]vi.Restoration, len(found))
		for _, r := range found {
			at[r.Start] = r
		}
		folded, done := 0, 0
		for _, t := range truth {
			folded += len(vi.Fold(text[done:t.Start]))
			done = t.Start
			want := t.Text(text)
			r, ok := at[folded]
			s.all++
			if !ok {
				r.Word = vi.Fold(want)
			}
			if r.Word == want {
				s.right++
			}
			if ok && r.P >= vi.RestoreSure {
				s.answered++
				s.stated += r.P
				if r.Word == want {
					s.good++
				}
			}
		}
	}
	return s
}

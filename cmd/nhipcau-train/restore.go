package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/vi"
)

type restoreRow struct {
	Data      string `required:"" help:"Folder with UD_Vietnamese-VTB: *-train.conllu and *-dev.conllu; a test file is left alone."`
	Documents string `required:"" help:"Folder with official documents as text."`
	House     string `default:"." help:"This repository, whose own Vietnamese is read."`
	Phrases   string `default:"vi/data/phrases" help:"Folder with text of our own."`
	Lexicon   string `default:"vi/lexicon" help:"Folder of the lexicon."`
	Out       string `default:"vi/data/restore.model" help:"The model file."`
	Check     bool   `help:"Only score; write nothing."`
}

const restoreLicence = "CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/); made from UD_Vietnamese-VTB by its contributors (https://github.com/UniversalDependencies/UD_Vietnamese-VTB, CC BY-SA 4.0), of which it keeps counts of neighbouring syllables, from official documents (no copyright, IP law article 15), and from text and a lexicon of our own"

// Run learns the model of diacritics, prints how it did on each source that was left out, and writes it.
func (c restoreRow) Run() error {
	entries, err := vi.ReadLexicon(os.DirFS(c.Lexicon))
	if err != nil {
		return err
	}
	lexicon := vi.LexiconWords(entries)
	sources, err := c.sources()
	if err != nil {
		return err
	}
	about := []vi.Attribute{
		{Name: "licence", Value: restoreLicence},
		{Name: "command", Value: "go run ./cmd/nhipcau-train restore --data DIR --documents DIR"},
		{Name: "lexicon", Value: fmt.Sprintf("%d entries, sha256 %x", len(lexicon), sha256.Sum256([]byte(strings.Join(lexicon, "\n"))))},
	}
	for _, s := range sources {
		about = append(about, vi.Attribute{Name: "data", Value: fmt.Sprintf("%s, %d texts, sha256 %x", s.Name, len(s.Texts), sha256.Sum256([]byte(strings.Join(s.Texts, "\n"))))})
	}
	model, scores, err := vi.LearnRestore(sources, lexicon, about)
	if err != nil {
		return err
	}
	for _, s := range scores {
		fmt.Printf("%s left out: %d syllables, %.2f %% right; %.1f %% answered, of which %.2f %% right\n", s.Name, s.Syllables, 100*s.Accuracy, 100*s.Answered, 100*s.Right)
	}
	if c.Check {
		return nil
	}
	fmt.Printf("%s: %d bytes\n", c.Out, len(model))
	return os.WriteFile(c.Out, model, 0o644)
}

func (c restoreRow) sources() ([]vi.RestoreSource, error) {
	banks, err := readBanks(c.Data)
	if err != nil {
		return nil, err
	}
	treebank := vi.RestoreSource{Name: "treebank"}
	for _, b := range banks {
		treebank.Texts = append(treebank.Texts, b.Texts()...)
	}
	sources := []vi.RestoreSource{treebank}
	for _, from := range []struct{ name, folder string }{{"documents", c.Documents}, {"phrases", c.Phrases}, {"house", c.House}} {
		texts, err := vietnameseIn(from.folder)
		if err != nil {
			return nil, err
		}
		if len(texts) > 0 {
			sources = append(sources, vi.RestoreSource{Name: from.name, Texts: texts})
		}
	}
	return sources, nil
}

// readable are the files whose Vietnamese is read, and unread the folders that are passed over: what git
// keeps, what is built, the lexicon, and small sets made for benchmarks.
var (
	readable = []string{".txt", ".md", ".html", ".json", ".templ", ".go", ".txtar"}
	unread   = []string{".git", "bin", "dist", "node_modules", "lexicon", "phrases", "testdata/sentiment", "testdata/restore", "testdata/fuzz"}
)

// vietnameseIn collects the different pieces of Vietnamese text in the files of a folder.
func vietnameseIn(folder string) ([]string, error) {
	var out []string
	seen := make(map[string]bool)
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if os.IsNotExist(err) && path == folder {
			return nil
		}
		if err != nil {
			return err
		}
		if d.IsDir() {
			if path != folder && slices.ContainsFunc(unread, func(u string) bool { return strings.HasSuffix(filepath.ToSlash(path), "/"+u) || path == u }) {
				return filepath.SkipDir
			}
			return nil
		}
		if !slices.Contains(readable, filepath.Ext(path)) || strings.HasSuffix(path, "_templ.go") {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, piece := range pieces(data) {
			if !seen[piece] {
				seen[piece] = true
				out = append(out, piece)
			}
		}
		return nil
	})
	return out, err
}

// pieces are the stretches of a file between quotes, brackets and line ends that are Vietnamese: at least
// three syllables, three quarters of the words syllables, a quarter of these with diacritics.
func pieces(data []byte) []string {
	if !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0 {
		return nil
	}
	var out []string
	for piece := range strings.FieldsFuncSeq(string(data), func(r rune) bool { return strings.ContainsRune("\"`<>{}|\\[]\n\r\t", r) }) {
		piece = vi.Normalize(strings.TrimSpace(piece))
		words, syllables, marked := 0, 0, 0
		for _, t := range vi.Tokens(piece) {
			if t.Kind != vi.TokenWord {
				continue
			}
			word := t.Text(piece)
			words++
			if vi.IsSyllable(word) {
				syllables++
				if vi.Fold(word) != strings.ToLower(word) {
					marked++
				}
			}
		}
		if syllables >= 3 && 4*syllables >= 3*words && 4*marked >= syllables {
			out = append(out, piece)
		}
	}
	return out
}

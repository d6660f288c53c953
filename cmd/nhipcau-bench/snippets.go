package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"hash/fnv"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/listen/extract"
)

// snippetsRow measures on real pages of which a few phrases are known that belong to the text, and a few that do not:
// the set with which Trafilatura is evaluated (Barbaresi 2021), as the Go module of that name carries it.
type snippetsRow struct {
	Module string `required:"" help:"Folder of the module github.com/markusmobius/go-trafilatura: scripts/comparison/data.go and test-files."`
	Show   bool   `help:"Print what is missing and what is too much on the half that was looked at."`
}

// snippetPage is a page and what its text holds and does not hold.
type snippetPage struct {
	url, file     string
	with, without []string
}

// snippetCount is how many phrases were found and not found.
type snippetCount struct{ found, missed, wrong int }

// Run prints precision, recall and F1 over all phrases: of the half of the pages that was looked at while the extractor
// was written, and of the half that was not.
func (c snippetsRow) Run(*bench) error {
	pages, err := readSnippets(filepath.Join(c.Module, "scripts", "comparison", "data.go"))
	if err != nil {
		return err
	}
	var counts [2]snippetCount
	var read, empty int
	for _, p := range pages {
		body, err := p.read(c.Module)
		if err != nil {
			continue // the module names pages that it does not carry
		}
		read++
		a, err := extract.Page(body, extract.Options{URL: p.url})
		if err != nil {
			a.Text = ""
			empty++
		}
		half := p.half()
		counts[half].add(p, a.Text, c.Show && half == lookedAt)
	}
	fmt.Printf("%d pages, %d without text\n| pages | precision | recall | F1 |\n|---|---|---|---|\n", read, empty)
	all := counts[0].plus(counts[1])
	for _, row := range []struct {
		name string
		snippetCount
	}{{"all", all}, {"the half that was looked at", counts[lookedAt]}, {"the other half", counts[heldBack]}} {
		precision, recall := share(row.found, row.found+row.wrong)/100, share(row.found, row.found+row.missed)/100
		fmt.Printf("| %s | %.3f | %.3f | %.3f |\n", row.name, precision, recall, 2*precision*recall/(precision+recall))
	}
	return nil
}

const (
	lookedAt = 0
	heldBack = 1
)

// half is on which side of the set a page stands, by a hash of its address.
func (p snippetPage) half() int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(p.url)) // never fails
	return int(h.Sum32() % 2)
}

func (p snippetPage) read(module string) (body []byte, err error) {
	for _, folder := range []string{"comparison", "mock"} {
		body, err = os.ReadFile(filepath.Join(module, "test-files", folder, p.file)) // #nosec G304 -- the folder is the operator's own
		if err == nil {
			return body, nil
		}
	}
	return nil, err
}

func (n *snippetCount) add(p snippetPage, text string, show bool) {
	for _, s := range p.with {
		if strings.Contains(text, s) {
			n.found++
			continue
		}
		n.missed++
		if show {
			fmt.Printf("%s: missing %q\n", p.file, s)
		}
	}
	for _, s := range p.without {
		if !strings.Contains(text, s) {
			continue
		}
		n.wrong++
		if show {
			fmt.Printf("%s: too much %q\n", p.file, s)
		}
	}
}

func (n snippetCount) plus(o snippetCount) snippetCount {
	return snippetCount{n.found + o.found, n.missed + o.missed, n.wrong + o.wrong}
}

// readSnippets reads the table of pages out of the source that holds it, ordered by address.
func readSnippets(path string) ([]snippetPage, error) {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		return nil, err
	}
	pages := map[string]snippetPage{}
	ast.Inspect(file, func(n ast.Node) bool {
		entry, ok := n.(*ast.KeyValueExpr)
		if !ok {
			return true
		}
		url, isText := text(entry.Key)
		fields, isEntry := entry.Value.(*ast.CompositeLit)
		if !isText || !isEntry {
			return true
		}
		p := snippetPage{url: url}
		for _, e := range fields.Elts {
			field, ok := e.(*ast.KeyValueExpr)
			if !ok {
				continue
			}
			switch fmt.Sprint(field.Key) {
			case "File":
				p.file, _ = text(field.Value)
			case "With":
				p.with = texts(field.Value)
			case "Without":
				p.without = texts(field.Value)
			}
		}
		pages[url] = p
		return false
	})
	var all []snippetPage
	for _, url := range slices.Sorted(maps.Keys(pages)) {
		all = append(all, pages[url])
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%s holds no pages", path)
	}
	return all, nil
}

func text(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

func texts(e ast.Expr) (all []string) {
	list, ok := e.(*ast.CompositeLit)
	if !ok {
		return nil
	}
	for _, x := range list.Elts {
		if s, ok := text(x); ok {
			all = append(all, s)
		}
	}
	return all
}

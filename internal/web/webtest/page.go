package webtest

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"golang.org/x/net/html"

	"github.com/nhipcau/nhipcau/internal/web"
)

// CheckExamples renders every registered example whose component begins with prefix ("plan."), in both
// languages, and checks each with [CheckHTML]. It fails when there is none. The English comes from c.
func CheckExamples(t *testing.T, prefix string, c *web.Catalogue) {
	t.Helper()
	all := web.Gallery(prefix)
	if len(all) == 0 {
		t.Fatalf("no examples of %s…; register them with web.Examples", prefix)
	}
	for _, e := range all {
		t.Run(e.Component+"/"+e.Name, func(t *testing.T) {
			t.Parallel()
			for _, lang := range []string{web.Vietnamese, web.English} {
				ctx := web.WithLang(web.WithCatalogue(t.Context(), c), lang)
				for _, problem := range CheckHTML(Render(t, ctx, e.Render())) {
					t.Errorf("%s: %s", lang, problem)
				}
			}
		})
	}
}

// Render writes a component into a string.
func Render(t testing.TB, ctx context.Context, c templ.Component) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(ctx, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// CheckHTML lists what a page or a part of one lacks: one h1 and a language on a page, a label for every
// input, an accessible name for every button and link, unique ids, labels and descriptions that lead
// somewhere, no style attribute, no inline handler or script, and no markup that came from data.
func CheckHTML(page string) []string {
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return []string{"not HTML: " + err.Error()}
	}
	c := &checker{ids: map[string]int{}, labelled: map[string]bool{}}
	c.whole = strings.Contains(page, "<html")
	for e := range elements(doc) {
		c.note(e)
	}
	for e := range elements(doc) {
		c.check(e)
	}
	c.checkPage(page)
	return c.problems
}

type checker struct {
	whole    bool
	headings int
	ids      map[string]int
	labelled map[string]bool // ids that a label stands for
	problems []string
}

func (c *checker) add(problem string) { c.problems = append(c.problems, problem) }

func (c *checker) note(e *html.Node) {
	if id := attr(e, "id"); id != "" {
		c.ids[id]++
	}
	if e.Data == "label" {
		c.labelled[attr(e, "for")] = true
	}
	if e.Data == "h1" {
		c.headings++
	}
}

func (c *checker) check(e *html.Node) {
	for _, a := range e.Attr {
		switch {
		case a.Key == "style":
			c.add("a style attribute on " + e.Data)
		case strings.HasPrefix(a.Key, "on"):
			c.add("an inline handler " + a.Key + " on " + e.Data)
		case (a.Key == "href" || a.Key == "src" || a.Key == "action") && strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:"):
			c.add("a script address on " + e.Data)
		}
	}
	for _, name := range []string{"aria-labelledby", "aria-describedby", "aria-controls"} {
		for _, id := range strings.Fields(attr(e, name)) {
			if c.ids[id] == 0 {
				c.add(name + " leads to no id: " + id)
			}
		}
	}
	switch e.Data {
	case "script":
		if attr(e, "src") == "" {
			c.add("an inline script")
		}
	case "img":
		if !strings.HasPrefix(attr(e, "src"), "/") {
			c.add("a picture from elsewhere: " + attr(e, "src"))
		}
	case "input", "select", "textarea":
		c.checkControl(e)
	case "button", "a":
		if !c.named(e) && (e.Data == "button" || hasAttr(e, "href")) {
			c.add("no name on " + e.Data + " " + attr(e, "class") + attr(e, "href"))
		}
	}
}

func (c *checker) checkControl(e *html.Node) {
	switch attr(e, "type") {
	case "hidden", "submit", "button":
		return
	}
	if c.labelled[attr(e, "id")] && attr(e, "id") != "" || attr(e, "aria-label") != "" || attr(e, "aria-labelledby") != "" {
		return
	}
	for p := range e.Ancestors() {
		if p.Data == "label" && textOf(p) != "" {
			return
		}
	}
	c.add("no label for " + e.Data + " " + attr(e, "name"))
}

func (c *checker) named(e *html.Node) bool {
	return textOf(e) != "" || attr(e, "aria-label") != "" || attr(e, "aria-labelledby") != "" || attr(e, "title") != ""
}

func (c *checker) checkPage(page string) {
	for id, n := range c.ids {
		if n > 1 {
			c.add("id used twice: " + id)
		}
	}
	if c.whole && c.headings != 1 || c.headings > 1 {
		c.add("not exactly one h1")
	}
	if c.whole && !strings.Contains(page, `<html lang="`) {
		c.add("no language on the page")
	}
	if strings.Contains(page, "%!") {
		c.add("a broken verb: " + page[strings.Index(page, "%!"):][:20])
	}
}

// CheckGenerated fails when a template under folder was changed without generating its Go file again, or
// when the generator refuses it.
func CheckGenerated(t testing.TB, folder string) {
	t.Helper()
	templates, err := filepath.Glob(filepath.Join(folder, "*.templ"))
	if err != nil {
		t.Fatal(err)
	}
	copied := t.TempDir()
	for _, path := range templates {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(copied, filepath.Base(path)), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.CommandContext(t.Context(), "go", "tool", "templ", "generate", "-path", copied).CombinedOutput()
	if err != nil {
		t.Fatalf("templ generate: %v\n%s", err, out)
	}
	for _, path := range templates {
		name := strings.TrimSuffix(filepath.Base(path), ".templ") + "_templ.go"
		want, err := os.ReadFile(filepath.Join(copied, name))
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil || !bytes.Equal(stable(got), stable(want)) {
			t.Errorf("%s is not what %s generates; run go tool templ generate -path %s", name, filepath.Base(path), folder)
		}
	}
}

// stable leaves out the file names that the generator writes into error positions.
func stable(b []byte) []byte {
	lines := bytes.Split(b, []byte("\n"))
	for i, line := range lines {
		if j := bytes.Index(line, []byte("FileName: `")); j >= 0 {
			lines[i] = line[:j]
		}
	}
	return bytes.Join(lines, []byte("\n"))
}

// Catalogue is the catalogue of web's own texts and those of the packages given.
func Catalogue(t testing.TB, locales ...fs.FS) *web.Catalogue {
	t.Helper()
	c, err := web.NewCatalogue(locales...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

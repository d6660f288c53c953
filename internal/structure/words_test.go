package structure

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/law"
)

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	t.Parallel()
	documented := map[string]bool{}
	eachFile(t, func(file string, _ []string) {
		if strings.HasSuffix(file, "_test.go") {
			return
		}
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, file), nil, parser.PackageClauseOnly|parser.ParseComments)
		if err != nil {
			t.Error(err)
			return
		}
		dir := filepath.Dir(file)
		documented[dir] = documented[dir] || comment(f)
	})
	for dir, ok := range documented {
		if !ok {
			t.Errorf("%s has no package comment", dir)
		}
	}
}

func comment(f *ast.File) bool {
	return f.Doc != nil && len(strings.Fields(f.Doc.Text())) >= 5
}

var citation = regexp.MustCompile(`(?m)^\s*//law:(\S+)`)

func TestEveryCitedLawIsKnown(t *testing.T) {
	t.Parallel()
	eachFile(t, func(file string, _ []string) {
		text, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			t.Error(err)
			return
		}
		for _, m := range citation.FindAllStringSubmatch(string(text), -1) {
			if _, ok := law.Cite(m[1]); !ok {
				t.Errorf("%s cites %s, which law does not know", file, m[1])
			}
		}
	})
}

var required = regexp.MustCompile(`(?m)^\t(\S+) v\S+$`)

func TestEveryDependencyHasAReason(t *testing.T) {
	t.Parallel()
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	reasons, err := os.ReadFile(filepath.Join(root, "docs/dependencies.md"))
	if err != nil {
		t.Fatal(err)
	}
	direct := required.FindAllStringSubmatch(string(mod), -1)
	if len(direct) < 10 {
		t.Fatalf("only %d direct modules were found in go.mod", len(direct))
	}
	for _, m := range direct {
		if !strings.Contains(string(reasons), "`"+m[1]+"`") {
			t.Errorf("docs/dependencies.md says nothing of %s", m[1])
		}
	}
}

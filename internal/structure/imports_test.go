package structure

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/nhipcau/nhipcau/"

// foundation packages import only what stands to their left.
var foundation = []string{"fault", "config", "db", "audit", "jobs", "mail", "web", "org", "auth", "files", "doctext", "search", "work", "paper", "policy"}

// libraries at the top of the repository, with the third parties that each may use outside its tests.
var libraries = map[string][]string{
	"vi":       {"golang.org/x/text"},
	"law":      {"golang.org/x/text"},
	"official": {"codeberg.org/go-pdf/fpdf", "golang.org/x/text"},
	"trend":    nil,
	"similar":  nil,
}

var (
	duties = []string{"plan", "round", "direct", "chase", "consult", "disclose", "press", "listen", "respond", "publish", "measure", "people"}
	faces  = []string{"desk", "portal", "api"}
)

// place is a package's room: its kind and its name.
type place struct{ kind, name string }

func placeOf(pkg string) place {
	first, rest, _ := strings.Cut(pkg, "/")
	second, _, _ := strings.Cut(rest, "/")
	switch {
	case first == "cmd":
		return place{"command", second}
	case first != "internal":
		if _, ok := libraries[first]; ok {
			return place{"library", first}
		}
		return place{"unknown", first}
	case slices.Contains(foundation, second):
		return place{"foundation", second}
	case slices.Contains(duties, second):
		return place{"duty", second}
	case slices.Contains(faces, second):
		return place{"face", second}
	case second == "app", second == "demo", second == "structure":
		return place{second, second}
	}
	return place{"unknown", second}
}

// refuse says why from may not import to and what to do instead; empty if it may.
func refuse(from, to place) string {
	switch {
	case from == to:
		return ""
	case to.kind == "unknown":
		return fmt.Sprintf("%s is in no list of this test; say in ARCHITECTURE.md what it is and add it here", to.name)
	case from.kind == "library":
		if to.name == "vi" {
			return ""
		}
		return "a library knows only the standard library, its listed third parties and vi; take plain values instead"
	case to.kind == "library":
		return ""
	case from.kind == "foundation":
		if to.kind == "foundation" && slices.Index(foundation, to.name) < slices.Index(foundation, from.name) {
			return ""
		}
		return fmt.Sprintf("foundation imports only leftwards (%s); declare an interface in %s and connect them in internal/app", strings.Join(foundation, " "), from.name)
	case from.kind == "duty" && to.kind == "foundation", from.kind == "face" && to.kind == "foundation":
		return ""
	case from.kind == "duty", from.kind == "face":
		return fmt.Sprintf("declare an interface in %s and connect them in internal/app", from.name)
	case from.kind == "demo" && to.kind != "app" && to.kind != "command":
		return ""
	case from.kind == "app" && to.kind != "command":
		return ""
	case from.kind == "command" && to.kind != "duty" && to.kind != "face", to.kind == "duty" && (from.name == "nhipcau-bench" || from.name == "nhipcau-train"): // they measure and train
		return ""
	case from.kind == "structure":
		return ""
	}
	return fmt.Sprintf("%s %s may not know %s %s", from.kind, from.name, to.kind, to.name)
}

func TestEveryImportFollowsTheDirections(t *testing.T) {
	t.Parallel()
	eachFile(t, func(file string, imports []string) {
		from := placeOf(filepath.ToSlash(filepath.Dir(file)))
		if from.kind == "unknown" {
			t.Errorf("%s: %s", file, refuse(place{"app", "app"}, from))
			return
		}
		for _, imp := range imports {
			if own, ok := strings.CutPrefix(imp, module); ok {
				if why := refuseIn(file, from, placeOf(own), own); why != "" {
					t.Errorf("%s imports %s; %s", file, own, why)
				}
				continue
			}
			if why := refuseThird(file, from, imp); why != "" {
				t.Errorf("%s imports %s; %s", file, imp, why)
			}
		}
	})
}

// refuseIn lets tests use the helpers of tests, wherever these stand.
func refuseIn(file string, from, to place, pkg string) string {
	helper := path.Base(pkg)
	if helpers := []string{"dbtest", "webtest", "pagecheck", "worktest"}; slices.Contains(helpers, helper) {
		inHelper := slices.Contains(helpers, filepath.Base(filepath.Dir(file)))
		if strings.HasSuffix(file, "_test.go") || inHelper {
			return ""
		}
		return "it is only for tests"
	}
	return refuse(from, to)
}

func refuseThird(file string, from place, imp string) string {
	first, _, _ := strings.Cut(imp, "/")
	if !strings.Contains(first, ".") || from.kind != "library" || strings.HasSuffix(file, "_test.go") {
		return ""
	}
	for _, allowed := range libraries[from.name] {
		if imp == allowed || strings.HasPrefix(imp, allowed+"/") {
			return ""
		}
	}
	return "a library uses only the third parties listed for it in this test"
}

func TestTheRulesRefuseWhatTheyShould(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		from, to string
		refused  bool
	}{
		{"internal/plan", "internal/work", false},
		{"internal/plan", "internal/press", true},
		{"internal/plan", "internal/desk", true},
		{"internal/desk", "internal/plan", true},
		{"internal/work", "internal/plan", true},
		{"internal/db", "internal/work", true},
		{"internal/work", "internal/db", false},
		{"internal/auth", "internal/files", true},
		{"law", "internal/fault", true},
		{"law", "vi", false},
		{"vi", "law", true},
		{"internal/plan", "internal/app", true},
		{"cmd/nhipcau", "internal/app", false},
		{"internal/app", "internal/plan", false},
		{"internal/plan", "internal/util", true},
	} {
		why := refuse(placeOf(tt.from), placeOf(tt.to))
		if (why != "") != tt.refused {
			t.Errorf("%s imports %s: refused = %q, want refused %v", tt.from, tt.to, why, tt.refused)
		}
	}
}

// eachFile visits every Go file of the repository with its imports.
func eachFile(t *testing.T, visit func(file string, imports []string)) {
	t.Helper()
	n := 0
	err := filepath.WalkDir(root, func(p string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && (e.Name() == "testdata" || e.Name() == "node_modules" || strings.HasPrefix(e.Name(), ".") && p != root) {
			return fs.SkipDir
		}
		if filepath.Ext(p) != ".go" {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		var imports []string
		for _, i := range f.Imports {
			text, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			imports = append(imports, text)
		}
		name, err := filepath.Rel(root, p)
		n++
		visit(filepath.ToSlash(name), imports)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if n < 50 {
		t.Fatalf("only %d files were found; the test looks in the wrong place", n)
	}
}

// root is the repository seen from this package.
const root = "../.."

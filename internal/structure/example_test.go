package structure

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// TestLibrariesShowHowTheyAreUsed holds that every exported function of the libraries has an example that runs,
// named for it, and every constructor and method one or is called in one of its type, where the documentation
// shows it. Methods that only fulfil fmt.Stringer need none.
func TestLibrariesShowHowTheyAreUsed(t *testing.T) {
	t.Parallel()
	for _, library := range []string{"vi", "similar", "trend"} {
		functions, examples := functionsAndExamples(t, filepath.Join("../..", library))
		if len(functions) < 20 || len(examples) < 10 {
			t.Errorf("%s: only %d functions and %d examples were found", library, len(functions), len(examples))
		}
		for _, f := range functions {
			if !f.shownIn(examples) {
				t.Errorf("%s.%s has no example that runs: add Example%s", library, f.name(), strings.ReplaceAll(f.name(), ".", "_"))
			}
		}
	}
}

// function is an exported function or a method, with the type that it belongs to.
type function struct{ of, is string }

func (f function) name() string {
	if f.of == "" || strings.HasPrefix(f.is, "New") {
		return f.is
	}
	return f.of + "." + f.is
}

// shownIn reports an example of its own, or a call in one of its type.
func (f function) shownIn(examples []*doc.Example) bool {
	for _, e := range examples {
		on, method, _ := strings.Cut(e.Name, "_")
		switch {
		case e.Output == "" && !e.EmptyOutput:
		case on == f.is && method == "", on == f.of && method == f.is:
			return true
		case on == f.of && f.of != "" && calls(e, f.is):
			return true
		}
	}
	return false
}

func calls(e *doc.Example, name string) bool {
	found := false
	ast.Inspect(e.Code, func(n ast.Node) bool {
		s, ok := n.(*ast.SelectorExpr)
		found = found || ok && s.Sel.Name == name
		return !found
	})
	return found
}

func functionsAndExamples(t *testing.T, folder string) ([]function, []*doc.Example) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	var functions []function
	var tests []*ast.File
	for _, name := range names {
		file, err := parser.ParseFile(fset, name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "_test.go") {
			tests = append(tests, file)
			continue
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || !f.Name.IsExported() || f.Name.Name == "String" {
				continue
			}
			if of := owner(f); of == "" || ast.IsExported(of) {
				functions = append(functions, function{of, f.Name.Name})
			}
		}
	}
	return functions, doc.Examples(tests...)
}

// owner is the type of a method or, for a function New…, of what it makes.
func owner(f *ast.FuncDecl) string {
	list := f.Recv
	if list == nil {
		if !strings.HasPrefix(f.Name.Name, "New") {
			return ""
		}
		list = f.Type.Results
	}
	t := list.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	if name, ok := t.(*ast.Ident); ok {
		return name.Name
	}
	return ""
}

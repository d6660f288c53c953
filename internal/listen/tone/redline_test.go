package tone

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// forbidden are words that would name a person or an outlet. Class is the class of a source, never the source.
var forbidden = []string{"person", "author", "byline", "writer", "speaker", "user", "handle", "account", "name", "people",
	"outlet", "newspaper", "publisher", "source", "site", "domain", "host", "url", "link", "journalist", "critic"}

// allowed are exported names of ours in which such a word means something else.
var allowed = map[string]bool{"Entry.Source": true} // the mark of a lexicon entry

func TestNothingTakesAPersonOrAnOutlet(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	seen := 0
	check := func(where, name string) {
		seen++
		for _, word := range forbidden {
			if strings.Contains(strings.ToLower(name), word) && !allowed[where+"."+name] {
				t.Errorf("%s has %q: tone is never by person and never by outlet", where, name)
			}
		}
	}
	for _, file := range files {
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if !d.Name.IsExported() {
					continue
				}
				check("the package", d.Name.Name)
				if d.Name.Name != "ParseTone" && d.Name.Name != "ParseSteering" {
					checkFields(d.Name.Name, d.Type.Params, check)
				}
			case *ast.GenDecl:
				for _, s := range d.Specs {
					checkType(s, check)
				}
			}
		}
	}
	if seen < 60 {
		t.Errorf("only %d names were looked at", seen)
	}
}

func checkType(s ast.Spec, check func(where, name string)) {
	ts, ok := s.(*ast.TypeSpec)
	if !ok || !ts.Name.IsExported() {
		return
	}
	check("the package", ts.Name.Name)
	if st, ok := ts.Type.(*ast.StructType); ok {
		checkFields(ts.Name.Name, st.Fields, check)
	}
}

func checkFields(where string, fields *ast.FieldList, check func(where, name string)) {
	for _, f := range fields.List {
		for _, n := range f.Names {
			check(where, n.Name)
		}
	}
}

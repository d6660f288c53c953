package official

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestEveryPatternCompiles reads the source, since a pattern shows its faults only where it is used.
func TestEveryPatternCompiles(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	var files []*ast.File
	known := constants{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, known.collect)
		files = append(files, f)
	}
	count := 0
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) != 1 {
				return true
			}
			if name, ok := call.Fun.(*ast.Ident); !ok || name.Name != "pattern" {
				return true
			}
			expr, ok := known.text(call.Args[0])
			if !ok {
				return true // put together when the program starts, and used in a test
			}
			count++
			if _, err := regexp.Compile(expr); err != nil {
				t.Errorf("%s: %v", fset.Position(call.Pos()), err)
			}
			return true
		})
	}
	if count < 150 {
		t.Errorf("only %d patterns were found", count)
	}
}

// constants are the texts that names stand for.
type constants map[string]ast.Expr

func (c constants) collect(n ast.Node) bool {
	if decl, ok := n.(*ast.GenDecl); ok && decl.Tok == token.CONST {
		for _, spec := range decl.Specs {
			v := spec.(*ast.ValueSpec)
			for i := range v.Values {
				c[v.Names[i].Name] = v.Values[i]
			}
		}
	}
	return true
}

// text evaluates literals, constants and their sums.
func (c constants) text(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil
	case *ast.Ident:
		value, ok := c[e.Name]
		if !ok {
			return "", false
		}
		return c.text(value)
	case *ast.BinaryExpr:
		left, ok := c.text(e.X)
		right, ok2 := c.text(e.Y)
		return left + right, ok && ok2
	case *ast.ParenExpr:
		return c.text(e.X)
	}
	return "", false
}

package webtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// CheckTexts reads the Go files (templates in their generated form) and the locales/en.json under the
// folders and fails with a list of: sentences without English, English without use, translations that
// differ between packages, arguments that do not fit the verbs, words written into a template outside the
// catalogue, and Vietnamese that breaks the rules of writing.
func CheckTexts(t testing.TB, folders ...string) {
	t.Helper()
	problems, err := Texts(folders...)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Error(p)
	}
}

// Texts is what [CheckTexts] finds, one line a problem, in order.
func Texts(folders ...string) ([]string, error) {
	r := &reader{fset: token.NewFileSet(), consts: map[string]string{}, english: map[string]translation{}, used: map[string]bool{}}
	for _, folder := range folders {
		if err := filepath.WalkDir(folder, r.visit); err != nil {
			return nil, fmt.Errorf("reading texts under %s: %w", folder, err)
		}
	}
	for _, f := range r.files {
		r.collectConsts(f)
	}
	for _, f := range r.files {
		r.readFile(f)
	}
	for key, e := range r.english {
		if !r.used[key] {
			r.report(e.file, "English without use: %q", key)
		}
	}
	slices.Sort(r.problems)
	return slices.Compact(r.problems), nil
}

type translation struct{ file, value string }

type reader struct {
	fset     *token.FileSet
	files    []*ast.File
	consts   map[string]string // "fault.Unexpected" → its value
	english  map[string]translation
	used     map[string]bool
	problems []string
}

func (r *reader) report(where, format string, args ...any) {
	r.problems = append(r.problems, where+": "+fmt.Sprintf(format, args...))
}

func (r *reader) visit(path string, d fs.DirEntry, err error) error {
	if err != nil {
		return err
	}
	name := d.Name()
	if d.IsDir() {
		if name == "node_modules" || name == "testdata" || strings.HasPrefix(name, ".") && len(name) > 2 {
			return filepath.SkipDir
		}
		return nil
	}
	if strings.HasSuffix(path, filepath.Join("locales", "en.json")) {
		return r.readEnglish(path)
	}
	if filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
		return nil
	}
	f, err := parser.ParseFile(r.fset, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	r.files = append(r.files, f)
	return nil
}

func (r *reader) readEnglish(path string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	entries := map[string]json.RawMessage{}
	if err := json.Unmarshal(b, &entries); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	for key, written := range entries {
		var value bytes.Buffer // however it is indented
		if err := json.Compact(&value, written); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if had, ok := r.english[key]; ok {
			if had.value != value.String() {
				r.report(path, "%q is translated otherwise in %s", key, had.file)
			}
			continue
		}
		r.english[key] = translation{path, value.String()}
	}
	return nil
}

func (r *reader) collectConsts(f *ast.File) {
	for _, d := range f.Decls {
		decl, ok := d.(*ast.GenDecl)
		if !ok || decl.Tok != token.CONST {
			continue
		}
		for _, s := range decl.Specs {
			spec := s.(*ast.ValueSpec)
			for i, v := range spec.Values {
				if text, ok := r.constant(f.Name.Name, v); ok && i < len(spec.Names) {
					r.consts[f.Name.Name+"."+spec.Names[i].Name] = text
				}
			}
		}
	}
}

// constant is the value of a string literal, a sum of them or a named constant.
func (r *reader) constant(pkg string, e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			return constant.StringVal(constant.MakeFromLiteral(e.Value, token.STRING, 0)), true
		}
	case *ast.BinaryExpr:
		left, ok := r.constant(pkg, e.X)
		right, ok2 := r.constant(pkg, e.Y)
		return left + right, ok && ok2 && e.Op == token.ADD
	case *ast.ParenExpr:
		return r.constant(pkg, e.X)
	case *ast.Ident:
		text, ok := r.consts[pkg+"."+e.Name]
		return text, ok
	case *ast.SelectorExpr:
		if x, ok := e.X.(*ast.Ident); ok {
			text, ok := r.consts[x.Name+"."+e.Sel.Name]
			return text, ok
		}
	}
	return "", false
}

// keyArgument says which argument of a call is a sentence: the key is the package and the function.
var keyArgument = map[string]int{
	"web.T": 1, "web.Say": 0, "web.Mark": 0, "web.RedirectSaying": 3, "fault.New": 1, "fault.Wrap": 2,
	"query.tr": 0, "p.fail": 1, "p.suggest": 1, "r.text": 0,
}

// keyMethod is the same for methods of a form, which have the sentence second.
var keyMethod = map[string]int{"Problem": 1, "Require": 1}

func (r *reader) readFile(f *ast.File) {
	template := strings.HasSuffix(r.fset.Position(f.Pos()).Filename, "_templ.go")
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if template && calledName(f.Name.Name, n) == "web.Examples" {
				return false
			}
			return r.readCall(f, n, template)
		case *ast.Field:
			r.readHelp(n)
		case *ast.CompositeLit:
			r.readDescriptor(f.Name.Name, n)
		case *ast.ImportSpec:
			return false
		case *ast.BasicLit:
			if template {
				r.checkStray(n)
			}
		}
		return true
	})
}

// readCall takes the sentence of a call; false keeps its literal from being looked at again.
func (r *reader) readCall(f *ast.File, call *ast.CallExpr, template bool) bool {
	index, ok := keyArgument[calledName(f.Name.Name, call)]
	if s, isSel := call.Fun.(*ast.SelectorExpr); isSel && !ok {
		index, ok = keyMethod[s.Sel.Name]
		ok = ok && len(call.Args) > 1
	}
	if !ok || index >= len(call.Args) {
		return true
	}
	key, isConst := r.constant(f.Name.Name, call.Args[index])
	if !isConst {
		return true
	}
	where := r.where(call)
	r.use(where, key)
	if want := countVerbs(key); !call.Ellipsis.IsValid() && calledName(f.Name.Name, call) != "web.Mark" && len(call.Args)-index-1 != want {
		r.report(where, "%q has %d verbs and %d arguments", key, want, len(call.Args)-index-1)
	}
	if template {
		for i, a := range call.Args {
			if i != index {
				ast.Inspect(a, func(n ast.Node) bool {
					if c, ok := n.(*ast.CallExpr); ok {
						return r.readCall(f, c, template)
					}
					if lit, ok := n.(*ast.BasicLit); ok {
						r.checkStray(lit)
					}
					return true
				})
			}
		}
		return false
	}
	return true
}

// describedBy says which fields of a descriptor are sentences.
var describedBy = map[string][]string{
	"web.NavItem": {"Group", "Title", "Short", "CountWord"}, "web.Grant": {"Title"}, "web.Shell": {"SearchLabel"},
}

// readDescriptor takes the sentences of a descriptor or of a list of them.
func (r *reader) readDescriptor(pkg string, lit *ast.CompositeLit) {
	if list, ok := lit.Type.(*ast.ArrayType); ok {
		for _, e := range lit.Elts {
			if one, ok := e.(*ast.CompositeLit); ok && one.Type == nil {
				r.readFields(pkg, typeName(pkg, list.Elt), one)
			}
		}
		return
	}
	r.readFields(pkg, typeName(pkg, lit.Type), lit)
}

func (r *reader) readFields(pkg, name string, lit *ast.CompositeLit) {
	for _, e := range lit.Elts {
		field, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		if key, ok := field.Key.(*ast.Ident); ok && slices.Contains(describedBy[name], key.Name) {
			if text, ok := r.constant(pkg, field.Value); ok {
				r.use(r.where(field), text)
			}
		}
	}
}

func typeName(pkg string, e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return pkg + "." + e.Name
	case *ast.SelectorExpr:
		if x, ok := e.X.(*ast.Ident); ok {
			return x.Name + "." + e.Sel.Name
		}
	}
	return ""
}

// calledName is "web.T" for both web.T(…) elsewhere and T(…) inside package web.
func calledName(pkg string, call *ast.CallExpr) string {
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		return pkg + "." + fun.Name
	case *ast.SelectorExpr:
		if x, ok := fun.X.(*ast.Ident); ok {
			return x.Name + "." + fun.Sel.Name
		}
	}
	return ""
}

func (r *reader) use(where, key string) {
	r.used[key] = true
	if key == "" {
		return
	}
	if _, ok := r.english[key]; !ok {
		r.report(where, "no English for %q", key)
	}
	for _, problem := range Spelling(key) {
		r.report(where, "%s in %q", problem, key)
	}
}

// readHelp takes the help texts of command-line flags from their struct tags.
func (r *reader) readHelp(f *ast.Field) {
	if f.Tag == nil {
		return
	}
	tag, err := strconv.Unquote(f.Tag.Value)
	if err != nil {
		return
	}
	if help := reflect.StructTag(tag).Get("help"); help != "" {
		r.use(r.where(f), help)
	}
}

// checkStray reports Vietnamese words in a template that are no key. The product's name and text marked
// lang="vi" stay as they are in every language.
func (r *reader) checkStray(lit *ast.BasicLit) {
	if lit.Kind != token.STRING {
		return
	}
	text := constant.StringVal(constant.MakeFromLiteral(lit.Value, token.STRING, 0))
	if strings.Contains(text, `lang="vi"`) {
		return
	}
	rest := strings.ReplaceAll(text, "Nhịp Cầu", "")
	if strings.ContainsFunc(rest, func(c rune) bool { return c > unicode.MaxASCII && unicode.IsLetter(c) }) {
		r.report(r.where(lit), "words outside the catalogue: %q", text)
	}
}

func (r *reader) where(n ast.Node) string {
	p := r.fset.Position(n.Pos())
	return fmt.Sprintf("%s:%d", p.Filename, p.Line)
}

var verbPattern = regexp.MustCompile(`%(\[\d+\])?[-+# 0]*\d*(?:\.\d+)?([a-zA-Z%])`)

// countVerbs is how many arguments a sentence takes.
func countVerbs(s string) int {
	next, most := 1, 0
	for _, m := range verbPattern.FindAllStringSubmatch(s, -1) {
		if m[2] == "%" {
			continue
		}
		if m[1] != "" {
			fmt.Sscanf(m[1], "[%d]", &next)
		}
		most = max(most, next)
		next++
	}
	return most
}

var modernTone = regexp.MustCompile(`(?i)(o[àáảãạèéẻẽẹ]|(?:^|[^q])u[ỳýỷỹỵ])(?:\PL|$)`)

// Spelling lists how a Vietnamese sentence breaks our rules of writing: decomposed letters, tone marks in
// the new place, exclamation marks, double spaces, three dots for an ellipsis.
func Spelling(s string) []string {
	var problems []string
	for problem, wrong := range map[string]bool{
		"letters that are not NFC":         !norm.NFC.IsNormalString(s),
		"a tone mark not in the old place": modernTone.MatchString(s),
		"an exclamation mark":              strings.Contains(s, "!"),
		"two spaces":                       strings.Contains(s, "  "),
		"three dots instead of …":          strings.Contains(s, "..."),
		"“vui lòng”, which says nothing":   strings.Contains(strings.ToLower(s), "vui lòng"),
		"a space at an end":                s != strings.TrimSpace(s),
	} {
		if wrong {
			problems = append(problems, problem)
		}
	}
	slices.Sort(problems)
	return problems
}

// WriteMissing lists the sentences under folders that have no English yet as a JSON object to fill in.
func WriteMissing(folders ...string) (string, error) {
	problems, err := Texts(folders...)
	if err != nil {
		return "", err
	}
	missing := map[string]string{}
	for _, p := range problems {
		if _, quoted, found := strings.Cut(p, "no English for "); found {
			if key, err := strconv.Unquote(quoted); err == nil {
				missing[key] = ""
			}
		}
	}
	b, err := json.MarshalIndent(missing, "", "  ")
	return string(b), err
}

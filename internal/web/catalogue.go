package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/law"
)

// Languages a page can be read in. Vietnamese is the language of the source and of anything not translated.
const (
	Vietnamese = "vi"
	English    = "en"
)

// Catalogue holds the English sentence for each Vietnamese one.
type Catalogue struct {
	english map[string]entry
	missing sync.Map
}

// entry is an English sentence; One is used when the first whole number among the arguments is 1. It may leave
// the number out, so oneArgs says how many arguments it reads.
type entry struct {
	One     string `json:"one"`
	Other   string `json:"other"`
	oneArgs int
}

func (e *entry) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, &e.Other)
	}
	type plain entry
	return json.Unmarshal(b, (*plain)(e))
}

// NewCatalogue merges the locales/en.json of packages. An English text is a sentence or an object
// {"one": …, "other": …} chosen by the first whole number. It fails when a file cannot be read, when two
// files translate a sentence differently, and when the verbs of a translation do not fit.
func NewCatalogue(locales ...fs.FS) (*Catalogue, error) {
	c := &Catalogue{english: map[string]entry{}}
	var problems []error
	for _, l := range append([]fs.FS{ownLocales}, locales...) {
		problems = append(problems, c.merge(l))
	}
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	return c, nil
}

func (c *Catalogue) merge(l fs.FS) error {
	b, err := fs.ReadFile(l, "locales/en.json")
	if err != nil {
		return fmt.Errorf("reading translations: %w", err)
	}
	entries := map[string]entry{}
	if err := json.Unmarshal(b, &entries); err != nil {
		return fmt.Errorf("reading translations: %w", err)
	}
	var problems []error
	for key, e := range entries {
		e.oneArgs = argumentsOf(e.One)
		if had, ok := c.english[key]; ok && had != e {
			problems = append(problems, fmt.Errorf("%q is translated twice: %q and %q", key, had.Other, e.Other))
		}
		if e.Other == "" {
			problems = append(problems, fmt.Errorf("%q has an empty translation", key))
		}
		for _, text := range []string{e.One, e.Other} {
			if text != "" && !sameVerbs(key, text, text == e.One) {
				problems = append(problems, fmt.Errorf("the verbs of %q do not fit %q", text, key))
			}
		}
		c.english[key] = e
	}
	return errors.Join(problems...)
}

// Has reports whether the Vietnamese sentence has an English one.
func (c *Catalogue) Has(key string) bool {
	if c == nil {
		return false
	}
	_, ok := c.english[key]
	return ok
}

// Missing lists the sentences that were asked for in English and not found, for developers.
func (c *Catalogue) Missing() []string {
	var all []string
	c.missing.Range(func(key, _ any) bool {
		all = append(all, key.(string))
		return true
	})
	return all
}

var verb = regexp.MustCompile(`%(\[\d+\])?[-+# 0]*\d*(?:\.\d+)?([a-zA-Z%])`)

// sameVerbs compares the verbs of a sentence and its translation as a set of argument and letter. The form
// for one may leave the number out.
func sameVerbs(key, text string, fewer bool) bool {
	want, got := verbsOf(key), verbsOf(text)
	for v := range got {
		if !want[v] {
			return false
		}
	}
	return fewer || len(got) == len(want)
}

func verbsOf(s string) map[string]bool {
	set := map[string]bool{}
	next := 1
	for _, m := range verb.FindAllStringSubmatch(s, -1) {
		if m[2] == "%" {
			continue
		}
		if m[1] != "" {
			fmt.Sscanf(m[1], "[%d]", &next)
		}
		set[fmt.Sprintf("%d%s", next, m[2])] = true
		next++
	}
	return set
}

// argumentsOf is how many arguments a text reads.
func argumentsOf(text string) (n int) {
	for v := range verbsOf(text) {
		i, _ := strconv.Atoi(v[:len(v)-1])
		n = max(n, i)
	}
	return n
}

// T is the sentence in the reader's language. The key is the Vietnamese sentence itself, with the verbs of
// package fmt; without an English sentence the Vietnamese one is shown. A [law.Date] among the arguments is
// written as a short day, an error as what a reader may see of it.
func T(ctx context.Context, key string, args ...any) string {
	text := key
	if Lang(ctx) == English {
		text, args = stateOf(ctx).catalogue.translate(key, args)
	}
	if len(args) == 0 {
		return strings.ReplaceAll(text, "%%", "%")
	}
	shown := make([]any, len(args))
	for i, a := range args {
		shown[i] = showArgument(ctx, a)
	}
	return fmt.Sprintf(text, shown...)
}

func showArgument(ctx context.Context, a any) any {
	switch v := a.(type) {
	case law.Date:
		return ShortDay(ctx, v)
	case time.Time:
		return Instant(ctx, v)
	case Text:
		return v.In(ctx)
	case error:
		return Message(ctx, v)
	}
	return a
}

// translate is the English text and the arguments that it reads.
func (c *Catalogue) translate(key string, args []any) (string, []any) {
	if c == nil {
		return key, args
	}
	e, ok := c.english[key]
	if !ok {
		c.noteMissing(key)
		return key, args
	}
	if e.One != "" && firstNumberIsOne(args) {
		return e.One, args[:min(e.oneArgs, len(args))]
	}
	return e.Other, args
}

func (c *Catalogue) noteMissing(key string) {
	if _, seen := c.missing.LoadOrStore(key, true); !seen {
		slog.Debug("sentence without English", "key", key)
	}
}

func firstNumberIsOne(args []any) bool {
	for _, a := range args {
		switch n := a.(type) {
		case int:
			return n == 1
		case int64:
			return n == 1
		}
	}
	return false
}

// Mark says that a sentence in a table or a constant is a text for [T]. It returns its argument; the test
// of texts looks for it.
func Mark(key string) string { return key }

// Text is a sentence that waits for its reader: a value that is shown later, in whichever language.
type Text struct {
	Key  string
	Args []any
}

// Say makes a Text.
func Say(key string, args ...any) Text { return Text{key, args} }

// In writes the text in the reader's language.
func (t Text) In(ctx context.Context) string { return T(ctx, t.Key, t.Args...) }

// Message is what the reader may see of err, in their language. Errors without a kind get the neutral sentence.
func Message(ctx context.Context, err error) string {
	if e := fault.Find(err); e != nil && e.Kind != fault.Internal {
		return T(ctx, e.Format, e.Args...)
	}
	return T(ctx, fault.Unexpected)
}

// Lang is the language the reader chose, [Vietnamese] unless they did.
func Lang(ctx context.Context) string {
	if l, ok := ctx.Value(langKey).(string); ok {
		return l
	}
	return Vietnamese
}

// WithLang returns a context whose texts are in lang, for mails and tests.
func WithLang(ctx context.Context, lang string) context.Context { return withLang(ctx, lang) }

// WithCatalogue returns a context that finds English sentences in c, for mails and tests; pages have it already.
func WithCatalogue(ctx context.Context, c *Catalogue) context.Context {
	st := *stateOf(ctx)
	st.catalogue = c
	return context.WithValue(ctx, stateKey, &st)
}

func withLang(ctx context.Context, lang string) context.Context {
	return context.WithValue(ctx, langKey, lang)
}

// pick is the language of r: its cookie, otherwise Vietnamese.
func (c *Catalogue) pick(r *http.Request) string {
	if cookieOneOf(r, "lang", English) == English {
		return English
	}
	return Vietnamese
}

// switchLang answers a link such as ?lang=en: it sets the cookie and returns to the same page.
func (s *server) switchLang(w http.ResponseWriter, r *http.Request) bool {
	lang := r.URL.Query().Get("lang")
	if lang != Vietnamese && lang != English || r.Method != http.MethodGet {
		return false
	}
	setChoice(w, r, "lang", lang)
	http.Redirect(w, r, LocalPath(Href(r.Context())), http.StatusSeeOther)
	return true
}

func cookieOneOf(r *http.Request, name string, values ...string) string {
	c, err := r.Cookie(name)
	if err != nil {
		return ""
	}
	for _, v := range values {
		if c.Value == v {
			return v
		}
	}
	return ""
}

// setChoice keeps a choice of the reader for a year.
func setChoice(w http.ResponseWriter, r *http.Request, name, value string) {
	http.SetCookie(w, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: 365 * 24 * 3600, HttpOnly: true,
		Secure: HTTPS(r.Context()), SameSite: http.SameSiteLaxMode,
	})
}

// Package search is one index over everything that can be read at the desk. A change writes its entry in
// its own transaction. Each entry carries who may see it; a query typed without diacritics finds text with
// them, and text that matches exactly stands first.
//
// Tables: search_entry, search_unit, search_text.
package search

import (
	"context"
	"embed"
	"fmt"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/vi"
)

//go:embed migrations
var migrations embed.FS

// Module is the schema of the index.
var Module = db.Module{Name: "search", Files: migrations}

// Entry is one thing that can be found.
type Entry struct {
	Kind     string // "case", "plan", "unit"
	ID       int64
	Code     string // what people say on the phone, "NV-2026-0042"; may be empty
	Title    string
	Body     string
	Href     string
	Everyone bool         // whoever is signed in sees it
	Units    []org.UnitID // else people whose right covers one of these
	At       time.Time    // when it last changed
}

// Hit is an entry that matches a query.
type Hit struct {
	Kind, Code, Title, Href string
	ID                      int64
	Snippet                 []Part // of the body, with the words that matched marked; may be empty
	At                      time.Time
}

// Part is a piece of text; Match says that the query asked for it.
type Part struct {
	Text  string
	Match bool
}

// Put writes an entry in place of what was there.
func Put(ctx context.Context, tx *db.Tx, e Entry) error {
	var id int64
	err := tx.QueryRow(ctx, `
		INSERT INTO search_entry (kind, object_id, code, title, body, href, everyone, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (kind, object_id) DO UPDATE
		   SET code = excluded.code, title = excluded.title, body = excluded.body, href = excluded.href,
		       everyone = excluded.everyone, at = excluded.at
		RETURNING id`, e.Kind, e.ID, e.Code, e.Title, e.Body, e.Href, e.Everyone, e.At).Scan(&id)
	if err != nil {
		return fmt.Errorf("indexing %s %d: %w", e.Kind, e.ID, err)
	}
	err = putUnits(ctx, tx, id, e.Units)
	if err != nil {
		return fmt.Errorf("indexing who sees %s %d: %w", e.Kind, e.ID, err)
	}
	err = putText(ctx, tx, id, tokens(e.Code+" "+e.Title+" "+e.Body))
	if err != nil {
		return fmt.Errorf("indexing the words of %s %d: %w", e.Kind, e.ID, err)
	}
	return nil
}

// Delete removes an entry, if there is one.
func Delete(ctx context.Context, tx *db.Tx, kind string, object int64) error {
	_, err := tx.Exec(ctx, `
		DELETE FROM search_text WHERE rowid IN (SELECT id FROM search_entry WHERE kind = $1 AND object_id = $2)`, kind, object)
	if err != nil {
		return fmt.Errorf("removing %s %d from the index: %w", kind, object, err)
	}
	_, err = tx.Exec(ctx, `DELETE FROM search_entry WHERE kind = $1 AND object_id = $2`, kind, object)
	return err
}

func putUnits(ctx context.Context, tx *db.Tx, entry int64, units []org.UnitID) error {
	_, err := tx.Exec(ctx, `DELETE FROM search_unit WHERE entry = $1`, entry)
	if err != nil {
		return err
	}
	for _, u := range units {
		_, err := tx.Exec(ctx, `INSERT INTO search_unit (entry, unit) VALUES ($1, $2) ON CONFLICT (entry, unit) DO NOTHING`, entry, u)
		if err != nil {
			return err
		}
	}
	return nil
}

func putText(ctx context.Context, tx *db.Tx, id int64, words []token) error {
	if tx.Engine() == db.Postgres {
		_, err := tx.Exec(ctx, `
			INSERT INTO search_text (rowid, vector) VALUES ($1, $2::tsvector)
			ON CONFLICT (rowid) DO UPDATE SET vector = excluded.vector`, id, vector(words))
		return err
	}
	var exact, fold strings.Builder
	for _, w := range words {
		exact.WriteString(w.exact + " ")
		fold.WriteString(w.fold + " ")
	}
	_, err := tx.Exec(ctx, `INSERT OR REPLACE INTO search_text (rowid, exact, fold) VALUES ($1, $2, $3)`, id, exact.String(), fold.String())
	return err
}

// Find returns what matches every word of the query and the officer may see, best first. The last word may
// be unfinished. Over which units the officer sees is asked of right.
func Find(ctx context.Context, tx *db.Tx, by auth.Officer, right web.Right, query string, limit int) ([]Hit, error) {
	words := queryTokens(query)
	if len(words) == 0 {
		return nil, nil
	}
	text, args := textQuery(tx.Engine(), words)
	all, units := by.Scope(right)
	if !all {
		text += ` AND (e.everyone OR EXISTS (SELECT 1 FROM search_unit u WHERE u.entry = e.id AND u.unit IN (` +
			db.In(len(args)+1, max(1, len(units))) + `)))`
		args = append(args, unitArgs(units)...)
	}
	args = append(args, limit)
	r, err := tx.Query(ctx, text+fmt.Sprintf(` ORDER BY 8, e.at DESC, e.id LIMIT $%d`, len(args)), args...)
	hits, err := db.Collect(r, err, func(r *db.Rows) (h Hit, err error) {
		var body string
		var rank float64
		err = r.Scan(&h.Kind, &h.ID, &h.Code, &h.Title, &body, &h.Href, &h.At, &rank)
		h.Snippet = snippet(body, words)
		return h, err
	})
	if err != nil {
		return nil, fmt.Errorf("searching: %w", err)
	}
	return hits, nil
}

func unitArgs(units []org.UnitID) []any {
	if len(units) == 0 {
		return []any{int64(-1)} // sees only what is for everyone
	}
	args := make([]any, len(units))
	for i, u := range units {
		args[i] = u
	}
	return args
}

func textQuery(e db.Engine, words []token) (string, []any) {
	const columns = `SELECT e.kind, e.object_id, e.code, e.title, e.body, e.href, e.at, `
	if e == db.Postgres {
		q := tsquery(words)
		return columns + `-ts_rank('{0.1,0.1,0.4,1.0}', t.vector, $1::tsquery)
			  FROM search_text t JOIN search_entry e ON e.id = t.rowid
			 WHERE t.vector @@ $2::tsquery`, []any{q, q}
	}
	// bm25 would count every entry that has one of the words. What matches as written stands first, then what
	// says little else.
	return columns + `CASE WHEN e.id IN (SELECT rowid FROM search_text WHERE search_text MATCH $1) THEN 0 ELSE 1e9 END
	             + LENGTH(e.title) + LENGTH(e.body)
		  FROM search_text JOIN search_entry e ON e.id = search_text.rowid
		 WHERE search_text MATCH $2`, []any{match(words, exactly), match(words, folded)}
}

// match writes an FTS5 query: every word, the last one as a beginning.
func match(words []token, column func(token) string) string {
	var all []string
	for _, w := range words {
		all = append(all, column(w))
	}
	return strings.Join(all, " AND ") + "*"
}

func exactly(w token) string { return "exact : " + quoteFTS(w.exact) }

func folded(w token) string { return "fold : " + quoteFTS(w.fold) }

func quoteFTS(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// vector writes a tsvector literal with positions: weight A for text as written, B for folded text.
func vector(words []token) string {
	const mostPosition = 16383
	var b strings.Builder
	for i, w := range words {
		at := min(i+1, mostPosition)
		fmt.Fprintf(&b, "%s:%dA ", quoteTS(w.exact), at)
		if !w.plain() {
			fmt.Fprintf(&b, "%s:%dB ", quoteTS(w.fold), at)
		}
	}
	return b.String()
}

func tsquery(words []token) string {
	var b strings.Builder
	for i, w := range words {
		star := ""
		if i == len(words)-1 {
			star = ":*"
		}
		if i > 0 {
			b.WriteString(" & ")
		}
		if w.plain() {
			fmt.Fprintf(&b, "%s%s", quoteTS(w.exact), star)
			continue
		}
		fmt.Fprintf(&b, "(%s%s | %s%s)", quoteTS(w.exact), star, quoteTS(w.fold), star)
	}
	return b.String()
}

func quoteTS(s string) string {
	return `'` + strings.ReplaceAll(strings.ReplaceAll(s, `\`, `\\`), `'`, `''`) + `'`
}

// snippet cuts the piece of body around the first word that matched.
func snippet(body string, words []token) []Part {
	const before, length = 60, 220
	body = strings.Join(strings.Fields(body), " ")
	runes := []rune(body)
	folded := []rune(vi.Fold(body))
	if len(runes) != len(folded) {
		return []Part{{Text: vi.CutRunes(body, length)}}
	}
	marks := marksOf(folded, words)
	first := 0
	for first < len(marks) && !marks[first] {
		first++
	}
	if first == len(marks) {
		first = 0
	}
	from := max(0, first-before)
	for from > 0 && folded[from-1] != ' ' {
		from--
	}
	to := min(len(runes), from+length)
	return parts(runes, marks, from, to)
}

func marksOf(folded []rune, words []token) []bool {
	marks := make([]bool, len(folded))
	text := string(folded)
	for _, w := range words {
		for from := 0; ; {
			i := strings.Index(text[from:], w.fold)
			if i < 0 {
				break
			}
			at := from + i
			from = at + len(w.fold)
			start := len([]rune(text[:at]))
			if start > 0 && !notOfToken(folded[start-1]) {
				continue
			}
			for k := range len([]rune(w.fold)) {
				marks[start+k] = true
			}
		}
	}
	return marks
}

func parts(runes []rune, marks []bool, from, to int) []Part {
	var all []Part
	if from > 0 {
		all = append(all, Part{Text: "… "})
	}
	for i := from; i < to; {
		j := i
		for j < to && marks[j] == marks[i] {
			j++
		}
		all = append(all, Part{Text: string(runes[i:j]), Match: marks[i]})
		i = j
	}
	if to < len(runes) {
		all = append(all, Part{Text: " …"})
	}
	return all
}

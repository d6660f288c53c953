package law

import (
	"encoding/json"
	"unicode"
	"unicode/utf8"
)

// Listing is a list of rules as a program reads it; it marshals to a JSON array of rows with id,
// version, basis, basis_en, text_vi, text_en, trigger_vi, trigger_en, amount, unit, stages,
// valid_from, valid_to, window_from, window_to (month and day), verified, note, note_en, successors and cites. Absent is null.
type Listing []Rule

// List lists every version of every rule, by ID and version.
func List(rules RuleSet) Listing { return Listing(rules.All()) }

type rowStage struct {
	Name     string  `json:"name"`
	NameVI   string  `json:"name_vi"`
	NameEN   string  `json:"name_en"`
	Class    *string `json:"class"`
	Amount   *int    `json:"amount"`
	Unit     Unit    `json:"unit"`
	Of       *Unit   `json:"of"`
	Before   *string `json:"before"`
	After    *string `json:"after"`
	Optional bool    `json:"optional"`
	LengthVI string  `json:"length_vi"`
	LengthEN string  `json:"length_en"`
}

type row struct {
	ID         string     `json:"id"`
	Version    int        `json:"version"`
	Basis      string     `json:"basis"`
	BasisEN    *string    `json:"basis_en"`
	TextVI     string     `json:"text_vi"`
	TextEN     *string    `json:"text_en"`
	TriggerVI  *string    `json:"trigger_vi"`
	TriggerEN  *string    `json:"trigger_en"`
	Amount     *int       `json:"amount"`
	Unit       Unit       `json:"unit"`
	Stages     []rowStage `json:"stages"`
	ValidFrom  *string    `json:"valid_from"`
	ValidTo    *string    `json:"valid_to"`
	WindowFrom *string    `json:"window_from"`
	WindowTo   *string    `json:"window_to"`
	Verified   bool       `json:"verified"`
	Note       *string    `json:"note"`
	NoteEN     *string    `json:"note_en"`
	Successors []string   `json:"successors"`
	Cites      []string   `json:"cites"`
}

// MarshalJSON writes the rows. Amount and unit are those of the stage that sets the due date in
// the class assumed when none is given.
func (l Listing) MarshalJSON() ([]byte, error) {
	rows := []row{}
	for _, r := range l {
		rows = append(rows, r.row())
	}
	return json.Marshal(rows)
}

func (r Rule) row() row {
	class, _, err := r.choose("")
	if err != nil {
		class = ""
	}
	stages := r.StagesOf(class)
	term := stages[mainStage(stages)].Term
	out := row{
		ID: r.ID, Version: r.Version, Basis: r.BasisVI, BasisEN: orNull(r.BasisEN),
		TextVI: r.TextVI, TextEN: orNull(r.TextEN), TriggerVI: orNull(r.TriggerVI), TriggerEN: orNull(r.TriggerEN),
		Amount: orNull(term.Amount), Unit: term.Unit,
		ValidFrom: orNull(r.ValidFrom.String()), ValidTo: orNull(r.ValidTo.String()),
		WindowFrom: orNull(r.WindowFrom.text()), WindowTo: orNull(r.WindowTo.text()),
		Verified: r.Verified, Note: orNull(r.NoteVI), NoteEN: orNull(r.NoteEN),
		Successors: append([]string{}, r.Successors...), Cites: append([]string{}, r.Cites...),
	}
	for _, s := range r.Stages {
		out.Stages = append(out.Stages, s.row())
	}
	return out
}

func (s Stage) row() rowStage {
	before := ""
	if s.Term.Unit == FixedDate {
		before = Date{0, s.Term.Month, s.Term.Day}.String()[5:]
	}
	return rowStage{
		Name: s.Name, NameVI: s.NameVI, NameEN: s.NameEN, Class: orNull(string(s.Class)),
		Amount: orNull(s.Term.Amount), Unit: s.Term.Unit, Of: orNull(s.Term.Of), Before: orNull(before),
		After: orNull(s.After), Optional: s.Optional, LengthVI: s.Term.Vietnamese(), LengthEN: s.Term.English(),
	}
}

func capital(s string) string { return firstLetter(s, unicode.ToUpper) }

func lower(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[size:])
	if unicode.IsUpper(next) {
		return s // an abbreviation
	}
	return firstLetter(s, unicode.ToLower)
}

func firstLetter(s string, change func(rune) rune) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(change(r)) + s[size:]
}

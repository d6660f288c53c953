package law

import "slices"

// Status says whether a legal text is in force, as far as we know.
type Status string

// The states of a legal text.
const (
	InForce   Status = "in_force"
	Replaced  Status = "replaced"
	Uncertain Status = "uncertain" // nobody has confirmed that it still stands
)

// Citation is a legal text that code or rules refer to. Its ID is written in source comments as
// "//law:nd-244-2026".
type Citation struct {
	ID               string
	Number           string // as it is cited, "244/2026/NĐ-CP"; empty when it was not found
	TitleVI, TitleEN string

	// Issued, From and To are the day of signature and the first and last day in force; zero where
	// not known or, for To, where none is set.
	Issued, From, To Date
	Status           Status
	ReplacedBy       []string // IDs; people choose where there are several

	// Verified is true when number, dates and status were read in the text or a public page.
	Verified bool
	NoteVI   string
}

// Citations lists the known legal texts in the order of their IDs.
func Citations() []Citation {
	list := slices.Clone(citations)
	slices.SortFunc(list, func(a, b Citation) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	return list
}

// Cite finds a legal text by its ID.
func Cite(id string) (Citation, bool) {
	i := slices.IndexFunc(citations, func(c Citation) bool { return c.ID == id })
	if i < 0 {
		return Citation{}, false
	}
	return citations[i], true
}

package paper

// Matching is what came of comparing the issued file with the frozen figures.
type Matching string

// The outcomes of a comparison.
const (
	NotCompared Matching = "none"     // no file yet, or no figures
	Same        Matching = "same"     // every figure stands in the file as it was frozen
	Differs     Matching = "differs"  // at least one does not
	Textless    Matching = "textless" // a scan without text
	Unreadable  Matching = "unread"   // the file could not be read
)

// Difference is a frozen figure that the issued file shows differently.
type Difference struct {
	Figure string `json:"figure"`
	Name   string `json:"name"`
	Frozen string `json:"frozen"`
	Issued string `json:"issued,omitempty"` // empty: no longer there
	Where  string `json:"where,omitempty"`  // the line in which it stands
	Query  string `json:"query,omitempty"`
}

// Comparison is the outcome with its differences.
type Comparison struct {
	Matching    Matching
	Differences []Difference
}

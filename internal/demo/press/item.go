package press

import "time"

// Item is one thing that a source gave out.
type Item struct {
	ID        string
	Source    string // key of its source
	Class     Class
	URL       string
	Title     string // empty for social items
	Lead      string
	Body      []string // paragraphs after the lead
	Author    string   // a byline or, for social items, a name
	Published time.Time
	Arrived   time.Time // when listening gets it
	Social    *Social   // nil but for social items
}

// Social is what the export of a social page says beside the text.
type Social struct {
	Handle   string
	Phone    string
	Place    string
	Likes    int
	Comments int
}

// Class is the class of a source.
type Class string

// Classes of sources.
const (
	Central    Class = "central"
	Provincial Class = "provincial"
	Portal     Class = "portal"
	Page       Class = "page"
	Talk       Class = "social"
	Radio      Class = "radio"
)

// Tone is how an item speaks of the policy.
type Tone string

// Tones.
const (
	Favourable   Tone = "favourable"
	Neutral      Tone = "neutral"
	Unfavourable Tone = "unfavourable"
	Unclear      Tone = "unclear"
)

var toneOf = map[byte]Tone{'+': Favourable, '0': Neutral, '-': Unfavourable, '?': Unclear}

// Signal says whether an item is an opportunity or a risk for those who steer.
type Signal string

// Signals.
const (
	Risk        Signal = "risk"
	Opportunity Signal = "opportunity"
	NoSignal    Signal = "none"
)

// Relation is what a text is to an earlier one, in the words of package similar.
type Relation string

// Relations.
const (
	Original  Relation = "new"
	Copy      Relation = "copy"
	Edit      Relation = "edit"
	Quotation Relation = "quotation"
	Variant   Relation = "variant"
	Letter    Relation = "campaign"
	Version   Relation = "version" // the same address again with a changed text
)

// Mark is the truth about one item.
type Mark struct {
	ID       string   `json:"id"`
	Story    string   `json:"story,omitempty"`
	Topics   []string `json:"topics"` // keys; the first is the main one; may be topics that nobody watches
	Event    string   `json:"event,omitempty"`
	Relation Relation `json:"relation"`
	Of       string   `json:"of,omitempty"`
	Change   Change   `json:"change,omitempty"`
	Tone     Tone     `json:"tone"`
	Signal   Signal   `json:"signal"`
	Planted  string   `json:"planted,omitempty"`  // identifier of what it was planted for
	Question string   `json:"question,omitempty"` // what is asked
	Names    []int    `json:"names,omitempty"`    // which of the identities stand in it
}

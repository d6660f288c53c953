package listen

import (
	"strings"
	"time"
)

// ItemID names an item. Later items have greater numbers.
type ItemID int64

// StoryID names a story: the number of its first item when it began.
type StoryID int64

// TopicID names a topic; 0 stands for everything.
type TopicID int64

// Arrival is one article as a source gave it. It has no field for an author on purpose; Byline is only
// looked for at the ends of the text, to be dropped, and is stored nowhere.
type Arrival struct {
	GUID      string // as the publisher gives it; may be empty
	Link      string
	Title     string
	Lead      string
	Body      string // plain text
	Language  string // empty: that of the source
	Area      string // the place it speaks of; empty: that of the source
	Published time.Time
	Byline    []string

	said said // by whom, as its document shows
}

// readable reports whether there is anything to read.
func (a *Arrival) readable() bool {
	return strings.TrimSpace(a.Title) != "" || strings.TrimSpace(a.Lead) != "" || strings.TrimSpace(a.Body) != ""
}

// Limits of what is kept of one item. What is longer is cut and counted.
const (
	MaxTitle = 1024     // bytes
	MaxBody  = 64 << 10 // bytes
	MaxLink  = 2048     // bytes; a longer link is left out
	maxLead  = 600      // bytes
)

// Item is one article as it is kept.
type Item struct {
	ID         ItemID
	Source     SourceID
	Class      Class
	Link       string
	Title      string
	Lead       string
	Language   string
	Area       string
	Published  time.Time
	Arrived    time.Time
	Relation   Relation
	Of         ItemID // the earlier item that the relation speaks of; 0: none
	Story      StoryID
	Tone       string
	Sure       float64 // of the tone, 0 to 1
	Understood bool
	Version    int // 1, and one more for every change after publication
	State      ItemState
}

// Relation is what an item is to an earlier one, in the words of package similar.
type Relation string

// The relations. A quotation or a variant is a text of its own.
const (
	Original  Relation = "new"
	Copy      Relation = "copy"
	LightEdit Relation = "edit"
	Quotation Relation = "quotation"
	Campaign  Relation = "campaign"
	Variant   Relation = "variant"
)

// Spreads reports whether an item of this relation only spreads another one.
func (r Relation) Spreads() bool { return r == Copy || r == LightEdit }

// ItemState is how much of an item is still here.
type ItemState string

// The states of an item.
const (
	Whole    ItemState = "whole"    // with its text
	Headline ItemState = "headline" // the text went after ninety days
	Removed  ItemState = "removed"  // taken down: only counts are left
)

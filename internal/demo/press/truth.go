package press

import "time"

// Truth is what was planted. Marks of single items are kept apart, because they are many.
type Truth struct {
	Seed       uint64       `json:"seed"`
	From       string       `json:"from"` // day
	To         string       `json:"to"`   // last day
	Tet        string       `json:"tet,omitempty"`
	Items      int          `json:"items"`
	Bursts     []*Burst     `json:"bursts"`
	NotBursts  []*NotBurst  `json:"notBursts"`
	Stories    []*StoryMark `json:"stories"` // planted ones, and others of at least five items
	Rumours    []*Rumour    `json:"rumours"`
	Campaigns  []*Campaign  `json:"campaigns"`
	Questions  []*Question  `json:"questions"`
	Gaps       []*Gap       `json:"gaps"`
	Dead       []Death      `json:"dead"`
	Identities []Identity   `json:"identities"`
}

// Sight is one item as it was seen.
type Sight struct {
	ID      string    `json:"id"`
	Source  string    `json:"source"`
	Arrived time.Time `json:"arrived"`
}

// Burst is a planted burst: many sources tell something of their own about one topic. An alert of the topic
// hits if it comes after Start less an hour and before End; one before Peak is early.
type Burst struct {
	ID          string    `json:"id"`
	Topic       string    `json:"topic"`
	Related     []string  `json:"related"` // topics that some of its items touch as well; alerts there are no errors
	Shape       string    `json:"shape"`
	Start       time.Time `json:"start"` // first arrival
	Peak        time.Time `json:"peak"`  // middle of the densest six hours of arrivals
	End         time.Time `json:"end"`   // six hours after the last independent arrival
	Stories     []string  `json:"stories"`
	Independent int       `json:"independent"`
	Derived     int       `json:"derived"`
	Social      int       `json:"social"`
	Sources     int       `json:"sources"`
	Fifth       time.Time `json:"fifth"` // arrival of the fifth independent item
	First       []Sight   `json:"first"` // the first five independent items

	day      int // planned
	arrivals []int64
	seen     map[string]bool
}

// NotBurst is something that looks like a burst and is none: an alert of its topic within is false.
type NotBurst struct {
	ID    string    `json:"id"`
	Kind  string    `json:"kind"`
	Topic string    `json:"topic,omitempty"` // empty: all
	From  time.Time `json:"from"`
	To    time.Time `json:"to"`
	Note  string    `json:"note"`
	Items []string  `json:"items,omitempty"`
}

// StoryMark is a story and its items in the order of arrival.
type StoryMark struct {
	ID    string   `json:"id"`
	Topic string   `json:"topic"`
	Event string   `json:"event"`
	Items []string `json:"items"`

	planted bool
	last    int64
}

// Rumour is a false claim and what became of it.
type Rumour struct {
	ID     string    `json:"id"`
	Topic  string    `json:"topic"`
	Story  string    `json:"story"`
	Claim  string    `json:"claim"`
	Start  time.Time `json:"start"`
	Denied time.Time `json:"denied"`
	Talk   []string  `json:"talk"`  // social items
	Press  []string  `json:"press"` // items that ask or answer

	day int // planned
}

// Campaign is a set of letters with the same frame.
type Campaign struct {
	ID    string    `json:"id"`
	Topic string    `json:"topic"`
	From  time.Time `json:"from"`
	Items []string  `json:"items"`
}

// Question is something that people ask, with how often.
type Question struct {
	Topic string   `json:"topic"`
	Text  string   `json:"text"`
	Count int      `json:"count"`
	Gap   bool     `json:"gap"` // asked often within few days while no authority says anything
	Items []string `json:"items,omitempty"`
}

// Death is a source that stops.
type Death struct {
	Source string    `json:"source"`
	At     time.Time `json:"at"`
}

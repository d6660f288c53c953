package work

import "github.com/nhipcau/nhipcau/law"

// Settings are a province's rules of reminding.
type Settings struct {
	Before []int  // days before the due day, 0 being the day itself
	After  []int  // days after it
	Every  int    // days between reminders after the last of After; 0: no more
	Hour   int    // of the day in Việt Nam, from which reminders go out
	Rungs  []Rung // above the contact point
	// Version is the one the editor saw.
	Version int64
}

// Rung is a step of escalation above the contact point. Rungs are off until the province switches them on.
type Rung struct {
	Who   RungOf
	After int // days late
	On    bool
}

// RungOf says who is told on a rung.
type RungOf string

// Who stands on the rungs.
const (
	HeadOfUnit    RungOf = "head"        // the head of the lead unit
	TheirOwner    RungOf = "coordinator" // coordinators over the owner
	LeaderOfOwner RungOf = "leader"      // leaders over the owner
)

// ReminderKind says what a reminder was for.
type ReminderKind string

// The kinds of reminder.
const (
	BeforeDue ReminderKind = "before"
	OnDue     ReminderKind = "on"
	AfterDue  ReminderKind = "after"
	Escalated ReminderKind = "rung"
	ByHand    ReminderKind = "hand" // a coordinator pressed the button
)

// Reminder is one line that was sent to one person, or to the address of a unit.
type Reminder struct {
	ID     int64
	Case   CaseID
	Period PeriodID
	Kind   ReminderKind
	Day    law.Date // the day it stood for
	SentOn law.Date
	To     string // name of the person or of the unit
}

package work

import (
	"slices"

	"github.com/nhipcau/nhipcau/internal/web"
)

// State is what every kind of case has in common.
type State string

// The four states.
const (
	Open      State = "open"      // the lead unit has to act
	Waiting   State = "waiting"   // somebody else has to act
	Done      State = "done"      // finished
	Cancelled State = "cancelled" // given up with a reason
)

// Step is the finer life of what is owed, and of the case that owes it.
type Step string

// The steps of the standard life.
const (
	NotStarted Step = "new"       // chưa triển khai
	Doing      Step = "doing"     // đang thực hiện
	Submitted  Step = "submitted" // đã nộp
	Returned   Step = "returned"  // trả lại
	Accepted   Step = "accepted"  // đạt
	Nothing    Step = "nothing"   // không phát sinh
	Dropped    Step = "cancelled" // đã hủy
)

// next lists every allowed step. A step that is not a key is final. An acceptance, or a period without
// anything to report, is undone by returning it with a reason.
var next = map[Step][]Step{
	NotStarted: {Doing, Submitted, Nothing, Dropped},
	Doing:      {Submitted, Nothing, Dropped},
	Submitted:  {Accepted, Returned, Doing, Dropped},
	Returned:   {Submitted, Nothing, Dropped},
	Accepted:   {Returned},
	Nothing:    {Returned},
}

// CanBecome reports whether what is owed may go from s to t.
func (s Step) CanBecome(t Step) bool { return slices.Contains(next[s], t) }

// State is the common state that belongs to a step.
func (s Step) State() State {
	switch s {
	case Submitted:
		return Waiting
	case Accepted, Nothing:
		return Done
	case Dropped:
		return Cancelled
	}
	return Open
}

// Owed reports whether the lead unit still has to hand something in.
func (s Step) Owed() bool { return s.State() == Open }

// Kind describes one kind of case; a duty registers its own.
type Kind struct {
	Name   string     // "task"
	Prefix string     // of its codes, "NV"
	Title  string     // "Nhiệm vụ", a marked text
	Path   string     // "/nhiem-vu/"; the page of a case is Path and its code
	Steps  []StepWord // its life in words, for display
}

// StepWord is a step as people read it.
type StepWord struct {
	Step  Step
	Word  string // a marked text
	Order int    // 1, 2, … along the life; equal for steps that stand in for each other
}

// StandardLife is the life of work that a unit submits and a coordinator accepts.
var StandardLife = []StepWord{
	{NotStarted, web.Mark("Chưa triển khai"), 1},
	{Doing, web.Mark("Đang thực hiện"), 2},
	{Returned, web.Mark("Trả lại"), 2},
	{Submitted, web.Mark("Chờ xác nhận"), 3},
	{Accepted, web.Mark("Đạt"), 4},
	{Nothing, web.Mark("Không phát sinh"), 4},
	{Dropped, web.Mark("Đã hủy"), 4},
}

// Word is the step in words, a marked text; the step itself if the kind does not know it.
func (k Kind) Word(s Step) string {
	for _, w := range k.Steps {
		if w.Step == s {
			return w.Word
		}
	}
	return string(s)
}

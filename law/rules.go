package law

import (
	"slices"
	"sync"
)

var shippedRules = sync.OnceValues(func() (RuleSet, error) {
	return NewRules(slices.Concat(accessRules(), accessOldRules(), grassrootsRules(), spokesRules(), pressRules(), consultRules(), otherRules())...)
})

// VietnamRules is the set of rules that comes with the package. Rows that nobody has checked have
// Verified false; lengths that could not be confirmed have the unit [Unknown].
func VietnamRules() RuleSet {
	s, err := shippedRules()
	if err != nil {
		panic(err) // the rows are part of the program; a test reads them
	}
	return s
}

// The days on which the law changed most often.
var (
	eveOfPressLaw  = Date{2026, 6, 30}
	pressLaw       = Date{2026, 7, 1}
	eveOfAccessLaw = Date{2026, 8, 31}
	accessLaw      = Date{2026, 9, 1}
)

// Classes of press products.
const (
	daily    Class = "daily"
	weekly   Class = "weekly"
	magazine Class = "magazine"
)

func stage(name, vi, en string, amount int, unit Unit) Stage {
	return Stage{Name: name, NameVI: vi, NameEN: en, Term: Term{Unit: unit, Amount: amount}}
}

func (s Stage) of(class Class) Stage {
	s.Class = class
	return s
}

func (s Stage) after(name string) Stage {
	s.After = name
	return s
}

func (s Stage) optional() Stage {
	s.Optional = true
	return s
}

func answer(amount int, unit Unit) Stage {
	return stage("answer", "Trả lời", "answer", amount, unit)
}

func extension(amount int, unit Unit) Stage {
	return stage(extensionName, "Gia hạn", "extension", amount, unit).after("answer").optional()
}

func lasting(name, vi, en string, amount int) Stage {
	return Stage{Name: name, NameVI: vi, NameEN: en, Term: Term{Unit: AtLeast, Amount: amount, Of: CalendarDays}}
}

func ahead(name, vi, en string, amount int, of Unit) Stage {
	return Stage{Name: name, NameVI: vi, NameEN: en, Term: Term{Unit: BeforeEvent, Amount: amount, Of: of}}
}

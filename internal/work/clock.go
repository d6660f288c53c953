package work

import "github.com/nhipcau/nhipcau/law"

// ClockOf is the clock that law worked out. A case keeps it as it was on its trigger day, whatever becomes of
// the rule later.
func ClockOf(a law.Answer) Clock {
	return Clock{
		Due: a.Due, Rule: a.RuleID, Version: a.Version, Basis: a.Basis, Verified: a.Verified,
		ExplanationVI: a.ExplanationVI, ExplanationEN: a.ExplanationEN,
	}
}

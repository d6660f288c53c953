package plan

import (
	"testing"

	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/official"
)

func catalogue(t *testing.T) *web.Catalogue {
	t.Helper()
	c, err := web.NewCatalogue(texts, work.Locales(), paper.Locales())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestExamples(t *testing.T) {
	t.Parallel()
	webtest.CheckExamples(t, "plan.", catalogue(t))
}

func TestTemplatesAreGenerated(t *testing.T) {
	t.Parallel()
	webtest.CheckGenerated(t, ".")
}

func TestEveryTextHasItsEnglish(t *testing.T) {
	t.Parallel()
	webtest.CheckTexts(t, ".")
}

func TestWhatTheReaderOfPlansSaysHasItsEnglish(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	for _, rule := range []official.Rule{
		official.RuleLabel, official.RuleColumn, official.RuleMerged, official.RuleDitto, official.RuleBracket, official.RuleAssigned,
		official.RuleSubject, official.RuleHeading, official.RuleRunning, official.RuleSentence, official.RuleNoLead, official.RuleUnmatched,
	} {
		if !c.Has(string(rule)) {
			t.Errorf("no English for %q", rule)
		}
	}
	for _, reason := range []official.MatchReason{official.MatchExact, official.MatchShort, official.MatchTypo, official.MatchSuccessor, official.MatchSplit} {
		if !c.Has(string(reason)) {
			t.Errorf("no English for %q", reason)
		}
	}
}

package paper

import (
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/official"
)

// Kind is a kind of paper (tên loại văn bản).
type Kind string

// The kinds of paper that are made here.
const (
	Report  Kind = "report"
	Letter  Kind = "letter"
	Plan    Kind = "plan"
	Minutes Kind = "minutes"
	Request Kind = "request"
)

// Kinds lists the kinds in the order in which they are offered.
var Kinds = []Kind{Report, Letter, Plan, Minutes, Request}

var kinds = map[Kind]struct {
	name string // marked
	form official.Form
	mark string // abbreviation in the symbol; empty for letters
}{
	Report:  {web.Mark("Báo cáo"), official.FormReport, "BC"},
	Letter:  {web.Mark("Công văn"), official.FormLetter, ""},
	Plan:    {web.Mark("Kế hoạch"), official.FormPlan, "KH"},
	Minutes: {web.Mark("Biên bản"), "BIÊN BẢN", "BB"},
	Request: {web.Mark("Tờ trình"), "TỜ TRÌNH", "TTr"},
}

// Name is the Vietnamese name, a marked text.
func (k Kind) Name() string { return kinds[k].name }

// Form is the name as the layout prints it.
func (k Kind) Form() official.Form { return kinds[k].form }

// symbol is what stands after the number for a unit known by code, as Decree 30/2020 composes it. It is a
// suggestion: what the unit really writes is its own matter.
//
//law:nd-30-2020
func (k Kind) symbol(code string) string {
	if mark := kinds[k].mark; mark != "" {
		return mark + "-" + code
	}
	return code
}

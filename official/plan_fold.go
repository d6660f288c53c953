package official

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/vi"
)

// withoutAccents is the same expression for text whose accents are missing or mistyped.
func withoutAccents(accented func() *regexp.Regexp) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(vi.Fold(accented().String())) })
}

// mostLabel is how many bytes the name of a field may have.
const mostLabel = 90

type labelPattern struct {
	kind labelKind
	re   func() *regexp.Regexp
}

// labelPatterns is the order in which labels are tried.
var labelPatterns = []labelPattern{
	{labelPartners, partnerLabel}, {labelLead, leadLabel}, {labelWhen, whenLabel}, {labelProduct, productLabel}, {labelBudget, budgetLabel}, {labelDetail, detailLabel},
}

var bareLabels = func() []labelPattern {
	bare := make([]labelPattern, len(labelPatterns))
	for i, c := range labelPatterns {
		bare[i] = labelPattern{c.kind, withoutAccents(c.re)}
	}
	return bare
}()

// looseLabelAt reads a label at byte i that is written without accents ("CO QUAN CHU TRI:") or with a
// slip in one ("Đơn vị thực hiên:"). Only the kinds that name units and times are worth the risk.
func looseLabelAt(p passage, i int) (label, bool) {
	key := p.key[i:min(len(p.key), i+mostLabel)]
	colon := strings.IndexAny(key, ":：")
	if colon <= 0 || !bareOpeners[vi.Fold(firstWord(key))] {
		return label{}, false
	}
	_, width := utf8.DecodeRuneInString(key[colon:])
	name := vi.Fold(oneLine(key[:colon])) + ":"
	for _, c := range bareLabels {
		if m := c.re().FindStringIndex(name); m == nil || m[1] != len(name) {
			continue
		}
		value := i + colon + width
		if c.kind > labelWhen || notLabel(p, i, value, c.kind) {
			return label{}, false
		}
		kind := c.kind
		if kind == labelLead && strings.Contains(name, "phoi hop") {
			kind = labelBoth
		}
		return label{kind, i, value}, true
	}
	return label{}, false
}

func firstWord(key string) string {
	w, _ := word(key, 0)
	return w
}

var bareOpeners = func() map[string]bool {
	set := map[string]bool{}
	for w := range labelOpeners {
		set[vi.Fold(w)] = true
	}
	return set
}()

// bareHeaders finds what a column holds when its header has no accents at all.
var bareHeaders = []struct {
	role columnRole
	re   func() *regexp.Regexp
}{
	{columnNumber, withoutAccents(numberHeader)},
	{columnPartners, pattern(`phoi hop`)},
	{columnWhen, withoutAccents(whenHeader)},
	{columnLead, withoutAccents(leadHeader)},
	{columnProduct, withoutAccents(productHeader)},
	{columnBudget, withoutAccents(budgetHeader)},
	{columnTitle, withoutAccents(titleHeader)},
	{columnNote, withoutAccents(noteHeader)},
}

func bareColumnRole(key string) columnRole {
	if vi.Fold(key) != key {
		return columnOther
	}
	for _, h := range bareHeaders {
		if h.re().MatchString(key) {
			return h.role
		}
	}
	return columnOther
}

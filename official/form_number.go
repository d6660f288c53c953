package official

import (
	"math"
	"strconv"
	"strings"
	"unicode"
)

// numberReading is what a piece of text says as a number.
type numberReading struct {
	value   string // digits and a decimal comma, "1231,5"
	trouble OfflineTrouble
	doubt   OfflineTrouble
}

var (
	groupedNumber = pattern(`^[1-9][0-9]{0,2}(?:[. ][0-9]{3})+$`)
	plainNumber   = pattern(`^[0-9]+$`)
	commaNumber   = pattern(`^([0-9]+|[1-9][0-9]{0,2}(?:[. ][0-9]{3})+),([0-9]+)$`)
	dotNumber     = pattern(`^([0-9]+)\.([0-9]{1,2}|[0-9]{4,})$`)
)

// The most that a number may have.
const (
	mostDigits   = 15
	mostDecimals = 4
)

// readNumber reads a number as people of Vietnam write it: the comma is the decimal mark, dots and spaces
// group thousands; a single dot before other than three digits is a decimal mark too. Words other than the
// measure of the field are not guessed at.
func (f OfflineField) readNumber(text string) numberReading {
	s := strings.Join(strings.FieldsFunc(text, unicode.IsSpace), " ")
	s = strings.ReplaceAll(s, "−", "-")
	var r numberReading
	if rest, ok := f.withoutMeasure(s); ok {
		s = rest
		if f.Measure != "%" {
			r.doubt = OfflineWordsDropped
		}
	}
	minus := strings.HasPrefix(s, "-")
	if minus {
		s = strings.TrimSpace(s[1:])
	}
	whole, decimals, ok := splitNumber(s)
	switch {
	case strings.HasPrefix(text, "="):
		return numberReading{trouble: OfflineFormulaText}
	case !ok:
		return numberReading{trouble: OfflineNotNumber}
	case minus && !f.Signed:
		return numberReading{trouble: OfflineNegative}
	case len(whole) > mostDigits:
		return numberReading{trouble: OfflineTooLarge}
	case f.Kind == OfflineWhole && decimals != "":
		return numberReading{trouble: OfflineNotWhole}
	case len(decimals) > mostDecimals:
		return numberReading{trouble: OfflineTooFine}
	}
	if f.Kind == OfflineDecimal && strings.Count(s, ".") == 1 && !strings.Contains(s, ",") && decimals == "" {
		r.doubt = OfflineThousand // "1.231" may be a little over one
	}
	r.value = joinNumber(whole, decimals)
	if minus && r.value != "0" {
		r.value = "-" + r.value
	}
	return r
}

// withoutMeasure drops the field's own measure from the end of an answer: "12 bài" counts bài.
func (f OfflineField) withoutMeasure(s string) (string, bool) {
	measure := labelFold(f.Measure)
	if measure == "" {
		return s, false
	}
	n := len(s) - len(measure)
	if n <= 0 || labelFold(s[n:]) != measure {
		return s, false
	}
	return strings.TrimSpace(s[:n]), true
}

func splitNumber(s string) (whole, decimals string, ok bool) {
	ungroup := strings.NewReplacer(".", "", " ", "")
	if plainNumber().MatchString(s) || groupedNumber().MatchString(s) && !(strings.Contains(s, ".") && strings.Contains(s, " ")) {
		return ungroup.Replace(s), "", true
	}
	m := commaNumber().FindStringSubmatch(s)
	if m == nil {
		m = dotNumber().FindStringSubmatch(s)
	}
	if m == nil {
		return "", "", false
	}
	return ungroup.Replace(m[1]), strings.TrimRight(m[2], "0"), true
}

func joinNumber(whole, decimals string) string {
	whole = strings.TrimLeft(whole, "0")
	if whole == "" {
		whole = "0"
	}
	if decimals == "" {
		return whole
	}
	return whole + "," + decimals
}

// readFloat reads a number that the workbook keeps as a number.
func (f OfflineField) readFloat(raw string) numberReading {
	x, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
		return numberReading{trouble: OfflineNotNumber}
	}
	if math.Abs(x) >= 1e15 {
		return numberReading{trouble: OfflineTooLarge}
	}
	// Fifteen digits are what a spreadsheet shows; behind them stands what counting in binary leaves.
	x, _ = strconv.ParseFloat(strconv.FormatFloat(x, 'g', 15, 64), 64)
	s := strconv.FormatFloat(x, 'f', -1, 64)
	r := f.readNumber(strings.Replace(s, ".", ",", 1))
	if _, decimals, _ := strings.Cut(s, "."); f.Kind == OfflineDecimal && len(decimals) == 3 && r.trouble == "" {
		r.doubt = OfflineThousand // typed as "1.231" where the dot was taken for a decimal mark
	}
	return r
}

// shownFloat is a stored number as people write it.
func shownFloat(raw string) string {
	x, err := strconv.ParseFloat(raw, 64)
	if err != nil {
		return raw
	}
	return strings.Replace(strconv.FormatFloat(x, 'f', -1, 64), ".", ",", 1)
}

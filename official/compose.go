package official

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// The parts from which papers are composed.

// Say is a paragraph of parts one after another: a Run as it is, anything else as text.
func Say(parts ...any) Paragraph { return Paragraph{Runs: runsOf(parts)} }

func runsOf(parts []any) []Run {
	runs := make([]Run, len(parts))
	for i, part := range parts {
		run, ok := part.(Run)
		if !ok {
			run = Run{Text: fmt.Sprint(part)}
		}
		runs[i] = run
	}
	return runs
}

// Number is a frozen whole number in running text, with the address of the rows behind it.
func Number(id, name, query string, n int) Run {
	return Run{Figure: &Figure{ID: id, Name: name, Query: query, Text: Grouped(strconv.Itoa(n))}}
}

// Part heads the n-th part of a paper, from 1: "II. KIẾN NGHỊ".
func Part(n int, title string) Heading { return Heading{Level: 1, Text: Roman(n) + ". " + title} }

// TextCell is a cell of a table with parts as Say takes them.
func TextCell(parts ...any) TableCell { return TableCell{Runs: runsOf(parts)} }

// BoldCell is a TextCell in bold.
func BoldCell(parts ...any) TableCell {
	cell := TextCell(parts...)
	for i := range cell.Runs {
		cell.Runs[i].Bold = true
	}
	return cell
}

// Row is a row of plain cells.
func Row(texts ...string) TableRow {
	row := make(TableRow, len(texts))
	for i, text := range texts {
		row[i] = TextCell(text)
	}
	return row
}

// Grouped writes a decimal number as papers do, a full stop between thousands: "-1234,5" becomes "-1.234,5".
func Grouped(number string) string {
	whole, fraction, cut := strings.Cut(number, ",")
	digits := strings.TrimPrefix(whole, "-")
	sign := whole[:len(whole)-len(digits)]
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "." + digits[i:]
	}
	if cut {
		digits += "," + fraction
	}
	return sign + digits
}

// Roman writes n from 1 to 3,999 in Roman numerals, any other number in digits.
func Roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	values := []int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1}
	signs := []string{"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"}
	var b strings.Builder
	for i, v := range values {
		for n >= v {
			b.WriteString(signs[i])
			n -= v
		}
	}
	return b.String()
}

// MidSentence writes a text as it stands within a sentence: with a small first letter, unless it begins with an
// abbreviation ("UBND tỉnh").
func MidSentence(text string) string {
	letters := []rune(text)
	if len(letters) == 0 || len(letters) > 1 && unicode.IsUpper(letters[1]) {
		return text
	}
	letters[0] = unicode.ToLower(letters[0])
	return string(letters)
}

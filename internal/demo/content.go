package demo

import (
	"embed"
	"encoding/csv"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/law"
)

//go:embed content
var content embed.FS

// entry is one task as a document of the demo writes it, and what becomes of it.
type entry struct {
	section  string
	title    string
	lead     string // as written; empty where the section names it
	partners string
	when     string
	product  string
	fate     fate
	edition  int // 0: every edition of the document; otherwise only this one
}

func mustRead(name string) string {
	b, err := content.ReadFile("content/" + name)
	if err != nil {
		panic(err) // embedded
	}
	return string(b)
}

// entries reads a list of tasks, a line each: title | lead | partners | when | product | fate. A number in
// brackets before the title names the only edition that has it; "# " begins a heading. A task without a lead
// has that of its heading. Days are written for a demo of today.
func entries(name string, today law.Date) []entry {
	var all []entry
	section := ""
	for line := range strings.Lines(mustRead(name)) {
		line = fillDays(strings.TrimSpace(line), today)
		if heading, ok := strings.CutPrefix(line, "# "); ok {
			section = heading
			continue
		}
		if line == "" {
			continue
		}
		all = append(all, entryOf(section, line))
	}
	return all
}

func entryOf(section, line string) entry {
	e := entry{section: section}
	if rest, ok := strings.CutPrefix(line, "["); ok {
		number, text, _ := strings.Cut(rest, "] ")
		e.edition, _ = strconv.Atoi(number)
		line = text
	}
	f := strings.Split(line, "|")
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	e.title, e.lead, e.partners, e.when, e.product, e.fate = f[0], f[1], f[2], f[3], f[4], fate(f[5])
	if e.lead == "" {
		_, e.lead, _ = strings.Cut(section, ". ")
	}
	return e
}

var dayMark = regexp.MustCompile(`\{([md]?)([+-]?\d+)\}`)

// fillDays writes {+5} as the day five days from today, {m+1} as the next month,
// {d-1} as the working day before in the long form of letterheads.
func fillDays(line string, today law.Date) string {
	return dayMark.ReplaceAllStringFunc(line, func(mark string) string {
		m := dayMark.FindStringSubmatch(mark)
		n, _ := strconv.Atoi(m[2])
		switch m[1] {
		case "m":
			d := law.Date{Year: today.Year, Month: today.Month, Day: 1}.AddMonths(n)
			return fmt.Sprintf("%d/%d", d.Month, d.Year)
		case "d":
			d := workday(today.AddDays(n))
			return fmt.Sprintf("%02d tháng %02d năm %d", d.Day, d.Month, d.Year)
		}
		return least(today.AddDays(n), lastDay(today).AddDays(-n%7)).Vietnamese()
	})
}

// lastDay is when the plans end: with the year, unless it is almost over.
func lastDay(today law.Date) law.Date {
	end := law.Date{Year: today.Year, Month: 12, Day: 31}
	if today.DaysUntil(end) < 25 {
		end.Year++
	}
	return end
}

// edition keeps what one edition of a document says, the first being 1.
func edition(all []entry, n int) []entry {
	var kept []entry
	for _, e := range all {
		if e.edition == 0 || e.edition == n {
			kept = append(kept, e)
		}
	}
	return kept
}

// unitSheet is the directory of An Bình below the preset, as an administrator would import it.
func unitSheet() [][]string {
	rows, err := csv.NewReader(strings.NewReader(mustRead("units.csv"))).ReadAll()
	if err != nil {
		panic(err) // embedded
	}
	return rows
}

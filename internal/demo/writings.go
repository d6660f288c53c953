package demo

import (
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// writing is a document that arrives on a day.
type writing struct {
	paper
	prose  []entry
	arrive law.Date      // the day on which an officer imports it
	owner  string        // code of the unit that owns the plan
	renews string        // number of the plan that it renews; empty for a new one
	late   work.Lateness // who sees what of it is late
	write  func() ([]byte, error)
}

// writings are the documents of the province, in the order of their arrival.
func writings(today law.Date) []writing {
	first, second, third := workday(today.AddDays(-303)), workday(today.AddDays(-248)), workday(today.AddDays(-94))
	again := workday(today.AddDays(-118))
	years := span(first, today)
	table := entries("plan1.txt", today)
	one := paper{"Ke hoach 128 truyen thong chinh sach.docx", "128/KH-UBND", first, edition(table, 1)}
	two := paper{"Ke hoach 214 chuyen doi so thong tin co so.pdf", "214/KH-UBND", second, entries("plan2.txt", today)}
	renewed := paper{"Ke hoach 128 (sua doi, bo sung).docx", "128/KH-UBND", again, edition(table, 2)}
	letter := paper{"Cong van 1904 tiep can thong tin.html", "1904/UBND-KGVX", third, entries("plan3.txt", today)}
	prose := entries("plan3_prose.txt", today)
	return []writing{
		{paper: one, arrive: workday(first.AddDays(4)), owner: "UBND", write: func() ([]byte, error) { return one.tableDOCX(years) }},
		{paper: two, arrive: workday(second.AddDays(3)), owner: "SVHTTDL", late: work.SeenByOwn, write: func() ([]byte, error) { return two.fieldsPDF(span(second, today)) }},
		{paper: renewed, arrive: workday(again.AddDays(3)), owner: "UBND", renews: one.number, write: func() ([]byte, error) { return renewed.tableDOCX(years) }},
		{paper: letter, prose: prose, arrive: workday(third.AddDays(3)), owner: "UBND", write: func() ([]byte, error) { return letter.letterHTML(prose), nil }},
	}
}

// workday is the last working day on or before d.
func workday(d law.Date) law.Date {
	cal := law.VietnamCalendar()
	for !cal.IsWorkingDay(d) {
		d = d.AddDays(-1)
	}
	return d
}

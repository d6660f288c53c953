package doctext

import (
	"encoding/xml"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// sheetFacts is what the parts of a workbook say about a sheet besides the text of its cells.
type sheetFacts struct {
	merged     []Range
	hidden     bool
	hiddenRows map[int]bool      // rows somebody hid by hand; rows a filter hides are not among them
	days       map[[2]int]string // cells that hold a day, as "31/12/2026" or "12/2026", whatever their format shows
	moments    map[[2]int]time.Time
}

// bookReader reads the facts of all sheets.
type bookReader struct {
	archive *archive
	dated   map[int]string // styles that show a day, with the layout for it
	from04  bool           // days count from 1904
	days    int
}

// factsOf reads the facts of every sheet, by its name.
func factsOf(a *archive) (map[string]sheetFacts, error) {
	root, err := relations(a, "", "Type")
	if err != nil {
		return nil, err
	}
	book := root["officeDocument"]
	parts, err := relations(a, book, "Id")
	if err != nil {
		return nil, err
	}
	kinds, err := relations(a, book, "Type")
	if err != nil {
		return nil, err
	}
	b := bookReader{archive: a}
	b.dated, err = datedStyles(a, kinds["styles"])
	if err != nil {
		return nil, err
	}
	facts := make(map[string]sheetFacts)
	err = eachElement(a, book, func(_ *xmlReader, e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			b.from04 = isTrue(attr(e, "date1904"))
		case "sheet":
			f, err := b.sheet(parts[path.Base(attr(e, "id"))])
			if err != nil {
				return err
			}
			f.hidden = strings.HasSuffix(strings.ToLower(attr(e, "state")), "hidden")
			facts[attr(e, "name")] = f
		}
		return nil
	})
	return facts, err
}

func isTrue(s string) bool { return s == "1" || strings.EqualFold(s, "true") }

// sheet reads one sheet.
func (b *bookReader) sheet(part string) (sheetFacts, error) {
	var f sheetFacts
	var layout, at string
	filtered := Range{Row: -1}
	var filter Range
	err := eachElement(b.archive, part, func(x *xmlReader, e xml.StartElement) error {
		switch e.Name.Local {
		case "row":
			if n, err := strconv.Atoi(attr(e, "r")); err == nil && isTrue(attr(e, "hidden")) {
				f.hide(n - 1)
			}
		case "c":
			at, layout = attr(e, "r"), ""
			if t := attr(e, "t"); t == "" || t == "n" {
				style, _ := strconv.Atoi(attr(e, "s"))
				layout = b.dated[style]
			}
		case "v":
			if layout == "" {
				return nil
			}
			var text strings.Builder
			err := x.text(func(data []byte) { text.Write(data) })
			if err != nil {
				return err
			}
			return b.day(&f, at, text.String(), layout)
		case "mergeCell":
			if len(f.merged) >= b.archive.lim.Cells {
				return errCells(b.archive.lim)
			}
			if r, ok := rangeOf(attr(e, "ref")); ok {
				f.merged = append(f.merged, r)
			}
		case "autoFilter":
			filter, _ = rangeOf(attr(e, "ref"))
		case "filterColumn":
			filtered = filter
		}
		return nil
	})
	for row := filtered.Row; row >= 0 && row <= filtered.LastRow && len(f.hiddenRows) > 0; row++ {
		delete(f.hiddenRows, row)
	}
	return f, err
}

func (f *sheetFacts) hide(row int) {
	if f.hiddenRows == nil {
		f.hiddenRows = make(map[int]bool)
	}
	f.hiddenRows[row] = true
}

// day keeps the day that a cell holds as a number.
func (b *bookReader) day(f *sheetFacts, at, value, layout string) error {
	col, row, err := excelize.CellNameToCoordinates(at)
	serial, err2 := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil || err2 != nil || serial < 1 || serial > lastSerial {
		return nil
	}
	t, err := excelize.ExcelDateToTime(serial, b.from04)
	if err != nil {
		return nil
	}
	if b.days++; b.days > b.archive.lim.Cells {
		return errCells(b.archive.lim)
	}
	if f.days == nil {
		f.days, f.moments = make(map[[2]int]string), make(map[[2]int]time.Time)
	}
	if layout == dayLayout {
		f.moments[[2]int{row - 1, col - 1}] = t.Round(time.Second)
	}
	f.days[[2]int{row - 1, col - 1}] = t.Format(layout)
	return nil
}

// lastSerial is the number of the last day a workbook knows: 31/12/9999.
const lastSerial = 2_958_465

const dayLayout, monthLayout = "02/01/2006", "01/2006"

// datedStyles finds the cell styles that show a day or a month.
func datedStyles(a *archive, part string) (map[int]string, error) {
	own := make(map[string]string)
	styles := make(map[int]string)
	inCells, next := false, 0
	err := eachElement(a, part, func(_ *xmlReader, e xml.StartElement) error {
		switch e.Name.Local {
		case "numFmt":
			own[attr(e, "numFmtId")] = attr(e, "formatCode")
		case "cellXfs":
			inCells = true
		case "cellStyles", "dxfs":
			inCells = false
		case "xf":
			if !inCells {
				return nil
			}
			if l := layoutOfFormat(attr(e, "numFmtId"), own); l != "" {
				styles[next] = l
			}
			next++
		}
		return nil
	})
	return styles, err
}

// layoutOfFormat is how a number format's days are written here; "" for formats that show no day.
func layoutOfFormat(id string, own map[string]string) string {
	n, err := strconv.Atoi(id)
	if code, ok := own[id]; ok {
		return layoutOfCode(code)
	}
	switch {
	case err != nil:
		return ""
	case n == 17:
		return monthLayout
	case n >= 14 && n <= 16, n == 22, n >= 27 && n <= 31, n == 36, n >= 50 && n <= 58:
		return dayLayout
	}
	return ""
}

var quotedInFormat = regexp.MustCompile(`"[^"]*"|\\.|\[[^\]]*\]|_.|\*.`)

// layoutOfCode reads a format made by hand: "dd/mm/yyyy", "[$-42A]d mmmm yyyy", "mm/yyyy".
func layoutOfCode(code string) string {
	code, _, _ = strings.Cut(strings.ToLower(quotedInFormat.ReplaceAllString(code, "")), ";")
	switch {
	case !strings.Contains(code, "y") || strings.Contains(code, "general"):
		if strings.Contains(code, "d") && strings.Contains(code, "m") {
			return dayLayout
		}
		return ""
	case strings.Contains(code, "d"):
		return dayLayout
	case strings.Contains(code, "m"):
		return monthLayout
	}
	return ""
}

func rangeOf(ref string) (Range, bool) {
	first, last, ok := strings.Cut(ref, ":")
	if !ok {
		return Range{Row: -1}, false
	}
	c1, r1, err1 := excelize.CellNameToCoordinates(first)
	c2, r2, err2 := excelize.CellNameToCoordinates(last)
	if err1 != nil || err2 != nil || r1 > r2 || c1 > c2 {
		return Range{Row: -1}, false
	}
	return Range{r1 - 1, c1 - 1, r2 - 1, c2 - 1}, true
}

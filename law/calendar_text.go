package law

import (
	"cmp"
	_ "embed"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// The most a calendar file may hold.
const (
	maxCalendarBytes = 256 << 10
	maxCalendarLines = 5000
)

//go:embed calendar.txt
var shippedText string

var shipped = sync.OnceValues(func() (Calendar, error) { return ParseCalendar(shippedText) })

// VietnamCalendar is the calendar that comes with the package: 2023 to 2026 as decided, 2027 with
// the days of the Labour Code only. Each day names its source; what was not read in one is
// provisional.
func VietnamCalendar() Calendar {
	c, err := shipped()
	if err != nil {
		panic(err) // the file is part of the program; a test reads it
	}
	return c
}

// kindWords and the marks below are the words of a calendar file. English words are read as well.
var kindWords = map[DayKind]string{
	Holiday:     "nghỉ lễ",
	Substitute:  "nghỉ bù",
	SwappedWork: "làm bù",
	LocalOff:    "địa phương",
}

const (
	yearWord        = "năm"
	decidedWord     = "đã quyết định"
	statutoryWord   = "chỉ ngày luật định"
	provisionalWord = "tạm tính"
)

const calendarHead = `# Lịch ngày nghỉ và ngày làm bù. Mỗi dòng một mục, các ô cách nhau bằng dấu |.
#   năm | 2026 | đã quyết định | nguồn              (hoặc: chỉ ngày luật định)
#   ngày | loại | tên | tên tiếng Anh | nguồn | tạm tính nếu chưa đối chiếu văn bản
# Loại: nghỉ lễ, nghỉ bù, làm bù, địa phương. Dòng bắt đầu bằng # là ghi chú.
`

// Text writes the calendar as the small text file that [ParseCalendar] reads: UTF-8, one entry a
// line, fields between "|", comments after "#".
//
//	năm | 2026 | đã quyết định | 12729/VPCP-KGVX
//	2026-01-10 | làm bù | làm bù Tết Dương lịch | working Saturday | 12729/VPCP-KGVX | tạm tính
//
// A year is "đã quyết định" (decided) or "chỉ ngày luật định" (statutory days only); the last field
// of a day is "tạm tính" (provisional) or empty.
func (c Calendar) Text() string {
	var b strings.Builder
	b.WriteString(calendarHead)
	for _, y := range c.Years() {
		status := statutoryWord
		if y.Decided {
			status = decidedWord
		}
		writeFields(&b, yearWord, strconv.Itoa(y.Number), status, y.Source)
	}
	for _, d := range slices.SortedFunc(maps.Values(c.days), func(a, b Day) int { return a.Date.Compare(b.Date) }) {
		mark := ""
		if d.Provisional {
			mark = provisionalWord
		}
		writeFields(&b, d.Date.String(), kindWords[d.Kind], d.NameVI, d.NameEN, d.Source, mark)
	}
	return b.String()
}

func writeFields(b *strings.Builder, fields ...string) {
	b.WriteString(strings.TrimRight(strings.Join(fields, " | "), " "))
	b.WriteByte('\n')
}

// ParseCalendar reads the text that [Calendar.Text] writes. It accepts decomposed Unicode, a byte
// order mark and Windows line ends, at most 256 KiB and 5,000 lines. Its error is a Vietnamese
// sentence that names the line.
func ParseCalendar(text string) (Calendar, error) {
	if len(text) > maxCalendarBytes {
		return Calendar{}, sentence("Tệp lịch lớn hơn %d KiB; hãy chia theo năm.", maxCalendarBytes>>10)
	}
	text = norm.NFC.String(strings.TrimPrefix(strings.ToValidUTF8(text, "\uFFFD"), "\uFEFF"))
	if strings.Count(text, "\n") > maxCalendarLines {
		return Calendar{}, sentence("Tệp lịch có hơn %d dòng; hãy chia theo năm.", maxCalendarLines)
	}
	c := Calendar{years: map[int]Year{}, days: map[Date]Day{}}
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		err := c.addLine(splitFields(line))
		if err != nil {
			return Calendar{}, sentence("Dòng %d: %w", number, err)
		}
	}
	return c, nil
}

func splitFields(line string) []string {
	fields := strings.Split(line, "|")
	for i, f := range fields {
		fields[i] = strings.TrimSpace(f)
	}
	return fields
}

func (c Calendar) addLine(fields []string) error {
	switch strings.ToLower(fields[0]) {
	case yearWord, "year":
		y, err := readYear(fields)
		if err != nil {
			return err
		}
		return c.addYear(y)
	}
	d, err := readDay(fields)
	if err != nil {
		return err
	}
	return c.addDay(d)
}

func readYear(fields []string) (Year, error) {
	if len(fields) != 4 {
		return Year{}, sentence("dòng năm cần 4 ô (năm | số năm | tình trạng | nguồn) nhưng có %d.", len(fields))
	}
	number, err := strconv.Atoi(fields[1])
	if err != nil {
		return Year{}, sentence("%q không phải là số năm.", clip(fields[1]))
	}
	y := Year{Number: number, Source: fields[3]}
	switch strings.ToLower(fields[2]) {
	case decidedWord, "decided":
		y.Decided = true
	case statutoryWord, "statutory":
	default:
		return Year{}, sentence("tình trạng %q không rõ; hãy viết %q hoặc %q.", clip(fields[2]), decidedWord, statutoryWord)
	}
	return y, nil
}

func readDay(fields []string) (Day, error) {
	if len(fields) < 5 || len(fields) > 6 {
		return Day{}, sentence("dòng ngày cần 5 hoặc 6 ô (ngày | loại | tên | tên tiếng Anh | nguồn | tạm tính) nhưng có %d.", len(fields))
	}
	date, err := ParseDate(fields[0])
	if err != nil {
		return Day{}, err
	}
	kind, err := readKind(fields[1])
	if err != nil {
		return Day{}, err
	}
	d := Day{Date: date, Kind: kind, NameVI: fields[2], NameEN: fields[3], Source: fields[4]}
	if len(fields) == 6 {
		switch strings.ToLower(fields[5]) {
		case "":
		case provisionalWord, "provisional":
			d.Provisional = true
		default:
			return Day{}, sentence("ô cuối %q không rõ; hãy viết %q hoặc để trống.", clip(fields[5]), provisionalWord)
		}
	}
	return d, nil
}

func readKind(word string) (DayKind, error) {
	word = strings.ToLower(word)
	for kind, vi := range kindWords {
		if word == vi || word == string(kind) {
			return kind, nil
		}
	}
	return "", sentence("loại ngày %q không rõ; hãy viết nghỉ lễ, nghỉ bù, làm bù hoặc địa phương.", clip(word))
}

func (y Year) check() error {
	if y.Number < firstYear || y.Number > lastYear {
		return sentence("Năm %d nằm ngoài khoảng %d–%d.", y.Number, firstYear, lastYear)
	}
	if y.Source == "" {
		return sentence("Năm %d chưa có nguồn; hãy ghi văn bản đã đọc.", y.Number)
	}
	return checkField(y.Source)
}

func (d Day) check() error {
	if !d.Date.Valid() || d.Date.Year < firstYear || d.Date.Year > lastYear {
		return sentence("Ngày %q không có trong lịch.", d.Date.String())
	}
	if _, known := kindWords[d.Kind]; !known {
		return sentence("Loại ngày %q không rõ.", clip(string(d.Kind)))
	}
	if d.NameVI == "" || d.Source == "" {
		return sentence("Ngày %s thiếu tên hoặc nguồn.", d.Date.Vietnamese())
	}
	if d.Kind == SwappedWork && !weekend(d.Date) {
		return sentence("Ngày %s vốn là ngày làm việc; ngày làm bù phải là thứ Bảy hoặc Chủ nhật.", d.Date.Vietnamese())
	}
	return cmp.Or(checkField(d.NameVI), checkField(d.NameEN), checkField(d.Source))
}

// checkField refuses what could not be written to the file and read back.
func checkField(s string) error {
	if strings.ContainsAny(s, "|\r\n") || strings.TrimSpace(s) != s || !norm.NFC.IsNormalString(s) {
		return sentence("Ô %q không được có dấu |, xuống dòng, khoảng trắng ở đầu hoặc cuối, hay chữ dựng sẵn lẫn tổ hợp.", clip(s))
	}
	return nil
}

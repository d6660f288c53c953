package official

import (
	"errors"
	"fmt"
	"hash/crc32"
	"strconv"
	"strings"
)

// OfflineForm is a form that is filled in away from the program, in any office suite, and read back. Writers
// put its fields into one table, a row each; every row carries a code, so that it may be moved, and every
// form carries the code of the round, unit and version it was made for.
type OfflineForm struct {
	Code   OfflineCode
	Title  string
	Unit   string // who fills it in
	Due    string // ISO day; empty for none
	Guide  []string
	Fields []OfflineField
}

// OfflineField is one answer that is asked for.
type OfflineField struct {
	Key     string // identity within the form, not shown
	Section string // heading above it; fields of one section stand together
	Label   string
	Note    string // definition, or how to write it
	Kind    OfflineKind
	Signed  bool     // a number below nought is allowed
	Measure string   // what is counted, "bài"; a number followed by just this word is read
	Options []string // of OfflineChoice
	Before  string   // the answer of last time, for comparison
	Value   string   // the answer so far
}

// OfflineKind is what an answer must be.
type OfflineKind string

// The kinds of answer.
const (
	OfflineWhole   OfflineKind = "whole"   // a whole number
	OfflineDecimal OfflineKind = "decimal" // a number with at most four decimals
	OfflineText    OfflineKind = "text"
	OfflineChoice  OfflineKind = "choice" // one of Options
	OfflineTick    OfflineKind = "tick"   // x or nothing
)

// OfflineCode says what a filled form belongs to. It is printed with a checksum that finds any one or two
// neighbouring characters changed for certain and nearly everything else; it keeps no secret and gives no
// right.
type OfflineCode struct {
	Round, Unit, Version int64
	Issue                int64 // which copy: what it asked and what had been answered is kept under this number
}

// The ways in which a form's code fails. Their sentences are for people.
var (
	ErrOfflineNoCode    = errors.New("không tìm thấy mã biểu (dòng “Mã biểu: NC-…”) trong tệp; hãy tải lại biểu của đợt báo cáo, chép câu trả lời sang rồi gửi")
	ErrOfflineBadCode   = errors.New("mã biểu trong tệp không đúng, có thể đã bị sửa hoặc gõ nhầm; hãy chép lại đúng mã in trên biểu đã tải về, hoặc tải lại biểu")
	ErrOfflineManyCodes = errors.New("trong tệp có nhiều mã biểu khác nhau, có thể nhiều biểu đã bị ghép vào một tệp; hãy để mỗi biểu một tệp")
)

const offlinePrefix = "NC"

// checkLetters leave out I, L, O and U, which are taken for others.
const checkLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// String is the code as it is printed, "NC-12-345-2-0-7GH2KQ4".
func (c OfflineCode) String() string {
	body := fmt.Sprintf("%s-%d-%d-%d-%d", offlinePrefix, c.Round, c.Unit, c.Version, c.Issue)
	return body + "-" + checkOf(body)
}

// checkOf writes a CRC of 32 bits in seven letters.
func checkOf(text string) string {
	sum := crc32.ChecksumIEEE([]byte(text))
	var check [7]byte
	for i := range check {
		check[len(check)-1-i] = checkLetters[sum&31]
		sum >>= 5
	}
	return string(check[:])
}

var (
	dashes      = strings.NewReplacer("‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-", "−", "-")
	codePattern = pattern(`\b` + offlinePrefix + `(?:\s*-\s*[0-9A-Z]+)+`)
	checkAlias  = strings.NewReplacer("O", "0", "I", "1", "L", "1")
)

// ParseOfflineCode reads a code as people type it: small letters, other dashes and spaces around them do not
// matter. It fails with [ErrOfflineBadCode].
func ParseOfflineCode(text string) (OfflineCode, error) {
	parts := strings.Split(strings.ToUpper(strings.Join(strings.Fields(dashes.Replace(text)), "")), "-")
	if len(parts) != 6 || parts[0] != offlinePrefix {
		return OfflineCode{}, ErrOfflineBadCode
	}
	var numbers [4]int64
	for i := range numbers {
		n, err := strconv.ParseInt(parts[i+1], 10, 64)
		if err != nil || n < 0 {
			return OfflineCode{}, ErrOfflineBadCode
		}
		numbers[i] = n
	}
	code := OfflineCode{Round: numbers[0], Unit: numbers[1], Version: numbers[2], Issue: numbers[3]}
	parts[5] = checkAlias.Replace(parts[5])
	if code.String() != strings.Join(parts, "-") {
		return OfflineCode{}, ErrOfflineBadCode
	}
	return code, nil
}

// codesIn finds what looks like codes in a text; whether they are right is for ParseOfflineCode.
func codesIn(text string) []string {
	return codePattern().FindAllString(strings.ToUpper(dashes.Replace(text)), -1)
}

// rowCode is the code of a field's row: its place, and a letter that depends on what is asked, so that a
// mistyped code and a code of another form are found.
func (f OfflineForm) rowCode(i int) string {
	field := f.Fields[i]
	sign := strings.Join([]string{strconv.Itoa(i), field.Key, string(field.Kind), labelFold(field.Section), labelFold(field.Label)}, "\x00")
	const letters = "ABCDEFGHJKMNPQRSTVWXYZ"
	return fmt.Sprintf("%02d%c", i+1, letters[crc32.ChecksumIEEE([]byte(sign))%uint32(len(letters))])
}

// parseRowCode tells which field a row is for; false if the code is none of this form.
func (f OfflineForm) parseRowCode(text string) (int, bool) {
	text = strings.ToUpper(strings.Join(strings.Fields(text), ""))
	digits := 0
	for digits < len(text) && text[digits] >= '0' && text[digits] <= '9' {
		digits++
	}
	n, err := strconv.Atoi(text[:digits])
	if err != nil || n < 1 || n > len(f.Fields) {
		return 0, false
	}
	return n - 1, fmt.Sprintf("%02d%s", n, text[digits:]) == f.rowCode(n-1)
}

package listen

import (
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/vi"
)

// why is what became of some entries of a file that whoever sent it may not expect.
type why int

const (
	broken   why = iota // could not be read
	bare                // had nothing to read
	personal            // were said below something else, or belong to a person
	undated             // articles that bear the time of their arrival, for their date could not be read
	untimed             // posts that were not counted, for their date could not be read
	again               // posts that were counted before
	noColumn            // a sheet that has no entries
	empty               // a file that has none
)

// Remarks say of a file, or of something pushed, what became of entries that were not taken as they stand there.
type Remarks []Remark

// Remark is one of them.
type Remark struct {
	File     string // its name, without its folder; empty: something pushed
	N        int
	why      why
	examples []string
}

// mostExamples is how many dates that cannot be read are shown.
const mostExamples = 3

// add counts entries of which the same is to be said. Empty numbers say nothing.
func (all *Remarks) add(file string, of why, n int, examples ...string) {
	if n == 0 {
		return
	}
	if file != "" {
		file = filepath.Base(file)
	}
	at := slices.IndexFunc(*all, func(r Remark) bool { return r.File == file && r.why == of && of != noColumn })
	if at < 0 {
		at = len(*all)
		*all = append(*all, Remark{File: file, why: of})
	}
	r := &(*all)[at]
	r.N += n
	for _, e := range examples {
		if len(r.examples) < mostExamples && !slices.Contains(r.examples, e) {
			r.examples = append(r.examples, e)
		}
	}
}

// of are remarks as those of a file.
func (all Remarks) of(file string) (named Remarks) {
	for _, r := range all {
		named.add(firstOf(r.File, file), r.why, r.N, r.examples...)
	}
	return named
}

func (all *Remarks) join(more Remarks) {
	for _, r := range more {
		all.add(r.File, r.why, r.N, r.examples...)
	}
}

// Said is the sentence, a fault.Invalid.
func (r Remark) Said() error {
	file := r.File
	if file == "" {
		file = "gửi lên"
	}
	shown := strings.Join(r.examples, "; ")
	switch r.why {
	case broken:
		return fault.New(fault.Invalid, "Tệp %s: %d mục không đọc được (dòng không phải JSON, hoặc bị cắt ngang), nên không lưu.", file, r.N)
	case personal:
		return fault.New(fault.Invalid, "Tệp %s: %d mục là bình luận hoặc bài trên trang cá nhân, nên không lưu.", file, r.N)
	case undated:
		return fault.New(fault.Invalid, "Tệp %s: %d tin có ngày không đọc được hoặc chưa tới (ví dụ: %s), nên mang ngày nhận tin. Nếu cần đúng ngày, hãy rút lại lần nạp này, ghi ngày như 22/11/2026 08:30 rồi nạp lại.", file, r.N, shown)
	case untimed:
		return fault.New(fault.Invalid, "Tệp %s: %d bài có ngày không đọc được hoặc chưa tới (ví dụ: %s), nên không đếm. Hãy rút lại lần nạp này, ghi ngày như 22/11/2026 08:30 rồi nạp lại.", file, r.N, shown)
	case again:
		return fault.New(fault.Invalid, "Tệp %s: %d bài đã được đếm trong ngày, nên không đếm lần nữa.", file, r.N)
	case noColumn:
		return fault.New(fault.Invalid, "Tệp %s: trang tính “%s” (%d dòng) không có cột tiêu đề hay nội dung, nên không đọc.", file, shown, r.N)
	case empty:
		return fault.New(fault.Invalid, "Tệp %s: không có mục nào để đọc.", file)
	}
	return fault.New(fault.Invalid, "Tệp %s: %d mục không có tiêu đề hay nội dung, nên không lưu. Tên cột và tên trường được đọc có trong hướng dẫn.", file, r.N)
}

// dateShown is a date that could not be read, as an example: behind the gate, and of a post without its words.
func dateShown(text string, post bool) string {
	text = vi.CutRunes(strings.Join(strings.Fields(text), " "), 40)
	if !post {
		masked, _ := gate.Mask(text)
		return masked
	}
	letters := false
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			letters = false
			return r
		}
		if letters {
			return -1
		}
		letters = true
		return '…'
	}, text)
}

package demo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// proof is a piece of evidence before its case is known.
type proof struct {
	title  string
	number string
	stored files.Stored // no name: only a number
}

// keep writes content to disk once. When the disk refuses, the story ends with its error at the next step.
func (s *story) keep(name string, make func() ([]byte, error)) files.Stored {
	st, ok := s.proofs[name]
	if ok {
		return st
	}
	content, err := make()
	if err == nil {
		st, err = s.Files.Keep(name, bytes.NewReader(content))
	}
	s.broken = errors.Join(s.broken, err)
	s.proofs[name] = st
	return st
}

// proofs are the evidence of a submission: a paper's number always, often a file.
func (t *thread) proofs() []proof {
	s := t.s
	u, _ := s.tree.Unit(t.c.Lead)
	all := []proof{{title: "Văn bản báo cáo kết quả", number: fmt.Sprintf("%d/BC-%s", 20+s.rand.IntN(900), u.Code)}}
	switch s.rand.IntN(5) {
	case 0, 1:
		all = append(all, s.scan(t.e))
	case 2:
		if p, ok := s.picture(t.e); ok {
			all = append(all, p)
		}
	case 3:
		all = append(all, s.notePaper("Ghi chu ket qua", "Ghi chú kết quả thực hiện", t.e.title))
	}
	return all
}

// notePaper is a short text file.
func (s *story) notePaper(file, title, words string) proof {
	n := len(s.proofs) + 1
	name := fmt.Sprintf("%s %03d.txt", file, n)
	return proof{title: title, stored: s.keep(name, func() ([]byte, error) {
		return []byte(title + "\n\n" + words + "\n\nTài liệu hư cấu dùng để giới thiệu phần mềm.\n"), nil
	})}
}

// speaksOf reports whether a task has one of some words, lower case.
func (e entry) speaksOf(words ...string) bool {
	all := strings.ToLower(e.title + " " + e.product)
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(all, w) })
}

var minutes = []struct {
	file, subject, words string
	of                   []string
}{
	{"Bien ban hop to truyen thong.pdf", "Biên bản họp Tổ truyền thông chính sách", "Thống nhất phân công, thời gian và mẫu báo cáo; các đơn vị gửi nội dung trước ngày làm việc cuối cùng của tháng.", nil},
	{"Ket qua tap huan.pdf", "Kết quả lớp tập huấn kỹ năng truyền thông chính sách", "Lớp học có đủ học viên theo danh sách; tài liệu và phiếu đánh giá được lưu tại đơn vị.", []string{"tập huấn", "bồi dưỡng", "lớp"}},
	{"Tong hop y kien gop y.pdf", "Tổng hợp ý kiến góp ý dự thảo", "Các ý kiến tập trung vào đối tượng áp dụng, thời gian thực hiện và thủ tục hồ sơ.", []string{"dự thảo", "lấy ý kiến", "góp ý", "khảo sát"}},
	{"Nghiem thu san pham truyen thong.pdf", "Nghiệm thu sản phẩm truyền thông", "Sản phẩm đạt yêu cầu về nội dung, hình thức và được phép sử dụng trên hệ thống thông tin cơ sở.", []string{"phim", "tài liệu", "chuyên mục", "bản tin", "chuyên trang", "đồ họa", "cẩm nang"}},
}

// scan is a paper as PDF that fits a task.
func (s *story) scan(e entry) proof {
	m := minutes[0]
	for _, other := range minutes[1:] {
		if e.speaksOf(other.of...) {
			m = other
			break
		}
	}
	return proof{title: m.subject, stored: s.keep(m.file, func() ([]byte, error) { return minutePDF(m.subject, m.words) })}
}

func minutePDF(subject, words string) ([]byte, error) {
	var b bytes.Buffer
	err := official.WritePDF(&b, official.Report{
		Parent: "Ủy ban nhân dân tỉnh An Bình", Body: "Tổ truyền thông chính sách", Symbol: "BB-TTT", Place: "An Bình",
		Form: "BIÊN BẢN", Subject: subject, Blocks: []official.Block{official.Say(words), official.Say("Tài liệu hư cấu dùng để giới thiệu phần mềm.")},
		Signature: official.Signature{Title: "Thư ký"}, Recipients: []string{"Thành viên Tổ"},
	})
	return b.Bytes(), err
}

var pictures = []struct {
	file, title string
	of          []string
}{
	{"Anh bang tin.png", "Ảnh chụp bảng tin công cộng", []string{"bảng tin", "niêm yết", "màn hình", "pa nô"}},
	{"Anh lop hoc.png", "Ảnh lớp học, hội nghị", []string{"lớp", "hội nghị", "tập huấn", "họp báo", "đối thoại", "hướng dẫn", "diễn tập"}},
	{"Anh to roi.png", "Ảnh tờ rơi, tài liệu in", []string{"tờ rơi", "tờ gấp", "tài liệu", "sổ tay", "phổ biến"}},
	{"Anh dai truyen thanh.png", "Ảnh đài truyền thanh cơ sở", []string{"truyền thanh", "phát thanh", "chương trình", "bản tin âm thanh"}},
}

// picture is a drawing that stands for a photograph; false where a task gives nothing to look at.
func (s *story) picture(e entry) (proof, bool) {
	i := 0
	for i < len(pictures) && !e.speaksOf(pictures[i].of...) {
		i++
	}
	if i == len(pictures) {
		return proof{}, false
	}
	return proof{title: pictures[i].title, stored: s.keep(pictures[i].file, func() ([]byte, error) { return drawing(i) })}, true
}

// drawing is a notice board with sheets of paper on it, in one of several colours.
func drawing(n int) ([]byte, error) {
	m := image.NewRGBA(image.Rect(0, 0, 320, 220))
	board := []color.RGBA{{0x4a, 0x6f, 0x5a, 255}, {0x6b, 0x52, 0x3c, 255}, {0x35, 0x55, 0x7a, 255}, {0x7a, 0x45, 0x45, 255}}[n%4]
	fill := func(r image.Rectangle, c color.RGBA) {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				m.SetRGBA(x, y, c)
			}
		}
	}
	fill(m.Bounds(), color.RGBA{0xe8, 0xe6, 0xdf, 255})
	fill(image.Rect(20, 20, 300, 190), board)
	for i := range 3 + n%2 {
		x := 36 + i*64
		fill(image.Rect(x, 44+8*(i%2), x+50, 120+8*(i%2)), color.RGBA{0xfb, 0xfa, 0xf4, 255})
		for line := range 6 {
			y := 56 + 8*(i%2) + line*10
			fill(image.Rect(x+6, y, x+40-line%3*6, y+3), color.RGBA{0x88, 0x86, 0x80, 255})
		}
	}
	var b bytes.Buffer
	err := png.Encode(&b, m)
	return b.Bytes(), err
}

// attach hangs files on a case and returns the evidence for work.
func (s *story) attach(ctx context.Context, tx *db.Tx, by auth.Officer, c work.Case, proofs []proof, day law.Date) ([]work.Proof, error) {
	var all []work.Proof
	for _, p := range proofs {
		w := work.Proof{Title: p.title, Number: p.number, Day: day}
		if p.stored.Name != "" {
			st := p.stored
			st.Name = strings.TrimSpace(st.Name)
			id, err := s.Files.Attach(ctx, tx, st, "case", int64(c.ID), by)
			if err != nil {
				return nil, err
			}
			w.File = id
		}
		all = append(all, w)
	}
	return all, nil
}

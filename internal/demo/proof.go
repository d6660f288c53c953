package demo

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
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

// keep writes content to disk once.
func (s *story) keep(name string, make func() []byte) files.Stored {
	st, ok := s.proofs[name]
	if !ok {
		var err error
		st, err = s.Files.Keep(name, bytes.NewReader(make()))
		if err != nil {
			panic(fmt.Sprintf("demo: keeping %s: %v", name, err)) // our own small files
		}
		s.proofs[name] = st
	}
	return st
}

// proofs are the evidence of a submission: a paper's number always, often a file.
func (t *thread) proofs() []proof {
	s := t.s
	u, _ := s.tree.Unit(t.c.Lead)
	all := []proof{{title: "Văn bản báo cáo kết quả", number: fmt.Sprintf("%d/BC-%s", 20+s.rand.IntN(900), u.Code)}}
	switch s.rand.IntN(5) {
	case 0:
		all = append(all, s.scan())
	case 1:
		all = append(all, s.picture())
	case 2:
		all = append(all, s.notePaper("Ghi chu ket qua", "Ghi chú kết quả thực hiện", t.e.title))
	}
	return all
}

// notePaper is a short text file.
func (s *story) notePaper(file, title, words string) proof {
	n := len(s.proofs) + 1
	name := fmt.Sprintf("%s %03d.txt", file, n)
	return proof{title: title, stored: s.keep(name, func() []byte {
		return []byte(title + "\n\n" + words + "\n\nTài liệu hư cấu dùng để giới thiệu phần mềm.\n")
	})}
}

var minutes = []struct{ file, subject, words string }{
	{"Bien ban hop to truyen thong.pdf", "Biên bản họp Tổ truyền thông chính sách", "Thống nhất phân công, thời gian và mẫu báo cáo; các đơn vị gửi nội dung trước ngày làm việc cuối cùng của tháng."},
	{"Ket qua tap huan.pdf", "Kết quả lớp tập huấn kỹ năng truyền thông chính sách", "Lớp học có đủ học viên theo danh sách; tài liệu và phiếu đánh giá được lưu tại đơn vị."},
	{"Tong hop y kien gop y.pdf", "Tổng hợp ý kiến góp ý dự thảo", "Các ý kiến tập trung vào đối tượng áp dụng, thời gian thực hiện và thủ tục hồ sơ."},
	{"Nghiem thu san pham truyen thong.pdf", "Nghiệm thu sản phẩm truyền thông", "Sản phẩm đạt yêu cầu về nội dung, hình thức và được phép sử dụng trên hệ thống thông tin cơ sở."},
}

// scan is a paper of a meeting as PDF.
func (s *story) scan() proof {
	m := pick(s.rand, minutes)
	return proof{title: m.subject, stored: s.keep(m.file, func() []byte { return minutePDF(m.subject, m.words) })}
}

func minutePDF(subject, words string) []byte {
	var b bytes.Buffer
	err := official.WritePDF(&b, official.Report{
		Parent: "Ủy ban nhân dân tỉnh An Bình", Body: "Tổ truyền thông chính sách", Symbol: "BB-TTT", Place: "An Bình",
		Form: "BIÊN BẢN", Subject: subject, Blocks: []official.Block{text(words), text("Tài liệu hư cấu dùng để giới thiệu phần mềm.")},
		Signature: official.Signature{Title: "Thư ký"}, Recipients: []string{"Thành viên Tổ"},
	})
	if err != nil {
		panic(fmt.Sprintf("demo: writing minutes: %v", err)) // our own words
	}
	return b.Bytes()
}

var pictures = []struct{ file, title string }{
	{"Anh bang tin thon.png", "Ảnh chụp bảng tin công cộng"},
	{"Anh hoi nghi.png", "Ảnh hội nghị lấy ý kiến Nhân dân"},
	{"Anh to roi.png", "Ảnh tờ rơi giải thích chính sách"},
	{"Anh phong thu.png", "Ảnh phòng thu đài truyền thanh xã"},
}

// picture is a drawing that stands for a photograph.
func (s *story) picture() proof {
	i := s.rand.IntN(len(pictures))
	return proof{title: pictures[i].title, stored: s.keep(pictures[i].file, func() []byte { return drawing(i) })}
}

// drawing is a notice board with sheets of paper on it, in one of several colours.
func drawing(n int) []byte {
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
	if err != nil {
		panic(fmt.Sprintf("demo: drawing: %v", err)) // in memory
	}
	return b.Bytes()
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

package demo

import (
	"bytes"
	"fmt"
	"html"
	"strings"

	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// paper is one of the province's documents.
type paper struct {
	file   string // name as an officer would have saved it
	number string // with the symbol, "128/KH-UBND"
	issued law.Date
	tasks  []entry
}

// span says which years a plan covers that was issued on a day and still runs.
func span(issued, today law.Date) string {
	end := lastDay(today).Year
	if end == issued.Year {
		return fmt.Sprintf("năm %d", end)
	}
	return fmt.Sprintf("giai đoạn %d - %d", issued.Year, end)
}

func (p paper) plate(form official.Form, subject string) official.Report {
	number, symbol, _ := strings.Cut(p.number, "/")
	return official.Report{
		Body: "Ủy ban nhân dân tỉnh An Bình", Number: number, Symbol: symbol, Place: "An Bình", Date: p.issued.String(),
		Form: form, Subject: subject,
		Signature:  official.Signature{Authority: []string{"TM. Ủy ban nhân dân", "KT. Chủ tịch"}, Title: "Phó Chủ tịch", Name: leaderName},
		Recipients: []string{"Thường trực Tỉnh ủy, HĐND tỉnh", "Các sở, ban, ngành", "UBND các xã, phường"}, Filing: "VT, KGVX",
	}
}

// tableDOCX writes the plan whose tasks stand in one big table: a row across for each section, and leads
// that several rows in a row share in one merged cell.
func (p paper) tableDOCX(years string) ([]byte, error) {
	r := p.plate(official.FormPlan, "Truyền thông chính sách trên địa bàn tỉnh An Bình "+years)
	r.Bases = []string{
		"Căn cứ Chỉ thị số 07/CT-TTg ngày 21/3/2023 của Thủ tướng Chính phủ về việc tăng cường công tác truyền thông chính sách",
		"Xét đề nghị của Giám đốc Sở Văn hóa, Thể thao và Du lịch",
	}
	r.Blocks = []official.Block{
		official.Say("Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:"),
		official.Heading{Level: 1, Text: "I. MỤC ĐÍCH, YÊU CẦU"},
		official.Say("Nâng cao nhận thức của cán bộ, công chức và Nhân dân về chính sách; nội dung ngắn gọn, dễ hiểu, đúng đối tượng."),
		official.Heading{Level: 1, Text: "II. NHIỆM VỤ CỤ THỂ"},
		official.Landscape{Blocks: []official.Block{p.table()}},
		official.Heading{Level: 1, Text: "III. KINH PHÍ"},
		official.Say("Kinh phí thực hiện Kế hoạch do ngân sách nhà nước bảo đảm theo phân cấp."),
	}
	var b bytes.Buffer
	err := official.WriteDOCX(&b, r)
	return b.Bytes(), err
}

func (p paper) table() official.Table {
	t := official.Table{
		Columns: []official.Column{{Width: 1, Align: official.AlignCenter}, {Width: 7}, {Width: 4}, {Width: 5}, {Width: 3}, {Width: 4}},
		Header:  []official.TableRow{official.Row("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm")},
	}
	section, covered := "", 0
	for i, e := range p.tasks {
		if e.section != section {
			section = e.section
			t.Rows = append(t.Rows, official.TableRow{{Runs: []official.Run{{Text: section, Bold: true}}, ColSpan: 6, Align: official.AlignLeft}})
		}
		row := official.Row(fmt.Sprint(i+1), e.title)
		if covered == 0 {
			covered = p.sameLead(i)
			row = append(row, official.TableCell{Runs: official.Plain(e.lead), RowSpan: covered})
		}
		covered--
		t.Rows = append(t.Rows, append(row, official.Row(e.partners, e.when, e.product)...))
	}
	return t
}

// sameLead counts the tasks from i on that share section and lead.
func (p paper) sameLead(i int) int {
	n := 1
	for i+n < len(p.tasks) && p.tasks[i+n].lead == p.tasks[i].lead && p.tasks[i+n].section == p.tasks[i].section {
		n++
	}
	return n
}

// fieldsPDF writes the plan that has a line for each field of a task.
func (p paper) fieldsPDF(years string) ([]byte, error) {
	r := p.plate(official.FormPlan, "Chuyển đổi số hoạt động thông tin cơ sở và truyền thông chính sách "+years)
	r.Bases = []string{"Xét đề nghị của Giám đốc Sở Khoa học và Công nghệ"}
	r.Blocks = []official.Block{
		official.Say("Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:"),
		official.Heading{Level: 1, Text: "I. MỤC TIÊU"},
		official.Say("Đưa thông tin chính sách đến người dân nhanh, đúng, dễ hiểu trên môi trường số."),
		official.Heading{Level: 1, Text: "II. NHIỆM VỤ"},
	}
	section, n := "", 0
	for _, e := range p.tasks {
		if e.section != section {
			section, n = e.section, 0
			r.Blocks = append(r.Blocks, official.Heading{Level: 2, Text: section})
		}
		r.Blocks = append(r.Blocks, official.Say(fmt.Sprintf("%c) %s.", itemLetters[n], e.title)))
		n++
		for _, f := range []struct{ label, value string }{
			{"Đơn vị chủ trì", e.lead}, {"Đơn vị phối hợp", e.partners}, {"Thời gian thực hiện", e.when}, {"Sản phẩm", e.product},
		} {
			r.Blocks = append(r.Blocks, official.Say("- "+f.label+": "+f.value+"."))
		}
	}
	r.Blocks = append(r.Blocks,
		official.Heading{Level: 1, Text: "III. KINH PHÍ THỰC HIỆN"},
		official.Say("Kinh phí thực hiện Kế hoạch được bố trí trong dự toán ngân sách của các cơ quan, địa phương."))
	var b bytes.Buffer
	err := official.WritePDF(&b, r)
	return b.Bytes(), err
}

var itemLetters = []rune("abcdđeghiklmnopqrstuvxy")

// letterHTML writes the letter that assigns in prose: sections that name a unit and its duties, then
// sentences that give one task each. It is the page that a document system saves.
func (p paper) letterHTML(prose []entry) []byte {
	var b strings.Builder
	line := func(format string, args ...any) {
		fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(fmt.Sprintf(format, args...)))
	}
	b.WriteString("<!doctype html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"><title>Công văn</title></head><body>\n")
	line("ỦY BAN NHÂN DÂN TỈNH AN BÌNH")
	line("Số: %s", p.number)
	line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
	line("Độc lập - Tự do - Hạnh phúc")
	line("An Bình, ngày %02d tháng %02d năm %d", p.issued.Day, p.issued.Month, p.issued.Year)
	line("V/v bảo đảm quyền tiếp cận thông tin và lấy ý kiến đối với dự thảo văn bản")
	line("Kính gửi: Các sở, ban, ngành; UBND các xã, phường.")
	line("Để công dân được tiếp cận thông tin đầy đủ và tham gia góp ý dự thảo chính sách, Ủy ban nhân dân tỉnh yêu cầu:")
	section, n := "", 0
	for _, e := range p.tasks {
		if e.section != section {
			section, n = e.section, 0
			line("%s", section+":")
		}
		line("%c) %s.", itemLetters[n], e.sentence())
		n++
	}
	line("Ngoài các nội dung trên:")
	for _, e := range prose {
		line("Giao %s chủ trì, phối hợp với %s %s, %s.", e.lead, strings.ReplaceAll(e.partners, ";", ","), official.MidSentence(e.title), e.when)
	}
	line("Nơi nhận:")
	line("- Như trên;")
	line("- Lưu: VT, KGVX.")
	line("TM. ỦY BAN NHÂN DÂN")
	line("KT. CHỦ TỊCH")
	line("PHÓ CHỦ TỊCH")
	line("%s", leaderName)
	b.WriteString("</body></html>\n")
	return []byte(b.String())
}

// sentence is a duty with its partners and its time.
func (e entry) sentence() string {
	s := e.title
	if e.partners != "" {
		s = "Phối hợp với " + strings.ReplaceAll(e.partners, ";", ",") + " " + official.MidSentence(s)
	}
	return s + ", " + e.when
}

// Command make writes fpdf.pdf, locked.pdf, protected.pdf and scan.pdf into the folder above it. It is run
// by make.sh from the root of the repository.
package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"

	"codeberg.org/go-pdf/fpdf"
)

const (
	fonts = "official/fonts"
	out   = "internal/doctext/testdata/pdf"
)

func main() {
	for name, doc := range map[string]*fpdf.Fpdf{
		"fpdf.pdf":      plan(),
		"locked.pdf":    secured("mo-tep", "chu-tep"),
		"protected.pdf": secured("", "chu-tep"),
		"scan.pdf":      scan(),
	} {
		err := doc.OutputFileAndClose(filepath.Join(out, name))
		if err != nil {
			fmt.Fprintln(os.Stderr, name, err)
			os.Exit(1)
		}
	}
}

func newDoc() *fpdf.Fpdf {
	doc := fpdf.New("P", "mm", "A4", fonts)
	doc.AddUTF8Font("serif", "", "LiberationSerif-Regular.ttf")
	doc.AddUTF8Font("serif", "B", "LiberationSerif-Bold.ttf")
	doc.SetMargins(30, 20, 20)
	return doc
}

// plan has running page numbers and headings, justified paragraphs that cross a page, and a bordered
// table of cells that are drawn as boxes.
func plan() *fpdf.Fpdf {
	doc := newDoc()
	doc.SetHeaderFunc(func() {
		doc.SetFont("serif", "", 11)
		doc.SetY(10)
		doc.CellFormat(0, 5, "Chương trình trồng cây xanh tỉnh An Bình", "", 0, "R", false, 0, "")
		doc.SetY(20)
	})
	doc.SetFooterFunc(func() {
		doc.SetY(-15)
		doc.SetFont("serif", "", 11)
		doc.CellFormat(0, 5, fmt.Sprintf("Trang %d", doc.PageNo()), "", 0, "C", false, 0, "")
	})
	doc.SetAutoPageBreak(true, 20)
	doc.AddPage()
	doc.SetFont("serif", "B", 14)
	doc.CellFormat(0, 8, "CHƯƠNG TRÌNH", "", 1, "C", false, 0, "")
	doc.CellFormat(0, 8, "Trồng cây xanh đô thị năm 2027", "", 1, "C", false, 0, "")
	for i := range 14 {
		doc.SetFont("serif", "", 13)
		doc.MultiCell(0, 6.2, fmt.Sprintf("%d. Ở khu phố số %d, mỗi hộ dân nhận chăm sóc ít nhất hai cây trước nhà; tổ dân phố cử người tưới vào mùa khô, thay cây chết trong vòng mười lăm ngày và ghi sổ theo dõi để cuối quý báo cáo phường, gửi kèm ảnh chụp từng tuyến đường đã hoàn thành.", i+1, i+1), "", "J", false)
		doc.Ln(2)
	}
	table(doc)
	return doc
}

func table(doc *fpdf.Fpdf) {
	doc.AddPage()
	doc.SetFont("serif", "B", 12)
	w := []float64{12, 78, 40, 30}
	for i, s := range []string{"STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"} {
		doc.CellFormat(w[i], 8, s, "1", 0, "C", false, 0, "")
	}
	doc.Ln(-1)
	doc.SetFont("serif", "", 12)
	rows := [][]string{
		{"1", "Ươm 20.000 cây giống bản địa", "Sở Nông nghiệp và Môi trường", "31/3/2027"},
		{"2", "Lập danh mục đường còn thiếu bóng mát", "Sở Xây dựng", "15/4/2027"},
		{"3", "Mở cuộc thi ảnh \"Phố xanh của em\" trong trường học và trao giải tại lễ tổng kết năm học", "Sở Giáo dục và Đào tạo", "Tháng 5/2027"},
	}
	for _, row := range rows {
		tableRow(doc, w, row)
	}
}

// tableRow draws each cell as a box and writes its lines into it.
func tableRow(doc *fpdf.Fpdf, w []float64, row []string) {
	height := 0.0
	for i, s := range row {
		height = max(height, 6*float64(len(doc.SplitText(s, w[i]-2))))
	}
	x, y := doc.GetXY()
	for i, s := range row {
		doc.Rect(x, y, w[i], height, "D")
		doc.SetXY(x, y)
		doc.MultiCell(w[i], 6, s, "", "L", false)
		x += w[i]
	}
	doc.SetXY(30, y+height)
}

func secured(user, owner string) *fpdf.Fpdf {
	doc := newDoc()
	doc.SetProtection(fpdf.CnProtectPrint, user, owner)
	doc.AddPage()
	doc.SetFont("serif", "", 13)
	doc.MultiCell(0, 7, "Giao Sở Y tế chủ trì, hoàn thành trước ngày 30/9/2026.", "", "J", false)
	return doc
}

func scan() *fpdf.Fpdf {
	picture := image.NewGray(image.Rect(0, 0, 105, 148))
	for i := range picture.Pix {
		picture.Pix[i] = 250
	}
	for y := 20; y < 120; y += 6 {
		for x := 15; x < 90; x++ {
			picture.SetGray(x, y, color.Gray{Y: uint8(x * y % 90)})
		}
	}
	var b bytes.Buffer
	err := png.Encode(&b, picture)
	if err != nil {
		panic(err)
	}
	doc := newDoc()
	doc.RegisterImageOptionsReader("trang", fpdf.ImageOptions{ImageType: "PNG"}, &b)
	for range 2 {
		doc.AddPage()
		doc.ImageOptions("trang", 0, 0, 210, 297, false, fpdf.ImageOptions{}, 0, "")
	}
	return doc
}

package pdf

import (
	"bytes"
	"fmt"
	"runtime"
	"testing"

	"codeberg.org/go-pdf/fpdf"
)

// longPlan is a plan of so many pages: paragraphs, then a table on each page.
func longPlan(tb testing.TB, pages int) []byte {
	tb.Helper()
	doc := fpdf.New("P", "mm", "A4", "../../../official/fonts")
	doc.AddUTF8Font("serif", "", "LiberationSerif-Regular.ttf")
	doc.SetMargins(30, 20, 20)
	doc.SetAutoPageBreak(false, 0)
	for n := range pages {
		doc.AddPage()
		doc.SetFont("serif", "", 13)
		for i := range 8 {
			doc.MultiCell(0, 6, fmt.Sprintf("%d. Ủy ban nhân dân xã số %d tổ chức kiểm tra, rà soát các điểm trường, trạm y tế và nhà văn hóa trên địa bàn; sửa chữa trước mùa mưa, hoàn thành trước ngày 30/9/2026 và báo cáo kết quả về Sở Xây dựng để tổng hợp.", 8*n+i+1, n+1), "", "J", false)
		}
		doc.SetFont("serif", "", 11)
		for i := range 10 {
			for k, s := range []string{fmt.Sprint(i + 1), "Khảo sát, lập danh mục công trình", "Sở Xây dựng", "Quý III/2026"} {
				doc.CellFormat([]float64{10, 75, 45, 30}[k], 6, s, "1", 0, "L", false, 0, "")
			}
			doc.Ln(-1)
		}
	}
	var b bytes.Buffer
	err := doc.Output(&b)
	if err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func TestALongPlanKeepsEveryParagraphAndRow(t *testing.T) {
	t.Parallel()
	const pages = 30
	paragraphs, tables := 0, map[int]bool{}
	for _, l := range read(t, longPlan(t, pages)) {
		if l.Cell == nil {
			paragraphs++
			continue
		}
		tables[l.Cell.Table] = true
		if l.Cell.Row > 9 || l.Cell.Col > 3 {
			t.Errorf("cell %+v", *l.Cell)
		}
	}
	if paragraphs != 8*pages || len(tables) != pages {
		t.Errorf("%d paragraphs and %d tables, want %d and %d", paragraphs, len(tables), 8*pages, pages)
	}
}

// BenchmarkReadLongPlan reads 300 pages; heap-MB is the live and dead memory when it ends.
func BenchmarkReadLongPlan(b *testing.B) {
	data := longPlan(b, 300)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		src, err := Read(b.Context(), data, DefaultLimits())
		if err != nil || len(src.Lines) < 300*48 {
			b.Fatal(len(src.Lines), err)
		}
	}
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.HeapSys-before.HeapSys)/(1<<20), "heap-MB")
}

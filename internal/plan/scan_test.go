package plan

import (
	"context"
	"encoding/binary"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/nhipcau/nhipcau/internal/doctext"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/official"
)

func fixture(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../doctext/testdata", path))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

const onePixel = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"

// nothingKept fails when anything of a document was stored.
func (h *house) nothingKept(what string) {
	h.t.Helper()
	err := h.Files.Walk(func(hash string) error { h.t.Errorf("%s: content %s was kept", what, hash); return nil })
	if err != nil {
		h.t.Fatal(err)
	}
	if n := h.count("plan_draft") + h.count("file"); n != 0 {
		h.t.Errorf("%s: %d rows were kept", what, n)
	}
}

func TestAScanIsTakenOnlyAfterTheQuestion(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		c, scan := h.client(t), fixture(t, "pdf/scan.pdf")
		c.Get("/ke-hoach/nhap").Status(200).See("không có dấu MẬT")
		if strings.Contains(c.Body, "checked") {
			t.Error("the question is answered beforehand")
		}
		c.Upload("/ke-hoach/nhap", "tep", "ban-quet.pdf", scan).Status(422).See("Lỗi:", "không nhìn thấy dấu chỉ độ mật", "chưa có gì được lưu")
		h.nothingKept("an unanswered question")

		id, err := h.Import(t.Context(), h.boss(), Upload{Name: "ban-quet.pdf", Content: scan, Cleared: true, Internal: true})
		if err != nil {
			t.Fatal(err)
		}
		d := h.draft(id)
		if d.Work.Scan == nil || d.Work.Scan.Pages != 2 || !d.Work.Head.Internal || d.Hash != contentHash(scan) {
			t.Fatalf("the draft is %+v", d)
		}
		c.Get("/ke-hoach/nhap/1?anh=2").Status(200).See("Trang 2 trên 2", "Gõ nhiệm vụ từ trang 2")
		c.Submit("/go", "chu-tri-1", "Sở Tư pháp").Status(422).See("Hãy gõ nội dung của nhiệm vụ này")
		c.Get("/ke-hoach/nhap/1?anh=2").Submit("/go",
			"so-1", "3", "noi-dung-1", "Tập huấn báo cáo viên", "chu-tri-1", "so tu phap", "phoi-hop-1", "Sở Nội vụ", "thoi-gian-1", "Trước ngày 30/6/2026",
			"noi-dung-2", "Cập nhật danh mục", "chu-tri-2", "Sở Y tế", "thoi-gian-2", "Hằng quý",
		).Status(200).See("Đã thêm 2 nhiệm vụ, 1 nhiệm vụ cần xem lại", "Gõ từ trang 2", "Trang 2 trên 2")
		tasks := h.draft(id).Work.Tasks
		if len(tasks) != 2 || tasks[0].Decision != Accepted || tasks[0].Plan.Due != day(2026, 6, 30) || tasks[1].Decision != Undecided || tasks[0].Page != 2 {
			t.Errorf("typed: %+v", tasks)
		}
	})
}

func TestRecognisedLinesAreProposedWithTheirDoubts(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		scan := doctext.Scan{Pages: 2, Read: []int{1, 2}}
		for i, text := range strings.Split(strings.TrimSpace(document), "\n") {
			scan.Source.Lines = append(scan.Source.Lines, official.Line{Text: text, Page: 1 + i/12})
			scan.Sure = append(scan.Sure, []float64{.97, .61}[i/12%2])
		}
		h.Service.Scan = func(context.Context, []byte) (doctext.Scan, error) { return scan, nil }
		id, err := h.Import(t.Context(), h.boss(), Upload{Name: "quet.png", Content: []byte(onePixel), Cleared: true})
		if err != nil {
			t.Fatal(err)
		}
		d := h.draft(id)
		if len(d.Work.Tasks) != 5 || d.Work.Tasks[0].Sure > .97 || d.Work.Tasks[3].Sure > .61 || d.Work.clear(d.Work.Tasks[3]) {
			t.Errorf("proposed: %+v", d.Work.Tasks)
		}
		c := h.client(t)
		c.Get("/ke-hoach/nhap/1").See("máy chắc cả").DontSee("Độ tin 61%")
		c.Get("/ke-hoach/nhap/1?anh=2").See("máy không chắc", "Độ tin 61%")
		c.Get("/ke-hoach/trang-quet/1").Status(200)
		if c.Body != onePixel {
			t.Error("the picture is not the one that came")
		}
		c.Get("/ke-hoach/trang-quet/1?trang=3").Status(404)

		scan.Source.Lines[2].Text = "MẠT" // a tone that was not recognised
		_, err = h.Import(t.Context(), h.boss(), Upload{Name: "mat.png", Content: []byte(onePixel + "2"), Cleared: true})
		if !doctext.IsSecret(err) || h.count("plan_draft") != 1 {
			t.Errorf("a recognised mark: %v, %d drafts", err, h.count("plan_draft"))
		}
	})
}

func TestWhatWasPastedIsReadLikeADocument(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		c := h.client(t)
		for name, text := range map[string]string{
			"a mark beside a table":     "UBND TỈNH\tTUYỆT MẬT\nTT\tNội dung\n1\tRà soát",
			"a mark above a paragraph":  "MẬT\nGiao Sở Tư pháp chủ trì, hoàn thành trước 30/6/2026.",
			"nothing but tabs and ends": "\t\n\t\n ",
		} {
			c.Get("/ke-hoach/nhap").PostForm("/ke-hoach/nhap", url.Values{"van-ban": {text}}).Status(422)
			h.nothingKept(name)
		}
		c.PostForm("/ke-hoach/nhap", url.Values{"van-ban": {"TT\tNội dung nhiệm vụ\tĐơn vị chủ trì\tĐơn vị phối hợp\tThời gian hoàn thành\n1\t\"Rà soát danh mục\nphải công khai\"\tSở Tư pháp\tSở Nội vụ; Công an tỉnh\t30/6/2026\n2\tTập huấn báo cáo viên cấp xã\tSở Nội vụ\t\tHằng quý"}}).Status(200)
		d := h.draft(1)
		if len(d.Work.Tasks) != 2 || d.Work.Tasks[0].Plan.Due != day(2026, 6, 30) || len(d.Work.Tasks[0].Partners) != 2 || d.Work.Tasks[1].Lead[0] != "Sở Nội vụ" {
			t.Errorf("the pasted table gave %+v", d.Work.Tasks)
		}
		c.PostForm("/ke-hoach/nhap", url.Values{"van-ban": {"Giao Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ rà soát danh mục thông tin phải công khai, hoàn thành trước ngày 30/6/2026."}}).Status(200)
		if d := h.draft(2); len(d.Work.Tasks) != 1 || d.Work.Tasks[0].Lead[0] != "Sở Tư pháp" || d.Work.Tasks[0].Plan.Due != day(2026, 6, 30) {
			t.Errorf("the pasted paragraph gave %+v", d.Work.Tasks)
		}
	})
}

// What a signature in a document covers is its bytes: they come back as they came.
func TestOriginalsComeBackByteByByte(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		signed := append(fixture(t, "pdf/libreoffice.pdf"), "\n900 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 400 800 200] /Contents <30820ABC> >>\nendobj\n\r\n%%EOF\r\n"...)
		wide := []byte{}
		for _, u := range utf16.Encode([]rune(strings.ReplaceAll(document, "\n", "\r\n"))) {
			wide = binary.LittleEndian.AppendUint16(wide, u)
		}
		for name, content := range map[string][]byte{
			"ký số.pdf": signed, "ký số.docx": fixture(t, "office/ke-hoach.docx"), "không dấu đầu tệp.txt": wide, "e\u0302\u0323.txt": []byte("\uFEFF" + document + "\r\n\r\n"),
		} {
			id, err := h.Import(t.Context(), h.boss(), Upload{Name: name, Content: content})
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			d := h.draft(id)
			body, err := h.Files.OpenContent(d.Hash)
			if err != nil {
				t.Fatal(err)
			}
			kept, err := io.ReadAll(body)
			_ = body.Close()
			if err != nil || string(kept) != string(content) || d.Hash != contentHash(content) {
				t.Errorf("%s: %d bytes came back of %d, %v", name, len(kept), len(content), err)
			}
			if got := h.client(t).Get(fileHref(d.File)).Status(200).Body; got != string(content) {
				t.Errorf("%s: the page gives back %d bytes of %d", name, len(got), len(content))
			}
		}
	})
}

func TestASecretPaperThatWasSlowlyReadLeavesNoName(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.Patience = 1 // nothing is quick
		secret := append([]byte("MẬT\n"), strings.Repeat(document, 300)...)
		id, err := h.Import(t.Context(), h.boss(), Upload{Name: "Phương án đặc biệt.txt", Content: secret})
		if fault.KindOf(err) == fault.Invalid {
			h.nothingKept("a quick refusal")
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		for range 10_000 {
			if h.draft(id).State == Failed {
				break
			}
		}
		if d := h.draft(id); d.State != Failed || strings.Contains(d.Name, "đặc biệt") || d.Hash != "" || d.File != 0 {
			t.Errorf("left: %+v", d)
		}
	})
}

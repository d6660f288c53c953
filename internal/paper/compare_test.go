package paper

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/doctext"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
	"github.com/nhipcau/nhipcau/official"
)

// TestMain lets the test program read documents as its own child, as the real one does.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == doctext.ChildArg {
		os.Exit(doctext.ChildMain(os.Args[1:], os.Stdin, os.Stdout))
	}
	os.Exit(m.Run())
}

// issuedPaper is the quarterly report as it was frozen.
func issuedPaper() Paper {
	d := quarterly()
	return Paper{Kind: Report, State: Issued, Number: "45/BC-SVHTTDL", IssuedOn: day(2026, 10, 2), Figures: len(d.Figures()),
		Frame: Frame{Name: "Sở Văn hóa, Thể thao và Du lịch", Subject: d.Subject, Place: "An Bình", Recipients: []string{"Như trên"}}, Body: bodyOf(d)}
}

func docxOf(t testing.TB, p Paper) []byte {
	t.Helper()
	var b bytes.Buffer
	err := official.WriteDOCX(&b, p.Document())
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pdfOf(t testing.TB, p Paper) []byte {
	t.Helper()
	var b bytes.Buffer
	err := official.WritePDF(&b, p.Document())
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// retyped is the paper whose figures somebody typed anew: changed by values, their tags gone.
func retyped(values map[string]string) Paper {
	p := issuedPaper()
	var blocks func(list []official.Block) []official.Block
	runs := func(list []official.Run) (all []official.Run) {
		for _, r := range list {
			if f := r.Figure; f != nil {
				r = official.Run{Text: f.Text}
				if v, ok := values[f.ID]; ok {
					r.Text = v
				}
			}
			all = append(all, r)
		}
		return all
	}
	blocks = func(list []official.Block) (all []official.Block) {
		for _, b := range list {
			switch b := b.(type) {
			case official.Paragraph:
				b.Runs = runs(b.Runs)
				all = append(all, b)
			case official.Table:
				var rows []official.TableRow
				for _, row := range b.Rows {
					var cells official.TableRow
					for _, c := range row {
						c.Runs = runs(c.Runs)
						cells = append(cells, c)
					}
					rows = append(rows, cells)
				}
				b.Rows = rows
				all = append(all, b)
			default:
				all = append(all, b)
			}
		}
		return all
	}
	p.Body.Blocks = blocks(p.Body.Blocks)
	return p
}

// edited replaces text inside the main part of a DOCX.
func edited(t testing.TB, docx []byte, old, new string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == "word/document.xml" {
			if !bytes.Contains(data, []byte(old)) {
				t.Fatalf("the document does not hold %q", old)
			}
			data = bytes.Replace(data, []byte(old), []byte(new), 1)
		}
		out, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		_, err = out.Write(data)
		if err != nil {
			t.Fatal(err)
		}
	}
	err = w.Close()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestIssuedFilesAreCompared(t *testing.T) {
	t.Parallel()
	var scan bytes.Buffer
	err := png.Encode(&scan, image.NewGray(image.Rect(0, 0, 200, 200)))
	if err != nil {
		t.Fatal(err)
	}
	docx := docxOf(t, issuedPaper())
	for _, tt := range []struct {
		name, file string
		data       []byte
		want       Matching
		changed    []string
	}{
		{"our DOCX", "a.docx", docx, Same, nil},
		{"our PDF", "a.pdf", pdfOf(t, issuedPaper()), Same, nil},
		{"a DOCX whose figure was changed inside its control", "a.docx", edited(t, docx, ">1.231<", ">1.200<"), Differs, []string{"news=1.200"}},
		{"a DOCX written another way", "a.docx", edited(t, docx, ">1.231<", ">1231<"), Same, nil},
		{"a DOCX that was typed anew", "a.docx", docxOf(t, retyped(nil)), Same, nil},
		{"a DOCX that was typed anew and changed", "a.docx", docxOf(t, retyped(map[string]string{"answers": "36", "unit.stp.on_time": "13"})), Differs, []string{"answers=36", "unit.stp.on_time=13"}},
		{"a PDF that was changed", "a.pdf", pdfOf(t, retyped(map[string]string{"news": "1.230", "unit.stp.on_time": "11"})), Differs, []string{"news=1.230", "unit.stp.on_time=11"}},
		{"a photograph", "a.png", scan.Bytes(), Textless, nil},
		{"a file that is broken", "a.pdf", []byte("%PDF-1.7 hỏng"), Unreadable, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := (&Service{}).Compare(t.Context(), issuedPaper(), tt.file, tt.data)
			if err != nil {
				t.Fatal(err)
			}
			checkComparison(t, got, tt.want, tt.changed)
		})
	}
}

func checkComparison(t testing.TB, got Comparison, want Matching, changed []string) {
	t.Helper()
	var list []string
	for _, d := range got.Differences {
		list = append(list, fmt.Sprintf("%s=%s", d.Figure, d.Issued))
	}
	if diff := cmp.Diff(changed, list); diff != "" || got.Matching != want {
		t.Errorf("%s (want %s), differences (-want +got):\n%s", got.Matching, want, diff)
	}
}

// What LibreOffice opens and saves again, and what it prints, says the same figures.
func TestFiguresThroughLibreOffice(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		return // starting an office takes its time; `make test` runs it
	}
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal("LibreOffice is needed (apt install libreoffice-writer)")
	}
	docx := docxOf(t, issuedPaper())
	changed := edited(t, docx, ">1.231<", ">1.200<")
	for _, tt := range []struct {
		name, kind string
		data       []byte
		want       Matching
		changed    []string
	}{
		{"saved again", "docx", docx, Same, nil},
		{"changed and saved again", "docx", changed, Differs, []string{"news=1.200"}},
		{"printed", "pdf", docx, Same, nil},
		{"changed and printed", "pdf", changed, Differs, []string{"news=1.200"}},
		{"saved as Word 97", "doc", changed, Differs, []string{"news=1.200"}},
	} {
		got, err := (&Service{}).Compare(t.Context(), issuedPaper(), "a."+tt.kind, convert(t, office, tt.data, tt.kind))
		if err != nil {
			t.Fatal(err)
		}
		t.Log(tt.name)
		checkComparison(t, got, tt.want, tt.changed)
	}
}

// convert lets LibreOffice open a DOCX and save it as another kind.
func convert(t testing.TB, office string, docx []byte, kind string) []byte {
	t.Helper()
	in, out, profile := t.TempDir(), t.TempDir(), t.TempDir()
	file := filepath.Join(in, "a.docx")
	err := os.WriteFile(file, docx, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), office, "-env:UserInstallation=file://"+profile, "--headless", "--convert-to", kind, "--outdir", out, file)
	said, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	data, err := os.ReadFile(filepath.Join(out, "a."+kind))
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	return data
}

func TestAnOfficerIssuesAndSeesTheDifferences(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		id := h.draft("")
		c := webtest.New(t, h.site())
		c.Get("/van-ban").Status(200).See("Kết quả truyền thông chính sách quý III năm 2026", "Dự thảo")
		c.Get(id.Href()).Status(200).See("1.231", "Trích yếu", "Báo cáo Kết quả truyền thông")
		c.Submit(id.Href(), "tham-quyen", "KT. Giám đốc", "chuc-vu", "Giám đốc").Status(422).See("cấp phó, ví dụ Phó Giám đốc")
		c.Get(id.Href())
		c.Submit(id.Href(), "noi-nhan", "- Như trên;\n- Ban Giám đốc Sở;", "ghi-nho", "1").Status(200).See("Đã lưu dự thảo.")
		c.Submit(id.Href(), "version", "1", "trich-yeu", "Bản của người đến sau").Status(409).See("Người khác vừa lưu bản khác", "Bản của người đến sau")
		c.Get(id.Href())
		c.Submit("/trinh").Status(200).See("Đã ghi trình ký", "Lần 1")
		c.Get(id.Href() + "?dang=pdf&lan=1").Status(200)
		if !strings.HasPrefix(c.Body, "%PDF-") {
			t.Error("what was handed in is no PDF")
		}
		p := h.paper(id)
		issued := edited(t, docxOf(t, Paper{Kind: Report, State: Submitted, Frame: p.Frame, Body: p.Body}), ">1.231<", ">1.200<")
		c.Get(id.Href())
		version := fmt.Sprint(p.Version)
		c.Upload(id.Href()+"/ban-hanh", "tep", "ban hanh.docx", issued, "version", version, "so", "", "ngay", "02/10/2026").Status(422).See("Hãy ghi số, ký hiệu")
		c.Upload(id.Href()+"/ban-hanh", "tep", "mat.txt", []byte("MẬT\nBáo cáo"), "version", "1", "so", "45", "ky-hieu", "BC-SVHTTDL", "ngay", "02/10/2026").Status(409)
		c.Upload(id.Href()+"/ban-hanh", "tep", "ban hanh.docx", issued, "version", version, "so", "45", "ky-hieu", "BC-SVHTTDL", "ngay", "02/10/2026").Status(200)
		c.See("Báo cáo số 45/BC-SVHTTDL", "1 số liệu trong tệp ban hành khác số liệu đã chốt", "1.200", "1.231", "ban hanh.docx")
		c.Get("/van-ban?trang-thai=khac-so-lieu").See("Số liệu khác", "45/BC-SVHTTDL").Get("/van-ban?trang-thai=du-thao").DontSee("45/BC-SVHTTDL")
		c.Header.Set("X-As", "viewer")
		c.Get(id.Href()).Status(200).DontSee("Ghi đã trình ký", "Gắn tệp")
		c.Header.Set("X-As", "")
		h.Write(func(ctx context.Context, tx *db.Tx) (err error) {
			id, err = h.Draft(ctx, tx, h.boss(), New{Kind: Report, Unit: h.unit["SVHTTDL"], About: About{"case", 8}, Document: quarterly()})
			return err
		})
		if got := h.paper(id).Frame.Recipients; !cmp.Equal(got, []string{"Như trên", "Ban Giám đốc Sở"}) {
			t.Errorf("remembered places of receipt = %q", got)
		}
	})
}

func TestACoordinatorArrangesWhoSigns(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		c := webtest.New(t, h.site())
		unit := fmt.Sprintf("/the-thuc/%d", h.unit["SVHTTDL"])
		c.Get("/the-thuc").Status(200).See("Thể thức của Sở Văn hóa, Thể thao và Du lịch")
		c.Submit("/khoi", "tham-quyen", "TL. Giám đốc", "chuc-vu", "Chánh Văn phòng", "nguoi-ky", "TS. Lê Văn Bình").Status(422).See("không ghi học hàm")
		c.Get(unit)
		c.Submit("/khoi", "tham-quyen", "TL. Giám đốc", "chuc-vu", "Chánh Văn phòng", "nguoi-ky", "Lê Văn Bình", "tu-ngay", "01/10/2026").Status(200).See("Đã lưu khối chữ ký.", "Chánh Văn phòng Lê Văn Bình")
		c.Get(unit + "?loai=letter")
		c.Submit("/mac-dinh?loai=letter", "ky-hieu-van-ban", "SVHTTDL-QLBC").Status(200).See("Đã lưu thể thức")
		c.Get("/the-thuc/" + fmt.Sprint(h.unit["STP"])).Status(403)
		var id ID
		h.Write(func(ctx context.Context, tx *db.Tx) (err error) {
			d := quarterly()
			d.Signature = official.Signature{}
			id, err = h.Draft(ctx, tx, h.boss(), New{Kind: Letter, Unit: h.unit["SVHTTDL"], About: About{"case", 9}, Document: d})
			return err
		})
		if f := h.paper(id).Frame; f.Symbol != "SVHTTDL-QLBC" || f.Signature.Name != "Lê Văn Bình" || f.Signature.Authority[0] != "TL. Giám đốc" {
			t.Errorf("frame = %+v", f)
		}
	})
}

func TestSignaturesByTheDecree(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		authority, title, name string
		ok                     bool
	}{
		{"", "Giám đốc", "Nguyễn Văn A", true},
		{"", "Q. Giám đốc", "Nguyễn Văn A", true},
		{"TM. Ủy ban nhân dân", "Chủ tịch", "Nguyễn Văn A", true},
		{"TM. Ủy ban nhân dân\nKT. Chủ tịch", "Phó Chủ tịch", "Nguyễn Văn A", true},
		{"TM. Ủy ban nhân dân\nKT. Chủ tịch", "Phó Chủ tịch Thường trực", "Nguyễn Văn A", true},
		{"KT. Giám đốc", "Phó Giám đốc", "Nguyễn Văn A", true},
		{"TL. Chủ tịch\nKT. Chánh Văn phòng", "Phó Chánh Văn phòng", "Nguyễn Văn A", true},
		{"TUQ. Giám đốc", "Trưởng phòng Báo chí", "Nguyễn Văn A", true},
		{"TM. Ban Chỉ đạo\nKT. Trưởng ban", "Phó Trưởng ban", "", true},
		{"KT. Giám đốc", "Giám đốc", "Nguyễn Văn A", false},
		{"KT. Giám đốc", "Chánh Văn phòng", "Nguyễn Văn A", false},
		{"TL. Giám đốc", "Giám đốc", "Nguyễn Văn A", false},
		{"KT. Chủ tịch\nTM. Ủy ban nhân dân", "Phó Chủ tịch", "Nguyễn Văn A", false},
		{"Ủy ban nhân dân", "Chủ tịch", "Nguyễn Văn A", false},
		{"TM.", "Chủ tịch", "Nguyễn Văn A", false},
		{"TM. A\nTL. B\nKT. C", "Phó C", "Nguyễn Văn A", false},
		{"", "KT. Giám đốc", "Nguyễn Văn A", false},
		{"", "Giám đốc", "TS. Nguyễn Văn A", false},
		{"", "Giám đốc", "PGS. TS Nguyễn Văn A", false},
	} {
		err := CheckSignature(official.Signature{Authority: readLines(tt.authority), Title: tt.title, Name: tt.name})
		if (err == nil) != tt.ok {
			t.Errorf("%q, %q, %q: %v, want accepted %v", tt.authority, tt.title, tt.name, err, tt.ok)
		}
	}
}

// Two officers hand the same draft in at the same moment: one does, the other is told.
func TestOneOfTwoHandsIn(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		id := h.draft("")
		done := make(chan error, 2)
		for range 2 {
			go func() {
				done <- h.step(h.boss(), func(ctx context.Context, tx *db.Tx, by auth.Officer) error { return h.Submit(ctx, tx, by, id, 1) })
			}()
		}
		a, b := <-done, <-done
		if (a == nil) == (b == nil) {
			t.Errorf("both ended the same: %v and %v", a, b)
		}
		if p := h.paper(id); p.Round != 1 || p.Version != 2 {
			t.Errorf("handed in %d times, version %d", p.Round, p.Version)
		}
	})
}

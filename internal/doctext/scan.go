package doctext

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/nhipcau/nhipcau/internal/doctext/pdf"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/official"
	"github.com/nhipcau/nhipcau/vi"
)

// Scan is a document of which only pictures of its pages came: a scan, a photograph, or a PDF whose letters
// cannot be told. What stands on it was guessed by a program, or waits for a person to type it.
type Scan struct {
	Pages  int
	Source official.Source // what was recognised, a line each with its page; may be empty
	Sure   []float64       // of each line, from 0 to 1
	Read   []int           // the pages that were recognised
}

// The sentences of documents that Read cannot read but people can. They tell scans apart after a child's
// answer too, where only words come through.
const (
	scanSentence    = "Tệp PDF này là ảnh quét, không có lớp chữ. Hãy tải lên bản .docx, bản PDF xuất từ phần mềm soạn thảo, hoặc nhận dạng chữ (OCR) rồi tải lên lại."
	outlineSentence = "Tệp PDF này không có chữ nào. Hãy kiểm tra lại tệp, hoặc tải lên bản .docx."
	garbledSentence = "Tệp PDF này có lớp chữ nhưng phông chữ không cho biết chữ cái nào. Hãy tải lên bản .docx, hoặc xuất lại PDF từ phần mềm soạn thảo."
	pictureSentence = "Tệp là hình ảnh nên không có chữ để đọc. Hãy tải lên bản .docx, hoặc bản PDF xuất từ phần mềm soạn thảo."
)

// IsScan reports whether Read failed because the document is pictures, which ReadScan takes.
func IsScan(err error) bool {
	f := fault.Find(err)
	return f != nil && slices.Contains([]string{scanSentence, outlineSentence, garbledSentence, pictureSentence}, f.Format)
}

// pageNote is the line that stands for a page which is only a picture among pages with text.
var pageNote = regexp.MustCompile(`^\[Trang \d+ là ảnh quét, không đọc được chữ\.\]$`)

// HasScannedPages reports whether some pages of a document with text are only pictures, so that nobody knows
// what is on them.
func HasScannedPages(src official.Source) bool {
	return slices.ContainsFunc(src.Lines, func(l official.Line) bool { return pageNote.MatchString(l.Text) })
}

// OCRProgram is Tesseract where it is installed with Vietnamese; empty otherwise.
func OCRProgram(ctx context.Context) string {
	program := firstProgram("tesseract")
	if program == "" {
		return ""
	}
	lim := DefaultLimits()
	lim.Time = 10 * time.Second
	langs, err := runTool(ctx, nil, lim, program, "--list-langs")
	if err != nil || !slices.Contains(strings.Fields(string(langs)), "vie") {
		return ""
	}
	return program
}

// PagesProgram makes pictures of the pages of a PDF file, where it is installed; empty otherwise.
func PagesProgram() string { return firstProgram("pdftoppm") }

// recognising is how long ReadScan takes at most; pages that were not reached are left to be typed.
const recognising = 2 * time.Minute

// ReadScan counts the pages of a document that IsScan told of, and recognises their text where Tesseract is
// installed. Nothing touches a disk. A scan whose text is not recognised is no error.
//
// It fails with fault.Invalid for a file that is neither a PDF file nor a picture that browsers show.
func ReadScan(ctx context.Context, data []byte, lim Limits) (Scan, error) {
	return readScanWith(ctx, tools{OCRProgram(ctx), PagesProgram()}, data, lim)
}

// tools are the programs that a scan is read with; an empty one is not there.
type tools struct{ ocr, pages string }

func readScanWith(ctx context.Context, t tools, data []byte, lim Limits) (Scan, error) {
	err := lim.checkBytes(data)
	if err != nil {
		return Scan{}, err
	}
	s := Scan{Pages: 1}
	isPDF := PictureType(data) == ""
	if isPDF {
		pages, err := runChild(ctx, pageReader, data, lim)
		if err != nil {
			return Scan{}, err
		}
		s.Pages = len(pages.Lines)
	}
	if t.ocr == "" || isPDF && t.pages == "" {
		return s, nil
	}
	err = s.recognise(ctx, t, data, lim)
	return s, err
}

// PictureType is the media type of a picture that browsers show; empty for everything else.
func PictureType(data []byte) string {
	kind := http.DetectContentType(data)
	if slices.Contains([]string{"image/jpeg", "image/png"}, kind) {
		return kind
	}
	return ""
}

// pageReader is the name under which a child process knows countPagesHere.
const pageReader = "pages"

// countPagesHere answers with an empty line for each page of a PDF file.
func countPagesHere(ctx context.Context, data []byte, lim Limits) (official.Source, error) {
	if !bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) {
		return official.Source{}, fault.New(fault.Invalid, "Bản quét phải là tệp PDF, JPG hoặc PNG. Hãy lưu lại theo một trong các dạng này rồi tải lên lại.")
	}
	bounds := pdf.DefaultLimits()
	n, err := pdf.Pages(ctx, data, bounds)
	if err != nil {
		return official.Source{}, explainPDF(err, lim, bounds.Pages)
	}
	return official.Source{Lines: make([]official.Line, n)}, nil
}

// recognise reads the pages side by side, as many at a time as there may be children.
func (s *Scan) recognise(ctx context.Context, t tools, data []byte, lim Limits) error {
	within, cancel := context.WithTimeout(ctx, recognising)
	defer cancel()
	pages := make([]pageText, s.Pages)
	var all sync.WaitGroup
	next := make(chan int)
	for range cap(childSlots) {
		all.Go(func() {
			for n := range next {
				pages[n] = recognisePage(within, t, data, n+1, lim)
			}
		})
	}
	for n := range s.Pages {
		next <- n
	}
	close(next)
	all.Wait()
	for n, p := range pages {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(p.err, context.DeadlineExceeded), fault.KindOf(p.err) == fault.TooLarge, fault.KindOf(p.err) == fault.Invalid:
			continue // this page is typed by a person
		case p.err != nil:
			return fmt.Errorf("recognising page %d: %w", n+1, p.err)
		}
		s.Read = append(s.Read, n+1)
		for _, l := range p.lines {
			if len(s.Source.Lines) >= lim.Lines {
				return errLines(lim)
			}
			l.Page = n + 1
			s.Source.Lines = append(s.Source.Lines, l)
		}
		s.Sure = append(s.Sure, p.sure...)
	}
	return nil
}

// pageText is what was recognised on a page.
type pageText struct {
	lines []official.Line
	sure  []float64
	err   error
}

// The longer side of a page in points of the picture: for letters to be recognised, 300 to the inch of an A4
// page; for people to read.
const (
	sharp    = "3508"
	readable = "1600"
)

func recognisePage(ctx context.Context, t tools, data []byte, page int, lim Limits) pageText {
	if ctx.Err() != nil {
		return pageText{err: ctx.Err()}
	}
	if PictureType(data) == "" {
		n := strconv.Itoa(page)
		picture, err := runTool(ctx, data, lim, t.pages, "-f", n, "-l", n, "-scale-to", sharp, "-gray", "-")
		if err != nil {
			return pageText{err: err}
		}
		data = picture
	}
	table, err := runTool(ctx, data, lim, t.ocr, "stdin", "stdout", "-l", "vie", "--psm", "1", "tsv")
	if err != nil {
		return pageText{err: err}
	}
	lines, sure := readRecognised(string(table))
	return pageText{lines, sure, nil}
}

// wordLevel marks the rows of words in Tesseract's table.
const wordLevel = "5"

// recognised is one line of a page as Tesseract tells it.
type recognised struct {
	words       []string
	wide        bool // words of it stand far apart, as in the two columns of a letterhead
	letters     float64
	total       float64 // of sureness, weighed by letters
	x0, x1      float64
	height      float64 // of its tallest word
	block, line string
}

func (l recognised) text() string { return strings.ReplaceAll(strings.Join(l.words, " "), " \t", "\t") }

// farApart is the distance between two words, in heights of the line, from which they belong to two columns.
const farApart = 2.5

// readRecognised makes lines of Tesseract's table, and paragraphs of lines that run on, each with how sure the
// program is: the mean over its letters.
func readRecognised(table string) (lines []official.Line, sure []float64) {
	all := recognisedLines(table)
	left, right := map[string]float64{}, map[string]float64{}
	for _, l := range all {
		if x, ok := left[l.block]; !ok || l.x0 < x {
			left[l.block] = l.x0
		}
		right[l.block] = max(right[l.block], l.x1)
	}
	for i, l := range all {
		last := len(lines) - 1
		width := right[l.block] - left[l.block]
		if i > 0 && !l.wide && !all[i-1].wide && all[i-1].block == l.block && all[i-1].x1 > right[l.block]-.06*width && l.x0 < left[l.block]+.03*width && !sectionRow.MatchString(l.words[0]+" x") {
			before := float64(len([]rune(lines[last].Text)))
			lines[last].Text = vi.Normalize(lines[last].Text + " " + l.text())
			sure[last] = rounded((sure[last]*before + l.total/100) / (before + l.letters))
			continue
		}
		lines = append(lines, official.Line{Text: vi.Normalize(l.text())})
		sure = append(sure, rounded(l.total/l.letters/100))
	}
	return lines, sure
}

func rounded(x float64) float64 { return math.Round(x*100) / 100 }

// recognisedLines joins the words of a table: level, page, block, paragraph, line, word, left, top, width,
// height, sureness, text.
func recognisedLines(table string) []recognised {
	const columns = 12
	var all []recognised
	for row := range strings.Lines(table) {
		f := strings.SplitN(strings.TrimRight(row, "\r\n"), "\t", columns)
		if len(f) < columns || f[0] != wordLevel || strings.TrimSpace(f[columns-1]) == "" {
			continue
		}
		conf, err1 := strconv.ParseFloat(f[10], 64)
		x, err2 := strconv.ParseFloat(f[6], 64)
		width, err3 := strconv.ParseFloat(f[8], 64)
		height, err4 := strconv.ParseFloat(f[9], 64)
		if errors.Join(err1, err2, err3, err4) != nil {
			continue
		}
		place := strings.Join(f[1:5], " ")
		if len(all) == 0 || all[len(all)-1].line != place {
			all = append(all, recognised{x0: x, block: f[1] + " " + f[2], line: place})
		}
		l := &all[len(all)-1]
		word := strings.TrimSpace(f[columns-1])
		n := float64(len([]rune(word)))
		l.height = max(l.height, height)
		if len(l.words) > 0 && x-l.x1 > farApart*l.height {
			word, l.wide = "\t"+word, true
		}
		l.words, l.letters, l.total = append(l.words, word), l.letters+n, l.total+n*min(max(conf, 0), 100)
		l.x0, l.x1 = min(l.x0, x), max(l.x1, x+width)
	}
	return all
}

// Picture is a page as browsers show it.
type Picture struct {
	Data []byte
	Type string
}

// DrawPage is the picture of a page of a scan, counted from 1. It fails with fault.Unavailable where a PDF
// file would need a program that is not installed.
func DrawPage(ctx context.Context, data []byte, page int, lim Limits) (Picture, error) {
	if kind := PictureType(data); kind != "" {
		return Picture{data, kind}, nil
	}
	program := PagesProgram()
	if program == "" {
		return Picture{}, fault.New(fault.Unavailable, "Máy chủ chưa có chương trình vẽ trang PDF. Hãy nhờ quản trị cài đặt (apt install poppler-utils), hoặc mở tệp gốc để xem.")
	}
	n := strconv.Itoa(page)
	picture, err := runTool(ctx, data, lim, program, "-f", n, "-l", n, "-scale-to", readable, "-jpeg", "-jpegopt", "quality=72", "-")
	if err != nil {
		return Picture{}, err
	}
	if len(picture) == 0 {
		return Picture{}, fault.New(fault.NotFound, "Văn bản không có trang này.")
	}
	return Picture{picture, "image/jpeg"}, nil
}

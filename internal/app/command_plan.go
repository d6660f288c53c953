package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/nhipcau/nhipcau/internal/doctext"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/official"
)

type planCommands struct {
	Read readCommand `cmd:"" help:"Đọc kế hoạch, công văn và đề xuất các nhiệm vụ."`
	Text textCommand `cmd:"" help:"In phần chữ đã đọc được; số dòng trong lệnh read là số dòng ở đây."`
}

type readCommand struct {
	File  string `arg:"" help:"Tệp văn bản (DOCX, PDF có lớp chữ, HTML, chữ thường); '-' là đầu vào chuẩn."`
	Units string `placeholder:"CSV" help:"Danh mục đơn vị: tệp CSV có các cột name, short, kind, parent, from, to, successor."`
	JSON  bool   `name:"json" help:"In một giá trị JSON."`
}

func (c readCommand) Run(r *run) error {
	dir, err := c.directory(r)
	if err != nil {
		return err
	}
	src, err := readSource(r, c.File)
	if err != nil {
		return err
	}
	p := official.ReadPlan(src, dir)
	if c.JSON {
		return printJSON(r.Stdout, p)
	}
	return printPlan(r.Stdout, p)
}

func (c readCommand) directory(r *run) (official.Directory, error) {
	if c.Units == "" {
		return official.Directory{}, nil
	}
	data, err := readInput(r, c.Units, doctext.DefaultLimits().Bytes)
	if err != nil {
		return official.Directory{}, err
	}
	return official.ParseDirectory(bytes.NewReader(data))
}

func printPlan(w io.Writer, p official.Plan) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", p.Number, p.Title)
	for i, t := range p.Tasks {
		fmt.Fprintf(&b, "\n%d. %s\n   chủ trì: %s\n", i+1, t.Title, strings.Join(official.Names(t.Lead), "; "))
		if len(t.Partners) > 0 {
			fmt.Fprintf(&b, "   phối hợp: %s\n", strings.Join(official.Names(t.Partners), "; "))
		}
		if t.When != "" {
			fmt.Fprintf(&b, "   thời gian: %s\n", t.When)
		}
	}
	fmt.Fprintf(&b, "\n%d nhiệm vụ; %d dòng chưa hiểu.\n", len(p.Tasks), len(p.Unparsed))
	_, err := io.WriteString(w, b.String())
	return err
}

type textCommand struct {
	File string `arg:"" help:"Tệp văn bản; '-' là đầu vào chuẩn."`
}

func (c textCommand) Run(r *run) error {
	src, err := readSource(r, c.File)
	if err != nil {
		return err
	}
	var b strings.Builder
	for _, l := range src.Lines {
		b.WriteString(l.Text + "\n")
	}
	_, err = io.WriteString(r.Stdout, b.String())
	return err
}

// readSource reads a document; reading that takes more than a second says so on standard error.
func readSource(r *run, file string) (official.Source, error) {
	lim := doctext.DefaultLimits()
	data, err := readInput(r, file, lim.Bytes)
	if err != nil {
		return official.Source{}, err
	}
	defer r.saying("Đang đọc %s (%.1f MB)…", filepath.Base(file), float64(len(data))/(1<<20))()
	src, _, err := doctext.Read(r, filepath.Base(file), data, lim)
	return src, err
}

func readInput(r *run, file string, most int64) ([]byte, error) {
	in, shut, err := openInput(r, file)
	if err != nil {
		return nil, err
	}
	defer shut()
	data, err := io.ReadAll(io.LimitReader(in, most+1))
	if err != nil {
		return nil, cannotOpen(file, err)
	}
	if int64(len(data)) > most {
		return nil, fault.New(fault.TooLarge, "Tệp %s lớn hơn %d MB. Hãy tách phần kế hoạch ra tệp riêng.", filepath.Base(file), most>>20)
	}
	return data, nil
}

// openInput opens a file that a command names; "-" is standard input. The caller calls shut when it has read.
func openInput(r *run, file string) (in io.Reader, shut func(), err error) {
	if file == "-" {
		return r.Stdin, func() {}, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, nil, cannotOpen(file, err)
	}
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		_ = f.Close() // nothing was read
		return nil, nil, fault.New(fault.Invalid, "%s là thư mục, không phải tệp. Hãy nêu tên từng tệp, ví dụ %s/*.", file, filepath.Clean(file))
	}
	return f, func() { _ = f.Close() }, nil // only read
}

func cannotOpen(file string, err error) error {
	return fault.Wrap(fault.NotFound, err, "Không mở được tệp %s. Hãy kiểm tra lại đường dẫn và quyền đọc.", file)
}

// printJSON prints one JSON value, with Vietnamese letters and quotes as they are.
func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// Package app joins everything: it reads the command line, wires the packages by hand in the order of
// their dependency, and serves. Only here does anybody know everyone.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/alecthomas/kong"

	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/doctext"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/extract"
	"github.com/nhipcau/nhipcau/internal/listen/feed"
	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/listen/query"
	"github.com/nhipcau/nhipcau/internal/web"
)

// Version is the release; the linker sets it.
var Version = "chưa phát hành"

// Surroundings are what a command may touch beside its files.
type Surroundings struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
}

// commands is the whole command line; the help texts are its manual.
type commands struct {
	Serve        serveCommand    `cmd:"" help:"Chạy máy chủ."`
	Demo         demoCommands    `cmd:"" help:"Tạo tỉnh An Bình hư cấu trong thư mục dữ liệu rồi chạy máy chủ; hoặc viết báo chí của tỉnh ra tệp."`
	Plan         planCommands    `cmd:"" help:"Đọc văn bản kế hoạch (không cần cơ sở dữ liệu)."`
	Law          lawCommands     `cmd:"" help:"Thời hạn theo luật (không cần cơ sở dữ liệu)."`
	Listen       listenCommands  `cmd:"" help:"Nghe báo chí và cổng thông tin: nguồn tin, mục tin, bản tin tổng hợp."`
	Similar      similarCommands `cmd:"" help:"Văn bản giống nhau và dòng sự việc (không cần cơ sở dữ liệu)."`
	Vi           viCommands      `cmd:"" help:"Xử lý văn bản tiếng Việt (không cần cơ sở dữ liệu)."`
	Trend        trendCommands   `cmd:"" help:"Xu hướng và dự báo của chuỗi số liệu (không cần cơ sở dữ liệu)."`
	User         userCommands    `cmd:"" help:"Tài khoản."`
	Audit        auditCommands   `cmd:"" help:"Nhật ký hệ thống."`
	Backup       backupCommand   `cmd:"" help:"Sao lưu trong khi máy chủ vẫn chạy: một tệp gồm cơ sở dữ liệu, tệp đính kèm, khóa và cấu hình."`
	Restore      restoreCommand  `cmd:"" help:"Khôi phục bản sao lưu vào thư mục và cơ sở dữ liệu còn trống."`
	Install      installCommand  `cmd:"" help:"Cài gói phát hành đã giải nén (chạy trong thư mục của gói)."`
	Upgrade      upgradeCommand  `cmd:"" help:"Nâng lên bản của gói phát hành đã giải nén: tự sao lưu, lỗi thì tự trở lại bản cũ."`
	Rollback     rollbackCommand `cmd:"" help:"Trở lại bản trước lần nâng cấp gần nhất; dữ liệu nhập sau đó được giữ riêng."`
	ConfigSample sampleCommand   `cmd:"" name:"config-sample" help:"In tệp cấu hình mẫu với mọi giá trị và lời giải thích."`
	Version      versionCommand  `cmd:"" help:"In phiên bản."`
}

// run is what every command receives.
type run struct {
	context.Context
	Surroundings
	reader context.Context // in whose language the command answers; nothing is ended by it
}

// text is a sentence in the reader's language.
func (r *run) text(key string, args ...any) string { return web.T(r.reader, key, args...) }

// patience is how long a command may work before it says what it is doing.
const patience = time.Second

// saying tells a person at the terminal what is going on if it takes longer than a moment; call the
// returned function when it is over.
func (r *run) saying(format string, args ...any) (done func()) {
	slow := time.AfterFunc(patience, func() {
		_, _ = fmt.Fprintf(r.Stderr, format+"\n", args...) // only a courtesy
	})
	return func() { slow.Stop() }
}

// Run does what args ask. The error, if any, is ready for a person: a Vietnamese sentence.
func Run(ctx context.Context, args []string, around Surroundings) error {
	if len(args) > 0 && args[0] == doctext.ChildArg {
		os.Exit(doctext.ChildMain(args, around.Stdin, around.Stdout))
	}
	var c commands
	exited, lang := -1, os.Getenv("NHIPCAU_LANG")
	parser, err := kong.New(&c,
		kong.Name("nhipcau"),
		kong.Description("Nhịp Cầu: hệ thống làm việc cho truyền thông chính sách của một tỉnh."),
		kong.Writers(around.Stdout, around.Stderr),
		kong.Exit(func(code int) { exited = code }),
		kong.Help(printHelp(lang)),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
	)
	if err != nil {
		return fmt.Errorf("building the command line: %w", err)
	}
	parser.Model.HelpFlag.Help = web.Mark("Hiện trợ giúp này.")
	reader, err := readerOf(ctx, lang)
	if err != nil {
		return err
	}
	speak(reader, parser.Model.Node)
	parsed, err := parser.Parse(args)
	if exited >= 0 { // help was asked for and printed
		return nil
	}
	if err != nil {
		return wrongCommand(err, lang)
	}
	return sentence(reader, parsed.Run(&run{ctx, around, reader}))
}

// readerOf is a context in which sentences are in the language that NHIPCAU_LANG asks for.
func readerOf(ctx context.Context, lang string) (context.Context, error) {
	if lang != english {
		return ctx, nil
	}
	catalogue, err := web.NewCatalogue(locales, db.Locales(), doctext.Locales(), query.Locales(), feed.Locales(), extract.Locales(), page.Part().Texts, listen.Locales())
	if err != nil {
		return nil, err
	}
	return web.WithLang(web.WithCatalogue(ctx, catalogue), lang), nil
}

// speak turns the help into the reader's language.
func speak(ctx context.Context, n *kong.Node) {
	n.Help = web.T(ctx, n.Help)
	for _, f := range n.Flags {
		f.Help = web.T(ctx, f.Help)
	}
	for _, p := range n.Positional {
		p.Help = web.T(ctx, p.Help)
	}
	for _, c := range n.Children {
		speak(ctx, c)
	}
}

// sentence keeps what a person at a terminal needs, in their language: the sentence, and the cause of what was not
// foreseen or lies outside the program.
func sentence(ctx context.Context, err error) error {
	e := fault.Find(err)
	if err == nil || e == nil {
		return err
	}
	said := web.T(ctx, e.Format, plainErrors(e.Args)...)
	if cause := e.Unwrap(); e.Kind == fault.Unavailable && cause != nil {
		return &told{said + "\n" + web.T(ctx, "Nguyên nhân: %s", causeIn(ctx, cause)), cause}
	}
	return errors.New(said)
}

// plainErrors are arguments in which an error that no page would show speaks for itself, as a person at a terminal needs
// it.
func plainErrors(args []any) []any {
	all := slices.Clone(args)
	for i, a := range all {
		if err, ok := a.(error); ok && fault.Find(err) == nil {
			all[i] = err.Error()
		}
	}
	return all
}

// told is an error in words for a person, with what caused it for the program.
type told struct {
	text  string
	cause error
}

func (t *told) Error() string { return t.text }

// Unwrap returns the cause.
func (t *told) Unwrap() error { return t.cause }

type versionCommand struct {
	Bill bool `name:"sbom" help:"In danh mục thành phần phần mềm (CycloneDX, JSON)."`
}

func (c versionCommand) Run(r *run) error {
	if c.Bill {
		return printJSON(r.Stdout, billOfMaterials())
	}
	_, err := fmt.Fprintln(r.Stdout, "nhipcau", Version)
	return err
}

type sampleCommand struct{}

func (sampleCommand) Run(r *run) error { return config.WriteSample(r.Stdout) }

package app

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"
)

// english is the value of NHIPCAU_LANG that asks for English.
const english = "en"

// printHelp is the help of kong in our words.
func printHelp(lang string) kong.HelpPrinter {
	return func(options kong.HelpOptions, ctx *kong.Context) error {
		if lang == english {
			return kong.DefaultHelpPrinter(options, ctx)
		}
		out := ctx.Stdout
		var b bytes.Buffer
		ctx.Stdout = &b
		err := kong.DefaultHelpPrinter(options, ctx)
		ctx.Stdout = out
		if err != nil {
			return err
		}
		for line := range strings.Lines(b.String()) {
			_, err := fmt.Fprint(out, helpLine(line))
			if err != nil {
				return err
			}
		}
		return nil
	}
}

var helpHeads = map[string]string{"Arguments:\n": "Đối số:\n", "Flags:\n": "Tùy chọn:\n", "Commands:\n": "Lệnh:\n"}

var helpMore = regexp.MustCompile(`^Run ("[^"]*") for more information.*`)

// helpLine is a line of help in Vietnamese.
func helpLine(line string) string {
	if head, ok := helpHeads[line]; ok {
		return head
	}
	line = strings.NewReplacer("<command>", "<lệnh>", " [flags]", " [tùy chọn]").Replace(line)
	if rest, ok := strings.CutPrefix(line, "Usage: "); ok {
		return "Cách dùng: " + rest
	}
	return helpMore.ReplaceAllString(line, "Gõ $1 để xem cách dùng của từng lệnh.")
}

// commandProblems are what kong says of a wrong command, and how we say it.
var commandProblems = []struct {
	what *regexp.Regexp
	say  string
}{
	{regexp.MustCompile(`^unknown flag (\S+?)(?:, did you mean (?:one of )?(.+)\?)?$`), "không có tùy chọn $1"},
	{regexp.MustCompile(`^unexpected argument (.+?)(?:, did you mean (?:one of )?(.+)\?)?$`), "không hiểu “$1”"},
	{regexp.MustCompile(`^missing flags: (.+)$`), "còn thiếu tùy chọn $1"},
	{regexp.MustCompile(`^expected one of (.+)$`), "còn thiếu một trong các phần $1"},
	{regexp.MustCompile(`^expected ("[^"]*")$`), "còn thiếu $1"},
	{regexp.MustCompile(`^missing positional arguments (.+)$`), "còn thiếu $1"},
	{regexp.MustCompile(`^(\S+) must be one of (.+) but got ("[^"]*")$`), "$1 phải là một trong các giá trị $2, không phải $3"},
	{regexp.MustCompile(`^(\S+): missing value.*$`), "$1 cần một giá trị"},
	{regexp.MustCompile(`^(\S+): expected .* but got "EOL".*$`), "$1 cần một giá trị"},
	{regexp.MustCompile(`^(\S+): expected \S+ value but got ("[^"]*") \(short flag\).*$`), "$1 phải viết liền, ví dụ $1=1; giá trị $2 bị hiểu là một tùy chọn khác"},
	{regexp.MustCompile(`^(\S+): expected an? (?:valid )?.*(?:int|uint|float).* but got ("[^"]*").*$`), "$1 phải là một số, không phải $2"},
	{regexp.MustCompile(`^(\S+): expected duration but got ("[^"]*").*$`), "$1 phải là một khoảng thời gian, ví dụ 30m, không phải $2"},
	{regexp.MustCompile(`^(\S+): bool value must be .* but got ("[^"]*")$`), "$1 phải là true hoặc false, không phải $2"},
}

// wrongCommand says what is wrong with a command line.
func wrongCommand(problem error, lang string) error {
	if lang == english {
		return fmt.Errorf("wrong command: %w. See: nhipcau --help", problem)
	}
	text := problem.Error()
	for _, p := range commandProblems {
		found := p.what.FindStringSubmatch(text)
		if found == nil {
			continue
		}
		said := p.what.ReplaceAllString(text, p.say)
		if likely := found[len(found)-1]; strings.Contains(text, ", did you mean ") && likely != "" {
			said += "; có phải " + likely + "?"
		}
		text = said
		break
	}
	if !strings.HasSuffix(text, "?") {
		text += "."
	}
	return fmt.Errorf("lệnh không đúng: %s Xem: nhipcau --help", text)
}

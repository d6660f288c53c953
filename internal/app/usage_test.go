package app

import (
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// foreign are the words of the library that a Vietnamese reader must not meet.
var foreign = regexp.MustCompile(`(?m)^(Usage|Flags|Arguments|Commands):|\[flags\]|<command>|Show context|for more information`)

func TestHelpSpeaksVietnamese(t *testing.T) {
	t.Parallel()
	k, err := kong.New(&commands{})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range append(k.Model.Leaves(false), k.Model.Node) {
		args := append(strings.Fields(n.Path()), "--help")
		if n == k.Model.Node {
			args = args[len(args)-1:]
		}
		var out strings.Builder
		err := Run(t.Context(), args, Surroundings{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out})
		if err != nil || !strings.Contains(out.String(), "Cách dùng: nhipcau ") || !strings.Contains(out.String(), "Hiện trợ giúp này.") {
			t.Errorf("nhipcau %s: %v\n%s", strings.Join(args, " "), err, out.String())
		}
		if got := foreign.FindString(out.String()); got != "" {
			t.Errorf("nhipcau %s says %q", strings.Join(args, " "), got)
		}
	}
}

func TestWrongCommandsAreToldInVietnamese(t *testing.T) {
	t.Parallel()
	for command, want := range map[string]string{
		"listen":                                `lệnh không đúng: còn thiếu một trong các phần "parse", "robots", "extract", "fetch", "ingest", .... Xem: nhipcau --help`,
		"listen ingest":                         `lệnh không đúng: còn thiếu "<files> ...". Xem: nhipcau --help`,
		"listen ingest x --clas social":         `lệnh không đúng: không có tùy chọn --clas; có phải "--class"? Xem: nhipcau --help`,
		"listen robots x --agent y":             "lệnh không đúng: còn thiếu tùy chọn --url=ĐỊA-CHỈ. Xem: nhipcau --help",
		"listen ingest x --class báo":           `lệnh không đúng: --class phải là một trong các giá trị "","central","provincial","portal","page","social","radio", không phải "báo". Xem: nhipcau --help`,
		"listen sources add a b --weight nhiều": `lệnh không đúng: --weight phải là một số, không phải "nhiều". Xem: nhipcau --help`,
		"listen parse a b":                      "lệnh không đúng: không hiểu “b”. Xem: nhipcau --help",
		"listen replay --since":                 "lệnh không đúng: --since cần một giá trị. Xem: nhipcau --help",
	} {
		err := Run(t.Context(), strings.Fields(command), Surroundings{Stdin: strings.NewReader(""), Stdout: &strings.Builder{}, Stderr: &strings.Builder{}})
		if err == nil || err.Error() != want {
			t.Errorf("nhipcau %s:\n%v, want\n%s", command, err, want)
		}
	}
}

package ask_test

import (
	"bufio"
	"os"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/listen/ask"
)

// judged are lines of a file with what was said of them by hand.
func judged(t *testing.T, name string) (lines []string, asks []bool) {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		mark, text, ok := strings.Cut(s.Text(), "\t")
		if ok {
			lines, asks = append(lines, text), append(asks, mark == "?")
		}
	}
	return lines, asks
}

// TestQuestionsAreFound holds the detector against lines that were judged by hand: those it was written with, and those
// that were set apart before.
func TestQuestionsAreFound(t *testing.T) {
	t.Parallel()
	for _, set := range []struct {
		name              string
		precision, recall float64
	}{{"seen.txt", .95, .95}, {"held.txt", .9, .85}} {
		lines, asks := judged(t, set.name)
		right, said, there := 0, 0, 0
		for i, text := range lines {
			got := ask.Asks(text)
			if got {
				said++
			}
			if asks[i] {
				there++
			}
			if got && asks[i] {
				right++
			}
			if got != asks[i] && set.name == "seen.txt" {
				t.Logf("%q: asks %v, judged %v", text, got, asks[i])
			}
		}
		precision, recall := float64(right)/float64(said), float64(right)/float64(there)
		t.Logf("%s: %d lines, precision %.3f, recall %.3f", set.name, len(lines), precision, recall)
		if precision < set.precision || recall < set.recall {
			t.Errorf("%s: precision %.3f, recall %.3f; at least %.2f and %.2f are asked", set.name, precision, recall, set.precision, set.recall)
		}
	}
}

func TestANoteTellsOfAQuestion(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"Nhiều người hỏi bao giờ xong đường.":                              true,
		"Bà con thắc mắc mức thu tiền nước tháng 10":                       true,
		"Đường dây nóng 1022, 10/2026: bao giờ có kết quả hỗ trợ?":         true,
		"Một số hộ chưa rõ mình có thuộc diện hỗ trợ":                      true,
		"Đường hỏng, đi lại khó khăn":                                      false,
		"Lãnh đạo xã đã thăm hỏi các hộ bị ngập":                           false,
		"Khen cán bộ một cửa giải quyết nhanh; không có ý kiến trái chiều": false,
	} {
		if got := ask.Noted(text); got != want {
			t.Errorf("%q tells of a question: %v, want %v", text, got, want)
		}
	}
}

package trend

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Explain says in a Vietnamese and an English sentence when the burst began, how far it went beyond what is
// usual, and whether it is over.
func (b *Burst) Explain() (vi, en string) {
	return b.explainVI(), b.explainEN()
}

func (b *Burst) explainVI() string {
	what := "tăng"
	if b.Down {
		what = "giảm"
	}
	s := fmt.Sprintf("Từ %s, số liệu %s bất thường (độ tin %.0f %%)", b.timeVI(b.Start), what, 100*b.Confidence)
	if b.Kind == Count {
		s += fmt.Sprintf(": đã ghi nhận %s, bình thường khoảng %s", numberVI(b.Seen), numberVI(b.Expected))
	}
	extreme, at := "cao nhất", "lúc"
	if b.Down {
		extreme = "thấp nhất"
	}
	if !b.Dated {
		at = "ở"
	}
	s += fmt.Sprintf("; %s là %s %s %s", extreme, numberVI(b.Peak), at, b.timeVI(b.PeakAt))
	if b.Over {
		return s + fmt.Sprintf("; đã trở lại bình thường sau %s.", b.timeVI(b.End))
	}
	return s + "; hiện vẫn tiếp diễn."
}

func (b *Burst) explainEN() string {
	what, extreme := "higher", "highest"
	if b.Down {
		what, extreme = "lower", "lowest"
	}
	s := fmt.Sprintf("Since %s the figures are unusually %s (confidence %.0f%%)", b.timeEN(b.Start), what, 100*b.Confidence)
	if b.Over {
		s = fmt.Sprintf("From %s the figures were unusually %s (confidence %.0f%%)", b.timeEN(b.Start), what, 100*b.Confidence)
	}
	if b.Kind == Count {
		s += fmt.Sprintf(": %s seen where about %s are usual", numberEN(b.Seen), numberEN(b.Expected))
	}
	s += fmt.Sprintf("; the %s was %s at %s", extreme, numberEN(b.Peak), b.timeEN(b.PeakAt))
	if b.Over {
		return s + fmt.Sprintf("; back to usual after %s.", b.timeEN(b.End))
	}
	return s + "; still going on."
}

func (b *Burst) timeVI(at int64) string {
	if !b.Dated {
		return "điểm thứ " + strconv.FormatInt(at, 10)
	}
	return time.Unix(at, 0).In(vietnam).Format("15:04 ngày 02/01/2006")
}

func (b *Burst) timeEN(at int64) string {
	if !b.Dated {
		return "point " + strconv.FormatInt(at, 10)
	}
	return time.Unix(at, 0).In(vietnam).Format("15:04 on 2 January 2006")
}

// numberEN writes at most three digits behind the point, fewer the larger the number.
func numberEN(v float64) string {
	digits := 0
	if a := math.Abs(v); a < 100 && v != math.Trunc(v) {
		digits = max(0, 2-int(math.Log10(max(a, 0.01))))
	}
	s := strconv.FormatFloat(v, 'f', digits, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// numberVI is numberEN with the comma of Vietnamese numbers.
func numberVI(v float64) string { return strings.Replace(numberEN(v), ".", ",", 1) }

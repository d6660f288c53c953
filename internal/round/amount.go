package round

import (
	"context"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/web"
)

// Amount is a figure in ten-thousandths, so that sums are exact.
type Amount int64

const one Amount = 10_000

// mostAmount leaves room to add the figures of every unit in the country.
const mostAmount = 500_000_000_000 * one // 500 nghìn tỷ

// ParseAmount reads a number as people write it: the comma is the decimal mark, dots and spaces group
// thousands; a single dot followed by other than three digits is a decimal mark too. ok is false when it is
// not a number, is out of bounds or has more than four decimals.
func ParseAmount(s string) (a Amount, ok bool) {
	s = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "−", "-", "%", "").Replace(strings.TrimSpace(s))
	whole, fraction, comma := strings.Cut(s, ",")
	switch i := strings.LastIndexByte(s, '.'); {
	case comma || strings.Count(s, ".") > 1 || i >= 0 && len(s)-i == 4:
		whole = strings.ReplaceAll(whole, ".", "")
	case i >= 0:
		whole, fraction = s[:i], s[i+1:]
	}
	negative := strings.HasPrefix(whole, "-")
	whole = strings.TrimPrefix(whole, "-")
	fraction = strings.TrimRight(fraction, "0")
	if whole == "" || len(whole) > 15 || len(fraction) > 4 || !digits(whole) || !digits(fraction) {
		return 0, false
	}
	n, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", 4-len(fraction)), 10, 64)
	if err != nil || Amount(n) > mostAmount {
		return 0, false
	}
	if negative {
		n = -n
	}
	return Amount(n), true
}

func digits(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// parse reads a figure of this kind. A rough one may say that it is: "khoảng 20".
func (k FigureKind) parse(s string) (Amount, bool) {
	if k == Rough {
		s = strings.TrimLeft(strings.TrimSpace(s), "~≈ ")
		for _, word := range []string{"khoảng", "chừng", "tầm", "ước", "gần", "hơn", "trên", "dưới"} {
			rest, ok := strings.CutPrefix(strings.ToLower(s), word+" ")
			if ok {
				s = rest
			}
		}
	}
	return ParseAmount(s)
}

// Whole is the amount without its fraction.
func (a Amount) Whole() int { return int(a / one) }

// Plain is the amount for a field: digits and a decimal comma, without groups.
func (a Amount) Plain() string {
	s := strconv.FormatInt(int64(a/one), 10)
	if rest := (a % one).abs(); rest != 0 {
		if a < 0 && a > -one {
			s = "-0"
		}
		s += "," + strings.TrimRight(strconv.FormatInt(int64(one+rest), 10)[1:], "0")
	}
	return s
}

func (a Amount) abs() Amount {
	if a < 0 {
		return -a
	}
	return a
}

// In writes the amount for the reader: 1.234,5.
func (a Amount) In(ctx context.Context) string {
	if rest := a % one; rest != 0 {
		return web.Number(ctx, float64(a)/float64(one))
	}
	return web.Count(ctx, int64(a/one))
}

// WholeOf is the amount of a whole number.
func WholeOf(n int64) Amount { return Amount(n) * one }

// fits reports whether a figure of a kind may have the amount.
func (k FigureKind) fits(a Amount) bool {
	switch k {
	case Whole, Money, Rough:
		return a%one == 0 && a >= 0
	case Percent:
		return a >= 0 && a <= 1000*one
	}
	return true
}

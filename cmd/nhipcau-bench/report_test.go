package main

import (
	"math"
	"testing"
)

func TestALineSaysWhatItReaches(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		line line
		want string
	}{
		{"more than the aim", line{Value: 98.5, Must: 96, Aim: 98.2}, "aim"},
		{"between must and aim", line{Value: 96.1, Must: 96, Aim: 98.2}, "must"},
		{"less than the must", line{Value: 95.9, Must: 96, Aim: 98.2}, "no"},
		{"a time below the aim", line{Value: 4, Must: 30, Aim: 5, Less: true}, "aim"},
		{"a time above the must", line{Value: 40, Must: 30, Aim: 5, Less: true}, "no"},
		{"a must without an aim", line{Value: 40, Must: 30}, "must"},
		{"no number", line{Value: math.NaN(), Must: 30, Aim: 40}, "no"},
		{"nothing asked", line{Value: 4}, ""},
		{"another set than was meant", line{Value: 98.5, Must: 96, Aim: 98.2, On: onOwn}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b := &bench{}
			tt.line.Format = "%.1f"
			b.report(tt.line)
			if got := b.lines[0].Reached; got != tt.want {
				t.Errorf("reached %q, want %q", got, tt.want)
			}
		})
	}
}

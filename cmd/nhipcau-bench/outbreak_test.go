package main

import (
	"testing"

	"github.com/nhipcau/nhipcau/trend"
)

func TestOutbreaksAreCountedByWeekAndLagsByOutbreak(t *testing.T) {
	t.Parallel()
	weeks := make([]trend.Week, 60)
	state := make([]bool, 60)
	for _, i := range []int{10, 11, 12, 40, 41} {
		state[i] = true
	}
	weeks[12].Alarm, weeks[20].Alarm = true, true
	got := outbreakSeries{state: state}.judge(weeks)
	want := outbreakQuality{hits: 1, missed: 4, alarms: 1, quiet: 54, lag: (2 + 20) / 2.0}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

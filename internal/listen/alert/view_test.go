package alert

import (
	"strings"
	"testing"
)

func TestAnAlertSaysWhyItsListIsLongerThanItsCount(t *testing.T) {
	t.Parallel()
	v := alertView{Alert: Alert{Rule: Wave, Hours: 2, Seen: 8, Sources: 6}, Count: 9, Houses: 6}
	got := v.counted(t.Context())
	for _, part := range []string{"tính 8 tin từ 6 nguồn", "2 giờ", "không quá 2 tin"} {
		if !strings.Contains(got, part) {
			t.Errorf("eight items are counted and nine listed; told is %q, without %q", got, part)
		}
	}
	v.Rule, v.Hours = Day, 72
	if got := v.counted(t.Context()); !strings.Contains(got, "3 ngày") {
		t.Errorf("of an alert by days is told %q", got)
	}
	v.Count = 8
	if got := v.counted(t.Context()); got != "" {
		t.Errorf("eight of eight are explained: %q", got)
	}
}

package auth

import (
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
)

func TestACodeIsTakenOnceAlsoWhenTheClockFellBack(t *testing.T) {
	t.Parallel()
	secret := newSecret()
	now := time.Date(2026, 12, 1, 3, 0, 0, 0, time.UTC)
	current := now.Unix() / codeSeconds
	code, err := totp.GenerateCode(secret, now)
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		last int64
		want bool
	}{
		"a code is taken":                              {current - 1, true},
		"the same code is not taken again":             {current, false},
		"nor when the clock is a moment behind":        {current + 1, false},
		"a clock that fell back by hours shuts nobody": {current + 500, true},
	} {
		if _, ok := matchStep(secret, code, now, tt.last); ok != tt.want {
			t.Errorf("%s: %v, want %v", name, ok, tt.want)
		}
	}
}

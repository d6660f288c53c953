package hub

import (
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

var noon = time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC)

func TestAHubIsReliedUponWhileItsLeaseLastsAndItTells(t *testing.T) {
	t.Parallel()
	soon, before := noon.Add(time.Hour), noon.Add(-time.Hour)
	for name, tt := range map[string]struct {
		v    Subscription
		want bool
	}{
		"told":                        {Subscription{State: Told, Until: &soon}, true},
		"told, with a miss":           {Subscription{State: Told, Until: &soon, Missed: mostMissed - 1}, true},
		"told, with too many misses":  {Subscription{State: Told, Until: &soon, Missed: mostMissed}, false},
		"told until an hour ago":      {Subscription{State: Told, Until: &before}, false},
		"not confirmed":               {Subscription{State: Asking, Until: &soon}, false},
		"not wanted any more":         {Subscription{State: Ending, Until: &soon}, false},
		"confirmed without any lease": {Subscription{State: Told}, false},
	} {
		if got := tt.v.InForce(noon); got != tt.want {
			t.Errorf("%s: in force %v, want %v", name, got, tt.want)
		}
	}
}

func TestAHubIsSilentIfItToldNothingSinceItWasConfirmed(t *testing.T) {
	t.Parallel()
	soon, before := noon.Add(time.Hour), noon.Add(-time.Hour)
	for name, tt := range map[string]struct {
		v    Subscription
		want bool
	}{
		"confirmed, nothing told":    {Subscription{State: Told, confirmedAt: &before}, true},
		"told before":                {Subscription{State: Told, confirmedAt: &before, PushedAt: &before}, true},
		"told since":                 {Subscription{State: Told, confirmedAt: &before, PushedAt: &soon}, false},
		"confirmed since":            {Subscription{State: Told, confirmedAt: &soon}, false},
		"not confirmed, not trusted": {Subscription{State: Asking, confirmedAt: &before}, false},
	} {
		if got := tt.v.SilentSince(noon); got != tt.want {
			t.Errorf("%s: silent %v, want %v", name, got, tt.want)
		}
	}
}

func TestEveryTextHasItsEnglish(t *testing.T) {
	t.Parallel()
	webtest.CheckTexts(t, ".")
}

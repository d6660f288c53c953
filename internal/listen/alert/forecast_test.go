package alert_test

import (
	"context"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/listen/alert"
	"github.com/nhipcau/nhipcau/law"
)

// cameOut is how the forecast that was made on a day came out.
func (x *desk) cameOut(made law.Date) (o alert.Outcome, ok bool) {
	x.t.Helper()
	err := x.d.Read(context.Background(), func(tx *db.Tx) (err error) {
		o, ok, err = x.alerts.CameOut(context.Background(), tx, x.topic, made)
		return err
	})
	if err != nil {
		x.t.Fatal(err)
	}
	return o, ok
}

// forecast stores one as it would have been made on a day.
func (x *desk) forecast(made law.Date, counts string, mean, lo, hi float64) {
	x.t.Helper()
	x.write(func(tx *db.Tx) error {
		for i := range alert.Ahead {
			_, err := tx.Exec(context.Background(), `
				INSERT INTO listen_forecast (topic, made, day, counts, mean, lo80, hi80, lo95, hi95) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 99)`,
				x.topic, made, made.AddDays(i), counts, mean, lo, hi)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func TestAForecastIsHeldAgainstWhatItCounts(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		x := newDesk(t, d)
		made, older := law.DateOf(x.now), law.DateOf(x.now).AddDays(-1)
		x.forecast(made, "volume", 2, 1, 3)
		x.forecast(older, "stories", 20, 10, 30)
		for n := range 3 { // one, two and four items on three days
			x.tell(1<<n, 0)
			x.now = x.now.Add(24 * time.Hour)
		}
		o, ok := x.cameOut(made)
		if !ok || o.Days != 3 || o.Sum != 6 || o.Came != 7 || o.Inside != 2 {
			t.Errorf("six were forecast for three days, seven came; told is %+v, %v", o, ok)
		}
		if o, ok := x.cameOut(older); ok {
			t.Errorf("a forecast of another count came out as %+v", o)
		}
	})
}

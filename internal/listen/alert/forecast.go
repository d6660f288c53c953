package alert

import (
	"context"
	"fmt"
	"math"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/trend"
)

// Days is the volume of a topic by days ([listen.Service.Volume]): one count for each day from From on. The last day may
// not be over.
type Days struct {
	Topic  listen.TopicID
	From   law.Date
	Counts []float64
}

// Ahead is what a forecast looks forward to, in days.
const Ahead = 7

// Daily is the volume of a topic on each day from one day to another, both included.
func (s *Service) Daily(ctx context.Context, tx *db.Tx, topic listen.TopicID, from, to law.Date) (Days, error) {
	d := Days{Topic: topic, From: from, Counts: make([]float64, from.DaysUntil(to)+1)}
	volume, err := s.Listen.Volume(ctx, tx, from, to, topic)
	if err != nil {
		return d, fmt.Errorf("counting the days of topic %d: %w", topic, err)
	}
	for i, n := range volume[topic] {
		d.Counts[i] = float64(n)
	}
	return d, nil
}

// Outlook forecasts the days after those that are over, and says how good the last such forecasts have been.
func (d Days) Outlook(over int) (trend.Outlook, error) {
	y := d.Counts[:min(over, len(d.Counts))]
	first := 0
	for first < len(y)-28 && y[first] == 0 { // a topic that is younger than the history begins when it is first heard of
		first++
	}
	return trend.Forecast(y[first:], trend.ForecastOptions{Horizon: Ahead, Periods: []int{7}, Scaled: tried})
}

// Usual are the bounds between which four of five days like this one lie, judged by the eight weeks before.
func (d Days) Usual(i int) (lo, hi float64) {
	b := trend.NewBaseline(trend.Setting{Kind: trend.Count, Step: 86400, Dated: true})
	for k := max(0, i-56); k < i; k++ {
		b.Learn(d.From.AddDays(k).Start().Unix(), d.Counts[k], 1)
	}
	p := b.Predict(d.From.AddDays(i).Start().Unix(), 1)
	return bound(p, .1), bound(p, .9)
}

// bound is the smallest count that is reached with probability q.
func bound(p trend.Prediction, q float64) float64 {
	lo, hi := 0.0, math.Ceil(20+10*p.Mean)
	for lo < hi {
		mid := math.Floor((lo + hi) / 2)
		if p.Below(mid) >= q {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo
}

// Foretell stores what is forecast today for every topic whose forecast may be shown, once a day, so that it can be held
// against what comes.
func (s *Service) Foretell(ctx context.Context, topics []listen.TopicID) error {
	today := law.DateOf(s.Now())
	for _, t := range topics {
		var d Days
		err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
			d, err = s.Daily(ctx, tx, t, today.AddDays(-160), today)
			return err
		})
		if err != nil {
			return err
		}
		o, err := d.Outlook(len(d.Counts) - 1)
		if err != nil || !Shown(o) {
			continue // too little is known of the topic, or nothing better than the naive line
		}
		err = s.DB.Write(ctx, func(tx *db.Tx) error { return putForecast(ctx, tx, t, today, o.Steps) })
		if err != nil {
			return fmt.Errorf("storing the forecast of topic %d: %w", t, err)
		}
	}
	return nil
}

// ofVolume marks a forecast of what [listen.Service.Volume] counts. Forecasts from before that was the one count were of
// stories by hour, class and area, and are not held against anything.
const ofVolume = "volume"

func putForecast(ctx context.Context, tx *db.Tx, t listen.TopicID, made law.Date, steps []trend.ForecastStep) error {
	for _, x := range steps {
		_, err := tx.Exec(ctx, `
			INSERT INTO listen_forecast (topic, made, day, counts, mean, lo80, hi80, lo95, hi95) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
			ON CONFLICT (topic, made, day) DO NOTHING`,
			t, made, made.AddDays(x.Step-1), ofVolume, x.Mean, x.Lo80, x.Hi80, x.Lo95, x.Hi95)
		if err != nil {
			return err
		}
	}
	_, err := tx.Exec(ctx, `DELETE FROM listen_forecast WHERE topic = $1 AND made < $2`, t, made.AddDays(-400))
	return err
}

// Outcome is how a forecast of some days came out.
type Outcome struct {
	Made   law.Date
	Days   int     // that are over
	Sum    float64 // forecast for these days together
	Came   float64 // what came
	Inside int     // days within the 80 % interval
}

// Off is how far the forecast was from what came, as a share of what came; ok is false where nothing came.
func (o Outcome) Off() (share float64, ok bool) {
	if o.Came == 0 {
		return 0, false
	}
	return math.Abs(o.Sum-o.Came) / o.Came, true
}

// CameOut holds the forecast that was made on a day against what came until before today; ok is false where none
// was made then.
func (s *Service) CameOut(ctx context.Context, tx *db.Tx, topic listen.TopicID, made law.Date) (o Outcome, ok bool, err error) {
	today := law.DateOf(s.Now())
	d, err := s.Daily(ctx, tx, topic, made, made.AddDays(Ahead-1))
	if err != nil {
		return o, false, err
	}
	r, err := tx.Query(ctx, `SELECT day, mean, lo80, hi80 FROM listen_forecast WHERE topic = $1 AND made = $2 AND counts = $3 ORDER BY day`, topic, made, ofVolume)
	if err != nil {
		return o, false, err
	}
	defer r.Close()
	o.Made = made
	for r.Next() {
		var day law.Date
		var mean, lo, hi float64
		err := r.Scan(&day, &mean, &lo, &hi)
		if err != nil {
			return o, false, err
		}
		if !day.Before(today) {
			continue
		}
		came := d.Counts[made.DaysUntil(day)]
		o.Days++
		o.Sum += mean
		o.Came += came
		if came >= lo && came <= hi {
			o.Inside++
		}
	}
	return o, o.Days > 0, r.Err()
}

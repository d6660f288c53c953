package round

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// Series is a round that comes back: a job opens one for each period, some days before its deadline.
type Series struct {
	ID        SeriesID
	Title     string
	Note      string
	Preset    string
	Owner     org.UnitID
	Cadence   work.Cadence
	Ahead     int // days before the deadline on which a round opens
	Audience  Audience
	Blocks    []Block
	Active    bool
	By        string
	CreatedAt time.Time
	UpdatedAt time.Time
	Version   int64
}

// mostAhead is the most days before its deadline on which a round opens.
const mostAhead = 90

// Repeat lets a round come back in a rhythm. The round becomes the first of its series.
func (s *Service) Repeat(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, rhythm work.Rhythm, ahead int) (Series, error) {
	r, _, err := s.take(ctx, tx, by, ref, "")
	if err != nil {
		return Series{}, err
	}
	switch {
	case r.Series != 0:
		return Series{}, fault.New(fault.Conflict, "%s đã lặp lại theo kỳ.", r.Code)
	case !slices.Contains([]work.Rhythm{work.Weekly, work.Monthly, work.Quarterly, work.Yearly}, rhythm):
		return Series{}, fault.New(fault.Invalid, "Hãy chọn đợt lặp lại hằng tuần, hằng tháng, hằng quý hay hằng năm.").At("repeat")
	case ahead < 1 || ahead > mostAhead:
		return Series{}, fault.New(fault.Invalid, "Đợt mở trước hạn từ 1 đến %d ngày.", mostAhead).At("ahead")
	}
	f, err := s.Form(ctx, tx, r, 0)
	if err != nil {
		return Series{}, err
	}
	now := s.Now()
	x := Series{
		Title: r.Title, Note: r.Note, Preset: r.Preset, Owner: r.Owner, Cadence: cadenceOf(rhythm, r), Ahead: ahead, Audience: r.Audience,
		Blocks: f.Blocks, Active: true, By: name(by), CreatedAt: now, UpdatedAt: now, Version: 1,
	}
	x.ID, err = insertSeries(ctx, tx, x)
	if err != nil {
		return Series{}, fmt.Errorf("storing the series of round %d: %w", r.ID, err)
	}
	r.Series, r.UpdatedAt = x.ID, now
	err = s.keep(ctx, tx, &r)
	if err != nil {
		return Series{}, err
	}
	return x, s.note(ctx, tx, by, "round.repeat", r, web.Say("Lặp lại %s theo kỳ, mở trước hạn %d ngày", r.Code, ahead))
}

// cadenceOf lets later rounds fall due on the same day of their period as the first.
func cadenceOf(rhythm work.Rhythm, r Round) work.Cadence {
	c := work.Cadence{Rhythm: rhythm}
	due := r.Due()
	if due.IsZero() || r.To.IsZero() || due.After(r.To) || due == r.To.LastOfMonth() {
		return c // at the end of each period
	}
	switch rhythm {
	case work.Weekly:
		c.Weekday = due.Weekday()
	case work.Monthly:
		c.Day = due.Day
	case work.Quarterly:
		c.Day, c.Month = due.Day, (due.Month-1)%3+1
	case work.Yearly:
		c.Day, c.Month = due.Day, due.Month
	}
	return c
}

// EndSeries stops a series; rounds that are open stay.
func (s *Service) EndSeries(ctx context.Context, tx *db.Tx, by auth.Officer, id SeriesID) error {
	x, err := seriesByID(ctx, tx, id)
	if errors.Is(err, db.ErrNoRows) {
		return notFound()
	}
	if err != nil {
		return fmt.Errorf("reading series %d: %w", id, err)
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return err
	}
	err = s.mayManage(by, tree, Round{Owner: x.Owner})
	if err != nil {
		return err
	}
	err = stopSeries(ctx, tx, id, s.Now())
	if err != nil {
		return fmt.Errorf("stopping series %d: %w", id, err)
	}
	last, err := lastOfSeries(ctx, tx, id)
	if err != nil {
		return err
	}
	return s.note(ctx, tx, by, "round.stop", last, web.Say("Thôi lặp lại đợt báo cáo “%s”", x.Title))
}

// Grow opens the rounds whose day has come, each in its own transaction, and returns how many it opened. It may
// run again or in two processes at once: a period has one round.
func (s *Service) Grow(ctx context.Context) (int, error) {
	var all []Series
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		all, err = activeSeries(ctx, tx)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("looking for rounds to open: %w", err)
	}
	n := 0
	for _, x := range all {
		opened, err := s.growOne(ctx, x)
		if err != nil {
			return n, fmt.Errorf("opening the next round of series %d: %w", x.ID, err)
		}
		n += opened
	}
	return n, nil
}

func (s *Service) growOne(ctx context.Context, x Series) (n int, err error) {
	today := s.Day()
	for _, span := range x.Cadence.Spans(s.Calendar(), today, today.AddDays(x.Ahead)) {
		if span.Due.AddDays(-x.Ahead).After(today) || span.Due.Before(today) {
			continue
		}
		opened := false
		err := s.DB.Write(ctx, func(tx *db.Tx) (err error) {
			opened, err = s.openNext(ctx, tx, x, span)
			return err
		})
		if db.IsUnique(err) { // another process was first
			continue
		}
		if err != nil {
			return n, err
		}
		if opened {
			n++
		}
	}
	return n, nil
}

// openNext opens the round of a period unless it or a later one is there.
func (s *Service) openNext(ctx context.Context, tx *db.Tx, x Series, span work.Span) (bool, error) {
	last, err := lastOfSeries(ctx, tx, x.ID)
	if err != nil {
		return false, err
	}
	if !last.From.IsZero() && !span.From.After(last.To) {
		return false, nil
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return false, err
	}
	system := auth.Officer{}
	r, err := s.create(ctx, tx, system, Opening{
		Title: x.titleOf(span), Note: x.Note, Preset: x.Preset, Owner: x.Owner, Series: x.ID, Prev: last.ID, From: span.From, To: span.To,
		Clock: work.Clock{Due: law.OnDay(span.Due), Verified: true}, Audience: x.Audience, Blocks: x.Blocks,
	})
	if err != nil {
		return false, err
	}
	_, err = s.open(ctx, tx, system, tree, r)
	return err == nil, err
}

// titleOf names the round of a period, in the language of the office.
func (x Series) titleOf(span work.Span) string {
	switch x.Preset {
	case "tuan":
		return weekTitle(span.From, span.To)
	case "quy":
		return quarterTitle(span.To)
	case heardPreset:
		return monthTitle(span.To)
	}
	return x.Title + " (từ " + span.From.Vietnamese() + " đến " + span.To.Vietnamese() + ")"
}

package demo

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/alert"
	"github.com/nhipcau/nhipcau/internal/listen/board"
	"github.com/nhipcau/nhipcau/internal/listen/digest"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
	signing "github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/law"
)

// listeningHouse is a house with the duty of listening, joined as app joins it.
func listeningHouse(t *testing.T, now time.Time) House {
	t.Helper()
	h := newHouse(t, dbtest.SQLite(t, append(slices.Clone(modules), listen.Module, alert.Module, board.Module, digest.Module)), now)
	h.Sites = NewSites(h.Clock.Now)
	judge := func(title, text string) (string, float64) { return h.Board.Judge(title, text) }
	l := listen.New(listen.Options{DB: h.DB, Org: h.Org, Now: h.Clock.Now, Tone: judge})
	a := alert.New(alert.Options{DB: h.DB, Org: h.Org, Listen: l, Work: h.Work, Now: h.Clock.Now, Calendar: law.VietnamCalendar})
	h.Listening = Listening{Clock: h.Clock, DB: h.DB, Listen: l, Alert: a}
	h.Board = board.New(board.Options{DB: h.DB, Org: h.Org, Files: h.Files, Listen: l, Alerts: a, Client: h.Sites, Now: h.Clock.Now})
	h.Digest = digest.New(digest.Options{
		DB: h.DB, Org: h.Org, Listen: l, Alert: a, Work: h.Work, Papers: h.Paper, Now: h.Clock.Now, Answers: h.Board.Answered,
	})
	for _, g := range slices.Concat(alert.Grants, digest.Grants, board.Grants) {
		h.Auth.Rights[g.Right] = append(h.Auth.Rights[g.Right], g.Roles...)
	}
	return h
}

// TestTheProvinceListensForNinetyDays fills a house and looks at what officers find in it.
func TestTheProvinceListensForNinetyDays(t *testing.T) {
	t.Parallel()
	h := listeningHouse(t, noon)
	begun := time.Now()
	_, err := Fill(t.Context(), h, noon, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("filled in %v", time.Since(begun).Round(time.Millisecond))
	s := look(t, h)
	s.read(t, func(ctx context.Context, tx *db.Tx) error {
		for _, part := range []func(*testing.T, context.Context, *db.Tx) error{s.fetching, s.alerts, s.digests, s.noted} {
			err := part(t, ctx, tx)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// fetching: most sources work, and each trouble is there.
func (s seen) fetching(t *testing.T, ctx context.Context, tx *db.Tx) error {
	all, err := s.Listening.Listen.Fetchings(ctx, tx)
	if err != nil {
		return err
	}
	n := map[fetch.Status]int{}
	for id, f := range all {
		n[f.Status]++
		events, err := s.Listening.Listen.Events(ctx, tx, id)
		if err != nil {
			return err
		}
		atLeast(t, "fetches of a source", len(events), 3)
	}
	atLeast(t, "sources that work", n[fetch.Working], 20)
	for _, status := range []fetch.Status{fetch.UnknownDNS, fetch.TLSError, fetch.HTTPError} {
		atLeast(t, "sources with "+string(status), n[status], 1)
	}
	return nil
}

// alerts: most were judged, one of them became a case.
func (s seen) alerts(t *testing.T, ctx context.Context, tx *db.Tx) error {
	all, err := s.Listening.Alert.Raised(ctx, tx, noon.AddDate(0, 0, -100), noon)
	if err != nil {
		return err
	}
	closed, cases, open := map[alert.Verdict]int{}, 0, 0
	for _, a := range all {
		if a.State == alert.Closed {
			closed[a.Verdict]++
		} else {
			open++
		}
		if a.Case != 0 {
			cases++
		}
		if a.State == alert.Unseen && noon.Sub(a.Raised) > (leftDays+2)*24*time.Hour {
			t.Errorf("nobody looked at the alert of %v", a.Raised)
		}
	}
	atLeast(t, "useful alerts", closed[alert.Useful], 3)
	atLeast(t, "alerts that became a case", cases, 1)
	atLeast(t, "alerts that are open", open, 1)
	return nil
}

// digests: two were issued, one is a draft, and daily notes were made; stories have their units.
func (s seen) digests(t *testing.T, ctx context.Context, tx *db.Tx) error {
	r, err := tx.Query(ctx, `SELECT id FROM listen_digest ORDER BY id`)
	ids, err := db.Collect(r, err, func(r *db.Rows) (id digest.ID, err error) { err = r.Scan(&id); return id, err })
	if err != nil {
		return err
	}
	issued, drafts, notes, units, given, answered, shares, tried := 0, 0, 0, 0, 0, 0, 0, 0
	for _, id := range ids {
		d, err := s.Digest.Digest(ctx, tx, s.by, id)
		if err != nil {
			return err
		}
		switch {
		case d.Kind == digest.Note:
			notes++
		case d.State == digest.Draft:
			drafts++
		default:
			p, err := s.Paper.Paper(ctx, tx, s.by, d.Paper)
			if err != nil {
				return err
			}
			if p.State == signing.Issued && d.Intact() {
				issued++
			}
		}
		for _, x := range d.Facts.Last {
			if x.Reply != "" {
				answered++
			}
		}
		for _, x := range d.Facts.Topics {
			for _, y := range x.Tone.Of {
				if !x.Tone.TooFew && x.Tone.Known && y.Sure() {
					shares++
				}
			}
			if x.Skill.Origins > 0 {
				tried++
			}
		}
		for _, e := range d.Kept() {
			if e.Unit != 0 {
				units++
			}
			if e.Case != 0 {
				given++
			}
		}
	}
	if issued != 2 || drafts != 1 {
		t.Errorf("%d digests were issued and %d are drafts, want 2 and 1", issued, drafts)
	}
	atLeast(t, "daily notes", notes, noteDays-1)
	atLeast(t, "stories with a unit", units, 6)
	atLeast(t, "stories given to a unit", given, 2)
	atLeast(t, "answers in a section on last week", answered, 1)
	atLeast(t, "shares of tone with their interval", shares, 2)
	atLeast(t, "topics whose forecasts were tried", tried, 10)
	return nil
}

// noted: what officers typed, looked for and put right.
func (s seen) noted(t *testing.T, ctx context.Context, tx *db.Tx) error {
	for _, x := range []struct {
		what, query string
		want        int
	}{
		{"boards", `SELECT COUNT(*) FROM listen_board`, 3},
		{"topics with a unit", `SELECT COUNT(*) FROM listen_topic WHERE unit IS NOT NULL AND unit <> 0`, 20},
		{"answers about tone", `SELECT COUNT(*) FROM listen_tone_answer`, 30},
		{"answers about tone of items chosen at random", `SELECT COUNT(*) FROM listen_tone_answer WHERE reason = 'random'`, tone.LeastAnswers},
		{"rulings about stories", `SELECT COUNT(*) FROM listen_story_ruling`, 1},
		{"saved searches", `SELECT COUNT(*) FROM listen_saved`, 4},
		{"paraphrases", `SELECT COUNT(*) FROM listen_paraphrase`, 9},
		{"entries by hand", `SELECT COUNT(*) FROM listen_item i JOIN listen_source s ON s.id = i.source WHERE s.kind = 'manual'`, 2},
		{"cuttings", `SELECT COUNT(*) FROM file WHERE object = 'listen-item'`, 1},
		{"rounds of the grassroots", `SELECT COUNT(*) FROM round WHERE preset = 'co-so'`, 2},
	} {
		var n int
		err := tx.QueryRow(ctx, x.query).Scan(&n)
		if err != nil {
			return err
		}
		atLeast(t, x.what, n, x.want)
	}
	pairs, err := s.Listening.Listen.LikelyPairs(ctx, tx)
	if err != nil {
		return err
	}
	atLeast(t, "pairs of stories that may be one", len(pairs), 1)
	heard, err := s.Round.Heard(ctx, tx, law.Date{Year: 2026, Month: 11, Day: 1}, law.Date{Year: 2026, Month: 11, Day: 30})
	said := 0
	for _, c := range heard {
		if len(c.Lines) > 0 {
			said++
		}
	}
	atLeast(t, "communes that said something this month", said, 30)
	if said == len(heard) {
		t.Error("no commune is missing")
	}
	return err
}

package board

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"slices"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/vi"
)

// How many questions are put to officers.
const (
	askedAtOnce = 10
	candidates  = 400
	reviewDays  = 14
)

// toneView is the queue of proposals of tone.
type toneView struct {
	Questions []toneQuestion
	Answers   int
	Random    int // of those that were chosen at random: they stand for all
	RandomHit int
	Shares    tone.Shares
	Taught    taught // the model that judges; of version 0: the first one
}

// toneQuestion is a proposal that an officer is asked about.
type toneQuestion struct {
	listen.Item
	Body     string
	Reason   tone.Reason
	Verdict  tone.Verdict
	Proposed tone.Tone
}

var reasonWords = map[tone.Reason]string{
	tone.AtRandom: web.Mark("Chọn ngẫu nhiên"), tone.Uncertain: web.Mark("Máy chưa chắc"), tone.Disagreement: web.Mark("Hai cách tính khác nhau"),
}

func (s *Service) showTone(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	var v toneView
	err := s.upToDate(ctx)
	if err != nil {
		return err
	}
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		v.Questions, err = s.questions(ctx, tx)
		if err != nil {
			return err
		}
		return s.answers(ctx, tx, &v)
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, tonePage(v))
}

// questions chooses what to ask today: at random, where the machine is unsure, and where two ways disagree. The
// same day asks the same until it is answered.
func (s *Service) questions(ctx context.Context, tx *db.Tx) ([]toneQuestion, error) {
	now := s.Now()
	r, err := tx.Query(ctx, `
		SELECT i.id, i.title, b.body, COALESCE(i.story, 0), i.class
		  FROM listen_item i JOIN listen_text b ON b.item = i.id
		 WHERE i.published >= $1 AND i.understood AND i.relation NOT IN ('copy', 'edit')
		   AND EXISTS (SELECT 1 FROM listen_item_topic t WHERE t.item = i.id)
		   AND NOT EXISTS (SELECT 1 FROM listen_tone_answer a WHERE a.item = i.id)
		 ORDER BY i.id DESC LIMIT $2`, now.AddDate(0, 0, -reviewDays), candidates)
	type text struct {
		id    listen.ItemID
		title string
		body  string
		story listen.StoryID
		class string
	}
	texts, err := db.Collect(r, err, func(r *db.Rows) (x text, err error) {
		err = r.Scan(&x.id, &x.title, &x.body, &x.story, &x.class)
		return x, err
	})
	if err != nil {
		return nil, fmt.Errorf("choosing texts for review: %w", err)
	}
	model := s.judge.model()
	var all []tone.Candidate
	for _, x := range texts {
		body := vi.CutBytes(x.body, 4000)
		c := tone.Candidate{ID: web.Key(x.id), Story: web.Key(x.story), Class: x.class, Lexicon: tone.Judge(x.title, body)}
		c.Model = c.Lexicon
		if model != tone.First() {
			c.Model = model.Judge(x.title, body)
		}
		all = append(all, c)
	}
	var out []toneQuestion
	day := law.DateOf(now)
	for _, q := range tone.Choose(all, askedAtOnce, uint64(day.Year*10000+day.Month*100+day.Day)) {
		i, body, err := s.Listen.Item(ctx, tx, texts[q.Candidate].id)
		if err != nil {
			return nil, err
		}
		v := all[q.Candidate].Model
		out = append(out, toneQuestion{Item: i, Body: shorten(body, 700), Reason: q.Reason, Verdict: v, Proposed: v.Word()})
	}
	return out, nil
}

// answers tells what officers said so far, and the shares of tone of the last month corrected by it.
func (s *Service) answers(ctx context.Context, tx *db.Tx, v *toneView) error {
	err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM listen_tone_answer`).Scan(&v.Answers)
	if err != nil {
		return err
	}
	seen, err := s.Answered(ctx, tx)
	if err != nil {
		return err
	}
	today := law.DateOf(s.Now())
	var counts tone.Counts
	for _, c := range s.numbers.allTones(today.AddDays(-29), today) {
		for t, n := range c {
			counts[t] += n
		}
	}
	v.Shares = tone.Correct(counts, seen, 1)
	for t := range seen {
		v.RandomHit += seen[t][t]
	}
	v.Random = seen.Total()
	if t := s.judge.Load(); t != nil {
		v.Taught = *t
	}
	return nil
}

// answerTone keeps what an officer says of a proposal.
func (s *Service) answerTone(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	said, ok := tone.ParseTone(form.String("sac-thai"))
	if !ok {
		return fault.New(fault.Invalid, "Hãy chọn sắc thái.")
	}
	bearing, ok := tone.ParseSteering(form.String("dieu-hanh"))
	if !ok {
		bearing = tone.NoBearing
	}
	reason := tone.Reason(form.String("ly-do"))
	if !slices.Contains([]tone.Reason{tone.AtRandom, tone.Uncertain, tone.Disagreement}, reason) {
		return fault.New(fault.Invalid, "Không rõ vì sao tin này được hỏi. Hãy tải lại trang.")
	}
	ctx := r.Context()
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		return s.keepAnswer(ctx, tx, auth.Of(ctx), answer{Item: listen.ItemID(id), Reason: reason, Said: said, Bearing: bearing})
	})
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, ToneURL, web.Mark("Đã ghi. Máy học theo đánh giá của cán bộ."))
}

// Review puts the questions of today to say, which answers for an officer or, with
// false, leaves one for later.
func (s *Service) Review(ctx context.Context, by auth.Officer, say func(listen.Item, tone.Verdict) (tone.Tone, tone.Steering, bool)) error {
	err := s.upToDate(ctx)
	if err != nil {
		return err
	}
	var all []toneQuestion
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		all, err = s.questions(ctx, tx)
		return err
	})
	if err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		for _, q := range all {
			said, bearing, ok := say(q.Item, q.Verdict)
			if !ok {
				continue
			}
			err := s.keepAnswer(ctx, tx, by, answer{Item: q.ID, Reason: q.Reason, Said: said, Bearing: bearing})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// shorten cuts a text at a space.
func shorten(text string, most int) string {
	n := 0
	for i, r := range text {
		if n++; n > most && (r == ' ' || r == '\n') {
			return text[:i] + "…"
		}
	}
	return text
}

// shareWords is a share with its interval.
func shareWords(ctx context.Context, x tone.Share) string {
	p := func(f float64) string { return web.Number(ctx, math.Round(100*f)) }
	return web.T(ctx, "%s%% (từ %s%% đến %s%%)", p(x.Corrected), p(x.Low), p(x.High))
}

// allTones are the tones of everything on each day from one to another.
func (n *numbers) allTones(from, to law.Date) (all []tone.Counts) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for d := from; !to.Before(d); d = d.AddDays(1) {
		all = append(all, n.days[d].tone)
	}
	return all
}

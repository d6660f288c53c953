package board

import (
	"context"
	"errors"
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
	Agreed    int
	Shares    tone.Shares
	Report    tone.Report
	Learnt    bool
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
	model := tone.First()
	var all []tone.Candidate
	for _, x := range texts {
		body := x.body[:min(len(x.body), 4000)]
		v := model.Judge(x.title, body)
		all = append(all, tone.Candidate{ID: key(x.id), Story: key(x.story), Class: x.class, Model: v, Lexicon: v})
	}
	learnt, _, err := s.learnt(ctx, tx)
	if err != nil {
		return nil, err
	}
	if learnt != nil {
		for i, x := range texts {
			all[i].Model = learnt.Judge(x.title, x.body[:min(len(x.body), 4000)])
		}
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

// learnt is the model that officers' answers made of the first one; nil where there are too few. Texts that have
// gone teach nothing any more.
func (s *Service) learnt(ctx context.Context, tx *db.Tx) (*tone.Model, tone.Report, error) {
	r, err := tx.Query(ctx, `
		SELECT i.title, b.body, a.said, a.steering
		  FROM listen_tone_answer a JOIN listen_item i ON i.id = a.item JOIN listen_text b ON b.item = a.item ORDER BY a.item`)
	all, err := db.Collect(r, err, func(r *db.Rows) (c tone.Correction, err error) {
		var said, steering string
		err = r.Scan(&c.Title, &c.Body, &said, &steering)
		c.Tone, _ = tone.ParseTone(said)
		c.Steering, c.SteeringKnown = tone.ParseSteering(steering)
		return c, err
	})
	if err != nil {
		return nil, tone.Report{}, err
	}
	n := s.numbers
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(all) == n.lessons { // nobody answered since
		return n.model, n.report, nil
	}
	m, report, err := tone.Learn(tone.First(), all)
	if errors.Is(err, tone.ErrNoCorrections) {
		return nil, report, nil
	}
	if err == nil {
		n.model, n.report, n.lessons = m, report, len(all)
	}
	return m, report, err
}

// answers tells what officers said so far, and the shares of tone of the last month corrected by it.
func (s *Service) answers(ctx context.Context, tx *db.Tx, v *toneView) error {
	r, err := tx.Query(ctx, `SELECT proposed, said FROM listen_tone_answer`)
	_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
		var proposed, said string
		err = r.Scan(&proposed, &said)
		v.Answers++
		if proposed == said {
			v.Agreed++
		}
		return struct{}{}, err
	})
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
	m, report, err := s.learnt(ctx, tx)
	v.Report, v.Learnt = report, m != nil
	return err
}

// Answered counts what officers said of texts that were chosen at random: only from them the machine's error may be
// estimated.
func (s *Service) Answered(ctx context.Context, tx *db.Tx) (seen tone.Confusion, err error) {
	r, err := tx.Query(ctx, `SELECT proposed, said FROM listen_tone_answer WHERE reason = $1`, string(tone.AtRandom))
	_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
		var proposed, said string
		err = r.Scan(&proposed, &said)
		p, known := tone.ParseTone(proposed)
		o, understood := tone.ParseTone(said)
		if known && understood {
			seen.Add(o, p)
		}
		return struct{}{}, err
	})
	return seen, err
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
	proposed, _ := tone.ParseTone(form.String("de-xuat"))
	reason := tone.Reason(form.String("ly-do"))
	if !slices.Contains([]tone.Reason{tone.AtRandom, tone.Uncertain, tone.Disagreement}, reason) {
		return fault.New(fault.Invalid, "Không rõ vì sao tin này được hỏi. Hãy tải lại trang.")
	}
	ctx := r.Context()
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		_, _, err := s.Listen.Item(ctx, tx, listen.ItemID(id))
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `
			INSERT INTO listen_tone_answer (item, reason, proposed, said, steering, by_name, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
			ON CONFLICT (item) DO UPDATE SET said = excluded.said, steering = excluded.steering, by_name = excluded.by_name, at = excluded.at`,
			id, string(reason), proposed.String(), said.String(), bearing.String(), auth.Of(ctx).Full, s.Now())
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE listen_item SET tone = $1, sure = 1 WHERE id = $2`, said.String(), id)
		return err
	})
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, ToneURL, web.Mark("Đã ghi. Máy học theo đánh giá của cán bộ."))
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

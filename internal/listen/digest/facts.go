package digest

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/alert"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// facts are what the digest says beside its stories.
func (s *Service) facts(ctx context.Context, tx *db.Tx, g *gathering, d Digest) (f Facts, err error) {
	f = Facts{Made: s.Now(), Items: g.items, Stories: len(g.stories), Sources: len(g.heard), Classes: byClass(g.classes), Form: formNow}
	f.Coverage, err = s.coverage(ctx, tx, d.From, d.To)
	if err != nil {
		return f, err
	}
	for _, e := range d.Kept() {
		for _, q := range e.Facts.Questions {
			f.ask(q, e.Story)
		}
	}
	slices.SortStableFunc(f.Questions, func(a, b Asked) int { return b.Count - a.Count })
	f.Questions = f.Questions[:min(5, len(f.Questions))]
	f.Gaps, err = s.gaps(ctx, tx, d)
	if err != nil {
		return f, err
	}
	h, err := s.past(ctx, tx, d, g.places)
	if err != nil {
		return f, err
	}
	f.Areas = h.volumes(g.areas)
	f.Terms, err = s.termsOf(ctx, tx, g.fresh.fresh(h.fresh), d.From, d.To)
	if err != nil {
		return f, err
	}
	f.Topics, err = s.topicWeeks(ctx, tx, h, d)
	if err != nil {
		return f, err
	}
	f.Bearing, err = s.bearing(ctx, tx, f.Topics, d)
	if err != nil {
		return f, err
	}
	f.LateOf, f.Late, f.LateItems, err = s.late(ctx, tx, g, d)
	if err != nil {
		return f, err
	}
	f.Last, err = s.done(ctx, tx, d)
	return f, err
}

// ask counts a question; those that read alike are one.
func (f *Facts) ask(q string, story listen.StoryID) {
	for i := range f.Questions {
		if alike(words(f.Questions[i].Text), words(q)) >= .6 {
			f.Questions[i].Count++
			return
		}
	}
	f.Questions = append(f.Questions, Asked{q, 1, story})
}

// gaps are what people asked in the days of a digest while nothing official was said.
func (s *Service) gaps(ctx context.Context, tx *db.Tx, d Digest) (gaps []Gap, err error) {
	all, err := s.Alert.GapsDuring(ctx, tx, d.From, d.To)
	for _, a := range all {
		g := Gap{Alert: a.ID, Topic: a.Name, Asked: int(a.Seen), From: law.DateOf(a.Began)}
		if !a.Official.IsZero() {
			g.Official = law.DateOf(a.Official)
		}
		gaps = append(gaps, g)
	}
	return gaps, err
}

// official says when an authority last spoke of a gap.
func (g Gap) official() string {
	if g.Official.IsZero() {
		return "chưa có tin chính thức nào"
	}
	return "tin chính thức gần nhất ngày " + g.Official.Vietnamese()
}

func (g Gap) line() string {
	return fmt.Sprintf("%s: khoảng %d câu hỏi từ %s; %s.", g.Topic, g.Asked, g.From.Vietnamese(), g.official())
}

// stillNow is how many days after its last one a digest says how sources do now.
const stillNow = 7

// coverage is what the digest does not see. Its sources are judged as on the board: of days that ended within a week now,
// of older ones as they stood at their end. Sources of social media give counts only, when somebody hands them in; they
// stand apart.
func (s *Service) coverage(ctx context.Context, tx *db.Tx, from, to law.Date) (c Coverage, err error) {
	on := law.DateOf(s.Now())
	if to.DaysUntil(on) > stillNow {
		on = to
	}
	standings, err := s.Listen.Standings(ctx, tx, on, nil)
	if err != nil {
		return c, err
	}
	there := map[listen.Class]bool{}
	c.Healthy, c.All = listen.HealthyOf(standings)
	for _, x := range standings {
		if x.State != listen.Active {
			continue
		}
		there[x.Class] = true
		switch {
		case x.Class == listen.Social:
			c.Counted++
		case x.Health != listen.HealthFine:
			c.Silent = append(c.Silent, x.Name)
		}
	}
	slices.Sort(c.Silent)
	for _, class := range listen.Classes {
		if !there[class] {
			c.Missing = append(c.Missing, class)
		}
	}
	c.Communes = -1 // nobody was asked
	if s.Communes != nil {
		said := 0
		said, c.AllCommunes, err = s.Communes(ctx, tx, from, to)
		if c.AllCommunes > 0 { // a round was open
			c.Communes = c.AllCommunes - said
		}
	}
	return c, err
}

// mostTopics is how many topics are told of.
const mostTopics = 12

// topicWeeks counts the topics, those with most items first, with what was usual, their tone and what is expected.
func (s *Service) topicWeeks(ctx context.Context, tx *db.Tx, h *history, d Digest) ([]TopicWeek, error) {
	topics, err := s.Listen.Topics(ctx, tx)
	if err != nil {
		return nil, err
	}
	tones, err := s.Listen.TonesByTopic(ctx, tx, d.From.Start(), d.To.AddDays(1).Start())
	if err != nil {
		return nil, err
	}
	volume, err := s.byTopic(ctx, tx, h, d)
	if err != nil {
		return nil, err
	}
	var answers tone.Confusion
	if s.Answers != nil {
		answers, err = s.Answers(ctx, tx)
		if err != nil {
			return nil, err
		}
	}
	var all []TopicWeek
	for _, t := range topics {
		w := TopicWeek{Topic: t.ID, Name: t.Name, Before: make([]int, h.spans())}
		if spans := volume[t.ID]; spans != nil {
			w.Before, w.Items = spans[:h.spans()], spans[h.spans()]
		}
		var counted tone.Counts
		for word, n := range tones[t.ID] {
			if x, ok := tone.ParseTone(word); ok {
				counted[x] += n
			}
		}
		w.Tone = tone.Correct(counted, answers, uint64(t.ID))
		if t.Active && w.Items > 0 {
			all = append(all, w)
		}
	}
	slices.SortStableFunc(all, func(a, b TopicWeek) int { return b.Items - a.Items })
	all = all[:min(mostTopics, len(all))]
	for i := range all {
		err := s.foresee(ctx, tx, &all[i], d)
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// foresee says what is expected of a topic, and how what was expected came out.
func (s *Service) foresee(ctx context.Context, tx *db.Tx, w *TopicWeek, d Digest) error {
	days, err := s.Alert.Daily(ctx, tx, w.Topic, d.To.AddDays(-160), d.To)
	if err != nil {
		return err
	}
	if o, err := days.Outlook(len(days.Counts)); err == nil {
		skill := alert.SkillOf(o)
		w.Trusted, w.Skill = o.Trusted, &skill
		for _, x := range o.Steps {
			w.Next.Mean += x.Mean
			w.Next.Lo += x.Lo80
			w.Next.Hi += x.Hi80
		}
		w.Next.Mean = math.Round(w.Next.Mean)
	}
	w.Last, w.LastKnown, err = s.Alert.CameOut(ctx, tx, w.Topic, d.From)
	return err
}

// done says what came of the last digest that was frozen before these days.
func (s *Service) done(ctx context.Context, tx *db.Tx, d Digest) ([]Done, error) {
	last, err := lastFrozen(ctx, tx, d.Kind, d.Owner, d.From)
	if errors.Is(err, db.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the last digest: %w", err)
	}
	entries, err := entriesOf(ctx, tx, last)
	if err != nil {
		return nil, err
	}
	var all []Done
	for _, e := range entries {
		if e.Struck || e.Into != 0 || e.Unit == 0 {
			continue
		}
		x := Done{Title: e.Title, Unit: e.Unit, State: web.Mark("Chưa giao thành việc")}
		if e.Case != 0 {
			x.Code, x.State, err = s.Work.Standing(ctx, tx, e.Case)
			if err != nil {
				return nil, err
			}
			x.Reply, err = s.Work.Answer(ctx, tx, e.Case)
			if err != nil {
				return nil, err
			}
		}
		all = append(all, x)
	}
	return all, nil
}

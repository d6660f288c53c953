package digest

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// longestDigest is the most days of a digest.
const longestDigest = 31

// Compose counts what came between two days, both included, and proposes a digest of it. Nothing is stored.
func (s *Service) Compose(ctx context.Context, tx *db.Tx, kind Kind, owner org.UnitID, from, to law.Date) (Digest, error) {
	switch n := from.DaysUntil(to); {
	case from.IsZero() || to.IsZero() || n < 0:
		return Digest{}, fault.New(fault.Invalid, "Ngày cuối phải từ ngày đầu trở đi.").At("to")
	case n >= longestDigest:
		return Digest{}, fault.New(fault.Invalid, "Một bản điểm tin không quá %d ngày.", longestDigest).At("to")
	}
	d := Digest{Kind: kind, From: from, To: to, Owner: owner, State: Draft, At: s.Now()}
	if kind == Note {
		return s.composeNote(ctx, tx, d)
	}
	g, err := s.gather(ctx, tx, from, to)
	if err != nil {
		return d, err
	}
	before, err := lastReach(ctx, tx, kind, from)
	if err != nil {
		return d, fmt.Errorf("reading earlier digests: %w", err)
	}
	before, err = s.followed(ctx, tx, before)
	if err != nil {
		return d, err
	}
	var chosen []*told
	for _, t := range g.byReach() {
		if len(chosen) == mostEntries {
			break
		}
		if len(t.sources) < fewestHouses {
			break
		}
		reach := len(t.sources)
		b, known := before[t.id]
		if known {
			reach, err = s.reach(ctx, tx, t.id, to)
			if err != nil {
				return d, err
			}
		}
		if known && reach <= 2*b || like(t, chosen) {
			continue
		}
		chosen = append(chosen, t)
		x, err := s.storyOf(ctx, tx, g, t)
		if err != nil {
			return d, err
		}
		x.Before, x.Reach = b, max(reach, x.Reach)
		d.Entries = append(d.Entries, entryOf(g, t, x, from))
	}
	for i := range d.Entries {
		d.Entries[i].Position = i + 1
	}
	d.Facts, err = s.facts(ctx, tx, g, d)
	return d, err
}

// entryOf proposes how a story stands in the digest.
func entryOf(g *gathering, t *told, x Story, from law.Date) Entry {
	e := Entry{Story: t.id, Title: t.items[0].Title, Facts: x, Summary: summary(x, from)}
	if x.First.Title != "" {
		e.Title = x.First.Title
	}
	for _, topic := range x.Topics {
		if e.Unit = g.topics[topic].Unit; e.Unit != 0 {
			break
		}
	}
	e.Proposal = proposal(x, e.Unit != 0)
	return e
}

// summary is a proposal in our own words, with what the first publisher says in quotation marks.
func summary(x Story, from law.Date) string {
	text := fmt.Sprintf("%s đưa tin đầu tiên, ngày %s; trong kỳ có %d tin từ %d nguồn.", x.First.House, law.DateOf(x.FirstAt).Vietnamese(), x.Independent, x.Sources)
	if first := law.DateOf(x.FirstAt); first.Before(from) {
		text = fmt.Sprintf("Bắt đầu từ tin của %s, ngày %s; trong kỳ có thêm %d tin từ %d nguồn.", x.First.House, first.Vietnamese(), x.Independent, x.Sources)
	}
	if n := x.Items - x.Independent; n > 0 {
		text += fmt.Sprintf(" Ngoài ra có %d lượt đăng lại.", n)
	}
	if x.First.Quote != "" {
		text += " Theo bài đầu: “" + x.First.Quote + "”"
	}
	return text
}

// proposal is what is proposed by the numbers alone; officers say the rest.
func proposal(x Story, unit bool) string {
	against, clear := x.Tone[tone.Unfavourable.String()], 0
	for word, n := range x.Tone {
		if word != tone.Unclear.String() {
			clear += n
		}
	}
	switch {
	case len(x.Questions) > 0 && unit:
		return "Trả lời câu hỏi được nêu trong tin, cung cấp thông tin cho báo chí."
	case clear >= 5 && 2*against > clear && unit:
		return "Làm rõ nội dung được nêu, có thông tin phản hồi."
	}
	return "Theo dõi tiếp."
}

// followed are the stories of earlier digests under the numbers that they have now: two may have become one.
func (s *Service) followed(ctx context.Context, tx *db.Tx, before map[listen.StoryID]int) (map[listen.StoryID]int, error) {
	now := map[listen.StoryID]int{}
	for id, n := range before {
		st, err := s.Listen.Story(ctx, tx, id)
		if fault.KindOf(err) == fault.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		now[st.ID] = max(now[st.ID], n)
	}
	return now, nil
}

// reach is how many sources told a story in their own words from its beginning to a day.
func (s *Service) reach(ctx context.Context, tx *db.Tx, id listen.StoryID, to law.Date) (int, error) {
	items, err := s.Listen.StoryItems(ctx, tx, id, 10_000)
	heard := map[listen.SourceID]bool{}
	for _, i := range items {
		if i.State != listen.Removed && !i.Relation.Spreads() && i.Published.Before(to.End()) {
			heard[i.Source] = true
		}
	}
	return len(heard), err
}

// facts are what the digest says beside its stories.
func (s *Service) facts(ctx context.Context, tx *db.Tx, g *gathering, d Digest) (f Facts, err error) {
	f = Facts{Made: s.Now(), Items: g.items, Stories: len(g.stories), Sources: len(g.heard), Classes: byClass(g.classes)}
	f.Coverage, err = s.coverage(ctx, tx, g, d.From, d.To)
	if err != nil {
		return f, err
	}
	for _, e := range d.Entries {
		for _, q := range e.Facts.Questions {
			f.ask(q, e.Story)
		}
	}
	slices.SortStableFunc(f.Questions, func(a, b Asked) int { return b.Count - a.Count })
	f.Questions = f.Questions[:min(5, len(f.Questions))]
	f.Topics, err = s.topicWeeks(ctx, tx, g, d.From, d.To)
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

// badFailures is how many fetches in a row fail before a source is no longer healthy.
const badFailures = 3

// coverage is what the digest does not see.
func (s *Service) coverage(ctx context.Context, tx *db.Tx, g *gathering, from, to law.Date) (c Coverage, err error) {
	fetchings, err := s.Listen.Fetchings(ctx, tx)
	if err != nil {
		return c, err
	}
	there := map[listen.Class]bool{}
	for _, x := range g.sources {
		if x.State != listen.Active {
			continue
		}
		c.All++
		there[x.Class] = true
		f, fetched := fetchings[x.ID]
		if g.heard[x.ID] > 0 && (!fetched || f.Failures < badFailures) {
			c.Healthy++
		} else {
			c.Silent = append(c.Silent, x.Name)
		}
	}
	slices.Sort(c.Silent)
	for _, class := range listen.Classes {
		if !there[class] {
			c.Missing = append(c.Missing, class)
		}
	}
	c.Communes = -1
	if s.Communes != nil {
		said := 0
		said, c.AllCommunes, err = s.Communes(ctx, tx, from, to)
		c.Communes = c.AllCommunes - said
	}
	return c, err
}

// topicWeeks counts the topics, those with most items first, with what was usual, their tone and what is expected.
func (s *Service) topicWeeks(ctx context.Context, tx *db.Tx, g *gathering, from, to law.Date) ([]TopicWeek, error) {
	topics, err := s.Listen.Topics(ctx, tx)
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
		if !t.Active {
			continue
		}
		w, err := s.topicWeek(ctx, tx, t, answers, from, to)
		if err != nil {
			return nil, err
		}
		if w.Items > 0 {
			all = append(all, w)
		}
	}
	slices.SortStableFunc(all, func(a, b TopicWeek) int { return b.Items - a.Items })
	return all[:min(12, len(all))], nil
}

func (s *Service) topicWeek(ctx context.Context, tx *db.Tx, t listen.Topic, answers tone.Confusion, from, to law.Date) (TopicWeek, error) {
	w := TopicWeek{Topic: t.ID, Name: t.Name}
	var counted tone.Counts
	tones, err := s.Listen.ToneCounts(ctx, tx, t.ID, from.Start(), to.AddDays(1).Start())
	if err != nil {
		return w, err
	}
	for word, n := range tones {
		if x, ok := tone.ParseTone(word); ok {
			counted[x] += n
		}
		w.Items += n
	}
	w.Tone = tone.Correct(counted, answers, uint64(t.ID))
	days, err := s.Alert.Daily(ctx, tx, t.ID, to.AddDays(-160), to)
	if err != nil {
		return w, err
	}
	for i := from.DaysUntil(to); i >= 0; i-- {
		lo, hi := days.Usual(len(days.Counts) - 1 - i)
		w.Usual[0] += lo
		w.Usual[1] += hi
	}
	if o, err := days.Outlook(len(days.Counts)); err == nil {
		w.Trusted = o.Trusted
		for _, x := range o.Steps {
			w.Next.Mean += x.Mean
			w.Next.Lo += x.Lo80
			w.Next.Hi += x.Hi80
		}
		w.Next.Mean = math.Round(w.Next.Mean)
	}
	out, ok, err := s.Alert.CameOut(ctx, tx, t.ID, from)
	if ok {
		w.LastSum, w.LastKnown = out.Sum, true
	}
	return w, err
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

// mayMake fails unless the officer may make digests.
func mayMake(by auth.Officer) error {
	if !by.May(Make) {
		return fault.New(fault.Forbidden, "Bạn chưa được giao quyền soạn điểm tin.")
	}
	return nil
}

// like reports whether a story is told under another number already: clustering splits now and then what readers
// take for one.
func like(t *told, chosen []*told) bool {
	for _, c := range chosen {
		if alike(t.words(), c.words()) >= sameStory {
			return true
		}
	}
	return false
}

// sameStory is from which share of common words two stories are one to a reader.
const sameStory = .4

// words are those of the titles and leads of a story's first items.
func (t *told) words() map[string]bool {
	var text strings.Builder
	for _, i := range t.items[:min(3, len(t.items))] {
		text.WriteString(i.Title + " " + i.Lead + " ")
	}
	return words(text.String())
}

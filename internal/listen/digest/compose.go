package digest

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/internal/org"
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
	err = s.choose(ctx, tx, g, &d, choice{sources: fewestHouses, looked: mostLooked, entries: mostEntries})
	if err != nil {
		return d, err
	}
	d.Facts, err = s.facts(ctx, tx, g, d)
	return d, err
}

// choice says what stands in a digest.
type choice struct {
	sources int // that tell a story between the days
	reach   int // sources since it began
	looked  int // stories that are looked at
	entries int
}

// choose makes the entries of a digest. What stood in an earlier one stands there again only if it grew to more than twice.
func (s *Service) choose(ctx context.Context, tx *db.Tx, g *gathering, d *Digest, c choice) error {
	before, err := s.before(ctx, tx, d.Kind, d.From)
	if err != nil {
		return err
	}
	stories, known, err := s.candidates(ctx, tx, g, c.sources, c.looked)
	if err != nil {
		return err
	}
	tales, err := s.unite(ctx, tx, stories, known)
	if err != nil {
		return err
	}
	g.byWeight(tales)
	chosen := 0
	for _, t := range tales {
		if chosen == c.entries {
			break
		}
		was := 0
		for _, p := range t.parts {
			was = max(was, before[p.id])
		}
		reach, err := s.reach(ctx, tx, t, d.To)
		if err != nil {
			return err
		}
		if reach < c.reach || was > 0 && reach <= 2*was {
			continue
		}
		chosen++
		err = s.enter(ctx, tx, g, d, t, was, reach)
		if err != nil {
			return err
		}
	}
	return nil
}

// byWeight puts those tales first whose sources, each of which told it in its own words, weigh most together. The weight of
// a source is what an administrator gave it and counts here and in the order of the annex, nowhere else.
func (g *gathering) byWeight(tales []*tale) {
	weight := func(t *tale) (sum float64) {
		for id := range t.sources {
			sum += g.weight(id)
		}
		return sum
	}
	slices.SortStableFunc(tales, func(a, b *tale) int { return cmp.Compare(weight(b), weight(a)) })
}

// weight is that of a source; one that was dropped since weighs as any.
func (g *gathering) weight(id listen.SourceID) float64 {
	if src, ok := g.sources[id]; ok {
		return src.Weight
	}
	return 1
}

// enter adds a tale to the digest: an entry for its largest story, and those that are proposed to be one with it.
func (s *Service) enter(ctx context.Context, tx *db.Tx, g *gathering, d *Digest, t *tale, was, reach int) error {
	var facts []Story
	var whole Story
	for i, part := range t.parts {
		x, err := s.storyOf(ctx, tx, g, part)
		if err != nil {
			return err
		}
		x.Before, x.Joined = was, i > 0
		if i == 0 {
			x.Reach, whole = max(reach, x.Reach), x
		} else {
			whole = whole.with(x)
		}
		facts = append(facts, x)
	}
	first := EntryID(len(d.Entries) + 1)
	for i, x := range facts {
		e := entryOf(g, t.parts[i], x, d.From)
		if i == 0 {
			e = entryOf(g, t.parts[i], whole, d.From)
			e.Facts = x
		} else {
			e.Into = first
		}
		e.Position = len(d.Entries) + 1
		e.ID = EntryID(e.Position) // until it is stored
		d.Entries = append(d.Entries, e)
	}
	return nil
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
	return strings.Join(slices.DeleteFunc(sentences(x, from), func(s string) bool { return s == "" }), " ")
}

// sentences are those of a summary: who told it first, and what the first article says, which may be empty. How often it
// was told stands in a line of its own, whose numbers open their rows.
func sentences(x Story, from law.Date) []string {
	all := make([]string, 2)
	all[0] = fmt.Sprintf("%s đưa tin đầu tiên, ngày %s.", x.First.House, law.DateOf(x.FirstAt).Vietnamese())
	if first := law.DateOf(x.FirstAt); first.Before(from) {
		all[0] = fmt.Sprintf("Bắt đầu từ tin của %s, ngày %s.", x.First.House, first.Vietnamese())
	}
	if x.First.Quote != "" {
		all[1] = "Theo bài đầu: “" + x.First.Quote + "”"
	}
	return all
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

// before is how many sources the stories of earlier digests had, under the numbers that they have now: two may have
// become one.
func (s *Service) before(ctx context.Context, tx *db.Tx, k Kind, from law.Date) (map[listen.StoryID]int, error) {
	earlier, err := lastReach(ctx, tx, k, from)
	if err != nil {
		return nil, fmt.Errorf("reading earlier digests: %w", err)
	}
	now := map[listen.StoryID]int{}
	for id, n := range earlier {
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

// reach is how many sources told a tale in their own words from its beginning to a day.
func (s *Service) reach(ctx context.Context, tx *db.Tx, t *tale, to law.Date) (int, error) {
	heard := maps.Clone(t.sources)
	for _, p := range t.parts {
		if slices.ContainsFunc(p.items, func(i listen.Item) bool { return listen.StoryID(i.ID) == p.id }) {
			continue // it began between the days of the digest
		}
		items, err := s.Listen.StoryItems(ctx, tx, p.id, mostItems)
		if err != nil {
			return 0, err
		}
		for _, i := range items {
			if i.State != listen.Removed && !i.Relation.Spreads() && i.Published.Before(to.End()) {
				heard[i.Source] = true
			}
		}
	}
	return len(heard), nil
}

// mayMake fails unless the officer may make digests.
func mayMake(by auth.Officer) error {
	if !by.May(Make) {
		return fault.New(fault.Forbidden, "Bạn chưa được giao quyền soạn điểm tin.")
	}
	return nil
}

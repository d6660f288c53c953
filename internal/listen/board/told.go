package board

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/ask"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// storyRow is a story of a topic.
type storyRow struct {
	ID      listen.StoryID
	Title   string
	Items   int // on the topic, in the period
	Sources int
	Began   time.Time
	Mood    mood
	Asked   bool // its first article is one in which people ask
	tones   tone.Counts
}

// mood is what most items of a story surely sound like; [tone.Unclear] where that is not sure.
type mood tone.Tone

func moodOf(s tone.Shares) mood {
	for _, t := range []tone.Tone{tone.Unfavourable, tone.Favourable} {
		if !s.TooFew && s.Of[t].Low > .5 {
			return mood(t)
		}
	}
	return mood(tone.Unclear)
}

func (m mood) tag() (web.Tone, string) {
	switch tone.Tone(m) {
	case tone.Unfavourable:
		return web.Warn, web.Mark("Nhiều lo ngại")
	case tone.Favourable:
		return web.OK, web.Mark("Đồng tình")
	}
	return web.Bare, ""
}

// question is what people ask.
type question struct {
	Words string
	Count string // how often, in words
	Href  string // the story; empty: noted by officers
}

type tellKey struct {
	topic    listen.TopicID
	from, to law.Date
}

// told are the stories and questions of a topic, remembered until the next count.
type told struct {
	stories   []storyRow
	questions []question
}

const (
	shownQuestions = 5
	lookedStories  = 40
)

// toldOf finds the largest stories of a topic and what people ask.
func (s *Service) toldOf(ctx context.Context, tx *db.Tx, topic listen.TopicID, p period) ([]storyRow, []question, error) {
	k := tellKey{topic, p.From, p.To}
	s.numbers.mu.Lock()
	t, known := s.numbers.tellers[k]
	s.numbers.mu.Unlock()
	if !known {
		all, err := topicStories(ctx, tx, topic, p, lookedStories)
		if err != nil {
			return nil, nil, fmt.Errorf("reading the stories of topic %d: %w", topic, err)
		}
		t.stories = all[:min(shownStories, len(all))]
		for i := range t.stories {
			t.stories[i].Mood = moodOf(s.numbers.correct(t.stories[i].tones, uint64(t.stories[i].ID)))
		}
		t.questions, err = s.questionsOf(ctx, tx, topic, p, all)
		if err != nil {
			return nil, nil, fmt.Errorf("reading what is asked about topic %d: %w", topic, err)
		}
		s.numbers.mu.Lock()
		s.numbers.tellers[k] = t
		s.numbers.mu.Unlock()
	}
	return t.stories, t.questions, nil
}

func topicStories(ctx context.Context, tx *db.Tx, topic listen.TopicID, p period, limit int) ([]storyRow, error) {
	r, err := tx.Query(ctx, `
		SELECT g.story, s.title, g.n, g.sources, s.first_at, g.worried, g.agreed, g.even, COALESCE(h.name, ''), COALESCE(f.title, ''), COALESCE(f.link, '')
		  FROM (SELECT i.story AS story, COUNT(*) AS n, COUNT(DISTINCT i.source) AS sources,
		               SUM(CASE WHEN `+toneOf+` = 'unfavourable' THEN 1 ELSE 0 END) AS worried, SUM(CASE WHEN `+toneOf+` = 'favourable' THEN 1 ELSE 0 END) AS agreed,
		               SUM(CASE WHEN `+toneOf+` = 'neutral' THEN 1 ELSE 0 END) AS even
		          FROM listen_item_topic t JOIN listen_item i ON i.id = t.item`+withAnswer+`
		         WHERE t.topic = $1 AND i.published >= $2 AND i.published < $3 AND i.understood AND i.state <> 'removed'
		         GROUP BY i.story ORDER BY n DESC, i.story DESC LIMIT $4) AS g
		  JOIN listen_story s ON s.id = g.story
		  LEFT JOIN listen_item f ON f.id = s.first_item
		  LEFT JOIN listen_source h ON h.id = f.source
		 ORDER BY g.n DESC, g.story DESC`, topic, p.From.Start(), p.To.End(), limit)
	return db.Collect(r, err, func(r *db.Rows) (x storyRow, err error) {
		c := &x.tones
		var house, title, link string
		err = r.Scan(&x.ID, &x.Title, &x.Items, &x.Sources, &x.Began, &c[tone.Unfavourable], &c[tone.Favourable], &c[tone.Neutral], &house, &title, &link)
		c[tone.Unclear] = x.Items - c.Total()
		x.Asked = ask.OfPeople(house, title, link) && strings.HasSuffix(strings.TrimSpace(x.Title), "?") && !gate.NamesPrivate(x.Title, nil)
		return x, err
	})
}

// questionsOf are the questions that officers noted in own words, and the stories that begin with a question of people;
// what an article asks as its way of telling is none, as in a digest.
func (s *Service) questionsOf(ctx context.Context, tx *db.Tx, topic listen.TopicID, p period, stories []storyRow) ([]question, error) {
	noted, err := s.Listen.Paraphrases(ctx, tx, p.From, p.To)
	cells := map[string][]gate.Cell{} // one for each time it was noted: a sum must not tell a small one
	var words []string
	for _, x := range noted {
		if x.Topic != topic || !strings.HasSuffix(strings.TrimSpace(x.Text), "?") {
			continue
		}
		if cells[x.Text] == nil {
			words = append(words, x.Text)
		}
		cells[x.Text] = append(cells[x.Text], gate.Shown(x.Count, gate.Floor))
	}
	count := func(x string) int { return gate.Sum(cells[x]).Count }
	slices.SortStableFunc(words, func(a, b string) int { return count(b) - count(a) })
	var all []question
	for _, x := range words[:min(shownQuestions, len(words))] {
		all = append(all, question{Words: x, Count: web.T(ctx, "%s lượt hỏi, cán bộ ghi lại", cellWord(ctx, gate.Sum(cells[x])))})
	}
	for _, st := range stories {
		if len(all) < shownQuestions && st.Asked {
			all = append(all, question{Words: st.Title, Count: web.T(ctx, "%d tin", st.Items), Href: storyHref(st.ID)})
		}
	}
	return all, err
}

// few is a count of voices as it may be shown: nothing below five.
func few(ctx context.Context, n int, sentence string) string {
	if n > 0 && n < gate.Floor {
		return web.T(ctx, sentence, web.T(ctx, "dưới %d", gate.Floor))
	}
	return web.T(ctx, sentence, web.Number(ctx, float64(n)))
}

func storyHref(id listen.StoryID) string { return StoriesURL + "/" + web.Key(id) }
func itemHref(id listen.ItemID) string   { return ItemsURL + "/" + web.Key(id) }

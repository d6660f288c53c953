package board

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/chart"
	"github.com/nhipcau/nhipcau/law"
)

// shares are how something is spoken of, corrected for the machine's error, as far as a digest would tell it.
type shares struct {
	Bar   chart.Shares // where Whole
	Whole bool         // every share is sure: they may be drawn
	Sure  []string     // those that are, with their interval
	Few   bool         // too few texts to be broken down
}

// clear are the tones that are told; what is unclear is the rest.
var clearTones = []tone.Tone{tone.Favourable, tone.Neutral, tone.Unfavourable}

func sharesOf(ctx context.Context, s tone.Shares) (x shares) {
	if s.TooFew {
		return shares{Few: true}
	}
	for _, t := range clearTones {
		if of := s.Of[t]; of.Sure() {
			x.Sure = append(x.Sure, web.T(ctx, toneWords[t])+" "+shareWords(ctx, of))
		}
	}
	x.Whole = len(x.Sure) == len(clearTones)
	part := func(t tone.Tone) float64 { return 100 * s.Of[t].Corrected }
	x.Bar = chart.Shares{For: part(tone.Favourable), Even: part(tone.Neutral), Against: part(tone.Unfavourable)}
	return x
}

// shareKey names what shares were worked out of.
type shareKey struct {
	counts  tone.Counts
	answers tone.Confusion
	seed    uint64
}

// correct is [tone.Correct] with what officers said at random, as it was last counted. What was worked out is remembered.
func (n *numbers) correct(counts tone.Counts, seed uint64) tone.Shares {
	n.mu.Lock()
	k := shareKey{counts, n.answers, seed}
	s, known := n.corrected[k]
	n.mu.Unlock()
	if known {
		return s
	}
	s = tone.Correct(counts, k.answers, seed)
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.corrected) >= mostCorrected {
		clear(n.corrected)
	}
	n.corrected[k] = s
	return s
}

// mostCorrected is how many shares are remembered.
const mostCorrected = 5000

// weekShares are the shares of a topic's independent items of the last seven days.
func (s *Service) weekShares(ctx context.Context, topic listen.TopicID, today law.Date) shares {
	return sharesOf(ctx, s.numbers.correct(s.numbers.tones(topic, today.AddDays(-6), today), uint64(topic)))
}

// readAnswers reads what officers said at random.
func (s *Service) readAnswers(ctx context.Context) error {
	var seen tone.Confusion
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		seen, err = s.Answered(ctx, tx)
		return err
	})
	if err != nil {
		return err
	}
	s.numbers.mu.Lock()
	defer s.numbers.mu.Unlock()
	s.numbers.answers = seen
	return nil
}

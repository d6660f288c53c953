package listen

import (
	"context"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/ask"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// Paraphrased is what an officer noted of what people say: in own words, with a rough count.
type Paraphrased struct {
	ID    int64
	Story StoryID
	Topic TopicID
	Text  string
	Place string // of at least 5,000 people, by name or code; empty: the province as a whole
	Tone  string // empty: unclear
	Day   law.Date
	Count int
	By    string
}

// mostParaphrase bounds a paraphrase in characters: a sentence or two.
const mostParaphrase = 400

// Paraphrase keeps what an officer noted, and counts it, as questions too where it asks something. What points at a
// person is masked. It fails with fault.Invalid if a person seems to be named in it or in its topic, for a place that
// is too small, and without text or count.
func (s *Service) Paraphrase(ctx context.Context, account int64, by string, p Paraphrased) error {
	text, name, err := s.Note(ctx, p.Text)
	if err == nil && p.Topic != 0 {
		err = s.mayCountUnder(ctx, p.Topic)
	}
	if err != nil {
		return err
	}
	switch {
	case text == "":
		return fault.New(fault.Invalid, "Hãy viết lại ý kiến bằng lời của bạn.").At("text")
	case len([]rune(text)) > mostParaphrase:
		return fault.New(fault.Invalid, "Chỉ viết tóm tắt, nhiều nhất %d ký tự.", mostParaphrase).At("text")
	case name != "":
		return fault.New(fault.Invalid, "Không ghi tên, tài khoản của cá nhân (“%s”). Hãy bỏ tên rồi viết lại bằng lời của bạn; nếu đó là địa danh, cơ quan, hãy ghi cả từ đứng trước tên, ví dụ xã, thôn, chợ, công ty.", name).At("text")
	case p.Count < 1:
		return fault.New(fault.Invalid, "Hãy ước lượng có bao nhiêu ý kiến.").At("count")
	}
	if p.Day.IsZero() {
		p.Day = law.DateOf(s.Now())
	}
	if p.Tone == "" {
		p.Tone = Unclear
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		set, err := s.placesNow(ctx, tx)
		if err != nil {
			return err
		}
		p.Place, err = set.entered(p.Place)
		if err != nil {
			return err
		}
		v := Voice{Story: p.Story, Tone: p.Tone, Place: p.Place, Day: p.Day}
		voices := Voices{v: p.Count}
		if p.Topic != 0 {
			v.Topic = p.Topic
			voices[v] = p.Count
		}
		err = s.AddVoices(ctx, tx, voices)
		if err != nil {
			return err
		}
		if p.Topic != 0 && ask.Noted(text) {
			err = putAsked(ctx, tx, map[asked]int{{p.Topic, p.Place, p.Day}: p.Count})
			if err != nil {
				return err
			}
		}
		_, err = tx.Exec(ctx, `
			INSERT INTO listen_paraphrase (story, topic, body, place, day, count, by_name, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			p.Story, p.Topic, text, p.Place, p.Day, p.Count, by, s.Now())
		if err != nil {
			return fmt.Errorf("keeping a paraphrase: %w", err)
		}
		e := audit.Entry{
			ActorID: account, Actor: by, Action: "listen.paraphrase", Object: "listen_voice", Sentence: web.Mark("Ghi %d ý kiến bằng lời của cán bộ."), Args: []any{p.Count},
		}
		if p.Count < gate.Floor {
			e.Sentence, e.Args = web.Mark("Ghi dưới %d ý kiến bằng lời của cán bộ."), []any{gate.Floor}
		}
		return audit.Write(ctx, tx, s.Now(), e)
	})
}

// Note is what an officer wrote down of what people say, as it may be kept, and what in it points at somebody private;
// such a note is not kept. See [gate.Note].
func (s *Service) Note(ctx context.Context, text string) (kept, somebody string, err error) {
	return s.screen(ctx, func(holders []string, place func(string) bool) (string, string) {
		return gate.Note(text, holders, place)
	})
}

// PlaceNote is [Service.Note] for words that say only where something was.
func (s *Service) PlaceNote(ctx context.Context, text string) (kept, somebody string, err error) {
	return s.screen(ctx, func(holders []string, _ func(string) bool) (string, string) { return gate.PlaceNote(text, holders) })
}

// screen asks with the names of those in office, and of places, that are known now.
func (s *Service) screen(ctx context.Context, ask func(holders []string, place func(string) bool) (string, string)) (kept, somebody string, err error) {
	kept, somebody = ask(nil, nil)
	if somebody == "" {
		return kept, "", nil
	}
	var holders []string
	if s.Holders != nil {
		holders, err = s.Holders(ctx)
		if err != nil {
			return "", "", fmt.Errorf("reading who speaks in office: %w", err)
		}
	}
	var set *placeSet
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		set, err = s.placesNow(ctx, tx)
		return err
	})
	if err != nil {
		return "", "", err
	}
	kept, somebody = ask(holders, set.calls)
	return kept, somebody, nil
}

// mayCountUnder is [Service.MayCount] of a stored topic.
func (s *Service) mayCountUnder(ctx context.Context, id TopicID) error {
	var t Topic
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		t, err = s.Topic(ctx, tx, id)
		return err
	})
	if err != nil {
		return err
	}
	return s.MayCount(ctx, t)
}

// Paraphrases returns what officers noted between two days, the latest first.
func (s *Service) Paraphrases(ctx context.Context, tx *db.Tx, from, to law.Date) ([]Paraphrased, error) {
	r, err := tx.Query(ctx, `
		SELECT id, story, topic, body, place, day, count, by_name FROM listen_paraphrase
		 WHERE day >= $1 AND day <= $2 ORDER BY id DESC`, from, to)
	return db.Collect(r, err, func(r *db.Rows) (p Paraphrased, err error) {
		err = r.Scan(&p.ID, &p.Story, &p.Topic, &p.Text, &p.Place, &p.Day, &p.Count, &p.By)
		return p, err
	})
}

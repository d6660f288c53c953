package listen

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen/ask"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/internal/listen/query"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/vi"
)

// Post is one thing that somebody said on a social network, while it is counted. It has no field for who said
// it, and lives only in the memory of the process that received it: there is no way to store one.
type Post struct {
	Text      string
	Place     string // where it was said, if the export tells; else the text is asked
	Published time.Time
	Voice     uint64 // who spoke, under the key of the day: see [Service.DayKey]; 0 if not known
	Mark      uint64 // the post itself under that key, so that it counts once on a day; 0 if nothing names it
}

// Voice is what is kept of social items: how many of them there were.
type Voice struct {
	Story StoryID // 0: none that the press tells
	Topic TopicID // 0: all
	Tone  string
	Place string // code of a commune of at least 5,000 people; empty: the province as a whole
	Day   law.Date
}

// Voices counts.
type Voices map[Voice]int

// Heard says what became of posts.
type Heard struct {
	Posts  int // that were counted; the others of the export were counted before
	Before bool
}

// Hear counts posts of a source of which only counts may be kept. What is stored are the numbers, in one
// transaction, and a mark of the export as a whole, so that the same file counts once: see [Service.markOf].
func (s *Service) Hear(ctx context.Context, src Source, export [32]byte, posts []Post) (Heard, error) {
	return s.hearAnd(ctx, src, export, posts, nil)
}

// hearAnd is Hear, with what else is kept in the transaction that stores the counts; nil: nothing.
func (s *Service) hearAnd(ctx context.Context, src Source, export [32]byte, posts []Post, and func(tx *db.Tx, mark string, c *counting) error) (heard Heard, err error) {
	err = errHeardMeanwhile
	for range 5 {
		heard, err = s.hearFresh(ctx, src, export, posts, and)
		if !errors.Is(err, errHeardMeanwhile) {
			break
		}
	}
	return heard, err
}

func (s *Service) hearFresh(ctx context.Context, src Source, export [32]byte, posts []Post, and func(tx *db.Tx, mark string, c *counting) error) (Heard, error) {
	stories, err := s.recentStories(ctx)
	if err != nil {
		return Heard{}, err
	}
	mark, err := s.markOf(ctx, export, len(posts))
	if err != nil {
		return Heard{}, err
	}
	day := law.DateOf(s.Now())
	var places *placeSet
	var seen map[uint64]bool
	err = s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		places, err = s.placesNow(ctx, tx)
		if err == nil {
			seen, err = seenOf(ctx, tx, day, src.ID, posts)
		}
		return err
	})
	if err != nil {
		return Heard{}, err
	}
	posts = fresh(posts, seen)
	c := newCounting()
	c.posts = len(posts)
	doc := documents.Get().(*query.Document)
	for i := range posts {
		s.hear(&posts[i], src, doc, stories, places, c)
	}
	doc.Read(query.Article{}) // nothing said stays in memory that is used again
	documents.Put(doc)
	heard := Heard{Posts: len(posts)}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		before, err := s.markOnce(ctx, tx, mark, 0)
		if err != nil || before {
			heard = Heard{Before: before}
			return err
		}
		err = putSeen(ctx, tx, day, src.ID, mark, posts)
		if err != nil {
			return err
		}
		err = putVoices(ctx, tx, c.voices)
		if err != nil {
			return err
		}
		err = putAsked(ctx, tx, c.asked)
		if err != nil {
			return err
		}
		err = s.putSketches(ctx, tx, c.sketches)
		if err == nil && and != nil {
			err = and(tx, mark, c)
		}
		if err != nil || len(posts) == 0 {
			return err
		}
		e := audit.Entry{
			Actor: "Hệ thống", Action: "listen.hear", Object: "listen_source", ObjectID: int64(src.ID),
			Sentence: web.Mark("Đã đếm %d bài mạng xã hội; không lưu nội dung, tên, địa chỉ nào."), Args: []any{len(posts)},
		}
		if len(posts) < gate.Floor { // a line for each post would be a trace of it
			e.Sentence, e.Args = web.Mark("Đã đếm dưới %d bài mạng xã hội; không lưu nội dung, tên, địa chỉ nào."), []any{gate.Floor}
		}
		return audit.Write(ctx, tx, s.Now(), e)
	})
	if err != nil {
		return Heard{}, fmt.Errorf("counting what was said: %w", err)
	}
	return heard, nil
}

// counting is what an export adds.
type counting struct {
	posts    int
	voices   Voices
	asked    map[asked]int
	sketches map[storyDay]*gate.Sketch
}

func newCounting() *counting {
	return &counting{voices: Voices{}, asked: map[asked]int{}, sketches: map[storyDay]*gate.Sketch{}}
}

// hear counts one post.
func (s *Service) hear(p *Post, src Source, doc *query.Document, stories *titles, places *placeSet, c *counting) {
	text := vi.Normalize(vi.CutBytes(p.Text, MaxBody))
	now := s.Now()
	at := p.Published
	if at.IsZero() || at.After(now) {
		at = now
	}
	v := Voice{Tone: Unclear, Day: law.DateOf(at), Place: places.placeOf(p.Place, text, src.Area), Story: stories.find(text)}
	if s.Tone != nil {
		v.Tone, _ = s.Tone("", text)
	}
	doc.Read(query.Article{Body: text, Group: []string{string(src.Class)}, Lang: []string{src.Language}, Place: []string{v.Place}, Day: v.Day.String()})
	c.voices[v]++
	set := s.topics.Load()
	asks := ask.Asks(text)
	for _, id := range set.all.Match(doc) {
		if set.social[TopicID(id)] {
			v.Topic = TopicID(id)
			c.voices[v]++
			if asks {
				c.asked[asked{v.Topic, v.Place, v.Day}]++
			}
		}
	}
	if p.Voice != 0 && v.Day == law.DateOf(now) { // the key of another day is gone, or not there yet
		k := storyDay{v.Story, v.Day.String()}
		if c.sketches[k] == nil {
			c.sketches[k] = &gate.Sketch{}
		}
		c.sketches[k].Add(p.Voice)
	}
}

// placeOf is the place under which something is counted: one of enough people, else none.
func (set *placeSet) placeOf(told, text, area string) string {
	if len(set.all) == 0 {
		return ""
	}
	if code := set.counted(told); code != "" {
		return code
	}
	for _, e := range set.gazetteer().Entities(text) {
		if e.Code != "" && set.byCode[e.Code].Counted() {
			return e.Code
		}
	}
	return set.counted(area)
}

// AddVoices adds counts that an officer noted, for which there is nothing else: a paraphrase, a hotline, the
// monthly form of a commune; Place may be a name. Counts below zero take back what was noted wrongly. It fails with
// fault.Invalid for a place that is not known, or of fewer people than may be named.
func (s *Service) AddVoices(ctx context.Context, tx *db.Tx, voices Voices) error {
	set, err := s.placesNow(ctx, tx)
	if err != nil {
		return err
	}
	known := Voices{}
	for v, n := range voices {
		v.Place, err = set.entered(v.Place)
		if err != nil {
			return err
		}
		known[v] += n
	}
	return putVoices(ctx, tx, known)
}

func putVoices(ctx context.Context, tx *db.Tx, voices Voices) error {
	rows := make([][]any, 0, len(voices))
	for v, n := range voices {
		rows = append(rows, []any{v.Story, v.Topic, v.Tone, v.Place, v.Day, n})
	}
	return insertRows(ctx, tx, `INSERT INTO listen_voice (story, topic, tone, place, day, count)`, rows, `
		ON CONFLICT (story, topic, tone, place, day) DO UPDATE SET count = listen_voice.count + excluded.count`)
}

// markOnce reports whether something with this name was done before, and notes that it is done now.
func (s *Service) markOnce(ctx context.Context, tx *db.Tx, name string, size int) (before bool, err error) {
	n, err := tx.Exec(ctx, `
		INSERT INTO listen_progress (name, place, total, state, changed) VALUES ($1, $2, $3, 'done', $4) ON CONFLICT (name) DO NOTHING`,
		name, size, size, s.Now())
	return n == 0, err
}

// markOf names an export. That of several posts is known by its hash, which says nothing of any of them. The hash of
// fewer posts than are shown would let whoever has a post look up whether it was counted here: it is mixed with the
// key of the day, and the mark goes when the key does. The price: the same small export counts again on another day.
func (s *Service) markOf(ctx context.Context, export [32]byte, posts int) (string, error) {
	if posts >= gate.Floor {
		return "export " + hex.EncodeToString(export[:]), nil
	}
	key, err := s.DayKey(ctx)
	if err != nil {
		return "", err
	}
	sum := hmac.New(sha256.New, key[:])
	sum.Write(export[:])
	return smallExport + hex.EncodeToString(sum.Sum(nil)), nil
}

// smallExport begins the marks that die with the day.
const smallExport = "small export "

// ExportMark is the hash under which an export is known.
func ExportMark(data []byte) [32]byte { return sha256.Sum256(data) }

// storyDay is what distinct voices are estimated for.
type storyDay struct {
	story StoryID
	day   string
}

// Fleeting are the tables whose rows die with the day; no backup has them.
var Fleeting = []string{"listen_voice_key", "listen_voice_sketch", "listen_voice_seen"}

// DayKey is the key of today, made if there is none yet; all processes share it, and it dies with the day.
func (s *Service) DayKey(ctx context.Context) (k gate.Key, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		fresh := gate.NewKey()
		day := law.DateOf(s.Now())
		_, err := tx.Exec(ctx, `INSERT INTO listen_voice_key (day, key) VALUES ($1, $2) ON CONFLICT (day) DO NOTHING`, day, fresh[:])
		if err != nil {
			return err
		}
		var kept []byte
		err = tx.QueryRow(ctx, `SELECT key FROM listen_voice_key WHERE day = $1`, day).Scan(&kept)
		copy(k[:], kept)
		return err
	})
	return k, err
}

func (s *Service) putSketches(ctx context.Context, tx *db.Tx, sketches map[storyDay]*gate.Sketch) error {
	for k, sketch := range sketches {
		var kept []byte
		err := tx.QueryRow(ctx, `SELECT sketch FROM listen_voice_sketch WHERE story = $1 AND day = $2`, k.story, k.day).Scan(&kept)
		if err != nil && !errors.Is(err, db.ErrNoRows) {
			return err
		}
		sketch.Merge(gate.SketchOf(kept))
		_, err = tx.Exec(ctx, `
			INSERT INTO listen_voice_sketch (story, day, sketch) VALUES ($1, $2, $3)
			ON CONFLICT (story, day) DO UPDATE SET sketch = excluded.sketch`, k.story, k.day, sketch.Bytes())
		if err != nil {
			return err
		}
	}
	return nil
}

// EndDays keeps the rounded estimates of distinct voices of days that are over, and deletes their sketches and
// keys. Days are never added up.
func (s *Service) EndDays(ctx context.Context) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		today := law.DateOf(s.Now())
		r, err := tx.Query(ctx, `SELECT story, day, sketch FROM listen_voice_sketch WHERE day < $1`, today)
		rows, err := db.Collect(r, err, func(r *db.Rows) ([]any, error) {
			var k storyDay
			var sketch []byte
			err := r.Scan(&k.story, &k.day, &sketch)
			return []any{k.story, k.day, gate.SketchOf(sketch).Rounded()}, err
		})
		if err != nil {
			return err
		}
		rows = slices.DeleteFunc(rows, func(row []any) bool { return row[2] == 0 })
		err = insertRows(ctx, tx, `INSERT INTO listen_voice_estimate (story, day, voices)`, rows, `ON CONFLICT (story, day) DO NOTHING`)
		if err != nil {
			return err
		}
		for _, text := range []string{`DELETE FROM listen_voice_sketch WHERE day < $1`, `DELETE FROM listen_voice_key WHERE day < $1`, `DELETE FROM listen_voice_seen WHERE day < $1`} {
			_, err := tx.Exec(ctx, text, today)
			if err != nil {
				return err
			}
		}
		_, err = tx.Exec(ctx, `DELETE FROM listen_progress WHERE name LIKE $1 AND changed < $2`, smallExport+"%", today.Start())
		return err
	})
}

package board

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// Whether what happens is an opportunity or a risk for steering only officers say; the machine's guess is theirs to see
// when they are asked, and is counted nowhere.

// AnsweredURL lists what officers said, by topic, days and bearing.
const AnsweredURL = page.AnsweredURL

// Bearings counts what officers said of the bearing on steering of the items published from from until before to, by
// topic, and of all of them under 0; random counts those that were chosen at random.
func (s *Service) Bearings(ctx context.Context, tx *db.Tx, from, to time.Time) (byTopic map[listen.TopicID]tone.Bearings, random tone.Bearings, err error) {
	byTopic = map[listen.TopicID]tone.Bearings{}
	// CROSS JOIN has SQLite begin with the answers: they are hundreds, the items of the days a hundred thousand.
	r, err := tx.Query(ctx, `
		SELECT 0, a.steering, a.reason, COUNT(*) FROM listen_tone_answer a CROSS JOIN listen_item i
		 WHERE i.id = a.item AND i.published >= $1 AND i.published < $2 AND i.state <> $3 GROUP BY a.steering, a.reason
		UNION ALL
		SELECT t.topic, a.steering, '', COUNT(*) FROM listen_tone_answer a CROSS JOIN listen_item i CROSS JOIN listen_item_topic t
		 WHERE i.id = a.item AND t.item = i.id AND i.published >= $4 AND i.published < $5 AND i.state <> $6 GROUP BY t.topic, a.steering`, from, to, listen.Removed, from, to, listen.Removed)
	_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
		var topic listen.TopicID
		var steering, reason string
		var n int
		err = r.Scan(&topic, &steering, &reason, &n)
		bearing, _ := tone.ParseSteering(steering)
		b := byTopic[topic]
		b[bearing] += n
		byTopic[topic] = b
		if topic == 0 && reason == string(tone.AtRandom) {
			random[bearing] += n
		}
		return struct{}{}, err
	})
	if err != nil {
		return nil, random, fmt.Errorf("counting bearings on steering: %w", err)
	}
	return byTopic, random, nil
}

// bearingsOfStory counts what officers said of the items of a story.
func bearingsOfStory(ctx context.Context, tx *db.Tx, id listen.StoryID) (b tone.Bearings, err error) {
	r, err := tx.Query(ctx, `SELECT a.steering, COUNT(*) FROM listen_tone_answer a JOIN listen_item i ON i.id = a.item WHERE i.story = $1 GROUP BY a.steering`, id)
	_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
		var steering string
		var n int
		err = r.Scan(&steering, &n)
		bearing, _ := tone.ParseSteering(steering)
		b[bearing] += n
		return struct{}{}, err
	})
	return b, err
}

// bearingWords say what officers said of the bearing on steering of some items.
func bearingWords(ctx context.Context, b tone.Bearings) string {
	switch n := b.Total(); {
	case n == 0:
		return web.T(ctx, "Với điều hành: cán bộ chưa đánh giá tin nào.")
	case !b.Enough():
		return web.T(ctx, "Với điều hành: cán bộ mới đánh giá %d tin, chưa đủ để nói.", n)
	default:
		return web.T(ctx, "Với điều hành, trong %d tin cán bộ đã đánh giá: %d có lợi, %d bất lợi, %d không rõ.", n, b[tone.Opportunity], b[tone.Risk], b[tone.NoBearing])
	}
}

// answeredHref is the list of what officers said of the items of a topic on some days.
func answeredHref(topic listen.TopicID, from, to law.Date) string {
	return AnsweredURL + "?" + url.Values{"chu-de": {web.Key(topic)}, "tu": {from.String()}, "den": {to.String()}}.Encode()
}

// answeredView is the list of what officers said.
type answeredView struct {
	Rows []answeredRow
	All  int
}

// answeredRow is an item with what an officer said of it.
type answeredRow struct {
	ID           listen.ItemID
	Title, House string
	Published    time.Time
	Said         tone.Tone
	Bearing      tone.Steering
	By           string
}

var bearingNames = map[tone.Steering]string{
	tone.NoBearing: web.Mark("Không rõ lợi hay bất lợi"), tone.Opportunity: web.Mark("Có lợi cho điều hành"), tone.Risk: web.Mark("Bất lợi cho điều hành"),
}

// mostAnswered is how many answers a page lists.
const mostAnswered = 300

func (s *Service) showAnswered(w http.ResponseWriter, r *http.Request) error {
	a, err := searchOf(r.URL.Query())
	if err != nil {
		return err
	}
	if a.To.IsZero() {
		a.To = s.Now().AddDate(0, 0, 1)
	}
	var v answeredView
	bearing := r.URL.Query().Get("dieu-hanh")
	err = s.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		where := `i.published >= $1 AND i.published < $2 AND i.state <> $3 AND ($4 = '' OR a.steering = $5)
			AND ($6 = 0 OR EXISTS (SELECT 1 FROM listen_item_topic t WHERE t.item = i.id AND t.topic = $7))`
		args := []any{a.From, a.To, listen.Removed, bearing, bearing, a.Topic, a.Topic}
		err = tx.QueryRow(r.Context(), `SELECT COUNT(*) FROM listen_tone_answer a JOIN listen_item i ON i.id = a.item WHERE `+where, args...).Scan(&v.All)
		if err != nil {
			return err
		}
		rows, err := tx.Query(r.Context(), `
			SELECT i.id, i.title, s.name, i.published, a.said, a.steering, a.by_name
			  FROM listen_tone_answer a JOIN listen_item i ON i.id = a.item JOIN listen_source s ON s.id = i.source
			 WHERE `+where+` ORDER BY i.published DESC, i.id DESC LIMIT $8`, append(args, mostAnswered)...)
		v.Rows, err = db.Collect(rows, err, func(r *db.Rows) (x answeredRow, err error) {
			var said, steering string
			err = r.Scan(&x.ID, &x.Title, &x.House, &x.Published, &said, &steering, &x.By)
			x.Said, _ = tone.ParseTone(said)
			x.Bearing, _ = tone.ParseSteering(steering)
			return x, err
		})
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, answeredPage(v))
}

// toneCrumb leads to the review of tone, where the reader may take part.
func toneCrumb(ctx context.Context) web.Crumb {
	c := web.Crumb{Title: web.T(ctx, "Soát sắc thái")}
	if web.May(ctx, Enter) {
		c.Href = ToneURL
	}
	return c
}

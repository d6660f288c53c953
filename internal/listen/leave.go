package listen

import (
	"context"
	"errors"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
)

// leaveAtOnce is how many articles of an upload one transaction takes back.
const leaveAtOnce = 300

// came is how an article came by an upload.
type came struct {
	item      ItemID
	how       string
	low, high int // the versions that are of its making
	keys      [2]int64
}

// bringer is who else brought an article: another upload, or a source in which it was found too.
type bringer struct {
	upload UploadID // 0: a source
	source SourceID
	link   string
}

// leaving is what one transaction takes back.
type leaving struct {
	u       Uploaded
	gone    []ItemID
	keys    []int64
	hours   map[int64]bool
	stories map[StoryID]bool
}

// leave takes the next articles of an upload back, or ends the phase when there are none.
func (s *Service) leave(ctx context.Context, tx *db.Tx, u Uploaded, w *Work) error {
	rows, err := cameBy(ctx, tx, u.ID, ItemID(w.place))
	if err != nil {
		return fmt.Errorf("reading what upload %d brought: %w", u.ID, err)
	}
	if len(rows) == 0 {
		w.Phase, w.Done, w.Total, w.place = Forgetting, 0, 0, 0
		return s.beginForgetting(ctx, tx)
	}
	ids := make([]ItemID, len(rows))
	for i, c := range rows {
		ids[i] = c.item
	}
	others, err := s.bringers(ctx, tx, u.ID, ids)
	if err != nil {
		return fmt.Errorf("asking who else brought what upload %d did: %w", u.ID, err)
	}
	l := &leaving{u: u, hours: map[int64]bool{}, stories: map[StoryID]bool{}}
	for _, c := range rows {
		i, err := itemByID(ctx, tx, c.item)
		if fault.KindOf(err) == fault.NotFound { // it was kept long enough
			continue
		}
		if err != nil {
			return err
		}
		err = s.part(ctx, tx, l, c, i, others[c.item])
		if err != nil {
			return fmt.Errorf("taking item %d back: %w", i.ID, err)
		}
	}
	err = s.drop(ctx, tx, l)
	if err != nil {
		return err
	}
	w.place, w.Done = int64(ids[len(ids)-1]), w.Done+len(ids)
	return nil
}

func cameBy(ctx context.Context, tx *db.Tx, id UploadID, after ItemID) ([]came, error) {
	r, err := tx.Query(ctx, `
		SELECT item, came, low, high, key_a, key_b FROM listen_upload_item WHERE upload = $1 AND item > $2 ORDER BY item LIMIT $3`, id, after, leaveAtOnce)
	return db.Collect(r, err, func(r *db.Rows) (c came, err error) {
		err = r.Scan(&c.item, &c.how, &c.low, &c.high, &c.keys[0], &c.keys[1])
		return c, err
	})
}

// bringers are those who brought some articles beside an upload, the first of each: uploads before sources.
func (s *Service) bringers(ctx context.Context, tx *db.Tx, but UploadID, ids []ItemID) (map[ItemID][]bringer, error) {
	all := map[ItemID][]bringer{}
	err := eachIn(ids, func(in string, args []any) error {
		n := len(args)
		for _, q := range []struct {
			text string
			args []any
		}{
			{`SELECT x.item, x.upload, u.source, COALESCE(a.link, '') FROM listen_upload_item x JOIN listen_upload u ON u.id = x.upload
				LEFT JOIN listen_also a ON a.item = x.item AND a.source = u.source
			   WHERE x.item IN (` + in + `) AND x.upload <> ` + db.In(n+1, 1) + ` AND u.state = ` + db.In(n+2, 1) + ` ORDER BY x.upload`, []any{but, UploadHere}},
			{`SELECT item, 0, source, link FROM listen_also WHERE item IN (` + in + `) ORDER BY at, source`, nil},
		} {
			r, err := tx.Query(ctx, q.text, append(args[:n:n], q.args...)...)
			_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
				var id ItemID
				var b bringer
				err = r.Scan(&id, &b.upload, &b.source, &b.link)
				all[id] = append(all[id], b)
				return struct{}{}, err
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return all, err
}

// part decides what becomes of one article without the upload.
func (s *Service) part(ctx context.Context, tx *db.Tx, l *leaving, c came, i Item, others []bringer) error {
	switch {
	case c.how != cameNew:
		err := l.notAlso(ctx, tx, i, others)
		if err != nil || c.how == cameKnown || i.State != Whole {
			return err
		}
		return s.readAsBefore(ctx, tx, c, i)
	case len(others) > 0:
		return l.inherit(ctx, tx, c, i, others[0])
	}
	l.gone = append(l.gone, i.ID)
	l.hours[hourOf(i.Published)] = true
	if i.Story != 0 {
		l.stories[i.Story] = true
	}
	if i.State == Removed { // what somebody asked to be taken down never comes back
		return nil
	}
	for _, k := range c.keys {
		if k != 0 {
			l.keys = append(l.keys, k)
		}
	}
	return nil
}

// notAlso takes back that an article of another source stands in that of the upload too, if no other upload says so.
func (l *leaving) notAlso(ctx context.Context, tx *db.Tx, i Item, others []bringer) error {
	if i.Source == l.u.Source {
		return nil
	}
	for _, o := range others {
		if o.upload != 0 && o.source == l.u.Source {
			return nil
		}
	}
	_, err := tx.Exec(ctx, `
		DELETE FROM listen_also WHERE item = $1 AND source = $2 AND EXISTS (SELECT 1 FROM listen_source s WHERE s.id = $2 AND s.kind = $3)`, i.ID, l.u.Source, KindFile)
	return err
}

// inherit gives an article to who else brought it: it stays as theirs. What the upload read wrongly is no version of it.
func (l *leaving) inherit(ctx context.Context, tx *db.Tx, c came, i Item, heir bringer) error {
	if heir.upload != 0 {
		_, err := tx.Exec(ctx, `
			UPDATE listen_upload_item SET came = $1, key_a = $2, key_b = $3, low = CASE WHEN low = 0 THEN $4 ELSE low END, high = CASE WHEN high = 0 THEN $5 ELSE high END
			 WHERE upload = $6 AND item = $7`, cameNew, c.keys[0], c.keys[1], c.low, c.high, heir.upload, i.ID)
		if err != nil {
			return err
		}
	}
	if i.Version > c.high {
		_, err := tx.Exec(ctx, `DELETE FROM listen_version WHERE item = $1 AND number <= $2`, i.ID, c.high)
		if err != nil {
			return err
		}
	}
	if heir.source == i.Source {
		return nil
	}
	l.hours[hourOf(i.Published)] = true
	_, err := tx.Exec(ctx, `
		UPDATE listen_item SET source = $1, class = (SELECT class FROM listen_source WHERE id = $1), link = CASE WHEN $2 = '' THEN link ELSE $2 END WHERE id = $3`,
		heir.source, heir.link, i.ID)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `DELETE FROM listen_also WHERE item = $1 AND source = $2`, i.ID, heir.source)
	return err
}

// readAsBefore gives an article that was known the words it had before the upload, and lets them be understood again. If
// it was edited since, only what the upload made of it goes.
func (s *Service) readAsBefore(ctx context.Context, tx *db.Tx, c came, i Item) error {
	var title, lead, body string
	err := tx.QueryRow(ctx, `SELECT title, lead, body FROM listen_version WHERE item = $1 AND number = $2`, i.ID, c.low-1).Scan(&title, &lead, &body)
	if err != nil && !errors.Is(err, db.ErrNoRows) {
		return err
	}
	if i.Version != c.high || err != nil {
		_, err := tx.Exec(ctx, `DELETE FROM listen_version WHERE item = $1 AND number >= $2 AND number <= $3`, i.ID, c.low, c.high)
		return err
	}
	for _, x := range []struct {
		text string
		args []any
	}{
		{`UPDATE listen_item SET title = $1, lead = $2, version = $3, content = $4, understood = $5 WHERE id = $6`, []any{title, lead, c.low - 1, contentOf(title, lead, body), false, i.ID}},
		{`UPDATE listen_text SET body = $1 WHERE item = $2`, []any{body, i.ID}},
		{`DELETE FROM listen_version WHERE item = $1 AND number >= $2`, []any{i.ID, c.low - 1}},
		{`INSERT INTO listen_waiting (item) VALUES ($1) ON CONFLICT (item) DO NOTHING`, []any{i.ID}},
	} {
		_, err := tx.Exec(ctx, x.text, x.args...)
		if err != nil {
			return err
		}
	}
	return nil
}

// drop removes what is gone, and puts right what stood on it: copies, stories, hours, the memory of whoever
// understands.
func (s *Service) drop(ctx context.Context, tx *db.Tx, l *leaving) error {
	err := eachIn(l.keys, func(in string, args []any) error {
		_, err := tx.Exec(ctx, `DELETE FROM listen_key WHERE id IN (`+in+`)`, args...)
		return err
	})
	if err != nil {
		return fmt.Errorf("forgetting names of items: %w", err)
	}
	err = eachIn(l.gone, func(in string, args []any) error {
		for _, text := range []string{`DELETE FROM listen_item_topic WHERE item IN (` + in + `)`, `DELETE FROM listen_item WHERE id IN (` + in + `)`} {
			_, err := tx.Exec(ctx, text, args...)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("dropping items: %w", err)
	}
	for id := range l.stories {
		err := settleStory(ctx, tx, id)
		if err != nil {
			return fmt.Errorf("putting story %d right: %w", id, err)
		}
	}
	for at := range l.hours {
		err := s.reader.hours.recount(ctx, tx, at)
		if err != nil {
			return err
		}
	}
	return s.forgetEverywhere(ctx, tx)
}

// settleStory puts a story right some of whose items are gone: the first copy of what is gone is the original now, and the
// story has the title of the first item that is left; without one it has none.
func settleStory(ctx context.Context, tx *db.Tx, id StoryID) error {
	err := rehang(ctx, tx, `i.story = $1`, id)
	if err != nil {
		return err
	}
	err = recountStory(ctx, tx, id)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		UPDATE listen_story SET title = COALESCE((SELECT i.title FROM listen_item i WHERE i.story = listen_story.id ORDER BY i.id LIMIT 1), ''),
			first_item = COALESCE((SELECT i.id FROM listen_item i WHERE i.story = listen_story.id ORDER BY i.id LIMIT 1), first_item)
		 WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM listen_item f WHERE f.id = listen_story.first_item)`, id)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		DELETE FROM listen_likely WHERE (story = $1 OR other = $2) AND EXISTS (SELECT 1 FROM listen_story s WHERE s.id = $3 AND s.items = 0)`, id, id, id)
	return err
}

// rehang gives items that were compared with one that is gone another original: the first of its copies, which is one
// itself now. What was no copy stands by itself.
func rehang(ctx context.Context, tx *db.Tx, where string, args ...any) error {
	type hanging struct {
		id, of   ItemID
		relation Relation
	}
	r, err := tx.Query(ctx, `
		SELECT i.id, i.of_item, i.relation FROM listen_item i
		 WHERE `+where+` AND i.of_item IS NOT NULL AND NOT EXISTS (SELECT 1 FROM listen_item o WHERE o.id = i.of_item) ORDER BY i.id`, args...)
	all, err := db.Collect(r, err, func(r *db.Rows) (h hanging, err error) { err = r.Scan(&h.id, &h.of, &h.relation); return h, err })
	if err != nil {
		return err
	}
	heirs := map[ItemID]ItemID{}
	for _, h := range all {
		heir := heirs[h.of]
		if !h.relation.Spreads() || heir == 0 {
			_, err = tx.Exec(ctx, `UPDATE listen_item SET relation = $1, of_item = NULL WHERE id = $2`, Original, h.id)
		} else {
			_, err = tx.Exec(ctx, `UPDATE listen_item SET of_item = $1 WHERE id = $2`, heir, h.id)
		}
		if err != nil {
			return err
		}
		if h.relation.Spreads() && heir == 0 {
			heirs[h.of] = h.id
		}
	}
	return nil
}

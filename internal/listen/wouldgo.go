package listen

import (
	"context"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/law"
)

// Brought is what an upload brought, by what becomes of it when the upload is taken back.
type Brought struct {
	Gone      int            // articles that came by it alone
	Inherited int            // articles that came by it first, and by others too: they stay, as theirs
	Others    []OtherBringer // those others that are sources, the most first
	Undone    int            // articles that were there before and read otherwise since: they read as before
	Known     int            // articles that were there before: nothing changes

	Posts    gate.Cell // that are not counted any more
	From, To law.Date  // of them

	Topics []BroughtTopic // of what is gone
}

// OtherBringer is a source in which articles of an upload stand too.
type OtherBringer struct {
	Name  string
	Items int
}

// BroughtTopic is how much less a topic counts without the upload.
type BroughtTopic struct {
	Name  string
	Items int
	Posts gate.Cell
}

// The articles of an upload x that came by it first, and those of them that no other upload and no other source brought.
const (
	cameFirst = `FROM listen_upload_item x WHERE x.upload = $1 AND x.came = 'new' AND EXISTS (SELECT 1 FROM listen_item i WHERE i.id = x.item)`
	byOthers  = `(EXISTS (SELECT 1 FROM listen_upload_item y JOIN listen_upload u ON u.id = y.upload WHERE y.item = x.item AND y.upload <> x.upload AND u.state = 'here')
		OR EXISTS (SELECT 1 FROM listen_also a WHERE a.item = x.item))`
	othersShown = 5
)

// BroughtBy says what becomes of what an upload brought when it is taken back.
func (s *Service) BroughtBy(ctx context.Context, tx *db.Tx, u Uploaded) (b Brought, err error) {
	for _, x := range []struct {
		into *int
		text string
	}{
		{&b.Gone, `SELECT COUNT(*) ` + cameFirst + ` AND NOT ` + byOthers},
		{&b.Inherited, `SELECT COUNT(*) ` + cameFirst + ` AND ` + byOthers},
		{&b.Undone, `SELECT COUNT(*) FROM listen_upload_item x JOIN listen_item i ON i.id = x.item
			 WHERE x.upload = $1 AND x.came = 'changed' AND i.state = 'whole' AND i.version = x.high
			   AND EXISTS (SELECT 1 FROM listen_version v WHERE v.item = x.item AND v.number = x.low - 1)`},
		{&b.Known, `SELECT COUNT(*) FROM listen_upload_item x WHERE x.upload = $1 AND x.came <> 'new'`},
	} {
		err := tx.QueryRow(ctx, x.text, u.ID).Scan(x.into)
		if err != nil {
			return b, fmt.Errorf("counting what upload %d brought: %w", u.ID, err)
		}
	}
	b.Known -= b.Undone
	r, err := tx.Query(ctx, `
		SELECT s.name, COUNT(*) FROM listen_upload_item x JOIN listen_also a ON a.item = x.item JOIN listen_source s ON s.id = a.source
		 WHERE x.upload = $1 AND x.came = 'new' GROUP BY s.name ORDER BY COUNT(*) DESC, s.name LIMIT $2`, u.ID, othersShown)
	b.Others, err = db.Collect(r, err, func(r *db.Rows) (o OtherBringer, err error) { err = r.Scan(&o.Name, &o.Items); return o, err })
	if err != nil {
		return b, err
	}
	if u.Posts > 0 {
		return b, postsBrought(ctx, tx, u, &b)
	}
	r, err = tx.Query(ctx, `
		SELECT t.name, COUNT(*) FROM listen_item_topic k JOIN listen_topic t ON t.id = k.topic
		 WHERE k.item IN (SELECT x.item `+cameFirst+` AND NOT `+byOthers+`) GROUP BY t.name ORDER BY COUNT(*) DESC, t.name`, u.ID)
	b.Topics, err = db.Collect(r, err, func(r *db.Rows) (t BroughtTopic, err error) { err = r.Scan(&t.Name, &t.Items); return t, err })
	return b, err
}

// postsBrought are the counts of a file of posts, as they may be shown.
func postsBrought(ctx context.Context, tx *db.Tx, u Uploaded, b *Brought) error {
	b.Posts = gate.Heard(u.Posts)
	err := tx.QueryRow(ctx, `SELECT MIN(day), MAX(day) FROM listen_upload_voice WHERE upload = $1`, u.ID).Scan(&b.From, &b.To)
	if err != nil {
		return err
	}
	r, err := tx.Query(ctx, `
		SELECT t.name, CAST(SUM(v.count) AS BIGINT) FROM listen_upload_voice v JOIN listen_topic t ON t.id = v.topic
		 WHERE v.upload = $1 GROUP BY t.name ORDER BY SUM(v.count) DESC, t.name`, u.ID)
	b.Topics, err = db.Collect(r, err, func(r *db.Rows) (t BroughtTopic, err error) {
		var n int
		err = r.Scan(&t.Name, &n)
		t.Posts = gate.Heard(n)
		return t, err
	})
	return err
}

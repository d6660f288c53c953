package listen

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/similar"
)

// snapshotEvery is how many items pass between two stored states of the chronicle.
const snapshotEvery = 1 << 14

// snapshot stores the chronicle now and then, so that a restart need not read everything again.
func (r *reader) snapshot(ctx context.Context, tx *db.Tx, parcels []*parcel) error {
	r.live.told.since += len(parcels)
	if r.live.told.since < snapshotEvery {
		return nil
	}
	r.live.told.since = 0
	return r.live.told.store(ctx, tx, r.last)
}

// In listen_stream, the row headRow has the head of the chronicle, and those behind it the pages, each with the
// stories of its articles. A page that is full is stored once: a region's chronicle would fill the memory a second
// time if it were stored in one piece.
const headRow, firstPageRow = 1, 2

// snapshotMark says what this process stored last.
type snapshotMark struct {
	item  ItemID // behind which it stood
	pages int    // those before this one are stored in full
}

// store writes the head, and the pages that are new or grew since this process stored the chronicle last. If another
// one did meanwhile, all are written.
func (t *stories) store(ctx context.Context, tx *db.Tx, last ItemID) error {
	first, end := t.chronicle.Pages()
	from := first
	var before ItemID
	err := tx.QueryRow(ctx, `SELECT item FROM listen_stream WHERE id = $1`, headRow).Scan(&before)
	if err != nil && !errors.Is(err, db.ErrNoRows) {
		return fmt.Errorf("looking for the stored chronicle: %w", err)
	}
	if err == nil && before == t.stored.item {
		from = max(first, t.stored.pages)
	}
	_, err = tx.Exec(ctx, `DELETE FROM listen_stream WHERE id >= $1 AND (id < $2 OR id >= $3)`, firstPageRow, firstPageRow+first, firstPageRow+from)
	if err != nil {
		return fmt.Errorf("forgetting pages of the chronicle: %w", err)
	}
	for page := from; page < end; page++ {
		_, err = tx.Exec(ctx, `INSERT INTO listen_stream (id, item, state) VALUES ($1, $2, $3)`, firstPageRow+page, last, t.page(page))
		if err != nil {
			return fmt.Errorf("storing page %d of the chronicle: %w", page, err)
		}
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO listen_stream (id, item, state) VALUES ($1, $2, $3)
		ON CONFLICT (id) DO UPDATE SET item = excluded.item, state = excluded.state`, headRow, last, t.chronicle.AppendHead(nil))
	if err != nil {
		return fmt.Errorf("storing the chronicle: %w", err)
	}
	t.stored = snapshotMark{last, max(from, end-1)} // the last page may grow
	return nil
}

// page is a page of the chronicle and its length, followed by the stories of its articles.
func (t *stories) page(page int) []byte {
	articles := t.chronicle.AppendPage(nil, page)
	b := binary.AppendUvarint(make([]byte, 0, len(articles)+4*similar.PageArticles), uint64(len(articles)))
	b = append(b, articles...)
	from, to := t.chronicle.Within(page)
	before := StoryID(0)
	for _, id := range t.told[from-t.base : to-t.base] {
		b = binary.AppendVarint(b, int64(id-before))
		before = id
	}
	return b
}

// restore reads the stored chronicle and says behind which item it stood; without one that can be read, the chronicle
// is new and all items of the window follow.
func (t *stories) restore(ctx context.Context, tx *db.Tx) (ItemID, error) {
	var last ItemID
	var head []byte
	err := tx.QueryRow(ctx, `SELECT item, state FROM listen_stream WHERE id = $1`, headRow).Scan(&last, &head)
	if errors.Is(err, db.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("reading the chronicle: %w", err)
	}
	r, bad := similar.NewChronicleReader(head)
	if bad != nil { // of an older form
		return 0, nil
	}
	rows, err := tx.Query(ctx, `SELECT state FROM listen_stream WHERE id >= $1 ORDER BY id`, firstPageRow)
	if err != nil {
		return 0, fmt.Errorf("reading the chronicle: %w", err)
	}
	defer rows.Close()
	var told []StoryID
	for rows.Next() {
		var page []byte
		err = rows.Scan(&page)
		if err != nil {
			return 0, fmt.Errorf("reading a page of the chronicle: %w", err)
		}
		told, bad = readTold(r, page, told)
		if bad != nil {
			return 0, nil
		}
	}
	err = rows.Err()
	if err != nil {
		return 0, fmt.Errorf("reading the chronicle: %w", err)
	}
	c, bad := r.Chronicle()
	if bad != nil {
		return 0, nil
	}
	t.chronicle, t.told, t.base = c, told, c.First()
	_, end := c.Pages()
	t.stored = snapshotMark{last, max(0, end-1)}
	return last, nil
}

var errPage = errors.New("not a page of the chronicle")

// readTold takes in what [stories.page] made and appends the stories of its articles.
func readTold(r *similar.ChronicleReader, b []byte, told []StoryID) ([]StoryID, error) {
	size, n := binary.Uvarint(b)
	if n <= 0 || size > uint64(len(b)-n) {
		return nil, errPage
	}
	articles, b := b[n:][:size], b[n:][size:]
	taken, err := r.Page(articles)
	if err != nil {
		return nil, err
	}
	all := make([]StoryID, 0, similar.PageArticles)
	id := StoryID(0)
	for len(b) > 0 {
		step, n := binary.Varint(b)
		if n <= 0 {
			return nil, errPage
		}
		b = b[n:]
		id += StoryID(step)
		all = append(all, id)
	}
	if len(all) < taken {
		return nil, errPage
	}
	return append(told, all[len(all)-taken:]...), nil
}

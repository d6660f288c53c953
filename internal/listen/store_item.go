package listen

import (
	"context"
	"errors"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
)

const itemColumns = `i.id, i.source, i.class, i.link, i.title, i.lead, i.language, i.area, i.published, i.arrived, i.relation,
	COALESCE(i.of_item, 0), COALESCE(i.story, 0), i.tone, i.sure, i.understood, i.version, i.state`

func scanItem(r interface{ Scan(...any) error }, more ...any) (i Item, err error) {
	err = r.Scan(append([]any{&i.ID, &i.Source, &i.Class, &i.Link, &i.Title, &i.Lead, &i.Language, &i.Area, &i.Published, &i.Arrived, &i.Relation,
		&i.Of, &i.Story, &i.Tone, &i.Sure, &i.Understood, &i.Version, &i.State}, more...)...)
	return i, err
}

func itemByID(ctx context.Context, tx *db.Tx, id ItemID) (Item, error) {
	i, err := scanItem(tx.QueryRow(ctx, `SELECT `+itemColumns+` FROM listen_item i WHERE i.id = $1`, id))
	if errors.Is(err, db.ErrNoRows) {
		return i, fault.New(fault.NotFound, "Không có tin này.")
	}
	return i, err
}

// Item returns an article with its text; the text is empty once it has gone. It fails with fault.NotFound.
func (s *Service) Item(ctx context.Context, tx *db.Tx, id ItemID) (i Item, body string, err error) {
	i, err = itemByID(ctx, tx, id)
	if err != nil {
		return i, "", err
	}
	err = tx.QueryRow(ctx, `SELECT body FROM listen_text WHERE item = $1`, id).Scan(&body)
	if errors.Is(err, db.ErrNoRows) {
		err = nil
	}
	return i, body, err
}

// knownKeys finds the items that have one of the keys. Of items that were kept long enough only their keys are left.
func knownKeys(ctx context.Context, tx *db.Tx, keys map[int64]*parcel) (map[int64]original, error) {
	known := map[int64]original{}
	ids := make([]int64, 0, len(keys))
	for k := range keys {
		ids = append(ids, k)
	}
	err := eachIn(ids, func(in string, args []any) error {
		r, err := tx.Query(ctx, `
			SELECT k.id, k.item, COALESCE(i.source, 0), COALESCE(i.title, ''), COALESCE(i.content, 0), COALESCE(i.version, 0), COALESCE(i.state, 'removed')
			  FROM listen_key k LEFT JOIN listen_item i ON i.id = k.item WHERE k.id IN (`+in+`)`, args...)
		if err != nil {
			return err
		}
		defer r.Close()
		for r.Next() {
			var key int64
			var o original
			err := r.Scan(&key, &o.item, &o.source, &o.title, &o.content, &o.version, &o.state)
			if err != nil {
				return err
			}
			known[key] = o
		}
		return r.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("looking for known items: %w", err)
	}
	return known, nil
}

func putKeys(ctx context.Context, tx *db.Tx, parcels []*parcel) error {
	var rows [][]any
	for _, p := range parcels {
		for _, k := range p.keys[:p.named] {
			rows = append(rows, []any{k, p.ID})
		}
	}
	err := insertRows(ctx, tx, `INSERT INTO listen_key (id, item)`, rows, ``)
	if err != nil {
		return fmt.Errorf("naming items: %w", err)
	}
	return nil
}

// putItems stores new items as they stand, with what goes with them.
func putItems(ctx context.Context, tx *db.Tx, parcels []*parcel) error {
	items, texts, prints := make([][]any, 0, len(parcels)), make([][]any, 0, len(parcels)), make([][]any, 0, len(parcels))
	for _, p := range parcels {
		if p.again || p.stored {
			err := updateItem(ctx, tx, p)
			if err != nil {
				return fmt.Errorf("changing item %d: %w", p.ID, err)
			}
			continue
		}
		print, err := p.print.MarshalBinary()
		if err != nil {
			return err
		}
		items = append(items, []any{p.ID, p.Source, p.Class, p.Link, p.Title, p.Lead, p.Language, p.Area, p.Published, p.Arrived,
			p.Relation, orNull(int64(p.Of)), orNull(int64(p.Story)), p.Tone, p.Sure, p.Understood, p.Version, p.State, p.content})
		texts = append(texts, []any{p.ID, p.body})
		prints = append(prints, []any{p.ID, print})
	}
	err := insertRows(ctx, tx, `
		INSERT INTO listen_item (id, source, class, link, title, lead, language, area, published, arrived,
			relation, of_item, story, tone, sure, understood, version, state, content)`, items, ``)
	if err != nil {
		return fmt.Errorf("storing items: %w", err)
	}
	err = insertRows(ctx, tx, `INSERT INTO listen_text (item, body)`, texts, ``)
	if err != nil {
		return fmt.Errorf("storing texts: %w", err)
	}
	err = insertRows(ctx, tx, `INSERT INTO listen_print (item, print)`, prints, ``)
	if err != nil {
		return fmt.Errorf("storing prints: %w", err)
	}
	return nil
}

// updateItem keeps what was found out about an item that is stored already.
func updateItem(ctx context.Context, tx *db.Tx, p *parcel) error {
	_, err := tx.Exec(ctx, `
		UPDATE listen_item SET area = $1, relation = $2, of_item = $3, story = $4, tone = $5, sure = $6, understood = $7 WHERE id = $8`,
		p.Area, p.Relation, orNull(int64(p.Of)), orNull(int64(p.Story)), p.Tone, p.Sure, p.Understood, p.ID)
	if err != nil || !p.again {
		return err
	}
	print, err := p.print.MarshalBinary()
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE listen_print SET print = $1 WHERE item = $2`, print, p.ID)
	return err
}

// putWaiting stores new items for the process that understands.
func putWaiting(ctx context.Context, tx *db.Tx, parcels []*parcel) error {
	err := putItems(ctx, tx, parcels)
	if err != nil {
		return err
	}
	rows := make([][]any, len(parcels))
	for i, p := range parcels {
		rows[i] = []any{p.ID}
	}
	return insertRows(ctx, tx, `INSERT INTO listen_waiting (item)`, rows, `ON CONFLICT (item) DO NOTHING`)
}

func orNull(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

package listen

import (
	"context"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/db"
)

// original is what is stored under a key.
type original struct {
	item    ItemID
	source  SourceID
	title   string
	content int64
	version int
	state   ItemState
}

// sighting is a known item that came again.
type sighting struct {
	parcel *parcel
	of     original
}

// meetAgain notes that items stand in further sources, and keeps what changed in articles since they were read
// first. It returns the changed ones, which must be understood again.
func (s *Service) meetAgain(ctx context.Context, tx *db.Tx, seen []sighting) (changed []*parcel, err error) {
	var also [][]any
	for _, v := range seen {
		p := v.parcel
		switch {
		case v.of.state == Removed:
		case v.of.source != p.Source:
			also = append(also, []any{v.of.item, p.Source, p.Link, p.Arrived})
		case p.excerpt && v.of.title == p.Title: // of the rest less is said here than is stored
		case v.of.content != p.content && v.of.state == Whole:
			p.ID, p.Version, p.again = v.of.item, v.of.version+1, true
			if p.excerpt {
				err := s.keepText(ctx, tx, p)
				if err != nil {
					return nil, fmt.Errorf("reading the text of item %d: %w", p.ID, err)
				}
			}
			kept, err := s.keepVersion(ctx, tx, p)
			if err != nil {
				return nil, fmt.Errorf("keeping version %d of item %d: %w", p.Version, p.ID, err)
			}
			p.again = kept
			if kept {
				changed = append(changed, p)
			}
		}
	}
	err = insertRows(ctx, tx, `INSERT INTO listen_also (item, source, link, at)`, also, `ON CONFLICT (item, source) DO NOTHING`)
	if err != nil {
		return nil, fmt.Errorf("noting other sources: %w", err)
	}
	return changed, nil
}

// keepText gives an excerpt the text that is stored of its article.
func (s *Service) keepText(ctx context.Context, tx *db.Tx, p *parcel) error {
	i, body, err := s.Item(ctx, tx, p.ID)
	if err != nil {
		return err
	}
	p.Lead, p.body = i.Lead, body
	p.content = contentOf(p.Title, p.Lead, p.body)
	s.find(p)
	return nil
}

// keepVersion sets how an article read before aside and stores how it reads now. It reports false, and does
// nothing, if the article read so earlier: a file that is read again does not undo what was edited since.
func (s *Service) keepVersion(ctx context.Context, tx *db.Tx, p *parcel) (kept bool, err error) {
	var known bool
	err = tx.QueryRow(ctx, `
		SELECT EXISTS (SELECT 1 FROM listen_version WHERE item = $1 AND title = $2 AND lead = $3 AND body = $4)`, p.ID, p.Title, p.Lead, p.body).Scan(&known)
	if err != nil || known {
		return false, err
	}
	n, err := tx.Exec(ctx, `
		INSERT INTO listen_version (item, number, title, lead, body, until)
		SELECT i.id, i.version, i.title, i.lead, COALESCE(t.body, ''), $1
		  FROM listen_item i LEFT JOIN listen_text t ON t.item = i.id
		 WHERE i.id = $2 AND (i.title <> $3 OR LENGTH(COALESCE(t.body, '')) >= $4)`, p.Arrived, p.ID, p.Title, shortBody)
	if err != nil {
		return false, err
	}
	if n == 0 { // the page of an article of which there was a line: nothing was edited
		p.Version--
	}
	_, err = tx.Exec(ctx, `UPDATE listen_item SET title = $1, lead = $2, version = $3, content = $4, understood = $5 WHERE id = $6`,
		p.Title, p.Lead, p.Version, p.content, false, p.ID)
	if err != nil {
		return false, err
	}
	_, err = tx.Exec(ctx, `UPDATE listen_text SET body = $1 WHERE item = $2`, p.body, p.ID)
	if err != nil {
		return false, err
	}
	before, err := itemByID(ctx, tx, p.ID)
	if err != nil {
		return false, err
	}
	p.Published, p.Arrived, p.Story, p.Relation, p.Of = before.Published, before.Arrived, before.Story, before.Relation, before.Of
	return true, nil
}

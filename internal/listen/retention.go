package listen

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/vi"
)

// How long things are kept. What was fetched is never kept, counts are kept for good.
const (
	TextDays  = 90  // the text of articles and of their earlier versions, and the index of its words
	ItemDays  = 730 // title, address, signature
	markDays  = 400 // that an export or a request was taken before
	tidyBatch = 500
)

// Tidy lets go of what has been kept long enough, in small transactions, and says in the audit log how much it was.
func (s *Service) Tidy(ctx context.Context) error {
	err := s.EndDays(ctx)
	if err != nil {
		return fmt.Errorf("ending the day: %w", err)
	}
	texts, err := s.dropTexts(ctx)
	if err != nil {
		return fmt.Errorf("dropping old texts: %w", err)
	}
	items, err := s.dropItems(ctx)
	if err != nil {
		return fmt.Errorf("dropping old items: %w", err)
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM listen_work WHERE changed < $1`, s.Now().AddDate(0, 0, -workDays))
		if err != nil {
			return err
		}
		err = s.forgetUploads(ctx, tx)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `DELETE FROM listen_progress WHERE state = 'done' AND changed < $1`, s.Now().AddDate(0, 0, -markDays))
		if err != nil || texts+items == 0 {
			return err
		}
		return audit.Write(ctx, tx, s.Now(), audit.Entry{
			Actor: "Hệ thống", Action: "listen.tidy", Object: "listen_item",
			Sentence: web.Mark("Hết thời hạn lưu: bỏ toàn văn của %d tin, bỏ hẳn %d tin."), Args: []any{texts, items},
		})
	})
}

// dropTexts removes the text of items that were published more than ninety days ago.
func (s *Service) dropTexts(ctx context.Context) (total int, err error) {
	before := s.Now().AddDate(0, 0, -TextDays)
	for {
		n := 0
		err := s.DB.Write(ctx, func(tx *db.Tx) error {
			ids, err := itemsWhere(ctx, tx, `state = 'whole' AND published < $1`, before)
			n = len(ids)
			if err != nil || n == 0 {
				return err
			}
			return dropTextOf(ctx, tx, ids, Headline)
		})
		total += n
		if err != nil || n == 0 {
			return total, errors.Join(err, s.dropSegments(ctx))
		}
	}
}

func itemsWhere(ctx context.Context, tx *db.Tx, condition string, args ...any) ([]ItemID, error) {
	r, err := tx.Query(ctx, fmt.Sprintf(`SELECT id FROM listen_item WHERE %s ORDER BY published LIMIT %d`, condition, tidyBatch), args...)
	return db.Collect(r, err, func(r *db.Rows) (id ItemID, err error) { err = r.Scan(&id); return id, err })
}

// dropTextOf removes all that can be read of items beside title and address.
func dropTextOf(ctx context.Context, tx *db.Tx, ids []ItemID, state ItemState) error {
	return eachIn(ids, func(in string, args []any) error {
		for _, text := range []string{
			`DELETE FROM listen_text WHERE item IN (` + in + `)`,
			`DELETE FROM listen_version WHERE item IN (` + in + `)`,
			`UPDATE listen_item SET lead = '', state = '` + string(state) + `' WHERE id IN (` + in + `)`,
		} {
			_, err := tx.Exec(ctx, text, args...)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// dropSegments removes the parts of the index all of whose items have lost their text.
func (s *Service) dropSegments(ctx context.Context) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `
			DELETE FROM listen_segment WHERE NOT EXISTS (
				SELECT 1 FROM listen_item i WHERE i.id BETWEEN listen_segment.first_item AND listen_segment.last_item AND i.state = 'whole')`)
		return err
	})
}

// dropItems removes items after two years. The counts stay, and the keys: a feed that never changes would bring what
// is gone back as new.
func (s *Service) dropItems(ctx context.Context) (total int, err error) {
	before := s.Now().AddDate(0, 0, -ItemDays)
	for {
		n := 0
		err := s.DB.Write(ctx, func(tx *db.Tx) error {
			ids, err := itemsWhere(ctx, tx, `published < $1`, before)
			n = len(ids)
			if err != nil || n == 0 {
				return err
			}
			return eachIn(ids, func(in string, args []any) error {
				for _, text := range []string{
					`DELETE FROM listen_item_topic WHERE item IN (` + in + `)`, `DELETE FROM listen_item WHERE id IN (` + in + `)`,
				} {
					_, err := tx.Exec(ctx, text, args...)
					if err != nil {
						return err
					}
				}
				return nil
			})
		})
		total += n
		if err != nil || n == 0 {
			return total, err
		}
	}
}

// Request is what somebody asked to be taken down: who does it, the address of the article or the number of one that has
// none, and on what paper.
type Request struct {
	Account           int64
	By, Link, Because string
	Item              ItemID // 0: the one at Link
}

// ItemAt is the item with an address. It fails with fault.NotFound.
func (s *Service) ItemAt(ctx context.Context, tx *db.Tx, link string) (Item, error) {
	id, err := itemByLink(ctx, tx, link)
	if err != nil {
		return Item{}, err
	}
	return itemByID(ctx, tx, id)
}

// TakeDown removes everything that can be read of an item: title, text, address, versions, and
// its words from the index. The counts stay, and so does the key, so that it does not come back. On what paper it was
// asked for is kept for good, so what points at a person is masked in it. It fails with fault.Invalid if a person seems
// to be named there, and with fault.NotFound.
func (s *Service) TakeDown(ctx context.Context, q Request) error {
	because, err := s.reason(ctx, q.Because)
	if err != nil {
		return err
	}
	q.Because = because
	s.reader.mu.Lock()
	defer s.reader.mu.Unlock()
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		id, err := q.item(ctx, tx)
		if err != nil {
			return err
		}
		err = dropTextOf(ctx, tx, []ItemID{id}, Removed)
		if err != nil {
			return fmt.Errorf("taking down item %d: %w", id, err)
		}
		for _, text := range []string{
			`UPDATE listen_item SET title = '', link = '' WHERE id = $1`, `DELETE FROM listen_also WHERE item = $1`, `DELETE FROM listen_print WHERE item = $1`,
			`UPDATE listen_story SET title = '' WHERE first_item = $1`, `DELETE FROM listen_waiting WHERE item = $1`,
		} {
			_, err := tx.Exec(ctx, text, id)
			if err != nil {
				return fmt.Errorf("taking down item %d: %w", id, err)
			}
		}
		_, err = tx.Exec(ctx, `DELETE FROM listen_stream`) // it remembers words of titles; it is made again
		if err != nil {
			return err
		}
		err = forgetWords(ctx, tx, id)
		if err != nil {
			return fmt.Errorf("taking the words of item %d from the index: %w", id, err)
		}
		s.reader.loaded = false
		return audit.Write(ctx, tx, s.Now(), audit.Entry{
			ActorID: q.Account, Actor: q.By, Action: "listen.take-down", Object: "listen_item", ObjectID: int64(id),
			Sentence: web.Mark("Gỡ tin số %d theo yêu cầu (%s); chỉ giữ số đếm."), Args: []any{int64(id), q.Because},
		})
	})
}

// reason is why something is taken out of the system, as the audit log may keep it for good: what points at a person is
// masked. It fails with fault.Invalid if a person seems to be named.
func (s *Service) reason(ctx context.Context, text string) (string, error) {
	text, _ = gate.Mask(vi.Normalize(strings.TrimSpace(text)))
	name, err := s.namesPerson(ctx, text)
	if err != nil {
		return "", err
	}
	if name != "" {
		return "", fault.New(fault.Invalid, "Không ghi tên hoặc thông tin của cá nhân (“%s”). Chỉ ghi số, ngày của đơn hoặc văn bản.", name).At("can-cu")
	}
	return text, nil
}

func (q Request) item(ctx context.Context, tx *db.Tx) (ItemID, error) {
	if q.Item == 0 {
		return itemByLink(ctx, tx, q.Link)
	}
	i, err := itemByID(ctx, tx, q.Item)
	return i.ID, err
}

func itemByLink(ctx context.Context, tx *db.Tx, link string) (id ItemID, err error) {
	err = tx.QueryRow(ctx, `SELECT i.id FROM listen_key k JOIN listen_item i ON i.id = k.item WHERE k.id = $1`, hashOf("address", Canonical(link))).Scan(&id)
	if errors.Is(err, db.ErrNoRows) {
		return 0, fault.New(fault.NotFound, "Không có tin nào ở địa chỉ này.")
	}
	return id, err
}

// forgetWords writes the segments that know an item again without it.
func forgetWords(ctx context.Context, tx *db.Tx, id ItemID) error {
	r, err := tx.Query(ctx, `SELECT id, first_item, last_item, items FROM listen_segment WHERE first_item <= $1 AND last_item >= $2`, id, id)
	all, err := db.Collect(r, err, scanSegment)
	if err != nil {
		return err
	}
	for _, sg := range all {
		err := rewrite(ctx, tx, []segment{sg}, func(item int64) bool { return item != int64(id) })
		if err != nil {
			return err
		}
	}
	return nil
}

package listen

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
)

const sourceColumns = `id, name, kind, class, site, address, language, area, weight, permission, full_text, settings, state, added_at, changed_at`

func scanSource(r interface{ Scan(...any) error }) (s Source, err error) {
	var settings string
	err = r.Scan(&s.ID, &s.Name, &s.Kind, &s.Class, &s.Site, &s.Address, &s.Language, &s.Area, &s.Weight, &s.Permission, &s.FullText, &settings, &s.State, &s.AddedAt, &s.ChangedAt)
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal([]byte(settings), &s.Settings)
}

// Sources returns all sources that were not dropped, by name.
func (s *Service) Sources(ctx context.Context, tx *db.Tx) ([]Source, error) {
	r, err := tx.Query(ctx, `SELECT `+sourceColumns+` FROM listen_source WHERE state <> $1 ORDER BY name`, Dropped)
	return db.Collect(r, err, func(r *db.Rows) (Source, error) { return scanSource(r) })
}

// Source returns one source. It fails with fault.NotFound.
func (s *Service) Source(ctx context.Context, tx *db.Tx, id SourceID) (Source, error) {
	return foundSource(scanSource(tx.QueryRow(ctx, `SELECT `+sourceColumns+` FROM listen_source WHERE id = $1`, id)))
}

// SourceByName is [Service.Source] by name.
func (s *Service) SourceByName(ctx context.Context, tx *db.Tx, name string) (Source, error) {
	return foundSource(scanSource(tx.QueryRow(ctx, `SELECT `+sourceColumns+` FROM listen_source WHERE name = $1`, name)))
}

func foundSource(src Source, err error) (Source, error) {
	if errors.Is(err, db.ErrNoRows) {
		return src, fault.New(fault.NotFound, "Không có nguồn này.")
	}
	return src, err
}

// SaveSource adds a source whose ID is 0, or changes one. It fails with fault.Invalid for what makes no sense
// and with fault.Conflict if another source has the name.
func (s *Service) SaveSource(ctx context.Context, tx *db.Tx, src Source) (Source, error) {
	src = src.complete()
	err := src.check()
	if err == nil {
		err = s.refuseFollowing(ctx, src)
	}
	if err == nil && src.ID != 0 {
		var was Source
		was, err = s.Source(ctx, tx, src.ID)
		if err == nil {
			err = s.refuseClass(ctx, tx, src, was)
		}
	}
	if err != nil {
		return src, err
	}
	settings, err := json.Marshal(src.Settings)
	if err != nil {
		return src, err
	}
	src.ChangedAt = s.Now()
	if src.ID == 0 {
		src.AddedAt = src.ChangedAt
		err = tx.QueryRow(ctx, `
			INSERT INTO listen_source (name, kind, class, site, address, language, area, weight, permission, full_text, settings, state, added_at, changed_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT (name) DO NOTHING RETURNING id`,
			src.Name, src.Kind, src.Class, src.Site, src.Address, src.Language, src.Area, src.Weight, src.Permission, src.FullText, string(settings), src.State, src.AddedAt, src.ChangedAt).Scan(&src.ID)
		if errors.Is(err, db.ErrNoRows) {
			return src, fault.New(fault.Conflict, "Đã có nguồn tên %s.", src.Name).At("name")
		}
		if err != nil {
			return src, fmt.Errorf("adding source %s: %w", src.Name, err)
		}
		return src, s.schedule(ctx, tx, src)
	}
	_, err = tx.Exec(ctx, `
		UPDATE listen_source SET name = $1, kind = $2, class = $3, site = $4, address = $5, language = $6, area = $7, weight = $8,
			permission = $9, full_text = $10, settings = $11, state = $12, changed_at = $13 WHERE id = $14`,
		src.Name, src.Kind, src.Class, src.Site, src.Address, src.Language, src.Area, src.Weight, src.Permission, src.FullText, string(settings), src.State, src.ChangedAt, src.ID)
	if db.IsUnique(err) {
		return src, fault.New(fault.Conflict, "Đã có nguồn tên %s.", src.Name).At("name")
	}
	if err != nil {
		return src, fmt.Errorf("changing source %d: %w", src.ID, err)
	}
	return src, s.schedule(ctx, tx, src)
}

// refuseFollowing refuses to follow a private person, whatever the source is called: what they are called is kept
// nowhere. What bears the name of a network is none of the press.
func (s *Service) refuseFollowing(ctx context.Context, src Source) error {
	if !src.follows() {
		return nil
	}
	if src.Class.articles() && gate.SocialName(src.Name) {
		return fault.New(fault.Invalid, "“%s” là tên trên mạng xã hội nên không phải là báo, đài, cổng. Hãy chọn nhóm trang chính thức nếu là trang của cơ quan, hoặc chỉ ghi số lượng.", src.Name).At("name")
	}
	if gate.PersonName(src.Name, nil) == "" {
		return nil
	}
	var holders []string
	if s.Holders != nil {
		var err error
		holders, err = s.Holders(ctx)
		if err != nil {
			return fmt.Errorf("reading who speaks in office: %w", err)
		}
	}
	name := gate.PersonName(src.Name, holders)
	if name == "" {
		return nil
	}
	return fault.New(fault.Invalid, "Không theo dõi trang của cá nhân (“%s”). Chỉ đặt nguồn cho báo, đài, cổng, trang chính thức của cơ quan, tổ chức, hoặc đặt tên chung cho tệp xuất.", name).At("name")
}

// refuseClass refuses to make press of a source of which posts were counted, and the other way round: what is kept of
// it, and what people were told is kept, would be something else from one day to the next.
func (s *Service) refuseClass(ctx context.Context, tx *db.Tx, src, was Source) error {
	if src.Class.OnlyCounts() == was.Class.OnlyCounts() {
		return nil
	}
	kept := `SELECT COUNT(*) FROM listen_item WHERE source = $1`
	if was.Class.OnlyCounts() {
		kept = `SELECT COUNT(*) FROM audit_line WHERE object = 'listen_source' AND object_id = $1 AND action = 'listen.hear'`
	}
	var n int
	err := tx.QueryRow(ctx, kept, src.ID).Scan(&n)
	switch {
	case err != nil:
		return fmt.Errorf("asking what was heard of source %d: %w", src.ID, err)
	case n == 0:
		return nil
	case was.Class.OnlyCounts():
		return fault.New(fault.Invalid, "Nguồn này đã nhận bài mạng xã hội để đếm nên không chuyển thành nguồn lưu bài viết được nữa. Nếu cần theo dõi một báo, đài, cổng, hãy thêm nguồn mới với tên khác.").At("class")
	}
	return fault.New(fault.Invalid, "Nguồn này đã có %d tin được lưu nên không chuyển thành nguồn chỉ đếm được: các tin đó vẫn sẽ còn. Hãy tạm dừng nguồn này và thêm nguồn mạng xã hội với tên khác.", n).At("class")
}

// schedule lets a source be fetched soon, or not any more.
func (s *Service) schedule(ctx context.Context, tx *db.Tx, src Source) error {
	if !src.Fetched() || src.State != Active {
		_, err := tx.Exec(ctx, `DELETE FROM listen_fetch WHERE source = $1`, src.ID)
		if err != nil {
			return err
		}
		return s.hubs.End(ctx, tx, int64(src.ID))
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO listen_fetch (source, next_at, lease_by, state, status, failures) VALUES ($1, $2, '', '{}', '', 0)
		ON CONFLICT (source) DO UPDATE SET next_at = CASE WHEN listen_fetch.next_at > excluded.next_at THEN excluded.next_at ELSE listen_fetch.next_at END`,
		src.ID, s.Now())
	return err
}

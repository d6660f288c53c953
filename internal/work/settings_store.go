package work

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
)

// DefaultSettings hold until a province changes them: a week and two days ahead, on the day, then one, three
// and seven days late and every week, from seven in the morning; all rungs off.
func DefaultSettings() Settings {
	return Settings{
		Before: []int{7, 2, 0}, After: []int{1, 3, 7}, Every: 7, Hour: 7,
		Rungs: []Rung{{HeadOfUnit, 5, false}, {TheirOwner, 7, false}, {LeaderOfOwner, 15, false}},
	}
}

// Settings are the rules of reminding now in force.
func (s *Service) Settings(ctx context.Context, tx *db.Tx) (Settings, error) {
	var text string
	var version int64
	err := tx.QueryRow(ctx, `SELECT value, version FROM work_setting WHERE one = 1`).Scan(&text, &version)
	if errors.Is(err, db.ErrNoRows) {
		return DefaultSettings(), nil
	}
	if err != nil {
		return Settings{}, fmt.Errorf("reading the reminder settings: %w", err)
	}
	set := Settings{}
	err = json.Unmarshal([]byte(text), &set)
	set.Version = version
	return set, err
}

// SetSettings stores rules of reminding if nobody changed them since set.Version was read.
func (s *Service) SetSettings(ctx context.Context, tx *db.Tx, by auth.Officer, set Settings) error {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return err
	}
	root, _ := tree.Root()
	if !by.MayFor(Configure, root.ID) {
		return fault.New(fault.Forbidden, "Chỉ quản trị hệ thống được đặt lịch nhắc việc.")
	}
	err = set.check()
	if err != nil {
		return err
	}
	slices.Sort(set.Before)
	slices.Reverse(set.Before)
	slices.Sort(set.After)
	text, err := json.Marshal(set)
	if err != nil {
		return err
	}
	n, err := tx.Exec(ctx, `
		INSERT INTO work_setting (one, value, version) VALUES (1, $1, 1)
		ON CONFLICT (one) DO UPDATE SET value = excluded.value, version = work_setting.version + 1
		 WHERE work_setting.version = $2`, string(text), set.Version)
	if err != nil {
		return fmt.Errorf("storing the reminder settings: %w", err)
	}
	if n == 0 {
		return fault.New(fault.Conflict, "Lịch nhắc việc vừa được người khác sửa. Hãy tải lại trang để xem bản mới.")
	}
	return audit.Write(ctx, tx, s.Now(), audit.Entry{
		ActorID: by.Account, Actor: actor(by).Name, Action: "work.settings", Object: "settings",
		Sentence: web.Mark("Đặt lại lịch nhắc việc"),
	})
}

func (set Settings) check() error {
	const most = 90
	for _, n := range slices.Concat(set.Before, set.After, []int{set.Every}) {
		if n < 0 || n > most {
			return fault.New(fault.Invalid, "Số ngày nhắc phải từ 0 đến %d.", most).At("days")
		}
	}
	if len(set.Before) > 10 || len(set.After) > 10 {
		return fault.New(fault.Invalid, "Mỗi phía chỉ đặt tối đa 10 lần nhắc.").At("days")
	}
	if slices.Contains(set.After, 0) {
		return fault.New(fault.Invalid, "Nhắc sau hạn phải từ 1 ngày trở lên.").At("after")
	}
	if set.Hour < 0 || set.Hour > 23 {
		return fault.New(fault.Invalid, "Giờ gửi phải từ 0 đến 23.").At("hour")
	}
	for _, r := range set.Rungs {
		if !slices.Contains([]RungOf{HeadOfUnit, TheirOwner, LeaderOfOwner}, r.Who) || r.After < 1 || r.After > most {
			return fault.New(fault.Invalid, "Bậc báo lên cấp trên phải sau hạn từ 1 đến %d ngày.", most).At("rungs")
		}
	}
	return nil
}

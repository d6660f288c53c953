package auth

import (
	"context"
	"errors"
	"fmt"
	"net/netip"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
)

// SetupPath is the page that makes the province and its first administrator.
const SetupPath = "/thiet-lap"

// SetupCode makes a one-time code that opens [SetupPath], to be printed by the server at start. It is empty
// once there is an account. Only its hash is stored; the codes of several starting processes all work.
func (s *Service) SetupCode(ctx context.Context) (code string, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		code = ""
		there, err := anyAccount(ctx, tx)
		if err != nil || there {
			return err
		}
		code = words(3, 4)
		return insertSetupCode(ctx, tx, tokenHash(plainCode(code)), s.Now())
	})
	if err != nil {
		return "", fmt.Errorf("making the set-up code: %w", err)
	}
	return code, nil
}

// isNew reports whether nobody has an account yet.
func (s *Service) isNew(ctx context.Context) (fresh bool, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		there, err := anyAccount(ctx, tx)
		fresh = !there
		return err
	})
	return fresh, err
}

// presets are the directories of org that the page offers, each with marked texts.
var presets = []struct{ name, title, note string }{
	{"2025", web.Mark("Chính quyền hai cấp (từ năm 2025)"), web.Mark("Tỉnh và các sở, ngành hiện nay; sở, ngành cũ được giữ lại để đọc kế hoạch trước đây. Xã, phường nhập sau từ tệp.")},
	{"2023", web.Mark("Chính quyền ba cấp (năm 2023)"), web.Mark("Tỉnh và các sở, ngành trước khi sắp xếp. Huyện, xã nhập sau từ tệp.")},
	{"custom", web.Mark("Chỉ có đơn vị gốc"), web.Mark("Toàn bộ đơn vị nhập sau từ tệp.")},
}

// firstStart is what the set-up page asks for.
type firstStart struct {
	code     string
	province string // "Tỉnh An Bình"
	preset   string
	name     string // of the administrator
	salute   string
	login    string
	password string
	language string
}

var errStarted = fault.New(fault.Conflict, "Hệ thống đã được thiết lập. Hãy đăng nhập bằng tài khoản đã có.")

// setUp makes the province, its root unit and the first administrator in one transaction.
func (s *Service) setUp(ctx context.Context, client netip.Addr, f firstStart) error {
	err := errors.Join(CheckLogin(f.login), CheckPassword(f.password, f.login))
	if err != nil {
		return err
	}
	network := s.doorOfNetwork(client)
	guessed := door{s.keyed("setup", network.who), freeByName}
	err = s.knock(ctx, guessed)
	if err != nil {
		return err
	}
	hash, err := s.HashPassword(ctx, f.password)
	if err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		there, err := anyAccount(ctx, tx)
		if err != nil {
			return err
		}
		if there {
			return errStarted
		}
		ok, err := knowsSetupCode(ctx, tx, tokenHash(plainCode(f.code)))
		if err != nil {
			return err
		}
		if !ok {
			return fault.New(fault.Invalid, "Mã thiết lập chưa đúng. Mã được in ra khi máy chủ khởi động; mỗi lần khởi động có mã mới.").At("code")
		}
		root, err := s.Org.ApplyPreset(ctx, tx, f.preset, f.province)
		if err != nil {
			return err
		}
		return s.makeFirst(ctx, tx, f, root, hash, guessed)
	})
}

func (s *Service) makeFirst(ctx context.Context, tx *db.Tx, f firstStart, root org.UnitID, hash string, guessed door) error {
	person, err := s.Org.AddPerson(ctx, tx, org.Person{Unit: root, Name: f.name, Salute: f.salute, Active: true})
	if err != nil {
		return err
	}
	by := Officer{Full: f.name}
	err = audit.Write(ctx, tx, s.Now(), audit.Entry{Actor: f.name, Action: "auth.setup", Object: "unit", ObjectID: int64(root),
		Sentence: web.Mark("Thiết lập hệ thống cho %s."), Args: []any{f.province}})
	if err != nil {
		return err
	}
	_, _, err = s.CreateAccount(ctx, tx, by, NewAccount{Person: person, Login: f.login, Hash: hash, Language: f.language,
		Grants: []Grant{{Administrator, root}}})
	if err != nil {
		return err
	}
	err = dropSetupCodes(ctx, tx)
	if err != nil {
		return err
	}
	return s.welcome(ctx, tx, guessed)
}

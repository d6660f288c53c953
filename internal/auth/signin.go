package auth

import (
	"context"
	"errors"
	"fmt"
	"net/netip"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
)

// errWrong is the same whether the login, the password or both are wrong, or the account is stopped.
var errWrong = fault.New(fault.Invalid, "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy xem lại phím Caps Lock và bộ gõ tiếng Việt.")

var errWrongCode = fault.New(fault.Invalid, "Mã chưa đúng hoặc đã dùng rồi. Hãy đợi ứng dụng hiện mã mới và xem đồng hồ điện thoại có đúng giờ không.").At("code")

// attempt is what somebody brings to the first door.
type attempt struct {
	entry
	login, password string
	client          netip.Addr
}

var errOldCode = fault.New(fault.Invalid, "Mật khẩu dùng một lần này đã hết hạn. Hãy nhờ người quản trị cấp lại.")

// signIn opens the first door and returns the token of a new session. It fails with errWrong or waiting.
func (s *Service) signIn(ctx context.Context, a attempt) (token string, account Account, err error) {
	name, network := s.doorOfLogin(a.login), s.doorOfNetwork(a.client)
	err = s.knock(ctx, name, network)
	if err != nil {
		return "", Account{}, err
	}
	found, err := s.accountToEnter(ctx, a.login)
	if err != nil {
		return "", Account{}, err
	}
	ok, err := s.verify(ctx, found.hash, a.password)
	if err != nil {
		return "", Account{}, err
	}
	if !ok || !found.MayEnter {
		err := s.noteBurst(ctx, found, name, network)
		return "", Account{}, errors.Join(err, errWrong)
	}
	if found.MustChange && found.CodeUntil != nil && s.Now().After(*found.CodeUntil) {
		return "", Account{}, errOldCode
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		err := s.welcome(ctx, tx, name, network)
		if err != nil {
			return err
		}
		token, err = s.open(ctx, tx, found, a.entry)
		return err
	})
	if err != nil {
		return "", Account{}, fmt.Errorf("signing in: %w", err)
	}
	return token, found, nil
}

// accountToEnter is the account of a login; the zero account if there is none.
func (s *Service) accountToEnter(ctx context.Context, login string) (a Account, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		a, err = accountByLogin(ctx, tx, foldLogin(login))
		if errors.Is(err, db.ErrNoRows) {
			a, err = Account{}, nil
		}
		return err
	})
	return a, err
}

// entrances are the sentences of the log by what somebody came in with.
var entrances = map[how]string{
	byPassword: web.Mark("%s đăng nhập."),
	byPIN:      web.Mark("%s đăng nhập bằng mã PIN trên máy dùng chung."),
	byPasskey:  web.Mark("%s đăng nhập bằng khóa truy cập."),
	bySSO:      web.Mark("%s đăng nhập qua đăng nhập chung."),
}

func (s *Service) entered(ctx context.Context, tx *db.Tx, a Account, by how) error {
	err := setEntered(ctx, tx, a.ID, s.Now())
	if err != nil {
		return err
	}
	return audit.Write(ctx, tx, s.Now(), audit.Entry{ActorID: a.ID, Actor: a.Name, Action: "auth.sign-in", Object: "account", ObjectID: a.ID,
		Sentence: entrances[by], Args: []any{a.Name}})
}

// passFactor opens the second door with a code of the application or a recovery code, and gives the session
// a new token. left is the number of recovery codes that remain, -1 if none was used. With a device's key the
// browser is remembered.
func (s *Service) passFactor(ctx context.Context, v visit, code, device, agent string) (token string, left int, err error) {
	guessed := s.doorOfAccount("factor", v.account.ID)
	err = s.knock(ctx, guessed)
	if err != nil {
		return "", 0, err
	}
	token = newToken()
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		left, err = s.useCode(ctx, tx, v.account.ID, code)
		if err != nil {
			return err
		}
		if device != "" {
			err := s.remember(ctx, tx, v, device, agent)
			if err != nil {
				return err
			}
		}
		return s.finishFactor(ctx, tx, v, token, guessed)
	})
	if errors.Is(err, errWrongCode) {
		burst := s.noteBurst(ctx, v.account, guessed, guessed)
		return "", 0, errors.Join(burst, err)
	}
	return token, left, err
}

// finishFactor lets somebody in whose second factor is right: the session goes on under a new token, what was guessed
// wrong is forgotten.
func (s *Service) finishFactor(ctx context.Context, tx *db.Tx, v visit, token string, guessed door) error {
	err := s.welcome(ctx, tx, guessed)
	if err != nil {
		return err
	}
	err = rotateSession(ctx, tx, v.session, tokenHash(token), true)
	if err != nil {
		return err
	}
	return s.entered(ctx, tx, v.account, v.how)
}

// signOut ends the session of a token.
func (s *Service) signOut(ctx context.Context, v *visit, token string) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		err := dropSession(ctx, tx, tokenHash(token))
		if err != nil || v == nil {
			return err
		}
		return audit.Write(ctx, tx, s.Now(), audit.Entry{ActorID: v.account.ID, Actor: v.account.Name, Action: "auth.sign-out",
			Object: "account", ObjectID: v.account.ID, Sentence: web.Mark("%s đăng xuất."), Args: []any{v.account.Name}})
	})
}

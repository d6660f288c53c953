package auth

import (
	"context"
	"errors"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
)

// confirm asks for the password once more before something that matters.
func (s *Service) confirm(ctx context.Context, v visit, password string) error {
	guessed := s.doorOfAccount("own", v.account.ID)
	err := s.knock(ctx, guessed)
	if err != nil {
		return err
	}
	ok, err := s.verify(ctx, v.account.hash, password)
	if err != nil {
		return err
	}
	if !ok {
		burst := s.noteBurst(ctx, v.account, guessed, guessed)
		return errors.Join(burst, fault.New(fault.Invalid, "Mật khẩu hiện tại chưa đúng.").At("current"))
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error { return s.welcome(ctx, tx, guessed) })
}

// changePassword stores a password of one's own. It ends the other sessions and gives this one a new token.
// The current password is asked for unless it was handed out and typed a moment ago.
func (s *Service) changePassword(ctx context.Context, v visit, current, password string) (token string, err error) {
	err = CheckPassword(password, v.account.Login)
	if err != nil {
		return "", err
	}
	if !v.account.MustChange {
		err := s.confirm(ctx, v, current)
		if err != nil {
			return "", err
		}
	}
	same, err := s.verify(ctx, v.account.hash, password)
	if err != nil {
		return "", err
	}
	if same {
		return "", fault.New(fault.Invalid, "Mật khẩu mới phải khác mật khẩu đang dùng.").At("password")
	}
	hash, err := s.HashPassword(ctx, password)
	if err != nil {
		return "", err
	}
	token = newToken()
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		err := setPassword(ctx, tx, v.account.ID, hash, s.Now(), nil)
		if err != nil {
			return err
		}
		err = forgetBrowsers(ctx, tx, v.account.ID)
		if err != nil {
			return err
		}
		err = dropOtherSessions(ctx, tx, v.account.ID, v.session)
		if err != nil {
			return err
		}
		err = rotateSession(ctx, tx, v.session, tokenHash(token), v.factored)
		if err != nil {
			return err
		}
		return s.note(ctx, tx, v.actor(), v.account, "auth.password", web.Mark("%s đổi mật khẩu."))
	})
	return token, err
}

// choices are what a person sets for themselves.
type choices struct {
	name, salute    string
	language, theme string
	keysOff         bool
}

// setChoices stores them; a changed name goes into the directory with an audit line.
func (s *Service) setChoices(ctx context.Context, v visit, c choices) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		err := setPreferences(ctx, tx, v.account.ID, c)
		if err != nil {
			return err
		}
		p, err := s.Org.Person(ctx, tx, v.account.Person)
		if err != nil {
			return err
		}
		if p.Name == c.name && p.Salute == c.salute {
			return nil
		}
		old := p.Name
		p.Name, p.Salute = c.name, c.salute
		err = s.Org.ChangePerson(ctx, tx, p)
		if err != nil {
			return err
		}
		if old == c.name {
			return nil
		}
		return s.note(ctx, tx, v.actor(), v.account, "auth.name", web.Mark("%s đổi tên thành %s."), c.name)
	})
}

// sessions lists the devices of an account, the one used last first.
func (s *Service) sessions(ctx context.Context, account int64) (all []Session, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		all, err = sessionsOf(ctx, tx, account, s.Now().Add(-s.Idle), s.Now().Add(-s.Life))
		return err
	})
	return all, err
}

// endSession signs one device of the visitor out; 0 signs out all but this one.
func (s *Service) endSession(ctx context.Context, v visit, id int64) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if id == 0 {
			err := dropOtherSessions(ctx, tx, v.account.ID, v.session)
			if err != nil {
				return err
			}
			return s.note(ctx, tx, v.actor(), v.account, "auth.sessions-end", web.Mark("%s đăng xuất các thiết bị khác."))
		}
		ok, err := dropSessionOf(ctx, tx, v.account.ID, id)
		if err != nil {
			return err
		}
		if !ok {
			return fault.New(fault.NotFound, "Thiết bị này đã đăng xuất từ trước.")
		}
		return s.note(ctx, tx, v.actor(), v.account, "auth.session-end", web.Mark("%s đăng xuất một thiết bị."))
	})
}

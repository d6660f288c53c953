package auth

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
)

// machine is a computer that several people use, each under their own name: the one of a commune, say. The
// browser holds its key; whoever signs in there is on its list of names from then on.
type machine struct {
	ID    int64 // 0: no shared machine
	Name  string
	Names []machineName
}

type machineName struct {
	Account int64
	Name    string
	Title   string // of the person
	PIN     bool   // signs in here with a PIN
}

const (
	pinLength   = 6
	pinFailures = 10 // then the PIN is gone and the password is asked for
	machineDays = 400
)

// machineOf is the shared machine whose browser holds key; the zero machine if there is none.
func (s *Service) machineOf(ctx context.Context, tx *db.Tx, key string) (machine, error) {
	if key == "" {
		return machine{}, nil
	}
	return machineByHash(ctx, tx, s.keyed("machine", key))
}

// readMachine is machineOf with the names on its list.
func (s *Service) readMachine(ctx context.Context, key string) (m machine, err error) {
	if key == "" {
		return m, nil
	}
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		m, err = s.machineOf(ctx, tx, key)
		if err != nil || m.ID == 0 {
			return err
		}
		m.Names, err = namesOn(ctx, tx, m.ID)
		return err
	})
	return m, err
}

// share makes the visitor's browser a shared machine and returns its key.
func (s *Service) share(ctx context.Context, v visit, name string) (key string, err error) {
	if name == "" {
		return "", fault.New(fault.Invalid, "Hãy đặt tên máy, ví dụ Máy bộ phận một cửa.").At("machine")
	}
	key = newToken()
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		id, err := insertMachine(ctx, tx, s.keyed("machine", key), name, v.account.ID, s.Now())
		if err != nil {
			return err
		}
		err = addName(ctx, tx, id, v.account.ID, s.Now())
		if err != nil {
			return err
		}
		err = setSessionMachine(ctx, tx, v.session, id)
		if err != nil {
			return err
		}
		err = dropDevices(ctx, tx, v.account.ID) // a browser that others use is not remembered
		if err != nil {
			return err
		}
		return s.note(ctx, tx, v.actor(), v.account, "auth.machine-new", web.Mark("%s đặt máy “%s” thành máy dùng chung."), name)
	})
	return key, err
}

// unshare makes a shared machine an ordinary one.
func (s *Service) unshare(ctx context.Context, v visit, key string) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		m, err := s.machineOf(ctx, tx, key)
		if err != nil || m.ID == 0 {
			return err
		}
		err = dropMachine(ctx, tx, m.ID)
		if err != nil {
			return err
		}
		err = leaveMachine(ctx, tx, m.ID)
		if err != nil {
			return err
		}
		return s.note(ctx, tx, v.actor(), v.account, "auth.machine-drop", web.Mark("%s thôi dùng chung máy “%s”."), m.Name)
	})
}

// CheckPIN tells whether a person may take pin: six digits that are not the first anybody would try.
func CheckPIN(pin string) error {
	if len(pin) != pinLength || !onlyDigits(pin) {
		return fault.New(fault.Invalid, "Mã PIN gồm đúng %d chữ số.", pinLength).At("pin")
	}
	kinds := map[rune]bool{}
	for _, r := range pin {
		kinds[r] = true
	}
	if len(kinds) < 3 || isRun(pin) {
		return fault.New(fault.Invalid, "Mã PIN này dễ đoán. Hãy chọn sáu số khác.").At("pin")
	}
	return nil
}

func onlyDigits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

// choosePIN sets the visitor's PIN on the machine with key, after asking for the password again. Whoever must
// use a second factor has no PIN: six digits would stand for both.
func (s *Service) choosePIN(ctx context.Context, v visit, key, pin, password string) error {
	err := CheckPIN(pin)
	if err != nil {
		return err
	}
	if v.account.Factor || v.policy.mustHaveFactor(v.officer.Grants) {
		return fault.New(fault.Conflict, "Tài khoản có mã xác thực thì không dùng mã PIN.")
	}
	err = s.confirm(ctx, v, password)
	if err != nil {
		return err
	}
	hash, err := s.HashPassword(ctx, pin)
	if err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		m, err := s.machineOf(ctx, tx, key)
		if err != nil {
			return err
		}
		ok, err := setPIN(ctx, tx, m.ID, v.account.ID, hash)
		if err != nil {
			return err
		}
		if !ok {
			return errNoMachine
		}
		err = forgetAttempt(ctx, tx, s.doorOfPIN(m.ID, v.account.ID).who)
		if err != nil {
			return err
		}
		return s.note(ctx, tx, v.actor(), v.account, "auth.pin", web.Mark("%s đặt mã PIN trên máy dùng chung “%s”."), m.Name)
	})
}

var errNoMachine = fault.New(fault.Conflict, "Máy này không còn là máy dùng chung. Hãy tải lại trang.")

// leaveList takes the visitor's name and PIN off the machine with key.
func (s *Service) leaveList(ctx context.Context, v visit, key string) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		m, err := s.machineOf(ctx, tx, key)
		if err != nil || m.ID == 0 {
			return err
		}
		err = dropName(ctx, tx, m.ID, v.account.ID)
		if err != nil {
			return err
		}
		return s.note(ctx, tx, v.actor(), v.account, "auth.machine-leave", web.Mark("%s bỏ tên khỏi máy dùng chung “%s”."), m.Name)
	})
}

func (s *Service) doorOfPIN(machine, account int64) door {
	return door{s.keyed("pin", fmt.Sprint(machine, " ", account)), freeByName}
}

var errWrongPIN = fault.New(fault.Invalid, "Mã PIN hoặc mật khẩu chưa đúng.").At("password")

// pickName opens the first door for somebody on the list of a shared machine: with their PIN there, or with
// their password.
func (s *Service) pickName(ctx context.Context, account int64, secret string, a attempt) (token string, who Account, err error) {
	var pin string
	var m machine
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		m, err = s.machineOf(ctx, tx, a.machine)
		if err != nil {
			return err
		}
		var there bool
		pin, there, err = pinOn(ctx, tx, m.ID, account)
		if err != nil {
			return err
		}
		if !there {
			return errNoMachine
		}
		who, err = accountByID(ctx, tx, account)
		if err != nil {
			return err
		}
		must, err := s.mustNow(ctx, tx, account)
		if must || who.Factor {
			pin = "" // six digits do not stand for the first of two factors
		}
		return err
	})
	if errors.Is(err, db.ErrNoRows) {
		err = errNoMachine
	}
	if err != nil {
		return "", Account{}, err
	}
	a.login, a.password = who.Login, secret
	if pin == "" || len(secret) != pinLength || !onlyDigits(secret) {
		token, who, err = s.signIn(ctx, a)
		if errors.Is(err, errWrong) {
			err = errWrongPIN
		}
		return token, who, err
	}
	err = s.tryPIN(ctx, m, who, pin, secret)
	if err != nil {
		return "", Account{}, err
	}
	a.how = byPIN
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		err := forgetAttempt(ctx, tx, s.doorOfPIN(m.ID, account).who)
		if err != nil {
			return err
		}
		token, err = s.open(ctx, tx, who, a.entry)
		return err
	})
	return token, who, err
}

// mustNow reports whether the account must use a second factor by its roles of this moment.
func (s *Service) mustNow(ctx context.Context, tx *db.Tx, account int64) (bool, error) {
	p, err := s.policy(ctx, tx)
	if err != nil {
		return false, err
	}
	grants, err := grantsOf(ctx, tx, account)
	return p.mustHaveFactor(grants), err
}

// tryPIN compares a PIN. After ten failures in a row the PIN is gone.
func (s *Service) tryPIN(ctx context.Context, m machine, who Account, hash, pin string) error {
	guessed := s.doorOfPIN(m.ID, who.ID)
	err := s.knock(ctx, guessed)
	if err != nil {
		return err
	}
	ok, err := s.verify(ctx, hash, pin)
	if err != nil {
		return err
	}
	if ok && who.MayEnter {
		return nil
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		n, err := attemptFailures(ctx, tx, guessed.who)
		if err != nil || n < pinFailures {
			return err
		}
		_, err = setPIN(ctx, tx, m.ID, who.ID, "")
		if err != nil {
			return err
		}
		return s.note(ctx, tx, Officer{Full: systemName}, who, "auth.pin-drop", web.Mark("Xóa mã PIN của %s trên máy “%s” vì nhập sai nhiều lần."), m.Name)
	})
	return errors.Join(err, s.noteBurst(ctx, who, guessed, guessed), errWrongPIN)
}

// lastSeen is when the session was last used, as far as this process knows.
func (s *Service) lastSeen(v visit) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	if later := s.seen[v.session]; later.After(v.seen) {
		return later
	}
	return v.seen
}

// lockedNow reports whether a session on a shared machine lay idle for so long that its screen is locked.
func (s *Service) lockedNow(v visit) bool {
	return v.machine != 0 && s.Now().Sub(s.lastSeen(v)) > v.lockAfter()
}

func (v visit) lockAfter() time.Duration { return time.Duration(v.policy.LockMinutes) * time.Minute }

// unlock opens the locked screen of m again for the person who locked it, with a new token.
func (s *Service) unlock(ctx context.Context, v visit, m machine, secret string) (token string, err error) {
	var pin string
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		pin, _, err = pinOn(ctx, tx, m.ID, v.account.ID)
		return err
	})
	if err != nil {
		return "", err
	}
	guessed := s.doorOfAccount("own", v.account.ID)
	if pin != "" && len(secret) == pinLength && onlyDigits(secret) {
		guessed = s.doorOfPIN(m.ID, v.account.ID)
		err = s.tryPIN(ctx, m, v.account, pin, secret)
	} else {
		err = s.confirm(ctx, v, secret)
		if e := fault.Find(err); e != nil && e.Kind == fault.Invalid {
			err = errWrongPIN
		}
	}
	if err != nil {
		return "", err
	}
	token = newToken()
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		err := forgetAttempt(ctx, tx, guessed.who)
		if err != nil {
			return err
		}
		err = setSeen(ctx, tx, v.session, s.Now())
		if err != nil {
			return err
		}
		return rotateSession(ctx, tx, v.session, tokenHash(token), v.factored)
	})
	return token, err
}

package auth

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/vi"
)

// Account is what a person signs in with.
type Account struct {
	ID         int64
	Person     org.PersonID
	Name       string // of the person
	Unit       org.UnitID
	Login      string // as written: an address of mail or a short name
	MustChange bool   // the password was handed out
	Active     bool   // not stopped
	MayEnter   bool   // active, and the person still is
	Language   string // "vi", "en"; empty: not chosen
	Theme      string // "auto", "light", "dark"; empty: not chosen
	KeysOff    bool   // no keyboard shortcuts
	Factor     bool   // signs in with a second factor
	FactorAt   *time.Time
	Passkeys   bool // has at least one
	Created    time.Time
	PasswordAt time.Time
	CodeUntil  *time.Time // a password that was handed out opens the door until then
	EnteredAt  *time.Time // last sign-in
	Version    int64      // grows with every edit by an administrator

	hash string
}

// NewAccount is what [Service.CreateAccount] needs. Without Hash the password is Password; without both a
// one-time password is made.
type NewAccount struct {
	Person     org.PersonID
	Login      string
	Password   string
	Hash       string // from [Service.HashPassword]
	MustChange bool   // the password is handed out; always so for a one-time password
	Language   string
	Grants     []Grant
}

var loginForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._@+-]{1,98}[a-z0-9]$`)

// foldLogin makes "Tran.Ha", "tran.ha " and "trần.hà" the same login.
func foldLogin(login string) string { return strings.TrimSpace(vi.Fold(login)) }

// CheckLogin tells whether login may be the name of an account.
func CheckLogin(login string) error {
	if !loginForm.MatchString(foldLogin(login)) {
		return fault.New(fault.Invalid, "Tên đăng nhập gồm 3 đến 100 chữ không dấu, chữ số và các dấu . _ - @, ví dụ ha.tran hoặc ha.tran@anbinh.gov.vn.").At("login")
	}
	return nil
}

// CreateAccount makes an account for a person of the directory and writes the audit line. once is the
// one-time password when none was given, to be handed over and never stored. It fails with
// [fault.Conflict] when the login is taken or the person has an account. Callers check the rights of by.
func (s *Service) CreateAccount(ctx context.Context, tx *db.Tx, by Officer, n NewAccount) (id int64, once string, err error) {
	err = CheckLogin(n.Login)
	if err != nil {
		return 0, "", err
	}
	person, err := s.Org.Person(ctx, tx, n.Person)
	if err != nil {
		return 0, "", err
	}
	hash, once := n.Hash, ""
	switch {
	case hash != "":
	case n.Password != "":
		err := CheckPassword(n.Password, n.Login)
		if err != nil {
			return 0, "", err
		}
		hash = hashPassword(n.Password, usualCost)
	default:
		once = oneTimePassword()
		hash, n.MustChange = hashPassword(once, codeCost), true
	}
	err = refuseTaken(ctx, tx, person, n)
	if err != nil {
		return 0, "", err
	}
	var until *time.Time
	if n.MustChange {
		until, err = s.codeEnd(ctx, tx)
		if err != nil {
			return 0, "", err
		}
	}
	id, err = insertAccount(ctx, tx, n, hash, s.Now(), until)
	if err != nil {
		return 0, "", fmt.Errorf("making the account %s: %w", n.Login, err)
	}
	for _, g := range n.Grants {
		err := insertGrant(ctx, tx, id, g)
		if err != nil {
			return 0, "", fmt.Errorf("granting %s to %s: %w", g.Role, n.Login, err)
		}
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return 0, "", err
	}
	a := Account{ID: id, Name: person.Name}
	return id, once, s.note(ctx, tx, by, a, "auth.account-new", web.Mark("Tạo tài khoản cho %s, tên đăng nhập %s, vai trò: %s."), n.Login, grantWords(tree, n.Grants))
}

// codeEnd is until when a password that is handed out now opens the door.
func (s *Service) codeEnd(ctx context.Context, tx *db.Tx) (*time.Time, error) {
	p, err := s.policy(ctx, tx)
	until := s.Now().AddDate(0, 0, p.CodeDays)
	return &until, err
}

func refuseTaken(ctx context.Context, tx *db.Tx, person org.Person, n NewAccount) error {
	_, err := accountByLogin(ctx, tx, foldLogin(n.Login))
	if err == nil {
		return fault.New(fault.Conflict, "Tên đăng nhập %s đã có người dùng. Hãy chọn tên khác.", n.Login).At("login")
	}
	if !errors.Is(err, db.ErrNoRows) {
		return err
	}
	_, err = accountOfPerson(ctx, tx, n.Person)
	if err == nil {
		return fault.New(fault.Conflict, "%s đã có tài khoản.", person.Name)
	}
	if !errors.Is(err, db.ErrNoRows) {
		return err
	}
	return nil
}

// grantWords writes grants for the audit log, in Vietnamese as the log is.
func grantWords(tree *org.Tree, grants []Grant) string {
	if len(grants) == 0 {
		return "không có"
	}
	var parts []string
	for _, g := range grants {
		parts = append(parts, RoleTitle(g.Role)+" · "+tree.Name(g.Unit))
	}
	return strings.Join(parts, "; ")
}

// manages reports whether o may administer the account: its person's unit and its every grant lie within.
func (o Officer) manages(a Account, grants []Grant) bool {
	return o.MayFor(ManageAccounts, a.Unit) && o.mayGrant(grants)
}

func (o Officer) mayGrant(grants []Grant) bool {
	return !slices.ContainsFunc(grants, func(g Grant) bool { return !o.mayGive(g) })
}

// managed reads an account for an administrator, or fails with [fault.NotFound] or [fault.Forbidden].
func (s *Service) managed(ctx context.Context, tx *db.Tx, by Officer, id int64) (Account, []Grant, error) {
	a, err := accountByID(ctx, tx, id)
	if errors.Is(err, db.ErrNoRows) {
		return Account{}, nil, fault.New(fault.NotFound, "Không tìm thấy tài khoản này.")
	}
	if err != nil {
		return Account{}, nil, err
	}
	grants, err := grantsOf(ctx, tx, id)
	if err != nil {
		return Account{}, nil, err
	}
	if !by.manages(a, grants) {
		return Account{}, nil, fault.New(fault.Forbidden, "Tài khoản của %s có quyền ngoài phạm vi bạn quản trị. Hãy nhờ quản trị cấp trên.", a.Name)
	}
	return a, grants, nil
}

// edited is one change of an account by an administrator who saw it at version.
func (s *Service) edited(ctx context.Context, by Officer, id, version int64, change func(tx *db.Tx, a Account, grants []Grant) error) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		a, grants, err := s.managed(ctx, tx, by, id)
		if err != nil {
			return err
		}
		ok, err := bumpAccount(ctx, tx, id, version)
		if err != nil {
			return err
		}
		if !ok {
			return fault.New(fault.Conflict, "Tài khoản của %s vừa được người khác sửa. Hãy tải lại trang để xem bản mới.", a.Name)
		}
		err = change(tx, a, grants)
		if err != nil {
			return err
		}
		return s.keepAnAdministrator(ctx, tx)
	})
}

// keepAnAdministrator refuses a change after which nobody could administer the whole province.
func (s *Service) keepAnAdministrator(ctx context.Context, tx *db.Tx) error {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return err
	}
	root, _ := tree.Root()
	holders, err := holdersAt(ctx, tx, Administrator, root.ID)
	if err != nil {
		return err
	}
	if len(holders) == 0 {
		return fault.New(fault.Conflict, "Phải còn ít nhất một tài khoản quản trị toàn tỉnh đang hoạt động. Hãy giao quyền cho người khác trước.")
	}
	return nil
}

// create makes an account, and the person where it is a new one.
func (s *Service) create(ctx context.Context, by Officer, person org.Person, n NewAccount) (id int64, once string, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		unit := person.Unit
		if n.Person != 0 {
			known, err := s.Org.Person(ctx, tx, n.Person)
			if err != nil {
				return err
			}
			unit = known.Unit
		}
		if !by.MayFor(ManageAccounts, unit) {
			return fault.New(fault.Forbidden, "Đơn vị này ngoài phạm vi bạn quản trị.")
		}
		if !by.mayGrant(n.Grants) {
			return errTooHigh
		}
		if n.Person == 0 {
			n.Person, err = s.Org.AddPerson(ctx, tx, person)
			if err != nil {
				return err
			}
		}
		id, once, err = s.CreateAccount(ctx, tx, by, n)
		return err
	})
	return id, once, err
}

// setGrants replaces what an account may; the change holds from its next request on.
func (s *Service) setGrants(ctx context.Context, by Officer, id, version int64, grants []Grant) error {
	grants = sortedGrants(grants)
	if !by.mayGrant(grants) {
		return errTooHigh
	}
	if !by.mayRegrant(id) {
		return fault.New(fault.Forbidden, "Không ai tự đổi vai trò của mình. Hãy nhờ quản trị cấp trên.")
	}
	return s.edited(ctx, by, id, version, func(tx *db.Tx, a Account, old []Grant) error {
		return s.replaceGrants(ctx, tx, by, a, old, grants)
	})
}

func (s *Service) replaceGrants(ctx context.Context, tx *db.Tx, by Officer, a Account, old, grants []Grant) error {
	err := dropGrants(ctx, tx, a.ID)
	if err != nil {
		return err
	}
	for _, g := range grants {
		err := insertGrant(ctx, tx, a.ID, g)
		if err != nil {
			return err
		}
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return err
	}
	return s.note(ctx, tx, by, a, "auth.grants", web.Mark("Đổi vai trò của %s từ “%s” thành “%s”."), grantWords(tree, old), grantWords(tree, grants))
}

var errTooHigh = fault.New(fault.Forbidden, "Vai trò hoặc đơn vị này ngoài phạm vi bạn quản trị.")

func sortedGrants(grants []Grant) []Grant {
	grants = slices.Clone(grants)
	slices.SortFunc(grants, func(a, b Grant) int {
		if d := slices.Index(Roles, a.Role) - slices.Index(Roles, b.Role); d != 0 {
			return d
		}
		return int(a.Unit - b.Unit)
	})
	return slices.Compact(grants)
}

// rename gives an account another login.
func (s *Service) rename(ctx context.Context, by Officer, id, version int64, login string) error {
	err := CheckLogin(login)
	if err != nil {
		return err
	}
	return s.edited(ctx, by, id, version, func(tx *db.Tx, a Account, _ []Grant) error {
		other, err := accountByLogin(ctx, tx, foldLogin(login))
		if err == nil && other.ID != id {
			return fault.New(fault.Conflict, "Tên đăng nhập %s đã có người dùng. Hãy chọn tên khác.", login).At("login")
		}
		if err != nil && !errors.Is(err, db.ErrNoRows) {
			return err
		}
		err = setLogin(ctx, tx, id, login)
		if err != nil {
			return err
		}
		return s.note(ctx, tx, by, a, "auth.login", web.Mark("Đổi tên đăng nhập của %s từ %s thành %s."), a.Login, login)
	})
}

// stop ends every session of an account and lets nobody in. It fails with [fault.Conflict] while the person
// has open work.
func (s *Service) stop(ctx context.Context, by Officer, id, version int64) error {
	if id == by.Account {
		return errOwnAccount
	}
	return s.edited(ctx, by, id, version, func(tx *db.Tx, a Account, _ []Grant) error {
		return s.close(ctx, tx, by, a)
	})
}

// CloseAccount stops an account as part of a larger change, such as handing over all its work in the same
// transaction. The caller has checked that by may. It does nothing to an account that is stopped already, and
// fails with [fault.Conflict] while the person has open work or is the last administrator of the province.
func (s *Service) CloseAccount(ctx context.Context, tx *db.Tx, by Officer, id int64) error {
	if id == by.Account {
		return errOwnAccount
	}
	a, err := accountByID(ctx, tx, id)
	if errors.Is(err, db.ErrNoRows) {
		return fault.New(fault.NotFound, "Không tìm thấy tài khoản này.")
	}
	if err != nil || !a.Active {
		return err
	}
	_, err = bumpAccount(ctx, tx, id, a.Version)
	if err != nil {
		return err
	}
	err = s.close(ctx, tx, by, a)
	if err != nil {
		return err
	}
	return s.keepAnAdministrator(ctx, tx)
}

// AccountOf is the account of a person; the zero Account when they have none.
func (s *Service) AccountOf(ctx context.Context, tx *db.Tx, person org.PersonID) (Account, error) {
	a, err := accountOfPerson(ctx, tx, person)
	if errors.Is(err, db.ErrNoRows) {
		return Account{}, nil
	}
	return a, err
}

func (s *Service) close(ctx context.Context, tx *db.Tx, by Officer, a Account) error {
	n, err := s.openWork(ctx, tx, a.Person)
	if err != nil {
		return err
	}
	if n > 0 && s.HandOver != "" {
		return fault.New(fault.Conflict, "%s còn %d việc đang mở. Hãy bàn giao hết ở trang Bàn giao (%s) rồi ngừng tài khoản.", a.Name, n, s.HandOver)
	}
	if n > 0 {
		return fault.New(fault.Conflict, "%s còn %d việc đang mở. Hãy bàn giao hết rồi ngừng tài khoản.", a.Name, n)
	}
	err = setActive(ctx, tx, a.ID, false)
	if err != nil {
		return err
	}
	err = forgetBrowsers(ctx, tx, a.ID)
	if err != nil {
		return err
	}
	err = dropOtherSessions(ctx, tx, a.ID, 0)
	if err != nil {
		return err
	}
	return s.note(ctx, tx, by, a, "auth.stop", web.Mark("Ngừng tài khoản của %s."))
}

var errOwnAccount = fault.New(fault.Conflict, "Bạn không thể ngừng tài khoản của chính mình.")

func (s *Service) openWork(ctx context.Context, tx *db.Tx, person org.PersonID) (int, error) {
	if s.OpenWork == nil {
		return 0, nil
	}
	return s.OpenWork.CountOpen(ctx, tx, person)
}

// resume lets a stopped account in again, with its old password.
func (s *Service) resume(ctx context.Context, by Officer, id, version int64) error {
	return s.edited(ctx, by, id, version, func(tx *db.Tx, a Account, _ []Grant) error {
		err := setActive(ctx, tx, id, true)
		if err != nil {
			return err
		}
		return s.note(ctx, tx, by, a, "auth.resume", web.Mark("Mở lại tài khoản của %s."))
	})
}

// reset hands out a new one-time password and ends every session.
func (s *Service) reset(ctx context.Context, by Officer, id, version int64) (once string, err error) {
	err = s.edited(ctx, by, id, version, func(tx *db.Tx, a Account, _ []Grant) error {
		once, err = s.resetPassword(ctx, tx, by, a, false)
		return err
	})
	return once, err
}

// resetFactor turns the second factor off for somebody who lost the telephone, with the passkeys that were on
// it, and ends every session.
func (s *Service) resetFactor(ctx context.Context, by Officer, id, version int64) error {
	return s.edited(ctx, by, id, version, func(tx *db.Tx, a Account, _ []Grant) error {
		err := errors.Join(s.dropFactor(ctx, tx, id), dropPasskeys(ctx, tx, id))
		if err != nil {
			return err
		}
		err = dropOtherSessions(ctx, tx, id, 0)
		if err != nil {
			return err
		}
		return s.note(ctx, tx, by, a, "auth.factor-reset", web.Mark("Xóa mã xác thực của %s."))
	})
}

// ResetPassword gives the account of login a one-time password from the server's command line, opens it if
// it was stopped, ends its sessions, and with clearFactor turns its second factor off. It fails with
// [fault.NotFound] if there is no such account.
func (s *Service) ResetPassword(ctx context.Context, login string, clearFactor bool) (once string, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		a, err := accountByLogin(ctx, tx, foldLogin(login))
		if errors.Is(err, db.ErrNoRows) {
			return fault.New(fault.NotFound, "Không có tài khoản nào tên %s.", login)
		}
		if err != nil {
			return err
		}
		_, err = bumpAccount(ctx, tx, a.ID, a.Version)
		if err != nil {
			return err
		}
		err = setActive(ctx, tx, a.ID, true)
		if err != nil {
			return err
		}
		once, err = s.resetPassword(ctx, tx, Officer{Full: systemName}, a, clearFactor)
		return err
	})
	return once, err
}

func (s *Service) resetPassword(ctx context.Context, tx *db.Tx, by Officer, a Account, clearFactor bool) (once string, err error) {
	once = oneTimePassword()
	until, err := s.codeEnd(ctx, tx)
	if err != nil {
		return "", err
	}
	err = setPassword(ctx, tx, a.ID, hashPassword(once, codeCost), s.Now(), until)
	if err != nil {
		return "", err
	}
	err = forgetBrowsers(ctx, tx, a.ID)
	if err != nil {
		return "", err
	}
	sentence := web.Mark("Đặt lại mật khẩu cho %s.")
	if clearFactor {
		sentence = web.Mark("Đặt lại mật khẩu và xóa mã xác thực của %s.")
		err = errors.Join(s.dropFactor(ctx, tx, a.ID), dropPasskeys(ctx, tx, a.ID))
		if err != nil {
			return "", err
		}
	}
	err = dropOtherSessions(ctx, tx, a.ID, 0)
	if err != nil {
		return "", err
	}
	err = forgetAttempt(ctx, tx, s.doorOfLogin(a.Login).who)
	if err != nil {
		return "", err
	}
	return once, s.note(ctx, tx, by, a, "auth.reset", sentence)
}

// history is what the log holds about an account, newest first.
func (s *Service) history(ctx context.Context, tx *db.Tx, account int64) ([]audit.Line, error) {
	return audit.Lines(ctx, tx, audit.Filter{Object: "account", ObjectID: account, Limit: 10})
}

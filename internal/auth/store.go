package auth

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/vi"
)

const accountColumns = `a.id, a.person, p.name, p.unit, a.login, a.must_change, a.active, a.active AND p.active, a.language, a.theme, a.keys_off,
	a.factor <> '', a.factor_at, EXISTS (SELECT 1 FROM auth_passkey k WHERE k.account = a.id), a.created, a.password_at, a.code_until,
	a.entered_at, a.version, a.hash`

func accountFields(a *Account) []any {
	return []any{&a.ID, &a.Person, &a.Name, &a.Unit, &a.Login, &a.MustChange, &a.Active, &a.MayEnter, &a.Language, &a.Theme, &a.KeysOff,
		&a.Factor, &a.FactorAt, &a.Passkeys, &a.Created, &a.PasswordAt, &a.CodeUntil, &a.EnteredAt, &a.Version, &a.hash}
}

func accountWhere(ctx context.Context, tx *db.Tx, where string, arg any) (a Account, err error) {
	err = tx.QueryRow(ctx, `
		SELECT `+accountColumns+`
		  FROM auth_account a JOIN org_person p ON p.id = a.person
		 WHERE `+where, arg).Scan(accountFields(&a)...)
	return a, err
}

func accountByLogin(ctx context.Context, tx *db.Tx, fold string) (Account, error) {
	return accountWhere(ctx, tx, `a.login_fold = $1`, fold)
}

func accountByID(ctx context.Context, tx *db.Tx, id int64) (Account, error) {
	return accountWhere(ctx, tx, `a.id = $1`, id)
}

func accountOfPerson(ctx context.Context, tx *db.Tx, person org.PersonID) (Account, error) {
	return accountWhere(ctx, tx, `a.person = $1`, person)
}

func anyAccount(ctx context.Context, tx *db.Tx) (there bool, err error) {
	err = tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM auth_account)`).Scan(&there)
	return there, err
}

func insertAccount(ctx context.Context, tx *db.Tx, n NewAccount, hash string, now time.Time, until *time.Time) (id int64, err error) {
	err = tx.QueryRow(ctx, `
		INSERT INTO auth_account (person, login, login_fold, hash, must_change, active, language, theme, keys_off, factor, factor_step,
		                          created, password_at, code_until, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, '', $8, '', 0, $9, $10, $11, 1)
		RETURNING id`,
		n.Person, n.Login, foldLogin(n.Login), hash, n.MustChange, true, n.Language, false, now, now, until).Scan(&id)
	return id, err
}

// bumpAccount raises the version if the account is still at it; it reports whether it was.
func bumpAccount(ctx context.Context, tx *db.Tx, id, version int64) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE auth_account SET version = version + 1 WHERE id = $1 AND version = $2`, id, version)
	return n == 1, err
}

func setLogin(ctx context.Context, tx *db.Tx, id int64, login string) error {
	_, err := tx.Exec(ctx, `UPDATE auth_account SET login = $1, login_fold = $2 WHERE id = $3`, login, foldLogin(login), id)
	return err
}

func setActive(ctx context.Context, tx *db.Tx, id int64, active bool) error {
	_, err := tx.Exec(ctx, `UPDATE auth_account SET active = $1 WHERE id = $2`, active, id)
	return err
}

// setPassword stores a password; with until it is one that was handed out and opens the door so long.
func setPassword(ctx context.Context, tx *db.Tx, id int64, hash string, now time.Time, until *time.Time) error {
	_, err := tx.Exec(ctx, `
		UPDATE auth_account SET hash = $1, must_change = $2, password_at = $3, code_until = $4 WHERE id = $5`, hash, until != nil, now, until, id)
	return err
}

func setEntered(ctx context.Context, tx *db.Tx, id int64, now time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE auth_account SET entered_at = $1 WHERE id = $2`, now, id)
	return err
}

func setPreferences(ctx context.Context, tx *db.Tx, id int64, c choices) error {
	_, err := tx.Exec(ctx, `UPDATE auth_account SET language = $1, theme = $2, keys_off = $3 WHERE id = $4`, c.language, c.theme, c.keysOff, id)
	return err
}

func grantsOf(ctx context.Context, tx *db.Tx, account int64) ([]Grant, error) {
	r, err := tx.Query(ctx, `SELECT role, unit FROM auth_grant WHERE account = $1 ORDER BY role, unit`, account)
	all, err := db.Collect(r, err, func(r *db.Rows) (g Grant, err error) {
		err = r.Scan(&g.Role, &g.Unit)
		return g, err
	})
	return sortedGrants(all), err
}

func insertGrant(ctx context.Context, tx *db.Tx, account int64, g Grant) error {
	_, err := tx.Exec(ctx, `INSERT INTO auth_grant (account, role, unit) VALUES ($1, $2, $3)`, account, g.Role, g.Unit)
	return err
}

func dropGrants(ctx context.Context, tx *db.Tx, account int64) error {
	_, err := tx.Exec(ctx, `DELETE FROM auth_grant WHERE account = $1`, account)
	return err
}

// holdersAt are the people who can sign in and hold role over exactly this unit.
func holdersAt(ctx context.Context, tx *db.Tx, role Role, unit org.UnitID) ([]org.PersonID, error) {
	r, err := tx.Query(ctx, `
		SELECT a.person
		  FROM auth_grant g JOIN auth_account a ON a.id = g.account JOIN org_person p ON p.id = a.person
		 WHERE g.role = $1 AND g.unit = $2 AND a.active AND p.active
		 ORDER BY p.sort, p.id`, role, unit)
	return db.Collect(r, err, func(r *db.Rows) (id org.PersonID, err error) {
		err = r.Scan(&id)
		return id, err
	})
}

// visitByToken reads a session with its account, person and grants; nil if there is none or it may not enter.
func (s *Service) visitByToken(ctx context.Context, tx *db.Tx, token string) (*visit, error) {
	r, err := tx.Query(ctx, `
		SELECT s.id, s.created, s.seen, s.factored, s.how, s.machine, `+accountColumns+`, p.salute,
		       o.factor_roles, o.device_days, o.code_days, o.lock_minutes, o.version, COALESCE(g.role, ''), COALESCE(g.unit, 0)
		  FROM auth_session s
		  JOIN auth_account a ON a.id = s.account
		  JOIN org_person p ON p.id = a.person
		  LEFT JOIN auth_policy o ON o.one = 1
		  LEFT JOIN auth_grant g ON g.account = a.id
		 WHERE s.token = $1 AND a.active AND p.active`, token)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var v *visit
	for r.Next() {
		if v == nil {
			v = &visit{}
		}
		var g Grant
		var o policyRow
		into := append([]any{&v.session, &v.created, &v.seen, &v.factored, &v.how, &v.machine}, accountFields(&v.account)...)
		err := r.Scan(append(into, &v.officer.Title, &o.factor, &o.device, &o.code, &o.lock, &o.version, &g.Role, &g.Unit)...)
		if err != nil {
			return nil, err
		}
		v.policy = s.policyFrom(o)
		if g.Role != "" {
			v.officer.Grants = append(v.officer.Grants, g)
		}
	}
	if v != nil {
		a := v.account
		v.officer.Account, v.officer.Person, v.officer.Full, v.officer.Home = a.ID, a.Person, a.Name, a.Unit
	}
	return v, r.Err()
}

func insertSession(ctx context.Context, tx *db.Tx, token string, account int64, now time.Time, e entry, machine int64) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO auth_session (token, account, created, seen, factored, device, how, machine) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		token, account, now, now, e.factored, deviceLabel(e.agent), e.how, machine)
	return err
}

func setSessionMachine(ctx context.Context, tx *db.Tx, session, machine int64) error {
	_, err := tx.Exec(ctx, `UPDATE auth_session SET machine = $1 WHERE id = $2`, machine, session)
	return err
}

// leaveMachine makes the sessions on a machine ordinary ones.
func leaveMachine(ctx context.Context, tx *db.Tx, machine int64) error {
	_, err := tx.Exec(ctx, `UPDATE auth_session SET machine = 0 WHERE machine = $1`, machine)
	return err
}

func rotateSession(ctx context.Context, tx *db.Tx, id int64, token string, factored bool) error {
	_, err := tx.Exec(ctx, `UPDATE auth_session SET token = $1, factored = $2 WHERE id = $3`, token, factored, id)
	return err
}

func dropSession(ctx context.Context, tx *db.Tx, token string) error {
	_, err := tx.Exec(ctx, `DELETE FROM auth_session WHERE token = $1`, token)
	return err
}

func dropSessionOf(ctx context.Context, tx *db.Tx, account, id int64) (bool, error) {
	n, err := tx.Exec(ctx, `DELETE FROM auth_session WHERE account = $1 AND id = $2`, account, id)
	return n == 1, err
}

func dropOtherSessions(ctx context.Context, tx *db.Tx, account, keep int64) error {
	_, err := tx.Exec(ctx, `DELETE FROM auth_session WHERE account = $1 AND id <> $2`, account, keep)
	return err
}

func dropOldSessions(ctx context.Context, tx *db.Tx, seen, created time.Time) error {
	_, err := tx.Exec(ctx, `DELETE FROM auth_session WHERE seen < $1 OR created < $2`, seen, created)
	return err
}

func setSeen(ctx context.Context, tx *db.Tx, id int64, at time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE auth_session SET seen = $1 WHERE id = $2 AND seen < $3`, at, id, at)
	return err
}

func sessionsOf(ctx context.Context, tx *db.Tx, account int64, seen, created time.Time) ([]Session, error) {
	r, err := tx.Query(ctx, `
		SELECT id, device, created, seen FROM auth_session
		 WHERE account = $1 AND seen >= $2 AND created >= $3
		 ORDER BY seen DESC, id DESC`, account, seen, created)
	return db.Collect(r, err, func(r *db.Rows) (x Session, err error) {
		err = r.Scan(&x.ID, &x.Device, &x.Created, &x.Seen)
		return x, err
	})
}

func factorOf(ctx context.Context, tx *db.Tx, account int64) (sealed string, last int64, err error) {
	err = tx.QueryRow(ctx, `SELECT factor, factor_step FROM auth_account WHERE id = $1`, account).Scan(&sealed, &last)
	return sealed, last, err
}

// takeStep marks a time step as used; it reports whether nobody was faster. It goes backwards only from a step
// later than latest, which a clock that fell back has left behind.
func takeStep(ctx context.Context, tx *db.Tx, account, step, latest int64) (bool, error) {
	n, err := tx.Exec(ctx, `
		UPDATE auth_account SET factor_step = $1
		 WHERE id = $2 AND (factor_step < $3 OR factor_step > $4) AND factor <> ''`, step, account, step, latest)
	return n == 1, err
}

// setFactor turns the second factor on if it is off; it reports whether it was.
func setFactor(ctx context.Context, tx *db.Tx, account int64, sealed string, step int64, now time.Time) (bool, error) {
	n, err := tx.Exec(ctx, `
		UPDATE auth_account SET factor = $1, factor_at = $2, factor_step = $3 WHERE id = $4 AND factor = ''`, sealed, now, step, account)
	return n == 1, err
}

func clearFactor(ctx context.Context, tx *db.Tx, account int64) error {
	_, err := tx.Exec(ctx, `UPDATE auth_account SET factor = '', factor_at = NULL, factor_step = 0 WHERE id = $1`, account)
	return err
}

func insertRecovery(ctx context.Context, tx *db.Tx, account int64, hash string) error {
	_, err := tx.Exec(ctx, `INSERT INTO auth_recovery (account, hash) VALUES ($1, $2)`, account, hash)
	return err
}

func takeRecovery(ctx context.Context, tx *db.Tx, account int64, hash string, now time.Time) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE auth_recovery SET used_at = $1 WHERE account = $2 AND hash = $3 AND used_at IS NULL`, now, account, hash)
	return n == 1, err
}

func countRecovery(ctx context.Context, tx *db.Tx, account int64) (n int, err error) {
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM auth_recovery WHERE account = $1 AND used_at IS NULL`, account).Scan(&n)
	return n, err
}

func dropRecovery(ctx context.Context, tx *db.Tx, account int64) error {
	_, err := tx.Exec(ctx, `DELETE FROM auth_recovery WHERE account = $1`, account)
	return err
}

// attemptFree is when somebody may try again; the zero instant if they never failed.
func attemptFree(ctx context.Context, tx *db.Tx, who string) (free time.Time, err error) {
	err = tx.QueryRow(ctx, `SELECT free_at FROM auth_attempt WHERE who = $1`, who).Scan(&free)
	if errors.Is(err, db.ErrNoRows) {
		return time.Time{}, nil
	}
	return free, err
}

// countAttempt adds a failure and returns how many there are; 0 if the door is shut.
func countAttempt(ctx context.Context, tx *db.Tx, who string, now, forgotten time.Time) (n int, err error) {
	err = tx.QueryRow(ctx, `
		INSERT INTO auth_attempt (who, failures, last_at, free_at) VALUES ($1, 1, $2, $3)
		ON CONFLICT (who) DO UPDATE
		   SET failures = CASE WHEN auth_attempt.last_at < $4 THEN 1 ELSE auth_attempt.failures + 1 END, last_at = excluded.last_at
		 WHERE auth_attempt.free_at <= $5
		RETURNING failures`, who, now, forgotten, forgotten, now).Scan(&n)
	if errors.Is(err, db.ErrNoRows) {
		return 0, nil
	}
	return n, err
}

func shutAttempt(ctx context.Context, tx *db.Tx, who string, free time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE auth_attempt SET free_at = $1 WHERE who = $2`, free, who)
	return err
}

func attemptFailures(ctx context.Context, tx *db.Tx, who string) (n int, err error) {
	err = tx.QueryRow(ctx, `SELECT failures FROM auth_attempt WHERE who = $1`, who).Scan(&n)
	if errors.Is(err, db.ErrNoRows) {
		return 0, nil
	}
	return n, err
}

func forgetAttempt(ctx context.Context, tx *db.Tx, who string) error {
	_, err := tx.Exec(ctx, `DELETE FROM auth_attempt WHERE who = $1`, who)
	return err
}

func takeBackAttempt(ctx context.Context, tx *db.Tx, who string, now time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE auth_attempt SET failures = failures - 1, free_at = $1 WHERE who = $2 AND failures > 0`, now, who)
	return err
}

func dropOldAttempts(ctx context.Context, tx *db.Tx, before time.Time) error {
	_, err := tx.Exec(ctx, `DELETE FROM auth_attempt WHERE last_at < $1`, before)
	return err
}

func insertSetupCode(ctx context.Context, tx *db.Tx, hash string, now time.Time) error {
	_, err := tx.Exec(ctx, `INSERT INTO auth_setup (hash, created) VALUES ($1, $2)`, hash, now)
	return err
}

func knowsSetupCode(ctx context.Context, tx *db.Tx, hash string) (there bool, err error) {
	err = tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM auth_setup WHERE hash = $1)`, hash).Scan(&there)
	return there, err
}

func dropSetupCodes(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `DELETE FROM auth_setup`)
	return err
}

var likeEscaper = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

func escapeLike(s string) string { return likeEscaper.Replace(s) }

// listed is one line of the list of accounts.
type listed struct {
	Account
	Title string // of the person
}

// accountFilter chooses accounts; empty fields choose all.
type accountFilter struct {
	text   string       // part of a name or a login, folded here
	units  []org.UnitID // of the people; nil: all
	role   Role
	state  string // "dung": stopped, "moi": never signed in, "ma": with a second factor
	limit  int
	offset int
}

func (f accountFilter) where() (string, []any) {
	sql, args := `1 = 1`, []any{}
	add := func(part string, values ...any) {
		for _, v := range values {
			args = append(args, v)
			part = strings.Replace(part, "?", "$"+strconv.Itoa(len(args)), 1)
		}
		sql += " AND " + part
	}
	if text := vi.Fold(f.text); text != "" {
		like := "%" + escapeLike(text) + "%"
		add(`(p.fold LIKE ? ESCAPE '\' OR a.login_fold LIKE ? ESCAPE '\')`, like, like)
	}
	if f.units != nil {
		if len(f.units) == 0 {
			add(`1 = 0`)
		} else {
			part := `p.unit IN (` + db.In(len(args)+1, len(f.units)) + `)`
			for _, u := range f.units {
				args = append(args, u)
			}
			sql += " AND " + part
		}
	}
	if f.role != "" {
		add(`EXISTS (SELECT 1 FROM auth_grant g WHERE g.account = a.id AND g.role = ?)`, f.role)
	}
	switch f.state {
	case "dung":
		add(`NOT a.active`)
	case "moi":
		add(`a.entered_at IS NULL`)
	case "ma":
		add(`a.factor <> ''`)
	}
	return sql, args
}

func countAccounts(ctx context.Context, tx *db.Tx, f accountFilter) (n int, err error) {
	where, args := f.where()
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM auth_account a JOIN org_person p ON p.id = a.person WHERE `+where, args...).Scan(&n)
	return n, err
}

func listAccounts(ctx context.Context, tx *db.Tx, f accountFilter) ([]listed, error) {
	where, args := f.where()
	n := len(args)
	args = append(args, f.limit, f.offset)
	r, err := tx.Query(ctx, `
		SELECT `+accountColumns+`, p.title
		  FROM auth_account a JOIN org_person p ON p.id = a.person
		 WHERE `+where+`
		 ORDER BY p.sort, a.id
		 LIMIT $`+strconv.Itoa(n+1)+` OFFSET $`+strconv.Itoa(n+2), args...)
	return db.Collect(r, err, func(r *db.Rows) (l listed, err error) {
		err = r.Scan(append(accountFields(&l.Account), &l.Title)...)
		return l, err
	})
}

// grantsOfMany reads the grants of several accounts at once.
func grantsOfMany(ctx context.Context, tx *db.Tx, accounts []int64) (map[int64][]Grant, error) {
	if len(accounts) == 0 {
		return nil, nil
	}
	args := make([]any, len(accounts))
	for i, id := range accounts {
		args[i] = id
	}
	r, err := tx.Query(ctx, `SELECT account, role, unit FROM auth_grant WHERE account IN (`+db.In(1, len(args))+`)`, args...)
	return grantsByAccount(r, err)
}

func grantsByAccount(r *db.Rows, err error) (map[int64][]Grant, error) {
	if err != nil {
		return nil, err
	}
	defer r.Close()
	all := map[int64][]Grant{}
	for r.Next() {
		var id int64
		var g Grant
		err := r.Scan(&id, &g.Role, &g.Unit)
		if err != nil {
			return nil, err
		}
		all[id] = append(all[id], g)
	}
	for id := range all {
		all[id] = sortedGrants(all[id])
	}
	return all, r.Err()
}

// candidate is a person of the directory without an account.
type candidate struct {
	Person org.PersonID
	Name   string
	Title  string
	Unit   org.UnitID
}

func candidates(ctx context.Context, tx *db.Tx, text string, limit int) ([]candidate, error) {
	r, err := tx.Query(ctx, `
		SELECT p.id, p.name, p.title, p.unit
		  FROM org_person p
		 WHERE p.active AND p.fold LIKE $1 ESCAPE '\'
		   AND NOT EXISTS (SELECT 1 FROM auth_account a WHERE a.person = p.id)
		 ORDER BY p.sort, p.id
		 LIMIT $2`, "%"+escapeLike(vi.Fold(text))+"%", limit)
	return db.Collect(r, err, func(r *db.Rows) (c candidate, err error) {
		err = r.Scan(&c.Person, &c.Name, &c.Title, &c.Unit)
		return c, err
	})
}

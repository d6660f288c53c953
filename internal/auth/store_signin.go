package auth

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
)

func readPolicy(ctx context.Context, tx *db.Tx) (r policyRow, err error) {
	err = tx.QueryRow(ctx, `SELECT factor_roles, device_days, code_days, lock_minutes, version FROM auth_policy`).
		Scan(&r.factor, &r.device, &r.code, &r.lock, &r.version)
	return r, err
}

// storePolicy puts p in place of the version it was made from; it reports whether that was still the one.
func storePolicy(ctx context.Context, tx *db.Tx, p policy) (bool, error) {
	var roles []string
	for _, r := range p.Factor {
		roles = append(roles, string(r))
	}
	n, err := tx.Exec(ctx, `
		INSERT INTO auth_policy (one, factor_roles, device_days, code_days, lock_minutes, version) VALUES (1, $1, $2, $3, $4, $5)
		ON CONFLICT (one) DO UPDATE
		   SET factor_roles = excluded.factor_roles, device_days = excluded.device_days, code_days = excluded.code_days,
		       lock_minutes = excluded.lock_minutes, version = excluded.version
		 WHERE auth_policy.version = $6`,
		strings.Join(roles, " "), p.DeviceDays, p.CodeDays, p.LockMinutes, p.Version+1, p.Version)
	return n == 1, err
}

func insertPasskey(ctx context.Context, tx *db.Tx, account int64, credential, name, record string, now time.Time) (bool, error) {
	n, err := tx.Exec(ctx, `
		INSERT INTO auth_passkey (account, credential, name, record, created) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (credential) DO NOTHING`, account, credential, name, record, now)
	return n == 1, err
}

func passkeysOf(ctx context.Context, tx *db.Tx, account int64) ([]Passkey, error) {
	r, err := tx.Query(ctx, `SELECT id, name, created, used, record FROM auth_passkey WHERE account = $1 ORDER BY id`, account)
	return db.Collect(r, err, func(r *db.Rows) (k Passkey, err error) {
		err = r.Scan(&k.ID, &k.Name, &k.Created, &k.Used, &k.record)
		return k, err
	})
}

func accountByCredential(ctx context.Context, tx *db.Tx, credential string) (Account, error) {
	return accountWhere(ctx, tx, `a.id = (SELECT account FROM auth_passkey WHERE credential = $1)`, credential)
}

func usePasskey(ctx context.Context, tx *db.Tx, credential, record string, now time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE auth_passkey SET record = $1, used = $2 WHERE credential = $3`, record, now, credential)
	return err
}

func setPasskeyName(ctx context.Context, tx *db.Tx, account, id int64, name string) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE auth_passkey SET name = $1 WHERE id = $2 AND account = $3`, name, id, account)
	return n == 1, err
}

func dropPasskey(ctx context.Context, tx *db.Tx, account, id int64) (name string, err error) {
	err = tx.QueryRow(ctx, `DELETE FROM auth_passkey WHERE id = $1 AND account = $2 RETURNING name`, id, account).Scan(&name)
	return name, err
}

func dropPasskeys(ctx context.Context, tx *db.Tx, account int64) error {
	_, err := tx.Exec(ctx, `DELETE FROM auth_passkey WHERE account = $1`, account)
	return err
}

// insertSpent reports whether nobody brought this value before.
func insertSpent(ctx context.Context, tx *db.Tx, hash string, now time.Time) (bool, error) {
	n, err := tx.Exec(ctx, `INSERT INTO auth_spent (hash, at) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING`, hash, now)
	return n == 1, err
}

func dropOldSpent(ctx context.Context, tx *db.Tx, before time.Time) error {
	_, err := tx.Exec(ctx, `DELETE FROM auth_spent WHERE at < $1`, before)
	return err
}

func accountByIdentity(ctx context.Context, tx *db.Tx, issuer, subject string) (a Account, err error) {
	var id int64
	err = tx.QueryRow(ctx, `SELECT account FROM auth_identity WHERE issuer = $1 AND subject = $2`, issuer, subject).Scan(&id)
	if err != nil {
		return a, err
	}
	return accountByID(ctx, tx, id)
}

// accountsMatching are the accounts, stopped ones too, that a claim may mean: by the address of mail of their
// person, or by their login. More than one is as good as none.
func accountsMatching(ctx context.Context, tx *db.Tx, fold string, mail bool) ([]Account, error) {
	r, err := tx.Query(ctx, `
		SELECT `+accountColumns+`, p.email
		  FROM auth_account a JOIN org_person p ON p.id = a.person
		 WHERE a.login_fold = $1 OR LOWER(p.email) = $2
		 ORDER BY a.id
		 LIMIT 3`, fold, fold)
	all, err := db.Collect(r, err, func(r *db.Rows) (f struct {
		Account
		email string
	}, err error) {
		err = r.Scan(append(accountFields(&f.Account), &f.email)...)
		return f, err
	})
	var found []Account
	for _, f := range all {
		if foldLogin(f.Login) == fold || mail && foldLogin(f.email) == fold {
			found = append(found, f.Account)
		}
	}
	return found, err
}

func insertIdentity(ctx context.Context, tx *db.Tx, issuer, subject string, account int64, now time.Time) error {
	_, err := tx.Exec(ctx, `INSERT INTO auth_identity (issuer, subject, account, created) VALUES ($1, $2, $3, $4)`, issuer, subject, account, now)
	return err
}

func useIdentity(ctx context.Context, tx *db.Tx, issuer, subject string, now time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE auth_identity SET used = $1 WHERE issuer = $2 AND subject = $3`, now, issuer, subject)
	return err
}

func countIdentities(ctx context.Context, tx *db.Tx, account int64) (n int, err error) {
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM auth_identity WHERE account = $1`, account).Scan(&n)
	return n, err
}

func dropIdentities(ctx context.Context, tx *db.Tx, account int64) error {
	_, err := tx.Exec(ctx, `DELETE FROM auth_identity WHERE account = $1`, account)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `DELETE FROM auth_link_code WHERE account = $1`, account)
	return err
}

func dropSessionsBy(ctx context.Context, tx *db.Tx, account int64, h how) error {
	_, err := tx.Exec(ctx, `DELETE FROM auth_session WHERE account = $1 AND how = $2`, account, h)
	return err
}

func setLinkCode(ctx context.Context, tx *db.Tx, account int64, hash string, until time.Time) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO auth_link_code (account, hash, until) VALUES ($1, $2, $3)
		ON CONFLICT (account) DO UPDATE SET hash = excluded.hash, until = excluded.until`, account, hash, until)
	return err
}

func takeLinkCode(ctx context.Context, tx *db.Tx, hash string, now time.Time) (account int64, err error) {
	err = tx.QueryRow(ctx, `DELETE FROM auth_link_code WHERE hash = $1 AND until > $2 RETURNING account`, hash, now).Scan(&account)
	return account, err
}

// rememberDevice keeps a browser for one account, or for longer if it is kept already.
func rememberDevice(ctx context.Context, tx *db.Tx, account int64, hash, label string, now, until time.Time) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO auth_device (account, hash, label, created, seen, until) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (account, hash) DO UPDATE SET label = excluded.label, seen = excluded.seen, until = excluded.until`,
		account, hash, label, now, now, until)
	return err
}

// useDevice reports whether the browser is known for the account, and notes that it was seen.
func useDevice(ctx context.Context, tx *db.Tx, account int64, hash string, now time.Time) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE auth_device SET seen = $1 WHERE account = $2 AND hash = $3 AND until > $4`, now, account, hash, now)
	return n == 1, err
}

func devicesOf(ctx context.Context, tx *db.Tx, account int64, now time.Time) ([]Device, error) {
	r, err := tx.Query(ctx, `
		SELECT id, label, created, seen, until, hash FROM auth_device
		 WHERE account = $1 AND until > $2
		 ORDER BY seen DESC, id DESC`, account, now)
	return db.Collect(r, err, func(r *db.Rows) (d Device, err error) {
		err = r.Scan(&d.ID, &d.Label, &d.Created, &d.Seen, &d.Until, &d.hash)
		return d, err
	})
}

func dropDevice(ctx context.Context, tx *db.Tx, account, id int64) (bool, error) {
	n, err := tx.Exec(ctx, `DELETE FROM auth_device WHERE account = $1 AND id = $2`, account, id)
	return n == 1, err
}

func dropDevices(ctx context.Context, tx *db.Tx, account int64) error {
	_, err := tx.Exec(ctx, `DELETE FROM auth_device WHERE account = $1`, account)
	return err
}

func dropOldDevices(ctx context.Context, tx *db.Tx, now time.Time) error {
	_, err := tx.Exec(ctx, `DELETE FROM auth_device WHERE until < $1`, now)
	return err
}

func insertMachine(ctx context.Context, tx *db.Tx, hash, name string, account int64, now time.Time) (id int64, err error) {
	err = tx.QueryRow(ctx, `INSERT INTO auth_machine (hash, name, account, created) VALUES ($1, $2, $3, $4) RETURNING id`, hash, name, account, now).Scan(&id)
	return id, err
}

func machineByHash(ctx context.Context, tx *db.Tx, hash string) (m machine, err error) {
	err = tx.QueryRow(ctx, `SELECT id, name FROM auth_machine WHERE hash = $1`, hash).Scan(&m.ID, &m.Name)
	if errors.Is(err, db.ErrNoRows) {
		return machine{}, nil
	}
	return m, err
}

func namesOn(ctx context.Context, tx *db.Tx, machine int64) ([]machineName, error) {
	r, err := tx.Query(ctx, `
		SELECT a.id, p.name, p.title, n.pin <> ''
		  FROM auth_machine_name n
		  JOIN auth_account a ON a.id = n.account
		  JOIN org_person p ON p.id = a.person
		 WHERE n.machine = $1 AND a.active AND p.active
		 ORDER BY p.sort, a.id`, machine)
	return db.Collect(r, err, func(r *db.Rows) (n machineName, err error) {
		err = r.Scan(&n.Account, &n.Name, &n.Title, &n.PIN)
		return n, err
	})
}

// addName puts a person on a machine's list, or notes that they were there.
func addName(ctx context.Context, tx *db.Tx, machine, account int64, now time.Time) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO auth_machine_name (machine, account, pin, used) VALUES ($1, $2, '', $3)
		ON CONFLICT (machine, account) DO UPDATE SET used = excluded.used`, machine, account, now)
	return err
}

func pinOn(ctx context.Context, tx *db.Tx, machine, account int64) (hash string, there bool, err error) {
	err = tx.QueryRow(ctx, `SELECT pin FROM auth_machine_name WHERE machine = $1 AND account = $2`, machine, account).Scan(&hash)
	if errors.Is(err, db.ErrNoRows) {
		return "", false, nil
	}
	return hash, err == nil, err
}

func setPIN(ctx context.Context, tx *db.Tx, machine, account int64, hash string) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE auth_machine_name SET pin = $1 WHERE machine = $2 AND account = $3`, hash, machine, account)
	return n == 1, err
}

// dropPINs makes an account use its password again on every machine.
func dropPINs(ctx context.Context, tx *db.Tx, account int64) error {
	_, err := tx.Exec(ctx, `UPDATE auth_machine_name SET pin = '' WHERE account = $1`, account)
	return err
}

func dropName(ctx context.Context, tx *db.Tx, machine, account int64) error {
	_, err := tx.Exec(ctx, `DELETE FROM auth_machine_name WHERE machine = $1 AND account = $2`, machine, account)
	return err
}

func dropMachine(ctx context.Context, tx *db.Tx, machine int64) error {
	_, err := tx.Exec(ctx, `DELETE FROM auth_machine_name WHERE machine = $1`, machine)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `DELETE FROM auth_machine WHERE id = $1`, machine)
	return err
}

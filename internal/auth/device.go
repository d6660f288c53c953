package auth

import (
	"context"
	"net/http"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
)

// Device is a browser on which the second factor of an account is asked less.
type Device struct {
	ID      int64
	Label   string // "Chrome · Windows"; empty: unknown
	Created time.Time
	Seen    time.Time // last sign-in
	Until   time.Time

	hash string
}

// how says by what a session was opened.
type how string

const (
	byPassword how = "password"
	byPIN      how = "pin"
	byPasskey  how = "passkey"
	bySSO      how = "sso"
)

// entry is what a browser brings along when a session is opened.
type entry struct {
	how      how
	factored bool
	agent    string
	old      string // token the browser had; its session ends
	device   string // key of a remembered device; empty: none
	machine  string // key of a shared machine; empty: none
}

// entryOf reads what the browser of r brings along.
func entryOf(r *http.Request) entry {
	return entry{how: byPassword, agent: r.UserAgent(), old: cookieToken(r), device: keyCookie(r, deviceCookie), machine: keyCookie(r, machineCookie)}
}

// Keys that stay with a browser after a session ends.
const (
	deviceCookie  = "nhipcau-thiet-bi"
	machineCookie = "nhipcau-may"
)

func hostName(r *http.Request, name string) string {
	if web.HTTPS(r.Context()) {
		return "__Host-" + name
	}
	return name
}

func keyCookie(r *http.Request, name string) string {
	c, err := r.Cookie(hostName(r, name))
	if err != nil || len(c.Value) > 100 {
		return ""
	}
	return c.Value
}

// setKeyCookie keeps a key with the browser for so many days; an empty key takes it away.
func setKeyCookie(w http.ResponseWriter, r *http.Request, name, key string, days int) {
	age := days * 24 * 3600
	if key == "" {
		age = -1
	}
	http.SetCookie(w, &http.Cookie{Name: hostName(r, name), Value: key, Path: "/", MaxAge: age, HttpOnly: true,
		Secure: web.HTTPS(r.Context()), SameSite: http.SameSiteLaxMode})
}

func (s *Service) deviceHash(key string) string { return s.keyed("device", key) }

// open makes a session for whoever has just proved to be a. It is the end of the sign-in unless a second
// factor is still to come.
func (s *Service) open(ctx context.Context, tx *db.Tx, a Account, e entry) (token string, err error) {
	p, err := s.policy(ctx, tx)
	if err != nil {
		return "", err
	}
	if !e.factored && e.device != "" && p.DeviceDays > 0 {
		e.factored, err = useDevice(ctx, tx, a.ID, s.deviceHash(e.device), s.Now())
		if err != nil {
			return "", err
		}
	}
	m, err := s.machineOf(ctx, tx, e.machine)
	if err != nil {
		return "", err
	}
	if m.ID != 0 {
		err := addName(ctx, tx, m.ID, a.ID, s.Now())
		if err != nil {
			return "", err
		}
	}
	err = dropSession(ctx, tx, tokenHash(e.old))
	if err != nil {
		return "", err
	}
	token = newToken()
	err = insertSession(ctx, tx, tokenHash(token), a.ID, s.Now(), e, m.ID)
	if err != nil {
		return "", err
	}
	must, err := s.mustNow(ctx, tx, a.ID)
	if err != nil {
		return "", err
	}
	if !e.factored && a.asksFactor(must) {
		return token, nil // not in yet
	}
	return token, s.entered(ctx, tx, a, e.how)
}

// asksFactor reports whether a password alone does not open the account.
func (a Account) asksFactor(must bool) bool { return a.Factor || must && a.Passkeys }

// remember lets the browser with key pass the second door of an account for as long as the province allows.
func (s *Service) remember(ctx context.Context, tx *db.Tx, v visit, key, agent string) error {
	now := s.Now()
	err := rememberDevice(ctx, tx, v.account.ID, s.deviceHash(key), deviceLabel(agent), now, now.AddDate(0, 0, v.policy.DeviceDays))
	if err != nil {
		return err
	}
	return s.note(ctx, tx, v.actor(), v.account, "auth.device-new", web.Mark("%s cho nhớ thiết bị %s trong %d ngày."), deviceLabel(agent), v.policy.DeviceDays)
}

// mayRemember reports whether this browser may be remembered: not one that others use too.
func (v visit) mayRemember() bool { return v.machine == 0 && v.policy.DeviceDays > 0 }

// forgetDevice makes one browser of the visitor ask for the second factor again.
func (s *Service) forgetDevice(ctx context.Context, v visit, id int64) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		ok, err := dropDevice(ctx, tx, v.account.ID, id)
		if err != nil {
			return err
		}
		if !ok {
			return fault.New(fault.NotFound, "Thiết bị này đã bỏ nhớ từ trước.")
		}
		return s.note(ctx, tx, v.actor(), v.account, "auth.device-drop", web.Mark("%s bỏ nhớ một thiết bị."))
	})
}

// forgetBrowsers ends everything that lets a browser in with less: remembered devices and PINs.
func forgetBrowsers(ctx context.Context, tx *db.Tx, account int64) error {
	err := dropDevices(ctx, tx, account)
	if err != nil {
		return err
	}
	return dropPINs(ctx, tx, account)
}

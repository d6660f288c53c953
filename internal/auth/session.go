package auth

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/web"
)

// Session is one device on which a person is signed in.
type Session struct {
	ID      int64
	Device  string // "Chrome · Windows"; empty: unknown
	Created time.Time
	Seen    time.Time // exact to about a minute
}

// visit is what one request's session says: who, and which doors are still shut.
type visit struct {
	session  int64
	created  time.Time
	seen     time.Time
	factored bool
	how      how
	machine  int64 // the shared machine; 0: none
	policy   policy
	account  Account
	officer  Officer
	locked   bool // the shared machine lay idle; its screen is locked
	ended    bool // the browser brought a session that is no longer valid
}

// step is the next door of a sign-in.
type step string

const (
	inside    step = ""
	askUnlock step = "unlock"   // whose turn it is at a shared machine that lay idle
	askFactor step = "factor"   // the code of the second factor
	askChange step = "password" // a password of one's own
	askEnrol  step = "enrol"    // the second factor, because the role asks for it
)

func (s *Service) next(v visit) step {
	must := v.policy.mustHaveFactor(v.officer.Grants)
	switch {
	case v.locked:
		return askUnlock
	case !v.factored && v.account.asksFactor(must):
		return askFactor
	case v.account.MustChange && (v.how == byPassword || v.how == byPIN):
		return askChange
	case must && !v.account.Factor && !v.account.Passkeys && !(v.how == bySSO && v.factored):
		return askEnrol
	}
	return inside
}

type contextKey int

const visitKey contextKey = 0

// visitOf is the session of the request; nil without one.
func visitOf(ctx context.Context) *visit {
	v, _ := ctx.Value(visitKey).(*visit)
	if v == nil || v.ended {
		return nil
	}
	return v
}

// endedVisit reports whether the browser brought a session that is over.
func endedVisit(ctx context.Context) bool {
	v, _ := ctx.Value(visitKey).(*visit)
	return v != nil && v.ended
}

// Identify finds the session of r. Only when no door is left does the context have an asker.
func (s *Service) Identify(r *http.Request) (context.Context, error) {
	ctx := r.Context()
	token := cookieToken(r)
	if token == "" {
		return ctx, nil
	}
	v, err := s.findVisit(ctx, token)
	if err != nil {
		return ctx, err
	}
	ctx = context.WithValue(ctx, visitKey, v)
	if v.ended {
		return ctx, nil
	}
	if !v.locked {
		s.touch(v.session, v.seen)
	}
	if s.next(*v) != inside {
		return ctx, nil
	}
	ctx = web.WithAsker(ctx, v.officer)
	if v.machine != 0 {
		ctx = web.WithLock(ctx, v.lockAfter(), unlockPath)
	}
	return ctx, nil
}

// findVisit reads session, account and grants in one query; the tree of units costs one more small one.
func (s *Service) findVisit(ctx context.Context, token string) (*visit, error) {
	v := &visit{ended: true}
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		found, err := s.visitByToken(ctx, tx, tokenHash(token))
		if err != nil || found == nil {
			return err
		}
		if s.expired(*found) {
			v.account.ID = found.account.ID
			return nil
		}
		tree, err := s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		found.officer.tree, found.officer.rights = tree, s.Rights
		found.officer.Office = tree.Label(found.officer.Home)
		found.locked = s.lockedNow(*found)
		v = found
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("finding the session: %w", err)
	}
	return v, nil
}

func (s *Service) expired(v visit) bool {
	now := s.Now()
	return now.Sub(s.lastSeen(v)) > s.Idle || now.Sub(v.created) > s.Life
}

// touch remembers that a session is in use; Flush stores it, at most once a minute.
func (s *Service) touch(session int64, stored time.Time) {
	now := s.Now()
	if now.Sub(stored) < time.Minute {
		return
	}
	s.mu.Lock()
	s.seen[session] = now
	s.mu.Unlock()
}

// May reports whether the asker holds right over some unit.
func (s *Service) May(ctx context.Context, right web.Right) bool {
	if right == OnSharedMachine {
		v := visitOf(ctx)
		return v != nil && v.machine != 0
	}
	return Of(ctx).May(right)
}

// SignInURL is the page of the next door, with the address to return to.
func (s *Service) SignInURL(r *http.Request) string {
	to := web.AddressToKeep(r)
	if v := visitOf(r.Context()); v != nil {
		return stepURL(s.next(*v), to)
	}
	return withReturn(signInPath, to)
}

// Formerly is the account whose session on this device is over, or still stands before a door; 0 when that is
// not known.
func (s *Service) Formerly(ctx context.Context) int64 {
	v, _ := ctx.Value(visitKey).(*visit)
	if v == nil {
		return 0
	}
	return v.account.ID
}

// Flush stores when sessions were last used. Call it once a minute and before the process ends; [Service.Keep] does.
func (s *Service) Flush(ctx context.Context) error {
	s.mu.Lock()
	batch := s.seen
	s.seen = map[int64]time.Time{}
	s.mu.Unlock()
	if len(batch) == 0 {
		return nil
	}
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		for id, at := range batch {
			err := setSeen(ctx, tx, id, at)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("storing when sessions were used: %w", err)
	}
	return nil
}

// Sweep removes what nobody needs any more: ended sessions, old failures, answered challenges, devices whose
// time is over, sign-in slips that nobody printed, imports older than thirty days.
func (s *Service) Sweep(ctx context.Context) error {
	now := s.Now()
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		// A form that is sent after its session ended still finds its writer for three days.
		err := dropOldSessions(ctx, tx, now.Add(-s.Idle-72*time.Hour), now.Add(-s.Life))
		if err != nil {
			return err
		}
		err = dropOldAttempts(ctx, tx, now.Add(-2*forgetAfter))
		if err != nil {
			return err
		}
		err = dropOldSpent(ctx, tx, now.Add(-2*journeyLife))
		if err != nil {
			return err
		}
		err = dropOldDevices(ctx, tx, now)
		if err != nil {
			return err
		}
		err = dropOldSlips(ctx, tx, now.Add(-slipLife))
		if err != nil {
			return err
		}
		return dropOldImports(ctx, tx, now.AddDate(0, 0, -30))
	})
	if err != nil {
		return fmt.Errorf("sweeping sessions: %w", err)
	}
	return nil
}

// Keep flushes every minute and sweeps every hour until ctx ends, then flushes once more.
func (s *Service) Keep(ctx context.Context) {
	minute := time.NewTicker(time.Minute)
	defer minute.Stop()
	for n := 0; ; n++ {
		select {
		case <-ctx.Done():
			s.tell(s.Flush(context.WithoutCancel(ctx)))
			return
		case <-minute.C:
		}
		s.tell(s.Flush(ctx))
		if n%60 == 0 {
			s.tell(s.Sweep(ctx))
		}
	}
}

func (s *Service) tell(err error) {
	if err != nil {
		s.Log.Error("keeping sessions", "error", err)
	}
}

// cookieName has the prefix that binds the cookie to this host and to HTTPS, wherever there is HTTPS.
func cookieName(ctx context.Context) string {
	if web.HTTPS(ctx) {
		return "__Host-nhipcau"
	}
	return "nhipcau"
}

func cookieToken(r *http.Request) string {
	c, err := r.Cookie(cookieName(r.Context()))
	if err != nil || len(c.Value) > 100 {
		return ""
	}
	return c.Value
}

func (s *Service) setCookie(w http.ResponseWriter, r *http.Request, token string) {
	age := int(s.Life.Seconds())
	if token == "" {
		age = -1
	}
	http.SetCookie(w, &http.Cookie{Name: cookieName(r.Context()), Value: token, Path: "/", MaxAge: age, HttpOnly: true,
		Secure: web.HTTPS(r.Context()), SameSite: http.SameSiteLaxMode})
}

// browsers and systems are looked for in this order: many browsers also call themselves Chrome or Safari.
var (
	browsers = [][2]string{{"coc_coc_browser", "Cốc Cốc"}, {"Zalo", "Zalo"}, {"Edg", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser", "Samsung Internet"},
		{"Firefox", "Firefox"}, {"FxiOS", "Firefox"}, {"CriOS", "Chrome"}, {"Chrome", "Chrome"}, {"Safari", "Safari"}}
	systems = [][2]string{{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"Mac OS", "macOS"},
		{"CrOS", "ChromeOS"}, {"Linux", "Linux"}}
)

// deviceLabel says what a person needs to recognise a device, and no more.
func deviceLabel(agent string) string {
	var parts []string
	for _, list := range [][][2]string{browsers, systems} {
		for _, known := range list {
			if strings.Contains(agent, known[0]) {
				parts = append(parts, known[1])
				break
			}
		}
	}
	return strings.Join(parts, " · ")
}

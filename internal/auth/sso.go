package auth

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
)

// SSO names the provider of single sign-on by OpenID Connect. Without Issuer there is none.
type SSO struct {
	Issuer   string   // "https://sso.anbinh.gov.vn"
	ClientID string   // how the provider knows us
	Secret   string   // empty: a public client, protected by PKCE alone
	Name     string   // on the button: "tài khoản của tỉnh"
	Match    string   // claim that finds the account of somebody not linked yet; empty: only links count
	Hosts    []string // further hosts of the provider beside the issuer's
}

const (
	journeyLife = 10 * time.Minute
	clockSkew   = 2 * time.Minute
	rereadAfter = time.Hour
	retryAfter  = 15 * time.Second // a provider that is down is not asked again before
)

// provider is the named provider with what it last said about itself.
type provider struct {
	SSO
	client *http.Client
	now    func() time.Time

	mu    sync.Mutex
	known *oidc.Provider
	end   string // where signing out there begins; empty: the provider has no such page
	read  time.Time
	down  error     // what was wrong when it was last asked in vain
	since time.Time // when that was
}

func newProvider(o SSO, now func() time.Time) (*provider, error) {
	if o.Issuer == "" {
		return nil, nil
	}
	if o.ClientID == "" {
		return nil, errors.New("đăng nhập chung thiếu mã ứng dụng (NHIPCAU_SSO_CLIENT_ID)")
	}
	client, err := newSSOClient(o.Issuer, o.Hosts)
	if err != nil {
		return nil, err
	}
	return &provider{SSO: o, client: client, now: now}, nil
}

// discover reads what the provider says about itself, at most once an hour; while it is down, what it said
// last is good enough.
func (p *provider) discover(ctx context.Context) (*oidc.Provider, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.known != nil && p.now().Sub(p.read) < rereadAfter {
		return p.known, nil
	}
	if p.down != nil && p.now().Sub(p.since) < retryAfter {
		return p.orError(p.down)
	}
	found, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), p.client), p.Issuer)
	if err != nil {
		p.down, p.since = fmt.Errorf("asking %s about itself: %w", p.Issuer, err), p.now()
		return p.orError(p.down)
	}
	var more struct {
		End string `json:"end_session_endpoint"`
	}
	err = found.Claims(&more)
	if err != nil {
		return nil, fmt.Errorf("reading what %s says about itself: %w", p.Issuer, err)
	}
	p.known, p.end, p.read, p.down = found, more.End, p.now(), nil
	return found, nil
}

// orError is what the provider said last; err if it never said anything.
func (p *provider) orError(err error) (*oidc.Provider, error) {
	if p.known != nil {
		return p.known, nil
	}
	return nil, err
}

func (p *provider) config(found *oidc.Provider, back string) *oauth2.Config {
	return &oauth2.Config{ClientID: p.ClientID, ClientSecret: p.Secret, Endpoint: found.Endpoint(), RedirectURL: back,
		Scopes: []string{oidc.ScopeOpenID, "profile", "email"}}
}

// journey is one trip to the provider and back, sealed into a cookie meanwhile.
type journey struct {
	State, Nonce, Verifier string
	To                     string // where the person wanted to go
	Until                  time.Time
}

const journeyPlace = "journey to the single sign-on"

// depart is the address to send the browser to, and the sealed journey it takes along.
func (s *Service) depart(ctx context.Context, back, to string) (address, sealed string, err error) {
	found, err := s.sso.discover(ctx)
	if err != nil {
		return "", "", err
	}
	j := journey{State: newToken(), Nonce: newToken(), Verifier: oauth2.GenerateVerifier(), To: to, Until: s.Now().Add(journeyLife)}
	text, err := json.Marshal(j)
	if err != nil {
		return "", "", err
	}
	address = s.sso.config(found, back).AuthCodeURL(j.State, oidc.Nonce(j.Nonce), oauth2.S256ChallengeOption(j.Verifier))
	return address, s.sealed(journeyPlace, string(text)), nil
}

func (s *Service) openJourney(sealed string) (j journey, err error) {
	text, err := s.opened(journeyPlace, sealed)
	if err != nil {
		return j, err
	}
	err = json.Unmarshal([]byte(text), &j)
	if err == nil && s.Now().After(j.Until) {
		err = errors.New("the journey took too long")
	}
	return j, err
}

// stranger is who the provider says is there.
type stranger struct {
	Issuer, Subject string
	Name            string // as the provider writes it
	Match           string // value of the claim that may find an account; empty: none that can be believed
	Strong          bool   // the provider asked for more than one factor
	Until           time.Time
}

// arrive checks everything the browser brings back: that it left from here, the one-time code, and the token
// with its signature, issuer, audience, time and nonce.
func (s *Service) arrive(ctx context.Context, back, sealed string, answer url.Values) (who stranger, j journey, err error) {
	j, err = s.openJourney(sealed)
	if err != nil {
		return who, j, err
	}
	if subtle.ConstantTimeCompare([]byte(answer.Get("state")), []byte(j.State)) != 1 {
		return who, j, errors.New("the state is not the one we sent")
	}
	if iss := answer.Get("iss"); iss != "" && iss != s.sso.Issuer {
		return who, j, fmt.Errorf("the answer comes from %q", iss)
	}
	if problem := answer.Get("error"); problem != "" {
		return who, j, fmt.Errorf("the provider refuses: %q", problem)
	}
	found, err := s.sso.discover(ctx)
	if err != nil {
		return who, j, err
	}
	ctx = oidc.ClientContext(ctx, s.sso.client)
	token, err := s.sso.config(found, back).Exchange(ctx, answer.Get("code"), oauth2.VerifierOption(j.Verifier))
	if err != nil {
		return who, j, fmt.Errorf("exchanging the code: %w", err)
	}
	raw, _ := token.Extra("id_token").(string)
	checked, err := found.Verifier(&oidc.Config{ClientID: s.sso.ClientID, Now: func() time.Time { return s.Now().Add(-clockSkew) }}).Verify(ctx, raw)
	if err != nil {
		return who, j, fmt.Errorf("checking the token: %w", err)
	}
	if subtle.ConstantTimeCompare([]byte(checked.Nonce), []byte(j.Nonce)) != 1 {
		return who, j, errors.New("the token has another nonce")
	}
	if checked.IssuedAt.After(s.Now().Add(clockSkew)) {
		return who, j, fmt.Errorf("the token is of the future: %s", checked.IssuedAt)
	}
	who, err = s.readToken(checked)
	return who, j, err
}

func (s *Service) readToken(token *oidc.IDToken) (who stranger, err error) {
	var claims map[string]any
	err = token.Claims(&claims)
	if err != nil {
		return who, fmt.Errorf("reading the token: %w", err)
	}
	text := func(name string) string { v, _ := claims[name].(string); return strings.TrimSpace(v) }
	if party := text("azp"); party != "" && party != s.sso.ClientID {
		return who, fmt.Errorf("the token was made for %q", party)
	}
	who = stranger{Issuer: token.Issuer, Subject: token.Subject, Name: text("name"), Until: s.Now().Add(journeyLife)}
	if s.sso.Match != "" {
		who.Match = text(s.sso.Match)
	}
	if verified, _ := claims["email_verified"].(bool); s.sso.Match == "email" && !verified {
		who.Match = "" // an address that its provider did not check is anybody's
	}
	methods, _ := claims["amr"].([]any)
	who.Strong = slices.Contains(methods, any("mfa"))
	if who.Subject == "" {
		return who, errors.New("the token names nobody")
	}
	return who, nil
}

// errUnlinked is the answer to somebody whom the provider knows and we do not.
var errUnlinked = fault.New(fault.NotFound, "Tài khoản đăng nhập chung này chưa được nối với ai ở đây.")

// admit opens a session for whoever the provider vouches for: by the link, or by the claim that the province
// chose, which then becomes a link. It never makes an account or a right. It fails with errUnlinked.
func (s *Service) admit(ctx context.Context, j journey, who stranger, e entry) (token string, a Account, err error) {
	e.how, e.factored = bySSO, who.Strong
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		err := s.spend(ctx, tx, "state", j.State)
		if err != nil {
			return err
		}
		a, err = s.accountOf(ctx, tx, who)
		if err != nil {
			return err
		}
		if !a.MayEnter {
			return errStopped
		}
		err = useIdentity(ctx, tx, who.Issuer, who.Subject, s.Now())
		if err != nil {
			return err
		}
		token, err = s.open(ctx, tx, a, e)
		return err
	})
	return token, a, err
}

var errStopped = fault.New(fault.Forbidden, "Tài khoản này đã ngừng. Hãy liên hệ người quản trị của đơn vị bạn.")

func (s *Service) accountOf(ctx context.Context, tx *db.Tx, who stranger) (Account, error) {
	a, err := accountByIdentity(ctx, tx, who.Issuer, who.Subject)
	if err == nil || !errors.Is(err, db.ErrNoRows) {
		return a, err
	}
	if who.Match == "" {
		return a, errUnlinked
	}
	found, err := accountsMatching(ctx, tx, foldLogin(who.Match), s.sso.Match == "email")
	if err != nil {
		return a, err
	}
	if len(found) != 1 {
		return a, errUnlinked
	}
	return found[0], s.link(ctx, tx, Officer{Full: systemName}, found[0], who.Issuer, who.Subject, web.Mark("Nối tài khoản của %s với đăng nhập chung theo thông tin nhà cung cấp gửi."))
}

// link writes down who a subject is here. It fails with [fault.Conflict] when the subject is somebody else.
func (s *Service) link(ctx context.Context, tx *db.Tx, by Officer, a Account, issuer, subject, sentence string) error {
	other, err := accountByIdentity(ctx, tx, issuer, subject)
	if err == nil && other.ID == a.ID {
		return nil
	}
	if err == nil {
		return fault.New(fault.Conflict, "Định danh này đang nối với tài khoản của %s.", other.Name).At("subject")
	}
	if !errors.Is(err, db.ErrNoRows) {
		return err
	}
	err = insertIdentity(ctx, tx, issuer, subject, a.ID, s.Now())
	if err != nil {
		return err
	}
	return s.note(ctx, tx, by, a, "auth.sso-link", sentence)
}

const linkCodeDays = 7

// newLinkCode is a one-time code that links an account, to be handed over.
func (s *Service) newLinkCode(ctx context.Context, by Officer, id, version int64) (code string, err error) {
	err = s.edited(ctx, by, id, version, func(tx *db.Tx, a Account, _ []Grant) error {
		code = words(3, 4)
		err := setLinkCode(ctx, tx, a.ID, s.keyed("link", plainCode(code)), s.Now().AddDate(0, 0, linkCodeDays))
		if err != nil {
			return err
		}
		return s.note(ctx, tx, by, a, "auth.sso-code", web.Mark("Cấp cho %s mã nối đăng nhập chung dùng một lần."))
	})
	return code, err
}

// linkSubject links an account by the identifier that the provider knows it by.
func (s *Service) linkSubject(ctx context.Context, by Officer, id, version int64, subject string) error {
	if subject == "" {
		return fault.New(fault.Invalid, "Hãy nhập định danh ở hệ thống đăng nhập chung.").At("subject")
	}
	return s.edited(ctx, by, id, version, func(tx *db.Tx, a Account, _ []Grant) error {
		return s.link(ctx, tx, by, a, s.sso.Issuer, subject, web.Mark("Nối tài khoản của %s với đăng nhập chung."))
	})
}

// unlink ends every link of an account and the sessions opened by one.
func (s *Service) unlink(ctx context.Context, by Officer, id, version int64) error {
	return s.edited(ctx, by, id, version, func(tx *db.Tx, a Account, _ []Grant) error {
		err := dropIdentities(ctx, tx, a.ID)
		if err != nil {
			return err
		}
		err = dropSessionsBy(ctx, tx, a.ID, bySSO)
		if err != nil {
			return err
		}
		return s.note(ctx, tx, by, a, "auth.sso-unlink", web.Mark("Bỏ nối tài khoản của %s với đăng nhập chung."))
	})
}

const strangerPlace = "stranger from the single sign-on"

// keepStranger seals who arrived, for the page that asks for a linking code.
func (s *Service) keepStranger(who stranger) string {
	text, _ := json.Marshal(who) // strings and an instant always marshal
	return s.sealed(strangerPlace, string(text))
}

var errWrongLink = fault.New(fault.Invalid, "Mã nối chưa đúng, đã dùng hoặc đã hết hạn. Hãy xin người quản trị mã mới.").At("code")

// linkByCode links whoever arrived with the account whose one-time code they hold, and lets them in.
func (s *Service) linkByCode(ctx context.Context, sealed, code string, client door, e entry) (token string, a Account, err error) {
	var who stranger
	text, err := s.opened(strangerPlace, sealed)
	if err == nil {
		err = json.Unmarshal([]byte(text), &who)
	}
	if err != nil || s.Now().After(who.Until) {
		return "", a, fault.Wrap(fault.Invalid, err, "Trang này đã cũ. Hãy đăng nhập lại từ đầu.")
	}
	err = s.knock(ctx, client)
	if err != nil {
		return "", a, err
	}
	e.how, e.factored = bySSO, who.Strong
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		id, err := takeLinkCode(ctx, tx, s.keyed("link", plainCode(code)), s.Now())
		if errors.Is(err, db.ErrNoRows) {
			return errWrongLink
		}
		if err != nil {
			return err
		}
		a, err = accountByID(ctx, tx, id)
		if err != nil {
			return err
		}
		if !a.MayEnter {
			return errStopped
		}
		err = s.link(ctx, tx, Officer{Account: a.ID, Full: a.Name}, a, who.Issuer, who.Subject, web.Mark("%s nối tài khoản với đăng nhập chung bằng mã dùng một lần."))
		if err != nil {
			return err
		}
		err = s.welcome(ctx, tx, client)
		if err != nil {
			return err
		}
		token, err = s.open(ctx, tx, a, e)
		return err
	})
	return token, a, err
}

// farewell is where signing out at the provider begins; empty when it has no such page.
func (s *Service) farewell(home string) string {
	if s.sso == nil {
		return ""
	}
	s.sso.mu.Lock()
	defer s.sso.mu.Unlock()
	if s.sso.end == "" {
		return ""
	}
	return s.sso.end + "?" + url.Values{"client_id": {s.sso.ClientID}, "post_logout_redirect_uri": {home}}.Encode()
}

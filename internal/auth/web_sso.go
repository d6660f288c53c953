package auth

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
)

const journeyCookie = "nhipcau-di-chung"

func setJourney(w http.ResponseWriter, r *http.Request, sealed string) {
	age := int(journeyLife.Seconds())
	if sealed == "" {
		age = -1
	}
	// Lax: the browser comes back from another site, by a link.
	http.SetCookie(w, &http.Cookie{Name: hostName(r, journeyCookie), Value: sealed, Path: "/", MaxAge: age, HttpOnly: true,
		Secure: web.HTTPS(r.Context()), SameSite: http.SameSiteLaxMode})
}

var errNoSSO = fault.New(fault.NotFound, "Hệ thống này chưa bật đăng nhập chung.")

// doDepart sends the browser to the provider. It changes nothing here, so that it may be a link.
func (s *Service) doDepart(w http.ResponseWriter, r *http.Request) error {
	if s.sso == nil {
		return errNoSSO
	}
	address, sealed, err := s.depart(r.Context(), s.site(r)+ssoBackPath, returnOf(r))
	if err != nil {
		s.Log.Warn("single sign-on", "error", err)
		return s.ssoRefused(w, r, http.StatusServiceUnavailable, web.Mark("Chưa kết nối được hệ thống %s. Hãy đăng nhập bằng mật khẩu, hoặc thử lại sau ít phút."), s.sso.Name)
	}
	setJourney(w, r, sealed)
	http.Redirect(w, r, address, http.StatusSeeOther)
	return nil
}

// ssoRefused shows the first door, where the password still works, with what went wrong.
func (s *Service) ssoRefused(w http.ResponseWriter, r *http.Request, status int, sentence string, args ...any) error {
	view, err := s.signInView(r, web.NewForm())
	if err != nil {
		return err
	}
	view.Trouble = web.T(r.Context(), sentence, args...)
	return web.Render(w, r, status, signInPage(view))
}

type strangerView struct {
	Form   *web.Form
	Name   string // of the provider
	Who    string // as the provider writes it
	Sealed string
	To     string
}

// doArrive takes whoever comes back from the provider in, or asks whom they are here.
func (s *Service) doArrive(w http.ResponseWriter, r *http.Request) error {
	if s.sso == nil {
		return errNoSSO
	}
	sealed := keyOf(r, journeyCookie)
	setJourney(w, r, "")
	who, j, err := s.arrive(r.Context(), s.site(r)+ssoBackPath, sealed, r.URL.Query())
	if err != nil {
		return s.notArrived(w, r, err)
	}
	token, account, err := s.admit(r.Context(), j, who, entryOf(r))
	if errors.Is(err, errUnlinked) {
		keepNowhere(w)
		return web.Render(w, r, http.StatusForbidden, strangerPage(strangerView{Form: web.NewForm(), Name: s.sso.Name, Who: who.Name, Sealed: s.keepStranger(who), To: j.To}))
	}
	if err != nil {
		return s.signInRefused(w, r, web.NewForm(), err)
	}
	r.URL.RawQuery = url.Values{returnField: {j.To}}.Encode()
	return s.come(w, r, token, account)
}

// notArrived tells the person in a sentence, and the operator in the log, why the journey failed.
func (s *Service) notArrived(w http.ResponseWriter, r *http.Request, err error) error {
	s.Log.Warn("single sign-on", "error", err)
	var down *url.Error
	switch {
	case errors.As(err, &down), errors.Is(err, context.DeadlineExceeded):
		return s.ssoRefused(w, r, http.StatusServiceUnavailable, web.Mark("Chưa kết nối được hệ thống %s. Hãy đăng nhập bằng mật khẩu, hoặc thử lại sau ít phút."), s.sso.Name)
	case r.URL.Query().Get("error") == "access_denied":
		return s.ssoRefused(w, r, http.StatusForbidden, web.Mark("Bạn đã dừng đăng nhập ở hệ thống %s. Hãy thử lại, hoặc dùng mật khẩu."), s.sso.Name)
	}
	return s.ssoRefused(w, r, http.StatusForbidden, web.Mark("Lượt đăng nhập qua hệ thống %s không hợp lệ hoặc đã quá lâu. Hãy bấm đăng nhập lại từ đầu."), s.sso.Name)
}

// keyOf reads a sealed cookie, which is longer than a key.
func keyOf(r *http.Request, name string) string {
	c, err := r.Cookie(hostName(r, name))
	if err != nil || len(c.Value) > 3000 {
		return ""
	}
	return c.Value
}

func (s *Service) doLinkByCode(w http.ResponseWriter, r *http.Request) error {
	if s.sso == nil {
		return errNoSSO
	}
	keepNowhere(w)
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	client := s.doorOfNetwork(web.ClientAddr(r.Context()))
	guessed := door{s.keyed("link", client.who), freeByName}
	token, account, err := s.linkByCode(r.Context(), form.Raw("sealed"), form.String("code"), guessed, entryOf(r))
	if err != nil {
		status := refused(w, r, form, err)
		if e := fault.Find(err); status == 0 && e != nil && e.Kind != fault.Internal {
			form.Problem("", e.Format, e.Args...)
			status = web.StatusOf(err)
		}
		if status == 0 {
			return err
		}
		return web.Render(w, r, status, strangerPage(strangerView{Form: form, Name: s.sso.Name, Sealed: form.Raw("sealed"), To: returnOf(r)}))
	}
	return s.come(w, r, token, account)
}

func (s *Service) doLinkSubject(w http.ResponseWriter, r *http.Request) error {
	if s.sso == nil {
		return errNoSSO
	}
	return s.change(w, r, web.Mark("Đã nối với đăng nhập chung."), func(ctx context.Context, by Officer, id int64, form *web.Form) error {
		return s.linkSubject(ctx, by, id, form.Version(), form.String("subject"))
	})
}

func (s *Service) doUnlink(w http.ResponseWriter, r *http.Request) error {
	return s.change(w, r, web.Mark("Đã bỏ nối và đăng xuất các phiên mở bằng đăng nhập chung."), func(ctx context.Context, by Officer, id int64, form *web.Form) error {
		return s.unlink(ctx, by, id, form.Version())
	})
}

// linkCodeView shows a linking code, once.
type linkCodeView struct {
	Name, Code, Provider, Back string
}

func (s *Service) doLinkCode(w http.ResponseWriter, r *http.Request) error {
	if s.sso == nil {
		return errNoSSO
	}
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	code, err := s.newLinkCode(r.Context(), Of(r.Context()), id, form.Version())
	if err != nil {
		return err
	}
	view, err := s.accountView(r.Context(), id, form)
	if err != nil {
		return err
	}
	keepNowhere(w)
	return web.Render(w, r, http.StatusOK, linkCodePage(linkCodeView{view.Account.Name, code, s.sso.Name, accountURL(id)}))
}

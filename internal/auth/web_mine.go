package auth

import (
	"net/http"
	"strconv"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/web"
)

type mineView struct {
	Form    *web.Form
	Account Account
	Salute  string
	Unit    string
	Roles   []grantLine
}

// grantLine is a grant in words; Role is a marked text.
type grantLine struct {
	Grant
	Title string // marked text
	Over  string
}

func linesOf(o Officer, grants []Grant) []grantLine {
	lines := make([]grantLine, len(grants))
	for i, g := range sortedGrants(grants) {
		lines[i] = grantLine{g, RoleTitle(g.Role), o.tree.Name(g.Unit)}
	}
	return lines
}

func (s *Service) mineView(v visit, form *web.Form) mineView {
	return mineView{Form: form, Account: v.account, Salute: v.officer.Title, Unit: v.officer.tree.Name(v.officer.Home), Roles: linesOf(v.officer, v.officer.Grants)}
}

func (s *Service) showMine(w http.ResponseWriter, r *http.Request) error {
	return web.Render(w, r, http.StatusOK, minePage(s.mineView(*visitOf(r.Context()), web.NewForm())))
}

func (s *Service) doMine(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r.Context())
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	form.Require("name", "Hãy nhập họ và tên.")
	c := choices{name: form.String("name"), salute: salute(form), keysOff: !form.Bool("keys"),
		language: oneOf(form.Raw("language"), web.Vietnamese, web.English), theme: oneOf(form.Raw("theme"), "auto", "light", "dark")}
	if form.OK() {
		err = s.setChoices(r.Context(), *v, c)
		if err != nil && refused(w, r, form, err) == 0 {
			return err
		}
	}
	if !form.OK() {
		return web.Render(w, r, http.StatusUnprocessableEntity, minePage(s.mineView(*v, form)))
	}

	keepChoices(w, r, Account{Language: c.language, Theme: c.theme, KeysOff: c.keysOff})
	return web.RedirectSaying(w, r, minePath, "Đã lưu thông tin và tùy chọn của bạn.")
}

// oneOf is value if it is allowed, else the first allowed one.
func oneOf(value string, allowed ...string) string {
	for _, a := range allowed {
		if a == value {
			return value
		}
	}
	return allowed[0]
}

func (s *Service) showPassword(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r.Context())
	return web.Render(w, r, http.StatusOK, passwordPage(passwordView{Form: web.NewForm(), Login: v.account.Login, Mine: true}))
}

func (s *Service) doPassword(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r.Context())
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	form.Require("current", "Hãy nhập mật khẩu hiện tại.")
	token, status, err := s.takePassword(w, r, form, *v)
	if err != nil {
		return err
	}
	if status != 0 {
		return web.Render(w, r, status, passwordPage(passwordView{Form: form, Login: v.account.Login, Mine: true}))
	}
	s.setCookie(w, r, token)
	return web.RedirectSaying(w, r, minePath, "Đã đổi mật khẩu. Các thiết bị khác của bạn phải đăng nhập lại.")
}

// myFactorView shows the second factor as it is: off with a secret to take, or on with what can be done.
type myFactorView struct {
	Enrol *enrolView // nil: it is on
	Form  *web.Form  // of the renewal and of turning it off
	Since time.Time
	Left  int // recovery codes
	Must  bool
}

func (s *Service) myFactorView(r *http.Request, v visit, form *web.Form) (view myFactorView, err error) {
	view = myFactorView{Form: form, Must: v.policy.mustHaveFactor(v.officer.Grants)}
	if !v.account.Factor {
		enrol, err := s.enrolViewFor(v, web.NewForm(), newSecret())
		view.Enrol = &enrol
		return view, err
	}
	if v.account.FactorAt != nil {
		view.Since = *v.account.FactorAt
	}
	err = s.DB.Read(r.Context(), func(tx *db.Tx) error {
		view.Left, err = countRecovery(r.Context(), tx, v.account.ID)
		return err
	})
	return view, err
}

func (s *Service) showMyFactor(w http.ResponseWriter, r *http.Request) error {
	view, err := s.myFactorView(r, *visitOf(r.Context()), web.NewForm())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, myFactorPage(view))
}

func (s *Service) doEnrol(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r.Context())
	codes, again, err := s.takeEnrolment(w, r, *v)
	if err != nil {
		return err
	}
	if again != nil {
		view := myFactorView{Enrol: again, Form: web.NewForm(), Must: v.policy.mustHaveFactor(v.officer.Grants)}
		return web.Render(w, r, http.StatusUnprocessableEntity, myFactorPage(view))
	}
	return web.Render(w, r, http.StatusOK, codesPage(codesView{Codes: codes, To: minePath + "/ma-xac-thuc", Login: v.account.Login, At: s.Now()}))
}

func (s *Service) doRenewRecovery(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r.Context())
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	codes, token, err := s.renewRecovery(r.Context(), *v, form.Secret(r, "current"))
	if err != nil {
		return s.factorRefused(w, r, *v, form, err)
	}
	s.setCookie(w, r, token)
	return web.Render(w, r, http.StatusOK, codesPage(codesView{Codes: codes, To: minePath + "/ma-xac-thuc", Login: v.account.Login, At: s.Now()}))
}

func (s *Service) doLeaveFactor(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r.Context())
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	token, err := s.leaveFactor(r.Context(), *v, form.Secret(r, "current"))
	if err != nil {
		return s.factorRefused(w, r, *v, form, err)
	}
	s.setCookie(w, r, token)
	return web.RedirectSaying(w, r, minePath+"/ma-xac-thuc", "Đã tắt mã xác thực. Từ lần sau bạn chỉ cần mật khẩu.")
}

func (s *Service) factorRefused(w http.ResponseWriter, r *http.Request, v visit, form *web.Form, cause error) error {
	status := refused(w, r, form, cause)
	if status == 0 {
		return cause
	}
	view, err := s.myFactorView(r, v, form)
	if err != nil {
		return err
	}
	return web.Render(w, r, status, myFactorPage(view))
}

type devicesView struct {
	Sessions []Session
	Here     int64
	Known    []Device // browsers on which the second factor is asked less
	HereKey  string   // hash of this browser among them
}

func (s *Service) showDevices(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r.Context())
	sessions, err := s.sessions(r.Context(), v.account.ID)
	if err != nil {
		return err
	}
	view := devicesView{Sessions: sessions, Here: v.session}
	if key := keyCookie(r, deviceCookie); key != "" {
		view.HereKey = s.deviceHash(key)
	}
	err = s.DB.Read(r.Context(), func(tx *db.Tx) error {
		view.Known, err = devicesOf(r.Context(), tx, v.account.ID, s.Now())
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, devicesPage(view))
}

func (s *Service) doForgetDevice(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	err = s.forgetDevice(r.Context(), *visitOf(r.Context()), id)
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, minePath+"/thiet-bi", "Đã bỏ nhớ thiết bị đó. Lần sau ở đó phải nhập mã xác thực.")
}

func (s *Service) doEndOthers(w http.ResponseWriter, r *http.Request) error {
	err := s.endSession(r.Context(), *visitOf(r.Context()), 0)
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, minePath+"/thiet-bi", "Đã đăng xuất mọi thiết bị khác.")
}

func (s *Service) doEndSession(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	err = s.endSession(r.Context(), *visitOf(r.Context()), id)
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, minePath+"/thiet-bi", "Đã đăng xuất thiết bị đó.")
}

func idText(id int64) string { return strconv.FormatInt(id, 10) }

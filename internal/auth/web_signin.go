package auth

import (
	"context"
	"errors"
	"math"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
)

// waitWords writes a wait rounded up, so that whoever waits it out gets in.
func waitWords(ctx context.Context, d time.Duration) string {
	if d <= 2*time.Minute {
		return web.T(ctx, "%d giây", int(math.Ceil(d.Seconds())))
	}
	return web.T(ctx, "%d phút", int(math.Ceil(d.Minutes())))
}

// refused puts err into the form and returns the status of the page that shows it; 0 when err is the
// handler's to return.
func refused(w http.ResponseWriter, r *http.Request, form *web.Form, err error) int {
	var wait waiting
	if errors.As(err, &wait) {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.left.Seconds()))))
		form.Problem("", "Đã nhập sai nhiều lần. Hãy đợi %s rồi thử lại; nếu quên, hãy nhờ quản trị đặt lại mật khẩu.", waitWords(r.Context(), wait.left))
		return http.StatusTooManyRequests
	}
	for _, e := range all(err) {
		if !form.Take(e) {
			return 0
		}
	}
	return http.StatusUnprocessableEntity
}

// all are the errors joined in err.
func all(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	return []error{err}
}

type signInView struct {
	Form    *web.Form
	To      string
	Ended   bool        // a session was there and is over
	Machine machine     // the shared machine with its names
	Picked  machineName // who was picked from them; Account 0: nobody yet
	Others  bool        // somebody who is not on the list
	SSO     string      // name of the single sign-on; empty: none
	Leave   string      // where signing out at the provider goes on; empty: nowhere
	Turn    bool        // somebody is signed in and hands the machine on
	Trouble string      // what is wrong with the single sign-on, in the reader's language; empty: nothing
}

// signInView is the page of the first door as this browser gets it.
func (s *Service) signInView(r *http.Request, form *web.Form) (v signInView, err error) {
	v = signInView{Form: form, To: returnOf(r), Ended: endedVisit(r.Context())}
	if at := visitOf(r.Context()); at != nil && s.next(*at) == inside {
		v.Turn, v.To = true, "/"
	}
	if s.sso != nil {
		v.SSO = s.sso.Name
	}
	v.Machine, err = s.readMachine(r.Context(), keyCookie(r, machineCookie))
	if err != nil {
		return v, err
	}
	picked, _ := strconv.ParseInt(r.URL.Query().Get("nguoi"), 10, 64)
	if form.Sent() {
		picked = form.Int64("nguoi")
	}
	for _, n := range v.Machine.Names {
		if n.Account == picked {
			v.Picked = n
		}
	}
	v.Others = v.Picked.Account == 0 && (form.Has("login") || r.URL.Query().Get("nguoi") == "khac")
	return v, nil
}

func (s *Service) showSignIn(w http.ResponseWriter, r *http.Request) error {
	if v := visitOf(r.Context()); v != nil {
		return web.Redirect(w, r, stepURL(s.next(*v), returnOf(r)))
	}
	fresh, err := s.isNew(r.Context())
	if err != nil {
		return err
	}
	if fresh {
		return web.Redirect(w, r, SetupPath)
	}
	view, err := s.signInView(r, web.NewForm())
	if err != nil {
		return err
	}
	if r.URL.Query().Has("ra") {
		view.Leave = s.farewell(s.site(r) + signInPath)
	}
	return web.Render(w, r, http.StatusOK, signInPage(view))
}

func (s *Service) doSignIn(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	picked := form.Int64("nguoi")
	if picked == 0 {
		form.Require("login", "Hãy nhập tên đăng nhập.")
	}
	form.Require("password", "Hãy nhập mật khẩu.")
	if !form.OK() {
		return s.signInAgain(w, r, form, http.StatusUnprocessableEntity)
	}

	var token string
	var account Account
	a := attempt{entry: entryOf(r), login: form.String("login"), password: form.Secret(r, "password"), client: web.ClientAddr(r.Context())}
	if picked != 0 {
		token, account, err = s.pickName(r.Context(), picked, a.password, a)
	} else {
		token, account, err = s.signIn(r.Context(), a)
	}
	if err != nil {
		return s.signInRefused(w, r, form, err)
	}
	return s.come(w, r, token, account)
}

func (s *Service) signInAgain(w http.ResponseWriter, r *http.Request, form *web.Form, status int) error {
	view, err := s.signInView(r, form)
	if err != nil {
		return err
	}
	return web.Render(w, r, status, signInPage(view))
}

// signInRefused shows the first door again with what was wrong, and the other ways in.
func (s *Service) signInRefused(w http.ResponseWriter, r *http.Request, form *web.Form, cause error) error {
	status := refused(w, r, form, cause)
	if e := fault.Find(cause); status == 0 && e != nil && e.Kind != fault.Internal {
		form.Problem("", e.Format, e.Args...)
		status = web.StatusOf(cause)
	}
	if status == 0 {
		return cause
	}
	return s.signInAgain(w, r, form, status)
}

// come gives the browser its session and goes to the next door.
func (s *Service) come(w http.ResponseWriter, r *http.Request, token string, account Account) error {
	s.setCookie(w, r, token)
	v, err := s.findVisit(r.Context(), token)
	if err != nil {
		return err
	}
	if s.next(*v) != askFactor {
		keepChoices(w, r, account)
	}
	return web.Redirect(w, r, stepURL(s.next(*v), returnOf(r)))
}

// onward goes to the next door of the session that token opens, or to the page asked for.
func (s *Service) onward(w http.ResponseWriter, r *http.Request, token string) error {
	v, err := s.findVisit(r.Context(), token)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, stepURL(s.next(*v), returnOf(r)))
}

// at returns the visit if its next door is want; otherwise it has sent the person where they belong.
func (s *Service) at(w http.ResponseWriter, r *http.Request, want step) (*visit, error) {
	v := visitOf(r.Context())
	if v == nil {
		return nil, web.Redirect(w, r, withReturn(signInPath, returnOf(r)))
	}
	if next := s.next(*v); next != want {
		return nil, web.Redirect(w, r, stepURL(next, returnOf(r)))
	}
	return v, nil
}

type factorView struct {
	Form *web.Form
	To   string
	Name string
	Code bool // a code of an application is one way through
	Key  bool // a passkey is
	Days int  // for which this browser may be remembered; 0: it may not
}

func factorViewFor(r *http.Request, v visit, form *web.Form) factorView {
	view := factorView{Form: form, To: returnOf(r), Name: v.account.Name, Code: v.account.Factor, Key: v.account.Passkeys}
	if v.mayRemember() {
		view.Days = v.policy.DeviceDays
	}
	return view
}

// rememberKey is the key under which this browser is to be remembered; empty when nobody asked for it.
func rememberKey(r *http.Request, v visit, form *web.Form) string {
	if !form.Bool("remember") || !v.mayRemember() {
		return ""
	}
	if key := keyCookie(r, deviceCookie); key != "" {
		return key
	}
	return newToken()
}

func (s *Service) showFactor(w http.ResponseWriter, r *http.Request) error {
	v, err := s.at(w, r, askFactor)
	if v == nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, factorPage(factorViewFor(r, *v, web.NewForm())))
}

func (s *Service) doFactor(w http.ResponseWriter, r *http.Request) error {
	v, err := s.at(w, r, askFactor)
	if v == nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	view := factorViewFor(r, *v, form)
	form.Require("code", "Hãy nhập mã 6 số hoặc một mã dự phòng.")
	if !form.OK() {
		return web.Render(w, r, http.StatusUnprocessableEntity, factorPage(view))
	}

	device := rememberKey(r, *v, form)
	token, left, err := s.passFactor(r.Context(), *v, form.String("code"), device, r.UserAgent())
	if err != nil {
		status := refused(w, r, form, err)
		if status == 0 {
			return err
		}
		return web.Render(w, r, status, factorPage(view))
	}

	s.setCookie(w, r, token)
	if device != "" {
		setKeyCookie(w, r, deviceCookie, device, maxDeviceDays)
	}
	keepChoices(w, r, v.account)
	if left >= 0 {
		web.SetFlash(w, r, web.Flash{Text: web.T(r.Context(), "Bạn vừa dùng một mã dự phòng, còn %d mã. Khi có điện thoại, hãy lấy bộ mã mới ở trang Tài khoản của tôi.", left)})
	}
	return s.onward(w, r, token)
}

type passwordView struct {
	Form  *web.Form
	To    string
	Login string
	Mine  bool // on the page of one's own account; otherwise at the door
}

func (s *Service) showFirstPassword(w http.ResponseWriter, r *http.Request) error {
	v, err := s.at(w, r, askChange)
	if v == nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, firstPasswordPage(passwordView{Form: web.NewForm(), To: returnOf(r), Login: v.account.Login}))
}

func (s *Service) doFirstPassword(w http.ResponseWriter, r *http.Request) error {
	v, err := s.at(w, r, askChange)
	if v == nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	token, status, err := s.takePassword(w, r, form, *v)
	if err != nil {
		return err
	}
	if status != 0 {
		view := passwordView{Form: form, To: returnOf(r), Login: v.account.Login}
		return web.Render(w, r, status, firstPasswordPage(view))
	}
	s.setCookie(w, r, token)
	return s.onward(w, r, token)
}

// takePassword reads a new password and its repetition. A status other than 0 shows the form again.
func (s *Service) takePassword(w http.ResponseWriter, r *http.Request, form *web.Form, v visit) (token string, status int, err error) {
	form.Require("password", "Hãy nhập mật khẩu mới.")
	if form.Secret(r, "password") != form.Secret(r, "again") {
		form.Problem("again", "Hai lần nhập mật khẩu mới chưa giống nhau.")
	}
	if !form.OK() {
		return "", http.StatusUnprocessableEntity, nil
	}
	token, err = s.changePassword(r.Context(), v, form.Secret(r, "current"), form.Secret(r, "password"))
	if err == nil {
		return token, 0, nil
	}
	status = refused(w, r, form, err)
	if status == 0 {
		return "", 0, err
	}
	return "", status, nil
}

// enrolView shows a secret to be taken into an application.
type enrolView struct {
	Form   *web.Form
	To     string
	Door   bool   // at the door; otherwise on the page of one's own account
	Secret string // in groups of four
	Sealed string // the same, for the way back
	Path   string // of the picture
	Side   int    // modules along a side
}

func (s *Service) enrolViewFor(v visit, form *web.Form, secret string) (enrolView, error) {
	path, side, err := qrPath(secretURL(v.account.Login, secret))
	if err != nil {
		return enrolView{}, err
	}
	return enrolView{Form: form, Secret: secretGroups(secret), Sealed: s.enrolment(v.account.ID, secret), Path: path, Side: side}, nil
}

// keepNowhere keeps a page with secrets out of every cache, also before the person is in.
func keepNowhere(w http.ResponseWriter) { w.Header().Set("Cache-Control", "private, no-store") }

func (s *Service) showEnrolAtDoor(w http.ResponseWriter, r *http.Request) error {
	keepNowhere(w)
	v, err := s.at(w, r, askEnrol)
	if v == nil {
		return err
	}
	view, err := s.enrolViewFor(*v, web.NewForm(), newSecret())
	if err != nil {
		return err
	}
	view.Door, view.To = true, returnOf(r)
	return web.Render(w, r, http.StatusOK, enrolDoorPage(view))
}

func (s *Service) doEnrolAtDoor(w http.ResponseWriter, r *http.Request) error {
	keepNowhere(w)
	v, err := s.at(w, r, askEnrol)
	if v == nil {
		return err
	}
	codes, again, err := s.takeEnrolment(w, r, *v)
	if err != nil {
		return err
	}
	if again != nil {
		again.Door, again.To = true, returnOf(r)
		return web.Render(w, r, http.StatusUnprocessableEntity, enrolDoorPage(*again))
	}
	return web.Render(w, r, http.StatusOK, codesPage(codesView{Codes: codes, To: returnOf(r), Login: v.account.Login, Door: true, At: s.Now()}))
}

// takeEnrolment reads the code and turns the second factor on; again is the page to show when it was wrong.
func (s *Service) takeEnrolment(w http.ResponseWriter, r *http.Request, v visit) (codes []string, again *enrolView, err error) {
	form, err := web.ReadForm(r)
	if err != nil {
		return nil, nil, err
	}
	codes, token, err := s.enrol(r.Context(), v, form.Raw("secret"), form.String("code"))
	if err == nil {
		s.setCookie(w, r, token)
		keepChoices(w, r, v.account)
		return codes, nil, nil
	}
	if fault.KindOf(err) != fault.Invalid || !form.Take(err) {
		return nil, nil, err
	}
	secret, bad := s.enrolled(v, form.Raw("secret"))
	if bad != nil {
		secret = newSecret()
	}
	view, err := s.enrolViewFor(v, form, secret)
	return nil, &view, err
}

// codesView shows recovery codes, once.
type codesView struct {
	Codes []string
	To    string
	Login string
	Door  bool
	At    time.Time
}

func (s *Service) doSignOut(w http.ResponseWriter, r *http.Request) error {
	token, to := cookieToken(r), signInPath
	if token != "" {
		v := visitOf(r.Context())
		err := s.signOut(r.Context(), v, token)
		if err != nil {
			return err
		}
		s.setCookie(w, r, "")
		if v != nil && v.how == bySSO {
			to += "?ra"
		}
	}
	return web.RedirectSaying(w, r, to, "Bạn đã đăng xuất khỏi thiết bị này.")
}

type setupView struct{ Form *web.Form }

func (s *Service) showSetup(w http.ResponseWriter, r *http.Request) error {
	fresh, err := s.isNew(r.Context())
	if err != nil {
		return err
	}
	if !fresh {
		return web.Redirect(w, r, signInPath)
	}
	form := web.NewForm()
	form.Set("code", r.URL.Query().Get("ma"))
	form.Set("preset", presets[0].name)
	return web.Render(w, r, http.StatusOK, setupPage(setupView{form}))
}

func (s *Service) doSetup(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	form.Require("code", "Hãy nhập mã thiết lập được in ra khi máy chủ khởi động.")
	if !slices.ContainsFunc(presets, func(p struct{ name, title, note string }) bool { return p.name == form.Raw("preset") }) {
		form.Problem("preset", "Hãy chọn bộ đơn vị ban đầu.")
	}
	form.Require("province", "Hãy nhập tên tỉnh, thành phố.")
	form.Require("name", "Hãy nhập họ và tên.")
	form.Require("login", "Hãy nhập tên đăng nhập.")
	form.Require("password", "Hãy nhập mật khẩu.")
	if form.Secret(r, "password") != form.Secret(r, "again") {
		form.Problem("again", "Hai lần nhập mật khẩu mới chưa giống nhau.")
	}
	for _, problem := range []error{CheckLogin(form.String("login")), CheckPassword(form.Secret(r, "password"), form.String("login"))} {
		if problem != nil {
			form.Take(problem)
		}
	}
	f := firstStart{code: form.String("code"), province: form.String("province"), preset: form.String("preset"), name: form.String("name"),
		salute: salute(form), login: form.String("login"), password: form.Secret(r, "password"), language: web.Lang(r.Context())}
	if !form.OK() {
		return web.Render(w, r, http.StatusUnprocessableEntity, setupPage(setupView{form}))
	}

	err = s.setUp(r.Context(), web.ClientAddr(r.Context()), f)
	if errors.Is(err, errStarted) {
		return web.RedirectSaying(w, r, signInPath, errStarted.Format)
	}
	if err != nil {
		status := refused(w, r, form, err)
		if status == 0 {
			return err
		}
		return web.Render(w, r, status, setupPage(setupView{form}))
	}

	token, _, err := s.signIn(r.Context(), attempt{entry: entryOf(r), login: f.login, password: f.password, client: web.ClientAddr(r.Context())})
	if err != nil {
		return err
	}
	s.setCookie(w, r, token)
	return s.onward(w, r, token)
}

var salutes = []string{"", "anh", "chị", "ông", "bà"}

// salute reads how the desk addresses somebody; anything unknown means "bạn".
func salute(form *web.Form) string {
	for _, s := range salutes {
		if form.String("salute") == s {
			return s
		}
	}
	return ""
}

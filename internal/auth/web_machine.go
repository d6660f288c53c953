package auth

import (
	"context"
	"net"
	"net/http"

	"github.com/nhipcau/nhipcau/internal/web"
)

// hostOnly is a host without its port.
func hostOnly(host string) string {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		return host
	}
	return name
}

type machineView struct {
	Form    *web.Form
	Machine machine
	Mine    machineName // the visitor among its names; Account 0: not on the list
	NoPIN   bool        // the visitor's account asks for more than a PIN
	Lock    int         // minutes
}

func (s *Service) machineView(r *http.Request, v visit, form *web.Form) (view machineView, err error) {
	must := v.policy.mustHaveFactor(v.officer.Grants)
	view = machineView{Form: form, NoPIN: must || v.account.Factor, Lock: v.policy.LockMinutes}
	view.Machine, err = s.readMachine(r.Context(), keyCookie(r, machineCookie))
	for _, n := range view.Machine.Names {
		if n.Account == v.account.ID {
			view.Mine = n
		}
	}
	return view, err
}

func (s *Service) showMachine(w http.ResponseWriter, r *http.Request) error {
	view, err := s.machineView(r, *visitOf(r.Context()), web.NewForm())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, machinePage(view))
}

// changeMachine runs one change of this machine and returns to its page.
func (s *Service) changeMachine(w http.ResponseWriter, r *http.Request, sentence string, act func(ctx context.Context, v visit, form *web.Form) error) error {
	v := visitOf(r.Context())
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	err = act(r.Context(), *v, form)
	if err == nil && form.OK() {
		return web.RedirectSaying(w, r, machinePath, sentence)
	}
	status := http.StatusUnprocessableEntity
	if err != nil {
		status = refused(w, r, form, err)
	}
	if status == 0 {
		return err
	}
	view, err := s.machineView(r, *v, form)
	if err != nil {
		return err
	}
	return web.Render(w, r, status, machinePage(view))
}

func (s *Service) doShare(w http.ResponseWriter, r *http.Request) error {
	return s.changeMachine(w, r, web.Mark("Máy này nay là máy dùng chung. Ai đăng nhập ở đây sẽ có tên trong danh sách."), func(ctx context.Context, v visit, form *web.Form) error {
		key, err := s.share(ctx, v, form.String("machine"))
		if err != nil {
			return err
		}
		setKeyCookie(w, r, machineCookie, key, machineDays)
		setKeyCookie(w, r, deviceCookie, "", 0)
		return nil
	})
}

func (s *Service) doUnshare(w http.ResponseWriter, r *http.Request) error {
	return s.changeMachine(w, r, web.Mark("Máy này không còn là máy dùng chung. Danh sách tên và mã PIN đã xóa."), func(ctx context.Context, v visit, _ *web.Form) error {
		err := s.unshare(ctx, v, keyCookie(r, machineCookie))
		if err != nil {
			return err
		}
		setKeyCookie(w, r, machineCookie, "", 0)
		return nil
	})
}

func (s *Service) doPIN(w http.ResponseWriter, r *http.Request) error {
	return s.changeMachine(w, r, web.Mark("Đã đặt mã PIN của bạn trên máy này."), func(ctx context.Context, v visit, form *web.Form) error {
		pin := form.Secret(r, "pin")
		if pin != form.Secret(r, "again") {
			form.Problem("again", "Hai lần nhập mã PIN chưa giống nhau.")
			return nil
		}
		return s.choosePIN(ctx, v, keyCookie(r, machineCookie), pin, form.Secret(r, "current"))
	})
}

func (s *Service) doLeaveList(w http.ResponseWriter, r *http.Request) error {
	return s.changeMachine(w, r, web.Mark("Đã bỏ tên và mã PIN của bạn khỏi máy này."), func(ctx context.Context, v visit, _ *web.Form) error {
		return s.leaveList(ctx, v, keyCookie(r, machineCookie))
	})
}

// showTurn lets the next person take over a shared machine: the session of the one before ends with their
// sign-in.
func (s *Service) showTurn(w http.ResponseWriter, r *http.Request) error {
	view, err := s.signInView(r, web.NewForm())
	if err != nil {
		return err
	}
	if view.Machine.ID == 0 {
		return web.Redirect(w, r, machinePath)
	}
	return web.Render(w, r, http.StatusOK, signInPage(view))
}

type unlockView struct {
	Form    *web.Form
	To      string
	Name    string
	PIN     bool
	Machine machine
}

func (s *Service) unlockView(r *http.Request, v visit, form *web.Form) (view unlockView, err error) {
	view = unlockView{Form: form, To: returnOf(r), Name: v.account.Name}
	view.Machine, err = s.readMachine(r.Context(), keyCookie(r, machineCookie))
	for i, n := range view.Machine.Names {
		if n.Account == v.account.ID {
			view.PIN = n.PIN
			view.Machine.Names = append(view.Machine.Names[:i:i], view.Machine.Names[i+1:]...)
			break
		}
	}
	return view, err
}

func (s *Service) showUnlock(w http.ResponseWriter, r *http.Request) error {
	v, err := s.at(w, r, askUnlock)
	if v == nil {
		return err
	}
	view, err := s.unlockView(r, *v, web.NewForm())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, unlockPage(view))
}

func (s *Service) doUnlock(w http.ResponseWriter, r *http.Request) error {
	v, err := s.at(w, r, askUnlock)
	if v == nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	form.Require("password", "Hãy nhập mật khẩu.")
	view, err := s.unlockView(r, *v, form)
	if err != nil {
		return err
	}
	if !form.OK() {
		return web.Render(w, r, http.StatusUnprocessableEntity, unlockPage(view))
	}
	token, err := s.unlock(r.Context(), *v, view.Machine, form.Secret(r, "password"))
	if err != nil {
		status := refused(w, r, form, err)
		if status == 0 {
			return err
		}
		return web.Render(w, r, status, unlockPage(view))
	}
	s.setCookie(w, r, token)
	return s.onward(w, r, token)
}

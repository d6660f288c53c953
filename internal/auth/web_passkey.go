package auth

import (
	"context"
	"net/http"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/web"
)

// answerKeys is the answer to the script that asks for a question: the question, or a sentence.
func answerKeys(w http.ResponseWriter, r *http.Request, q question, err error) error {
	if err == nil {
		return web.JSON(w, r, http.StatusOK, q)
	}
	form := web.NewForm()
	status := refused(w, r, form, err)
	if status == 0 {
		return err
	}
	sentence := web.Message(r.Context(), err)
	if problems := form.Problems(); len(problems) > 0 {
		sentence = problems[0].In(r.Context())
	}
	return web.JSON(w, r, status, map[string]string{"problem": sentence})
}

func (s *Service) doAskKey(w http.ResponseWriter, r *http.Request) error {
	q, err := s.askKey(s.site(r))
	return answerKeys(w, r, q, err)
}

func (s *Service) doKey(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	network := s.doorOfNetwork(web.ClientAddr(r.Context()))
	token, account, err := s.enterByKey(r.Context(), s.site(r), form.Raw("sealed"), form.Raw("answer"), network, entryOf(r))
	if err != nil {
		return s.signInRefused(w, r, form, err)
	}
	return s.come(w, r, token, account)
}

func (s *Service) doAskKeyFactor(w http.ResponseWriter, r *http.Request) error {
	v, err := s.at(w, r, askFactor)
	if v == nil {
		return err
	}
	q, err := s.askKeyFactor(r.Context(), *v, s.site(r))
	return answerKeys(w, r, q, err)
}

func (s *Service) doKeyFactor(w http.ResponseWriter, r *http.Request) error {
	v, err := s.at(w, r, askFactor)
	if v == nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	token, err := s.passFactorByKey(r.Context(), *v, s.site(r), form.Raw("sealed"), form.Raw("answer"))
	if err != nil {
		status := refused(w, r, form, err)
		if status == 0 {
			return err
		}
		return web.Render(w, r, status, factorPage(factorViewFor(r, *v, form)))
	}
	return s.come(w, r, token, v.account)
}

type keysView struct {
	Form    *web.Form
	Keys    []Passkey
	Fresh   bool // signed in a moment ago: the password is not asked for again
	Secured bool // the address is one at which browsers make passkeys
}

// freshFor is how long after a sign-in the password is not asked for again before a passkey is made.
const freshFor = 10 * time.Minute

func (s *Service) keysView(r *http.Request, v visit, form *web.Form) (view keysView, err error) {
	view = keysView{Form: form, Fresh: s.Now().Sub(v.created) < freshFor, Secured: web.HTTPS(r.Context()) || isLoopback(hostOnly(r.Host))}
	err = s.DB.Read(r.Context(), func(tx *db.Tx) error {
		view.Keys, err = passkeysOf(r.Context(), tx, v.account.ID)
		return err
	})
	return view, err
}

func (s *Service) showKeys(w http.ResponseWriter, r *http.Request) error {
	view, err := s.keysView(r, *visitOf(r.Context()), web.NewForm())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, keysPage(view))
}

func (s *Service) doAskNewKey(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r.Context())
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	if s.Now().Sub(v.created) >= freshFor {
		err := s.confirm(r.Context(), *v, form.Secret(r, "current"))
		if err != nil {
			return answerKeys(w, r, question{}, err)
		}
	}
	q, err := s.askNewKey(r.Context(), *v, s.site(r))
	return answerKeys(w, r, q, err)
}

func (s *Service) doAddKey(w http.ResponseWriter, r *http.Request) error {
	return s.changeKeys(w, r, web.Mark("Đã thêm khóa truy cập. Từ lần sau bạn đăng nhập được bằng khóa này."), func(ctx context.Context, v visit, form *web.Form) error {
		return s.addKey(ctx, v, s.site(r), form.String("name"), form.Raw("sealed"), form.Raw("answer"))
	})
}

func (s *Service) doRenameKey(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	return s.changeKeys(w, r, web.Mark("Đã đổi tên khóa truy cập."), func(ctx context.Context, v visit, form *web.Form) error {
		return s.renameKey(ctx, v, id, form.String("name"))
	})
}

func (s *Service) doDropKey(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	return s.changeKeys(w, r, web.Mark("Đã bỏ khóa truy cập. Khóa này không mở được tài khoản của bạn nữa."), func(ctx context.Context, v visit, _ *web.Form) error {
		return s.dropKey(ctx, v, id)
	})
}

// changeKeys runs one change of the visitor's passkeys and returns to their page.
func (s *Service) changeKeys(w http.ResponseWriter, r *http.Request, sentence string, act func(ctx context.Context, v visit, form *web.Form) error) error {
	v := visitOf(r.Context())
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	err = act(r.Context(), *v, form)
	if err == nil {
		return web.RedirectSaying(w, r, keysPath, sentence)
	}
	status := refused(w, r, form, err)
	if status == 0 {
		return err
	}
	view, err := s.keysView(r, *v, form)
	if err != nil {
		return err
	}
	return web.Render(w, r, status, keysPage(view))
}

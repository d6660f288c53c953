package board

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/web"
)

// takeDownView asks whether an article is really meant before it is taken out of the system.
type takeDownView struct {
	Form  *web.Form
	Found listen.Item // ID 0: none is stored under the address
	House string
}

func takeDownHref(link string) string {
	return TakeDownURL + "?" + url.Values{"dia-chi": {link}}.Encode()
}

func (s *Service) showTakeDown(w http.ResponseWriter, r *http.Request) error {
	form := web.NewForm()
	form.Set("dia-chi", strings.TrimSpace(r.URL.Query().Get("dia-chi")))
	return s.renderTakeDown(w, r, http.StatusOK, form)
}

func (s *Service) renderTakeDown(w http.ResponseWriter, r *http.Request, status int, form *web.Form) error {
	ctx := r.Context()
	v := takeDownView{Form: form}
	link := form.Raw("dia-chi")
	if link == "" {
		return web.Render(w, r, status, takeDownPage(v))
	}
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		v.Found, err = s.Listen.ItemAt(ctx, tx, link)
		if err != nil {
			return err
		}
		names, err := s.sourceNames(ctx, tx)
		v.House = names[v.Found.Source]
		return err
	})
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	return web.Render(w, r, status, takeDownPage(v))
}

// takeDown removes what can be read of an article; the counts stay.
func (s *Service) takeDown(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	link, because := strings.TrimSpace(form.String("dia-chi")), strings.TrimSpace(form.String("can-cu"))
	switch {
	case link == "":
		err = fault.New(fault.Invalid, "Hãy dán đường dẫn của bài cần gỡ.").At("dia-chi")
	case because == "":
		err = fault.New(fault.Invalid, "Hãy ghi căn cứ, ví dụ: đơn số 15 ngày 20/11/2026.").At("can-cu")
	default:
		by := auth.Of(r.Context())
		err = s.Listen.TakeDown(r.Context(), listen.Request{Account: by.Account, By: by.Full, Link: link, Because: because})
		if fault.KindOf(err) == fault.NotFound {
			err = fault.New(fault.Invalid, "Hệ thống không giữ bài nào ở đường dẫn này, hoặc bài đã được gỡ.").At("dia-chi")
		}
	}
	if form.Take(err) {
		return s.renderTakeDown(w, r, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, TakeDownURL, web.Mark("Đã gỡ bài khỏi hệ thống; chỉ còn số đếm."))
}

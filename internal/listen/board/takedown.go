package board

import (
	"cmp"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/web"
)

// takeDownView asks whether an article is really meant before it is taken out of the system.
type takeDownView struct {
	Form  *web.Form
	Found listen.Item // ID 0: none is stored under the address
	House string
}

// takeDownAddress names an item on the page: where the newsroom has it, else its page here.
func takeDownAddress(i listen.Item) string { return cmp.Or(page.Link(i.Link), itemHref(i.ID)) }

// itemOfPage is the item whose page of this house has an address; 0 if it is no such page.
func itemOfPage(r *http.Request, address string) listen.ItemID {
	u, err := url.Parse(address)
	if err != nil || u.Host != "" && u.Host != r.Host {
		return 0
	}
	key, ok := strings.CutPrefix(u.Path, ItemsURL+"/")
	id, err := strconv.ParseInt(key, 10, 64)
	if !ok || err != nil || id < 0 {
		return 0
	}
	return listen.ItemID(id)
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
		if id := itemOfPage(r, link); id != 0 {
			v.Found, _, err = s.Listen.Item(ctx, tx, id)
		} else {
			v.Found, err = s.Listen.ItemAt(ctx, tx, link)
		}
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
		err = s.Listen.TakeDown(r.Context(), listen.Request{Account: by.Account, By: by.Full, Link: link, Item: itemOfPage(r, link), Because: because})
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

package auth

import (
	"net/http"
	"strconv"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
)

type policyView struct {
	Form   *web.Form
	Policy policy
	SSO    *SSO // nil: none; without its secret
}

// overall refuses administrators of a part of the province.
func overall(o Officer) error {
	root, _ := o.tree.Root()
	if !o.MayFor(SetPolicy, root.ID) {
		return fault.New(fault.Forbidden, "Chỉ quản trị toàn tỉnh đặt được cách đăng nhập.")
	}
	return nil
}

func (s *Service) policyView(r *http.Request, form *web.Form) (v policyView, err error) {
	v.Form = form
	if s.sso != nil {
		public := s.sso.SSO
		public.Secret = ""
		v.SSO = &public
	}
	err = s.DB.Read(r.Context(), func(tx *db.Tx) error {
		v.Policy, err = s.policy(r.Context(), tx)
		return err
	})
	return v, err
}

func (s *Service) showPolicy(w http.ResponseWriter, r *http.Request) error {
	err := overall(Of(r.Context()))
	if err != nil {
		return err
	}
	view, err := s.policyView(r, web.NewForm())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, policyPage(view))
}

func (s *Service) doPolicy(w http.ResponseWriter, r *http.Request) error {
	err := overall(Of(r.Context()))
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	p := policy{DeviceDays: number(form, "device"), CodeDays: number(form, "code"), LockMinutes: number(form, "lock"), Version: form.Version()}
	for _, role := range Roles {
		for _, chosen := range form.Strings("factor") {
			if chosen == string(role) {
				p.Factor = append(p.Factor, role)
			}
		}
	}
	err = s.setPolicy(r.Context(), Of(r.Context()), p)
	if err == nil {
		return web.RedirectSaying(w, r, policyPath, "Đã lưu cách đăng nhập. Thay đổi có hiệu lực ngay từ lần tải trang tới của mỗi người.")
	}
	status := refused(w, r, form, err)
	if status == 0 {
		return err
	}
	view, err := s.policyView(r, form)
	if err != nil {
		return err
	}
	return web.Render(w, r, status, policyPage(view))
}

// number reads a small number; -1, which no setting allows, when it is none.
func number(form *web.Form, field string) int {
	n, err := strconv.Atoi(form.Raw(field))
	if err != nil {
		return -1
	}
	return n
}

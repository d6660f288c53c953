package desk

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

func (s *Service) showReminding(w http.ResponseWriter, r *http.Request) error {
	v, err := s.reminding(r.Context())
	if err != nil {
		return err
	}
	v.Form = web.NewForm()
	return web.Render(w, r, http.StatusOK, remindPage(v))
}

func (s *Service) reminding(ctx context.Context) (v remindView, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		v.Set, err = s.Work.Settings(ctx, tx)
		if err != nil {
			return err
		}
		v.May = s.overAll(ctx, tx, work.Configure) == nil
		return nil
	})
	for _, rung := range v.Set.Rungs {
		v.Rungs = append(v.Rungs, rungRow{string(rung.Who), web.T(ctx, rungWords[rung.Who]), rung.After, rung.On})
	}
	return v, err
}

func (s *Service) setReminding(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v, err := s.reminding(r.Context())
	if err != nil {
		return err
	}
	v.Form = form
	set := settingsFrom(form, v.Set)
	if form.OK() {
		err = s.DB.Write(r.Context(), func(tx *db.Tx) error {
			return s.Work.SetSettings(r.Context(), tx, auth.Of(r.Context()), set)
		})
	}
	if form.Take(err) || !form.OK() {
		return web.Render(w, r, http.StatusUnprocessableEntity, remindPage(v))
	}
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, "/quan-tri/nhac-viec", "Đã lưu lịch nhắc việc.")
}

func settingsFrom(form *web.Form, old work.Settings) work.Settings {
	set := work.Settings{
		Before: days(form, "before"), After: days(form, "after"), Every: int(form.Int64("every")), Hour: int(form.Int64("hour")),
		Version: form.Version(),
	}
	for _, rung := range old.Rungs {
		key := string(rung.Who)
		set.Rungs = append(set.Rungs, work.Rung{Who: rung.Who, After: int(form.Int64("after-" + key)), On: form.Bool("on-" + key)})
	}
	return set
}

// days reads a list such as "7, 2, 0".
func days(form *web.Form, field string) []int {
	var all []int
	for _, word := range strings.FieldsFunc(form.String(field), func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
		n, err := strconv.Atoi(word)
		if err != nil {
			form.Problem(field, "Hãy ghi các số ngày cách nhau bằng dấu phẩy, ví dụ 7, 2, 0.")
			return nil
		}
		all = append(all, n)
	}
	return all
}

func daysText(days []int) string {
	words := make([]string, len(days))
	for i, n := range days {
		words[i] = strconv.Itoa(n)
	}
	return strings.Join(words, ", ")
}

package board

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/internal/web"
)

// UploadsURL is the list of files that were handed in; behind it stands the page of each.
const UploadsURL = EntryURL + "/lan-nap"

func uploadHref(id listen.UploadID) string { return UploadsURL + "/" + web.Key(id) }

// uploadRow is one handing in of a file.
type uploadRow struct {
	listen.Uploaded
	Source string // name
}

// uploadView asks whether all that a file brought is really to be taken back.
type uploadView struct {
	uploadRow
	listen.Brought
	Form *web.Form
}

func (s *Service) showUploads(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	var rows []uploadRow
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		all, err := s.Listen.Uploads(ctx, tx)
		if err != nil {
			return err
		}
		names, err := s.sourceNames(ctx, tx)
		for _, u := range all {
			rows = append(rows, uploadRow{u, names[u.Source]})
		}
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, uploadsPage(rows))
}

func (s *Service) showUpload(w http.ResponseWriter, r *http.Request) error {
	return s.renderUpload(w, r, http.StatusOK, web.NewForm())
}

func (s *Service) renderUpload(w http.ResponseWriter, r *http.Request, status int, form *web.Form) error {
	ctx := r.Context()
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	v := uploadView{Form: form}
	err = s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		v.Uploaded, err = s.Listen.UploadOf(ctx, tx, listen.UploadID(id))
		if err != nil {
			return err
		}
		names, err := s.sourceNames(ctx, tx)
		v.Source = names[v.Uploaded.Source]
		if err != nil || v.State != listen.UploadHere {
			return err
		}
		v.Brought, err = s.Listen.BroughtBy(ctx, tx, v.Uploaded)
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, status, uploadPage(v))
}

// takeUploadBack takes back all that a file brought. What takes long goes on while the officer looks at the page of long
// work.
func (s *Service) takeUploadBack(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	ctx := r.Context()
	because, work := strings.TrimSpace(form.String("can-cu")), ""
	if because == "" {
		err = fault.New(fault.Invalid, "Hãy ghi lý do, ví dụ: chọn nhầm cột.").At("can-cu")
	} else {
		err = s.DB.Write(ctx, func(tx *db.Tx) (err error) {
			work, err = s.Listen.OrderTakeBack(ctx, tx, auth.Of(ctx), listen.UploadID(id), because)
			return err
		})
	}
	if form.Take(err) {
		return s.renderUpload(w, r, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	if s.takesBack(ctx, work) {
		return web.RedirectSaying(w, r, uploadHref(listen.UploadID(id)), web.Mark("Đã rút lại lần nạp này."))
	}
	return web.RedirectSaying(w, r, WorksURL, web.Mark("Đang rút lại. Máy làm tiếp cho đến khi xong."))
}

// takesBack reports whether an upload is back within the time that an officer waits. If not, that goes on.
func (s *Service) takesBack(ctx context.Context, work string) bool {
	over := make(chan bool, 1)
	go func() {
		done, err := s.Listen.GoOnTakingBack(context.WithoutCancel(ctx), work, nil)
		if err != nil {
			s.Log.ErrorContext(ctx, "taking an upload back", "work", work, "err", err)
		}
		over <- done
	}()
	select {
	case done := <-over:
		return done
	case <-time.After(uploadPatience):
		return false
	}
}

// amount is what a file brought, in words.
func (u uploadRow) amount(ctx context.Context) string {
	switch {
	case u.Posts > 0:
		return web.T(ctx, "%s bài mạng xã hội, chỉ đếm", cellWord(ctx, gate.Heard(u.Posts)))
	case u.State == listen.UploadBack:
		return web.Dash
	}
	return web.T(ctx, "%d tin", u.Items)
}

func (u uploadRow) stateWord(ctx context.Context) (web.Tone, string) {
	switch u.State {
	case listen.UploadLeaving:
		return web.Info, web.T(ctx, "Đang rút lại")
	case listen.UploadBack:
		return web.Warn, web.T(ctx, "Đã rút lại")
	}
	return web.OK, web.T(ctx, "Đang dùng")
}

// others names the sources in which articles stand too.
func (v uploadView) others(ctx context.Context) string {
	var names []string
	for _, o := range v.Others {
		names = append(names, web.T(ctx, "%s (%d tin)", o.Name, o.Items))
	}
	return strings.Join(names, ", ")
}

func (v uploadView) heading(ctx context.Context) string {
	return web.T(ctx, "Lần nạp số %d", int(v.ID))
}

// less is how much less a topic counts.
func (v uploadView) less(ctx context.Context, t listen.BroughtTopic) string {
	if v.Uploaded.Posts > 0 {
		return cellWord(ctx, t.Posts)
	}
	return web.Count(ctx, t.Items)
}

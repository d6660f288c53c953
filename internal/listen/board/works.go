package board

import (
	"context"
	"net/http"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// WorksURL is the page of long work.
const WorksURL = EntryURL + "/viec-dai"

// worksAgain is after how many seconds the page is shown anew while something runs.
const worksAgain = "5"

// worksView is the page of long work: uploads and replays.
type worksView struct {
	Rows []workRow
	Form *web.Form
	Day  law.Date
}

// workRow is one work.
type workRow struct {
	listen.Work
	Source string // name, of an upload that is read or taken back
	Silent bool   // its process is gone
}

func (s *Service) showWorks(w http.ResponseWriter, r *http.Request) error {
	return s.renderWorks(w, r, http.StatusOK, web.NewForm())
}

func (s *Service) renderWorks(w http.ResponseWriter, r *http.Request, status int, form *web.Form) error {
	ctx := r.Context()
	v := worksView{Form: form, Day: law.DateOf(s.Now()).AddDays(-30)}
	running := false
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		all, err := s.Listen.Works(ctx, tx)
		if err != nil {
			return err
		}
		for _, x := range all {
			row := workRow{Work: x, Silent: x.Silent(s.Now())}
			if x.Kind != listen.Replaying {
				src, err := s.Listen.Source(ctx, tx, x.Source)
				if err != nil {
					return err
				}
				row.Source = src.Name
			}
			running = running || x.State == listen.WorkRuns && !row.Silent
			v.Rows = append(v.Rows, row)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if running {
		w.Header().Set("Refresh", worksAgain)
	}
	return web.Render(w, r, status, worksPage(v))
}

// setWork stops work, or lets a replay or the taking back of an upload go on.
func (s *Service) setWork(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	name, state, sentence := form.String("viec"), listen.WorkStopped, web.Mark("Đã yêu cầu dừng: phần đã làm được giữ lại.")
	if form.String("nut") == "tiep" {
		state, sentence = listen.WorkRuns, web.Mark("Máy sẽ làm tiếp từ chỗ dừng.")
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		work, err := s.Listen.Work(ctx, tx, name)
		if err != nil {
			return err
		}
		if work.Kind == listen.Replaying && !web.May(ctx, Arrange) {
			return fault.New(fault.Forbidden, "Việc này cần quyền mà tài khoản của bạn chưa có.")
		}
		err = s.Listen.SetWork(ctx, tx, name, state)
		if err != nil {
			return err
		}
		return s.note(ctx, tx, "listen.work", "listen_work", 0, map[listen.WorkState]string{
			listen.WorkStopped: web.Mark("Dừng một việc dài của phần lắng nghe."), listen.WorkRuns: web.Mark("Cho làm tiếp một việc dài của phần lắng nghe."),
		}[state])
	})
	if form.Take(err) {
		return s.renderWorks(w, r, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, WorksURL, sentence)
}

// orderReplay lets all items since a day be asked again; a server takes it up within seconds.
func (s *Service) orderReplay(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	day := form.Date("tu-ngay")
	if day.IsZero() || law.DateOf(s.Now()).Before(day) {
		err = fault.New(fault.Invalid, "Hãy ghi ngày bắt đầu, không sau hôm nay.").At("tu-ngay")
	} else {
		err = s.DB.Write(ctx, func(tx *db.Tx) error {
			_, err := s.Listen.OrderReplay(ctx, tx, auth.Of(ctx), day.Start())
			return err
		})
	}
	if form.Take(err) {
		return s.renderWorks(w, r, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, WorksURL, web.Mark("Đã ghi. Máy bắt đầu trong ít giây."))
}

// uploadPatience is how long an upload is waited for; one that takes longer goes on by itself.
const uploadPatience = 8 * time.Second

// upload reads a file; done is false if it goes on while the officer looks at the page of long work. The file is in
// memory only.
func (s *Service) upload(ctx context.Context, src listen.Source, name string, data []byte) (got listen.Received, done bool, err error) {
	type outcome struct {
		got listen.Received
		err error
	}
	by := auth.Of(ctx)
	over := make(chan outcome, 1)
	go func() {
		ctx := context.WithoutCancel(ctx) // the page may be left
		got, err := s.Listen.Upload(ctx, src, by, name, data, nil)
		if err == nil {
			err = s.DB.Write(ctx, func(tx *db.Tx) error {
				return s.note(ctx, tx, "listen.enter", "listen_source", int64(src.ID), web.Mark("Nhận tệp xuất của nguồn %s"), src.Name)
			})
		}
		if err != nil && fault.Find(err) == nil {
			s.Log.ErrorContext(ctx, "reading an upload", "source", int64(src.ID), "err", err)
		}
		over <- outcome{got, err}
	}()
	select {
	case o := <-over:
		return o.got, true, o.err
	case <-time.After(uploadPatience):
		return listen.Received{}, false, nil
	}
}

// words say what a work is about.
func (x workRow) words(ctx context.Context) string {
	switch {
	case x.Kind == listen.Uploading:
		return web.T(ctx, "Đọc tệp của nguồn %s", x.Source)
	case x.Kind == listen.Taking && x.State == listen.WorkDone:
		return web.T(ctx, "Rút lại một lần nạp của nguồn %s", x.Source)
	case x.Kind == listen.Taking && x.Phase == listen.Forgetting:
		return web.T(ctx, "Rút lại một lần nạp của nguồn %s, bước 2: chỉ mục từ", x.Source)
	case x.Kind == listen.Taking:
		return web.T(ctx, "Rút lại một lần nạp của nguồn %s, bước 1: tin và số đếm", x.Source)
	}
	if x.Phase == listen.Indexing {
		return web.T(ctx, "Xếp lại tin từ %s, bước 2: lập chỉ mục từ", web.ShortDay(ctx, law.DateOf(x.Since)))
	}
	return web.T(ctx, "Xếp lại tin từ %s, bước 1: dòng sự việc, chủ đề, sắc thái", web.ShortDay(ctx, law.DateOf(x.Since)))
}

// progress is how far a work has come.
func (x workRow) progress(ctx context.Context) string {
	if x.Total == 0 {
		return web.T(ctx, "%d mục", x.Done)
	}
	return web.T(ctx, "%d trên %d mục", x.Done, x.Total)
}

// stateWord says where a work stands, and what to do about it.
func (x workRow) stateWord(ctx context.Context) string {
	switch {
	case x.State == listen.WorkDone:
		return web.T(ctx, "Đã xong")
	case x.Kind == listen.Uploading && (x.State == listen.WorkStopped || x.Silent):
		return web.T(ctx, "Đã dừng. Tệp không được giữ: gửi lại đúng tệp này, máy đọc tiếp từ mục %d.", x.Done+1)
	case x.State == listen.WorkStopped:
		return web.T(ctx, "Đã dừng")
	case x.Silent:
		return web.T(ctx, "Chờ máy chủ làm tiếp")
	}
	return web.T(ctx, "Đang chạy")
}

func (x workRow) tone() web.Tone {
	switch {
	case x.State == listen.WorkDone:
		return web.OK
	case x.State == listen.WorkStopped || x.Silent:
		return web.Warn
	}
	return web.Info
}

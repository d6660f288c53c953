package plan

import (
	"context"
	"net/http"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

// latenessOrder is the order in which a form offers who sees what is late.
var latenessOrder = []work.Lateness{work.SeenByAll, work.SeenByOwn}

func latenessOptions(ctx context.Context) []web.Option {
	var all []web.Option
	for _, l := range latenessOrder {
		all = append(all, web.Option{Value: string(l), Label: web.T(ctx, work.LatenessWords[l])})
	}
	return all
}

// ShowLateness says who sees which tasks of a plan are late.
func (s *Service) ShowLateness(ctx context.Context, by auth.Officer, id ID, l work.Lateness) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		p, err := s.managed(ctx, tx, by, id)
		if err != nil {
			return err
		}
		err = s.Work.SetLateness(ctx, tx, "plan", int64(id), l)
		if err != nil {
			return err
		}
		text := web.Say("Cho mọi đơn vị tham gia thấy việc trễ hạn của kế hoạch “%s”", p.Title)
		if l == work.SeenByOwn {
			text = web.Say("Chỉ cho đơn vị chủ trì và người điều phối thấy việc trễ hạn của kế hoạch “%s”", p.Title)
		}
		return s.note(ctx, tx, by, "plan.lateness", "plan", int64(id), text)
	})
}

func (s *Service) saveLateness(w http.ResponseWriter, r *http.Request) error {
	v, err := s.form(r)
	if err != nil {
		return err
	}
	sent, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	err = s.ShowLateness(r.Context(), auth.Of(r.Context()), v.Frame.Plan.ID, work.Lateness(sent.Raw("lateness")))
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, v.Frame.Plan.href(), "Đã lưu ai thấy việc trễ hạn.")
}

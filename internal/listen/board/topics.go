package board

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/query"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/vi"
)

// topicsView is the list of topics.
type topicsView struct {
	Rows   []topicRow
	Paused []listen.Topic
	Units  map[org.UnitID]string
}

func (s *Service) showTopics(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	err := s.upToDate(ctx)
	if err != nil {
		return err
	}
	var v topicsView
	today := law.DateOf(s.Now())
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		raised, err := s.raised(ctx, tx, 30)
		if err != nil {
			return err
		}
		topics, err := s.Listen.Topics(ctx, tx)
		if err != nil {
			return err
		}
		for _, t := range topics {
			if !t.Active {
				v.Paused = append(v.Paused, t)
				continue
			}
			row := s.topicRow(ctx, t, raised, today, period{Key: "30", From: today.AddDays(-29), To: today})
			row.Tones = s.weekShares(ctx, t.ID, today)
			v.Rows = append(v.Rows, row)
		}
		slices.SortStableFunc(v.Rows, func(a, b topicRow) int { return cmp.Compare(vi.SortKey(a.Name), vi.SortKey(b.Name)) })
		v.Units, err = s.unitNames(ctx, tx)
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, topicsPage(v))
}

// unitNames are the names of units.
func (s *Service) unitNames(ctx context.Context, tx *db.Tx) (map[org.UnitID]string, error) {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return nil, err
	}
	names := map[org.UnitID]string{}
	for _, u := range tree.Units() {
		names[u.ID] = u.Name
	}
	return names, nil
}

// topicView is one topic to be changed, or a new one.
type topicView struct {
	listen.Topic
	Form    *web.Form
	Units   []web.Option
	Preview *listen.Preview
	Caret   string // the query with a caret below the character at fault
}

func (s *Service) showTopic(w http.ResponseWriter, r *http.Request) error {
	v := topicView{Form: web.NewForm(), Topic: listen.Topic{Active: true}}
	if r.PathValue("id") == newOne {
		v.Query = r.URL.Query().Get("q")
		return s.renderTopic(w, r, http.StatusOK, v)
	}
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	err = s.DB.Read(r.Context(), func(tx *db.Tx) error {
		v.Topic, err = s.Listen.Topic(r.Context(), tx, listen.TopicID(id))
		return err
	})
	if err != nil {
		return err
	}
	return s.renderTopic(w, r, http.StatusOK, v)
}

func (s *Service) renderTopic(w http.ResponseWriter, r *http.Request, status int, v topicView) error {
	ctx := r.Context()
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		tree, err := s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		v.Units = []web.Option{{Value: "0", Label: web.T(ctx, "Chưa xác định")}}
		for _, u := range tree.UnitsOn(law.DateOf(s.Now())) {
			if u.Level != org.Inside {
				v.Units = append(v.Units, web.Option{Value: web.Key(u.ID), Label: u.Name})
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, status, topicPage(v))
}

// saveTopic shows what a query would match; only when that was seen, or nothing of the query changed, it is stored.
func (s *Service) saveTopic(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	v := topicView{Form: form}
	var before listen.Topic
	if r.PathValue("id") != newOne {
		id, err := web.PathID(r, "id")
		if err != nil {
			return err
		}
		err = s.DB.Read(ctx, func(tx *db.Tx) (err error) {
			before, err = s.Listen.Topic(ctx, tx, listen.TopicID(id))
			return err
		})
		if err != nil {
			return err
		}
	}
	v.Topic = listen.Topic{
		ID: before.ID, Name: form.String("name"), Query: strings.TrimSpace(form.Text("query")), Social: form.Bool("social"), Active: form.Bool("bat"),
		Unit: org.UnitID(form.Int64("don-vi")), AddedBy: auth.Of(ctx).Full,
	}
	seen := form.String("nut") == "luu" && (strings.TrimSpace(form.Text("da-xem")) == v.Query || v.Query == before.Query)
	if seen {
		err = s.DB.Write(ctx, func(tx *db.Tx) error { return s.keepTopic(ctx, tx, &v) })
		if err == nil {
			return web.RedirectSaying(w, r, TopicsURL, web.Mark("Đã lưu chủ đề %s. Tin mới được đối chiếu ngay; tin cũ giữ nguyên."), v.Name)
		}
	} else {
		err = s.DB.Read(ctx, func(tx *db.Tx) error {
			p, err := s.Listen.WouldMatch(ctx, tx, v.Query, v.Social)
			v.Preview = &p
			return err
		})
		if err != nil {
			v.Preview = nil
		}
	}
	var p *query.Problem
	if errors.As(err, &p) {
		v.Caret = p.Caret()
	}
	if form.Take(err) {
		return s.renderTopic(w, r, http.StatusUnprocessableEntity, v)
	}
	if err != nil {
		return err
	}
	return s.renderTopic(w, r, http.StatusOK, v)
}

func (s *Service) keepTopic(ctx context.Context, tx *db.Tx, v *topicView) error {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return err
	}
	if _, ok := tree.Unit(v.Unit); !ok && v.Unit != 0 {
		return fault.New(fault.Invalid, "Không có đơn vị này.").At("don-vi")
	}
	v.Topic, err = s.Listen.SaveTopic(ctx, tx, v.Topic)
	if err != nil {
		return err
	}
	return s.note(ctx, tx, "listen.topic", "listen_topic", int64(v.ID), web.Mark("Lưu chủ đề lắng nghe: %s"), v.Name)
}

func (v topicView) title(ctx context.Context) string {
	if v.ID == 0 {
		return web.T(ctx, "Thêm chủ đề")
	}
	return v.Name
}

func (v topicView) wouldMatch(ctx context.Context) string {
	n := strconv.Itoa(v.Preview.Matches)
	if !v.Preview.Exact {
		return web.T(ctx, "Sẽ khớp khoảng %s tin trong %d ngày qua (ước lượng)", n, v.Preview.Days)
	}
	return web.T(ctx, "Sẽ khớp %s tin trong %d ngày qua", n, v.Preview.Days)
}

package alert

import (
	"context"
	"net/http"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/jobs"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// BoardsURL is the page on which it is said who is told.
const BoardsURL = "/lang-nghe/nguoi-nhan"

// Part is what this package brings to the house.
func (s *Service) Part() web.Part {
	return web.Part{
		Name: "listen-alert", Schema: Module, Texts: texts, Grants: Grants, Routes: s.register, Jobs: s.jobs,
		Nav: []web.NavItem{
			{Group: page.Group, Title: web.Mark("Cảnh báo"), Rank: 2, Href: PageURL, Icon: "bell", Right: View, Under: []string{BoardsURL}, Count: s.countUnseen, CountWord: web.Mark("cảnh báo mới")},
		},
	}
}

func (s *Service) register(m *web.Mux) {
	m.Handle("GET "+PageURL, View, s.showList)
	m.Handle("GET "+PageURL+"/{id}", View, s.showAlert)
	m.Handle("POST "+PageURL+"/{id}/nhan", Judge, s.take)
	m.Handle("POST "+PageURL+"/{id}/dong", Judge, s.close)
	m.Handle("POST "+PageURL+"/{id}/giao", Judge, s.assign)
	m.Handle("GET "+BoardsURL, Arrange, s.showBoards)
	m.Handle("GET "+BoardsURL+"/{id}", Arrange, s.showBoard)
	m.Handle("POST "+BoardsURL+"/{id}", Arrange, s.saveBoard)
}

func (s *Service) countUnseen(ctx context.Context) (n int, hot bool) {
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		n, err = countUnseen(ctx, tx)
		return err
	})
	return n, err == nil && n > 0
}

// listLimit is the most alerts of a list.
const listLimit = 200

func (s *Service) showList(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	v := listView{Now: s.Now()}
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		topics, err := s.topicNames(ctx, tx)
		if err != nil {
			return err
		}
		open, err := unfinished(ctx, tx, alarms, listLimit)
		if err != nil {
			return err
		}
		v.Open = rowsOf(open, topics)
		v.Gaps, err = s.openGaps(ctx, tx, inHand)
		if err != nil {
			return err
		}
		from, to := v.Now.AddDate(0, 0, -30), v.Now.Add(time.Hour)
		past, err := between(ctx, tx, alarms, from, to, listLimit)
		if err != nil {
			return err
		}
		gaps, err := between(ctx, tx, onlyGaps, from, to, listLimit)
		if err != nil {
			return err
		}
		v.Closed = closedLately(past, gaps, topics)
		v.Said, err = judged(ctx, tx, alarms, 0, v.Now.AddDate(0, 0, -30))
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, listPage(v))
}

func (s *Service) topicNames(ctx context.Context, tx *db.Tx) (map[listen.TopicID]string, error) {
	all, err := s.Listen.Topics(ctx, tx)
	names := map[listen.TopicID]string{}
	for _, t := range all {
		names[t.ID] = t.Name
	}
	return names, err
}

func (s *Service) showAlert(w http.ResponseWriter, r *http.Request) error {
	return s.renderAlert(w, r, http.StatusOK, web.NewForm())
}

func (s *Service) renderAlert(w http.ResponseWriter, r *http.Request, status int, form *web.Form) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	v := alertView{Form: form, May: by.May(Judge), Due: s.Work.Day().AddDays(3)}
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		v.Alert, err = s.Alert(ctx, tx, by, ID(id))
		if err != nil {
			return err
		}
		topic, err := s.Listen.Topic(ctx, tx, v.Topic)
		if err != nil {
			return err
		}
		v.Name = topic.Name
		err = s.unitsFor(ctx, tx, &v)
		switch {
		case err != nil:
			return err
		case v.Rule == Gap:
			return s.askedOf(ctx, tx, &v)
		}
		return s.evidence(ctx, tx, &v)
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, status, alertPage(v))
}

// mostEvidence is the most items that a page shows of what raised an alert.
const mostEvidence = 60

// evidence reads the items that made the alert.
func (s *Service) evidence(ctx context.Context, tx *db.Tx, v *alertView) error {
	a := v.Alert
	names, err := s.houseNames(ctx, tx)
	if err != nil {
		return err
	}
	var ids []listen.ItemID
	heard := map[listen.SourceID]bool{}
	end := a.Last.Add(time.Hour)
	err = s.Listen.Mentions(ctx, tx, a.Topic, a.Began, end, func(m listen.Mention) {
		if a.holds(partOf(m)) && (a.Story == 0 || m.Story == a.Story) {
			ids = append(ids, m.Item)
			heard[m.Source] = true
		}
	})
	if err != nil {
		return err
	}
	v.Count, v.Houses = len(ids), len(heard)
	for _, id := range ids[:min(len(ids), mostEvidence)] {
		i, _, err := s.Listen.Item(ctx, tx, id)
		if fault.KindOf(err) == fault.NotFound {
			continue
		}
		if err != nil {
			return err
		}
		v.Items = append(v.Items, evidence{i, names[i.Source]})
	}
	if a.Story != 0 {
		st, err := s.Listen.Story(ctx, tx, a.Story)
		if err == nil {
			v.About = st.Title
		}
	}
	return nil
}

// unitsFor reads the units that may be given the matter.
func (s *Service) unitsFor(ctx context.Context, tx *db.Tx, v *alertView) error {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return err
	}
	v.Units = []web.Option{{Label: web.T(ctx, "Chọn đơn vị")}}
	for _, u := range tree.UnitsOn(s.Work.Day()) {
		if u.Level != org.Inside {
			v.Units = append(v.Units, web.Option{Value: web.Key(u.ID), Label: u.Name})
		}
	}
	return nil
}

func refOf(r *http.Request, form *web.Form) (Ref, error) {
	id, err := web.PathID(r, "id")
	return Ref{ID: ID(id), Version: form.Version()}, err
}

func (s *Service) take(w http.ResponseWriter, r *http.Request) error {
	return s.act(w, r, func(tx *db.Tx, ref Ref, _ *web.Form) (string, error) {
		a, err := s.Take(r.Context(), tx, auth.Of(r.Context()), ref)
		return a.takenWords(), err
	})
}

func (s *Service) close(w http.ResponseWriter, r *http.Request) error {
	return s.act(w, r, func(tx *db.Tx, ref Ref, form *web.Form) (string, error) {
		a, err := s.Close(r.Context(), tx, auth.Of(r.Context()), ref, Verdict(form.String("danh-gia")), form.Text("ghi-chu"))
		return a.closedWords(), err
	})
}

func (s *Service) assign(w http.ResponseWriter, r *http.Request) error {
	return s.act(w, r, func(tx *db.Tx, ref Ref, form *web.Form) (string, error) {
		unit, due := org.UnitID(form.Int64("don-vi")), form.Date("han")
		switch {
		case unit == 0:
			return "", fault.New(fault.Invalid, "Hãy chọn đơn vị.").At("don-vi")
		case due.IsZero() || due.Before(s.Work.Day()):
			return "", fault.New(fault.Invalid, "Hãy chọn hạn từ hôm nay trở đi.").At("han")
		}
		_, err := s.Assign(r.Context(), tx, auth.Of(r.Context()), ref, unit, due)
		return web.Mark("Đã giao việc. Chỉ tên chủ đề và số lượng tin được chuyển sang việc."), err
	})
}

// act changes one alert and goes back to its page.
func (s *Service) act(w http.ResponseWriter, r *http.Request, do func(tx *db.Tx, ref Ref, form *web.Form) (string, error)) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ref, err := refOf(r, form)
	if err != nil {
		return err
	}
	var said string
	err = s.DB.Write(r.Context(), func(tx *db.Tx) (err error) {
		said, err = do(tx, ref, form)
		return err
	})
	if form.Take(err) {
		return s.renderAlert(w, r, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, Alert{ID: ref.ID}.Href(), said)
}

// jobs looks at every topic now and then, so that waves are seen to end, stores what was learnt, foretells, and sums up
// what boards were spared yesterday.
func (s *Service) jobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, _ lookArgs) error { return s.lookAll(ctx) })
	jobs.Handle(q, func(ctx context.Context, _ foretellArgs) error { return s.foretellAll(ctx) })
	jobs.Handle(q, func(ctx context.Context, _ summaryArgs) error {
		return s.Summarize(ctx, law.DateOf(s.Now()).AddDays(-1))
	})
	q.Every(6*time.Hour, func() jobs.Args { return summaryArgs{} })
	q.Every(10*time.Minute, func() jobs.Args { return lookArgs{} })
	q.Every(6*time.Hour, func() jobs.Args { return foretellArgs{} })
}

type lookArgs struct{}

func (lookArgs) Kind() string { return "listen.alert.look" }

type foretellArgs struct{}

func (foretellArgs) Kind() string { return "listen.alert.foretell" }

type summaryArgs struct{}

func (summaryArgs) Kind() string { return "listen.alert.summary" }

func (s *Service) activeTopics(ctx context.Context) (ids []listen.TopicID, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		all, err := s.Listen.Topics(ctx, tx)
		for _, t := range all {
			if t.Active {
				ids = append(ids, t.ID)
			}
		}
		return err
	})
	return ids, err
}

func (s *Service) lookAll(ctx context.Context) error {
	ids, err := s.activeTopics(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids { // one by one, so that what comes now need not wait for all
		err := s.Look(ctx, id)
		if err != nil {
			return err
		}
	}
	err = s.LookForGaps(ctx)
	if err != nil {
		return err
	}
	return s.Remember(ctx)
}

func (s *Service) foretellAll(ctx context.Context) error {
	ids, err := s.activeTopics(ctx)
	if err != nil {
		return err
	}
	return s.Foretell(ctx, ids)
}

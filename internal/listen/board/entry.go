package board

import (
	"context"
	"net/http"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// entryView is the page of quick entry.
type entryView struct {
	Form    *web.Form
	Press   press
	Fetched bool // the fields of Press were read from a page
	Masked  int
	Topics  []web.Option
	Files   []web.Option // sources of exports
	Columns *columnsView
	Done    *fileDone
	Noted   []notedRow
}

// notedRow is what was noted lately.
type notedRow struct {
	Day   law.Date
	Words string
	Count string
	By    string
}

func (s *Service) showEntry(w http.ResponseWriter, r *http.Request) error {
	return s.renderEntry(w, r, http.StatusOK, entryView{Form: web.NewForm()})
}

func (s *Service) renderEntry(w http.ResponseWriter, r *http.Request, status int, v entryView) error {
	ctx := r.Context()
	if v.Press.Day.IsZero() {
		v.Press.Day = law.DateOf(s.Now())
	}
	if v.Press.Class == "" {
		v.Press.Class = listen.Provincial
	}
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		topics, err := s.Listen.Topics(ctx, tx)
		if err != nil {
			return err
		}
		v.Topics = []web.Option{{Value: "", Label: web.T(ctx, "Chọn chủ đề")}}
		for _, t := range topics {
			if t.Active {
				v.Topics = append(v.Topics, web.Option{Value: web.Key(t.ID), Label: t.Name})
			}
		}
		sources, err := s.Listen.Sources(ctx, tx)
		if err != nil {
			return err
		}
		v.Files = []web.Option{{Value: "", Label: web.T(ctx, "Chọn nguồn")}}
		for _, x := range sources {
			if x.Kind == listen.KindFile && x.State == listen.Active {
				v.Files = append(v.Files, web.Option{Value: web.Key(x.ID), Label: x.Name})
			}
		}
		v.Noted, err = s.notedLately(ctx, tx)
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, status, entryPage(v))
}

// notedDays is how far back the page shows what was noted.
const notedDays = 31

func (s *Service) notedLately(ctx context.Context, tx *db.Tx) (rows []notedRow, err error) {
	today := law.DateOf(s.Now())
	all, err := s.Listen.Paraphrases(ctx, tx, today.AddDays(-notedDays), today)
	for _, x := range all[:min(20, len(all))] {
		rows = append(rows, notedRow{Day: x.Day, Words: x.Text, Count: few(ctx, x.Count, web.Mark("%s lượt")), By: x.By})
	}
	return rows, err
}

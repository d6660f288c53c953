package desk

import (
	"context"
	"net/http"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/web"
)

// FirstDayURL is the guided first day of a province.
const FirstDayURL = HelpURL + "/ngay-dau"

// FirstStep is one step of a province's first day; its texts are marked.
type FirstStep struct {
	Title  string
	Line   string // what to do, in a sentence
	Button string
	Href   string
	Right  web.Right // who may take the step
	Done   func(ctx context.Context, tx *db.Tx) (bool, error)
	Leads  bool // Today shows the way here until this step is done
}

// firstView is how far the first day is.
type firstView struct {
	Steps []firstLine
	Done  int
}

type firstLine struct {
	FirstStep
	Finished bool
	Next     bool // the first that is not done
	May      bool
}

func (v firstView) next() string {
	for _, l := range v.Steps {
		if l.Next {
			return l.Title
		}
	}
	return ""
}

func (s *Service) showFirstDay(w http.ResponseWriter, r *http.Request) error {
	var v firstView
	err := s.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		v, err = s.firstDay(r.Context(), tx)
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, firstDayPage(v))
}

func (s *Service) firstDay(ctx context.Context, tx *db.Tx) (v firstView, err error) {
	for _, step := range s.First {
		l := firstLine{FirstStep: step, May: web.May(ctx, step.Right)}
		l.Finished, err = step.Done(ctx, tx)
		if err != nil {
			return v, err
		}
		if l.Finished {
			v.Done++
		}
		l.Next = !l.Finished && v.Done == len(v.Steps)
		v.Steps = append(v.Steps, l)
	}
	return v, nil
}

// begin is the way to the first day for those who take its steps; nil once the leading step is done.
func (s *Service) begin(ctx context.Context, tx *db.Tx, by auth.Officer) (*firstView, error) {
	if !by.May(Administer) {
		return nil, nil
	}
	for _, step := range s.First {
		if !step.Leads {
			continue
		}
		done, err := step.Done(ctx, tx)
		if err != nil || done {
			return nil, err
		}
		v, err := s.firstDay(ctx, tx)
		return &v, err
	}
	return nil, nil
}

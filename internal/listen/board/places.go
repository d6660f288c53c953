package board

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/internal/web"
)

// placesView are the communes with how many people live there.
type placesView struct {
	Form   *web.Form
	Places []listen.Place
}

func (s *Service) showPlaces(w http.ResponseWriter, r *http.Request) error {
	return s.renderPlaces(w, r, http.StatusOK, web.NewForm())
}

func (s *Service) renderPlaces(w http.ResponseWriter, r *http.Request, status int, form *web.Form) error {
	ctx := r.Context()
	v := placesView{Form: form}
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		v.Places, err = s.Listen.Places(ctx, tx)
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, status, placesPage(v))
}

// savePlaces keeps the numbers of people that were changed.
func (s *Service) savePlaces(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx, changed := r.Context(), 0
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		places, err := s.Listen.Places(ctx, tx)
		if err != nil {
			return err
		}
		for _, p := range places {
			if !form.Has(peopleField(p)) { // came into the directory since the page was shown
				continue
			}
			people, err := peopleIn(form.String(peopleField(p)))
			if err == nil && people != p.People {
				changed++
				err = s.setPeople(ctx, tx, p, people)
			}
			if err != nil {
				return atField(err, peopleField(p))
			}
		}
		return nil
	})
	if form.Take(err) {
		return s.renderPlaces(w, r, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, PlacesURL, web.Mark("Đã ghi số dân của %d xã, phường."), changed)
}

func (s *Service) setPeople(ctx context.Context, tx *db.Tx, p listen.Place, people int) error {
	err := s.Listen.SetPeople(ctx, tx, auth.Of(ctx).Full, p.Unit, people)
	if err != nil {
		return err
	}
	return s.note(ctx, tx, "listen.people", "org_unit", int64(p.Unit), web.Mark("Ghi số dân của %s: %d"), p.Name, people)
}

// peopleIn reads a number of people as it is written: 12500, 12.500, 12 500. Nothing is 0: not known.
func peopleIn(text string) (int, error) {
	text = strings.NewReplacer(".", "", ",", "", " ", "", "\u00a0", "").Replace(text)
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, fault.New(fault.Invalid, "Số dân chưa đúng. Hãy ghi số người, ví dụ 12.500.")
	}
	return n, nil
}

func peopleField(p listen.Place) string { return "dan-" + web.Key(p.Unit) }

// said is what the field of a place holds.
func (v placesView) said(ctx context.Context, p listen.Place) string {
	if p.People == 0 {
		return ""
	}
	return web.Count(ctx, p.People)
}

// placeWord says what becomes of social counts in a place.
func placeWord(ctx context.Context, p listen.Place) (web.Tone, string) {
	switch {
	case p.Counted():
		return web.OK, web.T(ctx, "Được đếm riêng")
	case p.People == 0:
		return web.Warn, web.T(ctx, "Chưa biết số dân")
	}
	return web.Bare, web.T(ctx, "Dưới %s dân, không đếm riêng", web.Count(ctx, gate.LeastPeople))
}

func (v placesView) sub(ctx context.Context) string {
	counted, unknown := 0, 0
	for _, p := range v.Places {
		if p.Counted() {
			counted++
		}
		if p.People == 0 {
			unknown++
		}
	}
	return web.T(ctx, "%d trên %d xã, phường được đếm riêng trên mạng xã hội; %d nơi chưa biết số dân.", counted, len(v.Places), unknown)
}

package board

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/vi"
)

// publicView is what everybody may read: what is followed, and what is not.
type publicView struct {
	Groups []classGroup
	Topics []string
	Count  int
	Text   int // days
	Item   int // days
	Floor  int
	People int
	Months int
}

// classGroup are the sources of a class.
type classGroup struct {
	Class listen.Class
	Names []string
}

func (s *Service) showPublic(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	v := publicView{Text: listen.TextDays, Item: listen.ItemDays, Floor: gate.Floor, People: gate.LeastPeople}
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		sources, err := s.Listen.Sources(ctx, tx)
		if err != nil {
			return err
		}
		for _, c := range listen.Classes {
			g := classGroup{Class: c}
			for _, x := range sources {
				if x.Class == c && x.State == listen.Active {
					g.Names = append(g.Names, x.Name)
					v.Count++
				}
			}
			if len(g.Names) > 0 {
				v.Groups = append(v.Groups, g)
			}
		}
		topics, err := s.Listen.Topics(ctx, tx)
		for _, t := range topics {
			if t.Active && s.Listen.MayCount(ctx, t) == nil { // a name of somebody is not put up in public
				v.Topics = append(v.Topics, t.Name)
			}
		}
		slices.SortFunc(v.Topics, func(a, b string) int { return cmp.Compare(vi.SortKey(a), vi.SortKey(b)) })
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, publicPage(v))
}

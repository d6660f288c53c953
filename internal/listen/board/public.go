package board

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/vi"
)

// publicView is what everybody may read: what is followed, and what is not.
type publicView struct {
	Groups []classGroup
	Topics []string
	Count  int
	Fine   int // of Judged those that do well
	Judged int
	Text   int // days
	Item   int // days
	Floor  int
	People int
	Months int
	Office org.Unit // to which requests are sent; its name may be empty
}

// classGroup are the sources of a class.
type classGroup struct {
	Class listen.Class
	Names []string
}

func (s *Service) showPublic(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	v := publicView{Text: listen.TextDays, Item: listen.ItemDays, Floor: gate.Floor, People: gate.LeastPeople}
	err := s.upToDate(ctx)
	if err != nil {
		return err
	}
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		sources, err := s.Listen.Standings(ctx, tx, law.DateOf(s.Now()), s.numbers.yield)
		if err != nil {
			return err
		}
		v.Fine, v.Judged = listen.HealthyOf(sources)
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
		v.Office, err = s.office(ctx, tx)
		if err != nil {
			return err
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

// office is the unit that answers for listening: that of the person in charge of policy communication at the root.
func (s *Service) office(ctx context.Context, tx *db.Tx) (org.Unit, error) {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return org.Unit{}, err
	}
	root, _ := tree.Root()
	p, found, err := s.Org.Holder(ctx, tx, root.ID, org.Communication, law.DateOf(s.Now()))
	if err != nil || !found {
		return root, err
	}
	unit, _ := tree.Unit(p.Unit)
	return unit, nil
}

// requests says where requests are sent.
func (v publicView) requests(ctx context.Context) string {
	switch {
	case v.Office.Name == "":
		return web.T(ctx, "Nơi nhận yêu cầu: đơn vị đầu mối truyền thông của tỉnh.")
	case v.Office.Email == "":
		return web.T(ctx, "Nơi nhận yêu cầu: %s.", v.Office.Name)
	}
	return web.T(ctx, "Nơi nhận yêu cầu: %s, thư điện tử %s.", v.Office.Name, v.Office.Email)
}

package board

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// rules reports whether the reader may say which items are one story. That holds for the whole province: they hold [Enter]
// for a unit of the province, not for a commune alone. Without a directory everybody who may enter may.
func (s *Service) rules(ctx context.Context, tx *db.Tx) (bool, error) {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return false, err
	}
	by, units := auth.Of(ctx), tree.UnitsOn(law.DateOf(s.Now()))
	for _, u := range units {
		if by.MayFor(Enter, u.ID) && !ofCommune(tree, u) {
			return true, nil
		}
	}
	return len(units) == 0 && web.May(ctx, Enter), nil
}

// ofCommune reports whether a unit is a commune or stands within one.
func ofCommune(tree *org.Tree, u org.Unit) bool {
	for u.Level == org.Inside {
		above, found := tree.Unit(u.Parent)
		if !found {
			return false
		}
		u = above
	}
	return u.Level == org.Commune
}

// mustRule refuses whoever may not say which items are one story.
func (s *Service) mustRule(ctx context.Context) error {
	var may bool
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		may, err = s.rules(ctx, tx)
		return err
	})
	if err == nil && !may {
		err = fault.New(fault.Forbidden, "Gộp hay tách câu chuyện có hiệu lực cho cả tỉnh, nên do cán bộ cấp tỉnh quyết định.")
	}
	return err
}

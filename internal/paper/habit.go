package paper

import (
	"context"
	"strings"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
)

// habit is what a unit prints around its papers of a kind, as far as somebody set it, completed from the
// directory.
func (s *Service) habit(ctx context.Context, tx *db.Tx, tree *org.Tree, unit org.UnitID, k Kind, on law.Date) (Frame, error) {
	return directoryFrame(tree, unit, k), nil
}

// directoryFrame is made of what the directory knows.
func directoryFrame(t *org.Tree, unit org.UnitID, k Kind) Frame {
	owner, _ := t.Unit(unit)
	f := Frame{Name: owner.Name, Symbol: k.symbol(owner.Code), Filing: "VT"}
	if parent, ok := t.Unit(owner.Parent); ok {
		f.Parent = parent.Name
	}
	root, _ := t.Root()
	for _, word := range []string{"tỉnh ", "thành phố "} {
		if _, place, ok := strings.Cut(root.Name, word); ok {
			f.Place = place
			break
		}
	}
	return f
}

package auth

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
)

// OfficerOf is a person with what their account may do now, for things that wait for them; it opens no session.
// It fails with [db.ErrNoRows] when they have no open account.
func (s *Service) OfficerOf(ctx context.Context, tx *db.Tx, person org.PersonID) (Officer, error) {
	a, err := accountOfPerson(ctx, tx, person)
	if err != nil {
		return Officer{}, err
	}
	if !a.Active {
		return Officer{}, db.ErrNoRows
	}
	o := Officer{Account: a.ID, Person: a.Person, Full: a.Name, Home: a.Unit, rights: s.Rights}
	o.Grants, err = grantsOf(ctx, tx, a.ID)
	if err != nil {
		return Officer{}, err
	}
	o.tree, err = s.Org.Tree(ctx, tx)
	return o, err
}

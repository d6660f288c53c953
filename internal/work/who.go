package work

import (
	"context"
	"fmt"
	"slices"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
)

// who finds the people to tell; it remembers what it found.
type who struct {
	s      *Service
	tree   *org.Tree
	today  law.Date
	stands stands
	units  map[org.UnitID][]org.Person
	seen   map[string][]addressee
}

func (s *Service) newWho(ctx context.Context, tx *db.Tx, today law.Date) (*who, error) {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return nil, err
	}
	away, err := s.stands(ctx, tx, today)
	return &who{s: s, tree: tree, today: today, stands: away, units: map[org.UnitID][]org.Person{}, seen: map[string][]addressee{}}, err
}

// ofCase are the contact point of the lead unit, or its office, or its people; and the person of the case.
func (w *who) ofCase(ctx context.Context, tx *db.Tx, c Case) ([]addressee, error) {
	lead, _ := w.tree.Now(c.Lead, w.today)
	all, err := w.ofUnit(ctx, tx, lead)
	if err != nil || c.Person == 0 {
		return all, err
	}
	person, err := w.ofPeople(ctx, tx, c.Person)
	return distinct(append(slices.Clone(all), person...)), err
}

func (w *who) ofUnit(ctx context.Context, tx *db.Tx, unit org.UnitID) ([]addressee, error) {
	return w.remember(fmt.Sprintf("contact %d", unit), func() ([]addressee, error) {
		contact, ok, err := w.s.Org.Holder(ctx, tx, unit, org.Contact, w.today)
		if err != nil {
			return nil, err
		}
		if ok && contact.Active {
			return w.ofPeople(ctx, tx, contact.ID)
		}
		u, _ := w.tree.Unit(unit)
		if u.Email != "" {
			return []addressee{{key: fmt.Sprintf("u%d", u.ID), name: u.Name, address: u.Email}}, nil
		}
		people, err := w.s.Org.People(ctx, tx, unit)
		if err != nil {
			return nil, err
		}
		ids := make([]org.PersonID, len(people))
		for i, p := range people {
			ids[i] = p.ID
		}
		return w.ofPeople(ctx, tx, ids...)
	})
}

// ofPeople are people and, where one is away, who stands in for them too.
func (w *who) ofPeople(ctx context.Context, tx *db.Tx, ids ...org.PersonID) ([]addressee, error) {
	var all []addressee
	for _, id := range ids {
		for _, p := range []org.PersonID{id, w.stands.in(id)} {
			if p == 0 {
				continue
			}
			person, err := w.s.Org.Person(ctx, tx, p)
			if err != nil {
				return nil, err
			}
			if !person.Active {
				continue
			}
			a := addressee{key: personKey(p), name: person.Name, salute: person.Salute, address: person.Email}
			if w.s.Roster != nil {
				a.lang, err = w.s.Roster.Language(ctx, tx, p)
				if err != nil {
					return nil, err
				}
			}
			all = append(all, a)
		}
	}
	return distinct(all), nil
}

// personKey is the key of a person as an addressee.
func personKey(p org.PersonID) string { return fmt.Sprintf("p%d", p) }

func distinct(all []addressee) []addressee {
	var once []addressee
	for _, a := range all {
		if !slices.Contains(once, a) {
			once = append(once, a)
		}
	}
	return once
}

// onRung are the people above the contact point. Units that are not ranked are not reported upwards.
func (w *who) onRung(ctx context.Context, tx *db.Tx, c Case, rung RungOf) ([]addressee, error) {
	if !w.tree.Scored(c.Lead) {
		return nil, nil
	}
	if rung == HeadOfUnit {
		head, ok, err := w.s.Org.Holder(ctx, tx, c.Lead, org.Head, w.today)
		if err != nil || !ok {
			return nil, err
		}
		return w.ofPeople(ctx, tx, head.ID)
	}
	if w.s.Roster == nil {
		return nil, nil
	}
	return w.remember(fmt.Sprintf("%s %d", rung, c.Owner), func() ([]addressee, error) {
		role := map[RungOf]auth.Role{TheirOwner: auth.Coordinator, LeaderOfOwner: auth.Leader}[rung]
		people, err := w.s.Roster.Holders(ctx, tx, role, c.Owner)
		if err != nil {
			return nil, err
		}
		return w.ofPeople(ctx, tx, people...)
	})
}

func (w *who) remember(key string, find func() ([]addressee, error)) ([]addressee, error) {
	if all, ok := w.seen[key]; ok {
		return all, nil
	}
	all, err := find()
	w.seen[key] = all
	return all, err
}

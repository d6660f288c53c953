package org

import (
	"context"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/law"
)

// PostsOf are the posts that a person holds on day d, in any unit.
func (s *Service) PostsOf(ctx context.Context, tx *db.Tx, person PersonID, d law.Date) ([]Post, error) {
	r, err := tx.Query(ctx, `
		SELECT id, unit, person, kind, from_day, to_day, basis
		  FROM org_post
		 WHERE person = $1 AND (from_day IS NULL OR from_day <= $2) AND (to_day IS NULL OR to_day >= $3)
		 ORDER BY unit, kind`, person, d, d)
	return db.Collect(r, err, func(r *db.Rows) (p Post, err error) {
		err = r.Scan(&p.ID, &p.Unit, &p.Person, &p.Kind, &p.From, &p.To, &p.Basis)
		return p, err
	})
}

// Leave ends what a person does for the directory: their posts go to whoever follows them from day d on, or
// end the day before when follower is 0, and they are no longer offered where people are chosen. Their name
// stays wherever it was written.
func (s *Service) Leave(ctx context.Context, tx *db.Tx, person, follower PersonID, d law.Date) error {
	posts, err := s.PostsOf(ctx, tx, person, d)
	if err != nil {
		return fmt.Errorf("reading the posts of person %d: %w", person, err)
	}
	for _, p := range posts {
		err := endPost(ctx, tx, p.ID, d.AddDays(-1))
		if err != nil {
			return err
		}
		if follower == 0 {
			continue
		}
		err = s.Appoint(ctx, tx, Post{Unit: p.Unit, Person: follower, Kind: p.Kind, From: d, Basis: p.Basis})
		if err != nil {
			return err
		}
	}
	p, err := s.Person(ctx, tx, person)
	if err != nil {
		return err
	}
	p.Active = false
	return s.ChangePerson(ctx, tx, p)
}

// Deserted are the units of day d, divisions within units apart, for which nobody answers: no contact post
// and nobody active in the unit or in a division of it.
func (s *Service) Deserted(ctx context.Context, tx *db.Tx, d law.Date) ([]Unit, error) {
	tree, err := s.Tree(ctx, tx)
	if err != nil {
		return nil, err
	}
	held, err := heldPosts(ctx, tx, d)
	if err != nil {
		return nil, fmt.Errorf("reading posts: %w", err)
	}
	r, err := tx.Query(ctx, `SELECT DISTINCT unit FROM org_person WHERE active`)
	manned, err := db.Collect(r, err, func(r *db.Rows) (u UnitID, err error) {
		err = r.Scan(&u)
		return u, err
	})
	if err != nil {
		return nil, fmt.Errorf("reading who works where: %w", err)
	}
	covered := map[UnitID]bool{}
	for _, at := range manned {
		u, ok := tree.Unit(at)
		for ; ok && u.Level == Inside; u, ok = tree.Unit(u.Parent) {
			covered[u.ID] = true
		}
		covered[u.ID] = true
	}
	var deserted []Unit
	for _, u := range tree.UnitsOn(d) {
		if u.Level != Inside && !covered[u.ID] && !held[u.ID][Contact] {
			deserted = append(deserted, u)
		}
	}
	return deserted, nil
}

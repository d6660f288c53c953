package round

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/vi"
)

// Collect prepares a round about a task whose lead is written as a collective, "UBND các xã, phường". It stays
// a draft: which units are meant is a proposal, and somebody opens it. A task has one such round.
func (s *Service) Collect(ctx context.Context, tx *db.Tx, by auth.Officer, c work.Case, collective string) error {
	if !by.MayFor(Manage, c.Owner) {
		return nil
	}
	n := Opening{
		Title: vi.CutRunes(c.Title, 300), Owner: c.Owner, Origin: work.Origin{Duty: "work", ID: int64(c.ID)},
		Note:     vi.CutRunes("Nhiệm vụ "+c.Code+", văn bản giao: "+collective+".", noteLimit),
		Audience: Audience{Levels: levelsOf(collective)}, Blocks: tidy([]Block{usual(), evidence()}),
	}
	if !c.Due.IsZero() {
		n.Clock = c.Clock
		n.Clock.Due = law.OnDay(c.Due)
	}
	_, err := s.create(ctx, tx, by, n)
	if err != nil {
		return fmt.Errorf("preparing a round about %s: %w", c.Code, err)
	}
	return nil
}

// levelsOf are the levels of government that a collective names; both when it names none.
func levelsOf(collective string) []org.Level {
	words := strings.FieldsFunc(vi.Fold(collective), func(r rune) bool { return r == ' ' || r == ',' || r == ';' || r == '.' })
	var all []org.Level
	if slices.ContainsFunc(words, func(w string) bool { return w == "xa" || w == "phuong" }) {
		all = append(all, org.Commune)
	}
	if slices.ContainsFunc(words, func(w string) bool { return w == "so" || w == "nganh" }) {
		all = append(all, org.Department)
	}
	if len(all) == 0 {
		return []org.Level{org.Department, org.Commune}
	}
	return all
}

// Await is a round that waits for the officer: their unit owes an answer, or they prepared it and have not opened it.
type Await struct {
	Round Round
	Href  string
	Owes  bool // their unit owes an answer
}

// Awaiting are the rounds that wait for the officer, those that their unit owes first.
func (s *Service) Awaiting(ctx context.Context, tx *db.Tx, by auth.Officer) ([]Await, error) {
	var all []Await
	if by.Home != 0 && by.MayFor(Give, by.Home) {
		owed, err := owedRounds(ctx, tx, by.Home)
		if err != nil {
			return nil, fmt.Errorf("reading what unit %d owes: %w", by.Home, err)
		}
		for _, r := range owed {
			all = append(all, Await{r, r.UnitHref(by.Home), true})
		}
	}
	if !by.May(Manage) {
		return all, nil
	}
	every, units := by.Scope(Manage)
	drafts, err := roundsWith(ctx, tx, []State{Draft}, every, units, 20)
	if err != nil {
		return nil, fmt.Errorf("reading rounds in draft: %w", err)
	}
	for _, r := range drafts {
		all = append(all, Await{r, r.editHref(), false})
	}
	return all, nil
}

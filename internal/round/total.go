package round

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/work"
)

// SumUp is one figure of some units taken together.
type SumUp struct {
	Value Amount
	Units int // how many units gave it
}

// Sheet is all figures of a round: those of each unit and what they come to. Figures that were frozen are
// those of the day on which the round closed.
type Sheet struct {
	Board  Board
	Form   Form
	Frozen bool
	Totals map[string]SumUp                 // by figure
	Rows   map[org.UnitID]map[string]Amount // by unit and figure
	Tasks  map[org.UnitID]map[Say]int       // by unit: how its tasks stand
	Says   map[Say]int                      // of all units
	Below  map[org.UnitID][]org.UnitID      // by the unit that consolidates; 0: the owner
	Sums   map[org.UnitID]map[string]SumUp  // by the unit that consolidates: its own figures and all below it
	Merges map[org.UnitID]Merge             // latest confirmation of each unit that consolidates
	Stale  map[org.UnitID][]org.UnitID      // units below whose line changed since it was confirmed
}

// Merge is a confirmation of the figures of the units below.
type Merge struct {
	ID    int64
	Lines map[org.UnitID]AnswerID // the line of each unit that was confirmed
	Note  string
	By    work.Actor
	At    time.Time
}

// Sheet shows the figures that count now, or those that were frozen.
func (s *Service) Sheet(ctx context.Context, tx *db.Tx, by auth.Officer, id ID, frozen bool) (Sheet, error) {
	b, err := s.Board(ctx, tx, by, id)
	if err != nil {
		return Sheet{}, err
	}
	sh := Sheet{Board: b, Frozen: frozen && b.Round.State == Closed}
	sh.Form, err = s.Form(ctx, tx, b.Round, 0)
	if err != nil {
		return Sheet{}, err
	}
	return sh, s.fill(ctx, tx, &sh)
}

func (s *Service) fill(ctx context.Context, tx *db.Tx, sh *Sheet) (err error) {
	id := sh.Board.Round.ID
	sh.Rows, err = valuesOf(ctx, tx, id, sh.Frozen)
	if err != nil {
		return fmt.Errorf("reading the figures of round %d: %w", id, err)
	}
	if sh.Form.Has(TaskBlock) {
		sh.Tasks, err = tasksOf(ctx, tx, id, sh.Frozen)
		if err != nil {
			return fmt.Errorf("reading the tasks of round %d: %w", id, err)
		}
	}
	sh.Merges, err = mergesOf(ctx, tx, id)
	if err != nil {
		return fmt.Errorf("reading the confirmations in round %d: %w", id, err)
	}
	sh.gather()
	return nil
}

// gather adds up what the officer may see.
func (sh *Sheet) gather() {
	sh.Below, sh.Sums, sh.Says, sh.Stale = map[org.UnitID][]org.UnitID{}, map[org.UnitID]map[string]SumUp{}, map[Say]int{}, map[org.UnitID][]org.UnitID{}
	owed := map[org.UnitID]Owed{}
	var all []org.UnitID
	for _, o := range sh.Board.Rows {
		owed[o.Unit] = o
		all = append(all, o.Unit)
	}
	for _, o := range sh.Board.Rows {
		up := o.Up
		if _, here := owed[up]; !here {
			up = 0
		}
		sh.Below[up] = append(sh.Below[up], o.Unit)
		for say, n := range sh.Tasks[o.Unit] {
			sh.Says[say] += n
		}
	}
	sh.Totals = sh.add(all)
	for up := range sh.Below {
		if up == 0 {
			continue
		}
		under := sh.Under(up)
		sh.Sums[up] = sh.add(append([]org.UnitID{up}, under...))
		m, confirmed := sh.Merges[up]
		for _, u := range under {
			if confirmed && m.Lines[u] != owed[u].Answer {
				sh.Stale[up] = append(sh.Stale[up], u)
			}
		}
	}
}

// Under are all units below a unit that consolidates, in the order of the directory.
func (sh *Sheet) Under(up org.UnitID) []org.UnitID {
	var all []org.UnitID
	for _, u := range sh.Below[up] {
		all = append(all, u)
		if u != up {
			all = append(all, sh.Under(u)...)
		}
	}
	return all
}

// add takes the figures of some units together, each as its definition says.
func (sh *Sheet) add(units []org.UnitID) map[string]SumUp {
	sums := map[string]SumUp{}
	for _, x := range sh.Form.Figures() {
		sum := SumUp{}
		for _, u := range units {
			v, given := sh.Rows[u][x.Key]
			if !given {
				continue
			}
			if x.Total == Sum || x.Total == Max && (v > sum.Value || sum.Units == 0) {
				sum.Value = v + sum.Value*keepIf(x.Total == Sum)
			}
			sum.Units++
		}
		sums[x.Key] = sum
	}
	return sums
}

func keepIf(yes bool) Amount {
	if yes {
		return 1
	}
	return 0
}

// Consolidates reports whether units report through this one.
func (sh *Sheet) Consolidates(u org.UnitID) bool { return len(sh.Below[u]) > 0 && u != 0 }

// Ratio is the share that a figure is of another, in per cent with one decimal; ok is false when there is none.
func Ratio(part, whole Amount) (percent Amount, ok bool) {
	if whole <= 0 {
		return 0, false
	}
	tenths := (int64(part)*2000/int64(whole) + 1) / 2 // half a tenth rounds up
	return Amount(tenths) * one / 10, true
}

// Unanswered are the units of a list that still owe an answer.
func (b Board) Unanswered(units []org.UnitID) []org.UnitID {
	var all []org.UnitID
	for _, o := range b.Rows {
		if o.Step == Waiting && slices.Contains(units, o.Unit) {
			all = append(all, o.Unit)
		}
	}
	return all
}

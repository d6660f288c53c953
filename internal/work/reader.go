package work

import (
	"context"
	"errors"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// Lateness says who may see whether a case is late. Everybody who sees a case sees its deadline and whether it
// is done.
type Lateness string

// Who sees lateness.
const (
	SeenByAll Lateness = ""    // everybody who sees the case
	SeenByOwn Lateness = "own" // the lead unit, whoever stands above it, and those who follow the case
)

// LatenessWords are the choices in words, marked texts.
var LatenessWords = map[Lateness]string{
	SeenByAll: web.Mark("Mọi đơn vị cùng tham gia"),
	SeenByOwn: web.Mark("Chỉ đơn vị chủ trì và người điều phối"),
}

// SetLateness says for all cases of an origin, also those opened later, who may see their lateness. The duty that
// opened them asks for the right and writes the audit line.
func (s *Service) SetLateness(ctx context.Context, tx *db.Tx, duty string, id int64, l Lateness) error {
	if _, known := LatenessWords[l]; !known {
		return fault.New(fault.Invalid, "Hãy chọn ai thấy việc trễ hạn.").At("lateness")
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO work_origin (duty, origin_id, lateness) VALUES ($1, $2, $3)
		ON CONFLICT (duty, origin_id) DO UPDATE SET lateness = excluded.lateness`, duty, id, l)
	if err != nil {
		return fmt.Errorf("setting who sees the lateness of %s %d: %w", duty, id, err)
	}
	seq, err := nextSeq(ctx, tx)
	if err != nil {
		return fmt.Errorf("telling the boards: %w", err)
	}
	_, err = tx.Exec(ctx, `UPDATE work_case SET lateness = $1, seq = $2 WHERE origin_duty = $3 AND origin_id = $4`, l, seq, duty, id)
	if err != nil {
		return fmt.Errorf("setting who sees the lateness of %s %d: %w", duty, id, err)
	}
	return nil
}

// Lateness says who may see the lateness of the cases of an origin.
func (s *Service) Lateness(ctx context.Context, tx *db.Tx, duty string, id int64) (l Lateness, err error) {
	err = tx.QueryRow(ctx, `SELECT lateness FROM work_origin WHERE duty = $1 AND origin_id = $2`, duty, id).Scan(&l)
	if errors.Is(err, db.ErrNoRows) {
		return SeenByAll, nil
	}
	if err != nil {
		return SeenByAll, fmt.Errorf("reading who sees the lateness of %s %d: %w", duty, id, err)
	}
	return l, nil
}

// reader is how an officer sees cases on a day: whose progress is not ranked, and whose lateness is not theirs
// to see.
type reader struct {
	today law.Date
	tree  *org.Tree
	views reach
}

func (s *Service) reader(ctx context.Context, tx *db.Tx, by auth.Officer) (reader, error) {
	tree, err := s.Org.Tree(ctx, tx)
	return reader{s.Day(), tree, over(by, View)}, err
}

// unscored reports whether a lead supports and is not ranked. A unit sees its own state like any other.
func (r reader) unscored(lead org.UnitID) bool {
	return !r.tree.Scored(lead) && (r.views.all || !r.views.units[lead])
}

func (r reader) veiled(l Lateness, lead, owner org.UnitID) bool {
	return l == SeenByOwn && !r.views.has(lead) && !r.views.has(owner)
}

// standing is how a case stands for this reader.
func (r reader) standing(e *entry) *standing {
	unscored, veiled := r.unscored(e.lead), r.veiled(e.lateness, e.lead, e.owner)
	if !unscored && !veiled {
		return &e.standing
	}
	s := e.standing
	s.unscored, s.veiled = unscored, veiled
	return &s
}

// show marks cases with what this reader may see of them.
func (r reader) show(cases ...*Case) {
	for _, c := range cases {
		c.Unscored, c.Veiled = r.unscored(c.Lead), r.veiled(c.Lateness, c.Lead, c.Owner)
		if c.Veiled {
			c.Late, c.OnTime, c.TooLate = false, 0, 0
		}
	}
}

func (r reader) showAll(cases []Case) {
	for i := range cases {
		r.show(&cases[i])
	}
}

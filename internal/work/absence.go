package work

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// AddAbsence says who stands in for somebody between two days. Reminders and Today then go to the substitute
// too, within what the substitute may see. People enter their own absence, coordinators that of people in
// their scope.
func (s *Service) AddAbsence(ctx context.Context, tx *db.Tx, by auth.Officer, a Absence) (int64, error) {
	away, err := s.Org.Person(ctx, tx, a.Person)
	if err != nil {
		return 0, err
	}
	substitute, err := s.Org.Person(ctx, tx, a.Substitute)
	if err != nil {
		return 0, err
	}
	a.Note = clean(a.Note)
	err = s.checkAbsence(ctx, tx, by, a, away, substitute)
	if err != nil {
		return 0, err
	}
	id, err := insertAbsence(ctx, tx, a)
	if err != nil {
		return 0, fmt.Errorf("storing an absence of person %d: %w", a.Person, err)
	}
	return id, audit.Write(ctx, tx, s.Now(), audit.Entry{
		ActorID: by.Account, Actor: actor(by).Name, Action: "work.absence", Object: "person", ObjectID: int64(a.Person),
		Sentence: web.Mark("%s vắng từ %s đến %s, %s làm thay"), Args: []any{away.Name, a.From.Vietnamese(), a.To.Vietnamese(), substitute.Name},
	})
}

func (s *Service) checkAbsence(ctx context.Context, tx *db.Tx, by auth.Officer, a Absence, away, substitute org.Person) error {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return err
	}
	switch {
	case (by.Person == 0 || by.Person != a.Person) && !by.MayFor(Coordinate, away.Unit):
		return fault.New(fault.Forbidden, "Chỉ %s hoặc người điều phối được nhập lịch vắng này.", away.Name)
	case !a.From.Valid() || !a.To.Valid() || !validOrZero(a.From) || !validOrZero(a.To):
		return fault.New(fault.Invalid, "Hãy nhập ngày bắt đầu và ngày kết thúc vắng.").At("from")
	case a.To.Before(a.From):
		return fault.New(fault.Invalid, "Ngày kết thúc đứng trước ngày bắt đầu.").At("to")
	case a.To.Before(s.Day()):
		return fault.New(fault.Invalid, "Thời gian vắng đã qua.").At("to")
	case substitute.ID == away.ID || !substitute.Active:
		return fault.New(fault.Invalid, "Hãy chọn một người khác đang làm việc để làm thay.").At("substitute")
	case !tree.Within(substitute.Unit, away.Unit) && !tree.Within(away.Unit, substitute.Unit):
		return fault.New(fault.Invalid, "%s không cùng đơn vị với %s. Hãy chọn người cùng đơn vị, cấp trên hoặc cấp dưới.", substitute.Name, away.Name).At("substitute")
	}
	return checkText("note", a.Note, titleLimit)
}

// EndAbsence removes an absence.
func (s *Service) EndAbsence(ctx context.Context, tx *db.Tx, by auth.Officer, id int64) error {
	a, err := absenceByID(ctx, tx, id)
	if errors.Is(err, db.ErrNoRows) {
		return fault.New(fault.NotFound, "Không tìm thấy lịch vắng này.")
	}
	if err != nil {
		return fmt.Errorf("reading absence %d: %w", id, err)
	}
	away, err := s.Org.Person(ctx, tx, a.Person)
	if err != nil {
		return err
	}
	if (by.Person == 0 || by.Person != a.Person) && !by.MayFor(Coordinate, away.Unit) {
		return fault.New(fault.Forbidden, "Chỉ %s hoặc người điều phối được nhập lịch vắng này.", away.Name)
	}
	err = deleteAbsence(ctx, tx, id)
	if err != nil {
		return fmt.Errorf("removing absence %d: %w", id, err)
	}
	return audit.Write(ctx, tx, s.Now(), audit.Entry{
		ActorID: by.Account, Actor: actor(by).Name, Action: "work.end-absence", Object: "person", ObjectID: int64(a.Person),
		Sentence: web.Mark("Bỏ lịch vắng của %s từ %s đến %s"), Args: []any{away.Name, a.From.Vietnamese(), a.To.Vietnamese()},
	})
}

// Absences are those of today and later which the officer may end, the earliest first.
func (s *Service) Absences(ctx context.Context, tx *db.Tx, by auth.Officer) ([]Absence, error) {
	all, err := absencesFrom(ctx, tx, s.Day())
	if err != nil {
		return nil, fmt.Errorf("reading absences: %w", err)
	}
	var mine []Absence
	for _, a := range all {
		p, err := s.Org.Person(ctx, tx, a.Person)
		if err != nil {
			return nil, err
		}
		if by.Person != 0 && (by.Person == a.Person || by.Person == a.Substitute) || by.MayFor(Coordinate, p.Unit) {
			mine = append(mine, a)
		}
	}
	return mine, nil
}

// CountOpen is how many unfinished cases name the person as the one who does them. It asks about nobody's
// rights: it only says whether somebody can leave.
func (s *Service) CountOpen(ctx context.Context, tx *db.Tx, person org.PersonID) (int, error) {
	b, err := s.board(ctx, tx)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, e := range b.entries {
		if e.person == person && (e.state == Open || e.state == Waiting) {
			n++
		}
	}
	return n, nil
}

// stands tells, on one day, who stands in for whom.
type stands map[org.PersonID]org.PersonID

func (s *Service) stands(ctx context.Context, tx *db.Tx, day law.Date) (stands, error) {
	all, err := absencesOn(ctx, tx, day)
	if err != nil {
		return nil, fmt.Errorf("reading who is away: %w", err)
	}
	m := stands{}
	for _, a := range all {
		m[a.Person] = a.Substitute
	}
	return m, nil
}

// in follows substitutes who are away themselves; 0 if nobody is there.
func (m stands) in(p org.PersonID) org.PersonID {
	for range len(m) {
		next, away := m[p]
		if !away {
			return p
		}
		p = next
	}
	if _, away := m[p]; away {
		return 0
	}
	return p
}

// Instead is who stands in today for a person: the person, whom they named while they are away, or 0 if nobody
// is there.
func (s *Service) Instead(ctx context.Context, tx *db.Tx, p org.PersonID) (org.PersonID, error) {
	m, err := s.stands(ctx, tx, s.Day())
	return m.in(p), err
}

// standsFor are the person and those for whom they stand in today.
func (s *Service) standsFor(ctx context.Context, tx *db.Tx, p org.PersonID) ([]org.PersonID, error) {
	if p == 0 {
		return nil, nil
	}
	m, err := s.stands(ctx, tx, s.Day())
	if err != nil {
		return nil, err
	}
	all := []org.PersonID{p}
	for away := range m {
		if away != p && m.in(away) == p {
			all = append(all, away)
		}
	}
	slices.Sort(all)
	return all, nil
}

const absenceColumns = `id, person, from_day, to_day, substitute, note`

func scanAbsence(r interface{ Scan(...any) error }) (a Absence, err error) {
	err = r.Scan(&a.ID, &a.Person, &a.From, &a.To, &a.Substitute, &a.Note)
	return a, err
}

func insertAbsence(ctx context.Context, tx *db.Tx, a Absence) (id int64, err error) {
	err = tx.QueryRow(ctx, `
		INSERT INTO work_absence (person, from_day, to_day, substitute, note) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
		a.Person, a.From, a.To, a.Substitute, a.Note).Scan(&id)
	return id, err
}

func absenceByID(ctx context.Context, tx *db.Tx, id int64) (Absence, error) {
	return scanAbsence(tx.QueryRow(ctx, `SELECT `+absenceColumns+` FROM work_absence WHERE id = $1`, id))
}

func deleteAbsence(ctx context.Context, tx *db.Tx, id int64) error {
	_, err := tx.Exec(ctx, `DELETE FROM work_absence WHERE id = $1`, id)
	return err
}

func absencesFrom(ctx context.Context, tx *db.Tx, day law.Date) ([]Absence, error) {
	r, err := tx.Query(ctx, `SELECT `+absenceColumns+` FROM work_absence WHERE to_day >= $1 ORDER BY from_day, id`, day)
	return db.Collect(r, err, func(r *db.Rows) (Absence, error) { return scanAbsence(r) })
}

func absencesOn(ctx context.Context, tx *db.Tx, day law.Date) ([]Absence, error) {
	r, err := tx.Query(ctx, `
		SELECT `+absenceColumns+` FROM work_absence WHERE from_day <= $1 AND to_day >= $2 ORDER BY id`, day, day)
	return db.Collect(r, err, func(r *db.Rows) (Absence, error) { return scanAbsence(r) })
}

// endStandIns ends what somebody stands in for; what has not begun never will.
func endStandIns(ctx context.Context, tx *db.Tx, substitute org.PersonID, today law.Date) error {
	_, err := tx.Exec(ctx, `DELETE FROM work_absence WHERE substitute = $1 AND to_day >= $2`, substitute, today)
	if err != nil {
		return fmt.Errorf("ending what person %d stands in for: %w", substitute, err)
	}
	return nil
}

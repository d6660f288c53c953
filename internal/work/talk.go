package work

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/vi"
)

// What is added beside the life of a case never refuses an editor: it takes no version and raises none.

// beside finds a case to add something to.
func (s *Service) beside(ctx context.Context, tx *db.Tx, by auth.Officer, id CaseID) (*draft, error) {
	c, err := s.Case(ctx, tx, by, id)
	if err != nil {
		return nil, err
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return nil, err
	}
	return &draft{Case: c, by: by, now: s.Now(), today: s.Day(), tree: tree}, nil
}

// Contribute adds what a partner unit gives: text, evidence, or both.
func (s *Service) Contribute(ctx context.Context, tx *db.Tx, by auth.Officer, id CaseID, unit org.UnitID, text string, proofs []Proof) error {
	d, err := s.beside(ctx, tx, by, id)
	if err != nil {
		return err
	}
	text = clean(text)
	err = errors.Join(d.mustRun(), checkText("text", text, textLimit))
	switch {
	case err != nil:
		return err
	case !slices.Contains(d.Partners, unit) || !by.MayFor(Contribute, unit):
		return fault.New(fault.Forbidden, "Chỉ cán bộ của đơn vị phối hợp được đóng góp cho %s.", d.Code)
	case text == "" && len(proofs) == 0:
		return fault.New(fault.Invalid, "Hãy ghi nội dung đóng góp hoặc đính kèm minh chứng.").At("text")
	}
	n, err := insertContribution(ctx, tx, id, Contribution{Unit: unit, Text: text, By: actor(by), At: d.now})
	if err != nil {
		return fmt.Errorf("storing a contribution to case %d: %w", id, err)
	}
	for _, p := range proofs {
		_, err := s.addProof(ctx, tx, d.Case, Evidence{Proof: p, Unit: unit, By: actor(by), At: d.now}, n)
		if err != nil {
			return err
		}
	}
	d.note("work.contribute", web.Say("%s đóng góp cho %s", d.tree.Name(unit), d.Code))
	return s.tell(ctx, tx, d)
}

// AddEvidence adds a piece of evidence to what the lead owes now. The lead's officers and coordinators may;
// partners contribute.
func (s *Service) AddEvidence(ctx context.Context, tx *db.Tx, by auth.Officer, id CaseID, p Proof) (EvidenceID, error) {
	d, err := s.beside(ctx, tx, by, id)
	if err != nil {
		return 0, err
	}
	if !by.MayFor(Submit, d.Lead) && !by.MayFor(Coordinate, d.Owner) {
		return 0, notYours(d)
	}
	if d.State == Cancelled {
		return 0, d.mustRun()
	}
	d.periods, err = periodsOf(ctx, tx, id)
	if err != nil {
		return 0, err
	}
	e := Evidence{Proof: p, Unit: d.Lead, By: actor(by), At: d.now}
	if owed, err := d.period(0); err == nil {
		e.Period = owed.ID
	}
	added, err := s.addProof(ctx, tx, d.Case, e)
	if err != nil {
		return 0, err
	}
	d.note("work.evidence", web.Say("Thêm minh chứng “%s” vào %s", p.name(), d.Code))
	return added, s.tell(ctx, tx, d)
}

// name is how a piece of evidence is called: its title, else its number.
func (p Proof) name() string {
	if t := clean(p.Title); t != "" {
		return t
	}
	return clean(p.Number)
}

func (s *Service) addProof(ctx context.Context, tx *db.Tx, c Case, e Evidence, contribution ...int64) (EvidenceID, error) {
	e.Title, e.Number = clean(e.Title), clean(e.Number)
	err := errors.Join(checkText("title", e.Title, titleLimit), checkText("number", e.Number, 200))
	switch {
	case err != nil:
		return 0, err
	case e.name() == "":
		return 0, fault.New(fault.Invalid, "Hãy ghi tên hoặc số văn bản của minh chứng.").At("title")
	case !validOrZero(e.Day):
		return 0, fault.New(fault.Invalid, "Ngày của minh chứng không có trong lịch.").At("day")
	}
	id, err := insertEvidence(ctx, tx, c.ID, e, append(contribution, 0)[0])
	if err != nil {
		return 0, fmt.Errorf("storing evidence of case %d: %w", c.ID, err)
	}
	return id, countEvidence(ctx, tx, c.ID)
}

// DropEvidence takes a piece of evidence away while what it proves is not accepted. The timeline keeps its name.
func (s *Service) DropEvidence(ctx context.Context, tx *db.Tx, by auth.Officer, id EvidenceID) error {
	e, caseID, accepted, err := evidenceByID(ctx, tx, id)
	if errors.Is(err, db.ErrNoRows) {
		return fault.New(fault.NotFound, "Không tìm thấy minh chứng này.")
	}
	if err != nil {
		return fmt.Errorf("reading evidence %d: %w", id, err)
	}
	d, err := s.beside(ctx, tx, by, caseID)
	if err != nil {
		return err
	}
	mine := by.MayFor(Submit, d.Lead) && e.Unit == d.Lead || by.MayFor(Contribute, e.Unit) && e.Unit != d.Lead
	switch {
	case !mine && !by.MayFor(Coordinate, d.Owner):
		return fault.New(fault.Forbidden, "Chỉ đơn vị đã thêm minh chứng hoặc người điều phối được gỡ.")
	case accepted || d.State == Done:
		return fault.New(fault.Conflict, "Kết quả đã được duyệt nên không gỡ minh chứng được. Hãy đề nghị trả lại kết quả trước.")
	}
	err = dropEvidence(ctx, tx, id)
	if err != nil {
		return fmt.Errorf("dropping evidence %d: %w", id, err)
	}
	err = countEvidence(ctx, tx, caseID)
	if err != nil {
		return err
	}
	d.note("work.drop-evidence", web.Say("Gỡ minh chứng “%s” khỏi %s", e.name(), d.Code))
	return s.tell(ctx, tx, d)
}

// Comment adds a remark. People of the units that take part who are named with @ and their full name find it
// in Today.
func (s *Service) Comment(ctx context.Context, tx *db.Tx, by auth.Officer, id CaseID, text string) (CommentID, error) {
	d, err := s.beside(ctx, tx, by, id)
	if err != nil {
		return 0, err
	}
	if !d.Shared && !by.MayFor(Discuss, d.Units()...) || !by.May(Discuss) {
		return 0, fault.New(fault.Forbidden, "Tài khoản của bạn chỉ được xem, chưa được trao đổi về %s.", d.Code)
	}
	text = clean(text)
	if text == "" {
		return 0, fault.New(fault.Invalid, "Hãy nhập nội dung trao đổi.").At("text")
	}
	err = checkText("text", text, textLimit)
	if err != nil {
		return 0, err
	}
	named, err := s.named(ctx, tx, d, text)
	if err != nil {
		return 0, err
	}
	c, err := insertComment(ctx, tx, id, Comment{Text: text, Mentions: named, By: actor(by), At: d.now})
	if err != nil {
		return 0, fmt.Errorf("storing a comment on case %d: %w", id, err)
	}
	d.note("work.comment", web.Say("%s trao đổi về %s", actor(by).Name, d.Code))
	return c, s.tell(ctx, tx, d)
}

// named finds the people whom a text names with @: those of the units that take part, and what stands below
// and above them, longest name first so that "@Trần Thu Hà" is not "@Trần Thu".
func (s *Service) named(ctx context.Context, tx *db.Tx, d *draft, text string) ([]org.PersonID, error) {
	if !strings.Contains(text, "@") {
		return nil, nil
	}
	var units []org.UnitID
	for _, u := range append(d.Units(), d.by.Home) {
		units = append(units, d.tree.Subtree(u)...)
	}
	slices.Sort(units)
	units = slices.Compact(units)
	const most = 500 // placeholders of one query
	var people []org.Person
	for part := range slices.Chunk(units, most) {
		some, err := s.Org.People(ctx, tx, part...)
		if err != nil {
			return nil, err
		}
		people = append(people, some...)
	}
	slices.SortStableFunc(people, func(a, b org.Person) int { return len(b.Name) - len(a.Name) })
	return mentions(text, people), nil
}

// mentions takes each @ for the longest name that follows it.
func mentions(text string, people []org.Person) []org.PersonID {
	var all []org.PersonID
	for _, piece := range strings.Split(vi.Fold(text), "@")[1:] {
		for _, p := range people {
			name := vi.Fold(p.Name)
			if !strings.HasPrefix(piece, name) || continues(piece[len(name):]) {
				continue
			}
			if !slices.Contains(all, p.ID) {
				all = append(all, p.ID)
			}
			break
		}
	}
	return all
}

// continues reports whether a word goes on.
func continues(rest string) bool {
	return rest != "" && (rest[0] >= 'a' && rest[0] <= 'z' || rest[0] >= '0' && rest[0] <= '9')
}

// SeeMentions notes that the officer has seen the comments of a case that name them.
func (s *Service) SeeMentions(ctx context.Context, tx *db.Tx, by auth.Officer, id CaseID) error {
	if by.Person == 0 {
		return nil
	}
	return seeMentions(ctx, tx, by.Person, id, s.Now())
}

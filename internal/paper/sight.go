package paper

import (
	"context"
	"errors"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
)

// Paper finds a paper that the officer may see, or fault.NotFound.
func (s *Service) Paper(ctx context.Context, tx *db.Tx, by auth.Officer, id ID) (Paper, error) {
	p, err := s.find(ctx, tx, id)
	if err != nil {
		return Paper{}, err
	}
	ok, err := s.sees(ctx, tx, by, p)
	if err != nil {
		return Paper{}, fmt.Errorf("asking who sees paper %d: %w", id, err)
	}
	if !ok {
		return Paper{}, notFound()
	}
	return p, nil
}

func (s *Service) find(ctx context.Context, tx *db.Tx, id ID) (Paper, error) {
	p, err := paperByID(ctx, tx, id)
	if errors.Is(err, db.ErrNoRows) {
		return Paper{}, notFound()
	}
	if err != nil {
		return Paper{}, fmt.Errorf("reading paper %d: %w", id, err)
	}
	return p, nil
}

// sees: papers follow what they are about; what is not issued is seen only where it is prepared or signed.
func (s *Service) sees(ctx context.Context, tx *db.Tx, by auth.Officer, p Paper) (bool, error) {
	inside := by.MayFor(Prepare, p.Unit) || by.MayFor(Publish, p.Unit)
	owner := s.owners[p.About.Duty]
	if p.State != Issued && !inside && !owner.Drafts {
		return false, nil
	}
	if owner.Sees == nil {
		return inside, nil
	}
	return owner.Sees(ctx, tx, by, p.About.ID)
}

// seesFile says who fetches the files that hang on a paper: who sees it; one that goes round inside the office only is fetched
// by those who prepare or issue papers of its unit.
func (s *Service) seesFile(ctx context.Context, tx *db.Tx, by auth.Officer, id int64) (bool, error) {
	p, err := s.Paper(ctx, tx, by, ID(id))
	if fault.KindOf(err) == fault.NotFound {
		return false, nil
	}
	if err == nil {
		err = mayTakeOut(by, p)
	}
	return err == nil, err
}

// mayTakeOut refuses to make a file of a paper that goes round inside the office only, but for those who
// prepare or issue papers of its unit.
func mayTakeOut(by auth.Officer, p Paper) error {
	if !p.Frame.Internal || by.MayFor(Prepare, p.Unit) || by.MayFor(Publish, p.Unit) {
		return nil
	}
	return fault.New(fault.Forbidden, "Văn bản này lưu hành nội bộ: chỉ người soạn và người ban hành của đơn vị được lấy tệp. Bạn vẫn đọc được trên trang này.")
}

// toChange finds a paper that the officer sees and over whose unit they hold one of the rights.
func (s *Service) toChange(ctx context.Context, tx *db.Tx, by auth.Officer, id ID, rights ...web.Right) (Paper, error) {
	p, err := s.Paper(ctx, tx, by, id)
	if err != nil {
		return Paper{}, err
	}
	for _, r := range rights {
		if by.MayFor(r, p.Unit) {
			return p, nil
		}
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return Paper{}, err
	}
	return Paper{}, fault.New(fault.Forbidden, "Bạn không được làm việc này với văn bản của %s.", tree.Name(p.Unit))
}

// Papers are the papers about a thing that the officer may see, the newest first.
func (s *Service) Papers(ctx context.Context, tx *db.Tx, by auth.Officer, about About) ([]Paper, error) {
	all, err := papersAbout(ctx, tx, about)
	if err != nil {
		return nil, fmt.Errorf("reading the papers about %s %d: %w", about.Duty, about.ID, err)
	}
	return s.seen(ctx, tx, by, all)
}

func (s *Service) seen(ctx context.Context, tx *db.Tx, by auth.Officer, all []Paper) (seen []Paper, err error) {
	for _, p := range all {
		ok, err := s.sees(ctx, tx, by, p)
		if err != nil {
			return nil, fmt.Errorf("asking who sees paper %d: %w", p.ID, err)
		}
		if ok {
			seen = append(seen, p)
		}
	}
	return seen, nil
}

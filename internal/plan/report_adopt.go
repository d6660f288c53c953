package plan

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// AdoptArgs asks for papers for the reports of a release in which reports had none.
type AdoptArgs struct{}

// Kind names the job.
func (AdoptArgs) Kind() string { return "plan.adopt-reports" }

// formerReport is what such a report said of itself beside what every report says.
type formerReport struct {
	Report
	Issued   bool
	Number   string
	IssuedOn law.Date
	Head     Letterhead
	Words    struct{ Subject, SignerTitle, SignerName, Authority string }
}

// Adopt makes the missing papers, one in a transaction.
func (s *Service) Adopt(ctx context.Context, _ AdoptArgs) error {
	for {
		more := true
		err := s.DB.Write(ctx, func(tx *db.Tx) error {
			f, err := reportWithoutPaper(ctx, tx)
			if errors.Is(err, db.ErrNoRows) {
				more = false
				return nil
			}
			if err != nil {
				return fmt.Errorf("reading a report without paper: %w", err)
			}
			return s.adopt(ctx, tx, f)
		})
		if err != nil || !more {
			return err
		}
	}
}

func (s *Service) adopt(ctx context.Context, tx *db.Tx, f formerReport) error {
	p, err := planByID(ctx, tx, f.Plan)
	if err != nil {
		return fmt.Errorf("reading plan %d: %w", f.Plan, err)
	}
	by := auth.Officer{Full: work.SystemName}
	n := paper.New{Kind: paper.Report, Unit: p.Owner, About: ofReport(f.ID), AsOf: f.AsOf, Internal: p.Internal, Document: f.letter()}
	var id paper.ID
	if f.Issued {
		id, err = s.Papers.Record(ctx, tx, by, n, f.Number+"/"+f.Head.Symbol, f.IssuedOn)
	} else {
		id, err = s.Papers.Draft(ctx, tx, by, n)
	}
	if err != nil {
		return fmt.Errorf("making the paper of report %d: %w", f.ID, err)
	}
	return setPaper(ctx, tx, f.ID, id)
}

// letter is the document as that release printed it.
func (f formerReport) letter() official.Report {
	d := f.linked()
	d.Parent, d.Body, d.Symbol, d.Place, d.Addressees = f.Head.Parent, f.Head.Body, f.Head.Symbol, f.Head.Place, f.Head.Addressees
	d.Recipients, d.Filing, d.Signature, d.Subject = f.Head.Recipients, f.Head.Filing, f.Head.Signature, f.Words.Subject
	if f.Words.Authority != "" {
		d.Signature.Authority = strings.Split(f.Words.Authority, "\n")
	}
	d.Signature.Title = cmp.Or(f.Words.SignerTitle, d.Signature.Title)
	d.Signature.Name = cmp.Or(f.Words.SignerName, d.Signature.Name)
	return d
}

// readFormer reads what is no longer a part of reports.
func (f *formerReport) readFormer(frozen, words string) error {
	err := json.Unmarshal([]byte(words), &f.Words)
	if err != nil {
		return err
	}
	var head struct{ Head Letterhead }
	err = json.Unmarshal([]byte(frozen), &head)
	f.Head = head.Head
	return err
}

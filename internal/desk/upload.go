package desk

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

// maxUpload is the most bytes of one form with its files; each file is bounded by the store.
const maxUpload = 220 << 20

// proofs hangs the kept files on a case and returns them as evidence, together with the document whose number
// the form names. One file and one number are one piece of evidence.
func (s *Service) proofs(ctx context.Context, tx *db.Tx, by auth.Officer, id work.CaseID, form *web.Form, kept []files.Waiting) ([]work.Proof, error) {
	document := work.Proof{Title: form.String("doc-title"), Number: form.String("doc-number"), Day: form.Date("doc-day")}
	var all []work.Proof
	for _, k := range kept {
		file, err := s.Files.Attach(ctx, tx, k.Stored, "case", int64(id), by)
		if err != nil {
			return nil, err
		}
		all = append(all, work.Proof{File: file, Title: k.Name})
	}
	if document == (work.Proof{}) {
		return all, nil
	}
	if len(all) == 1 {
		document.File = all[0].File
		if document.Title == "" {
			document.Title = all[0].Title
		}
		return []work.Proof{document}, nil
	}
	return append(all, document), nil
}

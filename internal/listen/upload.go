package listen

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
)

// Upload reads a file that somebody handed in for a source. It is kept nowhere: of the file only its hash and how
// many of its entries were taken are stored, in the transaction that stores those entries. What was stopped or
// killed goes on there when the same file is handed in again, without loss and without taking anything twice. Of a
// social source all is counted in one transaction. said hears how far it has come; nil: nobody.
//
// It fails with [ErrWorkStopped] when somebody stops it or hands the same file in once more.
func (s *Service) Upload(ctx context.Context, src Source, by auth.Officer, name string, data []byte, said func(Progress)) (got Received, err error) {
	if src.Class.OnlyCounts() {
		return s.hearUpload(ctx, src, by, name, data)
	}
	w, id, err := s.beginUpload(ctx, src, by, name, data)
	if err != nil {
		return got, err
	}
	if w.State == WorkDone {
		return Received{Read: w.Total, Duplicates: w.Total}, nil
	}
	in := s.NewIntake(ctx, src.Name, src.Class)
	in.skip = w.Done
	in.and = func(tx *db.Tx, t taken) error {
		err := s.uploaded(ctx, tx, &w, t.entries)
		if err != nil {
			return err
		}
		if said != nil {
			tx.AfterCommit(func() { said(w.Progress) })
		}
		return putBrought(ctx, tx, id, t.parcels)
	}
	err = in.File(name, bytes.NewReader(data))
	got, failed := in.Close()
	if failed != nil { // why the file could not be read on
		err = failed
	}
	var unread Unread
	if errors.As(err, &unread) && w.Done > 0 { // of some entries nothing is kept, and the file is through
		return got, errors.Join(err, s.endUpload(ctx, w, WorkDone))
	}
	if err != nil {
		return got, errors.Join(err, s.endUpload(context.WithoutCancel(ctx), w, WorkStopped))
	}
	return got, s.endUpload(ctx, w, WorkDone)
}

// uploadName is the name of the work on a file. It says nothing of what is in it. A table is another work when its
// columns are said to be something else: it is read again.
func uploadName(src Source, name string, data []byte) string {
	h := sha256.New()
	_, _ = h.Write(data) // never fails
	columns := src.Settings.Columns
	if IsTable(name, data) {
		for _, field := range slices.Sorted(maps.Keys(columns)) {
			_, _ = fmt.Fprintf(h, "\x00%s\x00%s", field, columns[field])
		}
	}
	return fmt.Sprintf("upload %d %s", src.ID, hex.EncodeToString(h.Sum(nil)))
}

// beginUpload notes that a file is read, or finds out how far it was read before. Whoever reads the same file at
// the same time stops: the count of takers tells them that another one goes on.
func (s *Service) beginUpload(ctx context.Context, src Source, by auth.Officer, file string, data []byte) (w Work, id UploadID, err error) {
	name := uploadName(src, file, data)
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE listen_work SET mark = mark + 1 WHERE name = $1`, name) // waits for a batch under way
		if err != nil {
			return err
		}
		w, err = s.Work(ctx, tx, name)
		if err == nil && w.State == WorkDone {
			return nil
		}
		if fault.KindOf(err) == fault.NotFound {
			w = Work{Name: name, Kind: Uploading, Source: src.ID, Since: s.Now(), By: by.Full, Began: s.Now(), Progress: Progress{Total: linesIn(data)}}
		} else if err != nil {
			return err
		}
		w.State, w.Changed = WorkRuns, s.Now()
		err = putWork(ctx, tx, w)
		if err != nil {
			return err
		}
		id, err = s.noteUpload(ctx, tx, Uploaded{mark: name, Source: src.ID}, by)
		return err
	})
	return w, id, err
}

// uploaded notes that entries were taken, or finds that they must not be: the upload was stopped, or another one
// goes on with the file.
func (s *Service) uploaded(ctx context.Context, tx *db.Tx, w *Work, read int) error {
	done := w.Done + read
	n, err := tx.Exec(ctx, `
		UPDATE listen_work SET done = $1, total = CASE WHEN total < $2 THEN $3 ELSE total END, changed = $4 WHERE name = $5 AND mark = $6 AND state = $7`,
		done, done, done, s.Now(), w.Name, w.mark, WorkRuns)
	if err != nil {
		return err
	}
	if n == 0 {
		return ErrWorkStopped
	}
	tx.AfterCommit(func() { w.Done = done })
	return nil
}

// endUpload notes that an upload is over.
func (s *Service) endUpload(ctx context.Context, w Work, state WorkState) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `
			UPDATE listen_work SET state = $1, total = CASE WHEN $2 = 'done' THEN done ELSE total END, changed = $3 WHERE name = $4 AND mark = $5`,
			state, string(state), s.Now(), w.Name, w.mark)
		return err
	})
}

// linesIn is how many entries a file has that has one in each line; 0 if that cannot be told without reading it.
func linesIn(data []byte) (n int) {
	head := bytes.TrimSpace(data[:min(len(data), headBytes)])
	if len(head) == 0 || !isLines(head) {
		return 0
	}
	for line := range bytes.Lines(data) {
		if len(bytes.TrimSpace(line)) > 0 {
			n++
		}
	}
	return n
}

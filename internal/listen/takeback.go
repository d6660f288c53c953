package listen

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

const takingName = "taking "

// TakeBack takes back all that one upload brought: the articles that came by it alone and the counts they made, or the
// counts that a file of posts added. An article that another upload or source brought too stays, as theirs; one that the
// upload changed reads as before. The same file may be handed in again afterwards, and is read anew. What was frozen in
// digests does not change.
//
// It is stopped by ctx or by [Service.SetWork], and goes on where it was. said hears how far it has come after every
// transaction; nil: nobody. It fails as [Service.OrderTakeBack] does.
func (s *Service) TakeBack(ctx context.Context, by auth.Officer, id UploadID, because string, said func(Progress)) (Progress, error) {
	var name string
	err := s.DB.Write(ctx, func(tx *db.Tx) (err error) {
		name, err = s.OrderTakeBack(ctx, tx, by, id, because)
		return err
	})
	if err != nil {
		return Progress{}, err
	}
	return s.runTaking(ctx, name, said)
}

// OrderTakeBack notes that all that an upload brought is to be taken back, and why; a server takes it up. If the file is
// still being read, that ends. It fails with fault.Invalid if the reason names a person, with fault.Conflict if it was
// ordered before, and with fault.NotFound.
func (s *Service) OrderTakeBack(ctx context.Context, tx *db.Tx, by auth.Officer, id UploadID, because string) (name string, err error) {
	because, err = s.reason(ctx, because)
	if err != nil {
		return "", err
	}
	n, err := tx.Exec(ctx, `UPDATE listen_upload SET state = $1 WHERE id = $2 AND state = $3`, UploadLeaving, id, UploadHere)
	if err != nil {
		return "", fmt.Errorf("ordering upload %d back: %w", id, err)
	}
	u, err := s.UploadOf(ctx, tx, id)
	if err != nil {
		return "", err
	}
	if n == 0 {
		return "", fault.New(fault.Conflict, "Lần nạp này đã được rút lại.")
	}
	_, err = tx.Exec(ctx, `DELETE FROM listen_work WHERE name = $1`, u.mark) // who reads the file finds no work any more
	if err != nil {
		return "", fmt.Errorf("ending the reading of upload %d: %w", id, err)
	}
	w := Work{Name: takingName + strconv.FormatInt(int64(id), 10), Kind: Taking, Source: u.Source, Since: s.Now(), State: WorkRuns, By: by.Full, Began: s.Now(), Changed: s.Now(), Progress: Progress{Phase: Leaving, Total: max(u.Items, u.Posts)}}
	err = putWork(ctx, tx, w)
	if err != nil {
		return "", err
	}
	src, err := s.Source(ctx, tx, u.Source)
	if err != nil {
		return "", err
	}
	return w.Name, audit.Write(ctx, tx, s.Now(), audit.Entry{
		ActorID: by.Account, Actor: by.Full, Action: "listen.take-back", Object: "listen_upload", ObjectID: int64(id),
		Sentence: web.Mark("Rút lại lần nạp số %d của nguồn %s (%s)."), Args: []any{int64(id), src.Name, because},
	})
}

// GoOnTakingBack does what an order asks for, if no other long work is under way here or elsewhere; else a server takes
// it up later. It reports whether it is done; said as in [Service.TakeBack].
func (s *Service) GoOnTakingBack(ctx context.Context, name string, said func(Progress)) (done bool, err error) {
	_, err = s.runTaking(ctx, name, said)
	if errors.Is(err, errWorkElsewhere) || errors.Is(err, ErrWorkStopped) {
		return false, nil
	}
	return err == nil, err
}

// runTaking works until everything is back or somebody stops it.
func (s *Service) runTaking(ctx context.Context, name string, said func(Progress)) (p Progress, err error) {
	end, err := s.beginWork(ctx)
	if err != nil {
		return p, err
	}
	defer end(&err)
	for {
		w, err := s.takingStep(ctx, name)
		if err != nil {
			return p, fmt.Errorf("taking an upload back: %w", err)
		}
		p = w.Progress
		if w.State == WorkDone {
			return p, nil
		}
		if said != nil {
			said(p)
		}
	}
}

// takingStep takes the next part back in one transaction.
func (s *Service) takingStep(ctx context.Context, name string) (w Work, err error) {
	s.reader.mu.Lock()
	defer s.reader.mu.Unlock()
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		w, err = s.holdWork(ctx, tx, name)
		if err != nil || w.State == WorkDone {
			return err
		}
		err = alone(ctx, tx, "listen_item") // nobody finds an article known that is about to go
		if err != nil {
			return err
		}
		err = waitForReader(ctx, tx)
		if err != nil {
			return err
		}
		number, err := strconv.ParseInt(strings.TrimPrefix(name, takingName), 10, 64)
		if err != nil {
			return err
		}
		u, err := s.UploadOf(ctx, tx, UploadID(number))
		if err != nil {
			return err
		}
		switch {
		case u.Posts > 0:
			err = s.uncount(ctx, tx, u, &w)
		case w.Phase == Leaving:
			err = s.leave(ctx, tx, u, &w)
		default:
			err = s.forgetNext(ctx, tx, u, &w)
		}
		if err != nil {
			return err
		}
		w.Changed = s.Now()
		return putWork(ctx, tx, w)
	})
	return w, err
}

// uncount takes the counts of a file of posts away again.
func (s *Service) uncount(ctx context.Context, tx *db.Tx, u Uploaded, w *Work) error {
	r, err := tx.Query(ctx, `SELECT story, topic, tone, place, day, count FROM listen_upload_voice WHERE upload = $1`, u.ID)
	voices := Voices{}
	_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
		var v Voice
		var n int
		err = r.Scan(&v.Story, &v.Topic, &v.Tone, &v.Place, &v.Day, &n)
		voices[v] = -n
		return struct{}{}, err
	})
	if err != nil {
		return fmt.Errorf("reading what upload %d added: %w", u.ID, err)
	}
	r, err = tx.Query(ctx, `SELECT topic, place, day, count FROM listen_upload_asked WHERE upload = $1`, u.ID)
	questions := map[asked]int{}
	_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
		var q asked
		var n int
		err = r.Scan(&q.Topic, &q.Place, &q.Day, &n)
		questions[q] = -n
		return struct{}{}, err
	})
	if err != nil {
		return fmt.Errorf("reading what upload %d added: %w", u.ID, err)
	}
	err = errors.Join(putVoices(ctx, tx, voices), putAsked(ctx, tx, questions))
	if err != nil {
		return fmt.Errorf("taking counts of upload %d back: %w", u.ID, err)
	}
	day := law.DateOf(u.At)
	for _, x := range []struct {
		text string
		args []any
	}{
		{`DELETE FROM listen_voice WHERE count = 0 AND day IN (SELECT day FROM listen_upload_voice WHERE upload = $1)`, []any{u.ID}},
		{`DELETE FROM listen_asked WHERE count = 0 AND day IN (SELECT day FROM listen_upload_asked WHERE upload = $1)`, []any{u.ID}},
		// An estimate of distinct voices cannot be parted: those to which the file added are dropped.
		{`DELETE FROM listen_voice_sketch WHERE day = $1 AND story IN (SELECT story FROM listen_upload_voice WHERE upload = $2 AND day = $3)`, []any{day, u.ID, day}},
		{`DELETE FROM listen_voice_estimate WHERE day = $1 AND story IN (SELECT story FROM listen_upload_voice WHERE upload = $2 AND day = $3)`, []any{day, u.ID, day}},
		{`DELETE FROM listen_voice_seen WHERE export = $1`, []any{u.mark}},
		{`DELETE FROM listen_progress WHERE name = $1`, []any{u.mark}}, // the file may come again
	} {
		_, err := tx.Exec(ctx, x.text, x.args...)
		if err != nil {
			return fmt.Errorf("taking counts of upload %d back: %w", u.ID, err)
		}
	}
	w.Done = w.Total
	return s.tookBack(ctx, tx, u, w, web.Mark("Đã rút lại lần nạp số %d: trừ số đếm của %d bài mạng xã hội."), u.Posts)
}

// tookBack ends the taking back of an upload. That it was there, and is not any more, is known for a while.
func (s *Service) tookBack(ctx context.Context, tx *db.Tx, u Uploaded, w *Work, sentence string, numbers ...int) error {
	w.State = WorkDone
	for _, text := range []string{
		`DELETE FROM listen_upload_item WHERE upload = $1`, `DELETE FROM listen_upload_voice WHERE upload = $1`, `DELETE FROM listen_upload_asked WHERE upload = $1`,
	} {
		_, err := tx.Exec(ctx, text, u.ID)
		if err != nil {
			return err
		}
	}
	_, err := tx.Exec(ctx, `UPDATE listen_upload SET state = $1 WHERE id = $2`, UploadBack, u.ID)
	if err != nil {
		return err
	}
	args := []any{int64(u.ID)}
	for _, n := range numbers {
		args = append(args, n)
	}
	return audit.Write(ctx, tx, s.Now(), audit.Entry{
		Actor: "Hệ thống", Action: "listen.take-back", Object: "listen_upload", ObjectID: int64(u.ID), Sentence: sentence, Args: args,
	})
}

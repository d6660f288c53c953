package work_test

import (
	"context"
	"reflect"
	"testing"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/work"
)

// A second service is a second process: it reads every list afresh.
func TestAListThatWasShownBeforeShowsWhatChangedSince(t *testing.T) {
	each(t, func(h *house) {
		mixture(h)
		c := h.open()
		list := func(s *work.Service) (all work.List) {
			h.read(func(ctx context.Context, tx *db.Tx) (err error) {
				all, err = s.List(ctx, tx, h.coordinator(), work.Filter{Size: 100})
				return err
			})
			return all
		}
		list(h.Service)
		officer := h.as(auth.Staff, "SVH")
		for _, change := range []struct {
			name string
			do   func(ctx context.Context, tx *db.Tx) error
		}{
			{"a remark", func(ctx context.Context, tx *db.Tx) error {
				_, err := h.Comment(ctx, tx, officer, c.ID, "Đã họp với Đài.")
				return err
			}},
			{"a piece of evidence", func(ctx context.Context, tx *db.Tx) error {
				_, err := h.AddEvidence(ctx, tx, officer, c.ID, work.Proof{Title: "Biên bản", Number: "12/BB"})
				return err
			}},
			{"a submission", func(ctx context.Context, tx *db.Tx) error {
				now, err := h.Case(ctx, tx, officer, c.ID)
				if err != nil {
					return err
				}
				_, err = h.Submit(ctx, tx, officer, now.Ref(), 0, work.Report{Result: "Đã đăng 12 tin."})
				return err
			}},
		} {
			h.write(change.do)
			fresh := list(h.service(h.d))
			if shown := list(h.Service); !reflect.DeepEqual(fresh.Rows, shown.Rows) {
				t.Fatalf("after %s the list is old:\n%+v\nwant\n%+v", change.name, shown.Rows, fresh.Rows)
			}
		}
	})
}

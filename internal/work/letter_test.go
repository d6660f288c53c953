package work_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

// readers says who reads English.
type readers map[org.PersonID]string

func (readers) Holders(context.Context, *db.Tx, auth.Role, org.UnitID) ([]org.PersonID, error) {
	return nil, nil
}

func (r readers) Language(_ context.Context, _ *db.Tx, p org.PersonID) (string, error) {
	return r[p], nil
}

func TestALetterIsInTheLanguageOfItsReaderNotOfItsSender(t *testing.T) {
	each(t, func(h *house) {
		words, err := web.NewCatalogue(work.Locales())
		if err != nil {
			h.t.Fatal(err)
		}
		h.Words, h.Roster = words, readers{h.who["bình"]: web.English}
		english, vietnamese := h.open(), h.open(func(n *work.Opening) { n.Lead = h.unit["SNV"] })
		sender := web.WithLang(web.WithCatalogue(h.t.Context(), words), web.English)
		for _, c := range []work.Case{english, vietnamese} {
			h.write(func(_ context.Context, tx *db.Tx) error { return h.Remind(sender, tx, h.coordinator(), c.ID) })
		}
		for _, m := range h.mail.take() {
			inEnglish := strings.HasPrefix(m.Body, "Dear")
			if inEnglish != (m.ToAddress == "binh@vhttdl.anbinh.example") || m.After.Sub(h.clock.now()) < work.UndoTime {
				h.t.Errorf("to %s, after %s:\n%s", m.ToAddress, m.After, m.Body)
			}
		}
	})
}

func TestAReminderIsTakenBackBeforeItsLetterLeaves(t *testing.T) {
	each(t, func(h *house) {
		c := h.open()
		remind := func() error {
			return h.tryWrite(func(ctx context.Context, tx *db.Tx) error { return h.Remind(ctx, tx, h.coordinator(), c.ID) })
		}
		takeBack := func(by auth.Officer) error {
			return h.tryWrite(func(ctx context.Context, tx *db.Tx) error { return h.TakeBackReminder(ctx, tx, by, c.ID) })
		}
		if err := remind(); err != nil {
			h.t.Fatal(err)
		}
		wantKind(h.t, takeBack(h.as(auth.Coordinator, "SVH")), fault.Conflict, "somebody else's reminder")
		if err := takeBack(h.coordinator()); err != nil || len(h.mail.take()) != 0 {
			h.t.Errorf("taken back: %v", err)
		}
		wantKind(h.t, takeBack(h.coordinator()), fault.Conflict, "taking back twice")
		if f := h.file(c); len(f.Reminders) != 0 || f.Events[len(f.Events)-1].Action != "work.take-back-reminder" {
			h.t.Errorf("left: %+v", f.Reminders)
		}
		if err := remind(); err != nil { // what was taken back may be said again
			h.t.Fatal(err)
		}
		h.clock.mu.Lock()
		h.clock.at = h.clock.at.Add(work.UndoTime + time.Second)
		h.clock.mu.Unlock()
		wantKind(h.t, takeBack(h.coordinator()), fault.Conflict, "after its time")
		if n := len(h.mail.take()); n != 1 {
			h.t.Errorf("%d letters left, want 1", n)
		}
	})
}

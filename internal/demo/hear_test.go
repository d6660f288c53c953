package demo

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/demo/press"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/alert"
	"github.com/nhipcau/nhipcau/law"
)

// TestAPressIsHeardAndNobodyPrivateIsKept listens to a small press and then looks for the people of its social
// items in every table.
func TestAPressIsHeardAndNobodyPrivateIsKept(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, append(slices.Clone(modules), listen.Module, alert.Module))
	h := newHouse(t, d, noon)
	l := Listening{Clock: h.Clock, DB: d, Step: 3 * time.Hour}
	l.Listen = listen.New(listen.Options{DB: d, Now: h.Clock.Now})
	l.Alert = alert.New(alert.Options{DB: d, Org: h.Org, Listen: l.Listen, Work: h.Work, Now: h.Clock.Now, Calendar: law.VietnamCalendar})
	p, err := press.New(press.Options{Seed: 9, Days: 30, Items: 600})
	if err != nil {
		t.Fatal(err)
	}
	alarms, err := l.Hear(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	var file string
	var items int
	err = d.Read(t.Context(), func(tx *db.Tx) error {
		err := tx.QueryRow(t.Context(), `SELECT count(*) FROM listen_item`).Scan(&items)
		if err != nil {
			return err
		}
		return tx.QueryRow(t.Context(), `SELECT file FROM pragma_database_list WHERE name = 'main'`).Scan(&file)
	})
	if err != nil {
		t.Fatal(err)
	}
	if items < 300 || len(alarms) == 0 {
		t.Errorf("%d items and %d alarms", items, len(alarms))
	}
	all := read(t, file) + read(t, file+"-wal")
	if !strings.Contains(all, "listen_item") {
		t.Fatalf("%s is not the database", file)
	}
	for _, who := range p.Truth().Identities {
		for _, trace := range []string{who.Handle, who.Phone, who.Card, who.Email, who.Plate} {
			if strings.Contains(all, trace) {
				t.Errorf("%q of %s is in the database", trace, who.Name)
			}
		}
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return string(b)
}

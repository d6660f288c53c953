package board

import (
	"fmt"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
)

func TestWhatComesLateIsCountedWithTheNextCount(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{audit.Module, org.Module, listen.Module, Module}, func(t *testing.T, d *db.DB) {
		s, _ := desk(t, d)
		day := law.DateOf(s.Now()).AddDays(-40)
		count := func() (n float64) {
			t.Helper()
			err := s.Count(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range s.numbers.series(1, day, day) {
				n += x
			}
			return n
		}
		if n := count(); n != 0 {
			t.Fatalf("%v items forty days ago", n)
		}
		whole := s.numbers.whole
		var src listen.Source
		err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
			src, err = s.Listen.Source(t.Context(), tx, 1)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		late := func(n int, what string) {
			t.Helper()
			link := fmt.Sprintf("https://bao.vi-du.vn/muon-%d", n)
			_, err := s.Listen.Receive(t.Context(), src, []listen.Arrival{{
				GUID: link, Link: link, Title: "Chuyện cũ " + what, Published: day.Start().Add(9 * time.Hour), Body: "Nhân chuyện " + what + ", người dân hỏi giá thu gom rác mới.",
			}})
			if err == nil {
				_, err = s.Listen.ReadWaiting(t.Context())
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		late(1, "đò ngang sang sông mùa nước nổi")
		if n := count(); n != 1 {
			t.Errorf("after one item that came late %v are counted", n)
		}
		late(2, "lò gạch thủ công ngừng đốt")
		if n := count(); n != 2 {
			t.Errorf("after two items that came late %v are counted", n)
		}
		if s.numbers.whole != whole {
			t.Error("all days were counted again for two items")
		}
		delete(s.numbers.days, day)
		if n := count(); n != 0 {
			t.Error("a day is counted again although nothing came")
		}
	})
}

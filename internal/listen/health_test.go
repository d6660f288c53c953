package listen_test

import (
	"fmt"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/law"
)

func TestASourceIsFineIfItIsGotAndBringsWhatItUsuallyDoes(t *testing.T) {
	t.Parallel()
	today := law.DateOf(noon)
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		daily, once, shrunk, gone := addSource(t, s, "Đều đặn", listen.Provincial), addSource(t, s, "Mỗi tháng", listen.Portal), addSource(t, s, "Ít hẳn", listen.Provincial), addSource(t, s, "Tắt", listen.Provincial)
		twin, foreign, social := addSource(t, s, "Song sinh", listen.Provincial), addSource(t, s, "Bị chiếm", listen.Provincial), addSource(t, s, "Nhóm", listen.Social)
		feed := listen.Source{Name: "Chưa lấy", Kind: listen.KindFeed, Class: listen.Portal, Address: "https://so.vi-du.vn/rss"}
		paused := listen.Source{Name: "Tạm dừng", Kind: listen.KindFile, Class: listen.Portal, State: listen.Paused}
		err := d.Write(t.Context(), func(tx *db.Tx) (err error) {
			feed, err = s.SaveSource(t.Context(), tx, feed)
			if err == nil {
				paused, err = s.SaveSource(t.Context(), tx, paused)
			}
			if err == nil {
				_, err = tx.Exec(t.Context(), `UPDATE listen_source SET language = 'vi'`)
			}
			if err == nil {
				_, err = tx.Exec(t.Context(), `UPDATE listen_source SET language = 'en' WHERE id = $1`, foreign.ID)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for day := range 36 {
			at := fmt.Sprint("ngày ", day)
			put := func(src listen.Source, what string) listen.Arrival {
				a := article(what+" "+at, 24*day)
				receive(t, s, src, a)
				return a
			}
			a := put(daily, "lúa")
			receive(t, s, twin, a)
			put(foreign, "cướp")
			if day == 20 {
				put(once, "họp")
			}
			if day > 6 || day == 1 {
				put(shrunk, "chợ")
				put(shrunk, "cầu")
			}
			if day > 4 {
				put(gone, "phà")
				put(gone, "đò")
			}
		}
		var all []listen.Standing
		err = d.Read(t.Context(), func(tx *db.Tx) (err error) {
			all, err = s.Standings(t.Context(), tx, today, nil)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		got := map[listen.SourceID]string{}
		for _, x := range all {
			got[x.ID] = fmt.Sprint(x.Health, x.Alarms)
		}
		for src, want := range map[listen.SourceID]string{
			daily.ID: "fine[]", once.ID: "odd[silent]", shrunk.ID: "odd[shrunk]", gone.ID: "odd[silent]", twin.ID: "odd[doubled]", foreign.ID: "odd[poisoned]",
			social.ID: "apart[]", paused.ID: "apart[]", feed.ID: "slow[silent]",
		} {
			if got[src] != want {
				t.Errorf("source %d is %s, want %s", src, got[src], want)
			}
		}
		if fine, of := listen.HealthyOf(all); fine != 1 || of != 7 {
			t.Errorf("%d of %d are fine, want 1 of 7", fine, of)
		}
		st := stats(t, s)
		if st.Healthy != 1 || st.Watched != 7 {
			t.Errorf("the figures say %d of %d, want 1 of 7", st.Healthy, st.Watched)
		}
		err = d.Read(t.Context(), func(tx *db.Tx) (err error) {
			all, err = s.Standings(t.Context(), tx, today.AddDays(-6), nil)
			return err
		})
		for _, x := range all {
			if x.ID == gone.ID && (x.Health != listen.HealthFine || err != nil) {
				t.Errorf("six days before it fell silent a source was %s, %v", x.Health, err)
			}
		}
	})
}

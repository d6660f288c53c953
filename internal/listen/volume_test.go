package listen_test

import (
	"context"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/law"
)

func volume(t *testing.T, s *listen.Service, from, to law.Date, topics ...listen.TopicID) (all map[listen.TopicID][]int) {
	t.Helper()
	err := s.DB.Read(t.Context(), func(tx *db.Tx) (err error) {
		all, err = s.Volume(t.Context(), tx, from, to, topics...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// mentioned counts the independent items of a topic on each day one by one.
func mentioned(t *testing.T, s *listen.Service, topic listen.TopicID, from, to law.Date) []int {
	t.Helper()
	all := make([]int, from.DaysUntil(to)+1)
	err := s.DB.Read(t.Context(), func(tx *db.Tx) error {
		return s.Mentions(t.Context(), tx, topic, from.Start(), to.AddDays(1).Start(), func(m listen.Mention) { all[from.DaysUntil(law.DateOf(m.Published))]++ })
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Copies are no volume, a story that goes on counts with each article of its own, and a day is one of Việt Nam.
func TestVolumeIsOfIndependentItemsByDay(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		var bridge, school listen.Topic
		err := d.Write(t.Context(), func(tx *db.Tx) (err error) {
			bridge, err = s.SaveTopic(t.Context(), tx, listen.Topic{Name: "Cầu", Query: `"cầu treo"`, Active: true})
			if err == nil {
				school, err = s.SaveTopic(t.Context(), tx, listen.Topic{Name: "Trường", Query: `trường`, Active: true})
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		today := law.DateOf(noon)
		midnight := int(noon.Sub(today.Start()).Hours())
		own := func(subject string, hours int) listen.Arrival { return article("cầu treo "+subject, hours) }
		receive(t, s, addSource(t, s, "Báo An Bình", listen.Provincial), own("một", 1), own("hai", midnight), own("ba", midnight+1), article("chợ", 2))
		receive(t, s, addSource(t, s, "Báo khác", listen.Central), copyOf(own("một", 0)), copyOf(own("ba", midnight)), own("bốn", 1))
		got := volume(t, s, today.AddDays(-2), today)
		if !slices.Equal(got[bridge.ID], []int{0, 1, 3}) || !slices.Equal(got[0], []int{0, 1, 4}) || got[school.ID] != nil {
			t.Errorf("of five articles and two copies the volume is %v", got)
		}
		if got := volume(t, s, today, today, bridge.ID, school.ID); len(got) != 1 || !slices.Equal(got[bridge.ID], []int{3}) {
			t.Errorf("of one day and two topics it is %v", got)
		}
	})
}

// copyOf is an article as another house prints it.
func copyOf(a listen.Arrival) listen.Arrival {
	a.GUID, a.Link = "khac-"+a.GUID, "https://khac.vi-du.vn/"+a.GUID
	return a
}

// An older database counts its hours when it is brought up to date, and a replay counts them as an ingest does.
func TestVolumeIsCountedAgainByMigrationAndReplay(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := judged(d)
		receive(t, s, addSource(t, s, "Báo An Bình", listen.Provincial), press()...)
		to := law.DateOf(noon).AddDays(1)
		from := to.AddDays(-40)
		want := volume(t, s, from, to)
		if day := mentioned(t, s, 0, from, to); !slices.Equal(want[0], day) || slices.Max(day) < 5 {
			t.Fatalf("the volume is %v, the independent items %v", want[0], day)
		}
		spoil(t, d, `ALTER TABLE listen_hour DROP COLUMN independent`, `DELETE FROM goose_db_version WHERE version_id = 20261122185500`)
		err := d.Migrate(t.Context(), modules)
		if err != nil {
			t.Fatal(err)
		}
		if got := volume(t, s, from, to); !maps.EqualFunc(got, want, slices.Equal) {
			t.Errorf("brought up to date the volume is %v, want %v", got, want)
		}
		spoil(t, d, `UPDATE listen_hour SET independent = 0`)
		_, err = judged(d).Replay(context.WithoutCancel(t.Context()), time.Time{}, func(listen.Progress) {})
		if err != nil {
			t.Fatal(err)
		}
		if got := volume(t, s, from, to); !maps.EqualFunc(got, want, slices.Equal) {
			t.Errorf("asked again the volume is %v, want %v", got, want)
		}
	})
}

package alert_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/jobs"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/alert"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
)

var modules = []db.Module{jobs.Module, audit.Module, org.Module, listen.Module, alert.Module}

// desk is a listening house with a clock of its own.
type desk struct {
	t       *testing.T
	now     time.Time
	d       *db.DB
	listen  *listen.Service
	alerts  *alert.Service
	sources []listen.Source
	topic   listen.TopicID
	told    int // items so far
}

func newDesk(t *testing.T, d *db.DB) *desk {
	x := &desk{t: t, d: d, now: time.Date(2026, 11, 2, 1, 0, 0, 0, time.UTC)}
	x.restart()
	x.write(func(tx *db.Tx) error {
		for i := range 8 {
			s, err := x.listen.SaveSource(t.Context(), tx, listen.Source{Name: fmt.Sprintf("Báo %d", i), Kind: listen.KindFile, Class: listen.Provincial})
			if err != nil {
				return err
			}
			x.sources = append(x.sources, s)
		}
		topic, err := x.listen.SaveTopic(t.Context(), tx, listen.Topic{Name: "Giá thu gom rác", Query: `"thu gom rác"`, Active: true})
		x.topic = topic.ID
		return err
	})
	return x
}

// restart makes both services anew, as after a stop.
func (x *desk) restart() {
	now := func() time.Time { return x.now }
	x.listen = listen.New(listen.Options{DB: x.d, Now: now})
	x.alerts = alert.New(alert.Options{DB: x.d, Listen: x.listen, Now: now, Calendar: law.VietnamCalendar})
}

func (x *desk) write(fn func(tx *db.Tx) error) {
	x.t.Helper()
	err := x.d.Write(context.Background(), fn)
	if err != nil {
		x.t.Fatal(err)
	}
}

// subjects make articles that have nothing in common but their topic.
var subjects = []string{
	"bão tan trên biển", "lúa hè thu được mùa", "trường mầm non mới mở", "cầu treo thông xe", "lễ hội đua thuyền", "giá cà phê tăng", "đội bóng vào chung kết",
	"thư viện lưu động", "bệnh xá thêm bác sĩ", "rừng phòng hộ xanh lại", "đường liên xã hỏng", "làng gốm đón khách",
}

// tell brings articles on the topic, each of its own words, published so long before now.
func (x *desk) tell(n int, ago time.Duration) {
	x.t.Helper()
	for range n {
		x.told++
		s := subjects[x.told%len(subjects)]
		link := fmt.Sprintf("https://bao.vi-du.vn/%d", x.told)
		_, err := x.listen.Receive(x.t.Context(), x.sources[x.told%len(x.sources)], []listen.Arrival{{
			GUID: link, Link: link, Title: fmt.Sprintf("Chuyện số %d về %s", x.told, s), Published: x.now.Add(-ago),
			Body: fmt.Sprintf("Nhân chuyện %s, người dân bàn việc thu gom rác lần thứ %d. %s kể thêm điều %d.", s, x.told, s, x.told*7919),
		}})
		if err != nil {
			x.t.Fatal(err)
		}
	}
	_, err := x.listen.ReadWaiting(x.t.Context())
	if err != nil {
		x.t.Fatal(err)
	}
}

func (x *desk) look() {
	x.t.Helper()
	err := x.alerts.Look(x.t.Context(), x.topic)
	if err != nil {
		x.t.Fatal(err)
	}
}

func (x *desk) raised() (all []alert.Alert) {
	x.t.Helper()
	err := x.d.Read(context.Background(), func(tx *db.Tx) (err error) {
		all, err = x.alerts.Raised(context.Background(), tx, x.now.AddDate(0, -1, 0), x.now.Add(time.Hour))
		return err
	})
	if err != nil {
		x.t.Fatal(err)
	}
	return all
}

// weeks lets two quiet weeks pass: an item every few hours by day.
func (x *desk) weeks() {
	for day := range 14 {
		x.now = x.now.Add(24 * time.Hour)
		if day%3 == 0 {
			x.tell(1, 0)
		}
		x.look()
	}
}

func TestAWaveIsRaisedOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		x := newDesk(t, d)
		x.weeks()
		if all := x.raised(); len(all) != 0 {
			t.Fatalf("quiet weeks raised %d alerts", len(all))
		}
		x.now = x.now.Add(2 * time.Hour)
		x.tell(4, 10*time.Minute)
		x.look()
		if len(x.raised()) != 0 {
			t.Fatal("four items are no wave")
		}
		x.tell(3, 5*time.Minute)
		x.look()
		first := x.raised()
		if len(first) != 1 || first[0].Seen < 5 || first[0].Sources < 3 || first[0].State != alert.Unseen {
			t.Fatalf("seven items from seven sources raised %+v", first)
		}
		x.now = x.now.Add(10 * time.Minute)
		x.tell(5, time.Minute)
		x.look()
		x.restart() // what was raised at seven stands at twelve
		x.now = x.now.Add(20 * time.Minute)
		x.tell(3, time.Minute)
		x.look()
		if all := x.raised(); len(all) != 1 || all[0].Seen < 15 || !all[0].Last.Equal(x.now) {
			t.Errorf("a wave that grew to fifteen after a restart stands as %+v", all)
		}
		x.restart()
		x.now = x.now.Add(20 * time.Minute)
		x.tell(5, time.Minute)
		x.look()
		again := x.raised()
		if len(again) != 1 || again[0].Seen <= first[0].Seen {
			t.Errorf("after a restart the wave stands as %+v, it was %+v", again, first)
		}
	})
}

func TestWhatComesLateRaisesNothing(t *testing.T) {
	t.Parallel()
	x := newDesk(t, dbtest.SQLite(t, modules))
	x.weeks()
	x.tell(9, 30*time.Hour)
	x.look()
	if all := x.raised(); len(all) != 0 {
		t.Errorf("items of yesterday that came today raised %+v", all)
	}
}

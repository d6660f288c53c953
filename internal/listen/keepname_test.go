package listen_test

import (
	"context"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
)

// Red line 1 of the product: no private person is followed, by a topic of the press alone either.
func TestNoTopicFollowsAPrivatePerson(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, []db.Module{audit.Module, listen.Module})
	s := newService(d)
	s.Holders = func(context.Context) ([]string, error) { return []string{"Trần Thu Hà"}, nil }
	save := func(x listen.Topic) (listen.Topic, error) {
		var got listen.Topic
		err := d.Write(t.Context(), func(tx *db.Tx) (err error) {
			got, err = s.SaveTopic(t.Context(), tx, x)
			return err
		})
		return got, err
	}
	for _, x := range []listen.Topic{
		{Name: "Vụ việc", Query: `"Nguyễn Thị Hoa" OR đất`, Active: true},
		{Name: "Vụ việc", Query: `nguyen thi hoa`, Active: true},
		{Name: "Vụ việc", Query: `"Nguyễn Thị Hoa"`},
		{Name: "Chị Nguyễn Thị Hoa", Query: "đất", Active: true},
	} {
		_, err := save(x)
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Message(err), "Không theo dõi cá nhân") {
			t.Errorf("%s (%s) is followed: %v", x.Name, x.Query, err)
		}
	}
	kept, err := save(listen.Topic{Name: "Đường Nguyễn Thị Định", Query: `"đường Nguyễn Thị Định" OR "Trần Thu Hà"`, Active: true})
	if err != nil {
		t.Fatalf("a street and somebody in office: %v", err)
	}
	s.Holders = nil // she left office
	kept.Active = false
	_, err = save(kept)
	if err != nil {
		t.Errorf("a topic of before cannot be paused: %v", err)
	}
	kept.Active = true
	_, err = save(kept)
	if fault.KindOf(err) != fault.Invalid {
		t.Errorf("it is followed again: %v", err)
	}
	err = d.Read(t.Context(), func(tx *db.Tx) error {
		_, err := s.Search(t.Context(), tx, listen.Search{Query: `"Nguyễn Thị Hoa"`})
		return err
	})
	if err != nil {
		t.Errorf("a search that is asked once: %v", err)
	}
}

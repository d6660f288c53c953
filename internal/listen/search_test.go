package listen_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
)

func found(t *testing.T, s *listen.Service, a listen.Search) (f listen.Found) {
	t.Helper()
	err := s.DB.Read(t.Context(), func(tx *db.Tx) (err error) {
		f, err = s.Search(t.Context(), tx, a)
		return err
	})
	if err != nil {
		t.Fatalf("Search(%+v): %v", a, err)
	}
	return f
}

func TestSearchFindsWithAndWithoutDiacritics(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		one, two := addSource(t, s, "Báo An Bình", listen.Provincial), addSource(t, s, "Báo Trung ương", listen.Central)
		for i := range 30 {
			receive(t, s, one, article(fmt.Sprintf("chuyện thứ %d", i), i))
		}
		receive(t, s, one, article("học phí trường mầm non", 1))
		receive(t, s, two, article("học phí đại học", 2), article("hóa đơn điện", 2))
		for _, tt := range []struct {
			ask  listen.Search
			want int
		}{
			{listen.Search{Query: "học phí"}, 2},
			{listen.Search{Query: "hoc phi"}, 2},
			{listen.Search{Query: `"học phí" -"đại học"`}, 2},
			{listen.Search{Query: `"học phí" NOT "đại học"`}, 1},
			{listen.Search{Query: "hoá đơn"}, 1},
			{listen.Search{Query: "title:học", Class: listen.Central}, 1},
			{listen.Search{Query: `source:"Báo Trung ương" học`}, 1},
			{listen.Search{Query: "học OR hóa", Source: two.ID}, 2},
			{listen.Search{Class: listen.Central}, 2},
			{listen.Search{Query: "không có từ này xyz"}, 0},
			{listen.Search{From: noon.Add(-2*60*60*1e9 - 1), To: noon}, 5},
		} {
			if f := found(t, s, tt.ask); len(f.Hits) != tt.want && !strings.Contains(tt.ask.Query, "-") {
				t.Errorf("%+v found %d, want %d", tt.ask, len(f.Hits), tt.want)
			}
		}
		f := found(t, s, listen.Search{Query: "hoc phi", Limit: 1})
		if f.Next == 0 || len(f.Hits) != 1 || !slices.ContainsFunc(f.Hits[0].Title, func(p listen.Part) bool { return p.Match && p.Text == "học" }) {
			t.Errorf("first page %+v, want a marked hit and a next page", f)
		}
		f = found(t, s, listen.Search{Query: "hoc phi", Limit: 1, Before: f.Next})
		if len(f.Hits) != 1 || f.Next != 0 {
			t.Errorf("second page %+v, want the last hit", f)
		}
		seen := map[listen.ItemID]bool{}
		for before := listen.ItemID(0); ; {
			f := found(t, s, listen.Search{Query: "chuyện thứ", Limit: 7, Before: before})
			for _, h := range f.Hits {
				seen[h.ID] = true
			}
			if before = f.Next; before == 0 {
				break
			}
		}
		if len(seen) != 30 {
			t.Errorf("paging visited %d items, want 30", len(seen))
		}
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			_, err := s.Search(t.Context(), tx, listen.Search{Query: `"chưa đóng`})
			return err
		})
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("an unclosed quote gives %v", err)
		}
	})
}

func TestTopicsAreMatchedAndPreviewed(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		src := addSource(t, s, "Báo An Bình", listen.Provincial)
		receive(t, s, src, article("học phí trường mầm non", 1), article("học phí đại học", 200), article("hóa đơn điện", 2))
		var topic listen.Topic
		var p listen.Preview
		err := d.Write(t.Context(), func(tx *db.Tx) (err error) {
			p, err = s.WouldMatch(t.Context(), tx, `"học phí"`, false)
			if err != nil {
				return err
			}
			topic, err = s.SaveTopic(t.Context(), tx, listen.Topic{Name: "Học phí", Query: `"học phí"`, Active: true})
			return err
		})
		if err != nil || p.Matches != 1 || !p.Exact || len(p.Samples) != 1 {
			t.Errorf("preview %+v, %v; want the one of the last seven days", p, err)
		}
		more := article("học phí trường nghề", 1)
		receive(t, s, src, more)
		if f := found(t, s, listen.Search{Topic: topic.ID}); len(f.Hits) != 1 {
			t.Errorf("%d items under the topic, want 1", len(f.Hits))
		}
		err = d.Read(t.Context(), func(tx *db.Tx) error {
			counts, err := s.Hours(t.Context(), tx, topic.ID, noon.AddDate(0, 0, -1), noon)
			if len(counts) != 1 || counts[0].Items != 1 || counts[0].Stories != 1 || counts[0].Sources != 1 {
				t.Errorf("counts %+v", counts)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestWhatAnOfficerRuledAboutStoriesStays(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		src := addSource(t, s, "Báo An Bình", listen.Provincial)
		receive(t, s, src, article("lũ quét ở suối lớn", 5), article("học phí năm học mới", 4), article("lễ hội đua thuyền", 3))
		officer := auth.Officer{Account: 1, Full: "Trần Thu Hà"}
		err := s.MergeStories(t.Context(), officer, 1, 2)
		if err != nil {
			t.Fatal(err)
		}
		again := article("học phí năm học mới", 2)
		again.GUID, again.Link = "chép", "https://dai.vi-du.vn/hoc-phi"
		receive(t, s, src, again)
		if f := found(t, s, listen.Search{Story: 1}); len(f.Hits) != 3 {
			t.Errorf("the joined story has %d items, want 3: a later copy follows the ruling", len(f.Hits))
		}
		part, err := s.SplitStory(t.Context(), officer, 1, []listen.ItemID{2})
		if err != nil || part != 2 {
			t.Fatalf("split gives %d, %v", part, err)
		}
		more := article("học phí năm học mới", 1)
		more.GUID, more.Link = "chép nữa", "https://dai.vi-du.vn/hoc-phi-2"
		receive(t, s, src, more)
		if f := found(t, s, listen.Search{Story: 2}); len(f.Hits) != 3 {
			t.Errorf("the parted story has %d items, want 3: copies go with what they copy", len(f.Hits))
		}
		st := stats(t, s)
		if st.Stories != 3 {
			t.Errorf("%d stories, want 3", st.Stories)
		}
	})
}

func TestAPrivateNameIsNotAskedOfSocialSources(t *testing.T) {
	t.Parallel()
	s := newService(dbtest.SQLite(t, modules))
	err := s.DB.Read(t.Context(), func(tx *db.Tx) error {
		for _, a := range []listen.Search{{Query: `"Trần Thị Mận" group:social`}, {Query: `"Trần Thị Mận" nhóm:(báo tỉnh OR "mạng xã hội")`}, {Query: "Trần Thị Mận", Class: listen.Social}} {
			_, err := s.Search(t.Context(), tx, a)
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("Search(%+v): %v", a, err)
			}
		}
		_, err := s.WouldMatch(t.Context(), tx, `"Trần Thị Mận" group:social`, false)
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("WouldMatch: %v", err)
		}
		_, err = s.Search(t.Context(), tx, listen.Search{Query: `"Trần Thị Mận" group:central`})
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

package listen_test

import (
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
)

func TestNoAccountIsFollowed(t *testing.T) {
	t.Parallel()
	opml := []byte(`<opml version="2.0"><body><outline text="Trang xã" type="rss" class="page" xmlUrl="https://mastodon.social/@ai_do.rss"/><outline text="Cổng xã" type="rss" class="portal" xmlUrl="https://cong.vi-du.vn/rss"/></body></opml>`)
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			save := func(src listen.Source) error {
				_, err := s.SaveSource(t.Context(), tx, src)
				return err
			}
			for _, address := range []string{
				"https://www.facebook.com/ai.do", "https://m.facebook.com/groups/1", "https://www.youtube.com/feeds/videos.xml?channel_id=1", "https://x.com/ai_do", "https://www.threads.net/@ai_do", "https://zalo.me/1",
				"https://www.instagram.com/ai", "https://bsky.app/profile/ai/rss", "https://voz.vn/f/1/index.rss", "https://rsshub.app/twitter/user/ai", "https://cau.vi-du.vn/?action=display&bridge=FacebookBridge&u=ai", "https://rss.vi-du.vn/?url=https://www.facebook.com/ai",
			} {
				for _, kind := range []listen.Kind{listen.KindFeed, listen.KindSitemap, listen.KindPage} {
					src := listen.Source{Name: "Trang xã", Kind: kind, Class: listen.Page, Address: address, Settings: listen.Settings{List: &listen.ListPattern{Item: "li"}}}
					if err := save(src); fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "mạng xã hội") {
						t.Errorf("%s %s: %v", kind, address, err)
					}
					src.Name, src.State = string(kind)+address, listen.Paused // one that was there can be let go
					if err := save(src); err != nil {
						t.Errorf("%s %s: %v", kind, address, err)
					}
				}
			}
			for _, class := range listen.Classes {
				err := save(listen.Source{Name: "Facebook Nguyễn Văn Tám", Kind: listen.KindFile, Class: class})
				if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "cá nhân") && !strings.Contains(err.Error(), "mạng xã hội") {
					t.Errorf("%s of a person: %v", class, err)
				}
				err = save(listen.Source{Name: "Nhóm Facebook Chợ quê " + string(class), Kind: listen.KindFile, Class: class})
				if only := class == listen.Page || class == listen.Social; only != (err == nil) {
					t.Errorf("%s called after a network: %v", class, err)
				}
			}
			all, err := listen.ReadSources(opml, listen.Provincial)
			if err != nil {
				return err
			}
			l, err := s.AddSources(t.Context(), tx, all)
			if l.Added != 1 || len(l.Refused) != 1 || l.Refused[0].Name != "Trang xã" {
				t.Errorf("of the list %+v", l)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
		got, err := takeIn(t, s, "", "", [2]string{"a.ndjson", `{"text":"Đường xấu quá","source":"Nguyễn Văn Tám","class":"social"}` + "\n" + `{"title":"T","text":"Đường xấu","source":"Nguyễn Văn Tám","class":"page"}` + "\n"})
		if fault.KindOf(err) != fault.Invalid || got.Stored != 0 || got.Posts != 1 {
			t.Errorf("received %+v, %v", got, err)
		}
		for where, data := range everything(t, d) {
			if strings.Contains(string(data), "Nguyễn Văn Tám") {
				t.Errorf("%s holds the name", where)
			}
		}
	})
}

func TestWhatIsCountedBecomesNoPress(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		group, paper, slip := addSource(t, s, "Tệp xuất của chợ", listen.Social), addSource(t, s, "Báo An Bình", listen.Provincial), addSource(t, s, "Báo Sông Lụa", listen.Social)
		_, err := s.Hear(t.Context(), group, [32]byte{1}, []listen.Post{{Text: "Đường xấu quá"}})
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Receive(t.Context(), paper, []listen.Arrival{{GUID: "1", Title: "Sửa đường", Body: "Xã sửa đường.", Published: noon}})
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range []struct {
			src listen.Source
			to  listen.Class
			ok  bool
		}{{group, listen.Provincial, false}, {group, listen.Page, false}, {group, listen.Social, true}, {paper, listen.Social, false}, {paper, listen.Central, true}, {slip, listen.Provincial, true}} {
			err := d.Write(t.Context(), func(tx *db.Tx) error {
				src := x.src
				src.Class = x.to
				_, err := s.SaveSource(t.Context(), tx, src)
				return err
			})
			if f := fault.Find(err); x.ok != (err == nil) || !x.ok && (f == nil || f.Field != "class") {
				t.Errorf("%s to %s: %v", x.src.Name, x.to, err)
			}
		}
	})
}

// What a list names and cannot be used is told, whatever is wrong with it.
func TestAListOfSourcesTellsWhatItLeavesOut(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		for name, data := range map[string]string{
			"opml": `<opml version="2.0"><body><outline text="Xấu" type="rss" xmlUrl="javascript:alert(1)"/><outline text="Tệp" xmlUrl="file:///etc/passwd"/><outline xmlUrl="https://khong-ten.vi-du.vn/rss"/></body></opml>`,
			"csv":  "name,kind,class,address\nXấu,feed,provincial,javascript:alert(1)\nTệp,feed,provincial,file:///etc/passwd\n,feed,central,https://khong-ten-2.vi-du.vn/rss\n,,,\n",
		} {
			all, err := listen.ReadSources([]byte(data), listen.Provincial)
			if err != nil {
				t.Fatal(err)
			}
			err = d.Write(t.Context(), func(tx *db.Tx) error {
				l, err := s.AddSources(t.Context(), tx, all)
				if l.Added != 1 || len(l.Refused) != 2 || l.Refused[0].Name != "Xấu" || fault.KindOf(l.Refused[1].Why) != fault.Invalid {
					t.Errorf("%s: of the list %+v", name, l)
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		}
	})
}

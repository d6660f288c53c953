package board

import (
	"context"
	"net/http"
	"testing"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
)

func TestAnotherStoryIsFoundByItsWordsTheNearestFirst(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{audit.Module, org.Module, listen.Module, Module}, func(t *testing.T, d *db.DB) {
		s, c := desk(t, d)
		eachApart(t, s)
		first := func(words string) (titles []string) {
			t.Helper()
			err := d.Read(t.Context(), func(tx *db.Tx) error {
				st, err := s.Listen.Story(t.Context(), tx, 1)
				if err != nil {
					return err
				}
				near, err := s.near(t.Context(), tx, st, words)
				for _, o := range near {
					titles = append(titles, o.Title)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return titles
		}
		for words, want := range map[string]string{
			"cầu treo":               "Chuyện cầu treo thông xe",
			"cau treo":               "Chuyện cầu treo thông xe",
			"CHỢ NỔI, (đông khách)":  "Chuyện chợ nổi đông khách",
			"mầm non OR":             "Chuyện trường mầm non mở cửa", // a sign of the language of queries is a word here
			"chợ nổi ở Tràng An xưa": "Chuyện chợ nổi đông khách",    // no story has all of them
			"thu gom rác thông xe":   "Chuyện cầu treo thông xe",
		} {
			if got := first(words); len(got) == 0 || got[0] != want {
				t.Errorf("%q finds %q, want %q first", words, got, want)
			}
		}
		if got := first("động đất"); len(got) != 0 {
			t.Errorf("words that nobody wrote find %q", got)
		}
		if got := first("lúa hè thu"); len(got) != 0 {
			t.Errorf("the story itself is offered: %q", got)
		}
		c.Get(StoriesURL+"/1?tim=cau+treo").Status(200).See("Tìm câu chuyện theo từ", "gần nhất trước", "Chuyện cầu treo thông xe (1 tin)")
		c.Get(StoriesURL + "/1?tim=dong+dat").Status(200).See("Không có câu chuyện nào khác có các từ ấy.")
		c.Post(StoriesURL+"/1/gop", "khac", "2").Status(200).See("Đã gộp")
	})
}

// as answers for one officer.
type as struct{ auth.Officer }

func (o as) Identify(r *http.Request) (context.Context, error) {
	return web.WithAsker(r.Context(), o.Officer), nil
}

func TestOnlyOfficersOfTheProvinceSayWhatIsOneStory(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{audit.Module, org.Module, listen.Module, Module}, func(t *testing.T, d *db.DB) {
		s, _ := desk(t, d)
		unit := map[string]org.UnitID{}
		err := d.Write(t.Context(), func(tx *db.Tx) (err error) {
			for _, u := range []struct {
				org.Unit
				above string
			}{
				{org.Unit{Code: "UBND", Name: "Ủy ban nhân dân tỉnh", Level: org.Province}, ""}, {org.Unit{Code: "SXD", Name: "Sở Xây dựng", Level: org.Department}, "UBND"},
				{org.Unit{Code: "SXD-VP", Name: "Văn phòng Sở", Level: org.Inside}, "SXD"}, {org.Unit{Code: "BL", Name: "Xã Bến Lúa", Level: org.Commune}, "UBND"},
				{org.Unit{Code: "BL-VH", Name: "Phòng Văn hóa", Level: org.Inside}, "BL"},
			} {
				u.Parent = unit[u.above]
				unit[u.Code], err = s.Org.AddUnit(t.Context(), tx, u.Unit)
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		tree, err := s.Org.ReadTree(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		rights := map[web.Right][]web.Role{Enter: {web.Coordinator, web.Staff}, View: {web.Leader}}
		for _, x := range []struct {
			unit string
			role web.Role
			may  bool
		}{{"UBND", web.Staff, true}, {"SXD", web.Staff, true}, {"SXD-VP", web.Staff, true}, {"BL", web.Coordinator, false}, {"BL-VH", web.Staff, false}, {"UBND", web.Leader, false}} {
			o := auth.Acting("Trần Thị Bình", tree, rights, auth.Grant{Role: x.role, Unit: unit[x.unit]})
			ctx, err := as{o}.Identify((&http.Request{}).WithContext(t.Context()))
			if err != nil {
				t.Fatal(err)
			}
			err = s.mustRule(ctx)
			if x.may != (err == nil) || !x.may && fault.KindOf(err) != fault.Forbidden {
				t.Errorf("%s of %s: %v", x.role, x.unit, err)
			}
		}
	})
}

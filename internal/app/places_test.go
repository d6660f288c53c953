package app

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
	"github.com/nhipcau/nhipcau/law"
)

// What is heard is counted under a commune of the directory, once somebody said how many people live there.
func TestSocialCountsHaveThePlacesOfTheDirectory(t *testing.T) {
	t.Parallel()
	h := mustBuild(t, config.Data{Dir: filepath.Join(t.TempDir(), "data")})
	closed(t, h)
	root := province(t, h)
	var large, small, unknown org.UnitID
	var topic listen.Topic
	err := h.db.Write(t.Context(), func(tx *db.Tx) (err error) {
		for id, u := range map[*org.UnitID]org.Unit{
			&large: {Code: "X01", Name: "Ủy ban nhân dân xã Bến Lúa"}, &small: {Code: "X02", Name: "Ủy ban nhân dân xã Khe Vàng"}, &unknown: {Code: "X03", Name: "Ủy ban nhân dân xã Đồng Sen"},
		} {
			u.Parent, u.Level = root, org.Commune
			*id, err = h.org.AddUnit(t.Context(), tx, u)
			if err != nil {
				return err
			}
		}
		topic, err = h.listen.SaveTopic(t.Context(), tx, listen.Topic{Name: "Thu gom rác", Query: `"thu gom rác"`, Social: true, Active: true})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	signIn := person(t, h, "dieuphoi", auth.Grant{Role: auth.Coordinator, Unit: root})
	handler, _, err := h.handler()
	if err != nil {
		t.Fatal(err)
	}
	c := webtest.New(t, handler)
	signIn(c)
	note := func(place string) *webtest.Client {
		return c.Post("/lang-nghe/ghi-nhan/mang-xa-hoi", "dien-giai", "Bao giờ bắt đầu thu tiền rác?", "chu-de", fmt.Sprint(topic.ID), "so-luot", "40", "dia-ban", place)
	}
	note("xã Bến Lúa").Status(422).See("Chưa biết số dân của xã Bến Lúa")
	field := func(id org.UnitID) string { return fmt.Sprintf("dan-%d", id) }
	c.Post("/lang-nghe/dia-ban", field(large), "nhiều").Status(422).See("Số dân chưa đúng")
	c.Post("/lang-nghe/dia-ban", field(large), "12.500", field(small), "3900", field(unknown), "").Status(200).See("Được đếm riêng", "Dưới 5.000 dân", "Chưa biết số dân")
	note("xã Bến Lúa").Status(200)
	note("Khe Vàng").Status(422).See("dưới 5000 dân")
	note("xã Đồng Sen").Status(422).See("Chưa biết số dân")
	note("").Status(200)

	c.Post("/lang-nghe/ghi-nhan/bao-chi", "tieu-de", "Phường Một bàn giá thu gom rác", "bao", "Đài truyền thanh xã Bến Lúa", "nhom", "radio", "ngay", law.DateOf(h.Now()).Vietnamese(),
		"noi-dung", "Sáng nay xã Bến Lúa họp dân về giá thu gom rác.").Status(200)
	c.Get("/lang-nghe/tim?nhom=radio").Status(200).See("Phường Một bàn giá thu gom rác")
	spoke := func(title, place string) *webtest.Client {
		return c.Post("/lang-nghe/ghi-nhan/bao-chi", "tieu-de", title, "bao", "Báo An Bình", "nhom", "provincial", "ngay", law.DateOf(h.Now()).Vietnamese(), "noi", place)
	}
	spoke("Nước về bản xa", "xã Không Có").Status(422).See("Danh bạ không có xã, phường tên “xã Không Có”")
	spoke("Nước về bản xa", "UBND xã Khe Vàng").Status(200) // of the press any commune may be named
	c.Get("/lang-nghe/tim?q=place:%22x%C3%A3+khe+v%C3%A0ng%22").Status(200).See("Nước về bản xa").DontSee("Phường Một")

	err = h.db.Read(t.Context(), func(tx *db.Tx) error {
		today := law.DateOf(h.Now())
		monday := today.AddDays(-(int(today.Weekday()) + 6) % 7)
		places, err := h.listen.SocialPlaces(t.Context(), tx, topic.ID, monday, monday.AddDays(6))
		if err != nil || len(places) != 1 || places[0].Code != "X01" || places[0].Count.Count != 40 {
			t.Errorf("the places are %+v, %v", places, err)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

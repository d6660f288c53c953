package app

import (
	"fmt"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
	"github.com/nhipcau/nhipcau/law"
)

func TestEveryNumberOfADigestOpensAPage(t *testing.T) {
	t.Parallel()
	h := mustBuild(t, config.Data{Dir: filepath.Join(t.TempDir(), "data")})
	closed(t, h)
	root := province(t, h)
	signIn := person(t, h, "dieuphoi", auth.Grant{Role: auth.Coordinator, Unit: root})
	handler, _, err := h.handler()
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	for i := range 4 {
		var src listen.Source
		err := h.db.Write(t.Context(), func(tx *db.Tx) (err error) {
			src, err = h.listen.SaveSource(t.Context(), tx, listen.Source{Name: fmt.Sprintf("Báo số %d", i), Kind: listen.KindFile, Class: listen.Provincial})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		link := fmt.Sprintf("https://bao%d.vi-du.vn/cau-treo", i)
		_, err = h.listen.Receive(t.Context(), src, []listen.Arrival{{
			GUID: link, Link: link, Title: "Cầu treo bản Nà thông xe sau ba năm chờ đợi", Published: now.Add(-time.Hour),
			Body: "Cầu treo bản Nà thông xe sáng nay, học sinh vùng cao đến trường thuận tiện. Bao giờ làm tiếp đường vào bản?",
		}})
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err = h.listen.ReadWaiting(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c := webtest.New(t, handler)
	signIn(c)
	today := law.DateOf(now)
	err = h.db.Read(t.Context(), func(tx *db.Tx) error {
		doc, err := h.digestDocument(t.Context(), tx, today.AddDays(-6), today)
		if err != nil {
			return err
		}
		figures := doc.Figures()
		if len(figures) < 6 {
			t.Errorf("a digest with a story has %d numbers", len(figures))
		}
		for _, f := range figures {
			c.Get(f.Query)
			if c.Last.StatusCode != http.StatusOK {
				t.Errorf("%s leads to %s: %d", f.Name, f.Query, c.Last.StatusCode)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

package web_test

import (
	"log/slog"
	"net/http/httptest"
	"strconv"
	"testing"

	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

func TestExamples(t *testing.T) {
	t.Parallel()
	webtest.CheckExamples(t, "web.", webtest.Catalogue(t))
}

func TestTemplatesAreGenerated(t *testing.T) {
	t.Parallel()
	webtest.CheckGenerated(t, ".")
}

func TestTheGalleryShowsEveryExample(t *testing.T) {
	t.Parallel()
	h := site(t, web.Options{}, func(m *web.Mux) { web.RegisterGallery(m, web.Anyone) })
	c := webtest.New(t, h).Get("/so-tay").Status(200).See("web.errorPage", "ký tự lạ")
	for i := range web.Gallery("") {
		c.Get("/so-tay/" + strconv.Itoa(i+1)).Status(200)
	}
	c.Get("/so-tay/99999").Status(404)
}

func BenchmarkDeskPage(b *testing.B) {
	m := web.NewMux()
	m.Handle("GET /viec/{id}", web.SignedIn, page("Việc"))
	h, err := web.New(m, web.Options{Rate: -1, Log: slog.New(slog.DiscardHandler), Guard: webtest.Guard{Always: "ha", People: map[string]webtest.Person{"ha": {Called: "Trần Thu Hà"}}}})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		r := httptest.NewRequest("GET", "/viec/7", nil)
		r.Header.Set("Accept-Encoding", "gzip")
		h.ServeHTTP(httptest.NewRecorder(), r)
	}
}

package app

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

// From what the grassroots say a link leads to a new round, whose form for communes stands first.
func TestTheFormOfTheGrassrootsIsOfferedFromListening(t *testing.T) {
	t.Parallel()
	h := mustBuild(t, config.Data{Dir: filepath.Join(t.TempDir(), "data")})
	closed(t, h)
	if kept, somebody, err := h.round.Screen.Note(t.Context(), "Bà Lò Thị Khánh Vy (0987654321) hỏi"); err != nil || somebody == "" || strings.Contains(kept, "0987654321") {
		t.Errorf("what communes write is screened to %q without %q, %v", kept, somebody, err)
	}
	signIn := person(t, h, "dieuphoi", auth.Grant{Role: auth.Coordinator, Unit: province(t, h)})
	handler, _, err := h.handler()
	if err != nil {
		t.Fatal(err)
	}
	c := webtest.New(t, handler)
	signIn(c)
	const asked = "/dot-bao-cao/moi?mau=co-so"
	c.Get("/lang-nghe/co-so").Status(200)
	if !strings.Contains(c.Body, `href="`+asked+`"`) {
		t.Fatal("no link leads to the form")
	}
	c.Get(asked).Status(200)
	first, second := strings.Index(c.Body, `value="co-so"`), strings.Index(c.Body, `name="mau"`)
	if first < 0 || second < 0 || strings.Count(c.Body[:first], `name="mau"`) > 1 {
		t.Errorf("the form that was asked for stands at %d, the first at %d", first, second)
	}
	c.Post("/dot-bao-cao/moi", "mau", "co-so", "don-vi", "1").Status(200).See("Phản ánh từ cơ sở")
}

package app

import (
	"net/http"
	"path/filepath"
	"testing"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

const testPassword = "mat-khau-thu-nghiem"

// person makes an account with the given grants and returns how a client signs in with it.
func person(t *testing.T, h *house, login string, grants ...auth.Grant) func(*webtest.Client) {
	t.Helper()
	hash, err := h.auth.HashPassword(t.Context(), testPassword)
	if err != nil {
		t.Fatal(err)
	}
	err = h.db.Write(t.Context(), func(tx *db.Tx) error {
		tree, err := h.org.Tree(t.Context(), tx)
		if err != nil {
			return err
		}
		root, _ := tree.Root()
		id, err := h.org.AddPerson(t.Context(), tx, org.Person{Unit: root.ID, Name: "Trần Thu Hà", Salute: "chị", Active: true})
		if err != nil {
			return err
		}
		_, _, err = h.auth.CreateAccount(t.Context(), tx, auth.Officer{Full: "Hệ thống"}, auth.NewAccount{Person: id, Login: login, Hash: hash, Grants: grants})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return func(c *webtest.Client) {
		c.Post("/dang-nhap", "login", login, "password", testPassword)
		if c.Last.StatusCode != http.StatusOK || c.At() == "/dang-nhap" {
			t.Errorf("signing in as %s ended at %s with %d", login, c.At(), c.Last.StatusCode)
		}
	}
}

func province(t *testing.T, h *house) org.UnitID {
	t.Helper()
	var root org.UnitID
	err := h.db.Write(t.Context(), func(tx *db.Tx) (err error) {
		root, err = h.org.ApplyPreset(t.Context(), tx, "2025", "Tỉnh An Bình")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func TestEveryRouteRefusesTheWrongPerson(t *testing.T) {
	t.Parallel()
	h := mustBuild(t, config.Data{Dir: filepath.Join(t.TempDir(), "data")})
	closed(t, h)
	province(t, h)
	signIn := person(t, h, "khongquyen")
	handler, mux, err := h.handler()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(mux.Routes()); n < 60 {
		t.Fatalf("only %d routes; the house is not whole", n)
	}
	shared := webtest.New(t, handler)
	signIn(shared)
	webtest.CheckRights(t, mux, handler, func(c *webtest.Client) {
		c.SetCookie("nhipcau", shared.Cookie("nhipcau"))
	})
}

func TestEveryRightHasATitleAndSomebodyWhoHoldsIt(t *testing.T) {
	t.Parallel()
	h := mustBuild(t, config.Data{Dir: filepath.Join(t.TempDir(), "data")})
	defer func() { _ = h.Close() }()
	_, mux, err := h.handler()
	if err != nil {
		t.Fatal(err)
	}
	titles := map[web.Right]string{}
	for _, p := range h.parts {
		for _, g := range p.Grants {
			if len(g.Roles) == 0 {
				t.Errorf("nobody holds %s", g.Right)
			}
			titles[g.Right] = g.Title
		}
	}
	for _, r := range mux.Routes() {
		if r.Right != web.Anyone && r.Right != web.SignedIn && titles[r.Right] == "" {
			t.Errorf("%s asks for %s, which no part grants", r.Pattern(), r.Right)
		}
	}
}

package auth_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/nhipcau/nhipcau/internal/auth"
)

func TestTheClientOfTheSingleSignOnGoesNowhereElse(t *testing.T) {
	t.Parallel()
	inside := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("bên trong")) }))
	defer inside.Close()
	issuer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/away":
			http.Redirect(w, r, inside.URL, http.StatusFound)
		case "/long":
			_, _ = w.Write(make([]byte, 3<<20))
		}
	}))
	defer issuer.Close()
	client, err := auth.NewSSOClient(issuer.URL, "token.anbinh.example")
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{inside.URL, issuer.URL + "/away", "http://169.254.169.254/latest", "http://token.anbinh.example/", "file:///etc/passwd"} {
		answer, err := client.Get(address)
		if err == nil {
			_ = answer.Body.Close()
			t.Errorf("%s was asked", address)
		}
	}
	answer, err := client.Get(issuer.URL + "/long")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	n, err := io.Copy(io.Discard, answer.Body)
	if err != nil || n > 1<<20 {
		t.Errorf("%d bytes were read, %v", n, err)
	}
}

func TestAnAddressOfTheSingleSignOnMustBeSafe(t *testing.T) {
	t.Parallel()
	for _, issuer := range []string{"http://sso.anbinh.example", "sso.anbinh.example", "ftp://sso", "http://10.0.0.1"} {
		_, err := auth.NewSSOClient(issuer)
		if err == nil {
			t.Errorf("%s was taken", issuer)
		}
	}
}

package config

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestThePasswordComesFromItsFile(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "secret")
	err := os.WriteFile(file, []byte("a/b@c\n"), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	url, err := Data{DatabaseURL: "postgres://nhipcau@db/nhipcau", DatabaseKey: file}.URL()
	if want := "postgres://nhipcau:%61%2F%62%40%63@db/nhipcau"; err != nil || url != want {
		t.Errorf("URL = %q, %v; want %q", url, err, want)
	}
}

func TestTrustedNetworks(t *testing.T) {
	t.Parallel()
	got, err := Serve{TrustedProxies: []string{"10.0.0.0/8", "127.0.0.1"}}.Proxies()
	if err != nil || len(got) != 2 || got[1].String() != "127.0.0.1/32" {
		t.Errorf("Proxies = %v, %v", got, err)
	}
	_, err = Serve{TrustedProxies: []string{"mọi nơi"}}.Proxies()
	if err == nil {
		t.Error("a network that is none was accepted")
	}
}

func TestTheSampleFileIsTheOneInTheRepository(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	err := WriteSample(&b)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := os.ReadFile("../../deploy/nhipcau.env.sample")
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(kept) {
		t.Error("deploy/nhipcau.env.sample is old: run `go run ./cmd/nhipcau config-sample >deploy/nhipcau.env.sample`")
	}
	if !strings.Contains(b.String(), "#NHIPCAU_SMTP_HOST=") || !strings.Contains(b.String(), "#PORT=8080") {
		t.Errorf("the sample misses settings:\n%s", b.String())
	}
}

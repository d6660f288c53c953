package app

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestTheCommandFetchSaysWhatItWouldDo(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("User-agent: NhipCau\nDisallow: /kin\n"))
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	var out, errs strings.Builder
	err := Run(t.Context(), []string{"listen", "fetch", "--json", "--allow", "127.0.0.0/8", s.URL + "/kin"}, Surroundings{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs})
	if err == nil || !strings.Contains(err.Error(), "robots.txt của trang không cho phép") {
		t.Errorf("the error is %v", err)
	}
	var got struct {
		Status, Robots string
		Code           *int
		Next           int `json:"next_seconds"`
	}
	err = json.Unmarshal([]byte(out.String()), &got)
	if err != nil || got.Status != "robots" || got.Robots != "denied" || got.Next != 3600 {
		t.Errorf("printed %s: %v", out.String(), err)
	}
}

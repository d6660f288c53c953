package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/config"
)

// unnoticed is how long visitors still come after the order to stop, until whoever stands in front of the
// servers has noticed.
const unnoticed = 700 * time.Millisecond

// Once, one or two of a crowd found their connection cut when the server stopped.
func TestAServerThatStopsCutsNobodyOff(t *testing.T) {
	t.Parallel()
	h := mustBuild(t, config.Data{Dir: filepath.Join(t.TempDir(), "data")})
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ready, ended := make(chan string, 1), make(chan error, 1)
	go func() { ended <- h.serve(ctx, Surroundings{Stdout: io.Discard}, func(a string) { ready <- a }) }()
	address := <-ready
	var crowd sync.WaitGroup
	var answered, cut, stopped atomic.Int64
	for n := range 16 {
		crowd.Go(func() {
			client := &http.Client{Transport: &http.Transport{DisableKeepAlives: n%4 == 0}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
			defer client.CloseIdleConnections()
			for stopped.Load() == 0 || time.Now().UnixNano()-stopped.Load() < int64(unnoticed) {
				err := choose(client, address)
				if dial := (*net.OpError)(nil); errors.As(err, &dial) && dial.Op == "dial" {
					return // the door is closed; whoever comes now goes elsewhere
				}
				if err != nil {
					cut.Add(1)
					t.Errorf("cut off: %v", err)
					return
				}
				if answered.Add(1) == 800 {
					stopped.Store(time.Now().UnixNano())
					stop()
				}
			}
		})
	}
	crowd.Wait()
	err := <-ended
	if err != nil {
		t.Errorf("stopping: %v", err)
	}
	if answered.Load() < 800 || cut.Load() > 0 {
		t.Errorf("%d were answered, %d cut off", answered.Load(), cut.Load())
	}
	err = h.Close()
	if err != nil {
		t.Error(err)
	}
}

// choose posts a choice; a post is never repeated by the client itself.
func choose(client *http.Client, address string) error {
	body := struct{ io.Reader }{strings.NewReader("theme=dark")} // of unknown length, sent once
	r, err := http.NewRequest(http.MethodPost, address+"/tuy-chon", body)
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := client.Do(r)
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }() // only read
	text, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusSeeOther {
		return fmt.Errorf("status %d: %s", res.StatusCode, bytes.TrimSpace(text))
	}
	return err
}

package pagecheck

import (
	"context"
	"sync/atomic"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// Line is a line between the browser and the server.
type Line struct {
	Latency float64 // milliseconds for each request
	Speed   float64 // bytes a second each way; 0: as fast as it goes
	Cut     bool    // nothing gets through
}

// Lines that officers have.
var (
	Slow3G   = Line{Latency: 400, Speed: 50_000}
	NoLine   = Line{Cut: true}
	FullLine = Line{}
)

// On puts the window on a line.
func (w *Window) On(l Line) *Window {
	w.t.Helper()
	speed := l.Speed
	if speed == 0 {
		speed = -1
	}
	return w.command(func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, network.OverrideNetworkState, network.OverrideNetworkStateParams{
			Offline: l.Cut, Latency: l.Latency, DownloadThroughput: speed, UploadThroughput: speed,
		})
		if err != nil {
			return err
		}
		_, err = chromedp.Call(ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
			MatchedNetworkConditions: []*network.Conditions{{Offline: l.Cut, Latency: l.Latency, DownloadThroughput: speed, UploadThroughput: speed}},
		})
		return err
	})
}

// Cold opens an address with an empty cache and returns the bytes that came over the line for the page and
// everything it needs, headers included.
func (w *Window) Cold(address string) int64 {
	w.t.Helper()
	w.command(func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
		if err != nil {
			return err
		}
		_, err = chromedp.Call(ctx, network.ClearBrowserCache, cdp.Empty{})
		return err
	})
	var bytes atomic.Int64
	ctx, cancel := context.WithCancel(w.ctx)
	defer cancel()
	err := chromedp.Listen(ctx, func(ev any) {
		if e, ok := ev.(*network.EventLoadingFinished); ok {
			bytes.Add(int64(e.EncodedDataLength))
		}
	})
	if err != nil {
		w.t.Fatalf("browser: %v", err)
	}
	w.Open(address)
	w.Wait(`performance.getEntriesByType("resource").every((r) => r.responseEnd > 0)`)
	return bytes.Load()
}

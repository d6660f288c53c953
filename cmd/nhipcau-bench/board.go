package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/board"
	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/web"
)

type boardRow struct {
	Items  int    `default:"500000" help:"How many items stand in ninety days."`
	Topics int    `default:"200" help:"How many topics there are."`
	Asked  int    `default:"400" help:"How often the board is asked for."`
	Seed   uint64 `default:"1" help:"Seed of what is asked for."`
}

// everybody may see everything.
type everybody struct{}

func (everybody) ID() int64      { return 1 }
func (everybody) Name() string   { return "Trần Thu Hà" }
func (everybody) Unit() string   { return "" }
func (everybody) Salute() string { return "" }
func (e everybody) Identify(r *http.Request) (context.Context, error) {
	return web.WithAsker(r.Context(), e), nil
}
func (everybody) May(context.Context, web.Right) bool { return true }
func (everybody) SignInURL(*http.Request) string      { return "/" }

// Run fills a database with a province's load and measures the listening board of topics and periods by chance:
// the answer as a browser gets it, without the line. The counts of days are kept in memory as a running server
// keeps them; every twentieth request comes after a count of the last days.
func (c boardRow) Run(b *bench) (err error) {
	d, done, err := freshStore(b, db.SQLite)
	if err != nil {
		return err
	}
	defer func() { _ = done() }()
	err = d.Migrate(b, []db.Module{audit.Module, listen.Module, board.Module})
	if err != nil {
		return err
	}
	now := time.Date(2026, 11, 22, 5, 0, 0, 0, time.UTC)
	err = c.fill(b, d, now)
	if err != nil {
		return fmt.Errorf("filling: %w", err)
	}
	clock := func() time.Time { return now }
	s := board.New(board.Options{DB: d, Listen: listen.New(listen.Options{DB: d, Now: clock}), Now: clock})
	m := web.NewMux()
	s.Part().Routes(m)
	h, err := web.New(m, web.Options{Guard: everybody{}, Now: clock, Rate: -1, Log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))})
	if err != nil {
		return err
	}
	began := time.Now()
	err = show(b, h, page.URL)
	if err != nil {
		return err
	}
	first := time.Since(began)
	random := rand.New(rand.NewPCG(c.Seed, 22))
	var times []time.Duration
	for i := range c.Asked {
		if i%20 == 19 {
			now = now.Add(time.Minute)
			err = s.Count(b)
			if err != nil {
				return err
			}
		}
		address := fmt.Sprintf("%s?ky=%d&chu-de=%d", page.URL, []int{7, 30, 90}[random.IntN(3)], 1+int(float64(c.Topics)*random.Float64()*random.Float64()))
		began := time.Now()
		err = show(b, h, address)
		if err != nil {
			return err
		}
		times = append(times, time.Since(began))
	}
	slices.Sort(times)
	p := func(share float64) float64 {
		return float64(times[int(share*float64(len(times)-1))].Microseconds()) / 1000
	}
	fmt.Printf("%d items in 90 days, %d topics, SQLite\n\n| page | median | p95 | most | first after a start |\n|---|---|---|---|---|\n| listening board | %.0f ms | %.0f ms | %.0f ms | %.1f s |\n",
		c.Items, c.Topics, p(.5), p(.95), p(1), first.Seconds())
	b.report(line{What: "listening board at a province's load, p95", Value: p(.95), Format: "%.0f ms", Must: 300, Aim: 80, Less: true, On: "items made here"})
	return nil
}

func show(ctx context.Context, h http.Handler, address string) error {
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		body, _ := io.ReadAll(io.LimitReader(w.Body, 500))
		return fmt.Errorf("%s answers %d: %s", address, w.Code, body)
	}
	return nil
}

// fill writes items as they stand after reading, in a few statements. The first topics have most items.
func (c boardRow) fill(ctx context.Context, d *db.DB, now time.Time) error {
	numbers := fmt.Sprintf(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) `, c.Items)
	at := fmt.Sprintf(`strftime('%%Y-%%m-%%dT%%H:%%M:%%S.000000Z', %d + CAST(i AS REAL) * %d / %d, 'unixepoch')`, now.AddDate(0, 0, -90).Unix(), 90*86400, c.Items)
	stamp := `'2026-08-01T00:00:00.000000Z'`
	return d.Write(ctx, func(tx *db.Tx) error {
		for _, text := range []string{
			`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
			 INSERT INTO listen_source (id, name, kind, class, site, address, language, area, weight, permission, full_text, settings, state, added_at, changed_at)
			 SELECT i, 'Nguồn ' || i, 'feed', CASE i % 4 WHEN 0 THEN 'central' WHEN 1 THEN 'portal' ELSE 'provincial' END, '', 'https://nguon-' || i || '.vi-du.vn', 'vi', '', 1, '', 'short', '{}', 'active', ` + stamp + `, ` + stamp + ` FROM n`,
			`INSERT INTO listen_fetch (source, next_at, lease_by, state, status, failures) SELECT id, ` + stamp + `, '', '{}', 'working', 0 FROM listen_source`,
			fmt.Sprintf(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
			 INSERT INTO listen_topic (id, name, query, social, active, added_by, changed_at) SELECT i, 'Chủ đề ' || i, 'rác', 0, 1, '', `, c.Topics) + stamp + ` FROM n`,
			numbers + `INSERT INTO listen_item (id, source, class, link, title, lead, language, area, published, arrived, relation, story, tone, sure, understood, version, state, content)
			 SELECT i, 1 + (i * 7919) % 400, CASE (1 + (i * 7919) % 400) % 4 WHEN 0 THEN 'central' WHEN 1 THEN 'portal' ELSE 'provincial' END, 'https://nguon.vi-du.vn/' || i,
			        'Tin số ' || i || ' về việc thu gom rác thải sinh hoạt trên địa bàn', 'Đoạn đầu của tin.', 'vi', '', ` + at + `, ` + at + `,
			        CASE i % 3 WHEN 0 THEN 'copy' ELSE 'new' END, i - i % 8 + 1, CASE i % 5 WHEN 0 THEN 'favourable' WHEN 1 THEN 'unfavourable' ELSE 'neutral' END, 0.8, 1, 1, 'whole', i FROM n`,
			`INSERT INTO listen_story (id, title, first_item, first_at, last_at, items) SELECT story, MIN(title), MIN(id), MIN(published), MAX(published), COUNT(*) FROM listen_item GROUP BY story`,
			fmt.Sprintf(`INSERT OR IGNORE INTO listen_item_topic (topic, item) SELECT 1 + (story * 31 %% %d) * (story * 17 %% %d) / %d, id FROM listen_item`, c.Topics, c.Topics, c.Topics),
			fmt.Sprintf(`INSERT OR IGNORE INTO listen_item_topic (topic, item) SELECT 1 + story * 13 %% %d, id FROM listen_item WHERE id %% 2 = 0`, c.Topics),
			`INSERT INTO listen_hour (topic, class, area, hour, items, independent, stories, sources)
			 SELECT t.topic, i.class, i.area, substr(i.published, 1, 13) || ':00:00.000000Z', COUNT(*), ` + independent + `, COUNT(DISTINCT i.story), COUNT(DISTINCT i.source)
			   FROM listen_item_topic t JOIN listen_item i ON i.id = t.item GROUP BY 1, 2, 3, 4`,
		} {
			_, err := tx.Exec(ctx, text)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

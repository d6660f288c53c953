package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/demo/press"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/alert"
	"github.com/nhipcau/nhipcau/internal/listen/digest"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

type digestLoadRow struct {
	Items    int    `default:"500000" help:"About how many items a press of ninety days has."`
	Seed     uint64 `default:"1" help:"Seed of the press."`
	Postgres bool   `help:"Measure on the PostgreSQL server of PGHOST instead of SQLite."`
}

// Run fills a database with a province's load, its stories as they are in truth, and measures the digest of the last
// week: until it is stored, until its page can be shown, until it is a file.
func (c digestLoadRow) Run(b *bench) (err error) {
	engine := db.SQLite
	if c.Postgres {
		engine = db.Postgres
	}
	d, done, err := freshStore(b, engine)
	if err != nil {
		return err
	}
	defer func() { _ = done() }()
	err = d.Migrate(b, listening)
	if err != nil {
		return err
	}
	p, err := press.New(press.Options{Seed: c.Seed, Items: c.Items})
	if err != nil {
		return err
	}
	f := &filling{p: p, sources: map[string]int64{}, topics: map[string]int64{}, stories: map[string]int64{}, ids: map[string]int64{}}
	err = f.fill(b, d)
	if err != nil {
		return fmt.Errorf("filling: %w", err)
	}
	now := func() time.Time { return f.last.Add(time.Hour) }
	directory, heard := org.New(d), listen.New(listen.Options{DB: d, Now: now})
	s := digest.New(digest.Options{
		DB: d, Org: directory, Listen: heard, Alert: alert.New(alert.Options{DB: d, Listen: heard, Now: now, Calendar: law.VietnamCalendar}), Now: now,
	})
	var root org.UnitID
	err = d.Write(b, func(tx *db.Tx) (err error) {
		root, err = directory.ApplyPreset(b, tx, "2025", "Tỉnh An Bình")
		if err != nil {
			return err
		}
		for i, place := range p.Places() {
			_, err = directory.AddUnit(b, tx, org.Unit{Code: fmt.Sprintf("X%03d", i), Name: place, Level: org.Commune, Parent: root})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	tree, err := directory.ReadTree(b)
	if err != nil {
		return err
	}
	by := auth.Acting("Trần Thu Hà", tree, map[web.Right][]web.Role{digest.View: {web.Coordinator}, digest.Make: {web.Coordinator}}, auth.Grant{Role: web.Coordinator, Unit: root})
	to := law.DateOf(f.last)
	took := func(what string, do func() error) float64 {
		began := time.Now()
		if err == nil {
			err = do()
		}
		seconds := time.Since(began).Seconds()
		fmt.Printf("| %s | %.2f |\n", what, seconds)
		return seconds
	}
	fmt.Printf("%d press items in 90 days, %d in the last week at most, %s\n\n| what | s |\n|---|---|\n", f.n, f.week(to), d.Engine())
	var x digest.Digest
	ready := took("proposed and stored", func() (err error) {
		x, err = s.Draft(b, by, digest.Week, root, to.AddDays(-6), to)
		return err
	})
	shown := took("read for its page", func() error {
		return d.Read(b, func(tx *db.Tx) (err error) {
			x, err = s.Digest(b, tx, by, x.ID)
			return err
		})
	})
	took("written as DOCX", func() error { return official.WriteDOCX(io.Discard, x.Document(tree.Name)) })
	took("written as PDF", func() error { return official.WritePDF(io.Discard, x.Document(tree.Name)) })
	took("note of a day proposed", func() error {
		return d.Read(b, func(tx *db.Tx) error {
			_, err := s.Compose(b, tx, digest.Note, root, to, to)
			return err
		})
	})
	if err != nil {
		return err
	}
	fmt.Printf("\n%d stories are printed, %d fields, %d communes, %d new terms.\n", len(x.Kept()), len(x.Facts.Topics), len(x.Facts.Areas), len(x.Facts.Terms))
	b.report(line{What: "a weekly digest of a province ready, s", Value: ready, Format: "%.1f", Must: 600, Less: true, On: onPresses})
	b.report(line{What: "a weekly digest read for its page, s", Value: shown, Format: "%.3f", Must: .3, Less: true, On: onPresses})
	return nil
}

// filling writes a press as it stands after reading, story by story as the truth has them.
type filling struct {
	p       *press.Press
	sources map[string]int64
	topics  map[string]int64
	stories map[string]int64
	ids     map[string]int64
	n       int64
	days    map[law.Date]int
	last    time.Time
}

const filledAtOnce = 2000

func (f *filling) fill(ctx context.Context, d *db.DB) error {
	f.days = map[law.Date]int{}
	var items, texts, topics [][]any
	flush := func() error {
		return d.Write(ctx, func(tx *db.Tx) error {
			for _, x := range []struct {
				into string
				rows [][]any
			}{
				{`listen_item (id, source, class, link, title, lead, language, area, published, arrived, relation, story, tone, sure, understood, version, state, content)`, items},
				{`listen_text (item, body)`, texts}, {`listen_item_topic (topic, item)`, topics},
			} {
				for _, row := range x.rows {
					_, err := tx.Exec(ctx, `INSERT INTO `+x.into+` VALUES (`+db.In(1, len(row))+`) ON CONFLICT DO NOTHING`, row...)
					if err != nil {
						return err
					}
				}
			}
			items, texts, topics = items[:0], texts[:0], topics[:0]
			return nil
		})
	}
	err := d.Write(ctx, func(tx *db.Tx) error { return f.begin(ctx, tx) })
	if err != nil {
		return err
	}
	err = f.p.Each(func(i *press.Item, m *press.Mark) error {
		if i.Social != nil || m.Relation == press.Version {
			return nil
		}
		f.n++
		id := f.n
		story, ok := f.stories[m.Story]
		if !ok || m.Story == "" {
			story = id
			f.stories[m.Story] = id
		}
		f.last = i.Published
		f.days[law.DateOf(i.Published)]++
		relation := string(m.Relation)
		items = append(items, []any{id, f.sources[i.Source], string(i.Class), i.URL, i.Title, i.Lead, "vi", "", i.Published, i.Arrived, relation, story, string(m.Tone), .8, true, 1, "whole", id})
		texts = append(texts, []any{id, strings.Join(i.Body, "\n")})
		for _, t := range m.Topics {
			if topic := f.topics[t]; topic != 0 {
				topics = append(topics, []any{topic, id})
			}
		}
		if len(items) < filledAtOnce {
			return nil
		}
		return flush()
	})
	if err == nil {
		err = flush()
	}
	if err != nil {
		return err
	}
	return d.Write(ctx, func(tx *db.Tx) error {
		for _, text := range []string{
			`INSERT INTO listen_story (id, title, first_item, first_at, last_at, items) SELECT story, MIN(title), MIN(id), MIN(published), MAX(published), COUNT(*) FROM listen_item GROUP BY story`,
			`INSERT INTO listen_hour (topic, class, area, hour, items, independent, stories, sources)
			 SELECT t.topic, i.class, i.area, ` + hourOf[d.Engine()] + `, COUNT(*), ` + independent + `, COUNT(DISTINCT i.story), COUNT(DISTINCT i.source)
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

// independent counts the items that are not a copy or a light edit of another.
const independent = `SUM(CASE WHEN i.relation IN ('copy', 'edit') THEN 0 ELSE 1 END)`

// hourOf is the hour of an item, as each engine writes it.
var hourOf = map[db.Engine]string{db.SQLite: `substr(i.published, 1, 13) || ':00:00.000000Z'`, db.Postgres: `date_trunc('hour', i.published)`}

func (f *filling) begin(ctx context.Context, tx *db.Tx) error {
	l := listen.New(listen.Options{Now: time.Now})
	for _, x := range f.p.Sources() {
		if x.Class == press.Talk {
			continue
		}
		s, err := l.SaveSource(ctx, tx, listen.Source{Name: x.Name, Kind: listen.KindFile, Class: listen.Class(x.Class)})
		if err != nil {
			return err
		}
		f.sources[x.Key] = int64(s.ID)
	}
	for _, t := range f.p.Watched() {
		x, err := l.SaveTopic(ctx, tx, listen.Topic{Name: t.Name, Query: t.Query, Active: true})
		if err != nil {
			return err
		}
		f.topics[t.Key] = int64(x.ID)
	}
	return nil
}

// week is how many items the week that ends on a day has.
func (f *filling) week(to law.Date) (n int) {
	for k := range 7 {
		n += f.days[to.AddDays(-k)]
	}
	return n
}

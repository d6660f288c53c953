package board

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/feed"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/web"
)

// sourcesView is the list of sources.
type sourcesView struct {
	Rows   []sourceRow
	Line   string
	Inside []string
	Proxy  string
	Form   *web.Form
	Class  string
	State  string
	Now    time.Time
	Beside string // what the paper says from which the reader came, and what there is now
	Paper  string // its address
}

// longSources is from how many sources on those that need no look are folded.
const longSources = 12

// calm are the sources of which nothing is to be said, where the list is long and nobody asked for a part of it; they
// stand folded behind the others.
func (v sourcesView) calm() []sourceRow {
	if len(v.Rows) < longSources || v.Class != "" || v.State != "" || v.Beside != "" {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(v.Rows), func(x sourceRow) bool { return !x.quiet() })
}

// troubled are the other sources.
func (v sourcesView) troubled() []sourceRow {
	if v.calm() == nil {
		return v.Rows
	}
	return slices.DeleteFunc(slices.Clone(v.Rows), sourceRow.quiet)
}

// quiet reports whether a source works and raises no alarm.
func (x sourceRow) quiet() bool { return x.Health == listen.HealthFine && len(x.Alarms) == 0 }

func (s *Service) showSources(w http.ResponseWriter, r *http.Request) error {
	return s.renderSources(w, r, http.StatusOK, web.NewForm())
}

func (s *Service) renderSources(w http.ResponseWriter, r *http.Request, status int, form *web.Form) error {
	ctx := r.Context()
	err := s.upToDate(ctx)
	if err != nil {
		return err
	}
	v := sourcesView{Inside: s.Inside, Proxy: s.Proxy, Form: form, Class: r.URL.Query().Get("nhom"), State: r.URL.Query().Get("tinh-trang"), Now: s.Now()}
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		rows, err := s.sourceRows(ctx, tx)
		if err != nil {
			return err
		}
		v.Line = healthLine(ctx, rows)
		rows = slices.DeleteFunc(rows, func(x sourceRow) bool { return v.Class != "" && string(x.Class) != v.Class || !x.is(v.State) })
		v.Rows = worst(rows)
		printed, err := s.printedOf(ctx, tx, r.URL.Query())
		if err != nil {
			return err
		}
		if printed != nil {
			v.Beside, v.Paper = printed.beside(ctx, len(v.Rows)), printed.Href
		}
		return s.eventsOf(ctx, tx, v.Rows)
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, status, sourcesPage(v))
}

// is reports whether a source does as is asked for under "tinh-trang".
func (r sourceRow) is(state string) bool {
	switch state {
	case "":
		return true
	case alarmed:
		return len(r.Alarms) > 0
	case page.WatchedSources:
		return r.Counts()
	}
	return string(r.Health) == state
}

// alarmed asks for sources with an alarm.
const alarmed = "alarm"

// eventsOf fills what the last fetches of sources tell, in one query.
func (s *Service) eventsOf(ctx context.Context, tx *db.Tx, rows []sourceRow) error {
	type tale struct {
		n, same, entries, known int
		first, last             time.Time
	}
	tales := map[listen.SourceID]*tale{}
	r, err := tx.Query(ctx, `SELECT source, at, status, code, entries, duplicates FROM listen_fetch_event ORDER BY id`)
	_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
		var id listen.SourceID
		var at time.Time
		var status fetch.Status
		var code, entries, known int
		err = r.Scan(&id, &at, &status, &code, &entries, &known)
		t := tales[id]
		if t == nil {
			t = &tale{first: at}
			tales[id] = t
		}
		t.n++
		t.last = at
		t.entries += entries
		t.known += known
		if code == http.StatusNotModified {
			t.same++
		}
		return struct{}{}, err
	})
	for i := range rows {
		t := tales[rows[i].ID]
		if t == nil {
			continue
		}
		rows[i].Same = 100 * t.same / t.n
		if t.entries > 0 {
			rows[i].Double = 100 * t.known / t.entries
		}
		if t.n > 1 {
			rows[i].Achieved = t.last.Sub(t.first) / time.Duration(t.n-1)
		}
	}
	return err
}

// downloadSources gives the list as OPML, which other readers understand and importSources reads back.
func (s *Service) downloadSources(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	var presets []feed.Preset
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		sources, err := s.Listen.Sources(ctx, tx)
		for _, x := range sources {
			p := feed.Preset{
				Name: x.Name, Kind: string(x.Kind), Address: x.Address, Site: x.Site, Group: web.T(ctx, page.ClassWord(x.Class)), Class: string(x.Class),
				Permission: x.Permission, Language: x.Language, Area: x.Area, Weight: x.Weight,
			}
			if l := x.Settings.List; l != nil {
				p.Pattern = feed.Pattern{Item: l.Item, Title: l.Title, Link: l.Link, Date: l.Date}
			}
			presets = append(presets, p)
		}
		return err
	})
	if err != nil {
		return err
	}
	data := feed.WriteOPML(web.T(ctx, "Nguồn lắng nghe"), s.Now(), presets)
	return web.Download(w, r, "nguon-lang-nghe.opml", "text/x-opml; charset=utf-8", s.Now(), bytes.NewReader(data))
}

// mostRefused is how many sources that cannot be used are named.
const mostRefused = 5

// importSources reads a list of sources; those that are known by name or address stay as they are.
func (s *Service) importSources(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	done, inside, err := s.takeList(ctx, form)
	if form.Take(err) {
		return s.renderSources(w, r, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	if len(inside) > 0 {
		return web.RedirectSaying(w, r, SourcesURL, web.Mark("Đã thêm %d nguồn; %d nguồn đã có, %d nguồn không dùng được. %d nguồn ở địa chỉ nội bộ chưa được phép, sẽ không được tải cho đến khi quản trị hệ thống ghi tên máy: %s."),
			done.Added, done.Known, len(done.Refused), len(inside), strings.Join(inside[:min(mostRefused, len(inside))], ", "))
	}
	if len(done.Refused) == 0 {
		return web.RedirectSaying(w, r, SourcesURL, web.Mark("Đã thêm %d nguồn; %d nguồn đã có."), done.Added, done.Known)
	}
	var refused []string
	for _, x := range done.Refused[:min(mostRefused, len(done.Refused))] {
		refused = append(refused, x.Name+": "+web.Message(ctx, x.Why))
	}
	return web.RedirectSaying(w, r, SourcesURL, web.Mark("Đã thêm %d nguồn; %d nguồn đã có, %d nguồn không dùng được. %s"), done.Added, done.Known, len(done.Refused), strings.Join(refused, " "))
}

// takeList takes a list of sources. inside are those of it that lie at addresses which are not fetched.
func (s *Service) takeList(ctx context.Context, form *web.Form) (done listen.Listed, inside []string, err error) {
	f, err := form.File("tep")
	if err != nil {
		return done, nil, err
	}
	if f == nil {
		return done, nil, fault.New(fault.Invalid, "Hãy chọn tệp danh sách nguồn (.opml).").At("tep")
	}
	data, err := io.ReadAll(f)
	if err != nil {
		return done, nil, err
	}
	list, err := listen.ReadSources(data, listen.Class(form.String("nhom-chung")))
	if err != nil {
		return done, nil, atField(err, "tep")
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) (err error) {
		done, err = s.Listen.AddSources(ctx, tx, list)
		if err != nil {
			return err
		}
		return s.note(ctx, tx, "listen.sources", "listen_source", 0, web.Mark("Nhập danh sách nguồn lắng nghe: thêm %d nguồn"), done.Added)
	})
	if err != nil {
		return done, nil, err
	}
	allowed, err := fetch.ParseInside(s.Inside)
	for _, src := range list {
		if src.Fetched() && allowed.Refuses(src.Address) {
			inside = append(inside, src.Name)
		}
	}
	return done, inside, err
}

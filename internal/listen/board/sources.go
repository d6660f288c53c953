package board

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/feed"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/vi"
)

// newOne stands in addresses for what is not there yet.
const newOne = "moi"

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
}

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
		err = s.twins(ctx, tx, rows)
		if err != nil {
			return err
		}
		rows = slices.DeleteFunc(rows, func(x sourceRow) bool {
			return v.Class != "" && string(x.Class) != v.Class || v.State != "" && string(x.Health) != v.State && !(v.State == "alarm" && len(x.Alarms) > 0)
		})
		v.Rows = worst(rows)
		return s.eventsOf(ctx, tx, v.Rows)
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, status, sourcesPage(v))
}

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

// sourceView is one source to be changed, or a new one.
type sourceView struct {
	listen.Source
	Form   *web.Form
	Row    sourceRow
	Hub    hubView
	Items  []listen.Item
	Tried  *tried
	Found  []feed.Found
	Asked  string // the site whose feed addresses were looked for
	None   bool   // there were none
	Inside []string
	List   listen.ListPattern
	Token  string
}

// tried is what a test fetch brought.
type tried struct {
	Status  fetch.Status
	Code    int
	Cause   string
	Title   string
	Entries []feed.Entry
	Took    time.Duration
	Bytes   int64
}

const shownTried = 5

func (s *Service) showSource(w http.ResponseWriter, r *http.Request) error {
	v := sourceView{Form: web.NewForm()}
	q := r.URL.Query()
	if r.PathValue("id") == newOne {
		v.Source = listen.Source{Name: q.Get("ten"), Address: q.Get("dia-chi"), Site: q.Get("trang"), Kind: listen.KindFeed, Class: listen.Provincial, Weight: 1, State: listen.Active, FullText: listen.FullShort, Language: "vi"}
	}
	return s.renderSource(w, r, http.StatusOK, v)
}

func (s *Service) renderSource(w http.ResponseWriter, r *http.Request, status int, v sourceView) error {
	ctx := r.Context()
	v.Inside = s.Inside
	if r.PathValue("id") != newOne && v.ID == 0 {
		id, err := web.PathID(r, "id")
		if err != nil {
			return err
		}
		v.ID = listen.SourceID(id)
	}
	err := s.upToDate(ctx)
	if err != nil {
		return err
	}
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		if v.ID == 0 {
			return nil
		}
		src, err := s.Listen.Source(ctx, tx, v.ID)
		if err != nil {
			return err
		}
		if v.Name == "" {
			v.Source = src
		}
		states, err := s.Listen.Fetchings(ctx, tx)
		if err != nil {
			return err
		}
		v.Row = sourceRow{Source: src, Fetching: states[v.ID], Health: healthOf(src, states[v.ID], s.Now())}
		v.Hub.Subscription, v.Hub.Found, err = s.Listen.Subscription(ctx, tx, v.ID)
		if err != nil {
			return err
		}
		v.Hub.Named, v.Hub.Reached, v.Hub.InForce = states[v.ID].State.Hub != "", s.Listen.Site != "", v.Hub.Subscription.InForce(s.Now())
		v.Row.Events, err = s.Listen.Events(ctx, tx, v.ID)
		return err
	})
	if err != nil {
		return err
	}
	if v.Settings.List != nil {
		v.List = *v.Settings.List
	}
	return web.Render(w, r, status, sourcePage(v))
}

// saveSource stores a source, or only tries it.
func (s *Service) saveSource(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	v := sourceView{Form: form}
	if r.PathValue("id") != newOne {
		id, err := web.PathID(r, "id")
		if err != nil {
			return err
		}
		err = s.DB.Read(ctx, func(tx *db.Tx) (err error) {
			v.Source, err = s.Listen.Source(ctx, tx, listen.SourceID(id))
			return err
		})
		if err != nil {
			return err
		}
	}
	readSource(form, &v.Source)
	if form.String("nut") == "thu" {
		v.Tried, err = s.try(ctx, v.Source)
		if form.Take(err) {
			return s.renderSource(w, r, http.StatusUnprocessableEntity, v)
		}
		if err != nil {
			return err
		}
		return s.renderSource(w, r, http.StatusOK, v)
	}
	err = s.refuseAddress(v.Source)
	if err == nil {
		err = s.DB.Write(ctx, func(tx *db.Tx) error { return s.keepSource(ctx, tx, &v, form.String("nut") == "ma") })
	}
	if form.Take(err) {
		return s.renderSource(w, r, http.StatusUnprocessableEntity, v)
	}
	if err != nil {
		return err
	}
	if v.Token != "" { // shown once
		return s.renderSource(w, r, http.StatusOK, v)
	}
	return web.RedirectSaying(w, r, SourcesURL, web.Mark("Đã lưu nguồn %s."), v.Name)
}

// keepSource stores a source with its line in the audit log; a system that sends gets a new token where asked.
func (s *Service) keepSource(ctx context.Context, tx *db.Tx, v *sourceView, token bool) error {
	var err error
	fresh := v.ID == 0
	v.Source, err = s.Listen.SaveSource(ctx, tx, v.Source)
	if err != nil {
		return err
	}
	if v.Kind == listen.KindPush && (token || fresh) {
		v.Token, err = s.Listen.NewToken(ctx, tx, v.ID)
		if err != nil {
			return err
		}
	}
	return s.note(ctx, tx, "listen.source", "listen_source", int64(v.ID), web.Mark("Lưu nguồn lắng nghe: %s"), v.Name)
}

// note writes a line in the audit log about what the asker did. It stays for good: what points at a person is masked.
func (s *Service) note(ctx context.Context, tx *db.Tx, action, object string, id int64, sentence string, args ...any) error {
	by := auth.Of(ctx)
	for i, a := range args {
		if text, ok := a.(string); ok {
			args[i], _ = gate.Mask(vi.Normalize(text))
		}
	}
	return audit.Write(ctx, tx, s.Now(), audit.Entry{
		ActorID: by.Account, Actor: by.Full, Action: action, Object: object, ObjectID: id, Sentence: sentence, Args: args,
	})
}

// refuseAddress refuses what can never be fetched, before it is stored.
func (s *Service) refuseAddress(src listen.Source) error {
	if src.Kind == listen.KindMail {
		_, err := s.Listen.LetterFolder(src.Address)
		return atField(err, "address")
	}
	return src.CheckAddress()
}

func readSource(form *web.Form, src *listen.Source) {
	src.Name, src.Address, src.Site = form.String("name"), form.String("address"), form.String("trang")
	src.Kind, src.Class = listen.Kind(form.String("kind")), listen.Class(form.String("class"))
	src.Permission, src.Language, src.Area = form.Text("cho-phep"), form.String("tieng"), form.String("dia-ban")
	src.FullText, src.State = listen.FullText(form.String("toan-van")), listen.State(form.String("trang-thai"))
	src.Weight = form.Number("trong-so")
	src.Settings.Robots = form.Bool("bo-qua-robots") && src.Permission != ""
	src.Settings.Rules = linesOf(form.Text("quy-tac"))
	p := listen.ListPattern{Item: form.String("list"), Title: form.String("mau-tieu-de"), Link: form.String("mau-duong-dan"), Date: form.String("mau-ngay")}
	src.Settings.List = nil
	if p.Item != "" {
		src.Settings.List = &p
	}
}

func linesOf(text string) (all []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// try fetches a source once and stores nothing.
func (s *Service) try(ctx context.Context, src listen.Source) (*tried, error) {
	err := s.refuseAddress(src)
	switch {
	case err != nil:
		return nil, err
	case !src.Fetched() || src.Address == "":
		return nil, fault.New(fault.Invalid, "Chỉ thử được nguồn có địa chỉ để lấy.").At("address")
	case s.Client == nil:
		return nil, fault.New(fault.Conflict, "Máy chủ này không ra ngoài mạng.")
	}
	req := fetch.Request{URL: src.Address, Kind: fetch.Feed, DespiteRobots: src.Settings.Robots}
	if src.Kind == listen.KindPage {
		req.Kind = fetch.Page
	}
	res, err := s.Client.Get(ctx, req)
	if err != nil {
		return nil, err
	}
	t := &tried{Status: res.Status, Code: res.Code, Took: res.Took, Bytes: res.Wire}
	if cause, known := page.CauseOf(res.Cause); known {
		t.Cause = cause.In(ctx)
	}
	if res.Status != fetch.Working {
		return t, nil
	}
	o := feed.Options{ContentType: res.ContentType, Base: res.URL}
	if p := src.Settings.List; p != nil && src.Kind == listen.KindPage {
		o.Pattern = &feed.Pattern{Item: p.Item, Title: p.Title, Link: p.Link, Date: p.Date}
	}
	f, err := feed.Parse(res.Body, o)
	if err != nil {
		t.Status, t.Cause = fetch.ParseError, web.Message(ctx, err)
		return t, nil
	}
	t.Title, t.Entries = f.Title.Plain(), f.Entries
	return t, nil
}

// discover looks for the feeds of a site.
func (s *Service) discover(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	asked := strings.TrimSpace(r.URL.Query().Get("hoi"))
	if asked != "" && !strings.Contains(asked, "://") {
		asked = "https://" + asked
	}
	v := foundView{Asked: asked}
	if asked != "" && s.Client != nil {
		res, err := s.Client.Get(ctx, fetch.Request{URL: asked, Kind: fetch.Page})
		if err != nil {
			return err
		}
		v.Status, v.Code, v.Tried = res.Status, res.Code, true
		if res.Status == fetch.Working {
			_, err := feed.Parse(res.Body, feed.Options{ContentType: res.ContentType, Base: res.URL})
			if err == nil {
				v.Found = []feed.Found{{Address: res.URL, Title: asked, How: feed.Declared}}
			} else {
				v.Found = feed.Discover(res.Body, res.ContentType, res.URL)
			}
		}
	}
	return web.Render(w, r, http.StatusOK, foundPage(v))
}

// foundView is the answer to a search for feeds.
type foundView struct {
	Asked  string
	Tried  bool
	Status fetch.Status
	Code   int
	Found  []feed.Found
}

func howWord(how int) string {
	switch how {
	case feed.Declared:
		return web.Mark("Trang tự khai báo")
	case feed.Linked:
		return web.Mark("Có đường dẫn trên trang")
	}
	return web.Mark("Nơi thường gặp, chưa chắc có")
}

// pauseSource stops or begins to listen to a source.
func (s *Service) pauseSource(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	ctx := r.Context()
	said := web.Mark("Đã tạm dừng nguồn %s.")
	var name string
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		src, err := s.Listen.Source(ctx, tx, listen.SourceID(id))
		if err != nil {
			return err
		}
		name = src.Name
		if src.State == listen.Active {
			src.State = listen.Paused
		} else {
			src.State, said = listen.Active, web.Mark("Lại theo dõi nguồn %s.")
		}
		_, err = s.Listen.SaveSource(ctx, tx, src)
		if err != nil {
			return err
		}
		return s.note(ctx, tx, "listen.source", "listen_source", id, said, name)
	})
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, SourcesURL, said, name)
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
	done, err := s.takeList(ctx, form)
	if form.Take(err) {
		return s.renderSources(w, r, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
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

func (s *Service) takeList(ctx context.Context, form *web.Form) (done listen.Listed, err error) {
	f, err := form.File("tep")
	if err != nil {
		return done, err
	}
	if f == nil {
		return done, fault.New(fault.Invalid, "Hãy chọn tệp danh sách nguồn (.opml).").At("tep")
	}
	data, err := io.ReadAll(f)
	if err != nil {
		return done, err
	}
	list, err := listen.ReadSources(data, listen.Class(form.String("nhom-chung")))
	if err != nil {
		return done, atField(err, "tep")
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) (err error) {
		done, err = s.Listen.AddSources(ctx, tx, list)
		if err != nil {
			return err
		}
		return s.note(ctx, tx, "listen.sources", "listen_source", 0, web.Mark("Nhập danh sách nguồn lắng nghe: thêm %d nguồn"), done.Added)
	})
	return done, err
}

// atField says at which field of a form an error stands.
func atField(err error, field string) error {
	if e := fault.Find(err); e != nil && e.Kind == fault.Invalid && e.Field == "" {
		return e.At(field)
	}
	return err
}

package board

import (
	"context"
	"net/http"
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

// sourceView is one source to be changed, or a new one.
type sourceView struct {
	listen.Source
	Form   *web.Form
	Row    sourceRow
	Hub    hubView
	Box    listen.Mailbox
	Items  []listen.Item
	Tried  *tried
	Found  []feed.Found
	Asked  string // the site whose feed addresses were looked for
	None   bool   // there were none
	Inside []string
	List   listen.ListPattern
	Token  string
	Rules  *rulesView // while they are written; nil: as they are kept
}

// takesPages reports whether pages of the source are read, so that rules for them make sense.
func (v sourceView) takesPages() bool { return v.ID != 0 && !v.Class.OnlyCounts() }

// rulesText are the rules as they are written.
func (v sourceView) rulesText() string {
	if v.Rules != nil {
		return v.Rules.Text
	}
	return strings.Join(v.Settings.Rules, "\n")
}

// trialPage is the page on which rules are tried.
func (v sourceView) trialPage() string {
	if v.Rules != nil {
		return v.Rules.Page
	}
	return ""
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
		rows, err := s.sourceRows(ctx, tx)
		if err != nil {
			return err
		}
		v.Row = sourceRow{Standing: listen.Standing{Source: src, Health: listen.HealthApart}} // one that was dropped
		for _, x := range rows {
			if x.ID == src.ID {
				v.Row = x
			}
		}
		v.Hub.Subscription, v.Hub.Found, err = s.Listen.Subscription(ctx, tx, v.ID)
		if err != nil {
			return err
		}
		v.Hub.Named, v.Hub.Reached, v.Hub.InForce = v.Row.Fetching.State.Hub != "", s.Listen.Site != "", v.Hub.Subscription.InForce(s.Now())
		v.Box, err = s.Listen.Mailbox(ctx, tx, v.ID)
		if err != nil {
			return err
		}
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
	if err == nil && form.Bool("bo-qua-robots") && v.Permission == "" {
		err = fault.New(fault.Invalid, "Muốn lấy cả trang mà robots.txt không cho thì phải ghi ai cho phép, văn bản nào.").At("cho-phep")
	}
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
	fresh, was := v.ID == 0, listen.Class("")
	if !fresh {
		old, err := s.Listen.Source(ctx, tx, v.ID)
		if err != nil {
			return err
		}
		was = old.Class
	}
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
	if !fresh && was != v.Class {
		return s.note(ctx, tx, "listen.source", "listen_source", int64(v.ID), web.Mark("Lưu nguồn lắng nghe: %s, đổi nhóm từ %s sang %s"), v.Name, was.Sentence(), v.Class.Sentence())
	}
	return s.note(ctx, tx, "listen.source", "listen_source", int64(v.ID), web.Mark("Lưu nguồn lắng nghe: %s"), v.Name)
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
	src.Weight = form.Number("weight")
	src.Settings.Robots = form.Bool("bo-qua-robots") && src.Permission != ""
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
	if asked != "" {
		err := listen.Source{Kind: listen.KindFeed, Address: asked}.CheckAddress()
		if err != nil {
			v.Refused = web.Message(ctx, err)
		}
	}
	if asked != "" && v.Refused == "" && s.Client != nil {
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
	Asked   string
	Refused string // why it is not looked at
	Tried   bool
	Status  fetch.Status
	Code    int
	Found   []feed.Found
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

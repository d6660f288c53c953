package board

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/extract"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// press is an item that is noted by hand.
type press struct {
	Link, Title, Lead, Body, House string
	Class                          listen.Class
	Day                            law.Date
	Place                          string // of which it speaks; empty: the province as a whole
}

// previewLink fetches a page of the press and shows what of it would be kept.
func (s *Service) previewLink(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := entryView{Form: form}
	v.Press, v.Masked, err = s.readLink(r.Context(), form.String("duong-dan"))
	if form.Take(err) {
		return s.renderEntry(w, r, http.StatusUnprocessableEntity, v)
	}
	if err != nil {
		return err
	}
	v.Fetched, v.Form = true, web.NewForm()
	return s.renderEntry(w, r, http.StatusOK, v)
}

// errPosted refuses what somebody said on a network.
var errPosted = fault.New(fault.Invalid, "Bài trên mạng xã hội không được lấy về. Hãy ghi số lượng ở phần mạng xã hội bên dưới.").At("duong-dan")

// checkLink refuses what is no address of an article of a house; an empty house is not known yet.
func checkLink(link, house string) error {
	u, err := url.Parse(link)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || len(link) > listen.MaxLink:
		return fault.New(fault.Invalid, "Địa chỉ phải bắt đầu bằng https:// hoặc http://.").At("duong-dan")
	case gate.PostLink(link, house):
		return errPosted
	}
	return nil
}

// readLink reads an article of the press; what identifies persons is masked before anybody sees it.
func (s *Service) readLink(ctx context.Context, link string) (p press, masked int, err error) {
	err = checkLink(link, "")
	switch {
	case err != nil:
		return p, 0, err
	case s.Client == nil:
		return p, 0, fault.New(fault.Conflict, "Máy chủ này không ra ngoài mạng. Hãy chép tiêu đề và nội dung.").At("duong-dan")
	}
	res, err := s.Client.Get(ctx, fetch.Request{URL: link, Kind: fetch.Page})
	if err != nil {
		return p, 0, err
	}
	if res.Status != fetch.Working {
		return p, 0, fault.New(fault.Invalid, "Không lấy được bài: %s.", web.Say(statusWords[res.Status])).At("duong-dan")
	}
	err = checkLink(res.URL, "")
	if err != nil { // it led elsewhere
		return p, 0, err
	}
	var rules []extract.Rule
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		rules, err = listen.SiteRules(ctx, tx, 0)
		return err
	})
	if err != nil {
		return p, 0, err
	}
	a, err := extract.Page(res.Body, extract.Options{URL: res.URL, ContentType: res.ContentType, Rules: rules, Now: s.Now()})
	if err != nil {
		return p, 0, fault.Wrap(fault.Invalid, err, "Trang này không có bài viết đọc được.").At("duong-dan")
	}
	if a.Posted || gate.SpokenWith(a.Generator, true) {
		return p, 0, errPosted
	}
	p = press{Link: link, House: a.Site, Day: law.DateOf(s.Now())}
	for _, f := range []struct {
		into *string
		text string
	}{{&p.Title, a.Title}, {&p.Lead, a.Summary}, {&p.Body, a.Text}} {
		text, n := gate.Mask(f.text)
		*f.into, masked = text, masked+n
	}
	if !a.Published.IsZero() {
		p.Day = law.DateOf(a.Published)
	}
	if p.House == "" {
		p.House = fetch.Host(link)
	}
	return p, masked, nil
}

// enterPress stores an item of the press that an officer noted: from a link, a broadcast, a printed paper.
func (s *Service) enterPress(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	v := entryView{Form: form, Press: press{
		Link: form.String("duong-dan"), Title: form.String("tieu-de"), Lead: form.Text("tom-tat"), Body: form.Text("noi-dung"), House: form.String("bao"),
		Class: listen.Class(form.String("nhom")), Day: form.Date("ngay"), Place: form.String("noi"),
	}}
	var got listen.Received
	err = s.checkPress(v.Press)
	if err == nil && form.OK() {
		got, err = s.keepPress(ctx, form, v.Press)
	}
	if form.Take(atOwnField(err, map[string]string{"place": "noi", "name": "bao"})) || !form.OK() {
		return s.renderEntry(w, r, http.StatusUnprocessableEntity, v)
	}
	if err != nil {
		return err
	}
	if got.Stored == 0 {
		return web.RedirectSaying(w, r, EntryURL, web.Mark("Tin này đã có, không ghi thêm."))
	}
	return web.RedirectSaying(w, r, EntryURL, web.Mark("Đã ghi tin %s."), v.Press.Title)
}

func (s *Service) checkPress(p press) error {
	today := law.DateOf(s.Now())
	switch {
	case p.Title == "":
		return fault.New(fault.Invalid, "Hãy ghi tiêu đề.").At("tieu-de")
	case p.House == "":
		return fault.New(fault.Invalid, "Hãy ghi tên báo, đài.").At("bao")
	case p.Class.OnlyCounts() || !slices.Contains(listen.Classes, p.Class):
		return fault.New(fault.Invalid, "Mạng xã hội chỉ ghi số lượng, ở phần bên dưới.").At("nhom")
	case p.Day.IsZero() || today.Before(p.Day):
		return fault.New(fault.Invalid, "Hãy ghi ngày đăng, không sau hôm nay.").At("ngay")
	case p.Link != "":
		return checkLink(p.Link, p.House)
	}
	return nil
}

// CuttingOf is what a cutting belongs to.
const CuttingOf = "listen-item"

func (s *Service) keepPress(ctx context.Context, form *web.Form, p press) (got listen.Received, err error) {
	area, err := s.area(ctx, p.Place)
	if err != nil {
		return got, err
	}
	cuttings, err := s.cuttings(ctx, form)
	defer func() {
		if err != nil || got.Stored == 0 { // no article is theirs
			err = errors.Join(err, s.drop(cuttings))
		}
	}()
	if err != nil || !form.OK() {
		return got, err
	}
	src, err := s.house(ctx, p)
	if err != nil {
		return got, err
	}
	guid := p.Link
	if guid == "" {
		guid = fmt.Sprintf("nhap-tay %s %s", p.Day, p.Title)
	}
	at := p.Day.Start().Add(12 * time.Hour)
	if now := s.Now(); at.After(now) {
		at = now
	}
	got, err = s.Listen.Receive(ctx, src, []listen.Arrival{{GUID: guid, Link: p.Link, Title: p.Title, Lead: p.Lead, Body: p.Body, Area: area, Published: at}}, func(tx *db.Tx, r listen.Received) error {
		for _, c := range cuttings {
			if r.Stored == 0 { // the article is there already, and so is what was said of it
				break
			}
			_, err := s.Files.Attach(ctx, tx, c.Stored, CuttingOf, int64(r.First), auth.Of(ctx))
			if err != nil {
				return err
			}
		}
		return s.note(ctx, tx, "listen.enter", "listen_source", int64(src.ID), web.Mark("Ghi nhận tin báo chí từ nguồn %s"), src.Name)
	})
	return got, err
}

// area is the name of the place that an officer entered.
func (s *Service) area(ctx context.Context, called string) (string, error) {
	var place listen.Place
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		place, err = s.Listen.PlaceCalled(ctx, tx, called)
		return err
	})
	return place.Name, err
}

// cuttings keeps photographs only where the officer says that they show a printed article; else nothing of them
// reaches the disk.
func (s *Service) cuttings(ctx context.Context, form *web.Form) ([]files.Waiting, error) {
	sent, err := form.Files("anh")
	if err != nil || len(sent) == 0 {
		return nil, err
	}
	if !form.Bool("la-bao") {
		return nil, fault.New(fault.Invalid, "Chỉ giữ ảnh khi đó là bài báo in. Hãy đánh dấu xác nhận, hoặc bỏ ảnh.").At("la-bao")
	}
	return s.Files.FromForm(ctx, form, "anh")
}

// drop leaves nothing of photographs on the disk.
func (s *Service) drop(cuttings []files.Waiting) (err error) {
	for _, c := range cuttings {
		err = errors.Join(err, s.Files.Drop(c.Stored))
	}
	return err
}

// house is the source by its name; a new one is entered by hand.
func (s *Service) house(ctx context.Context, p press) (src listen.Source, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		src, err = s.Listen.SourceByName(ctx, tx, p.House)
		if err == nil && src.Class.OnlyCounts() {
			return fault.New(fault.Invalid, "%s là nguồn mạng xã hội: chỉ ghi số lượng.", p.House).At("bao")
		}
		if fault.KindOf(err) != fault.NotFound {
			return err
		}
		src, err = s.Listen.SaveSource(ctx, tx, listen.Source{Name: p.House, Kind: listen.KindManual, Class: p.Class})
		return err
	})
	return src, err
}

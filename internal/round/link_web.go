package round

import (
	"cmp"
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/vi"
)

// registerLinks adds the pages of one-time links. Those under /l/ are open to anyone: the token is the right.
func (s *Service) registerLinks(m *web.Mux) {
	m.Handle("GET /dot-bao-cao/duong-dan/{round}", View, s.showLinks)
	m.Handle("POST /dot-bao-cao/duong-dan/{round}", web.SignedIn, s.makeLinks)
	m.Handle("POST /dot-bao-cao/duong-dan/{round}/thu-hoi", web.SignedIn, s.revokeLink)
	m.Handle("GET /dot-bao-cao/duong-dan/{round}/in", View, s.printLinks)

	m.Handle("GET /l/{token}", web.Anyone, s.showLink)
	m.Handle("POST /l/{token}", web.Anyone, s.sendLink, web.MaxBody(maxLinkBody))
	m.Handle("POST /l/{token}/khong-phat-sinh", web.Anyone, s.sendNothing, web.MaxBody(maxLinkBody))
}

// maxLinkBody is for words only: nothing is uploaded through a link.
const maxLinkBody = 512 << 10

const linksPath = "/dot-bao-cao/duong-dan/"

func linksHref(r ID) string { return fmt.Sprintf("%s%d", linksPath, r) }

func (s *Service) showLinks(w http.ResponseWriter, r *http.Request) error {
	return s.renderLinks(w, r, http.StatusOK, web.NewForm())
}

func (s *Service) renderLinks(w http.ResponseWriter, r *http.Request, status int, form *web.Form) error {
	v, err := s.linksView(r)
	if err != nil {
		return err
	}
	v.Input = form
	keepNowhere(w)
	return web.Render(w, r, status, linksPage(v))
}

// keepNowhere keeps a page with links out of every cache.
func keepNowhere(w http.ResponseWriter) { w.Header().Set("Cache-Control", "private, no-store") }

func (s *Service) linksView(r *http.Request) (v linksView, err error) {
	id, err := web.PathID(r, "round")
	if err != nil {
		return v, err
	}
	ctx := r.Context()
	v.Site, v.Today = s.siteOf(r), s.Day()
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		tree, err := s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		var all []Linked
		v.Round, all, err = s.Links(ctx, tx, auth.Of(ctx), ID(id))
		v.Until, v.Owner = s.LinkUntil(v.Round), tree.Name(v.Round.Owner)
		v.Rows = nil
		for _, l := range all {
			row := linkRow{Linked: l, Unit: tree.Name(l.Unit)}
			if l.Link.ID != 0 {
				row.State = l.Link.State(v.Today)
			}
			if row.State.Live() {
				row.URL = v.Site + s.LinkPath(l.Link)
			}
			v.Rows = append(v.Rows, row)
		}
		return err
	})
	slices.SortStableFunc(v.Rows, func(a, b linkRow) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), strings.Compare(vi.SortKey(a.Unit), vi.SortKey(b.Unit)))
	})
	return v, err
}

// siteOf is the public address of the desk, as settings or the browser say.
func (s *Service) siteOf(r *http.Request) string {
	u, err := url.Parse(s.Site)
	switch {
	case err == nil && u.Host != "":
		return u.Scheme + "://" + u.Host
	case web.HTTPS(r.Context()):
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

func (s *Service) makeLinks(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "round")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	until := form.Date("until")
	var units []org.UnitID
	for _, u := range form.Int64s("don-vi") {
		units = append(units, org.UnitID(u))
	}
	if !form.OK() {
		return s.renderLinks(w, r, http.StatusUnprocessableEntity, form)
	}

	ctx, made := r.Context(), 0
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		made, err = s.MakeLinks(ctx, tx, auth.Of(ctx), ID(id), until, units...)
		return err
	})
	if f := fault.Find(err); f != nil && f.Field != "" && form.Take(err) {
		return s.renderLinks(w, r, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	if made == 0 {
		return web.RedirectSaying(w, r, linksHref(ID(id)), "Không có đơn vị nào cần thêm đường dẫn.")
	}
	return web.RedirectSaying(w, r, linksHref(ID(id)), "Đã tạo %d đường dẫn. Hãy in phiếu hoặc chép nội dung gửi Zalo cho từng đơn vị.", made)
}

func (s *Service) revokeLink(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "round")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		return s.RevokeLink(ctx, tx, auth.Of(ctx), ID(id), org.UnitID(form.Int64("don-vi")))
	})
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, linksHref(ID(id)), "Đã thu hồi. Đường dẫn đó không dùng được nữa.")
}

// printLinks is a slip for every live link, or for the one unit of ?don-vi.
func (s *Service) printLinks(w http.ResponseWriter, r *http.Request) error {
	v, err := s.linksView(r)
	if err != nil {
		return err
	}
	only := r.URL.Query().Get("don-vi")
	slips := linkSlipsView{Round: v.Round, Owner: v.Owner}
	for _, row := range v.Rows {
		if row.URL == "" || only != "" && only != fmt.Sprint(row.Owed.Unit) {
			continue
		}
		code, err := drawCode(row.URL)
		if err != nil {
			return err
		}
		slips.Slips = append(slips.Slips, linkSlip{Unit: row.Unit, URL: row.URL, Until: row.Link.Until, Code: code})
	}
	keepNowhere(w)
	return web.Render(w, r, http.StatusOK, linkSlipsPage(slips))
}

// closeToOthers tells browsers and search engines to keep nothing of a link and to tell nobody where it leads.
func closeToOthers(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Robots-Tag", "noindex, nofollow, noarchive")
}

// linkVisit finds the link of a request. A wrong token costs its network a turn; a right one always works, so
// that neighbours behind one address do not shut each other out.
func (s *Service) linkVisit(w http.ResponseWriter, r *http.Request) (v Visit, err error) {
	closeToOthers(w)
	ctx := r.Context()
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		v, err = s.Visit(ctx, tx, r.PathValue("token"))
		return err
	})
	if fault.KindOf(err) == fault.NotFound && !s.strangers.allow(network(web.ClientAddr(ctx)), s.Now()) {
		return v, fault.New(fault.Unavailable, "Đã có nhiều đường dẫn sai từ mạng này. Hãy đợi một phút, kiểm tra lại đường dẫn rồi mở lại.")
	}
	return v, err
}

// network is the address of a client, or the /64 of an IPv6 one, which one subscriber owns.
func network(client netip.Addr) string {
	bits := client.BitLen()
	if client.Is6() {
		bits = 64
	}
	p, err := client.Prefix(bits)
	if err != nil {
		return ""
	}
	return p.String()
}

const (
	deviceCookie = "phieu"
	deviceDays   = 60
)

// deviceOf is what tells this device from others; empty if it has no cookie.
func deviceOf(r *http.Request) string {
	c, err := r.Cookie(deviceCookie)
	if err != nil || len(c.Value) != len(rand.Text()) {
		return ""
	}
	return c.Value
}

// markDevice gives a device its cookie.
func markDevice(w http.ResponseWriter, r *http.Request) string {
	device := rand.Text()
	http.SetCookie(w, &http.Cookie{Name: deviceCookie, Value: device, Path: "/l/", MaxAge: deviceDays * 24 * 3600, HttpOnly: true,
		Secure: web.HTTPS(r.Context()), SameSite: http.SameSiteLaxMode})
	return device
}

// previews are words in the names of programs that look at an address before any person does.
var previews = []string{"bot", "preview", "externalhit", "crawl", "spider", "fetch", "scan"}

func fromPerson(r *http.Request) bool {
	agent := strings.ToLower(r.UserAgent())
	return r.Method == http.MethodGet && !slices.ContainsFunc(previews, func(p string) bool { return strings.Contains(agent, p) })
}

func (s *Service) showLink(w http.ResponseWriter, r *http.Request) error {
	v, err := s.linkVisit(w, r)
	if err != nil {
		return err
	}
	if v.State == LinkSent {
		return web.Render(w, r, http.StatusOK, linkSentPage(s.linkView(r, v, web.NewForm())))
	}
	ctx, device := r.Context(), deviceOf(r)
	form := web.NewForm()
	if device == "" || v.Link.OpenedAt == nil {
		err = s.noteOpening(w, r, v, device)
	} else {
		form, err = s.draftForm(ctx, v, device)
	}
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, linkPage(s.linkView(r, v, form)))
}

// noteOpening is one of the few writes behind a GET: that a link was opened is what its sender must know.
func (s *Service) noteOpening(w http.ResponseWriter, r *http.Request, v Visit, device string) error {
	if !fromPerson(r) {
		return nil
	}
	if device == "" {
		markDevice(w, r)
	}
	if !s.holders.allow(v.Link.hash, s.Now()) {
		return nil
	}
	return s.DB.Write(r.Context(), func(tx *db.Tx) error { return s.OpenLink(r.Context(), tx, v) })
}

// draftForm is what this device saved, as if it had just been sent; an empty form if it saved nothing.
func (s *Service) draftForm(ctx context.Context, v Visit, device string) (form *web.Form, err error) {
	var values map[string][]string
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		values, err = s.LinkDraft(ctx, tx, v.Link, device)
		return err
	})
	if err != nil || values == nil {
		return web.NewForm(), err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, "/", strings.NewReader(url.Values(values).Encode()))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return web.ReadForm(r)
}

func (s *Service) sendLink(w http.ResponseWriter, r *http.Request) error {
	v, form, err := s.readLink(w, r)
	if err != nil || v.State == LinkSent {
		return s.afterLink(w, r, v, err)
	}
	if form.Raw("viec") == "luu" {
		return s.saveLink(w, r, v, form)
	}
	n := LinkAnswer{Form: int(form.Int64("bieu-mau")), Content: readContent(form, v.Sheaf), Reason: form.Text(field(v.Round.ID, "ly-do")), Filler: form.String(fillerField)}
	if !form.OK() {
		return web.Render(w, r, http.StatusUnprocessableEntity, linkPage(s.linkView(r, v, form)))
	}
	return s.finishLink(w, r, v, form, n)
}

// sendNothing says in one press that nothing arose.
func (s *Service) sendNothing(w http.ResponseWriter, r *http.Request) error {
	v, form, err := s.readLink(w, r)
	if err != nil || v.State == LinkSent {
		return s.afterLink(w, r, v, err)
	}
	n := LinkAnswer{Form: int(form.Int64("bieu-mau")), Content: Content{Nothing: true, Tasks: silentTasks(v.Sheaf)}, Reason: form.Text(field(v.Round.ID, "ly-do")), Filler: form.String(fillerField)}
	return s.finishLink(w, r, v, form, n)
}

func (s *Service) readLink(w http.ResponseWriter, r *http.Request) (Visit, *web.Form, error) {
	v, err := s.linkVisit(w, r)
	if err != nil {
		return v, nil, err
	}
	if !s.holders.allow(v.Link.hash, s.Now()) {
		return v, nil, fault.New(fault.Unavailable, "Đường dẫn này vừa được gửi nhiều lần liên tiếp. Hãy đợi một phút rồi gửi lại.")
	}
	form, err := web.ReadForm(r)
	return v, form, err
}

// afterLink leads whoever sends once more to the receipt.
func (s *Service) afterLink(w http.ResponseWriter, r *http.Request, v Visit, err error) error {
	if err != nil {
		return err
	}
	return web.Redirect(w, r, s.LinkPath(v.Link))
}

func (s *Service) finishLink(w http.ResponseWriter, r *http.Request, v Visit, form *web.Form, n LinkAnswer) error {
	ctx := r.Context()
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		m := n
		m.Content = n.Content.clone()
		_, err := s.SendLink(ctx, tx, r.PathValue("token"), m)
		return err
	})
	if err == nil {
		return web.Redirect(w, r, s.LinkPath(v.Link))
	}
	if f := fault.Find(err); f == nil || f.Field != fillerField {
		err = fieldOf(Answering{Round: v.Round.ID, Content: n.Content}, err)
	}
	if !form.Take(err) {
		return err
	}
	status := http.StatusUnprocessableEntity
	if fault.KindOf(err) == fault.Conflict {
		status = http.StatusConflict
	}
	return web.Render(w, r, status, linkPage(s.linkView(r, v, form)))
}

// saveLink keeps what was typed so far for this device.
func (s *Service) saveLink(w http.ResponseWriter, r *http.Request, v Visit, form *web.Form) error {
	device := deviceOf(r)
	if device == "" {
		device = markDevice(w, r)
	}
	values := map[string][]string{}
	for _, name := range linkFields(v) {
		if form.Has(name) {
			values[name] = []string{form.Raw(name)}
		}
	}
	ctx := r.Context()
	err := s.DB.Write(ctx, func(tx *db.Tx) error { return s.SaveLink(ctx, tx, v, device, values) })
	if err != nil {
		if !form.Take(err) {
			return err
		}
		return web.Render(w, r, http.StatusConflict, linkPage(s.linkView(r, v, form)))
	}
	return web.RedirectSaying(w, r, s.LinkPath(v.Link), "Đã lưu, chưa gửi. Mở lại đường dẫn trên chính máy này để viết tiếp.")
}

// fillerField holds who filled the form in.
const fillerField = "nguoi-dien"

// linkFields are the names of the fields of a link's page.
func linkFields(v Visit) []string {
	names := []string{fillerField, field(v.Round.ID, "ly-do")}
	for _, b := range v.Form.Blocks {
		names = append(names, emptyField(v.Round.ID, b.Key), evidenceField(v.Round.ID, b.Key, ".so"), evidenceField(v.Round.ID, b.Key, ".ngay"))
		for _, x := range b.Figures {
			names = append(names, askedField(v.Round.ID, x.Key), askedField(v.Round.ID, x.where().Key))
		}
		for _, t := range b.Texts {
			names = append(names, askedField(v.Round.ID, t.Key))
		}
	}
	for _, c := range v.Cases {
		for _, part := range []string{"", ".kq", ".kk", ".kn"} {
			names = append(names, taskField(v.Round.ID, c.ID, part))
		}
	}
	return names
}

func (s *Service) linkView(r *http.Request, v Visit, form *web.Form) linkView {
	return linkView{
		Visit: v, Path: s.LinkPath(v.Link), Receipt: receipt(v.Round, v.Link.Answer),
		Sheet: sheafView{Sheaf: v.Sheaf, Tree: v.tree, Input: form, Today: s.Day(), Own: true, Takes: true},
	}
}

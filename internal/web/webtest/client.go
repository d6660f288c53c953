// Package webtest reads pages the way a person does: it follows links and redirects, fills forms, keeps
// cookies and looks for sentences. It also checks pages, examples and translations for what every page owes.
package webtest

import (
	"bytes"
	"context"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/nhipcau/nhipcau/internal/web"
)

// Client is a browser without script in front of a handler. Each step stops the test on a broken connection
// but never on a status: look at it with [Client.Status].
type Client struct {
	t    testing.TB
	h    http.Handler
	jar  http.CookieJar
	base *url.URL

	// Header is sent with every request, for example Accept-Language or X-Partial.
	Header http.Header
	// Last is the last answer; its body has been read into Body.
	Last *http.Response
	Body string

	at *url.URL
}

// New returns a client without cookies at http://nhipcau.test/.
func New(t testing.TB, h http.Handler) *Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	base := &url.URL{Scheme: "http", Host: "nhipcau.test", Path: "/"}
	return &Client{t: t, h: h, jar: jar, base: base, at: base, Header: http.Header{}}
}

// Get opens an address and follows redirects.
func (c *Client) Get(address string) *Client {
	c.t.Helper()
	return c.follow(c.request(http.MethodGet, address, nil, ""))
}

// GetOnly opens an address without following a redirect.
func (c *Client) GetOnly(address string) *Client {
	c.t.Helper()
	c.do(c.request(http.MethodGet, address, nil, ""))
	return c
}

// Post sends pairs of name and value as a form and follows the redirect.
func (c *Client) Post(address string, pairs ...string) *Client {
	c.t.Helper()
	return c.PostForm(address, values(pairs))
}

// PostForm is [Client.Post] with values that may repeat.
func (c *Client) PostForm(address string, v url.Values) *Client {
	c.t.Helper()
	r := c.request(http.MethodPost, address, strings.NewReader(v.Encode()), "application/x-www-form-urlencoded")
	return c.follow(r)
}

// Upload sends a form with one file in the field and follows the redirect.
func (c *Client) Upload(address, field, fileName string, content []byte, pairs ...string) *Client {
	c.t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for name, list := range values(pairs) {
		for _, v := range list {
			c.must(m.WriteField(name, v))
		}
	}
	part, err := m.CreateFormFile(field, fileName)
	c.must(err)
	_, err = part.Write(content)
	c.must(err)
	c.must(m.Close())
	return c.follow(c.request(http.MethodPost, address, &body, m.FormDataContentType()))
}

// Submit sends the first form of the page whose action ends with action, with the fields it holds and the
// pairs over them, as pressing its button would.
func (c *Client) Submit(action string, pairs ...string) *Client {
	c.t.Helper()
	form := find(c.Doc(), func(n *html.Node) bool {
		return n.Data == "form" && strings.HasSuffix(attr(n, "action"), action)
	})
	if form == nil {
		c.t.Fatalf("no form with action %q at %s", action, c.at)
	}
	v := fieldsOf(form)
	for name, list := range values(pairs) {
		v[name] = list
	}
	if strings.EqualFold(attr(form, "method"), "post") {
		return c.PostForm(attr(form, "action"), v)
	}
	return c.Get(attr(form, "action") + "?" + v.Encode())
}

// Click follows the first link whose text or accessible name contains word.
func (c *Client) Click(word string) *Client {
	c.t.Helper()
	link := find(c.Doc(), func(n *html.Node) bool {
		return n.Data == "a" && (strings.Contains(textOf(n), word) || strings.Contains(attr(n, "aria-label"), word))
	})
	if link == nil {
		c.t.Fatalf("no link %q at %s; the page says: %s", word, c.at, c.text())
	}
	return c.Get(attr(link, "href"))
}

// Status expects the status of the last answer.
func (c *Client) Status(want int) *Client {
	c.t.Helper()
	if c.Last.StatusCode != want {
		c.t.Fatalf("%s %s: status %d, want %d; the page says: %s", c.Last.Request.Method, c.at, c.Last.StatusCode, want, c.text())
	}
	return c
}

// See expects each text on the page, as a reader sees it.
func (c *Client) See(texts ...string) *Client {
	c.t.Helper()
	page := c.text()
	for _, want := range texts {
		if !strings.Contains(page, want) {
			c.t.Fatalf("%s: %q is not on the page, which says: %s", c.at, want, page)
		}
	}
	return c
}

// DontSee expects that none of the texts is on the page.
func (c *Client) DontSee(texts ...string) *Client {
	c.t.Helper()
	page := c.text()
	for _, unwanted := range texts {
		if strings.Contains(page, unwanted) {
			c.t.Fatalf("%s: %q is on the page: %s", c.at, unwanted, page)
		}
	}
	return c
}

// At is the address of the last page, with its query.
func (c *Client) At() string { return c.at.RequestURI() }

// Doc is the last page as a tree.
func (c *Client) Doc() *html.Node {
	c.t.Helper()
	doc, err := html.Parse(strings.NewReader(c.Body))
	c.must(err)
	return doc
}

// Cookie is the value of a cookie the client holds, empty without it.
func (c *Client) Cookie(name string) string {
	for _, k := range c.jar.Cookies(c.base) {
		if k.Name == name {
			return k.Value
		}
	}
	return ""
}

// SetCookie puts a cookie, such as a session made by hand or lang=en.
func (c *Client) SetCookie(name, value string) *Client {
	c.jar.SetCookies(c.base, []*http.Cookie{{Name: name, Value: value, Path: "/"}})
	return c
}

// Another is a second browser in front of the same handler, without cookies.
func (c *Client) Another() *Client { return New(c.t, c.h) }

func (c *Client) request(method, address string, body io.Reader, contentType string) *http.Request {
	c.t.Helper()
	to, err := c.at.Parse(address)
	c.must(err)
	to.Fragment, to.RawFragment = "", "" // a browser keeps it to itself
	r := httptest.NewRequest(method, to.String(), body)
	for name, list := range c.Header {
		r.Header[name] = list
	}
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
		r.Header.Set("Origin", "http://"+c.base.Host)
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	r.Header.Set("Referer", c.at.String())
	return r
}

func (c *Client) follow(r *http.Request) *Client {
	c.t.Helper()
	for range 10 {
		c.do(r)
		location := c.Last.Header.Get("Location")
		if location == "" || c.Last.StatusCode < 300 || c.Last.StatusCode > 399 {
			return c
		}
		r = c.request(http.MethodGet, location, nil, "")
	}
	c.t.Fatalf("ten redirects without an end, last to %s", c.at)
	return c
}

func (c *Client) do(r *http.Request) {
	c.t.Helper()
	for _, k := range c.jar.Cookies(r.URL) {
		r.AddCookie(k)
	}
	w := httptest.NewRecorder()
	c.h.ServeHTTP(w, r)
	c.Last = w.Result()
	c.Last.Request = r
	body, err := io.ReadAll(c.Last.Body)
	c.must(err)
	c.Body = string(body)
	c.jar.SetCookies(r.URL, c.Last.Cookies())
	c.at = r.URL
}

func (c *Client) text() string { return textOf(c.Doc()) }

func (c *Client) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

func values(pairs []string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

// Person is an asker for tests; Rights are what [Guard] lets them do.
type Person struct {
	Number int64
	Called string
	Office string
	Form   string
	Rights []web.Right
}

func (p Person) ID() int64      { return p.Number }
func (p Person) Name() string   { return p.Called }
func (p Person) Unit() string   { return p.Office }
func (p Person) Salute() string { return p.Form }

// Guard knows one person by the cookie "who"; with Always, everybody is that person. The cookie "was" names a
// person whose session is over.
type Guard struct {
	People map[string]Person
	Always string
}

func (g Guard) Identify(r *http.Request) (context.Context, error) {
	key := g.Always
	if c, err := r.Cookie("who"); err == nil {
		key = c.Value
	}
	if p, ok := g.People[key]; ok {
		return web.WithAsker(r.Context(), p), nil
	}
	if c, err := r.Cookie("was"); err == nil {
		return context.WithValue(r.Context(), formerKey{}, g.People[c.Value].Number), nil
	}
	return r.Context(), nil
}

// Formerly is the person whom the cookie "was" names: their session is over.
func (g Guard) Formerly(ctx context.Context) int64 {
	id, _ := ctx.Value(formerKey{}).(int64)
	return id
}

type formerKey struct{}

func (g Guard) May(ctx context.Context, right web.Right) bool {
	p, ok := web.Who(ctx).(Person)
	if !ok {
		return false
	}
	for _, has := range p.Rights {
		if has == right {
			return true
		}
	}
	return false
}

func (g Guard) SignInURL(r *http.Request) string {
	return "/dang-nhap?next=" + url.QueryEscape(web.AddressToKeep(r))
}

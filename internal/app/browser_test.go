//go:build browser

package app

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/demo"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/pagecheck"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

// living is the demo's province served on this machine.
func living(t *testing.T) (h *house, clock *demo.Clock, address string, handler http.Handler, mux *web.Mux) {
	t.Helper()
	clock = demo.NewClock(time.Now)
	sites := demo.NewSites(clock.Now)
	h, err := build(t.Context(), blueprint{
		Data:  config.Data{Dir: filepath.Join(t.TempDir(), "data")},
		Serve: config.Serve{Rate: -1, Admin: "off"}, Now: clock.Now, Sites: sites, Factor: []auth.Role{},
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = demo.Fill(t.Context(), h.stage(clock, sites), time.Now(), func(int, int, string) {})
	if err != nil {
		t.Fatal(err)
	}
	handler, mux, err = h.handler()
	if err != nil {
		t.Fatal(err)
	}
	srv := served(t, h, handler)
	return h, clock, srv.URL, handler, mux
}

// served puts the pages of h on an address of this machine until the test ends.
func served(t *testing.T, h *house, pages http.Handler) *httptest.Server {
	t.Helper()
	closed(t, h)
	srv := httptest.NewServer(pages)
	t.Cleanup(srv.Close)
	return srv
}

// TestBrowserEveryPage walks the desk as each role, following every link, and holds each page it meets to
// what a page owes: valid HTML everywhere; for one page of each route no axe finding, no sideways scroll and
// no console message at both widths, light and dark.
func TestBrowserEveryPage(t *testing.T) {
	_, _, address, handler, mux := living(t)
	pages := map[string]string{}
	seen := map[string]bool{}
	w := pagecheck.Browser(t)
	for _, login := range []string{"", "quantri", "dieuphoi", "vhttdl", "lanhdao", "xem"} {
		c := webtest.New(t, handler)
		if login != "" {
			c.Post("/dang-nhap", "login", login, "password", demo.Password)
		}
		w.Cookie(address, "nhipcau", c.Cookie("nhipcau"))
		for _, path := range crawl(t, c, login, mux, pages, seen) {
			route := routeOf(mux, path)
			if seen[route] {
				continue
			}
			seen[route] = true
			w.Check(address + path)
		}
	}
	pagecheck.Validate(t, pages)
	for _, r := range mux.Routes() {
		if r.Method == http.MethodGet && !seen[r.Pattern()] && !slices.Contains(notPages, r.Pattern()) {
			t.Errorf("no link led to %s", r.Pattern())
		}
	}
}

// notPages are routes that give no page, or one that only a particular moment shows; other tests look at them.
var notPages = []string{
	"GET /static/{name}", "GET /ke-hoach/trang.css", "GET /ke-hoach/ban-thao/{id}", "GET /thiet-lap", "GET /gui-lai/{id}", "GET /tep/gui/{piece}", "GET /nhap-danh-ba/{import}",
	"GET /dang-nhap/ma-xac-thuc", "GET /dang-nhap/doi-mat-khau", "GET /dang-nhap/bat-ma-xac-thuc", "GET /quan-tri/nhap-tai-khoan/{id}",
	"GET /ban-giao/nguoi/{id}", "GET /dang-nhap/chung", "GET /dang-nhap/chung/ve", "GET /doi-nguoi", "GET /mo-khoa", "GET /dot-bao-cao/trang.css", "GET /van-ban/trang.css",
	"GET /ke-hoach/ban-bao-cao/{id}", "GET /ke-hoach/ban-quet/{id}", "GET /ke-hoach/bang/{id}", "GET /ke-hoach/tra-bang/{id}", "GET /ke-hoach/trang-quet/{id}",
	"GET /l/{token}", "GET /bieu-do.css", "GET /lang-nghe/trang.css", "GET /lang-nghe/nguon/tim-dia-chi", "GET /nghe/tram/{path}",
	"GET /dot-bao-cao/nhap-bieu/{id}", "GET /dot-bao-cao/duong-dan/{round}/in",
	"GET /nghe/nhan/{source}", "GET /lang-nghe/ghi-nhan/lan-nap/{id}", // for systems that push; after an upload
	"GET /lang-nghe/canh-bao/{id}", "GET /lang-nghe/diem-tin/{id}/bo-sung", // on days on which the press gives a reason
}

const mostPagesOfARoute = 4

// crawl follows links from the first page and returns the paths of pages that answered; routes that answered
// with a file are marked as seen.
func crawl(t *testing.T, c *webtest.Client, login string, mux *web.Mux, pages map[string]string, seen map[string]bool) []string {
	t.Helper()
	queue, visited, perRoute := []string{"/"}, map[string]bool{}, map[string]int{}
	var found []string
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		route := routeOf(mux, path)
		if visited[path] || route == "" || perRoute[route] >= mostPagesOfARoute {
			continue
		}
		visited[path] = true
		perRoute[route]++
		c.Get(path)
		if c.Last.StatusCode != http.StatusOK {
			t.Errorf("%s as %q: a link leads to status %d", path, login, c.Last.StatusCode)
			continue
		}
		if !strings.HasPrefix(c.Last.Header.Get("Content-Type"), "text/html") || c.Last.Header.Get("Content-Disposition") != "" {
			seen[route] = true
			continue
		}
		found = append(found, c.At())
		pages[login+" "+path] = c.Body
		queue = append(queue, links(c.Doc())...)
	}
	return found
}

func links(doc *html.Node) []string {
	var all []string
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.Data != "a" {
			continue
		}
		for _, a := range n.Attr {
			u, err := url.Parse(a.Val)
			if a.Key == "href" && err == nil && u.Host == "" && strings.HasPrefix(u.Path, "/") && u.Query().Get("lang") == "" {
				all = append(all, u.RequestURI())
			}
		}
	}
	return all
}

// routeOf finds the pattern that serves a path.
func routeOf(mux *web.Mux, path string) string {
	path, _, _ = strings.Cut(path, "?")
	best := ""
	for _, r := range mux.Routes() {
		if r.Method != http.MethodGet {
			continue
		}
		pattern := regexp.MustCompile(`\\\{[^}]*\\\}`).ReplaceAllString(regexp.QuoteMeta(strings.TrimSuffix(r.Path, "{$}")), `[^/]+`)
		if regexp.MustCompile("^"+pattern+"$").MatchString(path) && (best == "" || !strings.Contains(r.Path, "{")) {
			best = r.Pattern()
		}
	}
	return best
}

package web_test

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

// desk is a site that keeps what could not be taken, and what its routes received.
type desk struct {
	http.Handler
	unsent *web.Unsent
	d      *db.DB
	now    time.Time
	got    []string
	fail   error
}

func newDesk(t *testing.T, d *db.DB) *desk {
	t.Helper()
	s := &desk{d: d, now: now}
	var err error
	s.unsent, err = web.NewUnsent(d, []byte("khóa"), func() time.Time { return s.now })
	if err != nil {
		t.Fatal(err)
	}
	take := func(w http.ResponseWriter, r *http.Request) error {
		form, err := web.ReadForm(r)
		if err != nil {
			return err
		}
		if s.fail != nil {
			return s.fail
		}
		s.got = append(s.got, form.Text("result"))
		return web.RedirectSaying(w, r, "/viec/7", "Đã lưu %d thay đổi.", 1)
	}
	s.Handler = site(t, web.Options{Unsent: s.unsent, Now: func() time.Time { return s.now }}, func(m *web.Mux) {
		m.Handle("POST /viec/{id}/nop", web.SignedIn, take, web.MaxBody(4<<20))
		m.Handle("POST /viec/{id}/huy", web.SignedIn, take, web.AskFirst)
		m.Handle("POST /mat-khau", web.SignedIn, take, web.KeepNothing)
	})
	return s
}

func eachDesk(t *testing.T, fn func(t *testing.T, s *desk)) {
	t.Helper()
	dbtest.Each(t, []db.Module{web.Module}, func(t *testing.T, d *db.DB) { fn(t, newDesk(t, d)) })
}

// where is the address that waits behind the sign-in page.
func where(t *testing.T, c *webtest.Client) string {
	t.Helper()
	at := c.Last.Request.URL
	if at.Path != "/dang-nhap" {
		t.Fatalf("at %s, want the sign-in page", at)
	}
	return at.Query().Get("next")
}

const written = "Đã tổ chức hai lớp\ncho 80 báo cáo viên"

func TestAFormSentAfterTheSessionEndedIsTakenAfterSigningIn(t *testing.T) {
	t.Parallel()
	eachDesk(t, func(t *testing.T, s *desk) {
		c := webtest.New(t, s).SetCookie("was", "ha")
		to := where(t, c.Post("/viec/7/nop", "result", written))
		c.SetCookie("who", "ha").Get(to).Status(200).See("Việc 7", "Đã lưu 1 thay đổi.").DontSee("chưa gửi được")
		if len(s.got) != 1 || s.got[0] != written {
			t.Fatalf("received %q, want it once", s.got)
		}
		c.Get(to).Status(404)
		if len(s.got) != 1 {
			t.Errorf("received %d times, want once", len(s.got))
		}
	})
}

func TestWhatIsNotCertainIsAskedFirst(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, []db.Module{web.Module})
	for name, tt := range map[string]struct {
		was, who, path string
		sees           bool
	}{
		"an act that cannot be taken back": {"ha", "ha", "/viec/7/huy", true},
		"nobody knows who wrote it":        {"", "ha", "/viec/7/nop", true},
		"another person signs in":          {"ha", "lan", "/viec/7/nop", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newDesk(t, d)
			c := webtest.New(t, s)
			if tt.was != "" {
				c.SetCookie("was", tt.was)
			}
			to := where(t, c.Post(tt.path, "result", written))
			c.SetCookie("who", tt.who).Get(to).Status(200).See("Nội dung chưa gửi")
			if len(s.got) > 0 {
				t.Fatalf("%q was sent unasked", s.got)
			}
			if !tt.sees {
				c.DontSee("hai lớp").Post(to + "/bo").Status(404)
				c.SetCookie("who", "ha").Get(to).See("Đã lưu 1 thay đổi.")
				return
			}
			c.See("hai lớp", "80 báo cáo viên").Submit(tt.path).Status(200).See("Đã lưu 1 thay đổi.")
			if len(s.got) != 1 || s.got[0] != written {
				t.Errorf("received %q", s.got)
			}
			c.Get(to).Status(404)
		})
	}
}

func TestAPasswordIsNeverKept(t *testing.T) {
	t.Parallel()
	s := newDesk(t, dbtest.SQLite(t, []db.Module{web.Module}))
	if to := where(t, webtest.New(t, s).SetCookie("was", "ha").Post("/mat-khau", "password", "một câu bí mật")); to != "/" {
		t.Errorf("a password waits at %s", to)
	}
	s.fail = fault.New(fault.Unavailable, "Chưa được.")
	c := webtest.New(t, s).SetCookie("who", "ha").Post("/mat-khau", "password", "một câu bí mật").Status(503)
	if strings.Contains(c.Body, "bí mật") {
		t.Error("the page of an error shows a password")
	}
}

func TestWhatIsKeptIsSealedBoundedAndForgotten(t *testing.T) {
	t.Parallel()
	eachDesk(t, func(t *testing.T, s *desk) {
		c := webtest.New(t, s).SetCookie("was", "ha")
		for range 25 {
			c.Post("/viec/7/huy", "result", written)
		}
		last := where(t, c)
		huge := where(t, c.Another().SetCookie("was", "ha").Post("/viec/7/huy", "result", strings.Repeat("a", 1<<20)))
		if huge != "/" {
			t.Errorf("a megabyte waits at %s", huge)
		}
		n, plain := 0, 0
		err := s.d.Read(t.Context(), func(tx *db.Tx) error {
			rows, err := tx.Query(t.Context(), `SELECT sealed FROM web_unsent`)
			_, err = db.Collect(rows, err, func(r *db.Rows) (b []byte, err error) {
				err = r.Scan(&b)
				n++
				if bytes.Contains(b, []byte("hai l")) {
					plain++
				}
				return b, err
			})
			return err
		})
		if err != nil || n != 20 || plain != 0 {
			t.Errorf("%d parcels are kept, %d of them readable, %v; want 20 sealed ones", n, plain, err)
		}
		c.SetCookie("who", "ha").Get("/").See("chưa gửi được")
		s.now = s.now.Add(73 * time.Hour)
		c.Get("/").DontSee("chưa gửi được")
		c.Get(last).Status(404)
		err = s.unsent.Sweep(t.Context(), web.SweepUnsentArgs{})
		if err != nil {
			t.Fatal(err)
		}
		s.now = now
		c.Get(last).Status(404)
	})
}

func TestWordsArriveThoughTheLineBreaksInTheFile(t *testing.T) {
	t.Parallel()
	s := newDesk(t, dbtest.SQLite(t, []db.Module{web.Module}))
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	if err := m.WriteField("result", written); err != nil {
		t.Fatal(err)
	}
	part, err := m.CreateFormFile("files", "ảnh.jpg")
	if err != nil {
		t.Fatal(err)
	}
	if _, err = part.Write(bytes.Repeat([]byte{7}, 100_000)); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest("POST", "http://nhipcau.test/viec/7/nop", io.MultiReader(bytes.NewReader(body.Bytes()[:60_000]), iotest.ErrReader(io.ErrUnexpectedEOF)))
	r.Header.Set("Content-Type", m.FormDataContentType())
	r.AddCookie(&http.Cookie{Name: "who", Value: "ha"})
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != http.StatusUnprocessableEntity || len(s.got) != 0 {
		t.Fatalf("status %d, received %q", w.Code, s.got)
	}
	c := webtest.New(t, s).SetCookie("who", "ha")
	c.Get("/").See("chưa gửi được").Click("Xem và gửi").See("Đường truyền bị đứt", "80 báo cáo viên", "hãy chọn lại")
	c.Submit("/viec/7/nop").Status(200).See("Đã lưu 1 thay đổi.").DontSee("chưa gửi được")
	if len(s.got) != 1 || s.got[0] != written {
		t.Errorf("received %q", s.got)
	}
}

func TestAFormThatMetTroubleCanBeSentAgainFromItsPage(t *testing.T) {
	t.Parallel()
	s := newDesk(t, dbtest.SQLite(t, []db.Module{web.Module}))
	c := webtest.New(t, s).SetCookie("who", "ha")
	for name, err := range map[string]error{"a database that is away": fault.New(fault.Unavailable, "Chưa được."), "a fault of ours": errors.New("x")} {
		s.fail = err
		c.Post("/viec/7/nop", "result", written).See("vẫn còn ở trang này")
		s.fail = nil
		c.Submit("/viec/7/nop").Status(200).See("Đã lưu 1 thay đổi.")
		if got := s.got[len(s.got)-1]; got != written {
			t.Errorf("%s: received %q", name, got)
		}
	}
}

package web_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
)

// An upload above the size that Go keeps in memory by itself was once written to a temporary file, and
// stayed there.
func TestUploadsNeverTouchATemporaryFile(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	h := site(t, web.Options{}, func(m *web.Mux) {
		m.Handle("POST /tep", web.Anyone, func(w http.ResponseWriter, r *http.Request) error {
			f, err := web.ReadForm(r)
			if err != nil {
				return err
			}
			up, err := f.File("tep")
			if err != nil {
				return err
			}
			n, err := io.Copy(io.Discard, up)
			if n != 12<<20 {
				t.Errorf("read %d bytes, want %d", n, 12<<20)
			}
			left, _ := os.ReadDir(dir)
			if len(left) > 0 {
				t.Errorf("the upload waits in temporary file %s", left[0].Name())
			}
			return err
		}, web.MaxBody(16<<20))
	})
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, uploadOf(t, "/tep", make([]byte, 12<<20)))
	if rec.Code != http.StatusOK {
		t.Errorf("status = %d, want 200", rec.Code)
	}
	left, _ := os.ReadDir(dir)
	if len(left) > 0 {
		t.Errorf("%d temporary files are left", len(left))
	}
}

func TestUploadsOfACrowdWaitForEachOther(t *testing.T) {
	t.Parallel()
	entered, leave := make(chan struct{}), make(chan struct{})
	h := site(t, web.Options{}, func(m *web.Mux) {
		m.Handle("POST /giu", web.Anyone, func(w http.ResponseWriter, r *http.Request) error {
			_, err := web.ReadForm(r)
			entered <- struct{}{}
			<-leave
			return err
		}, web.MaxBody(1<<30))
		m.Handle("POST /them", web.Anyone, func(w http.ResponseWriter, r *http.Request) error {
			_, err := web.ReadForm(r)
			if fault.KindOf(err) != fault.Unavailable {
				t.Errorf("ReadForm = %v, want fault.Unavailable", err)
			}
			return err
		}, web.MaxBody(16<<20))
	})
	big := uploadOf(t, "/giu", []byte("nhỏ, nhưng khai là rất lớn"))
	big.ContentLength = 1 << 30
	done := make(chan struct{})
	go func() { h.ServeHTTP(httptest.NewRecorder(), big); close(done) }()
	<-entered
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, uploadOf(t, "/them", make([]byte, 2<<20)))
	if rec.Code != http.StatusServiceUnavailable {
		t.Errorf("status beside a crowd = %d, want 503", rec.Code)
	}
	close(leave)
	<-done
}

func uploadOf(t testing.TB, path string, content []byte) *http.Request {
	t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	part, err := m.CreateFormFile("tep", "kế hoạch.docx")
	if err != nil {
		t.Fatal(err)
	}
	_, err = part.Write(content)
	if err != nil {
		t.Fatal(err)
	}
	err = m.Close()
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest("POST", path, &body)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return r
}

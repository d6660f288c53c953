package listen_test

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/web"
)

// Other systems are answered in their own form whatever goes wrong, in the language that they ask for, and nothing of a
// request that is refused is kept.
func TestErrorsOfPushesAreJSON(t *testing.T) {
	t.Parallel()
	const item = `{"id":"1","title":"Lịch cắt nước","text":"Nhà máy nước bảo dưỡng đường ống."}` + "\n"
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		var token string
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			src, err := s.SaveSource(t.Context(), tx, listen.Source{Name: "Loa xã", Kind: listen.KindPush, Class: listen.Provincial})
			if err == nil {
				token, err = s.NewToken(t.Context(), tx, src.ID)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		m := web.NewMux()
		s.Part().Routes(m)
		catalogue, err := web.NewCatalogue(listen.Locales())
		if err != nil {
			t.Fatal(err)
		}
		h, err := web.New(m, web.Options{Rate: -1, Catalogue: catalogue, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
		if err != nil {
			t.Fatal(err)
		}
		for _, tt := range []struct {
			name, method, path, key, kind, body, lang string
			status                                    int
			says                                      string
		}{
			{"no key", "POST", "/1", "", "", item, "", 401, "Hãy gửi mã đẩy tin"},
			{"a wrong key", "POST", "/1", "Bearer sai", "", item, "", 403, "Mã đẩy tin không đúng"},
			{"another way to show a key", "POST", "/1", "Basic " + token, "", item, "", 401, "Hãy gửi mã đẩy tin"},
			{"a source that is not there", "POST", "/99", "Bearer " + token, "", item, "", 403, "Mã đẩy tin không đúng"},
			{"no number of a source", "POST", "/loa", "Bearer " + token, "", item, "", 404, "Không có nguồn này"},
			{"too large", "POST", "/1", "Bearer " + token, "", strings.Repeat(item, 9<<20/len(item)), "", 413, "Mỗi lần chỉ nhận 8 MB"},
			{"bad JSON in the second line", "POST", "/1", "Bearer " + token, "application/x-ndjson", item + "{\"title\": \n", "", 422, "Dòng 2 không phải"},
			{"bad JSON at once", "POST", "/1", "Bearer " + token, "application/json", `{"title": `, "", 422, "Dòng 1 không phải"},
			{"fields of other names", "POST", "/1", "Bearer " + token, "", item + "\n" + `{"ten_viec":"Lịch cắt nước"}` + "\n", "", 422, "Dòng 3 không có tiêu đề hay nội dung"},
			{"another type of content", "POST", "/1", "Bearer " + token, "image/png", item, "", 415, "không nhận kiểu nội dung này"},
			{"a table", "POST", "/1", "Bearer " + token, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", item, "", 415, "không nhận kiểu nội dung này"},
			{"nothing", "POST", "/1", "Bearer " + token, "", "", "", 422, "Không đọc được nội dung gửi lên"},
			{"a post of a social network", "POST", "/1", "Bearer " + token, "", `{"title":"A","text":"B","platform":"facebook"}`, "", 422, "không nhận bài mạng xã hội"},
			{"another method", "GET", "/1", "", "", "", "", 405, "chỉ nhận tin gửi bằng POST"},
			{"in English", "POST", "/1", "Bearer sai", "", item, "en-GB,en;q=0.9", 403, "token"},
		} {
			r := httptest.NewRequestWithContext(t.Context(), tt.method, listen.PushURL+tt.path, strings.NewReader(tt.body))
			for name, value := range map[string]string{"Authorization": tt.key, "Content-Type": tt.kind, "Accept-Language": tt.lang} {
				if value != "" {
					r.Header.Set(name, value)
				}
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			var answer map[string]string
			err := json.Unmarshal(w.Body.Bytes(), &answer)
			if err != nil || len(answer) != 1 || w.Header().Get("Content-Type") != "application/json" {
				t.Errorf("%s: the answer is %s %.200q", tt.name, w.Header().Get("Content-Type"), w.Body)
				continue
			}
			if w.Code != tt.status || !strings.Contains(answer["error"], tt.says) {
				t.Errorf("%s: %d %q, want %d and %q", tt.name, w.Code, answer["error"], tt.status, tt.says)
			}
			if (w.Code == 401) != (w.Header().Get("WWW-Authenticate") != "") || (w.Code == 405) != (w.Header().Get("Allow") == http.MethodPost) {
				t.Errorf("%s: the headers are %v", tt.name, w.Header())
			}
		}
		if st := stats(t, s); st.Items != 0 {
			t.Errorf("stats %+v after requests that were refused", st)
		}
		for _, kind := range []string{"", "application/x-www-form-urlencoded", "application/x-ndjson; charset=utf-8"} {
			r := httptest.NewRequestWithContext(t.Context(), "POST", listen.PushURL+"/1", strings.NewReader(item))
			r.Header.Set("Authorization", "Bearer "+token)
			r.Header.Set("Content-Type", kind)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != 200 || !strings.Contains(w.Body.String(), `"read":1`) {
				t.Errorf("%q: %d %s", kind, w.Code, w.Body)
			}
		}
	})
}

package board

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
	"github.com/nhipcau/nhipcau/internal/listen/hub"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
	"github.com/nhipcau/nhipcau/law"
)

// officer may do everything.
type officer struct{ auth.Officer }

func (o officer) Identify(r *http.Request) (context.Context, error) {
	return web.WithAsker(r.Context(), o.Officer), nil
}
func (officer) May(context.Context, web.Right) bool { return true }
func (officer) SignInURL(*http.Request) string      { return "/" }

// desk is a board with a few items, at a time of its own.
func desk(t *testing.T, d *db.DB) (*Service, *webtest.Client) {
	t.Helper()
	now := func() time.Time { return time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC) }
	l := listen.New(listen.Options{DB: d, Now: now})
	s := New(Options{DB: d, Org: org.New(d), Listen: l, Now: now})
	var src listen.Source
	err := d.Write(t.Context(), func(tx *db.Tx) (err error) {
		src, err = l.SaveSource(t.Context(), tx, listen.Source{Name: "Báo An Bình", Kind: listen.KindFile, Class: listen.Provincial})
		if err == nil {
			_, err = l.SaveTopic(t.Context(), tx, listen.Topic{Name: "Giá thu gom rác", Query: `"thu gom rác"`, Active: true})
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, what := range []string{"lúa hè thu được mùa", "cầu treo thông xe", "trường mầm non mở cửa", "chợ nổi đông khách"} {
		link := fmt.Sprintf("https://bao.vi-du.vn/%d", i)
		_, err := l.Receive(t.Context(), src, []listen.Arrival{{
			GUID: link, Link: link, Title: "Chuyện " + what, Published: now().AddDate(0, 0, -i), Body: "Nhân chuyện " + what + ", người dân hỏi giá thu gom rác mới.",
		}})
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err = l.ReadWaiting(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	m := web.NewMux()
	s.Part().Routes(m)
	h, err := web.New(m, web.Options{Guard: officer{}, Now: now, Rate: -1, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		t.Fatal(err)
	}
	return s, webtest.New(t, h)
}

func TestEveryPageShowsWhatWasHeard(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{audit.Module, org.Module, listen.Module, Module}, func(t *testing.T, d *db.DB) {
		_, c := desk(t, d)
		c.Get("/lang-nghe").Status(200).See("Giá thu gom rác", "4", "Nguồn tin: 1 trên 1 chạy tốt", "Quá ít tin")
		c.Get("/lang-nghe?ky=90&chu-de=1").Status(200).See("Chuyện lúa hè thu được mùa")
		c.Get("/lang-nghe?ky=tuy-chon&tu=2026-11-25&den=2026-11-01").Status(200).See("Khoảng ngày chưa đúng")
		for _, p := range []string{SourcesURL, SourcesURL + "/1", SourcesURL + "/moi", TopicsURL, TopicsURL + "/1", StoriesURL + "/1", ItemsURL + "/1", EntryURL, GrassrootsURL, ToneURL, PublicURL} {
			c.Get(p).Status(200)
		}
		c.Get(rowsHref(1, law.Date{Year: 2026, Month: 11, Day: 14}, law.Date{Year: 2026, Month: 11, Day: 20})).Status(200).See("cầu treo thông xe", "chợ nổi")
		c.Get(SearchURL + "?q=cau+treo").Status(200).See("cầu treo").DontSee("chợ nổi")
		c.Get(SearchURL + "?q=%28a").Status(422).See("^")
		c.Get(SearchURL+"?q=c%E1%BA%A7u+ho%E1%BA%B7c+ch%E1%BB%A3").Status(200).See("HOẶC (OR)", "^")
		c.Post(SearchURL+"/luu", "hoi", "q=%22Nguy%E1%BB%85n+Th%E1%BB%8B+Hoa%22", "ten-tim", "Theo dõi").Status(422).See("Không theo dõi cá nhân")
		c.Post(SearchURL+"/luu", "hoi", "q=c%E1%BA%A7u", "ten-tim", "chị Nguyễn Thị Hoa").Status(422).See("Không theo dõi cá nhân")
		c.Post(SearchURL+"/luu", "hoi", "q=c%E1%BA%A7u", "ten-tim", "Cầu").Status(200)
		c.Get(SearchURL + "/tai-ve?dang=xlsx&chu-de=1").Status(200)
		c.Get(SourcesURL + "/danh-sach.opml").Status(200)
		c.Post(TopicsURL+"/moi", "name", "Cầu treo", "query", `"cầu treo"`, "bat", "1", "nut", "xem").Status(200).See("Sẽ khớp 1 tin trong 7 ngày")
	})
}

// eachApart makes all items stories of their own and returns the first three.
func eachApart(t *testing.T, s *Service) (ids []listen.StoryID) {
	t.Helper()
	err := s.DB.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), `DELETE FROM listen_story`)
		if err == nil {
			_, err = tx.Exec(t.Context(), `
				INSERT INTO listen_story (id, title, first_item, first_at, last_at, items)
				SELECT id, title, id, published, published, 1 FROM listen_item`)
		}
		if err == nil {
			_, err = tx.Exec(t.Context(), `UPDATE listen_item SET story = id`)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return []listen.StoryID{1, 2, 3}
}

func TestOfficersAnswerWhatMayBeOne(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{audit.Module, org.Module, listen.Module, Module}, func(t *testing.T, d *db.DB) {
		s, c := desk(t, d)
		c.Get(StoriesURL).Status(200).See("Không có cặp nào chờ quyết định")
		ids := eachApart(t, s)
		propose := func(pairs ...listen.StoryID) {
			var all []listen.Likely
			for i := 0; i < len(pairs); i += 2 {
				all = append(all, listen.Likely{Story: listen.Story{ID: pairs[i]}, Other: listen.Story{ID: pairs[i+1]}, Odds: 3, Why: []listen.Likeness{listen.LikeNames, listen.LikeFigures}})
			}
			err := d.Write(t.Context(), func(tx *db.Tx) error { return s.Listen.PutLikely(t.Context(), tx, all) })
			if err != nil {
				t.Fatal(err)
			}
		}
		propose(ids[0], ids[1], ids[0], ids[2], 99, ids[0])
		c.Get(StoriesURL).Status(200).See("lúa hè thu", "cầu treo", "trường mầm non", "Vì cùng tên riêng, nơi chốn, cùng số liệu, ngày; chắc khoảng 95%.")
		c.Post(StoriesURL, "dong", web.Key(ids[0]), "khac", web.Key(ids[2]), "nut", "khac").Status(200).See("Máy sẽ không đề xuất lại").DontSee("trường mầm non")
		c.Post(StoriesURL, "dong", web.Key(ids[0]), "khac", web.Key(ids[1]), "nut", "gop").Status(200).See("Đã gộp", "Không có cặp nào chờ quyết định")
		propose(ids[0], ids[1], ids[2], ids[0])
		c.Get(StoriesURL).Status(200).See("Không có cặp nào chờ quyết định")
		c.Post(StoriesURL, "dong", web.Key(ids[0]), "khac", "99", "nut", "khac").Status(404)
		c.Post(StoriesURL, "dong", web.Key(ids[0]), "khac", web.Key(ids[2])).Status(422)
	})
}

func TestOfSocialNetworksOnlyCountsAreNoted(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, []db.Module{audit.Module, org.Module, listen.Module, Module})
	_, c := desk(t, d)
	for _, words := range []string{"xem https://fb.com/abc", "@ha.tran kêu", "chị Nguyễn Thị Hoa kêu giá cao", ""} {
		c.Post(EntryURL+"/mang-xa-hoi", "dien-giai", words, "chu-de", "1", "so-luot", "12").Status(422)
	}
	c.Post(EntryURL+"/mang-xa-hoi", "dien-giai", "Bao giờ bắt đầu thu?", "chu-de", "1", "so-luot", "3").Status(200)
	c.Get("/lang-nghe").Status(200).See("Bao giờ bắt đầu thu?", "dưới 5").DontSee("Nguyễn Thị Hoa")
	c.Post(EntryURL+"/xem-truoc", "duong-dan", "https://www.facebook.com/bai/1").Status(422).See("không được lấy về")
}

func TestPeriodsAreOfWholeDays(t *testing.T) {
	t.Parallel()
	today := law.Date{Year: 2026, Month: 11, Day: 20}
	for ask, want := range map[string]int{"": 30, "ky=7": 7, "ky=90": 90, "ky=tuy-chon&tu=2026-11-01&den=2026-11-03": 3, "ky=tuy-chon&tu=2026-11-03&den=2026-11-01": 30, "ky=x": 30} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "/?"+ask, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := periodOf(r.URL.Query(), today).days(); got != want {
			t.Errorf("%q is a period of %d days, want %d", ask, got, want)
		}
	}
}

func TestAnEditShowsWhatWentAndWhatCame(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for _, c := range changes("mỗi hộ nộp 300.000 đồng một tháng", "mỗi hộ nộp 30.000 đồng một tháng") {
		b.WriteString(map[bool]string{true: "-", false: ""}[c.Gone] + map[bool]string{true: "+", false: ""}[c.Came] + c.Text + "|")
	}
	if want := "mỗi hộ nộp|-300.000|+30.000|đồng một tháng|"; b.String() != want {
		t.Errorf("changes gives %q, want %q", b.String(), want)
	}
}

func TestASourceSaysWhetherAHubTellsOfIt(t *testing.T) {
	t.Parallel()
	at := func(state hub.State, status fetch.Status) hubView {
		until := time.Date(2026, 11, 30, 5, 0, 0, 0, time.UTC)
		return hubView{Found: true, Named: true, Reached: true, Subscription: hub.Subscription{Hub: "https://tram.vn/", State: state, Status: status, Until: &until}}
	}
	for want, v := range map[string]hubView{
		"không có trạm": {}, "chưa có địa chỉ công khai": {Named: true}, "phải có địa chỉ https": {Named: true, Reached: true}, "chờ trạm xác nhận": at(hub.Asking, ""),
		"từ chối": at(hub.Asking, hub.Denied), "không báo": at(hub.Told, fetch.Working), "thôi nhận": at(hub.Ending, ""), "báo ngay": {InForce: true},
	} {
		if got := v.words(t.Context()); !strings.Contains(got, want) {
			t.Errorf("%+v says %q, want %q", v, got, want)
		}
	}
	facts := ""
	for _, f := range at(hub.Told, fetch.HTTPError).facts(t.Context()) {
		facts += f.Key + "=" + f.Value + ";"
	}
	if want := "Trạm=tram.vn;Hạn đăng ký=30/11/2026, 12:00;Báo tin gần nhất=Chưa lần nào;"; !strings.HasPrefix(facts, want) || !strings.Contains(facts, "Trạm trả lời=") {
		t.Errorf("the facts are %q, want %q and the answer", facts, want)
	}
}

func TestACommuneWithoutInputIsNotCalm(t *testing.T) {
	t.Parallel()
	var v grassrootsView
	v.fill(t.Context(), []Commune{{Unit: 1}, {Unit: 2, Known: true, Lines: []SaidLine{{"rac", "Rác", 3, ""}, {"dien", "Điện", 12, ""}}}}, func(id org.UnitID) string { return web.Key(id) })
	if v.Known != 1 || v.Rows[1].Known || v.Rows[0].Cells[0] != "dưới 5" || v.Rows[0].Cells[1] != "12" {
		t.Errorf("the matrix is %+v", v.Rows)
	}
}

func TestAListOfSourcesIsTakenAsFarAsItCanBeUsed(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, []db.Module{audit.Module, org.Module, listen.Module, Module})
	_, c := desk(t, d)
	list := "name,kind,address\nBáo Một,feed,https://mot.vi-du.vn/rss\nBáo Hai,feed,hai.vi-du.vn\nBáo An Bình,feed,https://ba.vi-du.vn/rss\nBáo Bốn,xyz,https://bon.vi-du.vn/rss\nTrang Năm,feed,https://www.facebook.com/ai.do/rss\n"
	c.Get(SourcesURL).Upload(SourcesURL+"/nhap", "tep", "nguon.csv", []byte(list), "nhom-chung", "provincial").Status(200).
		See("Đã thêm 1 nguồn; 1 nguồn đã có, 3 nguồn không dùng được", "Báo Hai: Địa chỉ phải bắt đầu bằng https://", "Báo Bốn: Không có loại nguồn xyz", "Trang Năm: Hệ thống không tự lấy tin từ mạng xã hội")
	opml := `<opml version="2.0"><body><outline text="Cổng nội bộ" xmlUrl="http://192.168.1.7/rss"/><outline text="Báo Sáu" xmlUrl="https://sau.vi-du.vn/rss"/></body></opml>`
	c.Get(SourcesURL).Upload(SourcesURL+"/nhap", "tep", "nguon.opml", []byte(opml), "nhom-chung", "provincial").Status(200).
		See("Đã thêm 2 nguồn", "1 nguồn ở địa chỉ nội bộ chưa được phép, sẽ không được tải cho đến khi quản trị hệ thống ghi tên máy: Cổng nội bộ.")
	for _, address := range []string{"https://www.tiktok.com/@ai_do", "https://bsky.app/profile/ai.do/rss"} {
		c.Post(SourcesURL+"/moi", "name", "Trang xã", "kind", "feed", "class", "page", "address", address, "weight", "1", "trang-thai", "active").Status(422).See("Hệ thống không tự lấy tin từ mạng xã hội")
	}
	c.Post(SourcesURL+"/moi", "name", "Trang của Nguyễn Văn Tám", "kind", "file", "class", "page", "weight", "1", "trang-thai", "active").Status(422).See("Không theo dõi trang của cá nhân")
	c.Get(SourcesURL + "/tim-dia-chi?hoi=facebook.com/xa.an.binh").Status(200).See("Hệ thống không tự lấy tin từ mạng xã hội")
	c.Post(SourcesURL+"/moi", "name", "Báo Mới", "kind", "feed", "class", "central", "address", "https://bao.example/rss", "weight", "1", "trang-thai", "active", "bo-qua-robots", "1").
		Status(422).See("phải ghi ai cho phép")
	c.Post(SourcesURL+"/moi", "name", "Trang UBND xã An Bình", "kind", "file", "class", "page", "weight", "1", "trang-thai", "active").Status(200).See("Đã lưu nguồn Trang UBND xã An Bình")
}

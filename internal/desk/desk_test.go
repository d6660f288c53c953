package desk_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/desk"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/jobs"
	"github.com/nhipcau/nhipcau/internal/mail"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/search"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

var modules = []db.Module{
	jobs.Module, audit.Module, mail.Module, org.Module, auth.Module, files.Module, search.Module, work.Module, desk.Module,
}

// house is a small province with the desk in front of it. It is its own guard: the cookie "ai" says who asks.
type house struct {
	testing.TB
	d       *db.DB
	org     *org.Service
	work    *work.Service
	desk    *desk.Service
	mux     *web.Mux
	handler http.Handler
	now     time.Time
	unit    map[string]org.UnitID
	people  map[string]auth.Officer
	rights  map[web.Right][]web.Role
}

func raise(t testing.TB, d *db.DB) *house {
	t.Helper()
	h := raiseOn(t, d)
	h.settle()
	return h
}

// raiseOn is the desk without units and people.
func raiseOn(t testing.TB, d *db.DB) *house {
	t.Helper()
	h := &house{TB: t, d: d, now: time.Date(2026, 11, 23, 2, 30, 0, 0, time.UTC), unit: map[string]org.UnitID{}, people: map[string]auth.Officer{}}
	now := func() time.Time { return h.now }
	h.org = org.New(d)
	h.work = work.New(work.Options{DB: d, Org: h.org, Now: now, Holidays: law.VietnamCalendar, Indexer: index{}},
		work.Kind{Name: "task", Prefix: "NV", Title: web.Mark("Nhiệm vụ"), Path: "/viec/", Steps: work.StandardLife})
	store, err := files.Open(d, t.TempDir(), now)
	h.check(err)
	t.Cleanup(func() { _ = store.Close() })
	store.Watch("case", h.work.Sees)
	queue, err := jobs.New(d, now, slog.New(slog.DiscardHandler))
	h.check(err)
	h.desk = desk.New(desk.Options{
		DB: d, Work: h.work, Org: h.org, Files: store, Post: mail.New(d, queue, nil, now), Now: now, Calendar: law.VietnamCalendar,
		Rules: law.VietnamRules(), Plans: somePlans{}, Site: "https://nhipcau.anbinh.example",
		Verify: func(context.Context) (audit.Verification, error) { return audit.Verification{Sealed: 12}, nil },
	})
	h.serve(store)
	return h
}

// index hands search entries on, as app does.
type index struct{}

func (index) Put(ctx context.Context, tx *db.Tx, e search.Entry) error { return search.Put(ctx, tx, e) }

func (h *house) serve(store *files.Store) {
	h.Helper()
	part := h.desk.Part()
	h.rights = work.RoleTable()
	for _, g := range part.Grants {
		h.rights[g.Right] = g.Roles
	}
	h.mux = web.NewMux()
	part.Routes(h.mux)
	store.Register(h.mux)
	h.mux.Handle("GET /dang-nhap", web.Anyone, func(w http.ResponseWriter, _ *http.Request) error {
		_, err := w.Write([]byte("Đăng nhập"))
		return err
	})
	catalogue, err := web.NewCatalogue(part.Texts, work.Locales())
	h.check(err)
	h.handler, err = web.New(h.mux, web.Options{Guard: h, Catalogue: catalogue, Now: func() time.Time { return h.now }, Rate: -1,
		Log: slog.New(slog.DiscardHandler),
		Shell: web.Shell{Nav: part.Nav, SearchURL: desk.SearchURL, SearchLabel: desk.SearchLabel, NoticesURL: desk.NoticesURL,
			Notices: h.desk.NewNotices, HelpURL: desk.HelpURL, Place: func(context.Context) string { return "Tỉnh An Bình" }}})
	h.check(err)
}

// Identify believes the cookie.
func (h *house) Identify(r *http.Request) (context.Context, error) {
	c, err := r.Cookie("ai")
	if err != nil {
		return r.Context(), nil
	}
	o, ok := h.people[c.Value]
	if !ok {
		return r.Context(), errors.New("nobody is called " + c.Value)
	}
	return web.WithAsker(r.Context(), o), nil
}

// May asks the officer.
func (h *house) May(ctx context.Context, right web.Right) bool { return auth.Of(ctx).May(right) }

// SignInURL is the only page without an officer.
func (h *house) SignInURL(*http.Request) string { return "/dang-nhap" }

func (h *house) check(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h *house) write(fn func(ctx context.Context, tx *db.Tx) error) {
	h.Helper()
	h.check(h.d.Write(context.Background(), func(tx *db.Tx) error { return fn(context.Background(), tx) }))
}

// settle makes the units and people of the tests.
func (h *house) settle() {
	h.Helper()
	h.write(func(ctx context.Context, tx *db.Tx) (err error) {
		for _, u := range []org.Unit{
			{Code: "UBND", Name: "Ủy ban nhân dân tỉnh An Bình", Level: org.Province, Email: "vanthu@anbinh.example"},
			{Code: "STP", Name: "Sở Tư pháp", Level: org.Department},
			{Code: "SYT", Name: "Sở Y tế", Level: org.Department},
			{Code: "SVHTTDL", Name: "Sở Văn hóa, Thể thao và Du lịch", Short: "Sở VHTTDL", Level: org.Department},
		} {
			u.Parent = h.unit["UBND"]
			h.unit[u.Code], err = h.org.AddUnit(ctx, tx, u)
			if err != nil {
				return err
			}
		}
		return nil
	})
	h.join("ha", "Trần Thu Hà", "chị", "SVHTTDL", web.Staff)
	h.join("binh", "Lê Văn Bình", "anh", "SVHTTDL", web.Staff)
	h.join("an", "Nguyễn Thị An", "", "STP", web.Staff)
	h.join("dung", "Phạm Quốc Dũng", "ông", "UBND", web.Coordinator)
	h.join("lanh", "Vũ Thị Lành", "bà", "UBND", web.Leader)
	h.join("xem", "Đỗ Minh Xem", "", "UBND", web.Viewer)
	h.join("quan", "Hồ Quản Trị", "anh", "UBND", web.Administrator)
	h.join("khach", "Người Không Quyền", "", "SYT")
}

func (h *house) join(key, name, salute, unit string, roles ...web.Role) {
	h.Helper()
	var person org.PersonID
	h.write(func(ctx context.Context, tx *db.Tx) (err error) {
		person, err = h.org.AddPerson(ctx, tx, org.Person{Unit: h.unit[unit], Name: name, Salute: salute, Active: true})
		return err
	})
	tree, err := h.org.ReadTree(context.Background())
	h.check(err)
	var grants []auth.Grant
	for _, r := range roles {
		grants = append(grants, auth.Grant{Role: r, Unit: h.unit[unit]})
	}
	o := auth.Acting(name, tree, h.rights, grants...)
	o.Account, o.Person, o.Home, o.Title, o.Office = int64(len(h.people)+1), person, h.unit[unit], salute, tree.Label(h.unit[unit])
	h.people[key] = o
}

// open opens a case led by a unit and due on a day.
func (h *house) open(lead, title string, due law.Date, change ...func(*work.Opening)) work.Case {
	h.Helper()
	n := work.Opening{
		Kind: "task", Title: title, Section: "II. Cung cấp thông tin", Number: "2.3", Lead: h.unit[lead], Origin: work.Origin{Duty: "plan", ID: 1},
		Clock: work.Clock{Due: law.OnDay(due), Basis: "Kế hoạch số 128/KH-UBND", Verified: true, ExplanationVI: "Kế hoạch đặt hạn này.", ExplanationEN: "The plan sets this day."},
	}
	for _, c := range change {
		c(&n)
	}
	var c work.Case
	h.write(func(ctx context.Context, tx *db.Tx) (err error) {
		c, err = h.work.Open(ctx, tx, h.people["dung"], n)
		return err
	})
	return c
}

// as is a browser in which one of the people is signed in.
func (h *house) as(key string) *webtest.Client {
	h.Helper()
	return webtest.New(h.TB, h.handler).SetCookie("ai", key)
}

type somePlans struct{}

func (somePlans) Running(context.Context, *db.Tx, auth.Officer, int) ([]desk.PlanLine, error) {
	return []desk.PlanLine{{Title: "Kế hoạch truyền thông chính sách năm 2026", Href: "/ke-hoach/1", Finding: "2 trên 32 nhiệm vụ quá hạn", Share: 56, Tone: web.Bad}}, nil
}

func (somePlans) Place(_ context.Context, _ *db.Tx, _ auth.Officer, c work.Case) (desk.PlanPlace, bool, error) {
	return desk.PlanPlace{Title: "Kế hoạch truyền thông chính sách năm 2026", Number: "128/KH-UBND", Href: "/ke-hoach/1", Section: c.Section,
		Line: "Họp báo thường kỳ; chủ trì: Sở Văn hóa, Thể thao và Du lịch."}, true, nil
}

func day(y, m, d int) law.Date { return law.Date{Year: y, Month: m, Day: d} }

func TestAnOfficerSubmitsAndTheCoordinatorAccepts(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := raise(t, d)
		c := h.open("SVHTTDL", "Họp báo thường kỳ tháng 11", day(2026, 11, 24))
		page := "/viec/" + c.Code
		ha := h.as("ha")
		ha.Get("/").Status(200).See("Chào chị Hà, hôm nay có 1 việc cần chị", "Sắp đến hạn", "Họp báo thường kỳ tháng 11", "Bắt đầu")
		ha.Get(page).Status(200).See("Bắt đầu thực hiện", "128/KH-UBND", "Kế hoạch đặt hạn này.").
			Submit(page + "/bat-dau").Status(200).See("Đã ghi nhận bắt đầu")
		ha.Submit(page+"/nop", "result", "Đã họp báo ngày 20/11.", "difficulty", "Thiếu kinh phí.", "doc-number", "55/BC-SVHTTDL").Status(200).
			See("Đã nộp kết quả", "55/BC-SVHTTDL", "Rút lại kết quả", "Chờ xác nhận")
		dung := h.as("dung")
		dung.Get("/").See("Chờ quyết định", "Sở VHTTDL nộp kết quả", "Duyệt").Get(page).Status(200).
			See("Kết quả chờ bạn duyệt", "Thiếu kinh phí.").Submit(page+"/dat").Status(200).See("Đã duyệt đạt", "Hoàn thành đúng hạn")
		ha.Get("/").See("không có việc nào chờ chị").Get("/thong-bao").See("Duyệt đạt kết quả", "2 thông báo mới")
		ha.Submit("/thong-bao").See("Bạn đã đọc hết.")
	})
}

func TestAReturnedResultComesBackWithItsReason(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := raise(t, d)
		c := h.open("SVHTTDL", "Bản tin tuần", day(2026, 11, 27))
		page := "/viec/" + c.Code
		h.as("ha").Get(page).Submit(page+"/nop", "result", "Đã gửi.").Status(200)
		h.as("dung").Get(page).Submit(page+"/tra-lai").Status(422).See("Hãy ghi lý do.").
			Submit(page+"/tra-lai", "reason", "Chưa có số liệu.").Status(200).See("Đã trả lại")
		h.as("ha").Get("/").See("Bị trả lại", "Chưa có số liệu.", "Nộp lại").Get(page).
			See("Kết quả lần trước bị trả lại", "Chưa có số liệu.", "Sửa và nộp lại kết quả").
			Submit(page+"/nop", "result", "Đã gửi 46 bản tin.").Status(200).See("Bản 2", "Bản 1")
	})
}

func TestTwoEditorsSeeBothVersionsAndLoseNothing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := raise(t, d)
		c := h.open("SVHTTDL", "Rà soát mục công khai", day(2026, 11, 30))
		page := "/viec/" + c.Code
		first, second := h.as("ha").Get(page), h.as("binh").Get(page)
		first.Submit(page+"/nop", "result", "Bản của chị Hà").Status(200)
		second.Submit(page+"/nop", "result", "Bản của anh Bình", "proposal", "Xin thêm người").Status(409).
			See("Hai bản khác nhau", "Bản của anh Bình", "Xin thêm người", "Bản của chị Hà", "nội dung bạn đã nhập vẫn còn").
			Submit(page+"/nop").Status(200).See("Bản 2", "Bản của anh Bình", "Đã rút lại", "Bản của chị Hà")

		dung, other := h.as("dung").Get(page+"/sua").Status(200), h.as("dung").Get(page+"/sua")
		other.Submit(page+"/sua", "title", "Tên do người khác đặt").Status(200)
		dung.Submit(page+"/sua", "title", "Tên của tôi", "section", "Mục mới").Status(409).
			See("Tên của tôi", "Tên do người khác đặt", "Mục mới").
			Submit(page+"/sua").Status(200).See("Tên của tôi", "Đã lưu")
	})
}

func TestTheWrongPersonFindsNothing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := raise(t, d)
		c := h.open("SVHTTDL", "Việc riêng", day(2026, 11, 30))
		page := "/viec/" + c.Code
		h.as("an").Get(page).Status(404).DontSee("Việc riêng")
		h.as("an").Post(page+"/nop", "result", "x", "version", "1").Status(404)
		h.as("khach").Get(page).Status(403)
		h.as("lanh").Get(page).Status(200).DontSee("Bắt đầu thực hiện", "Hủy nhiệm vụ")
		h.as("lanh").Post(page+"/huy", "reason", "x", "version", "1").Status(403)
		h.as("xem").Post(page+"/trao-doi", "text", "x").Status(403)
		h.as("ha").Get(page + "/sua").Status(403)
		h.as("an").Get("/tim?q=viec+rieng").Status(200).DontSee("NV-2026")
	})
}

func TestARefusedFileKeepsTheTextAndTheOtherFiles(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := raise(t, d)
		c := h.open("SVHTTDL", "Tập huấn", day(2026, 11, 30))
		page := "/viec/" + c.Code
		ha := h.as("ha")
		version := "1"
		ha.Upload(page+"/nop", "files", "virus.exe", []byte("MZ\x90\x00\x03\x00\x00\x00\x04\x00"), "version", version, "result", "Đã tập huấn 214 người").
			Status(422).See("Không nhận tệp virus.exe", "Đã tập huấn 214 người")
		ha.Upload(page+"/nop", "files", "danh-sach.txt", []byte("Danh sách lớp"), "version", version, "result", "").
			Status(422).See("Hãy ghi kết quả thực hiện.", "Tệp đã nhận, không cần gửi lại", "danh-sach.txt")
		ha.Submit(page+"/nop", "result", "Đã tập huấn").Status(200).See("danh-sach.txt").Click("danh-sach.txt").Status(200)
		if ha.Body != "Danh sách lớp" {
			t.Errorf("the file holds %q", ha.Body)
		}
		h.as("an").Get(ha.At()).Status(404)
	})
}

func TestSearchWithAndWithoutDiacritics(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := raise(t, d)
		c := h.open("SVHTTDL", "Truyền thông dự thảo phân loại rác", day(2026, 11, 30), func(n *work.Opening) {
			n.Description = "Giải thích vì sao phải phân loại rác tại nguồn."
		})
		ha := h.as("ha")
		ha.Get("/tim?q=ph%C3%A2n+lo%E1%BA%A1i+r%C3%A1c").Status(200).See("1 kết quả", c.Code)
		ha.Get("/tim?q=phan+loai+rac").Status(200).See("Truyền thông dự thảo phân loại rác")
		if !strings.Contains(ha.Body, "<mark>phân loại rác") && !strings.Contains(ha.Body, "<mark>") {
			t.Error("nothing is marked in the snippet")
		}
		ha.Get("/tim?q=" + c.Code).See("1 kết quả")
		ha.Get("/tim?q=khong+co+gi").See("Không tìm thấy")
		ha.Get("/tim").See("Bạn muốn tìm gì?")
	})
}

func TestWhatStandsBesideTheQueueFollowsTheRightsAtOnce(t *testing.T) {
	t.Parallel()
	h := raise(t, dbtest.SQLite(t, modules))
	p := h.populate()
	h.as("lanh").Get("/").See("việc trong phạm vi đã quá hạn", "Tập huấn xử lý khủng hoảng truyền thông")
	lost := h.people["lanh"]
	lost.Grants = []auth.Grant{{Role: web.Leader, Unit: h.unit["SYT"]}}
	h.people["lanh"] = lost
	h.as("lanh").Get("/").DontSee(p.monthly.Code, "Họp báo thường kỳ của UBND tỉnh")
}

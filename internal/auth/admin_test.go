package auth_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

func TestFirstStartMakesProvinceAndAdministrator(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := raise(t, d)
		code, err := h.auth.SetupCode(t.Context())
		if err != nil || code == "" {
			t.Fatalf("SetupCode = %q, %v", code, err)
		}
		c := h.browser().Get("/dang-nhap").Status(200).See("Thiết lập lần đầu")
		filled := []string{"code", "sai-mã", "province", "tỉnh An Bình", "preset", "2025", "name", "Lê Văn Bình", "login", "binh.le", "password", secretWords, "again", secretWords}
		c.Submit("/thiet-lap", filled...).Status(422).See("Mã thiết lập chưa đúng")
		filled[1] = strings.ToUpper(code)
		filled[11] = "binh.le"
		c.Submit("/thiet-lap", filled...).Status(422).See("ít nhất 10 ký tự", "chưa giống nhau")
		filled[11] = secretWords
		c.Submit("/thiet-lap", filled...).Status(200).See("Bật mã xác thực")
		enrol(h, c)
		c.Get("/").See("Chào Lê Văn Bình")
		tree, err := h.org.ReadTree(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if root, _ := tree.Root(); root.Name != "Ủy ban nhân dân tỉnh An Bình" || len(tree.Units()) < 20 {
			t.Errorf("root %q of %d units", root.Name, len(tree.Units()))
		}
		c.Another().Get("/thiet-lap").See("Đăng nhập")
		c.Another().Post("/thiet-lap", filled...).See("Hệ thống đã được thiết lập")
		if again, err := h.auth.SetupCode(t.Context()); again != "" || err != nil {
			t.Errorf("a second SetupCode = %q, %v", again, err)
		}
	})
}

func TestTheWrongPersonIsRefusedEverywhere(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		id, _ := h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Coordinator, "UBND"))
		m := web.NewMux()
		h.auth.Register(m)
		hers, nobody := h.enter("thuha"), h.browser()
		for _, r := range m.Routes() {
			path := strings.ReplaceAll(r.Path, "{id}", fmt.Sprint(id))
			if r.Right == auth.ManageAccounts {
				ask(hers, r.Method, path).Status(http.StatusForbidden)
			}
			if r.Right == web.Anyone {
				continue
			}
			ask(nobody, r.Method, path)
			if !strings.HasPrefix(nobody.At(), "/dang-nhap") {
				t.Errorf("%s showed nobody the page %s", r.Pattern(), nobody.At())
			}
		}
		hers.Get(adminPage(id)).Status(403)
		hers.Post(adminPage(id) + "/mat-khau").Status(403)
		nobody.Post(adminPage(id) + "/mat-khau").See("Mật khẩu")
	})
}

func TestAnAdministratorOfAUnitStaysWithinIt(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		top, _ := h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		mixed, _ := h.join("Phạm Thị Cúc", "STP", "cuc", h.over(auth.Staff, "STP"), h.over(auth.Leader, "UBND"))
		own, _ := h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Staff, "STP"))
		h.join("Ngô Văn Dũng", "STP", "dung", h.over(auth.Administrator, "STP"))
		c := h.enter("dung")
		c.Get("/quan-tri/tai-khoan").Status(200).See("Trần Thu Hà").DontSee("Lê Văn Bình")
		c.Get("/quan-tri/tai-khoan?q=binh").DontSee("Lê Văn Bình")
		c.Get(fmt.Sprintf("/quan-tri/tai-khoan?don-vi=%d", h.unit["UBND"])).DontSee("Lê Văn Bình")
		c.Get(adminPage(top)).Status(403)
		c.Post(adminPage(top)+"/mat-khau", "version", "1").Status(403)
		c.Post(adminPage(mixed)+"/mat-khau", "version", "1").Status(403)
		c.Get(adminPage(own)).Status(200)
		c.Post(adminPage(own)+"/vai-tro", "version", "1", "role", "administrator", "scope", fmt.Sprint(h.unit["UBND"])).Status(403)
		c.Get(adminPage(own)).Submit("/vai-tro", "role", "leader", "scope", fmt.Sprint(h.unit["STP"])).Status(200)
	})
}

func TestTwoAdministratorsNeverOverwriteEachOther(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		id, _ := h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Staff, "STP"))
		a, b := h.enter("binh"), h.enter("binh")
		a.Get(adminPage(id))
		b.Get(adminPage(id))
		a.Submit("/vai-tro", "role", "leader", "scope", fmt.Sprint(h.unit["STP"])).See("Đã thêm vai trò", "Lãnh đạo")
		b.Submit("/ten", "login", "ha.moi").Status(422).See("vừa được người khác sửa")
	})
}

func TestTheLastAdministratorStays(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		id, _ := h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		c := h.enter("binh").Get(adminPage(id))
		c.Submit("/bo-vai-tro").Status(422).See("Phải còn ít nhất một tài khoản quản trị")
		c.Post(adminPage(id)+"/ngung", "version", "1").Status(422).See("của chính mình")
	})
}

var onceOnPage = regexp.MustCompile(`<code class="strong">([a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4})</code>`)

// onceOn is the first one-time password or code on the page.
func onceOn(c *webtest.Client) string {
	found := onceOnPage.FindStringSubmatch(c.Body)
	if found == nil {
		return ""
	}
	return found[1]
}

func TestAnAccountIsMadeForANewPersonAndForAKnownOne(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		var known org.PersonID
		h.write(func(ctx context.Context, tx *db.Tx) (err error) {
			known, err = h.org.AddPerson(ctx, tx, org.Person{Unit: h.unit["STP"], Name: "Phạm Thị Cúc", Email: "cuc@anbinh.example", Active: true})
			return err
		})
		c := h.enter("binh").Get("/quan-tri/tai-khoan/moi").Status(200)
		c.Submit("/moi", "name", "Phạm Thị Cúc", "unit", fmt.Sprint(h.unit["STP"]), "login", "cuc.pham").Status(422).See("đã có người tên Phạm Thị Cúc")
		c.Get("/quan-tri/tai-khoan/moi?tim=pham+thi").See("Phạm Thị Cúc").Click("Phạm Thị Cúc").See("Sở Tư pháp")
		if !strings.Contains(c.At(), fmt.Sprint(known)) || !strings.Contains(c.Body, "cuc@anbinh.example") {
			t.Errorf("the form at %s is not about the known person", c.At())
		}
		c.Submit("/moi").Status(200).See("chỉ hiện một lần")
		once := onceOn(c)
		h.browser().Post("/dang-nhap", "login", "cuc@anbinh.example", "password", once).See("Đặt mật khẩu của bạn")
		c.Get("/quan-tri/tai-khoan/moi").Submit("/moi", "name", "Đỗ Minh", "unit", fmt.Sprint(h.unit["SYT"]), "login", "Minh.Đỗ", "role", "viewer").
			Status(200).See("Đã tạo tài khoản cho Đỗ Minh")
		c.Get("/quan-tri/tai-khoan/moi").Submit("/moi", "name", "Đỗ Minh Hai", "unit", fmt.Sprint(h.unit["SYT"]), "login", "minh.do").
			Status(422).See("đã có người dùng")
		c.Get("/quan-tri/tai-khoan?q=do+minh&vai-tro=viewer").See("1 tài khoản hợp với bộ lọc", "Người xem")
		if got := h.auditActions(); !slices.Contains(got, "auth.account-new") {
			t.Errorf("audit lines %v", got)
		}
	})
}

func TestOwnChoicesAreKept(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Staff, "STP"))
		c := h.enter("thuha").Get("/tai-khoan").Submit("/tai-khoan", "name", "Trần Thị Thu Hà", "salute", "chị", "language", "en", "theme", "dark")
		c.Status(200).See("Trần Thị Thu Hà", "My account")
		fresh := h.enter("thuha").Get("/tai-khoan").See("My account")
		if fresh.Cookie("theme") != "dark" || fresh.Cookie("lang") != "en" {
			t.Errorf("at another sign-in theme %q, lang %q", fresh.Cookie("theme"), fresh.Cookie("lang"))
		}
	})
}

const sheet = "DANH SÁCH\n" +
	"STT\tHọ và tên\tĐơn vị (mã hoặc tên)\tChức vụ\tThư điện tử\tTên đăng nhập\tVai trò\tPhạm vi\tChức năng\tTừ ngày\n" +
	"1\tTrần Thu Hà\tSTP\tTrưởng phòng\tha@anbinh.example\t\t\t\tNgười phát ngôn\t01/07/2026\n" +
	"2\tPhạm Thị Cúc\tsở y tế\tChuyên viên\tcuc@anbinh.example\tcuc.pham\tcán bộ; người xem\tSYT; UBND\t\t\n" +
	"3\tLê Văn Bình\tUBND\t\t\tbinh\tQuản trị\tUBND\t\t\n"

func TestAnImportDoesExactlyWhatWasShown(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		_, ha := h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Staff, "STP"))
		c := h.enter("binh").Get("/quan-tri/nhap-tai-khoan").Status(200)
		c.Upload("/quan-tri/nhap-tai-khoan", "file", "can-bo.xlsx", []byte(sheet)).Status(200).
			See("Sẽ thêm 1 người, sửa 1 người", "Trưởng phòng", "Người phát ngôn · Sở Tư pháp · 01/07/2026", "Cán bộ · Sở Y tế; Người xem · Ủy ban")
		preview := c.At()
		if n := h.people(); n != 2 {
			t.Errorf("the preview stored something: %d people", n)
		}
		c.Submit(preview).Status(200).See("Đang ghi can-bo.xlsx", "Đã xong 0 trên 3 dòng")
		if c.Last.Header.Get("Refresh") == "" {
			t.Error("the page of progress does not ask again")
		}
		h.work()
		c.Get(preview).See("Tệp này đã được ghi", "1 phiếu chờ in")
		c.Submit("/phieu").Status(200).See("chỉ hiện một lần", "Phạm Thị Cúc", "cuc.pham", "07/12/2026")
		once := onceOn(c)
		h.browser().Post("/dang-nhap", "login", "cuc.pham", "password", once).See("Đặt mật khẩu của bạn")
		err := h.d.Read(t.Context(), func(tx *db.Tx) error {
			p, ok, err := h.org.Holder(t.Context(), tx, h.unit["STP"], org.Spokesperson, web.Today(t.Context()))
			if !ok || p.ID != ha || p.Title != "Trưởng phòng" {
				t.Errorf("the spokesperson is %+v", p)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		c.Post(preview + "/phieu").See("đã hiện một lần")
		c.Post(preview).Status(409).See("đã được ghi rồi")
		c.Upload("/quan-tri/nhap-tai-khoan", "file", "can-bo.xlsx", []byte(sheet)).See("Mọi dòng đều khớp")
		if got := h.auditActions(); !slices.Contains(got, "auth.import") || !slices.Contains(got, "auth.import-row") {
			t.Errorf("audit lines %v", got)
		}
	})
}

func TestAnImportIsRefusedWhenTheDirectoryMoved(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		_, ha := h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Staff, "STP"))
		c := h.enter("binh").Upload("/quan-tri/nhap-tai-khoan", "file", "can-bo.xlsx", []byte(sheet)).Status(200)
		preview := c.At()
		h.write(func(ctx context.Context, tx *db.Tx) error {
			p, err := h.org.Person(ctx, tx, ha)
			if err != nil {
				return err
			}
			p.Phone = "0900 000 000"
			return h.org.ChangePerson(ctx, tx, p)
		})
		c.Submit(preview).Status(409).See("Danh bạ đã thay đổi sau khi bạn xem trước")
		if n := h.people(); n != 2 {
			t.Errorf("a refused import stored something: %d people", n)
		}
		h.join("Ngô Văn Dũng", "UBND", "dung", h.over(auth.Administrator, "UBND"))
		h.enter("dung").Get(preview).Status(404)
	})
}

func TestAnImportSaysWhatIsWrongInWhichRow(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		c := h.enter("binh")
		head := "Họ và tên\tĐơn vị\tTên đăng nhập\tVai trò\tPhạm vi\tChức năng\tTừ ngày\n"
		for row, want := range map[string]string{
			"\tSTP":                                      "Thiếu họ và tên",
			"Đỗ Minh":                                    "Thiếu đơn vị",
			"Đỗ Minh\tSở Không Có":                       "Không có đơn vị nào mang mã hoặc tên “Sở Không Có”",
			"Đỗ Minh\tSTP\t\tcán bộ":                     "chưa có tên đăng nhập",
			"Đỗ Minh\tSTP\tminh":                         "Tài khoản mới cần vai trò",
			"Đỗ Minh\tSTP\tminh\tvua":                    "Không có vai trò “vua”",
			"Đỗ Minh\tSTP\tm!\tcán bộ":                   "không dùng được",
			"Đỗ Minh\tSTP\tminh\tcán bộ\tSTP;SYT":        "Số phạm vi không khớp",
			"Đỗ Minh\tSTP\t\t\t\tthủ quỹ":                "Không có chức năng “thủ quỹ”",
			"Đỗ Minh\tSTP\t\t\t\tđầu mối\t31/02/2026":    "Không đọc được ngày “31/02/2026”",
			"Đỗ Minh\tSTP\nĐỗ Minh\tSTP":                 "Trùng với dòng 2",
			"Đỗ Minh\tSTP\tminh\tcán bộ\nA B\tSYT\tminh": "Trùng với dòng 2",
		} {
			c.Upload("/quan-tri/nhap-tai-khoan", "file", "x.csv", []byte(head+row)).Status(200).See("1 dòng có lỗi", want).DontSee("Ghi 1 thay đổi")
			c.Post(c.At()).Status(409).See("Còn 1 dòng có lỗi")
		}
		c.Upload("/quan-tri/nhap-tai-khoan", "file", "x.csv", []byte("a\tb\nc\td")).Status(422).See("Không thấy dòng tiêu đề")
		c.Upload("/quan-tri/nhap-tai-khoan", "file", "x.csv", []byte(head)).Status(422).See("chưa có dòng nào")
		c.Upload("/quan-tri/nhap-tai-khoan", "file", "x.csv", []byte(head+strings.Repeat("A\tSTP\n", 5001))).Status(422).See("tối đa 5000 dòng")
		c.Post("/quan-tri/nhap-tai-khoan").Status(422).See("Hãy chọn tệp")
		if n := h.people(); n != 1 {
			t.Errorf("%d people after refused imports", n)
		}
	})
}

func (h *house) people() (n int) {
	h.Helper()
	h.read(`SELECT COUNT(*) FROM org_person WHERE id > $1`, 0, &n)
	return n
}

func TestWhatIsExportedCanBeImported(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		_, ha := h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Leader, "STP"), h.over(auth.Viewer, "UBND"))
		h.write(func(ctx context.Context, tx *db.Tx) error {
			return h.org.Appoint(ctx, tx, org.Post{Unit: h.unit["STP"], Person: ha, Kind: org.Head, From: web.Today(ctx)})
		})
		c := h.enter("binh").Get("/quan-tri/tai-khoan/xuat").Status(200)
		c.Upload("/quan-tri/nhap-tai-khoan", "file", "lai.xlsx", []byte(c.Body)).Status(200).See("Mọi dòng đều khớp")
	}, func(o *auth.Options) { o.Sheets = readWorkbook })
}

func TestMakingAnAccountIsRefusedWithTheReason(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		_, person := h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Staff, "STP"))
		for login, kind := range map[string]fault.Kind{"thuha": fault.Conflict, "khac": fault.Conflict, "x": fault.Invalid, "có dấu cách": fault.Invalid} {
			err := h.d.Write(t.Context(), func(tx *db.Tx) error {
				_, _, err := h.auth.CreateAccount(t.Context(), tx, auth.Officer{}, auth.NewAccount{Person: person, Login: login, Password: secretWords})
				return err
			})
			if fault.KindOf(err) != kind {
				t.Errorf("CreateAccount(%q) = %v, want kind %v", login, err, kind)
			}
		}
	})
}

func TestAuditSentencesHaveAsManyVerbsAsArguments(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		id, _ := h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Staff, "STP"))
		c := h.enter("binh")
		c.Get(adminPage(id)).Submit("/ten", "login", "ha.moi").Submit("/vai-tro", "role", "leader", "scope", fmt.Sprint(h.unit["STP"])).Submit("/ngung").Submit("/mo-lai")
		c.Submit("/mat-khau")
		err := h.d.Read(t.Context(), func(tx *db.Tx) error {
			lines, err := audit.Lines(t.Context(), tx, audit.Filter{Limit: 100})
			for _, l := range lines {
				if text := fmt.Sprintf(l.Sentence, l.Args...); strings.Contains(text, "%!") {
					t.Errorf("audit line %q", text)
				}
			}
			if len(lines) < 8 {
				t.Errorf("only %d audit lines", len(lines))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// ask sends an empty request of any method.
func ask(c *webtest.Client, method, path string) *webtest.Client {
	if method == http.MethodPost {
		return c.Post(path)
	}
	return c.Get(path)
}

func TestAnImportStaysWithinTheScope(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		h.join("Ngô Văn Dũng", "STP", "dung", h.over(auth.Administrator, "STP"))
		c := h.enter("dung")
		head := "Họ và tên\tĐơn vị\tTên đăng nhập\tVai trò\tPhạm vi\n"
		for _, row := range []string{"Đỗ Minh\tSYT", "Đỗ Minh\tSTP\tminh\tquản trị\tUBND", "Lê Văn Bình\tSTP\tbinh\tcán bộ"} {
			c.Upload("/quan-tri/nhap-tai-khoan", "file", "x.csv", []byte(head+row)).Status(200).See("ngoài phạm vi bạn quản trị", "1 dòng có lỗi")
		}
		c.Upload("/quan-tri/nhap-tai-khoan", "file", "x.csv", []byte(head+"Đỗ Minh\tSTP\tminh\tcán bộ")).Status(200).Submit(c.At()).See("Đang ghi")
		h.work()
		c.Get(c.At()).See("1 phiếu chờ in")
	})
}

func BenchmarkARequestFindsItsOfficer(b *testing.B) {
	d, err := db.Open(b.Context(), b.TempDir(), "")
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	err = d.Migrate(b.Context(), modules)
	if err != nil {
		b.Fatal(err)
	}
	o := org.New(d)
	s, err := auth.New(auth.Options{DB: d, Org: o, Now: time.Now, Key: key, Factor: []auth.Role{}})
	if err != nil {
		b.Fatal(err)
	}
	hash, err := s.HashPassword(b.Context(), secretWords)
	if err != nil {
		b.Fatal(err)
	}
	err = d.Write(b.Context(), func(tx *db.Tx) error {
		root, err := o.ApplyPreset(b.Context(), tx, "2025", "tỉnh An Bình")
		if err != nil {
			return err
		}
		p, err := o.AddPerson(b.Context(), tx, org.Person{Unit: root, Name: "Trần Thu Hà", Active: true})
		if err != nil {
			return err
		}
		_, _, err = s.CreateAccount(b.Context(), tx, auth.Officer{}, auth.NewAccount{Person: p, Login: "thuha", Hash: hash,
			Grants: []auth.Grant{{Role: auth.Staff, Unit: root}, {Role: auth.Viewer, Unit: root}}})
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	token, err := s.OpenSession(b.Context(), "thuha", secretWords)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.AddCookie(&http.Cookie{Name: "nhipcau", Value: token})
		for pb.Next() {
			ctx, err := s.Identify(r)
			if err != nil || auth.Of(ctx).Account == 0 {
				b.Fatal("nobody was found", err)
			}
		}
	})
}

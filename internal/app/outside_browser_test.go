//go:build browser

package app

import (
	"bufio"
	"fmt"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

// realProgram builds the real program once.
var realProgram = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "nhipcau-program-")
	if err != nil {
		return "", err
	}
	file := filepath.Join(dir, "nhipcau")
	out, err := exec.Command("go", "build", "-o", file, "../../cmd/nhipcau").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("building the program: %w\n%s", err, out)
	}
	return file, nil
})

// process is the real program, served to the test as a handler.
type process struct {
	http.Handler
	cmd *exec.Cmd
}

// start runs the program on data and waits until it answers. More settings are KEY=value.
func start(t *testing.T, data config.Data, settings ...string) *process {
	t.Helper()
	file, err := realProgram()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(file, "serve", "--data", data.Dir)
	cmd.Env = append(os.Environ(), "PORT=0", "NHIPCAU_LISTEN=127.0.0.1", "NHIPCAU_ADMIN=off", "NHIPCAU_RATE=-1", "NHIPCAU_DATABASE_URL="+data.DatabaseURL)
	cmd.Env = append(cmd.Env, settings...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	err = cmd.Start()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: cmd}
	t.Cleanup(p.kill)
	line, err := bufio.NewReader(out).ReadString('\n')
	_, address, found := strings.Cut(strings.TrimSpace(line), " tại ")
	if err != nil || !found {
		t.Fatalf("the program said %q: %v", line, err)
	}
	to, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(to)
		r.Out.Host = r.In.Host
	}, ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) }}
	p.Handler = proxy
	return p
}

// kill ends the program as a power cut would.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // it may be gone already
	_ = p.cmd.Wait()
}

// castIn makes the province with its people in data.
func castIn(t *testing.T, data config.Data) {
	t.Helper()
	h, err := build(t.Context(), blueprint{Data: data, Factor: []auth.Role{}})
	if err != nil {
		t.Fatal(err)
	}
	cast(t, h)
	err = h.Close()
	if err != nil {
		t.Fatal(err)
	}
}

func as(t *testing.T, p http.Handler, login string) *webtest.Client {
	t.Helper()
	return webtest.New(t, p).Post("/dang-nhap", "login", login, "password", testPassword).Status(200)
}

// longPlan is a plan with many tasks.
func longPlan(number, tasks int) string {
	var b strings.Builder
	head, _, _ := strings.Cut(walkPlan, "1. Tập huấn")
	b.WriteString(strings.Replace(head, "15/KH-UBND", fmt.Sprintf("%d/KH-UBND", number), 1))
	for i := range tasks {
		fmt.Fprintf(&b, "%d. Tuyên truyền nội dung số %d của đợt %d đến người dân.\n\nĐơn vị chủ trì: Sở Tư pháp.\n\nThời gian thực hiện: Trước ngày 30/11/2027.\n\n", i+1, i+1, number)
	}
	return b.String()
}

// draftPlan imports a plan up to the press of the last button.
func draftPlan(c *webtest.Client, number, tasks int) *webtest.Client {
	c.Get("/ke-hoach/nhap").Submit("/ke-hoach/nhap", "van-ban", longPlan(number, tasks)).Status(200)
	if strings.Contains(c.Body, "/da-ro\"") {
		c.Submit("/da-ro").Status(200)
	}
	return c
}

func casesIn(t *testing.T, data config.Data) (n int) {
	t.Helper()
	d, err := openDatabase(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }() // only read
	err = d.Read(t.Context(), func(tx *db.Tx) error { return tx.QueryRow(t.Context(), `SELECT COUNT(*) FROM work_case`).Scan(&n) })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestBrowserAProcessKilledWhileItConfirmsAPlanStoresAllOrNothing kills the real program at several moments of
// a confirmation: after starting again all tasks are there or none, and doing it once more gives each task once.
func TestBrowserAProcessKilledWhileItConfirmsAPlanStoresAllOrNothing(t *testing.T) {
	const tasks = 80
	each(t, func(t *testing.T, data config.Data) {
		castIn(t, data)
		p := start(t, data)
		c := draftPlan(as(t, p, "dieuphoi"), 100, tasks)
		begin := time.Now()
		c.Submit("/xac-nhan").Status(200)
		whole := time.Since(begin)
		have := casesIn(t, data)
		if have != tasks {
			t.Fatalf("%d tasks, want %d", have, tasks)
		}
		killed := 0
		for i, share := range []float64{.05, .3, .6, .9, 1.2, 2, 3} {
			number := 101 + i
			c = draftPlan(as(t, p, "dieuphoi"), number, tasks)
			at := c.At()
			done := make(chan struct{})
			go func() {
				defer close(done)
				c.Submit("/xac-nhan") // its answer may never come
			}()
			select {
			case <-done:
			case <-time.After(time.Duration(share * float64(whole))):
			}
			p.kill()
			<-done
			now := casesIn(t, data)
			if now != have && now != have+tasks {
				t.Fatalf("killed at %.2f of %v: %d tasks more, want none or %d", share, whole, now-have, tasks)
			}
			p = start(t, data)
			if now == have {
				killed++
				as(t, p, "dieuphoi").Get(at).Status(200).Submit("/xac-nhan").Status(200)
			}
			have += tasks
			if got := casesIn(t, data); got != have {
				t.Fatalf("after doing it once more: %d tasks, want %d", got, have)
			}
		}
		if killed == 0 {
			t.Error("not one confirmation was cut; kill earlier")
		}
		t.Logf("a confirmation of %d tasks takes %v; %d of 7 were cut before they were stored", tasks, whole, killed)
		p.kill()
		h := mustBuild(t, data)
		err := audit.NewSealer(h.db, h.keys, h.Now).Seal(t.Context(), audit.SealArgs{})
		if err != nil {
			t.Fatal(err)
		}
		v, err := audit.Verify(t.Context(), h.db, h.keys)
		if err != nil || !v.OK() {
			t.Errorf("the audit log: %v, %v", v.Findings, err)
		}
		err = h.Close()
		if err != nil {
			t.Error(err)
		}
	})
}

func TestBrowserAPlanImportedTwiceIsNoticed(t *testing.T) {
	data := config.Data{Dir: filepath.Join(t.TempDir(), "data")}
	castIn(t, data)
	p := start(t, data)
	c := as(t, p, "dieuphoi")
	first := draftPlan(c, 7, 3).At()
	other := draftPlan(as(t, p, "dieuphoi"), 7, 3)
	c.Get(first).Submit("/xac-nhan").Status(200)
	other.Submit("/xac-nhan")
	if other.Last.StatusCode != http.StatusConflict && other.Last.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("the same plan is confirmed twice with status %d", other.Last.StatusCode)
	}
	other.See("7/KH-UBND")
	if n := casesIn(t, data); n != 3 {
		t.Errorf("%d tasks, want the 3 of one plan", n)
	}
	draftPlan(c, 7, 3).See("7/KH-UBND")
}

// TestBrowserTwoWhoEditTheSameLoseNothing lets two browsers change a task, a draft and a unit: the second sees
// both versions, and its own words are still on the page.
func TestBrowserTwoWhoEditTheSameLoseNothing(t *testing.T) {
	data := config.Data{Dir: filepath.Join(t.TempDir(), "data")}
	castIn(t, data)
	p := start(t, data)
	one, two := as(t, p, "dieuphoi"), as(t, p, "dieuphoi")
	draft := draftPlan(one, 7, 3).At()
	clash(t, "a draft", one, two, draft, "/thong-tin", "ten")
	one.Get(draft)
	if strings.Contains(one.Body, "/da-ro\"") {
		one.Submit("/da-ro")
	}
	one.Get(draft).Submit("/xac-nhan").Status(200).See("NV-2026-0001")
	clash(t, "a task", one, two, "/viec/NV-2026-0001/sua", "/sua", "title")
}

func clash(t *testing.T, name string, one, two *webtest.Client, page, action, field string) {
	t.Helper()
	one.Get(page).Status(200)
	two.Get(page).Status(200)
	one.Submit(action, field, "Tên do người thứ nhất đặt").Status(200)
	two.Submit(action, field, "Tên do người thứ hai đặt")
	if two.Last.StatusCode != http.StatusConflict {
		t.Errorf("%s: the second editor gets status %d, want 409", name, two.Last.StatusCode)
	}
	if !strings.Contains(two.Body, "Tên do người thứ hai đặt") || !strings.Contains(two.Body, "Tên do người thứ nhất đặt") {
		t.Errorf("%s: the second editor does not see both versions", name)
	}
	if one.Get(page); !strings.Contains(one.Body, "Tên do người thứ nhất đặt") {
		t.Errorf("%s: the first version is lost", name)
	}
}

func TestBrowserTooManyRequestsAreToldWhenToComeBack(t *testing.T) {
	data := config.Data{Dir: filepath.Join(t.TempDir(), "data")}
	castIn(t, data)
	p := start(t, data, "NHIPCAU_RATE=1")
	c := webtest.New(t, p)
	for range 400 {
		if c.Get("/dang-nhap"); c.Last.StatusCode == http.StatusTooManyRequests {
			break
		}
	}
	c.Status(http.StatusTooManyRequests).See("Trang đang nhận quá nhiều yêu cầu", "đợi khoảng 10 giây")
	if c.Last.Header.Get("Retry-After") != "10" {
		t.Errorf("Retry-After is %q, want 10", c.Last.Header.Get("Retry-After"))
	}
}

// house of one administrator, in this process, where no second factor is asked.
func administered(t *testing.T, name string) (*house, *webtest.Client) {
	t.Helper()
	h, err := build(t.Context(), blueprint{
		Data: config.Data{Dir: filepath.Join(t.TempDir(), "data")}, Factor: []auth.Role{}, Serve: config.Serve{Rate: -1, Admin: "off"},
	})
	if err != nil {
		t.Fatal(err)
	}
	closed(t, h)
	var root org.UnitID
	err = h.db.Write(t.Context(), func(tx *db.Tx) (err error) {
		root, err = h.org.ApplyPreset(t.Context(), tx, "2025", name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	signIn := person(t, h, "quantri", auth.Grant{Role: auth.Administrator, Unit: root})
	handler, _, err := h.handler()
	if err != nil {
		t.Fatal(err)
	}
	c := webtest.New(t, handler)
	signIn(c)
	return h, c
}

func unitsOf(t *testing.T, h *house) (n int64) {
	t.Helper()
	err := h.db.Read(t.Context(), func(tx *db.Tx) (err error) {
		n, err = units(t.Context(), tx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestBrowserABigImportWithErrorsStoresNothing sends a directory of 5,000 rows, among them units above each
// other in a circle, and accounts with errors: each is told in its line, and nothing is stored until all is well.
func TestBrowserABigImportWithErrorsStoresNothing(t *testing.T) {
	h, c := administered(t, "Tỉnh An Bình")
	before := unitsOf(t, h)
	tree, err := h.org.ReadTree(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	root, _ := tree.Root()
	rows := func(top string) []byte {
		var b strings.Builder
		fmt.Fprintf(&b, "Mã,Tên,Cấp,Trực thuộc (mã)\nV1,Ban Quản lý dự án số 1,\"sở, ban, ngành\",%s\nV2,Ban Quản lý dự án số 2,\"sở, ban, ngành\",V1\n", top)
		for i := range 4998 {
			fmt.Fprintf(&b, "T%d,Phòng Văn hóa số %d,đơn vị trực thuộc,V2\n", i, i)
		}
		return []byte(b.String())
	}
	begin := time.Now()
	c.Get("/nhap-danh-ba").Upload("/nhap-danh-ba", "file", "danh-ba.csv", rows("V2")).Status(200).See("vòng")
	t.Logf("looking at 5,000 rows with a circle takes %v", time.Since(begin))
	c.Post(c.At()).Status(http.StatusUnprocessableEntity)
	if got := unitsOf(t, h); got != before {
		t.Fatalf("%d units were stored from a file with a circle", got-before)
	}
	begin = time.Now()
	c.Get("/nhap-danh-ba").Upload("/nhap-danh-ba", "file", "danh-ba.csv", rows(root.Code)).Status(200)
	c.Post(c.At()).Status(200).See("Đã thêm 5000 đơn vị")
	t.Logf("importing 5,000 units takes %v", time.Since(begin))
	if got := unitsOf(t, h); got != before+5000 {
		t.Errorf("%d units, want %d", got, before+5000)
	}
	sheet := "Họ và tên,Tên đăng nhập,Đơn vị,Vai trò\nTrần Thu Hà,tha,T1,cán bộ\n,khongten,T1,cán bộ\nLê Văn An,tha,T1,cán bộ\nĐỗ Mai,dmai,KHONGCO,cán bộ\nVũ Nam,vnam,T2,vua\n"
	c.Get("/quan-tri/nhap-tai-khoan").Upload("/quan-tri/nhap-tai-khoan", "file", "tai-khoan.csv", []byte(sheet)).Status(200)
	c.See("KHONGCO", "vua", "tha")
	c.Post(strings.Split(c.At(), "?")[0])
	if c.Last.StatusCode < 400 {
		t.Errorf("accounts with errors are taken with status %d", c.Last.StatusCode)
	}
	c.Get("/quan-tri/tai-khoan").DontSee("Vũ Nam", "Lê Văn An")
}

// vietnamese are letters that only Vietnamese has.
var vietnamese = regexp.MustCompile(`(?i)[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]`)

// ownWords stay Vietnamese in English: names, the marks of kinds of documents, what is to be typed as it is, and
// what somebody wrote.
var ownWords = []string{
	"Nhịp Cầu", "NĐ-CP", "Lào Cai", "Trần Thu Hà", "Hệ thống", "Sở Lao động - Thương binh và Xã hội", "phân loại rác", "VI: chuyển sang tiếng Việt",
	"Đơn vị", "Phạm vi", "quản trị tài khoản", "quản trị", "điều phối", "lãnh đạo", "cán bộ truyền thông", "cán bộ", "người xem", "Chức năng",
	"người phát ngôn", "đầu mối", "người đứng đầu", "Từ ngày", "Good day Hà", "TM. Ủy ban nhân dân, KT. Giám đốc", "Hùng Kings", "TỐI MẬT",
	"TUYỆT MẬT", "MẬT", "Mã, Tên, Cấp, Trực thuộc", "Quản trị",
}

// TestBrowserPagesOfTheAdministratorAreEnglishThroughout follows every link in English, in a house whose own
// names have no diacritics, and looks for sentences that were left in Vietnamese.
func TestBrowserPagesOfTheAdministratorAreEnglishThroughout(t *testing.T) {
	h, c := administered(t, "An Binh")
	_, mux, err := h.handler()
	if err != nil {
		t.Fatal(err)
	}
	c.SetCookie("lang", "en")
	pages := map[string]string{}
	crawl(t, c, "quantri", mux, pages, map[string]bool{})
	tree, err := h.org.ReadTree(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	names := ownWords
	for _, u := range tree.Units() {
		names = append(names, u.Name, u.Short)
	}
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	told := map[string]bool{}
	for page := range pages {
		c.Get(strings.TrimPrefix(page, "quantri "))
		for _, text := range texts(c.Doc()) {
			rest := text
			for _, name := range names {
				rest = strings.ReplaceAll(rest, name, "")
			}
			if vietnamese.MatchString(rest) && !told[text] {
				told[text] = true
				t.Errorf("%s says %q", page, text)
			}
		}
	}
	if len(pages) < 15 {
		t.Errorf("only %d pages were found", len(pages))
	}
}

// texts are the texts of a page that a reader in English should understand: not what is marked as Vietnamese,
// not what stands there as somebody's own words.
func texts(doc *html.Node) (all []string) {
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode {
			for _, a := range n.Attr {
				if a.Key == "lang" && a.Val == "vi" {
					return
				}
				if a.Key == "aria-label" || a.Key == "placeholder" || a.Key == "title" {
					all = append(all, a.Val)
				}
			}
			if n.Data == "script" || n.Data == "option" || n.Data == "datalist" {
				return
			}
		}
		if text := strings.TrimSpace(n.Data); n.Type == html.TextNode && text != "" {
			all = append(all, text)
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	walk(doc)
	return all
}

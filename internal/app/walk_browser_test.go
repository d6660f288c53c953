//go:build browser

package app

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime/quotedprintable"
	"net"
	stdmail "net/mail"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web/pagecheck"
	"github.com/nhipcau/nhipcau/law"
)

const walkPlan = `ỦY BAN NHÂN DÂN
TỈNH AN BÌNH
Số: 15/KH-UBND

An Bình, ngày 20 tháng 11 năm 2026

KẾ HOẠCH
Truyền thông chính sách cuối năm 2026

I. BỒI DƯỠNG

1. Tập huấn báo cáo viên pháp luật cấp xã về kỹ năng truyền thông chính sách.

Đơn vị chủ trì: Sở Tư pháp.

Đơn vị phối hợp: Sở Nội vụ.

Thời gian thực hiện: Trước ngày 30/11/2026.

2. Tổng hợp thông tin báo chí viết về tỉnh.

Đơn vị chủ trì: Sở Văn hóa, Thể thao và Du lịch.

Thời gian thực hiện: Hằng tuần.
`

// TestBrowserWalk walks the first life of the product with a real browser and a real mail server: sign in,
// import a plan, confirm, assign, add evidence, overdue reminder, report.
func TestBrowserWalk(t *testing.T) {
	box, server := mailServer(t)
	now := &handClock{at: time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)} // Monday, 09:00 in Việt Nam
	h, err := build(t.Context(), blueprint{
		Data: config.Data{Dir: filepath.Join(t.TempDir(), "data")}, Now: now.Now, Factor: []auth.Role{},
		Serve: config.Serve{Rate: -1, Admin: "off", URL: "http://nhipcau.test", SMTP: server},
	})
	if err != nil {
		t.Fatal(err)
	}
	cast(t, h)
	handler, _, err := h.handler()
	if err != nil {
		t.Fatal(err)
	}
	srv := served(t, h, handler)
	w := pagecheck.Browser(t).Width(pagecheck.Desk)

	// The coordinator imports the plan and confirms it.
	enter(w, srv.URL, "dieuphoi")
	w.Open(srv.URL + "/ke-hoach/nhap")
	attach(w, "[name=tep]", "ke-hoach-15.txt", walkPlan)
	w.Follow(`form[enctype] button[type=submit]`)
	w.See("Tập huấn báo cáo viên pháp luật cấp xã", "Sở Tư pháp", "15/KH-UBND")
	if pagecheck.Eval[bool](w, `!!document.querySelector('form[action$="/da-ro"]')`) {
		w.Follow(`form[action$="/da-ro"] button[type=submit]`)
	}
	w.Follow(`form[action$="/xac-nhan"] button[type=submit]`)
	w.See("NV-2026-0001", "NV-2026-0002", "30/11/2026")

	// And assigns the first task within the department.
	w.Open(srv.URL + "/viec/NV-2026-0001")
	pagecheck.Eval[bool](w, `(document.querySelectorAll('details').forEach(d => d.open = true), true)`)
	pagecheck.Eval[bool](w, `(() => { const s = document.querySelector('form[action$="/phan-cong"] select');
		s.value = [...s.options].find(o => o.text.includes('Đỗ Mai Phương')).value; return true })()`)
	w.Follow(`form[action$="/phan-cong"] button[type=submit]`)
	w.See("Đỗ Mai Phương")

	// The officer adds evidence but hands nothing in.
	leave(w, srv.URL)
	enter(w, srv.URL, "tuphap")
	w.See("Tập huấn báo cáo viên pháp luật cấp xã")
	w.Open(srv.URL + "/viec/NV-2026-0001")
	pagecheck.Eval[bool](w, `(document.querySelectorAll('details').forEach(d => d.open = true), true)`)
	attach(w, `form[action$="/minh-chung"] input[type=file]`, "giay-moi.txt", "Giấy mời tập huấn")
	w.Follow(`form[action$="/minh-chung"] button[type=submit]`)
	w.See("giay-moi.txt")

	// The deadline passes: one letter reminds the contact point, who is the officer.
	now.set(time.Date(2026, 12, 1, 3, 0, 0, 0, time.UTC))
	for range 2 {
		_, err = h.queue.RunPeriodic(t.Context())
		if err != nil {
			t.Fatal(err)
		}
	}
	letter := box.one(t, "phuong@stp.anbinh.example")
	if !strings.Contains(letter, "NV-2026-0001") || !strings.Contains(letter, "30/11/2026") {
		t.Errorf("the reminder does not name the task and its day:\n%s", letter)
	}

	// The coordinator sees it late and makes the report, whose numbers are frozen.
	leave(w, srv.URL)
	enter(w, srv.URL, "dieuphoi")
	w.See("Quá hạn")
	w.Open(srv.URL + "/ke-hoach/bao-cao/1")
	w.Follow(`main form[method=post] button[type=submit]`)
	w.See("số liệu chốt đến 01/12/2026")
	w.Follow(`main a[href^="/van-ban/"]`)
	pagecheck.Eval[bool](w, `((async () => { const a = [...document.querySelectorAll('a[href]')].find(a => a.href.includes('docx'));
		const b = new Uint8Array(await (await fetch(a.href)).arrayBuffer()); let s = ''; b.forEach(c => s += String.fromCharCode(c));
		window.paper = btoa(s) })(), true)`)
	docx := pagecheck.Eval[string](w.Wait(`window.paper`), `window.paper`)
	checkReport(t, docx)
}

// cast makes the province with a coordinator and an officer of one department.
func cast(t *testing.T, h *house) {
	t.Helper()
	root := province(t, h)
	tree, err := h.org.ReadTree(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var justice org.UnitID
	for _, u := range tree.Units() {
		if u.Code == "STP" {
			justice = u.ID
		}
	}
	hash, err := h.auth.HashPassword(t.Context(), testPassword)
	if err != nil {
		t.Fatal(err)
	}
	err = h.db.Write(t.Context(), func(tx *db.Tx) error {
		for _, p := range []struct {
			name, login, email string
			unit               org.UnitID
			role               auth.Role
		}{
			{"Trần Thu Hà", "dieuphoi", "ha@anbinh.example", root, auth.Coordinator},
			{"Đỗ Mai Phương", "tuphap", "phuong@stp.anbinh.example", justice, auth.Staff},
		} {
			id, err := h.org.AddPerson(t.Context(), tx, org.Person{Unit: p.unit, Name: p.name, Salute: "chị", Email: p.email, Active: true})
			if err != nil {
				return err
			}
			err = h.org.Appoint(t.Context(), tx, org.Post{Unit: p.unit, Person: id, Kind: org.Contact, From: law.Date{Year: 2026, Month: 1, Day: 1}})
			if err != nil {
				return err
			}
			_, _, err = h.auth.CreateAccount(t.Context(), tx, auth.Officer{Full: "Hệ thống"}, auth.NewAccount{
				Person: id, Login: p.login, Hash: hash, Grants: []auth.Grant{{Role: p.role, Unit: p.unit}},
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func enter(w *pagecheck.Window, address, login string) {
	w.Open(address+"/dang-nhap").Type("[name=login]", login).Type("[name=password]", testPassword)
	w.Follow("main button[type=submit]")
}

func leave(w *pagecheck.Window, address string) {
	pagecheck.Eval[bool](w, `(document.querySelector('form[action="/dang-xuat"]').requestSubmit(), true)`)
	w.Wait(`location.pathname === "/dang-nhap"`)
}

// attach puts a text file into a file field, as choosing it would.
func attach(w *pagecheck.Window, selector, name, text string) {
	pagecheck.Eval[bool](w, fmt.Sprintf(`(() => { const d = new DataTransfer(); d.items.add(new File([%q], %q, {type: 'text/plain'}));
		document.querySelector(%q).files = d.files; return true })()`, text, name, selector))
}

func checkReport(t *testing.T, packed string) {
	t.Helper()
	f, err := unpackPaper(t, packed).Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Tập huấn báo cáo viên pháp luật cấp xã"} {
		if !bytes.Contains(text, []byte(want)) {
			t.Errorf("the report does not say %q", want)
		}
	}
}

// unpackPaper opens a DOCX that came from the browser in base64.
func unpackPaper(t *testing.T, packed string) *zip.Reader {
	t.Helper()
	data, err := base64.StdEncoding.DecodeString(packed)
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatalf("the paper is no DOCX: %v", err)
	}
	return z
}

// handClock is a clock that the test moves.
type handClock struct {
	mu sync.Mutex
	at time.Time
}

func (c *handClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *handClock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = t
}

// mailbox is what a real SMTP server received, by address.
type mailbox struct {
	mu      sync.Mutex
	letters map[string][]string
}

func (b *mailbox) one(t *testing.T, to string) string {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.letters[to]) != 1 {
		t.Fatalf("%s got %d letters, want one; all: %d", to, len(b.letters[to]), len(b.letters))
	}
	m, err := stdmail.ReadMessage(strings.NewReader(b.letters[to][0]))
	if err != nil {
		t.Fatal(err)
	}
	return plain(t, m.Body)
}

func (b *mailbox) NewSession(*smtp.Conn) (smtp.Session, error) { return &delivery{box: b}, nil }

type delivery struct {
	box *mailbox
	to  string
}

func (*delivery) Reset()                               {}
func (*delivery) Logout() error                        { return nil }
func (*delivery) Mail(string, *smtp.MailOptions) error { return nil }

func (d *delivery) Rcpt(to string, _ *smtp.RcptOptions) error {
	d.to = to
	return nil
}

func (d *delivery) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	d.box.mu.Lock()
	defer d.box.mu.Unlock()
	d.box.letters[d.to] = append(d.box.letters[d.to], string(text))
	return err
}

func mailServer(t *testing.T) (*mailbox, config.SMTP) {
	t.Helper()
	box := &mailbox{letters: map[string][]string{}}
	srv := smtp.NewServer(box)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = srv.Serve(l) }() // ends with Close
	t.Cleanup(func() { _ = srv.Close() })
	return box, config.SMTP{Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, TLS: "none", From: "Nhịp Cầu <nhipcau@anbinh.example>"}
}

// plain reads a quoted-printable body.
func plain(t *testing.T, r io.Reader) string {
	t.Helper()
	text, err := io.ReadAll(quotedprintable.NewReader(r))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

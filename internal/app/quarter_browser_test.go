//go:build browser

package app

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/chase"
	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/round"
	"github.com/nhipcau/nhipcau/internal/web/pagecheck"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
	"github.com/nhipcau/nhipcau/law"
)

// office is a province with four communes, each with an officer who signs in as xa1 to xa4.
type office struct {
	t       *testing.T
	h       *house
	clock   *handClock
	site    http.Handler
	address string
	box     *mailbox
	unit    map[string]org.UnitID
	person  map[string]org.PersonID // by sign-in
}

func newOffice(t *testing.T, at time.Time) *office {
	t.Helper()
	box, server := mailServer(t)
	o := &office{t: t, box: box, clock: &handClock{at: at}, unit: map[string]org.UnitID{}, person: map[string]org.PersonID{}}
	h, err := build(t.Context(), blueprint{
		Data: config.Data{Dir: filepath.Join(t.TempDir(), "data")}, Now: o.clock.Now, Factor: []auth.Role{},
		Serve: config.Serve{Rate: -1, Admin: "off", URL: "http://nhipcau.test", SMTP: server},
	})
	if err != nil {
		t.Fatal(err)
	}
	o.h = h
	cast(t, h)
	o.settle()
	handler, _, err := h.handler()
	if err != nil {
		t.Fatal(err)
	}
	o.site, o.address = handler, served(t, h, handler).URL
	return o
}

var communes = []string{"Bến Lúa", "Phú Mạch", "Đồng Sen", "Đồi Sim"}

// settle adds the communes and their officers.
func (o *office) settle() {
	tree, err := o.h.org.ReadTree(o.t.Context())
	if err != nil {
		o.t.Fatal(err)
	}
	root, _ := tree.Root()
	for _, u := range tree.Units() {
		o.unit[u.Code] = u.ID
	}
	hash, err := o.h.auth.HashPassword(o.t.Context(), testPassword)
	if err != nil {
		o.t.Fatal(err)
	}
	o.write(func(ctx context.Context, tx *db.Tx) error {
		for i, name := range communes {
			code := fmt.Sprintf("X%d", i+1)
			u, err := o.h.org.AddUnit(ctx, tx, org.Unit{Code: code, Name: "Ủy ban nhân dân xã " + name, Short: "UBND xã " + name, Parent: root.ID, Level: org.Commune})
			if err != nil {
				return err
			}
			o.unit[code] = u
			err = o.employ(ctx, tx, u, "Nguyễn Thị Lụa "+strconv.Itoa(i+1), fmt.Sprintf("xa%d", i+1), hash)
			if err != nil {
				return err
			}
		}
		err := o.employ(ctx, tx, o.unit["SVHTTDL"], "Bùi Khánh Ngân", "vhttdl", hash)
		if err != nil {
			return err
		}
		for _, login := range []string{"dieuphoi", "tuphap"} {
			var p org.PersonID
			err := tx.QueryRow(ctx, `SELECT person FROM auth_account WHERE login = $1`, login).Scan(&p)
			if err != nil {
				return err
			}
			o.person[login] = p
		}
		return nil
	})
}

func (o *office) employ(ctx context.Context, tx *db.Tx, unit org.UnitID, name, login, hash string) error {
	p, err := o.h.org.AddPerson(ctx, tx, org.Person{Unit: unit, Name: name, Salute: "chị", Email: login + "@anbinh.example", Active: true})
	if err != nil {
		return err
	}
	o.person[login] = p
	err = o.h.org.Appoint(ctx, tx, org.Post{Unit: unit, Person: p, Kind: org.Contact, From: law.Date{Year: 2026, Month: 1, Day: 1}})
	if err != nil {
		return err
	}
	_, _, err = o.h.auth.CreateAccount(ctx, tx, auth.Officer{Full: "Hệ thống"}, auth.NewAccount{
		Person: p, Login: login, Hash: hash, Grants: []auth.Grant{{Role: auth.Staff, Unit: unit}},
	})
	return err
}

func (o *office) write(do func(ctx context.Context, tx *db.Tx) error) {
	o.t.Helper()
	err := o.h.db.Write(o.t.Context(), func(tx *db.Tx) error { return do(o.t.Context(), tx) })
	if err != nil {
		o.t.Fatal(err)
	}
}

// as lets somebody do something through a service.
func (o *office) as(login string, do func(ctx context.Context, tx *db.Tx, by auth.Officer) error) {
	o.t.Helper()
	o.write(func(ctx context.Context, tx *db.Tx) error {
		by, err := o.h.auth.OfficerOf(ctx, tx, o.person[login])
		if err != nil {
			return err
		}
		return do(ctx, tx, by)
	})
}

// tell lets an officer answer for their unit: items published, meetings held.
func (o *office) tell(login, unit string, items, meetings int64) {
	o.t.Helper()
	o.as(login, func(ctx context.Context, tx *db.Tx, by auth.Officer) error {
		_, err := o.h.round.Answer(ctx, tx, by, round.Answering{Round: 1, Unit: o.unit[unit], Content: round.Content{
			Figures: map[string]round.Amount{"f1": round.WholeOf(items), "f2": round.WholeOf(meetings)}, Texts: map[string]string{"ket-qua": "Đã phát tin trên loa."},
		}})
		return err
	})
}

// tick checks the box with a value, wherever it is folded away.
func tick(w *pagecheck.Window, name string, value any) {
	pagecheck.Eval[bool](w, fmt.Sprintf(`(document.querySelector('input[name="%s"][value="%v"]').checked = true)`, name, value))
}

// reach follows a link or a button until a text stands on the page that comes.
func reach(w *pagecheck.Window, selector, text string) {
	w.Follow(selector).Wait(fmt.Sprintf(`document.readyState === "complete" && document.body.innerText.includes(%q)`, text))
}

// set replaces what stands in a field.
func set(w *pagecheck.Window, selector, value string) {
	pagecheck.Eval[bool](w, fmt.Sprintf(`(() => { const f = document.querySelector(%q); f.value = %q; return f.value === %q })()`, selector, value, value))
}

// TestBrowserAQuarter walks a coordinator through a whole quarter: a round from its preset, units that answer, one
// typed in from its letter, one that is late and reminded, totals that open their rows, closing, the report as a
// paper, signature, issue, and the one figure that the signed file says otherwise.
func TestBrowserAQuarter(t *testing.T) {
	o := newOffice(t, time.Date(2026, 12, 21, 2, 0, 0, 0, time.UTC)) // Monday, 09:00 in Việt Nam
	confirmPlan(t, webtest.New(t, o.site))
	w := pagecheck.Browser(t).Width(pagecheck.Desk)
	enter(w, o.address, "dieuphoi")
	o.open(w)
	o.tell("xa1", "X1", 57, 4)
	o.tell("xa2", "X2", 31, 2)
	o.tell("vhttdl", "SVHTTDL", 40, 6)
	o.typeLetter(w)
	o.remind(w)
	o.chase(w)
	o.tell("xa4", "X4", 3, 0)
	o.as("vhttdl", func(ctx context.Context, tx *db.Tx, by auth.Officer) error {
		_, err := o.h.round.Merge(ctx, tx, by, 1, o.unit["SVHTTDL"], "")
		return err
	})
	o.consolidate(w)
	o.sign(w)
	if said := w.Console(); len(said) > 0 {
		t.Errorf("the pages complained: %v", said)
	}
}

// open makes a round of the quarter: all communes through the department, and the justice department.
func (o *office) open(w *pagecheck.Window) {
	w.Open(o.address + "/dot-bao-cao/moi")
	reach(w, `button[value=quy]`, "Ai phải trả lời")
	tick(w, "levels", org.Commune)
	for _, code := range []string{"STP", "SVHTTDL"} {
		tick(w, "units", o.unit[code])
	}
	set(w, "[name=via]", itoa(int64(o.unit["SVHTTDL"])))
	reach(w, `button[value=mo]`, "đơn vị đã trả lời")
	w.See("Báo cáo quý IV năm 2026", "0 trên 6 đơn vị đã trả lời", "Ủy ban nhân dân xã Bến Lúa")
}

// typeLetter records what a commune sent by letter.
func (o *office) typeLetter(w *pagecheck.Window) {
	w.Open(o.address + "/dot-bao-cao/1").See("3 trên 6 đơn vị đã trả lời")
	reach(w, fmt.Sprintf(`a[href="/dot-bao-cao/1/%d"]`, o.unit["X3"]), "Đơn vị đã báo bằng")
	form := fmt.Sprintf(`form[action="/dot-bao-cao/1/%d"] `, o.unit["X3"])
	set(w, form+`[name="r1.kenh"]`, "document")
	w.Type(form+`[name="r1.so-cv"]`, "88/BC-UBND").Type(form+`[name="r1.ngay-cv"]`, "18/12/2026")
	w.Type(form+`[name="r1.f1"]`, "12").Type(form+`[name="r1.f2"]`, "1").Type(form+`[name="r1.ket-qua"]`, "Đã tuyên truyền tại chợ.")
	reach(w, form+`button.btn-main`, "Nội dung đã gửi")
	w.See("Trần Thu Hà", "nhập thay", "theo công văn số 88/BC-UBND ngày 18/12/2026")
	w.Open(o.address+"/dot-bao-cao/1").See("4 trên 6 đơn vị đã trả lời", "chờ đơn vị xác nhận")
}

// remind lets the deadline pass: the unit that has said nothing gets a letter that names the round, and answers.
func (o *office) remind(w *pagecheck.Window) {
	o.clock.set(time.Date(2027, 1, 1, 3, 0, 0, 0, time.UTC))
	for range 2 {
		_, err := o.h.queue.RunPeriodic(o.t.Context())
		if err != nil {
			o.t.Fatal(err)
		}
	}
	if letter := o.box.one(o.t, "xa4@anbinh.example"); !strings.Contains(letter, "Báo cáo quý IV năm 2026") {
		o.t.Errorf("the letter does not name the round:\n%s", letter)
	}
	enter(w, o.address, "dieuphoi") // the session has ended meanwhile
	w.Open(o.address+"/dot-bao-cao/1?loc=chua").See("Ủy ban nhân dân xã Đồi Sim", "Sở Tư pháp")
}

// chase copies a message about the task of the plan that the justice department is late with, and keeps that it
// was called.
func (o *office) chase(w *pagecheck.Window) {
	w.Open(o.address + chase.PageURL).See("Sở Tư pháp")
	reach(w, fmt.Sprintf(`main a[href="%s/%d"]`, chase.PageURL, o.unit["STP"]), "Tin nhắn Zalo cho riêng đơn vị này")
	message := pagecheck.Eval[string](w, `document.querySelector("#tin-zalo, [id$=tin-zalo]").value`)
	if !strings.Contains(message, "Sở Tư pháp") || !strings.Contains(message, "NV-2026-0001") || strings.Contains(message, "Sở Văn hóa") {
		o.t.Errorf("the message names another unit, or not this one and its task:\n%s", message)
	}
	w.Type("[name=note]", "Gặp chị Phương, hẹn gửi trong tuần.")
	reach(w, `button[value=call]`, "hẹn gửi trong tuần")
}

// consolidate reads the totals, opens the rows behind one, and closes the round.
func (o *office) consolidate(w *pagecheck.Window) {
	w.Open(o.address+"/dot-bao-cao/so-lieu/1").See("143", "5/6", "1 đơn vị chưa trả lời")
	reach(w, `a[aria-label*="143"]`, "xã Bến Lúa")
	w.See("xã Bến Lúa", "57", "xã Phú Mạch", "31", "xã Đồng Sen", "12", "40")
	w.Open(o.address + "/dot-bao-cao/1")
	reach(w, `form[action="/dot-bao-cao/chot/1"] button`, "Đã chốt số liệu.")
	w.Open(o.address+"/dot-bao-cao/so-lieu/1").See("Số liệu chốt ngày", "143")
	reach(w, `form[action="/dot-bao-cao/van-ban/1"] button`, "Đã lập dự thảo báo cáo tổng hợp")
}

// sign takes the report from draft to issue; the file that comes back from signing says 134 instead of 143.
func (o *office) sign(w *pagecheck.Window) {
	paper := w.Address()
	for name, text := range map[string]string{
		"tham-quyen": "TM. Ủy ban nhân dân\nKT. Chủ tịch", "chuc-vu": "Phó Chủ tịch", "nguoi-ky": "Phạm Đình Lâm",
	} {
		set(w, fmt.Sprintf(`[name="%s"]`, name), text)
	}
	save := fmt.Sprintf(`form[action="%s"] button[type=submit]`, strings.TrimPrefix(paper, o.address))
	reach(w, save, "Đã lưu dự thảo.")
	reach(w, `form[action$="/trinh"] button`, "Lãnh đạo trả lại")
	pagecheck.Eval[bool](w, `((async () => { const a = [...document.querySelectorAll('a[href]')].find(a => a.href.includes('docx'));
		const b = new Uint8Array(await (await fetch(a.href)).arrayBuffer()); let s = ''; b.forEach(c => s += String.fromCharCode(c));
		window.paper = btoa(s) })(), true)`)
	docx := retype(o.t, pagecheck.Eval[string](w.Wait(`window.paper`), `window.paper`), "143", "134")
	pagecheck.Eval[bool](w, fmt.Sprintf(`(() => { const d = new DataTransfer();
		d.items.add(new File([Uint8Array.from(atob(%q), c => c.charCodeAt(0))], 'bao-cao-da-ky.docx'));
		const f = document.querySelector('form[action$="/ban-hanh"] [name=tep]'); f.files = d.files; return f.dispatchEvent(new Event('change', {bubbles: true})) })()`, docx))
	w.Type(`form[action$="/ban-hanh"] [name=so]`, "12")
	w.Click(`form[action$="/ban-hanh"] button[type=submit]`).Wait(`document.querySelector('table.differs')`)
	w.See("Đã ban hành", "12/BC-UBND", "Phạm Đình Lâm", "1 số liệu trong tệp ban hành khác số liệu đã chốt", "bao-cao-da-ky.docx")
	got := pagecheck.Eval[string](w, `[...document.querySelectorAll('table.differs tbody tr')].map(r => [...r.cells].slice(0, 3).map(c => c.innerText.trim()).join('|')).join('\n')`)
	if want := "Số tin, bài về chính sách đã đăng, phát|143|134"; got != want {
		o.t.Errorf("the comparison lists\n%s\nwant\n%s", got, want)
	}
}

// retype writes one number otherwise in a DOCX, both in base64.
func retype(t *testing.T, packed, from, to string) string {
	t.Helper()
	var out bytes.Buffer
	edited := zip.NewWriter(&out)
	for _, f := range unpackPaper(t, packed).File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == "word/document.xml" {
			if n := bytes.Count(part, []byte(">"+from+"<")); n != 1 {
				t.Fatalf("the paper says %s %d times, want once", from, n)
			}
			part = bytes.Replace(part, []byte(">"+from+"<"), []byte(">"+to+"<"), 1)
		}
		x, err := edited.Create(f.Name)
		if err == nil {
			_, err = x.Write(part)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	err := edited.Close()
	if err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(out.Bytes())
}

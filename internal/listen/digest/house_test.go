package digest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/jobs"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/alert"
	"github.com/nhipcau/nhipcau/internal/listen/digest"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/search"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/internal/work/worktest"
	"github.com/nhipcau/nhipcau/law"
)

var modules = []db.Module{
	jobs.Module, audit.Module, web.Module, org.Module, auth.Module, files.Module, search.Module, work.Module, paper.Module, listen.Module, alert.Module,
	digest.Module,
}

// monday is the day on which everything here happens, at nine in the morning; the digest is of the week before.
var (
	monday     = law.Date{Year: 2026, Month: 11, Day: 23}
	from, to   = monday.AddDays(-7), monday.AddDays(-1)
	nextSunday = monday.AddDays(6)
)

// house is a province that listens to six newspapers.
type house struct {
	*digest.Service
	dbtest.Tables
	unit    map[string]org.UnitID
	sources []listen.Source
	topic   listen.Topic
	now     time.Time
	told    int
	letters []work.Message
}

// Queue keeps a letter once.
func (h *house) Queue(_ context.Context, _ *db.Tx, m work.Message) error {
	for _, x := range h.letters {
		if x.Key == m.Key {
			return nil
		}
	}
	h.letters = append(h.letters, m)
	return nil
}

func each(t *testing.T, fn func(h *house)) {
	t.Helper()
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) { fn(newHouse(t, d)) })
}

func newHouse(t *testing.T, d *db.DB) *house {
	t.Helper()
	h := &house{Tables: dbtest.Tables{T: t, D: d}, unit: map[string]org.UnitID{}, now: monday.Start().Add(9 * time.Hour)}
	now := func() time.Time { return h.now }
	store, err := files.Open(d, filepath.Join(t.TempDir(), "files"), now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	directory := org.New(d)
	cases := work.New(work.Options{DB: d, Org: directory, Now: now, Holidays: law.VietnamCalendar, Outbox: worktest.Mailbox{}, Indexer: worktest.Index{}}, alert.Question)
	papers := paper.NewService(paper.Options{DB: d, Org: directory, Files: store, Now: now})
	hears := listen.New(listen.Options{DB: d, Now: now})
	alerts := alert.New(alert.Options{DB: d, Org: directory, Listen: hears, Work: cases, Now: now, Calendar: law.VietnamCalendar})
	h.Service = digest.New(digest.Options{DB: d, Org: directory, Listen: hears, Alert: alerts, Work: cases, Papers: papers, Now: now, Outbox: h, Site: "https://nhipcau.test"})
	h.Tables.Write(func(ctx context.Context, tx *db.Tx) (err error) {
		for _, u := range []org.Unit{{Code: "UBND", Name: "Ủy ban nhân dân tỉnh An Bình"}, {Code: "SXD", Name: "Sở Xây dựng"}, {Code: "SYT", Name: "Sở Y tế"}} {
			u.Parent, u.Level = h.unit["UBND"], org.Department
			h.unit[u.Code], err = h.Org.AddUnit(ctx, tx, u)
			if err != nil {
				return err
			}
		}
		for i := range 14 {
			s, err := hears.SaveSource(ctx, tx, listen.Source{Name: fmt.Sprintf("Báo số %d", i+1), Kind: listen.KindFile, Class: listen.Provincial})
			if err != nil {
				return err
			}
			h.sources = append(h.sources, s)
		}
		h.topic, err = hears.SaveTopic(ctx, tx, listen.Topic{Name: "Cầu đường", Query: `"cầu treo"`, Unit: h.unit["SXD"], Active: true})
		return err
	})
	return h
}

// composed is a digest of the week as it would be proposed now.
func (h *house) composed() (d digest.Digest) {
	h.Tables.Read(func(ctx context.Context, tx *db.Tx) (err error) {
		d, err = h.Compose(ctx, tx, digest.Week, h.unit["UBND"], from, to)
		return err
	})
	return d
}

func rights() map[web.Right][]web.Role {
	all := work.RoleTable()
	for _, g := range append(append([]web.Grant{}, paper.Grants...), digest.Grants...) {
		all[g.Right] = g.Roles
	}
	return all
}

func (h *house) as(name string, role web.Role, unit string) auth.Officer {
	h.T.Helper()
	tree, err := h.Org.ReadTree(h.T.Context())
	if err != nil {
		h.T.Fatal(err)
	}
	o := auth.Acting(name, tree, rights(), auth.Grant{Role: role, Unit: h.unit[unit]})
	o.Account = 1
	return o
}

func (h *house) boss() auth.Officer { return h.as("Trần Thị Bình", web.Coordinator, "UBND") }

// stories are told in words that have nothing in common.
var stories = map[string]string{
	"cầu":  "Cầu treo bản Nà thông xe sau ba năm chờ đợi, học sinh vùng cao đến trường thuận tiện",
	"lúa":  "Nông dân vùng trũng gặt lúa chạy bão, thương lái ép giá, kho lạnh quá tải",
	"viện": "Bệnh xá tuyến huyện thiếu thuốc hiếm, bác sĩ trực đêm liên tục, người bệnh phải chuyển tuyến",
}

var manners = []string{
	"Phóng viên ghi nhận sáng sớm tại chỗ %d.", "Theo lãnh đạo địa phương, việc này đã kéo dài nhiều tháng %d.", "Nhiều gia đình cho biết họ vui mừng lẫn lo âu %d.",
	"Chuyên gia nhận định cần thêm giải pháp lâu dài %d.", "Chính quyền sẽ họp dân vào tuần tới để lắng nghe %d.", "Một cụ già kể lại câu chuyện của làng xưa %d.",
	"Số liệu thống kê cho thấy tình hình đổi khác %d.", "Doanh nghiệp đề nghị được hỗ trợ vốn vay %d.", "Cơ quan chức năng đang kiểm tra hồ sơ %d.",
}

// tell brings articles on a story from so many newspapers, published so long before now.
func (h *house) tell(story string, first, sources int, ago time.Duration) {
	h.T.Helper()
	for i := range sources {
		h.told++
		link := fmt.Sprintf("https://bao%d.vi-du.vn/%d", i, h.told)
		body := []string{stories[story] + "."}
		for j := range 3 {
			body = append(body, fmt.Sprintf(manners[(h.told*2+j)%len(manners)], h.told*31+j))
		}
		_, err := h.Listen.Receive(h.T.Context(), h.sources[(first+i)%len(h.sources)], []listen.Arrival{{
			GUID: link, Link: link, Title: stories[story], Published: h.now.Add(-ago).Add(time.Duration(i) * time.Minute), Body: strings.Join(body, " "),
		}})
		if err != nil {
			h.T.Fatal(err)
		}
	}
	_, err := h.Listen.ReadWaiting(h.T.Context())
	if err != nil {
		h.T.Fatal(err)
	}
}

func (h *house) draft(from, to law.Date) (d digest.Digest) {
	h.T.Helper()
	x, err := h.Draft(h.T.Context(), h.boss(), digest.Week, h.unit["UBND"], from, to)
	if err != nil {
		h.T.Fatal(err)
	}
	h.Tables.Read(func(ctx context.Context, tx *db.Tx) error {
		d, err = h.Digest(ctx, tx, h.boss(), x.ID)
		return err
	})
	return d
}

func (h *house) freeze(d digest.Digest) (frozen digest.Digest) {
	h.T.Helper()
	h.Tables.Write(func(ctx context.Context, tx *db.Tx) (err error) {
		_, err = h.Freeze(ctx, tx, h.boss(), d.ID, d.Version)
		if err != nil {
			return err
		}
		frozen, err = h.Digest(ctx, tx, h.boss(), d.ID)
		return err
	})
	return frozen
}

// edit is a digest as its editor sends it back.
func edit(d digest.Digest) digest.Edit {
	n := digest.Edit{ID: d.ID, Version: d.Version, Note: d.Note}
	for _, e := range d.Entries {
		n.Entries = append(n.Entries, digest.EntryEdit{
			ID: e.ID, Position: e.Position, Title: e.Title, Summary: e.Summary, Unit: e.Unit, Proposal: e.Proposal, Remark: e.Remark, Struck: e.Struck, Into: e.Into,
		})
	}
	return n
}

func (h *house) save(n digest.Edit) (d digest.Digest, err error) {
	err = h.Try(func(ctx context.Context, tx *db.Tx) (err error) {
		d, err = h.Save(ctx, tx, h.boss(), n)
		return err
	})
	return d, err
}

// printed is the digest as it is printed, as text.
func (h *house) printed(d digest.Digest) string {
	text, err := json.Marshal(d.Document(func(org.UnitID) string { return "đơn vị" }).Blocks)
	if err != nil {
		h.T.Fatal(err)
	}
	return string(text)
}

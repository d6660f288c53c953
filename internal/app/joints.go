package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/desk"
	"github.com/nhipcau/nhipcau/internal/direct"
	"github.com/nhipcau/nhipcau/internal/doctext"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/mail"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/search"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// The small pieces that let packages meet which do not know each other.

// outbox lets work send letters.
type outbox struct{ post *mail.Post }

func (o outbox) Queue(ctx context.Context, tx *db.Tx, m work.Message) error {
	return o.post.Queue(ctx, tx, mail.Message{Key: m.Key, ToName: m.ToName, ToAddress: m.ToAddress, Subject: m.Subject, Body: m.Body, After: m.After})
}

func (o outbox) Recall(ctx context.Context, tx *db.Tx, key string) (bool, error) {
	return o.post.Recall(ctx, tx, key)
}

// indexer lets work be searched.
type indexer struct{}

func (indexer) Put(ctx context.Context, tx *db.Tx, e search.Entry) error {
	return search.Put(ctx, tx, e)
}

// indexUnit lets units be searched.
func indexUnit(now func() time.Time) org.Index {
	return func(ctx context.Context, tx *db.Tx, u org.Unit) error {
		return search.Put(ctx, tx, search.Entry{
			Kind: "unit", ID: int64(u.ID), Code: u.Code, Title: u.Name, Body: u.Short,
			Href: "/danh-ba/" + itoa(int64(u.ID)), Everyone: true, At: now(),
		})
	}
}

// calendarFile is where an administrator puts years whose decision came after the release, in the text form
// of law.ParseCalendar; a year in it replaces the whole year that the program brings.
const calendarFile = "lich-nghi.txt"

func readCalendar(data config.Data) (law.Calendar, error) {
	text, err := os.ReadFile(filepath.Join(data.Dir, calendarFile))
	if errors.Is(err, fs.ErrNotExist) {
		return law.VietnamCalendar(), nil
	}
	if err != nil {
		return law.Calendar{}, err
	}
	own, err := law.ParseCalendar(string(text))
	if err != nil {
		return law.Calendar{}, fmt.Errorf("tệp %s: %w", calendarFile, err)
	}
	return law.VietnamCalendar().Merge(own), nil
}

func (h *house) calendar() law.Calendar { return h.days }

// rulesFile is where an administrator puts new versions of rules, in the form of 'nhipcau law rules --json'.
const rulesFile = "quy-tac.json"

// readRules are the rules that the program brings and those of a file, which need not be there.
func readRules(file string) (law.RuleSet, error) {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return law.VietnamRules(), nil
	}
	if err != nil {
		return law.RuleSet{}, err
	}
	own, err := law.ParseRules(text)
	if err != nil {
		return law.RuleSet{}, fmt.Errorf("tệp %s: %w", filepath.Base(file), err)
	}
	all, err := law.VietnamRules().With(own...)
	if err != nil {
		return law.RuleSet{}, fmt.Errorf("tệp %s: %w", filepath.Base(file), err)
	}
	return all, nil
}

// openWork counts what a person has not finished, so that an account is not closed over it.
type openWork struct{ h *house }

func (o openWork) CountOpen(ctx context.Context, tx *db.Tx, person org.PersonID) (int, error) {
	return o.h.work.CountOpen(ctx, tx, person)
}

// readSheet reads the first sheet of an XLSX file, or a CSV file, into rows.
func readSheet(ctx context.Context, name string, data []byte) ([][]string, error) {
	lim := doctext.DefaultLimits()
	if len(data) > 1 && data[0] == 'P' && data[1] == 'K' {
		sheets, err := doctext.ReadSheet(ctx, data, lim)
		if err != nil {
			return nil, err
		}
		if len(sheets) == 0 {
			return nil, fault.New(fault.Invalid, "Tệp %s không có trang tính nào.", name)
		}
		return sheets[0].Rows, nil
	}
	return doctext.ReadCSV(ctx, data, lim)
}

// shell is what surrounds every desk page.
func (h *house) shell(nav []web.NavItem) web.Shell {
	return web.Shell{
		Place: h.place, Nav: nav, Home: "/", AccountURL: auth.AccountURL, SignOutURL: auth.SignOutURL,
		SearchURL: desk.SearchURL, SearchLabel: web.Mark("Tìm nhiệm vụ, kế hoạch, đơn vị"),
		NoticesURL: desk.NoticesURL, Notices: h.desk.NewNotices, HelpURL: desk.HelpURL, Help: desk.HelpFor,
		Remark: &web.Remark{Title: web.Mark("Ý kiến chỉ đạo về trang này"), May: direct.MayDirect, Href: direct.AboutURL},
	}
}

// place is the name of the province's office, as the corner of each page shows it.
func (h *house) place(ctx context.Context) string {
	t, err := h.org.ReadTree(ctx)
	if err != nil {
		return ""
	}
	root, _ := t.Root()
	return root.Name
}

// lettersWaiting is a gauge for the monitor.
func (h *house) lettersWaiting() float64 {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	n := 0
	err := h.db.Read(ctx, func(tx *db.Tx) error {
		counts, err := mail.Counts(ctx, tx)
		n = counts[mail.Waiting] + counts[mail.Failed]
		return err
	})
	if err != nil {
		return -1
	}
	return float64(n)
}

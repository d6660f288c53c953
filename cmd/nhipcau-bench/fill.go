package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/jobs"
	"github.com/nhipcau/nhipcau/internal/mail"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/search"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

const password = "mat-khau-do-toc-do"

// filler puts a province of the wanted size into an empty data directory, through the same services that
// the program uses.
type filler struct {
	db    *db.DB
	org   *org.Service
	work  *work.Service
	auth  *auth.Service
	units []org.UnitID
	today law.Date
}

type index struct{}

func (index) Put(ctx context.Context, tx *db.Tx, e search.Entry) error { return search.Put(ctx, tx, e) }

// fill returns the logins of people: coordinators of the province, leaders, and officers of single units.
func fill(ctx context.Context, dir, url string, cases, units, people int) (logins []string, err error) {
	d, err := db.Open(ctx, dir, url)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	err = d.Migrate(ctx, []db.Module{jobs.Module, audit.Module, mail.Module, org.Module, auth.Module, files.Module, search.Module, work.Module})
	if err != nil {
		return nil, err
	}
	f := &filler{db: d, org: org.New(d), today: law.DateOf(time.Now())}
	key, err := auth.OpenKey(filepath.Join(dir, "keys"))
	if err != nil {
		return nil, err
	}
	f.auth, err = auth.New(auth.Options{DB: d, Org: f.org, Now: time.Now, Log: slog.New(slog.DiscardHandler), Key: key})
	if err != nil {
		return nil, err
	}
	f.work = work.New(work.Options{DB: d, Org: f.org, Now: time.Now, Holidays: law.VietnamCalendar, Indexer: index{}},
		work.Kind{Name: "task", Prefix: "NV", Title: "Nhiệm vụ", Steps: work.StandardLife})
	err = f.fillUnits(ctx, units)
	if err != nil {
		return nil, err
	}
	logins, err = f.fillPeople(ctx, people)
	if err != nil {
		return nil, err
	}
	err = f.fillCases(ctx, cases)
	if err != nil {
		return nil, err
	}
	return logins, f.settle(ctx, filepath.Join(dir, "keys"))
}

// settle does what the program and PostgreSQL do by themselves within minutes, while years of work arrived
// here in one: the audit log is sealed, and the planner knows the tables.
func (f *filler) settle(ctx context.Context, keys string) error {
	k, err := audit.OpenKeys(keys)
	if err != nil {
		return err
	}
	err = audit.NewSealer(f.db, k, time.Now).Seal(ctx, audit.SealArgs{})
	if err != nil || f.db.Engine() == db.SQLite {
		return err
	}
	return f.db.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `ANALYZE`)
		return err
	})
}

func (f *filler) fillUnits(ctx context.Context, n int) error {
	return f.db.Write(ctx, func(tx *db.Tx) error {
		root, err := f.org.ApplyPreset(ctx, tx, "2025", "Tỉnh An Bình")
		if err != nil {
			return err
		}
		f.units = append(f.units, root)
		for i := range n {
			id, err := f.org.AddUnit(ctx, tx, org.Unit{
				Parent: root, Code: fmt.Sprintf("X%03d", i), Name: fmt.Sprintf("Ủy ban nhân dân xã Tân Lập %d", i+1), Level: org.Commune,
			})
			if err != nil {
				return err
			}
			f.units = append(f.units, id)
		}
		return nil
	})
}

func (f *filler) fillPeople(ctx context.Context, n int) (logins []string, err error) {
	hash, err := f.auth.HashPassword(ctx, password)
	if err != nil {
		return nil, err
	}
	err = f.db.Write(ctx, func(tx *db.Tx) error {
		logins = nil
		for i := range n {
			unit, role := f.units[1+i*17%(len(f.units)-1)], auth.Staff
			switch i % 4 {
			case 0:
				unit, role = f.units[0], auth.Coordinator
			case 1:
				unit, role = f.units[0], auth.Leader
			}
			person, err := f.org.AddPerson(ctx, tx, org.Person{Unit: unit, Name: fmt.Sprintf("Trần Thu Hà %d", i), Salute: "chị", Active: true})
			if err != nil {
				return err
			}
			login := fmt.Sprintf("nguoi.%d", i)
			_, _, err = f.auth.CreateAccount(ctx, tx, auth.Officer{Full: "Hệ thống"}, auth.NewAccount{
				Person: person, Login: login, Hash: hash, Grants: []auth.Grant{{Role: role, Unit: unit}},
			})
			if err != nil {
				return err
			}
			logins = append(logins, login)
		}
		return nil
	})
	return logins, err
}

func (f *filler) fillCases(ctx context.Context, n int) error {
	tree, err := f.org.ReadTree(ctx)
	if err != nil {
		return err
	}
	const batch = 1000
	for from := 0; from < n; from += batch {
		err := f.db.Write(ctx, func(tx *db.Tx) error {
			for i := from; i < min(n, from+batch); i++ {
				err := f.fillCase(ctx, tx, tree, i)
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// fillCase opens a case; two of three are handed in, and half of those accepted.
func (f *filler) fillCase(ctx context.Context, tx *db.Tx, tree *org.Tree, i int) error {
	lead := f.units[1+i*7%(len(f.units)-1)]
	coordinator := auth.Acting("Trần Thu Hà", tree, work.RoleTable(), auth.Grant{Role: auth.Coordinator, Unit: f.units[0]})
	officer := auth.Acting("Cán bộ", tree, work.RoleTable(), auth.Grant{Role: auth.Staff, Unit: lead})
	n := work.Opening{
		Kind: "task", Title: fmt.Sprintf("Rà soát, công khai thông tin thuộc phạm vi quản lý, việc số %d", i), Lead: lead,
		Partners: []org.UnitID{f.units[1+i*13%(len(f.units)-1)]}, Position: int64(i),
		Section: fmt.Sprintf("%d. Nhóm nhiệm vụ", i%8+1), Origin: work.Origin{Duty: "plan", ID: int64(i%4 + 1), Line: i},
		Clock: work.Clock{Due: law.OnDay(f.today.AddDays(i%120 - 30)), Basis: "Kế hoạch số 128/KH-UBND", Verified: true},
	}
	switch i % 6 {
	case 4:
		n.Cadence, n.Clock = work.Cadence{Rhythm: work.Monthly, Day: i%28 + 1}, work.Clock{}
	case 5:
		n.Cadence, n.Clock = work.Cadence{Rhythm: work.Continuous}, work.Clock{}
	}
	c, err := f.work.Open(ctx, tx, coordinator, n)
	if err == nil && i%3 > 0 {
		c, err = f.work.Submit(ctx, tx, officer, c.Ref(), 0, work.Report{Result: "Đã thực hiện xong, có biên bản kèm theo."})
	}
	if err == nil && i%3 == 1 {
		_, err = f.work.Accept(ctx, tx, coordinator, c.Ref(), 0, "")
	}
	return err
}

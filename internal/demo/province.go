package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// desk is who acts for a unit: its officer with an account, and all its people.
type desk struct {
	officer auth.Officer
	people  []org.Person
}

// province is what the story knows of its units and people.
type province struct {
	tree   *org.Tree
	codes  map[string]org.UnitID
	desks  map[org.UnitID]desk
	played map[string]auth.Officer     // of the cast, by login
	shown  map[org.PersonID]bool       // who is of the cast
	staff  map[org.UnitID][]org.Person // everybody, by unit
}

// settle makes the units, people, posts and accounts in one transaction.
func (s *story) settle(ctx context.Context) error {
	hash, err := s.Auth.HashPassword(ctx, Password)
	if err != nil {
		return err
	}
	p := &province{codes: map[string]org.UnitID{}, desks: map[org.UnitID]desk{}, played: map[string]auth.Officer{}, shown: map[org.PersonID]bool{}, staff: map[org.UnitID][]org.Person{}}
	var homes map[string]int64
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		homes = map[string]int64{}
		err := s.makeUnits(ctx, tx)
		if err != nil {
			return err
		}
		return s.makePeople(ctx, tx, p, homes, hash)
	})
	if err != nil {
		return fmt.Errorf("settling the province: %w", err)
	}
	p.tree, err = s.Org.ReadTree(ctx)
	if err != nil {
		return err
	}
	s.province = p
	s.seat(homes)
	return nil
}

func (s *story) makeUnits(ctx context.Context, tx *db.Tx) error {
	_, err := s.Org.ApplyPreset(ctx, tx, "2025", "Tỉnh An Bình")
	if err != nil {
		return err
	}
	im, err := s.Org.PlanImport(ctx, tx, unitSheet())
	if err != nil {
		return err
	}
	err = s.Org.ApplyImport(ctx, tx, im)
	if err != nil {
		return err
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil || s.IndexUnit == nil {
		return err
	}
	for _, u := range tree.Units() {
		err := s.IndexUnit(ctx, tx, u)
		if err != nil {
			return err
		}
	}
	return nil
}

// makePeople fills every unit that exists today; the cast comes first into its units.
func (s *story) makePeople(ctx context.Context, tx *db.Tx, p *province, accounts map[string]int64, hash string) error {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return err
	}
	for _, u := range tree.Units() {
		p.codes[u.Code] = u.ID
	}
	clear(p.staff)
	names := &naming{rand.New(rand.NewPCG(7, 1207)), map[string]bool{}}
	for _, c := range cast {
		names.used[c.name] = true
	}
	for i, u := range tree.UnitsOn(s.today) {
		for _, m := range withCast(u, names.staff(u, i)) {
			err := s.employ(ctx, tx, p, u, m, accounts, hash)
			if err != nil {
				return fmt.Errorf("employing %s in %s: %w", m.Name, u.Code, err)
			}
		}
	}
	return nil
}

// withCast lets the cast of a unit take the place of its contact, or join it.
func withCast(u org.Unit, all []member) []member {
	for _, c := range cast {
		if c.home != u.Code {
			continue
		}
		p := org.Person{Unit: u.ID, Name: c.name, Salute: c.salute, Title: c.title, Email: address(c.name, u.Code), Phone: "0200 355 0101", Active: true}
		if !c.contact {
			all = append(all, member{Person: p, login: c.login})
			continue
		}
		for i := range all {
			if all[i].login == login(u.Code) {
				all[i].Person, all[i].login = p, c.login
			}
		}
	}
	return all
}

func (s *story) employ(ctx context.Context, tx *db.Tx, p *province, u org.Unit, m member, accounts map[string]int64, hash string) (err error) {
	m.ID, err = s.Org.AddPerson(ctx, tx, m.Person)
	if err != nil {
		return err
	}
	p.staff[u.ID] = append(p.staff[u.ID], m.Person)
	since := law.Date{Year: 2025, Month: 7, Day: 1}
	for i, kind := range m.posts {
		err := s.Org.Appoint(ctx, tx, org.Post{Unit: u.ID, Person: m.ID, Kind: kind, From: since, Basis: fmt.Sprintf("%d/QĐ-%s", 20+i+int(u.ID)%60, u.Code)})
		if err != nil {
			return err
		}
	}
	if m.login == "" {
		return nil
	}
	grant := auth.Grant{Role: auth.Staff, Unit: u.ID}
	for _, c := range cast {
		if c.login == m.login {
			grant = auth.Grant{Role: c.role, Unit: p.codes[c.over]}
		}
	}
	accounts[m.login], _, err = s.Auth.CreateAccount(ctx, tx, auth.Officer{Full: "Nguyễn Hữu Khang"}, auth.NewAccount{
		Person: m.ID, Login: m.login, Hash: hash, Language: "vi", Grants: []auth.Grant{grant},
	})
	return err
}

// seat prepares the officers who will act.
func (s *story) seat(accounts map[string]int64) {
	p := s.province
	for _, u := range p.tree.UnitsOn(s.today) {
		who := login(u.Code)
		for _, c := range cast {
			if c.home == u.Code && c.contact {
				who = c.login
			}
		}
		d := desk{people: p.staff[u.ID]}
		if person, ok := s.personOf(u.ID, who); ok {
			d.officer = s.officer(person, accounts[who], auth.Grant{Role: auth.Staff, Unit: u.ID})
		}
		p.desks[u.ID] = d
	}
	for _, c := range cast {
		for _, person := range p.staff[p.codes[c.home]] {
			if person.Name == c.name {
				p.shown[person.ID] = true
				p.played[c.login] = s.officer(person, accounts[c.login], auth.Grant{Role: c.role, Unit: p.codes[c.over]})
			}
		}
	}
}

// personOf finds who has an account of a unit: the cast by name, others by their place.
func (s *story) personOf(unit org.UnitID, who string) (org.Person, bool) {
	for _, c := range cast {
		if c.login != who {
			continue
		}
		for _, p := range s.province.staff[unit] {
			if p.Name == c.name {
				return p, true
			}
		}
	}
	people := s.province.staff[unit]
	u, _ := s.province.tree.Unit(unit)
	switch {
	case u.Level == org.Inside || u.Level == org.Province:
		return org.Person{}, false
	case u.Level == org.Department:
		return people[2], true
	}
	return people[1], true
}

func (s *story) officer(p org.Person, account int64, grant auth.Grant) auth.Officer {
	o := auth.Acting(p.Name, s.province.tree, s.Auth.Rights, grant)
	o.Account, o.Person, o.Title, o.Home, o.Office = account, p.ID, p.Salute, p.Unit, s.province.tree.Name(p.Unit)
	return o
}

// note writes an audit line that no service writes.
func (s *story) note(ctx context.Context, action, sentence string) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		return audit.Write(ctx, tx, s.Clock.Now(), audit.Entry{Actor: "Hệ thống", Action: action, Object: markObject, ObjectID: 1, Sentence: sentence})
	})
}

const markObject = "demo"

// state reads how far an earlier Fill of this house came; done is when it ended.
func (h House) state(ctx context.Context) (begun bool, done time.Time, foreign bool, err error) {
	err = h.DB.Read(ctx, func(tx *db.Tx) error {
		lines, err := audit.Lines(ctx, tx, audit.Filter{Object: markObject, ObjectID: 1})
		if err != nil {
			return err
		}
		for _, l := range lines {
			begun = true
			if l.Action == "demo.end" {
				done = l.At
			}
		}
		tree, err := h.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		_, any := tree.Root()
		foreign = any && !begun
		return nil
	})
	return begun, done, foreign, err
}

var (
	sentenceBegin = web.Mark("Bắt đầu lập tỉnh An Bình hư cấu để dùng thử.")
	sentenceEnd   = web.Mark("Đã lập xong tỉnh An Bình hư cấu để dùng thử.")
)

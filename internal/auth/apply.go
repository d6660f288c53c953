package auth

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/jobs"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// preview is a stored plan.
type preview struct {
	ID      int64
	Day     law.Date
	File    string
	Rows    []planned
	Applied bool
	// Of an import that was confirmed:
	Done     int          // rows written or told of
	Finished bool         // all of them
	Trouble  []rowTrouble // rows that could not be written
	Slips    int          // that wait to be printed
	Waiting  int          // accounts of the import whose person has not signed in yet

	sheet   []sheetRow
	raw     string
	trouble string
}

func (p preview) count(f fate) (n int) {
	for _, row := range p.Rows {
		if row.Fate == f {
			n++
		}
	}
	return n
}

// upload reads a sheet, plans it and stores the plan for the person who must confirm it.
func (s *Service) upload(ctx context.Context, by Officer, name string, data []byte) (id int64, err error) {
	if s.Sheets == nil {
		return 0, fault.New(fault.Unavailable, "Máy chủ này chưa bật phần đọc bảng tính.")
	}
	cells, err := s.Sheets(ctx, name, data)
	if err != nil {
		return 0, err
	}
	rows, err := readSheet(cells)
	if err != nil {
		return 0, err
	}
	sheet, err := json.Marshal(rows)
	if err != nil {
		return 0, err
	}
	day := law.DateOf(s.Now())
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		d, err := s.readDirectory(ctx, tx, by, day)
		if err != nil {
			return err
		}
		plan, err := json.Marshal(d.plan(rows))
		if err != nil {
			return err
		}
		id, err = insertImport(ctx, tx, by.Account, s.Now(), day, name, string(sheet), string(plan))
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("previewing %s: %w", name, err)
	}
	return id, nil
}

// preview reads a stored plan of the person who made it.
func (s *Service) preview(ctx context.Context, tx *db.Tx, by Officer, id int64) (preview, error) {
	p, sheet, err := importByID(ctx, tx, id, by.Account)
	if errors.Is(err, db.ErrNoRows) {
		return preview{}, fault.New(fault.NotFound, "Bản xem trước này không còn. Hãy tải tệp lên lại.")
	}
	if err != nil {
		return preview{}, err
	}
	return p, errors.Join(json.Unmarshal([]byte(p.raw), &p.Rows), json.Unmarshal([]byte(sheet), &p.sheet), json.Unmarshal([]byte(p.trouble), &p.Trouble))
}

var errMoved = fault.New(fault.Conflict, "Danh bạ đã thay đổi sau khi bạn xem trước nên chưa có gì được ghi. Hãy tải tệp lên lại và xem bản mới.")

var errApplied = fault.New(fault.Conflict, "Tệp này đã được ghi rồi.")

// ImportArgs tell the job which confirmed import to write.
type ImportArgs struct {
	Import int64 `json:"import"`
}

// Kind names the job.
func (ImportArgs) Kind() string { return "auth.import" }

// Jobs works confirmed imports.
func (s *Service) Jobs(q *jobs.Queue) { jobs.Handle(q, s.writeImport) }

// confirmImport makes sure that what the preview showed still holds and hands it to a job.
func (s *Service) confirmImport(ctx context.Context, by Officer, id int64) error {
	if s.Queue == nil {
		return fault.New(fault.Unavailable, "Máy chủ này chưa bật phần ghi danh sách.")
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		p, err := s.preview(ctx, tx, by, id)
		if err != nil {
			return err
		}
		if p.Applied {
			return errApplied
		}
		if n := p.count(isWrong); n > 0 {
			return fault.New(fault.Conflict, "Còn %d dòng có lỗi nên chưa ghi được. Hãy sửa trong tệp rồi tải lên lại.", n)
		}
		d, err := s.readDirectory(ctx, tx, by, p.Day)
		if err != nil {
			return err
		}
		text, err := json.Marshal(d.plan(p.sheet))
		if err != nil {
			return err
		}
		if string(text) != p.raw {
			return errMoved
		}
		ok, err := takeImport(ctx, tx, id, s.Now())
		if err != nil {
			return err
		}
		if !ok {
			return errApplied
		}
		err = s.Queue.Enqueue(ctx, tx, ImportArgs{id})
		if err != nil {
			return err
		}
		return audit.Write(ctx, tx, s.Now(), audit.Entry{ActorID: by.Account, Actor: by.Full, Action: "auth.import", Object: "import", ObjectID: id,
			Sentence: web.Mark("Nhập danh sách %s: %d người mới, %d người thay đổi."), Args: []any{p.File, p.count(isNew), p.count(isChanged)}})
	})
}

const importBatch = 100 // rows in one transaction

// errElsewhere says that another process wrote the same rows a moment ago.
var errElsewhere = errors.New("the rows were written elsewhere")

// writeImport writes a confirmed import a batch at a time and counts as it goes, so that a page can show how far
// it is, a killed process goes on where it stopped, and no row is written twice.
func (s *Service) writeImport(ctx context.Context, args ImportArgs) error {
	var rows []planned
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		plan, err := planOfImport(ctx, tx, args.Import)
		if err != nil {
			return err
		}
		return json.Unmarshal([]byte(plan), &rows)
	})
	if errors.Is(err, db.ErrNoRows) {
		return nil // swept away
	}
	if err != nil {
		return fmt.Errorf("reading import %d: %w", args.Import, err)
	}
	for {
		done, err := s.doneOf(ctx, args.Import)
		if err != nil || done >= len(rows) {
			return err
		}
		err = s.writeRows(ctx, args.Import, rows, done, min(done+importBatch, len(rows)))
		if fault.Find(err) != nil { // one of them cannot be written as it was shown: find out which
			err = s.writeSingly(ctx, args.Import, rows, done, min(done+importBatch, len(rows)))
		}
		if err != nil && !errors.Is(err, errElsewhere) {
			return fmt.Errorf("import %d at row %d: %w", args.Import, done, err)
		}
	}
}

func (s *Service) doneOf(ctx context.Context, id int64) (done int, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		done, err = importDone(ctx, tx, id)
		return err
	})
	return done, err
}

// writeRows writes rows [from, to) and counts them, or does nothing.
func (s *Service) writeRows(ctx context.Context, id int64, rows []planned, from, to int) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		by, err := s.importer(ctx, tx, id)
		if err != nil {
			return err
		}
		err = s.count(ctx, tx, id, from, to, len(rows))
		if err != nil {
			return err
		}
		for _, row := range rows[from:to] {
			err := s.applyRow(ctx, tx, by, id, row)
			if err != nil {
				return err
			}
		}
		return s.keepAnAdministrator(ctx, tx)
	})
}

func (s *Service) count(ctx context.Context, tx *db.Tx, id int64, from, to, all int) error {
	ok, err := setImportDone(ctx, tx, id, from, to, to == all, s.Now())
	if err != nil {
		return err
	}
	if !ok {
		return errElsewhere
	}
	return nil
}

// rowTrouble is a row that could not be written, as the page shows it.
type rowTrouble struct {
	Row      int
	Name     string
	Sentence string // marked text
	Args     []string
}

// writeSingly writes each row for itself; a row that cannot be written is told of and counted.
func (s *Service) writeSingly(ctx context.Context, id int64, rows []planned, from, to int) error {
	for i := from; i < to; i++ {
		err := s.writeRows(ctx, id, rows, i, i+1)
		f := fault.Find(err)
		if f == nil {
			if err != nil {
				return err
			}
			continue
		}
		t := rowTrouble{Row: rows[i].Row, Name: rows[i].Name, Sentence: f.Format}
		for _, a := range f.Args {
			t.Args = append(t.Args, fmt.Sprint(a))
		}
		err = s.DB.Write(ctx, func(tx *db.Tx) error {
			err := s.count(ctx, tx, id, i, i+1, len(rows))
			if err != nil {
				return err
			}
			return addTrouble(ctx, tx, id, t)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// importer is the officer who confirmed an import, with what they may now.
func (s *Service) importer(ctx context.Context, tx *db.Tx, id int64) (Officer, error) {
	account, err := accountOfImport(ctx, tx, id)
	if err != nil {
		return Officer{}, err
	}
	a, err := accountByID(ctx, tx, account)
	if err != nil {
		return Officer{}, err
	}
	o := Officer{Account: a.ID, Person: a.Person, Full: a.Name, Home: a.Unit, rights: s.Rights}
	o.tree, err = s.Org.Tree(ctx, tx)
	if err != nil || !a.MayEnter {
		return o, err
	}
	o.Grants, err = grantsOf(ctx, tx, a.ID)
	return o, err
}

func (p planned) makesAccount() bool { return p.Account == 0 && p.Login != "" }

var rowMoved = web.Mark("Thông tin của %s vừa được người khác sửa nên dòng này chưa được ghi.")

func (s *Service) applyRow(ctx context.Context, tx *db.Tx, by Officer, id int64, row planned) error {
	if row.Fate == isSame {
		return nil
	}
	old, err := s.rowBefore(ctx, tx, by, &row)
	if err != nil {
		return err
	}
	person, err := s.storePerson(ctx, tx, row)
	if err != nil {
		return err
	}
	if row.makesAccount() {
		account, once, err := s.CreateAccount(ctx, tx, by, NewAccount{Person: person, Login: row.Login, Grants: row.Grants})
		if err != nil {
			return err
		}
		until, err := s.codeEnd(ctx, tx)
		if err != nil {
			return err
		}
		err = s.keepSlip(ctx, tx, id, account, slip{row.Person.Name, row.Unit, row.Login, once, *until})
		if err != nil {
			return err
		}
	}
	if row.Account != 0 {
		err := s.changeByRow(ctx, tx, by, Account{ID: row.Account, Person: person, Name: row.Person.Name}, row, old)
		if err != nil {
			return err
		}
	}
	for _, post := range row.Posts {
		post.Person = person
		err := s.Org.Appoint(ctx, tx, post)
		if err != nil {
			return err
		}
	}
	return s.noteRow(ctx, tx, by, person, row)
}

// rowBefore reads what a row is about as it is now, with the grants it had, and asks once more whether the
// importer may.
func (s *Service) rowBefore(ctx context.Context, tx *db.Tx, by Officer, row *planned) (old []Grant, err error) {
	units := []org.UnitID{row.Person.Unit}
	if row.Person.ID != 0 {
		now, err := s.Org.Person(ctx, tx, row.Person.ID)
		if err != nil {
			return nil, err
		}
		if now.Version != row.Person.Version {
			return nil, fault.New(fault.Conflict, rowMoved, row.Name)
		}
		row.person, units = &now, append(units, now.Unit)
	}
	if row.Account != 0 {
		old, err = grantsOf(ctx, tx, row.Account)
		if err != nil {
			return nil, err
		}
	}
	for _, u := range units {
		if !by.MayFor(ManageAccounts, u) {
			return nil, errTooHigh
		}
	}
	if !by.mayGrant(old) || !by.mayGrant(row.Grants) {
		return nil, errTooHigh
	}
	return old, nil
}

func (s *Service) storePerson(ctx context.Context, tx *db.Tx, row planned) (org.PersonID, error) {
	if row.person == nil {
		return s.Org.AddPerson(ctx, tx, row.Person)
	}
	if row.Person == *row.person {
		return row.Person.ID, nil
	}
	return row.Person.ID, s.Org.ChangePerson(ctx, tx, row.Person)
}

func (s *Service) changeByRow(ctx context.Context, tx *db.Tx, by Officer, a Account, row planned, old []Grant) error {
	if row.Login == "" && !row.Regrant {
		return nil
	}
	ok, err := bumpAccount(ctx, tx, row.Account, row.Version)
	if err != nil {
		return err
	}
	if !ok {
		return fault.New(fault.Conflict, rowMoved, row.Name)
	}
	if row.Login != "" {
		err := setLogin(ctx, tx, row.Account, row.Login)
		if err != nil {
			return err
		}
	}
	if row.Regrant {
		return s.replaceGrants(ctx, tx, by, a, old, row.Grants)
	}
	return nil
}

// noteRow writes what changed about the person; new accounts and roles have lines of their own.
func (s *Service) noteRow(ctx context.Context, tx *db.Tx, by Officer, person org.PersonID, row planned) error {
	var parts []string
	for _, c := range row.Changes {
		if c.Field != columns[6].head {
			parts = append(parts, c.Field+": "+cmp.Or(c.Old, "–")+" → "+c.New)
		}
	}
	if len(parts) == 0 {
		return nil
	}
	sentence := web.Mark("Sửa %s theo tệp nhập: %s.")
	if row.Fate == isNew {
		sentence = web.Mark("Thêm %s theo tệp nhập: %s.")
	}
	return audit.Write(ctx, tx, s.Now(), audit.Entry{ActorID: by.Account, Actor: by.Full, Action: "auth.import-row", Object: "person", ObjectID: int64(person),
		Sentence: sentence, Args: []any{row.Person.Name, strings.Join(parts, "; ")}})
}

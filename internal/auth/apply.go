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

	sheet []sheetRow
	raw   string
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
	return p, errors.Join(json.Unmarshal([]byte(p.raw), &p.Rows), json.Unmarshal([]byte(sheet), &p.sheet))
}

// handout is a one-time password made by an import, to be shown once.
type handout struct {
	Name, Unit, Login, Password string
}

var errMoved = fault.New(fault.Conflict, "Danh bạ đã thay đổi sau khi bạn xem trước nên chưa có gì được ghi. Hãy tải tệp lên lại và xem bản mới.")

// apply does exactly what the preview showed, in one transaction, or nothing.
func (s *Service) apply(ctx context.Context, by Officer, id int64) (made []handout, err error) {
	codes, err := s.codesFor(ctx, by, id)
	if err != nil {
		return nil, err
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		made = nil
		p, err := s.preview(ctx, tx, by, id)
		if err != nil {
			return err
		}
		if p.Applied {
			return fault.New(fault.Conflict, "Tệp này đã được ghi rồi.")
		}
		if n := p.count(isWrong); n > 0 {
			return fault.New(fault.Conflict, "Còn %d dòng có lỗi nên chưa ghi được. Hãy sửa trong tệp rồi tải lên lại.", n)
		}
		d, err := s.readDirectory(ctx, tx, by, p.Day)
		if err != nil {
			return err
		}
		again := d.plan(p.sheet)
		text, err := json.Marshal(again)
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
			return fault.New(fault.Conflict, "Tệp này đã được ghi rồi.")
		}
		for _, row := range again {
			h, err := s.applyRow(ctx, tx, by, row, codes[row.Row])
			if err != nil {
				return fmt.Errorf("row %d: %w", row.Row, err)
			}
			if h.Password != "" {
				made = append(made, h)
			}
		}
		err = s.keepAnAdministrator(ctx, tx)
		if err != nil {
			return err
		}
		return audit.Write(ctx, tx, s.Now(), audit.Entry{ActorID: by.Account, Actor: by.Full, Action: "auth.import", Object: "import", ObjectID: id,
			Sentence: web.Mark("Nhập danh sách %s: %d người mới, %d người thay đổi."), Args: []any{p.File, p.count(isNew), p.count(isChanged)}})
	})
	return made, err
}

// code is a one-time password with its hash.
type code struct{ once, hash string }

// codesFor makes the one-time passwords of a preview by row, before the transaction that must be short.
func (s *Service) codesFor(ctx context.Context, by Officer, id int64) (map[int]code, error) {
	var p preview
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		p, err = s.preview(ctx, tx, by, id)
		return err
	})
	if err != nil {
		return nil, err
	}
	codes := map[int]code{}
	for _, row := range p.Rows {
		if row.makesAccount() && !p.Applied {
			once := oneTimePassword()
			codes[row.Row] = code{once, hashPassword(once, codeCost)}
		}
	}
	return codes, nil
}

func (p planned) makesAccount() bool { return p.Account == 0 && p.Login != "" }

func (s *Service) applyRow(ctx context.Context, tx *db.Tx, by Officer, row planned, c code) (h handout, err error) {
	if row.Fate == isSame {
		return h, nil
	}
	person, err := s.storePerson(ctx, tx, row)
	if err != nil {
		return h, err
	}
	account := Account{ID: row.Account, Person: person, Name: row.Person.Name}
	if row.makesAccount() {
		_, _, err = s.CreateAccount(ctx, tx, by, NewAccount{Person: person, Login: row.Login, Hash: c.hash, MustChange: true, Grants: row.Grants})
		if err != nil {
			return h, err
		}
		h = handout{row.Person.Name, row.Unit, row.Login, c.once}
	}
	if row.Account != 0 {
		err := s.changeByRow(ctx, tx, by, account, row)
		if err != nil {
			return h, err
		}
	}
	for _, post := range row.Posts {
		post.Person = person
		err := s.Org.Appoint(ctx, tx, post)
		if err != nil {
			return h, err
		}
	}
	return h, s.noteRow(ctx, tx, by, person, row)
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

func (s *Service) changeByRow(ctx context.Context, tx *db.Tx, by Officer, a Account, row planned) error {
	if row.Login == "" && !row.Regrant {
		return nil
	}
	ok, err := bumpAccount(ctx, tx, row.Account, row.Version)
	if err != nil {
		return err
	}
	if !ok {
		return errMoved
	}
	if row.Login != "" {
		err := setLogin(ctx, tx, row.Account, row.Login)
		if err != nil {
			return err
		}
	}
	if row.Regrant {
		return s.replaceGrants(ctx, tx, by, a, row.old, row.Grants)
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

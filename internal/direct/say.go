package direct

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// Saying is a word as somebody enters it.
type Saying struct {
	Text   string
	Unit   org.UnitID
	Due    law.Date
	Href   string
	Title  string
	Leader org.PersonID // for whom a secretary writes; 0: the officer is the leader
}

// longest is how many characters a word may have; it is the title of its case.
const longest = 500

// Say keeps a word. A leader's own becomes a case at once; one that was written for a leader waits.
func (s *Service) Say(ctx context.Context, tx *db.Tx, by auth.Officer, n Saying) (w Word, err error) {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return w, err
	}
	w = Word{Text: strings.Join(strings.Fields(n.Text), " "), Unit: n.Unit, Due: n.Due, Href: n.Href, Title: n.Title, State: Waiting, At: s.Now()}
	err = s.check(tree, w)
	if err != nil {
		return w, err
	}
	w.Leader, w.Name = by.Person, by.Full
	speaker := by
	if n.Leader != 0 && n.Leader != by.Person {
		speaker, err = s.leader(ctx, tx, by, n.Leader)
		if err != nil {
			return w, err
		}
		w.Leader, w.Name, w.Recorder = speaker.Person, speaker.Full, by.Full
	}
	w.Owner, err = ownerFor(speaker, tree, w.Unit)
	if err != nil {
		return w, err
	}
	if w.Leader == 0 {
		return w, fault.New(fault.Conflict, "Tài khoản này không gắn với người nào trong danh bạ nên chưa cho ý kiến chỉ đạo được.")
	}
	w.ID, err = insertWord(ctx, tx, w)
	if err != nil {
		return w, fmt.Errorf("keeping a word: %w", err)
	}
	if w.Recorder != "" {
		return w, s.note(ctx, tx, by, w, "direct.record", web.Say("Ghi ý kiến chỉ đạo của %s cho %s, chờ xác nhận", w.Name, tree.Name(w.Unit)))
	}
	return s.give(ctx, tx, by, w, tree)
}

func (s *Service) check(tree *org.Tree, w Word) error {
	unit, ok := tree.Unit(w.Unit)
	switch {
	case w.Text == "":
		return fault.New(fault.Invalid, "Hãy ghi nội dung chỉ đạo.").At("text")
	case utf8.RuneCountInString(w.Text) > longest:
		return fault.New(fault.Invalid, "Nội dung dài quá %d ký tự. Hãy viết gọn; chi tiết có thể trao đổi trong việc.", longest).At("text")
	case !ok || !unit.ExistsOn(s.day()):
		return fault.New(fault.Invalid, "Hãy chọn đơn vị thực hiện.").At("unit")
	case w.Due.IsZero():
		return fault.New(fault.Invalid, "Hãy chọn ngày phải xong.").At("due")
	case w.Due.Before(s.day()):
		return fault.New(fault.Invalid, "Ngày phải xong đã qua. Hãy chọn từ hôm nay trở đi.").At("due")
	}
	return nil
}

// ownerFor is the unit from which a leader directs another: the widest over which they lead.
func ownerFor(leader auth.Officer, tree *org.Tree, unit org.UnitID) (org.UnitID, error) {
	if !leader.MayFor(work.Order, unit) {
		return 0, fault.New(fault.Forbidden, "%s không thuộc phạm vi chỉ đạo của %s.", tree.Name(unit), leader.Full).At("unit")
	}
	owner := unit
	for at, ok := tree.Unit(unit); ok && leader.MayFor(work.Order, at.ID); at, ok = tree.Unit(at.Parent) {
		owner = at.ID
	}
	return owner, nil
}

// leader is somebody for whom the officer may write.
func (s *Service) leader(ctx context.Context, tx *db.Tx, by auth.Officer, person org.PersonID) (auth.Officer, error) {
	refused := fault.New(fault.Invalid, "Hãy chọn lãnh đạo đã cho ý kiến.").At("leader")
	leaders, err := s.leaders(ctx, tx, by)
	if err != nil {
		return auth.Officer{}, err
	}
	for _, p := range leaders {
		if p.ID == person {
			leader, err := s.Auth.OfficerOf(ctx, tx, person)
			if errors.Is(err, db.ErrNoRows) {
				return auth.Officer{}, refused
			}
			return leader, err
		}
	}
	return auth.Officer{}, refused
}

// leaders are those for whom the officer may write: whoever leads the officer's unit or one above it.
func (s *Service) leaders(ctx context.Context, tx *db.Tx, by auth.Officer) ([]org.Person, error) {
	if !by.May(Record) {
		return nil, nil
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return nil, err
	}
	var all []org.Person
	seen := map[org.PersonID]bool{by.Person: true}
	for at, ok := tree.Unit(by.Home); ok; at, ok = tree.Unit(at.Parent) {
		ids, err := s.Auth.Holders(ctx, tx, auth.Leader, at.ID)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			if seen[id] {
				continue
			}
			seen[id] = true
			p, err := s.Org.Person(ctx, tx, id)
			if err != nil {
				return nil, err
			}
			all = append(all, p)
		}
	}
	return all, nil
}

// give opens the case.
func (s *Service) give(ctx context.Context, tx *db.Tx, by auth.Officer, w Word, tree *org.Tree) (Word, error) {
	description := ""
	if w.Title != "" {
		description = "Về: " + w.Title
	}
	c, err := s.Work.Open(ctx, tx, by, work.Opening{
		Kind: Order.Name, Title: w.Text, Description: description, Lead: w.Unit, Owner: w.Owner,
		Origin: work.Origin{Duty: Duty, ID: w.ID},
		Clock: work.Clock{Due: law.OnDay(w.Due), Basis: "Ý kiến chỉ đạo của " + w.Name, Verified: true,
			ExplanationVI: "Ngày do " + w.Name + " đặt khi cho ý kiến chỉ đạo.", ExplanationEN: "Day set by " + w.Name + " with the directive."},
	})
	if err != nil {
		return w, err
	}
	w.Case, w.State = c.ID, Given
	err = setCase(ctx, tx, w.ID, c.ID)
	if err != nil {
		return w, err
	}
	return w, s.note(ctx, tx, by, w, "direct.give", web.Say("%s chỉ đạo %s: %s", w.Name, tree.Name(w.Unit), c.Code))
}

// Awaiting are the words that were written for the officer and wait for them.
func (s *Service) Awaiting(ctx context.Context, tx *db.Tx, by auth.Officer) ([]Word, error) {
	if by.Person == 0 || !by.May(work.Order) {
		return nil, nil
	}
	return wordsFor(ctx, tx, by.Person)
}

// Confirm makes a word that was written for the officer their own.
func (s *Service) Confirm(ctx context.Context, tx *db.Tx, by auth.Officer, id int64) (Word, error) {
	w, err := s.waiting(ctx, tx, id, func(w Word) bool { return by.Person != 0 && w.Leader == by.Person })
	if err != nil {
		return w, err
	}
	ok, err := settle(ctx, tx, id, Given, s.Now())
	if err != nil {
		return w, err
	}
	if !ok {
		return w, errSettled
	}
	if w.Due.Before(s.day()) {
		return w, fault.New(fault.Conflict, "Ngày phải xong (%s) đã qua. Hãy bỏ ý kiến này và ghi lại với ngày mới.", w.Due)
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return w, err
	}
	return s.give(ctx, tx, by, w, tree)
}

// Drop takes a waiting word away: by its leader, or by who wrote it down.
func (s *Service) Drop(ctx context.Context, tx *db.Tx, by auth.Officer, id int64) error {
	w, err := s.waiting(ctx, tx, id, func(w Word) bool {
		return by.Person != 0 && w.Leader == by.Person || by.MayFor(Record, w.Owner)
	})
	if err != nil {
		return err
	}
	ok, err := settle(ctx, tx, id, Dropped, s.Now())
	if err != nil {
		return err
	}
	if !ok {
		return errSettled
	}
	return s.note(ctx, tx, by, w, "direct.drop", web.Say("Bỏ ý kiến chỉ đạo ghi thay %s", w.Name))
}

var errSettled = fault.New(fault.Conflict, "Ý kiến này vừa được xử lý. Hãy tải lại trang.")

func (s *Service) waiting(ctx context.Context, tx *db.Tx, id int64, mine func(Word) bool) (Word, error) {
	w, err := wordByID(ctx, tx, id)
	if errors.Is(err, db.ErrNoRows) || err == nil && !mine(w) {
		return w, fault.New(fault.NotFound, "Không tìm thấy ý kiến này.")
	}
	if err == nil && w.State != Waiting {
		return w, errSettled
	}
	return w, err
}

func (s *Service) note(ctx context.Context, tx *db.Tx, by auth.Officer, w Word, action string, text web.Text) error {
	return audit.Write(ctx, tx, s.Now(), audit.Entry{
		ActorID: by.Account, Actor: by.Full, Action: action, Object: Duty, ObjectID: w.ID, Sentence: text.Key, Args: text.Args,
	})
}

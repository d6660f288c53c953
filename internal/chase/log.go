package chase

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
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

// How says in which way a unit was urged.
type How string

// The ways.
const (
	ByCall    How = "call"
	ByZalo    How = "zalo"
	AtMeeting How = "meeting"
	ByLetter  How = "letter" // logged when the letter is issued
	Undone    How = "undo"   // a line that takes back an earlier one
)

var words = map[How]string{ByCall: web.Mark("Gọi điện"), ByZalo: web.Mark("Nhắn Zalo"), AtMeeting: web.Mark("Nhắc tại cuộc họp"), ByLetter: web.Mark("Công văn đôn đốc"), Undone: web.Mark("Rút lại một dòng")}

// Word is the way in words, a marked text.
func (h How) Word() string { return words[h] }

// Entry is one line of what was done to urge a unit. Lines are never changed; one takes another back.
type Entry struct {
	ID        int64
	Unit      org.UnitID
	Owner     org.UnitID // whose coordinators see it
	How       How
	Note      string
	Letter    int64 // 0: none
	Undoes    int64 // the line that this one takes back; 0: none
	TakenBack bool  // a later line takes this one back
	ByID      int64
	By        string
	Day       law.Date // on which the unit was urged
	At        time.Time
}

// MayTakeBack reports whether the officer may take the line back: their own, on the day they wrote it.
func (e Entry) MayTakeBack(by auth.Officer, today law.Date) bool {
	return e.ByID == by.Account && e.Undoes == 0 && !e.TakenBack && e.How != ByLetter && law.DateOf(e.At) == today
}

// noteLimit is how many characters a note may have.
const noteLimit = 500

// Log keeps that a unit was urged just now. seen is the newest line that the officer saw: the same button pressed
// again on the same page adds nothing.
func (s *Service) Log(ctx context.Context, tx *db.Tx, by auth.Officer, unit org.UnitID, how How, note string, seen int64) error {
	u, err := s.followed(ctx, tx, by, unit)
	if err != nil {
		return err
	}
	note = strings.Join(strings.Fields(note), " ")
	switch {
	case how != ByCall && how != ByZalo && how != AtMeeting:
		return fault.New(fault.Invalid, "Hãy chọn đã gọi, đã nhắn Zalo hay đã nhắc tại cuộc họp.").At("cach")
	case utf8.RuneCountInString(note) > noteLimit:
		return fault.New(fault.Invalid, "Ghi chú dài quá %d ký tự. Hãy viết gọn lại.", noteLimit).At("note")
	}
	added, err := insertEntry(ctx, tx, Entry{Unit: unit, Owner: u.Owner, How: how, Note: note, ByID: by.Account, By: by.Full, Day: s.day(), At: s.Now()},
		fmt.Sprintf("%s/%d/%d/%d", how, by.Account, unit, seen))
	if err != nil || !added {
		return err
	}
	return s.note(ctx, tx, by, "chase.log", "unit", int64(unit), web.Say("Ghi đã đôn đốc %s", u.Name))
}

// TakeBack takes an own line of today back by a new one. Again it does nothing.
func (s *Service) TakeBack(ctx context.Context, tx *db.Tx, by auth.Officer, unit org.UnitID, id int64) error {
	u, err := s.followed(ctx, tx, by, unit)
	if err != nil {
		return err
	}
	e, err := entryByID(ctx, tx, id)
	if errors.Is(err, db.ErrNoRows) || err == nil && (e.Unit != unit || !by.MayFor(work.Coordinate, e.Owner)) {
		return fault.New(fault.NotFound, "Không tìm thấy dòng này.")
	}
	if err != nil || e.TakenBack {
		return err
	}
	if !e.MayTakeBack(by, s.day()) {
		return fault.New(fault.Conflict, "Chỉ người ghi rút lại được, trong ngày đã ghi. Hãy ghi thêm một dòng để nói rõ.")
	}
	added, err := insertEntry(ctx, tx, Entry{Unit: unit, Owner: e.Owner, How: Undone, Undoes: id, ByID: by.Account, By: by.Full, Day: s.day(), At: s.Now()},
		fmt.Sprintf("undo/%d", id))
	if err != nil || !added {
		return err
	}
	return s.note(ctx, tx, by, "chase.take-back", "unit", int64(unit), web.Say("Rút lại dòng đôn đốc %s", u.Name))
}

func (s *Service) note(ctx context.Context, tx *db.Tx, by auth.Officer, action, object string, id int64, text web.Text) error {
	return audit.Write(ctx, tx, s.Now(), audit.Entry{
		ActorID: by.Account, Actor: by.Full, Action: action, Object: object, ObjectID: id, Sentence: text.Key, Args: text.Args,
	})
}

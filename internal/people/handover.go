package people

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/official"
)

// Leaving is a person with everything that would have to be handed over.
type Leaving struct {
	org.Person
	UnitName string
	Cases    []work.Case
	Posts    []org.Post
	Account  auth.Account // zero: they have none
	Others   []org.Person // who may take over: active people of the unit and of what is within it
}

// mostCases bounds one handover; nobody has had so many.
const mostCases = 2000

// Leaving reads what a person holds. Who may not hand over in their unit is told that there is nobody.
func (s *Service) Leaving(ctx context.Context, tx *db.Tx, by auth.Officer, id org.PersonID) (l Leaving, err error) {
	l.Person, err = s.Org.Person(ctx, tx, id)
	if err != nil && !errors.Is(err, db.ErrNoRows) {
		return l, err
	}
	if err != nil || !by.MayFor(HandOver, l.Unit) {
		return l, fault.New(fault.NotFound, "Không tìm thấy người này.")
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return l, err
	}
	l.UnitName = tree.Name(l.Unit)
	list, err := s.Work.List(ctx, tx, by, work.Filter{Person: id, Unfinished: true, Sort: work.ByDue, Size: mostCases})
	if err != nil {
		return l, err
	}
	l.Cases = list.Rows
	l.Posts, err = s.Org.PostsOf(ctx, tx, id, s.day())
	if err != nil {
		return l, err
	}
	l.Account, err = s.Auth.AccountOf(ctx, tx, id)
	if err != nil {
		return l, err
	}
	people, err := s.Org.People(ctx, tx, tree.Subtree(l.Unit)...)
	l.Others = slices.DeleteFunc(people, func(p org.Person) bool { return !p.Active || p.ID == id })
	return l, err
}

// Giving says to whom the work of a person goes.
type Giving struct {
	Person org.PersonID
	To     org.PersonID                 // whatever is not named in Each, and the posts; 0: the unit divides it itself
	Each   map[work.CaseID]org.PersonID // exceptions
	Reason string
	Close  bool // the person leaves: posts end, the account is closed
}

// Give moves everything at once and drafts the paper. Nothing moves unless all of it does.
func (s *Service) Give(ctx context.Context, tx *db.Tx, by auth.Officer, g Giving) (record int64, err error) {
	l, err := s.Leaving(ctx, tx, by, g.Person)
	if err != nil {
		return 0, err
	}
	err = l.check(g)
	if err != nil {
		return 0, err
	}
	moved, err := s.Work.HandOver(ctx, tx, by, g.Person, g.follower, g.Reason)
	if err != nil {
		return 0, err
	}
	if g.Close {
		err = s.letGo(ctx, tx, by, l, g)
		if err != nil {
			return 0, err
		}
	}
	r := Record{Person: g.Person, Unit: l.Unit, Reason: strings.TrimSpace(g.Reason), Closed: g.Close, Cases: len(moved), By: by.Full, At: s.Now()}
	record, err = insertRecord(ctx, tx, g, r)
	if err != nil {
		return 0, fmt.Errorf("keeping the handover of person %d: %w", g.Person, err)
	}
	quiet, err := s.Work.AnyQuiet(ctx, tx, moved)
	if err != nil {
		return 0, err
	}
	minutes, err := s.Paper.Draft(ctx, tx, by, paper.New{
		Kind: paper.Minutes, Unit: l.Unit, About: paper.About{Duty: Duty, ID: record}, AsOf: s.day(), Internal: quiet, Document: minutesOf(l, g, moved, s.day()),
	})
	if err != nil {
		return 0, err
	}
	return record, errors.Join(setPaper(ctx, tx, record, minutes), audit.Write(ctx, tx, s.Now(), audit.Entry{
		ActorID: by.Account, Actor: by.Full, Action: "people.hand-over", Object: Duty, ObjectID: record,
		Sentence: web.Mark("Bàn giao %d việc của %s"), Args: []any{len(moved), l.Name},
	}))
}

func (g Giving) follower(c work.Case) org.PersonID {
	if to, ok := g.Each[c.ID]; ok {
		return to
	}
	return g.To
}

func (l Leaving) check(g Giving) error {
	if !g.Close && len(l.Cases) == 0 {
		return fault.New(fault.Invalid, "%s không có việc nào đang mở để bàn giao.", l.Name)
	}
	if g.Close && len(l.Cases) == 0 && !l.Active && !l.Account.Active {
		return fault.New(fault.Conflict, "%s đã bàn giao và ngừng tài khoản từ trước.", l.Name)
	}
	for _, to := range append([]org.PersonID{g.To}, mapValues(g.Each)...) {
		if to != 0 && !slices.ContainsFunc(l.Others, func(p org.Person) bool { return p.ID == to }) {
			return fault.New(fault.Invalid, "Hãy chọn người nhận trong %s.", l.UnitName).At("to")
		}
	}
	if strings.TrimSpace(g.Reason) == "" {
		return fault.New(fault.Invalid, "Hãy ghi lý do bàn giao, ví dụ: chuyển công tác theo Quyết định số …").At("reason")
	}
	return nil
}

func mapValues(m map[work.CaseID]org.PersonID) (all []org.PersonID) {
	for _, v := range m {
		all = append(all, v)
	}
	return all
}

// letGo ends posts and account.
func (s *Service) letGo(ctx context.Context, tx *db.Tx, by auth.Officer, l Leaving, g Giving) error {
	if l.Account.ID != 0 && l.Account.Active {
		if !by.MayFor(auth.ManageAccounts, l.Unit) {
			return fault.New(fault.Forbidden, "Bạn bàn giao được việc nhưng không ngừng được tài khoản. Hãy bỏ chọn ngừng tài khoản, hoặc nhờ quản trị tài khoản.").At("close")
		}
		err := s.Auth.CloseAccount(ctx, tx, by, l.Account.ID)
		if err != nil {
			return err
		}
	}
	return s.Org.Leave(ctx, tx, l.ID, g.To, s.day())
}

// MoveUnit gives what an ended unit has not finished to a successor.
func (s *Service) MoveUnit(ctx context.Context, tx *db.Tx, by auth.Officer, from, to org.UnitID) (int, error) {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return 0, err
	}
	old, ok := tree.Unit(from)
	switch {
	case !ok || !by.MayFor(HandOver, from):
		return 0, fault.New(fault.NotFound, "Không tìm thấy đơn vị này.")
	case old.ExistsOn(s.day()):
		return 0, fault.New(fault.Conflict, "%s vẫn đang hoạt động. Hãy ghi ngày kết thúc và đơn vị kế thừa trong danh bạ trước.", old.Name)
	case !slices.Contains(tree.Successors(from), to):
		return 0, fault.New(fault.Invalid, "Hãy chọn một đơn vị kế thừa của %s.", old.Name)
	}
	moved, err := s.Work.MoveUnit(ctx, tx, by, from, to, fmt.Sprintf("%s kế thừa %s từ ngày %s", tree.Name(to), old.Name, old.To.AddDays(1).Vietnamese()))
	if err != nil {
		return 0, err
	}
	if len(moved) == 0 {
		return 0, fault.New(fault.Conflict, "%s không còn việc nào chưa xong.", old.Name)
	}
	return len(moved), audit.Write(ctx, tx, s.Now(), audit.Entry{
		ActorID: by.Account, Actor: by.Full, Action: "people.move-unit", Object: "unit", ObjectID: int64(from),
		Sentence: web.Mark("Chuyển %d việc của %s sang %s"), Args: []any{len(moved), old.Name, tree.Name(to)},
	})
}

// minutesOf is the paper: who, to whom, why, and every case in a table.
func minutesOf(l Leaving, g Giving, moved []work.Case, today interface{ Vietnamese() string }) official.Report {
	names := map[org.PersonID]string{0: "Đơn vị phân công lại"}
	for _, p := range l.Others {
		names[p.ID] = p.Name
	}
	blocks := []official.Block{
		official.Say("Hôm nay, ngày " + today.Vietnamese() + ", tại " + l.UnitName + ", chúng tôi gồm:"),
		official.Say("Bên giao: " + joined(l.Name, l.Title) + "."),
		official.Say("Bên nhận: " + names[g.To] + "."),
		official.Say("Lý do bàn giao: " + strings.TrimSpace(g.Reason) + "."),
		official.Heading{Level: 1, Text: fmt.Sprintf("I. CÔNG VIỆC BÀN GIAO (%d VIỆC)", len(moved))},
	}
	if len(moved) == 0 {
		blocks = append(blocks, official.Say("Không có việc nào đang mở."))
	} else {
		blocks = append(blocks, caseTable(moved, g, names))
	}
	blocks = append(blocks, official.Heading{Level: 1, Text: "II. NHIỆM VỤ KHÁC, HỒ SƠ, TÀI LIỆU, TÀI SẢN"})
	for _, p := range l.Posts {
		blocks = append(blocks, official.Say("- "+postWord(p.Kind)+"."))
	}
	blocks = append(blocks, official.Blank{Lines: 4},
		official.Say("Biên bản được lập thành 02 bản, mỗi bên giữ 01 bản có giá trị như nhau."),
		official.Table{Columns: []official.Column{{Width: 1, Align: official.AlignCenter}, {Width: 1, Align: official.AlignCenter}, {Width: 1, Align: official.AlignCenter}},
			Rows: []official.TableRow{
				{official.BoldCell("BÊN GIAO"), official.BoldCell("BÊN NHẬN"), official.BoldCell("XÁC NHẬN CỦA ĐƠN VỊ")},
				official.Row("\n\n\n"+l.Name, "\n\n\n"+signer(names, g.To), "\n\n\n"),
			}})
	return official.Report{Form: paper.Minutes.Form(), Subject: "Bàn giao công việc của " + joined(l.Name, l.Title), Blocks: blocks}
}

func caseTable(moved []work.Case, g Giving, names map[org.PersonID]string) official.Table {
	t := official.Table{
		Columns: []official.Column{{Width: 1, Align: official.AlignCenter}, {Width: 3}, {Width: 8}, {Width: 3, Align: official.AlignCenter}, {Width: 4}},
		Header:  []official.TableRow{{official.BoldCell("TT"), official.BoldCell("Mã"), official.BoldCell("Công việc"), official.BoldCell("Thời hạn"), official.BoldCell("Người nhận")}},
	}
	for i, c := range moved {
		due := ""
		if !c.Owed.IsZero() {
			due = c.Owed.Vietnamese()
		}
		t.Rows = append(t.Rows, official.Row(fmt.Sprint(i+1), c.Code, c.Title, due, names[g.follower(c)]))
	}
	return t
}

func joined(name, title string) string {
	if title == "" {
		return name
	}
	return name + ", " + title
}

func signer(names map[org.PersonID]string, to org.PersonID) string {
	if to == 0 {
		return ""
	}
	return names[to]
}

func postWord(k org.PostKind) string {
	switch k {
	case org.Spokesperson:
		return "Người phát ngôn"
	case org.Communication:
		return "Phụ trách truyền thông chính sách"
	case org.Head:
		return "Người đứng đầu"
	}
	return "Đầu mối nhận nhắc việc"
}

package digest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// Duty names digests where papers say what they are about.
const Duty = "listen-digest"

// Draft makes the digest of some days, or returns the one that is there.
func (s *Service) Draft(ctx context.Context, tx *db.Tx, by auth.Officer, kind Kind, owner org.UnitID, from, to law.Date) (Digest, error) {
	err := mayMake(by)
	if err != nil {
		return Digest{}, err
	}
	d, err := digestOf(ctx, tx, kind, owner, from, to)
	if err == nil || !errors.Is(err, db.ErrNoRows) {
		return d, err
	}
	d, err = s.Compose(ctx, tx, kind, owner, from, to)
	if err != nil {
		return d, err
	}
	d.By = by.Full
	if last, err := lastFrozen(ctx, tx, kind, owner, from); err == nil {
		d.Facts.Late, err = s.late(ctx, tx, last)
		if err != nil {
			return d, err
		}
	}
	d.ID, err = insertDigest(ctx, tx, d)
	if err != nil {
		return d, fmt.Errorf("storing the digest of %s: %w", from, err)
	}
	d.Version = 1
	return d, s.note(ctx, tx, by, "listen.digest.draft", d, web.Say("Lập bản điểm tin từ %s đến %s", from, to))
}

// late counts what came of the days of a frozen digest after it was frozen.
func (s *Service) late(ctx context.Context, tx *db.Tx, id ID) (int, error) {
	d, err := digestByID(ctx, tx, id)
	if err != nil {
		return 0, err
	}
	return s.Listen.LateCount(ctx, tx, d.From.Start(), d.To.AddDays(1).Start(), d.Facts.Made)
}

// Digest reads a digest with its entries, or fails with fault.NotFound.
func (s *Service) Digest(ctx context.Context, tx *db.Tx, by auth.Officer, id ID) (Digest, error) {
	d, err := digestByID(ctx, tx, id)
	if errors.Is(err, db.ErrNoRows) || err == nil && !by.May(View) {
		return d, fault.New(fault.NotFound, "Không tìm thấy bản điểm tin này.")
	}
	if err != nil {
		return d, fmt.Errorf("reading digest %d: %w", id, err)
	}
	d.Entries, err = entriesOf(ctx, tx, id)
	return d, err
}

// Edit is what an officer changes in a digest at once: everything that stands on the screen.
type Edit struct {
	ID      ID
	Version int64
	Note    string
	Entries []EntryEdit
}

// EntryEdit is one entry as it was edited.
type EntryEdit struct {
	ID       EntryID
	Version  int64
	Position int
	Title    string
	Summary  string
	Unit     org.UnitID
	Proposal string
	Remark   string
	Struck   bool
	Into     EntryID
}

// Limits of what officers write.
const (
	titleLimit   = 300
	summaryLimit = 2000
	noteLimit    = 4000
)

// Save stores an edit. It fails with fault.Conflict when somebody else changed the digest meanwhile: nothing of theirs
// is overwritten. Entries that are merged are merged as stories too, and stay so.
func (s *Service) Save(ctx context.Context, tx *db.Tx, by auth.Officer, n Edit) (Digest, error) {
	d, err := s.editable(ctx, tx, by, n.ID)
	if err != nil {
		return d, err
	}
	if n.Version != d.Version {
		return d, fault.New(fault.Conflict, "Bản điểm tin vừa được người khác sửa. Hãy tải lại trang; nội dung bạn đã nhập vẫn còn.")
	}
	if utf8.RuneCountInString(n.Note) > noteLimit {
		return d, fault.New(fault.Invalid, "Nhận định chung dài quá %d ký tự.", noteLimit).At("nhan-dinh")
	}
	for _, e := range n.Entries {
		i := slices.IndexFunc(d.Entries, func(x Entry) bool { return x.ID == e.ID })
		if i < 0 {
			continue
		}
		err := s.saveEntry(ctx, tx, d, i, e)
		if err != nil {
			return d, err
		}
	}
	d.Note = strings.TrimSpace(n.Note)
	ok, err := updateDigest(ctx, tx, d, s.Now())
	if err != nil {
		return d, fmt.Errorf("storing digest %d: %w", d.ID, err)
	}
	if !ok {
		return d, fault.New(fault.Conflict, "Bản điểm tin vừa được người khác sửa. Hãy tải lại trang; nội dung bạn đã nhập vẫn còn.")
	}
	err = s.note(ctx, tx, by, "listen.digest.edit", d, web.Say("Sửa bản điểm tin từ %s đến %s", d.From, d.To))
	if err != nil {
		return d, err
	}
	return s.Digest(ctx, tx, by, d.ID)
}

func (s *Service) editable(ctx context.Context, tx *db.Tx, by auth.Officer, id ID) (Digest, error) {
	err := mayMake(by)
	if err != nil {
		return Digest{}, err
	}
	d, err := s.Digest(ctx, tx, by, id)
	if err == nil && d.State != Draft {
		err = fault.New(fault.Conflict, "Bản điểm tin đã chốt, không sửa được nữa. Điều bổ sung được nêu ở kỳ sau.")
	}
	return d, err
}

func (s *Service) saveEntry(ctx context.Context, tx *db.Tx, d Digest, i int, e EntryEdit) error {
	x := d.Entries[i]
	title, summary := strings.TrimSpace(e.Title), strings.TrimSpace(e.Summary)
	switch {
	case title == "" || utf8.RuneCountInString(title) > titleLimit:
		return fault.New(fault.Invalid, "Mỗi câu chuyện cần tiêu đề, không quá %d ký tự.", titleLimit).At(field(e.ID, "tieu-de"))
	case utf8.RuneCountInString(summary) > summaryLimit:
		return fault.New(fault.Invalid, "Tóm tắt dài quá %d ký tự. Hãy viết gọn bằng lời của mình.", summaryLimit).At(field(e.ID, "tom-tat"))
	case quoted(summary) > MostQuoted:
		return fault.New(fault.Invalid, "Phần trích nguyên văn dài quá %d chữ. Hãy trích ngắn lại hoặc viết bằng lời của mình.", MostQuoted).At(field(e.ID, "tom-tat"))
	case e.Into == e.ID || e.Into != 0 && !slices.ContainsFunc(d.Entries, func(y Entry) bool { return y.ID == e.Into && y.Into == 0 }):
		return fault.New(fault.Invalid, "Không gộp được với câu chuyện đã chọn. Hãy chọn câu chuyện khác.").At(field(e.ID, "gop"))
	}
	was := x
	x.Position, x.Title, x.Summary, x.Unit, x.Proposal, x.Remark = e.Position, title, summary, e.Unit, strings.TrimSpace(e.Proposal), strings.TrimSpace(e.Remark)
	x.Struck, x.Into = e.Struck, e.Into
	if same(was, x) {
		return nil
	}
	x.Version = e.Version
	ok, err := updateEntry(ctx, tx, x)
	if err == nil && !ok {
		err = fault.New(fault.Conflict, "Bản điểm tin vừa được người khác sửa. Hãy tải lại trang; nội dung bạn đã nhập vẫn còn.")
	}
	return err
}

func same(a, b Entry) bool {
	return a.Position == b.Position && a.Title == b.Title && a.Summary == b.Summary && a.Unit == b.Unit && a.Proposal == b.Proposal &&
		a.Remark == b.Remark && a.Struck == b.Struck && a.Into == b.Into
}

// quoted counts the syllables of the longest quotation in a text.
func quoted(text string) int {
	most := 0
	for rest := text; ; {
		_, after, found := strings.Cut(rest, "“")
		if !found {
			return most
		}
		inside, next, _ := strings.Cut(after, "”")
		most = max(most, len(strings.Fields(inside)))
		rest = next
	}
}

// field is the name of a field of one entry.
func field(id EntryID, name string) string { return fmt.Sprintf("m%d.%s", id, name) }

// Freeze hands a digest in for signature: a paper is made of it, and neither ever changes with it again.
func (s *Service) Freeze(ctx context.Context, tx *db.Tx, by auth.Officer, id ID, version int64) (Digest, error) {
	d, err := s.editable(ctx, tx, by, id)
	if err != nil {
		return d, err
	}
	if d.Version != version {
		return d, fault.New(fault.Conflict, "Bản điểm tin vừa được người khác sửa. Hãy tải lại trang.")
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return d, err
	}
	d.Hash, err = d.digestHash()
	if err != nil {
		return d, err
	}
	d.Paper, err = s.Papers.Draft(ctx, tx, by, paper.New{
		Kind: paper.Report, Unit: d.Owner, About: paper.About{Duty: Duty, ID: int64(d.ID)}, Key: "digest", AsOf: d.To, Document: d.Document(tree.Name),
		Title: "Điểm tin từ " + d.From.Vietnamese() + " đến " + d.To.Vietnamese(),
	})
	if err != nil {
		return d, err
	}
	if !d.State.CanBecome(Frozen) {
		return d, fault.New(fault.Conflict, "Bản điểm tin đã chốt.")
	}
	d.State = Frozen
	ok, err := updateDigest(ctx, tx, d, s.Now())
	if err != nil {
		return d, fmt.Errorf("freezing digest %d: %w", d.ID, err)
	}
	if !ok {
		return d, fault.New(fault.Conflict, "Bản điểm tin vừa được người khác sửa. Hãy tải lại trang.")
	}
	d.Version++
	return d, s.note(ctx, tx, by, "listen.digest.freeze", d, web.Say("Chốt bản điểm tin từ %s đến %s, mã băm %s", d.From, d.To, d.Hash))
}

// digestHash is the SHA-256 of everything that is printed of a digest and of the numbers behind it.
func (d Digest) digestHash() (string, error) {
	text, err := json.Marshal(struct {
		Kind     Kind
		From, To law.Date
		Note     string
		Facts    Facts
		Entries  []Entry
	}{d.Kind, d.From, d.To, d.Note, d.Facts, d.Kept()})
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// Assign makes a case of an entry for its unit: title and count travel, nothing else. The same entry gives one case.
func (s *Service) Assign(ctx context.Context, tx *db.Tx, by auth.Officer, kind string, id ID, entry EntryID, due law.Date) (work.Case, error) {
	d, err := s.Digest(ctx, tx, by, id)
	if err != nil {
		return work.Case{}, err
	}
	err = mayMake(by)
	if err != nil {
		return work.Case{}, err
	}
	i := slices.IndexFunc(d.Entries, func(e Entry) bool { return e.ID == entry })
	if i < 0 || d.Entries[i].Unit == 0 {
		return work.Case{}, fault.New(fault.Invalid, "Hãy chọn đơn vị liên quan trước khi giao việc.").At(field(entry, "don-vi"))
	}
	e := d.Entries[i]
	if e.Case != 0 {
		return s.Work.Case(ctx, tx, by, e.Case)
	}
	c, err := s.Work.Open(ctx, tx, by, work.Opening{
		Kind: kind, Title: "Xử lý thông tin báo chí nêu: " + e.Title, Lead: e.Unit, Origin: work.Origin{Duty: Duty, ID: int64(d.ID)},
		Description: fmt.Sprintf("Điểm tin từ %s đến %s: %d tin độc lập, %d nguồn. Đề xuất: %s", d.From.Vietnamese(), d.To.Vietnamese(), e.Facts.Independent, e.Facts.Sources, e.Proposal),
		Clock:       work.Clock{Due: law.OnDay(due), Verified: true},
	})
	if err != nil {
		return c, err
	}
	e.Case = c.ID
	_, err = updateEntry(ctx, tx, e)
	return c, err
}

func (s *Service) note(ctx context.Context, tx *db.Tx, by auth.Officer, action string, d Digest, text web.Text) error {
	return audit.Write(ctx, tx, s.Now(), audit.Entry{
		ActorID: by.Account, Actor: by.Full, Action: action, Object: Duty, ObjectID: int64(d.ID), Sentence: text.Key, Args: text.Args,
	})
}

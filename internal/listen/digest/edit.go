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
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// Duty names digests where papers say what they are about.
const Duty = "listen-digest"

// Draft makes the digest of some days, or returns the one that is there. What takes long is read before anything is
// written, so that nobody waits.
func (s *Service) Draft(ctx context.Context, by auth.Officer, kind Kind, owner org.UnitID, from, to law.Date) (d Digest, err error) {
	err = mayMake(by)
	if err != nil {
		return d, err
	}
	return s.draft(ctx, by, kind, owner, from, to)
}

func (s *Service) draft(ctx context.Context, by auth.Officer, kind Kind, owner org.UnitID, from, to law.Date) (d Digest, err error) {
	there := false
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		d, there, err = s.propose(ctx, tx, kind, owner, from, to)
		return err
	})
	if err != nil || there {
		return d, err
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		d, err = s.store(ctx, tx, by, d)
		return err
	})
	return d, err
}

// propose returns the digest of some days if there is one already, else what is proposed.
func (s *Service) propose(ctx context.Context, tx *db.Tx, kind Kind, owner org.UnitID, from, to law.Date) (d Digest, there bool, err error) {
	d, err = digestOf(ctx, tx, kind, owner, from, to)
	if err == nil || !errors.Is(err, db.ErrNoRows) {
		return d, err == nil, err
	}
	d, err = s.Compose(ctx, tx, kind, owner, from, to)
	return d, false, err
}

// store keeps what was proposed, unless somebody else was faster.
func (s *Service) store(ctx context.Context, tx *db.Tx, by auth.Officer, d Digest) (Digest, error) {
	other, err := digestOf(ctx, tx, d.Kind, d.Owner, d.From, d.To)
	if err == nil || !errors.Is(err, db.ErrNoRows) {
		return other, err
	}
	d.By = by.Full
	d.ID, err = insertDigest(ctx, tx, d)
	if err != nil {
		return d, fmt.Errorf("storing the digest of %s: %w", d.From, err)
	}
	d.Version = 1
	return d, s.note(ctx, tx, by, "listen.digest.draft", d, web.Say("Lập bản điểm tin từ %s đến %s", d.From, d.To))
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
// is overwritten. Whoever saves tells [Service.Merge] afterwards.
func (s *Service) Save(ctx context.Context, tx *db.Tx, by auth.Officer, n Edit) (Digest, error) {
	d, err := s.editable(ctx, tx, by, n.ID)
	if err != nil {
		return d, err
	}
	if n.Version != d.Version {
		return d, changed()
	}
	if utf8.RuneCountInString(n.Note) > noteLimit {
		return d, fault.New(fault.Invalid, "Nhận định chung dài quá %d ký tự.", noteLimit).At("nhan-dinh")
	}
	if quoted(n.Note) > MostQuoted {
		return d, tooMuchQuoted("nhan-dinh")
	}
	n = d.retold(n)
	err = s.refuseBorrowed(ctx, tx, d, n)
	if err != nil {
		return d, err
	}
	for _, e := range n.Entries {
		i := slices.IndexFunc(d.Entries, func(x Entry) bool { return x.ID == e.ID })
		if i < 0 {
			continue
		}
		err := s.keepApart(ctx, tx, by, d, i, e.Into)
		if err != nil {
			return d, err
		}
		err = s.saveEntry(ctx, tx, d, i, e)
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
		return d, changed()
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
	case utf8.RuneCountInString(e.Proposal) > summaryLimit || utf8.RuneCountInString(e.Remark) > summaryLimit:
		return fault.New(fault.Invalid, "Đề xuất và trao đổi, mỗi ô không quá %d ký tự.", summaryLimit).At(field(e.ID, "de-xuat"))
	case summary != x.Summary && quoted(summary) > MostQuoted:
		return tooMuchQuoted(field(e.ID, "tom-tat"))
	case quoted(e.Proposal) > MostQuoted:
		return tooMuchQuoted(field(e.ID, "de-xuat"))
	case title != x.Title && quoted(title) > MostQuoted:
		return tooMuchQuoted(field(e.ID, "tieu-de"))
	case e.Into == e.ID || e.Into != 0 && !slices.ContainsFunc(d.Entries, func(y Entry) bool { return y.ID == e.Into && y.Into == 0 }):
		return fault.New(fault.Invalid, "Không gộp được với câu chuyện đã chọn. Hãy chọn câu chuyện khác.").At(field(e.ID, "gop"))
	}
	was := x
	x.Position, x.Title, x.Summary, x.Unit, x.Proposal, x.Remark = e.Position, title, summary, e.Unit, strings.TrimSpace(e.Proposal), strings.TrimSpace(e.Remark)
	x.Struck, x.Into = e.Struck, e.Into
	if same(was, x) {
		return nil
	}
	d.Entries[i] = x
	ok, err := updateEntry(ctx, tx, x)
	if err == nil && !ok {
		err = changed()
	}
	return err
}

func same(a, b Entry) bool {
	return a.Position == b.Position && a.Title == b.Title && a.Summary == b.Summary && a.Unit == b.Unit && a.Proposal == b.Proposal &&
		a.Remark == b.Remark && a.Struck == b.Struck && a.Into == b.Into
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
		return d, changed()
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return d, err
	}
	d.Hash, err = d.digestHash()
	if err != nil {
		return d, err
	}
	doc := d.Document(tree.Name)
	if d.Paper != 0 {
		err = s.Papers.Revise(ctx, tx, by, d.Paper, doc)
	} else {
		d.Paper, err = s.Papers.Draft(ctx, tx, by, paper.New{
			Kind: paper.Report, Unit: d.Owner, About: paper.About{Duty: Duty, ID: int64(d.ID)}, Key: "digest", AsOf: d.To, Document: doc,
			Title: "Điểm tin từ " + d.From.Vietnamese() + " đến " + d.To.Vietnamese(),
		})
	}
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
		return d, changed()
	}
	d.Version++
	return d, s.note(ctx, tx, by, "listen.digest.freeze", d, web.Say("Chốt bản điểm tin từ %s đến %s, mã băm %s", d.From, d.To, d.Hash))
}

// digestHash is the SHA-256 of everything that is printed of a digest and of the numbers behind it.
func (d Digest) digestHash() (string, error) {
	type printed struct {
		Story                    listen.StoryID
		Title, Summary, Proposal string
		Unit                     org.UnitID
		Facts                    Story
	}
	all := struct {
		Kind     Kind
		From, To law.Date
		Note     string
		Facts    Facts
		Entries  []printed
	}{Kind: d.Kind, From: d.From, To: d.To, Note: d.Note, Facts: d.Facts}
	for _, e := range d.Kept() {
		all.Entries = append(all.Entries, printed{e.Story, e.Title, e.Summary, e.Proposal, e.Unit, e.Facts})
	}
	text, err := json.Marshal(all)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// Reopen lets a digest be edited again as long as its paper is a draft: it was not handed in yet, or a leader gave it
// back. What was issued never changes.
func (s *Service) Reopen(ctx context.Context, tx *db.Tx, by auth.Officer, id ID, version int64) (Digest, error) {
	err := mayMake(by)
	if err != nil {
		return Digest{}, err
	}
	d, err := s.Digest(ctx, tx, by, id)
	if err != nil {
		return d, err
	}
	p, err := s.Papers.Paper(ctx, tx, by, d.Paper)
	if err != nil {
		return d, err
	}
	if p.State != paper.Drafted || !d.State.CanBecome(Draft) {
		return d, fault.New(fault.Conflict, "Văn bản của bản điểm tin đã trình hoặc đã ban hành nên không mở lại được. Điều bổ sung được nêu ở kỳ sau.")
	}
	ok, err := reopenDigest(ctx, tx, id, version, s.Now())
	if err != nil {
		return d, fmt.Errorf("opening digest %d again: %w", id, err)
	}
	if !ok {
		return d, changed()
	}
	return d, s.note(ctx, tx, by, "listen.digest.reopen", d, web.Say("Mở lại bản điểm tin từ %s đến %s để sửa", d.From, d.To))
}

func changed() error {
	return fault.New(fault.Conflict, "Bản điểm tin vừa được người khác sửa. Nội dung bạn đã nhập vẫn còn dưới đây, bên cạnh nội dung đang lưu.")
}

// Intact reports whether a frozen digest is what was frozen.
func (d Digest) Intact() bool {
	hash, err := d.digestHash()
	return err == nil && d.State == Frozen && hash == d.Hash
}

func (s *Service) note(ctx context.Context, tx *db.Tx, by auth.Officer, action string, d Digest, text web.Text) error {
	return audit.Write(ctx, tx, s.Now(), audit.Entry{
		ActorID: by.Account, Actor: by.Full, Action: action, Object: Duty, ObjectID: int64(d.ID), Sentence: text.Key, Args: text.Args,
	})
}

package plan

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"sync/atomic"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/doctext"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
	"github.com/nhipcau/nhipcau/vi"
)

// Upload is a document as it came.
type Upload struct {
	Name    string
	Content []byte
	Owner   org.UnitID
	Plan    ID // the plan that it renews; 0 for a new one

	Pasted   bool // text or a table that somebody pasted
	Cleared  bool // somebody looked and says that it bears no mark of secrecy; asked where a program cannot see
	Internal bool // somebody says that it goes round inside the office only
}

// reading is what became of an upload before anything of it is kept.
type reading struct {
	Upload
	src  official.Source
	plan official.Plan
	scan *doctext.Scan // of a document that is pictures; nil otherwise
}

// Import reads a document into a draft and returns it. Reading goes on behind the request when it takes
// longer than the service's patience; the draft is then still in state Reading and shows its progress.
//
// Until it was read the document exists in memory only: a paper that must not be here leaves no trace, and
// a process killed on the way leaves a draft that says so. A refused document is a fault.Invalid with a
// sentence for the form, unless its reading was slow; then the draft holds the sentence.
func (s *Service) Import(ctx context.Context, by auth.Officer, u Upload) (DraftID, error) {
	tree, err := s.Org.ReadTree(ctx)
	if err != nil {
		return 0, err
	}
	err = s.checkUpload(ctx, by, tree, &u)
	if err != nil {
		return 0, err
	}
	type outcome struct {
		id  DraftID
		err error
	}
	var turn atomic.Int32 // whoever sets it first decides: quick or patient
	quick, handed := make(chan outcome, 1), make(chan DraftID, 1)
	behind := context.WithoutCancel(ctx)
	go func() {
		r, err := s.read(behind, tree, u)
		if !turn.CompareAndSwap(0, readQuickly) {
			s.finishSlow(behind, by, <-handed, r, err)
			return
		}
		o := outcome{err: err}
		if err == nil {
			o.id, o.err = s.store(behind, by, tree, 0, r)
		}
		quick <- o
	}()
	timer := time.NewTimer(s.Patience)
	defer timer.Stop()
	select {
	case o := <-quick:
		return o.id, o.err
	case <-timer.C:
	}
	if !turn.CompareAndSwap(0, readSlowly) {
		o := <-quick
		return o.id, o.err
	}
	id, err := s.waitFor(ctx, by, u)
	handed <- id // 0 if the row could not be made: then nothing is kept
	return id, err
}

const (
	readQuickly = 1
	readSlowly  = 2
)

// waitFor makes a draft that shows that its document is still being read.
func (s *Service) waitFor(ctx context.Context, by auth.Officer, u Upload) (DraftID, error) {
	d := Draft{Kind: kindOf(u), State: Reading, Plan: u.Plan, Owner: u.Owner, Name: files.CleanName(u.Name)}
	err := s.DB.Write(ctx, func(tx *db.Tx) (err error) {
		d.ID, err = insertDraft(ctx, tx, s.stamp(d, by), nil)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("storing a draft that waits: %w", err)
	}
	return d.ID, nil
}

// finishSlow stores what a slow reading found, or why it failed, in the draft that shows its progress.
func (s *Service) finishSlow(ctx context.Context, by auth.Officer, id DraftID, r reading, err error) {
	if id == 0 {
		return
	}
	if err == nil {
		tree, treeErr := s.Org.ReadTree(ctx)
		err = treeErr
		if err == nil {
			_, err = s.store(ctx, by, tree, id, r)
		}
	}
	if err == nil {
		return
	}
	problem, name := web.Say(fault.Unexpected), ""
	if doctext.IsSecret(err) {
		name = web.Mark("văn bản không được nhận")
	}
	if f := fault.Find(err); f != nil && f.Kind != fault.Internal {
		problem = web.Say(f.Format, f.Args...)
	} else {
		s.Log.ErrorContext(ctx, "reading a plan failed", "draft", int64(id), "error", err)
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error { return failDraft(ctx, tx, id, name, problem, s.Now()) })
	if err != nil {
		s.Log.ErrorContext(ctx, "noting a failed reading failed", "draft", int64(id), "error", err)
	}
}

func kindOf(u Upload) Kind {
	if u.Plan != 0 {
		return NewVersion
	}
	return NewPlan
}

func (s *Service) checkUpload(ctx context.Context, by auth.Officer, tree *org.Tree, u *Upload) error {
	if u.Plan != 0 {
		err := s.DB.Read(ctx, func(tx *db.Tx) error {
			p, err := s.Plan(ctx, tx, by, u.Plan)
			u.Owner = p.Owner
			if err == nil && p.State == Closed {
				err = fault.New(fault.Conflict, "Kế hoạch đã kết thúc nên không nhận bản mới.")
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	if u.Owner == 0 {
		root, _ := tree.Root()
		u.Owner = root.ID
	}
	return mayManage(by, tree, u.Owner)
}

// read turns bytes into proposals. It keeps nothing.
func (s *Service) read(ctx context.Context, tree *org.Tree, u Upload) (reading, error) {
	src, err := sourceOf(ctx, u)
	if doctext.IsScan(err) {
		return s.readScan(ctx, tree, u)
	}
	if err != nil {
		return reading{}, err
	}
	err = doctext.ErrSecret(doctext.SecrecyMark(src, u.Content))
	if err != nil {
		return reading{}, err
	}
	if doctext.HasScannedPages(src) && !u.Cleared {
		return reading{}, errNotCleared()
	}
	u.Internal = u.Internal || doctext.InternalMark(src, u.Content)
	return reading{Upload: u, src: src, plan: official.ReadPlan(src, s.names(tree))}, nil
}

func sourceOf(ctx context.Context, u Upload) (official.Source, error) {
	if u.Pasted {
		return doctext.ReadPasted(ctx, string(u.Content), doctext.DefaultLimits())
	}
	src, _, err := doctext.Read(ctx, u.Name, u.Content, doctext.DefaultLimits())
	return src, err
}

// store keeps the bytes and makes the draft, or fills the one that was waiting.
func (s *Service) store(ctx context.Context, by auth.Officer, tree *org.Tree, waiting DraftID, r reading) (DraftID, error) {
	if r.scan == nil && len(r.plan.Tasks) == 0 && len(r.plan.Unparsed) == 0 {
		return 0, fault.New(fault.Invalid, "Văn bản không có nhiệm vụ nào. Hãy kiểm tra đã chọn đúng tệp, hoặc thêm nhiệm vụ bằng tay vào một kế hoạch.").At("tep")
	}
	kept, err := s.Files.KeepScreened(r.Name, strings.NewReader(string(r.Content)))
	if err != nil {
		return 0, err
	}
	d := s.stamp(s.newDraft(tree, r), by)
	d.Hash, d.Name = contentHash(r.Content), kept.Name
	said, err := json.Marshal(frozenPlan(r.plan))
	if err != nil {
		return 0, fmt.Errorf("writing down a reading: %w", err)
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		if d.Kind == NewVersion {
			err := s.compare(ctx, tx, by, tree, &d)
			if err != nil {
				return err
			}
		}
		d.Tasks, d.Waiting = len(d.Work.Tasks), d.Work.waiting()
		d.ID = waiting
		if waiting == 0 {
			d.ID, err = insertDraft(ctx, tx, d, said)
		} else {
			err = fillDraft(ctx, tx, d, said)
		}
		if err != nil {
			return fmt.Errorf("storing a draft: %w", err)
		}
		d.File, err = s.Files.Attach(ctx, tx, kept, "plan-draft", int64(d.ID), by)
		if err != nil {
			return err
		}
		err = setDraftFile(ctx, tx, d.ID, d.File)
		if err != nil {
			return err
		}
		return s.note(ctx, tx, by, "plan.import", "plan-draft", int64(d.ID), web.Say("Đọc văn bản %s để nhập kế hoạch", d.Name))
	})
	return d.ID, err
}

func (s *Service) note(ctx context.Context, tx *db.Tx, by auth.Officer, action, object string, id int64, text web.Text) error {
	name := by.Full
	if name == "" {
		name = work.SystemName
	}
	return audit.Write(ctx, tx, s.Now(), audit.Entry{
		ActorID: by.Account, Actor: name, Action: action, Object: object, ObjectID: id, Sentence: text.Key, Args: plainArgs(text.Args),
	})
}

// plainArgs are arguments that the record can hold: texts and whole numbers.
func plainArgs(args []any) []any {
	var all []any
	for _, a := range args {
		switch v := a.(type) {
		case string, int, int64:
			all = append(all, v)
		default:
			all = append(all, fmt.Sprint(v))
		}
	}
	return all
}

func contentHash(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

func (s *Service) stamp(d Draft, by auth.Officer) Draft {
	d.ByID, d.By, d.EditedBy = by.Account, by.Full, by.Full
	d.CreatedAt, d.UpdatedAt, d.Version = s.Now(), s.Now(), 1
	return d
}

// newDraft turns a reading into what people work on.
func (s *Service) newDraft(tree *org.Tree, r reading) Draft {
	d := Draft{Kind: kindOf(r.Upload), State: Opened, Plan: r.Upload.Plan, Owner: r.Owner, Lines: linesOf(r.src, r.plan)}
	scan := r.scanned(d.Lines)
	issued, _ := law.ParseDate(r.plan.Issued)
	w := Work{Owner: r.Owner, Scan: scan, Head: Head{Number: r.plan.Number, Title: headTitle(r.plan, r.Name), Issuer: issuerOf(d.Lines, s.names(tree)), Issued: issued, Internal: r.Internal, V: 1}}
	for _, t := range r.plan.Tasks {
		w.Last++
		it := itemOf(w.Last, t)
		it.Number, it.Section = numberOf(d.Lines, it), sectionOf(d.Lines, it)
		it.Sure = min(it.Sure, sureOf(d.Lines, it.Lines))
		w.Tasks = append(w.Tasks, it)
	}
	w.Head.From, w.Head.To = spanOf(w.Tasks, issued)
	w.rename(s.names(tree), tree, s.Day())
	d.Work = w
	return d
}

func headTitle(p official.Plan, file string) string {
	if p.Title != "" {
		return p.Title
	}
	name, _, _ := strings.Cut(file, ".")
	return "Kế hoạch từ tệp " + name
}

// issuerOf is the body in the letterhead, as the directory writes it where it knows it.
func issuerOf(lines []Line, dir official.Directory) string {
	var found []string
	for _, l := range lines[:min(len(lines), 12)] {
		text := strings.Join(strings.Fields(l.Text), " ")
		key := vi.Fold(text)
		if l.Mark != Letterline || text != strings.ToUpper(text) || strings.Contains(key, "cong hoa xa hoi") || strings.Contains(key, "doc lap") || strings.ContainsAny(text, "0123456789") {
			continue
		}
		found = append(found, text)
		if len(found) == 2 {
			break
		}
	}
	for n := len(found); n > 0; n-- { // a body may stand on one line or on two, or below its parent
		for from := 0; from+n <= len(found); from++ {
			name := strings.Join(found[from:from+n], " ")
			if m := dir.Match(name, ""); len(m) > 0 && m[0].Reason == official.MatchExact {
				u, _ := dir.Unit(m[0].ID)
				return u.Name
			}
		}
	}
	return sentenceCase(strings.Join(found, " "))
}

// sentenceCase writes a name printed in capitals as names of bodies are written: words in small letters,
// names of places in capitals.
func sentenceCase(s string) string {
	words := strings.Fields(s)
	place := false
	for i, w := range words {
		low := strings.ToLower(w)
		switch {
		case w == "UBND" || w == "HĐND" || w == "MTTQ":
			continue
		case place || i == 0:
			r := []rune(low)
			low = strings.ToUpper(string(r[:1])) + string(r[1:])
		}
		place = place || low == "tỉnh" || low == "phố" || low == "xã" || low == "phường" || low == "huyện"
		words[i] = low
	}
	return strings.Join(words, " ")
}

func itemOf(key int, t official.Task) Item {
	from, _ := law.ParseDate(t.From)
	to, _ := law.ParseDate(t.To)
	it := Item{
		Key: key, V: 1, Section: t.Section, Title: t.Title, Lead: official.Names(t.Lead), Partners: official.Names(t.Partners), Plan: timingOf(t.Cadence, from, to),
		When: t.When, Product: t.Deliverable, Budget: t.Budget, Line: t.Line, Lines: t.Lines, Sure: t.Confidence,
	}
	for _, e := range t.Evidence {
		it.Why = append(it.Why, Reason{string(e.Field), string(e.Rule)})
	}
	for _, rule := range t.Why {
		it.Why = append(it.Why, Reason{"", string(rule)})
	}
	it.Wrote = Wrote{t.Title, it.Lead, it.Partners}
	return it
}

var (
	numberBefore = regexp.MustCompile(`^\s*((?:\d{1,3}\.)*\d{1,3}|[IVXLC]{1,6}(?:\.\d{1,3})*|[a-zđ])\s*[.)/:-]`)
	numberAlone  = regexp.MustCompile(`^\s*((?:\d{1,3}\.)*\d{1,3}|[a-zđ])[.)]?\s*$`)
)

// numberOf is the number of a task in its document: at the beginning of its line, or in a cell of its row.
func numberOf(lines []Line, it Item) string {
	if it.Line < 1 || it.Line > len(lines) {
		return ""
	}
	at := lines[it.Line-1]
	if m := numberBefore.FindStringSubmatch(at.Text); m != nil && !at.Cell {
		return m[1]
	}
	for _, n := range it.Lines {
		l := lines[min(n, len(lines))-1]
		if m := numberAlone.FindStringSubmatch(l.Text); m != nil && l.Cell && l.Row == at.Row {
			return m[1]
		}
	}
	return ""
}

// sectionOf writes a section with its number, as its heading above the task does.
func sectionOf(lines []Line, it Item) string {
	if it.Section == "" {
		return ""
	}
	for n := min(it.Line, len(lines)); n >= 1; n-- {
		text := strings.TrimSpace(vi.Normalize(lines[n-1].Text))
		if lines[n-1].Mark == Heading && strings.HasSuffix(strings.TrimRight(text, ".:;"), it.Section) {
			return strings.TrimRight(text, ":;")
		}
	}
	return it.Section
}

// spanOf is the time that the tasks of a plan cover: the year of its issue when all their days lie in it.
func spanOf(tasks []Item, issued law.Date) (from, to law.Date) {
	year, last := issued.Year, law.Date{}
	for _, it := range tasks {
		for _, d := range []law.Date{it.Plan.Due, it.Plan.To} {
			if d.After(last) {
				last = d
			}
		}
	}
	if year == 0 && last.IsZero() {
		return law.Date{}, law.Date{}
	}
	if year == 0 {
		year = last.Year
	}
	end := max(year, last.Year)
	return issued, law.Date{Year: end, Month: 12, Day: 31}
}

// frozenPlan is a reading as it is kept for ever.
func frozenPlan(p official.Plan) any {
	type frozen official.Plan // without the shape that outside programs read
	return frozen(p)
}

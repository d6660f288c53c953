package round

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// Issue hands out the form of a unit to be filled in elsewhere. What it asks and what had been answered by then
// is kept, so that it can be read back whatever changes meanwhile. Whoever may answer for the unit may have it.
func (s *Service) Issue(ctx context.Context, tx *db.Tx, by auth.Officer, round ID, unit org.UnitID) (official.OfflineForm, error) {
	sheaf, err := s.Sheaf(ctx, tx, by, round, unit)
	if err != nil {
		return official.OfflineForm{}, err
	}
	if !by.MayFor(Give, unit) && !mayType(by, sheaf.Round, sheaf.Owed) {
		return official.OfflineForm{}, fault.New(fault.Forbidden, "Chỉ cán bộ của đơn vị hoặc người tổng hợp đợt báo cáo được tải biểu để điền.")
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return official.OfflineForm{}, err
	}
	f := offlineForm(sheaf, tree.Name(unit))
	text, err := json.Marshal(f)
	if err != nil {
		return f, err
	}
	sum := sha256.Sum256(text)
	f.Code.Issue, err = putIssue(ctx, tx, round, unit, hex.EncodeToString(sum[:]), string(text), name(by), s.Now())
	if err != nil {
		return f, fmt.Errorf("keeping the form of unit %d in round %d: %w", unit, round, err)
	}
	return f, nil
}

// Keys of the fields of an offline form, beside those of figures and texts.
const (
	offlineNothing = "nothing" // the whole round
	offlineEmpty   = "empty."  // a block
	offlineProofs  = "proof."  // a block
	offlineTask    = "task."   // "task.12.say"
)

// offlineForm is the form of a unit with what it answered so far. Its words are Vietnamese whoever asks: it is
// an official form.
func offlineForm(sheaf Sheaf, unit string) official.OfflineForm {
	r := sheaf.Round
	f := official.OfflineForm{
		Code:  official.OfflineCode{Round: int64(r.ID), Unit: int64(sheaf.Owed.Unit), Version: int64(sheaf.Form.Version)},
		Title: r.Title, Unit: unit,
	}
	if !r.Due().IsZero() {
		f.Due = r.Due().String()
	}
	if !r.From.IsZero() && !r.To.IsZero() {
		f.Guide = append(f.Guide, "Số liệu từ ngày "+r.From.Vietnamese()+" đến hết ngày "+r.To.Vietnamese()+".")
	}
	b := offlineBuilder{sheaf: sheaf}
	if now, ok := sheaf.Now(); ok {
		b.now = now.Content
	}
	if sheaf.Last != nil {
		b.last = sheaf.Last.Content
	}
	b.section = "Cả kỳ"
	b.tick(offlineNothing, "Không phát sinh trong cả kỳ", "Nếu đúng thì để trống các phần dưới", b.now.Nothing)
	for _, block := range sheaf.Form.Blocks {
		b.block(block)
	}
	f.Fields = b.fields
	return f
}

// offlineBuilder lays the blocks of a form out as fields.
type offlineBuilder struct {
	sheaf     Sheaf
	now, last Content
	section   string
	fields    []official.OfflineField
}

func (b *offlineBuilder) add(f official.OfflineField) {
	f.Section = b.section
	b.fields = append(b.fields, f)
}

func (b *offlineBuilder) tick(key, label, note string, on bool) {
	f := official.OfflineField{Key: key, Label: label, Note: note, Kind: official.OfflineTick}
	if on {
		f.Value = "x"
	}
	b.add(f)
}

func (b *offlineBuilder) block(block Block) {
	b.section = block.Title
	if block.Kind == TaskBlock {
		for _, c := range b.sheaf.Cases {
			b.task(c)
		}
		return
	}
	b.tick(offlineEmpty+block.Key, "Phần này không phát sinh", block.Note, !b.now.Nothing && b.now.silent(block.Key))
	for _, x := range block.Figures {
		b.figure(x)
	}
	for _, t := range block.Texts {
		note := ""
		if t.Must {
			note = "Bắt buộc"
		}
		b.add(official.OfflineField{Key: t.Key, Label: t.Label, Note: note, Kind: official.OfflineText, Value: b.now.Texts[t.Key]})
	}
	if block.Kind == EvidenceBlock {
		b.add(official.OfflineField{
			Key: offlineProofs + block.Key, Label: "Văn bản minh chứng", Kind: official.OfflineText,
			Note: "Mỗi dòng một văn bản, ví dụ: 12/BC-UBND ngày 05/12/2026", Value: proofLines(b.now.Evidence[block.Key]),
		})
	}
}

func (b *offlineBuilder) figure(x Figure) {
	f := official.OfflineField{Key: x.Key, Label: x.Label, Note: x.Definition, Measure: x.Unit, Kind: official.OfflineDecimal}
	switch x.Kind {
	case Whole, Rough:
		f.Kind = official.OfflineWhole
	case Money:
		f.Kind, f.Measure = official.OfflineWhole, "đồng"
	case Percent:
		f.Measure = "%"
	case Decimal:
		f.Signed = true
	}
	if n, ok := b.now.Figures[x.Key]; ok {
		f.Value = n.Plain()
	}
	if n, ok := b.last.Figures[x.Key]; ok {
		f.Before = n.Plain()
	}
	b.add(f)
	if x.Kind == Rough {
		where := x.where()
		b.add(official.OfflineField{Key: where.Key, Label: where.Label + ": " + x.Label, Kind: official.OfflineText, Value: b.now.Texts[where.Key]})
	}
}

func (b *offlineBuilder) task(c work.Case) {
	b.section = strings.TrimSpace("Nhiệm vụ " + c.Code + " " + c.Title)
	var said TaskAnswer
	if i := slices.IndexFunc(b.now.Tasks, func(t TaskAnswer) bool { return t.Case == c.ID }); i >= 0 {
		said = b.now.Tasks[i]
	}
	key := fmt.Sprintf("%s%d.", offlineTask, c.ID)
	say := official.OfflineField{Key: key + "say", Label: "Tình hình", Kind: official.OfflineChoice, Value: said.Say.Word()}
	for _, x := range SaysFor(c) {
		say.Options = append(say.Options, x.Word())
	}
	b.add(say)
	for _, x := range []struct{ part, label, value string }{
		{"kq", "Kết quả", said.Result}, {"kk", "Khó khăn, vướng mắc, nguyên nhân", said.Difficulty}, {"kn", "Kiến nghị", said.Proposal},
	} {
		b.add(official.OfflineField{Key: key + x.part, Label: x.label, Kind: official.OfflineText, Value: x.value})
	}
}

// proofLines are the documents of a block, a line each. Files have no place in a form that is typed.
func proofLines(all []work.Proof) string {
	var lines []string
	for _, p := range all {
		switch {
		case p.Number == "":
		case p.Day.IsZero():
			lines = append(lines, p.Number)
		default:
			lines = append(lines, p.Number+" ngày "+p.Day.Vietnamese())
		}
	}
	return strings.Join(lines, "\n")
}

var proofPattern = regexp.MustCompile(`(?i)^(?:số\s*:?\s*)?(.*?)[\s,;]*(?:ngày\s+(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}))?\s*[.;]?$`)

// readProofLines reads documents as proofLines writes them, or nearly so.
func readProofLines(text string) []work.Proof {
	var all []work.Proof
	for line := range strings.Lines(text) {
		m := proofPattern.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil || m[1] == "" {
			continue
		}
		p := work.Proof{Number: m[1]}
		day, err := time.Parse("2/1/2006", m[2]+"/"+m[3]+"/"+m[4])
		if err == nil {
			p.Day = law.Date{Year: day.Year(), Month: int(day.Month()), Day: day.Day()}
		}
		if m[2] != "" && err != nil {
			p.Number = strings.TrimSpace(line) // a day that is none stays in the words
		}
		all = append(all, p)
	}
	return all
}

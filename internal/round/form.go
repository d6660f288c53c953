package round

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
)

// Form is what a round asks, at one version. The version grows with every change of the blocks; keys never
// change their meaning, so that answers to an older version can still be read.
type Form struct {
	Round   ID
	Version int
	Blocks  []Block
}

// BlockKind says what a block asks for.
type BlockKind string

// The kinds of block.
const (
	FigureBlock   BlockKind = "figures"  // numbers with their definitions
	TextBlock     BlockKind = "texts"    // Kết quả · Khó khăn, vướng mắc, nguyên nhân · Kiến nghị, or other questions
	EvidenceBlock BlockKind = "evidence" // number of a document, a file, or both
	TaskBlock     BlockKind = "tasks"    // every open task that the unit leads
)

// Block is one part of a form, for which a unit may say that nothing arose.
type Block struct {
	Key     string    `json:"key"` // unique in the form: "b1"
	Kind    BlockKind `json:"kind"`
	Title   string    `json:"title"`
	Note    string    `json:"note,omitempty"` // how to fill it in
	Figures []Figure  `json:"figures,omitempty"`
	Texts   []Text    `json:"texts,omitempty"`
	Plan    int64     `json:"plan,omitempty"` // of a TaskBlock: only the tasks of this plan; 0: all
}

// Figure is a number that is asked for.
type Figure struct {
	Key        string     `json:"key"` // unique in the form: "f1"
	Label      string     `json:"label"`
	Definition string     `json:"definition,omitempty"` // what is counted and what is not
	Unit       string     `json:"unit,omitempty"`       // đơn vị tính: "cuộc", "vụ việc"
	Kind       FigureKind `json:"kind"`
	Total      Total      `json:"total"`
	Of         string     `json:"of,omitempty"` // key of the figure of which this one is a part: it may not be larger, and their ratio is shown
}

// FigureKind says how a figure is written.
type FigureKind string

// The kinds of figure.
const (
	Whole   FigureKind = "whole"
	Decimal FigureKind = "decimal"
	Percent FigureKind = "percent"
	Money   FigureKind = "money" // đồng
	Rough   FigureKind = "rough" // what people said, counted roughly, with the places it came from
)

// FigureKinds lists the kinds in the order in which forms offer them.
var FigureKinds = []FigureKind{Whole, Decimal, Percent, Money, Rough}

var figureKindWords = map[FigureKind]string{
	Whole: web.Mark("Số nguyên"), Decimal: web.Mark("Số thập phân"), Percent: web.Mark("Phần trăm"), Money: web.Mark("Số tiền (đồng)"),
	Rough: web.Mark("Số ước lượng, kèm nơi phát sinh"),
}

// Word is the kind in words, a marked text.
func (k FigureKind) Word() string { return figureKindWords[k] }

// Total says how the figures of many units become one.
type Total string

// The totals.
const (
	Sum    Total = "sum"
	Max    Total = "max"
	Untold Total = "none" // not totalled; percentages of units say nothing when they are added
)

// Totals lists the totals in the order in which forms offer them.
var Totals = []Total{Sum, Max, Untold}

var totalWords = map[Total]string{Sum: web.Mark("Cộng"), Max: web.Mark("Lấy lớn nhất"), Untold: web.Mark("Không tổng hợp")}

// Word is the total in words, a marked text.
func (t Total) Word() string { return totalWords[t] }

// Text is a question that is answered in words.
type Text struct {
	Key   string `json:"key"` // unique in the form: "t1"
	Label string `json:"label"`
	Must  bool   `json:"must,omitempty"` // may not stay empty unless nothing arose
}

// Bounds of a form; a page with more is read by nobody.
const (
	mostBlocks  = 20
	mostFigures = 100
	labelLimit  = 500
	noteLimit   = 2000
)

// Figures are all figures of the form in order.
func (f Form) Figures() []Figure {
	var all []Figure
	for _, b := range f.Blocks {
		all = append(all, b.Figures...)
	}
	return all
}

// Figure finds a figure by its key.
func (f Form) Figure(key string) (Figure, bool) {
	all := f.Figures()
	i := slices.IndexFunc(all, func(x Figure) bool { return x.Key == key })
	if i < 0 {
		return Figure{}, false
	}
	return all[i], true
}

// Texts are all questions of the form in order.
func (f Form) Texts() []Text {
	var all []Text
	for _, b := range f.Blocks {
		all = append(all, b.Texts...)
	}
	return all
}

// where is the question about the places of a rough figure; its key is made of the figure's own.
func (x Figure) where() Text {
	return Text{Key: "noi-" + x.Key, Label: whereLabel}
}

// whereLabel stands in forms, in the language of the offices that fill them in.
const whereLabel = "Nơi phát sinh"

// Block finds a block by its key.
func (f Form) Block(key string) (Block, bool) {
	i := slices.IndexFunc(f.Blocks, func(b Block) bool { return b.Key == key })
	if i < 0 {
		return Block{}, false
	}
	return f.Blocks[i], true
}

// Has reports whether the form has a block of a kind.
func (f Form) Has(k BlockKind) bool {
	return slices.ContainsFunc(f.Blocks, func(b Block) bool { return b.Kind == k })
}

// tidy cleans the words of the blocks and gives keys to what has none, or one that is taken or strange.
func tidy(blocks []Block) []Block {
	blocks = slices.Clone(blocks)
	known, seen := keysOf(blocks), map[string]bool{}
	key := func(prefix, key string) string {
		for n := 1; !keyShape.MatchString(key) || seen[key]; n++ {
			key = fmt.Sprintf("%s%d", prefix, n)
			if known[key] {
				key = ""
			}
		}
		seen[key] = true
		return key
	}
	for i := range blocks {
		b := &blocks[i]
		b.Key, b.Title, b.Note = key("b", b.Key), clean(b.Title), clean(b.Note)
		b.Figures, b.Texts = slices.Clone(b.Figures), slices.Clone(b.Texts)
		for k := range b.Figures {
			f := &b.Figures[k]
			f.Key, f.Label, f.Definition, f.Unit = key("f", f.Key), clean(f.Label), clean(f.Definition), clean(f.Unit)
		}
		for k := range b.Texts {
			b.Texts[k].Key, b.Texts[k].Label = key("t", b.Texts[k].Key), clean(b.Texts[k].Label)
		}
	}
	return blocks
}

// keyShape is what a key looks like; keys stand in names of fields and in offline forms.
var keyShape = regexp.MustCompile(`^[a-z][a-z0-9-]{0,39}$`)

func keysOf(blocks []Block) map[string]bool {
	taken := map[string]bool{}
	for _, b := range blocks {
		taken[b.Key] = true
		for _, f := range b.Figures {
			taken[f.Key] = true
			if f.Kind == Rough {
				taken[f.where().Key] = true
			}
		}
		for _, t := range b.Texts {
			taken[t.Key] = true
		}
	}
	return taken
}

// check fails with fault.Invalid where a form cannot be filled in or totalled.
func (f Form) check() error {
	switch {
	case len(f.Blocks) == 0:
		return fault.New(fault.Invalid, "Biểu mẫu chưa có phần nào. Hãy thêm ít nhất một phần.").At("blocks")
	case len(f.Blocks) > mostBlocks:
		return fault.New(fault.Invalid, "Biểu mẫu có quá %d phần. Hãy gộp bớt.", mostBlocks).At("blocks")
	case len(f.Figures()) > mostFigures:
		return fault.New(fault.Invalid, "Biểu mẫu có quá %d số liệu. Hãy bỏ bớt.", mostFigures).At("blocks")
	}
	for _, b := range f.Blocks {
		err := b.check()
		if err != nil {
			return err
		}
	}
	return f.checkRatios()
}

func (b Block) check() error {
	field := "block-" + b.Key
	switch {
	case b.Title == "":
		return fault.New(fault.Invalid, "Hãy đặt tên cho từng phần của biểu mẫu.").At(field)
	case tooLong(b.Title, labelLimit), tooLong(b.Note, noteLimit):
		return fault.New(fault.Invalid, "Tên hoặc hướng dẫn của phần “%s” quá dài.", shorten(b.Title)).At(field)
	case b.Kind == FigureBlock && len(b.Figures) == 0:
		return fault.New(fault.Invalid, "Phần “%s” chưa có số liệu nào.", b.Title).At(field)
	case b.Kind == TextBlock && len(b.Texts) == 0:
		return fault.New(fault.Invalid, "Phần “%s” chưa có câu hỏi nào.", b.Title).At(field)
	case !slices.Contains([]BlockKind{FigureBlock, TextBlock, EvidenceBlock, TaskBlock}, b.Kind):
		return fault.New(fault.Invalid, "Phần “%s” chưa có loại. Hãy chọn loại.", b.Title).At(field)
	}
	for _, x := range b.Figures {
		err := x.check()
		if err != nil {
			return err.At(field)
		}
	}
	for _, t := range b.Texts {
		if t.Label == "" || tooLong(t.Label, labelLimit) {
			return fault.New(fault.Invalid, "Phần “%s” có câu hỏi chưa ghi hoặc quá dài.", b.Title).At(field)
		}
	}
	return nil
}

func (x Figure) check() *fault.Error {
	switch {
	case x.Label == "":
		return fault.New(fault.Invalid, "Hãy ghi tên cho từng số liệu.")
	case tooLong(x.Label, labelLimit), tooLong(x.Definition, noteLimit), tooLong(x.Unit, 50):
		return fault.New(fault.Invalid, "Tên, cách tính hoặc đơn vị tính của “%s” quá dài.", shorten(x.Label))
	case !slices.Contains(FigureKinds, x.Kind) || !slices.Contains(Totals, x.Total):
		return fault.New(fault.Invalid, "Hãy chọn loại số và cách tổng hợp của “%s”.", x.Label)
	case x.Kind == Percent && x.Total == Sum:
		return fault.New(fault.Invalid, "“%s” là phần trăm nên không cộng được. Hãy chọn cách tổng hợp khác, hoặc hỏi hai số rồi để hệ thống chia.", x.Label)
	}
	return nil
}

func (f Form) checkRatios() error {
	for _, x := range f.Figures() {
		whole, ok := f.Figure(x.Of)
		if x.Of == "" {
			continue
		}
		if !ok || whole.Key == x.Key || whole.Kind != x.Kind {
			return fault.New(fault.Invalid, "“%s” là một phần của số liệu không có hoặc khác loại trong biểu mẫu.", x.Label).At("blocks")
		}
	}
	return nil
}

func clean(s string) string { return strings.TrimSpace(s) }

func tooLong(s string, limit int) bool { return utf8.RuneCountInString(s) > limit }

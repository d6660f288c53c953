package law

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Class is a kind of case within a rule whose lengths differ, such as a simple and a complex
// request. A rule without classes uses the empty Class.
type Class string

// The classes of requests for information. Rules may have others of their own.
const (
	Simple  Class = "simple"
	Complex Class = "complex"
)

// Stage is one deadline of a rule.
type Stage struct {
	Name   string // a machine's word: answer, notice, extension
	NameVI string
	NameEN string
	Class  Class // the class it belongs to; empty for all
	Term   Term

	// After names the stage at whose end this one begins to run; empty means the trigger.
	After string

	// Optional stages, such as an extension, are shown but do not set the due date by themselves.
	Optional bool
}

// Rule is one version of one clock of the law: a row that is never edited. When the law changes, a
// new version is added.
type Rule struct {
	ID      string
	Version int // 1, 2, … ; of those in force on a day the highest applies

	TextVI, TextEN       string // what must be done
	BasisVI, BasisEN     string // article and text
	Cites                []string
	TriggerVI, TriggerEN string // what starts the clock

	// Stages in the order of time. The last that is not optional is the rule's due date. The class
	// of the first stage that has one is assumed when none is given.
	Stages []Stage

	ValidFrom, ValidTo Date // first and last trigger day; zero means no limit

	// WindowFrom and WindowTo bound the figures of a yearly report: from that day of the year
	// before to that day of the year in which the report is due. Zero means no window.
	WindowFrom, WindowTo MonthDay

	// Verified is true when the row was read in a text of the law or a public page about it.
	// NoteVI and NoteEN say what is not certain.
	Verified       bool
	NoteVI, NoteEN string

	// Successors are the rules to look at for triggers after ValidTo. With several, people choose.
	Successors []string
}

// MonthDay is a day of every year.
type MonthDay struct{ Month, Day int }

// Window is the first and the last day whose figures go into a yearly report that is due on a day;
// false when the rule has no such window or the day is not known.
func (r Rule) Window(due Date) (from, to Date, ok bool) {
	if due.IsZero() || r.WindowTo == (MonthDay{}) {
		return Date{}, Date{}, false
	}
	from = Date{due.Year - 1, r.WindowFrom.Month, r.WindowFrom.Day}
	return from, Date{due.Year, r.WindowTo.Month, r.WindowTo.Day}, true
}

// InForce reports whether the version applies to a trigger on d.
func (r Rule) InForce(d Date) bool {
	return (r.ValidFrom.IsZero() || !d.Before(r.ValidFrom)) && (r.ValidTo.IsZero() || !d.After(r.ValidTo))
}

// Classes lists the classes of the rule; the first is assumed when none is given.
func (r Rule) Classes() []Class {
	var classes []Class
	for _, s := range r.Stages {
		if s.Class != "" && !slices.Contains(classes, s.Class) {
			classes = append(classes, s.Class)
		}
	}
	return classes
}

// StagesOf lists the stages of one class in order.
func (r Rule) StagesOf(class Class) []Stage {
	var stages []Stage
	for _, s := range r.Stages {
		if s.Class == "" || s.Class == class {
			stages = append(stages, s)
		}
	}
	return stages
}

// mainStage is the index of the stage that sets the due date: the last that is not optional.
func mainStage(stages []Stage) int {
	at := 0
	for i, s := range stages {
		if !s.Optional {
			at = i
		}
	}
	return at
}

func (r Rule) check() error {
	switch {
	case r.ID == "" || strings.ToUpper(r.ID) != r.ID || strings.ContainsAny(r.ID, " \t\r\n|"):
		return sentence("Mã quy tắc %q phải viết hoa, không có khoảng trắng.", clip(r.ID))
	case r.Version < 1:
		return sentence("Quy tắc %s: phiên bản phải từ 1 trở lên.", r.ID)
	case r.BasisVI == "" || r.TextVI == "":
		return sentence("Quy tắc %s, phiên bản %d: thiếu nội dung hoặc căn cứ pháp lý.", r.ID, r.Version)
	case len(r.Stages) == 0:
		return sentence("Quy tắc %s, phiên bản %d: chưa có thời hạn nào.", r.ID, r.Version)
	case !r.ValidFrom.IsZero() && !r.ValidTo.IsZero() && r.ValidTo.Before(r.ValidFrom):
		return sentence("Quy tắc %s, phiên bản %d: ngày hết hiệu lực sớm hơn ngày có hiệu lực.", r.ID, r.Version)
	}
	for _, class := range append(r.Classes(), "") {
		err := checkStages(r.StagesOf(class))
		if err != nil {
			return sentence("Quy tắc %s, phiên bản %d: %w", r.ID, r.Version, err)
		}
	}
	return nil
}

func checkStages(stages []Stage) error {
	seen := map[string]bool{}
	for _, s := range stages {
		err := s.Term.check()
		if err != nil {
			return err
		}
		if s.Name == "" || seen[s.Name] {
			return sentence("tên mốc %q thiếu hoặc trùng.", clip(s.Name))
		}
		if s.After != "" && !seen[s.After] {
			return sentence("mốc %q nối sau mốc %q chưa có.", clip(s.Name), clip(s.After))
		}
		seen[s.Name] = true
	}
	return nil
}

// RuleSet holds rules in all their versions. It never changes; [RuleSet.With] makes a larger one.
type RuleSet struct {
	versions map[string][]Rule // by ID, in order of version
}

// NewRules makes a set of rules. It fails with a Vietnamese sentence when a rule is not well formed
// or a version comes twice.
func NewRules(rules ...Rule) (RuleSet, error) { return RuleSet{}.With(rules...) }

// With returns a set to which rules are added: new ones, or new versions of old ones. A version
// that is there already cannot be replaced.
func (s RuleSet) With(rules ...Rule) (RuleSet, error) {
	with := RuleSet{versions: make(map[string][]Rule, len(s.versions)+len(rules))}
	for id, list := range s.versions {
		with.versions[id] = slices.Clone(list)
	}
	for _, r := range rules {
		err := r.check()
		if err != nil {
			return RuleSet{}, err
		}
		list := with.versions[r.ID]
		at, there := slices.BinarySearchFunc(list, r.Version, func(one Rule, v int) int { return cmp.Compare(one.Version, v) })
		if there {
			return RuleSet{}, sentence("Quy tắc %s đã có phiên bản %d; hãy thêm phiên bản mới, không sửa phiên bản cũ.", r.ID, r.Version)
		}
		with.versions[r.ID] = slices.Insert(list, at, r)
	}
	return with, nil
}

// At is the version of a rule that applies to a trigger on d; false when the rule is not known or
// no version is in force on that day.
func (s RuleSet) At(id string, d Date) (Rule, bool) {
	for _, r := range slices.Backward(s.versions[id]) {
		if r.InForce(d) {
			return r, true
		}
	}
	return Rule{}, false
}

// Version is one version of a rule, as a case keeps it.
func (s RuleSet) Version(id string, version int) (Rule, bool) {
	for _, r := range s.versions[id] {
		if r.Version == version {
			return r, true
		}
	}
	return Rule{}, false
}

// Versions lists all versions of a rule, oldest first.
func (s RuleSet) Versions(id string) []Rule { return slices.Clone(s.versions[id]) }

// IDs lists the rules in alphabetical order.
func (s RuleSet) IDs() []string { return slices.Sorted(maps.Keys(s.versions)) }

// All lists every version of every rule, by ID and version.
func (s RuleSet) All() []Rule {
	var all []Rule
	for _, id := range s.IDs() {
		all = append(all, s.versions[id]...)
	}
	return all
}

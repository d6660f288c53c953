package law

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Options adjust a computation. The zero value changes nothing.
type Options struct {
	// Pauses are the times that do not count. They stop the clocks that start at the trigger.
	Pauses []Pause

	// NextIssue is the day the next issue appears, for terms of the unit NextIssue.
	NextIssue Date

	// ExtendBy is a granted extension, in the unit of the rule's extension and at most its length;
	// it then sets the due date. Zero means that nothing was extended.
	ExtendBy int

	// Reached tells when earlier stages were really done; later stages then run from there instead
	// of from the last moment allowed.
	Reached map[string]Moment

	// Internal asks for a stage "internal" that long before the due date: Hours, CalendarDays or
	// WorkingDays. The zero Term asks for none.
	Internal Term
}

// StageDue is when one stage is due.
type StageDue struct {
	Name           string // the stage's word, or "internal"
	NameVI, NameEN string
	Due            Moment
	Optional       bool

	// ExplanationVI and ExplanationEN say how this date came about.
	ExplanationVI, ExplanationEN string
}

// Answer is a due date with its reasons.
type Answer struct {
	RuleID  string
	Class   Class
	Trigger Moment

	Due    Moment // zero when it cannot be known; Reason then says why
	Stages []StageDue

	// ExplanationVI and ExplanationEN are one sentence each: rule, start, length, days passed over
	// and why, pauses, and what is provisional or unverified.
	ExplanationVI, ExplanationEN string

	Basis, BasisEN string
	Version        int // the version of the rule in force on the trigger day; 0 when none was

	// Verified is true when the rule was checked and the date rests on decided, checked days only.
	Verified         bool
	Reason, ReasonEN string
	Successors       []string // rules to look at when none was in force; people choose
	Count            Count    // of the due date
}

// MarshalJSON writes due, stages (name and due), explanation_vi, explanation_en, basis, version,
// verified and reason; what is absent is null.
func (a Answer) MarshalJSON() ([]byte, error) {
	type stage struct {
		Name string `json:"name"`
		Due  Moment `json:"due"`
	}
	stages := []stage{}
	for _, s := range a.Stages {
		stages = append(stages, stage{s.Name, s.Due})
	}
	return json.Marshal(struct {
		Due           Moment  `json:"due"`
		Stages        []stage `json:"stages"`
		ExplanationVI string  `json:"explanation_vi"`
		ExplanationEN string  `json:"explanation_en"`
		Basis         *string `json:"basis"`
		Version       *int    `json:"version"`
		Verified      bool    `json:"verified"`
		Reason        *string `json:"reason"`
	}{a.Due, stages, a.ExplanationVI, a.ExplanationEN, orNull(a.Basis), orNull(a.Version), a.Verified, orNull(a.Reason)})
}

func orNull[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

// Due computes when something is due under a rule: from is the trigger, a day or an instant as
// [ParseMoment] reads it, class one of the rule's classes or empty for its first. The version of
// the rule is the one in force on the trigger day. Where no date can be known, by the rule or
// because no version was in force, the answer has no due date but a reason. It fails with a
// Vietnamese sentence for an unknown rule or class, a bad moment and options that do not fit.
func Due(rules RuleSet, calendar Calendar, ruleID, from string, class Class, o Options) (Answer, error) {
	trigger, err := ParseMoment(from)
	if err != nil {
		return Answer{}, err
	}
	return DueAt(rules, calendar, ruleID, trigger, class, o)
}

// DueAt is [Due] for a moment that has been read already.
func DueAt(rules RuleSet, calendar Calendar, ruleID string, trigger Moment, class Class, o Options) (Answer, error) {
	id := strings.ToUpper(strings.TrimSpace(ruleID))
	if len(rules.versions[id]) == 0 {
		return Answer{}, sentence("Không có quy tắc %q; hãy xem danh sách quy tắc.", clip(ruleID))
	}
	rule, inForce := rules.At(id, trigger.Date())
	if !inForce {
		return outOfForce(rules.versions[id], trigger), nil
	}
	return rule.due(calendar, trigger, class, o)
}

// Due computes when something is due under this version, whatever the trigger day; a case that
// keeps its version uses it.
func (r Rule) Due(calendar Calendar, trigger Moment, class Class, o Options) (Answer, error) {
	err := r.check()
	if err != nil {
		return Answer{}, err
	}
	return r.due(calendar, trigger, class, o)
}

func (r Rule) due(calendar Calendar, trigger Moment, class Class, o Options) (Answer, error) {
	class, assumed, err := r.choose(class)
	if err != nil {
		return Answer{}, err
	}
	run := reckoning{rule: r, calendar: calendar, options: o, trigger: trigger, stages: r.StagesOf(class)}
	err = run.stagesDue()
	if err != nil {
		return Answer{}, err
	}
	err = run.settle()
	if err != nil {
		return Answer{}, err
	}
	return run.answer(class, assumed), nil
}

// choose checks the class, or takes the first where none was given.
func (r Rule) choose(class Class) (chosen Class, assumed bool, err error) {
	classes := r.Classes()
	class = Class(strings.ToLower(strings.TrimSpace(string(class))))
	switch {
	case class == "" && len(classes) > 0:
		return classes[0], true, nil
	case class == "" || slices.Contains(classes, class):
		return class, false, nil
	case len(classes) == 0 && (class == Simple || class == Complex):
		return "", false, nil
	case len(classes) == 0:
		return "", false, sentence("Quy tắc %s không chia loại; hãy bỏ loại %q.", r.ID, clip(string(class)))
	}
	var names []string
	for _, c := range classes {
		names = append(names, string(c))
	}
	return "", false, sentence("Quy tắc %s không có loại %q; hãy chọn một trong: %s.", r.ID, clip(string(class)), strings.Join(names, ", "))
}

// reckoning is one rule being applied to one trigger.
type reckoning struct {
	rule     Rule
	calendar Calendar
	options  Options
	trigger  Moment
	stages   []Stage

	counts   []Count // one for each stage
	decides  int     // index of the stage that sets the due date
	internal *StageDue
}

func (k *reckoning) stagesDue() error {
	for i, s := range k.stages {
		count, err := k.count(s)
		if err != nil {
			return err
		}
		if s.Name == extensionName && k.options.ExtendBy > 0 {
			k.decides = i
		}
		k.counts = append(k.counts, count)
	}
	return nil
}

// extensionName is the name of the stage that Options.ExtendBy speaks of.
const extensionName = "extension"

func (k *reckoning) count(s Stage) (Count, error) {
	term := s.Term
	if s.Name == extensionName && k.options.ExtendBy != 0 {
		if k.options.ExtendBy < 1 || k.options.ExtendBy > term.Amount {
			return Count{}, sentence("Chỉ được gia hạn từ 1 đến %s.", term.Vietnamese())
		}
		term.Amount = k.options.ExtendBy
	}
	if s.After == "" {
		return term.From(k.trigger, k.calendar, k.options.Pauses, k.options.NextIssue)
	}
	from := k.startAfter(s.After)
	if from.IsZero() {
		return Count{Term: term,
			ReasonVI: "mốc trước đó chưa có ngày", ReasonEN: "the stage before it has no date"}, nil
	}
	return term.From(from, k.calendar, later(k.options.Pauses, from), k.options.NextIssue)
}

// startAfter is when a stage was reached, or the last moment at which it may be.
func (k *reckoning) startAfter(name string) Moment {
	if m, reached := k.options.Reached[name]; reached {
		return m
	}
	for i := range k.counts {
		if k.stages[i].Name == name {
			return k.counts[i].Due
		}
	}
	return Moment{}
}

// later keeps the pauses that begin no earlier than from: those before it have moved from already.
func later(list []Pause, from Moment) []Pause {
	var rest []Pause
	for _, p := range list {
		if !p.From.start().Before(from.start()) {
			rest = append(rest, p)
		}
	}
	return rest
}

func (k *reckoning) settle() error {
	if k.options.ExtendBy != 0 && k.stages[k.decides].Name != extensionName {
		return sentence("Quy tắc %s không cho gia hạn trong trường hợp này.", k.rule.ID)
	}
	if k.options.ExtendBy == 0 {
		k.decides = mainStage(k.stages)
	}
	due := k.counts[k.decides].Due
	if k.options.Internal == (Term{}) || due.IsZero() {
		return nil
	}
	in := Term{Unit: BeforeEvent, Of: k.options.Internal.Unit, Amount: k.options.Internal.Amount}
	count, err := in.From(due, k.calendar, nil, Date{})
	if err != nil {
		return err
	}
	k.internal = &StageDue{Name: "internal", NameVI: "hạn nội bộ", NameEN: "internal due date", Due: count.Due, Optional: true}
	k.internal.ExplanationVI, k.internal.ExplanationEN = explainAlone(*k.internal, count)
	return nil
}

func (k *reckoning) answer(class Class, assumed bool) Answer {
	count := k.counts[k.decides]
	a := Answer{
		RuleID: k.rule.ID, Class: class, Trigger: k.trigger, Due: count.Due,
		Basis: k.rule.BasisVI, BasisEN: k.rule.BasisEN, Version: k.rule.Version,
		Verified: k.rule.Verified && k.certain(), Count: count,
	}
	for i, s := range k.stages {
		due := StageDue{Name: s.Name, NameVI: s.NameVI, NameEN: s.NameEN, Due: k.counts[i].Due, Optional: s.Optional}
		due.ExplanationVI, due.ExplanationEN = explainAlone(due, k.counts[i])
		a.Stages = append(a.Stages, due)
	}
	if k.internal != nil {
		a.Stages = append(a.Stages, *k.internal)
	}
	if a.Due.IsZero() {
		a.Reason, a.ReasonEN = k.reason(count)
		k.counts[k.decides].ReasonVI, k.counts[k.decides].ReasonEN = a.Reason, a.ReasonEN
		a.Count = k.counts[k.decides]
		a.Reason, a.ReasonEN = capital(a.Reason)+".", capital(a.ReasonEN)+"."
	}
	a.ExplanationVI, a.ExplanationEN = k.explainVI(class, assumed), k.explainEN(class, assumed)
	return a
}

// certain reports whether the due date and every stage it runs from rest on checked days only.
func (k *reckoning) certain() bool {
	at := k.decides
	for {
		if !k.counts[at].Certain() {
			return false
		}
		next := slices.IndexFunc(k.stages, func(s Stage) bool { return s.Name == k.stages[at].After })
		if k.stages[at].After == "" || next < 0 {
			return true
		}
		at = next
	}
}

// reason says why there is no date: the rule's own note for an unknown length.
func (k *reckoning) reason(c Count) (vi, en string) {
	if c.Term.Unit == Unknown && k.rule.NoteVI != "" {
		return lower(strings.TrimSuffix(k.rule.NoteVI, ".")), lower(strings.TrimSuffix(k.rule.NoteEN, "."))
	}
	return c.ReasonVI, c.ReasonEN
}

func (k *reckoning) explainVI(class Class, assumed bool) string {
	clauses := append([]string{}, k.counts[k.decides].clausesVI()...)
	for i, s := range k.stages {
		if i != k.decides && !k.counts[i].Due.IsZero() {
			clauses = append(clauses, mostVI(s)+" đến "+k.counts[i].Due.Vietnamese())
		}
	}
	if k.internal != nil {
		clauses = append(clauses, "hạn nội bộ "+k.internal.Due.Vietnamese())
	}
	if assumed {
		clauses = append(clauses, fmt.Sprintf("chưa nêu loại nên tính theo loại %s, là loại đầu của quy tắc", class.Vietnamese()))
	}
	if from, to, ok := k.rule.Window(k.counts[k.decides].Due.Date()); ok {
		clauses = append(clauses, "số liệu từ "+from.Vietnamese()+" đến "+to.Vietnamese())
	}
	if !k.rule.Verified {
		clauses = append(clauses, "quy tắc này chưa được kiểm chứng"+k.noteVI())
	}
	return fmt.Sprintf("Theo quy tắc %s phiên bản %d (%s), %s: %s.", k.rule.ID, k.rule.Version, k.rule.BasisVI, nameVI(k.stages[k.decides], k.rule), joinClauses(clauses))
}

func (k *reckoning) explainEN(class Class, assumed bool) string {
	clauses := append([]string{}, k.counts[k.decides].clausesEN()...)
	for i, s := range k.stages {
		if i != k.decides && !k.counts[i].Due.IsZero() {
			clauses = append(clauses, mostEN(s)+" by "+k.counts[i].Due.english())
		}
	}
	if k.internal != nil {
		clauses = append(clauses, "internal due date "+k.internal.Due.english())
	}
	if assumed {
		clauses = append(clauses, fmt.Sprintf("no class was given, so the rule's first class, %s, was taken", class))
	}
	if from, to, ok := k.rule.Window(k.counts[k.decides].Due.Date()); ok {
		clauses = append(clauses, "figures from "+englishDate(from)+" to "+englishDate(to))
	}
	if !k.rule.Verified {
		clauses = append(clauses, "this rule has not been verified"+k.noteEN())
	}
	return fmt.Sprintf("Under rule %s version %d (%s), %s: %s.", k.rule.ID, k.rule.Version, orElse(k.rule.BasisEN, k.rule.BasisVI), nameEN(k.stages[k.decides], k.rule), joinClauses(clauses))
}

func (k *reckoning) noteVI() string {
	if k.rule.NoteVI == "" || k.counts[k.decides].Term.Unit == Unknown {
		return ""
	}
	return " (" + lower(strings.TrimSuffix(k.rule.NoteVI, ".")) + ")"
}

func (k *reckoning) noteEN() string {
	if k.rule.NoteEN == "" || k.counts[k.decides].Term.Unit == Unknown {
		return ""
	}
	return " (" + lower(strings.TrimSuffix(k.rule.NoteEN, ".")) + ")"
}

func nameVI(s Stage, r Rule) string { return lower(orElse(s.NameVI, r.TextVI)) }

func nameEN(s Stage, r Rule) string { return lower(orElse(s.NameEN, r.TextEN)) }

func mostVI(s Stage) string {
	if s.Optional {
		return lower(s.NameVI) + " nhiều nhất"
	}
	return lower(s.NameVI)
}

func mostEN(s Stage) string {
	if s.Optional {
		return lower(s.NameEN) + " at most"
	}
	return lower(s.NameEN)
}

func explainAlone(s StageDue, c Count) (vi, en string) {
	vi, en = c.Explain()
	return capital(s.NameVI) + ": " + vi + ".", capital(s.NameEN) + ": " + en + "."
}

// Vietnamese names the class for readers.
func (c Class) Vietnamese() string {
	switch c {
	case Simple:
		return "đơn giản"
	case Complex:
		return "phức tạp"
	case daily:
		return "báo ngày, phát thanh, truyền hình, điện tử"
	case weekly:
		return "báo tuần"
	case magazine:
		return "tạp chí"
	}
	return string(c)
}

// outOfForce answers for a trigger on which no version of a rule applies.
func outOfForce(versions []Rule, trigger Moment) Answer {
	a := Answer{RuleID: versions[0].ID, Trigger: trigger}
	first, last := versions[0], versions[0]
	for _, r := range versions {
		if r.ValidFrom.Before(first.ValidFrom) {
			first = r
		}
		if r.ValidTo.After(last.ValidTo) {
			last = r
		}
	}
	day := trigger.Date()
	switch {
	case day.Before(first.ValidFrom):
		a.Reason = fmt.Sprintf("Quy tắc %s chỉ áp dụng từ ngày %s; ngày %s chưa áp dụng.", a.RuleID, first.ValidFrom.Vietnamese(), day.Vietnamese())
		a.ReasonEN = fmt.Sprintf("Rule %s applies from %s only, not on %s.", a.RuleID, englishDate(first.ValidFrom), englishDate(day))
	default:
		a.Successors = last.Successors
		a.Reason = fmt.Sprintf("Quy tắc %s chỉ áp dụng đến hết ngày %s; ngày %s không còn áp dụng%s.", a.RuleID, last.ValidTo.Vietnamese(), day.Vietnamese(), insteadVI(last.Successors))
		a.ReasonEN = fmt.Sprintf("Rule %s applied until %s, not on %s%s.", a.RuleID, englishDate(last.ValidTo), englishDate(day), insteadEN(last.Successors))
	}
	a.Basis, a.BasisEN = last.BasisVI, last.BasisEN
	a.ExplanationVI, a.ExplanationEN = a.Reason, a.ReasonEN
	return a
}

func insteadVI(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return "; hãy xem " + strings.Join(ids, ", ")
}

func insteadEN(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return "; see " + strings.Join(ids, ", ")
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

package round

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/official"
)

// importRow is one field of a filled form beside what stands there now.
type importRow struct {
	official.OfflineField         // as it was asked
	official.OfflineAnswer        // as it came back
	Now                    string // what stands there now, as the form would print it
	Fate                   fate
}

// fate is what applying a form does with a field.
type fate string

const (
	fateSame     fate = "same"     // it says what stands there
	fateKept     fate = "kept"     // blank, or left as it was handed out: what stands there stays
	fateNew      fate = "new"      // nothing stood there
	fateChanged  fate = "changed"  // it says something else
	fateConflict fate = "conflict" // somebody answered otherwise since the form was handed out
	fateDoubt    fate = "doubt"    // it was read, but a person must look
	fateTrouble  fate = "trouble"  // it could not be read
	fateUnasked  fate = "unasked"  // the form of the round no longer asks it
)

// Takes reports whether the field can be taken as it was read.
func (r importRow) Takes() bool {
	return slices.Contains([]fate{fateNew, fateChanged, fateConflict, fateDoubt}, r.Fate)
}

// Ready reports whether the field is taken unless somebody says no.
func (r importRow) Ready() bool { return r.Fate == fateNew || r.Fate == fateChanged }

// Typeable reports whether the right answer may be typed beside what could not be taken.
func (r importRow) Typeable() bool {
	open := r.Fate == fateTrouble || r.Fate == fateDoubt || r.Fate == fateKept && r.Now == ""
	return open && (r.Kind == official.OfflineWhole || r.Kind == official.OfflineDecimal || r.Kind == official.OfflineChoice)
}

// previewOf holds a filled form against what stands there now.
func previewOf(m Import, sheaf Sheaf) []importRow {
	now := make(map[string]official.OfflineField)
	for _, f := range offlineForm(sheaf, m.Form.Unit).Fields {
		now[f.Key] = f
	}
	var rows []importRow
	for _, a := range m.Reading.Answers {
		if a.Field < 0 || a.Field >= len(m.Form.Fields) {
			continue
		}
		row := importRow{OfflineField: m.Form.Fields[a.Field], OfflineAnswer: a}
		current, asked := now[row.Key]
		row.Now = current.Value
		row.Fate = row.weigh(m.Form.Fields[a.Field].Value, asked && current.Kind == row.Kind)
		rows = append(rows, row)
	}
	settleNothing(rows)
	return rows
}

// weigh decides a field; issued is what stood there when the form was handed out.
func (r importRow) weigh(issued string, asked bool) fate {
	value := r.OfflineAnswer.Value
	switch {
	case !asked && (value != "" || r.Trouble != ""):
		return fateUnasked
	case !asked:
		return fateKept
	case r.Trouble != "":
		return fateTrouble
	case value == "":
		return fateKept
	case sameAnswer(r.Kind, value, r.Now):
		return fateSame
	case sameAnswer(r.Kind, value, issued):
		return fateKept // the form still says what it was handed out with
	case len(r.Doubts) > 0:
		return fateDoubt
	case r.Now == "":
		return fateNew
	case !sameAnswer(r.Kind, r.Now, issued):
		return fateConflict
	}
	return fateChanged
}

// sameAnswer compares answers as people do: 1.200 is 1200, and white space does not count in words.
func sameAnswer(kind official.OfflineKind, a, b string) bool {
	if kind == official.OfflineWhole || kind == official.OfflineDecimal {
		x, ok := ParseAmount(a)
		y, ok2 := ParseAmount(b)
		return ok && ok2 && x == y
	}
	return strings.Join(strings.Fields(a), " ") == strings.Join(strings.Fields(b), " ")
}

// settleNothing asks a person where a form says both that nothing arose and what arose.
func settleNothing(rows []importRow) {
	said := map[string]bool{}
	for _, r := range rows {
		if r.Takes() && r.Kind != official.OfflineTick {
			said[r.Section], said[""] = true, true
		}
	}
	for i, r := range rows {
		whole := r.Key == offlineNothing && said[""]
		part := strings.HasPrefix(r.Key, offlineEmpty) && said[r.Section]
		if r.Takes() && (whole || part) {
			rows[i].Fate = fateDoubt
			rows[i].Doubts = append(rows[i].Doubts, doubtContradiction)
		}
	}
}

// doubtContradiction is a doubt of ours beside those of the reader.
const doubtContradiction official.OfflineTrouble = "contradiction"

// put puts the value of a field into what a unit says.
func (c *Content) put(sheaf Sheaf, row importRow, value string) error {
	key := row.Key
	if key == offlineNothing {
		*c = Content{Nothing: true, Tasks: silentTasks(sheaf)}
		return nil
	}
	c.Nothing = false
	block, isEmpty := strings.CutPrefix(key, offlineEmpty)
	proofs, isProofs := strings.CutPrefix(key, offlineProofs)
	task, isTask := strings.CutPrefix(key, offlineTask)
	switch {
	case isEmpty:
		if !slices.Contains(c.Empty, block) {
			c.Empty = append(c.Empty, block)
		}
	case isProofs:
		c.speak(sheaf.Form, key)
		files := slices.DeleteFunc(slices.Clone(c.Evidence[proofs]), func(p work.Proof) bool { return p.File == 0 })
		c.Evidence[proofs] = append(files, readProofLines(value)...)
	case isTask:
		return c.putTask(sheaf, task, row, value)
	case row.Kind == official.OfflineText:
		c.speak(sheaf.Form, key)
		c.Texts[key] = value
	default:
		n, ok := ParseAmount(value)
		if !ok {
			return fault.New(fault.Invalid, "Hãy ghi một số, ví dụ 12 hoặc 1.234,5.").At(key)
		}
		c.speak(sheaf.Form, key)
		c.Figures[key] = n
	}
	return nil
}

// speak takes back that nothing arose in the block of a field which now says something.
func (c *Content) speak(f Form, key string) {
	for _, b := range f.Blocks {
		in := key == offlineProofs+b.Key ||
			slices.ContainsFunc(b.Figures, func(x Figure) bool { return x.Key == key || x.Kind == Rough && x.where().Key == key }) ||
			slices.ContainsFunc(b.Texts, func(x Text) bool { return x.Key == key })
		if in {
			c.Empty = slices.DeleteFunc(c.Empty, func(k string) bool { return k == b.Key })
		}
	}
}

// putTask puts one part of what is said about a task; rest is "12.say".
func (c *Content) putTask(sheaf Sheaf, rest string, row importRow, value string) error {
	number, part, _ := strings.Cut(rest, ".")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return fmt.Errorf("the field %q is of no task", row.Key)
	}
	at := slices.IndexFunc(sheaf.Cases, func(x work.Case) bool { return x.ID == work.CaseID(id) })
	if at < 0 {
		return nil // previewOf does not offer it
	}
	i := slices.IndexFunc(c.Tasks, func(t TaskAnswer) bool { return t.Case == work.CaseID(id) })
	if i < 0 {
		x := sheaf.Cases[at]
		i = len(c.Tasks)
		c.Tasks = append(c.Tasks, TaskAnswer{Case: x.ID, Code: x.Code, Title: x.Title})
	}
	t := &c.Tasks[i]
	switch part {
	case "say":
		for _, say := range SaysFor(sheaf.Cases[at]) {
			if say.Word() == value {
				t.Say = say
			}
		}
	case "kq":
		t.Result = value
	case "kk":
		t.Difficulty = value
	case "kn":
		t.Proposal = value
	}
	return nil
}

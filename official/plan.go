package official

import (
	"encoding/json"
)

// Plan is what ReadPlan proposes from a document: its name plate, its tasks, and everything it did not
// understand. Nothing here is decided; a person confirms.
type Plan struct {
	Number     string // as written, "423/KH-UBND"; empty when the document does not say
	Title      string
	Issued     string // ISO day; empty when the document does not say
	Tasks      []Task
	Unparsed   []Unparsed
	Headings   []int // numbers of lines that only name a part of the document
	Letterhead []int // numbers of lines of letterhead, addressees, signature and recipients
}

// Task is one proposed task.
type Task struct {
	Section     string // the nearest heading above; empty when there is none
	Title       string
	Lead        []Unit
	Partners    []Unit
	Cadence     []Cadence
	When        string // as written
	From, To    string // ISO days; empty when open or not told
	Deliverable string // as written
	Budget      string // as written
	Line        int    // where the title begins, counted from 1
	Lines       []int  // every line that speaks of this task, ascending
	Evidence    []Evidence
	Confidence  float64 // 0 to 1: how sure the reader is that this is a task with these fields
	Why         []Rule  // what the confidence rests on, strongest first
}

// Unit is a name of a unit as the document writes it, with what the directory knows of it.
type Unit struct {
	Name    string
	Matches []Match // best first; empty when the directory knows none
}

// Unparsed is a line, or the part of a line, that is in no task.
type Unparsed struct {
	Line int    `json:"line"`
	Text string `json:"text"`
}

// Evidence shows where a field of a task was read. Start and End are byte offsets into the line after
// vi.Normalize.
type Evidence struct {
	Field      Field
	Line       int
	Start, End int
	Rule       Rule
}

// Field names a part of a task.
type Field string

// The fields that evidence can stand for.
const (
	FieldTitle       Field = "title"
	FieldLead        Field = "lead"
	FieldPartners    Field = "partners"
	FieldWhen        Field = "when"
	FieldDeliverable Field = "deliverable"
	FieldBudget      Field = "budget"
)

// Rule is the Vietnamese sentence that says how something was read; it is also the key of its translation.
type Rule string

// The rules, from the surest to the least sure.
const (
	RuleLabel     Rule = "Văn bản ghi rõ tên trường trước nội dung này."
	RuleColumn    Rule = "Đọc từ cột tương ứng của bảng."
	RuleMerged    Rule = "Ô gộp của bảng áp dụng cho nhiều dòng."
	RuleDitto     Rule = "Văn bản ghi “như trên”."
	RuleBracket   Rule = "Phân công ghi trong ngoặc sau nội dung."
	RuleAssigned  Rule = "Câu văn giao nhiệm vụ cho đơn vị được nêu tên."
	RuleSubject   Rule = "Đơn vị được nêu tên là chủ thể của câu."
	RuleHeading   Rule = "Đơn vị được nêu ở đề mục phía trên."
	RuleRunning   Rule = "Câu không nêu đơn vị; hiểu là đơn vị của câu trước."
	RuleSentence  Rule = "Thời hạn nêu trong câu văn."
	RuleNoLead    Rule = "Văn bản không nêu đơn vị chủ trì; cần người phân công."
	RuleUnmatched Rule = "Tên đơn vị không có trong danh mục đơn vị."
)

// Names returns the names of units as written.
func Names(units []Unit) []string {
	names := make([]string, len(units))
	for i, u := range units {
		names[i] = u.Name
	}
	return names
}

// ReadPlan proposes the tasks of a plan, a letter of assignment, a decision or a notice. It never fails:
// what it does not understand stands in Unparsed. Every line of src that has a letter or a digit is in a
// task, in Unparsed, in Headings or in Letterhead. dir may be the zero Directory.
func ReadPlan(src Source, dir Directory) Plan {
	r := newPlanReader(src, dir)
	r.readLetterhead()
	r.readTables()
	r.readOutline()
	r.readFields()
	r.readProse()
	if len(r.tasks) == 0 {
		r.readUnassigned()
	}
	return r.plan()
}

// MarshalJSON writes the shape that outside programs read: absent values are null, lists never are.
func (p Plan) MarshalJSON() ([]byte, error) {
	type task struct {
		Section  *string   `json:"section"`
		Title    string    `json:"title"`
		Lead     []string  `json:"lead"`
		Partners []string  `json:"partners"`
		Cadence  []Cadence `json:"cadence"`
		When     *string   `json:"when"`
		From     *string   `json:"from"`
		To       *string   `json:"to"`
		Line     int       `json:"line"`
	}
	out := struct {
		Number   *string    `json:"number"`
		Title    *string    `json:"title"`
		Issued   *string    `json:"issued"`
		Tasks    []task     `json:"tasks"`
		Unparsed []Unparsed `json:"unparsed"`
	}{orNull(p.Number), orNull(p.Title), orNull(p.Issued), []task{}, p.Unparsed}
	for _, t := range p.Tasks {
		out.Tasks = append(out.Tasks, task{
			orNull(t.Section), t.Title, Names(t.Lead), Names(t.Partners), append([]Cadence{}, t.Cadence...),
			orNull(t.When), orNull(t.From), orNull(t.To), t.Line,
		})
	}
	if out.Unparsed == nil {
		out.Unparsed = []Unparsed{}
	}
	return json.Marshal(out)
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

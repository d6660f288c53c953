package chase

import (
	"fmt"
	"strings"

	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/vi"
)

// inMessage is how many tasks a short message names.
const inMessage = 5

// Message is a short text for Zalo, in the language of the office: it names one unit, at most five tasks and how
// many more there are, and where the unit sees them. A unit that owes nothing gets none.
func Message(u Unit, today law.Date, site string) string {
	tasks, what := u.Tasks[:u.Late], "nhiệm vụ đã quá hạn"
	if u.Late == 0 {
		tasks, what = u.Tasks, "nhiệm vụ sắp đến hạn"
	}
	if len(tasks) == 0 {
		return ""
	}
	lines := []string{fmt.Sprintf("Kính gửi %s: đến ngày %s, đơn vị có %d %s:", u.Name, today.Vietnamese(), len(tasks), what)}
	for i, t := range tasks[:min(inMessage, len(tasks))] {
		lines = append(lines, fmt.Sprintf("%d. %s", i+1, t.line()))
	}
	if more := len(tasks) - inMessage; more > 0 {
		lines = append(lines, fmt.Sprintf("và %d nhiệm vụ khác.", more))
	}
	if site != "" {
		lines = append(lines, fmt.Sprintf("Xem và gửi kết quả tại %s/viec?don-vi=%d", site, u.ID))
	}
	return strings.Join(append(lines, "Đơn vị đã thực hiện, xin gửi số, ngày văn bản để cập nhật. Trân trọng."), "\n")
}

// line is a task in a message.
func (t Task) line() string {
	name := t.Code
	if !t.Quiet {
		name += " " + shortened(t.Title)
	}
	if t.Late == 0 {
		return fmt.Sprintf("%s (hạn %s)", name, t.Due.Vietnamese())
	}
	return fmt.Sprintf("%s (hạn %s, quá %d ngày)", name, t.Due.Vietnamese(), t.Late)
}

// titleInMessage is how many characters of a title a message gives; the code and the page say the rest.
const titleInMessage = 120

func shortened(title string) string {
	short := vi.CutRunes(title, titleInMessage)
	if short == title {
		return title
	}
	if i := strings.LastIndexByte(short, ' '); i > 0 {
		short = short[:i]
	}
	return short + "…"
}

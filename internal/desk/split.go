package desk

import (
	"slices"
	"strings"
	"unicode"

	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/vi"
)

// piece is the part of a pasted text that speaks of one task.
type piece struct {
	text  string
	class string // of the entry form
}

// What a row of the entry form may say about a task.
const (
	classDone    = "xong"
	classGoing   = "dang-lam"
	classNothing = "khong"
)

// splitText proposes which part of a text speaks of which task: a line that begins with the code, the number or
// the title of a task begins its part. What speaks of none is left over. A person looks at both.
func splitText(text string, cases []work.Case) (found map[work.CaseID]piece, left string) {
	heads := make([]taskHead, len(cases))
	for i, c := range cases {
		heads[i] = headOf(c)
	}
	parts := map[work.CaseID][]string{}
	var rest []string
	at := work.CaseID(0)
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if id, after, ok := beginning(line, heads); ok {
			at, line = id, after
		}
		switch {
		case line == "":
		case at == 0:
			rest = append(rest, line)
		default:
			parts[at] = append(parts[at], line)
		}
	}
	found = map[work.CaseID]piece{}
	for _, c := range cases {
		if lines := parts[c.ID]; len(lines) > 0 {
			found[c.ID] = readPiece(c, strings.Join(lines, "\n"))
		}
	}
	return found, strings.Join(rest, "\n")
}

// taskHead is how a line names a task.
type taskHead struct {
	id     work.CaseID
	code   string
	number string
	title  []string // folded words
}

func headOf(c work.Case) taskHead {
	return taskHead{c.ID, vi.Fold(c.Code), strings.TrimRight(vi.Fold(c.Number), "."), foldedWords(c.Title)}
}

func foldedWords(s string) []string {
	return strings.FieldsFunc(vi.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// titleWords is how many words of a title a line must begin with to be about its task.
const titleWords = 5

// beginning finds the task that a line begins to speak of, and what the line says after naming it. A title that
// several tasks share names none of them.
func beginning(line string, heads []taskHead) (id work.CaseID, after string, ok bool) {
	mark, rest := cutMark(line)
	words := foldedWords(rest)
	if mark == "" {
		words = foldedWords(line)
		rest = line
	}
	byTitle := 0
	for _, h := range heads {
		switch {
		case mark != "" && (mark == h.code || mark == h.number):
			return h.id, afterTitle(rest, h.title), true
		case len(h.title) > 0 && startsLike(words, h.title):
			byTitle++
			id, after = h.id, afterTitle(rest, h.title)
		}
	}
	return id, after, byTitle == 1
}

// cutMark cuts the number or code with which a line begins: "2.3. …", "Nhiệm vụ 2.3: …", "NV-2026-0042 …".
func cutMark(line string) (mark, rest string) {
	fields := strings.Fields(line)
	n := 0
	for _, lead := range [][]string{{"nhiem", "vu", "so"}, {"nhiem", "vu"}, {"muc"}, {"stt"}} {
		if len(fields) > len(lead) && slices.Equal(foldedWords(strings.Join(fields[:len(lead)], " ")), lead) {
			n = len(lead)
			break
		}
	}
	if n >= len(fields) {
		return "", line
	}
	mark = strings.Trim(vi.Fold(fields[n]), ".:;,)(-–")
	if !strings.ContainsFunc(mark, unicode.IsDigit) {
		return "", line
	}
	return mark, strings.TrimLeft(strings.Join(fields[n+1:], " "), ":.-– ")
}

func startsLike(words, title []string) bool {
	n := min(len(title), titleWords)
	return len(words) >= n && n >= 3 && slices.Equal(words[:n], title[:n])
}

// afterTitle is what a line says after the title of its task.
func afterTitle(line string, title []string) string {
	words := foldedWords(line)
	same := 0
	for same < len(words) && same < len(title) && words[same] == title[same] {
		same++
	}
	if same < 3 && same < len(title) || same == 0 {
		return strings.TrimLeft(line, ":.-– ")
	}
	at, inWord, seen := 0, false, 0
	for i, r := range line {
		word := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
		if word && !inWord {
			seen++
			if seen > same {
				at = i
				break
			}
		}
		inWord = word
		at = i + len(string(r))
	}
	return strings.TrimLeft(line[at:], ":.;,-–) ")
}

// readPiece proposes what a part says about the progress of its task.
func readPiece(c work.Case, text string) piece {
	folded := vi.Fold(text)
	switch {
	case c.Cadence.Recurs() && strings.Contains(folded, "khong phat sinh") && len(foldedWords(text)) < 15:
		return piece{text, classNothing}
	case strings.Contains(folded, "dang thuc hien") || strings.Contains(folded, "dang trien khai") || strings.Contains(folded, "chua hoan thanh"):
		return piece{text, classGoing}
	}
	return piece{text, classDone}
}

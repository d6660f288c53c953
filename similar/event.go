package similar

import (
	"fmt"
	"strings"
)

// Change is what happened to two stories.
type Change string

const (
	Merge Change = "merge" // Other became part of Story
	Split Change = "split" // Other was parted from Story
)

// Event is a change of stories after their items had been assigned.
type Event struct {
	Change     Change
	Story      int // the story that stays
	Other      int // the story that ends in a merge or begins in a split
	Item       int // the item that showed it
	Items      []int
	Title      string   // of the most typical item of Story
	OtherTitle string   // of the most typical item of Other
	Words      []string // what the stories have in common in a merge; what is Other's own in a split
}

// Explain says in a Vietnamese and an English sentence what happened and why.
func (e Event) Explain() (vi, en string) {
	words := `"` + strings.Join(e.Words, `", "`) + `"`
	if e.Change == Split {
		vi = fmt.Sprintf("Tách %d tin về %q khỏi %q vì hai phần không có từ nào nói về cùng một việc; phần tách ra nói về %s.", len(e.Items), e.OtherTitle, e.Title, words)
		en = fmt.Sprintf("%d items about %q were parted from %q because no telling word is common to both parts; the new story is about %s.", len(e.Items), e.OtherTitle, e.Title, words)
		return vi, en
	}
	vi = fmt.Sprintf("Gộp %q vào %q vì cùng dùng các từ hầu như không có ở tin khác: %s.", e.OtherTitle, e.Title, words)
	en = fmt.Sprintf("%q became part of %q because both use words that hardly stand elsewhere: %s.", e.OtherTitle, e.Title, words)
	return vi, en
}

// Explain says in a Vietnamese and an English sentence why the item is where it is.
func (a Assignment) Explain() (vi, en string) {
	words := `"` + strings.Join(a.Words, `", "`) + `"`
	switch {
	case a.First && len(a.Words) == 0:
		return "Mở dòng sự việc mới vì chưa dòng nào có các từ của tin này.", "It begins a story because no open story has its words."
	case a.First:
		return fmt.Sprintf("Mở dòng sự việc mới vì dòng gần nhất chỉ giống %.2f (cần %.2f), nhờ các từ %s.", a.Score, joinScore, words),
			fmt.Sprintf("It begins a story because the nearest one scores only %.2f (%.2f is needed), by the words %s.", a.Score, joinScore, words)
	}
	return fmt.Sprintf("Thuộc dòng sự việc này với điểm %.2f (cần %.2f), nhờ các từ %s.", a.Score, joinScore, words),
		fmt.Sprintf("It belongs to this story with a score of %.2f (%.2f is needed), by the words %s.", a.Score, joinScore, words)
}

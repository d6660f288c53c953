package similar

import "fmt"

// Explain says in a Vietnamese and an English sentence what the text is to the earlier one and why. Texts
// are named by their numbers.
func (m Match) Explain() (vi, en string) {
	o := m.Overlap
	shareVI := fmt.Sprintf("%d trong %d cụm ba tiếng có trong văn bản ấy", o.Common, o.Later)
	shareEN := fmt.Sprintf("%d of %d groups of three syllables stand in that text", o.Common, o.Later)
	switch m.Relation {
	case Copy:
		return fmt.Sprintf("Trùng với văn bản %d: mọi tiếng giống nhau, theo cùng thứ tự.", m.Of),
			fmt.Sprintf("A copy of text %d: the same syllables in the same order.", m.Of)
	case Edit:
		return fmt.Sprintf("Bản sửa của văn bản %d: %s, chỗ khác đều ngắn.", m.Of, shareVI),
			fmt.Sprintf("An edit of text %d: %s, and what differs is short.", m.Of, shareEN)
	case Quotation:
		return fmt.Sprintf("Có đoạn chung với văn bản %d bên cạnh phần viết riêng: %s.", m.Of, shareVI),
			fmt.Sprintf("It shares a passage with text %d beside words of its own: %s.", m.Of, shareEN)
	case Campaign:
		return fmt.Sprintf("Cùng mẫu với văn bản %d nhưng có phần viết riêng: %s.", m.Of, shareVI),
			fmt.Sprintf("The same frame as text %d around own lines: %s.", m.Of, shareEN)
	case Variant:
		return fmt.Sprintf("Biến thể của văn bản %d: cùng một nội dung nhưng số, ngày hoặc tên riêng khác nhau; %s.", m.Of, shareVI),
			fmt.Sprintf("A variant of text %d: the same text with another number, day or name; %s.", m.Of, shareEN)
	}
	return "Chưa thấy văn bản nào giống.", "No remembered text is like it."
}

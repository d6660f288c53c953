package feed

// Parse reads a document of any known kind.
//
// It fails with [ErrEmpty], [ErrPage], [ErrUnknown], [ErrNoNews] or [ErrTooLarge] where there is nothing to read
// entries from; a document that only breaks the rules of its format is read and marked Malformed.
func Parse(data []byte, o Options) (Feed, error) {
	if len(data) == 0 {
		return Feed{}, invalid(ErrEmpty, "Nguồn tin trả về nội dung rỗng.")
	}
	return Feed{}, invalid(ErrUnknown, "Không nhận ra dạng của nguồn tin.")
}

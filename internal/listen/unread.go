package listen

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/fault"
)

// Unread are the files of an intake that could not be taken, whole or in part. The others were.
type Unread []UnreadFile

// UnreadFile is one of them.
type UnreadFile struct {
	File  string // its name, without its folder
	Err   error
	lines int  // lines of it that were not taken
	fate  fate // theirs
}

// Error says what is wrong with each file, a line each.
func (u Unread) Error() string {
	all := make([]string, len(u))
	for i, f := range u {
		all[i] = fault.Message(f.Err)
	}
	return strings.Join(all, "\n")
}

// Unwrap is what is wrong with the first of them.
func (u Unread) Unwrap() error { return u[0].Err }

// Refuse notes that a file could not be taken. It returns what is not the fault of the file.
func (in *Intake) Refuse(file string, err error) error { return in.refuse(file, err) }

func (in *Intake) refuse(file string, err error) error {
	switch fault.KindOf(err) {
	case fault.Invalid, fault.NotFound, fault.Conflict, fault.TooLarge:
	default:
		return err
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	for _, f := range in.unread {
		if f.File == filepath.Base(file) && f.Err.Error() == err.Error() {
			return nil
		}
	}
	in.unread = append(in.unread, UnreadFile{File: filepath.Base(file), Err: err})
	return nil
}

// noteRefused notes that lines of a file were not taken.
func (in *Intake) noteRefused(file string, n int, why fate) {
	if n == 0 {
		return
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	file = filepath.Base(file)
	at := slices.IndexFunc(in.unread, func(f UnreadFile) bool { return f.File == file && f.fate == why })
	if at < 0 {
		at = len(in.unread)
		in.unread = append(in.unread, UnreadFile{File: file, fate: why})
	}
	f := &in.unread[at]
	f.lines += n
	f.Err = linesRefused(file, f.lines, why)
}

// linesRefused is the sentence about lines that were not taken.
func linesRefused(file string, n int, why fate) error {
	if why == unsaid {
		return fault.New(fault.Invalid, "Tệp %s: %d mục không cho thấy là tin báo chí (thiếu tiêu đề, thiếu đường dẫn hoặc có tên người viết), nên không lưu. Nếu là tin báo chí, hãy ghi nhóm ở cột class, chọn nhóm khi nạp hoặc nạp vào nguồn báo chí đã có; nếu là ý kiến trên mạng xã hội, hãy nạp vào nguồn thuộc nhóm mạng xã hội.", file, n)
	}
	return fault.New(fault.Invalid, "Tệp %s: %d mục là bài mạng xã hội (có người đăng, tài khoản, lượt thích hoặc liên kết mạng xã hội) nhưng được ghi là báo chí, nên không lưu. Hãy nạp chúng vào nguồn thuộc nhóm mạng xã hội, khi ấy chỉ số lượng được giữ.", file, n)
}

package board

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/listen/letter"
	"github.com/nhipcau/nhipcau/internal/web"
)

// unreadLetters say why nothing was taken of letters, in the order in which they are told.
var unreadLetters = []struct {
	why  letter.Why
	said string
}{
	{letter.Broken, web.Mark("%d thư hỏng, không đọc được.")},
	{letter.Empty, web.Mark("%d thư trống.")},
	{letter.OnlyFiles, web.Mark("%d thư chỉ có tệp đính kèm. Tệp không được đọc; hãy nhận nội dung trong thư, hoặc nạp tệp ở trang Ghi nhận nhanh.")},
	{letter.Large, web.Mark("%d thư quá lớn.")},
	{letter.Personal, web.Mark("%d thư báo từ mạng xã hội, diễn đàn, danh sách thư. Nội dung là lời của cá nhân nên không lưu.")},
	{letter.Posts, web.Mark("%d thư chứa bài mạng xã hội. Hãy gửi vào nguồn mạng xã hội để đếm.")},
}

// mailboxWords say what became of the letters of a source.
func (v sourceView) mailboxWords(ctx context.Context) []string {
	m := v.Box
	if m.Read == 0 {
		return []string{web.T(ctx, "Chưa có thư nào.")}
	}
	said := []string{web.T(ctx, "Đã đọc %d thư. Thư được xóa khỏi thư mục sau khi đọc, kể cả thư không lấy được gì.", m.Read)}
	for _, x := range unreadLetters {
		if n := m.Unread[x.why]; n > 0 {
			said = append(said, web.T(ctx, x.said, n))
		}
	}
	if m.Attached > 0 {
		said = append(said, web.T(ctx, "%d tệp và thư đính kèm không được đọc.", m.Attached))
	}
	return said
}

package desk

import (
	"net/http"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/web"
)

// helpView is the short guide, with whom to ask.
type helpView struct {
	Unit string // of the reader
	Root string // the office that runs the system
	Mail string // of that office; may be empty
}

func (s *Service) showHelp(w http.ResponseWriter, r *http.Request) error {
	v := helpView{Unit: auth.Of(r.Context()).Office}
	err := s.DB.Read(r.Context(), func(tx *db.Tx) error {
		tree, err := s.Org.Tree(r.Context(), tx)
		if err != nil {
			return err
		}
		root, _ := tree.Root()
		v.Root, v.Mail = root.Name, root.Email
		return nil
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, helpPage(v))
}

// HelpFor is what the page of a route, "GET /viec/{code}", says about itself.
func HelpFor(pattern string) (web.Help, bool) {
	path := strings.TrimPrefix(pattern, "GET ")
	h, ok := helpPages[path]
	if !ok {
		h, ok = listenHelp[path]
	}
	return h, ok
}

// guide says in a line what each page is for; titles and lines are marked texts.
var guide = []struct{ title, line, href string }{
	{web.Mark("Hôm nay"), web.Mark("Việc đến hạn, việc bị trả lại, việc chờ duyệt và lời nhắc tên; mỗi dòng một nút."), "/"},
	{web.Mark("Việc của tôi"), web.Mark("Danh sách sau các con số của trang Hôm nay: việc của tôi, chờ người khác, chờ xác nhận, quá hạn."), "/viec"},
	{web.Mark("Lịch"), web.Mark("Việc theo ngày trong tháng; tải vào lịch điện thoại được."), "/lich"},
	{web.Mark("Tìm kiếm"), web.Mark("Gõ có dấu hoặc không dấu; mã nhiệm vụ mở thẳng."), SearchURL},
	{web.Mark("Vắng mặt, ủy quyền"), web.Mark("Ghi ai làm thay khi bạn đi vắng."), "/vang-mat"},
	{web.Mark("Lịch nghỉ và thời hạn"), web.Mark("Hạn được tính thế nào, theo điều khoản nào."), "/quan-tri/thoi-han"},
}

var questions = []struct{ question, answer string }{
	{web.Mark("Nộp kết quả thế nào?"), web.Mark("Mở nhiệm vụ từ trang Hôm nay, ghi kết quả, khó khăn và kiến nghị, đính kèm tệp hoặc ghi số văn bản rồi bấm Nộp kết quả. Ngày nộp bản được duyệt là ngày tính đúng hạn.")},
	{web.Mark("Không kịp hạn thì sao?"), web.Mark("Trong nhiệm vụ, chọn Xin điều chỉnh thời hạn và ghi lý do; thời gian chờ trả lời không tính cho đơn vị. Nếu việc không thuộc đơn vị mình, chọn Đề nghị chuyển đơn vị chủ trì.")},
	{web.Mark("Đang viết thì mất mạng?"), web.Mark("Nội dung đang gõ được giữ trên máy này. Khi có mạng, mở lại trang và bấm Lấy lại bản nháp.")},
	{web.Mark("Bị đăng xuất hoặc quên mật khẩu?"), web.Mark("Đăng nhập lại sẽ về đúng trang đang làm. Quên mật khẩu thì nhờ quản trị hệ thống cấp mật khẩu dùng một lần.")},
	{web.Mark("Tài liệu mật?"), web.Mark("Không đưa văn bản có dấu MẬT, TỐI MẬT, TUYỆT MẬT lên hệ thống này.")},
}

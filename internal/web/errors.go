package web

import (
	"errors"
	"net/http"

	"github.com/nhipcau/nhipcau/internal/fault"
)

var (
	errNoPage      = fault.New(fault.NotFound, "Trang này đã chuyển hoặc không còn. Bạn hãy xem lại địa chỉ hoặc tìm từ trang đầu.")
	errNoMethod    = fault.New(fault.Invalid, "Địa chỉ này không nhận thao tác vừa gửi. Bạn hãy quay lại trang trước và thử bằng nút trên trang.")
	errCrossOrigin = fault.New(fault.Forbidden, "Biểu mẫu được gửi từ một trang khác nên chúng tôi không nhận. Bạn hãy mở lại trang này và gửi lần nữa.")
	errTooMany     = fault.New(fault.Unavailable, "Có quá nhiều yêu cầu từ cùng một địa chỉ mạng. Bạn hãy đợi khoảng 10 giây rồi tải lại trang.")
	errTooSlow     = fault.New(fault.Unavailable, "Việc này mất quá nhiều thời gian nên đã dừng. Bạn hãy thử lại, hoặc thu hẹp điều cần xem.")
)

// titles are the headings of error pages.
var titles = map[int]string{
	http.StatusBadRequest:            Mark("Chưa nhận được nội dung gửi lên"),
	http.StatusForbidden:             Mark("Bạn chưa có quyền làm việc này"),
	http.StatusNotFound:              Mark("Không tìm thấy trang"),
	http.StatusMethodNotAllowed:      Mark("Chưa nhận được nội dung gửi lên"),
	http.StatusConflict:              Mark("Có thay đổi từ người khác hoặc việc đã sang bước khác"),
	http.StatusRequestEntityTooLarge: Mark("Nội dung gửi lên quá lớn"),
	http.StatusUnprocessableEntity:   Mark("Nội dung gửi lên chưa đúng"),
	http.StatusTooManyRequests:       Mark("Trang đang nhận quá nhiều yêu cầu"),
	http.StatusServiceUnavailable:    Mark("Hệ thống chưa trả lời kịp"),
	http.StatusInternalServerError:   Mark("Hệ thống đang trục trặc, không phải lỗi của bạn"),
}

// showError answers with the page of an error. It never fails: if the page cannot be made, a line of text is sent.
func (s *server) showError(w http.ResponseWriter, r *http.Request, status int, err error) {
	ctx := r.Context()
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) && fault.Find(err) == nil {
		err = bodyError(err)
	}
	if status == http.StatusServiceUnavailable && fault.Find(err) == nil {
		err = errTooSlow
	}
	if status == http.StatusServiceUnavailable && w.Header().Get("Retry-After") == "" {
		w.Header().Set("Retry-After", "30")
	}
	view := errorView{
		Status: status, Title: T(ctx, titles[http.StatusInternalServerError]), Sentence: Message(ctx, err), ID: RequestID(ctx),
	}
	if title, ok := titles[status]; ok {
		view.Title = T(ctx, title)
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		view.Back = refererPath(r)
	}
	view.Again = againOf(r, status)
	if renderErr := Render(w, r, status, errorPage(view)); renderErr != nil && !begun(w) {
		s.Log.ErrorContext(ctx, "error page failed", "id", RequestID(ctx), "error", renderErr)
		http.Error(w, view.Sentence, status)
	}
}

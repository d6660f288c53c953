package web

import (
	"net/http"
	"sync"

	"github.com/nhipcau/nhipcau/internal/fault"
)

// maxHeld is the most bytes of uploads that one process holds in memory at once, and smallUpload what comes
// in without asking.
const (
	maxHeld     = 1 << 30
	smallUpload = 1 << 20
)

var errCrowded = fault.New(fault.Unavailable, "Đang có nhiều tệp lớn được gửi cùng lúc. Bạn hãy đợi khoảng một phút rồi gửi lại.")

// hold counts the memory that uploads on their way take.
type hold struct {
	mu   sync.Mutex
	left int64
}

func newHold() *hold { return &hold{left: maxHeld} }

func (h *hold) take(n int64) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if n > h.left {
		return false
	}
	h.left -= n
	return true
}

func (h *hold) give(n int64) {
	h.mu.Lock()
	h.left += n
	h.mu.Unlock()
}

// holdUpload takes memory for the body of r until the request ends. It fails with fault.Unavailable.
func (s *state) holdUpload(r *http.Request) error {
	n := r.ContentLength
	if n < 0 && s.route != nil { // the sender does not say: as much as may come
		n = s.route.MaxBody
	}
	if s.hold == nil || n <= smallUpload || s.held > 0 {
		return nil
	}
	if s.route != nil {
		n = min(n, s.route.MaxBody)
	}
	if !s.hold.take(n) {
		return errCrowded
	}
	s.held = n
	return nil
}

func (s *state) letGo() {
	if s.held > 0 {
		s.hold.give(s.held)
		s.held = 0
	}
}

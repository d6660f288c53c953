package board

import (
	"context"
	"net/http"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

var healthWords = map[listen.Health]string{
	listen.HealthFine: web.Mark("Chạy tốt"), listen.HealthOdd: web.Mark("Cần xem"), listen.HealthSlow: web.Mark("Chậm"),
	listen.HealthBroken: web.Mark("Lỗi"), listen.HealthApart: web.Mark("Dừng, hoặc chỉ đếm"),
}

// healths are in the order in which somebody is needed.
var healths = []listen.Health{listen.HealthBroken, listen.HealthOdd, listen.HealthSlow, listen.HealthFine, listen.HealthApart}

func healthTone(h listen.Health) web.Tone {
	return map[listen.Health]web.Tone{
		listen.HealthFine: web.OK, listen.HealthOdd: web.Warn, listen.HealthSlow: web.Warn, listen.HealthBroken: web.Bad, listen.HealthApart: web.Bare,
	}[h]
}

var alarmWords = map[listen.Alarm]string{
	listen.AlarmSilent: web.Mark("Im lặng"), listen.AlarmShrunk: web.Mark("Ít hẳn đi"), listen.AlarmDoubled: web.Mark("Trùng nguồn khác"),
	listen.AlarmPoisoned: web.Mark("Nội dung đổi khác"),
}

// statusWords say how the last fetch ended.
var statusWords = map[fetch.Status]string{
	fetch.Working: web.Mark("Lấy được"), fetch.HTTPError: web.Mark("Máy chủ từ chối"), fetch.UnknownDNS: web.Mark("Không có máy chủ này"),
	fetch.BrokenDNS: web.Mark("Tạm thời không tra được tên máy chủ"), fetch.TLSError: web.Mark("Chứng thư bảo mật hỏng hoặc hết hạn"), fetch.Timeout: web.Mark("Máy chủ trả lời quá chậm"),
	fetch.Connection: web.Mark("Không nối được"), fetch.ParseError: web.Mark("Nội dung không đọc được"), fetch.Blocked: web.Mark("Địa chỉ nội bộ chưa được phép"),
	fetch.Robots: web.Mark("Trang không cho phép tự động lấy"), fetch.TooLarge: web.Mark("Nội dung quá lớn"), fetch.Redirects: web.Mark("Chuyển hướng vòng vo"),
	fetch.BadAddress: web.Mark("Địa chỉ không đúng"), fetch.Postponed: web.Mark("Đang giãn cách theo yêu cầu của máy chủ"),
}

// statusWord is how a fetch ended, in the reader's language.
func statusWord(ctx context.Context, s fetch.Status, code int) string {
	switch {
	case s == "":
		return web.T(ctx, "Chưa lấy lần nào")
	case s == fetch.HTTPError && (code == http.StatusNotFound || code == http.StatusGone):
		return web.T(ctx, "Trang không còn (mã %d)", code)
	case s == fetch.HTTPError:
		return web.T(ctx, "Máy chủ báo lỗi (mã %d)", code)
	}
	return web.T(ctx, statusWords[s])
}

// sourceRow is a source with how it does.
type sourceRow struct {
	listen.Standing
	TwinName string // the source that brings the same
	Achieved time.Duration
	Same     int // of a hundred fetches those that brought nothing: 304 or the same body
	Double   int // of a hundred entries those that were known
	Events   []listen.Event
}

// sourceRows are all sources with how they do.
func (s *Service) sourceRows(ctx context.Context, tx *db.Tx) ([]sourceRow, error) {
	all, err := s.Listen.Standings(ctx, tx, law.DateOf(s.Now()), s.numbers.yield)
	if err != nil {
		return nil, err
	}
	names := map[listen.SourceID]string{}
	for _, x := range all {
		names[x.ID] = x.Name
	}
	rows := make([]sourceRow, len(all))
	for i, x := range all {
		rows[i] = sourceRow{Standing: x, TwinName: names[x.Twin]}
	}
	return rows, nil
}

// healthLine says how many sources are fine, and how many are not and why.
func healthLine(ctx context.Context, rows []sourceRow) string {
	n := map[listen.Health]int{}
	for _, r := range rows {
		n[r.Health]++
	}
	line := web.T(ctx, "Nguồn tin: %d trên %d chạy tốt", n[listen.HealthFine], len(rows)-n[listen.HealthApart])
	for _, x := range []struct {
		of   listen.Health
		word string
	}{{listen.HealthBroken, web.Mark("%d lỗi")}, {listen.HealthOdd, web.Mark("%d cần xem")}, {listen.HealthSlow, web.Mark("%d chậm")}, {listen.HealthApart, web.Mark("ngoài ra %d nguồn đang dừng hoặc chỉ đếm")}} {
		if n[x.of] > 0 {
			line += "; " + web.T(ctx, x.word, n[x.of])
		}
	}
	return line
}

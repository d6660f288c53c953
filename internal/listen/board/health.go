package board

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// health is how a source does.
type health string

const (
	fine   health = page.FineSources
	slow   health = "slow"   // late, or failing for a short time
	broken health = "broken" // fails again and again
	apart  health = "apart"  // paused, or nothing of it is fetched
)

var healthWords = map[health]string{fine: web.Mark("Chạy tốt"), slow: web.Mark("Chậm"), broken: web.Mark("Lỗi"), apart: web.Mark("Không tự lấy")}

func (h health) tone() web.Tone {
	return map[health]web.Tone{fine: web.OK, slow: web.Warn, broken: web.Bad, apart: web.Bare}[h]
}

// alarm is what is strange about what a source brings.
type alarm string

const (
	silent   alarm = "silent"
	shrunk   alarm = "shrunk"
	doubled  alarm = "doubled"
	poisoned alarm = "poisoned"
)

var alarmWords = map[alarm]string{
	silent: web.Mark("Im lặng"), shrunk: web.Mark("Ít hẳn đi"), doubled: web.Mark("Trùng nguồn khác"), poisoned: web.Mark("Nội dung đổi khác"),
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
	listen.Source
	Health   health
	Fetching listen.Fetching
	Lately   int // items of yesterday and today
	Alarms   []alarm
	Twin     string // the source that brings the same
	Achieved time.Duration
	Same     int // of a hundred fetches those that brought nothing: 304 or the same body
	Double   int // of a hundred entries those that were known
	Events   []listen.Event
}

// failing is after how many failures in a row a source is broken.
const failing = 3

func healthOf(src listen.Source, f listen.Fetching, now time.Time) health {
	switch {
	case src.State != listen.Active:
		return apart
	case !src.Fetched():
		return apart
	case f.Status == "":
		return slow
	case f.Status != fetch.Working && f.Status != fetch.Postponed && (f.Failures >= failing || f.Status.Gravity(f.State.Code) == 1):
		return broken
	case f.Status != fetch.Working:
		return slow
	case f.SuccessAt != nil && f.State.Interval > 0 && now.Sub(*f.SuccessAt) > 3*f.State.Interval:
		return slow
	}
	return fine
}

// sourceRows are all sources with how they do, the worst first where asked.
func (s *Service) sourceRows(ctx context.Context, tx *db.Tx) ([]sourceRow, error) {
	sources, err := s.Listen.Sources(ctx, tx)
	if err != nil {
		return nil, err
	}
	states, err := s.Listen.Fetchings(ctx, tx)
	if err != nil {
		return nil, err
	}
	now := s.Now()
	today := law.DateOf(now)
	rows := make([]sourceRow, len(sources))
	for i, src := range sources {
		f := states[src.ID]
		rows[i] = sourceRow{Source: src, Fetching: f, Health: healthOf(src, f, now), Lately: s.numbers.lately(src.ID, today)}
		if src.State == listen.Active {
			rows[i].Alarms = s.alarms(src, f, today)
		}
	}
	return rows, nil
}

// alarms are three of the four: what doubles another source is found by [Service.twins].
func (s *Service) alarms(src listen.Source, f listen.Fetching, today law.Date) (all []alarm) {
	days, foreign := s.numbers.ofSource(src.ID, today.AddDays(-35), today.AddDays(-1))
	usual := float64(sum(days[:28])) / 28 // a day
	week := float64(sum(days[28:]))
	three := float64(sum(days[len(days)-3:])) + float64(s.numbers.lately(src.ID, today)-days[len(days)-1])
	switch {
	case three < .1*3*usual && below(three, 3*usual) < .01:
		all = append(all, silent)
	case week < .5*7*usual && below(week, 7*usual) < .01:
		all = append(all, shrunk)
	}
	moved := f.State.Moved != "" && fetch.Domain(fetch.Host(f.State.Moved)) != fetch.Domain(fetch.Host(src.Address))
	if n := sum(days); moved || n >= 10 && 2*foreign > n {
		all = append(all, poisoned)
	}
	return all
}

func sum(all []int) (n int) {
	for _, x := range all {
		n += x
	}
	return n
}

// below is how likely at most n come where mean are usual, by Poisson's law.
func below(n, mean float64) float64 {
	p, all := math.Exp(-mean), 0.0
	for k := 0.0; k <= n; k++ {
		all += p
		p *= mean / (k + 1)
	}
	return all
}

// twinShare of what a source brings must stand in another one too for both to be the same.
const twinShare = 0.8

// twins finds the sources of which most items came by another one too.
func (s *Service) twins(ctx context.Context, tx *db.Tx, rows []sourceRow) error {
	since := s.Now().AddDate(0, 0, -14)
	names := map[listen.SourceID]string{}
	for _, r := range rows {
		names[r.ID] = r.Name
	}
	type pair struct{ one, other listen.SourceID }
	shared, own := map[pair]int{}, map[listen.SourceID]int{}
	r, err := tx.Query(ctx, `
		SELECT a.source, i.source, COUNT(*)
		  FROM listen_also a JOIN listen_item i ON i.id = a.item
		 WHERE i.published >= $1 GROUP BY a.source, i.source`, since)
	_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
		var p pair
		var n int
		err = r.Scan(&p.one, &p.other, &n)
		shared[p] += n
		own[p.one] += n
		return struct{}{}, err
	})
	if err != nil {
		return fmt.Errorf("looking for sources that bring the same: %w", err)
	}
	today := law.DateOf(s.Now())
	for i := range rows {
		days, _ := s.numbers.ofSource(rows[i].ID, today.AddDays(-13), today)
		brought := sum(days) + own[rows[i].ID]
		for p, n := range shared {
			if p.one == rows[i].ID && brought >= 10 && float64(n) > twinShare*float64(brought) {
				rows[i].Alarms, rows[i].Twin = append(rows[i].Alarms, doubled), names[p.other]
			}
		}
	}
	return nil
}

// tally counts sources by how they do.
func tally(rows []sourceRow) map[health]int {
	n := map[health]int{}
	for _, r := range rows {
		n[r.Health]++
	}
	return n
}

// healthLine says it in a sentence.
func healthLine(ctx context.Context, rows []sourceRow) string {
	n := tally(rows)
	fetched := web.T(ctx, "Nguồn tin: %d chạy tốt, %d chậm, %d lỗi", n[fine], n[slow], n[broken])
	switch {
	case len(rows) > 0 && n[apart] == len(rows):
		return web.T(ctx, "Nguồn tin: %d, đều do nơi khác gửi hoặc nhập tay", n[apart])
	case n[apart] > 0:
		return fetched + web.T(ctx, "; %d không tự lấy", n[apart])
	}
	return fetched
}

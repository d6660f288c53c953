package desk

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// monthView is what is due in one month, day by day.
type monthView struct {
	Month  law.Date // its first day
	Today  law.Date
	Mine   bool
	Choice bool // the officer has work of their own and may look further
	Days   []monthDay
	Total  int
	Prev   string
	Next   string
}

type monthDay struct {
	Date  law.Date
	Off   string // why nobody works, for a holiday
	Rows  []monthRow
	Extra int // rows not shown
}

type monthRow struct {
	Code, Title, Lead string
	Tone              web.Tone
	Word              string
}

// dayRows is how many rows a day shows at most.
const dayRows = 12

func (s *Service) showCalendar(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by := auth.Of(r.Context())
	v := monthView{Today: s.day(), Choice: by.May(work.Submit)}
	v.Mine = v.Choice && form.Raw("pham-vi") != "tat-ca"
	v.Month = firstOfMonth(form.Raw("thang"), v.Today)
	v.Prev, v.Next = v.href(v.Month.AddMonths(-1)), v.href(v.Month.AddMonths(1))
	err = s.DB.Read(r.Context(), func(tx *db.Tx) error { return s.fillMonth(r.Context(), tx, by, &v) })
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, monthPage(v))
}

// firstOfMonth reads "2026-11"; anything else is the month of today.
func firstOfMonth(month string, today law.Date) law.Date {
	t, err := time.Parse("2006-01", month)
	if err != nil || t.Year() < 1990 || t.Year() > 2120 {
		return law.Date{Year: today.Year, Month: today.Month, Day: 1}
	}
	return law.Date{Year: t.Year(), Month: int(t.Month()), Day: 1}
}

func (v monthView) href(month law.Date) string {
	h := "/lich?thang=" + month.String()[:7]
	if v.Choice && !v.Mine {
		h += "&pham-vi=tat-ca"
	}
	return h
}

func (s *Service) fillMonth(ctx context.Context, tx *db.Tx, by auth.Officer, v *monthView) error {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return err
	}
	all, err := s.Work.Calendar(ctx, tx, by, work.Filter{Mine: v.Mine}, v.Month, v.Month.LastOfMonth())
	if err != nil {
		return err
	}
	v.Total = len(all)
	byDay := map[law.Date][]work.Due{}
	for _, d := range all {
		byDay[d.Day] = append(byDay[d.Day], d)
	}
	cal := s.Calendar()
	for day := v.Month; day.Month == v.Month.Month; day = day.AddDays(1) {
		m := monthDay{Date: day}
		if special, ok := cal.Day(day); ok && special.Off() {
			m.Off = special.NameVI
			if web.Lang(ctx) == web.English {
				m.Off = special.English()
			}
		}
		for i, d := range byDay[day] {
			if i == dayRows {
				m.Extra = len(byDay[day]) - dayRows
				break
			}
			tone, word := dueState(ctx, d, v.Today)
			m.Rows = append(m.Rows, monthRow{d.Code, d.Title, tree.Label(d.Lead), tone, word})
		}
		if len(m.Rows) > 0 || m.Off != "" || day == v.Today {
			v.Days = append(v.Days, m)
		}
	}
	return nil
}

func dueState(ctx context.Context, d work.Due, today law.Date) (web.Tone, string) {
	switch {
	case d.Late && d.Step.Owed():
		return web.Bad, web.T(ctx, "Quá hạn")
	case d.Late:
		return web.Warn, web.T(ctx, "Nộp quá hạn")
	case d.Step == work.Submitted:
		return web.Info, web.T(ctx, "Chờ xác nhận")
	case d.Step.State() == work.Done:
		return web.OK, web.T(ctx, "Xong")
	case today.DaysUntil(d.Day) <= soonDays:
		return web.Warn, web.T(ctx, "Sắp đến hạn")
	}
	return web.Neutral, web.T(ctx, "Chưa nộp")
}

// downloadCalendar is what the officer owes in the coming year, for the calendar of a telephone.
func (s *Service) downloadCalendar(w http.ResponseWriter, r *http.Request) error {
	ctx, by := r.Context(), auth.Of(r.Context())
	c := official.Calendar{Name: web.T(ctx, "Việc của %s", by.Full), Stamp: s.Now()}
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		tree, err := s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		all, err := s.Work.Calendar(ctx, tx, by, work.Filter{Mine: by.May(work.Submit), Unfinished: true}, s.day().AddDays(-90), s.day().AddDays(365))
		for _, d := range all {
			if d.Step.Owed() {
				c.Events = append(c.Events, s.event(ctx, d, tree.Name(d.Lead)))
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	var out bytes.Buffer
	err = official.WriteICS(&out, c)
	if err != nil {
		return fmt.Errorf("writing the calendar: %w", err)
	}
	return web.Download(w, r, "nhip-cau.ics", "text/calendar; charset=utf-8", s.Now(), bytes.NewReader(out.Bytes()))
}

func (s *Service) event(ctx context.Context, d work.Due, lead string) official.Event {
	host := strings.TrimPrefix(strings.TrimPrefix(s.Site, "https://"), "http://")
	e := official.Event{
		UID: fmt.Sprintf("%s-%d@%s", d.Code, d.Period, orText(host, "nhipcau")), Summary: d.Code + ": " + d.Title,
		Description: web.T(ctx, "Chủ trì: %s", lead), Day: d.Day.String(), Alarms: []time.Duration{15 * time.Hour},
	}
	if s.Site != "" {
		e.URL = s.Site + casePath(d.Code)
	}
	return e
}

var monthWords = []string{
	web.Mark("Tháng Một"), web.Mark("Tháng Hai"), web.Mark("Tháng Ba"), web.Mark("Tháng Tư"), web.Mark("Tháng Năm"), web.Mark("Tháng Sáu"),
	web.Mark("Tháng Bảy"), web.Mark("Tháng Tám"), web.Mark("Tháng Chín"), web.Mark("Tháng Mười"), web.Mark("Tháng Mười một"), web.Mark("Tháng Mười hai"),
}

func monthName(ctx context.Context, d law.Date) string {
	return web.T(ctx, "%s năm %d", web.T(ctx, monthWords[d.Month-1]), d.Year)
}

func (v monthView) scopes(ctx context.Context) []web.Link {
	mine, all := v, v
	mine.Mine, all.Mine = true, false
	return []web.Link{
		{Title: web.T(ctx, "Việc của tôi"), Href: mine.href(v.Month), Here: v.Mine},
		{Title: web.T(ctx, "Mọi việc tôi xem được"), Href: all.href(v.Month), Here: !v.Mine},
	}
}

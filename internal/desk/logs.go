package desk

import (
	"cmp"
	"context"
	"net/http"
	"strconv"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/mail"
	"github.com/nhipcau/nhipcau/internal/web"
)

// logRows is how many lines a page of a log holds.
const logRows = 50

// logView is a page of the audit log, newest first.
type logView struct {
	Form    *web.Form
	Rows    []logRow
	Older   string // address of the next page; empty on the last
	Newest  bool
	Result  *audit.Verification
	Verify  bool // the check can be run
	Objects []web.Option
	Person  string // whose lines are shown, if one person's
}

type logRow struct {
	When, Machine, Who, Text, Object, Href, ByHref string
}

// objectWords are the kinds of thing that the log speaks of, marked texts.
var objectWords = []struct{ key, word string }{
	{"case", web.Mark("Nhiệm vụ")}, {"plan", web.Mark("Kế hoạch")}, {"unit", web.Mark("Đơn vị")}, {"person", web.Mark("Người")},
	{"account", web.Mark("Tài khoản")}, {"digest", web.Mark("Thư nhắc việc")}, {"settings", web.Mark("Thiết lập")}, {"report", web.Mark("Báo cáo")},
}

func objectWord(ctx context.Context, key string) string {
	for _, o := range objectWords {
		if o.key == key {
			return web.T(ctx, o.word)
		}
	}
	return web.T(ctx, "Khác")
}

func (s *Service) showLog(w http.ResponseWriter, r *http.Request) error {
	v, err := s.readLog(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, logPage(v))
}

func (s *Service) readLog(r *http.Request) (v logView, err error) {
	ctx := r.Context()
	v.Form, err = web.ReadForm(r)
	if err != nil {
		return v, err
	}
	q := r.URL.Query()
	f := audit.Filter{Object: q.Get("loai"), Limit: logRows + 1}
	f.Before, _ = strconv.ParseInt(q.Get("truoc"), 10, 64)
	f.ActorID, _ = strconv.ParseInt(q.Get("nguoi"), 10, 64)
	f.ObjectID, _ = strconv.ParseInt(q.Get("so"), 10, 64)
	v.Newest, v.Verify = f.Before == 0, s.Verify != nil
	v.Objects = []web.Option{{Label: web.T(ctx, "Mọi loại")}}
	for _, o := range objectWords {
		v.Objects = append(v.Objects, web.Option{Value: o.key, Label: web.T(ctx, o.word)})
	}
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		err := s.overAll(ctx, tx, ReadLogs)
		if err != nil {
			return err
		}
		lines, err := audit.Lines(ctx, tx, f)
		v.fill(ctx, lines, f)
		return err
	})
	return v, err
}

func (v *logView) fill(ctx context.Context, lines []audit.Line, f audit.Filter) {
	if len(lines) > logRows {
		lines = lines[:logRows]
		v.Older = web.Href(ctx, "truoc", web.Key(lines[logRows-1].ID))
	}
	for _, l := range lines {
		row := logRow{
			When: web.Instant(ctx, l.At), Machine: web.MachineTime(l.At), Who: l.Actor, Object: objectWord(ctx, l.Object),
			Text: web.T(ctx, l.Sentence, l.Args...),
		}
		if l.ActorID != 0 {
			row.ByHref = web.Href(ctx, "nguoi", web.Key(l.ActorID), "truoc", "")
		}
		if l.ObjectID != 0 {
			row.Href = web.Href(ctx, "loai", l.Object, "so", web.Key(l.ObjectID), "truoc", "")
		}
		if f.ActorID != 0 {
			v.Person = l.Actor
		}
		v.Rows = append(v.Rows, row)
	}
}

// verifyLog walks the whole chain and shows what it found above the newest lines.
func (s *Service) verifyLog(w http.ResponseWriter, r *http.Request) error {
	v, err := s.readLog(r)
	if err != nil {
		return err
	}
	if s.Verify == nil {
		return web.Redirect(w, r, "/quan-tri/nhat-ky")
	}
	result, err := s.Verify(r.Context())
	if err != nil {
		return err
	}
	v.Result = &result
	return web.Render(w, r, http.StatusOK, logPage(v))
}

// mailView is a page of the delivery log, newest first.
type mailView struct {
	Chips []web.Link
	Rows  []mailRow
	Older string
}

type mailRow struct {
	ID                              int64
	When, Machine, To, Address      string
	Subject, Word, Problem, Subline string
	Tone                            web.Tone
	Again                           bool
}

var mailWords = map[mail.State]string{
	mail.Waiting: web.Mark("Đang chờ gửi"), mail.Sent: web.Mark("Đã gửi"), mail.Failed: web.Mark("Không gửi được"), mail.Held: web.Mark("Giữ lại, chưa có máy chủ thư"),
}

var mailTones = map[mail.State]web.Tone{mail.Waiting: web.Info, mail.Sent: web.OK, mail.Failed: web.Bad, mail.Held: web.Warn}

func (s *Service) showMail(w http.ResponseWriter, r *http.Request) error {
	ctx, q := r.Context(), r.URL.Query()
	before, _ := strconv.ParseInt(q.Get("truoc"), 10, 64)
	state := mail.State(q.Get("xem"))
	if mailWords[state] == "" {
		state = ""
	}
	var v mailView
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		err := s.overAll(ctx, tx, ReadLogs)
		if err != nil {
			return err
		}
		counts, err := mail.Counts(ctx, tx)
		if err != nil {
			return err
		}
		v.Chips = mailChips(ctx, counts, state)
		letters, err := mail.Log(ctx, tx, state, before, logRows+1)
		v.fill(ctx, letters)
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, mailPage(v))
}

func mailChips(ctx context.Context, counts map[mail.State]int, here mail.State) []web.Link {
	all := 0
	var chips []web.Link
	for _, state := range []mail.State{mail.Sent, mail.Waiting, mail.Failed, mail.Held} {
		all += counts[state]
		chips = append(chips, web.Link{Title: web.T(ctx, mailWords[state]), Href: "/quan-tri/thu?xem=" + string(state), Here: state == here, Count: counts[state], ShowCount: true})
	}
	return append([]web.Link{{Title: web.T(ctx, "Tất cả"), Href: "/quan-tri/thu", Here: here == "", Count: all, ShowCount: true}}, chips...)
}

func (v *mailView) fill(ctx context.Context, letters []mail.Message) {
	if len(letters) > logRows {
		letters = letters[:logRows]
		v.Older = web.Href(ctx, "truoc", web.Key(letters[logRows-1].ID))
	}
	for _, m := range letters {
		row := mailRow{
			ID: m.ID, When: web.Instant(ctx, m.CreatedAt), Machine: web.MachineTime(m.CreatedAt), To: cmp.Or(m.ToName, m.ToAddress),
			Address: m.ToAddress, Subject: m.Subject, Word: web.T(ctx, mailWords[m.State]), Tone: mailTones[m.State], Problem: m.Problem,
			Again: m.State == mail.Failed || m.State == mail.Held,
		}
		if m.SentAt != nil {
			row.Subline = web.Instant(ctx, *m.SentAt)
		} else if m.Attempts > 0 {
			row.Subline = web.T(ctx, "đã thử %d lần", m.Attempts)
		}
		v.Rows = append(v.Rows, row)
	}
}

func (s *Service) sendAgain(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	err = s.DB.Write(r.Context(), func(tx *db.Tx) error {
		err := s.overAll(r.Context(), tx, ReadLogs)
		if err != nil {
			return err
		}
		return s.Post.Again(r.Context(), tx, id)
	})
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, "/quan-tri/thu", "Thư đã vào hàng đợi gửi lại.")
}

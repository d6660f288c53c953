package desk

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

// editView is the page on which a coordinator edits a case and sets its time anew.
type editView struct {
	Form   *web.Form
	Posted string
	Clash  *clashView

	Case     work.Case
	May      work.Acts
	Partners string // one unit a line
	People   []web.Option
}

func (v editView) form(act string) *web.Form {
	if v.Posted == act {
		return v.Form
	}
	return nil
}

func (s *Service) showEdit(w http.ResponseWriter, r *http.Request) error {
	v, err := s.readEdit(r.Context(), auth.Of(r.Context()), r.PathValue("code"))
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, editPage(v))
}

func (s *Service) readEdit(ctx context.Context, by auth.Officer, code string) (v editView, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		v.Case, err = s.Work.CaseByCode(ctx, tx, by, code)
		if err != nil {
			return err
		}
		v.May = s.Work.May(by, v.Case)
		if !v.May.Edit {
			return fault.New(fault.Forbidden, "Chỉ người điều phối được sửa %s.", v.Case.Code)
		}
		tree, err := s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		var names []string
		for _, u := range v.Case.Partners {
			names = append(names, tree.Name(u))
		}
		v.Partners = strings.Join(names, "\n")
		v.People, err = s.peopleOptions(ctx, tx, tree, v.Case.Lead)
		return err
	})
	return v, err
}

// clashOfEdit shows field by field what the editor wrote and what is stored now, where they differ.
func (s *Service) clashOfEdit(ctx context.Context, v editView, a act, clash *work.Clash) *clashView {
	if clash == nil {
		return nil
	}
	view := newClash(ctx, clash)
	view.Offered = true
	rows := []versus{
		{web.T(ctx, "Tên nhiệm vụ"), v.Form.Raw("title"), v.Case.Title},
		{web.T(ctx, "Mô tả"), v.Form.Raw("description"), v.Case.Description},
		{web.T(ctx, "Mục trong kế hoạch"), v.Form.Raw("section"), v.Case.Section},
		{web.T(ctx, "Số thứ tự"), v.Form.Raw("number"), v.Case.Number},
		{web.T(ctx, "Đơn vị phối hợp"), v.Form.Raw("partners"), v.Partners},
		{web.T(ctx, "Người thực hiện"), labelOf(v.People, v.Form.Raw("person")), labelOf(v.People, web.Key(v.Case.Person))},
	}
	if a.name == "dat-lai-han" {
		rows = []versus{
			{web.T(ctx, "Chu kỳ"), web.T(ctx, work.Rhythm(v.Form.Raw("cadence")).Word()), web.T(ctx, v.Case.Cadence.Rhythm.Word())},
			{web.T(ctx, "Hạn"), v.Form.Raw("due"), v.Case.Due.Vietnamese()},
			{web.T(ctx, "Lý do"), v.Form.Raw("reason"), v.Case.Reason},
		}
	}
	if a.name == "noi-theo-doi" {
		rows = []versus{{web.T(ctx, "Nơi theo dõi chính"), v.Form.Raw("elsewhere"), v.Case.Elsewhere}}
	}
	for _, r := range rows {
		if r.Mine != r.Now {
			view.Rows = append(view.Rows, r)
		}
	}
	return view
}

func labelOf(options []web.Option, value string) string {
	for _, o := range options {
		if o.Value == value {
			return o.Label
		}
	}
	return ""
}

func rhythmOptions(ctx context.Context, rhythms ...work.Rhythm) []web.Option {
	var options []web.Option
	for _, r := range rhythms {
		options = append(options, web.Option{Value: string(r), Label: web.T(ctx, r.Word())})
	}
	return options
}

func (v editView) rhythm() string {
	if v.Case.Cadence.Rhythm == "" {
		return string(work.Once)
	}
	return string(v.Case.Cadence.Rhythm)
}

func (v editView) report() string {
	if v.Case.Cadence.Report == "" {
		return string(work.Quarterly)
	}
	return string(v.Case.Cadence.Report)
}

var weekdayWords = []struct {
	day  time.Weekday
	word string
}{
	{time.Sunday, web.Mark("Ngày làm việc cuối tuần")}, {time.Monday, web.Mark("thứ Hai")}, {time.Tuesday, web.Mark("thứ Ba")},
	{time.Wednesday, web.Mark("thứ Tư")}, {time.Thursday, web.Mark("thứ Năm")}, {time.Friday, web.Mark("thứ Sáu")},
}

func weekdayOptions(ctx context.Context) []web.Option {
	var options []web.Option
	for _, w := range weekdayWords {
		options = append(options, web.Option{Value: web.Key(w.day), Label: web.T(ctx, w.word)})
	}
	return options
}

func orEmpty(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

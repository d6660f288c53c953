package board

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/listen/query"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// asked are the fields of an address of the search page that say what is looked for.
var asked = []string{"q", "nhom", "nguon", "chu-de", "su-viec", "quan-he", "tu", "den"}

// findView is the page of the search.
type findView struct {
	Form    *web.Form
	Query   url.Values // only the fields of asked
	Found   listen.Found
	Caret   string
	Class   string
	Source  string
	Topic   string
	Story   string
	Only    string
	From    law.Date
	To      law.Date
	Sources []web.Option
	Topics  []web.Option
	Saved   []saved
	Days    []voiceRow // how often social sources spoke of the topic, by day
	Places  []voiceRow // and by commune, in the whole weeks
	Later   bool       // not the first page
}

// saved is a search that somebody keeps.
type saved struct {
	ID   int64
	Name string
	Href string
}

// voiceRow is a count of social sources as it may be shown, of a day or of a commune.
type voiceRow struct {
	Of    string
	Count string
}

const (
	pageItems  = 30
	mostExport = 5000
)

// searchOf reads what is looked for.
func searchOf(q url.Values) (a listen.Search, err error) {
	number := func(name string) int64 {
		n, _ := strconv.ParseInt(q.Get(name), 10, 64) // something else chooses nothing
		return n
	}
	a = listen.Search{
		Query: q.Get("q"), Class: listen.Class(q.Get("nhom")), Source: listen.SourceID(number("nguon")), Topic: listen.TopicID(number("chu-de")),
		Story: listen.StoryID(number("su-viec")), Original: q.Get("quan-he") == "goc", Before: listen.ItemID(number("truoc")), Limit: pageItems,
	}
	if utf8.RuneCountInString(a.Query) > 1000 {
		return a, fault.New(fault.Invalid, "Câu truy vấn không quá 1.000 ký tự.").At("q")
	}
	if q.Get("tu") != "" {
		d, err := dateOf(q.Get("tu"))
		if err != nil {
			return a, fault.New(fault.Invalid, "Ngày đầu chưa đúng. Ví dụ: 21/11/2026.").At("tu")
		}
		a.From = d.Start()
	}
	if q.Get("den") != "" {
		d, err := dateOf(q.Get("den"))
		if err != nil {
			return a, fault.New(fault.Invalid, "Ngày cuối chưa đúng. Ví dụ: 21/11/2026.").At("den")
		}
		a.To = d.End()
	}
	return a, nil
}

// dateOf reads a day as a form or a link gives it.
func dateOf(text string) (law.Date, error) {
	d, err := law.ParseDate(text)
	if err == nil {
		return d, nil
	}
	parts := strings.Split(strings.TrimSpace(text), "/")
	if len(parts) != 3 {
		return d, err
	}
	slices.Reverse(parts)
	for i, p := range parts {
		if len(p) == 1 {
			parts[i] = "0" + p
		}
	}
	return law.ParseDate(strings.Join(parts, "-"))
}

func (s *Service) showSearch(w http.ResponseWriter, r *http.Request) error {
	ctx, q := r.Context(), r.URL.Query()
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := findView{Form: form, Query: url.Values{}, Class: q.Get("nhom"), Source: q.Get("nguon"), Topic: q.Get("chu-de"), Story: q.Get("su-viec"), Only: q.Get("quan-he"), Later: q.Get("truoc") != ""}
	for _, name := range asked {
		if q.Get(name) != "" {
			v.Query.Set(name, q.Get(name))
		}
	}
	v.From, _ = dateOf(q.Get("tu")) // what is wrong with it is said by searchOf
	v.To, _ = dateOf(q.Get("den"))
	status := http.StatusOK
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		err := s.choices(ctx, tx, &v)
		if err != nil {
			return err
		}
		a, err := searchOf(q)
		if err == nil {
			v.Found, err = s.Listen.Search(ctx, tx, a)
		}
		if err == nil {
			v.Days, v.Places, err = s.voiceRows(ctx, tx, a, v.From, v.To)
		}
		var p *query.Problem
		if errors.As(err, &p) {
			v.Caret = p.Caret()
		}
		if form.Take(atField(err, "q")) {
			status = http.StatusUnprocessableEntity
			return nil
		}
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, status, findPage(v))
}

// choices fills what the filters offer.
func (s *Service) choices(ctx context.Context, tx *db.Tx, v *findView) error {
	sources, err := s.Listen.Sources(ctx, tx)
	if err != nil {
		return err
	}
	v.Sources = []web.Option{{Label: web.T(ctx, "Mọi nguồn")}}
	for _, x := range sources {
		if !x.Class.OnlyCounts() {
			v.Sources = append(v.Sources, web.Option{Value: web.Key(x.ID), Label: x.Name})
		}
	}
	topics, err := s.Listen.Topics(ctx, tx)
	if err != nil {
		return err
	}
	v.Topics = []web.Option{{Label: web.T(ctx, "Mọi chủ đề")}}
	for _, t := range topics {
		v.Topics = append(v.Topics, web.Option{Value: web.Key(t.ID), Label: t.Name})
	}
	r, err := tx.Query(ctx, `SELECT id, name, asked FROM listen_saved WHERE account = $1 ORDER BY name`, auth.Of(ctx).Account)
	v.Saved, err = db.Collect(r, err, func(r *db.Rows) (x saved, err error) {
		err = r.Scan(&x.ID, &x.Name, &x.Href)
		x.Href = SearchURL + "?" + x.Href
		return x, err
	})
	return err
}

// voiceRows counts how often social sources spoke of the topic that is looked for, by day and by commune, as it may be
// shown; in the last thirty days where no days are chosen. Where the search asks for more than a topic there are none:
// the counts would not be those of what was found.
func (s *Service) voiceRows(ctx context.Context, tx *db.Tx, a listen.Search, from, to law.Date) (days, places []voiceRow, err error) {
	if a.Topic == 0 || strings.TrimSpace(a.Query) != "" || a.Class != "" || a.Source != 0 || a.Story != 0 {
		return nil, nil, nil
	}
	today := law.DateOf(s.Now())
	if to.IsZero() {
		to = today
	}
	if from.IsZero() || from.DaysUntil(to) > longest {
		from = to.AddDays(-29)
	}
	topic, err := s.Listen.Topic(ctx, tx, a.Topic)
	if err != nil {
		return nil, nil, err
	}
	byDay, err := s.socialDays(ctx, tx, topic, from, to)
	if err != nil || len(byDay) == 0 {
		return nil, nil, err
	}
	byPlace, err := s.Listen.SocialPlaces(ctx, tx, topic.ID, from, to)
	few := 0
	for _, p := range byPlace {
		if p.Count.Hidden {
			few++
			continue
		}
		places = append(places, voiceRow{p.Name, cellWord(ctx, p.Count)})
	}
	if few > 0 {
		places = append(places, voiceRow{web.T(ctx, "%d xã, phường ít lượt, mỗi nơi mỗi tuần", few), cellWord(ctx, gate.Cell{Hidden: true})})
	}
	return shownDays(ctx, byDay), places, err
}

// socialDays are the days on which social sources spoke of a topic; none of a topic that names a private person.
func (s *Service) socialDays(ctx context.Context, tx *db.Tx, t listen.Topic, from, to law.Date) ([]listen.SocialDay, error) {
	err := s.Listen.MayCount(ctx, t)
	if fault.KindOf(err) == fault.Invalid {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return s.Listen.SocialDays(ctx, tx, t.ID, from, to)
}

// next is the address of the next page.
func (v findView) next() string {
	q := url.Values{}
	for k, x := range v.Query {
		q[k] = x
	}
	q.Set("truoc", web.Key(v.Found.Next))
	return SearchURL + "?" + q.Encode()
}

func (v findView) exportHref(kind string) string {
	q := url.Values{"dang": {kind}}
	for k, x := range v.Query {
		q[k] = x
	}
	return SearchURL + "/tai-ve?" + q.Encode()
}

// mostSaved is how many searches one person keeps.
const mostSaved = 50

func (s *Service) saveSearch(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	name := form.String("ten-tim")
	given, err := url.ParseQuery(form.Raw("hoi"))
	if err != nil {
		return fault.Wrap(fault.Invalid, err, "Không đọc được điều đang tìm.")
	}
	var kept url.Values
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		kept, err = s.SaveSearch(ctx, tx, auth.Of(ctx).Account, name, given)
		return err
	})
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, SearchURL+"?"+kept.Encode(), web.Mark("Đã lưu điều tìm %s."), name)
}

// SaveSearch keeps for an account what is looked for, as the fields of the address of the search page, under a name,
// and returns what was kept. A name that is taken is written over.
func (s *Service) SaveSearch(ctx context.Context, tx *db.Tx, account int64, name string, given url.Values) (url.Values, error) {
	kept := url.Values{}
	for _, k := range asked {
		if given.Get(k) != "" {
			kept.Set(k, given.Get(k))
		}
	}
	if name == "" || utf8.RuneCountInString(name) > 80 {
		return nil, fault.New(fault.Invalid, "Hãy đặt tên cho điều đang tìm, không quá 80 ký tự.")
	}
	err := s.Listen.MayKeep(ctx, "ten-tim", name+" OR "+kept.Get("q"))
	if err != nil {
		return nil, err
	}
	var n int
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM listen_saved WHERE account = $1`, account).Scan(&n)
	if err != nil {
		return nil, err
	}
	if n >= mostSaved {
		return nil, fault.New(fault.Conflict, "Mỗi người lưu nhiều nhất %d điều tìm. Hãy bỏ bớt.", mostSaved)
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO listen_saved (account, name, asked, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (account, name) DO UPDATE SET asked = excluded.asked, at = excluded.at`, account, name, kept.Encode(), s.Now())
	return kept, err
}

func (s *Service) dropSearch(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	ctx := r.Context()
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM listen_saved WHERE id = $1 AND account = $2`, id, auth.Of(ctx).Account)
		return err
	})
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, SearchURL, web.Mark("Đã bỏ điều tìm."))
}

// downloadSearch gives what was found as a table: items of the press, and below them counts of social sources as
// they may be shown. Tone is not in it: a table that has it beside the outlet adds it up by outlet.
func (s *Service) downloadSearch(w http.ResponseWriter, r *http.Request) error {
	ctx, q := r.Context(), r.URL.Query()
	a, err := searchOf(q)
	if err != nil {
		return err
	}
	rows := [][]string{{
		web.T(ctx, "STT"), web.T(ctx, "Tiêu đề"), web.T(ctx, "Nguồn"), web.T(ctx, "Nhóm"), web.T(ctx, "Ngày đăng"), web.T(ctx, "Đường dẫn của bài"), web.T(ctx, "Quan hệ"),
	}}
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		a.Before, a.Limit = 0, 500
		for len(rows) <= mostExport {
			found, err := s.Listen.Search(ctx, tx, a)
			if err != nil {
				return err
			}
			for _, h := range found.Hits {
				rows = append(rows, []string{
					strconv.Itoa(len(rows)), h.Item.Title, h.Source, web.T(ctx, page.ClassWord(h.Class)), web.Instant(ctx, h.Published), h.Link, relationOf(ctx, h.Item),
				})
			}
			if found.Next == 0 {
				break
			}
			a.Before = found.Next
		}
		from, _ := dateOf(q.Get("tu")) // searchOf has read it
		to, _ := dateOf(q.Get("den"))
		days, places, err := s.voiceRows(ctx, tx, a, from, to)
		for _, x := range slices.Concat(days, places) {
			rows = append(rows, []string{"", web.T(ctx, "Mạng xã hội, số lượt: %s", x.Count), "", web.T(ctx, page.ClassWord(listen.Social)), x.Of, "", ""})
		}
		return err
	})
	if err != nil {
		return err
	}
	if q.Get("dang") == "xlsx" {
		data, err := sheetOf(web.T(ctx, "Tin tìm được"), rows)
		if err != nil {
			return err
		}
		return web.Download(w, r, "tin-tim-duoc.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", s.Now(), bytes.NewReader(data))
	}
	var b bytes.Buffer
	b.WriteString("\ufeff")
	c := csv.NewWriter(&b)
	for _, row := range rows {
		for i := range row {
			row[i] = noFormula(row[i])
		}
		_ = c.Write(row)
	}
	c.Flush()
	return web.Download(w, r, "tin-tim-duoc.csv", "text/csv; charset=utf-8", s.Now(), bytes.NewReader(b.Bytes()))
}

// sheetOf makes an XLSX of rows, their head first.
func sheetOf(name string, rows [][]string) ([]byte, error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	err := f.SetSheetName("Sheet1", name)
	if err != nil {
		return nil, fmt.Errorf("writing the sheet: %w", err)
	}
	w, err := f.NewStreamWriter(name)
	for i := 0; err == nil && i < len(rows); i++ {
		cells := make([]any, len(rows[i]))
		for k, text := range rows[i] {
			cells[k] = text
		}
		err = w.SetRow(fmt.Sprintf("A%d", i+1), cells)
	}
	if err == nil {
		err = w.Flush()
	}
	if err != nil {
		return nil, fmt.Errorf("writing the sheet: %w", err)
	}
	var b bytes.Buffer
	err = f.Write(&b)
	return b.Bytes(), err
}

// noFormula keeps a spreadsheet from taking a text of somebody else for a formula.
func noFormula(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}

// topicHref begins a topic with the query that is looked for.
func (v findView) topicHref() string {
	return TopicsURL + "/" + newOne + "?" + url.Values{"q": {v.Query.Get("q")}}.Encode()
}

package board

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

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
var asked = []string{"q", "nhom", "nguon", "chu-de", "su-viec", "quan-he", "tu", "den", page.ByKey}

// findView is the page of the search.
type findView struct {
	Form    *web.Form
	Query   url.Values // only the fields of asked
	Found   listen.Found
	Tally   listen.Tally
	By      string     // sources or stories are listed instead of items: page.BySource, page.ByStory
	Rows    []tallyRow // these
	Beside  string     // what the paper says from which the reader came, and what there is now
	Paper   string     // its address
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
	v := findView{Form: form, Query: url.Values{}, Class: q.Get("nhom"), Source: q.Get("nguon"), Topic: q.Get("chu-de"), Story: q.Get("su-viec"), Only: q.Get("quan-he"), Later: q.Get("truoc") != "", By: q.Get(page.ByKey)}
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
			err = s.find(ctx, tx, a, q, &v)
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

// find looks for items and counts them.
func (s *Service) find(ctx context.Context, tx *db.Tx, a listen.Search, q url.Values, v *findView) error {
	if a.Story != 0 { // it may have become part of another one
		st, err := s.Listen.Story(ctx, tx, a.Story)
		if err == nil {
			a.Story = st.ID
		}
		if err != nil && fault.KindOf(err) != fault.NotFound {
			return err
		}
	}
	var err error
	v.Found, err = s.Listen.Search(ctx, tx, a)
	if err != nil {
		return err
	}
	v.Tally, err = s.Listen.Tally(ctx, tx, a)
	if err != nil {
		return err
	}
	printed, err := s.printedOf(ctx, tx, q)
	if err != nil {
		return err
	}
	if printed != nil {
		v.Beside, v.Paper = printed.beside(ctx, v.now()), printed.Href
	}
	return s.tallyRows(ctx, tx, v)
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

// topicHref begins a topic with the query that is looked for.
func (v findView) topicHref() string {
	return TopicsURL + "/" + newOne + "?" + url.Values{"q": {v.Query.Get("q")}}.Encode()
}

package board

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// Printed is a number as a paper tells it, which does not change when the rows behind it do.
type Printed struct {
	From, To law.Date  // of what the paper tells
	At       time.Time // it was counted then
	N        int
	Href     string // the paper
}

// printedOf finds the number of a paper from which the reader came; nil without one.
func (s *Service) printedOf(ctx context.Context, tx *db.Tx, q url.Values) (*Printed, error) {
	id, err := strconv.ParseInt(q.Get(page.PaperKey), 10, 64)
	if err != nil || s.Printed == nil || q.Get(page.FigureKey) == "" {
		return nil, nil
	}
	p, found, err := s.Printed(ctx, tx, id, q.Get(page.FigureKey))
	if err != nil || !found {
		return nil, err
	}
	return &p, nil
}

// beside says in a sentence what the paper has and what there is now.
func (p Printed) beside(ctx context.Context, now int) string {
	said := web.T(ctx, "Bản điểm tin từ %s đến %s, đếm lúc %s, ghi %s; lúc này có %s.", p.From, p.To, web.Instant(ctx, p.At), web.Count(ctx, p.N), web.Count(ctx, now))
	if p.N != now {
		said += " " + web.T(ctx, "Danh sách này đổi khi có tin đến muộn, bị gỡ hoặc xếp lại; bản đã chốt giữ nguyên.")
	}
	return said
}

// tallyRow is a source or a story with how much of what was found is of it.
type tallyRow struct {
	Name  string
	Items int
	Href  string // these items
}

// mostRows is the most sources or stories that are listed.
const mostRows = 500

// tallyRows lists the sources or the stories of what was found, those with most first.
func (s *Service) tallyRows(ctx context.Context, tx *db.Tx, v *findView) error {
	switch v.By {
	case page.BySource:
		names, err := s.sourceNames(ctx, tx)
		if err != nil {
			return err
		}
		for id, n := range v.Tally.Sources {
			v.Rows = append(v.Rows, tallyRow{names[id], n, v.only("nguon", web.Key(id))})
		}
	case page.ByStory:
		var ids []listen.StoryID
		for id := range v.Tally.Stories {
			ids = append(ids, id)
		}
		titles, err := s.Listen.Titles(ctx, tx, ids)
		if err != nil {
			return err
		}
		for id, n := range v.Tally.Stories {
			v.Rows = append(v.Rows, tallyRow{titles[id], n, v.only("su-viec", web.Key(id))})
		}
	}
	slices.SortFunc(v.Rows, func(a, b tallyRow) int {
		return cmp.Or(b.Items-a.Items, cmp.Compare(a.Name, b.Name), cmp.Compare(a.Href, b.Href))
	})
	v.Rows = v.Rows[:min(mostRows, len(v.Rows))]
	return nil
}

// only is the address of the items that were found and are of one source or story.
func (v findView) only(name, value string) string { return v.with(name, value, page.ByKey) }

// by is the address of the sources or the stories of what was found.
func (v findView) by(what string) string { return v.with(page.ByKey, what, "") }

func (v findView) with(name, value, without string) string {
	q := url.Values{}
	for k, x := range v.Query {
		if k != without {
			q[k] = x
		}
	}
	q.Set(name, value)
	return SearchURL + "?" + q.Encode()
}

// now is how many of what is asked for there are.
func (v findView) now() int {
	switch v.By {
	case page.BySource:
		return len(v.Tally.Sources)
	case page.ByStory:
		return len(v.Tally.Stories)
	}
	return v.Tally.Items
}

// total says how much was found.
func (v findView) total(ctx context.Context) string {
	t := v.Tally
	if t.More {
		return web.T(ctx, "Nhiều hơn %s tin; thêm điều kiện để đếm hết.", web.Count(ctx, max(0, t.Items-1)))
	}
	return web.T(ctx, "%s tin từ %s nguồn, thuộc %s câu chuyện.", web.Count(ctx, t.Items), web.Count(ctx, len(t.Sources)), web.Count(ctx, len(t.Stories)))
}

package desk

import (
	"context"
	"net/http"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/search"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/vi"
)

// searchView is what was found, by kind.
type searchView struct {
	Form   *web.Form
	Query  string
	Groups []hitGroup
	Total  int
	Cut    bool // more was found than is shown
}

type hitGroup struct {
	Title string
	Hits  []search.Hit
}

// findLimit is the most hits of one page.
const findLimit = 60

// searchKinds orders what can be found; words are marked texts. Other kinds stand under the last heading.
var searchKinds = []struct{ kind, title string }{
	{"case", web.Mark("Nhiệm vụ")}, {"plan", web.Mark("Kế hoạch")}, {"paper", web.Mark("Văn bản trình ký")}, {"unit", web.Mark("Đơn vị")}, {"", web.Mark("Khác")},
}

func (s *Service) showSearch(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := searchView{Form: form, Query: vi.CutRunes(form.String("q"), 200)}
	by := auth.Of(r.Context())
	err = s.DB.Read(r.Context(), func(tx *db.Tx) error {
		hits, err := search.Find(r.Context(), tx, by, work.View, v.Query, findLimit+1)
		v.fill(r.Context(), hits)
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, searchPage(v))
}

func (v *searchView) fill(ctx context.Context, hits []search.Hit) {
	v.Cut = len(hits) > findLimit
	hits = hits[:min(len(hits), findLimit)]
	v.Total = len(hits)
	for i, k := range searchKinds {
		g := hitGroup{Title: web.T(ctx, k.title)}
		for _, h := range hits {
			if h.Kind == k.kind || i == len(searchKinds)-1 && !knownKind(h.Kind) {
				g.Hits = append(g.Hits, h)
			}
		}
		if len(g.Hits) > 0 {
			v.Groups = append(v.Groups, g)
		}
	}
}

func knownKind(kind string) bool {
	for _, k := range searchKinds {
		if k.kind == kind {
			return true
		}
	}
	return false
}

func (v searchView) sub(ctx context.Context) string {
	switch {
	case v.Query == "":
		return web.T(ctx, "Gõ có dấu hoặc không dấu, tên, số hiệu hay mã nhiệm vụ.")
	case v.Cut:
		return web.T(ctx, "Có hơn %d kết quả; hãy thêm từ để thu hẹp.", findLimit)
	}
	return web.T(ctx, "%d kết quả", v.Total)
}

func searchTitle(ctx context.Context, v searchView) string {
	if v.Query == "" {
		return web.T(ctx, "Tìm kiếm")
	}
	return web.T(ctx, "Tìm “%s”", v.Query)
}

func hitIcon(kind string) string {
	switch kind {
	case "unit":
		return "unit"
	case "case":
		return "plan"
	case "plan":
		return "policy"
	}
	return "file"
}

package board

import (
	"context"
	"math"
	"net/http"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/web"
)

// likelyView is the page of stories that may be one.
type likelyView struct {
	Pairs []listen.Likely
	Rules bool // the reader may merge
}

func (s *Service) showLikely(w http.ResponseWriter, r *http.Request) error {
	var v likelyView
	err := s.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		v.Pairs, err = s.Listen.LikelyPairs(r.Context(), tx)
		if err != nil {
			return err
		}
		v.Rules, err = s.rules(r.Context(), tx)
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, likelyPage(v))
}

// answerLikely merges two stories, or remembers that they are not one.
func (s *Service) answerLikely(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	err = s.mustRule(ctx)
	if err != nil {
		return err
	}
	by, story, other := auth.Of(ctx), listen.StoryID(form.Int64("dong")), listen.StoryID(form.Int64("khac"))
	said := web.Mark("Đã ghi nhận là hai việc khác nhau. Máy sẽ không đề xuất lại.")
	switch form.String("nut") {
	case "gop":
		said = web.Mark("Đã gộp. Máy sẽ giữ quyết định này.")
		err = s.Listen.MergeStories(ctx, by, story, other)
	case "khac":
		err = s.DB.Write(ctx, func(tx *db.Tx) error { return s.Listen.KeepApart(ctx, tx, by, story, other) })
	default:
		err = fault.New(fault.Invalid, "Hãy chọn Gộp hoặc Không phải.")
	}
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, StoriesURL, said)
}

var likenessWords = map[listen.Likeness]string{
	listen.LikeWords: web.Mark("cùng lời"), listen.LikeNames: web.Mark("cùng tên riêng, nơi chốn"), listen.LikeFigures: web.Mark("cùng số liệu, ngày"),
	listen.LikeTitles: web.Mark("tiêu đề gần nhau"), listen.LikeTopics: web.Mark("cùng chủ đề"),
}

// whyLikely says what speaks for two stories being one, and how sure the program is.
func whyLikely(ctx context.Context, x listen.Likely) string {
	var why []string
	for _, w := range x.Why {
		why = append(why, web.T(ctx, likenessWords[w]))
	}
	sure := int(math.Floor(100 / (1 + math.Exp(-x.Odds))))
	if len(why) == 0 {
		return web.T(ctx, "Chắc khoảng %d%%.", min(sure, 99))
	}
	return web.T(ctx, "Vì %s; chắc khoảng %d%%.", strings.Join(why, ", "), min(sure, 99))
}

package demo

import (
	"context"
	"embed"
	"io/fs"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/chase"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/direct"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/listen/board"
	"github.com/nhipcau/nhipcau/internal/listen/digest"
	"github.com/nhipcau/nhipcau/internal/org"
	signing "github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/people"
	"github.com/nhipcau/nhipcau/internal/plan"
	"github.com/nhipcau/nhipcau/internal/round"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

//go:embed locales
var locales embed.FS

// Locales are the English sentences of this package.
func Locales() fs.FS { return locales }

// House is the empty house that is filled. Every service must have been given Clock.Now as its clock.
type House struct {
	Clock  *Clock
	DB     *db.DB
	Org    *org.Service
	Auth   *auth.Service
	Files  *files.Store
	Work   *work.Service
	Plan   *plan.Service
	Paper  *signing.Service
	Round  *round.Service
	Direct *direct.Service
	People *people.Service
	Chase  *chase.Service

	IndexUnit org.Index // nil: units are not put into the search index

	Listening Listening       // without services: nothing is listened to
	Sites     *Sites          // what is listened to
	Digest    *digest.Service // nil: nobody writes digests
	Board     *board.Service  // nil: nobody works at the board of listening
}

// Progress is told how far Fill is: done of total days, and what is going on, a Vietnamese phrase.
type Progress func(done, total int, what string)

// Fill lets the province live from ten months ago until now and returns the sign-ins to be shown. The same
// day in Việt Nam gives the same province. A house that Fill has filled is left alone. The communes exist from
// 1/7/2025 on, so now must lie a year or so after that day.
//
// It fails with fault.Conflict, having changed nothing, when the house holds another province, or a demo
// whose filling was broken off.
func Fill(ctx context.Context, h House, now time.Time, progress Progress) ([]SignIn, error) {
	begun, done, foreign, err := h.state(ctx)
	switch {
	case err != nil:
		return nil, err
	case !done.IsZero():
		h.Sites.open(done)
		return SignIns(), nil
	case begun:
		return nil, fault.New(fault.Conflict, "Lần lập dữ liệu dùng thử trước bị dừng giữa chừng. Hãy xóa thư mục dữ liệu này rồi chạy lại.")
	case foreign:
		return nil, fault.New(fault.Conflict, "Thư mục dữ liệu này đã có đơn vị của một tỉnh nên không lập dữ liệu dùng thử vào đây. Hãy chọn thư mục khác.")
	}
	defer h.Clock.release()
	s := newStory(h, law.DateOf(now), now, progress)
	err = s.tell(ctx)
	if err != nil {
		return nil, err
	}
	return SignIns(), nil
}

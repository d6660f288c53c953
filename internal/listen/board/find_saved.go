package board

import (
	"context"
	"net/http"
	"net/url"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
)

// mostSaved is how many searches one person keeps.
const mostSaved = 50

// saved is a search that somebody keeps.
type saved struct {
	ID   int64
	Name string
	Href string
}

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

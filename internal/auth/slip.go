package auth

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/vi"
)

// slip is a sign-in with its one-time password, printed once and handed over.
type slip struct {
	Name, Unit, Login, Password string
	Until                       time.Time // the password opens the door until then
}

const (
	slipLife  = 72 * time.Hour // a slip that nobody printed is gone after that
	slipBatch = 200            // reissued in one transaction
)

// slipsView prints slips, several on a sheet of A4. It is the only time that these passwords are seen.
type slipsView struct {
	Title  web.Text
	Slips  []slip
	Back   string
	Site   string
	Path   string // of the picture of Site
	Side   int
	Notice string // what went wrong beside it, in the reader's language; empty: nothing
}

// End is the last day of a slip.
func (l slip) End() string { return law.DateOf(l.Until).Vietnamese() }

// site is the public address of the desk, as settings or the browser say.
func (s *Service) site(r *http.Request) string {
	u, err := url.Parse(s.Site)
	if err == nil && u.Host != "" {
		return u.Scheme + "://" + u.Host
	}
	if web.HTTPS(r.Context()) {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// showSlips answers with slips sorted for handing out: by unit, then by name.
func (s *Service) showSlips(w http.ResponseWriter, r *http.Request, title web.Text, back string, slips ...slip) error {
	keepNowhere(w)
	site := s.site(r)
	path, side, err := qrPath(site + signInPath)
	if err != nil {
		return err
	}
	slices.SortStableFunc(slips, func(a, b slip) int { return strings.Compare(vi.SortKey(a.Unit), vi.SortKey(b.Unit)) })
	return web.Render(w, r, http.StatusOK, slipsPage(slipsView{Title: title, Slips: slips, Back: back, Site: site, Path: path, Side: side}))
}

// slipOf is the slip of an account whose password has just been handed out.
func (s *Service) slipOf(ctx context.Context, id int64, unit, once string) (l slip, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		a, err := accountByID(ctx, tx, id)
		if err != nil {
			return err
		}
		l = slip{Name: a.Name, Unit: unit, Login: a.Login, Password: once}
		if a.CodeUntil != nil {
			l.Until = *a.CodeUntil
		}
		return nil
	})
	return l, err
}

func slipPlace(account int64) string { return fmt.Sprintf("sign-in slip of account %d", account) }

// keepSlip seals a slip of an import until it is printed.
func (s *Service) keepSlip(ctx context.Context, tx *db.Tx, imported, account int64, l slip) error {
	text, err := json.Marshal(l)
	if err != nil {
		return err
	}
	return insertSlip(ctx, tx, imported, account, s.sealed(slipPlace(account), string(text)), s.Now())
}

// takeSlips opens the slips of an import and forgets them in the same transaction.
func (s *Service) takeSlips(ctx context.Context, by Officer, id int64) (slips []slip, file string, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		slips = nil
		p, err := s.preview(ctx, tx, by, id)
		if err != nil {
			return err
		}
		file = p.File
		kept, err := slipsOf(ctx, tx, id)
		if err != nil {
			return err
		}
		for _, k := range kept {
			text, err := s.opened(slipPlace(k.account), k.sealed)
			if err != nil {
				return err
			}
			var l slip
			err = json.Unmarshal([]byte(text), &l)
			if err != nil {
				return err
			}
			slips = append(slips, l)
		}
		if len(slips) == 0 {
			return fault.New(fault.Conflict, "Phiếu của tệp này đã hiện một lần hoặc đã quá hạn. Hãy cấp lại cho những người chưa đăng nhập.")
		}
		err = forgetSlips(ctx, tx, id)
		if err != nil {
			return err
		}
		return audit.Write(ctx, tx, s.Now(), audit.Entry{ActorID: by.Account, Actor: by.Full, Action: "auth.slips", Object: "import", ObjectID: id,
			Sentence: web.Mark("In %d phiếu đăng nhập của tệp %s."), Args: []any{len(slips), file}})
	})
	return slips, file, err
}

// reissue gives everybody of an import who has not signed in yet a new one-time password, with a new slip.
func (s *Service) reissue(ctx context.Context, by Officer, id int64) (n int, err error) {
	var waiting []int64
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		_, err := s.preview(ctx, tx, by, id)
		if err != nil {
			return err
		}
		waiting, err = neverEntered(ctx, tx, id)
		return err
	})
	if err != nil {
		return 0, err
	}
	for batch := range slices.Chunk(waiting, slipBatch) {
		done := 0
		err := s.DB.Write(ctx, func(tx *db.Tx) (err error) {
			done, err = s.reissueBatch(ctx, tx, by, id, batch)
			return err
		})
		if err != nil {
			return n, err
		}
		n += done
	}
	return n, nil
}

// reissueBatch leaves out whoever has come under somebody else's care meanwhile.
func (s *Service) reissueBatch(ctx context.Context, tx *db.Tx, by Officer, id int64, accounts []int64) (n int, err error) {
	for _, account := range accounts {
		a, _, err := s.managed(ctx, tx, by, account)
		if fault.KindOf(err) == fault.Forbidden {
			continue
		}
		if err != nil {
			return 0, err
		}
		once, err := s.resetPassword(ctx, tx, by, a, false)
		if err != nil {
			return 0, err
		}
		until, err := s.codeEnd(ctx, tx)
		if err != nil {
			return 0, err
		}
		err = dropSlip(ctx, tx, id, account)
		if err != nil {
			return 0, err
		}
		err = s.keepSlip(ctx, tx, id, account, slip{a.Name, by.tree.Name(a.Unit), a.Login, once, *until})
		if err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}

// shortSite is an address without what nobody types.
func shortSite(site string) string { return strings.TrimPrefix(site, "https://") }

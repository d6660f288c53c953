package alert

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
)

// mostEveryDay is the most alerts that a board may be told of in a day; more are read by nobody.
const mostEveryDay = 10

// SaveBoard stores a board. It fails with fault.Invalid where it cannot be one, and with fault.Conflict when somebody
// changed it meanwhile.
func (s *Service) SaveBoard(ctx context.Context, tx *db.Tx, by auth.Officer, b Board) (Board, error) {
	if !by.May(Arrange) {
		return b, fault.New(fault.Forbidden, "Bạn chưa được giao quyền đặt người nhận cảnh báo.")
	}
	b.Name = strings.TrimSpace(b.Name)
	if b.Owner == 0 {
		b.Owner = by.Home
	}
	err := b.check()
	if err != nil {
		return b, err
	}
	all, err := boards(ctx, tx, false)
	if err != nil {
		return b, fmt.Errorf("reading boards: %w", err)
	}
	if slices.ContainsFunc(all, func(x Board) bool { return x.Name == b.Name && x.ID != b.ID }) {
		return b, fault.New(fault.Invalid, "Đã có bảng theo dõi tên này.").At("ten")
	}
	id, ok, err := putBoard(ctx, tx, b, s.Now())
	if err != nil {
		return b, fmt.Errorf("storing board %q: %w", b.Name, err)
	}
	if !ok {
		return b, fault.New(fault.Conflict, "Bảng theo dõi này vừa được người khác sửa. Hãy tải lại trang.")
	}
	b.ID = id
	return b, audit.Write(ctx, tx, s.Now(), audit.Entry{
		ActorID: by.Account, Actor: by.Full, Action: "listen.board", Object: "listen-board", ObjectID: int64(id),
		Sentence: web.Mark("Đặt người nhận cảnh báo: %s"), Args: []any{b.Name},
	})
}

func (b Board) check() error {
	switch {
	case b.Name == "" || utf8.RuneCountInString(b.Name) > 120:
		return fault.New(fault.Invalid, "Hãy đặt tên bảng theo dõi, không quá 120 ký tự.").At("ten")
	case b.EveryDay < 1 || b.EveryDay > mostEveryDay:
		return fault.New(fault.Invalid, "Số cảnh báo mỗi ngày từ 1 đến %d.", mostEveryDay).At("moi-ngay")
	case b.Quiet[0] < 0 || b.Quiet[0] > 23 || b.Quiet[1] < 0 || b.Quiet[1] > 23:
		return fault.New(fault.Invalid, "Giờ yên lặng là số giờ từ 0 đến 23.").At("tu-gio")
	case b.Active && len(b.People) == 0:
		return fault.New(fault.Invalid, "Hãy chọn ít nhất một người nhận.").At("nguoi")
	}
	return nil
}

// boardsView is the list of boards.
type boardsView struct{ Rows []boardRow }

type boardRow struct {
	Board
	People []string
	Topics []string
	Told   int // alerts of today
	Spared int // that wait for the summary of today
}

func (s *Service) showBoards(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	var v boardsView
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		all, err := boards(ctx, tx, false)
		if err != nil {
			return err
		}
		topics, err := s.topicNames(ctx, tx)
		if err != nil {
			return err
		}
		for _, b := range all {
			x := boardRow{Board: b}
			for _, t := range b.Topics {
				x.Topics = append(x.Topics, topics[t])
			}
			for _, id := range b.People {
				p, err := s.Org.Person(ctx, tx, id)
				if err != nil {
					return err
				}
				x.People = append(x.People, p.Name)
			}
			x.Told, err = toldOn(ctx, tx, b.ID, s.Work.Day())
			if err != nil {
				return err
			}
			spared, err := sparedOn(ctx, tx, b.ID, s.Work.Day())
			if err != nil {
				return err
			}
			x.Spared = len(spared)
			v.Rows = append(v.Rows, x)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, boardsPage(v))
}

// boardView is one board to be changed, or a new one.
type boardView struct {
	Board
	Form   *web.Form
	Topics []web.Option
	People []web.Option
}

func (s *Service) showBoard(w http.ResponseWriter, r *http.Request) error {
	return s.renderBoard(w, r, http.StatusOK, web.NewForm())
}

// newBoard stands in addresses for a board that is not there yet.
const newBoard = "moi"

func (s *Service) renderBoard(w http.ResponseWriter, r *http.Request, status int, form *web.Form) error {
	ctx := r.Context()
	v := boardView{Form: form, Board: Board{EveryDay: mostEveryDay, Quiet: [2]int{21, 6}, Active: true}}
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		if r.PathValue("id") != newBoard {
			b, err := s.board(ctx, tx, r)
			if err != nil {
				return err
			}
			v.Board = b
		}
		topics, err := s.Listen.Topics(ctx, tx)
		if err != nil {
			return err
		}
		for _, t := range topics {
			v.Topics = append(v.Topics, web.Option{Value: web.Key(t.ID), Label: t.Name})
		}
		tree, err := s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		var units []org.UnitID
		for _, u := range tree.UnitsOn(s.Work.Day()) {
			if auth.Of(ctx).MayFor(Arrange, u.ID) && u.Level != org.Commune {
				units = append(units, u.ID)
			}
		}
		people, err := s.Org.People(ctx, tx, units...)
		for _, p := range people {
			if p.Email != "" {
				v.People = append(v.People, web.Option{Value: web.Key(p.ID), Label: p.Name + ", " + p.Title})
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, status, boardPage(v))
}

func (s *Service) board(ctx context.Context, tx *db.Tx, r *http.Request) (Board, error) {
	id, err := web.PathID(r, "id")
	if err != nil {
		return Board{}, err
	}
	all, err := boards(ctx, tx, false)
	for _, b := range all {
		if b.ID == BoardID(id) {
			return b, nil
		}
	}
	if err == nil {
		err = fault.New(fault.NotFound, "Không tìm thấy bảng theo dõi này.")
	}
	return Board{}, err
}

func (s *Service) saveBoard(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	b := Board{
		Name: form.String("ten"), EveryDay: int(form.Int64("moi-ngay")), Quiet: [2]int{int(form.Int64("tu-gio")), int(form.Int64("den-gio"))},
		StandIn: org.PersonID(form.Int64("thay")), Active: form.Bool("bat"), Version: form.Version(),
	}
	for _, t := range form.Int64s("chu-de") {
		b.Topics = append(b.Topics, listen.TopicID(t))
	}
	for _, p := range form.Int64s("nguoi") {
		b.People = append(b.People, org.PersonID(p))
	}
	ctx := r.Context()
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		if r.PathValue("id") != newBoard {
			old, err := s.board(ctx, tx, r)
			if err != nil {
				return err
			}
			b.ID, b.Owner = old.ID, old.Owner
		}
		_, err := s.SaveBoard(ctx, tx, auth.Of(ctx), b)
		return err
	})
	if form.Take(err) {
		return s.renderBoard(w, r, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, BoardsURL, web.Mark("Đã lưu."))
}

func numbersOf[N ~int64](all []N) []string {
	var words []string
	for _, n := range all {
		words = append(words, web.Key(n))
	}
	return words
}

func boardHref(b Board) string { return BoardsURL + "/" + web.Key(b.ID) }

// quietWords says when nobody is told.
func (b Board) quietWords(ctx context.Context) string {
	if b.Quiet[0] == b.Quiet[1] {
		return web.T(ctx, "không có")
	}
	return web.T(ctx, "từ %d giờ đến %d giờ", b.Quiet[0], b.Quiet[1])
}

func hours(ctx context.Context) []web.Option {
	var all []web.Option
	for h := range 24 {
		all = append(all, web.Option{Value: strconv.Itoa(h), Label: web.T(ctx, "%d giờ", h)})
	}
	return all
}

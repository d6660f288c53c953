package desk

import (
	"context"
	"net/http"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

// adminView is the index of administration: what the asker may open.
type adminView struct{ Pages []adminPage }

type adminPage struct{ Title, Note, Href, Icon string }

// adminPages are the desk's own; other packages bring theirs through Options.Admin. Texts are marked.
var adminPages = []struct {
	title, note, href, icon string
	right                   web.Right
}{
	{web.Mark("Nhắc việc"), web.Mark("Khi nào nhắc đầu mối, khi nào báo lên cấp trên."), "/quan-tri/nhac-viec", "bell", Administer},
	{web.Mark("Lịch nghỉ và thời hạn"), web.Mark("Ngày nghỉ từng năm, quy tắc tính hạn của pháp luật, tính thử một hạn."), "/quan-tri/thoi-han", "calendar", web.SignedIn},
	{web.Mark("Sổ gửi thư"), web.Mark("Thư nào đã gửi, đang chờ, bị lỗi; gửi lại thư lỗi."), "/quan-tri/thu", "mail", ReadLogs},
	{web.Mark("Nhật ký"), web.Mark("Ai đã làm gì, khi nào; kiểm tra nhật ký không bị sửa."), "/quan-tri/nhat-ky", "history", ReadLogs},
}

func (s *Service) showAdmin(w http.ResponseWriter, r *http.Request) error {
	var v adminView
	for _, p := range s.Admin {
		if web.May(r.Context(), p.Right) {
			v.Pages = append(v.Pages, adminPage{web.T(r.Context(), p.Title), "", p.Href, p.Icon})
		}
	}
	for _, p := range adminPages {
		if web.May(r.Context(), p.right) {
			v.Pages = append(v.Pages, adminPage{web.T(r.Context(), p.title), web.T(r.Context(), p.note), p.href, p.icon})
		}
	}
	return web.Render(w, r, http.StatusOK, adminIndex(v))
}

// overAll reports whether the officer holds right over the root: the logs speak of everybody.
func (s *Service) overAll(ctx context.Context, tx *db.Tx, right web.Right) error {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return err
	}
	root, ok := tree.Root()
	if ok && !auth.Of(ctx).MayFor(right, root.ID) {
		return fault.New(fault.Forbidden, "Trang này dành cho người quản trị hoặc điều phối của toàn tỉnh.")
	}
	return nil
}

// remindView is the page of the rules of reminding.
type remindView struct {
	Form  *web.Form
	Set   work.Settings
	May   bool // change them
	Rungs []rungRow
}

type rungRow struct {
	Key   string
	Title string
	After int
	On    bool
}

var rungWords = map[work.RungOf]string{
	work.HeadOfUnit: web.Mark("Người đứng đầu đơn vị chủ trì"), work.TheirOwner: web.Mark("Người điều phối của đơn vị giao việc"),
	work.LeaderOfOwner: web.Mark("Lãnh đạo của đơn vị giao việc"),
}

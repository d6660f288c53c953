package app

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/desk"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/plan"
	"github.com/nhipcau/nhipcau/internal/round"
	"github.com/nhipcau/nhipcau/internal/web"
)

// firstDay is what a province does before anything else: units, people, a plan, a round.
func (h *house) firstDay() []desk.FirstStep {
	return []desk.FirstStep{
		{
			Title: web.Mark("Danh bạ đơn vị"), Line: web.Mark("Nhập danh bạ sở, ngành, xã, phường từ mẫu có sẵn hoặc từ tệp; xem trước rồi đồng ý."),
			Button: web.Mark("Nhập danh bạ"), Href: "/nhap-danh-ba", Right: org.Manage, Done: h.hasUnits,
		},
		{
			Title: web.Mark("Con người"), Line: web.Mark("Tạo tài khoản cho người điều phối và đầu mối các đơn vị, rồi in phiếu đăng nhập."),
			Button: web.Mark("Nhập tài khoản"), Href: "/quan-tri/nhap-tai-khoan", Right: auth.ManageAccounts, Done: h.hasPeople,
		},
		{
			Title: web.Mark("Kế hoạch đầu tiên"), Line: web.Mark("Chọn văn bản kế hoạch đang chạy, rà những gì đọc được, xác nhận một lần."),
			Button: web.Mark("Nhập kế hoạch"), Href: "/ke-hoach/nhap", Right: plan.Manage, Done: h.plan.Begun, Leads: true,
		},
		{
			Title: web.Mark("Đợt báo cáo đầu tiên"), Line: web.Mark("Mở một đợt từ mẫu, chọn đơn vị và hạn; đơn vị chưa có tài khoản trả lời bằng đường dẫn một lần."),
			Button: web.Mark("Mở đợt báo cáo"), Href: "/dot-bao-cao/moi", Right: round.Manage, Done: h.round.Begun,
		},
	}
}

// hasUnits reports whether there is anything below the province's office.
func (h *house) hasUnits(ctx context.Context, tx *db.Tx) (bool, error) {
	tree, err := h.org.Tree(ctx, tx)
	if err != nil {
		return false, err
	}
	return len(tree.Units()) > 1, nil
}

// hasPeople reports whether anybody is there beside the one who set the system up.
func (h *house) hasPeople(ctx context.Context, tx *db.Tx) (bool, error) {
	tree, err := h.org.Tree(ctx, tx)
	if err != nil {
		return false, err
	}
	var units []org.UnitID
	for _, u := range tree.Units() {
		units = append(units, u.ID)
	}
	people, err := h.org.People(ctx, tx, units...)
	return len(people) > 1, err
}

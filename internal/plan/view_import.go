package plan

import (
	"context"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/web"
)

// importView is the page on which a document is dropped.
type importView struct {
	Form   *web.Form
	Owners []web.Option
	Plan   *Plan // the plan that a new version is for; nil for a new plan
	Text   bool  // the text field stands open

	Office, OCR, Pages bool // programs that are installed: LibreOffice, Tesseract with Vietnamese, Poppler
}

func importTitle(ctx context.Context, v importView) string {
	if v.Plan != nil {
		return web.T(ctx, "Nhập bản mới của kế hoạch")
	}
	return web.T(ctx, "Nhập kế hoạch từ văn bản")
}

func importSub(ctx context.Context, v importView) string {
	if v.Plan != nil {
		return web.T(ctx, "%s. Hệ thống so bản mới với kế hoạch đang chạy và giữ lại tiến độ đã có.", v.Plan.Title)
	}
	return web.T(ctx, "Tải kế hoạch, công văn giao việc hoặc thông báo kết luận lên; vài phút sau các nhiệm vụ đã sẵn sàng để theo dõi.")
}

func importCrumbs(ctx context.Context, v importView) []web.Crumb {
	all := []web.Crumb{{Title: web.T(ctx, "Kế hoạch"), Href: "/ke-hoach"}}
	if v.Plan != nil {
		all = append(all, web.Crumb{Title: v.Plan.short(ctx), Href: v.Plan.href()})
	}
	return append(all, web.Crumb{Title: web.T(ctx, "Nhập")})
}

func importAction(v importView) string {
	if v.Plan != nil {
		return fmt.Sprintf("/ke-hoach/nhap?ke-hoach=%d", v.Plan.ID)
	}
	return "/ke-hoach/nhap"
}

func importBack(v importView) string {
	if v.Plan != nil {
		return v.Plan.href()
	}
	return "/ke-hoach"
}

func importAgain(d Draft) string {
	if d.Kind == NewVersion {
		return fmt.Sprintf("/ke-hoach/nhap?ke-hoach=%d", d.Plan)
	}
	return "/ke-hoach/nhap"
}

// importKinds says which files are taken here.
func importKinds(ctx context.Context, v importView) string {
	if v.Office {
		return web.T(ctx, "Nhận .docx, .doc, .pdf, .xlsx, .html, .txt; bản quét .pdf, .jpg, .png; tối đa 50 MB.")
	}
	return web.T(ctx, "Nhận .docx, .pdf, .xlsx, .html, .txt; bản quét .pdf, .jpg, .png; tối đa 50 MB.")
}

func importAccept(v importView) string {
	all := ".docx,.pdf,.html,.htm,.txt,.xlsx,.jpg,.jpeg,.png"
	if v.Office {
		all += ",.doc"
	}
	return all
}

// missing says what would be possible with programs that are not installed, and how to install them.
func (v importView) missing(ctx context.Context) []web.Pair {
	var all []web.Pair
	if !v.Office {
		all = append(all, web.Pair{Key: web.T(ctx, "Chưa đọc được tệp .doc"), Value: web.T(ctx, "Máy chủ chưa có LibreOffice. Hãy lưu thành .docx, hoặc nhờ quản trị cài: apt install libreoffice-writer")})
	}
	if !v.OCR {
		all = append(all, web.Pair{Key: web.T(ctx, "Chưa nhận dạng được chữ trên bản quét"), Value: web.T(ctx, "Bạn vẫn gõ được nhiệm vụ cạnh trang quét. Để máy nhận dạng trước, nhờ quản trị cài: apt install tesseract-ocr tesseract-ocr-vie")})
	}
	if !v.Pages {
		all = append(all, web.Pair{Key: web.T(ctx, "Chưa hiện được trang PDF quét"), Value: web.T(ctx, "Ảnh .jpg, .png vẫn hiện. Với PDF, nhờ quản trị cài: apt install poppler-utils")})
	}
	return all
}

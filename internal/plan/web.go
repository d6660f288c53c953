package plan

import (
	"time"

	"github.com/nhipcau/nhipcau/internal/web"
)

// Register adds the pages of plans.
func (s *Service) Register(m *web.Mux) {
	m.Handle("GET /ke-hoach/trang.css", web.Anyone, serveStyle)

	m.Handle("GET /ke-hoach/nhap", Manage, s.importForm)
	m.Handle("POST /ke-hoach/nhap", Manage, s.importFile, web.MaxBody(maxUpload), web.Timeout(2*time.Minute))
	m.Handle("GET /ke-hoach/nhap/{id}", Manage, s.showDraft)
	m.Handle("POST /ke-hoach/nhap/{id}/chon", Manage, s.decide)
	m.Handle("POST /ke-hoach/nhap/{id}/da-ro", Manage, s.decideClear)
	m.Handle("POST /ke-hoach/nhap/{id}/viec", Manage, s.saveItem)
	m.Handle("POST /ke-hoach/nhap/{id}/tach", Manage, s.splitItem)
	m.Handle("POST /ke-hoach/nhap/{id}/ten", Manage, s.chooseUnits)
	m.Handle("POST /ke-hoach/nhap/{id}/mat", Manage, s.decideGone)
	m.Handle("POST /ke-hoach/nhap/{id}/thong-tin", Manage, s.saveHead)
	m.Handle("POST /ke-hoach/nhap/{id}/ban-moi", Manage, s.becomeVersion)
	m.Handle("POST /ke-hoach/nhap/{id}/bo", Manage, s.dropDraft)
	m.Handle("POST /ke-hoach/nhap/{id}/lay-lai", Manage, s.takeBackDraft)
	m.Handle("POST /ke-hoach/nhap/{id}/xac-nhan", Manage, s.confirmDraft, web.Timeout(2*time.Minute))
}

// maxUpload leaves room around the largest file that is kept.
const maxUpload = 52 << 20

package plan

import (
	"time"

	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

// Register adds the pages of plans.
func (s *Service) Register(m *web.Mux) {
	style.Register(m)

	m.Handle("GET /ke-hoach", View, s.listPlans)
	m.Handle("GET /ke-hoach/{id}", View, s.showTasks)
	m.Handle("GET /ke-hoach/don-vi/{id}", View, s.showUnits)
	m.Handle("GET /ke-hoach/lich/{id}", View, s.showDates)
	m.Handle("GET /ke-hoach/van-ban/{id}", View, s.showPaper)
	m.Handle("GET /ke-hoach/xuat/{id}", View, s.export)
	m.Handle("GET /ke-hoach/sua/{id}", Manage, s.editForm)
	m.Handle("POST /ke-hoach/sua/{id}", Manage, s.savePlan)
	m.Handle("POST /ke-hoach/tre-han/{id}", Manage, s.saveLateness)
	m.Handle("GET /ke-hoach/them/{id}", Manage, s.taskForm)
	m.Handle("POST /ke-hoach/them/{id}", Manage, s.addTask)
	m.Handle("GET /ke-hoach/ket-thuc/{id}", Manage, s.closeForm)
	m.Handle("POST /ke-hoach/ket-thuc/{id}", Manage, s.closePlan)

	m.Handle("GET /ke-hoach/nam-sau/{id}", Manage, s.nextYearForm)
	m.Handle("POST /ke-hoach/nam-sau/{id}", Manage, s.nextYear)

	m.Handle("GET /ke-hoach/bao-cao/{id}", View, s.showReports)
	m.Handle("POST /ke-hoach/bao-cao/{id}", Write, s.makeReport, web.Timeout(2*time.Minute))
	m.Handle("GET /ke-hoach/ban-bao-cao/{id}", View, s.showReport)
	m.Handle("POST /ke-hoach/ban-bao-cao/{id}", Write, s.saveReport)
	m.Handle("GET /ke-hoach/so-lieu/{id}", View, s.showFigure)

	m.Handle("GET /nhiem-vu", View, s.allTasks)
	m.Handle("GET /nhiem-vu/xuat", View, s.export)
	m.Handle("POST /nhiem-vu/nhac", work.Coordinate, s.remind)

	s.registerExchange(m)
	m.Handle("GET /ke-hoach/nhap", Manage, s.importForm)
	m.Handle("POST /ke-hoach/nhap", Manage, s.importFile, web.MaxBody(maxUpload), web.Timeout(2*time.Minute))
	m.Handle("GET /ke-hoach/nhap/{id}", Manage, s.showDraft)
	m.Handle("GET /ke-hoach/ban-thao/{id}", Manage, s.draftFile)
	m.Handle("GET /ke-hoach/trang-quet/{id}", Manage, s.showScanPage, web.Timeout(2*time.Minute))
	m.Handle("GET /ke-hoach/ban-quet/{id}", Manage, s.showScanFile)
	m.Handle("POST /ke-hoach/nhap/{id}/go", Manage, s.typeTasks)
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

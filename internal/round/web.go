package round

import (
	"time"

	"github.com/nhipcau/nhipcau/internal/web"
)

// Register adds the pages of rounds.
func (s *Service) Register(m *web.Mux) {
	style.Register(m)

	m.Handle("GET /dot-bao-cao", View, s.showRounds)
	m.Handle("GET /dot-bao-cao/moi", Manage, s.showPresets)
	m.Handle("POST /dot-bao-cao/moi", Manage, s.beginRound)
	m.Handle("GET /dot-bao-cao/sua/{round}", Manage, s.editRound)
	m.Handle("POST /dot-bao-cao/sua/{round}", Manage, s.saveRound)
	m.Handle("POST /dot-bao-cao/thoi-lap/{round}", Manage, s.stopRepeating)
	m.Handle("POST /dot-bao-cao/bo/{round}", Manage, s.dropRound)
	m.Handle("POST /dot-bao-cao/chot/{round}", Manage, s.closeRound)
	m.Handle("POST /dot-bao-cao/them/{round}", Manage, s.addUnits)
	m.Handle("POST /dot-bao-cao/van-ban/{round}", Manage, s.makeReport)

	m.Handle("GET /dot-bao-cao/{round}", View, s.showBoard)
	m.Handle("GET /dot-bao-cao/so-lieu/{round}", View, s.showSheet)
	m.Handle("GET /dot-bao-cao/noi-dung/{round}", View, s.showWords)

	m.Handle("GET /dot-bao-cao/don-vi/{unit}", View, s.showDesk)
	m.Handle("GET /dot-bao-cao/{round}/{unit}", View, s.showUnit)
	m.Handle("POST /dot-bao-cao/{round}/{unit}", web.SignedIn, s.giveAnswer, web.MaxBody(maxUpload), web.Timeout(2*time.Minute))
	m.Handle("POST /dot-bao-cao/{round}/{unit}/khong-phat-sinh", web.SignedIn, s.giveNothing)
	m.Handle("POST /dot-bao-cao/{round}/{unit}/xac-nhan", web.SignedIn, s.confirmAnswer)
	m.Handle("POST /dot-bao-cao/{round}/{unit}/tong-hop", web.SignedIn, s.confirmBelow)
	m.Handle("POST /dot-bao-cao/{round}/{unit}/mien", Manage, s.excuseUnit)

	s.registerLinks(m)
	s.registerOffline(m)
}

// maxUpload leaves room around the largest file that is kept.
const maxUpload = 52 << 20

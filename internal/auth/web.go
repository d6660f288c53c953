package auth

import (
	"net/http"
	"net/url"
	"time"

	"github.com/nhipcau/nhipcau/internal/web"
)

const (
	signInPath  = "/dang-nhap"
	factorPath  = "/dang-nhap/ma-xac-thuc"
	changePath  = "/dang-nhap/doi-mat-khau"
	enrolPath   = "/dang-nhap/bat-ma-xac-thuc"
	keyPath     = "/dang-nhap/khoa-truy-cap"
	ssoPath     = "/dang-nhap/chung"
	ssoBackPath = "/dang-nhap/chung/ve"
	ssoLinkPath = "/dang-nhap/chung/noi"
	unlockPath  = "/mo-khoa"
	turnPath    = "/doi-nguoi"
	keysPath    = "/tai-khoan/khoa-truy-cap"
	machinePath = "/tai-khoan/may-dung-chung"
	policyPath  = "/quan-tri/cach-dang-nhap"
	minePath    = "/tai-khoan"
	adminPath   = "/quan-tri/tai-khoan"
	importPath  = "/quan-tri/nhap-tai-khoan"
	returnField = "ve"
)

// AccountURL and SignOutURL are for the menu of the desk.
const (
	AccountURL = minePath
	SignOutURL = "/dang-xuat"
)

// Nav are this package's entries of the menu.
var Nav = []web.NavItem{
	{Group: "Hệ thống", Title: "Tài khoản", Rank: 4, Href: adminPath, Icon: "lock", Right: ManageAccounts},
	{Group: "Hệ thống", Title: "Cách đăng nhập", Rank: 5, Href: policyPath, Icon: "sliders", Right: SetPolicy},
	{Title: "Đổi người dùng máy", Href: turnPath, Icon: "user", Right: OnSharedMachine, Rank: 90},
}

// Register adds the routes. The doors of a sign-in are open to anyone; each handler looks for its own step.
func (s *Service) Register(m *web.Mux) {
	m.Handle("GET /thiet-lap", web.Anyone, s.showSetup)
	m.Handle("POST /thiet-lap", web.Anyone, s.doSetup, web.KeepNothing)

	m.Handle("GET /dang-nhap", web.Anyone, s.showSignIn)
	m.Handle("POST /dang-nhap", web.Anyone, s.doSignIn, web.KeepNothing)
	m.Handle("GET /dang-nhap/ma-xac-thuc", web.Anyone, s.showFactor)
	m.Handle("POST /dang-nhap/ma-xac-thuc", web.Anyone, s.doFactor, web.KeepNothing)
	m.Handle("GET /dang-nhap/doi-mat-khau", web.Anyone, s.showFirstPassword)
	m.Handle("POST /dang-nhap/doi-mat-khau", web.Anyone, s.doFirstPassword, web.KeepNothing)
	m.Handle("GET /dang-nhap/bat-ma-xac-thuc", web.Anyone, s.showEnrolAtDoor)
	m.Handle("POST /dang-nhap/bat-ma-xac-thuc", web.Anyone, s.doEnrolAtDoor, web.KeepNothing)
	m.Handle("POST /dang-xuat", web.Anyone, s.doSignOut)
	m.Handle("POST /dang-nhap/khoa-truy-cap/hoi", web.Anyone, s.doAskKey, web.KeepNothing)
	m.Handle("POST /dang-nhap/khoa-truy-cap", web.Anyone, s.doKey, web.KeepNothing)
	m.Handle("POST /dang-nhap/ma-xac-thuc/khoa-truy-cap/hoi", web.Anyone, s.doAskKeyFactor, web.KeepNothing)
	m.Handle("POST /dang-nhap/ma-xac-thuc/khoa-truy-cap", web.Anyone, s.doKeyFactor, web.KeepNothing)
	m.Handle("GET /dang-nhap/chung", web.Anyone, s.doDepart)
	m.Handle("GET /dang-nhap/chung/ve", web.Anyone, s.doArrive)
	m.Handle("POST /dang-nhap/chung/noi", web.Anyone, s.doLinkByCode, web.KeepNothing)
	m.Handle("GET /mo-khoa", web.Anyone, s.showUnlock)
	m.Handle("POST /mo-khoa", web.Anyone, s.doUnlock, web.KeepNothing)
	m.Handle("GET /doi-nguoi", web.SignedIn, s.showTurn)

	m.Handle("GET /tai-khoan", web.SignedIn, s.showMine)
	m.Handle("POST /tai-khoan", web.SignedIn, s.doMine)
	m.Handle("GET /tai-khoan/mat-khau", web.SignedIn, s.showPassword)
	m.Handle("POST /tai-khoan/mat-khau", web.SignedIn, s.doPassword, web.KeepNothing)
	m.Handle("GET /tai-khoan/ma-xac-thuc", web.SignedIn, s.showMyFactor)
	m.Handle("POST /tai-khoan/ma-xac-thuc", web.SignedIn, s.doEnrol, web.KeepNothing)
	m.Handle("POST /tai-khoan/ma-xac-thuc/ma-du-phong", web.SignedIn, s.doRenewRecovery, web.KeepNothing)
	m.Handle("POST /tai-khoan/ma-xac-thuc/tat", web.SignedIn, s.doLeaveFactor, web.KeepNothing)
	m.Handle("GET /tai-khoan/thiet-bi", web.SignedIn, s.showDevices)
	m.Handle("POST /tai-khoan/thiet-bi", web.SignedIn, s.doEndOthers)
	m.Handle("POST /tai-khoan/thiet-bi/{id}", web.SignedIn, s.doEndSession)
	m.Handle("POST /tai-khoan/thiet-bi/nho/{id}", web.SignedIn, s.doForgetDevice)
	m.Handle("GET /tai-khoan/khoa-truy-cap", web.SignedIn, s.showKeys)
	m.Handle("POST /tai-khoan/khoa-truy-cap/hoi", web.SignedIn, s.doAskNewKey, web.KeepNothing)
	m.Handle("POST /tai-khoan/khoa-truy-cap", web.SignedIn, s.doAddKey, web.KeepNothing)
	m.Handle("POST /tai-khoan/khoa-truy-cap/{id}", web.SignedIn, s.doRenameKey)
	m.Handle("POST /tai-khoan/khoa-truy-cap/{id}/bo", web.SignedIn, s.doDropKey, web.KeepNothing)
	m.Handle("GET /tai-khoan/may-dung-chung", web.SignedIn, s.showMachine)
	m.Handle("POST /tai-khoan/may-dung-chung", web.SignedIn, s.doShare)
	m.Handle("POST /tai-khoan/may-dung-chung/thoi", web.SignedIn, s.doUnshare, web.AskFirst)
	m.Handle("POST /tai-khoan/may-dung-chung/pin", web.SignedIn, s.doPIN, web.KeepNothing)
	m.Handle("POST /tai-khoan/may-dung-chung/bo-ten", web.SignedIn, s.doLeaveList)

	m.Handle("GET /quan-tri/cach-dang-nhap", SetPolicy, s.showPolicy)
	m.Handle("POST /quan-tri/cach-dang-nhap", SetPolicy, s.doPolicy, web.AskFirst)

	m.Handle("GET /quan-tri/tai-khoan", ManageAccounts, s.showAccounts)
	m.Handle("GET /quan-tri/tai-khoan/moi", ManageAccounts, s.showNew)
	m.Handle("POST /quan-tri/tai-khoan/moi", ManageAccounts, s.doNew)
	m.Handle("GET /quan-tri/tai-khoan/{id}", ManageAccounts, s.showAccount)
	m.Handle("POST /quan-tri/tai-khoan/{id}/vai-tro", ManageAccounts, s.doGrant, web.AskFirst)
	m.Handle("POST /quan-tri/tai-khoan/{id}/bo-vai-tro", ManageAccounts, s.doUngrant, web.AskFirst)
	m.Handle("POST /quan-tri/tai-khoan/{id}/ten", ManageAccounts, s.doRename)
	m.Handle("POST /quan-tri/tai-khoan/{id}/mat-khau", ManageAccounts, s.doReset, web.KeepNothing)
	m.Handle("POST /quan-tri/tai-khoan/{id}/ma-xac-thuc", ManageAccounts, s.doResetFactor, web.KeepNothing)
	m.Handle("POST /quan-tri/tai-khoan/{id}/ngung", ManageAccounts, s.doStop, web.AskFirst)
	m.Handle("POST /quan-tri/tai-khoan/{id}/mo-lai", ManageAccounts, s.doResume)
	m.Handle("POST /quan-tri/tai-khoan/{id}/noi", ManageAccounts, s.doLinkSubject, web.AskFirst)
	m.Handle("POST /quan-tri/tai-khoan/{id}/ma-noi", ManageAccounts, s.doLinkCode, web.KeepNothing)
	m.Handle("POST /quan-tri/tai-khoan/{id}/bo-noi", ManageAccounts, s.doUnlink, web.AskFirst)

	m.Handle("GET /quan-tri/tai-khoan/xuat", ManageAccounts, s.export)
	m.Handle("GET /quan-tri/nhap-tai-khoan", ManageAccounts, s.showImport)
	m.Handle("POST /quan-tri/nhap-tai-khoan", ManageAccounts, s.doUpload, web.MaxBody(maxSheetBytes+64<<10), web.Timeout(2*time.Minute))
	m.Handle("GET /quan-tri/nhap-tai-khoan/{id}", ManageAccounts, s.showPlan)
	m.Handle("POST /quan-tri/nhap-tai-khoan/{id}", ManageAccounts, s.doApply, web.Timeout(2*time.Minute), web.AskFirst)
	m.Handle("POST /quan-tri/nhap-tai-khoan/{id}/phieu", ManageAccounts, s.doPrintSlips, web.Timeout(2*time.Minute), web.KeepNothing)
	m.Handle("POST /quan-tri/nhap-tai-khoan/{id}/cap-lai", ManageAccounts, s.doReissue, web.Timeout(2*time.Minute), web.KeepNothing)
}

// stepURL is the page of a door, or to itself when all are open.
func stepURL(next step, to string) string {
	switch next {
	case askUnlock:
		return withReturn(unlockPath, to)
	case askFactor:
		return withReturn(factorPath, to)
	case askChange:
		return withReturn(changePath, to)
	case askEnrol:
		return withReturn(enrolPath, to)
	}
	return web.LocalPath(to)
}

func withReturn(path, to string) string {
	to = web.LocalPath(to)
	if to == "/" {
		return path
	}
	return path + "?" + url.Values{returnField: {to}}.Encode()
}

// returnOf is the address to go to after the last door, carried in the address of each.
func returnOf(r *http.Request) string { return web.LocalPath(r.URL.Query().Get(returnField)) }

// keepChoices puts the person's own choices into the cookies that web reads.
func keepChoices(w http.ResponseWriter, r *http.Request, a Account) {
	keys := "on"
	if a.KeysOff {
		keys = "off"
	}
	for name, value := range map[string]string{"lang": a.Language, "theme": a.Theme, "keys": keys} {
		if value == "" {
			continue
		}
		http.SetCookie(w, &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: 365 * 24 * 3600, HttpOnly: true,
			Secure: web.HTTPS(r.Context()), SameSite: http.SameSiteLaxMode})
	}
}

package board

import (
	"context"
	"embed"
	"log/slog"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/alert"
	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

//go:embed migrations
var migrations embed.FS

//go:embed locales
var texts embed.FS

// Module is the schema of the board. It comes after that of listening.
var Module = db.Module{Name: "listen-board", Files: migrations}

// Alerts tells which alerts there were. It is implemented by package alert.
type Alerts interface {
	Raised(ctx context.Context, tx *db.Tx, from, to time.Time) ([]alert.Alert, error)
	OpenGaps(ctx context.Context, tx *db.Tx) ([]alert.OpenGap, error)
}

// Grassroots tells what communes handed in about the days from first to last, unit by unit. It is implemented by
// the reporting rounds.
type Grassroots interface {
	HeardFrom(ctx context.Context, tx *db.Tx, first, last law.Date) ([]Commune, error)
}

// Options are what a [Service] stands on.
type Options struct {
	DB         *db.DB
	Org        *org.Service
	Files      *files.Store
	Listen     *listen.Service
	Alerts     Alerts     // nil: none are raised
	Grassroots Grassroots // nil: no rounds
	Client     listen.Getter
	Now        func() time.Time
	Log        *slog.Logger // nil: silence

	// Printed finds a number of a digest that the reader may see, by the digest's key and that of the number; nil: there
	// are no digests.
	Printed func(ctx context.Context, tx *db.Tx, digest int64, figure string) (Printed, bool, error)

	// Inside are the inner addresses that may be fetched, Proxy the one through which everything goes: the
	// settings of the administrator, shown.
	Inside []string
	Proxy  string
}

// Service shows listening.
type Service struct {
	Options
	numbers *numbers
	judge   judge
}

// New returns the service.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Files != nil {
		o.Files.Watch(CuttingOf, func(_ context.Context, _ *db.Tx, by auth.Officer, _ int64) (bool, error) { return by.May(View), nil })
	}
	return &Service{Options: o, numbers: newNumbers()}
}

// What people may do with listening.
const (
	View    web.Right = "listen.view"
	Enter   web.Right = "listen.enter"   // note by hand, judge tone, merge and split stories
	Arrange web.Right = "listen.arrange" // sources and topics
)

// Grants are the rights of this package and the roles that hold them.
var Grants = []web.Grant{
	{Right: View, Title: "Xem bảng lắng nghe, tìm tin", Roles: []web.Role{web.Administrator, web.Coordinator, web.Leader, web.Staff, web.Viewer}},
	{Right: Enter, Title: "Ghi nhận tin, đánh giá sắc thái, gộp và tách sự việc", Roles: []web.Role{web.Coordinator, web.Staff}},
	{Right: Arrange, Title: "Quản lý nguồn và chủ đề lắng nghe", Roles: []web.Role{web.Administrator, web.Coordinator}},
}

// Part is what this package brings to the house.
func (s *Service) Part() web.Part {
	return web.Part{
		Name: "listen-board", Schema: Module, Texts: texts, Grants: Grants, Routes: s.register,
		Nav: []web.NavItem{
			{Group: page.Group, Title: page.Home, Rank: 1, Href: page.URL, Icon: "listen", Right: View, Tab: true,
				Under: []string{SourcesURL, TopicsURL, StoriesURL, ItemsURL, SearchURL, EntryURL, GrassrootsURL, ToneURL, PlacesURL, TakeDownURL}},
		},
	}
}

// Where the pages are.
const (
	SourcesURL    = page.SourcesURL
	TopicsURL     = page.URL + "/chu-de"
	StoriesURL    = page.StoriesURL
	ItemsURL      = page.URL + "/tin"
	SearchURL     = page.SearchURL
	EntryURL      = page.URL + "/ghi-nhan"
	GrassrootsURL = page.GrassrootsURL
	ToneURL       = page.URL + "/sac-thai"
	PlacesURL     = page.URL + "/dia-ban"
	TakeDownURL   = page.URL + "/go-bai"
	PublicURL     = "/theo-doi-gi"
)

func (s *Service) register(m *web.Mux) {
	m.Handle("GET "+page.URL, View, s.showHome)
	m.Handle("GET "+page.URL+"/so-lieu.csv", View, s.downloadPlot)
	m.Handle("GET "+SourcesURL, View, s.showSources)
	m.Handle("GET "+SourcesURL+"/danh-sach.opml", View, s.downloadSources)
	m.Handle("POST "+SourcesURL+"/nhap", Arrange, s.importSources)
	m.Handle("GET "+SourcesURL+"/tim-dia-chi", Arrange, s.discover)
	m.Handle("GET "+SourcesURL+"/{id}", Arrange, s.showSource)
	m.Handle("POST "+SourcesURL+"/{id}", Arrange, s.saveSource)
	m.Handle("POST "+SourcesURL+"/{id}/quy-tac", Arrange, s.saveRules, web.KeepNothing, web.MaxBody(mostPasted+formBytes))
	m.Handle("POST "+SourcesURL+"/{id}/tam-dung", Arrange, s.pauseSource)
	m.Handle("GET "+TopicsURL, View, s.showTopics)
	m.Handle("GET "+TopicsURL+"/{id}", Arrange, s.showTopic)
	m.Handle("POST "+TopicsURL+"/{id}", Arrange, s.saveTopic)
	m.Handle("GET "+StoriesURL, View, s.showLikely)
	m.Handle("POST "+StoriesURL, Enter, s.answerLikely)
	m.Handle("GET "+StoriesURL+"/{id}", View, s.showStory)
	m.Handle("POST "+StoriesURL+"/{id}/gop", Enter, s.mergeStory)
	m.Handle("POST "+StoriesURL+"/{id}/tach", Enter, s.splitStory)
	m.Handle("GET "+ItemsURL+"/{id}", View, s.showItem)
	m.Handle("GET "+SearchURL, View, s.showSearch)
	m.Handle("GET "+SearchURL+"/tai-ve", View, s.downloadSearch)
	m.Handle("POST "+SearchURL+"/luu", View, s.saveSearch)
	m.Handle("POST "+SearchURL+"/bo/{id}", View, s.dropSearch)
	m.Handle("GET "+EntryURL, Enter, s.showEntry)
	m.Handle("POST "+EntryURL+"/xem-truoc", Enter, s.previewLink, web.KeepNothing)
	m.Handle("POST "+EntryURL+"/bao-chi", Enter, s.enterPress, web.KeepNothing, web.MaxBody(mostCutting+formBytes), web.Timeout(2*time.Minute))
	m.Handle("POST "+EntryURL+"/mang-xa-hoi", Enter, s.enterCount, web.KeepNothing)
	m.Handle("POST "+EntryURL+"/duong-day-nong", Enter, s.enterHotline, web.KeepNothing)
	m.Handle("POST "+EntryURL+"/tep", Enter, s.enterFile, web.KeepNothing, web.MaxBody(mostUpload+formBytes), web.Timeout(2*time.Minute))
	m.Handle("GET "+UploadsURL, Enter, s.showUploads)
	m.Handle("GET "+UploadsURL+"/{id}", Enter, s.showUpload)
	m.Handle("POST "+UploadsURL+"/{id}", Enter, s.takeUploadBack, web.AskFirst)
	m.Handle("GET "+WorksURL, Enter, s.showWorks)
	m.Handle("POST "+WorksURL, Enter, s.setWork)
	m.Handle("POST "+WorksURL+"/xep-lai", Arrange, s.orderReplay)
	m.Handle("GET "+GrassrootsURL, View, s.showGrassroots)
	m.Handle("GET "+PlacesURL, Arrange, s.showPlaces)
	m.Handle("POST "+PlacesURL, Arrange, s.savePlaces)
	m.Handle("GET "+ToneURL, Enter, s.showTone)
	m.Handle("GET "+AnsweredURL, View, s.showAnswered)
	m.Handle("POST "+ToneURL+"/{id}", Enter, s.answerTone)
	m.Handle("GET "+TakeDownURL, Arrange, s.showTakeDown)
	m.Handle("POST "+TakeDownURL, Arrange, s.takeDown)
	m.Handle("GET "+PublicURL, web.Anyone, s.showPublic)
}

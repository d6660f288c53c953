package listen

import (
	"context"
	"embed"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen/hub"
	"github.com/nhipcau/nhipcau/internal/listen/query"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
)

//go:embed migrations
var migrations embed.FS

//go:embed locales
var texts embed.FS

// Locales holds the English of what listening says, for the command line.
func Locales() fs.FS { return texts }

// Module is the schema of listening.
var Module = db.Module{Name: "listen", Files: migrations}

// Window is how long an item is compared with those that come after it.
const Window = 14 * 24 * time.Hour

// Options are what a [Service] stands on.
type Options struct {
	DB  *db.DB
	Now func() time.Time
	Log *slog.Logger // nil: silence

	// Org is the directory: its communes are the places under which social items are counted; nil: there are none.
	Org *org.Service

	// Tone says how a text stands towards a policy and how sure that is, 0 to 1; nil: everything is unclear.
	Tone func(title, text string) (tone string, sure float64)

	// Holders are the names of those who speak in office: queries for them may be asked of social items.
	Holders func(ctx context.Context) ([]string, error)

	// Letters is the folder that the administrator names, in which the folders of bulletins must be; empty: none is read.
	Letters string

	// Client fetches sources; nil: nothing is fetched.
	Client Getter

	// Hubs are asked to tell us of what is new (WebSub), by the address at which the world reaches this server,
	// https://nhipcau.anbinh.gov.vn; Key makes the secrets of deliveries. Without one of them nobody tells us.
	Hubs hub.Asker
	Site string
	Key  []byte

	// Random spreads fetches over time, 0 to 1; nil: as chance has it.
	Random func() float64

	// Changed hears after each batch which series changed. It runs after the transaction; nil: nobody.
	Changed func(ctx context.Context, c Changes)
}

// Service listens.
type Service struct {
	Options
	reader *reader
	name   string // of this process among others

	hubs     *hub.Book
	working  sync.Mutex     // held while this process works at length
	holding  holding        // what this process fetches
	fetchers chan struct{}  // holds as many as fetch at a time
	fetching sync.WaitGroup // those that the loop of a server began
	topics   atomic.Pointer[topicSet]
	titles   atomic.Pointer[titles]
	places   atomic.Pointer[placeSet]
}

// New returns the service.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Random == nil {
		o.Random = rand.Float64
	}
	o.Site = strings.TrimSuffix(o.Site, "/")
	s := &Service{Options: o, name: processName(), fetchers: make(chan struct{}, fetchesAtOnce)}
	s.reader = newReader(s)
	s.hubs = hub.New(hub.Options{DB: o.DB, Now: o.Now, Hubs: o.Hubs, Site: o.Site, Key: o.Key, Claim: s.takeHub, Take: s.delivered})
	s.topics.Store(&topicSet{all: query.NewPercolator(nil)})
	return s
}

// Part is what this package brings to the house.
func (s *Service) Part() web.Part {
	return web.Part{Name: "listen", Schema: Module, Texts: texts, Routes: s.registerMachines}
}

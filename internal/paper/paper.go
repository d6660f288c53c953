package paper

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

//go:embed migrations
var migrations embed.FS

//go:embed locales
var texts embed.FS

// Module is the schema of papers. It comes after files, search and org.
var Module = db.Module{Name: "paper", Files: migrations}

// Locales are the English sentences of this package.
func Locales() fs.FS { return texts }

// ID numbers a paper.
type ID int64

// State is the life of a paper.
type State string

// The states of a paper.
const (
	Drafted   State = "draft"     // dự thảo
	Submitted State = "submitted" // đã trình
	Issued    State = "issued"    // đã ban hành
	Withdrawn State = "withdrawn" // đã rút
)

// next lists every allowed step. A state that is not a key is final.
var next = map[State][]State{
	Drafted:   {Submitted, Withdrawn},
	Submitted: {Drafted, Issued, Withdrawn},
}

// CanBecome reports whether a paper may go from s to t.
func (s State) CanBecome(t State) bool { return slices.Contains(next[s], t) }

// About is what a paper was made for.
type About struct {
	Duty string // "plan"
	ID   int64  // of the duty's own thing
}

// New is a document that a duty hands over.
type New struct {
	Kind     Kind
	Title    string // for lists; empty: the subject
	Unit     org.UnitID
	About    About
	Key      string   // the same key about the same thing gives the same paper; empty: one paper for it
	AsOf     law.Date // day of its figures; zero: the day it is made
	Internal bool     // lưu hành nội bộ

	// Document is printed as it is; what stands around its body may be left empty and is then taken from what
	// the unit prints on papers of this kind. Number, Date, Form and Draft are ours. Its figures are frozen, so
	// each needs a Query that opens the rows behind it.
	Document official.Report
}

// Paper is a document with its life.
type Paper struct {
	ID        ID
	Kind      Kind
	State     State
	Title     string
	Unit      org.UnitID
	About     About
	AsOf      law.Date
	Frame     Frame
	Body      Body
	Figures   int    // how many frozen figures it has
	Round     int    // how often it was handed in
	Number    string // "45/BC-SVHTTDL", once issued
	IssuedOn  law.Date
	Signer    string
	File      int64 // the issued file; 0: none yet
	Matching  Matching
	Compared  []Difference
	Reason    string // why it came back or was withdrawn
	By        string
	EditedBy  string
	CreatedAt time.Time
	UpdatedAt time.Time
	Version   int64
}

// Frame is what stands around the body, which officers complete.
type Frame struct {
	Parent     string             `json:"parent,omitempty"`
	Name       string             `json:"name,omitempty"` // issuing body
	Symbol     string             `json:"symbol,omitempty"`
	Place      string             `json:"place,omitempty"`
	Subject    string             `json:"subject,omitempty"`
	Addressees []string           `json:"addressees,omitempty"`
	Recipients []string           `json:"recipients,omitempty"`
	Filing     string             `json:"filing,omitempty"`
	Signature  official.Signature `json:"signature"`
	Urgency    official.Urgency   `json:"urgency,omitempty"`
	Internal   bool               `json:"internal,omitempty"` // lưu hành nội bộ: never sent outside, the reader is told
}

// Body is what a duty composed.
type Body struct {
	Bases   []string
	Blocks  []official.Block
	Annexes []official.Annex
}

// Round is one time that a paper was handed in for signature.
type Round struct {
	Ordinal     int
	Frame       Frame
	Body        Body
	SubmittedAt time.Time
	SubmittedBy string
	EndedAt     *time.Time
	EndedBy     string
	Reason      string // why it came back; empty if it did not
}

// Owner is what a duty says of the things its papers are about.
type Owner struct {
	// Sees decides who sees the thing, and with it its issued papers.
	Sees files.Sight
	// Drafts lets whoever sees the thing see its drafts too, not only those who prepare or sign them.
	Drafts bool
	// Place names the thing and its page, for whoever sees it; nil: not shown.
	Place func(ctx context.Context, tx *db.Tx, by auth.Officer, id int64) (title, href string, err error)
	// Words is the page on which the content of a draft is changed; nil: it is not.
	Words func(id int64) string
	// Units are those whose people find the issued paper by searching; nil: the paper's own unit.
	Units func(ctx context.Context, tx *db.Tx, id int64) ([]org.UnitID, error)
	// Issued hears in the same transaction that a paper was issued; may be nil.
	Issued func(ctx context.Context, tx *db.Tx, by auth.Officer, p Paper) error
}

// Options are what a [Service] stands on.
type Options struct {
	DB    *db.DB
	Org   *org.Service
	Files *files.Store
	Now   func() time.Time
}

// Service keeps papers.
type Service struct {
	Options
	owners map[string]Owner
}

// NewService returns the service and tells files who sees issued papers.
func NewService(o Options) *Service {
	s := &Service{Options: o, owners: map[string]Owner{}}
	o.Files.Watch("paper", s.seesFile)
	return s
}

// Watch says who sees the things of a duty. Papers about the things of a duty that said nothing are seen
// only by those who prepare, sign or arrange papers of the unit.
func (s *Service) Watch(duty string, o Owner) { s.owners[duty] = o }

// Part is what this package brings to the house.
func (s *Service) Part() web.Part {
	return web.Part{
		Name: "paper", Schema: Module, Texts: texts, Grants: Grants, Routes: s.Register,
		Nav: []web.NavItem{{Title: "Văn bản trình ký", Rank: 4, Href: "/van-ban", Icon: "file", Right: View}},
	}
}

// Day is the day it is in Việt Nam.
func (s *Service) Day() law.Date { return law.DateOf(s.Now()) }

// Href is the address of a paper's page.
func (id ID) Href() string { return fmt.Sprintf("/van-ban/%d", id) }

// Document is the paper as it is printed in its present state.
func (p Paper) Document() official.Report {
	r := compose(p.Kind, p.Frame, p.Body)
	day := p.AsOf
	switch p.State {
	case Issued:
		r.Number, _, _ = strings.Cut(p.Number, "/")
		_, r.Symbol, _ = strings.Cut(p.Number, "/")
		r.Date = p.IssuedOn.String()
		r.Signature.Name = p.Signer
		return r
	case Drafted:
		r.Draft = "DỰ THẢO"
	}
	if !day.IsZero() {
		r.Date = day.String()[:7]
	}
	return r
}

func compose(k Kind, f Frame, b Body) official.Report {
	return official.Report{
		Parent: f.Parent, Body: f.Name, Symbol: f.Symbol, Place: f.Place, Form: k.Form(), Subject: f.Subject, Addressees: f.Addressees,
		Bases: b.Bases, Blocks: b.Blocks, Annexes: b.Annexes, Signature: f.Signature, Recipients: f.Recipients, Filing: f.Filing, Urgency: f.Urgency,
		Internal: f.Internal,
	}
}

// Frozen are the figures of the paper in the order in which they are printed.
func (p Paper) Frozen() []official.Figure { return compose(p.Kind, p.Frame, p.Body).Figures() }

func notFound() error { return fault.New(fault.NotFound, "Không tìm thấy văn bản này.") }

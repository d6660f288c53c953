package app

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/jobs"
	"github.com/nhipcau/nhipcau/internal/mail"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/search"
	"github.com/nhipcau/nhipcau/internal/web"
)

// house is the running product: every package made once, in the order of dependency.
type house struct {
	now   func() time.Time
	log   *slog.Logger
	db    *db.DB
	keys  *audit.Keys
	queue *jobs.Queue
	post  *mail.Post
	org   *org.Service
	auth  *auth.Service
	files *files.Store
	parts []web.Part
}

// blueprint is what a house is built from.
type blueprint struct {
	config.Data
	SMTP config.SMTP
	URL  string
	Now  func() time.Time // nil: the real clock
	Log  *slog.Logger     // nil: silence
}

// schema lists every package's share of the schema, in the order of dependency.
func schema() []db.Module {
	return []db.Module{
		jobs.Module, audit.Module, mail.Module, org.Module, auth.Module, files.Module, search.Module,
	}
}

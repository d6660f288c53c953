package auth

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/jobs"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
)

//go:embed migrations
var files embed.FS

//go:embed locales
var locales embed.FS

// Module is the schema of accounts and sessions. It comes after org.
var Module = db.Module{Name: "auth", Files: files}

// Locales are the English sentences of this package.
func Locales() fs.FS { return locales }

// OpenWork counts what a person has not finished. It is implemented elsewhere.
type OpenWork interface {
	// CountOpen is how many open things have the person as the one who does them.
	CountOpen(ctx context.Context, tx *db.Tx, person org.PersonID) (int, error)
}

// SheetReader turns the bytes of an XLSX or CSV file into rows of cells. Its errors are for people.
type SheetReader func(ctx context.Context, name string, data []byte) ([][]string, error)

// Options are what the service needs; the fields without a remark must be given.
type Options struct {
	DB     *db.DB
	Org    *org.Service
	Now    func() time.Time
	Rights map[web.Right][]Role // the roles that hold each right, of all packages
	Key    []byte               // 32 bytes kept outside the database, see [OpenKey]

	Log      *slog.Logger  // nil: slog.Default()
	Factor   []Role        // roles that must use a second factor until the province decides; nil: administrators; empty: nobody
	Idle     time.Duration // a session unused for so long ends; 0: 8 hours
	Life     time.Duration // a session ends after so long in any case; 0: 7 days
	OpenWork OpenWork      // nil: nothing is ever open
	Sheets   SheetReader   // nil: import is refused with a sentence
	Queue    *jobs.Queue   // works imports; nil: import is refused with a sentence
	Site     string        // public address, "https://nhipcau.anbinh.gov.vn"; empty: as the browser says
	SSO      SSO           // single sign-on; without an issuer there is none
	HandOver string        // where open work is handed over; empty: said without an address
}

// Service keeps accounts and sessions and guards the desk. Make it with [New].
type Service struct {
	Options
	seal   cipher.AEAD
	dummy  string        // hash compared with when a login is unknown, so that both take as long
	hashes chan struct{} // as many password hashes at once as there are cores
	sso    *provider     // nil: none

	mu   sync.Mutex
	seen map[int64]time.Time // sessions used since the last Flush
}

// New checks o and returns the service.
func New(o Options) (*Service, error) {
	if len(o.Key) != keySize {
		return nil, fmt.Errorf("auth: the key has %d bytes, not %d", len(o.Key), keySize)
	}
	block, err := aes.NewCipher(derive(o.Key, "seal"))
	if err != nil {
		return nil, fmt.Errorf("auth: %w", err)
	}
	seal, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("auth: %w", err)
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Factor == nil {
		o.Factor = []Role{Administrator}
	}
	if o.Idle == 0 {
		o.Idle = 8 * time.Hour
	}
	if o.Life == 0 {
		o.Life = 7 * 24 * time.Hour
	}
	sso, err := newProvider(o.SSO, o.Now)
	if err != nil {
		return nil, err
	}
	s := &Service{Options: o, sso: sso, seal: seal, hashes: make(chan struct{}, runtime.NumCPU()), seen: map[int64]time.Time{}}
	s.dummy = hashPassword(oneTimePassword(), usualCost)
	return s, nil
}

const keySize = 32

// OpenKey reads auth.key in dir, or makes dir and a new key. Backups take the folder along; several
// processes on one PostgreSQL share its content. Without the key nobody's second factor can be checked.
func OpenKey(dir string) ([]byte, error) {
	file := filepath.Join(dir, "auth.key")
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return newKey(dir, file)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the key of accounts: %w", err)
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) != keySize {
		return nil, fmt.Errorf("the key of accounts in %s is damaged; restore the folder from a backup", file)
	}
	return key, nil
}

func newKey(dir, file string) ([]byte, error) {
	err := os.MkdirAll(dir, 0o700)
	if err != nil {
		return nil, fmt.Errorf("making the folder of keys: %w", err)
	}
	key := make([]byte, keySize)
	_, _ = rand.Read(key) // never fails
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) { // another process was first
		return OpenKey(dir)
	}
	if err != nil {
		return nil, fmt.Errorf("keeping the key of accounts: %w", err)
	}
	_, err = f.WriteString(hex.EncodeToString(key))
	return key, errors.Join(err, f.Close())
}

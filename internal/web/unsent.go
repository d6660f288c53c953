package web

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/jobs"
)

//go:embed migrations
var migrations embed.FS

// Module is the schema of what could not be taken.
var Module = db.Module{Name: "web", Files: migrations}

// Bounds of what is kept for people who could not send it.
const (
	unsentLife     = 72 * time.Hour
	unsentSize     = 1 << 20 // bytes of one parcel
	unsentEach     = 20      // parcels of one person
	unsentUnknown  = 100     // parcels of which nobody knows whose they are
	unsentInNote   = 3
	unsentPath     = "/gui-lai/"
	unsentField    = "gui-lai"       // of a form that was sent from a parcel: its id
	unsentShutdown = 5 * time.Second // to store what came over a line that broke
)

// Unsent keeps the words of a form that could not be taken, because the session was over or the line broke half
// way, until the person who wrote them sends or drops them, at most three days. They lie in the database, sealed
// under a key outside it and tied to the person; files are never kept.
type Unsent struct {
	d    *db.DB
	seal cipher.AEAD
	now  func() time.Time
}

// NewUnsent seals under a key made from key, the same in every process on one database.
func NewUnsent(d *db.DB, key []byte, now func() time.Time) (*Unsent, error) {
	sum := sha256.Sum256(append([]byte("unsent"), key...))
	block, err := aes.NewCipher(sum[:])
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	seal, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	return &Unsent{d: d, seal: seal, now: now}, nil
}

// SweepUnsentArgs are the arguments of the hourly job that removes parcels whose time is over.
type SweepUnsentArgs struct{}

func (SweepUnsentArgs) Kind() string { return "web.unsent" }

// Part brings the schema and the hourly sweep.
func (u *Unsent) Part() Part {
	return Part{Name: "web", Schema: Module, Jobs: func(q *jobs.Queue) {
		jobs.Handle(q, u.Sweep)
		q.Every(time.Hour, func() jobs.Args { return SweepUnsentArgs{} })
	}}
}

// Sweep removes parcels whose time is over.
func (u *Unsent) Sweep(ctx context.Context, _ SweepUnsentArgs) error {
	err := u.d.Write(ctx, func(tx *db.Tx) error { return dropOldUnsent(ctx, tx, u.now().Add(-unsentLife)) })
	if err != nil {
		return fmt.Errorf("sweeping what was not sent: %w", err)
	}
	return nil
}

// parcel is a form that could not be taken, as it waits.
type parcel struct {
	ID     string    `json:"-"`
	Person int64     `json:"-"` // who wrote it; 0: nobody knows
	At     time.Time `json:"-"`
	Tried  bool      `json:"-"` // it was sent once by itself; whether it arrived is not certain

	Path   string     `json:"path"`
	Values url.Values `json:"values"`
	Files  []string   `json:"files,omitempty"`  // fields that carried files, which are not kept
	Broken bool       `json:"broken,omitempty"` // the line broke half way
	Early  bool       `json:"early,omitempty"`  // the words went ahead of the files
}

func (l parcel) size() (n int) {
	for name, list := range l.Values {
		for _, v := range list {
			n += len(name) + len(v)
		}
	}
	return n
}

// keep stores l and returns its id; empty when it is empty or beyond a bound.
func (u *Unsent) keep(ctx context.Context, l parcel) (string, error) {
	if n := l.size(); n == 0 || n > unsentSize {
		return "", nil
	}
	id := rand.Text()
	sealed, err := u.close(id, l)
	if err != nil {
		return "", err
	}
	err = u.d.Write(ctx, func(tx *db.Tx) error {
		if l.Person == 0 {
			n, err := countUnsentOf(ctx, tx, 0)
			if err != nil || n >= unsentUnknown {
				id = ""
				return err
			}
		}
		err := insertUnsent(ctx, tx, unsentRow{id: id, person: l.Person, at: u.now(), sealed: sealed})
		if err != nil || l.Person == 0 {
			return err
		}
		return dropUnsentBeyond(ctx, tx, l.Person, unsentEach)
	})
	if err != nil {
		return "", fmt.Errorf("keeping what was not sent: %w", err)
	}
	return id, nil
}

func (u *Unsent) close(id string, l parcel) ([]byte, error) {
	text, err := json.Marshal(l)
	if err != nil {
		return nil, fmt.Errorf("keeping what was not sent: %w", err)
	}
	nonce := make([]byte, u.seal.NonceSize())
	rand.Read(nonce)
	return u.seal.Seal(nonce, nonce, text, place(id, l.Person)), nil
}

func place(id string, person int64) []byte { return []byte(id + " " + strconv.FormatInt(person, 10)) }

var errNoParcel = fault.New(fault.NotFound, "Nội dung này đã được gửi, đã bỏ hoặc đã quá ba ngày nên không còn ở đây.")

// open finds a parcel. That of somebody else comes without its content.
func (u *Unsent) open(ctx context.Context, id string, person int64) (l parcel, err error) {
	var row unsentRow
	err = u.d.Read(ctx, func(tx *db.Tx) error {
		row, err = unsentByID(ctx, tx, id)
		return err
	})
	if errors.Is(err, db.ErrNoRows) || err == nil && u.now().Sub(row.at) > unsentLife {
		return l, errNoParcel
	}
	if err != nil {
		return l, fmt.Errorf("finding what was not sent: %w", err)
	}
	l = parcel{ID: id, Person: row.person, At: row.at, Tried: row.tried}
	if row.person != 0 && row.person != person {
		return l, nil
	}
	n := u.seal.NonceSize()
	text, err := u.seal.Open(nil, row.sealed[:n], row.sealed[n:], place(id, row.person))
	if err != nil {
		return l, fmt.Errorf("opening what was not sent: %w", err)
	}
	return l, json.Unmarshal(text, &l)
}

// waiting are the newest parcels of a person, without their content.
func (u *Unsent) waiting(ctx context.Context, person int64) (all []unsentRow, err error) {
	err = u.d.Read(ctx, func(tx *db.Tx) error {
		all, err = unsentOf(ctx, tx, person, u.now().Add(-unsentLife), unsentInNote)
		return err
	})
	return all, err
}

// take marks a parcel as tried; false when it has been tried before, by another tab or another process.
func (u *Unsent) take(ctx context.Context, id string) (first bool, err error) {
	err = u.d.Write(ctx, func(tx *db.Tx) error {
		first, err = markTried(ctx, tx, id)
		return err
	})
	return first, err
}

func (u *Unsent) drop(ctx context.Context, id string) error {
	return u.d.Write(ctx, func(tx *db.Tx) error { return dropUnsent(ctx, tx, id) })
}

// keepUnsent keeps the words of a post that a session which is over, or a broken line, did not let through. It
// returns the address under which they wait; empty when nothing was kept.
func (s *server) keepUnsent(r *http.Request) string {
	st := stateOf(r.Context())
	if s.Unsent == nil || r.Method != http.MethodPost || st.route == nil || st.route.Secret {
		return ""
	}
	_, err := ReadForm(r)
	if kind := fault.KindOf(err); kind == fault.Unavailable || kind == fault.TooLarge {
		return ""
	}
	return st.keepParcel(r, err != nil)
}

// keepParcel stores what has been read of r so far.
func (st *state) keepParcel(r *http.Request, broken bool) string {
	if st.unsent == nil || st.route == nil || st.route.Secret || r.Method != http.MethodPost {
		return ""
	}
	person := int64(0)
	if who := Who(r.Context()); who != nil {
		person = who.ID()
	} else if known, ok := st.guard.(Rememberer); ok {
		person = known.Formerly(r.Context())
	}
	// The sender may have hung up, which ends the context of the request.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), unsentShutdown)
	defer cancel()
	id, err := st.unsent.keep(ctx, parcel{Person: person, Path: r.URL.RequestURI(), Values: r.PostForm, Files: fileFields(r), Broken: broken})
	if err != nil {
		st.log.ErrorContext(ctx, "unsent form not kept", "id", st.id, "error", err)
	}
	if id == "" {
		return ""
	}
	return unsentPath + id
}

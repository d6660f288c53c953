package files

import (
	"embed"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/jobs"
	"github.com/nhipcau/nhipcau/internal/web"
)

//go:embed locales
var locales embed.FS

// Part is the descriptor of attachments.
func (s *Store) Part() web.Part {
	return web.Part{Name: "files", Schema: Module, Texts: locales, Routes: s.Register, Jobs: func(q *jobs.Queue) {
		jobs.Handle(q, s.Collect)
		q.Every(24*time.Hour, func() jobs.Args { return CollectArgs{} })
		jobs.Handle(q, s.Sweep)
		q.Every(time.Hour, func() jobs.Args { return SweepArgs{} })
	}}
}

// Register adds the one address under which files are fetched, which asks for the sight of what they hang on,
// and the one to which they travel on their own.
func (s *Store) Register(m *web.Mux) {
	m.Handle("GET /tep/{id}", web.SignedIn, s.download)
	m.Handle("GET "+web.SendPath+"{piece}", web.SignedIn, s.arrived)
	m.Handle("POST "+web.SendPath+"{piece}", web.SignedIn, s.receive, web.MaxBody(maxPiece), web.Timeout(5*time.Minute), web.KeepNothing)
}

func (s *Store) download(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	var f File
	err = s.d.Read(r.Context(), func(tx *db.Tx) error {
		f, err = s.Find(r.Context(), tx, auth.Of(r.Context()), id)
		return err
	})
	if err != nil {
		return err
	}
	content, err := s.OpenContent(f.Hash)
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }() // nothing was written
	return web.Download(w, r, f.Name, f.Type, f.At, content)
}

const maxPiece = 4 << 20

// pieceAnswer tells the script how far a file has come. Token or Problem end the journey.
type pieceAnswer struct {
	At      int64  `json:"at"`
	Token   string `json:"token,omitempty"`
	Name    string `json:"name,omitempty"`
	Size    string `json:"size,omitempty"`
	Problem string `json:"problem,omitempty"`
}

var pieceID = regexp.MustCompile(`^[a-z0-9-]{8,80}$`)

func (s *Store) arrived(w http.ResponseWriter, r *http.Request) error {
	return web.JSON(w, r, http.StatusOK, pieceAnswer{At: s.Arrived(account(r.Context()), r.PathValue("piece"))})
}

// receive takes one piece of a file: the bytes are the body, everything else stands in the address.
func (s *Store) receive(w http.ResponseWriter, r *http.Request) error {
	p, err := pieceOf(r)
	if err != nil {
		return err
	}
	st, done, err := s.Take(p)
	switch {
	case errors.Is(err, ErrElsewhere):
		return web.JSON(w, r, http.StatusConflict, pieceAnswer{At: s.Arrived(p.By, p.ID)})
	case refusal(err):
		s.forget(p.By, p.ID)
		return web.JSON(w, r, http.StatusUnprocessableEntity, pieceAnswer{Problem: web.Message(r.Context(), err)})
	case err != nil:
		return err
	case done:
		return web.JSON(w, r, http.StatusOK, pieceAnswer{At: p.Size, Token: s.seal(p.By, st), Name: st.Name, Size: web.Size(r.Context(), st.Size)})
	}
	return web.JSON(w, r, http.StatusOK, pieceAnswer{At: p.From + int64(len(p.Data))})
}

func pieceOf(r *http.Request) (Piece, error) {
	q := r.URL.Query()
	p := Piece{By: account(r.Context()), ID: r.PathValue("piece"), Name: CleanName(q.Get("ten"))}
	var bad [4]error
	var sum, whole uint64
	p.From, bad[0] = strconv.ParseInt(q.Get("tu"), 10, 64)
	p.Size, bad[1] = strconv.ParseInt(q.Get("dai"), 10, 64)
	sum, bad[2] = strconv.ParseUint(q.Get("tong"), 16, 32)
	whole, bad[3] = strconv.ParseUint(q.Get("tat-ca"), 16, 32)
	p.Sum, p.Whole = uint32(sum), uint32(whole)
	if errors.Join(bad[:]...) != nil || p.From < 0 || !pieceID.MatchString(p.ID) {
		return p, fault.New(fault.Invalid, "Nội dung gửi lên bị đứt giữa chừng hoặc sai dạng. Hãy quay lại và gửi lần nữa.")
	}
	var err error
	p.Data, err = io.ReadAll(r.Body)
	if err != nil {
		return p, fault.Wrap(fault.Invalid, err, "Nội dung gửi lên bị đứt giữa chừng hoặc sai dạng. Hãy quay lại và gửi lần nữa.")
	}
	return p, nil
}

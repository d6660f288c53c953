package files

import (
	"net/http"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/web"
)

// Register adds the one address under which files are fetched; it asks for the sight of what they hang on.
func (s *Store) Register(m *web.Mux) {
	m.Handle("GET /tep/{id}", web.SignedIn, s.download)
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

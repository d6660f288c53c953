package web

import (
	"net/http"
	"strconv"
)

// ownRoutes are the addresses that belong to the frame of every page.
func (s *server) ownRoutes() {
	s.mux.Handle("POST /tuy-chon", Anyone, setOptions)
	s.mux.Handle("GET /phim-tat", Anyone, showKeys)
	if s.Unsent != nil {
		s.unsentRoutes()
	}
}

// setOptions keeps theme, language and keyboard choices in cookies and returns to the page.
func setOptions(w http.ResponseWriter, r *http.Request) error {
	form, err := ReadForm(r)
	if err != nil {
		return err
	}
	for name, allowed := range map[string][]string{
		"theme": {"auto", "light", "dark"}, "lang": {Vietnamese, English}, "keys": {"on", "off"},
	} {
		for _, v := range allowed {
			if form.Raw(name) == v {
				setChoice(w, r, name, v)
			}
		}
	}
	return Redirect(w, r, refererPath(r))
}

func showKeys(w http.ResponseWriter, r *http.Request) error {
	st := stateOf(r.Context())
	view := keysView{Items: st.shell.shown(r.Context()), Off: st.keysOff}
	return Render(w, r, http.StatusOK, keysPage(view))
}

// RegisterGallery serves all registered examples under /so-tay, so that designers and reviewers see what the
// tests see.
func RegisterGallery(m *Mux, right Right) {
	m.Handle("GET /so-tay", right, func(w http.ResponseWriter, r *http.Request) error {
		return Render(w, r, http.StatusOK, galleryPage(galleryView{Gallery("")}))
	})
	m.Handle("GET /so-tay/{n}", right, func(w http.ResponseWriter, r *http.Request) error {
		n, err := PathID(r, "n")
		all := Gallery("")
		if err != nil || n > int64(len(all)) {
			return errNoPage
		}
		return Render(w, r, http.StatusOK, all[n-1].Render())
	})
}

func galleryURL(i int) string { return "/so-tay/" + strconv.Itoa(i+1) }

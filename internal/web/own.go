package web

import "net/http"

// ownRoutes are the addresses that belong to the frame of every page.
func (s *server) ownRoutes() {
	s.mux.Handle("POST /tuy-chon", Anyone, setOptions)
	s.mux.Handle("GET /phim-tat", Anyone, showKeys)
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

package web

import (
	"context"
	"net/http"
	"strings"
)

// Help is what a page says about itself at its end: three short marked texts.
type Help struct {
	For   string // what the page is for
	Next  string // what to do next
	Stuck string // what to do when stuck
}

// helpOf is the help of the page that is being answered. What is sent from a page and comes back with errors
// shows the help of the page it was sent from.
func helpOf(ctx context.Context) (h Help, ok bool) {
	st := stateOf(ctx)
	if st.shell.Help == nil || st.route == nil {
		return h, false
	}
	path := st.route.Path
	for {
		h, ok = st.shell.Help("GET " + path)
		up := strings.LastIndexByte(path, '/')
		if ok || st.route.Method == http.MethodGet || up <= 0 {
			return h, ok
		}
		path = path[:up]
	}
}

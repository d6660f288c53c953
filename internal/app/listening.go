package app

import (
	"context"
	"net/url"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/alert"
	"github.com/nhipcau/nhipcau/internal/listen/board"
	"github.com/nhipcau/nhipcau/internal/listen/digest"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/round"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// joinListening makes the duty of listening; the server runs its loops.
func (h *house) joinListening(ctx context.Context) error {
	client, err := h.fetcher()
	if err != nil {
		return err
	}
	var getter listen.Getter = client
	if h.Sites != nil {
		h.Sites.Beyond = client
		getter = h.Sites
	}
	secrets, err := h.derived("websub")
	if err != nil {
		return err
	}
	h.listen = listen.New(listen.Options{
		DB: h.db, Org: h.org, Now: h.Now, Log: h.Log, Client: getter, Hubs: client, Site: h.Serve.URL, Key: secrets,
		Letters: h.Serve.Outside.Letters, Tone: h.judge, Holders: h.inOffice, Changed: h.lookAgain,
	})
	h.round.Screen = h.listen
	h.alert = alert.New(alert.Options{
		DB: h.db, Org: h.org, Listen: h.listen, Work: h.work, Now: h.Now, Calendar: h.calendar, Log: h.Log, Outbox: outbox{h.post}, Site: h.Serve.URL,
	})
	h.digest = digest.New(digest.Options{
		DB: h.db, Org: h.org, Listen: h.listen, Alert: h.alert, Work: h.work, Papers: h.paper, Now: h.Now, Log: h.Log, Outbox: outbox{h.post},
		Site: h.Serve.URL, Communes: h.heardFrom,
		Answers: func(ctx context.Context, tx *db.Tx) (tone.Confusion, error) { return h.board.Answered(ctx, tx) },
		Bearings: func(ctx context.Context, tx *db.Tx, from, to time.Time) (map[listen.TopicID]tone.Bearings, tone.Bearings, error) {
			return h.board.Bearings(ctx, tx, from, to)
		},
	})
	h.board = board.New(board.Options{
		DB: h.db, Org: h.org, Files: h.files, Listen: h.listen, Alerts: h.alert, Grassroots: grassroots{h.round}, Client: getter, Now: h.Now, Log: h.Log,
		Inside: h.Serve.Outside.Inside, Proxy: h.Serve.Outside.Proxy, Printed: h.printed,
	})
	h.keep = append(h.keep, h.board.Keep)
	err = h.board.LoadJudge(ctx)
	if err != nil {
		return err
	}
	inside := strings.Join(h.Serve.Outside.Inside, " ")
	h.keep = append(h.keep, func(ctx context.Context) {
		err := h.listen.NoteInside(ctx, inside)
		if err != nil {
			h.Log.ErrorContext(ctx, "noting which addresses inside may be fetched", "err", err)
		}
		h.listen.Keep(ctx)
	})
	return nil
}

// lookAgain lets alerts look at the topics that a batch of items changed.
func (h *house) lookAgain(ctx context.Context, c listen.Changes) {
	err := h.alert.Look(ctx, c.Topics...)
	if err != nil {
		h.Log.ErrorContext(ctx, "looking for alerts", "err", err)
	}
}

// heardFrom counts the communes that said something from the grassroots about some days, and those that were asked.
func (h *house) heardFrom(ctx context.Context, tx *db.Tx, from, to law.Date) (said, all int, err error) {
	heard, err := h.round.Heard(ctx, tx, from, to)
	for _, x := range heard {
		all++
		if x.Step != round.Waiting {
			said++
		}
	}
	return said, all, err
}

// listening are the parts of the duty that hears.
func (h *house) listening() []web.Part {
	return []web.Part{page.Part(), h.listen.Part(), h.alert.Part(), h.digest.Part(), h.board.Part()}
}

// judge says the tone of a text as it is stored, by what officers taught.
func (h *house) judge(title, text string) (string, float64) { return h.board.Judge(title, text) }

// fetcher is the one client that asks other sites.
func (h *house) fetcher() (*fetch.Client, error) {
	o := fetch.Options{Agent: fetch.Agent(Version, h.Serve.URL)}
	var err error
	o.Inside, err = fetch.ParseInside(h.Serve.Outside.Inside)
	if err != nil {
		return nil, err
	}
	if h.Serve.Outside.Proxy == "" {
		return fetch.New(o), nil
	}
	proxy, err := url.Parse(h.Serve.Outside.Proxy)
	if err != nil || proxy.Host == "" {
		return nil, fault.New(fault.Invalid, "Địa chỉ máy chủ trung gian %s không đúng; ví dụ đúng: http://proxy.tinh.local:3128.", h.Serve.Outside.Proxy)
	}
	o.Proxy = proxy
	return fetch.New(o), nil
}

// inOffice are the names of those who speak in office: heads of units and their spokespeople.
func (h *house) inOffice(ctx context.Context) (names []string, err error) {
	tree, err := h.org.ReadTree(ctx)
	if err != nil {
		return nil, err
	}
	err = h.db.Read(ctx, func(tx *db.Tx) error {
		for _, u := range tree.Units() {
			for _, kind := range []org.PostKind{org.Head, org.Spokesperson} {
				p, found, err := h.org.Holder(ctx, tx, u.ID, kind, law.DateOf(h.Now()))
				if err != nil {
					return err
				}
				if found {
					names = append(names, p.Name)
				}
			}
		}
		return nil
	})
	return names, err
}

// printed finds a number of a digest for whoever may read digests.
func (h *house) printed(ctx context.Context, tx *db.Tx, id int64, figure string) (board.Printed, bool, error) {
	if !auth.Of(ctx).May(digest.View) {
		return board.Printed{}, false, nil
	}
	d, n, found, err := h.digest.Figure(ctx, tx, digest.ID(id), figure)
	return board.Printed{From: d.From, To: d.To, At: d.Facts.Made, N: n, Href: d.Href()}, found, err
}

package digest_test

import (
	"context"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/official"
)

// opened counts what the page shows that a figure opens.
func (h *house) opened(ctx context.Context, tx *db.Tx, f official.Figure) int {
	h.T.Helper()
	u, err := url.Parse(f.Query)
	if err != nil {
		h.T.Fatal(err)
	}
	q := u.Query()
	story, _ := strconv.Atoi(q.Get("su-viec"))
	topic, _ := strconv.Atoi(q.Get("chu-de"))
	if q.Get("tu") != from.String() || q.Get("den") != to.String() {
		h.T.Errorf("%s opens %s, other days", f.ID, f.Query)
	}
	t, err := h.Listen.Tally(ctx, tx, listen.Search{
		Query: q.Get("q"), Class: listen.Class(q.Get("nhom")), Topic: listen.TopicID(topic), Story: listen.StoryID(story), Original: q.Get("quan-he") == "goc",
		From: from.Start(), To: to.End(),
	})
	if err != nil {
		h.T.Fatal(err)
	}
	switch q.Get(page.ByKey) {
	case page.BySource:
		return len(t.Sources)
	case page.ByStory:
		return len(t.Stories)
	}
	return t.Items
}

func TestEveryNumberOpensExactlyItsRows(t *testing.T) {
	each(t, func(h *house) {
		h.tell("cầu", 0, 3, 2*day)
		h.tell("lúa", 2, 4, 3*day)
		h.tell("viện", 1, 1, 3*day) // one newspaper: no story of the digest
		var told listen.Arrival
		h.Tables.Read(func(ctx context.Context, tx *db.Tx) error {
			i, body, err := h.Listen.Item(ctx, tx, 1)
			told = listen.Arrival{Title: i.Title, Body: body, Published: i.Published.Add(2 * day / 48)}
			return err
		})
		told.GUID = "https://bao11.vi-du.vn/dang-lai"
		told.Link = told.GUID
		_, err := h.Listen.Receive(h.T.Context(), h.sources[11], []listen.Arrival{told})
		if err != nil {
			h.T.Fatal(err)
		}
		h.tell("cầu", 0, 2, 9*day) // the same story before these days
		d := h.draft(from, to)
		seen := map[string]bool{}
		figures := d.Document(func(org.UnitID) string { return "" }).Figures()
		h.Tables.Read(func(ctx context.Context, tx *db.Tx) error {
			for _, f := range figures {
				if !strings.HasPrefix(f.Query, page.SearchURL+"?") {
					continue
				}
				kind, _, _ := strings.Cut(f.ID, "-")
				seen[kind] = true
				if n := h.opened(ctx, tx, f); strconv.Itoa(n) != f.Text {
					h.T.Errorf("%s (%s) is %s and opens %d: %s", f.ID, f.Name, f.Text, n, f.Query)
				}
				_, n, found, err := h.Figure(ctx, tx, d.ID, f.ID)
				if err != nil || !found || strconv.Itoa(n) != f.Text {
					h.T.Errorf("%s is found as %d, %v, %v", f.ID, n, found, err)
				}
			}
			_, _, found, err := h.Figure(ctx, tx, d.ID, "không-có")
			_, _, other, wrong := h.Figure(ctx, tx, d.ID+99, figures[0].ID)
			if found || other || err != nil || wrong != nil {
				h.T.Errorf("a number that is not there is found: %v, %v, %v, %v", found, err, other, wrong)
			}
			return nil
		})
		for _, kind := range []string{"tin", "nguon", "chuyen", "nhom", "luong", "lan", "chu"} {
			if !seen[kind] {
				h.T.Errorf("no number of kind %s", kind)
			}
		}
	})
}

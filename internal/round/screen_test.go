package round_test

import (
	"context"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/round"
	"github.com/nhipcau/nhipcau/internal/work"
)

// door is a screen that knows one person and one number.
type door struct{}

func (door) Note(_ context.Context, text string) (kept, somebody string, err error) {
	if strings.Contains(text, "Khánh Vy") {
		somebody = "Khánh Vy"
	}
	return strings.ReplaceAll(text, "0987654321", "[số điện thoại]"), somebody, nil
}

func (d door) PlaceNote(ctx context.Context, text string) (kept, somebody string, err error) {
	return d.Note(ctx, text)
}

// keeps fails the test if anything that was stored holds one of the words.
func (h *house) keeps(words ...string) {
	h.t.Helper()
	h.read(func(ctx context.Context, tx *db.Tx) error {
		for _, asked := range []string{
			`SELECT content FROM round_answer`, `SELECT reason FROM round_answer`, `SELECT reading FROM round_import`, `SELECT file FROM round_import`,
			`SELECT content FROM round_link_draft`, `SELECT args FROM audit_line`, `SELECT name FROM file`,
		} {
			r, err := tx.Query(ctx, asked)
			all, err := db.Collect(r, err, func(r *db.Rows) (s string, err error) { return s, r.Scan(&s) })
			if err != nil {
				h.t.Errorf("%s: %v", asked, err)
				return err
			}
			for _, word := range words {
				if strings.Contains(strings.Join(all, "\n"), word) {
					h.t.Errorf("%s holds %q: %q", asked, word, all)
				}
			}
		}
		return nil
	})
}

func TestWhatPeopleSayComesInWithoutThem(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d, 3)
		h.Screen = door{}
		r := h.grassroots()
		with := func(question, where, reason string) round.Answering {
			c := spoken("dat-dai", 20, where)
			c.Texts["cau-hoi"] = question
			return round.Answering{Content: c, Reason: reason}
		}
		for field, n := range map[string]round.Answering{
			"cau-hoi": with("Khánh Vy hỏi bao giờ có đường", "thôn Đoài", ""), "noi-dat-dai": with("Bao giờ có đường?", "trước nhà Khánh Vy", ""),
			"reason": with("Bao giờ có đường?", "thôn Đoài", "Khánh Vy nhắc"),
		} {
			err := h.tryWrite(func(ctx context.Context, tx *db.Tx) error {
				n.Round, n.Unit, n.Form = r.ID, h.unit["X1"], r.Form
				n.Content.Texts["kien-nghi"] = "Sửa đường"
				_, err := h.Answer(ctx, tx, h.officer("X1"), n)
				return err
			})
			if f := fault.Find(err); f == nil || f.Kind != fault.Invalid || f.Field != field || len(f.Args) != 2 || f.Args[1] != "Khánh Vy" {
				t.Errorf("%s: %v, want it refused there with the name", field, err)
			}
		}
		h.mustAnswer(h.officer("X1"), r, "X1", with("Gọi 0987654321 hỏi gì?", "cạnh chợ, 0987654321", "").Content)

		// Through a link: what was typed so far, and what is sent.
		token := h.links(r, day(2026, 12, 20))["X2"]
		v, err := h.visit(token)
		if err != nil {
			t.Fatal(err)
		}
		field := "r" + itoa(int64(r.ID)) + ".cau-hoi"
		for text, ok := range map[string]bool{"Khánh Vy hỏi": false, "Gọi 0987654321 hỏi gì?": true} {
			err := h.tryWrite(func(ctx context.Context, tx *db.Tx) error {
				return h.SaveLink(ctx, tx, v, "mine", map[string][]string{field: {text}})
			})
			if f := fault.Find(err); ok != (err == nil) || !ok && (f == nil || f.Field != field) {
				t.Errorf("saving %q: %v", text, err)
			}
		}
		_, err = h.send(token, round.LinkAnswer{Content: with("Khánh Vy hỏi", "thôn Đoài", "").Content})
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("sent through a link: %v", err)
		}

		// In a file that was filled elsewhere, of which nothing but the answers is kept.
		for _, format := range []string{"xlsx", "docx"} {
			f := h.issue(h.coordinator(), r, "X3")
			_, err = h.TakeForm(t.Context(), h.coordinator(), "Khánh Vy."+format, filled(t, f, format, map[string]string{"dat-dai": "7", "noi-dat-dai": "nhà Khánh Vy"}))
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %v, want it refused", format, err)
			}
			id := h.take(h.coordinator(), "Khánh Vy."+format, filled(t, f, format, map[string]string{"dat-dai": "7", "noi-dat-dai": "cạnh chợ, 0987654321"}))
			fates, seen := h.fates(h.coordinator(), id)
			if format == "docx" {
				continue
			}
			a, err := h.apply(h.coordinator(), id, round.Applying{Seen: seen, Take: ready(fates), Received: &work.Received{Channel: work.ByZalo, Day: day(2026, 12, 7)}})
			if err != nil || a.Content.Texts["noi-dat-dai"] != "cạnh chợ, [số điện thoại]" {
				t.Errorf("applied: %+v, %v", a.Content, err)
			}
		}
		h.keeps("Khánh Vy", "0987654321")
	})
}

func TestOtherRoundsAreNotScreened(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules), 1)
	h.Screen = door{}
	r := h.open()
	c := figures(2, 5, 4)
	c.Texts = map[string]string{"ket-qua": "Đồng chí Khánh Vy trực 0987654321"}
	if _, err := h.answer(h.officer("X1"), r, "X1", c); err != nil {
		t.Errorf("an ordinary report: %v", err)
	}
}

package paper

import (
	"context"
	"fmt"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

func TestAPaperForTheOfficeOnlyIsReadOnThePageAndNotCarriedAway(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		var id ID
		var file int64
		h.Write(func(ctx context.Context, tx *db.Tx) (err error) {
			n := New{Kind: Report, Unit: h.unit["SVHTTDL"], About: About{Duty: "case", ID: 7}, Document: quarterly(), Internal: true}
			id, err = h.Draft(ctx, tx, h.boss(), n)
			return err
		})
		h.Write(func(ctx context.Context, tx *db.Tx) (err error) {
			file, err = h.Files.Attach(ctx, tx, stored(t, h), "paper", int64(id), h.boss())
			if err != nil {
				return err
			}
			return h.Issue(ctx, tx, h.boss(), id, 1, Issue{Number: "45/BC-SVHTTDL", Day: day(2026, 10, 2), Signer: "Lê Văn Bình"})
		})
		pages := h.site()
		for _, way := range []string{id.Href() + "?dang=docx", id.Href() + "?dang=pdf", fmt.Sprintf("/tep/%d", file)} {
			webtest.New(t, pages).Get(way).Status(200)
			other := webtest.New(t, pages)
			other.Header.Set("X-As", "viewer")
			other.Get(id.Href()).Status(200).DontSee("Tải .docx", "Tải .pdf")
			other.Get(way).Status(403).See("lưu hành nội bộ")
		}
	})
}

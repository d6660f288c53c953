package listen_test

import (
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
)

func TestAParaphraseNamesNobody(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		note := func(text string) error {
			return s.Paraphrase(t.Context(), 1, "Trần Thu Hà", listen.Paraphrased{Text: text, Count: 12})
		}
		for _, text := range []string{"KHÁNH VY nói xã làm chậm", "chủ quán Hùng Béo kêu giá điện", "Facebook Thuý Kiều đăng ảnh rác", "Rác ba ngày chưa thu, theo Vy"} {
			if err := note(text); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%q: %v, want it refused", text, err)
			}
		}
		for _, text := range []string{"Bà con chợ Cốc Lếu hỏi phí, gọi 0987654321 không ai nghe.", "Người dân hỏi lịch tiêm Covid-19 ở Sa Pa."} {
			if err := note(text); err != nil {
				t.Errorf("%q: %v", text, err)
			}
		}
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			r, err := tx.Query(t.Context(), `SELECT body FROM listen_paraphrase`)
			all, err := db.Collect(r, err, func(r *db.Rows) (s string, err error) { return s, r.Scan(&s) })
			if len(all) != 2 || strings.Contains(strings.Join(all, " "), "0987654321") {
				t.Errorf("kept are %q", all)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

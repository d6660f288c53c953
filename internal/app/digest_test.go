package app

import (
	"fmt"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/digest"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
	"github.com/nhipcau/nhipcau/law"
)

func TestEveryNumberOfADigestOpensAPage(t *testing.T) {
	t.Parallel()
	h := mustBuild(t, config.Data{Dir: filepath.Join(t.TempDir(), "data")})
	closed(t, h)
	root := province(t, h)
	signIn := person(t, h, "dieuphoi", auth.Grant{Role: auth.Coordinator, Unit: root})
	handler, _, err := h.handler()
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	for i := range 4 {
		var src listen.Source
		err := h.db.Write(t.Context(), func(tx *db.Tx) (err error) {
			src, err = h.listen.SaveSource(t.Context(), tx, listen.Source{Name: fmt.Sprintf("Báo số %d", i), Kind: listen.KindFile, Class: listen.Provincial})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		link := fmt.Sprintf("https://bao%d.vi-du.vn/cau-treo", i)
		_, err = h.listen.Receive(t.Context(), src, []listen.Arrival{{
			GUID: link, Link: link, Title: "Cầu treo bản Nà thông xe sau ba năm chờ đợi", Published: now.Add(-time.Hour),
			Body: "Cầu treo bản Nà thông xe sáng nay, học sinh vùng cao đến trường thuận tiện. Bao giờ làm tiếp đường vào bản?",
		}})
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err = h.listen.ReadWaiting(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c := webtest.New(t, handler)
	signIn(c)
	today := law.DateOf(now)
	err = h.db.Read(t.Context(), func(tx *db.Tx) error {
		doc, err := h.digestDocument(t.Context(), tx, today.AddDays(-6), today)
		if err != nil {
			return err
		}
		figures := doc.Figures()
		if len(figures) < 6 {
			t.Errorf("a digest with a story has %d numbers", len(figures))
		}
		for _, f := range figures {
			c.Get(f.Query)
			if c.Last.StatusCode != http.StatusOK {
				t.Errorf("%s leads to %s: %d", f.Name, f.Query, c.Last.StatusCode)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What officers say of texts chosen at random corrects the shares of tone in the digest and narrows their interval.
func TestOfficersAnswersCorrectTheTonesOfADigest(t *testing.T) {
	t.Parallel()
	h := mustBuild(t, config.Data{Dir: filepath.Join(t.TempDir(), "data")})
	closed(t, h)
	now := time.Now()
	const articles = 60
	err := h.db.Write(t.Context(), func(tx *db.Tx) error {
		_, err := h.listen.SaveTopic(t.Context(), tx, listen.Topic{Name: "Cầu đường", Query: `"cầu treo"`, Active: true})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var src listen.Source
	err = h.db.Write(t.Context(), func(tx *db.Tx) (err error) {
		src, err = h.listen.SaveSource(t.Context(), tx, listen.Source{Name: "Báo An Bình", Kind: listen.KindFile, Class: listen.Provincial})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var arrived []listen.Arrival
	for i := range articles {
		link := fmt.Sprintf("https://bao.vi-du.vn/%d", i)
		arrived = append(arrived, listen.Arrival{
			GUID: link, Link: link, Title: fmt.Sprintf("Thôn số %d bàn việc làm cầu treo", 100+7*i), Published: now.Add(-time.Duration(i+1) * time.Minute),
			Body: fmt.Sprintf("Sáng nay thôn số %d họp về cầu treo; ý kiến thứ %d được ghi vào biên bản số %d.", 100+7*i, 31*i, 977*i+13),
		})
	}
	_, err = h.listen.Receive(t.Context(), src, arrived)
	if err == nil {
		_, err = h.listen.ReadWaiting(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	err = h.db.Write(t.Context(), func(tx *db.Tx) error { // the machine calls two of five unfavourable
		_, err := tx.Exec(t.Context(), `UPDATE listen_item SET tone = CASE WHEN id % 5 < 2 THEN 'unfavourable' ELSE 'neutral' END`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	before := topicOfDigest(t, h, law.DateOf(now)).Tone
	if before.TooFew || before.Known {
		t.Fatalf("before anybody answered: %+v", before)
	}
	err = h.db.Write(t.Context(), func(tx *db.Tx) error { // of fifty asked about at random, many neutral ones are unfavourable
		_, err := tx.Exec(t.Context(), `
			INSERT INTO listen_tone_answer (item, reason, proposed, said, steering, by_name, at)
			SELECT id, $1, tone, CASE WHEN id % 4 = 0 THEN 'unfavourable' ELSE tone END, 'none', 'Trần Thị Bình', $2 FROM listen_item ORDER BY id LIMIT 50`,
			string(tone.AtRandom), now)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	after := topicOfDigest(t, h, law.DateOf(now)).Tone
	was, is := before.Of[tone.Unfavourable], after.Of[tone.Unfavourable]
	if !after.Known || after.Answers != 50 || is.Corrected < was.Corrected+.05 || is.Counted != was.Counted {
		t.Errorf("a quarter of the neutral ones are unfavourable: the share went from %.2f to %.2f, known %v", was.Corrected, is.Corrected, after.Known)
	}
	if is.High-is.Low >= was.High-was.Low || is.Corrected < is.Low || is.Corrected > is.High {
		t.Errorf("answers do not narrow the interval: %.2f to %.2f, then %.2f to %.2f", was.Low, was.High, is.Low, is.High)
	}
}

func topicOfDigest(t *testing.T, h *house, today law.Date) digest.TopicWeek {
	t.Helper()
	var d digest.Digest
	err := h.db.Read(t.Context(), func(tx *db.Tx) (err error) {
		d, err = h.digest.Compose(t.Context(), tx, digest.Week, 0, today.AddDays(-6), today)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Facts.Topics) != 1 {
		t.Fatalf("one topic gives %+v", d.Facts.Topics)
	}
	return d.Facts.Topics[0]
}

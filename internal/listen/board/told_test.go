package board

import (
	"testing"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
)

func TestPeopleAskWhereTheyAskNotWhereAHeadingDoes(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{audit.Module, org.Module, listen.Module, Module}, func(t *testing.T, d *db.DB) {
		s, _ := desk(t, d)
		var src listen.Source
		err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
			src, err = s.Listen.Source(t.Context(), tx, 1)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range [][2]string{
			{"https://bao.vi-du.vn/rut-ra.html", "Từ chuyện bãi rác cũ đóng cửa, rút ra điều gì?"}, {"https://bao.vi-du.vn/ban-doc-hoi/tien-rac.html", "Nhà trọ đông người nộp phí ra sao?"},
			{"https://bao.vi-du.vn/ban-doc-hoi/mot-nguoi.html", "Bà Lò Thị Khánh Vy nộp phí ở đâu?"},
		} {
			_, err := s.Listen.Receive(t.Context(), src, []listen.Arrival{{GUID: x[0], Link: x[0], Title: x[1], Published: s.Now(), Body: x[1] + " Bài về thu gom rác, mỗi bài một chuyện riêng."}})
			if err == nil {
				_, err = s.Listen.ReadWaiting(t.Context())
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		today := law.DateOf(s.Now())
		err = d.Read(t.Context(), func(tx *db.Tx) error {
			stories, questions, err := s.toldOf(t.Context(), tx, 1, period{From: today.AddDays(-6), To: today})
			if len(questions) != 1 || questions[0].Words != "Nhà trọ đông người nộp phí ra sao?" {
				t.Errorf("people ask %+v among %+v", questions, stories)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestToneIsToldAsADigestTellsIt(t *testing.T) {
	t.Parallel()
	var right tone.Confusion // the machine is mostly right
	for x := range right {
		right[x][x] = 400
		right[x][(x+1)%len(right)] = 20
	}
	counted := func(unclear, favourable, neutral, unfavourable int) (c tone.Counts) {
		c[tone.Unclear], c[tone.Favourable], c[tone.Neutral], c[tone.Unfavourable] = unclear, favourable, neutral, unfavourable
		return c
	}
	for name, x := range map[string]struct {
		counts  tone.Counts
		answers tone.Confusion
		whole   bool
		few     bool
		mood    tone.Tone
	}{
		"many texts and many answers":   {counted(20, 20, 40, 220), right, true, false, tone.Unfavourable},
		"no answers":                    {counted(20, 20, 40, 220), tone.Confusion{}, false, false, tone.Unclear},
		"four texts":                    {counted(0, 0, 0, 4), right, false, true, tone.Unclear},
		"the machine says most, barely": {counted(10, 10, 28, 52), right, true, false, tone.Unclear},
	} {
		got := tone.Correct(x.counts, x.answers, 7)
		said := sharesOf(t.Context(), got)
		if said.Whole != x.whole || said.Few != x.few || tone.Tone(moodOf(got)) != x.mood {
			t.Errorf("%s: %+v and mood %v", name, said, tone.Tone(moodOf(got)))
		}
	}
}

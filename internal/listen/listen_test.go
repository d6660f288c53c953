package listen_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/listen"
)

var modules = []db.Module{audit.Module, listen.Module}

var noon = time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC)

func newService(d *db.DB) *listen.Service {
	return listen.New(listen.Options{DB: d, Now: func() time.Time { return noon }})
}

func addSource(t *testing.T, s *listen.Service, name string, class listen.Class) listen.Source {
	t.Helper()
	var src listen.Source
	err := s.DB.Write(t.Context(), func(tx *db.Tx) (err error) {
		src, err = s.SaveSource(t.Context(), tx, listen.Source{Name: name, Kind: listen.KindFile, Class: class, Area: "An Bình"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func stats(t *testing.T, s *listen.Service) (st listen.Stats) {
	t.Helper()
	err := s.DB.Read(t.Context(), func(tx *db.Tx) (err error) {
		st, err = s.Stats(t.Context(), tx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return st
}

// syllables are what texts of the tests are made of.
var syllables = strings.Fields(`an ba ca da gia hai khe lan mai nam phong quê rừng sông tàu uyên vàng xanh yên bến chợ dốc đồi giếng hồ
kênh làng mương nương ổi phố quán rẫy suối thôn vườn xóm bếp cầu đèo gò hang khe lối mỏ núi ngã ông phà`)

// article is a text of its own for each subject.
func article(subject string, hours int) listen.Arrival {
	seed := uint64(0)
	for _, c := range subject {
		seed = seed*131 + uint64(c)
	}
	random := rand.New(rand.NewPCG(seed, 1))
	var b strings.Builder
	fmt.Fprintf(&b, "Hôm nay có tin về %s.", subject)
	for range 200 {
		b.WriteString(" " + syllables[random.IntN(len(syllables))] + syllables[random.IntN(len(syllables))]) // of as many words as a language has
	}
	link := strings.ReplaceAll(subject, " ", "-")
	return listen.Arrival{GUID: link, Link: "https://bao.vi-du.vn/" + link, Title: "Tin về " + subject, Body: b.String() + ".", Published: noon.Add(-time.Duration(hours) * time.Hour)}
}

func receive(t *testing.T, s *listen.Service, src listen.Source, all ...listen.Arrival) listen.Received {
	t.Helper()
	got, err := s.Receive(t.Context(), src, all)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestAnItemIsStoredUnderstoodAndCountedOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		one, two := addSource(t, s, "Báo An Bình", listen.Provincial), addSource(t, s, "Đài An Bình", listen.Provincial)
		flood, school := article("lũ quét ở suối lớn", 3), article("học phí năm học mới", 2)
		got := receive(t, s, one, flood, school)
		if got.Stored != 2 || got.Stories != 2 || got.Duplicates != 0 {
			t.Errorf("received %+v, want two new items and stories", got)
		}
		got = receive(t, s, one, flood)
		if got.Stored != 0 || got.Duplicates != 1 {
			t.Errorf("received %+v, want a known item", got)
		}
		pasted := flood
		pasted.GUID, pasted.Link = "khác", "https://dai.vi-du.vn/lu-quet?utm_source=zalo"
		got = receive(t, s, two, pasted)
		if got.Stored != 1 || got.Duplicates != 1 || got.Stories != 0 {
			t.Errorf("received %+v, want a copy that begins no story", got)
		}
		also := flood
		got = receive(t, s, two, also)
		if got.Stored != 0 {
			t.Errorf("received %+v, want the same address known", got)
		}
		st := stats(t, s)
		if st.Items != 3 || st.Stories != 2 || st.Copies != 1 || st.Also != 1 || st.Waiting != 0 {
			t.Errorf("stats %+v", st)
		}
	})
}

func TestAnEditedArticleIsAVersionOfTheSameItem(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		src := addSource(t, s, "Báo An Bình", listen.Provincial)
		first := article("lũ quét ở suối lớn", 3)
		receive(t, s, src, first)
		first.Title, first.Body = "Tin đã sửa về lũ quét", first.Body+" Sửa lúc trưa."
		got := receive(t, s, src, first)
		if got.Changed != 1 || got.Stored != 0 {
			t.Errorf("received %+v, want one change", got)
		}
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			i, body, err := s.Item(t.Context(), tx, 1)
			if err != nil {
				return err
			}
			if i.Version != 2 || i.Title != first.Title || !strings.HasSuffix(body, "Sửa lúc trưa.") {
				t.Errorf("item %+v", i)
			}
			old, err := s.Versions(t.Context(), tx, 1)
			if len(old) != 1 || old[0].Title != "Tin về lũ quét ở suối lớn" {
				t.Errorf("versions %+v", old)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
		for range 2 { // files that are read again
			for _, a := range []listen.Arrival{article("lũ quét ở suối lớn", 3), first} {
				got = receive(t, s, src, a)
				if got.Changed != 0 || got.Stored != 0 {
					t.Errorf("received %+v, want nothing new in what was read before", got)
				}
			}
		}
	})
}

func TestItemsOfLongAgoAreComparedWithThoseOfTheirTime(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		src := addSource(t, s, "Báo An Bình", listen.Provincial)
		copies := 0
		copied := func(of string, hours int) listen.Arrival {
			a := article(of, hours)
			copies++
			a.GUID = fmt.Sprint("bản ", copies)
			a.Link = "https://dai.vi-du.vn/" + fmt.Sprint(copies)
			return a
		}
		const day = 24
		receive(t, s, src, article("học phí năm học mới", 1))
		for _, step := range []struct {
			what                string
			arrive              []listen.Arrival
			duplicates, stories int
		}{
			{"of one batch", []listen.Arrival{article("lũ quét ở suối lớn", 300*day), copied("lũ quét ở suối lớn", 299*day)}, 1, 1},
			{"of a later batch", []listen.Arrival{copied("lũ quét ở suối lớn", 298*day)}, 1, 0},
			{"published before what is stored", []listen.Arrival{copied("lũ quét ở suối lớn", 301*day)}, 1, 0},
			{"long after it", []listen.Arrival{copied("lũ quét ở suối lớn", 260*day)}, 0, 1},
			{"of the first days again", []listen.Arrival{copied("lũ quét ở suối lớn", 300*day)}, 1, 0},
			{"in days that follow", []listen.Arrival{article("cầu mới qua sông", 259*day), copied("cầu mới qua sông", 250*day), copied("cầu mới qua sông", 242*day)}, 2, 1},
			{"of today", []listen.Arrival{copied("học phí năm học mới", 0)}, 1, 0},
		} {
			got := receive(t, s, src, step.arrive...)
			if got.Duplicates != step.duplicates || got.Stories != step.stories {
				t.Errorf("%s: received %+v, want %d duplicates and %d stories", step.what, got, step.duplicates, step.stories)
			}
			err := s.GiveBack(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			s = newService(d) // another process goes on
		}
	})
}

func TestWhatAnotherProcessUnderstandsWaits(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		reader, other := newService(d), newService(d)
		src := addSource(t, reader, "Báo An Bình", listen.Provincial)
		receive(t, reader, src, article("lũ quét ở suối lớn", 5))
		pasted := article("lũ quét ở suối lớn", 4)
		pasted.GUID, pasted.Link = "chép", "https://dai.vi-du.vn/chep"
		got := receive(t, other, src, article("học phí năm học mới", 3), pasted)
		if got.Waiting != 2 {
			t.Fatalf("received %+v, want two waiting", got)
		}
		n, err := other.ReadWaiting(t.Context())
		if n != 0 || err != nil {
			t.Errorf("who has no lease understood %d, %v", n, err)
		}
		n, err = reader.ReadWaiting(t.Context())
		if n != 2 || err != nil {
			t.Errorf("understood %d, %v; want 2", n, err)
		}
		err = reader.GiveBack(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		again := article("học phí năm học mới", 1)
		again.GUID, again.Link = "chép lại", "https://dai.vi-du.vn/chep-lai"
		got = receive(t, other, src, again)
		if got.Waiting != 0 || got.Duplicates != 1 {
			t.Errorf("received %+v, want a copy found by the memory that was read from the database", got)
		}
	})
}

func TestTwoProcessesReadTheSameFileAtOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		const rounds, lines = 8, 10
		both := [2]*listen.Service{newService(d), newService(d)}
		stored := [2]int{}
		for round := range rounds {
			var file strings.Builder
			for i := range lines {
				a := article(fmt.Sprintf("việc số %d của lần %d", i, round), 1+i%20)
				fmt.Fprintf(&file, `{"source":"Báo Nhiều %d","class":"provincial","title":%q,"link":%q,"text":%q}`+"\n", round, a.Title, a.Link, a.Body)
			}
			var wait sync.WaitGroup
			for i, s := range both {
				wait.Go(func() {
					in := s.NewIntake(t.Context(), "", "")
					err := in.File("nhieu.ndjson", strings.NewReader(file.String()))
					got, closed := in.Close()
					stored[i] += got.Stored
					if err != nil || closed != nil {
						t.Errorf("process %d: %v, %v", i, err, closed)
					}
				})
			}
			wait.Wait()
		}
		if st := stats(t, both[0]); stored[0]+stored[1] != rounds*lines || st.Items != rounds*lines {
			t.Errorf("stored %v, %d items are there, want %d in all", stored, st.Items, rounds*lines)
		}
	})
}

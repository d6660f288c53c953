package listen_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
)

var ha = auth.Officer{Account: 7, Full: "Trần Thu Hà"}

// linesOf is a file of articles.
func linesOf(t *testing.T, all ...listen.Arrival) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, a := range all {
		err := json.NewEncoder(&b).Encode(map[string]string{"id": a.GUID, "url": a.Link, "title": a.Title, "text": a.Body, "published": a.Published.Format("2006-01-02T15:04:05Z07:00")})
		if err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

func upload(t *testing.T, s *listen.Service, src listen.Source, name string, data []byte) listen.Received {
	t.Helper()
	got, err := s.Upload(t.Context(), src, ha, name, data, nil)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func uploads(t *testing.T, s *listen.Service) (all []listen.Uploaded) {
	t.Helper()
	err := s.DB.Read(t.Context(), func(tx *db.Tx) (err error) {
		all, err = s.Uploads(t.Context(), tx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func brought(t *testing.T, s *listen.Service, u listen.Uploaded) (b listen.Brought) {
	t.Helper()
	err := s.DB.Read(t.Context(), func(tx *db.Tx) (err error) {
		b, err = s.BroughtBy(t.Context(), tx, u)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func takeBack(t *testing.T, s *listen.Service, id listen.UploadID) {
	t.Helper()
	p, err := s.TakeBack(t.Context(), ha, id, "nhầm cột", nil)
	if err != nil {
		t.Fatalf("taking upload %d back: %+v, %v", id, p, err)
	}
}

// dump is everything that is kept of what was heard, in a form that can be compared.
func dump(t *testing.T, d *db.DB) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		for what, text := range map[string]string{
			"items":    `SELECT title || '|' || relation || '|' || version || '|' || source || '|' || state FROM listen_item ORDER BY 1`,
			"keys":     `SELECT CAST(COUNT(*) AS TEXT) FROM listen_key`,
			"texts":    `SELECT body FROM listen_text ORDER BY 1`,
			"versions": `SELECT title FROM listen_version ORDER BY 1`,
			"also":     `SELECT CAST(COUNT(*) AS TEXT) FROM listen_also`,
			"stories":  `SELECT title || '|' || items FROM listen_story WHERE items > 0 ORDER BY 1`,
			"hours":    `SELECT topic || '|' || class || '|' || CAST(hour AS TEXT) || '|' || items || '|' || stories || '|' || sources FROM listen_hour ORDER BY 1`,
			"topics":   `SELECT CAST(topic AS TEXT) FROM listen_item_topic ORDER BY 1`,
			"indexed":  `SELECT CAST(COALESCE(SUM(items), 0) AS TEXT) FROM listen_segment`,
			"voices":   `SELECT story || '|' || topic || '|' || tone || '|' || place || '|' || day || '|' || count FROM listen_voice ORDER BY 1`,
			"asked":    `SELECT topic || '|' || place || '|' || day || '|' || count FROM listen_asked ORDER BY 1`,
		} {
			r, err := tx.Query(t.Context(), text)
			rows, err := db.Collect(r, err, func(r *db.Rows) (s string, err error) { err = r.Scan(&s); return s, err })
			if err != nil {
				return fmt.Errorf("%s: %w", what, err)
			}
			all[what] = strings.Join(rows, "\n")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func same(t *testing.T, what string, want, got map[string]string) {
	t.Helper()
	for k := range want {
		if want[k] != got[k] {
			t.Errorf("%s: %s are\n%.800s\nwant\n%.800s", what, k, got[k], want[k])
		}
	}
}

func addTopic(t *testing.T, s *listen.Service, name, query string, social bool) {
	t.Helper()
	err := s.DB.Write(t.Context(), func(tx *db.Tx) error {
		_, err := s.SaveTopic(t.Context(), tx, listen.Topic{Name: name, Query: query, Active: true, Social: social})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What an upload alone brought is gone with its counts, and everything else is as if the file had never been handed in.
func TestAllThatAnUploadBroughtIsTakenBack(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		press, file := addSource(t, s, "Báo An Bình", listen.Provincial), addSource(t, s, "Tệp điểm báo", listen.Provincial)
		addTopic(t, s, "Lũ", `"lũ quét"`, false)
		flood := article("lũ quét ở suối lớn", 3)
		receive(t, s, press, flood, article("học phí", 1))
		before := dump(t, d)

		pasted := article("lũ quét ở suối lớn", 2)
		pasted.GUID, pasted.Link = "chép", "https://dai.vi-du.vn/chep"
		wrong := linesOf(t, flood, pasted, article("lũ quét ở bản xa", 3), article("chuyện chợ", 2))
		if got := upload(t, s, file, "a.ndjson", wrong); got.Stored != 3 {
			t.Fatalf("received %+v, want three new articles", got)
		}
		u := uploads(t, s)[0]
		if u.Items != 4 || u.By != ha.Full || u.State != listen.UploadHere || u.Source != file.ID {
			t.Errorf("the upload is %+v", u)
		}
		b := brought(t, s, u)
		if b.Gone != 3 || b.Known != 1 || b.Inherited != 0 || len(b.Topics) != 1 || b.Topics[0].Items != 2 {
			t.Errorf("it brought %+v", b)
		}
		takeBack(t, s, u.ID)
		same(t, "after", before, dump(t, d))
		for _, q := range []string{`"bản xa"`, `"chuyện chợ"`} {
			if f := found(t, s, listen.Search{Query: q}); len(f.Hits) != 0 {
				t.Errorf("%s is still found", q)
			}
		}
		for where, data := range everything(t, d) {
			if !strings.HasPrefix(where, "file") && strings.Contains(string(data), "chuyện chợ") {
				t.Errorf("%s still holds words of it", where)
			}
		}
		if u := uploads(t, s)[0]; u.State != listen.UploadBack {
			t.Errorf("the upload is %+v", u)
		}
		_, err := s.TakeBack(t.Context(), ha, u.ID, "nhầm cột", nil)
		if fault.KindOf(err) != fault.Conflict {
			t.Errorf("once more gives %v", err)
		}
		if got := upload(t, s, file, "a.ndjson", wrong); got.Stored != 3 || got.Duplicates != 2 {
			t.Errorf("the same file again gives %+v, want it read anew: three articles, one known and one a copy", got)
		}
	})
}

// What others brought too stays, as theirs; what was known before and read wrongly reads as before.
func TestWhatOthersBroughtStays(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		press, file := addSource(t, s, "Báo An Bình", listen.Provincial), addSource(t, s, "Tệp điểm báo", listen.Central)
		shared, twice, alone := article("cầu treo thông xe", 3), article("mưa lớn", 2), article("chợ nổi", 1)
		known := article("học phí", 4)
		upload(t, s, file, "cu.ndjson", linesOf(t, known))
		wrong := known
		wrong.Title, wrong.Body = "Cột nhầm", strings.Repeat("toàn cột nhầm của bảng ", 40)
		upload(t, s, file, "nham.ndjson", linesOf(t, shared, twice, alone, wrong))
		copied := article("chợ nổi", 0)
		copied.GUID, copied.Link, copied.Title = "chép", "https://dai.vi-du.vn/chep", "Đài cũng nói về chợ nổi"
		receive(t, s, press, shared, copied)
		if st := stats(t, s); st.Copies != 1 {
			t.Fatalf("stats %+v, want a copy of what is taken back", st)
		}
		upload(t, s, file, "sau.ndjson", linesOf(t, twice))
		if _, err := s.ReadWaiting(t.Context()); err != nil {
			t.Fatal(err)
		}
		all := uploads(t, s)
		u := all[1]
		b := brought(t, s, u)
		if b.Gone != 1 || b.Inherited != 2 || b.Undone != 1 || b.Known != 0 || len(b.Others) != 1 || b.Others[0].Name != press.Name {
			t.Errorf("it brought %+v", b)
		}
		takeBack(t, s, u.ID)
		if _, err := s.ReadWaiting(t.Context()); err != nil {
			t.Fatal(err)
		}
		now := dump(t, d)
		for _, want := range []string{
			fmt.Sprintf("%s|new|1|%d|whole", shared.Title, press.ID), fmt.Sprintf("%s|new|1|%d|whole", twice.Title, file.ID), fmt.Sprintf("%s|new|1|%d|whole", known.Title, file.ID),
			fmt.Sprintf("%s|new|1|%d|whole", copied.Title, press.ID),
		} {
			if !strings.Contains(now["items"], want) {
				t.Errorf("the items are\n%s\nwithout %s", now["items"], want)
			}
		}
		if strings.Count(now["items"], "\n") != 3 || !strings.Contains(now["stories"], copied.Title+"|1") || now["also"] != "0" || now["versions"] != "" || strings.Contains(now["texts"], "cột nhầm") {
			t.Errorf("it left %v", now)
		}
		if f := found(t, s, listen.Search{Query: `"học phí"`}); len(f.Hits) != 1 {
			t.Errorf("what reads as before is found %d times", len(f.Hits))
		}
		if st := stats(t, s); st.Items != 4 || st.Waiting != 0 || st.Understood != 4 || st.Copies != 0 {
			t.Errorf("stats %+v", st)
		}
		takeBack(t, s, all[0].ID) // the later file is the only one that brings it now
		if now := dump(t, d); strings.Contains(now["items"], twice.Title) || now["keys"] != "6" {
			t.Errorf("after the second one %v", now)
		}
	})
}

// The counts of a file of posts are what they were before; of a file of few posts nothing is remembered at all.
func TestCountsOfAFileAreTakenBack(t *testing.T) {
	t.Parallel()
	posts := func(n int, what string) []byte {
		return []byte(strings.Repeat(`{"text":"`+what+`, bao giờ thì thu tiền rác?","author":"ai đó"}`+"\n", n))
	}
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		group := addSource(t, s, "Nhóm chợ", listen.Social)
		addTopic(t, s, "Rác", `"tiền rác"`, true)
		upload(t, s, group, "a.ndjson", posts(20, "đường xấu"))
		before := dump(t, d)
		upload(t, s, group, "b.ndjson", posts(12, "trường học"))
		u := uploads(t, s)[0]
		b := brought(t, s, u)
		if u.Posts != 12 || b.Posts.Count != 10 || b.From.IsZero() || len(b.Topics) != 1 || b.Topics[0].Posts.Count != 10 {
			t.Errorf("upload %+v brought %+v", u, b)
		}
		again := upload(t, s, group, "b.ndjson", posts(12, "trường học"))
		if again.Duplicates != 12 {
			t.Errorf("the same file twice gives %+v", again)
		}
		takeBack(t, s, u.ID)
		same(t, "after", before, dump(t, d))
		if again := upload(t, s, group, "b.ndjson", posts(12, "trường học")); again.Posts != 12 {
			t.Errorf("the same file again gives %+v, want it counted anew", again)
		}
		upload(t, s, group, "c.ndjson", posts(4, "cầu"))
		if all := uploads(t, s); len(all) != 3 {
			t.Errorf("uploads %+v: one of few posts leaves a trace", all)
		}
	})
}

// Somebody stops it in the middle; it goes on where it was, also in another process, and while the file is still read.
func TestTakingBackIsStoppedAndGoesOn(t *testing.T) {
	t.Parallel()
	file := exports(t)["a.ndjson"]
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		press, src := addSource(t, s, "Báo An Bình", listen.Provincial), addSource(t, s, "Tệp", listen.Provincial)
		receive(t, s, press, article("học phí", 1))
		before := dump(t, d)
		var id listen.UploadID
		_, err := s.Upload(t.Context(), src, ha, "a.ndjson", file, func(p listen.Progress) {
			if id != 0 || p.Done < uploaded/2 {
				return
			}
			id = uploads(t, s)[0].ID
			err := d.Write(t.Context(), func(tx *db.Tx) error {
				_, err := s.OrderTakeBack(t.Context(), tx, ha, id, "nhầm nguồn")
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
		if !errors.Is(err, listen.ErrWorkStopped) {
			t.Fatalf("the file that is taken back was read on: %v", err)
		}
		name := works(t, s)[0].Name
		setWork := func(state listen.WorkState) {
			err := d.Write(t.Context(), func(tx *db.Tx) error { return s.SetWork(t.Context(), tx, name, state) })
			if err != nil {
				t.Error(err)
			}
		}
		setWork(listen.WorkStopped)
		if done, err := s.GoOnTakingBack(t.Context(), name, nil); done || err != nil {
			t.Errorf("what was stopped went on: %v, %v", done, err)
		}
		setWork(listen.WorkRuns)
		if done, err := newService(d).GoOnTakingBack(t.Context(), name, nil); !done || err != nil {
			t.Errorf("it did not go on: %v, %v", done, err)
		}
		same(t, "after", before, dump(t, d))
		if w := works(t, s)[0]; w.State != listen.WorkDone || w.Kind != listen.Taking {
			t.Errorf("the work is %+v", w)
		}
	})
}

// Another process that understands does not take what comes for a copy of what is gone.
func TestAnotherProcessForgetsWhatIsTakenBack(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		reader, other := newService(d), newService(d)
		press, file := addSource(t, reader, "Báo An Bình", listen.Provincial), addSource(t, reader, "Tệp", listen.Provincial)
		receive(t, reader, press, article("học phí", 1))
		upload(t, reader, file, "a.ndjson", linesOf(t, article("lũ quét ở suối lớn", 3)))
		takeBack(t, other, uploads(t, other)[0].ID)
		pasted := article("lũ quét ở suối lớn", 2)
		pasted.GUID, pasted.Link = "chép", "https://dai.vi-du.vn/chep"
		got := receive(t, reader, press, pasted)
		if _, err := reader.ReadWaiting(t.Context()); err != nil {
			t.Fatal(err)
		}
		st := stats(t, reader)
		if got.Stored != 1 || got.Duplicates != 0 || st.Copies != 0 || st.Stories != 2 {
			t.Errorf("received %+v, stats %+v; want an article of its own", got, st)
		}
	})
}

func TestWhyAnUploadIsTakenBackNamesNobody(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		file := addSource(t, s, "Tệp", listen.Provincial)
		upload(t, s, file, "a.ndjson", linesOf(t, article("lũ quét", 3)))
		id := uploads(t, s)[0].ID
		_, err := s.TakeBack(t.Context(), ha, id, "theo lời bà Nguyễn Thị Hoa", nil)
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("a name gives %v", err)
		}
		_, err = s.TakeBack(t.Context(), ha, id, "nhầm cột, gọi 0912345678", nil)
		if err != nil {
			t.Fatal(err)
		}
		err = d.Read(t.Context(), func(tx *db.Tx) error {
			lines, err := audit.Lines(t.Context(), tx, audit.Filter{})
			var said []string
			for _, l := range lines {
				if l.Action == "listen.take-back" {
					said = append(said, fmt.Sprintf(l.Sentence, l.Args...))
				}
			}
			if len(said) != 2 || strings.Contains(fmt.Sprint(said), "0912345678") || !strings.Contains(fmt.Sprint(said), "nhầm cột, gọi [số điện thoại]") {
				t.Errorf("the audit log says %q", said)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

// Whenever a process is killed that takes an upload back, the next one goes on, and in the end nothing of it is left.
func TestAKilledTakingBackLeavesNothing(t *testing.T) {
	t.Parallel()
	kills := 25
	if testing.Short() {
		kills = 3
	}
	file := exports(t)["a.ndjson"]
	eachEmpty(t, func(t *testing.T, dir, url string) {
		d := openOn(t, dir, url)
		s := newService(d)
		press, src := addSource(t, s, "Báo An Bình", listen.Provincial), addSource(t, s, fileSource, listen.Provincial)
		receive(t, s, press, article("học phí", 1), article("lũ quét", 2))
		before := dump(t, d)
		middle := 0
		for range 5 {
			s := newService(d)
			spoil(t, d, `DELETE FROM listen_work`)
			upload(t, s, src, "a.ndjson", file)
			if err := s.GiveBack(t.Context()); err != nil {
				t.Fatal(err)
			}
			err := d.Write(t.Context(), func(tx *db.Tx) error {
				_, err := s.OrderTakeBack(t.Context(), tx, ha, uploads(t, s)[0].ID, "nhầm cột")
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			middle += killOften(t, dir, url, "take back", "", kills)
			same(t, "after", before, dump(t, d))
			if w := works(t, s)[0]; w.State != listen.WorkDone {
				t.Errorf("the work is %+v", w)
			}
		}
		if middle == 0 {
			t.Error("no process was killed in the middle: the test shows nothing")
		}
	})
}

func takeBackInALife(ctx context.Context, d *db.DB, _ string, said func(listen.Progress)) error {
	s := newService(d)
	var all []listen.Work
	err := d.Read(ctx, func(tx *db.Tx) (err error) {
		all, err = s.Works(ctx, tx)
		return err
	})
	if err != nil {
		return err
	}
	done, err := s.GoOnTakingBack(ctx, all[0].Name, said)
	if err == nil && !done {
		err = errors.New("somebody else takes it back")
	}
	return err
}

// While one process takes a file back another one reads a file that shares articles with it: those are there in the end,
// once, and nothing else is.
func TestTwoProcessesTakeBackAndRead(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		one, two := newService(d), newService(d)
		src := addSource(t, one, "Tệp", listen.Provincial)
		var all []listen.Arrival
		for i := range 600 {
			all = append(all, article(fmt.Sprint("chuyện chung ", i), 1+i%30))
		}
		upload(t, one, src, "a.ndjson", linesOf(t, all[:500]...))
		id := uploads(t, one)[0].ID
		if err := one.GiveBack(t.Context()); err != nil {
			t.Fatal(err)
		}
		var wait sync.WaitGroup
		wait.Go(func() { takeBack(t, one, id) })
		wait.Go(func() { upload(t, two, src, "b.ndjson", linesOf(t, all[300:]...)) })
		wait.Wait()
		for _, s := range []*listen.Service{one, two} {
			if _, err := s.ReadWaiting(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		now := dump(t, d)
		if n := strings.Count(now["items"], "\n") + 1; n != 300 || now["keys"] != "600" {
			t.Errorf("%d items and %s keys, want 300 and two for each", n, now["keys"])
		}
		for _, a := range all[300:] {
			if strings.Count(now["items"]+"\n", a.Title+"|") != 1 {
				t.Errorf("%q is there %d times", a.Title, strings.Count(now["items"], a.Title))
			}
		}
		sum := 0
		for line := range strings.Lines(now["hours"]) {
			n, err := strconv.Atoi(strings.Split(line, "|")[3])
			if err != nil {
				t.Fatal(err)
			}
			sum += n
		}
		if sum != 300 {
			t.Errorf("%d items are counted by hours, want 300", sum)
		}
	})
}

package round_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/round"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/official"
)

// issue hands out the form of a unit.
func (h *house) issue(by auth.Officer, r round.Round, unit string) (f official.OfflineForm) {
	h.t.Helper()
	h.write(func(ctx context.Context, tx *db.Tx) (err error) {
		f, err = h.Issue(ctx, tx, by, r.ID, h.unit[unit])
		return err
	})
	return f
}

// filled writes a form with answers by key.
func filled(t testing.TB, f official.OfflineForm, format string, answers map[string]string) []byte {
	t.Helper()
	f.Fields = append([]official.OfflineField(nil), f.Fields...)
	for i := range f.Fields {
		if v, ok := answers[f.Fields[i].Key]; ok {
			f.Fields[i].Value = v
		}
	}
	var b bytes.Buffer
	write := official.WriteOfflineXLSX
	if format == "docx" {
		write = official.WriteOfflineDOCX
	}
	err := write(&b, f)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func (h *house) take(by auth.Officer, name string, data []byte) round.ImportID {
	h.t.Helper()
	id, err := h.TakeForm(context.Background(), by, name, data)
	if err != nil {
		h.t.Fatal(err)
	}
	return id
}

// fates is what the preview says of each field, by key.
func (h *house) fates(by auth.Officer, id round.ImportID) (fates map[string]string, seen int64) {
	h.t.Helper()
	h.read(func(ctx context.Context, tx *db.Tx) error {
		m, sheaf, err := h.Import(ctx, tx, by, id)
		fates, seen = round.FatesForTest(m, sheaf), sheaf.Owed.Version
		return err
	})
	return fates, seen
}

// ready is what the preview ticks by itself.
func ready(fates map[string]string) map[string]bool {
	take := map[string]bool{}
	for key, fate := range fates {
		take[key] = fate == "new" || fate == "changed"
	}
	return take
}

func (h *house) apply(by auth.Officer, id round.ImportID, n round.Applying) (a round.Answer, err error) {
	err = h.tryWrite(func(ctx context.Context, tx *db.Tx) (err error) {
		a, err = h.ApplyForm(ctx, tx, by, id, n)
		return err
	})
	return a, err
}

func TestAFormIsFilledElsewhereAndImported(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d, 2)
		once := h.task("X1", work.Cadence{})
		r := h.open()
		task := "task." + itoa(int64(once.ID))
		answers := map[string]string{
			"hop-bao": "1", "yeu-cau": "1.200", "tra-loi": "4", "lau-nhat": "2,5", "ket-qua": "Đã họp báo.\nĐã trả lời.", task + ".say": "Hoàn thành", task + ".kq": "Đã xong",
		}
		for i, format := range []string{"xlsx", "docx"} {
			unit := []string{"X1", "X1"}[i]
			f := h.issue(h.coordinator(), r, unit)
			if again := h.issue(h.officer(unit), r, unit); again.Code != f.Code {
				t.Errorf("the same form was handed out as %v and %v", f.Code, again.Code)
			}
			id := h.take(h.coordinator(), "bieu."+format, filled(t, f, format, answers))
			fates, seen := h.fates(h.coordinator(), id)
			want := "new"
			if i == 1 {
				want = "kept" // the form was handed out again with these answers in it
			}
			for key := range answers {
				if fates[key] != want && fates[key] != "same" || i == 0 && fates[key] != "new" {
					t.Errorf("%s %s: fate %q, want %q", format, key, fates[key], want)
				}
			}
			if i == 1 {
				continue
			}
			received := &work.Received{Channel: work.ByZalo, Day: day(2026, 12, 7)}
			a, err := h.apply(h.coordinator(), id, round.Applying{Seen: seen, Take: ready(fates), Received: received})
			if err != nil {
				t.Fatal(err)
			}
			again, err := h.apply(h.coordinator(), id, round.Applying{Seen: seen, Take: ready(fates), Received: received})
			if err != nil || again.ID != a.ID {
				t.Errorf("applied twice: line %d beside %d, %v", again.ID, a.ID, err)
			}
			c := a.Content
			if c.Figures["yeu-cau"] != round.WholeOf(1200) || c.Figures["lau-nhat"] != 25_000 || c.Texts["ket-qua"] != answers["ket-qua"] ||
				c.Tasks[0].Say != round.SayDone || !c.Tasks[0].Handed || a.Received == nil || a.Received.File == 0 {
				t.Errorf("the line is %+v", a)
			}
		}
	})
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func TestAnAnswerEnteredMeanwhileIsAConflict(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d, 1)
		r := h.open()
		me := h.officer("X1")
		f := h.issue(me, r, "X1")
		id := h.take(me, "bieu.xlsx", filled(t, f, "xlsx", map[string]string{"hop-bao": "7", "yeu-cau": "5", "tra-loi": "", "lau-nhat": "9"}))
		h.mustAnswer(me, r, "X1", figures(1, 5, 4)) // and 1,5 days at most
		fates, seen := h.fates(me, id)
		for key, want := range map[string]string{"hop-bao": "conflict", "yeu-cau": "same", "tra-loi": "kept", "lau-nhat": "conflict"} {
			if fates[key] != want {
				t.Errorf("%s: %q, want %q", key, fates[key], want)
			}
		}
		_, err := h.apply(me, id, round.Applying{Seen: seen - 1, Take: map[string]bool{"hop-bao": true}})
		wantKind(t, err, fault.Conflict)
		_, err = h.apply(me, id, round.Applying{Seen: seen, Take: map[string]bool{"hop-bao": true}})
		wantKind(t, err, fault.Invalid) // figures change without a reason
		a, err := h.apply(me, id, round.Applying{Seen: seen, Take: map[string]bool{"hop-bao": true}, Reason: "Theo biểu đơn vị gửi"})
		if err != nil || a.Kind != round.Correction || a.Content.Figures["hop-bao"] != round.WholeOf(7) || a.Content.Figures["lau-nhat"] != 15_000 {
			t.Errorf("the line is %+v, %v", a, err)
		}
	})
}

func TestAFormOfAnOlderVersionIsReadByWhatItAsked(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d, 1)
		once := h.task("X1", work.Cadence{})
		r := h.open()
		me := h.officer("X1")
		f := h.issue(me, r, "X1")
		task := "task." + itoa(int64(once.ID))
		data := filled(t, f, "xlsx", map[string]string{"hop-bao": "7", task + ".say": "Hoàn thành", task + ".kq": "Đã xong"})
		h.task("X1", work.Cadence{}) // a task more moves nothing
		h.write(func(ctx context.Context, tx *db.Tx) error {
			c, err := h.work.Case(ctx, tx, h.coordinator(), once.ID)
			if err != nil {
				return err
			}
			_, err = h.work.Cancel(ctx, tx, h.coordinator(), c.Ref(), "Không còn cần")
			return err
		})
		fates, _ := h.fates(me, h.take(me, "bieu.xlsx", data))
		if fates["hop-bao"] != "new" || fates[task+".say"] != "unasked" {
			t.Errorf("the fates are %v", fates)
		}
	})
}

func TestWhatIsNoFormOfThisHouseIsRefused(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d, 2)
		r := h.open()
		f := h.issue(h.officer("X1"), r, "X1")
		good := filled(t, f, "xlsx", nil)
		foreign := f
		foreign.Code.Issue += 1000
		_, err := h.TakeForm(t.Context(), h.officer("X1"), "bieu.xlsx", filled(t, foreign, "docx", nil))
		wantKind(t, err, fault.Invalid)
		_, err = h.TakeForm(t.Context(), h.officer("X2"), "bieu.xlsx", good)
		if k := fault.KindOf(err); err == nil || k != fault.NotFound && k != fault.Forbidden {
			t.Errorf("the form of another unit: %v", err)
		}
		for name, data := range map[string][]byte{"no office file": []byte("hop-bao: 7"), "cut short": good[:len(good)/2]} {
			_, err := h.TakeForm(t.Context(), h.officer("X1"), "bieu.xlsx", data)
			if fault.KindOf(err) != fault.Invalid || err == nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		id := h.take(h.officer("X1"), "bieu.xlsx", good)
		err = d.Read(t.Context(), func(tx *db.Tx) error {
			_, _, err := h.Import(t.Context(), tx, h.coordinator(), id)
			return err
		})
		wantKind(t, err, fault.NotFound) // what an officer took is theirs to apply
		err = h.tryWrite(func(ctx context.Context, tx *db.Tx) error {
			_, err := h.Issue(ctx, tx, h.officer("X2"), r.ID, h.unit["X1"])
			return err
		})
		wantKind(t, err, fault.NotFound)
	})
}

func TestContradictionsAndUnreadableAnswersAskAPerson(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, modules)
	h := newHouse(t, d, 1)
	r := h.open()
	me := h.officer("X1")
	f := h.issue(me, r, "X1")
	id := h.take(me, "bieu.docx", filled(t, f, "docx", map[string]string{
		"nothing": "x", "empty.b1": "x", "hop-bao": "7", "yeu-cau": "mười hai", "tra-loi": "12 vụ", "lau-nhat": "1.231",
	}))
	fates, seen := h.fates(me, id)
	for key, want := range map[string]string{
		"nothing": "doubt", "empty.b1": "doubt", "hop-bao": "new", "yeu-cau": "trouble", "tra-loi": "trouble", "lau-nhat": "doubt", "empty.b2": "kept",
	} {
		if fates[key] != want {
			t.Errorf("%s: %q, want %q", key, fates[key], want)
		}
	}
	a, err := h.apply(me, id, round.Applying{Seen: seen, Take: ready(fates), Typed: map[string]string{"yeu-cau": "12", "tra-loi": "12", "lau-nhat": "1,231"}})
	if err != nil || a.Content.Figures["yeu-cau"] != round.WholeOf(12) || a.Content.Figures["lau-nhat"] != 12_310 || a.Content.Nothing {
		t.Errorf("the line is %+v, %v", a, err)
	}
}

// TestFormsPassThroughLibreOffice fills forms in and sends them through LibreOffice and its own formats.
func TestFormsPassThroughLibreOffice(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		return // several starts of LibreOffice; make test runs them
	}
	d := dbtest.SQLite(t, modules)
	h := newHouse(t, d, 1)
	h.task("X1", work.Cadence{})
	r := h.open()
	me := h.officer("X1")
	f := h.issue(me, r, "X1")
	answers := map[string]string{"hop-bao": "1", "yeu-cau": "1.200", "tra-loi": "4", "lau-nhat": "2,5", "ket-qua": "Đã họp báo.\nĐã trả lời <&>."}
	for _, way := range [][]string{{"docx", "docx"}, {"docx", "odt", "docx"}, {"docx", "doc", "docx"}, {"xlsx", "ods", "xlsx"}} {
		data := converted(t, filled(t, f, way[0], answers), way)
		id := h.take(me, "bieu."+way[0], data)
		h.read(func(ctx context.Context, tx *db.Tx) error {
			m, sheaf, err := h.Import(ctx, tx, me, id)
			for key, fate := range round.FatesForTest(m, sheaf) {
				want := "kept"
				if answers[key] != "" {
					want = "new"
				}
				if fate != want {
					t.Errorf("%v %s: %q, want %q", way, key, fate, want)
				}
			}
			for _, a := range m.Reading.Answers {
				if key := m.Form.Fields[a.Field].Key; key == "ket-qua" && a.Value != answers[key] {
					t.Errorf("%v %s: %q, want %q", way, key, a.Value, answers[key])
				}
			}
			if len(m.Reading.Extra) > 0 {
				t.Errorf("%v: also found %+v", way, m.Reading.Extra)
			}
			return err
		})
	}
}

// converted lets LibreOffice write data anew in one format after the other.
func converted(t *testing.T, data []byte, way []string) []byte {
	t.Helper()
	dir := t.TempDir()
	from := filepath.Join(dir, "bieu."+way[0])
	err := os.WriteFile(from, data, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	for i, to := range way[1:] {
		out := filepath.Join(dir, string(rune('a'+i)))
		cmd := exec.CommandContext(t.Context(), "soffice", "--headless", "-env:UserInstallation=file://"+dir+"/profile", "--convert-to", to, "--outdir", out, from)
		said, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("soffice: %v\n%s", err, said)
		}
		from = filepath.Join(out, "bieu."+to)
	}
	data, err = os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestAMergedCellInAWorkbookIsNotGuessedAt goes the whole way with a workbook that another program changed.
func TestAMergedCellInAWorkbookIsNotGuessedAt(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, modules)
	h := newHouse(t, d, 1)
	r := h.open()
	me := h.officer("X1")
	x, err := excelize.OpenReader(bytes.NewReader(filled(t, h.issue(me, r, "X1"), "xlsx", map[string]string{"hop-bao": "1", "yeu-cau": "12"})))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := x.GetRows("Biểu")
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		if len(row) > 1 && row[1] == "Số cuộc họp báo" {
			cell, _ := excelize.CoordinatesToCellName(4, i+1)
			below, _ := excelize.CoordinatesToCellName(4, i+2)
			err = x.MergeCell("Biểu", cell, below)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	err = x.Write(&b)
	if err != nil {
		t.Fatal(err)
	}
	fates, _ := h.fates(me, h.take(me, "bieu.xlsx", b.Bytes()))
	if fates["hop-bao"] != "trouble" || fates["yeu-cau"] != "trouble" {
		t.Errorf("the fates are %v", fates)
	}
}

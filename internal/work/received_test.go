package work_test

import (
	"context"
	"testing"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// letter is an official letter of the unit.
func letter(on law.Date) *work.Received {
	return &work.Received{Channel: work.ByDocument, Number: "12/BC-SVHTTDL", Day: on}
}

func (h *house) enter(c work.Case, r work.Report) (work.Case, error) {
	h.t.Helper()
	return h.try(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
		return h.Submit(ctx, tx, h.coordinator(), c.Ref(), 0, r)
	})
}

func TestWhatIsEnteredForAUnitCountsFromTheDayItCame(t *testing.T) {
	each(t, func(h *house) {
		c := h.open()                  // due 3/12
		h.clock.set(day(2026, 12, 10)) // typed a week after
		c, err := h.enter(c, work.Report{Result: "Đã họp.", Received: letter(day(2026, 12, 2))})
		if err != nil {
			h.t.Fatal(err)
		}
		if c.Late || c.State != work.Waiting || law.DateOf(*c.SubmittedAt) != day(2026, 12, 2) {
			h.t.Errorf("entered: %+v", c)
		}
		f := h.file(c)
		got := f.Submissions[0]
		if f.Case.Evidence != 1 || f.Evidence[0].Number != "12/BC-SVHTTDL" {
			h.t.Errorf("evidence: %+v", f.Evidence)
		}
		if got.For != h.unit["SVH"] || got.Received == nil || *got.Received != *letter(day(2026, 12, 2)) || !got.Unconfirmed() || got.By.Name != "coordinator UBND" {
			h.t.Errorf("kept as %+v, received %+v", got, got.Received)
		}
		want := "%s nhập thay %s kết quả của %s, theo văn bản số %s ngày %s"
		if last := f.Events[len(f.Events)-1]; last.Sentence != want || last.Args[0] != "coordinator UBND" || last.Args[1] != "Sở Văn hóa, Thể thao và Du lịch" {
			h.t.Errorf("the timeline says %q %v", last.Sentence, last.Args)
		}
	})
}

func TestProgressLeavesWhatIsOwed(t *testing.T) {
	each(t, func(h *house) {
		c, err := h.enter(h.open(), work.Report{Result: "Đã mời báo chí.", Progress: true, Received: letter(monday)})
		if err != nil {
			h.t.Fatal(err)
		}
		if c.State != work.Open || c.Step != work.Doing || c.Owed != day(2026, 12, 3) || c.Awaiting != 0 {
			h.t.Errorf("after progress: %+v", c)
		}
		c = h.submit(c, "SVH")
		if c.Step != work.Submitted || len(h.file(c).Submissions) != 2 {
			h.t.Errorf("handed in after progress: %+v", c)
		}
	})
}

func TestWhoEntersMayAcceptAtOnce(t *testing.T) {
	each(t, func(h *house) {
		c, err := h.enter(h.open(), work.Report{Result: "Đã họp.", Received: letter(monday), Agree: true})
		if err != nil || c.State != work.Done || c.FinishedOn != monday || !h.file(c).Submissions[0].Unconfirmed() {
			h.t.Errorf("entered and accepted: %+v, %v", c, err)
		}
	})
}

func TestWhoMayEnterForAUnitAndWhat(t *testing.T) {
	each(t, func(h *house) {
		c := h.open()
		for _, tt := range []struct {
			name string
			by   auth.Officer
			how  *work.Received
			want fault.Kind
		}{
			{"the unit itself needs no channel and names none", h.as(auth.Staff, "SVH"), letter(monday), fault.Forbidden},
			{"a coordinator who does not say how it came hands in nothing", h.coordinator(), nil, fault.Forbidden},
			{"a document needs its number", h.coordinator(), &work.Received{Channel: work.ByDocument, Day: monday}, fault.Invalid},
			{"nothing comes tomorrow", h.coordinator(), letter(monday.AddDays(1)), fault.Invalid},
			{"a channel nobody knows", h.coordinator(), &work.Received{Channel: "pigeon", Day: monday}, fault.Invalid},
			{"a call needs its day", h.coordinator(), &work.Received{Channel: work.ByPhone}, fault.Invalid},
		} {
			_, err := h.try(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
				return h.Submit(ctx, tx, tt.by, c.Ref(), 0, work.Report{Result: "Đã họp.", Received: tt.how})
			})
			wantKind(h.t, err, tt.want, tt.name)
		}
	})
}

func TestTheUnitConfirmsOrCorrectsWhatWasEnteredForIt(t *testing.T) {
	each(t, func(h *house) {
		unit := h.as(auth.Staff, "SVH", "bình")
		entered := func() (all []work.Entered) {
			h.read(func(ctx context.Context, tx *db.Tx) error {
				today, err := h.Today(ctx, tx, unit)
				all = today.Entered
				return err
			})
			return all
		}
		enter := func() work.Case {
			h.t.Helper()
			c, err := h.enter(h.open(), work.Report{Result: "Đã họp.", Received: letter(h.Day())})
			if err != nil {
				h.t.Fatal(err)
			}
			return c
		}
		first, second := enter(), h.accept(enter())
		all := entered()
		if len(all) != 2 || all[0].Case.ID != second.ID || all[0].Submission.Received == nil {
			h.t.Fatalf("on Today: %+v", all)
		}
		confirm := func(by auth.Officer) (work.Case, error) {
			return h.try(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
				return h.Confirm(ctx, tx, by, first.Ref(), all[1].Submission.ID)
			})
		}
		_, err := confirm(h.coordinator())
		wantKind(h.t, err, fault.Forbidden, "who typed it confirms it")
		_, err = confirm(unit)
		if err != nil {
			h.t.Fatal(err)
		}
		got := h.file(first).Submissions[0]
		if got.Unconfirmed() || got.ConfirmedBy.Name != unit.Full || got.By.Name != h.coordinator().Full {
			h.t.Errorf("confirmed: %+v", got)
		}
		h.clock.set(day(2026, 12, 10)) // after its day
		second = h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.Correct(ctx, tx, unit, second.Ref(), all[0].Submission.ID, work.Report{Result: "Đã họp hai lần."})
		})
		if second.State != work.Waiting || second.Late || law.DateOf(*second.SubmittedAt) != monday || second.Awaiting != 1 {
			h.t.Errorf("corrected: %+v", second)
		}
		s := h.file(second).Submissions
		if len(s) != 2 || s[0].Verdict != work.Withdrawn || s[1].Result != "Đã họp hai lần." || s[1].Received != nil {
			h.t.Errorf("versions: %+v", s)
		}
		if left := entered(); len(left) != 0 {
			h.t.Errorf("still to be confirmed: %+v", left)
		}
	})
}

func TestAUnitIsToldTwoWorkingDaysBeforeItTurnsRed(t *testing.T) {
	each(t, func(h *house) {
		h.open(func(n *work.Opening) { n.Clock.Due = law.OnDay(day(2026, 12, 7)) }) // a Monday
		h.write(func(ctx context.Context, tx *db.Tx) error {
			root := h.as(auth.Administrator, "UBND")
			return h.SetSettings(ctx, tx, root, work.Settings{Hour: 7})
		})
		told := func(on law.Date) (sent, soon int) {
			h.clock.set(on)
			sent, err := h.SendReminders(h.t.Context())
			if err != nil {
				h.t.Fatal(err)
			}
			h.read(func(ctx context.Context, tx *db.Tx) error {
				today, err := h.Today(ctx, tx, h.as(auth.Staff, "SVH", "bình"))
				soon = today.SoonCount
				return err
			})
			return sent, soon
		}
		if sent, soon := told(day(2026, 12, 2)); sent != 0 || soon != 0 {
			h.t.Errorf("on Wednesday: %d letters, %d on Today", sent, soon)
		}
		if sent, soon := told(day(2026, 12, 3)); sent != 1 || soon != 1 {
			h.t.Errorf("on Thursday: %d letters, %d on Today, want one each", sent, soon)
		}
	})
}

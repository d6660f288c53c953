package work_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/search"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

func TestTheLifeOfWhatIsOwed(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name     string
		from, to work.Step
		want     bool
	}{
		{"what has not begun may be handed in at once", work.NotStarted, work.Submitted, true},
		{"nothing is accepted that was not handed in", work.Doing, work.Accepted, false},
		{"nothing is returned that was not handed in", work.Doing, work.Returned, false},
		{"what was returned is handed in again", work.Returned, work.Submitted, true},
		{"what was returned is not accepted as it is", work.Returned, work.Accepted, false},
		{"an acceptance by mistake is returned", work.Accepted, work.Returned, true},
		{"what is accepted cannot be dropped", work.Accepted, work.Dropped, false},
		{"what was dropped stays dropped", work.Dropped, work.Doing, false},
		{"the unit takes back what waits", work.Submitted, work.Doing, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := tt.from.CanBecome(tt.to); got != tt.want {
				t.Errorf("Step(%q).CanBecome(%q) = %v, want %v", tt.from, tt.to, got, tt.want)
			}
		})
	}
}

func TestEveryStepHasAWordAndAState(t *testing.T) {
	t.Parallel()
	for _, w := range work.StandardLife {
		if w.Word == "" || !slices.Contains([]work.State{work.Open, work.Waiting, work.Done, work.Cancelled}, w.Step.State()) {
			t.Errorf("step %q has word %q and state %q", w.Step, w.Word, w.Step.State())
		}
	}
	for _, c := range work.Classes {
		if c.Word() == "" {
			t.Errorf("class %q has no word", c)
		}
	}
}

func TestPunctualityCountsTheSubmissionThatWasAccepted(t *testing.T) {
	each(t, func(h *house) {
		c := h.open()
		if c.Code != "NV-2026-0001" || c.State != work.Open || c.Step != work.NotStarted || c.Owed != day(2026, 12, 3) {
			h.t.Fatalf("opened %+v", c)
		}
		c = h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.Start(ctx, tx, h.as(auth.Staff, "SVH"), c.Ref())
		})
		h.clock.set(day(2026, 12, 3))
		c = h.submit(c, "SVH")
		if c.State != work.Waiting || c.Step != work.Submitted || !c.Owed.IsZero() || c.Late {
			h.t.Fatalf("handed in on its last day: %+v", c)
		}
		h.clock.set(day(2026, 12, 20)) // the coordinator took long
		if got := work.ClassOf(c, h.Day()); got != work.GoingOnTime {
			h.t.Errorf("waiting for the coordinator: class %q, want %q", got, work.GoingOnTime)
		}
		c = h.accept(c)
		if c.State != work.Done || c.Late || c.FinishedOn != day(2026, 12, 3) || work.ClassOf(c, h.Day()) != work.DoneOnTime {
			h.t.Errorf("accepted: %+v", c)
		}
	})
}

func TestAReturnedResultCountsFromItsSecondSubmission(t *testing.T) {
	each(t, func(h *house) {
		c := h.open()
		h.clock.set(day(2026, 12, 3))
		c = h.submit(c, "SVH")
		h.clock.set(day(2026, 12, 4))
		c = h.back(c)
		h.clock.set(day(2026, 12, 5)) // the day with the coordinator is given back, the next is late
		if c.State != work.Open || c.Step != work.Returned || !work.Overdue(c, h.Day()) || c.Reason != "Thiếu biên bản." || c.SubmittedAt != nil {
			h.t.Fatalf("returned after its day: %+v", c)
		}
		c = h.accept(h.submit(c, "SVH"))
		if got := work.ClassOf(c, h.Day()); got != work.DoneLate {
			h.t.Errorf("class %q, want %q", got, work.DoneLate)
		}
		f := h.file(c)
		if len(f.Submissions) != 2 || f.Submissions[0].Verdict != work.Refused || f.Submissions[1].Version != 2 || f.Submissions[1].Verdict != work.Agreed {
			h.t.Errorf("submissions: %+v", f.Submissions)
		}
		c = h.back(c)
		if c.State != work.Open || c.TooLate != 0 {
			h.t.Errorf("an acceptance taken back: %+v", c)
		}
	})
}

func TestAnExtensionKeepsTheFirstDueDay(t *testing.T) {
	each(t, func(h *house) {
		c, first := h.open(), day(2026, 12, 3)
		ask := func(c work.Case, to law.Date) (work.Case, error) {
			return h.try(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
				return h.AskExtension(ctx, tx, h.as(auth.Staff, "SVH"), c.Ref(), 0, to, "Giảng viên báo hoãn.")
			})
		}
		_, err := ask(c, first)
		wantKind(h.t, err, fault.Invalid, "an extension to the same day")
		c, err = ask(c, day(2026, 12, 10))
		if err != nil || c.Asking != 1 || c.Due != first {
			h.t.Fatalf("asked: %+v, %v", c, err)
		}
		_, err = ask(c, day(2026, 12, 11))
		wantKind(h.t, err, fault.Conflict, "a second request while one waits")
		request := h.file(c).Requests[0].ID
		c = h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.GrantExtension(ctx, tx, h.coordinator(), c.Ref(), request, day(2026, 12, 8), "Chỉ đến ngày 8.")
		})
		if c.Due != day(2026, 12, 8) || c.Owed != c.Due || c.FirstDue != first || c.Asking != 0 {
			h.t.Errorf("granted another day: %+v", c)
		}
		r := h.file(c).Requests[0]
		if r.Verdict != work.Agreed || r.Day != day(2026, 12, 10) || r.GaveDay != c.Due || r.OldDay != first || r.Answer == "" {
			h.t.Errorf("history: %+v", r)
		}
	})
}

func TestWhatIsHandedInWhileAnExtensionWaitsIsMeasuredByTheNewDay(t *testing.T) {
	each(t, func(h *house) {
		c := h.open()
		c = h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.AskExtension(ctx, tx, h.as(auth.Staff, "SVH"), c.Ref(), 0, day(2026, 12, 10), "Chờ số liệu.")
		})
		request := h.file(c).Requests[0].ID
		h.clock.set(day(2026, 12, 7))
		c = h.submit(c, "SVH")
		if c.Late {
			h.t.Fatal("late while nobody answers")
		}
		granted := h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.GrantExtension(ctx, tx, h.coordinator(), c.Ref(), request, law.Date{}, "")
		})
		if granted.Late || granted.State != work.Waiting {
			h.t.Errorf("granted while it waited: %+v", granted)
		}
		_, err := h.try(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.Refuse(ctx, tx, h.coordinator(), granted.Ref(), request, "Không.")
		})
		wantKind(h.t, err, fault.Conflict, "answering twice")
	})
}

func TestATransferChangesWhoAnswersAndWhoSees(t *testing.T) {
	each(t, func(h *house) {
		c := h.open(func(n *work.Opening) { n.Person = h.who["an"] })
		c = h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.AskTransfer(ctx, tx, h.as(auth.Staff, "SVH"), c.Ref(), h.unit["SNV"], "Không thuộc chức năng.")
		})
		request := h.file(c).Requests[0].ID
		c = h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.GrantTransfer(ctx, tx, h.coordinator(), c.Ref(), request, 0, "")
		})
		if c.Lead != h.unit["SNV"] || c.Person != 0 {
			h.t.Fatalf("transferred: %+v", c)
		}
		h.read(func(ctx context.Context, tx *db.Tx) error {
			_, err := h.Case(ctx, tx, h.as(auth.Staff, "SVH"), c.ID)
			wantKind(h.t, err, fault.NotFound, "the old lead")
			_, err = h.Case(ctx, tx, h.as(auth.Staff, "SNV"), c.ID)
			return err
		})
		if c = h.submit(c, "SNV"); c.State != work.Waiting {
			h.t.Errorf("the new lead hands in: %+v", c)
		}
	})
}

func TestTwoEditorsNeverOverwriteEachOther(t *testing.T) {
	each(t, func(h *house) {
		c := h.open()
		edit := func(title string) error {
			_, err := h.try(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
				return h.Edit(ctx, tx, h.coordinator(), c.Ref(), work.Change{Title: title, Partners: c.Partners})
			})
			return err
		}
		if err := edit("Họp báo tháng 12"); err != nil {
			h.t.Fatal(err)
		}
		err := edit("Họp báo quý IV")
		wantKind(h.t, err, fault.Conflict, "the second editor")
		var clash *work.Clash
		if !errors.As(err, &clash) {
			h.t.Fatal("the conflict carries no versions")
		}
		if clash.Seen != c.Version || clash.Now.Title != "Họp báo tháng 12" || clash.Now.Version != c.Version+1 || len(clash.Since) != 1 {
			h.t.Errorf("clash: %+v", clash)
		}
	})
}

func TestAChangeItsTimelineItsAuditLineAndItsSearchEntryComeTogether(t *testing.T) {
	each(t, func(h *house) {
		c := h.submit(h.open(), "SVH")
		stop := errors.New("stop")
		err := h.tryWrite(func(ctx context.Context, tx *db.Tx) error {
			_, err := h.Accept(ctx, tx, h.coordinator(), c.Ref(), 0, "")
			return errors.Join(err, stop)
		})
		if !errors.Is(err, stop) {
			h.t.Fatal(err)
		}
		h.read(func(ctx context.Context, tx *db.Tx) error {
			lines, err := audit.Lines(ctx, tx, audit.Filter{Object: "case", ObjectID: int64(c.ID)})
			if err != nil {
				return err
			}
			if len(lines) != 2 || lines[0].Action != "work.submit" {
				h.t.Errorf("audit lines: %+v", lines)
			}
			hits, err := search.Find(ctx, tx, h.as(auth.Staff, "STP"), work.View, "hop bao thuong ky", 10)
			if err != nil {
				return err
			}
			if len(hits) != 1 || hits[0].Href != "/nhiem-vu/NV-2026-0001" {
				h.t.Errorf("search: %+v", hits)
			}
			return nil
		})
		f := h.file(c)
		if f.Case.State != work.Waiting || len(f.Events) != 2 || f.Events[1].Action != "work.submit" {
			h.t.Errorf("after a change that failed: %+v, %+v", f.Case, f.Events)
		}
	})
}

func TestCancelledWorkOwesNothing(t *testing.T) {
	each(t, func(h *house) {
		c := h.open()
		c = h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.AskExtension(ctx, tx, h.as(auth.Staff, "SVH"), c.Ref(), 0, day(2026, 12, 10), "Chờ số liệu.")
		})
		c = h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.Cancel(ctx, tx, h.coordinator(), c.Ref(), "Trùng với nhiệm vụ khác.")
		})
		if c.State != work.Cancelled || !c.Owed.IsZero() || c.Asking != 0 || work.ClassOf(c, h.Day()) != work.GivenUp {
			h.t.Errorf("cancelled: %+v", c)
		}
		if r := h.file(c).Requests[0]; r.Verdict != work.Withdrawn {
			h.t.Errorf("the request still waits: %+v", r)
		}
		_, err := h.try(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.Submit(ctx, tx, h.as(auth.Staff, "SVH"), c.Ref(), 0, work.Report{Result: "Xong."})
		})
		wantKind(h.t, err, fault.Conflict, "handing in cancelled work")
	})
}

func TestAMonthlyCaseRollsOnAndKeepsItsScore(t *testing.T) {
	each(t, func(h *house) {
		c := h.open(func(n *work.Opening) {
			n.Cadence = work.Cadence{Rhythm: work.Monthly, Day: 27, To: day(2027, 1, 31)}
			n.Clock = work.Clock{Basis: "Kế hoạch số 128/KH-UBND"}
		})
		if c.Owed != day(2026, 11, 27) {
			h.t.Fatalf("owed %v, want the 27th", c.Owed)
		}
		h.clock.set(day(2026, 11, 30))
		if got := work.ClassOf(c, h.Day()); got != work.NotBegun || !work.Overdue(c, h.Day()) {
			h.t.Errorf("not begun and overdue: class %q", got)
		}
		c = h.submit(c, "SVH")
		if c.State != work.Open || c.Owed != day(2026, 12, 28) || c.Awaiting != 1 {
			h.t.Fatalf("after November, late: %+v", c)
		}
		c = h.accept(c)
		c = h.accept(h.submit(c, "SVH"))
		if c.Owed != day(2027, 1, 27) {
			h.t.Errorf("owed %v, want January", c.Owed)
		}
		c = h.accept(h.submit(c, "SVH"))
		if c.State != work.Done || c.OnTime != 2 || c.TooLate != 1 || work.ClassOf(c, h.Day()) != work.DoneLate {
			h.t.Errorf("at the end of the range: %+v", c)
		}
	})
}

func TestContinuousWorkShowsThisPeriod(t *testing.T) {
	each(t, func(h *house) {
		c := h.open(func(n *work.Opening) {
			n.Cadence = work.Cadence{Rhythm: work.Continuous, Report: work.Monthly}
			n.Clock = work.Clock{}
		})
		if got := work.ClassOf(c, h.Day()); got != work.NotReported {
			h.t.Errorf("class %q, want %q", got, work.NotReported)
		}
		c = h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.Submit(ctx, tx, h.as(auth.Staff, "SVH"), c.Ref(), 0, work.Report{Nothing: true})
		})
		if got := work.ClassOf(c, h.Day()); got != work.NothingArose || c.Awaiting != 0 {
			h.t.Errorf("class %q, want %q without a wait", got, work.NothingArose)
		}
		h.clock.set(day(2026, 12, 2))
		if got := work.ClassOf(c, h.Day()); got != work.NotReported {
			h.t.Errorf("in the next month: class %q, want %q", got, work.NotReported)
		}
		c = h.submit(c, "SVH")
		if got := work.ClassOf(c, h.Day()); got != work.Reported {
			h.t.Errorf("class %q, want %q", got, work.Reported)
		}
		c = h.accept(c)
		c = h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.Finish(ctx, tx, h.coordinator(), c.Ref(), "Hết nhiệm kỳ.")
		})
		if c.State != work.Done || !c.Owed.IsZero() {
			h.t.Errorf("finished: %+v", c)
		}
	})
}

func TestWorkAsNeededNeverFallsDue(t *testing.T) {
	each(t, func(h *house) {
		c := h.open(func(n *work.Opening) { n.Cadence, n.Clock = work.Cadence{Rhythm: work.AsNeeded}, work.Clock{} })
		for range 2 {
			c = h.accept(h.submit(c, "SVH"))
		}
		if c.State != work.Open || !c.Due.IsZero() || c.OnTime != 2 || len(h.file(c).Periods) != 3 {
			h.t.Errorf("as needed: %+v", c)
		}
	})
}

func TestANewScheduleOwesNoDayTwice(t *testing.T) {
	each(t, func(h *house) {
		c := h.open(func(n *work.Opening) { n.Cadence, n.Clock = work.Cadence{Rhythm: work.Monthly}, work.Clock{} })
		c = h.submit(c, "SVH")
		c = h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.Reschedule(ctx, tx, h.coordinator(), c.Ref(), work.Cadence{Rhythm: work.Weekly, Weekday: 5}, work.Clock{}, "Theo chỉ đạo mới.")
		})
		periods := h.file(c).Periods
		for i := 1; i < len(periods); i++ {
			if periods[i].From != periods[i-1].To.AddDays(1) {
				h.t.Errorf("period %d begins %v after %v", i, periods[i].From, periods[i-1].To)
			}
		}
		if periods[0].Step != work.Submitted || c.Cadence.Rhythm != work.Weekly || c.Owed.IsZero() {
			h.t.Errorf("rescheduled: %+v, %+v", c, periods)
		}
		c = h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.Reschedule(ctx, tx, h.coordinator(), c.Ref(), work.Cadence{}, work.Clock{Due: law.OnDay(day(2027, 2, 1))}, "Làm một lần.")
		})
		if c.Owed != day(2027, 2, 1) {
			h.t.Errorf("now done once: %+v", c)
		}
	})
}

func TestPartnersContributeAndPeopleAreNamed(t *testing.T) {
	each(t, func(h *house) {
		c := h.open()
		h.write(func(ctx context.Context, tx *db.Tx) error {
			err := h.Contribute(ctx, tx, h.as(auth.Staff, "STP"), c.ID, h.unit["STP"], "Đã gửi dự thảo.", []work.Proof{{Number: "15/STP-VP", File: 7}})
			if err != nil {
				return err
			}
			wantKind(h.t, h.Contribute(ctx, tx, h.as(auth.Staff, "SVH"), c.ID, h.unit["SVH"], "x", nil), fault.Forbidden, "the lead contributes")
			_, err = h.AddEvidence(ctx, tx, h.as(auth.Staff, "SVH"), c.ID, work.Proof{Title: "Biên bản", Day: monday})
			if err != nil {
				return err
			}
			_, err = h.Comment(ctx, tx, h.as(auth.Staff, "STP"), c.ID, "Nhờ @Nguyễn Thị An xem giúp, báo @Trần Thu Hà; không phải @Lê Văn Bình2 hay binh@vhttdl.")
			return err
		})
		f := h.file(c)
		if f.Case.Evidence != 2 || f.Case.Comments != 1 || len(f.Contributions) != 1 || len(f.Contributions[0].Evidence) != 1 {
			h.t.Errorf("file: %+v", f)
		}
		want := []org.PersonID{h.who["hà"], h.who["an"]}
		slices.Sort(want)
		if !slices.Equal(f.Comments[0].Mentions, want) {
			h.t.Errorf("mentions %v, want %v", f.Comments[0].Mentions, want)
		}
		c = h.submit(f.Case, "SVH") // talk did not disturb the editor
		today := func() (n int) {
			h.read(func(ctx context.Context, tx *db.Tx) error {
				d, err := h.Today(ctx, tx, h.as(auth.Staff, "SVH", "an"))
				n = d.MentionCount
				return err
			})
			return n
		}
		if today() != 1 {
			h.t.Error("the mention is not in Today")
		}
		h.write(func(ctx context.Context, tx *db.Tx) error {
			return h.SeeMentions(ctx, tx, h.as(auth.Staff, "SVH", "an"), c.ID)
		})
		if today() != 0 {
			h.t.Error("a mention that was seen is still in Today")
		}
		h.write(func(ctx context.Context, tx *db.Tx) error {
			return h.DropEvidence(ctx, tx, h.as(auth.Staff, "SVH"), f.Evidence[1].ID)
		})
		if got := h.file(c).Case.Evidence; got != 1 {
			h.t.Errorf("evidence after dropping one: %d", got)
		}
	})
}

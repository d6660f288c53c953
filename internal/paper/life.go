package paper

import (
	"context"
	"fmt"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// Submit hands a draft in for signature and keeps it as it was.
func (s *Service) Submit(ctx context.Context, tx *db.Tx, by auth.Officer, id ID, seen int64) error {
	p, err := s.toChange(ctx, tx, by, id, Prepare)
	if err != nil {
		return err
	}
	if p.State != Drafted {
		return fault.New(fault.Conflict, "Chỉ trình được văn bản đang là dự thảo.")
	}
	return s.submit(ctx, tx, by, p, seen)
}

func (s *Service) submit(ctx context.Context, tx *db.Tx, by auth.Officer, p Paper, seen int64) error {
	p.State, p.Reason, p.Round = Submitted, "", p.Round+1
	err := insertRound(ctx, tx, p.ID, Round{Ordinal: p.Round, Frame: p.Frame, Body: p.Body, SubmittedAt: s.Now(), SubmittedBy: by.Full})
	if err != nil {
		return fmt.Errorf("storing a round of paper %d: %w", p.ID, err)
	}
	return s.store(ctx, tx, by, p, seen, "paper.submit", web.Say("Trình %s “%s”, lần %d", inSentence(p.Kind), p.Title, p.Round))
}

// Return records that a paper came back unsigned, with the reason; it is a draft again.
func (s *Service) Return(ctx context.Context, tx *db.Tx, by auth.Officer, id ID, seen int64, reason string) error {
	p, err := s.toChange(ctx, tx, by, id, Prepare, Publish)
	if err != nil {
		return err
	}
	reason = strings.TrimSpace(reason)
	switch {
	case p.State != Submitted:
		return fault.New(fault.Conflict, "Chỉ trả lại được văn bản đã trình.")
	case reason == "":
		return fault.New(fault.Invalid, "Hãy ghi lý do trả lại để người soạn biết cần sửa gì.").At("ly-do")
	}
	p.State, p.Reason = Drafted, reason
	err = endRound(ctx, tx, p.ID, p.Round, s.Now(), by.Full, reason)
	if err != nil {
		return fmt.Errorf("ending a round of paper %d: %w", id, err)
	}
	return s.store(ctx, tx, by, p, seen, "paper.return", web.Say("Trả lại %s “%s”, lần trình %d", inSentence(p.Kind), p.Title, p.Round))
}

// Withdraw ends a paper that will not be issued, with the reason.
func (s *Service) Withdraw(ctx context.Context, tx *db.Tx, by auth.Officer, id ID, seen int64, reason string) error {
	p, err := s.toChange(ctx, tx, by, id, Prepare)
	if err != nil {
		return err
	}
	reason = strings.TrimSpace(reason)
	switch {
	case !p.State.CanBecome(Withdrawn):
		return fault.New(fault.Conflict, "Văn bản đã ban hành hoặc đã rút nên không rút được nữa.")
	case reason == "":
		return fault.New(fault.Invalid, "Hãy ghi lý do rút văn bản.").At("ly-do-rut")
	}
	if p.State == Submitted {
		err = endRound(ctx, tx, p.ID, p.Round, s.Now(), by.Full, reason)
		if err != nil {
			return fmt.Errorf("ending a round of paper %d: %w", id, err)
		}
	}
	p.State, p.Reason = Withdrawn, reason
	return s.store(ctx, tx, by, p, seen, "paper.withdraw", web.Say("Rút %s “%s”", inSentence(p.Kind), p.Title))
}

// Issue is what an officer records of an issued paper.
type Issue struct {
	Number string // "45/BC-SVHTTDL"
	Day    law.Date
	Signer string // empty: as prepared

	// File is the issued file with what Compare found in it; nil: it comes later.
	File  *files.Stored
	Found Comparison
}

// Issue records that a paper was issued. A draft that was never handed in here counts as handed in now.
func (s *Service) Issue(ctx context.Context, tx *db.Tx, by auth.Officer, id ID, seen int64, i Issue) error {
	p, err := s.toChange(ctx, tx, by, id, Publish)
	if err != nil {
		return err
	}
	i.Number = strings.Join(strings.Fields(i.Number), "")
	err = s.checkIssue(p, i)
	if err != nil {
		return err
	}
	if p.State == Drafted {
		err = s.submit(ctx, tx, by, p, seen)
		if err != nil {
			return err
		}
		p.State, p.Round, seen = Submitted, p.Round+1, seen+1
	}
	err = endRound(ctx, tx, p.ID, p.Round, s.Now(), by.Full, "")
	if err != nil {
		return fmt.Errorf("ending a round of paper %d: %w", id, err)
	}
	p.State, p.Reason, p.Number, p.IssuedOn, p.Signer = Issued, "", i.Number, i.Day, strings.TrimSpace(i.Signer)
	if p.Signer == "" {
		p.Signer = p.Frame.Signature.Name
	}
	err = s.attach(ctx, tx, by, &p, i.File, i.Found)
	if err != nil {
		return err
	}
	err = s.store(ctx, tx, by, p, seen, "paper.issue", web.Say("Ban hành %s số %s ngày %s: “%s”", inSentence(p.Kind), p.Number, p.IssuedOn.Vietnamese(), p.Title))
	if err != nil {
		return err
	}
	if hear := s.owners[p.About.Duty].Issued; hear != nil {
		return hear(ctx, tx, by, p)
	}
	return nil
}

func (s *Service) checkIssue(p Paper, i Issue) error {
	switch {
	case p.State != Drafted && p.State != Submitted:
		return fault.New(fault.Conflict, "Văn bản đã ban hành hoặc đã rút nên không ghi ban hành được nữa.")
	case i.Number == "":
		return fault.New(fault.Invalid, "Hãy ghi số, ký hiệu của văn bản đã ban hành.").At("so")
	case !startsWithDigit(i.Number):
		return fault.New(fault.Invalid, "Số, ký hiệu bắt đầu bằng số thứ tự, ví dụ 45/%s.", p.Frame.Symbol).At("so")
	case i.Day.IsZero():
		return fault.New(fault.Invalid, "Hãy ghi ngày ban hành.").At("ngay")
	case i.Day.After(s.Day()):
		return fault.New(fault.Invalid, "Ngày ban hành không thể sau hôm nay.").At("ngay")
	case i.Day.Before(p.AsOf):
		return fault.New(fault.Invalid, "Ngày ban hành không thể trước ngày chốt số liệu, %s.", p.AsOf).At("ngay")
	}
	return nil
}

func startsWithDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// Attach adds the issued file to a paper that was issued without one, or a better copy of it. What was
// attached before stays among the files of the paper.
func (s *Service) Attach(ctx context.Context, tx *db.Tx, by auth.Officer, id ID, seen int64, file files.Stored, found Comparison) error {
	p, err := s.toChange(ctx, tx, by, id, Publish)
	if err != nil {
		return err
	}
	if p.State != Issued {
		return fault.New(fault.Conflict, "Chỉ gắn được tệp cho văn bản đã ban hành.")
	}
	err = s.attach(ctx, tx, by, &p, &file, found)
	if err != nil {
		return err
	}
	return s.store(ctx, tx, by, p, seen, "paper.file", web.Say("Gắn tệp ban hành %s của %s số %s", file.Name, inSentence(p.Kind), p.Number))
}

func (s *Service) attach(ctx context.Context, tx *db.Tx, by auth.Officer, p *Paper, file *files.Stored, found Comparison) (err error) {
	if file == nil {
		return nil
	}
	p.File, err = s.Files.Attach(ctx, tx, *file, "paper", int64(p.ID), by)
	p.Matching, p.Compared = found.Matching, found.Differences
	return err
}

package desk_test

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/jobs"
	"github.com/nhipcau/nhipcau/internal/mail"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// lively is a province some weeks into its work; the cases are named by what is special about them.
type lively struct{ late, returned, waiting, monthly work.Case }

func (h *house) populate() (p lively) {
	h.Helper()
	now := h.now
	h.now = now.AddDate(0, 0, -40)
	partners := func(n *work.Opening) {
		n.Partners = []org.UnitID{h.unit["STP"], h.unit["SYT"]}
		n.Section, n.Number = "III. Bồi dưỡng, bố trí đội ngũ", "3.1"
	}
	p.late = h.open("SVHTTDL", "Tập huấn xử lý khủng hoảng truyền thông cho 19 sở, ngành", day(2026, 11, 17), partners)
	h.open("SVHTTDL", "Rà soát mục công khai trên trang của 19 sở, ngành", day(2026, 11, 23))
	h.open("SVHTTDL", "Cập nhật danh bạ người phát ngôn toàn tỉnh và gửi Văn phòng UBND tỉnh trước ngày 25 hằng tháng để tổng hợp, công khai theo quy định", day(2026, 11, 25))
	p.returned = h.open("SVHTTDL", "Báo cáo kết quả cả năm gửi UBND tỉnh", day(2026, 12, 20))
	p.waiting = h.open("STP", "Tập huấn báo cáo viên pháp luật cấp xã", day(2026, 11, 15))
	p.monthly = h.open("SVHTTDL", "Họp báo thường kỳ của UBND tỉnh", law.Date{}, func(n *work.Opening) {
		n.Cadence, n.Since = work.Cadence{Rhythm: work.Monthly, Day: 27}, day(2026, 6, 1)
		n.Clock = work.Clock{Rule: "BC-HOP-BAO", Version: 1, Basis: "Nghị định 09/2017/NĐ-CP", ExplanationVI: "Hằng tháng, hạn ngày 27; rơi vào ngày nghỉ thì sang ngày làm việc kế tiếp."}
	})
	for i := range 30 {
		h.open([]string{"STP", "SYT", "SVHTTDL"}[i%3], fmt.Sprintf("Nhiệm vụ truyền thông số %d của kế hoạch năm 2026", i+1), day(2026, 11, 1).AddDays(2*i))
	}
	h.now = now.AddDate(0, 0, -5)
	h.write(func(ctx context.Context, tx *db.Tx) error { return h.work.Remind(ctx, tx, h.people["dung"], p.late.ID) })
	h.write(func(ctx context.Context, tx *db.Tx) error { return h.happenings(ctx, tx, &p) })
	h.now = now
	return p
}

// happenings are what people did in the last days.
func (h *house) happenings(ctx context.Context, tx *db.Tx, p *lively) (err error) {
	step := func(next func() error) {
		if err == nil {
			err = next()
		}
	}
	ha, an, dung := h.people["ha"], h.people["an"], h.people["dung"]
	step(func() error {
		p.returned, err = h.work.Submit(ctx, tx, ha, p.returned.Ref(), 0, work.Report{Result: "Đã gửi dự thảo.", Evidence: []work.Proof{{Title: "Dự thảo báo cáo năm", Number: "12/BC-SVHTTDL", Day: day(2026, 11, 16)}}})
		return err
	})
	step(func() error {
		p.returned, err = h.work.Return(ctx, tx, dung, p.returned.Ref(), 0, "Chưa có số liệu quý IV của ba xã; bổ sung phụ lục 2.")
		return err
	})
	step(func() error {
		p.waiting, err = h.work.Submit(ctx, tx, an, p.waiting.Ref(), 0, work.Report{Result: "Đã mở 5 trên 6 lớp.\n214 người dự.", Difficulty: "Giảng viên báo hoãn.", Proposal: "Cho mở lớp cuối trước 10/12."})
		return err
	})
	step(func() error {
		p.late, err = h.work.AskExtension(ctx, tx, ha, p.late.Ref(), 0, day(2026, 11, 30), "Giảng viên báo hoãn, cần chốt ngày mới.")
		return err
	})
	step(func() error {
		_, err := h.work.Comment(ctx, tx, dung, p.late.ID, "Nhờ @Trần Thu Hà xác nhận lại lịch với Công an tỉnh trước thứ Sáu.")
		return err
	})
	step(func() error {
		return h.work.Contribute(ctx, tx, an, p.late.ID, h.unit["STP"], "Cử hai báo cáo viên tham gia lớp.", nil)
	})
	for i := range 3 {
		step(func() error {
			p.monthly, err = h.work.Submit(ctx, tx, ha, p.monthly.Ref(), 0, work.Report{Result: "Đã họp báo.", Nothing: i == 1})
			return err
		})
	}
	step(func() error {
		_, err := h.work.AddAbsence(ctx, tx, h.people["binh"], work.Absence{Person: h.people["binh"].Person, From: day(2026, 11, 20), To: day(2026, 11, 28), Substitute: ha.Person, Note: "Đi công tác"})
		return err
	})
	step(func() error { return h.letter(ctx, tx) })
	return err
}

// letter queues one letter where no mail server is known, so that it is held.
func (h *house) letter(ctx context.Context, tx *db.Tx) error {
	now := func() time.Time { return h.now }
	q, err := jobs.New(h.d, now, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	return mail.New(h.d, q, nil, now).Queue(ctx, tx, mail.Message{Key: "thử", ToName: "Trần Thu Hà", ToAddress: "ha@anbinh.example", Subject: "Nhắc việc ngày 23/11/2026: 4 việc", Body: "Kính gửi chị Trần Thu Hà"})
}

package demo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

var (
	remarks          = []string{"Kết quả tốt, đề nghị chia sẻ cách làm với các đơn vị khác.", "Đạt yêu cầu.", "Đạt; lần sau đề nghị gửi kèm số liệu theo mẫu."}
	returnReasons    = []string{"Báo cáo chưa có số liệu theo mẫu; đề nghị bổ sung và gửi lại.", "Văn bản gửi kèm chưa có chữ ký của lãnh đạo đơn vị. Đề nghị gửi bản đã ký.", "Nội dung chưa có ý kiến của đơn vị phối hợp; đề nghị lấy ý kiến rồi gửi lại."}
	extensionReasons = []string{"Cần thêm thời gian lấy ý kiến các xã, phường; đến nay mới nhận được hơn một nửa số ý kiến.", "Phải chờ kết quả thẩm định giá của cơ quan tài chính.", "Cán bộ phụ trách đi học tập trung, đơn vị đang bố trí người thay."}
	cancelReasons    = []string{"Đã lồng ghép vào nhiệm vụ khác theo chỉ đạo của lãnh đạo UBND tỉnh.", "Không còn nguồn kinh phí bố trí trong năm; chuyển sang năm sau."}

	questions = []string{
		"@%s cho mình hỏi tiến độ đến đâu rồi, có cần Văn phòng làm việc thêm với các đơn vị không?",
		"@%s đề nghị cập nhật giúp kết quả trước buổi giao ban tuần tới nhé.",
		"@%s lãnh đạo UBND tỉnh quan tâm việc này, nhờ gửi sớm bản dự thảo để xin ý kiến.",
	}
	answers = []string{
		"@%s đơn vị đã có dự thảo, đang lấy ý kiến các phòng chuyên môn, dự kiến xong trong tuần.",
		"@%s còn vướng số liệu của hai xã, đơn vị đang gọi điện đôn đốc từng nơi.",
		"@%s đã trình lãnh đạo đơn vị, có văn bản sẽ gửi lên ngay.",
	}
	contributions = []string{
		"Đã rà soát phần nội dung thuộc lĩnh vực của đơn vị, cơ bản thống nhất; đề nghị bổ sung số liệu năm trước để so sánh.",
		"Gửi đơn vị chủ trì danh sách cán bộ tham gia và số điện thoại liên hệ.",
		"Thống nhất với dự thảo. Đề nghị diễn đạt ngắn hơn ở mục đối tượng áp dụng để người dân dễ hiểu.",
		"Đơn vị đã bố trí 02 cán bộ tham gia và chuẩn bị địa điểm.",
	}
	difficulties = []string{
		"Cán bộ kiêm nhiệm nhiều việc nên còn chậm ở khâu tổng hợp; nguyên nhân do chưa có biên chế chuyên trách.",
		"Một số thôn ở xa, đường truyền yếu nên bài phát thanh đến chậm.",
		"Kinh phí được cấp muộn so với kế hoạch.",
	}
	proposals = []string{
		"Đề nghị Sở Văn hóa, Thể thao và Du lịch tổ chức thêm lớp tập huấn ngắn ngày.",
		"Đề nghị Sở Tài chính hướng dẫn mức chi cho cộng tác viên.",
		"Đề nghị cho dùng chung mẫu báo cáo giữa các kế hoạch để đỡ nhập hai lần.",
	}
)

// talk foresees a question of the coordinator and, often, its answer, for half of the tasks. What is older
// than a few days has been seen by whoever it names.
func (t *thread) talk(d law.Date) {
	if t.s.rand.IntN(2) == 0 {
		return
	}
	t.say(d, t.by, fmt.Sprintf(pick(t.s.rand, questions), t.lead.Full))
	if t.s.rand.IntN(3) > 0 {
		t.say(d.AddDays(1), t.lead, fmt.Sprintf(pick(t.s.rand, answers), t.by.Full))
	}
	if d.AddDays(5).Before(t.s.today) {
		t.on(d.AddDays(2), func(ctx context.Context, tx *db.Tx, c work.Case) error {
			return errors.Join(t.s.Work.SeeMentions(ctx, tx, t.by, c.ID), t.s.Work.SeeMentions(ctx, tx, t.lead, c.ID))
		})
	}
}

func (t *thread) say(d law.Date, who auth.Officer, words string) {
	t.on(d, func(ctx context.Context, tx *db.Tx, c work.Case) error {
		_, err := t.s.Work.Comment(ctx, tx, who, c.ID, words)
		return err
	})
}

// help foresees what a partner unit gives while the task runs, and a first piece of evidence.
func (t *thread) help(opened, until law.Date) {
	middle := opened.AddDays(opened.DaysUntil(until) / 2)
	if t.e.fate == cancelled || t.e.fate == goneFate {
		return
	}
	if partner, ok := t.partner(); ok && t.s.rand.IntN(5) < 3 {
		officer, words := t.s.leadOf(partner), pick(t.s.rand, contributions)
		var proofs []proof
		if t.s.rand.IntN(2) == 0 {
			proofs = []proof{t.s.notePaper("Y kien gop y", "Ý kiến góp ý của "+t.s.tree.Name(partner), words)}
		}
		t.on(middle, func(ctx context.Context, tx *db.Tx, c work.Case) error {
			kept, err := t.s.attach(ctx, tx, officer, c, proofs, middle)
			if err != nil {
				return err
			}
			return t.s.Work.Contribute(ctx, tx, officer, c.ID, partner, words, kept)
		})
	}
	if t.s.rand.IntN(3) == 0 {
		t.talk(middle.AddDays(2))
	}
	if t.s.rand.IntN(4) == 0 {
		p := t.s.scan(t.e)
		if picture, ok := t.s.picture(t.e); ok {
			p = picture
		}
		t.on(middle.AddDays(1), func(ctx context.Context, tx *db.Tx, c work.Case) error {
			kept, err := t.s.attach(ctx, tx, t.lead, c, []proof{p}, middle)
			if err != nil {
				return err
			}
			_, err = t.s.Work.AddEvidence(ctx, tx, t.lead, c.ID, kept[0])
			return err
		})
	}
}

// partner is a partner unit of the case that has somebody who can act.
func (t *thread) partner() (org.UnitID, bool) {
	var able []org.UnitID
	for _, u := range t.c.Partners {
		if t.s.leadOf(u).Account != 0 {
			able = append(able, u)
		}
	}
	if len(able) == 0 {
		return 0, false
	}
	return pick(t.s.rand, able), true
}

// result is what a unit writes when it hands in.
func (t *thread) result() work.Report {
	r := work.Report{Result: t.resultWords()}
	if t.s.rand.IntN(4) == 0 {
		r.Difficulty = pick(t.s.rand, difficulties)
	}
	if t.s.rand.IntN(6) == 0 {
		r.Proposal = pick(t.s.rand, proposals)
	}
	return r
}

func (t *thread) resultWords() string {
	switch {
	case t.c.Cadence.Tempo() == work.Free:
		return t.needWords()
	case t.c.Cadence.Recurs():
		return t.periodWords()
	}
	return t.onceWords()
}

// needWords tell of something that came up.
func (t *thread) needWords() string {
	n := 3 + t.s.rand.IntN(9)
	if strings.HasPrefix(t.e.title, "Cảnh báo") {
		return fmt.Sprintf("Đã phát %d bản tin cảnh báo trên truyền thanh cơ sở và gửi tin nhắn đến cán bộ các xã, phường trong vùng ảnh hưởng.", n)
	}
	return fmt.Sprintf("Đã tiếp nhận %d nội dung báo chí phản ánh, trả lời bằng văn bản %d nội dung, cung cấp thông tin qua người phát ngôn %d nội dung.", n, n-2, 2)
}

// periodWords tell what a period brought, by what the task delivers.
func (t *thread) periodWords() string {
	n, all := t.s.rand.IntN, t.e.product+" "+t.e.title
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(all, w) {
				return true
			}
		}
		return false
	}
	switch {
	case has("Bộ dữ liệu"):
		return fmt.Sprintf("Đã cập nhật %d bộ dữ liệu, đăng trên cổng dữ liệu của tỉnh; sửa %d lỗi do người dùng phản ánh.", 2+n(6), n(5))
	case has("Thống kê", "thống kê"):
		return fmt.Sprintf("Trong kỳ có %d dự thảo đang lấy ý kiến, %d lượt truy cập, %d ý kiến góp ý.", 2+n(6), 1200+n(4000), 20+n(160))
	case has("Tổng hợp ý kiến", "yêu cầu cung cấp thông tin"):
		return fmt.Sprintf("Trong kỳ có %d ý kiến, yêu cầu; đã giải trình, trả lời %d, số còn lại trong hạn.", 30+n(60), 24+n(6))
	case has("họp báo", "đối thoại"):
		return fmt.Sprintf("Đã tổ chức đúng kế hoạch, có %d cơ quan báo chí và %d lượt người theo dõi trực tuyến; trả lời %d câu hỏi tại chỗ.", 8+n(12), 150+n(900), 6+n(12))
	case has("Kiểm tra", "giám sát", "Giám sát"):
		return fmt.Sprintf("Đã kiểm tra %d điểm, nhắc khắc phục %d điểm; không có sự cố nghiêm trọng.", 10+n(30), 1+n(4))
	case has("ngân sách", "kinh phí", "Báo cáo", "Đôn đốc", "danh mục"):
		return fmt.Sprintf("Đã tổng hợp từ %d cơ quan, địa phương, lập báo cáo và công khai theo quy định.", 25+n(50))
	case has("hướng dẫn", "Hướng dẫn"):
		return fmt.Sprintf("Đã tổ chức %d buổi hướng dẫn cho %d lượt người, trong đó %d người cao tuổi.", 2+n(6), 40+n(80), 15+n(20))
	}
	return fmt.Sprintf("Trong kỳ đã thực hiện %d tin, bài và nội dung; tiếp nhận, giải đáp %d lượt hỏi của người dân.", 3+n(25), 4+n(60))
}

// onceWords tell of a task that is done, by what it delivers.
func (t *thread) onceWords() string {
	n, product := t.s.rand.IntN, t.e.product
	begins := func(words ...string) bool {
		for _, w := range words {
			if strings.HasPrefix(product, w) {
				return true
			}
		}
		return false
	}
	switch {
	case strings.Contains(product, "lớp"):
		return fmt.Sprintf("Đã tổ chức %s với %d lượt người tham dự; phát tài liệu và lấy phiếu đánh giá cuối lớp, %d%% đánh giá dễ hiểu, dùng được ngay.", product, 60+n(140), 82+n(16))
	case begins("Báo cáo", "Danh"):
		return fmt.Sprintf("Đã hoàn thành %s, gửi kèm số liệu và phụ lục; có %d cơ quan, địa phương gửi ý kiến.", official.MidSentence(product), 18+n(50))
	case begins("Biên bản"):
		return "Đã hoàn thành, vận hành thử và ký " + official.MidSentence(product) + "."
	case begins("Quyết định", "Quy", "Kế hoạch", "Văn bản"):
		return "Đã lấy ý kiến các đơn vị liên quan, trình và ban hành " + official.MidSentence(product) + "; đã gửi các cơ quan, địa phương triển khai."
	case product != "":
		return "Đã hoàn thành " + official.MidSentence(product) + "; kết quả được đăng trên trang thông tin điện tử của đơn vị."
	}
	return "Đã hoàn thành nhiệm vụ, thông báo đến các cơ quan, đơn vị liên quan và đăng trên trang thông tin điện tử của đơn vị."
}

// leave lets one officer be away now, with a colleague in their place, and another later.
func (s *story) leave() {
	s.away("SYT", s.today.AddDays(-1), s.today.AddDays(4), "Đi tập huấn")
	s.away("STP", s.today.AddDays(20), s.today.AddDays(25), "Nghỉ phép")
}

func (s *story) away(code string, from, to law.Date, note string) {
	s.add(act{at: s.at(workday(s.today.AddDays(-3))), tx: func(ctx context.Context, tx *db.Tx) error {
		d := s.desks[s.codes[code]]
		for _, p := range slices.Backward(d.people) {
			if p.ID != d.officer.Person {
				_, err := s.Work.AddAbsence(ctx, tx, d.officer, work.Absence{Person: d.officer.Person, From: from, To: to, Substitute: p.ID, Note: note})
				return err
			}
		}
		return fmt.Errorf("nobody stands in for %s", d.officer.Full)
	}})
}

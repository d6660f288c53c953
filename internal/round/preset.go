package round

import (
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// Preset is a round that offices open again and again, ready to be changed.
type Preset struct {
	Key   string
	Title string // marked text
	Note  string // marked text: when to take it
	fill  func(s *Service, today law.Date, n *Opening)
}

// Presets lists what a new round may begin with.
var Presets = []Preset{
	{"tuan", web.Mark("Báo cáo tuần"), web.Mark("Nhiệm vụ đang chủ trì, kết quả và kiến nghị trong tuần."), fillWeekly},
	{"quy", web.Mark("Báo cáo quý"), web.Mark("Nhiệm vụ, số liệu và ba phần kết quả, khó khăn, kiến nghị của quý."), fillQuarterly},
	{heardPreset, web.Mark("Phản ánh từ cơ sở (hằng tháng)"),
		web.Mark("Một trang cho mỗi xã, phường: chủ đề người dân nêu, số lượt ước lượng và nơi phát sinh."), fillHeard},
	{"dot-xuat", web.Mark("Báo cáo đột xuất"), web.Mark("Một vài câu hỏi cần trả lời ngay, hạn do bạn đặt."), fillAdHoc},
	{"nd-244", web.Mark("Báo cáo năm về phát ngôn (Nghị định 244/2026)"),
		web.Mark("Sáu chỉ tiêu theo mẫu, số liệu từ 15/12 năm trước đến 14/12. Thời gian đã qua được nhập bù."), fillSpokesperson},
	{"qd-407", web.Mark("Đánh giá năm theo Quyết định 407"),
		web.Mark("Truyền thông dự thảo chính sách có tác động lớn. Các chỉ tiêu là gợi ý, chưa đối chiếu với mẫu của Bộ Tư pháp."), fillDrafts},
}

// presetOf finds a preset by its key.
func presetOf(key string) (Preset, bool) {
	for _, p := range Presets {
		if p.Key == key {
			return p, true
		}
	}
	return Preset{}, false
}

// Begin is a round made from a preset, to be changed before it is created; an empty key begins with an empty one.
func (s *Service) Begin(key string, owner org.UnitID) Opening {
	n := Opening{Owner: owner, Preset: key}
	p, ok := presetOf(key)
	if !ok {
		n.Preset = ""
		p = Preset{fill: fillAdHoc}
	}
	p.fill(s, s.Day(), &n)
	return n
}

// What follows is content of forms, in the language of the offices that fill them in.

// usual are the three blocks of official reports.
func usual() Block {
	return Block{Kind: TextBlock, Title: "Kết quả, khó khăn và kiến nghị", Texts: []Text{
		{Key: "ket-qua", Label: "Kết quả", Must: true},
		{Key: "kho-khan", Label: "Khó khăn, vướng mắc, nguyên nhân"},
		{Key: "kien-nghi", Label: "Kiến nghị"},
	}}
}

func evidence() Block {
	return Block{Kind: EvidenceBlock, Title: "Minh chứng", Note: "Ghi số văn bản hoặc đính kèm tệp."}
}

func tasks() Block {
	return Block{Kind: TaskBlock, Title: "Nhiệm vụ đang chủ trì", Note: "Chọn tình hình của từng nhiệm vụ; nội dung được nộp luôn vào nhiệm vụ."}
}

// span fills in the period of a rhythm in which a day lies, and its deadline.
func (s *Service) span(n *Opening, r work.Rhythm, today law.Date) {
	for _, p := range (work.Cadence{Rhythm: r}).Spans(s.Calendar(), today, today) {
		n.From, n.To = p.From, p.To
		n.Clock = work.Clock{Due: law.OnDay(p.Due), Verified: true}
	}
}

func fillWeekly(s *Service, today law.Date, n *Opening) {
	s.span(n, work.Weekly, today)
	n.Title = weekTitle(n.From, n.To)
	n.Blocks = tidy([]Block{tasks(), usual(), evidence()})
}

func fillQuarterly(s *Service, today law.Date, n *Opening) {
	s.span(n, work.Quarterly, today)
	n.Title = quarterTitle(n.To)
	n.Blocks = tidy([]Block{
		{Kind: FigureBlock, Title: "Số liệu trong quý", Figures: []Figure{
			{Label: "Số tin, bài về chính sách đã đăng, phát", Unit: "tin, bài", Kind: Whole, Total: Sum},
			{Label: "Số hội nghị, buổi tuyên truyền", Unit: "cuộc", Kind: Whole, Total: Sum},
		}},
		tasks(), usual(), evidence(),
	})
}

func weekTitle(from, to law.Date) string {
	return "Báo cáo tuần từ " + from.Vietnamese() + " đến " + to.Vietnamese()
}

func quarterTitle(d law.Date) string {
	return "Báo cáo quý " + []string{"I", "II", "III", "IV"}[(d.Month-1)/3] + " năm " + d.String()[:4]
}

func fillAdHoc(_ *Service, _ law.Date, n *Opening) {
	n.Blocks = tidy([]Block{usual(), evidence()})
}

// fillSpokesperson asks the six figures of the annex; each share is two figures, which the system divides.
//
//law:nd-244-2026
func fillSpokesperson(s *Service, today law.Date, n *Opening) {
	year := today.Year
	if today.Month == 12 && today.Day > 20 {
		year++
	}
	n.From, n.To = law.Date{Year: year - 1, Month: 12, Day: 15}, law.Date{Year: year, Month: 12, Day: 14}
	n.Title = "Báo cáo phát ngôn và cung cấp thông tin cho báo chí năm " + n.To.String()[:4]
	a, err := law.DueAt(s.Rules, s.Calendar(), "REP-SPOKES", law.OnDay(n.To), "", law.Options{})
	if err == nil {
		n.Clock = work.ClockOf(a)
	}
	n.Note = "Số liệu tính từ " + n.From.Vietnamese() + " đến " + n.To.Vietnamese() +
		". Thời gian đã qua được nhập bù: ghi tổng từ đầu kỳ đến ngày gửi; trước khi hết kỳ có thể cập nhật mà không cần lý do."
	whole := func(key, label, definition, unit, of string) Figure {
		return Figure{Key: key, Label: label, Definition: definition, Unit: unit, Kind: Whole, Total: Sum, Of: of}
	}
	n.Blocks = tidy([]Block{
		{Kind: FigureBlock, Title: "Sáu chỉ tiêu theo mẫu báo cáo", Figures: []Figure{
			whole("hop-bao", "1. Số cuộc họp báo đã tổ chức", "Họp báo trực tiếp và trực tuyến do cơ quan tổ chức.", "cuộc", ""),
			whole("giao-ban", "2. Số lần cơ quan trực tiếp cung cấp thông tin tại giao ban báo chí", "Lần có đại diện cơ quan dự và cung cấp thông tin.", "lần", ""),
			whole("yeu-cau", "3a. Số yêu cầu của cơ quan báo chí, cơ quan chỉ đạo, quản lý báo chí", "Yêu cầu đã nhận, bằng mọi hình thức.", "yêu cầu", ""),
			whole("tra-loi", "3b. Số yêu cầu đã trả lời", "Trong số yêu cầu ở mục 3a.", "yêu cầu", "yeu-cau"),
			whole("dot-xuat", "4a. Số vụ việc phải phát ngôn đột xuất", "Các trường hợp tại khoản 2 đến khoản 5 Điều 7.", "vụ việc", ""),
			whole("dot-xuat-da", "4b. Số vụ việc đã phát ngôn", "Trong số vụ việc ở mục 4a.", "vụ việc", "dot-xuat"),
			whole("co-han", "5a. Số vụ việc có thời hạn phát ngôn", "Các trường hợp tại khoản 3 và khoản 4 Điều 7.", "vụ việc", ""),
			whole("dung-han", "5b. Số vụ việc phát ngôn đúng thời hạn", "Trong số vụ việc ở mục 5a.", "vụ việc", "co-han"),
			whole("sai-su-that", "6a. Số vụ việc báo chí thông tin sai sự thật về lĩnh vực của cơ quan", "Các trường hợp tại khoản 6 Điều 7.", "vụ việc", ""),
			whole("phan-hoi", "6b. Số vụ việc đã có văn bản phản hồi, yêu cầu cải chính", "Trong số vụ việc ở mục 6a.", "vụ việc", "sai-su-that"),
		}},
		{Kind: TextBlock, Title: "Khó khăn và kiến nghị", Texts: []Text{
			{Key: "kho-khan", Label: "Khó khăn, vướng mắc, nguyên nhân"}, {Key: "kien-nghi", Label: "Đề xuất, kiến nghị"},
		}},
		evidence(),
	})
	n.Audience = Audience{Levels: []org.Level{org.Department, org.Commune}}
}

// fillDrafts asks what the scheme measures; its exact form was not read.
//
//law:qd-407-2022
func fillDrafts(_ *Service, today law.Date, n *Opening) {
	n.From, n.To = law.Date{Year: today.Year, Month: 1, Day: 1}, law.Date{Year: today.Year, Month: 12, Day: 31}
	n.Title = "Đánh giá truyền thông dự thảo chính sách năm " + n.To.String()[:4] + " (Quyết định 407/QĐ-TTg)"
	n.Note = "Các chỉ tiêu là gợi ý, chưa đối chiếu với mẫu của Bộ Tư pháp; hãy sửa theo văn bản hướng dẫn rồi mở đợt."
	n.Blocks = tidy([]Block{
		{Kind: FigureBlock, Title: "Kết quả truyền thông dự thảo", Figures: []Figure{
			{Key: "tac-dong-lon", Label: "Số dự thảo có tác động lớn đến xã hội", Definition: "Dự thảo do đơn vị chủ trì, đủ các tiêu chí của Quyết định 407.", Unit: "dự thảo", Kind: Whole, Total: Sum},
			{Key: "da-truyen-thong", Label: "Số dự thảo đã được truyền thông", Definition: "Trong số dự thảo có tác động lớn.", Unit: "dự thảo", Kind: Whole, Total: Sum, Of: "tac-dong-lon"},
			{Key: "can-bo", Label: "Số cán bộ làm công tác truyền thông chính sách", Unit: "người", Kind: Whole, Total: Sum},
			{Key: "tap-huan", Label: "Số cán bộ đã được tập huấn", Definition: "Trong số cán bộ làm công tác truyền thông chính sách.", Unit: "người", Kind: Whole, Total: Sum, Of: "can-bo"},
			{Key: "tin-bai", Label: "Số tin, bài, chương trình về dự thảo", Unit: "tin, bài", Kind: Whole, Total: Sum},
			{Key: "kinh-phi", Label: "Kinh phí đã sử dụng", Unit: "đồng", Kind: Money, Total: Sum},
		}},
		usual(), evidence(),
	})
}

// heardPreset is the key of the monthly form of the grassroots.
const heardPreset = "co-so"

// fillHeard asks each commune what people spoke of: subject × rough count × place. The subjects are a proposal.
func fillHeard(s *Service, today law.Date, n *Opening) {
	s.span(n, work.Monthly, today)
	n.Title = monthTitle(n.To)
	n.Note = "Ghi số lượt ước lượng, không cần chính xác. Chỉ ghi chủ đề và nơi phát sinh; không ghi họ tên, số điện thoại, địa chỉ nhà hay lời nói nguyên văn của ai."
	heard := func(key, label, definition string) Figure {
		return Figure{Key: key, Label: label, Definition: definition, Unit: "lượt", Kind: Rough, Total: Sum}
	}
	n.Blocks = tidy([]Block{
		{Kind: FigureBlock, Title: "Người dân nêu về", Note: "Để trống chủ đề không ai nêu. Nơi phát sinh: thôn, tổ dân phố, chợ, tuyến đường.", Figures: []Figure{
			heard("dat-dai", "Đất đai, bồi thường, tái định cư", "Giấy chứng nhận, thu hồi, giá đất, tranh chấp."),
			heard("thu-tuc", "Thủ tục hành chính, dịch vụ công trực tuyến", "Hồ sơ chậm, khó làm trực tuyến, thái độ phục vụ."),
			heard("moi-truong", "Rác thải, nước sạch, môi trường", "Thu gom rác, nước sinh hoạt, mùi, tiếng ồn."),
			heard("duong-sa", "Đường sá, giao thông, ngập nước", "Đường hỏng, đèn đường, ngập, tai nạn."),
			heard("y-te", "Y tế, bảo hiểm y tế", "Khám chữa bệnh, thuốc, tiêm chủng, thẻ bảo hiểm."),
			heard("giao-duc", "Trường học, học phí", "Tuyển sinh, khoản thu, đưa đón, bữa ăn."),
			heard("an-sinh", "Trợ cấp, giảm nghèo, nhà ở", "Trợ cấp xã hội, hộ nghèo, nhà ở xã hội."),
			heard("san-xuat", "Sản xuất, giá cả, việc làm", "Nông sản, vật tư, dịch bệnh, việc làm."),
			heard("trat-tu", "An ninh, trật tự, lừa đảo qua mạng", "Trộm cắp, lừa đảo, vi phạm trật tự."),
			heard("bo-may", "Sắp xếp đơn vị hành chính, cán bộ", "Trụ sở, giấy tờ sau sắp xếp, chế độ cán bộ."),
			heard("tin-don", "Tin đồn, thông tin chưa rõ đúng sai", "Điều người dân nghe và hỏi lại."),
			heard("khac", "Việc khác", ""),
		}},
		{Kind: TextBlock, Title: "Người dân hỏi gì, đề nghị gì", Texts: []Text{
			{Key: "cau-hoi", Label: "Câu hỏi được nêu nhiều nhất, ghi lại bằng lời của cán bộ"}, {Key: "kien-nghi", Label: "Kiến nghị của xã, phường"},
		}},
	})
	n.Audience = Audience{Levels: []org.Level{org.Commune}}
}

func monthTitle(d law.Date) string { return "Phản ánh từ cơ sở tháng " + d.Vietnamese()[3:] }

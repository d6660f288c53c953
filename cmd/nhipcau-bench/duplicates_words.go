package main

import "strings"

// What made texts are made of: whole sentences as people write them, with places for words in braces. Few
// words stand between two places, and there are many words for each, so that two texts have hardly more
// in common than two texts of different people on the same matters.
var patterns = lines(`
Tôi ở {nơi}, {lúc} thấy {vật} {tình trạng}
{lúc} {người} đi qua {nơi} thì gặp {vật} {tình trạng}
Đề nghị {cơ quan} {việc} {vật} ở {nơi}
Nhà tôi gần {nơi} nên {cảm xúc} vì {vật} {tình trạng}
{người} {cảm xúc} khi {cơ quan} {việc} {vật} {lúc}
Không hiểu sao {vật} {tình trạng} mà {cơ quan} vẫn chưa {việc}
{cơ quan} nói sẽ {việc} {vật}, {số} rồi vẫn {tình trạng}
Mong {cơ quan} {cách} {việc} để {người} {lợi ích}
{vật} ở {nơi} {tình trạng} đã {số}
Cảm ơn {cơ quan}, {lúc} {vật} đã {tốt}
{người} bảo {vật} {tốt} hơn {lúc} nhưng {vật} thì {tình trạng}
Theo {người}, {việc} {vật} phải {cách} chứ đừng {dở}
Nếu {cơ quan} {dở} thì {người} {khổ}
{lúc} họp {nơi}, {người} hỏi về {vật} mà chưa ai {trả lời}
So với {nơi}, {vật} chỗ tôi {tình trạng} hơn nhiều
{người} đóng tiền {vật} từ {lúc}, nay {khổ}
Ai chịu trách nhiệm khi {vật} {tình trạng} và {người} {khổ}
Tôi ủng hộ {việc} {vật}, miễn là {lợi ích}
Xin hỏi {vật} {nơi} bao giờ {tốt}, vì {người} {khổ}
{số} nay {người} {nơi} {cách} {việc} {vật}
Con tôi học ở {nơi}, {lúc} {khổ} vì {vật} {tình trạng}
{cơ quan} {dở}, {người} {cảm xúc}, còn {vật} vẫn {tình trạng}
Nghe tin {cơ quan} {việc} {vật}, {người} {cảm xúc}
Phí {vật} {lúc} là {số}, {người} {trả lời} thế nào
Hàng xóm {khổ}, tôi {khổ}, {cơ quan} thì {dở}
{tên} kể {lúc} {khổ} vì {vật}
{vật} của {tên} {tình trạng}, của {tên} lại {tốt}
Đường {tên} dài {n} mét, {vật} {tình trạng} {n} chỗ
{lúc} có {n} người ký đơn, {tên} đứng đầu, xin {cơ quan} {việc} {vật}
{tên} ở số {n} {cảm xúc}
Biên lai số {n} ghi {vật} {số}
Cán bộ {tên} {trả lời}, còn anh {tên} thì {dở}
Từ {nơi} tới nhà {tên} là {n} bước mà {vật} {tình trạng}
Giá {n} nghìn, {tên} {cảm xúc}
Chỗ {tên} {tốt}, chỗ {tên} {khổ}
{vật} thứ {n} rồi, {người} đếm cả đấy
{cơ quan} {cách} {việc}, {tên} {lợi ích}
Gọi {n} cuộc, gặp {tên}, vẫn {tình trạng}
Ảnh {tên} chụp {lúc}: {vật} {tình trạng}, {vật} {tình trạng}
Vậy {lợi ích} hay {khổ}, {cơ quan} {trả lời} đi
{người} {lợi ích} nhờ {vật} {tốt}
{tên}, {tên} và {n} hộ nữa {cảm xúc}
`)

// A name has three parts of these, a number is any.
var (
	families = words(`Nguyễn, Trần, Lê, Phạm, Hoàng, Vũ, Đặng, Bùi, Đỗ, Hồ, Ngô, Dương, Lý, Đinh, Lò, Vàng, Giàng, Hà, Mai, Tạ, Kiều, Cao, Phan, Trịnh, Đoàn`)
	middles  = words(`Văn, Thị, Đức, Ngọc, Minh, Thu, Xuân, Hữu, Quang, Thanh, Gia, Bá, Kim, Tuấn, Diệu, Khánh, Hải, Công, Mỹ, Phúc`)
	givens   = words(`An, Bảo, Chi, Dũng, Đào, Giang, Hạnh, Huệ, Khoa, Lan, Lợi, Mạnh, Nga, Oanh, Phước, Quyên, Sang, Tâm, Út, Vinh, Yến, Thoa, Kiên, Nhàn, Tuyết, Cường, Loan, Hiếu, Thắm, Sơn`)
)

// slots are the words for each place of a pattern.
var slots = map[string][]string{
	"nơi": words(`thôn Đoài, thôn Vân Trung, tổ 7 phường Nam Sơn, ngõ 42 phố Hàng Mành, khu chợ Rồng, bến đò Quan, cầu Treo, ngã ba Chùa Vẽ, trường tiểu học Kim Đồng,
		xã Phú Lâm, bản Nà Lếch, buôn Ea Tling, ấp Giồng Trôm, đường Trần Nguyên Hãn, chung cư Hoa Sữa, bãi Giữa, cánh đồng Mẫu Nam, hồ Thanh Xuân, khu công nghiệp Đông Mai,
		đèo Gió, trạm y tế xã Liên Hà, bưu điện huyện cũ, sân vận động tỉnh, công viên Bờ Hồ, đập Khe Sim, kè sông Cầu, làng nghề Đồng Xâm, xóm Lò Gạch, cổng bệnh viện, nhà văn hóa thôn,
		bến xe phía Nam, dốc Cổng Trời, phố đi bộ, khu tái định cư, chân núi Voi, nghĩa trang Đồng Găng, quốc lộ đoạn Km 27, kênh N8, vườn ươm cũ, cửa khẩu phụ`),
	"vật": words(`đèn đường, nước sinh hoạt, rác thải, cống thoát nước, vỉa hè, bảo hiểm y tế, học phí, sổ đỏ, xe buýt, điện lưới, hồ sơ đất đai, loa truyền thanh, sóng điện thoại,
		cây xanh, bãi giữ xe, thuốc ở trạm xá, giấy khai sinh, trợ cấp người già, quỹ lớp, đường bê tông, cầu phao, biển báo, lịch tiêm chủng, chợ tạm, quán karaoke, khói lò gạch,
		mùi trại lợn, giá phân bón, tiền đền bù, suất cơm bán trú, sách giáo khoa, wifi công cộng, phà qua sông, kênh mương, máy bơm thủy lợi, đàn chó thả rông, xe quá tải, bụi mỏ đá,
		tiếng ồn xưởng gỗ, sân chơi trẻ em, nhà vệ sinh trường, đê bao, trạm biến áp, lò giết mổ, bến cá, cổng dịch vụ công, số định danh, thẻ căn cước, đường dây nóng, vé tham quan`),
	"tình trạng": words(`hỏng suốt, đọng nước hôi thối, tối om, quá tải, sụt lún từng mảng, lúc có lúc không, nham nhở, bị chiếm hết, tăng vùn vụt, chậm ba lần hẹn, không ai dọn, nứt toác,
		rò rỉ, chập chờn, xuống cấp thấy rõ, tắc cứng giờ cao điểm, đầy ổ gà, mất trộm nắp, bốc mùi nồng nặc, đóng cửa im ỉm, thiếu người trực, bị ngập tới đầu gối, lem nhem giấy tờ,
		rơi vãi khắp nơi, không đúng niêm yết, treo cho có, gãy đổ sau bão, cạn trơ đáy, ì ạch như rùa, phập phù, khó hiểu với người già, chồng chéo, bỏ hoang phí phạm, đắt hơn tỉnh bạn`),
	"cơ quan": words(`xã, phường, ủy ban, công an khu vực, điện lực, công ty nước sạch, ban quản lý chợ, Sở Giao thông, nhà trường, trạm y tế, phòng một cửa, thanh tra, bưu điện, ban tiếp dân,
		hợp tác xã, nhà thầu, đội trật tự, công ty môi trường, Sở Y tế, quỹ tín dụng, tổ dân phố, hội phụ nữ, chi nhánh đất đai, kiểm lâm, trưởng thôn, chủ đầu tư, bảo hiểm xã hội, chi cục thuế`),
	"việc": words(`sửa lại, kiểm tra, công khai giá, dời đi, nâng cấp, thay mới, bố trí người trông, giải tỏa, lắp thêm, đo đạc lại, trả kết quả, miễn giảm, phân luồng, nạo vét, trồng bù,
		xử phạt, lấy ý kiến, tạm dừng, mở rộng, ghi nhận, thu gom, phun khử, niêm yết, kê khai lại, bàn giao, rà soát, số hóa, hỗ trợ tiền, gia cố, làm rõ`),
	"cách": words(`nhanh chóng, công bằng, có lịch hẳn hoi, trước mùa mưa, dứt điểm, đúng luật, cùng dân bàn, không hình thức, từng nhà một, bằng máy móc tốt, trong tháng này, theo thứ tự,
		có giám sát, nhẹ nhàng thôi, ngay cuối tuần, đến nơi đến chốn, có biên bản, minh bạch từng khoản`),
	"người": words(`bà con, mẹ tôi, mấy cụ hưu trí, phụ huynh, công nhân ca đêm, tiểu thương, anh xe ôm, cô giáo mầm non, học trò, cả xóm, khách du lịch, bác tổ trưởng, vợ chồng tôi,
		người khuyết tật, nông dân, ngư dân, sinh viên trọ, tài xế, hộ nghèo, chị bán rau, dân phòng, ông nội tôi, người thuê nhà, dì Sáu, thợ hồ, hội viên, bạn tôi, bệnh nhân, lái đò, thầy lang`),
	"cảm xúc": words(`mừng rơi nước mắt, rất bức xúc, lo ngay ngáy, ngán ngẩm, thất vọng tràn trề, phấn khởi, bất ngờ thật sự, tủi thân, nóng ruột, yên tâm hơn, tức anh ách, biết ơn nhiều,
		chán không buồn nói, ngại ngần, xúc động, nghi ngờ, sốt sắng, cười ra nước mắt, thương lắm, mệt mỏi vô cùng`),
	"lúc": words(`hôm qua, sáng nay, chiều thứ bảy, từ Tết đến giờ, mùa mưa năm ngoái, tối 19, đầu tháng, tuần trước, giữa trưa, cuối quý, hè này, đêm rằm, lúc tan tầm, mới đây, khi bão về,
		dịp khai giảng, ngày 12/3, năm kia, vụ chiêm, phiên chợ, tầm 5 giờ sáng, kỳ nghỉ lễ, bữa nọ, cách đây 3 hôm`),
	"số": words(`hai tháng, 15 ngày, gần một năm, 4 lần gọi điện, mười mấy hộ, 350 nghìn đồng, nửa buổi, 6 lượt đi lại, ba mùa lúa, 80 mét, hơn chục đơn, 27 ki lô mét, một triệu hai,
		cả thập kỷ, 9 phiên họp, hai nhiệm kỳ, 120 chữ ký, vài tuần lễ, 48 giờ, năm bảy bận`),
	"lợi ích": words(`đi lại đỡ khổ, trẻ con có chỗ chơi, khỏi chờ cả buổi, người già bớt lo, buôn bán thuận lợi, sạch làng đẹp xóm, không ai thiệt, tiền dân khỏi phí, đêm ngủ yên, lúa khỏi ngập,
		giữ được nghề, cháu nhỏ an toàn, giấy tờ gọn lại, có nước mà dùng, hàng hóa lưu thông, nhà nhà yên ổn`),
	"tốt": words(`sáng trưng, thông thoáng hẳn, chạy đúng giờ, xong trong buổi, sạch bong, lát gạch mới, niêm yết rõ, phẳng phiu, có người trực, mát rượi, trả tận nhà, đủ thuốc, mạnh vù vù, gọn gàng,
		được duyệt, dễ dùng, hết mùi, khơi thông`),
	"dở": words(`đùn đẩy nhau, hứa suông, làm qua loa, họp mãi không xong, im lặng, chỉ chụp ảnh báo cáo, đổi lịch liên tục, phạt cho có, đợi cấp trên, bắt dân chạy vòng, né tránh, bày thêm giấy tờ,
		để mặc đó, nói một đằng làm một nẻo, thu tiền trước, quên luôn`),
	"khổ": words(`phải thức đêm, đi vòng xa thêm, mất nửa ngày công, ho suốt, trễ giờ làm, xách nước từng can, lội bùn, đóng thêm tiền, bỏ cả ruộng, ngã xe trẹo chân, thắp nến học bài, bán rẻ cho lái,
		chịu ồn tới khuya, chạy lên huyện mấy bận, ốm cả nhà, vay nóng mà lo, mất ngủ triền miên, khóc dở mếu dở`),
	"trả lời": words(`giải thích, nhận lỗi, hẹn ngày, đưa văn bản, chỉ giúp, đứng ra lo, nói rõ con số, gửi giấy mời, ký nhận, xuống tận nơi, cho xem bản vẽ, viện luật nào`),
}

// asides are small words that people put anywhere.
var asides = words(`thật ra, ạ, nhé, nói thật, có điều, hình như, tiếc là, may mà, chắc là, thôi thì, đúng ra, nghe đâu, kể cũng lạ, khổ nỗi, dù sao, ít ra, suy cho cùng, nói trộm vía, thú thật, xem ra`)

func lines(s string) []string {
	var out []string
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		if line != "" {
			out = append(out, line)
		}
	}
	return out
}

func words(s string) []string {
	all := strings.Split(s, ",")
	for i := range all {
		all[i] = strings.TrimSpace(all[i])
	}
	return all
}

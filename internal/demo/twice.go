package demo

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/demo/press"
	"github.com/nhipcau/nhipcau/law"
)

// A twice is something that happened and that two kinds of houses tell in wholly other words, as newspapers and authorities
// do: the same places, names and figures, hardly a sentence in common. %s is its day.
type twice struct {
	key    string
	ago    int // days
	topic  string
	tone   press.Tone
	signal press.Signal
	ways   [2]telling
}

// telling is how houses of one kind tell it: what both say, and the heading and the part that are each one's own.
type telling struct {
	both   string
	houses [2]version
}

type version struct{ house, title, own string }

var twices = []twice{
	{key: "tram-bom", ago: 3, topic: "lua", tone: press.Unfavourable, signal: press.Risk, ways: [2]telling{
		{`Tiếng nổ chát chúa ở nhà máy bơm Vàm Mắm, xã Bến Lúa, khiến cả xóm bật dậy lúc gà chưa gáy ngày %s. Tới sáng, 37 gia đình Gò Dầu Ba đứng nhìn 128 héc ta mạ non khô trắng chân mà xót ruột. Khói đen bốc cao, tia lửa tóe sáng cả bờ kênh. Nhiều nông dân xắn quần lội bùn, chuyền nhau từng thùng nhỏ, giống chưa kịp bén rễ đã cong lá. Thương lái đã đặt cọc giống thơm từ tháng trước, nay gọi điện hỏi dồn.`, [2]version{
			{"bao-an-binh", "Nổ lớn giữa đêm, đồng mạ chờ nước", `Con trẻ theo cha mẹ ra đồng từ tinh mơ, đứa xách gàu, đứa cầm nón múc. Trên bờ mấy cụ bà ngồi bệt, nhắc chuyện năm nào cả làng ăn độn khoai vì hạn. Ai nấy chỉ mong điện sáng trở lại trước khi nắng gắt, bởi đất thịt nứt rồi thì cày bừa lại cực gấp đôi.`},
			{"nong-thon-ngay-mai", "Sau tiếng nổ giữa đêm, đồng mạ nứt nẻ chờ nước", `“Mất vụ này coi như trắng tay”, một lão nông than thở khi vốc nắm đất khô. Chủ ruộng lặng lẽ tính tiền phân, tiền cày, tiền thuê người, con số nào cũng nặng. Có người bảo sẽ lên phố đi phụ hồ nếu phải gieo lại lần nữa. Chiều xuống, tiếng máy dầu mượn từ làng bên nổ lạch bạch, dòng chảy nhỏ xíu luồn qua kẽ bùn như sợi chỉ.`}}},
		{`Công ty Khai thác thủy lợi báo cáo sự cố kỹ thuật thiết bị đóng cắt thuộc công trình Vàm Mắm, xã Bến Lúa, xảy ra ngày %s. Đơn vị quản lý bảo đảm phương án dự phòng phục vụ sản xuất trên diện tích 128 héc ta của 37 hộ khu vực Gò Dầu Ba.`, [2]version{
			{"cong-snnmt", "Khắc phục sự cố máy biến áp công trình thủy lợi", `Cơ quan chuyên môn lập biên bản hiện trường, xác định nguyên nhân ban đầu do quá tải, yêu cầu nhà thầu hoàn thành thay thế vật tư theo hợp đồng bảo trì. Sở giao các phòng theo dõi tiến độ, tổng hợp thiệt hại, trình cấp có thẩm quyền xem xét hỗ trợ theo quy định hiện hành. Các đơn vị liên quan tăng cường kiểm tra an toàn hồ đập, cống, thiết bị điện trước mùa khô, cập nhật phương án ứng phó và chế độ trực ban.`},
			{"cong-ben-lua", "Thông báo lịch phân phối luân phiên", `Ủy ban nhân dân phân công cán bộ địa chính phối hợp rà soát danh sách, niêm yết lịch luân phiên tại nhà văn hóa, tiếp nhận kiến nghị qua bộ phận một cửa. Việc vận hành tổ động cơ lưu động do tổ dịch vụ đảm nhiệm, mỗi ca hai giờ, ưu tiên khu vực cuối tuyến. Đề nghị nhân dân chấp hành hướng dẫn, không tự ý đào bờ, lắp đặt đường ống trái phép; trường hợp vi phạm sẽ xử lý nghiêm.`}}},
	}},
	{key: "cau-tam", ago: 5, topic: "duong", tone: press.Neutral, signal: press.NoSignal, ways: [2]telling{
		{`Chiếc phà cũ kẹt giữa dòng từ ngày %s, dân bến Rạch Chanh, xã Cồn Mía, phải bám dây thừng lần từng bước trên mấy tấm ván sang chợ Bà Tám Lụa. Số vốn 26,4 tỷ đồng làm cầu mới nghe từ năm ngoái, 512 nhân khẩu vẫn ngóng từng ngày. Người bán rau gánh hàng lội bì bõm, xe máy dìu nhau. Đứa bé lớp hai níu áo mẹ khóc thét khi ván chao. Phụ huynh góp tiền thuê vỏ lãi, ngày có ngày không. Nhà nào có người bệnh thì khiêng võng ra tận mép nước. Ông lái thở dài chỉ bánh lái gãy, nói phụ tùng nằm đâu chẳng rõ. Cô gom sách vở bọc hai lớp ni lông, dặn trò đừng bơi.`, [2]version{
			{"song-lua-online", "Bám dây thừng qua sông, mẹ con ôm nhau run", `Quán nước đầu bến vắng hoe, chủ quán dọn ghế sớm. Chiều xuống gió lùa lạnh buốt, tiếng gọi đò khản đặc cả khúc sông. Bà lão bán xôi ngồi thu lu bên rổ lá, bảo hôm nào mưa thì bỏ buổi chợ, cá ươn chẳng ai mua.`},
			{"thoi-su-dat-viet", "Cô trò bám dây thừng qua sông, lớp vắng nửa", `Một cô giáo trẻ kể tuần qua dạy thiếu nửa lớp, hơn chục trò lỡ buổi thi. Đường vòng chẳng ai kham nổi vì xăng đắt, ổ gà chi chít. Mấy cây trụ trơ thép rỉ, cỏ lút đầu, đám trẻ leo lên ngồi ngắm nước lớn nước ròng. Ở góc phòng, giá treo áo phao còn đúng sáu chiếc, dây đứt mất khóa, trò lớn nhường trò bé.`}}},
		{`Ban quản lý dự án công bố tiến độ hạng mục vượt sông tại Rạch Chanh, xã Cồn Mía, tổng mức đầu tư 26,4 tỷ đồng; phương tiện thủy nội địa tạm ngừng khai thác kể từ ngày %s. Công trình phục vụ 512 nhân khẩu khu vực chợ Bà Tám Lụa.`, [2]version{
			{"cong-sxd", "Đẩy nhanh giải ngân dự án hạ tầng giao thông nông thôn", `Khối lượng thi công đạt kế hoạch quý, riêng kết cấu phần dưới điều chỉnh thiết kế do địa chất phức tạp. Sở yêu cầu tư vấn giám sát báo cáo định kỳ, chấn chỉnh nhà thầu chậm trễ, xử lý theo điều khoản hợp đồng. Nguồn vốn bố trí từ chương trình mục tiêu, lồng ghép ngân sách địa phương, bảo đảm đúng quy định về quản lý đầu tư công và an toàn lao động trên công trường.`},
			{"cong-tinh", "Kết luận phiên họp về vướng mắc giải phóng mặt bằng", `Lãnh đạo tỉnh giao các ngành tháo gỡ vướng mắc, báo cáo kết quả tại phiên họp thường kỳ, công khai thông tin để nhân dân giám sát. Lối đi tạm bố trí lực lượng trực, biển báo, áo phao. Chủ đầu tư cam kết hoàn tất thủ tục nghiệm thu trước kỳ hạn, phối hợp chính quyền cơ sở vận động bàn giao đất, chi trả bồi thường đúng đối tượng, đúng chế độ.`}}},
	}},
	{key: "bep-truong", ago: 8, topic: "hocphi", tone: press.Favourable, signal: press.Opportunity, ways: [2]telling{
		{`Trưa ngày %s, nồi canh chua bốc khói ở Trường Tiểu học Đầm Sen Ba, xã Khe Vàng, 214 cái miệng tíu tít khen ngon. Mấy đứa từ Suối Cạn Hai trước nhịn đói ngủ gục trên bàn, giờ sạch khay. Tụi nhỏ xếp hàng cầm khay inox ríu rít, hôm ấy có trứng kho, rau luộc, trái chuối. Chiều chiều không còn cảnh trò trốn về chăn bò, bỏ vở chỏng chơ gốc cây. Bé út lớp một khoe răng sún, ăn hai chén còn xin thêm. Bác bảo vệ trồng luống hành sau nhà xe, sáng sáng hái vào bếp.`, [2]version{
			{"thanh-nien-an-binh", "Mùi cơm nóng níu trò vùng ven ở lại lớp", `Má sáu phụ bếp cười móm mém, rủ hàng xóm mang bí, mang mướp tới biếu. Sân rộn tiếng chén đũa, nắng đổ vàng hiên. Cô thủ thư kê thêm kệ truyện tranh cạnh chỗ nằm nghỉ, dán hình cá voi xanh lên vách.`},
			{"giao-duc-moi", "Cơm nóng níu trò vùng ven: chị nuôi thức từ bốn giờ", `Thầy hiệu phó kể hồi mới về đếm từng đứa vắng, nay sổ điểm danh kín. Chị nuôi nhóm lửa, vo gạo, lòng vui như tết. Phụ huynh đi rẫy xa yên dạ, có người gửi bó củi, nải chuối. Tiếng đọc bài đầu giờ chiều giòn tan, cô giáo bảo nghe mà ứa nước mắt. Giờ ngủ trưa, mấy dãy chiếu hoa trải thẳng tắp, quạt trần quay vù vù, đứa ôm gấu bông, đứa gác chân lên bạn.`}}},
		{`Ngành giáo dục tổ chức bữa ăn bán trú tại Trường Tiểu học Đầm Sen Ba, xã Khe Vàng, ngày %s, phục vụ 214 em thuộc đối tượng thụ hưởng, trong đó có địa bàn đặc biệt khó khăn Suối Cạn Hai. Tỷ lệ chuyên cần chuyển biến tích cực, hoàn thành chỉ tiêu phổ cập. Định mức do ngân sách bảo đảm kết hợp xã hội hóa theo nghị quyết về chính sách hỗ trợ; quy trình kiểm thực ba bước, lưu mẫu, truy xuất nguồn gốc thực phẩm.`, [2]version{
			{"cong-sgddt", "Tổ chức bán trú cho học sinh vùng khó khăn", `Sở đề nghị các đơn vị nhân rộng mô hình, kiện toàn ban đại diện, thực hiện công khai tài chính, chống lãng phí, bảo đảm an toàn phòng cháy chữa cháy; tổng hợp báo cáo trước kỳ sơ kết.`},
			{"cong-khe-vang", "Đảng ủy biểu dương tập thể sư phạm", `Chính quyền địa phương giao hội phụ nữ vận động thành viên tham gia giám sát chất lượng, phân loại rác hữu cơ. Ban chỉ đạo quán triệt trách nhiệm người đứng đầu, lồng ghép chương trình giảm nghèo bền vững, huy động doanh nghiệp tài trợ trang thiết bị, tuyên truyền trên hệ thống truyền thanh.`}}},
	}},
}

// tellTwice adds what two kinds of houses tell in other words.
func (n *newsroom) tellTwice(today law.Date) {
	for _, x := range twices {
		day := today.AddDays(-x.ago)
		said := day.AddDays(-1).Vietnamese()
		for w, way := range x.ways {
			for k, v := range way.houses {
				i := slices.IndexFunc(n.sources, func(s press.Source) bool { return s.Key == v.house })
				if i < 0 {
					continue
				}
				at := day.Start().Add(time.Duration(6+3*w+2*k) * time.Hour)
				id := fmt.Sprintf("%s-%d", x.key, 1+2*w+k)
				lead, both, _ := strings.Cut(fmt.Sprintf(way.both, said), ". ")
				n.told = append(n.told, told{&press.Item{
					ID: id, Source: v.house, Class: n.sources[i].Class, URL: n.sources[i].Site() + "/tin/" + id, Title: v.title,
					Lead: strings.TrimSuffix(lead, ".") + ".", Body: []string{both, v.own}, Published: at, Arrived: at.Add(19 * time.Minute),
				}, &press.Mark{ID: id, Story: x.key, Topics: []string{x.topic}, Relation: press.Original, Tone: x.tone, Signal: x.signal}})
			}
		}
	}
}

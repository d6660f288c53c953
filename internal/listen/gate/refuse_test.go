package gate_test

import (
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/listen/gate"
)

func TestSourcesNamedAfterAPerson(t *testing.T) {
	t.Parallel()
	holders := []string{"Lò Thị Mai"}
	for name, want := range map[string]bool{
		"Nguyễn Văn Tám": true, "Trang của Nguyễn Văn Tám": true, "Facebook Trần Thu Hà": true, "nguyen van tam": true, "Fanpage cô Hoa": true, "@nguoi_noi_nhieu": true, "Zalo 0912345678": true, "Hoàng Xuân Giấu (TikTok)": true,
		"Lò Thị Mai": false, "Fanpage UBND xã Trần Phú": false, "Đoàn Thanh niên tỉnh": false, "Trang Trường THPT Nguyễn Thị Minh Khai": false, "Công an phường Võ Thị Sáu": false, "Hội Phụ nữ xã Lê Lợi": false,
		"Cổng thông tin tỉnh Cao Bằng": false, "Nhóm chợ": false, "Báo Sông Lụa": false, "hoi-cho": false, "Fanpage chính thức của Sở Y tế": false, "Đường dây nóng": false, "Tệp mạng xã hội nhập tay": false, "Xã Lũng Mây": false,
		"Thanh niên Cẩm Lúa": false, "An Bình hôm nay": false, "Hà Tĩnh 24 giờ": false, "Xuất từ công cụ quản trị trang": false, "Trang của nguyễn văn tám": true,
	} {
		if got := gate.PersonName(name, holders); (got != "") != want {
			t.Errorf("%q: %q, want one: %v", name, got, want)
		}
	}
}

// Newspapers, broadcasters and portals as they call themselves; none is a person.
func TestNamesOfThePressPass(t *testing.T) {
	t.Parallel()
	for name := range strings.SplitSeq(`Nhân Dân;Báo Nhân Dân điện tử;Quân đội nhân dân;Công an nhân dân;Tuổi Trẻ;Tuổi Trẻ Online;Thanh Niên;Báo Thanh Niên;Tiền Phong;Lao Động;Báo Lao Động;Người Lao Động;Đại Đoàn Kết;
		Hà Nội Mới;Hànộimới;Kinh tế & Đô thị;Sài Gòn Giải Phóng;Pháp Luật TP.HCM;Pháp luật Việt Nam;Bảo vệ pháp luật;Giáo dục và Thời đại;Sức khỏe và Đời sống;Khoa học và Phát triển;Nông nghiệp Việt Nam;
		Nông nghiệp và Môi trường;Dân Việt;Nông thôn Ngày nay;Dân trí;VnExpress;VietNamNet;VietnamPlus;Vietnam News;Thông tấn xã Việt Nam;Tin tức;Zing News;Znews;Kenh14;Soha;CafeF;VnEconomy;Thời báo Tài chính Việt Nam;
		Đầu tư;Đấu thầu;Công Thương;Xây dựng;Giao thông;Văn hóa;Văn nghệ;Phụ nữ Việt Nam;Phụ nữ TP.HCM;Tạp chí Cộng sản;Tạp chí Tuyên giáo;VTV1;VTV24;VOV;VOV Tây Bắc;VTC News;HTV9;ANTV;QPVN;Truyền hình Quốc hội;
		Báo Lào Cai;Báo và Đài Phát thanh - Truyền hình Lào Cai;Đài PT-TH Lào Cai;Đài PT&TH Yên Bái;Báo Yên Bái;Báo Điện Biên Phủ;Báo Lai Châu;Báo Sơn La;Báo Hòa Bình;Báo Hà Giang;Báo Hà Tĩnh;Báo Hà Nam;Báo Cao Bằng;
		Báo Thái Nguyên;Thái Nguyên Online;Báo Lâm Đồng;Lâm Đồng Online;Báo Phú Thọ;Báo Nghệ An;Báo Quảng Ninh;Báo Đà Nẵng;Báo Khánh Hòa;Báo Bà Rịa - Vũng Tàu;Báo Thừa Thiên Huế;Huế ngày nay;Báo Đồng Khởi;Ấp Bắc;
		Đất Mũi;Báo Cần Thơ;Báo An Giang;Báo Tây Ninh;Cổng thông tin điện tử Chính phủ;Cổng TTĐT tỉnh Lào Cai;Báo điện tử Chính phủ;Bộ Y tế;Sở Giáo dục và Đào tạo;UBND xã Trịnh Tường;Đài truyền thanh xã Lò Giang;
		Trang TTĐT Ban Tuyên giáo;Đoàn TNCS Hồ Chí Minh;Văn phòng Chính phủ;Tri thức;Thế giới và Việt Nam;Hải quan;Mặt trận;Đảng Cộng sản Việt Nam;vnexpress.net;baolaocai.vn;laocai.gov.vn;Hoàng Liên Sơn;Tài nguyên và Môi trường;
		Doanh nhân Sài Gòn;Diễn đàn Doanh nghiệp;Thể thao & Văn hóa;Bóng đá;Hoa học trò;Thiếu niên Tiền phong;Biên phòng;Cựu chiến binh Việt Nam;Người cao tuổi;Gia đình và Xã hội;Bảo hiểm xã hội;Đại biểu Nhân dân;Thời Nay`, ";") {
		name = strings.TrimSpace(name)
		if what := gate.PersonName(name, nil); what != "" {
			t.Errorf("%q is refused for %q", name, what)
		}
		if gate.SocialName(name) {
			t.Errorf("%q is taken for the name of a network", name)
		}
	}
	for _, name := range []string{"Facebook Lò Thị Khánh Vy", "Báo Lò Thị Khánh Vy", "Trang tin của Nguyễn Văn Tám", "Bản tin Giàng A Páo", "Lò Thị Khánh Vy", "Đài Hoàng Xuân Giấu", "Kênh Trần Thu Hà"} {
		if gate.PersonName(name, nil) == "" {
			t.Errorf("%q passes", name)
		}
	}
}

package person

var (
	// accountWords are networks, and what an account in one is called: its name stands behind them.
	accountWords = sortedWords(`nick nickname fb face facebook zalo tiktok youtube insta instagram threads telegram twitter fanpage acc account user username admin profile group`)
	// accountLeads may stand between them and the name.
	accountLeads = sortedWords(`tên là của cá nhân có chính chủ khoản ảo bạn`)
	// accountMore stand behind the name of a network and name nobody.
	accountMore = sortedWords(`official business marketing online offline messenger live livestream stream story stories reels short shorts video clip shop group groups mini comment inbox share admin oa chat local internet wifi website`)
	// owned stand before the name of whose they are.
	owned = sortedWords(`nhà quán hộ tiệm sạp shop xưởng vườn ruộng chủ của ông bà anh chị hàng con vợ chồng mẹ bố cha`)
	// anchors stand before the name of a place, an office or a thing, or are the first word of it.
	anchors = sortedWords(`xã phường thôn bản làng ấp khu phố tổ ngõ ngách đường tuyến chợ cầu cống sông suối hồ núi đèo đồi thác hang động rừng đập kè trường viện trạm bến ga sân bãi
		tỉnh huyện quận trấn tp châu thcs thpt ql tl dt mầm non tiểu học chùa đền đình nhà-thờ lễ hội hội-chợ tết miền vùng đảo biển vịnh quảng công-viên
		bộ sở ban cục phòng đảng đoàn báo đài cổng tạp ngân htx đội app ứng mạng sàn hãng giống vắc thuốc dịch bão tộc tiếng gạo lúa chè mận táo rượu cây hoa luật nghị dự án đề chương
		cửa khẩu điểm số cảng cao tốc ở tại gần quanh khối lớp thửa lô hẻm tòa toà chung cư ngành ty nghiệp điện mỏ thủy thuỷ khoáng tháng quý năm thứ kỳ quốc lộ`)
	// softAnchors are those that are given names too: alone within a sentence they account for nothing.
	softAnchors = sortedWords(`trường hoa quý năm thủy thuỷ đình quảng đoàn đài cầu hội táo cao kỳ viện bến đảo biển châu lê vịnh động bản số điểm sông hồ sơn sàn`)
	// sayers begin a sentence and speak, and are no names.
	sayers = sortedWords(`dân người họ ai nhiều một có vài đa hầu số bà ông anh chị em cô chú bác thầy cháu tôi mình ta cũng chỉ chưa không xã thôn bản tổ khách chủ phụ học cán cư hộ nhóm báo đài mạng
		sau khi nếu nên để xin cần đã vẫn được bị do vì tại rất thường lại còn đều phải hay mới sẽ muốn mong nghe nhờ ngại sợ trẻ già con lái bạn khán thính độc phần mấy từng các những nữ nam
		tiểu nông công sinh giáo bệnh chợ loa lãnh trưởng phó bí đoàn hội tin đồn như thế cứ toàn dư luận gần trên dưới tổng bên lời đơn thư mọi tất trong ngoài này kia đó đây việc câu ý`)
	// speaking are what somebody does who says something.
	speaking = sortedWords(`nói bảo kể hỏi chửi than cho viết đăng bình phàn tố kêu chê khen thắc phản đề kiến khẳng chia trả livestream comment chia-sẻ la mắng nhắn gọi phát đòi thề doạ dọa`)
	// publics are the first two words of what is no person.
	publics = sortedWords(`thành-phố thị-xã thị-trấn trường-tiểu trường-thcs trường-thpt trường-mầm trường-đại trường-cao trường-phổ trường-học trường-trung trường-nội hội-nghị đoàn-công đoàn-kiểm đoàn-thanh đoàn-đại đoàn-viên đài-truyền đài-phát
		công-an công-ty công-đoàn công-thương công-nghiệp công-trình công-báo công-nghệ ủy-ban uỷ-ban mặt-trận quốc-hội quốc-phòng quốc-lộ quốc-gia chính-phủ chính-trị chính-sách nhà-nước nhà-máy nhà-văn nhà-thờ nhà-trường nhà-sàn
		thanh-tra thanh-niên thanh-tra phụ-nữ nông-dân nông-nghiệp nông-thôn nông-trường lâm-trường lâm-nghiệp cựu-chiến văn-phòng văn-hóa văn-hoá văn-bản bệnh-viện trạm-y trung-tâm trung-ương trung-quốc trung-học trung-cấp
		tòa-án toà-án viện-kiểm kho-bạc kiểm-lâm kiểm-sát kiểm-toán hải-quan biên-phòng hội-đồng hội-nông hội-phụ hội-chữ hội-người hội-cựu hội-khuyến thủ-tướng thủ-đô chủ-tịch bí-thư phó-chủ phó-giám giám-đốc quyết-định nghị-định nghị-quyết
		chỉ-thị thông-tư kế-hoạch chương-trình đề-án dự-án dự-thảo điện-lực bảo-hiểm ngân-hàng y-tế giáo-dục tài-nguyên tài-chính môi-trường giao-thông xây-dựng nội-vụ nội-chính tư-pháp khoa-học dân-tộc dân-phố dân-quân
		tôn-giáo du-lịch thể-thao thông-tin truyền-thông tổ-quốc tổ-dân việt-nam hoa-kỳ hàn-quốc nhật-bản liên-hợp liên-đoàn liên-minh cao-đẳng đại-học đại-biểu tiểu-học mầm-non mẫu-giáo chiến-sĩ chiến-binh chữ-thập lao-động
		thương-binh xã-hội hợp-tác tập-đoàn tổng-công tổng-cục chi-cục chi-bộ chi-nhánh đảng-bộ đảng-ủy đảng-viên cổng-dịch cổng-thông hệ-thống mạng-xã giấy-chứng sổ-đỏ chủ-nhật nguyên-đán giáng-sinh trung-thu quốc-khánh
		bộ-đội ban-quản ban-chỉ trưởng-ban trưởng-thôn trưởng-bản hành-chính vận-tải xổ-số khí-tượng thủy-văn thuỷ-văn thủy-lợi thuỷ-lợi thủy-điện thuỷ-điện phòng-cháy cảnh-sát quân-sự quân-khu quân-đội khuyến-nông khuyến-học thú-y
		thi-đua an-ninh an-toàn phật-giáo công-giáo tin-lành cách-mạng xuân-hè hè-thu đông-xuân thu-đông nước-sạch cấp-nước chăn-nuôi trồng-trọt phát-triển quản-lý sắp-xếp hướng-dẫn đăng-ký dịch-vụ`)
	// worldly are the provinces of today and of yesterday that are in no other list, peoples, countries, and what all the
	// world calls by its name.
	worldly = namesIn(`lào cai, yên bái, lai châu, điện biên, hòa bình, hoà bình, lạng sơn, bắc kạn, bắc cạn, tuyên quang, phú thọ, vĩnh phúc, bắc giang, bắc ninh, hải dương, hải phòng, hưng yên, nam định, ninh bình,
		thanh hóa, thanh hoá, nghệ an, quảng bình, quảng trị, huế, thừa thiên huế, đà nẵng, quảng nam, quảng ngãi, quảng ninh, bình định, phú yên, khánh hòa, khánh hoà, ninh thuận, bình thuận, kon tum, gia lai, đắk lắk, đắk nông,
		đà lạt, bình phước, tây ninh, bình dương, đồng nai, bà rịa, vũng tàu, long an, tiền giang, bến tre, trà vinh, vĩnh long, đồng tháp, an giang, kiên giang, cần thơ, hậu giang, sóc trăng, bạc liêu, cà mau, sài gòn, nha trang,
		sa pa, sapa, bắc hà, bát xát, mường khương, bảo thắng, bảo yên, fansipan, nghĩa lộ, mù cang chải, trạm tấu, tây bắc, tây nguyên, đông bắc, đông nam bộ, bắc bộ, nam bộ, trung bộ, bắc nam, mê kông,
		mông, dao, ê đê, phù lá, hà nhì, xa phó, bố y, la chí, lô lô, pà thẻn, cao lan, sán chay, sán dìu, la ha, khơ mú, si la, pu péo, cơ lao, khmer,
		lào, thái lan, campuchia, châu âu, châu á, tết, phật, chúa, vneid, vietgap, ocop, bác hồ, momo, viettel, vietcombank, vietinbank, agribank, google, internet, youtube, chatgpt`)
	// foreign are peoples and countries that are given names too, behind what stands before them.
	foreign      = sortedWords(`kinh tày nùng thái mường giáy chăm hoa lự kháng mảng cống mỹ nga nhật phi pháp đức anh úc hàn trung bắc nam tây đông`)
	foreignLeads = sortedWords(`người nước hàng sang phía bào khách bên về`)
)

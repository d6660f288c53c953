package law

// citations is the table behind [Citations]. Dates nobody has read are left out rather than
// remembered.
var citations = []Citation{
	{ID: "qd-407-2022", Number: "407/QĐ-TTg", TitleVI: "Quyết định phê duyệt Đề án tổ chức truyền thông chính sách có tác động lớn đến xã hội trong quá trình xây dựng văn bản quy phạm pháp luật giai đoạn 2022–2027", TitleEN: "Decision approving the scheme for communication on policies with great impact on society, 2022–2027", Issued: Date{2022, 3, 30}, From: Date{2022, 3, 30}, Status: InForce, Verified: true, NoteVI: "Không thấy văn bản bãi bỏ."},
	{ID: "ct-07-2023", Number: "07/CT-TTg", TitleVI: "Chỉ thị về việc tăng cường công tác truyền thông chính sách", TitleEN: "Directive on strengthening policy communication", Issued: Date{2023, 3, 21}, From: Date{2023, 3, 21}, Status: InForce, Verified: true, NoteVI: "Không thấy văn bản bãi bỏ."},

	{ID: "luat-104-2016", Number: "104/2016/QH13", TitleVI: "Luật Tiếp cận thông tin", TitleEN: "Law on Access to Information", Issued: Date{2016, 4, 6}, From: Date{2018, 7, 1}, To: Date{2026, 8, 31}, Status: Replaced, ReplacedBy: []string{"luat-tctt-2026"}, Verified: true},
	{ID: "nd-13-2018", Number: "13/2018/NĐ-CP", TitleVI: "Nghị định quy định chi tiết và biện pháp thi hành Luật Tiếp cận thông tin", TitleEN: "Decree detailing the Law on Access to Information", From: Date{2018, 7, 1}, Status: Uncertain, NoteVI: "Có thể đã được thay cùng Luật Tiếp cận thông tin; chưa tìm thấy nghị định mới."},
	{ID: "luat-tctt-2026", TitleVI: "Luật Tiếp cận thông tin (sửa đổi)", TitleEN: "Law on Access to Information (amended)", From: Date{2026, 9, 1}, Status: InForce, Verified: true, NoteVI: "Chưa tìm thấy số của luật; thời hạn trả lời yêu cầu chưa đọc được."},
	{ID: "tt-46-2018", Number: "46/2018/TT-BTC", TitleVI: "Thông tư quy định chi phí thực tế để in, sao, chụp, gửi thông tin", TitleEN: "Circular on the actual cost of printing, copying and sending information", Status: Uncertain},

	{ID: "luat-103-2016", Number: "103/2016/QH13", TitleVI: "Luật Báo chí", TitleEN: "Press Law", Issued: Date{2016, 4, 5}, From: Date{2017, 1, 1}, To: Date{2026, 6, 30}, Status: Replaced, ReplacedBy: []string{"luat-126-2025"}, Verified: true},
	{ID: "luat-126-2025", Number: "126/2025/QH15", TitleVI: "Luật Báo chí", TitleEN: "Press Law", Issued: Date{2025, 12, 10}, From: Date{2026, 7, 1}, Status: InForce, Verified: true},
	{ID: "nd-09-2017", Number: "09/2017/NĐ-CP", TitleVI: "Nghị định quy định chi tiết việc phát ngôn và cung cấp thông tin cho báo chí của các cơ quan hành chính nhà nước", TitleEN: "Decree on statements and supply of information to the press by state administrative agencies", From: Date{2017, 3, 30}, To: Date{2026, 6, 30}, Status: Replaced, ReplacedBy: []string{"nd-244-2026"}, Verified: true},
	{ID: "nd-244-2026", Number: "244/2026/NĐ-CP", TitleVI: "Nghị định về phát ngôn và cung cấp thông tin cho báo chí", TitleEN: "Decree on statements and supply of information to the press", Issued: Date{2026, 6, 26}, From: Date{2026, 7, 1}, Status: InForce, Verified: true},
	{ID: "nd-237-2026", Number: "237/2026/NĐ-CP", TitleVI: "Nghị định quy định chi tiết thi hành Luật Báo chí", TitleEN: "Decree detailing the Press Law", Issued: Date{2026, 6, 26}, From: Date{2026, 7, 1}, Status: InForce, Verified: true},

	{ID: "luat-10-2022", Number: "10/2022/QH15", TitleVI: "Luật Thực hiện dân chủ ở cơ sở", TitleEN: "Law on Grassroots Democracy", From: Date{2023, 7, 1}, Status: InForce, Verified: true},
	{ID: "nd-49-2024", Number: "49/2024/NĐ-CP", TitleVI: "Nghị định quy định hoạt động thông tin cơ sở", TitleEN: "Decree on grassroots information", From: Date{2024, 7, 1}, Status: Uncertain},
	{ID: "tt-39-2020", Number: "39/2020/TT-BTTTT", TitleVI: "Thông tư về quản lý đài truyền thanh cấp xã ứng dụng công nghệ thông tin - viễn thông", TitleEN: "Circular on commune radio over information technology", Status: Uncertain},

	{ID: "luat-80-2015", Number: "80/2015/QH13", TitleVI: "Luật Ban hành văn bản quy phạm pháp luật", TitleEN: "Law on Promulgation of Legal Documents", From: Date{2016, 7, 1}, To: Date{2025, 3, 31}, Status: Replaced, ReplacedBy: []string{"luat-64-2025"}, NoteVI: "Ngày hiệu lực ghi theo trí nhớ."},
	{ID: "luat-64-2025", Number: "64/2025/QH15", TitleVI: "Luật Ban hành văn bản quy phạm pháp luật", TitleEN: "Law on Promulgation of Legal Documents", From: Date{2025, 4, 1}, Status: InForce, NoteVI: "Ngày hiệu lực ghi theo trí nhớ; được sửa đổi bởi Luật 87/2025/QH15."},
	{ID: "luat-87-2025", Number: "87/2025/QH15", TitleVI: "Luật sửa đổi, bổ sung một số điều của Luật Ban hành văn bản quy phạm pháp luật", TitleEN: "Law amending the Law on Promulgation of Legal Documents", From: Date{2025, 7, 1}, Status: InForce, NoteVI: "Ngày hiệu lực ghi theo trí nhớ."},
	{ID: "nd-78-2025", Number: "78/2025/NĐ-CP", TitleVI: "Nghị định quy định chi tiết Luật Ban hành văn bản quy phạm pháp luật", TitleEN: "Decree detailing the Law on Promulgation of Legal Documents", From: Date{2025, 4, 1}, Status: InForce, NoteVI: "Ngày hiệu lực ghi theo trí nhớ; được sửa đổi bởi Nghị định 187/2025/NĐ-CP."},
	{ID: "nd-187-2025", Number: "187/2025/NĐ-CP", TitleVI: "Nghị định sửa đổi, bổ sung Nghị định 78/2025/NĐ-CP", TitleEN: "Decree amending Decree 78/2025", From: Date{2025, 7, 1}, Status: InForce, NoteVI: "Ngày hiệu lực ghi theo trí nhớ."},

	{ID: "luat-148-2025", Number: "148/2025/QH15", TitleVI: "Luật Chuyển đổi số", TitleEN: "Digital Transformation Law", From: Date{2026, 7, 1}, Status: InForce, NoteVI: "Ngày hiệu lực suy từ nghị định hướng dẫn."},
	{ID: "nd-224-2026", Number: "224/2026/NĐ-CP", TitleVI: "Nghị định quy định chi tiết thi hành Luật Chuyển đổi số", TitleEN: "Decree implementing the Digital Transformation Law", Issued: Date{2026, 6, 24}, From: Date{2026, 7, 1}, Status: InForce, Verified: true},
	{ID: "nd-42-2022", Number: "42/2022/NĐ-CP", TitleVI: "Nghị định về việc cung cấp thông tin và dịch vụ công trực tuyến của cơ quan nhà nước trên môi trường mạng", TitleEN: "Decree on information and online services of state agencies", To: Date{2026, 6, 30}, Status: Replaced, ReplacedBy: []string{"nd-224-2026"}, Verified: true},
	{ID: "tt-26-2020", Number: "26/2020/TT-BTTTT", TitleVI: "Thông tư về tiêu chuẩn, công nghệ hỗ trợ người khuyết tật tiếp cận thông tin", TitleEN: "Circular on accessibility standards", Status: Uncertain},

	{ID: "luat-91-2025", Number: "91/2025/QH15", TitleVI: "Luật Bảo vệ dữ liệu cá nhân", TitleEN: "Law on Personal Data Protection", From: Date{2026, 1, 1}, Status: InForce, Verified: true},
	{ID: "nd-356-2025", Number: "356/2025/NĐ-CP", TitleVI: "Nghị định quy định chi tiết Luật Bảo vệ dữ liệu cá nhân", TitleEN: "Decree detailing the Law on Personal Data Protection", From: Date{2026, 1, 1}, Status: InForce, Verified: true},
	{ID: "nd-13-2023", Number: "13/2023/NĐ-CP", TitleVI: "Nghị định về bảo vệ dữ liệu cá nhân", TitleEN: "Decree on personal data protection", From: Date{2023, 7, 1}, To: Date{2025, 12, 31}, Status: Replaced, ReplacedBy: []string{"luat-91-2025", "nd-356-2025"}, Verified: true},

	{ID: "nd-15-2020", Number: "15/2020/NĐ-CP", TitleVI: "Nghị định về xử phạt vi phạm hành chính trong lĩnh vực bưu chính, viễn thông, công nghệ thông tin", TitleEN: "Decree on administrative fines in post, telecommunications and information technology", To: Date{2026, 6, 30}, Status: Replaced, ReplacedBy: []string{"nd-174-2026"}},
	{ID: "nd-174-2026", Number: "174/2026/NĐ-CP", TitleVI: "Nghị định về xử phạt vi phạm hành chính trong lĩnh vực bưu chính, viễn thông, công nghệ thông tin", TitleEN: "Decree on administrative fines in post, telecommunications and information technology", Issued: Date{2026, 5, 15}, From: Date{2026, 7, 1}, Status: InForce, Verified: true},
	{ID: "nd-147-2024", Number: "147/2024/NĐ-CP", TitleVI: "Nghị định về quản lý, cung cấp, sử dụng dịch vụ internet và thông tin trên mạng", TitleEN: "Decree on internet services and information on networks", Status: Uncertain},

	{ID: "nd-30-2020", Number: "30/2020/NĐ-CP", TitleVI: "Nghị định về công tác văn thư", TitleEN: "Decree on clerical work and the format of documents", Issued: Date{2020, 3, 5}, From: Date{2020, 3, 5}, Status: InForce, Verified: true},
	{ID: "nd-32-2019", Number: "32/2019/NĐ-CP", TitleVI: "Nghị định về giao nhiệm vụ, đặt hàng hoặc đấu thầu cung cấp sản phẩm, dịch vụ công sử dụng ngân sách nhà nước", TitleEN: "Decree on assigning, ordering and bidding for public services", From: Date{2019, 6, 1}, Status: Uncertain, NoteVI: "Đầu năm 2026 vẫn được viện dẫn; chưa rõ đã có văn bản thay thế."},
	{ID: "tt-10-2025-bvhttdl", Number: "10/2025/TT-BVHTTDL", TitleVI: "Thông tư hướng dẫn chức năng, nhiệm vụ của cơ quan chuyên môn về văn hóa, thể thao, du lịch và thông tin", TitleEN: "Circular on the tasks of culture, sports and tourism departments", Issued: Date{2025, 6, 19}, From: Date{2025, 7, 1}, Status: InForce, Verified: true},

	{ID: "blds-2015", Number: "91/2015/QH13", TitleVI: "Bộ luật Dân sự", TitleEN: "Civil Code", Issued: Date{2015, 11, 24}, From: Date{2017, 1, 1}, Status: InForce, Verified: true},
	{ID: "blld-2019", Number: "45/2019/QH14", TitleVI: "Bộ luật Lao động", TitleEN: "Labour Code", Issued: Date{2019, 11, 20}, From: Date{2021, 1, 1}, Status: InForce, Verified: true},
	{ID: "nq-28-2026-qh16", Number: "28/2026/QH16", TitleVI: "Nghị quyết của Quốc hội về phát triển văn hóa Việt Nam", TitleEN: "Resolution of the National Assembly on the development of Vietnamese culture", From: Date{2026, 7, 1}, Status: InForce, Verified: true, NoteVI: "Đặt Ngày Văn hóa Việt Nam 24/11 là ngày nghỉ; tên ghi theo nội dung."},
	{ID: "qd-188-1999", Number: "188/1999/QĐ-TTg", TitleVI: "Quyết định về thực hiện chế độ tuần làm việc 40 giờ", TitleEN: "Decision on the 40-hour working week", Status: Uncertain, NoteVI: "Ghi theo trí nhớ."},
	{ID: "vpcp-8056-2022", Number: "8056/VPCP-KGVX", TitleVI: "Công văn về nghỉ Tết Âm lịch và Quốc khánh năm 2023", TitleEN: "Official letter on the Lunar New Year and National Day of 2023", Issued: Date{2022, 12, 1}, Status: InForce, Verified: true, NoteVI: "Đọc qua báo chí."},
	{ID: "vpcp-8662-2023", Number: "8662/VPCP-KGVX", TitleVI: "Công văn về nghỉ Tết Âm lịch và Quốc khánh năm 2024", TitleEN: "Official letter on the Lunar New Year and National Day of 2024", Issued: Date{2023, 11, 3}, Status: InForce, Verified: true, NoteVI: "Đọc qua báo chí."},
	{ID: "vpcp-8726-2024", Number: "8726/VPCP-KGVX", TitleVI: "Công văn về nghỉ Tết Âm lịch và một số dịp nghỉ lễ năm 2025", TitleEN: "Official letter on the Lunar New Year and other holidays of 2025", Issued: Date{2024, 11, 26}, Status: InForce, Verified: true, NoteVI: "Đọc qua báo chí."},
	{ID: "vpcp-12729-2025", Number: "12729/VPCP-KGVX", TitleVI: "Công văn về nghỉ Tết Dương lịch năm 2026", TitleEN: "Official letter on New Year's Day 2026", Issued: Date{2025, 12, 25}, Status: InForce, Verified: true, NoteVI: "Đọc qua báo chí."},
}

package law

// consultRules are the times for which a draft stays open for comments, at least.
//
//law:luat-64-2025
//law:luat-80-2015
//law:nd-187-2025
func consultRules() []Rule {
	base := func(id, vi, en string, s Stage) Rule {
		return Rule{ID: id, Version: 1, TextVI: "Lấy ý kiến dự thảo " + vi, TextEN: "Consultation on a draft " + en,
			TriggerVI: "đăng tải dự thảo", TriggerEN: "the draft is posted", Stages: []Stage{s}}
	}
	old := func(r Rule, noteVI, noteEN string, successors ...string) Rule {
		r.BasisVI, r.BasisEN, r.Cites = "Luật Ban hành văn bản quy phạm pháp luật 80/2015/QH13", "Law on Promulgation of Legal Documents 80/2015/QH13", []string{"luat-80-2015"}
		r.ValidFrom, r.ValidTo, r.Successors = Date{2016, 7, 1}, Date{2025, 3, 31}, successors
		r.NoteVI, r.NoteEN = noteVI, noteEN
		return r
	}
	now := func(r Rule, noteVI, noteEN string) Rule {
		r.BasisVI, r.BasisEN, r.Cites = "Luật Ban hành văn bản quy phạm pháp luật 64/2025/QH15 và Nghị định 78/2025/NĐ-CP", "Law on Promulgation of Legal Documents 64/2025/QH15 and Decree 78/2025/NĐ-CP", []string{"luat-64-2025", "nd-78-2025"}
		r.ValidFrom, r.NoteVI, r.NoteEN = Date{2025, 4, 1}, noteVI, noteEN
		return r
	}
	open := func(n int) Stage { return lasting("open", "Mở lấy ý kiến", "open for comments", n) }
	const (
		memoryVI = "Số ngày ghi theo trí nhớ, chưa đối chiếu văn bản"
		memoryEN = "The number of days is from memory and was not checked against the text"
	)
	chair := now(base("CONS25-CT", "quyết định của Chủ tịch Ủy ban nhân dân cấp tỉnh", "decision of the Chair of the provincial People's Committee", open(10)), "", "")
	chair.BasisVI, chair.BasisEN = "Nghị định 78/2025/NĐ-CP, Điều 51a (bổ sung bởi Nghị định 187/2025/NĐ-CP)", "Decree 78/2025/NĐ-CP, Article 51a (added by Decree 187/2025/NĐ-CP)"
	chair.Cites, chair.ValidFrom, chair.Verified = []string{"nd-78-2025", "nd-187-2025"}, Date{2025, 7, 1}, true

	reply := Rule{ID: "CONS-REPLY", Version: 1, TextVI: "Cơ quan được hỏi ý kiến trả lời bằng văn bản", TextEN: "An agency that was asked replies in writing",
		TriggerVI: "nhận được đề nghị góp ý", TriggerEN: "the request is received", Stages: []Stage{answer(10, CalendarDays)}}
	return []Rule{
		old(base("CONS15-C", "văn bản của trung ương", "of a central document", open(60)), "Chi tiết "+lower(memoryVI), "Details are from memory", "CONS25-C"),
		old(base("CONS15-P", "nghị quyết Hội đồng nhân dân, quyết định Ủy ban nhân dân cấp tỉnh", "resolution of the provincial People's Council or decision of the People's Committee", open(30)), memoryVI, memoryEN, "CONS25-HDND", "CONS25-UBND"),
		old(base("CONS15-D", "văn bản cấp huyện (cơ quan được hỏi ý kiến)", "of a district document (agencies asked)", open(7)), memoryVI, memoryEN),
		old(base("CONS15-X", "văn bản cấp xã (cơ quan được hỏi ý kiến)", "of a commune document (agencies asked)", open(7)), memoryVI, memoryEN, "CONS25-XA"),
		now(base("CONS25-C", "văn bản của trung ương, hồ sơ chính sách", "of a central document or a policy dossier", open(20)),
			"Số 20 ngày đọc được cho một loại văn bản; việc áp dụng chung ghi theo trí nhớ", "20 days were read for one kind of document; that it holds for all is from memory"),
		now(base("CONS25-HDND", "nghị quyết Hội đồng nhân dân cấp tỉnh", "resolution of the provincial People's Council", open(20)), memoryVI, memoryEN),
		now(base("CONS25-UBND", "quyết định Ủy ban nhân dân cấp tỉnh", "decision of the provincial People's Committee", open(20)), memoryVI, memoryEN),
		chair,
		now(base("CONS25-XA", "nghị quyết Hội đồng nhân dân, quyết định Ủy ban nhân dân cấp xã", "resolution or decision of a commune", stage("open", "Mở lấy ý kiến", "open for comments", 0, Unknown)),
			"Chưa tìm được thời gian lấy ý kiến đối với văn bản cấp xã", "The time for commune documents was not found"),
		now(reply, memoryVI+"; thủ tục rút gọn ngắn hơn", memoryEN+"; shorter in the simplified procedure"),
	}
}

// otherRules are the clocks of online information, personal data and local plans.
//
//law:nd-224-2026
//law:luat-91-2025
//law:nd-13-2023
func otherRules() []Rule {
	portal := func(id, vi, en, triggerVI, triggerEN string, s Stage) Rule {
		return Rule{ID: id, Version: 1, Verified: true, TextVI: vi, TextEN: en, TriggerVI: triggerVI, TriggerEN: triggerEN, Stages: []Stage{s},
			BasisVI: "Nghị định 224/2026/NĐ-CP", BasisEN: "Decree 224/2026/NĐ-CP", Cites: []string{"nd-224-2026"}, ValidFrom: pressLaw}
	}
	data := func(id, vi, en, triggerVI, triggerEN string, stages ...Stage) Rule {
		return Rule{ID: id, Version: 1, Verified: true, TextVI: vi, TextEN: en, TriggerVI: triggerVI, TriggerEN: triggerEN, Stages: stages,
			BasisVI: "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 và Nghị định 356/2025/NĐ-CP", BasisEN: "Law on Personal Data Protection 91/2025/QH15 and Decree 356/2025/NĐ-CP",
			Cites: []string{"luat-91-2025", "nd-356-2025"}, ValidFrom: Date{2026, 1, 1}}
	}
	unchecked := func(r Rule, noteVI, noteEN string) Rule {
		r.Verified, r.NoteVI, r.NoteEN = false, noteVI, noteEN
		return r
	}
	const request, requestEN = "nhận được yêu cầu của chủ thể dữ liệu", "the data subject's request is received"
	const memoryVI, memoryEN = "Ghi theo trí nhớ, chưa đối chiếu văn bản", "From memory, not checked against the text"
	done := func(n int) Stage {
		return stage("answer", "Thực hiện yêu cầu", "carry out the request", n, CalendarDays)
	}

	old := data("PDP23-REQ", "Thực hiện yêu cầu của chủ thể dữ liệu", "Carry out a data subject's request", request, requestEN, stage("answer", "Thực hiện yêu cầu", "carry out the request", 72, Hours))
	old.BasisVI, old.BasisEN, old.Cites = "Nghị định 13/2023/NĐ-CP", "Decree 13/2023/NĐ-CP", []string{"nd-13-2023"}
	old.ValidFrom, old.ValidTo, old.Successors = Date{2023, 7, 1}, Date{2025, 12, 31}, []string{"PDP-ACK", "PDP-15", "PDP-20", "PDP-OTHER"}

	return []Rule{
		portal("PORTAL-OUT", "Thông báo tạm ngừng cổng, trang thông tin theo kế hoạch, kèm thời gian dự kiến hoạt động lại", "Give public notice of a planned outage with the expected time of recovery", "bắt đầu tạm ngừng", "the outage begins",
			ahead("notice", "Thông báo tạm ngừng", "notice", 7, WorkingDays)),
		portal("PORTAL-FRESH", "Cập nhật thông tin trên cổng, trang khi có thay đổi", "Update the portal when something changes", "thông tin thay đổi", "the information changes",
			stage("update", "Cập nhật", "update", 0, Immediately)),
		portal("PORTAL-REVIEW", "Rà soát, nâng cấp các kênh cung cấp thông tin hằng năm", "Review and upgrade the channels each year", "lần rà soát trước", "the previous review",
			stage("review", "Rà soát", "review", 12, Months)),

		data("PDP-ACK", "Phản hồi yêu cầu của chủ thể dữ liệu", "Reply to a data subject's request", request, requestEN, stage("reply", "Phản hồi", "reply", 2, WorkingDays)),
		data("PDP-15", "Thực hiện yêu cầu rút lại đồng ý, hạn chế, phản đối xử lý dữ liệu", "Carry out a withdrawal of consent, a restriction or an objection", request, requestEN, done(15), extension(15, CalendarDays)),
		data("PDP-20", "Thực hiện yêu cầu rút lại đồng ý, hạn chế, phản đối khi bên xử lý hoặc bên thứ ba cũng phải dừng", "Carry out a withdrawal, restriction or objection where processors or third parties must stop too", request, requestEN, done(20), extension(15, CalendarDays)),
		data("PDP-EXT", "Gia hạn một lần việc thực hiện yêu cầu của chủ thể dữ liệu", "Extend once the time for a data subject's request", "hết thời hạn ban đầu", "the first time ends", stage("extended", "Hạn sau gia hạn", "extended date", 15, CalendarDays)),
		unchecked(data("PDP-OTHER", "Thực hiện các quyền khác (xem, chỉnh sửa, xóa…)", "Carry out other rights (view, correct, delete…)", request, requestEN, stage("answer", "Thực hiện yêu cầu", "carry out the request", 0, Unknown)),
			"Nguồn chỉ nêu khoảng 10–20 ngày; quản trị viên cần đặt số ngày theo từng quyền", "The source gives a range of 10–20 days only; an administrator has to set the days for each right"),
		unchecked(data("PDP-BREACH", "Thông báo vi phạm dữ liệu cá nhân", "Notify a breach of personal data", "phát hiện vi phạm", "the breach is discovered", stage("notice", "Thông báo vi phạm", "notice of the breach", 72, Hours)), memoryVI, memoryEN),
		unchecked(data("PDP-DPIA", "Gửi hồ sơ đánh giá tác động xử lý dữ liệu cho cơ quan chuyên trách", "Send the impact-assessment dossier to the authority", "bắt đầu xử lý dữ liệu", "processing begins", stage("dossier", "Gửi hồ sơ", "dossier", 60, CalendarDays)), memoryVI, memoryEN),
		old,

		{ID: "LISTEN-W", Version: 1, TextVI: "Điểm tin, tổng hợp dư luận hằng tuần", TextEN: "Weekly digest of press and public opinion",
			BasisVI: "Kế hoạch của địa phương (158/KH-UBND ngày 21/3/2023 của Lào Cai)", BasisEN: "Local plan (Lào Cai, 158/KH-UBND of 21 March 2023)",
			TriggerVI: "kỳ trước", TriggerEN: "the previous digest", Stages: []Stage{stage("digest", "Điểm tin", "digest", 7, CalendarDays)},
			ValidFrom: Date{2023, 3, 21}, NoteVI: "Nhịp do kế hoạch của một tỉnh đặt, không phải luật; mỗi nơi tự đặt", NoteEN: "The rhythm is set by one province's plan, not by law; each place sets its own"},
	}
}

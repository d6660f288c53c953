package law

const (
	law104VI = "Luật Tiếp cận thông tin 104/2016/QH13"
	law104EN = "Law on Access to Information 104/2016/QH13"
)

// accessRules are the clocks of the Law on Access to Information of 2026, where they could be read.
//
//law:luat-tctt-2026
func accessRules() []Rule {
	return []Rule{{
		ID: "ATI26-ERR", Version: 1, Verified: true,
		TextVI:  "Trả lời công dân cho rằng thông tin đã công khai không chính xác",
		TextEN:  "Answer a citizen's claim that published information is wrong",
		BasisVI: "Luật Tiếp cận thông tin (sửa đổi), hiệu lực 01/9/2026, Điều 22", BasisEN: "Law on Access to Information (amended), in force from 1 September 2026, Article 22",
		Cites:     []string{"luat-tctt-2026"},
		TriggerVI: "nhận được yêu cầu của công dân", TriggerEN: "the claim is received",
		Stages: []Stage{answer(10, CalendarDays)}, ValidFrom: accessLaw,
	}}
}

// accessOldRules are the clocks of the law of 2016, each followed by a provisional version for
// triggers from 1 September 2026, because the lengths of the new law have not been read.
//
//law:luat-104-2016
func accessOldRules() []Rule {
	const request, requestEN = "nhận được yêu cầu hợp lệ", "a valid request is received"
	rows := []Rule{{
		ID: "ATI16-HQ", TextVI: "Cung cấp thông tin theo yêu cầu trực tiếp tại trụ sở", TextEN: "Provide information asked for at headquarters",
		BasisVI: law104VI + ", Điều 29", BasisEN: law104EN + ", Article 29",
		TriggerVI: request, TriggerEN: requestEN,
		Stages: []Stage{
			answer(0, Immediately).of(Simple),
			answer(10, WorkingDays).of(Complex), extension(10, WorkingDays).of(Complex),
		},
	}, {
		ID: "ATI16-NET", TextVI: "Cung cấp thông tin theo yêu cầu qua mạng điện tử", TextEN: "Provide information asked for by electronic network",
		BasisVI: law104VI + ", Điều 30", BasisEN: law104EN + ", Article 30",
		TriggerVI: request, TriggerEN: requestEN,
		Stages: []Stage{
			answer(3, WorkingDays).of(Simple),
			noticeOfTime().of(Complex), answer(15, WorkingDays).of(Complex), extension(15, CalendarDays).of(Complex),
		},
	}, {
		ID: "ATI16-POST", TextVI: "Cung cấp thông tin theo yêu cầu qua bưu chính, fax", TextEN: "Provide information asked for by post or fax",
		BasisVI: law104VI + ", Điều 31", BasisEN: law104EN + ", Article 31",
		TriggerVI: request, TriggerEN: requestEN,
		Stages: []Stage{
			answer(5, WorkingDays).of(Simple),
			noticeOfTime().of(Complex), answer(15, WorkingDays).of(Complex), extension(15, CalendarDays).of(Complex),
		},
	}, {
		ID: "ATI16-FIX", TextVI: "Đính chính và gửi lại thông tin đã cung cấp không chính xác do tự phát hiện", TextEN: "Correct and resend own information found to be wrong",
		BasisVI: law104VI, BasisEN: law104EN,
		TriggerVI: "phát hiện thông tin không chính xác", TriggerEN: "the error is discovered",
		Stages: []Stage{stage("correction", "Đính chính", "correction", 5, WorkingDays)},
	}, {
		ID: "ATI16-FIXREQ", TextVI: "Trả lời người yêu cầu cho rằng thông tin được cung cấp không chính xác", TextEN: "Answer a requester who says that the information provided is wrong",
		BasisVI: law104VI, BasisEN: law104EN,
		TriggerVI: "nhận được yêu cầu đính chính", TriggerEN: "the request for correction is received",
		Stages: []Stage{
			answer(15, CalendarDays).of(Simple),
			stage("forward", "Cấp xã chuyển đến cơ quan tạo ra thông tin", "the commune forwards it to the author", 5, WorkingDays).of(Complex),
			stage("reply", "Cơ quan tạo ra thông tin trả lời cấp xã", "the author replies to the commune", 15, CalendarDays).after("forward").of(Complex),
			stage("inform", "Cấp xã thông báo cho người yêu cầu", "the commune informs the requester", 3, WorkingDays).after("reply").of(Complex),
		},
	}, {
		ID: "ATI16-PUB", TextVI: "Công khai thông tin khi pháp luật không quy định thời hạn khác", TextEN: "Publish information where no other time is set",
		BasisVI: law104VI + ", Điều 18", BasisEN: law104EN + ", Article 18",
		TriggerVI: "tạo ra thông tin", TriggerEN: "the information is created",
		Stages: []Stage{stage("publication", "Công khai", "publication", 5, WorkingDays)},
	}, {
		ID: "ATI16-BOARD", TextVI: "Niêm yết thông tin phải công khai", TextEN: "Keep information posted on a board",
		BasisVI: law104VI + ", Điều 21", BasisEN: law104EN + ", Article 21",
		TriggerVI: "bắt đầu niêm yết", TriggerEN: "the posting begins",
		Stages: []Stage{lasting("posting", "Niêm yết", "posting", 30)},
	}, {
		ID: "REP-ATI", TextVI: "Báo cáo ba năm một lần về tiếp cận thông tin, gửi Bộ Tư pháp; ngoài ra báo cáo khi được yêu cầu", TextEN: "Report every three years on access to information to the Ministry of Justice, besides reports on request",
		BasisVI: "Nghị định 13/2018/NĐ-CP, Điều 12", BasisEN: "Decree 13/2018/NĐ-CP, Article 12",
		Cites:     []string{"nd-13-2018"},
		TriggerVI: "kỳ báo cáo trước", TriggerEN: "the previous report",
		Stages: []Stage{stage("report", "Báo cáo", "report", 36, Months)},
	}}
	var all []Rule
	for _, r := range rows {
		all = append(all, r.under2016(), r.carriedOn())
	}
	return append(all, Rule{
		ID: "ATI16-ERR", Version: 1, Verified: true, ValidFrom: Date{2018, 7, 1}, ValidTo: eveOfAccessLaw,
		TextVI: "Trả lời công dân cho rằng thông tin đã công khai không chính xác", TextEN: "Answer a citizen's claim that published information is wrong",
		BasisVI: law104VI + ", Điều 22", BasisEN: law104EN + ", Article 22", Cites: []string{"luat-104-2016"},
		TriggerVI: "nhận được yêu cầu của công dân", TriggerEN: "the claim is received",
		Stages: []Stage{answer(15, CalendarDays)}, Successors: []string{"ATI26-ERR"},
	})
}

func noticeOfTime() Stage {
	return stage("notice", "Thông báo thời hạn bằng văn bản", "written notice of the time needed", 3, WorkingDays)
}

// under2016 is the version of a row while the law of 2016 was in force.
func (r Rule) under2016() Rule {
	r.Version, r.Verified = 1, true
	r.ValidFrom, r.ValidTo = Date{2018, 7, 1}, eveOfAccessLaw
	if r.Cites == nil {
		r.Cites = []string{"luat-104-2016"}
	}
	return r
}

// carriedOn is the provisional version of a row for the time of the new law.
func (r Rule) carriedOn() Rule {
	r.Cites = append([]string{"luat-tctt-2026", "luat-104-2016"}, r.Cites...)
	r.Version, r.Verified, r.ValidFrom = 2, false, accessLaw
	r.BasisVI = "Luật Tiếp cận thông tin (sửa đổi), hiệu lực 01/9/2026; thời hạn tạm theo " + r.BasisVI
	r.BasisEN = "Law on Access to Information (amended), in force from 1 September 2026; lengths provisionally from " + r.BasisEN
	r.NoteVI = "Chưa đọc được thời hạn trong luật mới nên tạm giữ số của quy định cũ"
	r.NoteEN = "The lengths of the new law have not been read; those of the old rules are kept for the time being"
	return r
}

// grassrootsRules are the clocks of publication in a commune.
//
//law:luat-10-2022
func grassrootsRules() []Rule {
	row := func(id, vi, en, article, triggerVI, triggerEN string, s Stage) Rule {
		return Rule{
			ID: id, Version: 1, Verified: true, TextVI: vi, TextEN: en,
			BasisVI: "Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, " + article, BasisEN: "Law on Grassroots Democracy 10/2022/QH15, Articles 11–14",
			Cites: []string{"luat-10-2022"}, TriggerVI: triggerVI, TriggerEN: triggerEN,
			Stages: []Stage{s}, ValidFrom: Date{2023, 7, 1},
		}
	}
	const articles = "Điều 11–14"
	return []Rule{
		row("DEM-PUB", "Cấp xã công khai thông tin", "A commune publishes information", articles, "có quyết định, văn bản", "the decision is made",
			stage("publication", "Công khai", "publication", 5, WorkingDays)),
		row("DEM-POST", "Niêm yết liên tục thông tin cấp xã công khai", "Keep a commune's information posted", articles, "bắt đầu niêm yết", "the posting begins",
			lasting("posting", "Niêm yết liên tục", "posting", 30)),
		row("DEM-RADIO", "Phát liên tục trên hệ thống truyền thanh cấp xã (nhóm 7–12)", "Air on the commune loudspeaker (groups 7–12)", articles, "phát lần đầu", "the first airing",
			lasting("airing", "Phát thanh liên tục", "airing", 3)),
		row("DEM-LIST", "Lập danh mục thông tin đã công khai hằng quý", "List what was published each quarter", articles, "danh mục trước", "the previous list",
			stage("list", "Lập danh mục", "list", 3, Months)),
	}
}

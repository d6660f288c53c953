package law

import "strings"

// spokesRules are the clocks of statements and of supplying the press.
//
//law:nd-244-2026
//law:nd-09-2017
func spokesRules() []Rule {
	old := func(r Rule) Rule {
		r.Version, r.Verified = 1, true
		r.BasisVI, r.BasisEN, r.Cites = "Nghị định 09/2017/NĐ-CP", "Decree 09/2017/NĐ-CP", []string{"nd-09-2017"}
		r.ValidFrom, r.ValidTo = Date{2017, 3, 30}, eveOfPressLaw
		return r
	}
	now := func(r Rule, version int, article string) Rule {
		r.Version, r.Verified = version, true
		r.BasisVI, r.BasisEN, r.Cites = "Nghị định 244/2026/NĐ-CP", "Decree 244/2026/NĐ-CP", []string{"nd-244-2026"}
		if article != "" {
			r.BasisVI, r.BasisEN = r.BasisVI+", Điều "+article, r.BasisEN+", "+articleEN(article)
		}
		r.ValidFrom = pressLaw
		return r
	}
	publish := stage("publication", "Công bố", "publication", 24, Hours)
	first := stage("statement", "Thông tin ban đầu", "first statement", 24, Hours)
	monthly := Rule{ID: "PRESS-M", TextVI: "Cung cấp thông tin định kỳ hằng tháng trên cổng thông tin và trang mạng xã hội chính thức của tỉnh", TextEN: "Monthly information on the province's portal and official social pages",
		TriggerVI: "lần cung cấp trước", TriggerEN: "the previous one", Stages: []Stage{stage("information", "Cung cấp thông tin", "information", 1, Months)}}
	quarterly := Rule{ID: "PRESS-Q", TextVI: "Họp báo định kỳ của tỉnh, ít nhất ba tháng một lần", TextEN: "Press conference of the province, at least every three months",
		TriggerVI: "lần họp báo trước", TriggerEN: "the previous conference", Stages: []Stage{stage("conference", "Họp báo", "press conference", 3, Months)}}
	superseded := func(r Rule, by ...string) Rule {
		r.Successors = by
		return r
	}
	yearly := now(Rule{ID: "REP-SPOKES", TextVI: "Báo cáo năm về phát ngôn và cung cấp thông tin cho báo chí, gửi Bộ Văn hóa, Thể thao và Du lịch", TextEN: "Yearly report on statements and supply of information to the press, to the Ministry of Culture, Sports and Tourism",
		TriggerVI: "hằng năm", TriggerEN: "each year", WindowFrom: MonthDay{12, 15}, WindowTo: MonthDay{12, 14},
		Stages: []Stage{{Name: "report", NameVI: "Gửi báo cáo", NameEN: "report", Term: Term{Unit: FixedDate, Month: 12, Day: 20}}}}, 1, "")
	yearly.ValidFrom = Date{2026, 1, 1} // the first report covers the whole of 2026
	return []Rule{
		now(Rule{ID: "SP-PUB", TextVI: "Công bố họ tên, chức vụ, điện thoại, thư công vụ của người phát ngôn thường xuyên trên cổng thông tin", TextEN: "Publish the regular spokesperson's name, post, phone and official e-mail on the portal",
			TriggerVI: "ký quyết định giao nhiệm vụ phát ngôn", TriggerEN: "the assignment decision", Stages: []Stage{publish}}, 1, ""),
		superseded(old(Rule{ID: "SP-PUB17", TextVI: "Công bố việc ủy quyền phát ngôn trên cổng thông tin", TextEN: "Publish an authorisation to speak on the portal",
			TriggerVI: "ký văn bản ủy quyền", TriggerEN: "the authorisation is signed", Stages: []Stage{stage("publication", "Công bố", "publication", 12, Hours)}}), "SP-PUB"),
		now(Rule{ID: "URG-A", TextVI: "Cung cấp thông tin ban đầu về sự kiện quan trọng có tác động lớn trong xã hội", TextEN: "First information on an important event with great effect in society",
			TriggerVI: "tiếp nhận và xử lý vụ việc thuộc thẩm quyền", TriggerEN: "the body receives and handles the case within its competence", Stages: []Stage{first}}, 1, "7"),
		now(Rule{ID: "URG-B", TextVI: "Cung cấp thông tin ban đầu khi dư luận có ý kiến khác nhau", TextEN: "First information where public opinion is divided",
			TriggerVI: "xác định vấn đề tác động hoặc có nguy cơ tác động đến dư luận", TriggerEN: "the body determines an effect or risk of effect on public opinion", Stages: []Stage{first}}, 1, "7"),
		superseded(old(Rule{ID: "URG17", TextVI: "Cung cấp thông tin về sự kiện quan trọng có tác động lớn trong xã hội", TextEN: "Information on an important event with great effect in society",
			TriggerVI: "xảy ra sự kiện", TriggerEN: "the event", Stages: []Stage{first}}), "URG-A", "URG-B"),
		old(monthly), now(monthly, 2, ""),
		old(quarterly), now(quarterly, 2, ""),
		now(Rule{ID: "SP-RULE", TextVI: "Ban hành quy chế phát ngôn nội bộ (cơ quan chưa có)", TextEN: "Issue the internal rule on statements (bodies without one)",
			TriggerVI: "nghị định có hiệu lực (01/7/2026)", TriggerEN: "the decree comes into force (1 July 2026)", Stages: []Stage{stage("rule", "Ban hành quy chế", "internal rule", 45, CalendarDays)}}, 1, ""),
		yearly,
	}
}

// pressRules are the clocks between agencies and the press: replies, corrections, conferences.
//
//law:nd-237-2026
//law:luat-103-2016
func pressRules() []Rule {
	now := func(version int, article string, r Rule) Rule {
		r.Version, r.Verified, r.ValidFrom = version, true, pressLaw
		r.BasisVI, r.BasisEN, r.Cites = "Nghị định 237/2026/NĐ-CP, Điều "+article, "Decree 237/2026/NĐ-CP, "+articleEN(article), []string{"nd-237-2026"}
		return r
	}
	old := func(article string, r Rule) Rule {
		r.Version, r.Verified = 1, true
		r.ValidFrom, r.ValidTo = Date{2017, 1, 1}, eveOfPressLaw
		r.BasisVI, r.BasisEN, r.Cites = "Luật Báo chí 103/2016/QH13", "Press Law 103/2016/QH13", []string{"luat-103-2016"}
		if article != "" {
			r.BasisVI, r.BasisEN = r.BasisVI+", Điều "+article, r.BasisEN+", "+articleEN(article)
		}
		return r
	}
	with := func(r Rule, stages ...Stage) Rule {
		r.Stages = stages
		return r
	}
	reply := func(amount int, unit Unit) Stage {
		return stage("reply", "Thông báo bằng văn bản biện pháp giải quyết", "written notice of the measure taken", amount, unit)
	}
	correct := func(amount int, unit Unit) Stage {
		return stage("correction", "Đăng, phát cải chính, xin lỗi", "publish the correction and apology", amount, unit)
	}
	const conclusion, conclusionEN = "nhận được văn bản kết luận hoặc tự phát hiện vi phạm", "the conclusion is received or the fault is found"
	forward := Rule{ID: "PR-FORWARD", TextVI: "Trả lời ý kiến, kiến nghị, phản ánh, phê bình của người dân do cơ quan báo chí chuyển đến", TextEN: "Answer opinions, petitions, feedback and criticism of people forwarded by the press",
		TriggerVI: "nhận được ý kiến do cơ quan báo chí chuyển đến", TriggerEN: "the forwarded opinion is received"}
	online := Rule{ID: "COR-ONLINE", TextVI: "Cải chính trên báo điện tử và kênh nội dung trên không gian mạng; gỡ ngay thông tin sai", TextEN: "Correct online newspapers and channels in cyberspace; remove the false item at once",
		TriggerVI: conclusion, TriggerEN: conclusionEN, Stages: []Stage{correct(0, Immediately)}}
	dailies := Rule{ID: "COR-DAILY", TextVI: "Cải chính trên báo in hằng ngày, phát thanh, truyền hình", TextEN: "Correct in daily print, radio and television",
		TriggerVI: conclusion, TriggerEN: conclusionEN, Stages: []Stage{correct(2, CalendarDays)}}
	next := Rule{ID: "COR-NEXT", TextVI: "Cải chính trên báo tuần, tạp chí in", TextEN: "Correct in weeklies and magazines",
		TriggerVI: conclusion, TriggerEN: conclusionEN, Stages: []Stage{correct(0, NextIssue)}}
	long := Rule{ID: "COR-LONG", TextVI: "Cải chính trên tạp chí in ra trên 30 ngày một kỳ: trả lời bằng văn bản, rồi đăng trong số ra gần nhất", TextEN: "Correct in magazines issued over every 30 days: written answer, then the next issue",
		TriggerVI: conclusion, TriggerEN: conclusionEN}
	written := func(amount int, unit Unit) Stage {
		return stage("answer", "Trả lời bằng văn bản", "written answer", amount, unit)
	}
	keep := Rule{ID: "COR-KEEP", TextVI: "Giữ thông tin cải chính, xin lỗi trên báo điện tử", TextEN: "Keep the correction online",
		TriggerVI: "đăng cải chính", TriggerEN: "the correction is published"}
	keepUnknown := with(now(2, "19 khoản 3", keep), stage("keeping", "Giữ cải chính", "keeping", 0, Unknown))
	keepUnknown.Verified = false
	keepUnknown.NoteVI = "Con số ngày phải giữ cải chính không đọc được trong bản chụp nghị định"
	keepUnknown.NoteEN = "The number of days is not readable in the copy of the decree"

	return []Rule{
		now(1, "18 khoản 1", Rule{ID: "PR-REPLY", TextVI: "Trả lời trên báo chí vấn đề người dân nêu, theo yêu cầu của người đứng đầu cơ quan báo chí", TextEN: "Answer in the press an issue raised by people, at the request of the head of a press agency",
			TriggerVI: "nhận được yêu cầu của người đứng đầu cơ quan báo chí", TriggerEN: "the request is received", Stages: []Stage{answer(30, CalendarDays)}}),
		old("", with(forward, reply(30, CalendarDays))),
		now(2, "18 khoản 3", with(forward, reply(15, WorkingDays))),
		now(1, "18 khoản 2", Rule{ID: "PR-COMPLAINT", TextVI: "Gửi cơ quan báo chí kết luận khiếu nại, tố cáo do báo chí chuyển đến", TextEN: "Send the press the conclusion on a complaint or denunciation it forwarded",
			TriggerVI: "có kết luận nội dung khiếu nại, tố cáo", TriggerEN: "the conclusion is made",
			NoteVI: "Việc thông báo thụ lý theo thời hạn của pháp luật khiếu nại, tố cáo", NoteEN: "Notice of acceptance follows the law on complaints and denunciations",
			Stages: []Stage{stage("conclusion", "Thông báo kết luận", "notice of the conclusion", 5, WorkingDays)}}),
		now(1, "18 khoản 6", Rule{ID: "PR-ASKPRESS", TextVI: "Cơ quan báo chí trả lời cơ quan, tổ chức về vấn đề đã thông tin", TextEN: "The press agency answers an agency about what it reported",
			TriggerVI: "cơ quan báo chí nhận được yêu cầu", TriggerEN: "the press agency receives the request", Stages: []Stage{answer(15, WorkingDays)}}),
		now(1, "18 khoản 5", Rule{ID: "PR-PUBLISHREPLY", TextVI: "Cơ quan báo chí thông báo hoặc đăng, phát văn bản trả lời đã nhận", TextEN: "The press agency publishes or passes on the reply it received",
			TriggerVI: "cơ quan báo chí nhận được văn bản trả lời", TriggerEN: "the press agency receives the reply",
			Stages: []Stage{
				publishReply(10, WorkingDays).of(daily), publishReply(15, WorkingDays).of(weekly), publishReply(0, NextIssue).of(magazine),
			}}),

		old("42", online), now(2, "19 khoản 3", online),
		old("42", dailies), now(2, "19 khoản 3", dailies),
		old("42", next), now(2, "19 khoản 3", next),
		old("42", with(long, written(0, Immediately), correct(0, NextIssue))),
		now(2, "19 khoản 3", with(long, written(2, CalendarDays), correct(0, NextIssue))),
		old("42", with(keep, lasting("keeping", "Giữ cải chính", "keeping", 7))), keepUnknown,

		now(1, "22 khoản 3", Rule{ID: "CONF-NOTICE", TextVI: "Thông báo họp báo bằng văn bản cho Ủy ban nhân dân cấp tỉnh (cơ quan trung ương: Bộ Văn hóa, Thể thao và Du lịch)", TextEN: "Give written notice of a press conference to the provincial People's Committee (central bodies: the Ministry)",
			TriggerVI: "thời điểm dự định họp báo", TriggerEN: "the planned time of the conference", Stages: []Stage{ahead("notice", "Thông báo họp báo", "notice", 24, Hours)}}),
		now(1, "22 khoản 5", Rule{ID: "CONF-VETO", TextVI: "Cơ quan quản lý báo chí trả lời việc không được tổ chức họp báo", TextEN: "The press authority refuses a press conference",
			TriggerVI: "thời điểm dự định họp báo", TriggerEN: "the planned time of the conference", Stages: []Stage{ahead("veto", "Trả lời không được họp báo", "refusal", 12, Hours)}}),
	}
}

// articleEN turns "18 khoản 3" into "Article 18.3".
func articleEN(article string) string {
	return "Article " + strings.Replace(article, " khoản ", ".", 1)
}

func publishReply(amount int, unit Unit) Stage {
	return stage("publication", "Thông báo hoặc đăng, phát trả lời", "publish the reply", amount, unit)
}

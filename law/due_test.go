package law_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/law"
)

// dueDates were worked out by hand on a wall calendar.
var dueDates = []struct {
	name              string
	rule, from, class string
	due               string // empty: no date
	verified          bool
}{
	// Hours run through nights, weekends and holidays.
	{"24 hours end at the same clock time", "URG-A", "2026-11-20T09:15:00+07:00", "", "2026-11-21T09:15:00+07:00", true},
	{"24 hours run through a Sunday", "URG-B", "2026-11-21T23:00:00+07:00", "", "2026-11-22T23:00:00+07:00", true},
	{"24 hours run through National Day", "URG-A", "2026-09-01T18:00:00+07:00", "", "2026-09-02T18:00:00+07:00", true},
	{"24 hours run through Culture Day", "SP-PUB", "2026-11-23T16:30:00+07:00", "", "2026-11-24T16:30:00+07:00", true},
	{"an instant in UTC is shown in Vietnam time", "URG-A", "2026-07-01T17:30:00Z", "", "2026-07-03T00:30:00+07:00", true},
	{"a day without a clock time is taken from 00:00", "URG-A", "2026-07-10", "", "2026-07-11T00:00:00+07:00", true},
	{"12 hours of the old rule cross midnight", "SP-PUB17", "2026-02-16T20:00:00+07:00", "", "2026-02-17T08:00:00+07:00", true},
	{"72 hours cross the leap day", "PDP23-REQ", "2024-02-28T10:00:00+07:00", "", "2024-03-02T10:00:00+07:00", true},
	{"24 hours cross into an undecided year without doubt", "URG-A", "2026-12-31T12:00:00+07:00", "", "2027-01-01T12:00:00+07:00", true},

	// Working days.
	{"five working days of an ordinary week", "PR-COMPLAINT", "2026-07-06", "", "2026-07-13", true},
	{"a trigger on a Saturday counts from Monday", "PR-COMPLAINT", "2026-07-04", "", "2026-07-10", true},
	{"15 working days over three weekends", "PR-FORWARD", "2026-07-06", "", "2026-07-27", true},
	{"two working days over a weekend", "PDP-ACK", "2026-03-06", "", "2026-03-10", true},
	{"two working days over Tết 2026", "PDP-ACK", "2026-02-13", "", "2026-02-24", true},
	{"three working days from the Wednesday before Tết", "ATI16-NET", "2026-02-11", "simple", "2026-02-23", true},
	{"a trigger on the first day of Tết", "ATI16-NET", "2026-02-17", "simple", "2026-02-25", true},
	{"ten working days over Tết", "ATI16-HQ", "2026-02-06", "complex", "2026-02-27", true},
	{"two working days over Hùng Kings' Day made good on Monday", "PDP-ACK", "2026-04-24", "", "2026-04-29", true},
	{"two working days over 30 April and 1 May", "PDP-ACK", "2026-04-29", "", "2026-05-05", true},
	{"five working days over both spring holidays", "ATI16-POST", "2026-04-23", "simple", "2026-05-05", true},
	{"two working days over New Year's Day and its swap", "PDP-ACK", "2026-01-01", "", "2026-01-06", true},
	{"the working Saturday 10 January counts", "PDP-ACK", "2026-01-08", "", "2026-01-10", false},
	{"the working Saturday 10 January counts on the way", "ATI16-PUB", "2026-01-07", "", "2026-01-13", false},
	{"a trigger on the working Saturday counts from Monday", "PDP-ACK", "2026-01-10", "", "2026-01-13", true},
	{"the working Saturday 22 August counts", "PDP-ACK", "2026-08-20", "", "2026-08-22", false},
	{"over the working Saturday and the five days of National Day", "PR-FORWARD", "2026-08-17", "", "2026-09-09", false},
	{"two working days over National Day 2026", "PDP-ACK", "2026-08-28", "", "2026-09-04", true},
	{"two working days over the new Culture Day", "PDP-ACK", "2026-11-20", "", "2026-11-25", true},
	{"fifteen working days over Culture Day", "PR-FORWARD", "2026-11-10", "", "2026-12-02", true},
	{"24 November 2025 was an ordinary Monday", "ATI16-PUB", "2025-11-21", "", "2025-11-28", true},
	{"five working days over Tết 2025", "ATI16-PUB", "2025-01-24", "", "2025-02-07", true},
	{"the swap of 2 May 2025 with 26 April", "ATI16-PUB", "2025-04-25", "", "2025-05-06", false},
	{"five working days over Tết 2024", "ATI16-PUB", "2024-02-07", "", "2024-02-21", true},
	{"five working days over Tết 2023", "ATI16-PUB", "2023-01-19", "", "2023-02-02", true},
	{"the three spring holidays of 2023 and their days in lieu", "ATI16-PUB", "2023-04-28", "", "2023-05-10", true},
	{"working days into a year without a decision", "PR-COMPLAINT", "2026-12-28", "", "2027-01-05", false},

	// Calendar days.
	{"15 days end on a Sunday and move to Monday", "PDP-15", "2026-06-06", "", "2026-06-22", true},
	{"15 days end on a working day", "PDP-15", "2026-06-08", "", "2026-06-23", true},
	{"20 days end on the first day of Tết and move past it", "PDP-20", "2026-01-27", "", "2026-02-23", true},
	{"30 days end on 31 August and move past National Day", "PR-REPLY", "2026-08-01", "", "2026-09-03", true},
	{"15 days end on 30 April and move past the weekend", "PDP-15", "2026-04-15", "", "2026-05-04", true},
	{"15 days end on Culture Day", "PDP-15", "2026-11-09", "", "2026-11-25", true},
	{"15 days end on the working Saturday and stay there", "ATI16-ERR", "2025-12-26", "", "2026-01-10", false},
	{"ten days of the new access law", "ATI26-ERR", "2026-09-04", "", "2026-09-14", true},
	{"two days of a daily's correction end on a Saturday", "COR-DAILY", "2026-10-08", "", "2026-10-12", true},
	{"45 days of the internal rule end on a Saturday", "SP-RULE", "2026-07-01", "", "2026-08-17", true},

	// Months.
	{"a month from the 31st ends on the last day of February, a Saturday", "PRESS-M", "2026-01-31", "", "2026-03-02", true},
	{"a month from 31 January of a leap year", "PRESS-M", "2024-01-31", "", "2024-02-29", true},
	{"three months keep the day number", "PRESS-Q", "2026-07-15", "", "2026-10-15", true},
	{"three months end on a Saturday", "PRESS-Q", "2026-07-31", "", "2026-11-02", true},
	{"three months from 30 November end on the last of February", "PRESS-Q", "2026-11-30", "", "2027-03-01", false},

	// At least, before, yearly, at once.
	{"thirty days of posting", "DEM-POST", "2026-06-01", "", "2026-07-01", true},
	{"three days of airing end on a Sunday", "DEM-RADIO", "2026-07-09", "", "2026-07-13", true},
	{"ten days open for a Chair's decision", "CONS25-CT", "2026-06-01", "", "2026-06-11", true},
	{"a draft resolution, number unchecked", "CONS25-HDND", "2026-06-01", "", "2026-06-22", false},
	{"24 hours before a conference on a Monday", "CONF-NOTICE", "2026-11-23T09:00:00+07:00", "", "2026-11-22T09:00:00+07:00", true},
	{"12 hours before a conference", "CONF-VETO", "2026-11-25T09:00:00+07:00", "", "2026-11-24T21:00:00+07:00", true},
	{"seven working days before an outage, over Culture Day", "PORTAL-OUT", "2026-11-30", "", "2026-11-18", true},
	{"seven working days before an outage after National Day", "PORTAL-OUT", "2026-09-03T22:00:00+07:00", "", "2026-08-21", false},
	{"the report before 20 December does not move", "REP-SPOKES", "2026-07-01", "", "2026-12-19", true},
	{"on 20 December the next year's report is meant", "REP-SPOKES", "2026-12-20", "", "2027-12-19", true},
	{"at once", "COR-ONLINE", "2026-10-11T07:30:00+07:00", "", "2026-10-11T07:30:00+07:00", true},
	{"a simple request at headquarters", "ATI16-HQ", "2026-03-03", "simple", "2026-03-03", true},

	// Versions and classes.
	{"a complex request by network", "ATI16-NET", "2026-03-02", "complex", "2026-03-23", true},
	{"the last day of the law of 2016", "ATI16-NET", "2026-08-31", "simple", "2026-09-07", true},
	{"the old numbers go on unverified", "ATI16-NET", "2026-09-03", "complex", "2026-09-24", false},
	{"opinions forwarded under the law of 2016", "PR-FORWARD", "2026-06-30", "", "2026-07-30", true},
	{"the weekly's fifteen working days", "PR-PUBLISHREPLY", "2026-07-06", "weekly", "2026-07-27", true},

	// No date.
	{"the next issue has to be told", "COR-NEXT", "2026-10-05", "", "", true},
	{"the time for commune documents is unknown", "CONS25-XA", "2026-10-05", "", "", false},
	{"the days a correction must stay are unreadable", "COR-KEEP", "2026-10-05", "", "", false},
	{"a range is not a number", "PDP-OTHER", "2026-10-05", "", "", false},
	{"a rule that has ended", "SP-PUB17", "2026-07-01T08:00:00+07:00", "", "", false},
	{"a rule that has not begun", "ATI26-ERR", "2026-08-31", "", "", false},
}

func TestDueDates(t *testing.T) {
	t.Parallel()
	for _, tt := range dueDates {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a, err := law.Due(law.VietnamRules(), law.VietnamCalendar(), tt.rule, tt.from, law.Class(tt.class), law.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := a.Due.String(); got != tt.due {
				t.Errorf("%s from %s = %q, want %q\n%s", tt.rule, tt.from, got, tt.due, a.ExplanationVI)
			}
			if a.Verified != tt.verified {
				t.Errorf("%s from %s: verified = %v, want %v\n%s", tt.rule, tt.from, a.Verified, tt.verified, a.ExplanationVI)
			}
			if (tt.due == "") != (a.Reason != "") {
				t.Errorf("%s from %s: reason = %q with due %q", tt.rule, tt.from, a.Reason, tt.due)
			}
			for _, s := range []string{a.ExplanationVI, a.ExplanationEN} {
				if !strings.HasSuffix(s, ".") || strings.Contains(s, "%!") || strings.Contains(s, "  ") || strings.Contains(s, ": ;") {
					t.Errorf("%s from %s explains badly: %q", tt.rule, tt.from, s)
				}
			}
		})
	}
}

func TestTheAnswerHasTheAgreedShape(t *testing.T) {
	t.Parallel()
	a := mustDue(t, "ATI16-NET", "2026-09-03", law.Complex, law.Options{})
	got, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"due":"2026-09-24","stages":[{"name":"notice","due":"2026-09-08"},{"name":"answer","due":"2026-09-24"},{"name":"extension","due":"2026-10-09"}],` +
		`"explanation_vi":"Theo quy tắc ATI16-NET phiên bản 2 (Luật Tiếp cận thông tin (sửa đổi), hiệu lực 01/9/2026; thời hạn tạm theo Luật Tiếp cận thông tin 104/2016/QH13, Điều 30), trả lời: 15 ngày làm việc kể từ ngày 03/09/2026, không tính ngày này, hạn là hết ngày 24/09/2026; bỏ qua 6 ngày thứ Bảy, Chủ nhật; thông báo thời hạn bằng văn bản đến 08/09/2026; gia hạn nhiều nhất đến 09/10/2026; quy tắc này chưa được kiểm chứng (chưa đọc được thời hạn trong luật mới nên tạm giữ số của quy định cũ).",` +
		`"explanation_en":"Under rule ATI16-NET version 2 (Law on Access to Information (amended), in force from 1 September 2026; lengths provisionally from Law on Access to Information 104/2016/QH13, Article 30), answer: 15 working days from 3 September 2026, that day not counted, due the end of 24 September 2026; passing over 6 days of ordinary weekend; written notice of the time needed by 8 September 2026; extension at most by 9 October 2026; this rule has not been verified (the lengths of the new law have not been read; those of the old rules are kept for the time being).",` +
		`"basis":"Luật Tiếp cận thông tin (sửa đổi), hiệu lực 01/9/2026; thời hạn tạm theo Luật Tiếp cận thông tin 104/2016/QH13, Điều 30","version":2,"verified":false,"reason":null}`
	if string(got) != want {
		t.Errorf("answer =\n%s\nwant\n%s", got, want)
	}
}

func TestWhatIsNotKnownIsNull(t *testing.T) {
	t.Parallel()
	var got map[string]any
	b, err := json.Marshal(mustDue(t, "CONS25-XA", "2026-10-05", "", law.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if got["due"] != nil || got["reason"] != "Chưa tìm được thời gian lấy ý kiến đối với văn bản cấp xã." || got["verified"] != false {
		t.Errorf("answer = %s", b)
	}
	b, err = json.Marshal(mustDue(t, "SP-PUB17", "2026-07-01", "", law.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if got["version"] != nil || len(got["stages"].([]any)) != 0 || !strings.Contains(got["reason"].(string), "hãy xem SP-PUB") {
		t.Errorf("answer = %s", b)
	}
}

func TestExplanations(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, rule, from, class string
		options                 law.Options
		vi, en                  []string
	}{
		{"holidays are named with their dates", "ATI16-HQ", "2026-02-06", "complex", law.Options{},
			[]string{"bỏ qua 6 ngày thứ Bảy, Chủ nhật, Tết Nguyên đán (16/02/2026–20/02/2026)"},
			[]string{"passing over 6 days of ordinary weekend, Lunar New Year (16 February 2026 to 20 February 2026)"}},
		{"a swapped Saturday is named and provisional", "PDP-ACK", "2026-08-20", "", law.Options{},
			[]string{"có tính thứ Bảy 22/08/2026 (làm bù cho ngày 31/08/2026)", "kết quả tạm tính vì ngày 22/08/2026"},
			[]string{"counting Saturday 22 August 2026", "provisional because 22 August 2026"}},
		{"a move off a day off says why and over what", "PDP-15", "2026-04-15", "", law.Options{},
			[]string{"ngày cuối 30/04/2026 là Ngày Chiến thắng nên chuyển qua Ngày Quốc tế lao động (01/05/2026) sang hết ngày làm việc kế tiếp"},
			[]string{"the last day 30 April 2026 is Victory Day, so it ends with the next working day after International Labour Day (1 May 2026)"}},
		{"an undecided year is said", "PR-COMPLAINT", "2026-12-28", "", law.Options{},
			[]string{"lịch nghỉ năm 2027 chưa có quyết định"}, []string{"no decision on the holidays of 2027 is on file"}},
		{"a pause is said", "PR-FORWARD", "2026-07-06", "", law.Options{Pauses: []law.Pause{{From: on("2026-07-08"), To: on("2026-07-10")}}},
			[]string{"không tính 2 ngày tạm dừng (08/07/2026–10/07/2026)"}, []string{"not counting 2 days of pause (8 July 2026 to 10 July 2026)"}},
		{"a pause of a clock in hours is said", "URG-A", "2026-07-06T08:00:00+07:00", "", law.Options{Pauses: []law.Pause{{From: on("2026-07-06T10:00:00+07:00"), To: on("2026-07-06T11:30:00+07:00")}}},
			[]string{"không tính 1 giờ 30 phút tạm dừng"}, []string{"not counting a pause of 1 hour 30 min"}},
		{"pauses do not move a fixed date", "REP-SPOKES", "2026-07-06", "", law.Options{Pauses: []law.Pause{{From: on("2026-07-08"), To: on("2026-07-10")}}},
			[]string{"tạm dừng không áp dụng", "thứ Bảy, mốc cố định nên không dời", "số liệu từ 15/12/2025 đến 14/12/2026"},
			[]string{"pauses do not apply", "a fixed date does not move", "figures from 15 December 2025 to 14 December 2026"}},
		{"a class that was assumed is said", "ATI16-NET", "2026-03-02", "", law.Options{},
			[]string{"chưa nêu loại nên tính theo loại đơn giản"}, []string{"no class was given, so the rule's first class, simple, was taken"}},
		{"an unverified rule is said", "CONS25-UBND", "2026-03-02", "", law.Options{},
			[]string{"quy tắc này chưa được kiểm chứng (số ngày ghi theo trí nhớ"}, []string{"this rule has not been verified (the number of days is from memory"}},
		{"a missing clock time is said", "URG-A", "2026-07-06", "", law.Options{},
			[]string{"24 giờ kể từ ngày 06/07/2026 liên tục, kể cả ban đêm và ngày nghỉ (chưa có giờ nên tính từ 00:00)"}, []string{"no clock time given, so from 00:00"}},
		{"a clock that stands has no date", "PR-FORWARD", "2026-07-06", "", law.Options{Pauses: []law.Pause{{From: on("2026-07-08")}}},
			[]string{"không tính được hạn vì thời hạn đang tạm dừng từ 08/07/2026"}, []string{"no due date because the clock has stood still since 8 July 2026"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := mustDue(t, tt.rule, tt.from, law.Class(tt.class), tt.options)
			for _, want := range tt.vi {
				if !strings.Contains(a.ExplanationVI, want) {
					t.Errorf("explanation_vi lacks %q:\n%s", want, a.ExplanationVI)
				}
			}
			for _, want := range tt.en {
				if !strings.Contains(a.ExplanationEN, want) {
					t.Errorf("explanation_en lacks %q:\n%s", want, a.ExplanationEN)
				}
			}
		})
	}
}

func TestOptions(t *testing.T) {
	t.Parallel()
	pause := func(from, to string) law.Pause {
		p := law.Pause{From: on(from)}
		if to != "" {
			p.To = on(to)
		}
		return p
	}
	tests := []struct {
		name, rule, from, class string
		options                 law.Options
		due                     string
		stage, stageDue         string
	}{
		{"a granted extension in calendar days sets the due date", "ATI16-NET", "2026-03-02", "complex", law.Options{ExtendBy: 15}, "2026-04-07", "answer", "2026-03-23"},
		{"a shorter extension", "ATI16-NET", "2026-03-02", "complex", law.Options{ExtendBy: 4}, "2026-03-27", "answer", "2026-03-23"},
		{"an extension at headquarters counts working days", "ATI16-HQ", "2026-03-02", "complex", law.Options{ExtendBy: 10}, "2026-03-30", "answer", "2026-03-16"},
		{"an extension of a personal-data request", "PDP-15", "2026-03-02", "", law.Options{ExtendBy: 15}, "2026-04-01", "answer", "2026-03-17"},
		{"an internal date two working days ahead, over Culture Day", "PDP-15", "2026-11-10", "", law.Options{Internal: law.Term{Unit: law.WorkingDays, Amount: 2}}, "2026-11-25", "internal", "2026-11-20"},
		{"an internal date hours ahead", "URG-A", "2026-07-06T08:00:00+07:00", "", law.Options{Internal: law.Term{Unit: law.Hours, Amount: 4}}, "2026-07-07T08:00:00+07:00", "internal", "2026-07-07T04:00:00+07:00"},
		{"the next issue is told", "COR-LONG", "2026-10-05", "", law.Options{NextIssue: law.Date{Year: 2026, Month: 11, Day: 5}}, "2026-11-05", "answer", "2026-10-07"},
		{"a later stage runs from when the earlier one was reached", "ATI16-FIXREQ", "2026-03-02", "complex", law.Options{Reached: map[string]law.Moment{"forward": on("2026-03-03")}}, "2026-03-23", "reply", "2026-03-18"},
		{"a pause over a weekend", "PR-FORWARD", "2026-07-06", "", law.Options{Pauses: []law.Pause{pause("2026-07-10", "2026-07-13")}}, "2026-07-28", "reply", "2026-07-28"},
		{"two pauses that overlap count once", "PDP-15", "2026-06-08", "", law.Options{Pauses: []law.Pause{pause("2026-06-10", "2026-06-12"), pause("2026-06-11", "2026-06-12")}}, "2026-06-25", "", ""},
		{"a pause before the trigger does not matter", "PDP-15", "2026-06-08", "", law.Options{Pauses: []law.Pause{pause("2026-05-10", "2026-05-12")}}, "2026-06-23", "", ""},
		{"a pause in the time gained by a pause counts", "PDP-15", "2026-06-08", "", law.Options{Pauses: []law.Pause{pause("2026-06-20", "2026-06-22"), pause("2026-06-23", "2026-06-24")}}, "2026-06-26", "", ""},
		{"overlapping pauses of a clock in hours count once", "URG-A", "2026-07-06T08:00:00+07:00", "", law.Options{Pauses: []law.Pause{pause("2026-07-06T10:00:00+07:00", "2026-07-06T12:00:00+07:00"), pause("2026-07-06T11:00:00+07:00", "2026-07-06T13:00:00+07:00")}}, "2026-07-07T11:00:00+07:00", "", ""},
		{"a pause that began before the clock counts from its start", "URG-A", "2026-07-06T08:00:00+07:00", "", law.Options{Pauses: []law.Pause{pause("2026-07-06T06:00:00+07:00", "2026-07-06T09:00:00+07:00")}}, "2026-07-07T09:00:00+07:00", "", ""},
		{"a pause that begins after the end does not matter", "PDP-15", "2026-06-08", "", law.Options{Pauses: []law.Pause{pause("2026-06-24", "")}}, "2026-06-23", "", ""},
		{"a pause covers the day to which the end would move", "PDP-15", "2026-06-06", "", law.Options{Pauses: []law.Pause{pause("2026-06-21", "2026-06-23")}}, "2026-06-24", "", ""},
		{"months pause too", "PRESS-Q", "2026-07-15", "", law.Options{Pauses: []law.Pause{pause("2026-08-03", "2026-08-10")}}, "2026-10-22", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := mustDue(t, tt.rule, tt.from, law.Class(tt.class), tt.options)
			if a.Due.String() != tt.due {
				t.Errorf("due = %v, want %s\n%s", a.Due, tt.due, a.ExplanationVI)
			}
			for _, s := range a.Stages {
				if s.Name == tt.stage && s.Due.String() != tt.stageDue {
					t.Errorf("stage %s = %v, want %s", s.Name, s.Due, tt.stageDue)
				}
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, rule, from, class string
		options                 law.Options
		want                    string
	}{
		{"an unknown rule", "XYZ", "2026-03-02", "", law.Options{}, `Không có quy tắc "XYZ"`},
		{"a day that does not exist", "PDP-15", "2026-02-30", "", law.Options{}, "Không đọc được mốc thời gian"},
		{"an empty start", "PDP-15", "", "", law.Options{}, "Không đọc được mốc thời gian"},
		{"a slip of the pen in the year", "PDP-15", "0206-02-03", "", law.Options{}, "Năm 206 nằm ngoài khoảng"},
		{"an unknown class", "ATI16-NET", "2026-03-02", "weekly", law.Options{}, "hãy chọn một trong: simple, complex"},
		{"a class of a rule without classes", "PDP-15", "2026-03-02", "weekly", law.Options{}, "không chia loại"},
		{"an extension longer than allowed", "PDP-15", "2026-03-02", "", law.Options{ExtendBy: 16}, "Chỉ được gia hạn từ 1 đến 15 ngày."},
		{"an extension the rule does not know", "PDP-ACK", "2026-03-02", "", law.Options{ExtendBy: 1}, "không cho gia hạn"},
		{"an extension of a simple request", "ATI16-NET", "2026-03-02", "simple", law.Options{ExtendBy: 1}, "không cho gia hạn"},
		{"a pause that ends before it begins", "PDP-15", "2026-03-02", "", law.Options{Pauses: []law.Pause{{From: on("2026-03-05"), To: on("2026-03-04")}}}, "kết thúc trước đó"},
		{"a pause without a beginning", "PDP-15", "2026-03-02", "", law.Options{Pauses: []law.Pause{{To: on("2026-03-04")}}}, "thiếu thời điểm bắt đầu"},
		{"an internal date in no unit", "PDP-15", "2026-03-02", "", law.Options{Internal: law.Term{Unit: law.Immediately, Amount: 1}}, "cần nói rõ đếm theo"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a, err := law.Due(law.VietnamRules(), law.VietnamCalendar(), tt.rule, tt.from, law.Class(tt.class), tt.options)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Due = %v, %v, want an error with %q", a.Due, err, tt.want)
			}
		})
	}
}

func TestRuleIDsMayBeTypedSmall(t *testing.T) {
	t.Parallel()
	if got := mustDue(t, " ati16-net ", "2026-03-02", "SIMPLE", law.Options{}).Due.String(); got != "2026-03-05" {
		t.Errorf("due = %s", got)
	}
}

func mustDue(t *testing.T, rule, from string, class law.Class, o law.Options) law.Answer {
	t.Helper()
	a, err := law.Due(law.VietnamRules(), law.VietnamCalendar(), rule, from, class, o)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// on reads a moment that is known to be good.
func on(s string) law.Moment {
	m, err := law.ParseMoment(s)
	if err != nil {
		panic(err)
	}
	return m
}

func BenchmarkDue(b *testing.B) {
	rules, calendar := law.VietnamRules(), law.VietnamCalendar()
	trigger := on("2025-12-30")
	b.ReportAllocs()
	for b.Loop() {
		_, err := law.DueAt(rules, calendar, "ATI16-NET", trigger, law.Complex, law.Options{})
		if err != nil {
			b.Fatal(err)
		}
	}
}

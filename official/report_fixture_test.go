package official

import (
	"fmt"
)

// progressFixture is a quarter's report of an invented province, with the given number of tasks in its annex.
func progressFixture(tasks int) ProgressInput {
	n := func(n int, query string) Count { return Count{N: n, Query: query} }
	in := ProgressInput{
		Letterhead: Report{
			Parent:     "Ủy ban nhân dân tỉnh An Bình",
			Body:       "Sở Văn hóa, Thể thao và Du lịch",
			Number:     "5",
			Symbol:     "BC-SVHTTDL",
			Place:      "An Bình",
			Date:       "2026-10-05",
			Addressees: []string{"Ủy ban nhân dân tỉnh An Bình"},
			Signature:  Signature{Authority: []string{"KT. Giám đốc"}, Title: "Phó Giám đốc", Name: "Nguyễn Thị Minh Hạnh"},
			Recipients: []string{"Như trên", "Ban Giám đốc Sở", "Các sở, ban, ngành và Ủy ban nhân dân các xã, phường được giao nhiệm vụ"},
			Filing:     "VT, BCXB",
		},
		Plan:   "Kế hoạch số 12/KH-UBND ngày 05/01/2026 của Ủy ban nhân dân tỉnh An Bình về truyền thông chính sách năm 2026",
		Period: "quý III năm 2026",
		AsOf:   "2026-09-30",
		Total: Progress{
			DoneOnTime: n(14, "han=xong"), DoneLate: n(2, "han=xong-tre"), RunningInTime: n(9, "han=dang"),
			RunningLate: n(3, "han=tre"), NotBegun: n(2, "han=chua"),
			Reported: n(7, "ky=da"), NothingArisen: n(2, "ky=khong"), NotReported: n(1, "ky=chua"),
			Query: "ke-hoach=12", DatedQuery: "loai=han", ContinuousQuery: "loai=ky",
		},
		Sections: []ProgressRow{
			{ID: "1", Name: "I. Hoàn thiện cơ chế, chính sách", Progress: Progress{DoneOnTime: n(8, ""), DoneLate: n(2, ""), RunningInTime: n(3, ""), NotBegun: n(1, "")}},
			{ID: "2", Name: "II. Tổ chức truyền thông trên các kênh", Progress: Progress{DoneOnTime: n(6, ""), RunningInTime: n(6, ""), RunningLate: n(3, ""), NotBegun: n(1, "")}},
		},
		Units: []ProgressRow{
			{ID: "svhttdl", Name: "Sở Văn hóa, Thể thao và Du lịch", Progress: Progress{DoneOnTime: n(9, ""), RunningInTime: n(4, ""), RunningLate: n(1, "")}},
			{ID: "stp", Name: "Sở Tư pháp", Progress: Progress{DoneOnTime: n(5, ""), DoneLate: n(2, ""), RunningInTime: n(2, "")}},
			{ID: "xa", Name: "Ủy ban nhân dân các xã, phường", Progress: Progress{RunningInTime: n(3, ""), RunningLate: n(2, ""), NotBegun: n(2, "")}},
		},
		Continuous: []ProgressRow{
			{ID: "bao", Name: "Báo và Phát thanh, Truyền hình An Bình", Progress: Progress{Reported: n(4, ""), NothingArisen: n(1, "")}},
			{ID: "xa", Name: "Ủy ban nhân dân các xã, phường", Progress: Progress{Reported: n(3, ""), NothingArisen: n(1, ""), NotReported: n(1, "")}},
		},
		Difficulties: Remarks{Items: []Remark{
			{Unit: "Sở Tư pháp", Text: "một số cơ quan chủ trì soạn thảo gửi dự thảo chậm, thời gian truyền thông trước khi lấy ý kiến còn ngắn; nguyên nhân do chưa thống nhất đầu mối"},
			{Unit: "Ủy ban nhân dân xã Đồng Lau", Text: "hệ thống truyền thanh của hai thôn bị hỏng sau mưa lũ, chưa có kinh phí sửa chữa."},
		}},
		Next: Remarks{Items: []Remark{{Text: "Hoàn thành các nhiệm vụ đang thực hiện quá hạn trước ngày 31/10/2026"}}},
	}
	in.Tasks = taskFixture(tasks)
	return in
}

func taskFixture(tasks int) []ProgressTask {
	titles := []string{
		"Tham mưu ban hành Kế hoạch truyền thông dự thảo Nghị quyết về chính sách hỗ trợ học phí",
		"Tổ chức hội nghị tập huấn kỹ năng truyền thông chính sách cho công chức văn hóa - xã hội cấp xã",
		"Xây dựng chuyên trang, chuyên mục phổ biến chính sách mới trên Cổng thông tin điện tử tỉnh; biên dịch sang tiếng Mông, tiếng Dao",
		"Cung cấp thông tin cho báo chí định kỳ",
	}
	states := []string{"Hoàn thành đúng hạn", "Đang thực hiện trong hạn", "Đang thực hiện quá hạn", "Chưa triển khai"}
	var list []ProgressTask
	for i := range tasks {
		list = append(list, ProgressTask{
			Section:  fmt.Sprintf("Nhóm nhiệm vụ %d", 1+i*4/tasks),
			Title:    titles[i%len(titles)],
			Lead:     "Sở Văn hóa, Thể thao và Du lịch",
			Partners: []string{"Sở Tư pháp", "Báo và Phát thanh, Truyền hình An Bình"}[:i%3%2+1],
			Due:      fmt.Sprintf("%d/%d/2026", 1+i%28, 1+i%12),
			State:    states[i%len(states)],
			Evidence: []string{fmt.Sprintf("Công văn số %d/SVHTTDL-BCXB", 100+i)},
		})
	}
	return list
}

// letterFixture is a short letter with every mark and kind of block.
func letterFixture() Report {
	return Report{
		Parent:     "Ủy ban nhân dân tỉnh An Bình",
		Body:       "Sở Tư pháp",
		Symbol:     "STP-XDVB",
		Place:      "An Bình",
		Date:       "2026-09",
		Form:       FormLetter,
		Subject:    "đôn đốc thực hiện nhiệm vụ quá hạn trong Kế hoạch truyền thông chính sách năm 2026",
		Addressees: []string{"Sở Y tế", "Sở Giáo dục và Đào tạo", "Ủy ban nhân dân xã Đồng Lau"},
		Bases:      []string{"Căn cứ Quyết định số 407/QĐ-TTg ngày 30/3/2022 của Thủ tướng Chính phủ", "Căn cứ Kế hoạch số 12/KH-UBND ngày 05/01/2026;"},
		Blocks: []Block{
			Heading{2, "1. Nhiệm vụ quá hạn"},
			Paragraph{Runs: []Run{
				{Text: "Hiện còn "},
				{Figure: &Figure{ID: "late", Name: "Quá hạn", Query: "han=tre", Text: "3"}, Bold: true},
				{Text: " nhiệm vụ quá hạn, "}, {Text: "đề nghị", Italic: true}, {Text: " <script>\"'& xử lý."},
			}},
			Heading{3, "a) Danh sách"},
			Table{
				Columns: []Column{{1, AlignCenter}, {3, AlignLeft}, {2, AlignRight}},
				Header:  []TableRow{{TextCell("STT"), TextCell("Đơn vị"), TextCell("Số")}},
				Rows: []TableRow{
					{{Runs: Plain("1"), RowSpan: 2}, TextCell("Sở Y tế"), TextCell("2")},
					{TextCell("Sở Giáo dục và Đào tạo"), TextCell("1")},
				},
			},
			Landscape{Blocks: []Block{Paragraph{Runs: Plain("Phần ngang."), Flush: true, Align: AlignCenter}}},
			Blank{Lines: 2},
		},
		Signature: Signature{Authority: []string{"TL. Giám đốc"}, Title: "Chánh Văn phòng", Name: "Trần Văn Bình"},
		Urgency:   Express,
		Draft:     "Dự thảo",
	}
}

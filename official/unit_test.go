package official

import (
	"slices"
	"strings"
	"testing"
)

func TestListsOfUnitsSplitWhereANewUnitBegins(t *testing.T) {
	t.Parallel()
	tests := []struct {
		list string
		want []string
	}{
		{"Sở Văn hóa, Thể thao và Du lịch", []string{"Sở Văn hóa, Thể thao và Du lịch"}},
		{"Các sở, ban, ngành", []string{"Các sở, ban, ngành"}},
		{"UBND các xã, phường, thị trấn.", []string{"UBND các xã, phường, thị trấn"}},
		{"Phòng Văn hóa và Thông tin", []string{"Phòng Văn hóa và Thông tin"}},
		{"Sở Tư pháp, Sở Nội vụ và các đơn vị có liên quan", []string{"Sở Tư pháp", "Sở Nội vụ", "các đơn vị có liên quan"}},
		{"Các sở, ban, ngành, Uỷ ban nhân dân cấp huyện; các cơ quan, đơn vị liên quan", []string{"Các sở, ban, ngành", "Uỷ ban nhân dân cấp huyện", "các cơ quan, đơn vị liên quan"}},
		{"Uỷ ban nhân dân cấp huyện, cấp xã", []string{"Uỷ ban nhân dân cấp huyện, cấp xã"}},
		{"Ủy ban nhân dân các xã (sau đây gọi là UBND cấp xã); Công an tỉnh", []string{"Ủy ban nhân dân các xã", "Công an tỉnh"}},
		{"Báo, Đài tỉnh", []string{"Báo, Đài tỉnh"}},
		{"Báo và Phát thanh, Truyền hình An Bình", []string{"Báo và Phát thanh, Truyền hình An Bình"}},
		{"Ban Tuyên giáo và Dân vận Tỉnh ủy, Văn phòng Tỉnh ủy", []string{"Ban Tuyên giáo và Dân vận Tỉnh ủy", "Văn phòng Tỉnh ủy"}},
		{"Văn phòng HĐND và UBND xã, Công an xã", []string{"Văn phòng HĐND và UBND xã", "Công an xã"}},
		{"các cơ quan báo chí Trung ương có văn phòng đại diện, phóng viên thường trú trên địa bàn tỉnh", []string{"các cơ quan báo chí Trung ương có văn phòng đại diện, phóng viên thường trú trên địa bàn tỉnh"}},
		{"Sở Tài chính\nSở Xây dựng", []string{"Sở Tài chính", "Sở Xây dựng"}},
		{"Hội Nông dân, Hội Liên hiệp Phụ nữ, Đoàn Thanh niên", []string{"Hội Nông dân", "Hội Liên hiệp Phụ nữ", "Đoàn Thanh niên"}},
		{"Sở TT&TT, Sở GD&ĐT; VP UBND tỉnh", []string{"Sở TT&TT", "Sở GD&ĐT", "VP UBND tỉnh"}},
		{"", nil},
	}
	for _, tt := range tests {
		if got := SplitUnits(tt.list); !slices.Equal(got, tt.want) {
			t.Errorf("SplitUnits(%q) = %q, want %q", tt.list, got, tt.want)
		}
	}
}

const directoryCSV = `id,name,short,kind,parent,from,to,successor
stttt,Sở Thông tin và Truyền thông,Sở TTTT,sở,,,2025-02-28,skhcn|svhttdl
skhcn,Sở Khoa học và Công nghệ,,sở,,,,
svhttdl,"Sở Văn hóa, Thể thao và Du lịch",Sở VHTTDL,sở,,,,
skhdt,Sở Kế hoạch và Đầu tư,,sở,,,2025-02-28,stc
stc,Sở Tài chính,,sở,,,,
vp,Văn phòng Ủy ban nhân dân tỉnh,VP UBND tỉnh,văn phòng,,,,
ca,Công an tỉnh,,công an,,,,
bao,Báo An Bình,,báo,,,,
`

func testDirectory(t *testing.T) Directory {
	t.Helper()
	d, err := ParseDirectory(strings.NewReader(directoryCSV))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestNamesAreMatchedToTheDirectory(t *testing.T) {
	t.Parallel()
	d := testDirectory(t)
	tests := []struct {
		name, day string
		ids       []string
		reason    MatchReason
	}{
		{"Sở Văn hoá, Thể thao và Du lịch", "2026-01-01", []string{"svhttdl"}, MatchExact},
		{"so van hoa the thao va du lich", "2026-01-01", []string{"svhttdl"}, MatchExact},
		{"Sở VHTTDL", "2026-01-01", []string{"svhttdl"}, MatchExact},
		{"Sở VHTT&DL", "2026-01-01", []string{"svhttdl"}, MatchExact},
		{"VP UBND tỉnh", "2026-01-01", []string{"vp"}, MatchExact},
		{"Văn phòng UBND tỉnh", "2026-01-01", []string{"vp"}, MatchExact},
		{"Giám đốc Sở Tài chính", "2026-01-01", []string{"stc"}, MatchExact},
		{"Công an tỉnh An Bình", "2026-01-01", []string{"ca"}, MatchShort},
		{"Sở Khoa hoc và Công nghê", "2026-01-01", []string{"skhcn"}, MatchExact},
		{"Sở Khoa học và Công nghhệ", "2026-01-01", []string{"skhcn"}, MatchTypo},
		{"Sở TT&TT", "2024-06-01", []string{"stttt"}, MatchExact},
		{"Sở TT&TT", "2026-01-01", []string{"skhcn", "svhttdl"}, MatchSplit},
		{"Sở Kế hoạch và Đầu tư", "2026-01-01", []string{"stc"}, MatchSuccessor},
		{"Hội Sinh vật cảnh", "2026-01-01", nil, ""},
	}
	for _, tt := range tests {
		got := d.Match(tt.name, tt.day)
		var ids []string
		for _, m := range got {
			ids = append(ids, m.ID)
			if m.Reason != tt.reason || m.Score < leastScore || m.Score > 1 {
				t.Errorf("Match(%q, %s) = %+v, want reason %q", tt.name, tt.day, m, tt.reason)
			}
		}
		if !slices.Equal(ids, tt.ids) {
			t.Errorf("Match(%q, %s) = %v, want %v", tt.name, tt.day, ids, tt.ids)
		}
	}
}

func TestADirectoryOfUnitsSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	tests := []struct{ csv, want string }{
		{"", "trống"},
		{"short\nx", "thiếu cột name"},
		{"name,màu\nx,y", "cột lạ"},
		{"name,name\nx,y", "hai cột"},
		{"name,from\nSở A,1/7/2025", "dòng 2"},
		{"name,from,to\nSở A,2025-07-01,2024-01-01", "trước ngày bắt đầu"},
		{"name,successor\nSở A,Sở B", "kế thừa"},
		{"name,parent\nSở A,UBND tỉnh", "cấp trên"},
		{"name\nSở A\nSở A", "hai dòng"},
		{"name,short\n,x", "thiếu tên"},
		{"name\n\"Sở A", "CSV"},
	}
	for _, tt := range tests {
		_, err := ParseDirectory(strings.NewReader(tt.csv))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("ParseDirectory(%q) = %v, want a sentence with %q", tt.csv, err, tt.want)
		}
	}
}

func TestSuccessorsInACircleEnd(t *testing.T) {
	t.Parallel()
	d := NewDirectory([]DirectoryUnit{
		{ID: "a", Name: "Sở Một", To: "2020-01-01", Successors: []string{"b"}},
		{ID: "b", Name: "Sở Hai", To: "2020-01-01", Successors: []string{"a"}},
	})
	if got := d.Match("Sở Một", "2026-01-01"); len(got) != 0 {
		t.Errorf("units that succeed each other give %v", got)
	}
}

func TestTheDirectoryNamesUnitsInProse(t *testing.T) {
	t.Parallel()
	d := NewDirectory([]DirectoryUnit{{ID: "x", Name: "Trung tâm Xúc tiến và hỗ trợ doanh nghiệp"}})
	p := ReadPlan(textSource("Giao Trung tâm Xúc tiến và hỗ trợ doanh nghiệp tổ chức hội chợ thương mại."), d)
	if len(p.Tasks) != 1 || len(p.Tasks[0].Lead) != 1 || len(p.Tasks[0].Lead[0].Matches) != 1 {
		t.Fatalf("plan = %+v", p)
	}
}

// Names of units stand before verbs that the reader knows and before some that it does not.
func TestNamesEndWhereTheWorkBegins(t *testing.T) {
	t.Parallel()
	units := []string{
		"Sở Nội vụ", "Sở Giáo dục và Đào tạo", "Sở Văn hóa, Thể thao và Du lịch", "Sở Quy hoạch - Kiến trúc", "Công an tỉnh", "Văn phòng HĐND và UBND xã", "Ban An toàn giao thông tỉnh", "Ban Quản lý các khu công nghiệp tỉnh",
		"Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Hội Cựu chiến binh tỉnh", "Đảng ủy Sở Tài chính", "Trung tâm Kiểm soát bệnh tật tỉnh", "Trung tâm Trợ giúp pháp lý nhà nước", "Khoa Kiểm soát nhiễm khuẩn", "Phòng Kinh tế, Hạ tầng và Đô thị",
		"Phòng Tổ chức cán bộ", "Công ty Điện lực An Bình", "Chi cục Hải quan khu vực III", "UBND các xã, phường", "UBND phường Hải Châu", "Trưởng phòng Kinh tế", "Các cơ quan báo chí của tỉnh", "Bộ phận Tiếp nhận và Trả kết quả",
	}
	for _, unit := range units {
		for _, work := range []string{"tổ chức hội nghị", "di chuyển đường dây điện", "phát thanh chuyên mục pháp luật", "quản lý chặt chẽ bến bãi", "đốc thúc tiến độ", "vớt bèo trên kênh", "định kỳ hằng tháng báo cáo", "có phương án bố trí lực lượng", "tập trung xử lý rác thải"} {
			names, _ := scanUnits(newPassage(unit+" "+work), 0, &Directory{})
			if len(names) != 1 || names[0].name != unit {
				t.Errorf("%q before %q is read as %v", unit, work, names)
			}
		}
	}
}

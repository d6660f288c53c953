package desk

import (
	"testing"

	"github.com/nhipcau/nhipcau/internal/work"
)

var pasted = []work.Case{
	{ID: 1, Code: "NV-2026-0011", Number: "1.1", Title: "Tổ chức họp báo thường kỳ của Ủy ban nhân dân tỉnh"},
	{ID: 2, Code: "NV-2026-0012", Number: "1.2", Title: "Tập huấn kỹ năng truyền thông chính sách cho cấp xã"},
	{ID: 3, Code: "NV-2026-0013", Number: "2.", Title: "Duy trì chuyên mục trên Báo tỉnh", Cadence: work.Cadence{Rhythm: work.Monthly}},
}

func TestAPastedTextIsSplitToItsTasks(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, text string
		want       map[work.CaseID]piece
		left       string
	}{
		{"numbers begin their tasks", "Kính gửi Văn phòng.\n1.1. Đã họp ngày 20/11.\nCó 30 phóng viên dự.\n1.2) Đang triển khai.\n",
			map[work.CaseID]piece{1: {"Đã họp ngày 20/11.\nCó 30 phóng viên dự.", classDone}, 2: {"Đang triển khai.", classGoing}}, "Kính gửi Văn phòng."},
		{"a title after its number is not repeated", "1.1. Tổ chức họp báo thường kỳ của Ủy ban nhân dân tỉnh: đã họp hai lần.",
			map[work.CaseID]piece{1: {"đã họp hai lần.", classDone}}, ""},
		{"a code does as well", "NV-2026-0012: Đã tập huấn 3 lớp.", map[work.CaseID]piece{2: {"Đã tập huấn 3 lớp.", classDone}}, ""},
		{"a title alone begins its task, typed with or without marks", "- Tap huan ky nang truyen thong chinh sach cho cap xa\nĐã xong 3 lớp.",
			map[work.CaseID]piece{2: {"Đã xong 3 lớp.", classDone}}, ""},
		{"nothing arose where a report is due each period", "Nhiệm vụ 2: Không phát sinh.", map[work.CaseID]piece{3: {"Không phát sinh.", classNothing}}, ""},
		{"numbers of other things begin nothing", "Trong quý có\n12 lớp tập huấn.", map[work.CaseID]piece{}, "Trong quý có\n12 lớp tập huấn."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			found, left := splitText(tt.text, pasted)
			if left != tt.left {
				t.Errorf("left over %q, want %q", left, tt.left)
			}
			if len(found) != len(tt.want) {
				t.Errorf("found %+v", found)
			}
			for id, want := range tt.want {
				if found[id] != want {
					t.Errorf("task %d: got %+v, want %+v", id, found[id], want)
				}
			}
		})
	}
}

func FuzzSplitText(f *testing.F) {
	f.Add("1.1. Đã họp\n2) ok")
	f.Fuzz(func(t *testing.T, text string) {
		splitText(text, pasted)
	})
}

package tone

import "testing"

func BenchmarkJudge(b *testing.B) {
	const title = "Sáp nhập xã: Trụ sở cũ bỏ hoang, dân đi xa hơn"
	const body = "Sau sáp nhập, người dân phải vượt 32 km mới đến nơi làm giấy khai sinh. Trụ sở xã cũ cửa đóng then cài, cỏ mọc um tùm."
	for b.Loop() {
		Judge(title, body)
	}
}

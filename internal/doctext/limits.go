package doctext

import (
	"time"

	"github.com/nhipcau/nhipcau/internal/fault"
)

// Limits bounds the reading of one document. A limit of zero or below refuses everything it counts, so
// begin with DefaultLimits.
type Limits struct {
	Bytes    int64         // size of the file as it came
	Unpacked int64         // bytes really unpacked from a container, all entries together
	Entries  int           // entries of a container
	Lines    int           // lines of the result
	Cells    int           // cells of all tables together
	Depth    int           // nesting of elements, tables and containers
	Memory   int64         // bytes a child process may hold beyond what it has at start
	Time     time.Duration // wall time of a child process
}

// DefaultLimits suits a plan of a thousand pages and refuses a bomb within a second.
func DefaultLimits() Limits {
	return Limits{
		Bytes:    64 << 20,
		Unpacked: 64 << 20,
		Entries:  4_000,
		Lines:    200_000,
		Cells:    400_000,
		Depth:    256,
		Memory:   512 << 20,
		Time:     60 * time.Second,
	}
}

// checkBytes refuses a file that is larger than allowed, and an empty one.
func (l Limits) checkBytes(data []byte) error {
	if len(data) == 0 {
		return fault.New(fault.Invalid, "Tệp rỗng, không có gì để đọc. Hãy kiểm tra lại tệp rồi tải lên lại.")
	}
	if int64(len(data)) > l.Bytes {
		return fault.New(fault.TooLarge, "Tệp lớn hơn %d MB, mức lớn nhất đọc được. Hãy bỏ bớt hình ảnh hoặc tách tệp rồi tải lên lại.", max(l.Bytes>>20, 1))
	}
	return nil
}

func errUnpacked(l Limits) error {
	return fault.New(fault.TooLarge, "Nội dung tệp khi giải nén vượt quá %d MB. Hãy kiểm tra tệp có bị lỗi không, hoặc tách tệp rồi tải lên lại.", max(l.Unpacked>>20, 1))
}

func errEntries(l Limits) error {
	return fault.New(fault.TooLarge, "Tệp chứa hơn %d thành phần bên trong. Hãy mở tệp, lưu lại thành tệp mới rồi tải lên lại.", l.Entries)
}

func errLines(l Limits) error {
	return fault.New(fault.TooLarge, "Văn bản dài hơn %d dòng. Hãy tách thành nhiều tệp rồi tải lên lại.", l.Lines)
}

func errCells(l Limits) error {
	return fault.New(fault.TooLarge, "Các bảng trong tệp có hơn %d ô. Hãy tách bảng thành nhiều tệp rồi tải lên lại.", l.Cells)
}

func errDepth() error {
	return fault.New(fault.Invalid, "Cấu trúc bên trong tệp lồng nhau quá sâu nên không đọc được. Hãy sao chép nội dung sang tệp mới rồi tải lên lại.")
}

func errTime() error {
	return fault.New(fault.TooLarge, "Đọc tệp quá lâu nên đã dừng. Hãy tách tệp, hoặc lưu văn bản thành .docx rồi tải lên lại.")
}

func errMemory(cause error) error {
	return fault.Wrap(fault.TooLarge, cause, "Đọc tệp cần quá nhiều bộ nhớ nên đã dừng. Hãy tách tệp, hoặc lưu văn bản thành .docx rồi tải lên lại.")
}

// errDamaged is the answer to a file that is not what its first bytes promise.
func errDamaged(cause error) error {
	return fault.Wrap(fault.Invalid, cause, "Tệp bị hỏng hoặc bị cắt cụt nên không đọc được. Hãy mở tệp bằng phần mềm đã tạo ra nó, lưu lại rồi tải lên lại.")
}

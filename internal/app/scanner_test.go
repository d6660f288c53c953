package app

import (
	"context"
	"testing"

	"github.com/nhipcau/nhipcau/internal/fault"
)

func TestNothingIsKeptThatTheScannerDidNotPass(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, setting, data string
		want                fault.Kind
	}{
		{"no scanner, no question", "", "EICAR", fault.Internal},
		{"a clean file passes", "grep -qv EICAR", "báo cáo\n", fault.Internal},
		{"an infected file is refused", "grep -qv EICAR", "EICAR\n", fault.Invalid},
		{"a scanner that is missing lets nothing in", "/khong/co/chuong-trinh", "báo cáo\n", fault.Unavailable},
		{"a scanner that fails lets nothing in", "grep -q --khong-co-lua-chon", "báo cáo\n", fault.Unavailable},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			err := scannerFrom(tt.setting).check(context.Background(), "a.docx", []byte(tt.data))
			if passed := tt.want == fault.Internal; passed != (err == nil) {
				t.Fatalf("check gives %v", err)
			}
			if e := fault.Find(err); e != nil && e.Kind != tt.want {
				t.Errorf("check gives %v, want kind %v", err, tt.want)
			}
		})
	}
}

package files

import (
	"encoding/binary"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
)

func TestTextInUTF16IsKeptWithoutItsMark(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, []db.Module{Module})
	s, _ := open(t, d, time.Now)
	for name, order := range map[string]binary.AppendByteOrder{"little end first": binary.LittleEndian, "big end first": binary.BigEndian} {
		var data []byte
		for _, u := range utf16.Encode([]rune("KẾ HOẠCH\r\n1. Giao Sở Tư pháp chủ trì, hoàn thành trước 30/6/2026.")) {
			data = order.AppendUint16(data, u)
		}
		st, err := s.Keep("ke hoach.txt", strings.NewReader(string(data)))
		if err != nil || st.Type != "text/plain" || st.Size != int64(len(data)) {
			t.Errorf("%s: %+v, %v", name, st, err)
		}
	}
	noise := []byte{0, 1, 2, 3, 0x81, 0, 7, 0, 9, 0, 1, 0, 2, 0, 3, 0, 5, 0}
	if _, err := s.Keep("la.bin", strings.NewReader(string(noise))); fault.KindOf(err) != fault.Invalid {
		t.Errorf("noise is kept: %v", err)
	}
}

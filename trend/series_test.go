package trend

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestReadCSVFindsColumnsTimesAndMissingValues(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, text string
		times      []int64
		values     []float64
		dated      bool
	}{
		{"an index without header", "1,2\n2,3.5\n", []int64{1, 2}, []float64{2, 3.5}, false},
		{"a byte order mark and a header", "\ufefftimestamp,value\n7,1\n", []int64{7}, []float64{1}, false},
		{"columns by name", "state,observed,t\nx,4,9\n", []int64{9}, []float64{4}, false},
		{"the time of Việt Nam without a zone", "t,value\n1970-01-01 07:00:00,1\n", []int64{0}, []float64{1}, true},
		{"instants with zones and fractions", "t,value\n1970-01-01T00:00:01Z,1\n1970-01-01T07:00:02.500+07:00,2\n", []int64{1, 2}, []float64{1, 2}, true},
		{"days in the Vietnamese order", "ngày,số\n02/01/1970,5\n", []int64{daySeconds - secondsEast}, []float64{5}, true},
		{"values that are missing", "t,value\n1,\n2,NA\n3,inf\n4,1e999\n", []int64{1, 2, 3, 4}, []float64{math.NaN(), math.NaN(), math.NaN(), math.NaN()}, false},
		{"any order, kept", "5,1\n3,2\n3,4\n", []int64{5, 3, 3}, []float64{1, 2, 4}, false},
	}
	for _, tt := range cases {
		s, err := ReadCSV(strings.NewReader(tt.text))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		same := slices.EqualFunc(s.Values, tt.values, func(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) })
		if !slices.Equal(s.Times, tt.times) || !same || s.Dated != tt.dated {
			t.Errorf("%s: times %v, values %v, dated %v", tt.name, s.Times, s.Values, s.Dated)
		}
	}
}

func TestReadCSVRefusesWithTheLine(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                           "không có dòng số liệu nào",
		"t,value\n1,2\nx,3\n":        `dòng 3: không đọc được thời điểm "x"`,
		"t,value\n1,2\n2026-01-01,3": "khác kiểu",
		"t,value\n1\n":               "cần hai cột",
		"t,value\n1,1.2.3\n":         `giá trị "1.2.3"`,
	} {
		_, err := ReadCSV(strings.NewReader(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ReadCSV(%q) = %v, want %q", text, err, want)
		}
	}
}

func TestRegularOrdersFillsAndKeepsTheLast(t *testing.T) {
	t.Parallel()
	s := Series{Times: []int64{10, 30, 20, 60, 20}, Values: []float64{1, 3, 2, 6, 9}}
	got := s.Regular()
	if !slices.Equal(got.Times, []int64{10, 20, 30, 40, 50, 60}) || got.Values[1] != 9 || !math.IsNaN(got.Values[3]) {
		t.Errorf("regular = %v %v", got.Times, got.Values)
	}
}

func TestRegularIsBounded(t *testing.T) {
	t.Parallel()
	s := Series{Times: []int64{math.MinInt64, 0, 1, 2, math.MaxInt64}, Values: make([]float64, 5)}
	if got := s.Regular().Len(); got > 5*(mostFilled+1) {
		t.Errorf("five values became %d", got)
	}
}

func TestThePlainInstantIsReadAsTheLayoutsReadIt(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"2024-02-28 23:59:59", "1969-12-05T00:00:00", "2026-11-22 00:30:00", "0001-01-01 00:00:00", "9999-12-28 12:00:00"} {
		want, err := time.ParseInLocation("2006-01-02 15:04:05", strings.Replace(text, "T", " ", 1), vietnam)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := parsePlain(text); !ok || got != want.Unix() {
			t.Errorf("parsePlain(%q) = %d, %v, want %d", text, got, ok, want.Unix())
		}
	}
	for _, text := range []string{"2024-02-30 00:00:00", "2024-13-01 00:00:00", "2024-01-01 24:00:00", "2024-01-01-00:00:00", "2024/01/01 00:00:00"} {
		if got, ok := parsePlain(text); ok {
			t.Errorf("parsePlain(%q) = %d", text, got)
		}
	}
}

func TestHoursAndDaysAreThoseOfVietnam(t *testing.T) {
	t.Parallel()
	at, dated, err := parseStamp("2026-11-22T00:30:00+07:00")
	if err != nil || !dated || hourOf(at) != 0 || weekdayOf(at) != 0 || dayOf(at) != dayNumber(2026, 11, 22) {
		t.Errorf("hour %d, day of the week %d, day %d, error %v", hourOf(at), weekdayOf(at), dayOf(at), err)
	}
}

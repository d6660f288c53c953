package trend

import (
	"bytes"
	"encoding/binary"
	"math"
	"testing"
)

// seriesOf makes any series of bytes: a time step, then a value as a small number or as any float.
func seriesOf(data []byte, dated bool) Series {
	s := Series{Dated: dated}
	var at int64
	for len(data) >= 3 {
		step, kind, small := int8(data[0]), data[1], data[2]
		data = data[3:]
		at += int64(step) * 300
		v := float64(small)
		if kind > 200 && len(data) >= 8 {
			v = math.Float64frombits(binary.LittleEndian.Uint64(data))
			data = data[8:]
		}
		if kind == 77 {
			at = math.MaxInt64 - int64(small)
		}
		s.Times, s.Values = append(s.Times, at), append(s.Values, v)
	}
	return s
}

func FuzzDetect(f *testing.F) {
	f.Add([]byte{1, 0, 5, 1, 0, 5, 0, 0, 7, 255, 0, 9}, true)
	f.Add(bytes.Repeat([]byte{1, 0, 0}, 400), true)
	f.Add(bytes.Repeat([]byte{1, 201, 1, 0, 0, 0, 0, 0, 0, 240, 127}, 30), false)
	f.Add(append(bytes.Repeat([]byte{1, 0, 2, 1, 0, 3}, 200), 1, 0, 250, 1, 77, 1, 1, 0, 3), true)
	f.Fuzz(func(t *testing.T, data []byte, dated bool) {
		s := seriesOf(data, dated)
		for i, o := range Detect(s) {
			if !(o.Score >= 0 && o.Score < 1) {
				t.Fatalf("score %d = %v", i, o.Score)
			}
			if i%16 == 0 {
				checkInterval(t, o.Expected)
			}
			if o.Burst != nil {
				o.Burst.Explain()
			}
		}
		for _, c := range ChangePoints(s) {
			if c.At < 0 || c.At >= s.Len() || !(c.Confidence >= 0.5 && c.Confidence <= 1) {
				t.Fatalf("change %+v", c)
			}
		}
		for i, w := range Outbreaks(s.Values, 0) {
			if !(w.Chance >= 0 && w.Chance <= 1) {
				t.Fatalf("week %d: %+v", i, w)
			}
		}
		s.Regular()
	})
}

func checkInterval(t *testing.T, p Prediction) {
	t.Helper()
	low, high := p.Interval(0.95)
	if !(low <= high) {
		t.Fatalf("%+v lies between %v and %v", p, low, high)
	}
}

func FuzzDetectorState(f *testing.F) {
	d := NewDetector(Setting{Dated: true, Holidays: []Holiday{{2026, 2, 17, "Tết"}}})
	for i := range int64(300) {
		d.Observe(i*hourSeconds, float64(i%7))
	}
	data, _ := d.MarshalBinary()
	f.Add(data)
	f.Add([]byte{stateVersion})
	f.Add(data[:100])
	f.Fuzz(func(t *testing.T, data []byte) {
		var d Detector
		if d.UnmarshalBinary(data) != nil {
			return
		}
		again, err := d.MarshalBinary()
		if err != nil || !bytes.Equal(again, data) {
			t.Fatalf("a state that was taken is stored differently: %v", err)
		}
		begun := d.begun
		if o := d.Observe(d.last, 3); o.Late != begun {
			t.Fatal("a time twice is not late")
		}
	})
}

func FuzzReadCSV(f *testing.F) {
	f.Add([]byte("timestamp,value\n2026-11-21T09:30:00+07:00,3\n,\n"))
	f.Add([]byte("1,2\n\"3\n"))
	f.Add([]byte("t,observed,state\n1,2,0\n-9223372036854775808,1e400,\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := ReadCSV(bytes.NewReader(data))
		if err != nil {
			return
		}
		if len(s.Times) != s.Len() || len(s.Stamps) != s.Len() || s.Len() == 0 || s.Step() < 0 {
			t.Fatalf("uneven series: %+v", s)
		}
		s.Regular()
	})
}

package similar

import (
	"reflect"
	"strings"
	"testing"
)

// FuzzIndex adds the lines of any bytes and asks that what is said be sound and the same a second time.
func FuzzIndex(f *testing.F) {
	f.Add([]byte(letter + "\n" + letter))
	f.Add([]byte("a b c\na b c d\n\n \xff\xfe\n👍\n👍"))
	f.Add([]byte(strings.Repeat("một hai ba bốn ", 300) + "\n" + strings.Repeat("hai ba một ", 200)))
	f.Fuzz(func(t *testing.T, data []byte) {
		x, again := NewIndex(Options{}), NewIndex(Options{})
		for i, line := range strings.Split(string(data), "\n") {
			asked := x.Ask(line)
			m := x.Add(line, int64(i))
			if asked.Of != m.Of || asked.Relation != m.Relation || asked.Score != m.Score {
				t.Fatalf("asked %+v, added %+v", asked, m)
			}
			if m.Number != i || m.Of >= i || (m.Of < 0) != (m.Relation == New) || m.Group > i || m.Score < 0 || m.Score > 1 {
				t.Fatalf("text %d: %+v", i, m)
			}
			if other := again.AddPrint(NewPrint(line), int64(i)); other != m {
				t.Fatalf("%+v, the second time %+v", m, other)
			}
			if i%5 == 4 {
				x.Forget(int64(i - 20))
				again.Forget(int64(i - 20))
			}
		}
	})
}

// FuzzStream adds the lines of any bytes as titles and, cut at a tab, texts.
func FuzzStream(f *testing.F) {
	f.Add([]byte("Cháy chợ đêm\nCháy chợ đêm Bình Hòa\tHơn 50 gian hàng\nrét đậm\n\n\xff"), int64(1))
	f.Add([]byte(strings.Repeat("a b\nc d\na b c d\n", 40)), int64(-7))
	f.Fuzz(func(t *testing.T, data []byte, step int64) {
		s, again := NewStream(StreamOptions{HalfLife: 20, Stories: 8}), NewStream(StreamOptions{HalfLife: 20, Stories: 8})
		for i, line := range strings.Split(string(data), "\n") {
			title, text, _ := strings.Cut(line, "\t")
			item := Item{At: int64(i) * step, Title: title, Text: text, Source: title}
			a := s.Add(item)
			if !(a.Score >= 0) || a.Story >= s.opened {
				t.Fatalf("%+v", a)
			}
			if b := again.Add(item); !reflect.DeepEqual(a, b) {
				t.Fatalf("%+v, the second time %+v", a, b)
			}
			for _, e := range s.Events() {
				vi, en := e.Explain()
				if vi == "" || en == "" || e.Story == e.Other {
					t.Fatalf("%+v", e)
				}
			}
		}
		state, err := s.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		var read Stream
		err = read.UnmarshalBinary(state)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(read.Stories(), s.Stories()) {
			t.Fatalf("stories differ after reading the state")
		}
	})
}

// FuzzState reads any bytes as the state of a stream.
func FuzzState(f *testing.F) {
	s := NewStream(StreamOptions{})
	s.Add(Item{Title: "Cháy chợ đêm"})
	s.Add(Item{Title: "Cháy chợ đêm Bình Hòa"})
	data, err := s.MarshalBinary()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(_ *testing.T, data []byte) {
		var s Stream
		if s.UnmarshalBinary(data) == nil {
			for range 40 {
				s.Add(Item{Title: "Cháy chợ đêm Bình Hòa"})
			}
			s.Stories()
		}
	})
}

// FuzzPrint stores the prints of any bytes, and reads any bytes as a print.
func FuzzPrint(f *testing.F) {
	f.Add([]byte(letter))
	stored, err := NewPrint("Giá nước tăng 1.200 đồng ở phường Nam Sơn từ tháng tư.").MarshalBinary()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(stored)
	f.Fuzz(func(t *testing.T, data []byte) {
		p := NewPrint(string(data))
		stored, err := p.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		var read, foreign Print
		err = read.UnmarshalBinary(stored)
		if err != nil {
			t.Fatal(err)
		}
		x := NewIndex(Options{})
		if foreign.UnmarshalBinary(data) == nil {
			x.AddPrint(&foreign, 0)
		}
		first := x.AddPrint(p, 0)
		if second := x.AddPrint(&read, 0); first.Relation == New && len(p.shingles) > 0 && (second.Relation != Copy || second.Of != first.Number) {
			t.Fatalf("%+v, from its stored form %+v", first, second)
		}
	})
}

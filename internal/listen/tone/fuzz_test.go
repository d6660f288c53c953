package tone

import (
	"math"
	"testing"
)

func FuzzJudge(f *testing.F) {
	f.Add("Dân bức xúc?", "không không chưa hết giảm tăng, nhưng tốt quá!!! 😡 ❤️")
	f.Add("", "dc mien hoc phi roi, do lo qua, cam on nha nuoc")
	f.Add("\xff\xfe", "Tuy nhiên,\n\n.…?!:;|/\x00 không")
	m, _, err := Learn(First(), lessonsOf(30))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, title, body string) {
		v := m.Judge(title, body)
		sum := 0.0
		for _, p := range v.P {
			sum += p
		}
		if math.Abs(sum-1) > 1e-6 || int(v.Tone) >= tones || int(v.Steering) >= bearings {
			t.Fatalf("%+v", v)
		}
		for _, p := range v.Why {
			text := body
			if p.InTitle {
				text = title
			}
			if text[p.Start:p.End] != p.Text {
				t.Fatalf("reason %+v", p)
			}
		}
	})
}

func FuzzReadModel(f *testing.F) {
	m, _, err := Learn(First(), lessonsOf(10))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(m.Bytes())
	f.Add([]byte(modelForm + `{"temperature":1,"rows":2,"scale":1}` + "\n\x01\x01"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := ReadModel(data)
		if err == nil {
			m.Judge("Dân vui", "Xe lam chạy về bến cát.")
			m.Bytes()
		}
	})
}

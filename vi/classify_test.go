package vi

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
)

// praise and blame, twice over so that the folds of the cross-validation see each word.
func fewExamples() []Example {
	var out []Example
	for _, e := range [][2]string{
		{"khen", "Cán bộ một cửa rất nhiệt tình, giải quyết nhanh"},
		{"khen", "Thủ tục gọn, trả kết quả đúng hẹn"},
		{"khen", "Tôi rất hài lòng với cách phục vụ"},
		{"khen", "Hướng dẫn dễ hiểu, thái độ niềm nở"},
		{"khen", "Nộp hồ sơ qua mạng rất nhanh và tiện"},
		{"chê", "Chờ cả buổi không ai tiếp, thái độ khó chịu"},
		{"chê", "Thủ tục rườm rà, đi lại nhiều lần"},
		{"chê", "Tôi không hài lòng với cách phục vụ"},
		{"chê", "Hồ sơ trễ hẹn mà không báo"},
		{"chê", "Trang nộp hồ sơ hay lỗi, rất chậm"},
	} {
		out = append(out, Example{e[1], []string{e[0]}}, Example{e[1] + ".", []string{e[0]}})
	}
	return out
}

func trained(t testing.TB, examples []Example) *Classifier {
	t.Helper()
	c, _, err := Train(examples)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAClassifierDecidesWithReasons(t *testing.T) {
	t.Parallel()
	c := trained(t, fewExamples())
	tests := []struct{ name, text, label, why string }{
		{"as it should be written", "Cán bộ nhiệt tình, hướng dẫn dễ hiểu", "khen", "nhiệt tình"},
		{"without diacritics", "can bo nhiet tinh, huong dan de hieu", "khen", "nhiet tinh"},
		{"with the tone in its other place and letters drawn out", "Hồ sơ trễ hẹnnnn, thái độ khó chịu quáaaa", "chê", "trễ"},
		{"in capitals, decomposed", "THỦ TỤC RƯỜM RÀ", "chê", "RƯỜM"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := c.Classify(tt.text)
			if d.Label != tt.label || d.Abstain || d.P <= 0.5 || d.P > 1 {
				t.Errorf("Classify(%q) = %+v, want %s", tt.text, d, tt.label)
			}
			if !strings.Contains(strings.Join(d.Why, "|"), tt.why) {
				t.Errorf("why %q, want %q among them", d.Why, tt.why)
			}
		})
	}
	for _, text := range []string{"", "   ", "zzz qqq", "中文"} {
		if d := c.Classify(text); !d.Abstain {
			t.Errorf("Classify(%q) = %+v, want an abstention", text, d)
		}
	}
}

func TestATrainingCanBeRepeatedAndKept(t *testing.T) {
	t.Parallel()
	var files [2]bytes.Buffer
	for i := range files {
		_, err := trained(t, fewExamples()).WriteTo(&files[i])
		if err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0].Bytes(), files[1].Bytes()) {
		t.Error("two trainings on the same examples differ")
	}
	c, err := ReadClassifier(&files[0])
	if err != nil {
		t.Fatal(err)
	}
	fresh := trained(t, fewExamples())
	for _, e := range fewExamples() {
		got, want := c.Classify(e.Text), fresh.Classify(e.Text)
		if got.Label != want.Label || got.P-want.P > 1e-2 || want.P-got.P > 1e-2 || !reflect.DeepEqual(got.Why, want.Why) {
			t.Errorf("read back %+v, was %+v", got, want)
		}
	}
	if !reflect.DeepEqual(c.Labels(), []string{"khen", "chê"}) || c.Sure() != leastSure {
		t.Errorf("labels %q, sure %v", c.Labels(), c.Sure())
	}
}

func TestSeveralLabelsAreDecidedEachOnItsOwn(t *testing.T) {
	t.Parallel()
	var examples []Example
	for range 4 {
		examples = append(examples,
			Example{"học phí tăng, trường xa", []string{"giáo dục", "giao thông"}},
			Example{"đường hỏng, xe buýt chậm", []string{"giao thông"}},
			Example{"thầy cô dạy tốt, học phí thấp", []string{"giáo dục"}},
			Example{"bệnh viện đông, thuốc thiếu", []string{"y tế"}},
		)
	}
	d := trained(t, examples).Classify("thầy cô dạy tốt, học phí thấp, nhưng đường hỏng, xe buýt chậm")
	got := map[string]bool{}
	for _, l := range d.Labels {
		got[l.Label] = true
	}
	if !got["giáo dục"] || !got["giao thông"] || got["y tế"] {
		t.Errorf("labels %+v", d.Labels)
	}
}

func TestNothingToTellApartIsRefused(t *testing.T) {
	t.Parallel()
	for name, examples := range map[string][]Example{
		"no example":       nil,
		"one label":        {{"a", []string{"x"}}, {"b", []string{"x"}}, {"c", []string{"x"}}, {"d", []string{"x"}}, {"e", []string{"x"}}},
		"too few examples": {{"a", []string{"x"}}, {"b", []string{"y"}}},
	} {
		_, _, err := Train(examples)
		if !errors.Is(err, ErrTooFewExamples) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, _, err := Train([]Example{{"a", nil}})
	if err == nil {
		t.Error("an example without a label was taken")
	}
}

func TestAMillionSyllablesInOneTextAreOneText(t *testing.T) {
	t.Parallel()
	d := trained(t, fewExamples()).Classify(strings.Repeat("Thủ tục gọn, trả kết quả đúng hẹn. ", 30_000))
	if d.Label != "khen" {
		t.Errorf("%+v", d)
	}
}

func FuzzClassify(f *testing.F) {
	c := trained(f, fewExamples())
	for _, s := range []string{sample, "nhiệt tình", "\xff\xfe", "a\u0301\u0302", "👨‍👩‍👧 :)", "____"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := c.Classify(s)
		if d.P < 0 || d.P > 1 || d.Label == "" {
			t.Errorf("Classify(%q) = %+v", s, d)
		}
	})
}

func FuzzReadClassifier(f *testing.F) {
	var b bytes.Buffer
	_, err := trained(f, fewExamples()).WriteTo(&b)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add(b.Bytes()[:len(b.Bytes())/2])
	f.Add([]byte(modelFormat + `{"labels":["a","b"],"heads":[{"keys":1,"bias":[0,0],"temperature":1},{"keys":0,"bias":[0,0],"temperature":1}]}` + "\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := ReadClassifier(bytes.NewReader(data))
		if err != nil {
			if !errors.Is(err, ErrModel) {
				t.Errorf("error %v is no ErrModel", err)
			}
			return
		}
		c.Classify("nhiệt tình")
		c.Classify("nhiet tinh")
	})
}

func BenchmarkClassify(b *testing.B) {
	c := trained(b, fewExamples())
	b.SetBytes(int64(len(sample)))
	b.ReportAllocs()
	for b.Loop() {
		c.Classify(sample)
	}
}

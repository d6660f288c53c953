package official

import "testing"

func TestNumbersAsPapersWriteThem(t *testing.T) {
	t.Parallel()
	for number, want := range map[string]string{
		"0": "0", "999": "999", "1000": "1.000", "-999": "-999", "-1000": "-1.000", "1234567": "1.234.567", "1234,56": "1.234,56", "-0,5": "-0,5", "100000": "100.000",
	} {
		if got := Grouped(number); got != want {
			t.Errorf("%s is written %s, want %s", number, got, want)
		}
	}
	for n, want := range map[int]string{1: "I", 4: "IV", 9: "IX", 14: "XIV", 1994: "MCMXCIV", 0: "0", -3: "-3", 4000: "4000"} {
		if got := Roman(n); got != want {
			t.Errorf("%d is written %s, want %s", n, got, want)
		}
	}
}

func TestATextWithinASentence(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "", "Đ": "đ", "Ủy ban nhân dân": "ủy ban nhân dân", "UBND tỉnh": "UBND tỉnh", "Đề xuất": "đề xuất", "5 việc": "5 việc",
	} {
		if got := MidSentence(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func TestPartsOfASentenceAreAllThere(t *testing.T) {
	t.Parallel()
	p := Say("Có ", Number("n", "Số việc", "/viec", 1200), " trên ", 3000, " việc.")
	text := ""
	for _, run := range p.Runs {
		text += run.text()
	}
	if want := "Có 1.200 trên 3000 việc."; text != want {
		t.Errorf("the sentence is %q, want %q", text, want)
	}
}

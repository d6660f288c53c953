package vi

import (
	"strings"
	"testing"
)

func TestAHardTextIsShownWhereItIsHard(t *testing.T) {
	t.Parallel()
	long := "Căn cứ điểm a khoản 2 Điều 5 và Nghị định số 30/2020/NĐ-CP, các tổ chức, cá nhân không thuộc diện quy định, nếu chưa nộp hồ sơ, " +
		"thì không được giải quyết trong thời hạn nêu trên trừ trường hợp có văn bản của cơ quan có thẩm quyền cho phép gia hạn theo đúng trình tự, thủ tục mà pháp luật về đất đai đã quy định."
	text := "Người dân nộp hồ sơ ở xã. " + long + " BTTTTX trả lời trong ba ngày."
	r := Readable(text)
	if r.Sentences != 3 || r.Words < 40 || r.Syllables < r.Words/2 {
		t.Errorf("%d sentences, %d words, %d syllables", r.Sentences, r.Words, r.Syllables)
	}
	if len(r.HardSentences) != 1 || text[r.HardSentences[0].Start:r.HardSentences[0].End] != long {
		t.Fatalf("hard sentences %+v", r.HardSentences)
	}
	var why []string
	for _, w := range r.HardSentences[0].Why {
		why = append(why, w.VI)
	}
	for _, part := range []string{"Câu dài", "phủ định", "dẫn 4"} {
		if !strings.Contains(strings.Join(why, "|"), part) {
			t.Errorf("%q is not among %q", part, why)
		}
	}
	if len(r.Unexplained) != 1 || text[r.Unexplained[0].Start:r.Unexplained[0].End] != "BTTTTX" {
		t.Errorf("unexplained %+v", r.Unexplained)
	}
	if len(r.Findings) == 0 || r.LongShare < 0.3 || r.LegalPer100 < 5 {
		t.Errorf("%+v", r)
	}
}

func TestAnEasyTextIsLeftAlone(t *testing.T) {
	t.Parallel()
	r := Readable("Người dân nộp hồ sơ ở xã. Ủy ban nhân dân (UBND) xã trả lời trong ba ngày. UBND không thu phí.")
	if len(r.HardSentences)+len(r.Unexplained) != 0 || len(r.Findings) != 1 || !strings.HasPrefix(r.Findings[0].VI, "Không thấy") {
		t.Errorf("%+v", r)
	}
	if got := Readable(""); got.Sentences != 0 || got.MeanSentence != 0 || len(got.Findings) != 0 {
		t.Errorf("nothing gives %+v", got)
	}
}

func TestRareWordsAreNamedOnce(t *testing.T) {
	t.Parallel()
	text := "Cần khẩn cấp khu trừ ác khuẩn. Việc khu trừ phải nhanh."
	r := Readable(text)
	seen := map[string]int{}
	for _, h := range r.HardWords {
		seen[text[h.Start:h.End]]++
	}
	for word, n := range seen {
		if n != 1 {
			t.Errorf("%q is named %d times", word, n)
		}
	}
	if len(commonWords()) != 5000 {
		t.Errorf("%d common words", len(commonWords()))
	}
}

func FuzzReadable(f *testing.F) {
	for _, s := range []string{sample, "A. B. C.", "\xff", "Điều", "((((UB", strings.Repeat("không ", 60)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := Readable(s)
		for _, list := range [][]Hard{r.HardSentences, r.HardWords, r.Unexplained} {
			for _, h := range list {
				if h.Start < 0 || h.End > len(s) || h.Start >= h.End || len(h.Why) == 0 {
					t.Errorf("%+v in %q", h, s)
				}
			}
		}
	})
}

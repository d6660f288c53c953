package tone

import (
	"strings"
	"testing"
)

func TestJudge(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, title, body string
		tone              Tone
		steering          Steering
	}{
		{"agreement is favourable", "Dân đồng tình với cách thu phí mới", "Bà con phấn khởi vì thủ tục nhanh gọn.", Favourable, Opportunity},
		{"a complaint is unfavourable", "Dân bức xúc vì đường làm dở dang", "Kiến nghị nhiều lần mà không ai trả lời.", Unfavourable, Risk},
		{"a notice is neutral", "Thông báo lịch tiếp công dân tháng 5", "Thời gian từ 8h ngày 15/5 tại trụ sở.", Neutral, NoBearing},
		{"a storm is a risk and no tone", "Bão số 7 đổ bộ, ngập sâu nhiều nơi", "Mưa lũ làm 20 nhà bị sập, cuốn trôi.", Neutral, Risk},
		{"what is not slow is not blamed", "", "Làm giấy tờ không hề chậm, cán bộ nhiệt tình lắm.", Favourable, Opportunity},
		{"agreement that is denied is against", "", "Dân không đồng tình, không ủng hộ cách làm này.", Unfavourable, Risk},
		{"what falls and is bad is good", "", "Tai nạn giảm hẳn, ai cũng yên tâm.", Favourable, Opportunity},
		{"without diacritics", "", "dan rat buc xuc, cho hoai khong thay ai tra loi", Unfavourable, Risk},
		{"a place with a good name is no praise", "Thông báo lịch tiếp dân của phường Hạnh Phúc", "Thời gian từ 8h ngày 15/5 tại trụ sở xã Bình An.", Neutral, NoBearing},
		{"a title in capital letters is read", "DÂN BỨC XÚC VÌ ĐƯỜNG DỞ DANG", "Kiến nghị nhiều lần.", Unfavourable, Risk},
		{"informal spelling", "", "ko đồng ý nha, lãng phí tiền dân wá", Unfavourable, Risk},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			v := Judge(tt.title, tt.body)
			if v.Tone != tt.tone || v.Steering != tt.steering {
				t.Errorf("Judge(%q, %q) = %v, %v (%.2f); want %v, %v", tt.title, tt.body, v.Tone, v.Steering, v.P, tt.tone, tt.steering)
			}
		})
	}
}

func TestALongArticleIsJudgedByItsLead(t *testing.T) {
	t.Parallel()
	body := "Kiến nghị gửi nhiều lần mà không ai trả lời. " + strings.Repeat("Cuộc họp diễn ra trong ngày. Chương trình văn nghệ vui tươi. ", 30)
	v := Judge("Dân bức xúc vì dự án dở dang, chậm tiến độ", body)
	if v.Tone != Unfavourable {
		t.Errorf("%v (%.2f), want unfavourable by its title and first sentence", v.Tone, v.P)
	}
}

func TestLexicon(t *testing.T) {
	t.Parallel()
	entries, err := Entries()
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]bool)
	for _, e := range entries {
		if seen[e.Phrase] {
			t.Errorf("%s:%d: %q stands twice", e.File, e.Line, e.Phrase)
		}
		seen[e.Phrase] = true
	}
	if len(entries) < 3000 {
		t.Errorf("%d entries, several thousand expected", len(entries))
	}
}

func TestNamesAreReadBack(t *testing.T) {
	t.Parallel()
	for _, tone := range []Tone{Unclear, Favourable, Neutral, Unfavourable} {
		back, ok := ParseTone(tone.String())
		if back != tone || !ok || tone.Label() == "" {
			t.Errorf("%v is read back as %v, %v", tone, back, ok)
		}
	}
	for _, s := range []Steering{NoBearing, Opportunity, Risk} {
		back, ok := ParseSteering(s.String())
		if back != s || !ok || s.Label() == "" {
			t.Errorf("%v is read back as %v, %v", s, back, ok)
		}
	}
	if _, ok := ParseTone("angry"); ok {
		t.Error("a tone that is none was read")
	}
}

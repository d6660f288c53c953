package similar

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/nhipcau/nhipcau/vi"
)

const letter = `Kính gửi Ủy ban nhân dân xã, tôi là một người dân sống lâu năm trên địa bàn và xin có vài ý kiến như sau.
Đoạn đường từ chợ xuống bến đò đã hỏng nặng ba năm nay, mùa mưa nước ngập tới đầu gối, xe cộ không qua được.
Rất mong các cấp quan tâm xem xét giải quyết để bà con yên tâm làm ăn. Tôi xin chân thành cảm ơn và chúc sức khỏe.`

func TestWhatATextIsToAnEarlierOne(t *testing.T) {
	t.Parallel()
	frame := strings.Split(letter, "\n")
	tests := []struct {
		name, earlier, later string
		want                 Relation
	}{
		{"the same text", letter, letter, Copy},
		{"only case, accents and signs differ", letter, strings.ToUpper(vi.Fold(strings.ReplaceAll(letter, ",", " –"))), Copy},
		{"a word was changed", letter, strings.Replace(letter, "hỏng nặng", "hư nặng", 1), Edit},
		{"a line was added", letter, letter + " Người viết ở xóm Đông.", Edit},
		{"a paragraph of another text", letter, "Hôm qua đọc báo thấy có người viết thế này, nghe mà thấy đúng quá: " + frame[1] + " Không biết bao giờ mới có ai đứng ra chịu trách nhiệm chuyện này đây.", Quotation},
		{"the same frame with other lines", letter, frame[0] + "\nTrạm bơm đầu làng chạy suốt đêm ầm ĩ khiến người già trẻ nhỏ mất ngủ cả tháng trời mà chẳng thấy ai ra kiểm tra.\n" + frame[2], Campaign},
		{"another figure", "Từ ngày 5 tháng này, giá nước sinh hoạt ở phường ta tăng thêm 1.200 đồng một khối.", "Từ ngày 5 tháng này, giá nước sinh hoạt ở phường ta tăng thêm 1.500 đồng một khối.", Variant},
		{"a figure written in another way", "Cả xã có 1.231 hộ được hỗ trợ trong đợt này, đề nghị công khai.", "Cả xã có 1231 hộ được hỗ trợ trong đợt này, đề nghị công khai.", Copy},
		{"another weekday", "Lịch tiêm chủng của trạm y tế dời sang thứ tư tuần sau, bà con chú ý giúp.", "Lịch tiêm chủng của trạm y tế dời sang thứ sáu tuần sau, bà con chú ý giúp.", Variant},
		{"another place", "Sáng nay cầu tạm ở xã Liên Hà bị nước cuốn trôi, hai thôn bị cô lập.", "Sáng nay cầu tạm ở xã Phú Lâm bị nước cuốn trôi, hai thôn bị cô lập.", Variant},
		{"a figure that only one has", "Giá nước sinh hoạt ở phường ta tăng thêm từ tháng này, bà con chú ý.", "Giá nước sinh hoạt ở phường ta tăng thêm từ tháng này, bà con chú ý. Báo số 12.", Edit},
		{"another text", letter, "Giá vé xe buýt tăng mà chuyến thì thưa hơn trước, đi làm toàn trễ giờ.", New},
		{"the same greeting and nothing else", letter, "Kính gửi Ủy ban nhân dân xã, cháu nhà tôi đã đủ tuổi vào lớp mà trường báo hết chỗ, xin hỏi phải làm thế nào bây giờ.", New},
		{"two syllables again", "Cảm ơn!", "cảm ơn", Copy},
		{"two other syllables", "Cảm ơn!", "Tốt lắm", New},
		{"signs alone again", "👍👍", "👍 👍", Copy},
		{"other signs", "👍", "👎", New},
		{"nothing", " ", "", New},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			x := NewIndex(Options{})
			x.Add(tt.earlier, 0)
			m := x.Add(tt.later, 0)
			if m.Relation != tt.want {
				t.Errorf("relation = %s, want %s (%+v)", m.Relation, tt.want, m.Overlap)
			}
			joined := m.Group == 0
			if want := tt.want == Copy || tt.want == Edit; joined != want {
				t.Errorf("in the group of the earlier text: %v, want %v", joined, want)
			}
		})
	}
}

// randomWords are words that have nothing to do with each other.
func randomWords(r *rand.Rand, count int) []string {
	out := make([]string, count)
	for i := range out {
		out[i] = fmt.Sprintf("w%d", r.IntN(4000))
	}
	return out
}

func TestChangedTextsAreFoundAmongThousands(t *testing.T) {
	t.Parallel()
	const texts = 400
	for _, length := range []int{40, 150, 600} {
		r := rand.New(rand.NewPCG(1, uint64(length)))
		x := NewIndex(Options{})
		var all [][]string
		for range texts {
			all = append(all, randomWords(r, length))
			x.Add(strings.Join(all[len(all)-1], " "), 0)
		}
		changed, quoted, other := 0, 0, 0
		for i, words := range all {
			text := slices.Clone(words)
			for _, at := range r.Perm(length)[:length/5] {
				text[at] = "x"
			}
			if x.Ask(strings.Join(text, " ")).Of == i {
				changed++
			}
			half := length / 2
			from := r.IntN(half)
			long := slices.Concat(randomWords(r, half), words[from:from+half], randomWords(r, half))
			if x.Ask(strings.Join(long, " ")).Of == i {
				quoted++
			}
			if x.Ask(strings.Join(randomWords(r, length), " ")).Relation != New {
				other++
			}
		}
		if changed < texts*99/100 || quoted < texts*98/100 || other > 0 {
			t.Errorf("%d words: found %d of %d with a fifth changed and %d with half quoted; %d others said to be alike", length, changed, texts, quoted, other)
		}
	}
}

func TestGroupsGrowTogetherAndStay(t *testing.T) {
	t.Parallel()
	x := NewIndex(Options{})
	r := rand.New(rand.NewPCG(3, 3))
	words := randomWords(r, 60)
	first := x.Add(strings.Join(words, " "), 1)
	x.Add(strings.Join(randomWords(r, 60), " "), 2)
	words[30] = "khác"
	edit := x.Add(strings.Join(words, " "), 3)
	again := x.Add(strings.Join(words, " "), 4)
	if edit.Relation != Edit || again.Relation != Copy || again.Of != edit.Number {
		t.Errorf("edit %+v, its copy %+v", edit, again)
	}
	third := x.Add(strings.Join(words, ", "), 5)
	if third.Of != edit.Number {
		t.Errorf("a copy of a copy is of %d, want the first of them, %d", third.Of, edit.Number)
	}
	for n, want := range []int{0, 1, 0, 0, 0} {
		if got := x.Group(n); got != want {
			t.Errorf("Group(%d) = %d, want %d", n, got, want)
		}
	}
	x.Forget(4)
	if x.Len() != 2 {
		t.Errorf("Len = %d after forgetting, want 2", x.Len())
	}
	if got := x.Group(4); got != first.Group {
		t.Errorf("the group of a remembered text changed its name to %d", got)
	}
	if m := x.Ask(strings.Join(words, " ")); m.Of != 3 {
		t.Errorf("the text is a copy of %d, want 3, the oldest that is remembered", m.Of)
	}
}

func TestOldTextsMakeRoom(t *testing.T) {
	t.Parallel()
	x := NewIndex(Options{Texts: 2048})
	r := rand.New(rand.NewPCG(4, 4))
	var all []string
	var most int64
	for i := range 9000 {
		all = append(all, strings.Join(randomWords(r, 25), " "))
		x.Add(all[i], int64(i))
		most = max(most, x.Bytes())
	}
	if x.Len() < 1024 || x.Len() > 2048 {
		t.Errorf("Len = %d, want up to 2048", x.Len())
	}
	if most > 2048*(260+2*25)+1<<19 {
		t.Errorf("the index held %d bytes", most)
	}
	for i, text := range all {
		want := -1
		if i >= len(all)-x.Len() {
			want = i
		}
		if got := x.Ask(text).Of; got != want {
			t.Fatalf("text %d is a copy of %d, want %d", i, got, want)
		}
	}
}

// Whatever the texts, the work for one is bounded: each of these would take minutes if it were not.
func TestWorkIsBounded(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 5))
	frame := strings.Join(randomWords(r, 20), " ")
	tests := []struct {
		name  string
		count int
		text  func(i int) string
	}{
		{"equal texts", 8_000, func(int) string { return letter }},
		{"empty texts", 50_000, func(int) string { return "" }},
		{"texts of one word", 30_000, func(i int) string { return fmt.Sprint("từ", i%7) }},
		{"the same frame around other words", 4_000, func(int) string { return frame + " " + strings.Join(randomWords(r, 20), " ") + " " + frame }},
		{"a text that grows by a word each time", 2_000, func(i int) string {
			return strings.Repeat("a b c ", 3) + strings.Repeat(fmt.Sprint(" k", i/100), i%100)
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			x := NewIndex(Options{})
			for i := range tt.count {
				x.Add(tt.text(i), int64(i))
			}
			if x.Len() != tt.count {
				t.Errorf("Len = %d", x.Len())
			}
		})
	}
}

func TestLongTextsAreSampledAlike(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(6, 6))
	words := make([]string, 80_000)
	for i := range words {
		words[i] = fmt.Sprintf("w%d", r.IntN(1<<20))
	}
	x := NewIndex(Options{})
	x.Add(strings.Join(words, " "), 0)
	m := x.Ask(strings.Join(words[:60_000], " "))
	if m.Relation != Edit || m.Overlap.Quoted() < 0.7 || m.Overlap.Quoted() > 0.8 {
		t.Errorf("three quarters of a long text: %s, %+v", m.Relation, m.Overlap)
	}
	p := NewPrint(strings.Repeat("khôngdấucách", 1<<17))
	if len(p.shingles) != 1 {
		t.Errorf("a word of two megabytes has %d shingles", len(p.shingles))
	}
	if len(NewPrint(strings.Join(words, " ")).shingles) > mostShingles {
		t.Errorf("a print is too long")
	}
}

func TestTheScannerFoldsAsTheSearchDoes(t *testing.T) {
	t.Parallel()
	table := folded()
	for r := rune(1); r < 0x1F000; r++ {
		if r >= 0xD800 && r < 0xE000 {
			continue
		}
		want := foldSlowly(r)
		got := table.fold(r)
		if got != want && !(unicode.Is(unicode.Cf, r) && got < 0 && want < 0) {
			t.Errorf("fold(%U) = %d, vi.Fold gives %d", r, got, want)
		}
	}
}

func TestPrintsDoNotAllocate(t *testing.T) {
	var p Print
	p.Set(letter)
	if n := testing.AllocsPerRun(20, func() { p.Set(letter) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestASampleStillTellsWhatATextIs(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(9, 9))
	syllables := strings.Fields("an ba ca da gia hai khe lan mai nam phong quê rừng sông tàu uyên vàng xanh yên bến chợ dốc đồi giếng hồ kênh làng mương nương ổi phố quán rẫy suối thôn vườn xóm bếp cầu đèo gò hang lối mỏ núi ngã ông phà")
	words := make([]string, 500)
	for i := range words {
		words[i] = syllables[random.IntN(len(syllables))]
	}
	words[250] = "350"
	text := strings.Join(words, " ")
	changed := func(at map[int]string) string {
		other := slices.Clone(words)
		for i, w := range at {
			other[i] = w
		}
		return strings.Join(other, " ")
	}
	for _, tt := range []struct {
		name string
		text string
		want Relation
	}{
		{"the same", text, Copy},
		{"a few words changed", changed(map[int]string{10: "xa", 100: "xa", 300: "xa", 444: "xa"}), Edit},
		{"another number", changed(map[int]string{250: "420"}), Variant},
		{"a part beside other words", strings.Join(words[100:400], " ") + strings.Repeat(" bờ biển rộng lớn", 60), Quotation},
	} {
		x := NewIndex(Options{})
		for i, s := range []string{text, tt.text} {
			p := NewPrint(s)
			p.Sample(96)
			m := x.AddPrint(p, int64(i))
			if i == 1 && m.Relation != tt.want {
				t.Errorf("%s: %s, want %s", tt.name, m.Relation, tt.want)
			}
		}
	}
}

// What an index keeps of a text is enough to tell how much of it stands in another one, whether few shingles are kept
// in sixteen bits or many in full, and whatever part of both was sampled.
func TestOverlapsAreThoseOfTheWholeShingles(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(12, 12))
	for _, tt := range []struct{ words, earlier, later int }{
		{40, 4096, 4096}, {500, 96, 96}, {500, 96, 192}, {500, 192, 96}, {900, 4096, 4096}, {900, 4096, 96}, {900, 96, 4096}, {5000, 64, 4096}, {60_000, 4096, 4096},
	} {
		words := randomWords(r, tt.words)
		for i := 0; i < len(words); i += 30 + r.IntN(60) {
			words[i] = fmt.Sprint(r.IntN(1000))
		}
		a := NewPrint(strings.Join(words, " "))
		for range tt.words / 20 {
			words[r.IntN(len(words))] = "khác"
		}
		b := NewPrint(strings.Join(words, " "))
		a.Sample(tt.earlier)
		b.Sample(tt.later)
		limit := uint64(1) << 32 >> max(a.thinned, b.thinned)
		below := func(all []uint32) (n int, set map[uint32]bool) {
			set = map[uint32]bool{}
			for _, h := range all {
				if uint64(h) < limit {
					set[h] = true
				}
			}
			return len(set), set
		}
		var want Overlap
		var of map[uint32]bool
		want.Earlier, _ = below(a.shingles)
		want.Later, of = below(b.shingles)
		for _, h := range a.shingles {
			if of[h] {
				want.Common++
			}
		}
		s := newStore(2 * pageTexts)
		s.put(a, 0, a.shingles[:min(anchors, len(a.shingles))])
		earlier := s.text(0)
		var c comparer
		c.take(b)
		got := c.overlap(&earlier)
		if got.Earlier != want.Earlier || got.Later != want.Later || got.Common < want.Common || got.Common > want.Common+2+want.Earlier/100 {
			t.Errorf("%+v: %+v, want %+v", tt, got, want)
		}
		figures, names := earlier.facts()
		if len(figures) != len(a.figures) || len(names) != len(a.names) {
			t.Errorf("%+v: %d figures and %d names, want %d and %d", tt, len(figures), len(names), len(a.figures), len(a.names))
		}
		for i, f := range figures {
			if f.place() != a.figures[i].place() || (f.hash()^a.figures[i].hash())&factMask != 0 {
				t.Errorf("%+v: figure %d is %x, want %x", tt, i, f, a.figures[i])
			}
		}
	}
}

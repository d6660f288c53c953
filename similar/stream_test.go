package similar

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestItemsFindTheirStory(t *testing.T) {
	t.Parallel()
	s := NewStream(StreamOptions{})
	items := []struct {
		title, text, source string
		want                int
	}{
		{"Cháy lớn tại chợ đêm Bình Hòa", "", "Báo An Bình", 0},
		{"Học sinh toàn tỉnh nghỉ học vì rét đậm", "", "Báo An Bình", 1},
		{"Hơn 50 gian hàng cháy rụi ở chợ đêm Bình Hòa", "", "Đài An Bình", 0},
		{"Rét đậm kéo dài, học sinh miền núi tiếp tục nghỉ học", "", "Đài An Bình", 1},
		{"Tiểu thương chợ đêm Bình Hòa được hỗ trợ sau vụ cháy", "", "Báo An Bình", 0},
		{"Khởi công cầu Vàm Xáng nối hai xã cù lao", "", "Báo An Bình", 2},
		{"Nguyên nhân vụ cháy chợ đêm", "Cơ quan điều tra cho biết chợ đêm Bình Hòa cháy do chập điện.", "", 0},
	}
	for i, it := range items {
		a := s.Add(Item{At: int64(i), Title: it.title, Text: it.text, Source: it.source})
		if a.Story != it.want {
			t.Errorf("%q went to story %d, want %d (%+v)", it.title, a.Story, it.want, a)
		}
		vi, en := a.Explain()
		if vi == "" || en == "" || a.First == (a.Score >= joinScore) {
			t.Errorf("%+v is explained by %q, %q", a, vi, en)
		}
	}
	got, ok := s.Story(0)
	if !ok || got.Size != 4 || got.First != 0 || got.Last != 6 || !strings.Contains(got.Title, "chợ đêm") {
		t.Errorf("Story(0) = %+v, %v", got, ok)
	}
	if want := []string{"Báo An Bình", "Đài An Bình"}; !slices.Equal(got.Sources, want) {
		t.Errorf("sources %q, want %q", got.Sources, want)
	}
	if n := len(s.Stories()); n != 3 {
		t.Errorf("%d stories, want 3", n)
	}
}

// tale makes titles of a story: words of its own and words of the language.
type tale struct {
	r   *rand.Rand
	own []string
}

func newTale(r *rand.Rand, name string, words int) tale {
	t := tale{r: r}
	for i := range words {
		t.own = append(t.own, fmt.Sprint(name, i))
	}
	return t
}

func (t tale) title(own int) string {
	var words []string
	for _, i := range t.r.Perm(len(t.own))[:own] {
		words = append(words, t.own[i])
	}
	for range 3 {
		words = append(words, fmt.Sprint("w", t.r.IntN(50_000)))
	}
	return strings.Join(words, " ")
}

func TestTwoBeginningsOfOneStoryMerge(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 1))
	s := NewStream(StreamOptions{})
	a, b, noise := newTale(r, "cầu", 4), newTale(r, "phà", 4), newTale(r, "khác", 60)
	ids := []int{s.Add(Item{Title: a.title(3)}).Story, s.Add(Item{Title: b.title(3)}).Story}
	for range 12 {
		s.Add(Item{Title: a.title(3)})
		s.Add(Item{Title: b.title(3)})
		s.Add(Item{Title: noise.title(3)})
	}
	if ids[0] == ids[1] || s.Final(ids[0]) == s.Final(ids[1]) {
		t.Fatalf("the stories are one before they meet: %v", ids)
	}
	both := tale{r, append(slices.Clone(a.own), b.own...)}
	for range 40 {
		s.Add(Item{Title: both.title(5)})
	}
	if s.Final(ids[0]) != s.Final(ids[1]) {
		t.Fatalf("the stories did not merge")
	}
	events := s.Events()
	if len(events) == 0 || events[0].Change != Merge || len(events[0].Words) == 0 {
		t.Fatalf("events %+v", events)
	}
	vi, en := events[0].Explain()
	if !strings.HasPrefix(vi, "Gộp") || !strings.Contains(en, "became part of") {
		t.Errorf("explained by %q, %q", vi, en)
	}
	if len(s.Events()) != 0 {
		t.Errorf("events are given twice")
	}
}

func TestTwoStoriesInOneArePartedAgain(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(2, 2))
	s := NewStream(StreamOptions{})
	a, b := newTale(r, "lúa", 4), newTale(r, "bóng", 4)
	both := tale{r, append(slices.Clone(a.own), b.own...)}
	first := s.Add(Item{Title: strings.Join(both.own, " ")}).Story
	for range 4 {
		s.Add(Item{Title: both.title(6)})
	}
	var events []Event
	for range 60 {
		s.Add(Item{Title: a.title(3)})
		s.Add(Item{Title: b.title(3)})
		events = append(events, s.Events()...)
	}
	i := slices.IndexFunc(events, func(e Event) bool { return e.Change == Split })
	if i < 0 {
		t.Fatalf("no split; stories %+v", s.Stories())
	}
	e := events[i]
	if e.Story != first || len(e.Items) < splitLeast {
		t.Errorf("split %+v", e)
	}
	vi, en := e.Explain()
	if !strings.HasPrefix(vi, "Tách") || !strings.Contains(en, "parted from") {
		t.Errorf("explained by %q, %q", vi, en)
	}
	if x, y := s.Add(Item{Title: a.title(4)}).Story, s.Add(Item{Title: b.title(4)}).Story; s.Final(x) == s.Final(y) {
		t.Errorf("they are still one story")
	}
}

func TestSilentStoriesClose(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 3))
	s := NewStream(StreamOptions{HalfLife: 100, Stories: 50})
	old := newTale(r, "cũ", 5)
	var first int
	for range 30 {
		first = s.Add(Item{Title: old.title(4), Source: "Báo"}).Story
	}
	closed := map[int]Story{}
	for i := range 6000 {
		s.Add(Item{At: int64(i), Title: fmt.Sprint("riêng", i, " lẻ", i)})
		for _, st := range s.Closed() {
			closed[st.ID] = st
		}
	}
	if closed[first].Size < 25 || closed[first].Title == "" {
		t.Errorf("the old story was closed as %+v", closed[first])
	}
	if _, open := s.Story(first); open {
		t.Errorf("the old story is open")
	}
	if n := len(s.Stories()); n > 50+tidyEvery {
		t.Errorf("%d stories are open", n)
	}
	if n := len(s.words.index); n > 4000 {
		t.Errorf("%d words are kept", n)
	}
}

func TestAStreamGoesOnFromItsState(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(4, 4))
	var tales []tale
	for i := range 12 {
		tales = append(tales, newTale(r, fmt.Sprint("chuyện", i, "từ"), 6))
	}
	one, other := NewStream(StreamOptions{HalfLife: 300}), NewStream(StreamOptions{HalfLife: 300})
	for i := range 2000 {
		item := Item{At: int64(i), Title: tales[(i/300+r.IntN(3))%12].title(2), Source: fmt.Sprint("báo", r.IntN(40))}
		if i%450 == 350 {
			data, err := other.MarshalBinary()
			if err != nil {
				t.Fatal(err)
			}
			other = new(Stream)
			err = other.UnmarshalBinary(data)
			if err != nil {
				t.Fatal(err)
			}
		}
		a, b := one.Add(item), other.Add(item)
		if !reflect.DeepEqual(a, b) {
			t.Fatalf("item %d: %+v, after reading the state %+v", i, a, b)
		}
	}
	if !reflect.DeepEqual(one.Stories(), other.Stories()) || !reflect.DeepEqual(one.Events(), other.Events()) {
		t.Errorf("stories or events differ")
	}
}

func TestADamagedStateIsRefused(t *testing.T) {
	t.Parallel()
	s := NewStream(StreamOptions{})
	s.Add(Item{Title: "Cháy chợ đêm"})
	data, err := s.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(data); i += 3 {
		hurt := slices.Clone(data)
		hurt[i] ^= 0x55
		var read Stream
		if read.UnmarshalBinary(hurt) == nil {
			read.Add(Item{Title: "Cháy chợ đêm nữa"})
		}
		if new(Stream).UnmarshalBinary(data[:i]) == nil {
			t.Errorf("a state of %d bytes of %d was read", i, len(data))
		}
	}
}

func TestHardStreamsStayQuick(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		count int
		item  func(i int) Item
	}{
		{"equal titles", 40_000, func(int) Item { return Item{Title: "cháy chợ đêm"} }},
		{"empty titles", 20_000, func(int) Item { return Item{} }},
		{"one common word", 12_000, func(i int) Item { return Item{Title: fmt.Sprint("nóng riêng", i)} }},
		{"times that jump", 5_000, func(i int) Item {
			return Item{At: []int64{math.MinInt64, math.MaxInt64, 0, -5}[i%4], Title: fmt.Sprint("chuyện ", i%50)}
		}},
		{"a long text", 3, func(i int) Item { return Item{Title: strings.Repeat("dài ", 1<<18), Text: strings.Repeat("x", 1<<20)} }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := NewStream(StreamOptions{})
			for i := range tt.count {
				a := s.Add(tt.item(i))
				if a.Item != i || math.IsNaN(a.Score) {
					t.Fatalf("item %d: %+v", i, a)
				}
			}
		})
	}
}

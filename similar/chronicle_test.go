package similar

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

const day = 24 * 3600

func TestArticlesFindTheirStory(t *testing.T) {
	t.Parallel()
	c := NewChronicle(ChronicleOptions{})
	for i, it := range []struct {
		title, lead, text string
		at                int64
		want              int
	}{
		{"Cháy lớn tại chợ đêm Bình Hòa", "Tối qua, chợ đêm Bình Hòa bốc cháy dữ dội.", "Hơn 50 gian hàng quần áo bị thiêu rụi. Lực lượng chữa cháy dập tắt lửa sau hai giờ.", 0, 0},
		{"Học sinh toàn tỉnh nghỉ học vì rét đậm", "Nhiệt độ xuống dưới 10 độ.", "Sở Giáo dục thông báo học sinh tiểu học được nghỉ đến hết tuần vì rét đậm.", 0, 1},
		{"Hơn 70 gian hàng bị thiêu rụi ở chợ đêm", "Vụ cháy tại chợ đêm Bình Hòa gây thiệt hại lớn.", "Tiểu thương đang thống kê thiệt hại sau khi hơn 70 gian hàng quần áo bị thiêu rụi.", day, 0},
		{"Chợ đêm Bình Hòa cháy rụi", "", "", day, 0},
		{"Khởi công cầu Vàm Xáng nối hai xã cù lao", "Cầu dài 300 mét.", "Công trình nối hai xã cù lao, dự kiến xong trong hai năm.", day, 4},
		{"Cháy lớn tại chợ đêm Bình Hòa", "Tối qua, chợ đêm Bình Hòa bốc cháy dữ dội.", "Hơn 50 gian hàng quần áo bị thiêu rụi.", 40 * day, 5},
	} {
		p := c.Add(Article{it.title, it.lead, it.text}, it.at)
		if p.Story != it.want || p.Number != i || p.First != (p.Story == i) {
			t.Errorf("%q: %+v, want story %d", it.title, p, it.want)
		}
		vi, en := p.Explain()
		if vi == "" || en == "" || !p.First && len(p.Words) == 0 {
			t.Errorf("%+v is explained by %q, %q", p, vi, en)
		}
	}
	if c.Len() != 1 {
		t.Errorf("%d articles are compared, want the last one alone", c.Len())
	}
}

// chronicles makes articles of stories: each of words of its own and words of the language.
func chronicles(seed uint64, n int) []Article {
	r := rand.New(rand.NewPCG(seed, 0))
	all := make([]Article, n)
	for i := range all {
		story := r.IntN(n/3 + 1)
		words := func(k int) string {
			var w []string
			for range k {
				if r.IntN(3) > 0 {
					w = append(w, fmt.Sprint("w", int(5000*r.Float64()*r.Float64())))
				} else {
					w = append(w, fmt.Sprint("s", story, "x", r.IntN(15)))
				}
			}
			return strings.Join(w, " ")
		}
		all[i] = Article{words(10), words(25), words(60)}
	}
	return all
}

func TestAChronicleForgetsAndStaysWithinItsBound(t *testing.T) {
	t.Parallel()
	small, whole := NewChronicle(ChronicleOptions{Articles: 2048}), NewChronicle(ChronicleOptions{Articles: 8192})
	same := 0
	for i, a := range chronicles(1, 3500) {
		p, q := small.Add(a, int64(i)), whole.Add(a, int64(i))
		if p.Nearest >= 0 && p.Nearest <= p.Number-2048 {
			t.Fatalf("article %d is compared with %d, which is forgotten", p.Number, p.Nearest)
		}
		if p.Nearest == q.Nearest {
			same++
		}
		if small.Len() > 2048 {
			t.Fatalf("%d articles are kept", small.Len())
		}
	}
	if bytes := small.Bytes(); bytes > 7<<20 {
		t.Errorf("2,048 articles need %d bytes", bytes)
	}
	if whole.Len() != 3500 || same < 2000 {
		t.Errorf("%d kept, %d alike", whole.Len(), same)
	}
}

func TestAStoredChronicleGoesOn(t *testing.T) {
	t.Parallel()
	all := chronicles(2, 1500)
	c, read := NewChronicle(ChronicleOptions{Articles: 1000, Window: 700}), new(Chronicle)
	for i, a := range all[:1200] {
		c.Add(a, int64(i))
	}
	state, err := c.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	err = read.UnmarshalBinary(state)
	if err != nil {
		t.Fatal(err)
	}
	for i, a := range all[1200:] {
		p, q := c.Add(a, int64(1200+i)), read.Add(a, int64(1200+i))
		if !reflect.DeepEqual(p, q) {
			t.Fatalf("%+v, after storing %+v", p, q)
		}
	}
	if c.Len() != read.Len() {
		t.Errorf("%d articles, after storing %d", c.Len(), read.Len())
	}
	for _, cut := range []int{0, 1, 10, len(state) / 2, len(state) - 1} {
		if read.UnmarshalBinary(state[:cut]) == nil {
			t.Errorf("a state of %d of %d bytes is read", cut, len(state))
		}
	}
}

// FuzzChronicle adds the lines of any bytes, cut at tabs, and asks for sound answers that are the same again.
func FuzzChronicle(f *testing.F) {
	f.Add([]byte("Cháy chợ đêm\nCháy chợ đêm Bình Hòa\tHơn 50 gian hàng\tLửa cháy\nrét đậm\n\n\xff"), int64(1))
	f.Add([]byte(strings.Repeat("a b\nc d\na b c d\n", 900)), int64(-7))
	f.Add([]byte(strings.Repeat("a b\nc d\na b c d\n", 90)), int64(1<<58))
	f.Fuzz(func(t *testing.T, data []byte, step int64) {
		c, again := NewChronicle(ChronicleOptions{Window: 20, Articles: 1}), NewChronicle(ChronicleOptions{Window: 20, Articles: 1})
		for i, line := range strings.Split(string(data), "\n") {
			title, rest, _ := strings.Cut(line, "\t")
			lead, text, _ := strings.Cut(rest, "\t")
			p := c.Add(Article{title, lead, text}, int64(i)*step)
			if !(p.Score >= 0 && p.Score <= 1) || p.Number != i || p.Nearest >= i || p.Story > i || p.First != (p.Story == i) {
				t.Fatalf("%+v", p)
			}
			if q := again.AddTerms(NewTerms(Article{title, lead, text}), int64(i)*step); !reflect.DeepEqual(p, q) {
				t.Fatalf("%+v, the second time %+v", p, q)
			}
		}
		state, err := c.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		var read Chronicle
		err = read.UnmarshalBinary(state)
		if err != nil {
			t.Fatal(err)
		}
		a := Article{Title: string(data)}
		if p, q := c.Add(a, 0), read.Add(a, 0); !reflect.DeepEqual(p, q) {
			t.Fatalf("%+v, after storing %+v", p, q)
		}
	})
}

// FuzzChronicleState reads any bytes as the state of a chronicle.
func FuzzChronicleState(f *testing.F) {
	c := NewChronicle(ChronicleOptions{Articles: 1})
	c.Add(Article{Title: "Cháy chợ đêm"}, 0)
	c.Add(Article{Title: "Cháy chợ đêm Bình Hòa"}, 1)
	data, err := c.MarshalBinary()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(_ *testing.T, data []byte) {
		var c Chronicle
		if c.UnmarshalBinary(data) == nil {
			for range 40 {
				c.Add(Article{Title: "Cháy chợ đêm Bình Hòa"}, 2)
			}
		}
	})
}

func TestAChronicleIsStoredByPages(t *testing.T) {
	t.Parallel()
	all := chronicles(4, 3600)
	c := NewChronicle(ChronicleOptions{Articles: 4096, Window: 2000, Silent: true})
	pages := map[int][]byte{}
	store := func() (head []byte) {
		first, end := c.Pages()
		for page := first; page < end; page++ {
			if pages[page] == nil || page == end-1 { // a full one is not stored again
				pages[page] = c.AppendPage(nil, page)
			}
		}
		return c.AppendHead(nil)
	}
	for i, a := range all[:2500] {
		c.Add(a, int64(i))
	}
	store()
	delete(pages, 2) // it grew
	for i, a := range all[2500:3500] {
		c.Add(a, int64(2500+i))
	}
	r, err := NewChronicleReader(store())
	if err != nil {
		t.Fatal(err)
	}
	_, err = r.Chronicle()
	if err == nil {
		t.Error("a chronicle without its pages is read")
	}
	first, end := c.Pages()
	sum := 0
	for page := first; page < end; page++ {
		taken, err := r.Page(pages[page])
		if err != nil {
			t.Fatalf("page %d: %v", page, err)
		}
		sum += taken
	}
	read, err := r.Chronicle()
	if err != nil {
		t.Fatal(err)
	}
	if sum != c.Len() || read.Len() != c.Len() || read.First() != c.First() || c.First()%PageArticles == 0 {
		t.Errorf("%d articles from %d on, %d taken in, want %d from %d on", read.Len(), read.First(), sum, c.Len(), c.First())
	}
	for i, a := range all[3500:] {
		p, q := c.Add(a, int64(3500+i)), read.Add(a, int64(3500+i))
		if !reflect.DeepEqual(p, q) {
			t.Fatalf("%+v, after storing %+v", p, q)
		}
	}
	_, err = r.Page(pages[end-1])
	if err == nil {
		t.Error("a page is read twice")
	}
}

// Nothing joins an article of more than [reach] ago, so that a longer window gives the same stories.
func TestWhatIsBeyondReachIsNotKept(t *testing.T) {
	t.Parallel()
	c := NewChronicle(ChronicleOptions{Window: 30 * 24 * 3600})
	var text strings.Builder
	for i := range 500 { // a long article, of which least is asked
		fmt.Fprintf(&text, "chuyện%d ", i)
	}
	a := Article{Title: "Cháy chợ đêm Bình Hòa", Text: text.String()}
	const day = 24 * 3600
	c.Add(a, 0)
	if p := c.Add(a, 5*day); p.First {
		t.Errorf("the same article after five days begins a story: %+v", p)
	}
	if p := c.Add(a, 12*day); !p.First || c.Len() != 1 {
		t.Errorf("the same article after seven days more: %+v; %d are kept", p, c.Len())
	}
}

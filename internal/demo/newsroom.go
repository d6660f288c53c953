package demo

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/demo/press"
	"github.com/nhipcau/nhipcau/law"
)

// How much the province's press is listened to: enough to see waves, little enough to start quickly.
const (
	heardDays  = 90
	aheadDays  = 30 // for which the press goes on after the day of the filling
	heardItems = 1900
)

// told is an item with the truth about it.
type told struct {
	*press.Item
	mark *press.Mark
}

// newsroom is everything that the press of the province prints, from ninety days before a day to thirty after it.
type newsroom struct {
	sources []press.Source
	topics  []press.Topic
	truth   *press.Truth
	told    []told // in the order of arrival
	dead    map[string]bool
}

// newNewsroom writes the press around a day. The same day gives the same press.
func newNewsroom(today law.Date) (*newsroom, error) {
	p, err := lively(today.AddDays(1-heardDays), today)
	if err != nil {
		return nil, err
	}
	n := &newsroom{topics: p.Watched(), truth: p.Truth(), dead: map[string]bool{}}
	err = p.Each(func(item *press.Item, mark *press.Mark) error {
		n.told = append(n.told, told{item, mark})
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, d := range n.truth.Dead {
		n.dead[d.Source] = true
	}
	n.sources = slices.Clone(p.Sources())
	n.addOdd(today)
	n.tellTwice(today)
	slices.SortStableFunc(n.told, func(a, b told) int { return a.Arrived.Compare(b.Arrived) })
	return n, nil
}

// lively is, of many presses, one in which much is going on these weeks: waves that begin now, some days and some weeks
// ago, and rumours that went round.
func lively(from, today law.Date) (best *press.Press, err error) {
	most := -1
	for seed := uint64(1); seed <= 100 && most < 6; seed++ {
		p, err := press.New(press.Options{Seed: seed, Days: heardDays + aheadDays, Items: heardItems, From: from})
		if err != nil {
			return nil, err
		}
		n := p.RumoursBetween(today.AddDays(-60), today.AddDays(-3))
		for _, ago := range [][2]int{{2, 1}, {6, 3}, {14, 7}, {28, 15}} {
			if p.BurstBetween(today.AddDays(-ago[0]), today.AddDays(-ago[1])) {
				n++
			}
		}
		if n > most {
			best, most = p, n
		}
	}
	return best, nil
}

// odd is a source on which the board of health has something to say. It tells little things of its own.
type odd struct {
	press.Source
	every    time.Duration // between two items
	since    int           // days ago
	rareFrom int           // days ago from which only one item of eight comes; 0: never
	until    int           // days ago from which nothing comes
	language string        // empty: Vietnamese
	titles   []string
	twin     string // whose items it gives out again; has no titles
}

var odds = []odd{
	{Source: press.Source{Key: "thu-vien", Name: "Thư viện tỉnh An Bình", Class: press.Portal, Kind: "rss", Address: "https://thuvien.an-binh.example/rss.xml", Weight: 1, Note: "Trang của cơ quan nhà nước trong tỉnh"},
		every: 9 * time.Hour, since: 50, until: 5, titles: []string{"Sách mới trên giá: tuyển tập truyện ngắn số %d", "Buổi kể chuyện thiếu nhi thứ %d", "Tủ sách lưu động chuyến thứ %d", "Trưng bày ảnh tư liệu, bộ số %d"}},
	{Source: press.Source{Key: "dau-thau", Name: "Trang mua sắm công An Bình", Class: press.Portal, Kind: "rss", Address: "https://muasam.an-binh.example/rss.xml", Weight: 1, Note: "Trang của cơ quan nhà nước trong tỉnh"},
		every: 8 * time.Hour, since: 50, rareFrom: 8, titles: []string{"Mời chào giá gói thiết bị văn phòng số %d", "Kết quả chọn nhà thầu gói sửa chữa số %d", "Thông báo thanh lý tài sản đợt %d"}},
	{Source: press.Source{Key: "cam-nang", Name: "Cẩm nang Ẩm thực Sông Lụa", Class: press.Provincial, Kind: "rss", Address: "https://amthucsonglua.example/rss.xml", Weight: 1, Note: "RSS công khai của cơ quan báo chí"},
		every: 14 * time.Hour, since: 16, language: "en", titles: []string{"Best offers of the week, part %d", "How to win more, lesson %d", "Download our new game, version %d"}},
	{Source: press.Source{Key: "bao-an-binh-mau", Name: "Báo An Bình (chuyên mục Đọc nhiều)", Class: press.Provincial, Kind: "rss", Address: "https://baoanbinh.example/rss/doc-nhieu.rss", Weight: 2, Note: "RSS công khai của cơ quan báo chí"},
		since: 30, twin: "bao-an-binh"},
}

// addOdd adds the odd sources with what they give out.
func (n *newsroom) addOdd(today law.Date) {
	for _, o := range odds {
		o.Area = "An Bình"
		n.sources = append(n.sources, o.Source)
		from := today.AddDays(-o.since).Start()
		for _, t := range n.told {
			if o.twin != "" && t.Source == o.twin && t.Arrived.After(from) {
				again := *t.Item
				again.Source, again.Arrived = o.Key, t.Arrived.Add(7*time.Minute)
				n.told = append(n.told, told{&again, t.mark})
			}
		}
		if o.twin == "" {
			n.notices(o, from, today)
		}
	}
}

// notices are the little things that an odd source tells; they are about nothing that is watched.
func (n *newsroom) notices(o odd, from time.Time, today law.Date) {
	end := today.AddDays(aheadDays).Start()
	if o.until > 0 {
		end = today.AddDays(-o.until).Start()
	}
	rare := end
	if o.rareFrom > 0 {
		rare = today.AddDays(-o.rareFrom).Start()
	}
	for i, at := 1, from.Add(7*time.Hour); at.Before(end); i, at = i+1, at.Add(o.every) {
		if at.After(rare) && i%8 != 0 {
			continue
		}
		title := fmt.Sprintf(o.titles[i%len(o.titles)], i)
		n.told = append(n.told, told{&press.Item{
			ID: fmt.Sprintf("%s-%d", o.Key, i), Source: o.Key, Class: o.Class, URL: fmt.Sprintf("%s/tin/%d", o.Site(), i), Title: title,
			Lead: title + ".", Published: at, Arrived: at.Add(11 * time.Minute),
		}, &press.Mark{}})
	}
}

// languageOf is the language in which a source speaks now.
func languageOf(key string) string {
	for _, o := range odds {
		if o.Key == key {
			return cmp.Or(o.language, "vi")
		}
	}
	return "vi"
}

// markOf finds the truth about the item with an address.
func (n *newsroom) markOf(link string) *press.Mark {
	for _, t := range n.told {
		if t.URL == link {
			return t.mark
		}
	}
	return nil
}

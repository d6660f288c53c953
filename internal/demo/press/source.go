package press

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/law"
)

// Source is where items come from.
type Source struct {
	Key     string `json:"key"`
	Name    string `json:"name"`
	Class   Class  `json:"class"`
	Kind    string `json:"kind"` // rss, atom, json, page, push or export
	Address string `json:"address"`
	Area    string `json:"area"`
	Weight  int    `json:"weight"`
	Note    string `json:"permission"`

	weight float64
	style  style
	hours  [24]float64
	days   [7]float64 // from Sunday
	poll   int64      // seconds between looks
	phase  int64
	delay  float64 // seconds until a published item stands in the feed, on average
	dies   int64   // instant; 0: never
	asleep [][2]int64
	count  int
}

// habits are the hours in which a kind of office publishes.
var habits = map[string]struct {
	hours [24]float64
	days  [7]float64
	style style
}{
	"ngaydem":   {[24]float64{2, 1, 1, 1, 2, 4, 9, 12, 13, 13, 12, 10, 8, 8, 11, 12, 12, 10, 8, 7, 7, 6, 5, 3}, [7]float64{.6, 1, 1, 1, 1, 1, .7}, newspaper},
	"bao":       {[24]float64{0, 0, 0, 0, 1, 4, 10, 14, 10, 8, 9, 8, 3, 3, 8, 10, 12, 10, 5, 5, 4, 3, 2, 1}, [7]float64{.5, 1, 1, 1.1, 1, 1, .7}, newspaper},
	"tapchi":    {[24]float64{0, 0, 0, 0, 0, 1, 3, 8, 10, 10, 9, 5, 2, 4, 8, 9, 8, 4, 2, 2, 3, 3, 1, 0}, [7]float64{.9, .8, .8, .9, 1, 1.2, 1.1}, features},
	"hanhchinh": {[24]float64{0, 0, 0, 0, 0, 0, 0, 4, 11, 12, 12, 6, 0, 3, 10, 12, 13, 8, 1, 0, 0, 0, 0, 0}, [7]float64{.03, 1, 1, 1, 1, 1.1, .08}, website},
	"trang":     {[24]float64{0, 0, 0, 0, 0, 1, 4, 7, 8, 7, 6, 6, 5, 4, 5, 6, 7, 7, 6, 9, 9, 6, 3, 1}, [7]float64{.5, 1, 1, 1, 1, 1, .6}, website},
	"loa":       {[24]float64{0, 0, 0, 0, 0, 14, 6, 0, 0, 0, 0, 9, 1, 0, 0, 0, 2, 14, 3, 0, 0, 0, 0, 0}, [7]float64{.7, 1, 1, 1, 1, 1, .9}, airwaves},
	"mang":      {[24]float64{3, 2, 1, 1, 1, 3, 6, 8, 7, 7, 7, 8, 9, 7, 6, 6, 7, 8, 9, 12, 14, 13, 9, 6}, [7]float64{1.15, .95, .95, 1, 1, 1, 1.1}, newspaper},
}

// polls are the seconds between looks at a source, by its kind.
var polls = map[string]int64{"rss": 900, "atom": 600, "json": 900, "page": 2700, "push": 60, "export": 3600}

// newSources reads the list and gives every source habits of its own.
func newSources(g *grammar, seed uint64) ([]Source, error) {
	c := chance(mix(seed, 21))
	var all []Source
	for _, line := range g.texts("source") {
		f := strings.Split(line, ";")
		if len(f) != 8 {
			return nil, fmt.Errorf("source %q has %d parts", line, len(f))
		}
		w, err := strconv.ParseFloat(f[5], 64)
		if err != nil {
			return nil, fmt.Errorf("source %q: %w", line, err)
		}
		h := habits[f[6]]
		s := Source{Key: f[0], Name: f[1], Class: Class(f[2]), Kind: f[3], Address: f[4], Area: f[7], Weight: 1 + int(w), Note: notes[Class(f[2])], style: h.style}
		s.weight = w * c.between(.7, 1.4)
		for i := range s.hours {
			s.hours[i] = h.hours[i] / 6 * c.between(.6, 1.5)
		}
		for i := range s.days {
			s.days[i] = h.days[i] * c.between(.8, 1.2)
		}
		s.poll = polls[s.Kind] * int64(1+c.below(3)) / int64(1+c.below(2))
		s.phase = int64(c.below(int(s.poll)))
		s.delay = c.between(20, 400)
		all = append(all, s)
	}
	return all, nil
}

var notes = map[Class]string{
	Central:    "RSS công khai của cơ quan báo chí",
	Provincial: "RSS công khai của cơ quan báo chí",
	Portal:     "Cổng thông tin của cơ quan nhà nước trong tỉnh",
	Page:       "Trang chính thức, cơ quan quản trị trang gửi",
	Talk:       "Tệp xuất từ công cụ quản trị trang chính thức; chỉ giữ số đếm",
	Radio:      "Đài truyền thanh xã gửi bản tin",
}

// activity is how readily a source publishes at an instant; about 1 by day.
func (s *Source) activity(at int64, tet int) float64 {
	if s.dies > 0 && at >= s.dies {
		return 0
	}
	t := time.Unix(at, 0).In(law.Vietnam)
	return s.hours[t.Hour()] * s.days[t.Weekday()] * festive(s.Class, tet)
}

// festive is how much of its usual work a class does so many days after the first day of Tết.
func festive(c Class, day int) float64 {
	quiet := map[Class]float64{Central: .35, Provincial: .3, Portal: .02, Page: .15, Talk: .6, Radio: .1}[c]
	switch {
	case day < -9 || day > 16:
		return 1
	case day < -3:
		return 1 - (1-quiet)*.35
	case day < -1:
		return (1 + quiet) / 2 * .7
	case day < 5:
		return quiet
	case day < 8:
		return quiet + (1-quiet)*float64(day-4)/4
	}
	return 1.18
}

// arrival is when listening sees what was published at an instant.
func (s *Source) arrival(published int64, c *chance) int64 {
	ready := published + int64(c.exponential(s.delay))
	at := ready - (ready-s.phase)%s.poll + s.poll + int64(c.below(20))
	for _, a := range s.asleep {
		if at >= a[0] && at < a[1] {
			at = a[1] + int64(c.below(900))
		}
	}
	return at
}

package digest

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// formNow is the form of a digest in which page one names every source that does not do well. In the form 1 it named ten;
// since that form forecasts count what the volume does and each share of tone is told if its own
// interval allows it. In the form 0 forecasts were of stories by hour, class and area, and either all shares of a topic were
// told or none. Before the form 2 nothing was said of the weight of sources, which did not count.
const formNow = 2

// What the numbers of forecasts are, by the form of a digest.
const (
	aboutVolume  = "Số tin độc lập, tính như ở mục lượng tin. Đoán đơn giản là lấy lại số tin của bảy ngày trước; nơi dự báo không hơn cách đoán ấy thì không nêu dự báo."
	aboutStories = "Tính theo lượt: một câu chuyện tính một lần trong mỗi giờ ở mỗi nhóm nguồn và địa bàn; vì vậy số ở đây khác số tin độc lập ở các mục trên."
)

func (w *writer) forecast() {
	w.heading("DỰ BÁO TUẦN TỚI")
	said, unit, about := false, "tin", aboutVolume
	if w.d.Facts.Form == 0 {
		unit, about = "lượt", aboutStories
	}
	for _, x := range w.d.Facts.Topics[:min(6, len(w.d.Facts.Topics))] {
		if text := x.outlook(unit); text != "" {
			if !said {
				w.say(about)
			}
			said = true
			w.say("- " + x.Name + ": " + text)
		}
	}
	if !said {
		w.say("Chưa đủ số liệu để dự báo.")
	}
}

// outlook says what is expected of a topic, how good such forecasts have been, and how the last one came out; empty where
// nothing is known.
func (x TopicWeek) outlook(unit string) string {
	var parts []string
	if x.Next.Hi > 0 {
		parts = x.ahead(unit)
	}
	if x.LastKnown {
		parts = append(parts, x.came(unit)...)
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, "; ") + "."
}

// ahead says what is expected of the next week. A forecast that was no better than the naive line is not told, and one that
// is not to be relied on has no number in the middle.
func (x TopicWeek) ahead(unit string) []string {
	naive, skill := "", ""
	if x.Skill != nil {
		naive, skill = fmt.Sprintf("đoán đơn giản là %s %s", count(x.Skill.Naive), unit), x.Skill.Clause()
	}
	lo, hi := count(math.Floor(x.Next.Lo)), count(math.Ceil(x.Next.Hi))
	var parts []string
	switch why := x.doubt(); {
	case x.Skill != nil && x.Skill.Worse():
		parts = []string{"tuần tới " + skill, naive}
	case why != "":
		parts = []string{fmt.Sprintf("tuần tới chưa dự báo được (%s)", why), naive}
	default:
		parts = []string{fmt.Sprintf("tuần tới khoảng %s %s, ít nhất bốn phần năm khả năng từ %s đến %s", count(x.Next.Mean), unit, lo, hi), naive, skill}
	}
	return slices.DeleteFunc(parts, func(s string) bool { return s == "" })
}

// came says how the forecast for these days came out.
func (x TopicWeek) came(unit string) []string {
	days := x.Last.Made.Vietnamese()
	if x.Last.Days > 1 {
		days = fmt.Sprintf("từ %s đến %s", days, x.Last.Made.AddDays(x.Last.Days-1).Vietnamese())
	}
	text := fmt.Sprintf("%d ngày đã qua (%s) đã dự báo %s %s, thực tế %s", x.Last.Days, days, count(x.Last.Sum), unit, count(x.Last.Came))
	if off, ok := x.Last.Off(); ok {
		text += fmt.Sprintf(", lệch %.0f%%", 100*off)
	}
	return []string{text, fmt.Sprintf("%d trong %d ngày nằm trong khoảng đã báo", x.Last.Inside, x.Last.Days)}
}

// doubt says why the forecast of a topic is not to be relied on; empty where it may be. Of the days of a forecast whose
// intervals hold four of five, fewer than half of seven within them are chance once in thirty weeks.
func (x TopicWeek) doubt() string {
	switch {
	case !x.Trusted:
		return "lịch sử còn ngắn, thất thường, hoặc dự báo không hơn cách lặp lại số cũ"
	case x.LastKnown && x.Last.Days >= fewestTried && 2*x.Last.Inside < x.Last.Days:
		return "dự báo kỳ này không đúng"
	}
	return ""
}

// fewestTried is after how many days a forecast is judged by how it came out.
const fewestTried = 4

func count(x float64) string { return grouped(int(math.Round(x))) }

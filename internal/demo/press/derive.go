package press

import (
	"slices"
	"strings"
)

// Change says how a text was made from an earlier one.
type Change string

// Ways of changing a text.
const (
	Verbatim   Change = "verbatim"   // same body; the title may differ
	Tail       Change = "tail"       // a line names the source
	Shortened  Change = "shortened"  // the last paragraphs are missing
	Extended   Change = "extended"   // a paragraph was added
	Reworded   Change = "reworded"   // words were replaced here and there
	Quoted     Change = "quoted"     // a part stands in another text
	Renumbered Change = "renumbered" // other figures, place or day
	Updated    Change = "updated"    // a later version under the same address
)

// derive changes a copy of an article. later writes what is added, in the words of the story.
func derive(a article, how Change, c *chance, v *voice, source string) article {
	a.body = slices.Clone(a.body)
	switch how {
	case Verbatim:
		if c.whether(.4) {
			v.sentence("T")
			a.title = strings.TrimSuffix(v.take(), ".")
		}
	case Tail:
		a.body = append(a.body, strings.ReplaceAll(pick(c, tails), "@", source))
	case Shortened:
		if c.whether(.5) {
			v.sentence("T")
			a.title = strings.TrimSuffix(v.take(), ".")
		}
		keep := max(2, len(a.body)-1-c.below(2))
		a.body = a.body[:min(keep, len(a.body))]
		reword(&a, c, .3)
	case Extended:
		v.sentence("plan")
		v.sentence("bg")
		a.body = slices.Insert(a.body, c.below(len(a.body)+1), v.take())
	case Reworded, Updated:
		if how == Updated || c.whether(.5) {
			v.sentence("T")
			a.title = strings.TrimSuffix(v.take(), ".")
		}
		reword(&a, c, .7)
		if how == Updated && c.whether(.7) {
			v.sentence("num")
			v.sentence("plan")
			a.body = append(a.body, v.take())
		}
	}
	return a
}

// quote puts a part of one article into another.
func quote(own, from article, c *chance, source string) article {
	own.body = slices.Clone(own.body)
	n := min(len(from.body), 2+c.below(2))
	at := c.below(len(from.body) - n + 1)
	part := slices.Clone(from.body[at : at+n])
	part[0] = strings.ReplaceAll(pick(c, quotations), "@", source) + " " + part[0]
	own.body = slices.Insert(own.body, min(1, len(own.body)), part...)
	return own
}

var tails = []string{"Theo @.", "(Nguồn: @)", "Tin, ảnh: @.", "Bài viết được tổng hợp từ @.", "@ đưa tin.", "Xem bài gốc trên @."}

var quotations = []string{"@ dẫn thông tin:", "Trước đó, @ viết:", "Theo bài đăng trên @:", "@ cho hay:", "Phản ánh của @ nêu:"}

// synonyms are exchanged in a light edit, both ways.
var synonyms = [][2]string{
	{"cho biết", "thông tin"}, {"triển khai", "thực hiện"}, {"hiện nay", "hiện tại"}, {"đề nghị", "yêu cầu"}, {"người dân", "bà con"},
	{"khoảng", "chừng"}, {"bắt đầu", "khởi động"}, {"hoàn thành", "hoàn tất"}, {"bảo đảm", "đảm bảo"}, {"trong thời gian tới", "sắp tới"},
	{"nhằm", "để"}, {"tổ chức", "tiến hành"}, {"trước đây", "trước kia"}, {"khó khăn", "vướng mắc"}, {"phối hợp", "cùng"},
	{"ngay trong", "luôn trong"}, {"đồng thời", "cùng với đó"}, {"trên địa bàn", "tại"}, {"nhiều", "không ít"}, {"chủ động", "tích cực"},
}

// reword replaces a share of the words that have a synonym.
func reword(a *article, c *chance, share float64) {
	change := func(s string) string {
		for _, pair := range synonyms {
			from, to := pair[0], pair[1]
			if c.whether(.3) {
				from, to = to, from
			}
			if c.whether(share) {
				s = strings.Replace(s, " "+from+" ", " "+to+" ", 1)
			}
		}
		return s
	}
	a.lead = change(a.lead)
	for i := range a.body {
		a.body[i] = change(a.body[i])
	}
}

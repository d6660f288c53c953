package digest

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"github.com/nhipcau/nhipcau/internal/listen/alert"
	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// fresh names the expressions that are said by many in these days and by few before.
func (w *writer) fresh() {
	w.heading("ĐIỀU MỚI TRONG KỲ")
	if len(w.d.Facts.Terms) == 0 {
		w.say("Không có cụm từ nào xuất hiện nhiều hơn hẳn so với tám kỳ trước.")
		return
	}
	parts := []any{"Cụm từ xuất hiện nhiều hơn hẳn so với tám kỳ trước: "}
	for i, t := range w.d.Facts.Terms {
		if i > 0 {
			parts = append(parts, "; ")
		}
		n, of, query := t.Items, "tin độc lập", w.d.naming(t.Text)
		if w.d.Facts.Form < 2 {
			n, of, query = t.Stories, "câu chuyện", query+by(page.ByStory)
		}
		parts = append(parts, "“"+t.Text+"” (", official.Number("cum-tu-"+strconv.Itoa(i+1), "Số "+of+" có cụm từ: "+t.Text, query, n), " "+of+")")
	}
	w.say(append(parts, ".")...)
}

// naming is the address of the independent items whose heading or first sentence holds an expression.
func (d Digest) naming(text string) string {
	return d.search("&quan-he=goc&q=" + url.QueryEscape(named(text)))
}

// named asks for items whose heading or first sentence holds an expression.
func named(text string) string { return `title:"` + text + `" OR lead:"` + text + `"` }

// volume says how much there was in each field and about each commune, and whether that is usual.
func (w *writer) volume() {
	w.heading("LƯỢNG TIN THEO LĨNH VỰC VÀ ĐỊA BÀN")
	f := w.d.Facts
	if len(f.Topics)+len(f.Areas) == 0 {
		w.say("Trong kỳ không có tin thuộc các lĩnh vực, địa bàn đang theo dõi.")
		return
	}
	w.say("Số tin độc lập trong kỳ, bên cạnh kỳ ít nhất và kỳ nhiều nhất trong ", w.spans(), ".")
	if len(f.Topics) > 0 {
		t := volumeTable("Lĩnh vực")
		for _, x := range f.Topics {
			id := strconv.Itoa(int(x.Topic))
			t.Rows = append(t.Rows, volumeRow(x.Name, official.Number("luong-"+id, "Số tin độc lập: "+x.Name, w.d.search("&quan-he=goc&chu-de="+id), x.Items), x.Items, x.Before))
		}
		w.blocks = append(w.blocks, t)
	}
	if len(f.Areas) == 0 {
		w.say("Không có xã, phường nào được nêu tên trong tiêu đề hoặc đoạn mở đầu của tin.")
		return
	}
	t := volumeTable("Xã, phường được nêu tên")
	for i, x := range f.Areas {
		t.Rows = append(t.Rows, volumeRow(x.Name, official.Number("dia-ban-"+strconv.Itoa(i+1), "Số tin độc lập nêu tên: "+x.Name, w.d.naming(x.Name), x.Items), x.Items, x.Before))
	}
	w.blocks = append(w.blocks, t)
}

// spans names the stretches before.
func (w *writer) spans() string {
	if w.d.From.DaysUntil(w.d.To) == 6 {
		return "tám tuần trước"
	}
	return "tám kỳ trước dài bằng kỳ này"
}

// numbered is a story with its number in the digest.
type numbered struct {
	Entry
	Number int
}

// mostLargest is of how many stories it is told how they went through the days.
const mostLargest = 10

// largest are the stories of most sources, in whichever order they stand.
func (d Digest) largest() []numbered {
	var all []numbered
	for i, e := range d.Kept() {
		all = append(all, numbered{e, i + 1})
	}
	slices.SortStableFunc(all, func(a, b numbered) int { return b.Facts.Sources - a.Facts.Sources })
	return all[:min(mostLargest, len(all))]
}

func volumeTable(what string) official.Table {
	return official.Table{
		Columns: []official.Column{{Width: 8}, {Width: 3, Align: official.AlignRight}, {Width: 4, Align: official.AlignCenter}, {Width: 4}},
		Header:  []official.TableRow{official.Row(what, "Kỳ này", "Ít nhất – nhiều nhất", "So với trước")},
	}
}

func volumeRow(name string, n official.Run, items int, before []int) official.TableRow {
	lo, hi, ok := band(before)
	usual, said := fmt.Sprintf("%s–%s", grouped(lo), grouped(hi)), "trong khoảng"
	switch {
	case !ok:
		usual, said = "chưa đủ số liệu", ""
	case items > hi:
		said = "cao hơn"
	case items < lo:
		said = "thấp hơn"
	}
	return official.TableRow{official.TextCell(name), official.TextCell(n), official.TextCell(usual), official.TextCell(said)}
}

// mostDays is for how many days a table has a column each.
const mostDays = 7

// weekdays are the heads of columns, from Sunday.
var weekdays = [...]string{"CN", "T2", "T3", "T4", "T5", "T6", "T7"}

// spread says who told the largest stories first and how they went through the days.
func (w *writer) spread() {
	kept := w.d.Kept()
	if len(kept) == 0 {
		return
	}
	w.heading("MỨC ĐỘ LAN TRUYỀN")
	t := official.Table{Size: 11}
	column := func(name string, width float64, align official.Align) {
		t.Columns = append(t.Columns, official.Column{Width: width, Align: align})
		t.Header[0] = append(t.Header[0], official.TextCell(name))
	}
	t.Header = []official.TableRow{nil}
	column("STT", 2.8, official.AlignCenter)
	column("Câu chuyện", 8, official.Natural)
	column("Đăng đầu tiên", 5.5, official.Natural)
	days := w.d.From.DaysUntil(w.d.To) + 1
	if days > mostDays {
		days = 0
	}
	for i := range days {
		column(weekdays[w.d.From.AddDays(i).Weekday()], 2.4, official.AlignRight)
	}
	column("Nguồn", 3.7, official.AlignRight)
	column("Đăng lại", 3.2, official.AlignRight)
	all := w.d.largest()
	for _, e := range all {
		id := "lan-" + strconv.Itoa(int(e.Story))
		row := official.TableRow{
			official.TextCell(strconv.Itoa(e.Number)), official.TextCell(e.Title),
			official.TextCell(e.Facts.First.House + ", " + e.Facts.FirstAt.In(law.Vietnam).Format("15:04 02/01")),
		}
		for k := range days {
			said := "–"
			if k < len(e.Facts.Days) && e.Facts.Days[k] > 0 {
				said = grouped(e.Facts.Days[k])
			}
			row = append(row, official.TextCell(said))
		}
		row = append(row, official.TextCell(official.Number(id, "Số nguồn: "+e.Title, w.d.rows(e.Entry)+by(page.BySource), e.Facts.Sources)), official.TextCell(grouped(e.Facts.Items-e.Facts.Independent)))
		t.Rows = append(t.Rows, row)
	}
	if len(all) < len(kept) {
		w.say(fmt.Sprintf("Bảng nêu %d câu chuyện nhiều nguồn nhất trong %d; số thứ tự là số của câu chuyện ở mục trên.", len(all), len(kept)))
	}
	if days > 0 {
		w.say("Số lượt đăng của mỗi câu chuyện theo từng ngày, tính cả đăng lại.")
	}
	w.blocks = append(w.blocks, t)
}

// tones says how the topics were spoken of, with the interval; where too little is known it says so.
func (w *writer) tones() {
	w.heading("SẮC THÁI ĐỐI VỚI CHÍNH SÁCH")
	if len(w.d.Facts.Topics) == 0 {
		w.say("Trong kỳ không có tin thuộc các chủ đề đang theo dõi.")
		return
	}
	w.say("Tính theo câu chuyện và nhóm nguồn, không theo người, không theo cơ quan báo chí. Máy đề xuất, đã hiệu chỉnh theo sai số của máy; trong ngoặc là khoảng tin cậy 95%.")
	t := official.Table{
		Columns: []official.Column{{Width: 5}, {Width: 2, Align: official.AlignRight}, {Width: 3}, {Width: 3}, {Width: 3}},
		Header:  []official.TableRow{official.Row("Chủ đề", "Tin độc lập", "Đồng tình", "Trung tính", "Lo ngại, phản đối")},
	}
	for _, x := range w.d.Facts.Topics {
		id := "chu-de-" + strconv.Itoa(int(x.Topic))
		row := official.TableRow{official.TextCell(x.Name), official.TextCell(official.Number(id, "Số tin độc lập: "+x.Name, w.d.search("&quan-he=goc&chu-de="+strconv.Itoa(int(x.Topic))), x.Items))}
		for _, of := range []tone.Tone{tone.Favourable, tone.Neutral, tone.Unfavourable} {
			row = append(row, official.TextCell(w.share(x.Tone, of)))
		}
		t.Rows = append(t.Rows, row)
	}
	w.blocks = append(w.blocks, t)
	unsure := func(x TopicWeek) bool { return !x.Tone.TooFew && !x.Tone.Sure() }
	if slices.ContainsFunc(w.d.Facts.Topics, unsure) {
		w.say("“Chưa đủ chắc” là khi khoảng tin cậy còn quá rộng để nêu tỷ lệ; càng nhiều tin và càng nhiều câu trả lời của cán bộ về sắc thái thì khoảng càng hẹp.")
	}
}

func (w *writer) share(s tone.Shares, of tone.Tone) string {
	if s.TooFew {
		return "quá ít tin"
	}
	x := s.Of[of]
	if !x.Sure() || w.d.Facts.Form == 0 && !s.Sure() {
		return "chưa đủ chắc"
	}
	return fmt.Sprintf("%.0f%% (%.0f–%.0f)", 100*x.Corrected, 100*x.Low, 100*x.High)
}

func (w *writer) questions() {
	w.heading("NGƯỜI DÂN HỎI GÌ")
	if len(w.d.Facts.Questions) == 0 {
		w.say("Trong kỳ, chuyên mục bạn đọc, hỏi - đáp không nêu câu hỏi nào của người dân; câu hỏi mà bài báo tự đặt ra không tính.")
	}
	for i, q := range w.d.Facts.Questions {
		w.say("- ", q.Text, " (", official.Number("hoi-"+strconv.Itoa(i+1), "Số lần hỏi: "+q.Text, page.StoryURL(q.Story), q.Count), " lần)")
	}
	if len(w.d.Facts.Gaps) > 0 {
		w.say("Người dân hỏi, chưa có thông tin chính thức (số câu hỏi làm tròn, không tính ngày dưới năm câu):")
	}
	for i, g := range w.d.Facts.Gaps {
		w.say("- ", g.Topic, ": khoảng ", official.Number("chua-co-"+strconv.Itoa(i+1), "Số câu hỏi: "+g.Topic, alert.Alert{ID: g.Alert}.Href(), g.Asked), " câu hỏi từ ",
			g.From.Vietnamese(), "; ", g.official(), ".")
	}
}

// rows is the address of the independent items of an entry, and of the stories that are one with it here, on the days of
// the digest.
func (d Digest) rows(e Entry) string {
	if len(e.Facts.Parts) == 0 {
		return d.search("&quan-he=goc&su-viec=" + strconv.Itoa(int(e.Story)))
	}
	query := fmt.Sprintf("story:%d", e.Story)
	for _, id := range e.Facts.Parts {
		query += fmt.Sprintf(" OR story:%d", id)
	}
	return d.search("&quan-he=goc&q=" + url.QueryEscape(query))
}

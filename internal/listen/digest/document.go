package digest

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// Document is the digest as a paper, in the language of papers. What it does not cover stands first, whatever
// officers do. Every number opens the rows behind it.
func (d Digest) Document(name func(org.UnitID) string) official.Report {
	w := writer{d: d, name: name}
	doc := official.Report{
		Form:    official.FormReport,
		Subject: "Điểm tin về tỉnh từ ngày " + d.From.Vietnamese() + " đến ngày " + d.To.Vietnamese(),
	}
	w.coverage()
	w.overview()
	w.lastWeek()
	w.stories()
	w.fresh()
	w.volume()
	w.spread()
	w.tones()
	w.bearing()
	w.questions()
	w.forecast()
	doc.Blocks = w.blocks
	doc.Annexes = []official.Annex{w.annex()}
	if len(d.Facts.LateItems) > 0 {
		doc.Annexes = append(doc.Annexes, w.lateAnnex())
	}
	if d.ID != 0 { // what opens tells what the paper has beside what there is now
		doc.LinkFigures(func(f official.Figure) string {
			if !strings.HasPrefix(f.Query, page.SearchURL+"?") && !strings.HasPrefix(f.Query, page.SourcesURL+"?") {
				return f.Query
			}
			return fmt.Sprintf("%s&%s=%d&%s=%s", f.Query, page.PaperKey, d.ID, page.FigureKey, f.ID)
		})
	}
	return doc
}

// writer writes the parts of a digest one after another.
type writer struct {
	d      Digest
	name   func(org.UnitID) string
	part   int
	blocks []official.Block
}

func (w *writer) heading(text string) {
	w.part++
	w.blocks = append(w.blocks, official.Part(w.part, text))
}

// say adds a paragraph of texts and numbers.
func (w *writer) say(parts ...any) { w.blocks = append(w.blocks, official.Say(parts...)) }

// days is the query of the days of the digest.
func (d Digest) days() string { return "tu=" + d.From.String() + "&den=" + d.To.String() }

func (d Digest) search(more string) string { return page.SearchURL + "?" + d.days() + more }

// by asks a search for sources or stories in the place of items.
func by(what string) string { return "&" + page.ByKey + "=" + what }

// coverage says what the digest does not see. It cannot be left out.
func (w *writer) coverage() {
	c := w.d.Facts.Coverage
	w.heading("BẢN ĐIỂM TIN NÀY KHÔNG BAO GỒM NHỮNG GÌ")
	w.say("Số liệu lấy từ ", official.Number("nguon-tot", "Số nguồn hoạt động tốt", page.SourcesURL+"?tinh-trang="+page.FineSources, c.Healthy), " trên ",
		official.Number("nguon", "Số nguồn đang theo dõi", page.SourcesURL+"?tinh-trang="+page.WatchedSources, c.All), " nguồn hoạt động tốt trong kỳ.")
	if c.Counted > 0 {
		w.say("Ngoài ra có ", strconv.Itoa(c.Counted), " nguồn mạng xã hội, chỉ lấy số lượng.")
	}
	switch {
	case len(c.Silent) == 0:
	case w.d.Facts.Form < 2:
		w.say("Nguồn không có tin hoặc đang lỗi: ", list(c.Silent, 10), ".")
	default: // each by its name: what is not covered is not shortened
		w.say("Nguồn im lặng, chậm, đang lỗi hoặc có điều lạ: ", strings.Join(c.Silent, "; "), ".")
	}
	if len(c.Missing) > 0 {
		var words []string
		for _, x := range c.Missing {
			words = append(words, official.MidSentence(page.ClassWord(x)))
		}
		w.say("Chưa có nguồn thuộc nhóm: ", strings.Join(words, ", "), ".")
	}
	w.say("Không nghe được: nhóm kín, trang cá nhân, tin nhắn riêng, trao đổi trực tiếp, người không dùng mạng. Mạng xã hội chỉ có số lượng, không có nội dung hay tên ai.")
	switch {
	case c.Communes < 0:
		w.say("Chưa mở đợt lấy phản ánh từ cơ sở cho kỳ này, nên chưa có thông tin từ các xã, phường.")
	case c.Communes > 0:
		w.say(official.Number("xa-chua", "Số xã, phường chưa có thông tin", page.GrassrootsURL+"?thang="+w.d.To.String()[:7], c.Communes), " trên ", strconv.Itoa(c.AllCommunes),
			" xã, phường chưa có thông tin từ cơ sở; không có thông tin không có nghĩa là không có vấn đề.")
	}
}

func (w *writer) overview() {
	f := w.d.Facts
	w.heading("TỔNG QUAN")
	w.say("Trong kỳ có ", official.Number("tin", "Số tin trong kỳ", w.d.search(""), f.Items), " tin từ ",
		official.Number("nguon-co-tin", "Số nguồn có tin", w.d.search(by(page.BySource)), f.Sources), " nguồn, gộp thành ",
		official.Number("chuyen", "Số câu chuyện", w.d.search(by(page.ByStory)), f.Stories), " câu chuyện; bản này nêu ", strconv.Itoa(len(w.d.Kept())), w.chosen())
	var parts []any
	for i, c := range f.Classes {
		if i > 0 {
			parts = append(parts, ", ")
		}
		parts = append(parts, official.MidSentence(page.ClassWord(c.Class))+" ", official.Number("nhom-"+string(c.Class), "Số tin: "+page.ClassWord(c.Class), w.d.search("&nhom="+string(c.Class)), c.Items))
	}
	if len(parts) > 0 {
		w.say(append(append([]any{"Theo nhóm nguồn: "}, parts...), ".")...)
	}
	if w.d.Note != "" {
		w.say(w.d.Note)
	}
	if f.Late > 0 {
		w.say("Bổ sung: ", official.Number("bo-sung", "Số tin của kỳ trước đến muộn", w.d.Href()+"/bo-sung", f.Late), " tin của kỳ trước đến sau khi bản kỳ trước đã chốt.")
	}
}

// chosen says by what the stories were chosen.
func (w *writer) chosen() string {
	if w.d.Facts.Form < 2 {
		return " câu chuyện có nhiều nguồn nhất."
	}
	return " câu chuyện được nhiều nguồn tự đưa tin nhất; thứ tự đề xuất tính theo trọng số mà đơn vị đặt cho từng nguồn, cán bộ có thể đổi."
}

// lastWeek is the fixed part on what came of the digest before.
func (w *writer) lastWeek() {
	w.heading("KẾT QUẢ XỬ LÝ TUẦN TRƯỚC")
	if len(w.d.Facts.Last) == 0 {
		w.say("Kỳ trước không có nội dung giao đơn vị xử lý.")
		return
	}
	t := official.Table{
		Columns: []official.Column{{Width: 3, Align: official.AlignCenter}, {Width: 14}, {Width: 8}, {Width: 8}},
		Header:  []official.TableRow{official.Row("STT", "Nội dung", "Đơn vị", "Kết quả")},
	}
	for i, x := range w.d.Facts.Last {
		state := x.State
		if x.Code != "" {
			state = x.Code + ": " + official.MidSentence(x.State)
		}
		if x.Reply != "" {
			state += ". " + short(x.Reply, 40)
		}
		t.Rows = append(t.Rows, official.Row(strconv.Itoa(i+1), x.Title, w.name(x.Unit), state))
	}
	w.blocks = append(w.blocks, t)
}

func (w *writer) stories() {
	w.heading("NHỮNG CÂU CHUYỆN NỔI BẬT")
	kept := w.d.Kept()
	if len(kept) == 0 {
		w.say("Trong kỳ không có câu chuyện nào được từ hai nguồn trở lên đưa tin.")
	}
	for i, e := range kept {
		title := strconv.Itoa(i+1) + ". " + e.Title
		if e.Facts.Before > 0 {
			title += " (đã nêu kỳ trước, nay lan rộng)"
		}
		w.blocks = append(w.blocks, official.Heading{Level: 2, Text: title})
		w.say(e.Summary)
		id := "chuyen-" + strconv.Itoa(int(e.Story))
		w.say("Mức lan: ", official.Number(id+".tin", "Số tin độc lập: "+e.Title, w.d.rows(e), e.Facts.Independent), " tin độc lập, ",
			official.Number(id+".nguon", "Số nguồn: "+e.Title, w.d.rows(e)+by(page.BySource), e.Facts.Sources), " nguồn", e.Facts.published(), ".")
		if len(e.Facts.TopicNames) > 0 {
			var topics []string
			for _, name := range e.Facts.TopicNames {
				topics = append(topics, official.MidSentence(name))
			}
			w.say("Chủ đề: ", strings.Join(topics, "; "), ".")
		}
		unit := "chưa xác định"
		if e.Unit != 0 {
			unit = w.name(e.Unit)
		}
		w.say("Đơn vị liên quan: ", unit, ". Đề xuất xử lý: ", cmp.Or(official.MidSentence(strings.TrimRight(e.Proposal, ".")), "chưa có"), ".")
	}
}

// published says how often a story was published, with what only spreads it, and by which classes of source.
func (f Story) published() string {
	var parts []string
	for _, c := range f.ByClass {
		parts = append(parts, official.MidSentence(page.ClassWord(c.Class))+" "+grouped(c.Items))
	}
	if len(parts) == 0 {
		return ""
	}
	return fmt.Sprintf("; tính cả đăng lại có %s lượt đăng (%s)", grouped(f.Items), strings.Join(parts, ", "))
}

// annex lists the articles with their addresses; nothing is copied but the beginning.
func (w *writer) annex() official.Annex {
	t := official.Table{
		Columns: []official.Column{{Width: 1, Align: official.AlignCenter}, {Width: 6}, {Width: 3}, {Width: 2}, {Width: 5}, {Width: 6}},
		Header:  []official.TableRow{official.Row("STT", "Tiêu đề", "Báo", "Ngày", "Đường dẫn", "Tóm tắt")}, Size: 10,
	}
	n := 0
	for _, e := range w.d.Kept() {
		for _, a := range e.Facts.Articles {
			n++
			text := "“" + a.Quote + "”"
			if a.Spreads {
				text = "Đăng lại."
			} else if a.Quote == "" {
				text = ""
			}
			t.Rows = append(t.Rows, official.Row(strconv.Itoa(n), a.Title, a.House, law.DateOf(a.Published).Vietnamese(), page.LinkText(a.Link), text))
		}
	}
	return official.Annex{Title: "Danh mục tin, bài", Landscape: true, Blocks: []official.Block{t}}
}

// lateAnnex lists what came late of the days of the last digest.
func (w *writer) lateAnnex() official.Annex {
	t := official.Table{
		Columns: []official.Column{{Width: 1, Align: official.AlignCenter}, {Width: 8}, {Width: 4}, {Width: 2}, {Width: 6}},
		Header:  []official.TableRow{official.Row("STT", "Tiêu đề", "Báo", "Ngày", "Đường dẫn")}, Size: 10,
	}
	for i, a := range w.d.Facts.LateItems {
		t.Rows = append(t.Rows, official.Row(strconv.Itoa(i+1), a.Title, a.House, law.DateOf(a.Published).Vietnamese(), page.LinkText(a.Link)))
	}
	return official.Annex{Title: "Bổ sung: tin của kỳ trước đến muộn", Landscape: true, Blocks: []official.Block{t}}
}

// short is the beginning of a text, at most n syllables.
func short(text string, n int) string {
	words := strings.Fields(text)
	if len(words) <= n {
		return strings.Join(words, " ")
	}
	return strings.Join(words[:n], " ") + "…"
}

// list names things, at most n of them.
func list(all []string, n int) string {
	if len(all) <= n {
		return strings.Join(all, "; ")
	}
	return strings.Join(all[:n], "; ") + fmt.Sprintf(" và %d nguồn khác", len(all)-n)
}

// grouped writes a whole number as papers do: 1.234.
func grouped(n int) string { return official.Grouped(strconv.Itoa(n)) }

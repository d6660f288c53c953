package board

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/extract"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// entryView is the page of quick entry.
type entryView struct {
	Form    *web.Form
	Press   press
	Fetched bool // the fields of Press were read from a page
	Masked  int
	Topics  []web.Option
	Files   []web.Option // sources of exports
	Columns *columnsView
	Done    *fileDone
	Noted   []notedRow
}

// press is an item that is noted by hand.
type press struct {
	Link, Title, Lead, Body, House string
	Class                          listen.Class
	Day                            law.Date
	Place                          string // of which it speaks; empty: the province as a whole
}

// columnsView asks which column of a table is what.
type columnsView struct {
	Source  listen.SourceID
	Head    []string
	Guess   map[string]string
	Samples int // rows
}

// fileDone says what became of an export.
type fileDone struct {
	listen.Received
	Source string
	Counts bool // only counts were kept
}

// notedRow is what was noted lately.
type notedRow struct {
	Day   law.Date
	Words string
	Count string
	By    string
}

// channels are those whose monthly figures are noted.
var channels = []string{web.Mark("Đường dây nóng 1022"), web.Mark("Cổng phản ánh, kiến nghị")}

func (s *Service) showEntry(w http.ResponseWriter, r *http.Request) error {
	return s.renderEntry(w, r, http.StatusOK, entryView{Form: web.NewForm()})
}

func (s *Service) renderEntry(w http.ResponseWriter, r *http.Request, status int, v entryView) error {
	ctx := r.Context()
	if v.Press.Day.IsZero() {
		v.Press.Day = law.DateOf(s.Now())
	}
	if v.Press.Class == "" {
		v.Press.Class = listen.Provincial
	}
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		topics, err := s.Listen.Topics(ctx, tx)
		if err != nil {
			return err
		}
		v.Topics = []web.Option{{Value: "", Label: web.T(ctx, "Chọn chủ đề")}}
		for _, t := range topics {
			if t.Active {
				v.Topics = append(v.Topics, web.Option{Value: web.Key(t.ID), Label: t.Name})
			}
		}
		sources, err := s.Listen.Sources(ctx, tx)
		if err != nil {
			return err
		}
		v.Files = []web.Option{{Value: "", Label: web.T(ctx, "Chọn nguồn")}}
		for _, x := range sources {
			if x.Kind == listen.KindFile && x.State == listen.Active {
				v.Files = append(v.Files, web.Option{Value: web.Key(x.ID), Label: x.Name})
			}
		}
		v.Noted, err = s.notedLately(ctx, tx)
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, status, entryPage(v))
}

// notedDays is how far back the page shows what was noted.
const notedDays = 31

func (s *Service) notedLately(ctx context.Context, tx *db.Tx) (rows []notedRow, err error) {
	today := law.DateOf(s.Now())
	all, err := s.Listen.Paraphrases(ctx, tx, today.AddDays(-notedDays), today)
	for _, x := range all[:min(20, len(all))] {
		rows = append(rows, notedRow{Day: x.Day, Words: x.Text, Count: few(ctx, x.Count, web.Mark("%s lượt")), By: x.By})
	}
	return rows, err
}

// previewLink fetches a page of the press and shows what of it would be kept.
func (s *Service) previewLink(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := entryView{Form: form}
	v.Press, v.Masked, err = s.readLink(r.Context(), form.String("duong-dan"))
	if form.Take(err) {
		return s.renderEntry(w, r, http.StatusUnprocessableEntity, v)
	}
	if err != nil {
		return err
	}
	v.Fetched, v.Form = true, web.NewForm()
	return s.renderEntry(w, r, http.StatusOK, v)
}

func checkLink(link string) error {
	u, err := url.Parse(link)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || len(link) > listen.MaxLink:
		return fault.New(fault.Invalid, "Địa chỉ phải bắt đầu bằng https:// hoặc http://.").At("duong-dan")
	case gate.SocialLink(link):
		return fault.New(fault.Invalid, "Bài trên mạng xã hội không được lấy về. Hãy ghi số lượng ở phần mạng xã hội bên dưới.").At("duong-dan")
	}
	return nil
}

// readLink reads an article of the press; what identifies persons is masked before anybody sees it.
func (s *Service) readLink(ctx context.Context, link string) (p press, masked int, err error) {
	err = checkLink(link)
	switch {
	case err != nil:
		return p, 0, err
	case s.Client == nil:
		return p, 0, fault.New(fault.Conflict, "Máy chủ này không ra ngoài mạng. Hãy chép tiêu đề và nội dung.").At("duong-dan")
	}
	res, err := s.Client.Get(ctx, fetch.Request{URL: link, Kind: fetch.Page})
	if err != nil {
		return p, 0, err
	}
	if res.Status != fetch.Working {
		return p, 0, fault.New(fault.Invalid, "Không lấy được bài: %s.", web.Say(statusWords[res.Status])).At("duong-dan")
	}
	if gate.SocialLink(res.URL) {
		return p, 0, checkLink(res.URL)
	}
	a, err := extract.Page(res.Body, extract.Options{URL: res.URL, ContentType: res.ContentType, Now: s.Now()})
	if err != nil {
		return p, 0, fault.Wrap(fault.Invalid, err, "Trang này không có bài viết đọc được.").At("duong-dan")
	}
	p = press{Link: link, House: a.Site, Day: law.DateOf(s.Now())}
	for _, f := range []struct {
		into *string
		text string
	}{{&p.Title, a.Title}, {&p.Lead, a.Summary}, {&p.Body, a.Text}} {
		text, n := gate.Mask(f.text)
		*f.into, masked = text, masked+n
	}
	if !a.Published.IsZero() {
		p.Day = law.DateOf(a.Published)
	}
	if p.House == "" {
		p.House = fetch.Host(link)
	}
	return p, masked, nil
}

// enterPress stores an item of the press that an officer noted: from a link, a broadcast, a printed paper.
func (s *Service) enterPress(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	v := entryView{Form: form, Press: press{
		Link: form.String("duong-dan"), Title: form.String("tieu-de"), Lead: form.Text("tom-tat"), Body: form.Text("noi-dung"), House: form.String("bao"),
		Class: listen.Class(form.String("nhom")), Day: form.Date("ngay"), Place: form.String("noi"),
	}}
	var got listen.Received
	err = s.checkPress(v.Press)
	if err == nil && form.OK() {
		got, err = s.keepPress(ctx, form, v.Press)
	}
	if form.Take(atOwnField(err, map[string]string{"place": "noi"})) || !form.OK() {
		return s.renderEntry(w, r, http.StatusUnprocessableEntity, v)
	}
	if err != nil {
		return err
	}
	if got.Stored == 0 {
		return web.RedirectSaying(w, r, EntryURL, web.Mark("Tin này đã có, không ghi thêm."))
	}
	return web.RedirectSaying(w, r, EntryURL, web.Mark("Đã ghi tin %s."), v.Press.Title)
}

func (s *Service) checkPress(p press) error {
	today := law.DateOf(s.Now())
	switch {
	case p.Title == "":
		return fault.New(fault.Invalid, "Hãy ghi tiêu đề.").At("tieu-de")
	case p.House == "":
		return fault.New(fault.Invalid, "Hãy ghi tên báo, đài.").At("bao")
	case p.Class.OnlyCounts() || !slices.Contains(listen.Classes, p.Class):
		return fault.New(fault.Invalid, "Mạng xã hội chỉ ghi số lượng, ở phần bên dưới.").At("nhom")
	case p.Day.IsZero() || today.Before(p.Day):
		return fault.New(fault.Invalid, "Hãy ghi ngày đăng, không sau hôm nay.").At("ngay")
	case p.Link != "":
		return checkLink(p.Link)
	}
	return nil
}

// CuttingOf is what a cutting belongs to.
const CuttingOf = "listen-item"

func (s *Service) keepPress(ctx context.Context, form *web.Form, p press) (got listen.Received, err error) {
	area, err := s.area(ctx, p.Place)
	if err != nil {
		return got, err
	}
	cuttings, err := s.cuttings(ctx, form)
	defer func() {
		if err != nil || got.Stored == 0 { // no article is theirs
			err = errors.Join(err, s.drop(cuttings))
		}
	}()
	if err != nil || !form.OK() {
		return got, err
	}
	src, err := s.house(ctx, p)
	if err != nil {
		return got, err
	}
	guid := p.Link
	if guid == "" {
		guid = fmt.Sprintf("nhap-tay %s %s", p.Day, p.Title)
	}
	at := p.Day.Start().Add(12 * time.Hour)
	if now := s.Now(); at.After(now) {
		at = now
	}
	got, err = s.Listen.Receive(ctx, src, []listen.Arrival{{GUID: guid, Link: p.Link, Title: p.Title, Lead: p.Lead, Body: p.Body, Area: area, Published: at}}, func(tx *db.Tx, r listen.Received) error {
		for _, c := range cuttings {
			if r.Stored == 0 { // the article is there already, and so is what was said of it
				break
			}
			_, err := s.Files.Attach(ctx, tx, c.Stored, CuttingOf, int64(r.First), auth.Of(ctx))
			if err != nil {
				return err
			}
		}
		return s.note(ctx, tx, "listen.enter", "listen_source", int64(src.ID), web.Mark("Ghi nhận tin báo chí từ nguồn %s"), src.Name)
	})
	return got, err
}

// area is the name of the place that an officer entered.
func (s *Service) area(ctx context.Context, called string) (string, error) {
	var place listen.Place
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		place, err = s.Listen.PlaceCalled(ctx, tx, called)
		return err
	})
	return place.Name, err
}

// cuttings keeps photographs only where the officer says that they show a printed article; else nothing of them
// reaches the disk.
func (s *Service) cuttings(ctx context.Context, form *web.Form) ([]files.Waiting, error) {
	sent, err := form.Files("anh")
	if err != nil || len(sent) == 0 {
		return nil, err
	}
	if !form.Bool("la-bao") {
		return nil, fault.New(fault.Invalid, "Chỉ giữ ảnh khi đó là bài báo in. Hãy đánh dấu xác nhận, hoặc bỏ ảnh.").At("la-bao")
	}
	return s.Files.FromForm(ctx, form, "anh")
}

// drop leaves nothing of photographs on the disk.
func (s *Service) drop(cuttings []files.Waiting) (err error) {
	for _, c := range cuttings {
		err = errors.Join(err, s.Files.Drop(c.Stored))
	}
	return err
}

// house is the source by its name; a new one is entered by hand.
func (s *Service) house(ctx context.Context, p press) (src listen.Source, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		src, err = s.Listen.SourceByName(ctx, tx, p.House)
		if err == nil && src.Class.OnlyCounts() {
			return fault.New(fault.Invalid, "%s là nguồn mạng xã hội: chỉ ghi số lượng.", p.House).At("bao")
		}
		if fault.KindOf(err) != fault.NotFound {
			return err
		}
		src, err = s.Listen.SaveSource(ctx, tx, listen.Source{Name: p.House, Kind: listen.KindManual, Class: p.Class})
		return err
	})
	return src, err
}

// longestWords is the most characters of what is said in own words.
const longestWords = 300

// enterCount notes what was heard on social networks: own words, topic, place, rough count, and nothing else.
func (s *Service) enterCount(w http.ResponseWriter, r *http.Request) error {
	return s.enterWords(w, r, "dien-giai", func(form *web.Form) (listen.Paraphrased, error) {
		return listen.Paraphrased{Text: form.Text("dien-giai"), Tone: form.String("sac-thai"), Day: law.DateOf(s.Now())}, nil
	})
}

// enterHotline notes the month of a hotline or a feedback portal.
func (s *Service) enterHotline(w http.ResponseWriter, r *http.Request) error {
	return s.enterWords(w, r, "viec", func(form *web.Form) (p listen.Paraphrased, err error) {
		month, err := time.Parse("1/2006", form.String("thang"))
		if err != nil {
			return p, fault.New(fault.Invalid, "Hãy ghi tháng, ví dụ 11/2026.").At("thang")
		}
		p.Day = law.Date{Year: month.Year(), Month: int(month.Month()), Day: 1}.LastOfMonth()
		if today := law.DateOf(s.Now()); today.Before(p.Day) {
			p.Day = today
		}
		channel := form.String("kenh")
		if !slices.Contains(channels, channel) {
			return p, fault.New(fault.Invalid, "Hãy chọn kênh.").At("kenh")
		}
		if p.Text = form.Text("viec"); p.Text != "" {
			p.Text = channel + ", " + month.Format("1/2006") + ": " + p.Text
		}
		return p, nil
	})
}

// enterWords keeps what an officer noted in own words; field is the one of the form in which they stand.
func (s *Service) enterWords(w http.ResponseWriter, r *http.Request, field string, read func(*web.Form) (listen.Paraphrased, error)) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	p, err := read(form)
	if err == nil {
		p.Topic, p.Place, p.Count = listen.TopicID(form.Int64("chu-de")), form.String("dia-ban"), int(form.Int64("so-luot"))
		err = s.checkWords(ctx, p)
	}
	if err == nil && form.OK() {
		err = s.Listen.Paraphrase(ctx, auth.Of(ctx).Account, auth.Of(ctx).Full, p)
	}
	err = atOwnField(err, map[string]string{"text": field, "count": "so-luot", "place": "dia-ban"})
	if form.Take(err) || !form.OK() {
		return s.renderEntry(w, r, http.StatusUnprocessableEntity, entryView{Form: form})
	}
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, EntryURL, web.Mark("Đã ghi số lượng. Không có nội dung, tên hay địa chỉ nào được lưu."))
}

// checkWords refuses what is not a paraphrase: a link, an account. Names and numbers are looked for when it is kept.
func (s *Service) checkWords(ctx context.Context, p listen.Paraphrased) error {
	_, known := tone.ParseTone(p.Tone)
	switch {
	case p.Topic == 0:
		return fault.New(fault.Invalid, "Hãy chọn chủ đề.").At("chu-de")
	case p.Tone != "" && !known:
		return fault.New(fault.Invalid, "Hãy chọn sắc thái.").At("sac-thai")
	case p.Count < 1 || p.Count > 1_000_000:
		return fault.New(fault.Invalid, "Hãy ghi số lượt ước chừng, từ 1.").At("count")
	case p.Text == "" || utf8.RuneCountInString(p.Text) > longestWords:
		return fault.New(fault.Invalid, "Hãy diễn giải bằng lời của mình, không quá %d ký tự.", longestWords).At("text")
	case strings.Contains(p.Text, "://") || strings.Contains(p.Text, "@") || strings.Contains(p.Text, "www."):
		return fault.New(fault.Invalid, "Không ghi đường dẫn, tên tài khoản.").At("text")
	}
	return s.DB.Read(ctx, func(tx *db.Tx) error {
		_, err := s.Listen.Topic(ctx, tx, p.Topic)
		return err
	})
}

// atOwnField renames the field at which an error stands to that of the page.
func atOwnField(err error, names map[string]string) error {
	if e := fault.Find(err); e != nil && names[e.Field] != "" {
		return e.At(names[e.Field])
	}
	return err
}

// The largest export, the largest photograph of a cutting, and what else a form may have, in bytes.
const (
	mostUpload  = 64 << 20
	mostCutting = 30 << 20
	formBytes   = 1 << 20
)

// enterFile takes an export of a monitoring service or of a page owner's tool. A table whose columns are not known
// yet is asked about first; nothing of the file is kept but the items of the press, or the counts.
func (s *Service) enterFile(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := entryView{Form: form}
	going := false
	going, err = s.takeFile(r.Context(), form, &v)
	if form.Take(err) {
		return s.renderEntry(w, r, http.StatusUnprocessableEntity, v)
	}
	if err != nil {
		return err
	}
	if going {
		return web.RedirectSaying(w, r, WorksURL, web.Mark("Tệp đang được đọc."))
	}
	return s.renderEntry(w, r, http.StatusOK, v)
}

// takeFile reads a file; going is true while it goes on by itself.
func (s *Service) takeFile(ctx context.Context, form *web.Form, v *entryView) (going bool, err error) {
	id := listen.SourceID(form.Int64("nguon"))
	f, err := form.File("tep")
	switch {
	case err != nil:
		return false, err
	case id == 0:
		return false, fault.New(fault.Invalid, "Hãy chọn nguồn của tệp.").At("nguon")
	case f == nil:
		return false, fault.New(fault.Invalid, "Hãy chọn tệp.").At("tep")
	case f.Size > mostUpload:
		return false, fault.New(fault.Invalid, "Tệp không quá %d MB.", mostUpload>>20).At("tep")
	}
	data, err := io.ReadAll(f)
	if err != nil {
		return false, err
	}
	var src listen.Source
	err = s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		src, err = s.Listen.Source(ctx, tx, id)
		return err
	})
	if err != nil {
		return false, err
	}
	table := isTable(f.Name, data)
	if table {
		head, err := s.columns(ctx, form, &src, data)
		if err != nil {
			return false, atField(err, "tep")
		}
		if head != nil {
			v.Columns = head
			return false, nil
		}
	}
	got, done, err := s.upload(ctx, src, f.Name, data)
	if err != nil {
		return false, atField(err, "tep")
	}
	if done {
		v.Done = &fileDone{got, src.Name, src.Class.OnlyCounts()}
	}
	return !done, nil
}

// fields are what a column may be, in the order of the form.
var fields = []struct{ Name, Word string }{
	{"title", web.Mark("Tiêu đề")}, {"text", web.Mark("Nội dung")}, {"published", web.Mark("Ngày đăng")}, {"link", web.Mark("Đường dẫn của bài")},
	{"source", web.Mark("Tên báo, trang")}, {"place", web.Mark("Địa bàn")}, {"id", web.Mark("Mã bài")}, {"author", web.Mark("Người đăng (chỉ để ước số người, không lưu)")},
}

// columns remembers which column is what; it answers with the head of the table where somebody must be asked.
func (s *Service) columns(ctx context.Context, form *web.Form, src *listen.Source, data []byte) (*columnsView, error) {
	rows, err := listen.ReadExport(ctx, data)
	if err != nil {
		return nil, err
	}
	given := map[string]string{}
	for _, f := range fields {
		if c := form.String("cot-" + f.Name); c != "" {
			given[f.Name] = c
		}
	}
	if len(given) == 0 {
		known := len(src.Settings.Columns) > 0 && form.String("hoi-lai") == ""
		for _, c := range src.Settings.Columns {
			known = known && slices.Contains(rows[0], c)
		}
		if known {
			return nil, nil
		}
		return &columnsView{Source: src.ID, Head: rows[0], Guess: listen.GuessColumns(rows[0]), Samples: len(rows) - 1}, nil
	}
	src.Settings.Columns = given
	return nil, s.DB.Write(ctx, func(tx *db.Tx) (err error) {
		*src, err = s.Listen.SaveSource(ctx, tx, *src)
		return err
	})
}

// isTable tells tables from documents.
func isTable(name string, data []byte) bool {
	name = strings.ToLower(name)
	head := bytes.TrimSpace(data[:min(len(data), 512)])
	return bytes.HasPrefix(data, []byte("PK\x03\x04")) || (strings.HasSuffix(name, ".csv") || strings.HasSuffix(name, ".tsv")) && !bytes.HasPrefix(head, []byte("<"))
}

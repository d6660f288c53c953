package board

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// channels are those whose monthly figures are noted.
var channels = []string{web.Mark("Đường dây nóng 1022"), web.Mark("Cổng phản ánh, kiến nghị")}

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
	return web.RedirectSaying(w, r, EntryURL, web.Mark("Đã ghi câu viết lại, số lượt, chủ đề, nơi và ngày. Bài gốc, người nói và địa chỉ không được lưu."))
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

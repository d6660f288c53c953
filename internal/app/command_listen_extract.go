package app

import (
	"errors"

	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/extract"
	"github.com/nhipcau/nhipcau/internal/web"
)

type listenExtractCommand struct {
	config.Data
	File string   `arg:"" help:"Trang web đã lưu (HTML); '-' là đầu vào chuẩn."`
	URL  string   `name:"url" placeholder:"ĐỊA-CHỈ" help:"Địa chỉ của trang, để tìm ngày, quy tắc lấy bài của trang và hoàn chỉnh đường dẫn."`
	Rule []string `sep:"none" placeholder:"QUY-TẮC" help:"Quy tắc lấy bài để thử, ví dụ 'nội dung = div.bai; bỏ = .quang-cao'; có thể dùng nhiều lần, đứng trước quy tắc trong dữ liệu."`
}

// extractJSON is what 'listen extract' prints; null where the page does not say.
type extractJSON struct {
	Title     *string `json:"title"`
	Published *string `json:"published"`
	Text      *string `json:"text"`
}

func (c listenExtractCommand) Run(r *run) error {
	data, err := readInput(r, c.File, extract.MaxPage)
	if err != nil {
		return err
	}
	rules, err := c.rules(r)
	if err != nil {
		return err
	}
	a, err := extract.Page(data, extract.Options{URL: c.URL, Rules: rules})
	if err != nil {
		return fault.Wrap(fault.Invalid, err, "Không tìm thấy bài viết trong trang này.")
	}
	return printJSON(r.Stdout, extractJSON{nullText(a.Title), nullText(a.PublishedText()), nullText(a.Text)})
}

// rules are those of the command, then those that administrators wrote where there is a database of ours.
func (c listenExtractCommand) rules(r *run) ([]extract.Rule, error) {
	asked := listen.Source{Site: c.URL, Settings: listen.Settings{Rules: c.Rule}}
	rules, err := asked.ReadRules()
	var bad *listen.MisplacedRule
	if errors.As(err, &bad) {
		return nil, fault.Wrap(fault.Invalid, err, "--rule thứ %d sai từ ký tự thứ %d. %s", bad.Line, bad.Why.Rune, web.Message(r.reader, bad.Why))
	}
	if err != nil {
		return nil, err
	}
	d, err := openFilled(r, c.Data)
	if fault.KindOf(err) == fault.NotFound { // the command works without
		return rules, nil
	}
	if err != nil {
		return nil, err
	}
	var kept []extract.Rule
	err = d.Read(r, func(tx *db.Tx) error {
		kept, err = listen.SiteRules(r, tx, 0)
		return err
	})
	return append(rules, kept...), errors.Join(err, d.Close())
}

func nullText(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

package app

import (
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/extract"
)

type listenExtractCommand struct {
	File string `arg:"" help:"Trang web đã lưu (HTML); '-' là đầu vào chuẩn."`
	URL  string `name:"url" placeholder:"ĐỊA-CHỈ" help:"Địa chỉ của trang, để tìm ngày và hoàn chỉnh đường dẫn."`
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
	a, err := extract.Page(data, extract.Options{URL: c.URL})
	if err != nil {
		return fault.Wrap(fault.Invalid, err, "Không tìm thấy bài viết trong trang này.")
	}
	return printJSON(r.Stdout, extractJSON{nullText(a.Title), nullText(a.PublishedText()), nullText(a.Text)})
}

func nullText(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

package app

import (
	"time"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/feed"
)

type listenParseCommand struct {
	File        string `arg:"" default:"-" help:"Tệp nguồn tin; '-' là đầu vào chuẩn."`
	ContentType string `name:"content-type" help:"Kiểu nội dung mà máy chủ của nguồn báo, ví dụ 'text/xml; charset=utf-8'."`
	URL         string `name:"url" help:"Địa chỉ của tệp, để ghép đủ các liên kết viết tắt."`
	Item        string `name:"item" help:"Với trang danh sách: mẫu chọn (CSS) của mỗi tin, ví dụ '.list > .item'."`
	Title       string `name:"title" help:"Mẫu chọn của tiêu đề trong mỗi tin; bỏ trống thì lấy chữ của liên kết."`
	Link        string `name:"link" help:"Mẫu chọn của liên kết trong mỗi tin; bỏ trống thì lấy liên kết đầu tiên."`
	Date        string `name:"date" help:"Mẫu chọn của ngày trong mỗi tin."`
	Guess       bool   `name:"guess" help:"Tự tìm mẫu danh sách của một trang không có nguồn tin; in kèm mẫu để người phụ trách kiểm tra."`
}

func (c listenParseCommand) Run(r *run) error {
	data, err := readFeed(r, c.File)
	if err != nil {
		return err
	}
	o := feed.Options{ContentType: c.ContentType, Base: c.URL}
	if c.Item != "" {
		o.Pattern = &feed.Pattern{Item: c.Item, Title: c.Title, Link: c.Link, Date: c.Date}
	}
	if c.Guess {
		p, ok := feed.GuessPattern(data, o)
		if !ok {
			return fault.New(fault.NotFound, "Không tìm thấy danh sách tin nào trên trang.")
		}
		o.Pattern = &p
	}
	f, err := feed.Parse(data, o)
	if err != nil {
		return err
	}
	out := parsedOf(f)
	if c.Guess {
		out.Pattern = &parsedPattern{present(o.Pattern.Item), present(o.Pattern.Title), present(o.Pattern.Link), present(o.Pattern.Date)}
	}
	return printJSON(r.Stdout, out)
}

// readFeed reads a file that a command names, up to the size of a document.
func readFeed(r *run, file string) ([]byte, error) {
	data, err := readInput(r, file, feed.MaxDocument)
	if fault.KindOf(err) == fault.TooLarge {
		return nil, fault.New(fault.TooLarge, "Tệp nguồn tin lớn hơn %d MB.", feed.MaxDocument>>20)
	}
	return data, err
}

// parsed is what the command prints; absent values are null.
type parsed struct {
	Version   *string       `json:"version"`
	Encoding  *string       `json:"encoding"`
	Malformed bool          `json:"malformed"`
	Feed      parsedFeed    `json:"feed"`
	Entries   []parsedEntry `json:"entries"`

	Pattern *parsedPattern `json:"pattern,omitempty"` // that was guessed
}

type parsedPattern struct {
	Item  *string `json:"item"`
	Title *string `json:"title"`
	Link  *string `json:"link"`
	Date  *string `json:"date"`
}

type parsedFeed struct {
	ID        *string `json:"id"`
	Title     *string `json:"title"`
	Link      *string `json:"link"`
	Subtitle  *string `json:"subtitle"`    // its name in Atom
	About     *string `json:"description"` // the same by its name in RSS
	Info      *string `json:"info"`
	Rights    *string `json:"rights"`
	Author    *string `json:"author"`
	Language  *string `json:"language"`
	Published *string `json:"published"`
	Updated   *string `json:"updated"`
	Hub       *string `json:"hub"`
	Self      *string `json:"self"`
	Every     *int    `json:"every_seconds"`
}

type parsedEntry struct {
	ID        *string `json:"id"`
	Title     *string `json:"title"`
	Link      *string `json:"link"`
	Published *string `json:"published"`
	Updated   *string `json:"updated"`
	Summary   *string `json:"summary"`
	Content   *string `json:"content"`
	Author    *string `json:"author"`
}

func parsedOf(f feed.Feed) parsed {
	p := parsed{
		Version: present(f.Version), Encoding: present(f.Encoding), Malformed: f.Malformed,
		Feed: parsedFeed{
			ID: present(f.ID), Title: present(f.Title.Value), Link: present(f.Link),
			Subtitle: present(f.Subtitle.Value), About: present(f.Subtitle.Value), Info: present(f.Info.Value), Rights: present(f.Rights.Value),
			Author: present(f.Author.String()), Language: present(f.Language),
			Published: instant(f.Published), Updated: instant(f.Updated), Hub: present(f.Hub), Self: present(f.Self),
		},
		Entries: make([]parsedEntry, 0, len(f.Entries)),
	}
	if f.Every > 0 {
		seconds := int(f.Every / time.Second)
		p.Feed.Every = &seconds
	}
	for _, e := range f.Entries {
		p.Entries = append(p.Entries, parsedEntryOf(e))
	}
	return p
}

func parsedEntryOf(e feed.Entry) parsedEntry {
	p := parsedEntry{
		ID: present(e.ID), Title: present(e.Title.Value), Link: present(e.Link),
		Published: instant(e.Published), Updated: instant(e.Updated),
		Summary: present(e.Summary.Value), Author: present(e.Author.String()),
	}
	if len(e.Content) > 0 {
		p.Content = present(e.Content[0].Value)
	}
	return p
}

func present(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func instant(m feed.Moment) *string {
	if m.IsZero() {
		return nil
	}
	return present(m.In(feed.Vietnam).Format(time.RFC3339))
}

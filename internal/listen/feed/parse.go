package feed

import (
	"strings"

	"github.com/nhipcau/nhipcau/internal/fault"
)

// Parse reads a document of any known kind.
//
// It fails with [ErrEmpty], [ErrPage], [ErrUnknown], [ErrNoNews] or [ErrTooLarge], and with
// [ErrSelector] or [ErrNoItems] for a page with a pattern, where there is nothing to read
// entries from; a document that only breaks the rules of its format is read and marked Malformed.
func Parse(data []byte, o Options) (Feed, error) {
	if len(data) > MaxDocument {
		return Feed{}, fault.Wrap(fault.Invalid, ErrTooLarge, "Nguồn tin lớn hơn %d MB.", MaxDocument>>20)
	}
	text, encoding, odd := decode(data, o.ContentType)
	if strings.TrimSpace(text) == "" {
		return Feed{}, fault.Wrap(fault.Invalid, ErrEmpty, "Nguồn tin trả về nội dung rỗng.")
	}
	if o.Pattern != nil {
		f, err := readPage(text, o)
		f.Encoding = encoding
		f.repair(text)
		return f, err
	}
	if start := strings.TrimLeft(text, " \t\r\n"); strings.HasPrefix(start, "{") {
		f, known := readJSON(start, o)
		if !known {
			return Feed{}, fault.Wrap(fault.Invalid, ErrUnknown, "Không nhận ra dạng của nguồn tin.")
		}
		f.Encoding, f.Malformed = encoding, f.Malformed || odd
		f.limit()
		f.repair(text)
		return f, nil
	}
	text, controls := tidy(text)
	odd = odd || controls
	r := reader{o: o}
	r.feed.Encoding, r.feed.Malformed = encoding, odd
	r.read(text)
	r.settlePeriod()
	r.feed.limit()
	r.feed.repair(text)
	return r.feed, r.refuse()
}

// limit cuts titles that are too long; one with markup becomes plain first, so that no tag is cut.
func (f *Feed) limit() {
	cut := func(t *Text) {
		if len(t.Value) > MaxTitle {
			t.Value, t.Type = cutText(t.Plain(), MaxTitle), typePlain
		}
	}
	cut(&f.Title)
	for i := range f.Entries {
		cut(&f.Entries[i].Title)
	}
}

// refuse says why there is nothing in what was read.
func (r *reader) refuse() error {
	switch {
	case !r.known && (r.page || hasPrefixFold(strings.TrimSpace(r.scan.text), "<!doctype html") || hasPrefixFold(strings.TrimSpace(r.scan.text), "<body")):
		return fault.Wrap(fault.Invalid, ErrPage, "Địa chỉ này là một trang web, không phải nguồn tin. Hãy tìm địa chỉ RSS của trang hoặc khai báo mẫu danh sách.")
	case !r.known && r.elements == 0 && strings.HasPrefix(strings.TrimSpace(r.scan.text), "<"):
		r.feed.Malformed = true // nothing but comments
	case !r.known:
		return fault.Wrap(fault.Invalid, ErrUnknown, "Không nhận ra dạng của nguồn tin.")
	case r.feed.Version == "sitemap" && r.urls > 0 && !r.news:
		return fault.Wrap(fault.Invalid, ErrNoNews, "Sơ đồ trang này không có phần tin tức (news), nên không biết bài nào mới.")
	}
	return nil
}

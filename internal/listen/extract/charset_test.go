package extract

import (
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func TestPagesInOtherEncodingsAreRead(t *testing.T) {
	t.Parallel()
	text := "Café và nhà máy: một đoạn văn đủ dài để được coi là nội dung của bài."
	plain := "Café au lait, a paragraph that is long enough to be read as the text of an article."
	for _, tt := range []struct {
		name, contentType, label, text string
		e                              encoding.Encoding
	}{
		{"a mark of UTF-16", "", "", text, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
		{"the header", "text/html; charset=windows-1252", "", plain, charmap.Windows1252},
		{"the page", "", `<meta charset="iso-8859-1">`, plain, charmap.ISO8859_1},
		{"UTF-8 with a wrong label", "text/html; charset=iso-8859-1", `<meta charset="windows-1252">`, text, unicode.UTF8},
		{"a mark of UTF-8", "", "", text, unicode.UTF8BOM},
	} {
		page, err := tt.e.NewEncoder().Bytes([]byte("<html><head>" + tt.label + "<title>Tin</title></head><body><p>" + tt.text + "</p></body></html>"))
		if err != nil {
			t.Fatal(err)
		}
		a, err := Page(page, Options{ContentType: tt.contentType})
		if err != nil || a.Text != tt.text {
			t.Errorf("%s: %q, %v", tt.name, a.Text, err)
		}
	}
}

func TestTextIsComposed(t *testing.T) {
	t.Parallel()
	a, err := Page([]byte("<title>x</title><p>Tiê\u0301ng Viê\u0323t co\u0301 da\u0302\u0301u, câu\u200b dài\u00ad, vie\u0302\u0301t rời.</p>"), Options{})
	if err != nil || a.Text != "Tiếng Việt có dấu, câu dài, viết rời." {
		t.Errorf("text = %q, %v", a.Text, err)
	}
}

func TestFilesThatAreNotPagesHaveNoText(t *testing.T) {
	t.Parallel()
	for name, data := range map[string]string{"nothing": "", "PDF": "%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj", "a picture": "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00",
		"a page without text": "<html><body><img src=a></body></html>"} {
		a, err := Page([]byte(data), Options{})
		if err != ErrEmpty {
			t.Errorf("%s: %+v, %v", name, a, err)
		}
	}
}

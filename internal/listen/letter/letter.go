// Package letter reads what a letter says (RFC 5322, MIME): its subject and its text, not who sent it to whom.
package letter

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen/feed"
	"github.com/nhipcau/nhipcau/vi"
)

// Largest is how large a letter may be, in bytes.
const Largest = 10 << 20

const (
	mostParts = 40 // parts of a letter that are looked at
	mostDepth = 5  // of parts within parts
)

// Letter is what a letter says.
type Letter struct {
	ID      string // as the sender's program gave it; may be empty
	Subject string
	Sent    time.Time // UTC; zero: it does not say
	Text    string    // plain, without signature
	Writers []string  // for finding their names in the text, to be dropped
}

// Read reads a letter; false if there is nothing to read, or too much.
func Read(data []byte) (l Letter, ok bool) {
	if len(data) > Largest {
		return l, false
	}
	m, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		return l, false
	}
	words := mime.WordDecoder{}
	l.Subject, err = words.DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		l.Subject = m.Header.Get("Subject")
	}
	at, err := m.Header.Date()
	if err == nil {
		l.Sent = at.UTC()
	}
	l.ID = m.Header.Get("Message-ID")
	budget := mostParts
	l.Text = withoutSender(readPart(m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body, mostDepth, &budget))
	from, err := m.Header.AddressList("From")
	if err == nil {
		for _, p := range from {
			l.Writers = append(l.Writers, p.Name)
		}
	}
	return l, l.Subject != "" || l.Text != ""
}

// senderLines begin the lines in which a letter that was passed on says who wrote it to whom.
var senderLines = []string{"from:", "to:", "cc:", "bcc:", "reply-to:", "sent by:", "từ:", "đến:", "tới:", "người gửi:", "người nhận:", "kính gửi:", "đồng kính gửi:"}

// withoutSender removes from the text of a letter the signature (RFC 3676, 4.3) and the lines that name who wrote
// it to whom.
func withoutSender(text string) string {
	var kept []string
	for line := range strings.Lines(text) {
		bare := strings.TrimSpace(strings.TrimLeft(line, "> *"))
		if bare == "--" {
			break
		}
		if !slices.ContainsFunc(senderLines, func(mark string) bool { return len(bare) >= len(mark) && strings.EqualFold(bare[:len(mark)], mark) }) {
			kept = append(kept, line)
		}
	}
	return strings.TrimSpace(strings.Join(kept, ""))
}

// readPart is the text of a part: of alternatives the plain one, of others all texts.
func readPart(kind, encoding string, body io.Reader, depth int, budget *int) string {
	*budget--
	if depth == 0 || *budget < 0 {
		return ""
	}
	media, params, err := mime.ParseMediaType(kind)
	if err != nil {
		media = "text/plain"
	}
	if strings.HasPrefix(media, "multipart/") {
		var texts []string
		parts := multipart.NewReader(body, params["boundary"])
		for *budget >= 0 {
			p, err := parts.NextRawPart()
			if err != nil {
				break
			}
			if p.FileName() != "" {
				continue
			}
			text := readPart(p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p, depth-1, budget)
			if text != "" && !(media == "multipart/alternative" && len(texts) > 0) {
				texts = append(texts, text)
			}
		}
		return strings.Join(texts, "\n")
	}
	if media != "text/plain" && media != "text/html" {
		return ""
	}
	switch strings.ToLower(encoding) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	data, err := io.ReadAll(io.LimitReader(body, Largest))
	if err != nil && len(data) == 0 {
		return ""
	}
	text := vi.RawText(data)
	if slices.Contains([]string{"us-ascii", "utf-8", ""}, strings.ToLower(params["charset"])) {
		text = string(data)
	}
	if media == "text/html" {
		return feed.Text{Value: text, Type: "text/html"}.Plain()
	}
	return strings.TrimSpace(text)
}

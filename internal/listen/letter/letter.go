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
	Text    string    // plain, without salutation and signature
	Writers []string  // for finding their names in the text, to be dropped

	Headlines []Headline // of a bulletin of many articles; nil: the letter is one text
	Personal  bool       // a social network, a forum or a mailing list tells what somebody said
	Attached  int        // files and letters in it, which are not read
}

// Why is why there is nothing to read in a letter.
type Why string

// The reasons. The last two are found by whoever knows for which source a letter is.
const (
	Fine      Why = ""
	Large     Why = "large"
	Broken    Why = "broken"
	Empty     Why = "empty"
	OnlyFiles Why = "files" // what it says stands in what is attached
	Personal  Why = "personal"
	Posts     Why = "posts"
)

// leastText is from how many bytes on the text of a letter with files says more than that there are files.
const leastText = 120

// Read reads a letter, or says why there is nothing to read.
func Read(data []byte) (l Letter, why Why) {
	if len(data) > Largest {
		return l, Large
	}
	m, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		return l, Broken
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
	p := parts{budget: mostParts}
	text := p.read(m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body, mostDepth)
	l.Attached = p.attached
	people := namesIn(m.Header)
	for _, from := range addresses(m.Header, "From") {
		l.Writers = append(l.Writers, from.Name)
	}
	l.Subject = withoutNames(l.Subject, people)
	l.Personal = isPersonal(m.Header, l.Subject, text)
	text = withoutSender(text, people)
	l.Headlines = headlinesOf(text)
	l.Text = withoutTargets(text)
	switch {
	case l.Attached > 0 && len(l.Text) < leastText && l.Headlines == nil:
		return l, OnlyFiles
	case l.Text == "" && l.Subject == "":
		return l, Empty
	}
	return l, Fine
}

// parts reads the parts of a letter.
type parts struct{ budget, attached int }

// read is the text of a part: of alternatives the plain one, of others all texts.
func (l *parts) read(kind, encoding string, body io.Reader, depth int) string {
	l.budget--
	if depth == 0 || l.budget < 0 {
		return ""
	}
	media, params, err := mime.ParseMediaType(kind)
	if err != nil {
		media = "text/plain"
	}
	if strings.HasPrefix(media, "multipart/") {
		var texts []string
		parts := multipart.NewReader(body, params["boundary"])
		for l.budget >= 0 {
			p, err := parts.NextRawPart()
			if err != nil {
				break
			}
			if p.FileName() != "" {
				if !strings.HasPrefix(p.Header.Get("Content-Type"), "image/") { // of the layout, mostly
					l.attached++
				}
				continue
			}
			text := l.read(p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p, depth-1)
			if text != "" && !(media == "multipart/alternative" && len(texts) > 0) {
				texts = append(texts, text)
			}
		}
		return strings.Join(texts, "\n")
	}
	if media != "text/plain" && media != "text/html" {
		if media == "message/rfc822" || strings.HasPrefix(media, "application/") {
			l.attached++
		}
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
		return feed.Text{Value: targetsShown(text), Type: "text/html"}.Plain()
	}
	return strings.TrimSpace(text)
}

package listen

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/feed"
	"github.com/nhipcau/nhipcau/vi"
)

const (
	mostMail  = 10 << 20 // bytes of a letter
	mailParts = 40       // parts of a letter that are looked at
	mailDepth = 5
)

// LetterFolder is the folder of bulletins at an address, below [Options.Letters]. It fails with fault.Invalid if it is
// elsewhere: what is read there is deleted, so only the administrator may say where.
func (s *Service) LetterFolder(address string) (below string, err error) {
	if s.Letters == "" {
		return "", fault.New(fault.Invalid, "Quản trị hệ thống chưa đặt thư mục nhận bản tin qua thư (NHIPCAU_FETCH_LETTERS).")
	}
	below = address
	if filepath.IsAbs(address) {
		below, err = filepath.Rel(s.Letters, address)
	}
	if err != nil || !filepath.IsLocal(below) {
		return "", fault.New(fault.Invalid, "Thư mục phải nằm trong %s, nơi quản trị hệ thống dành cho bản tin qua thư.", s.Letters)
	}
	return below, nil
}

// ReadMail reads the letters (.eml) in the folder of a source and removes them. A letter becomes one item: its
// subject and its text; who sent it and to whom is not kept. A letter that cannot be read is removed too, and
// counted as dropped. Links do not lead out of [Options.Letters].
func (s *Service) ReadMail(ctx context.Context, src Source) (Received, error) {
	var all Received
	below, err := s.LetterFolder(src.Address)
	if err != nil {
		return all, err
	}
	top, err := os.OpenRoot(s.Letters)
	if err != nil {
		return all, fmt.Errorf("opening the folder of letters: %w", withoutName(err))
	}
	defer func() { _ = top.Close() }()
	folder, err := top.OpenRoot(below)
	if errors.Is(err, os.ErrNotExist) {
		return all, nil
	}
	if err != nil {
		return all, fmt.Errorf("looking into the folder of source %d: %w", src.ID, withoutName(err))
	}
	defer func() { _ = folder.Close() }()
	files, err := fs.ReadDir(folder.FS(), ".")
	if err != nil {
		return all, fmt.Errorf("looking into the folder of source %d: %w", src.ID, withoutName(err))
	}
	for _, f := range files {
		if f.IsDir() || !strings.EqualFold(filepath.Ext(f.Name()), ".eml") {
			continue
		}
		got, err := s.readLetter(ctx, src, folder, f.Name())
		if err != nil {
			return all, fmt.Errorf("reading a letter of source %d: %w", src.ID, withoutName(err))
		}
		all.add(got)
		err = folder.Remove(f.Name())
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return all, fmt.Errorf("removing a letter of source %d: %w", src.ID, withoutName(err))
		}
	}
	return all, nil
}

func (s *Service) readLetter(ctx context.Context, src Source, folder *os.Root, name string) (Received, error) {
	f, err := folder.Open(name)
	if errors.Is(err, os.ErrNotExist) { // another process was quicker
		return Received{}, nil
	}
	if err != nil {
		return Received{}, err
	}
	data, err := io.ReadAll(io.LimitReader(f, mostMail+1))
	_ = f.Close() // only read
	if err != nil {
		return Received{}, err
	}
	a, ok := letterOf(data)
	if !ok || len(data) > mostMail || !src.Class.OnlyCounts() && holdsPosts(a.Body) {
		return Received{Read: 1, Dropped: 1}, nil
	}
	if src.Class.OnlyCounts() {
		heard, err := s.Hear(ctx, src, ExportMark(data), []Post{{Text: a.Title + "\n" + a.Body, Published: a.Published}})
		return Received{Read: 1, Dropped: heard.Posts}, err
	}
	return s.Receive(ctx, src, []Arrival{a})
}

// holdsPosts reports whether the text of a letter is an export of posts that somebody pasted: lines of JSON, or a
// table, with columns of a social network. Such a letter is read for a social source only.
func holdsPosts(text string) bool {
	n := 0
	for row := range strings.Lines(text) {
		if strings.HasPrefix(strings.TrimSpace(row), "{") && traceOfJSON([]byte(row)).columns {
			return true
		}
		cells := strings.FieldsFunc(row, func(r rune) bool { return strings.ContainsRune(",;\t|", r) })
		var t trace
		for _, c := range cells {
			t.note(strings.Trim(c, "\" \r\n"), "")
		}
		if len(cells) > 2 && t.columns {
			return true
		}
		n++
		if n == mostHead {
			break
		}
	}
	return false
}

// mostHead is how many lines of a letter may stand before the head of a table in it.
const mostHead = 30

// withoutName is what went wrong with a file, without its name, which may be that of a person.
func withoutName(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// letterOf reads a letter (RFC 5322, MIME); false if there is nothing to read.
func letterOf(data []byte) (a Arrival, ok bool) {
	m, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		return a, false
	}
	words := mime.WordDecoder{}
	a.Title, err = words.DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		a.Title = m.Header.Get("Subject")
	}
	at, err := m.Header.Date()
	if err == nil {
		a.Published = at.UTC()
	}
	if a.Published.IsZero() {
		a.Published = time.Time{}
	}
	a.GUID = m.Header.Get("Message-ID")
	budget := mailParts
	a.Body = withoutSender(readMailPart(m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body, mailDepth, &budget))
	from, err := m.Header.AddressList("From")
	if err == nil {
		for _, p := range from {
			a.Byline = append(a.Byline, p.Name)
		}
	}
	return a, a.Title != "" || a.Body != ""
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

// readMailPart is the text of a part: of alternatives the plain one, of others all texts.
func readMailPart(kind, encoding string, body io.Reader, depth int, budget *int) string {
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
			text := readMailPart(p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p, depth-1, budget)
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
	data, err := io.ReadAll(io.LimitReader(body, mostMail))
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

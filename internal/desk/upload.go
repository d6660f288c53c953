package desk

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

// maxUpload is the most bytes of one form with its files; each file is bounded by the store.
const maxUpload = 220 << 20

// keptFile is a file that arrived with a form that was refused. It waits on disk; the form carries its token,
// so that a photograph is not sent twice over a slow line.
type keptFile struct {
	files.Stored
	Token string
}

func keptField(field string) string { return field + "-kept" }

// keepUploads writes the files of a form to disk and reads the tokens of those that arrived before. What is
// refused becomes a problem at the field; everything else is kept.
func (s *Service) keepUploads(ctx context.Context, form *web.Form, field string) ([]keptFile, error) {
	var kept []keptFile
	for _, token := range form.Strings(keptField(field)) {
		if st, ok := s.unseal(token); ok {
			kept = append(kept, keptFile{st, token})
			continue
		}
		form.Problem(field, "Tệp đã gửi trước đó không còn chờ được nữa. Hãy chọn lại tệp.")
	}
	all, err := form.Files(field)
	if err != nil {
		return kept, err
	}
	var refused []string
	for _, f := range all {
		st, err := s.Files.Keep(f.Name, f)
		_ = f.Close() // only read
		if kind := fault.KindOf(err); kind == fault.Invalid || kind == fault.TooLarge {
			refused = append(refused, web.Message(ctx, err))
			continue
		}
		if err != nil {
			return kept, err
		}
		kept = append(kept, keptFile{st, s.seal(st)})
	}
	if len(refused) > 0 {
		form.Problem(field, "Có %d tệp chưa nhận được: %s", len(refused), strings.Join(refused, " "))
	}
	return kept, nil
}

// seal makes a token that only we can have made.
func (s *Service) seal(st files.Stored) string {
	text, _ := json.Marshal(st) // strings and a number always marshal
	return base64.RawURLEncoding.EncodeToString(text) + "." + base64.RawURLEncoding.EncodeToString(s.mac(text))
}

func (s *Service) unseal(token string) (st files.Stored, ok bool) {
	body, sum, _ := strings.Cut(token, ".")
	text, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil {
		return st, false
	}
	mac, err := base64.RawURLEncoding.DecodeString(sum)
	if err != nil || !hmac.Equal(mac, s.mac(text)) {
		return st, false
	}
	return st, json.Unmarshal(text, &st) == nil && s.Files.Holds(st)
}

func (s *Service) mac(text []byte) []byte {
	h := hmac.New(sha256.New, s.key)
	h.Write(text)
	return h.Sum(nil)
}

// proofs hangs the kept files on a case and returns them as evidence, together with the document whose number
// the form names. One file and one number are one piece of evidence.
func (s *Service) proofs(ctx context.Context, tx *db.Tx, by auth.Officer, id work.CaseID, form *web.Form, kept []keptFile) ([]work.Proof, error) {
	document := work.Proof{Title: form.String("doc-title"), Number: form.String("doc-number"), Day: form.Date("doc-day")}
	var all []work.Proof
	for _, k := range kept {
		file, err := s.Files.Attach(ctx, tx, k.Stored, "case", int64(id), by)
		if err != nil {
			return nil, err
		}
		all = append(all, work.Proof{File: file, Title: k.Name})
	}
	if document == (work.Proof{}) {
		return all, nil
	}
	if len(all) == 1 {
		document.File = all[0].File
		if document.Title == "" {
			document.Title = all[0].Title
		}
		return []work.Proof{document}, nil
	}
	return append(all, document), nil
}

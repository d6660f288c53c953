package files

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
)

// Waiting is content that is on disk before its form: it came with a form that was refused, or travelled on its
// own. The form carries the token, so that nothing is sent twice over a slow line.
type Waiting struct {
	Stored
	Token string
}

// Held is what a form shows of files that arrived before it was taken.
func Held(all []Waiting) []web.Held {
	held := make([]web.Held, len(all))
	for i, w := range all {
		held[i] = web.Held{Name: w.Name, Size: w.Size, Token: w.Token}
	}
	return held
}

// SealWith sets the key of tokens, the same in every process that shares the folder.
func (s *Store) SealWith(key []byte) { s.key = key }

// TokenField is the name under which a form carries the tokens of what arrived before, beside the field itself.
func TokenField(field string) string { return field + web.TokenSuffix }

// FromForm keeps the files of a field and finds those that arrived before, sent by the same account. What is
// refused becomes a problem at the field; everything else is kept.
func (s *Store) FromForm(ctx context.Context, form *web.Form, field string) ([]Waiting, error) {
	var all []Waiting
	for _, token := range form.Strings(TokenField(field)) {
		if st, ok := s.unseal(account(ctx), token); ok {
			all = append(all, Waiting{st, token})
			continue
		}
		form.Problem(field, "Tệp đã gửi trước đó không còn chờ được nữa. Hãy chọn lại tệp.")
	}
	sent, err := form.Files(field)
	if err != nil {
		return all, err
	}
	var refused []string
	for _, f := range sent {
		st, err := s.Keep(f.Name, f)
		_ = f.Close() // only read
		if refusal(err) {
			refused = append(refused, web.Message(ctx, err))
			continue
		}
		if err != nil {
			return all, err
		}
		all = append(all, Waiting{st, s.seal(account(ctx), st)})
	}
	if len(refused) > 0 {
		form.Problem(field, "Có %d tệp chưa nhận được: %s", len(refused), strings.Join(refused, " "))
	}
	return all, nil
}

// refusal reports whether err is the content's fault.
func refusal(err error) bool {
	kind := fault.KindOf(err)
	return kind == fault.Invalid || kind == fault.TooLarge
}

// account is whoever is asking; 0 for somebody without an account, as behind a one-time link.
func account(ctx context.Context) int64 {
	if who := web.Who(ctx); who != nil {
		return who.ID()
	}
	return 0
}

type sealedFile struct {
	Stored
	By int64
}

// seal makes a token that only we can have made, for one account.
func (s *Store) seal(by int64, st Stored) string {
	text, _ := json.Marshal(sealedFile{st, by}) // strings and numbers always marshal
	return base64.RawURLEncoding.EncodeToString(text) + "." + base64.RawURLEncoding.EncodeToString(s.mac(text))
}

func (s *Store) unseal(by int64, token string) (Stored, bool) {
	body, sum, _ := strings.Cut(token, ".")
	text, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil {
		return Stored{}, false
	}
	mac, err := base64.RawURLEncoding.DecodeString(sum)
	if err != nil || !hmac.Equal(mac, s.mac(text)) {
		return Stored{}, false
	}
	var f sealedFile
	err = json.Unmarshal(text, &f)
	return f.Stored, err == nil && f.By == by && s.Holds(f.Stored)
}

func (s *Store) mac(text []byte) []byte {
	h := hmac.New(sha256.New, s.key)
	h.Write(text)
	return h.Sum(nil)
}

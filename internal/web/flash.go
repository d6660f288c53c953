package web

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// Flash is a sentence shown once on the next page, with a way back where there is one. It travels in a
// signed cookie for one minute.
type Flash struct {
	Text   string      `json:"t"`           // in the reader's language
	Undo   string      `json:"u,omitempty"` // local address that a POST undoes the step at; empty: nothing to undo
	Fields [][2]string `json:"f,omitempty"` // hidden fields of that POST
}

type flashEnvelope struct {
	Flash
	Until int64 `json:"e"`
}

const flashLife = time.Minute

// SetFlash puts f on the next page this person sees. A flash over three kilobytes loses its undo fields,
// because browsers drop large cookies.
func SetFlash(w http.ResponseWriter, r *http.Request, f Flash) {
	value := sealFlash(r.Context(), f)
	if len(value) > 3000 {
		f.Undo, f.Fields = "", nil
		value = sealFlash(r.Context(), f)
	}
	http.SetCookie(w, flashCookie(r, value, int(flashLife.Seconds())))
}

// RedirectSaying is [Redirect] with a sentence that the next page shows once.
func RedirectSaying(w http.ResponseWriter, r *http.Request, to, sentence string, args ...any) error {
	SetFlash(w, r, Flash{Text: T(r.Context(), sentence, args...)})
	return Redirect(w, r, to)
}

func sealFlash(ctx context.Context, f Flash) string {
	b, err := json.Marshal(flashEnvelope{f, Now(ctx).Add(flashLife).Unix()})
	if err != nil {
		return "" // strings always marshal
	}
	return base64.RawURLEncoding.EncodeToString(b) + "." + base64.RawURLEncoding.EncodeToString(sign(stateOf(ctx).key, b))
}

func sign(key, b []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("flash\x00"))
	mac.Write(b)
	return mac.Sum(nil)
}

func readFlash(r *http.Request, key []byte, now time.Time) *Flash {
	c, err := r.Cookie("flash")
	if err != nil {
		return nil
	}
	body, mac, _ := strings.Cut(c.Value, ".")
	b, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil {
		return nil
	}
	sum, err := base64.RawURLEncoding.DecodeString(mac)
	if err != nil || !hmac.Equal(sum, sign(key, b)) {
		return nil
	}
	var e flashEnvelope
	if json.Unmarshal(b, &e) != nil || now.Unix() > e.Until {
		return nil
	}
	return &e.Flash
}

// takeFlash is the flash of this page; the cookie goes with the answer that shows it.
func takeFlash(ctx context.Context) *Flash {
	st := stateOf(ctx)
	if st == emptyState {
		return nil
	}
	st.flashSeen = st.flash != nil
	return st.flash
}

func dropFlash(w http.ResponseWriter, r *http.Request) {
	if strings.Contains(strings.Join(w.Header().Values("Set-Cookie"), "\n"), "flash=") {
		return // the handler has just set a new one
	}
	http.SetCookie(w, flashCookie(r, "", -1))
}

func flashCookie(r *http.Request, value string, age int) *http.Cookie {
	return &http.Cookie{
		Name: "flash", Value: value, Path: "/", MaxAge: age, HttpOnly: true,
		Secure: HTTPS(r.Context()), SameSite: http.SameSiteLaxMode,
	}
}

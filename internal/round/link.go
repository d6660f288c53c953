package round

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// LinkID is the number of a one-time link.
type LinkID int64

// Link lets one unit answer one round without an account. Whoever holds it may fill in the form, and sees
// nothing that anybody else wrote.
type Link struct {
	ID        LinkID
	Round     ID
	Unit      org.UnitID
	Until     law.Date // last day on which it works
	By        string
	At        time.Time
	OpenedAt  *time.Time
	Opens     int // devices that opened it
	SavedAt   *time.Time
	SentAt    *time.Time
	Answer    AnswerID
	Filler    string // who filled it in, when they said so
	RevokedAt *time.Time
	RevokedBy string

	salt, hash string
}

// LinkState is how far a link is.
type LinkState string

// The states of a link.
const (
	LinkUnopened LinkState = "unopened"
	LinkOpened   LinkState = "opened"
	LinkSaved    LinkState = "saved"
	LinkSent     LinkState = "sent"
	LinkExpired  LinkState = "expired"
	LinkRevoked  LinkState = "revoked"
)

var linkStateWords = map[LinkState]string{
	LinkUnopened: web.Mark("Chưa mở"), LinkOpened: web.Mark("Đã mở"), LinkSaved: web.Mark("Đang viết"), LinkSent: web.Mark("Đã gửi"),
	LinkExpired: web.Mark("Hết hạn"), LinkRevoked: web.Mark("Đã thu hồi"),
}

// Word is the state in words, a marked text.
func (s LinkState) Word() string { return linkStateWords[s] }

// Live reports whether the link can still bring an answer.
func (s LinkState) Live() bool { return s == LinkUnopened || s == LinkOpened || s == LinkSaved }

// State is how far the link is on a day.
func (l Link) State(today law.Date) LinkState {
	switch {
	case l.SentAt != nil:
		return LinkSent
	case l.RevokedAt != nil:
		return LinkRevoked
	case today.After(l.Until):
		return LinkExpired
	case l.SavedAt != nil:
		return LinkSaved
	case l.OpenedAt != nil:
		return LinkOpened
	}
	return LinkUnopened
}

// linkLetters are not mistaken for each other when a printed link is typed. Their number and that of a token's
// letters give 99 bits.
const (
	linkLetters = "abcdefghjkmnpqrstuvwxyz23456789"
	tokenLength = 20
)

func newSalt() string { return rand.Text() }

// tokenOf makes the token of a salt. It is the same each time, so that slips can be printed again while the
// database holds only a hash.
func (s *Service) tokenOf(salt string) string {
	var token strings.Builder
	for block := 0; token.Len() < tokenLength; block++ {
		mac := hmac.New(sha256.New, s.Key)
		fmt.Fprintf(mac, "one-time link\x00%s\x00%d", salt, block)
		for _, b := range mac.Sum(nil) {
			if int(b) < 256-256%len(linkLetters) && token.Len() < tokenLength {
				token.WriteByte(linkLetters[int(b)%len(linkLetters)])
			}
		}
	}
	return token.String()
}

// plainToken undoes what people add when they type a token: capitals, dashes, spaces.
func plainToken(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(linkLetters, r) {
			return r
		}
		return -1
	}, strings.ToLower(s))
}

func hashOf(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// LinkPath is the address of a link without the site.
func (s *Service) LinkPath(l Link) string {
	token := s.tokenOf(l.salt)
	return "/l/" + token[:5] + "-" + token[5:10] + "-" + token[10:15] + "-" + token[15:]
}

// receipt is what proves a sent answer: the number of its line.
func receipt(r Round, a AnswerID) string { return fmt.Sprintf("%s-%d", r.Code, a) }

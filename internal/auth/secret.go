package auth

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
)

// derive makes a key for one purpose.
func derive(key []byte, purpose string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("nhipcau auth " + purpose))
	return mac.Sum(nil)
}

// keyed hashes a value so that it can be found again but not guessed without the key.
func (s *Service) keyed(purpose, value string) string {
	mac := hmac.New(sha256.New, derive(s.Key, purpose))
	mac.Write([]byte(value))
	return hex.EncodeToString(mac.Sum(nil))
}

// sealed encrypts text for one place; opened refuses it anywhere else.
func (s *Service) sealed(place, text string) string {
	nonce := make([]byte, s.seal.NonceSize())
	_, _ = rand.Read(nonce) // never fails
	return base64.RawURLEncoding.EncodeToString(s.seal.Seal(nonce, nonce, []byte(text), []byte(place)))
}

func (s *Service) opened(place, text string) (string, error) {
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(b) < s.seal.NonceSize() {
		return "", errors.New("sealed text is damaged")
	}
	n := s.seal.NonceSize()
	plain, err := s.seal.Open(nil, b[:n], b[n:], []byte(place))
	if err != nil {
		return "", fmt.Errorf("opening what was sealed for %s: %w", place, err)
	}
	return string(plain), nil
}

// newToken is 256 random bits for a cookie.
func newToken() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b)
	return base64.RawURLEncoding.EncodeToString(b)
}

func tokenHash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// readable has no letters that are mistaken for each other when read out or copied by hand.
const readable = "abcdefghjkmnpqrstuvwxyz23456789"

// words makes groups of n random readable characters joined by dashes: 4.95 bits a character.
func words(groups, n int) string {
	var b strings.Builder
	for i := range groups {
		if i > 0 {
			b.WriteByte('-')
		}
		for range n {
			b.WriteByte(readable[randomBelow(len(readable))])
		}
	}
	return b.String()
}

func randomBelow(n int) int {
	limit := 256 - 256%n
	for {
		var b [1]byte
		_, _ = rand.Read(b[:])
		if int(b[0]) < limit {
			return int(b[0]) % n
		}
	}
}

// plainCode undoes what people add when they copy a code by hand: spaces, dashes, capitals.
func plainCode(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '\u00a0' || r == '–' {
			return -1
		}
		return r
	}, strings.ToLower(s))
}

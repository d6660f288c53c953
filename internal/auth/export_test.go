package auth

import (
	"context"
	"encoding/json"
	"net/http"
	"net/netip"

	"github.com/go-webauthn/webauthn/protocol"
)

// KnockNetwork counts a failed attempt from a network.
func (s *Service) KnockNetwork(ctx context.Context, client netip.Addr) error {
	return s.knock(ctx, s.doorOfNetwork(client))
}

// OpenSession signs in and returns the token of the cookie.
func (s *Service) OpenSession(ctx context.Context, login, password string) (string, error) {
	token, _, err := s.signIn(ctx, attempt{login: login, password: password})
	return token, err
}

// TakeStep marks a time step of the second factor as used.
var TakeStep = takeStep

// OtherNonce is a sealed journey with another nonce, as if the token had been made for somebody else's.
func (s *Service) OtherNonce(sealed string) string {
	j, err := s.openJourney(sealed)
	if err != nil {
		panic(err)
	}
	j.Nonce = newToken()
	text, _ := json.Marshal(j)
	return s.sealed(journeyPlace, string(text))
}

// NewSSOClient reaches the provider of single sign-on only.
func NewSSOClient(issuer string, hosts ...string) (*http.Client, error) {
	return newSSOClient(issuer, hosts)
}

// ImportBatch is how many rows an import writes in one transaction.
const ImportBatch = importBatch

// WriteImport is the job that writes a confirmed import.
func (s *Service) WriteImport(ctx context.Context, id int64) error {
	return s.writeImport(ctx, ImportArgs{Import: id})
}

// ReadKeyAnswers reads what a browser may send back in both ceremonies.
func ReadKeyAnswers(answer string) (made, used bool) {
	_, err := protocol.ParseCredentialCreationResponseBytes([]byte(answer))
	_, _, err2 := readKeyAnswer("https://nhipcau.anbinh.example", answer)
	return err == nil, err2 == nil
}

package auth

import (
	"context"
	"net/netip"
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

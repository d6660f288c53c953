package auth

import (
	"context"
	"net/netip"
)

// KnockNetwork counts a failed attempt from a network.
func (s *Service) KnockNetwork(ctx context.Context, client netip.Addr) error {
	return s.knock(ctx, s.doorOfNetwork(client))
}

package plan

import "github.com/nhipcau/nhipcau/internal/web"

// Register adds the pages of plans.
func (s *Service) Register(m *web.Mux) {}

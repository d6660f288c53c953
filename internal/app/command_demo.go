package app

import (
	"github.com/nhipcau/nhipcau/internal/config"
)

type demoCommand struct {
	config.Data
	config.Serve
}

func (c demoCommand) Run(r *run) error { return nil }

package app

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/demo"
)

type demoCommand struct {
	config.Data
	config.Serve
}

// Run fills an empty data directory with the fictional province and serves it. A directory that was filled
// before is served as it is.
func (c demoCommand) Run(r *run) error {
	c.Serve.Admin = "off"
	clock := demo.NewClock(time.Now)
	sites := demo.NewSites(clock.Now)
	h, err := build(r, blueprint{Data: c.Data, Serve: c.Serve, Log: logger(r, c.LogFormat), Now: clock.Now, Sites: sites, Factor: []auth.Role{}})
	if err != nil {
		return err
	}
	bar := &progress{w: r.Stderr}
	signIns, err := demo.Fill(r, h.stage(clock, sites), time.Now(), bar.show)
	bar.end()
	if err != nil {
		return errors.Join(err, h.Close())
	}
	err = printSignIns(r.Stdout, signIns)
	if err != nil {
		return errors.Join(err, h.Close())
	}
	return errors.Join(h.serve(r, r.Surroundings, nil), h.Close())
}

// stage is the house as the demo fills it, with a clock of its own.
func (h *house) stage(clock *demo.Clock, sites *demo.Sites) demo.House {
	ear := h.ear(clock, 0)
	ear.Alert.Outbox, ear.Alert.Site = outbox{h.post}, h.Serve.URL
	return demo.House{
		Clock: clock, DB: h.db, Org: h.org, Auth: h.auth, Files: h.files, Work: h.work, Plan: h.plan, Paper: h.paper,
		Round: h.round, Direct: h.direct, People: h.people, Chase: h.chase, IndexUnit: indexUnit(clock.Now),
		Listening: ear, Sites: sites, Digest: h.digest, Board: h.board,
	}
}

func printSignIns(w io.Writer, all []demo.SignIn) error {
	var b strings.Builder
	b.WriteString("\nTỉnh An Bình (hư cấu). Đăng nhập bằng một trong các tài khoản:\n\n")
	for _, s := range all {
		fmt.Fprintf(&b, "  %-12s %-14s %-22s %-12s %s\n  %-12s %s\n", s.Login, s.Password, s.Name, auth.RoleTitle(s.Role), s.Unit, "", s.Try)
	}
	b.WriteString("\nBáo chí, cổng thông tin và mạng xã hội của tỉnh cũng hư cấu: chúng ở trong máy này, có địa chỉ .example.\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// progress shows on a terminal how far long work is, once it has taken more than a second.
type progress struct {
	w     io.Writer
	begun time.Time
	shown bool
}

func (p *progress) show(done, total int, what string) {
	if p.begun.IsZero() {
		p.begun = time.Now()
	}
	if time.Since(p.begun) < time.Second {
		return
	}
	p.shown = true
	_, _ = fmt.Fprintf(p.w, "\r\x1b[K%3d%%  %s", 100*done/max(total, 1), what) // only a courtesy
}

func (p *progress) end() {
	if p.shown {
		_, _ = fmt.Fprint(p.w, "\r\x1b[K") // only a courtesy
	}
}

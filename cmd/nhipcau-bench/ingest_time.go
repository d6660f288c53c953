package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
)

// spent is the time by the clock and of the processor, that of the database server on this machine included.
type spent struct{ clock, cpu time.Duration }

// meter measures parts of work, so that several ways of doing it can take turns.
type meter struct {
	spent
	items int
	cpu   func() (time.Duration, error)
}

func (m *meter) measure(items int, work func() error) error {
	before, err := m.cpu()
	if err != nil {
		return err
	}
	began := time.Now()
	err = work()
	if err != nil {
		return err
	}
	m.clock += time.Since(began)
	after, err := m.cpu()
	m.spent.cpu += after - before
	m.items += items
	return err
}

func (m *meter) speed() float64 { return float64(m.items) / m.clock.Seconds() }
func (m *meter) ofCPU() float64 { return float64(m.items) / m.spent.cpu.Seconds() }

// withServer adds the time of the database server to that of whoever asks it.
func withServer(server int, own func() (time.Duration, error)) func() (time.Duration, error) {
	return func() (time.Duration, error) {
		mine, err := own()
		if err != nil || server == 0 {
			return mine, err
		}
		theirs, err := processTime(server, true)
		return mine + theirs, err
	}
}

// serverProcess is the process of a PostgreSQL server on this machine; 0 on SQLite.
func serverProcess(ctx context.Context, d *db.DB) (pid int, err error) {
	if d.Engine() != db.Postgres {
		return 0, nil
	}
	err = d.Read(ctx, func(tx *db.Tx) error {
		return tx.QueryRow(ctx, `SELECT pg_backend_pid()`).Scan(&pid)
	})
	if err != nil {
		return 0, err
	}
	s, err := processStat(pid)
	return s.parent, err
}

// processTime is the time that a process used, and if asked for its children, those that ended included.
func processTime(pid int, children bool) (time.Duration, error) {
	own, err := processStat(pid)
	if err != nil || !children {
		return own.used, err
	}
	sum := own.used + own.ended
	all, err := filepath.Glob("/proc/[0-9]*")
	for _, dir := range all {
		child, _ := strconv.Atoi(filepath.Base(dir))
		if s, err := processStat(child); err == nil && s.parent == pid { // others may end meanwhile
			sum += s.used
		}
	}
	return sum, err
}

type stat struct {
	parent      int
	used, ended time.Duration // ended: of children that are gone
}

// processStat reads what the system counts of a process.
func processStat(pid int) (s stat, err error) {
	const perTick = 10 * time.Millisecond
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return s, err
	}
	_, rest, _ := strings.Cut(string(text[strings.LastIndexByte(string(text), ')'):]), " ")
	f := strings.Fields(rest)
	var ticks [4]int64
	for i := range ticks {
		ticks[i], err = strconv.ParseInt(f[11+i], 10, 64)
		if err != nil {
			return s, err
		}
	}
	s.used, s.ended = time.Duration(ticks[0]+ticks[1])*perTick, time.Duration(ticks[2]+ticks[3])*perTick
	s.parent, err = strconv.Atoi(f[1])
	return s, err
}

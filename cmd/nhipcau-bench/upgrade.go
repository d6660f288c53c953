package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// upgradeRow fills a province by the code of the last release and measures the upgrade to the present one: sums,
// backup, migration, switch. It runs in the root of a checkout with its history.
type upgradeRow struct {
	Cases  int    `default:"100000" help:"Cases to fill in."`
	Engine string `default:"SQLite,PostgreSQL" help:"Databases."`
}

// fillOnly is added to the measuring program of the last release, which then fills and ends.
const fillOnly = `package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
)

func init() {
	if os.Getenv("NHIPCAU_FILL_DIR") == "" {
		return
	}
	n, err := strconv.Atoi(os.Getenv("NHIPCAU_FILL_CASES"))
	if err == nil {
		_, err = fill(context.Background(), os.Getenv("NHIPCAU_FILL_DIR"), os.Getenv("NHIPCAU_FILL_URL"), n, 500, 16)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}
`

// Run prints a row for each database.
func (c upgradeRow) Run(b *bench) (err error) {
	dir, err := os.MkdirTemp("", "nhipcau-upgrade-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	version, err := buildLast(b, filepath.Join(dir, "last"))
	if err != nil {
		return err
	}
	release, err := command(b, ".", nil, "scripts/release", "v9.9.9", filepath.Join(dir, "dist"))
	if err != nil {
		return err
	}
	release = strings.TrimSuffix(strings.TrimSpace(release), ".tar.gz")
	fmt.Printf("Machine: %d cores, %s, Go %s. Commit %s.\n\n", runtime.NumCPU(), cpuName(), runtime.Version(), commit())
	fmt.Print("| what | measured | asked |\n|---|---|---|\n")
	for _, engine := range strings.Split(c.Engine, ",") {
		err := c.on(b, engine, filepath.Join(dir, engine), filepath.Join(dir, "last"), version, release)
		if err != nil {
			return fmt.Errorf("on %s: %w", engine, err)
		}
	}
	return nil
}

func (c upgradeRow) on(ctx context.Context, engine, dir, last, version, release string) (err error) {
	url := ""
	if engine == "PostgreSQL" {
		var drop func() error
		url, drop, err = freshDatabase(ctx)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, drop()) }()
	}
	data, home := filepath.Join(dir, "data"), filepath.Join(dir, "opt")
	env := []string{"NHIPCAU_FILL_DIR=" + data, "NHIPCAU_FILL_URL=" + url, "NHIPCAU_FILL_CASES=" + strconv.Itoa(c.Cases), "NHIPCAU_DATABASE_URL=" + url}
	old := filepath.Join(home, "releases", version)
	err = errors.Join(os.MkdirAll(data, 0o700), os.MkdirAll(old, 0o755))
	if err != nil {
		return err
	}
	for _, step := range [][]string{
		{filepath.Join(last, "bin", "filler")},
		{"cp", filepath.Join(last, "bin", "nhipcau"), old},
		{"ln", "-s", filepath.Join("releases", version), filepath.Join(home, "current")},
		{filepath.Join(old, "nhipcau"), "audit", "verify", "--data", data}, // makes the tables that filling does not need
	} {
		_, err := command(ctx, dir, env, step[0], step[1:]...)
		if err != nil {
			return err
		}
	}
	from := time.Now()
	_, err = command(ctx, dir, env[3:], filepath.Join(release, "nhipcau"), "upgrade", "--data", data, "--to", home, "--service", "off", "--admin", "off")
	if err != nil {
		return err
	}
	fmt.Printf("| upgrade from %s, %d cases, %s: sums, backup, migration, switch | %.1f s | 60 s, aim 15 s |\n", version, c.Cases, engine, time.Since(from).Seconds())
	return nil
}

// buildLast builds program and filler of the last release, and says its version.
func buildLast(ctx context.Context, dir string) (version string, err error) {
	text, err := os.ReadFile("deploy/last-release")
	if err != nil {
		return "", err
	}
	version, at, _ := strings.Cut(strings.TrimSpace(string(text)), " ")
	err = os.MkdirAll(dir, 0o755)
	if err != nil {
		return "", err
	}
	_, err = command(ctx, ".", nil, "bash", "-c", "git archive "+at+" | tar -x -C "+dir)
	if err != nil {
		return "", err
	}
	err = os.WriteFile(filepath.Join(dir, "cmd", "nhipcau-bench", "fill_only.go"), []byte(fillOnly), 0o600)
	if err != nil {
		return "", err
	}
	for name, pkg := range map[string]string{"nhipcau": "./cmd/nhipcau", "filler": "./cmd/nhipcau-bench"} {
		_, err := command(ctx, dir, nil, "go", "build", "-trimpath", "-ldflags", "-X github.com/nhipcau/nhipcau/internal/app.Version="+version, "-o", "bin/"+name, pkg)
		if err != nil {
			return "", err
		}
	}
	return version, nil
}

// command runs a program and returns what it printed.
func command(ctx context.Context, dir string, env []string, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	var out, log bytes.Buffer
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = dir, append(os.Environ(), env...), &out, &log
	err := cmd.Run()
	if err != nil {
		return "", fmt.Errorf("%s: %w\n%s%s", name, err, &out, &log)
	}
	return out.String(), nil
}

package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/nhipcau/nhipcau/official"
)

type houseRow struct {
	Program string `default:"bin/nhipcau" help:"The program to measure."`
	Cases   int    `default:"20000" help:"Cases to fill in."`
	Units   int    `default:"500" help:"Units to fill in."`
	People  int    `default:"16" help:"People at once."`
	Asks    int    `default:"40" help:"Requests of each page by each person."`
	Only    string `help:"Measure only one part: pages, plan, start."`
}

// Run prints one table.
func (c houseRow) Run(b *bench) error {
	fmt.Printf("Machine: %d cores, %s, Go %s. Commit %s.\n\n", runtime.NumCPU(), cpuName(), runtime.Version(), commit())
	fmt.Print("| what | measured | aim |\n|---|---|---|\n")
	parts := []struct {
		name string
		run  func(context.Context) error
	}{{"start", c.start}, {"plan", c.plan}, {"pages", c.pages}}
	for _, p := range parts {
		if c.Only != "" && c.Only != p.name {
			continue
		}
		err := p.run(b)
		if err != nil {
			return fmt.Errorf("measuring %s: %w", p.name, err)
		}
	}
	return nil
}

// start measures from the start of the process in an empty directory to a served page, and the memory that
// the idle process holds afterwards.
func (c houseRow) start(ctx context.Context) error {
	var times []time.Duration
	var memory []int64
	for range 5 {
		dir, err := os.MkdirTemp("", "nhipcau-bench-*")
		if err != nil {
			return err
		}
		from := time.Now()
		s, err := c.serve(ctx, dir, "")
		if err != nil {
			return err
		}
		times = append(times, time.Since(from))
		time.Sleep(3 * time.Second) // idle: the first periodic jobs have run
		kb, err := residentKB(s.process.Process.Pid)
		memory = append(memory, kb)
		err = errors.Join(err, s.stop(), os.RemoveAll(dir))
		if err != nil {
			return err
		}
	}
	slices.Sort(times)
	slices.Sort(memory)
	fmt.Printf("| empty directory to the first served page, median of 5 (min–max) | %s (%s–%s) | below 1 s |\n",
		ms(times[2]), ms(times[0]), ms(times[4]))
	fmt.Printf("| idle memory (resident), median of 5 | %d MB | below 80 MB |\n", memory[2]>>10)
	return nil
}

// plan measures reading a plan of 300 pages, as a whole process, in the formats that offices send.
func (c houseRow) plan(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "nhipcau-bench-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }() // only copies
	paper := longPlan(300)
	for _, f := range []struct {
		name  string
		write func(*bytes.Buffer) error
	}{
		{"PDF", func(b *bytes.Buffer) error { return official.WritePDF(b, paper) }},
		{"DOCX", func(b *bytes.Buffer) error { return official.WriteDOCX(b, paper) }},
	} {
		var data bytes.Buffer
		err := f.write(&data)
		if err != nil {
			return err
		}
		file := filepath.Join(dir, "ke-hoach."+strings.ToLower(f.name))
		err = os.WriteFile(file, data.Bytes(), 0o600)
		if err != nil {
			return err
		}
		err = c.readOnce(ctx, f.name, file)
		if err != nil {
			return err
		}
	}
	return nil
}

func (c houseRow) readOnce(ctx context.Context, name, file string) error {
	var times []time.Duration
	var most int64
	var out []byte
	for range 3 {
		cmd := exec.CommandContext(ctx, c.Program, "plan", "read", file, "--json")
		from := time.Now()
		var err error
		out, err = cmd.Output()
		if err != nil {
			return fmt.Errorf("reading %s: %w", file, err)
		}
		times = append(times, time.Since(from))
		most = max(most, cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)
	}
	slices.Sort(times)
	fmt.Printf("| plan of 300 pages, %s, `plan read --json` as a process, median of 3; memory of the largest process | %s, %d MB, %d tasks | below 2 s, 200 MB |\n",
		name, ms(times[1]), most>>10, bytes.Count(out, []byte(`"section":`)))
	return nil
}

// longPlan is a plan with one table that fills about the given number of pages: six tasks on each.
func longPlan(pages int) official.Report {
	t := official.Table{
		Columns: []official.Column{{Width: 5}, {Width: 40}, {Width: 20}, {Width: 20}, {Width: 15}},
		Header:  []official.TableRow{official.Row("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện")},
	}
	leads := []string{"Sở Tư pháp", "Sở Văn hóa, Thể thao và Du lịch", "Văn phòng UBND tỉnh", "Sở Nội vụ", "Sở Khoa học và Công nghệ"}
	times := []string{"Hằng quý", "Thường xuyên", "Trước ngày 30/6/2026", "Hằng năm", "Quý III/2026"}
	for i := range pages * 6 {
		t.Rows = append(t.Rows, official.Row(strconv.Itoa(i+1),
			fmt.Sprintf("Rà soát, cập nhật và công khai thông tin thuộc phạm vi quản lý trên trang thông tin điện tử, nội dung thứ %d, bảo đảm đầy đủ, chính xác, kịp thời theo quy định của pháp luật về tiếp cận thông tin", i+1),
			leads[i%5], leads[(i+1)%5]+"; UBND các xã, phường", times[i%5]))
	}
	return official.Report{
		Parent: "Ủy ban nhân dân", Body: "Tỉnh An Bình", Number: "128", Symbol: "KH-UBND", Place: "An Bình", Date: "2026-01-20",
		Form: official.FormPlan, Subject: "Truyền thông chính sách năm 2026", Blocks: []official.Block{t},
	}
}

// pages measures pages as people at a desk ask for them, on both databases.
func (c houseRow) pages(ctx context.Context) error {
	for _, engine := range []string{"SQLite", "PostgreSQL"} {
		url := ""
		if engine == "PostgreSQL" {
			var drop func() error
			var err error
			url, drop, err = freshDatabase(ctx)
			if err != nil {
				return err
			}
			defer func() { _ = drop() }() // the server is temporary
		}
		err := c.pagesOn(ctx, engine, url)
		if err != nil {
			return fmt.Errorf("on %s: %w", engine, err)
		}
	}
	return nil
}

func (c houseRow) pagesOn(ctx context.Context, engine, url string) (err error) {
	dir, err := os.MkdirTemp("", "nhipcau-bench-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }() // only for this run
	people, err := fill(ctx, dir, url, c.Cases, c.Units, c.People)
	if err != nil {
		return err
	}
	s, err := c.serve(ctx, dir, url)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	clients, err := signIn(ctx, s.address, people)
	if err != nil {
		return err
	}
	for _, page := range []struct{ name, path string }{
		{"Today", "/"},
		{"tasks table", "/nhiem-vu"},
		{"tasks table, late, by deadline", "/nhiem-vu?trang-thai=qua-han&xep=han"},
		{"search without diacritics", "/tim?q=cong+khai+thong+tin+77"},
	} {
		l, err := load(ctx, clients, s.address+page.path, c.Asks)
		if err != nil {
			return fmt.Errorf("%s: %w", page.name, err)
		}
		fmt.Printf("| %s, %d cases, %d units, %d people at once, %s | p50 %s, p95 %s, %.0f pages/s | p95 below 60 ms on SQLite |\n",
			page.name, c.Cases, c.Units, c.People, engine, ms(l.at(.50)), ms(l.at(.95)), l.perSecond)
	}
	return nil
}

// server is the program at work.
type server struct {
	process *exec.Cmd
	address string
}

func (c houseRow) serve(ctx context.Context, dir, url string) (*server, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, c.Program, "serve", "--data", dir, "--listen", "127.0.0.1", "--admin", "off", "--rate=-1")
	cmd.Env = append(os.Environ(), "PORT="+strconv.Itoa(port), "NHIPCAU_DATABASE_URL="+url)
	var log bytes.Buffer
	cmd.Stderr = &log
	err = cmd.Start()
	if err != nil {
		return nil, err
	}
	s := &server{cmd, fmt.Sprintf("http://127.0.0.1:%d", port)}
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(2 * time.Millisecond) {
		res, err := http.Get(s.address + "/dang-nhap")
		if err != nil {
			continue
		}
		status := res.StatusCode
		_ = res.Body.Close() // only the status matters
		if status == http.StatusOK {
			return s, nil
		}
	}
	return nil, errors.Join(fmt.Errorf("the server did not answer: %s", log.String()), s.stop())
}

func (s *server) stop() error {
	err := s.process.Process.Signal(syscall.SIGTERM)
	if err != nil {
		return err
	}
	return s.process.Wait()
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

// freshDatabase makes a database on the server of scripts/with-postgres.
func freshDatabase(ctx context.Context) (url string, drop func() error, err error) {
	base := os.Getenv("NHIPCAU_TEST_POSTGRES")
	if base == "" {
		return "", nil, errors.New("run it through scripts/with-postgres")
	}
	conn, err := pgx.Connect(ctx, base)
	if err != nil {
		return "", nil, err
	}
	name := fmt.Sprintf("bench_%d", time.Now().UnixNano())
	_, err = conn.Exec(ctx, "CREATE DATABASE "+name)
	if err != nil {
		return "", nil, err
	}
	return strings.Replace(base, "/postgres?", "/"+name+"?", 1), func() error {
		_, err := conn.Exec(context.WithoutCancel(ctx), "DROP DATABASE "+name+" WITH (FORCE)")
		return errors.Join(err, conn.Close(context.WithoutCancel(ctx)))
	}, nil
}

func residentKB(pid int) (int64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	return field(text, "VmRSS:")
}

func field(text []byte, name string) (int64, error) {
	in := bufio.NewScanner(bytes.NewReader(text))
	for in.Scan() {
		words := strings.Fields(in.Text())
		if len(words) >= 2 && words[0] == name {
			return strconv.ParseInt(words[1], 10, 64)
		}
	}
	return 0, fmt.Errorf("no %s", name)
}

func cpuName() string {
	text, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return "unknown processor"
	}
	for line := range strings.Lines(string(text)) {
		if name, ok := strings.CutPrefix(line, "model name"); ok {
			return strings.Trim(name, " \t:\n")
		}
	}
	return "unknown processor"
}

func commit() string {
	out, err := exec.Command("git", "describe", "--always", "--dirty").Output()
	if err != nil {
		return "unknown"
	}
	return strings.TrimSpace(string(out))
}

func ms(d time.Duration) string { return fmt.Sprintf("%.0f ms", float64(d.Microseconds())/1000) }

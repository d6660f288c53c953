package doctext

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/official"
)

// TestMain lets the test binary serve as the child process.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == ChildArg {
		readers := map[string]childReader{"echo": echo, "hang": hang, "spawn": spawn, "eat": eat, "panic": broken, "refuse": refuse, "flood": flood, "env": showEnv}
		for name, read := range childReaders {
			readers[name] = read
		}
		os.Exit(serveChild(readers, os.Args[1:], os.Stdin, os.Stdout))
	}
	os.Exit(m.Run())
}

func echo(_ context.Context, data []byte, _ Limits) (official.Source, error) {
	cell := &official.Cell{Table: 1, Row: 2, RowSpan: 3, ColSpan: 1}
	return official.Source{Lines: []official.Line{{Text: string(data), Page: 4, Cell: cell}}}, nil
}

func hang(context.Context, []byte, Limits) (official.Source, error) {
	for {
		time.Sleep(time.Hour)
	}
}

// spawn starts a grandchild that would outlive us and tells its number through a file named by data.
func spawn(_ context.Context, data []byte, _ Limits) (official.Source, error) {
	cmd := exec.Command("sleep", "600")
	err := cmd.Start()
	if err != nil {
		return official.Source{}, err
	}
	err = os.WriteFile(string(data)+".new", []byte(strconv.Itoa(cmd.Process.Pid)), 0o600)
	if err != nil {
		return official.Source{}, err
	}
	err = os.Rename(string(data)+".new", string(data))
	if err != nil {
		return official.Source{}, err
	}
	return official.Source{}, cmd.Wait()
}

func eat(context.Context, []byte, Limits) (official.Source, error) {
	var all [][]byte
	for {
		piece := make([]byte, 8<<20)
		for i := range piece {
			piece[i] = 1
		}
		all = append(all, piece)
		if len(all) > 1<<20 {
			return official.Source{}, nil
		}
	}
}

func broken(context.Context, []byte, Limits) (official.Source, error) { panic("index out of range") }

func refuse(_ context.Context, _ []byte, lim Limits) (official.Source, error) {
	return official.Source{}, errLines(lim)
}

func flood(_ context.Context, data []byte, lim Limits) (official.Source, error) {
	return official.Source{Lines: []official.Line{{Text: strings.Repeat("x", int(lim.Unpacked)+1)}}}, nil
}

func showEnv(context.Context, []byte, Limits) (official.Source, error) {
	return official.Source{Lines: []official.Line{{Text: strings.Join(os.Environ(), "\n")}}}, nil
}

func TestAChildHandsBackWhatItRead(t *testing.T) {
	t.Parallel()
	src, err := runChild(t.Context(), "echo", []byte("Kế hoạch\nsố 12"), DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if len(src.Lines) != 1 || src.Lines[0].Text != "Kế hoạch\nsố 12" || src.Lines[0].Page != 4 || src.Lines[0].Cell == nil || src.Lines[0].Cell.RowSpan != 3 {
		t.Errorf("source = %+v", src)
	}
}

func TestAChildThatFailsBecomesASentence(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, reader, data string
		change             func(*Limits)
		kind               fault.Kind
		want               string
	}{
		{"a reader that never ends is stopped", "hang", "x", func(l *Limits) { l.Time = 300 * time.Millisecond }, fault.TooLarge, "quá lâu"},
		{"a reader that eats memory is stopped", "eat", "x", func(l *Limits) { l.Memory = 96 << 20 }, fault.TooLarge, "bộ nhớ"},
		{"a reader that panics means a damaged file", "panic", "x", nil, fault.Invalid, "bị hỏng"},
		{"the reader's own sentence passes with its numbers", "refuse", "x", func(l *Limits) { l.Lines = 77 }, fault.TooLarge, "dài hơn 77 dòng"},
		{"an answer without end is cut off", "flood", "x", func(l *Limits) { l.Unpacked = 1 << 20 }, fault.TooLarge, "vượt quá 1 MB"},
		{"an empty document is refused inside too", "echo", "", nil, fault.Invalid, "rỗng"},
		{"a document over the size is refused inside too", "echo", "xyz", func(l *Limits) { l.Bytes = 2 }, fault.TooLarge, "lớn hơn"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			lim := DefaultLimits()
			if tt.change != nil {
				tt.change(&lim)
			}
			_, err := runChild(t.Context(), tt.reader, []byte(tt.data), lim)
			if fault.KindOf(err) != tt.kind || !strings.Contains(fault.Message(err), tt.want) {
				t.Errorf("got %v %q, want kind %v and a sentence with %q", fault.KindOf(err), err, tt.kind, tt.want)
			}
		})
	}
}

func TestCancellingKillsTheChildAndWhatItStarted(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	file := t.TempDir() + "/pid"
	done := make(chan error, 1)
	go func() {
		_, err := runChild(ctx, "spawn", []byte(file), DefaultLimits())
		done <- err
	}()
	var pid int
	for pid == 0 {
		select {
		case err := <-done:
			t.Fatalf("the child ended early: %v", err)
		case <-time.After(5 * time.Millisecond):
		}
		raw, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		pid, err = strconv.Atoi(string(raw))
		if err != nil {
			t.Fatal(err)
		}
	}
	cancel()
	err := <-done
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v, want context.Canceled", err)
	}
	for i := 0; alive(pid); i++ {
		if i == 400 {
			t.Fatalf("process %d still runs", pid)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// alive reports whether a process runs; a dead one that nobody has waited for does not.
func alive(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return false
	}
	raw, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return err == nil && !strings.Contains(string(raw), ") Z ")
}

func TestAChildSeesNoSecretOfOurSurroundings(t *testing.T) {
	t.Setenv("NHIPCAU_SECRET", "mat-khau")
	src, err := runChild(t.Context(), "env", []byte("x"), DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(src.Lines[0].Text, "mat-khau") {
		t.Error("the child got our environment")
	}
}

func TestAChildRefusesWhatItWasNotMadeFor(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{nil, {"serve"}, {ChildArg, "more"}} {
		if code := ChildMain(args, strings.NewReader("{}\n"), &strings.Builder{}); code == 0 {
			t.Errorf("ChildMain(%q) = 0, want a refusal", args)
		}
	}
	_, err := runChild(t.Context(), "unknown", []byte("x"), DefaultLimits())
	if err == nil {
		t.Error("an unknown reader was served")
	}
}

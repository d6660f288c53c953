package doctext

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"time"
)

// ownProgram is the running program itself, also after its file was replaced by an update.
func ownProgram() (string, error) { return "/proc/self/exe", nil }

// bindChild gives the child its own group, which is killed as a whole, and lets it die with us.
func bindChild(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}

// limitProcess sets the hard limits of this process: address space beyond what it has now, processor
// time, size of a written file, no core file.
func limitProcess(lim Limits) error {
	now, err := addressSpace()
	if err != nil {
		return err
	}
	seconds := 2*uint64(lim.Time/time.Second) + 2 // the parent's clock strikes first; this is for orphans
	for _, l := range []struct {
		which int
		value uint64
	}{
		{syscall.RLIMIT_AS, now + uint64(lim.Memory)},
		{syscall.RLIMIT_CPU, seconds},
		{syscall.RLIMIT_CORE, 0},
		{syscall.RLIMIT_FSIZE, uint64(max(lim.Unpacked, lim.Bytes))},
	} {
		err := syscall.Setrlimit(l.which, &syscall.Rlimit{Cur: l.value, Max: l.value})
		if err != nil {
			return fmt.Errorf("setting limit %d: %w", l.which, err)
		}
	}
	return nil
}

// addressSpace is the size of this process as the limit counts it, in bytes.
func addressSpace() (uint64, error) {
	raw, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0, err
	}
	pages, _, _ := bytes.Cut(raw, []byte(" "))
	n, err := strconv.ParseUint(string(pages), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("reading /proc/self/statm: %w", err)
	}
	return n * uint64(os.Getpagesize()), nil
}

// wasKilled reports whether somebody else killed the child; we know of one who does, the kernel short of
// memory.
func wasKilled(exit *exec.ExitError) bool {
	status, ok := exit.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGKILL
}

// becomeProgram turns this process into another program, with its input, output and limits.
func becomeProgram(tool []string) error { return syscall.Exec(tool[0], tool, os.Environ()) }

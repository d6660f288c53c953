//go:build !linux

package doctext

import (
	"os"
	"os/exec"
)

func ownProgram() (string, error) { return os.Executable() }

func bindChild(*exec.Cmd) {}

// limitProcess leaves the hard limits alone here: the collector's soft limit and the wall time remain.
func limitProcess(Limits) error { return nil }

func wasKilled(*exec.ExitError) bool { return false }

// becomeProgram runs another program in our place: here a process cannot turn into one.
func becomeProgram(tool []string) error {
	cmd := exec.Command(tool[0], tool[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	err := cmd.Run()
	if err == nil {
		os.Exit(0)
	}
	return err
}

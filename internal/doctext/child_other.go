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

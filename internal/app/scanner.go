package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/fault"
)

// scanner is a program of the province that looks for malware: it gets a file on its standard input and ends
// with 0 when the file is clean, with 1 when it is not.
type scanner struct{ command []string }

func scannerFrom(setting string) scanner { return scanner{strings.Fields(setting)} }

const scanTime = time.Minute

// check refuses a file that is not clean, and every file while the scanner does not work: nothing is kept
// unchecked.
func (s scanner) check(ctx context.Context, name string, data []byte) error {
	if len(s.command) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, scanTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, s.command[0], s.command[1:]...)
	cmd.Stdin = bytes.NewReader(data)
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &exit) && exit.ExitCode() == 1:
		return fault.New(fault.Invalid, "Tệp %s bị phần mềm quét mã độc từ chối và không được giữ lại. Hãy kiểm tra máy đã gửi tệp.", name)
	}
	return fault.Wrap(fault.Unavailable, fmt.Errorf("%w: %.500s", err, out), "Chưa quét được mã độc nên tệp %s chưa được nhận. Hãy thử lại, hoặc báo quản trị hệ thống.", name)
}

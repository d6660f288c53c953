package doctext

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/official"
)

// docReader is the name under which a child process knows readDOCHere.
const docReader = "doc"

// OfficeProgram is LibreOffice where it is installed, which Word 97–2003 files are read through; empty
// otherwise.
func OfficeProgram() string { return firstProgram("soffice", "libreoffice") }

func firstProgram(names ...string) string {
	for _, name := range names {
		path, err := exec.LookPath(name)
		if err == nil {
			return path
		}
	}
	return ""
}

// readDOC reads a Word 97–2003 file.
func readDOC(ctx context.Context, data []byte, lim Limits) (official.Source, error) {
	return readDOCWith(ctx, OfficeProgram(), data, lim)
}

// readDOCWith has LibreOffice turn the file into DOCX in a folder that goes with it. What bears a mark of
// secrecy is refused before that: of it nothing is handed on and nothing reaches a disk.
func readDOCWith(ctx context.Context, program string, data []byte, lim Limits) (official.Source, error) {
	bare, err := readOldWord(data)
	switch {
	case errors.Is(err, errLocked):
		return official.Source{}, errPassword()
	case err != nil:
		return official.Source{}, fault.Wrap(fault.Invalid, err, "Tệp Word (.doc) này bị hỏng hoặc do Word 95 trở về trước ghi. Hãy mở bằng Word hoặc LibreOffice, lưu thành .docx rồi tải lên lại.")
	}
	err = ErrSecret(bare.secrecy())
	if err != nil {
		return official.Source{}, err
	}
	if program == "" {
		return official.Source{}, fault.New(fault.Invalid, "Máy này chưa có LibreOffice nên chưa đọc được tệp Word 97–2003 (.doc). Hãy mở bằng Word, lưu thành .docx rồi tải lên lại; hoặc nhờ quản trị cài LibreOffice (apt install libreoffice-writer).")
	}
	dir, err := workFolder()
	if err != nil {
		return official.Source{}, err
	}
	defer func() { _ = os.RemoveAll(dir) }() // what is left is swept with the next file
	lim.Memory = max(lim.Memory, officeMemory)
	return runChildIn(ctx, dir, docReader, data, lim)
}

// officeMemory is the address space that LibreOffice needs to start; it holds much less.
const officeMemory = 4 << 30

// folderName begins the name of every folder of ours among the temporary files.
const folderName = "nhipcau-doc-"

// workFolder makes a folder for one document, and sweeps those of processes that were killed.
func workFolder() (string, error) {
	old, _ := filepath.Glob(filepath.Join(os.TempDir(), folderName+"*")) // the pattern is well formed
	for _, dir := range old {
		info, err := os.Lstat(dir)
		if err == nil && info.IsDir() && time.Since(info.ModTime()) > time.Hour {
			_ = os.RemoveAll(dir) // perhaps of another account
		}
	}
	dir, err := os.MkdirTemp("", folderName)
	if err != nil {
		return "", fmt.Errorf("making a folder to work in: %w", err)
	}
	return dir, nil
}

// officeSettings keeps LibreOffice from running macros, from following links and from the network.
const officeSettings = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
`

// readDOCHere runs inside the child, whose limits LibreOffice inherits and whose temporary folder is its own.
func readDOCHere(ctx context.Context, data []byte, lim Limits) (official.Source, error) {
	docx, err := toDOCX(ctx, os.TempDir(), data)
	if err != nil {
		return official.Source{}, err
	}
	return readDOCX(ctx, docx, lim)
}

func toDOCX(ctx context.Context, dir string, data []byte) ([]byte, error) {
	profile := filepath.Join(dir, "profile")
	err := os.MkdirAll(filepath.Join(profile, "user"), 0o700)
	if err != nil {
		return nil, fmt.Errorf("making a profile: %w", err)
	}
	err = os.WriteFile(filepath.Join(profile, "user", "registrymodifications.xcu"), []byte(officeSettings), 0o600)
	if err != nil {
		return nil, fmt.Errorf("writing a profile: %w", err)
	}
	in, out := filepath.Join(dir, "in.doc"), filepath.Join(dir, "out")
	err = os.WriteFile(in, data, 0o600)
	if err != nil {
		return nil, fmt.Errorf("writing the document: %w", err)
	}
	cmd := exec.CommandContext(ctx, OfficeProgram(), "-env:UserInstallation="+(&url.URL{Scheme: "file", Path: profile}).String(),
		"--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard",
		"--infilter=MS Word 97", "--convert-to", "docx:MS Word 2007 XML", "--outdir", out, in)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "HOME="+dir, "SAL_USE_VCLPLUGIN=svp")
	var said cappedBuffer
	said.left = 4 << 10
	cmd.Stdout, cmd.Stderr = &said, &said
	cmd.WaitDelay = time.Second
	err = cmd.Run()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	docx, readErr := os.ReadFile(filepath.Join(out, "in.docx"))
	if err != nil || readErr != nil {
		return nil, errDamaged(fmt.Errorf("converting a Word 97 file: %w: %s", errors.Join(err, readErr), strings.TrimSpace(said.kept.String())))
	}
	return docx, nil
}

package pagecheck

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Validate runs html-validate over pages by name and reports each finding as a test error.
func Validate(t testing.TB, pages map[string]string) {
	t.Helper()
	dir := t.TempDir()
	names := map[string]string{}
	for name, body := range pages {
		file := filepath.Join(dir, fmt.Sprintf("page-%d.html", len(names)))
		if err := os.WriteFile(file, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		names[file] = name
	}
	tool := filepath.Join(folder(), "node_modules", ".bin", "html-validate")
	if _, err := os.Stat(tool); err != nil {
		t.Fatalf("html-validate is missing; run npm ci in internal/web/pagecheck: %v", err)
	}
	cmd := exec.CommandContext(t.Context(), tool, "--config", filepath.Join(folder(), "htmlvalidate.json"), "--formatter", "json", dir)
	out, err := os.Create(filepath.Join(t.TempDir(), "findings.json")) // through a pipe the tool cuts long findings off
	if err != nil {
		t.Fatal(err)
	}
	var problems bytes.Buffer
	cmd.Stdout, cmd.Stderr = out, &problems
	runErr := cmd.Run() // also fails when there are findings; those come on standard output
	found, err := os.ReadFile(out.Name())
	if err := errors.Join(err, out.Close()); err != nil {
		t.Fatal(err)
	}
	var results []struct {
		FilePath string `json:"filePath"`
		Messages []struct {
			Rule    string `json:"ruleId"`
			Message string `json:"message"`
			Line    int    `json:"line"`
			Column  int    `json:"column"`
		} `json:"messages"`
	}
	if err := json.Unmarshal(found, &results); err != nil {
		t.Fatalf("html-validate: %v: %v: %s", runErr, err, problems.String())
	}
	for _, r := range results {
		for _, m := range r.Messages {
			t.Errorf("%s: %s: %s near %s", names[r.FilePath], m.Rule, m.Message, near(pages[names[r.FilePath]], m.Line, m.Column))
		}
	}
}

// near is the text at a place, for finding it.
func near(page string, line, column int) string {
	lines := strings.Split(page, "\n")
	if line < 1 || line > len(lines) {
		return ""
	}
	r := []rune(lines[line-1])
	from := max(0, min(len(r), column-30))
	return string(r[from:min(len(r), from+90)])
}

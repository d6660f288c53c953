package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/doctext"
)

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == doctext.ChildArg { // the reader of PDF runs this binary as its child
		os.Exit(doctext.ChildMain(os.Args[1:], os.Stdin, os.Stdout))
	}
	testscript.Main(m, map[string]func(){
		"nhipcau": func() {
			err := Run(context.Background(), os.Args[1:], Surroundings{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr})
			if err != nil {
				fmt.Fprintln(os.Stderr, "nhipcau:", err)
				os.Exit(1)
			}
		},
	})
}

func TestCommands(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error { // a server that has been in use, in folder a
			h, err := build(context.Background(), blueprint{Data: config.Data{Dir: filepath.Join(e.WorkDir, "a")}})
			if err != nil {
				return err
			}
			return h.Close()
		},
	})
}

package main

import (
	"os"
	"runtime/pprof"
)

// profile writes a profile of the processor to a file until stop is called; nothing if path is empty.
func profile(path string) (stop func(), err error) {
	if path == "" {
		return func() {}, nil
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	return pprof.StopCPUProfile, pprof.StartCPUProfile(f)
}

package main

import (
	"errors"
	"os"
	"runtime"
	"runtime/pprof"
)

// memoryNow is what this process holds, in MB.
type memoryNow struct {
	resident float64
	file     float64 // pages of files that are mapped, of the resident ones: the system takes them back when it needs room
	most     float64 // ever resident
	heap     float64 // of Go, in use
}

// readMemory asks the system as it is, garbage included.
func readMemory() (now memoryNow, err error) {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return now, err
	}
	for name, value := range map[string]*float64{"VmRSS:": &now.resident, "RssFile:": &now.file, "VmHWM:": &now.most} {
		kb, failed := field(text, name)
		*value, err = float64(kb)*1024/1e6, errors.Join(err, failed)
	}
	var heap runtime.MemStats
	runtime.ReadMemStats(&heap)
	now.heap = float64(heap.HeapInuse) / 1e6
	return now, err
}

// writeHeap writes a profile of the memory in use.
func writeHeap(name string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	runtime.GC()
	return errors.Join(pprof.WriteHeapProfile(f), f.Close())
}

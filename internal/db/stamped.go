package db

import (
	"io/fs"
	"path"
	"slices"
)

// onlyStamped shows of a folder of migrations only the files with the given stamps.
type onlyStamped struct {
	fs.FS
	stamps []int64
}

// Glob lists what matches and is stamped so.
func (o onlyStamped) Glob(pattern string) ([]string, error) {
	names, err := fs.Glob(o.FS, pattern)
	return slices.DeleteFunc(names, func(name string) bool {
		return !slices.Contains(o.stamps, stampOf(path.Base(name)))
	}), err
}

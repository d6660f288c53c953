package app

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// keepOwner gives everything in a folder to the owner of the folder: an upgrade runs as root, the service
// does not.
func keepOwner(dir string) error { return ownedLike(dir, dir) }

// ownedLike gives everything in dir to the owner of like. It does nothing where it may not.
func ownedLike(like, dir string) error {
	info, err := os.Stat(like)
	if err != nil {
		return err
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	if !ok || os.Geteuid() != 0 {
		return nil
	}
	dir, err = filepath.EvalSymlinks(dir)
	if err != nil {
		return err
	}
	return filepath.WalkDir(dir, func(file string, _ fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		return os.Lchown(file, int(owner.Uid), int(owner.Gid))
	})
}

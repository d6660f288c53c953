//go:build !linux

package app

// Owners are kept on Linux, where systemd runs the service as a user of its own.
func keepOwner(string) error { return nil }

func ownedLike(string, string) error { return nil }

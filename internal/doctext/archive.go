package doctext

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/nhipcau/nhipcau/internal/fault"
)

// archive is a ZIP container whose unpacked bytes are counted as they really come, whatever sizes it
// claims. All its entries share one allowance.
type archive struct {
	lim   Limits
	left  int64
	files map[string]*zip.File // by lower-case path without a leading slash; the first of a name wins
}

func openArchive(data []byte, lim Limits) (*archive, error) {
	// The library lists every entry before we could count, so a directory of a million is counted here.
	// Embedded containers bring their own, hence the generous factor.
	if bytes.Count(data, []byte("PK\x01\x02")) > 16*lim.Entries {
		return nil, errEntries(lim)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, errDamaged(err)
	}
	if len(z.File) > lim.Entries {
		return nil, errEntries(lim)
	}
	a := &archive{lim: lim, left: lim.Unpacked, files: make(map[string]*zip.File, len(z.File))}
	for _, f := range z.File {
		name := entryName(f.Name)
		if _, double := a.files[name]; !double {
			a.files[name] = f
		}
		if f.Flags&1 != 0 {
			return nil, errPassword()
		}
	}
	return a, nil
}

func entryName(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/"))
}

// has reports whether the container has an entry of that name.
func (a *archive) has(name string) bool { return a.files[entryName(name)] != nil }

// open streams an entry; nil without an error if there is none.
func (a *archive) open(name string) (io.ReadCloser, error) {
	f := a.files[entryName(name)]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, errDamaged(err)
	}
	return &countedEntry{r, a}, nil
}

// read is the whole of a small entry, nil if there is none.
func (a *archive) read(name string) ([]byte, error) {
	r, err := a.open(name)
	if err != nil || r == nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, asDamage(err)
	}
	return data, nil
}

// measure unpacks everything into nothing, to know that a library which does not count may have it.
func (a *archive) measure() error {
	left := a.left
	defer func() { a.left = left }()
	for name := range a.files {
		r, err := a.open(name)
		if err != nil {
			return err
		}
		_, err = io.Copy(io.Discard, r)
		r.Close()
		if err != nil {
			return asDamage(err)
		}
	}
	return nil
}

// countedEntry spends the archive's allowance.
type countedEntry struct {
	io.ReadCloser
	a *archive
}

func (e *countedEntry) Read(p []byte) (int, error) {
	n, err := e.ReadCloser.Read(p)
	e.a.left -= int64(n)
	if e.a.left < 0 {
		return 0, errUnpacked(e.a.lim)
	}
	return n, err
}

// asDamage keeps a sentence that is there already and takes every other error for damage.
func asDamage(err error) error {
	if fault.Find(err) != nil {
		return err
	}
	return errDamaged(err)
}

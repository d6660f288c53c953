package audit

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Keys signs heads and remembers the last one, in a folder outside the database. Backups take the folder
// along; several processes on one PostgreSQL must share its content.
type Keys struct {
	dir     string
	private ed25519.PrivateKey
}

// OpenKeys reads the signing key in dir, or makes dir and a new key.
func OpenKeys(dir string) (*Keys, error) {
	file := filepath.Join(dir, "audit.key")
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return newKeys(dir, file)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the audit key: %w", err)
	}
	seed, err := hex.DecodeString(string(text))
	if err != nil || len(seed) != ed25519.SeedSize {
		return nil, fmt.Errorf("the audit key in %s is damaged; restore the folder from a backup", file)
	}
	return &Keys{dir, ed25519.NewKeyFromSeed(seed)}, nil
}

func newKeys(dir, file string) (*Keys, error) {
	err := os.MkdirAll(dir, 0o700)
	if err != nil {
		return nil, fmt.Errorf("making the folder of keys: %w", err)
	}
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("making the audit key: %w", err)
	}
	err = os.WriteFile(file, []byte(hex.EncodeToString(private.Seed())), 0o600)
	if err != nil {
		return nil, fmt.Errorf("keeping the audit key: %w", err)
	}
	return &Keys{dir, private}, nil
}

func (k *Keys) headFile() string { return filepath.Join(k.dir, "audit-head.json") }

// remember keeps the newest head beside the key, so that a cut end is noticed.
func (k *Keys) remember(h Head) error {
	known, err := k.remembered()
	if err != nil {
		return err
	}
	if known != nil && known.Seq >= h.Seq {
		return nil
	}
	text, err := json.Marshal(h)
	if err != nil {
		return err
	}
	part := k.headFile() + ".part"
	err = os.WriteFile(part, text, 0o600)
	if err != nil {
		return fmt.Errorf("remembering the audit head: %w", err)
	}
	return os.Rename(part, k.headFile())
}

// remembered returns the newest head that this folder knows, nil if none.
func (k *Keys) remembered() (*Head, error) {
	text, err := os.ReadFile(k.headFile())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the audit head: %w", err)
	}
	var h Head
	err = json.Unmarshal(text, &h)
	if err != nil {
		return nil, fmt.Errorf("reading the audit head: %w", err)
	}
	return &h, nil
}

package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/vi"
)

// Bounds of a password in characters. The upper one only keeps hashing from being abused.
const (
	minPassword = 10
	maxPassword = 200
)

// cost is what argon2id spends on one hash.
type cost struct {
	memory  uint32 // KiB
	time    uint32
	threads uint8
}

var (
	usualCost = cost{19 * 1024, 2, 1} // for passwords that people choose
	// codeCost is for one-time passwords: nearly 60 random bits need no slow hash, and an import makes hundreds.
	codeCost = cost{256, 1, 1}
)

// HashPassword hashes a password for [NewAccount]. It does not check the rules; see [CheckPassword].
func (s *Service) HashPassword(ctx context.Context, password string) (string, error) {
	err := s.takeCore(ctx)
	if err != nil {
		return "", err
	}
	defer s.freeCore()
	return hashPassword(password, usualCost), nil
}

func (s *Service) takeCore(ctx context.Context) error {
	select {
	case s.hashes <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Service) freeCore() { <-s.hashes }

// verify reports whether password has the hash. It costs the same whether the hash is empty (no such
// account), quick (a one-time password) or usual.
func (s *Service) verify(ctx context.Context, hash, password string) (bool, error) {
	err := s.takeCore(ctx)
	if err != nil {
		return false, err
	}
	defer s.freeCore()
	if utf8.RuneCountInString(password) > maxPassword {
		password = ""
	}
	ok, c := samePassword(hash, password)
	if c != usualCost {
		_, _ = samePassword(s.dummy, password)
	}
	return ok, nil
}

// hashPassword writes the hash as a PHC string, which carries its own cost.
func hashPassword(password string, c cost) string {
	salt := make([]byte, 16)
	_, _ = rand.Read(salt)
	sum := argon2.IDKey([]byte(password), salt, c.time, c.memory, c.threads, 32)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.memory, c.time, c.threads,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(sum))
}

// samePassword also tells what the hash cost; no cost for a hash it cannot read.
func samePassword(hash, password string) (bool, cost) {
	c, salt, want, err := readHash(hash)
	if err != nil {
		return false, cost{}
	}
	got := argon2.IDKey([]byte(password), salt, c.time, c.memory, c.threads, uint32(len(want)))
	return subtle.ConstantTimeCompare(got, want) == 1, c
}

func readHash(hash string) (c cost, salt, sum []byte, err error) {
	part := strings.Split(hash, "$")
	if len(part) != 6 || part[1] != "argon2id" || part[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return c, nil, nil, errors.New("not an argon2id hash")
	}
	_, err = fmt.Sscanf(part[3], "m=%d,t=%d,p=%d", &c.memory, &c.time, &c.threads)
	if err != nil {
		return c, nil, nil, err
	}
	if c.memory > 1<<20 || c.time == 0 || c.time > 100 || c.threads == 0 {
		return c, nil, nil, errors.New("the cost of the hash is out of bounds")
	}
	salt, err = base64.RawStdEncoding.DecodeString(part[4])
	if err != nil {
		return c, nil, nil, err
	}
	sum, err = base64.RawStdEncoding.DecodeString(part[5])
	if err == nil && len(sum) < 16 {
		err = errors.New("the hash is too short")
	}
	return c, salt, sum, err
}

// oneTimePassword is for handing out on paper: 12 readable characters, 59 bits.
func oneTimePassword() string { return words(3, 4) }

// sillyPasswords are folded, without spaces and marks; a password made of one of them and digits is refused too.
var sillyPasswords = []string{
	"matkhau", "password", "passw0rd", "nhipcau", "vietnam", "vietnamvodich", "hochiminh", "hanoi", "uyban", "ubnd",
	"quantri", "administrator", "admin", "xinchao", "anhyeuem", "emyeuanh", "iloveyou", "qwertyuiop", "qwerty",
	"asdfghjkl", "zxcvbnm", "abcdefghij", "abc", "dangnhap", "batdau", "khongbiet", "motnamba", "chinhphu", "vanphong",
}

// CheckPassword tells whether a person may take password: ten characters or more of any kind, not the
// login name, not something everybody would try first.
func CheckPassword(password, login string) error {
	n := utf8.RuneCountInString(password)
	if n < minPassword {
		return fault.New(fault.Invalid, "Mật khẩu cần ít nhất %d ký tự. Một câu ngắn dễ nhớ, có dấu cách, là mật khẩu tốt.", minPassword).At("password")
	}
	if n > maxPassword {
		return fault.New(fault.Invalid, "Mật khẩu dài tối đa %d ký tự.", maxPassword).At("password")
	}
	if holdsLogin(password, login) {
		return fault.New(fault.Invalid, "Mật khẩu không được chứa tên đăng nhập.").At("password")
	}
	if isSilly(password) {
		return fault.New(fault.Invalid, "Mật khẩu này dễ đoán. Hãy chọn một câu ngắn chỉ mình bạn biết.").At("password")
	}
	return nil
}

func holdsLogin(password, login string) bool {
	name, _, _ := strings.Cut(foldLogin(login), "@")
	if len(name) < 3 {
		return false
	}
	return strings.Contains(vi.Fold(password), name)
}

func isSilly(password string) bool {
	plain := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, vi.Fold(password))
	if fewKinds(password) || isRun(plain) {
		return true
	}
	core := strings.Trim(plain, "0123456789")
	for _, silly := range sillyPasswords {
		if plain == silly || core == silly {
			return true
		}
	}
	return false
}

// fewKinds finds "aaaaaaaaaa" and "1212121212".
func fewKinds(s string) bool {
	kinds := map[rune]bool{}
	for _, r := range s {
		kinds[r] = true
	}
	return len(kinds) < 4
}

// isRun finds "1234567890" and "9876543210".
func isRun(s string) bool {
	up, down := 0, 0
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == s[i-1]+1 || s[i-1] == '9' && s[i] == '0':
			up++
		case s[i] == s[i-1]-1 || s[i-1] == '0' && s[i] == '9':
			down++
		}
	}
	return len(s) > 0 && max(up, down) == len(s)-1
}

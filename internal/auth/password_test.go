package auth

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/law"
)

func TestCheckPassword(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name     string
		password string
		good     bool
	}{
		{"a sentence with spaces is good", "con trâu đi trước", true},
		{"ten characters are enough", "xanh7Tím#q", true},
		{"nine characters are too few, however many bytes", "ộộẫẫỡỡựựế", false},
		{"the login name inside is refused", "chào ha.tran nhé", false},
		{"the login name typed with diacritics is refused", "Hà.Trần-2026", false},
		{"one letter repeated is refused", "aaaaaaaaaaaa", false},
		{"digits in order are refused", "1234567890", false},
		{"digits backwards are refused", "9876543210", false},
		{"a common word with digits is refused", "Mật khẩu 2026", false},
		{"our own name with a year is refused", "nhipcau2026", false},
		{"two hundred characters are the limit", strings.Repeat("abcd ", 40), true},
		{"more is refused", strings.Repeat("abcd ", 40) + "x", false},
	} {
		err := CheckPassword(tt.password, "ha.tran")
		if (err == nil) != tt.good || err != nil && fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: CheckPassword(%q) = %v", tt.name, tt.password, err)
		}
	}
}

func TestAHashCarriesItsCost(t *testing.T) {
	t.Parallel()
	for _, c := range []cost{usualCost, codeCost} {
		hash := hashPassword("con trâu đi trước", c)
		ok, got := samePassword(hash, "con trâu đi trước")
		if !ok || got != c || !strings.HasPrefix(hash, "$argon2id$v=19$m=") {
			t.Errorf("%s: same %v, cost %v", hash, ok, got)
		}
		if ok, _ := samePassword(hash, "con trâu đi sau"); ok {
			t.Error("another password has the same hash")
		}
		if hash == hashPassword("con trâu đi trước", c) {
			t.Error("two hashes share a salt")
		}
	}
	for _, broken := range []string{"", "$argon2id$", "$2a$10$abc", "$argon2id$v=19$m=99999999,t=2,p=1$AAAA$AAAA", "$argon2id$v=19$m=8,t=0,p=1$AAAA$AAAA"} {
		if ok, c := samePassword(broken, ""); ok || c != (cost{}) {
			t.Errorf("the broken hash %q was accepted", broken)
		}
	}
}

func TestWaitsGrowToALimit(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]time.Duration{0: 0, 4: 0, 5: 5 * time.Second, 6: 10 * time.Second, 9: 80 * time.Second, 13: 15 * time.Minute, 1000: 15 * time.Minute} {
		if got := waitAfter(n, freeByName); got != want {
			t.Errorf("after %d failures one waits %s, want %s", n, got, want)
		}
	}
}

func TestSealedTextOpensOnlyInItsPlace(t *testing.T) {
	t.Parallel()
	s, err := New(Options{Key: bytes.Repeat([]byte{1}, 32)})
	if err != nil {
		t.Fatal(err)
	}
	sealed := s.sealed("account 1", "JBSWY3DP")
	if got, err := s.opened("account 1", sealed); err != nil || got != "JBSWY3DP" {
		t.Errorf("opened %q, %v", got, err)
	}
	if _, err := s.opened("account 2", sealed); err == nil {
		t.Error("it opened elsewhere")
	}
	other, err := New(Options{Key: bytes.Repeat([]byte{2}, 32)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.opened("account 1", sealed); err == nil {
		t.Error("it opened with another key")
	}
	if _, err := New(Options{Key: []byte("short")}); err == nil {
		t.Error("a short key was accepted")
	}
}

func TestTheKeyIsMadeOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir() + "/keys"
	first, err := OpenKey(dir)
	if err != nil {
		t.Fatal(err)
	}
	second, err := OpenKey(dir)
	if err != nil || !bytes.Equal(first, second) || len(first) != 32 {
		t.Errorf("the key changed: %v", err)
	}
}

func TestDevicesAreNamedShortly(t *testing.T) {
	t.Parallel()
	for agent, want := range map[string]string{
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36":                      "Chrome · Windows",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/140 Chrome/140.0 Safari/537.36":  "Cốc Cốc · Windows",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36 Edg/150.0":            "Edge · Windows",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile Safari/604.1": "Safari · iPhone",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0":                                             "Firefox · macOS",
		"curl/8.0": "", "": "",
	} {
		if got := deviceLabel(agent); got != want {
			t.Errorf("deviceLabel(%q) = %q, want %q", agent, got, want)
		}
	}
}

func TestDaysOfASheet(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]law.Date{
		"01/07/2026": {Year: 2026, Month: 7, Day: 1}, "1.7.2026": {Year: 2026, Month: 7, Day: 1}, "2026-07-01": {Year: 2026, Month: 7, Day: 1},
		"2026-07-01 00:00:00": {Year: 2026, Month: 7, Day: 1}, "46204": {Year: 2026, Month: 7, Day: 1}, "31/02/2026": {}, "mai": {}, "7": {},
	} {
		if got, ok := readDay(text); got != want || ok != !want.IsZero() {
			t.Errorf("readDay(%q) = %s, %v; want %s", text, got, ok, want)
		}
	}
}

// FuzzReadSheet gives rows of foreign cells to the reader; it must answer with rows or a sentence.
func FuzzReadSheet(f *testing.F) {
	f.Add("Họ và tên\tĐơn vị\nA\tB")
	f.Add("")
	f.Add("\t\t\n\n\t")
	f.Fuzz(func(t *testing.T, text string) {
		var cells [][]string
		for _, line := range strings.Split(text, "\n") {
			cells = append(cells, strings.Split(line, "\t"))
		}
		rows, err := readSheet(cells)
		if err != nil && fault.Find(err) == nil {
			t.Errorf("an error without a sentence: %v", err)
		}
		for _, r := range rows {
			if len([]rune(r.Name)) > maxCell {
				t.Error("a cell is longer than allowed")
			}
		}
	})
}

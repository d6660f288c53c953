package person_test

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/listen/gate/person"
)

func lines(t testing.TB, name string) []string {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []string
	for s := bufio.NewScanner(f); s.Scan(); {
		all = append(all, s.Text())
	}
	return all
}

// named is who is named in a text as somebody typed it.
func named(text string) string { return person.Named(person.Canonical(text), nil) }

// seen is how many names are refused, as they are written here and in small letters, alone and in a sentence.
func seen(t *testing.T, names []string) (written, small int) {
	t.Helper()
	for _, name := range names {
		ok := named(name+" group:social") != "" && named(name+" hỏi bao giờ có nước") != "" &&
			person.InSentence(person.Canonical("Ở bản xa, "+name+" kể lại."), nil)
		if ok {
			written++
		} else {
			t.Logf("%q passes", name)
		}
		if named(strings.ToLower(name)) != "" {
			small++
		} else {
			t.Logf("%q passes in small letters", strings.ToLower(name))
		}
	}
	return written, small
}

func TestNamesOfEveryPeopleOfTheProvinceAreSeen(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		file           string
		written, small int
	}{{"names_tuned.txt", 63, 60}, {"names_heldout.txt", 69, 62}} {
		names := lines(t, tt.file)
		written, small := seen(t, names)
		t.Logf("%s: %d of %d are seen, %d in small letters", tt.file, written, len(names), small)
		if written < tt.written || small < tt.small {
			t.Errorf("%s: %d and %d are seen, want %d and %d", tt.file, written, small, tt.written, tt.small)
		}
	}
}

func TestOrdinaryWordsAreNoNames(t *testing.T) {
	t.Parallel()
	for file, most := range map[string]int{"ordinary_tuned.txt": 0, "ordinary_heldout.txt": 3} {
		refused, all := 0, lines(t, file)
		for _, text := range all {
			for _, asked := range []string{text, strings.ToLower(text)} {
				if what := named(asked); what != "" {
					refused++
					t.Logf("%s: %q is refused for %q", file, asked, what)
				}
			}
		}
		if t.Logf("%s: %d of %d are refused", file, refused, 2*len(all)); refused > most {
			t.Errorf("%s: %d are refused, want at most %d", file, refused, most)
		}
	}
}

func TestWhatOfficersNoteIsScreenedForNamesOfEveryPeople(t *testing.T) {
	t.Parallel()
	for text, refused := range map[string]bool{
		"Chảo Láo Tả hỏi bao giờ có nước":              true,
		"hộ Tráng Seo Pao chưa được đền bù":            true,
		"giàng a páo chửi":                             true,
		"giang a pao chui":                             true,
		"ly seo chung group:social":                    true,
		"chao lao ta":                                  true,
		"H’Loan Niê":                                   true,
		"nguyễn thị lan":                               true,
		"nguyễn văn được":                              true,
		"hộ nghèo chưa được đền bù":                    false,
		"các em Trường Tiểu học Tả Van thiếu chăn":     false,
		"bà con ở bản Sín Chải, Suối Giàng thiếu nước": false,
		"tai nan lao dong o Lao Cai":                   false,
		"thông báo tới từng hộ. Chúng tôi đề nghị":     false,
		"người H’Mông, người Dao":                      false,
	} {
		if what := named(text); (what != "") != refused {
			t.Errorf("%q: %q, want refused %v", text, what, refused)
		}
	}
}

func TestPlacesAreNoPersons(t *testing.T) {
	t.Parallel()
	for _, q := range []string{"Hà Nội", "đất đai Cao Lãnh", "Thái Nguyên AND giá nước", "Lâm Đồng"} {
		if got := named(q); got != "" {
			t.Errorf("in %q %q is named", q, got)
		}
	}
}

func BenchmarkNamed(b *testing.B) {
	text := strings.Join(lines(b, "ordinary_tuned.txt"), " ")
	words := len(strings.Fields(text))
	for b.Loop() {
		named(text)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(words), "ns/word")
}

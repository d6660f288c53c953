package official

import (
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

// DirectoryUnit is a unit as the caller knows it. Days are ISO days; empty From or To mean open.
type DirectoryUnit struct {
	ID         string
	Name       string
	Short      string // abbreviation in use, several separated by "|"
	Kind       string
	Parent     string   // the ID of the unit above
	From, To   string   // first and last day on which the unit existed under this name
	Successors []string // IDs of the units that took over; several when it was split
}

// Directory knows the names of units. The zero Directory knows none. It may be used by many goroutines.
type Directory struct {
	units  []DirectoryUnit
	byID   map[string]int
	byKey  map[string][]int // by matching key, see unitKey
	tokens [][]string
	begins map[string][]string // canonical names by their first two words, for running text
}

// NewDirectory builds a directory of units. Of two units with one ID the first counts.
func NewDirectory(units []DirectoryUnit) Directory {
	d := Directory{byID: map[string]int{}, byKey: map[string][]int{}, begins: map[string][]string{}}
	for _, u := range units {
		if _, taken := d.byID[u.ID]; taken {
			continue
		}
		d.add(u)
	}
	return d
}

func (d *Directory) add(u DirectoryUnit) {
	n := len(d.units)
	d.units = append(d.units, u)
	d.byID[u.ID] = n
	d.tokens = append(d.tokens, strings.Fields(unitKey(u.Name)))
	for _, name := range append(strings.Split(u.Short, "|"), u.Name) {
		if k := unitKey(name); k != "" {
			d.byKey[k] = append(d.byKey[k], n)
		}
	}
	name := keyOf(oneLine(vi.Normalize(u.Name)))
	if first, ok := twoWords(name); ok {
		d.begins[first] = append(d.begins[first], name)
	}
}

func twoWords(name string) (string, bool) {
	words := strings.SplitN(name, " ", 3)
	if len(words) < 2 {
		return "", false
	}
	return words[0] + " " + words[1], true
}

// prefix returns the end of the longest directory name with which key continues at i; i when none does.
func (d *Directory) prefix(key string, i int) int {
	if d == nil || len(d.begins) == 0 {
		return i
	}
	_, e1 := word(key, i)
	next := skipBlanks(key, e1)
	_, e2 := word(key, next)
	best := i
	for _, name := range d.begins[key[i:e1]+" "+key[next:e2]] {
		if end, ok := hasPhrase(key, i, name); ok && end > best {
			best = end
		}
	}
	return best
}

// Unit returns the unit with an ID.
func (d Directory) Unit(id string) (DirectoryUnit, bool) {
	n, ok := d.byID[id]
	if !ok {
		return DirectoryUnit{}, false
	}
	return d.units[n], true
}

// Len is how many units the directory knows.
func (d Directory) Len() int { return len(d.units) }

// unitWords writes out the abbreviations of kinds of agency and of common fields, one word or more each.
var unitWords = map[string]string{
	"ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "vp": "van phong", "tt": "trung tam", "ubmttq": "uy ban mat tran to quoc", "ubmttqvn": "uy ban mat tran to quoc viet nam",
	"mttq": "mat tran to quoc", "mttqvn": "mat tran to quoc viet nam", "tttt": "thong tin truyen thong", "tt&tt": "thong tin truyen thong", "vhttdl": "van hoa the thao du lich", "vhtt&dl": "van hoa the thao du lich", "vhtt": "van hoa thong tin",
	"vh-ttdl": "van hoa the thao du lich", "gd&dt": "giao duc dao tao", "gddt": "giao duc dao tao", "gd-dt": "giao duc dao tao", "nn&ptnt": "nong nghiep phat trien nong thon", "nnptnt": "nong nghiep phat trien nong thon",
	"nn&mt": "nong nghiep moi truong", "nnmt": "nong nghiep moi truong", "tn&mt": "tai nguyen moi truong", "tnmt": "tai nguyen moi truong", "kh&cn": "khoa hoc cong nghe", "khcn": "khoa hoc cong nghe", "kh&dt": "ke hoach dau tu", "khdt": "ke hoach dau tu",
	"ldtbxh": "lao dong thuong binh xa hoi", "ld-tb&xh": "lao dong thuong binh xa hoi", "ldtb&xh": "lao dong thuong binh xa hoi", "gtvt": "giao thong van tai", "pt-th": "phat thanh truyen hinh", "ptth": "phat thanh truyen hinh", "pt&th": "phat thanh truyen hinh",
	"bchqs": "bo chi huy quan su", "bdbp": "bo doi bien phong", "ca": "cong an", "lhpn": "lien hiep phu nu", "ccb": "cuu chien binh", "tncshcm": "thanh nien cong san ho chi minh", "ldld": "lien doan lao dong", "bhxh": "bao hiem xa hoi",
	"ttdt": "thong tin dien tu", "tp": "thanh pho", "h": "huyen", "gdnn": "giao duc nghe nghiep", "bcd": "ban chi dao", "bql": "ban quan ly", "pccc": "phong chay chua chay", "btgdv": "ban tuyen giao dan van", "kt-xh": "kinh te xa hoi", "pgd": "phong giao duc",
}

// unitKey is the form in which names are compared: folded, abbreviations written out, without
// conjunctions and punctuation.
func unitKey(name string) string {
	s := vi.Fold(vi.Normalize(name))
	s = strings.NewReplacer(" & ", "&", ",", " ", ";", " ", "(", " ", ")", " ", "“", " ", "”", " ", "\"", " ", ".", " ", " - ", " ", " – ", " ").Replace(s)
	var out []string
	for w := range strings.FieldsSeq(s) {
		if full, ok := unitWords[w]; ok {
			out = append(out, full)
			continue
		}
		if full, ok := glued(w); ok {
			out = append(out, full)
			continue
		}
		for part := range strings.FieldsFuncSeq(w, func(r rune) bool { return r == '-' || r == '–' || r == '/' || r == '&' }) {
			if part != "va" {
				out = append(out, part)
			}
		}
	}
	return strings.Join(out, " ")
}

// glued writes out an abbreviation of a department and its field in one word: "stttt", "svhttdl".
func glued(w string) (string, bool) {
	if len(w) < 4 || w[0] != 's' {
		return "", false
	}
	full, ok := unitWords[w[1:]]
	return "so " + full, ok
}

package vi

import (
	"cmp"
	_ "embed" // the provinces
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
)

//go:embed data/provinces.txt
var provincesText string

// province is a province of today or one merged into it.
type province struct {
	Unit
	spellings []string
}

// city is the kind of the cities that are provinces, so that they are not taken for those below a province.
const city = "thành phố trực thuộc trung ương"

// provinces lists the 34 provinces with the 29 merged into them in 2025.
var provinces = sync.OnceValue(func() []province {
	var out []province
	for _, f := range tabLines(provincesText) {
		spellings := make(map[string][]string)
		for _, s := range splitTrim(f[4], ";") {
			written, name, _ := strings.Cut(s, "=")
			spellings[name] = append(spellings[name], written)
		}
		kind := f[1]
		if kind == "thành phố" {
			kind = city
		}
		now := Unit{Kind: kind, Name: f[2], Province: f[2], NowKind: kind, NowName: f[2], NowProvince: f[2], Code: f[0]}
		out = append(out, province{now, spellings[f[2]]})
		for _, old := range splitTrim(f[3], ";") {
			u := now
			u.Kind, u.Name, u.Province = "tỉnh", old, old
			out = append(out, province{u, spellings[old]})
		}
	}
	return out
})

// ErrUnits is wrapped by every error of [ReadUnits] that is the file's fault.
var ErrUnits = errors.New("not a table of units")

// mostUnits is how many lines a table of units may have.
const mostUnits = 1 << 20

// ReadUnits reads units from a CSV table whose first line names its columns. It takes two layouts: old units
// with the new ones (province, district, ward, newProvince, newWard, newWardCode), each name with its kind in
// front; or units of today (name, kind, province and, as they are known, district, code). Units of today that
// a table of old ones names are known too, and so are the districts of the past.
func ReadUnits(r io.Reader) ([]Unit, error) {
	c := csv.NewReader(r)
	c.FieldsPerRecord = -1
	c.ReuseRecord = true
	header, err := c.Read()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnits, err)
	}
	column := make(map[string]int)
	for i, name := range header {
		column[strings.ToLower(strings.TrimPrefix(strings.TrimSpace(name), "\uFEFF"))] = i
	}
	u := unitReader{column: column, seen: make(map[Unit]int)}
	read := u.today
	switch {
	case u.has("ward", "newward", "province", "newprovince"):
		read = u.old
	case !u.has("name", "kind", "province"):
		return nil, fmt.Errorf("%w: no columns ward and newWard, nor name, kind and province", ErrUnits)
	}
	for range mostUnits {
		u.record, err = c.Read()
		if err == io.EOF {
			return u.units, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrUnits, err)
		}
		read()
	}
	return nil, fmt.Errorf("%w: more than %d lines", ErrUnits, mostUnits)
}

// unitReader reads one record after the other.
type unitReader struct {
	column map[string]int
	record []string
	units  []Unit
	seen   map[Unit]int // place of a unit without what it is now
}

func (u *unitReader) has(names ...string) bool {
	for _, n := range names {
		if _, ok := u.column[n]; !ok {
			return false
		}
	}
	return true
}

func (u *unitReader) get(name string) string {
	i, ok := u.column[name]
	if !ok || i >= len(u.record) {
		return ""
	}
	return CanonicalTone(Normalize(strings.TrimSpace(strings.Clone(u.record[i]))))
}

// today reads a unit as it is now.
func (u *unitReader) today() {
	_, province := splitKind(u.get("province"))
	kind, name := splitKind(u.get("name"))
	kind = cmp.Or(strings.ToLower(u.get("kind")), kind)
	u.add(Unit{Kind: kind, Name: name, District: u.get("district"), Province: province, NowKind: kind, NowName: name, NowProvince: province, Code: u.get("code")})
}

// old reads an old unit with the new one it went to, and with them the new unit and the old district.
func (u *unitReader) old() {
	_, province := splitKind(u.get("province"))
	_, nowProvince := splitKind(u.get("newprovince"))
	districtKind, districtName := splitKind(u.get("district"))
	kind, name := splitKind(u.get("ward"))
	nowKind, nowName := splitKind(u.get("newward"))
	code := u.get("newwardcode")
	u.add(Unit{nowKind, nowName, "", nowProvince, nowKind, nowName, nowProvince, code})
	u.add(Unit{kind, name, full(districtKind, districtName), province, nowKind, nowName, nowProvince, code})
	u.add(Unit{Kind: districtKind, Name: districtName, Province: province, NowProvince: nowProvince})
}

// add keeps a unit once; one that went to several units of today has no single name now.
func (u *unitReader) add(unit Unit) {
	if unit.Name == "" || unit.Kind == "" {
		return
	}
	key := Unit{Kind: unit.Kind, Name: unit.Name, District: unit.District, Province: unit.Province}
	if i, ok := u.seen[key]; ok {
		if was := &u.units[i]; was.Code != unit.Code {
			was.NowKind, was.NowName, was.Code = "", "", ""
		}
		return
	}
	u.seen[key] = len(u.units)
	u.units = append(u.units, unit)
}

// splitKind takes "Phường Tân An" apart into phường and Tân An.
func splitKind(s string) (kind, name string) {
	lower := strings.ToLower(s)
	for _, k := range []string{"tỉnh", "thành phố", "quận", "huyện", "thị xã", "phường", "thị trấn", "đặc khu", "xã"} {
		if strings.HasPrefix(lower, k+" ") {
			return k, strings.TrimSpace(s[len(k):])
		}
	}
	return "", s
}

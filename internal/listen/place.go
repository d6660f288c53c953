package listen

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/vi"
)

// Place is a commune of the directory, and how many people live there.
type Place struct {
	Unit   org.UnitID
	Code   string
	Name   string // phường Thanh Giang
	People int    // 0: not known
	By     string // who entered it
	At     time.Time
}

// Counted reports whether social items may be counted under the place: enough people live there, and that is known.
func (p Place) Counted() bool { return gate.PlaceOf(p.Code, p.People) != "" }

// Places returns the communes of today in the order of the directory.
func (s *Service) Places(ctx context.Context, tx *db.Tx) ([]Place, error) {
	set, err := s.placesNow(ctx, tx)
	return set.all, err
}

// SetPeople says how many people live in a commune; 0 says that it is not known any more. It fails with
// fault.Invalid for a number that cannot be, and with fault.NotFound for another unit. Who calls it writes the audit.
func (s *Service) SetPeople(ctx context.Context, tx *db.Tx, by string, unit org.UnitID, people int) error {
	places, err := s.Places(ctx, tx)
	switch {
	case err != nil:
		return err
	case people < 0 || people > 2_000_000:
		return fault.New(fault.Invalid, "Số dân chưa đúng. Hãy ghi số người, ví dụ 12.500.")
	case !slices.ContainsFunc(places, func(p Place) bool { return p.Unit == unit }):
		return fault.New(fault.NotFound, "Không có xã, phường này trong danh bạ.")
	case people == 0:
		_, err = tx.Exec(ctx, `DELETE FROM listen_place WHERE unit = $1`, unit)
		return err
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO listen_place (unit, people, by_name, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (unit) DO UPDATE SET people = excluded.people, by_name = excluded.by_name, at = excluded.at`, unit, people, by, s.Now())
	return err
}

// placeSet is what is known of places at one moment.
type placeSet struct {
	tree      *org.Tree
	version   string
	day       law.Date
	all       []Place
	byCode    map[string]Place
	byName    map[string]string // code by folded name or code; empty for a name that several have
	province  string            // folded name
	gazetteer func() *vi.Gazetteer
}

// placesNow reads the places again if the directory or a number of people changed. Without a directory there are none.
func (s *Service) placesNow(ctx context.Context, tx *db.Tx) (*placeSet, error) {
	if s.Org == nil {
		return &placeSet{}, nil
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return nil, err
	}
	var n int
	var last *time.Time
	err = tx.QueryRow(ctx, `SELECT COUNT(*), MAX(at) FROM listen_place`).Scan(&n, &last)
	if err != nil {
		return nil, fmt.Errorf("asking whether places changed: %w", err)
	}
	version := fmt.Sprint(n, last)
	if last != nil {
		version = fmt.Sprint(n, last.UnixNano())
	}
	today := law.DateOf(s.Now())
	if set := s.places.Load(); set != nil && set.tree == tree && set.version == version && set.day == today {
		return set, nil
	}
	known, err := peopleOf(ctx, tx)
	if err != nil {
		return nil, err
	}
	set := newPlaces(tree, known, today)
	set.version = version
	if tx.ReadOnly() { // what is read before its commit may never come to be
		s.places.Store(set)
	}
	return set, nil
}

func peopleOf(ctx context.Context, tx *db.Tx) (map[org.UnitID]Place, error) {
	r, err := tx.Query(ctx, `SELECT unit, people, by_name, at FROM listen_place`)
	known := map[org.UnitID]Place{}
	_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
		var p Place
		err = r.Scan(&p.Unit, &p.People, &p.By, &p.At)
		known[p.Unit] = p
		return struct{}{}, err
	})
	return known, err
}

// newPlaces joins the directory with the numbers of people. Units that ended are known under their old names, and
// counted where one unit took over from them.
func newPlaces(tree *org.Tree, known map[org.UnitID]Place, today law.Date) *placeSet {
	set := &placeSet{tree: tree, day: today, byCode: map[string]Place{}, byName: map[string]string{}}
	root, _ := tree.Root()
	_, own := placeName(root.Name)
	set.province = vi.Fold(own)
	var units []vi.Unit
	for _, u := range tree.Units() {
		kind, name := placeName(u.Name)
		if kind == "" || u.Level != org.Commune && u.Level != org.District {
			continue
		}
		v := vi.Unit{Kind: kind, Name: name, Province: own}
		if now, ok := successor(tree, u, today); ok {
			v.NowKind, v.NowName = placeName(now.Name)
			v.NowProvince, v.Code = own, now.Code
			set.name(now.Code, now.Code, kind+" "+name, name)
		}
		units = append(units, v)
		if u.Level == org.Commune && u.ExistsOn(today) {
			p := known[u.ID]
			p.Unit, p.Code, p.Name = u.ID, u.Code, kind+" "+name
			set.all = append(set.all, p)
			set.byCode[u.Code] = p
		}
	}
	set.gazetteer = sync.OnceValue(func() *vi.Gazetteer { return vi.NewGazetteer(units, own) })
	return set
}

// name lets a place be called by some names; a name that two places have means none.
func (set *placeSet) name(code string, names ...string) {
	for _, n := range names {
		n = vi.Fold(n)
		if other, taken := set.byName[n]; taken && other != code {
			code = ""
		}
		set.byName[n] = code
	}
}

// successor is the commune of today that a unit is or became; false where it was shared out.
func successor(tree *org.Tree, u org.Unit, today law.Date) (org.Unit, bool) {
	for range 10 {
		if u.ExistsOn(today) {
			return u, u.Level == org.Commune
		}
		next := tree.Successors(u.ID)
		if len(next) != 1 {
			return u, false
		}
		u, _ = tree.Unit(next[0])
	}
	return u, false
}

// kindsOfPlaces are the kinds of units that are places.
var kindsOfPlaces = []string{"xã", "phường", "đặc khu", "thị trấn", "huyện", "quận", "thị xã", "thành phố", "tỉnh"}

// placeName is the kind and the name of the place of an authority: "Ủy ban nhân dân xã Tân An" is of xã, Tân An.
func placeName(authority string) (kind, name string) {
	rest := strings.TrimSpace(vi.Normalize(authority))
	for _, head := range []string{"ủy ban nhân dân ", "uỷ ban nhân dân ", "ubnd "} {
		if strings.HasPrefix(strings.ToLower(rest), head) {
			rest = rest[len(head):]
			break
		}
	}
	for _, k := range kindsOfPlaces {
		if len(rest) > len(k) && strings.EqualFold(rest[:len(k)], k) && rest[len(k)] == ' ' {
			return k, strings.TrimSpace(rest[len(k):])
		}
	}
	return "", ""
}

// code is the code of a place that is called by its name or code; empty for one that is not known.
func (set *placeSet) code(called string) string {
	called = strings.TrimSpace(vi.Normalize(called))
	if kind, name := placeName(called); kind != "" {
		called = kind + " " + name
	}
	return set.byName[vi.Fold(called)]
}

// calls reports whether a name is that of a place, of today or before.
func (set *placeSet) calls(name string) bool {
	_, known := set.byName[vi.Fold(name)]
	return known
}

// counted is the code of a place under which something may be counted; empty: none.
func (set *placeSet) counted(called string) string {
	code := set.code(called)
	if !set.byCode[code].Counted() {
		return ""
	}
	return code
}

// PlaceCalled is the commune of today that an officer calls by its name of now or before, or by its code; empty for no
// name and for the province as a whole. It is for items of the press, which may speak of a place however few people live
// there. It fails with fault.Invalid for a place that is not known.
func (s *Service) PlaceCalled(ctx context.Context, tx *db.Tx, called string) (Place, error) {
	set, err := s.placesNow(ctx, tx)
	if err != nil || set.whole(called) {
		return Place{}, err
	}
	p, known := set.byCode[set.code(called)]
	if !known {
		return p, set.unknown(called)
	}
	return p, nil
}

// whole reports whether nothing or the province itself is called.
func (set *placeSet) whole(called string) bool {
	_, name := placeName(called)
	return strings.TrimSpace(called) == "" || set.province != "" && (vi.Fold(strings.TrimSpace(called)) == set.province || vi.Fold(name) == set.province)
}

func (set *placeSet) unknown(called string) error {
	return fault.New(fault.Invalid, "Danh bạ không có xã, phường tên “%s”. Hãy ghi đủ cấp và tên, hoặc mã đơn vị.", called).At("place")
}

// entered is the code of the place that an officer entered; empty for the province as a whole. It fails with
// fault.Invalid for a place that is not known, whose people are not known, or that has too few.
func (set *placeSet) entered(called string) (string, error) {
	if set.whole(called) {
		return "", nil
	}
	code := set.code(called)
	p, known := set.byCode[code]
	switch {
	case !known:
		return "", set.unknown(called)
	case p.People == 0:
		return "", fault.New(fault.Invalid, "Chưa biết số dân của %s nên không ghi riêng. Hãy để trống, hoặc ghi số dân ở trang Địa bàn.", p.Name).At("place")
	case !p.Counted():
		return "", fault.New(fault.Invalid, "Địa bàn dưới %d dân không được ghi riêng. Hãy chọn cấp xã trở lên.", gate.LeastPeople).At("place")
	}
	return code, nil
}

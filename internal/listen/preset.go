package listen

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/feed"
)

// presetHead is the head of a list of sources that a province can load: a CSV file, or OPML with the same words
// as attributes. Only name and address are needed.
var presetHead = []string{"name", "kind", "class", "address", "site", "language", "area", "weight", "permission"}

// presetNames are the heads that a list may have in Vietnamese, and presetKinds its words for kinds, as [columnKey]
// gives them.
var (
	presetNames = map[string]string{
		"ten": "name", "tennguon": "name", "nguon": "name", "loai": "kind", "loainguon": "kind", "nhom": "class", "nhomnguon": "class", "diachi": "address", "diachinguontin": "address", "duongdan": "address",
		"trang": "site", "trangchu": "site", "ngonngu": "language", "tieng": "language", "diaban": "area", "noi": "area", "trongso": "weight", "chophep": "permission", "vanbanchophep": "permission",
	}
	presetKinds = map[string]Kind{
		"nguontin": KindFeed, "rss": KindFeed, "sodotrangtin": KindSitemap, "sodotintuc": KindSitemap, "thu": KindMail, "tep": KindFile, "tepxuat": KindFile, "daytin": KindPush, "nhaptay": KindManual, "trangdanhsach": KindPage,
	}
)

// ReadSources reads a list of sources: OPML, or CSV with the columns name, kind, class, address, site, language,
// area, weight, permission in any order. class is that of sources that name none. It fails with fault.Invalid.
func ReadSources(data []byte, class Class) ([]Source, error) {
	if strings.HasPrefix(strings.TrimSpace(string(data[:min(len(data), headBytes)])), "<") {
		return sourcesOfOPML(data, class)
	}
	rows, err := ReadTable(context.Background(), data)
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	for i, h := range rows[0] {
		name := strings.ToLower(strings.TrimSpace(strings.TrimPrefix(h, "\ufeff")))
		if own, ok := presetNames[columnKey(name)]; ok {
			name = own
		}
		at[name] = i
	}
	if _, ok := at["name"]; !ok {
		return nil, fault.New(fault.Invalid, "Danh sách nguồn cần dòng đầu ghi tên cột: %s.", strings.Join(presetHead, ", "))
	}
	var all []Source
	for n, row := range rows[1:] {
		get := func(name string) string {
			i, ok := at[name]
			if !ok || i >= len(row) {
				return ""
			}
			return strings.TrimSpace(row[i])
		}
		src := Source{
			Name: get("name"), Kind: Kind(get("kind")), Class: Class(get("class")), Address: get("address"), Site: get("site"),
			Language: get("language"), Area: get("area"), Permission: get("permission"),
		}
		if w := get("weight"); w != "" {
			src.Weight, err = strconv.ParseFloat(strings.ReplaceAll(w, ",", "."), 64)
			if err != nil {
				return nil, fault.New(fault.Invalid, "Dòng %d: trọng số %s không phải là số.", n+2, w)
			}
		}
		if src.Kind == "" {
			src.Kind = KindFeed
		}
		if src.Class == "" {
			src.Class = class
		}
		if read, ok := ReadClass(string(src.Class)); ok {
			src.Class = read
		}
		if read, ok := presetKinds[columnKey(string(src.Kind))]; ok {
			src.Kind = read
		}
		src.Name = firstOf(src.Name, hostOf(src.Address))
		if filledCells(row) > 0 {
			all = append(all, src)
		}
	}
	return all, nil
}

func sourcesOfOPML(data []byte, class Class) ([]Source, error) {
	_, presets, err := feed.ReadOPML(data)
	if err != nil {
		return nil, err
	}
	all := make([]Source, 0, len(presets))
	for _, p := range presets {
		src := Source{Name: firstOf(p.Name, hostOf(p.Address)), Kind: Kind(p.Kind), Class: Class(p.Class), Address: p.Address, Site: p.Site, Language: p.Language, Area: p.Area, Weight: p.Weight, Permission: p.Permission, FullText: FullText(p.FullText)}
		if p.Pattern.Item != "" {
			src.Settings.List = &ListPattern{Item: p.Pattern.Item, Title: p.Pattern.Title, Link: p.Pattern.Link, Date: p.Pattern.Date}
		}
		if !slices.Contains(Kinds, src.Kind) || src.Kind == KindPage && src.Settings.List == nil {
			src.Kind = KindFeed
		}
		if !slices.Contains(Classes, src.Class) {
			src.Class = class
		}
		all = append(all, src)
	}
	return all, nil
}

// Listed is what became of a list of sources.
type Listed struct {
	Added, Known int
	Refused      []Refused
}

// Refused is a source of a list that cannot be used, and why: a fault.Invalid.
type Refused struct {
	Name string
	Why  error
}

// AddSources adds the sources whose name and address are not known yet; those that cannot be used do not keep the
// others out.
func (s *Service) AddSources(ctx context.Context, tx *db.Tx, all []Source) (l Listed, err error) {
	known, err := s.Sources(ctx, tx)
	if err != nil {
		return l, err
	}
	seen := map[string]bool{}
	for _, k := range known {
		seen[k.Name] = true
		seen[Canonical(k.Address)] = true
	}
	for _, src := range all {
		address := Canonical(src.Address)
		if src.Name != "" && seen[src.Name] || address != "" && seen[address] {
			l.Known++
			continue
		}
		_, err := s.SaveSource(ctx, tx, src)
		if fault.KindOf(err) == fault.Invalid {
			l.Refused = append(l.Refused, Refused{firstOf(src.Name, src.Address, "?"), err})
			continue
		}
		if err != nil {
			return l, fmt.Errorf("adding source %s: %w", src.Name, err)
		}
		seen[src.Name], seen[address] = true, true
		l.Added++
	}
	return l, nil
}

// WriteOPML writes sources as OPML, with everything that ReadSources reads.
func (s *Service) WriteOPML(w io.Writer, all []Source) error {
	presets := make([]feed.Preset, len(all))
	for i, src := range all {
		presets[i] = feed.Preset{Name: src.Name, Kind: string(src.Kind), Class: string(src.Class), Address: src.Address, Site: src.Site, Language: src.Language, Area: src.Area, Weight: src.Weight, Permission: src.Permission, FullText: string(src.FullText)}
		if l := src.Settings.List; l != nil {
			presets[i].Pattern = feed.Pattern{Item: l.Item, Title: l.Title, Link: l.Link, Date: l.Date}
		}
	}
	_, err := w.Write(feed.WriteOPML("Nguồn tin", s.Now(), presets))
	return err
}

// WriteCSV writes sources as the list that ReadSources reads.
func WriteCSV(w io.Writer, all []Source) error {
	c := csv.NewWriter(w)
	rows := [][]string{presetHead}
	for _, s := range all {
		rows = append(rows, []string{s.Name, string(s.Kind), string(s.Class), s.Address, s.Site, s.Language, s.Area, strconv.FormatFloat(s.Weight, 'f', -1, 64), s.Permission})
	}
	return c.WriteAll(rows)
}

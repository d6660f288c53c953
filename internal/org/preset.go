package org

import (
	"context"
	"fmt"
	"strings"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/law"
)

// PresetUnit is a kind of agency that every province has; the names of a province's own communes are
// imported, never shipped.
type PresetUnit struct {
	Code, Name, Short string
	Level             Level
	From, To          law.Date
	Successors        []string // codes; several after a split
}

// The reorganisation of departments in early 2025. The ministry-level merge that the departments followed
// is known (circular 10/2025/TT-BVHTTDL names who took the press work); the day is from memory and may
// differ by province, so the administrator can correct it.
var (
	reorganised = law.Date{Year: 2025, Month: 3, Day: 1}
)

// both models have these, under these names, before and after 2025.
var lasting = []PresetUnit{
	{Code: "VPUBND", Name: "Văn phòng Ủy ban nhân dân tỉnh", Short: "Văn phòng UBND tỉnh", Level: Department},
	{Code: "STP", Name: "Sở Tư pháp", Level: Department},
	{Code: "SNV", Name: "Sở Nội vụ", Level: Department},
	{Code: "STC", Name: "Sở Tài chính", Level: Department},
	{Code: "SCT", Name: "Sở Công Thương", Level: Department},
	{Code: "SXD", Name: "Sở Xây dựng", Level: Department},
	{Code: "SKHCN", Name: "Sở Khoa học và Công nghệ", Short: "Sở KH&CN", Level: Department},
	{Code: "SGDDT", Name: "Sở Giáo dục và Đào tạo", Short: "Sở GD&ĐT", Level: Department},
	{Code: "SYT", Name: "Sở Y tế", Level: Department},
	{Code: "SVHTTDL", Name: "Sở Văn hóa, Thể thao và Du lịch", Short: "Sở VHTTDL", Level: Department},
	{Code: "TTT", Name: "Thanh tra tỉnh", Level: Department},
	{Code: "CAT", Name: "Công an tỉnh", Level: Partner},
	{Code: "BCHQS", Name: "Bộ Chỉ huy Quân sự tỉnh", Short: "Bộ CHQS tỉnh", Level: Partner},
	{Code: "VPTU", Name: "Văn phòng Tỉnh ủy", Level: Partner},
	{Code: "VPDDBQH", Name: "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh", Short: "Văn phòng Đoàn ĐBQH và HĐND tỉnh", Level: Partner},
	{Code: "MTTQ", Name: "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", Short: "Ủy ban MTTQ tỉnh", Level: Partner},
	{Code: "HNB", Name: "Hội Nhà báo tỉnh", Level: Partner},
}

// before 2025 these stood alone.
var former = []PresetUnit{
	{Code: "STTTT", Name: "Sở Thông tin và Truyền thông", Short: "Sở TT&TT", Level: Department, Successors: []string{"SKHCN", "SVHTTDL"}},
	{Code: "SKHDT", Name: "Sở Kế hoạch và Đầu tư", Short: "Sở KH&ĐT", Level: Department, Successors: []string{"STC"}},
	{Code: "SGTVT", Name: "Sở Giao thông vận tải", Short: "Sở GTVT", Level: Department, Successors: []string{"SXD"}},
	{Code: "STNMT", Name: "Sở Tài nguyên và Môi trường", Short: "Sở TN&MT", Level: Department, Successors: []string{"SNNMT"}},
	{Code: "SNNPTNT", Name: "Sở Nông nghiệp và Phát triển nông thôn", Short: "Sở NN&PTNT", Level: Department, Successors: []string{"SNNMT"}},
	{Code: "SLDTBXH", Name: "Sở Lao động - Thương binh và Xã hội", Short: "Sở LĐTBXH", Level: Department, Successors: []string{"SNV", "SYT", "SGDDT"}},
	{Code: "BDT", Name: "Ban Dân tộc", Level: Department, Successors: []string{"SDTTG"}},
	{Code: "BTGTU", Name: "Ban Tuyên giáo Tỉnh ủy", Level: Partner, Successors: []string{"BTGDV"}},
	{Code: "BDVTU", Name: "Ban Dân vận Tỉnh ủy", Level: Partner, Successors: []string{"BTGDV"}},
	{Code: "BAO", Name: "Báo tỉnh", Level: Partner, Successors: []string{"BPTTH"}},
	{Code: "DPTTH", Name: "Đài Phát thanh - Truyền hình tỉnh", Short: "Đài PTTH tỉnh", Level: Partner, Successors: []string{"BPTTH"}},
}

// since 2025 these took over.
var successors = []PresetUnit{
	{Code: "SNNMT", Name: "Sở Nông nghiệp và Môi trường", Short: "Sở NN&MT", Level: Department},
	{Code: "SDTTG", Name: "Sở Dân tộc và Tôn giáo", Level: Department},
	{Code: "BTGDV", Name: "Ban Tuyên giáo và Dân vận Tỉnh ủy", Level: Partner},
	{Code: "BPTTH", Name: "Báo và phát thanh, truyền hình tỉnh", Short: "Báo và PTTH tỉnh", Level: Partner},
}

// Preset is a ready-made directory to begin with.
type Preset struct {
	Name  string
	Units []PresetUnit
}

// Presets are the models of government that a province can start from: with districts as in 2023, two
// levels as since 2025 with the earlier departments kept as ended so that old plans find them, or only the
// root, for a directory that is imported.
func Presets() []Preset {
	var since []PresetUnit
	since = append(since, lasting...)
	for _, u := range successors {
		u.From = reorganised
		since = append(since, u)
	}
	for _, u := range former {
		u.To = reorganised.AddDays(-1)
		since = append(since, u)
	}
	before := append([]PresetUnit{}, lasting...)
	for _, u := range former {
		u.Successors = nil
		before = append(before, u)
	}
	return []Preset{{"2025", since}, {"2023", before}, {"custom", nil}}
}

// ApplyPreset makes the root unit of a province and the units of a preset in an empty directory. The root
// is named after the province: "tỉnh An Bình" gives "Ủy ban nhân dân tỉnh An Bình".
func (s *Service) ApplyPreset(ctx context.Context, tx *db.Tx, name, province string) (root UnitID, err error) {
	preset, ok := findPreset(name)
	if !ok {
		return 0, fmt.Errorf("org: no preset %q", name)
	}
	kind, place := cutProvince(province)
	root, err = s.AddUnit(ctx, tx, Unit{Code: "UBND", Name: "Ủy ban nhân dân " + kind + " " + place, Short: "UBND " + kind, Level: Province})
	if err != nil {
		return 0, err
	}
	ids := map[string]UnitID{}
	for _, u := range preset.Units {
		ids[u.Code], err = s.AddUnit(ctx, tx, Unit{
			Parent: root, Code: u.Code, Name: inKind(u.Name, kind), Short: inKind(u.Short, kind),
			Level: u.Level, Unscored: u.Level == Partner, From: u.From, To: u.To,
		})
		if err != nil {
			return 0, err
		}
	}
	for _, u := range preset.Units {
		for _, code := range u.Successors {
			err := insertSuccessor(ctx, tx, ids[u.Code], ids[code], reorganised.String())
			if err != nil {
				return 0, fmt.Errorf("storing the successor of %s: %w", u.Code, err)
			}
		}
	}
	return root, touchTree(ctx, tx)
}

func findPreset(name string) (Preset, bool) {
	for _, p := range Presets() {
		if p.Name == name {
			return p, true
		}
	}
	return Preset{}, false
}

// cutProvince tells a province from a centrally run city.
func cutProvince(name string) (kind, place string) {
	name = strings.TrimSpace(name)
	for _, kind := range []string{"tỉnh", "thành phố"} {
		if len(name) > len(kind) && strings.EqualFold(name[:len(kind)], kind) {
			return kind, strings.TrimSpace(name[len(kind):])
		}
	}
	return "tỉnh", name
}

// inKind writes the names of agencies as a city does where the province is one.
func inKind(name, kind string) string {
	if kind == "tỉnh" {
		return name
	}
	name = strings.ReplaceAll(name, "Tỉnh ủy", "Thành ủy")
	return strings.ReplaceAll(name, "tỉnh", kind)
}

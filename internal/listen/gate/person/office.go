package person

import (
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

// offices are words that begin the office in which somebody is named in public.
var offices = []string{
	"giám đốc", "chủ tịch", "bí thư", "bộ trưởng", "thứ trưởng", "thủ tướng", "chủ nhiệm", "trưởng ban", "trưởng phòng", "chánh văn phòng",
	"chánh thanh tra", "cục trưởng", "tổng cục trưởng", "viện trưởng", "hiệu trưởng", "người phát ngôn", "đại biểu", "chỉ huy trưởng", "trưởng công an",
}

const (
	officeBefore = 6 // within how many words before a lone given name its office stands
	officeNear   = 8 // within how many words of a name in a sentence its office stands
)

func inOffice(words []string) bool {
	near := " " + strings.ToLower(strings.Join(words, " ")) + " "
	return slices.ContainsFunc(offices, func(o string) bool { return strings.Contains(near, " "+o+" ") })
}

// isHolder reports whether a name is that of somebody in office, or of it the family or the given name as people say it.
// A given name alone is that of somebody in office only where an office stands before it.
func isHolder(name string, before, holders []string) bool {
	office := inOffice(before)
	for _, h := range holders {
		switch {
		case h == name, vi.Fold(h) == name, strings.HasPrefix(name, h+" "):
			return true
		case !strings.Contains(name, " ") && !office:
		case strings.HasPrefix(h, name+" "), strings.HasSuffix(h, " "+name):
			return true
		}
	}
	return false
}

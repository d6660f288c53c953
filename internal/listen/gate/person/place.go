package person

import (
	"slices"
	"strings"
	"sync"

	"github.com/nhipcau/nhipcau/vi"
)

var (
	// namesakes stand before a name that is not that of somebody who lives: streets, schools, places, ships.
	namesakes = sortedWords(`đường phố ngõ trường chợ cầu viện phường xã huyện quận tỉnh sông công-viên đại-lộ giải tp thpt thcs học trấn bến hầm sân đảo tượng đền chùa lăng`)
	// shrines are the namesakes that are called by a title too: chợ Bà Chiểu; not xã, bà Mận.
	shrines = sortedWords(`đường phố chợ cầu sông bến đảo tượng đền chùa lăng`)
	// known are persons of history, and places that are written like the name of a person.
	known = []string{"hồ chí minh", "lê lợi", "nguyễn huệ", "trần hưng đạo", "hai bà trưng", "lý thái tổ", "nguyễn trãi", "nguyễn du", "quang trung", "phan thiết", "phan rang", "lê thánh tông", "lý thường kiệt", "ngô quyền", "đinh tiên hoàng", "võ nguyên giáp", "phạm văn đồng", "tôn đức thắng", "trần phú", "lê duẩn", "trường chinh", "nguyễn tất thành", "võ văn kiệt",
		"hà nội", "hà tĩnh", "hà giang", "hà nam", "hà đông", "hà tiên", "cao bằng", "cao lãnh", "thái bình", "thái nguyên", "lâm đồng", "sơn la", "sơn tây", "kim sơn", "kim bảng", "hồ gươm", "hồ tây", "hoàng sa", "hoàng mai", "lý sơn", "văn giang", "phan đình phùng"}
)

// highPlaces are communes, hamlets and mountains of the north-west whose names begin with, or hold, the name of a family.
var highPlaces = namesIn(`
	trịnh tường, y tý, a mú sung, a lù, a pa chải, hầu thào, thào chư phìn, hoàng thu phố, lầu thí ngài, thải giàng phố, tả giàng phìn, la pan tẩn,
	la pán tẩn, bản lầu, cốc lầu, làng giàng, suối giàng, sùng đô, sùng hoảng, sùng phài, dương quỳ, võ lao, thái niên, lương sơn, lương thịnh, lục yên,
	trung lèng hồ, tòng sành, sàng ma sáo, si ma cai, hoàng liên, hoàng liên sơn, hồ bốn, lâm giang, lâm thượng, châu quế, châu quế thượng, châu quế hạ, giàng ly cha,
	sin suối hồ, sin cheng, vàng danh, vù lùng sung, giàng tra, lý lao chải, má tra, quan hồ thẩn, y can, âu lâu, văn bàn, văn chấn, văn phú, văn yên, đào thịnh,
	hồng ca, lý sơn, đinh lạp, đặng xá, mùa vu lan, bùi chu, lù khấu nhin, lùng khấu nhin, lâm hà, tô mậu, tô hiệu, tô múa, la pán, ma thì hồ, mường vi, thào a lao,
	cao sơn, cao phạ, cao phong, cao lộc, cao xá, cao răm, kim thành, kim tân, kim đồng, kim nọi, chu va, chu trinh, la chí, la hủ, hà nhì, y yên, y học, y tế, y dược, y khoa, y sĩ,
	dương huy, phan si păng, hồ thầu, hồ mông, lầu cao, tống pố, la gi, mai châu, mai sơn, mai động, thạch an, thạch hà, thạch thất, thạch thành, sơn dương, sơn động,
	cầm giàng, bàu giàng, giàng võ, sinh long, vừ a, phùng xá, thái giang phố, nấm lư, hờ pùa, trương định, nguyễn thái học, phan thanh, thạch lương, vũ linh, nguyễn phúc, phan chu trinh, phan châu trinh, phan bội châu, chu văn an, lê hồng phong, hoàng văn thụ, hoàng diệu, hoàng quốc việt, lương khánh thiện, lê chân, tô vĩnh diện, thái hòa, thái lan, thái sơn`)

// namesIn are the names of a list, parted by commas.
func namesIn(list string) []string {
	var all []string
	for name := range strings.SplitSeq(list, ",") {
		all = append(all, strings.Join(strings.Fields(name), " "))
	}
	return all
}

// calledAfter reports whether what looks like a person at i is called after one: đường Nguyễn Huệ. titled says that it
// begins with a title.
func calledAfter(run []string, i int, titled bool) bool {
	if i == 0 {
		return false
	}
	before := strings.ToLower(run[i-1])
	return anyOf(namesakes, before) && (!titled || anyOf(shrines, before))
}

// inPlace reports whether the word at i stands within the name of a place that began before it: Suối Giàng, Tả Giàng Phìn.
func inPlace(run []string, i int) bool {
	for back := 1; back <= 2 && back <= i; back++ {
		name := strings.ToLower(strings.Join(run[i-back:i+1], " "))
		if slices.ContainsFunc(highPlaces, func(p string) bool { return p == name || strings.HasPrefix(p, name+" ") }) {
			return true
		}
	}
	return false
}

// isKnown reports whether a text is the name of somebody of history, or of a place that is written like a name.
func isKnown(text string) bool { return slices.Contains(known, strings.ToLower(text)) }

// isAnyPlace reports whether a name is that of a place or of somebody of history, as [isPlace] says.
func isAnyPlace(name string) bool {
	is := func(place string) bool { return isPlace(name, place) }
	return slices.ContainsFunc(known, is) || slices.ContainsFunc(highPlaces, is)
}

// isPlace reports whether a name is that of a place, a part of it, or a place with another one behind it. One word more
// makes it that of somebody: Hoàng Mai, Hoàng Mai Anh.
func isPlace(name, place string) bool {
	rest, begins := strings.CutPrefix(name, place+" ")
	return name == place || begins && (strings.Contains(rest, " ") || strings.Count(place, " ") > 1) ||
		strings.Contains(name, " ") && (strings.HasPrefix(place, name+" ") || strings.HasSuffix(place, " "+name)) || len(name) <= len(place) && foldedPlaces()[place] == name
}

// foldedPlaces are the places without diacritics: every name is held against all of them.
var foldedPlaces = sync.OnceValue(func() map[string]string {
	folded := map[string]string{}
	for _, p := range slices.Concat(known, highPlaces) {
		folded[p] = vi.Fold(p)
	}
	return folded
})

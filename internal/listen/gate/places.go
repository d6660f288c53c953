package gate

import (
	"slices"
	"strings"
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

func namesIn(list string) []string {
	var all []string
	for name := range strings.SplitSeq(list, ",") {
		all = append(all, strings.Join(strings.Fields(name), " "))
	}
	return all
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

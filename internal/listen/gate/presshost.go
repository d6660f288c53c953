package gate

import (
	"slices"
	"strings"
)

// PressHost reports whether a host is that of a newspaper, a broadcaster or a news agency of Việt Nam: one of those that
// most people know, or called "báo" by its name, as those of the provinces are.
func PressHost(host string) bool {
	labels := strings.Split(strings.TrimPrefix(strings.ToLower(host), "www."), ".")
	if len(labels) < 2 || SocialLink("https://"+host+"/") {
		return false
	}
	return slices.ContainsFunc(labels[:len(labels)-1], func(label string) bool {
		label = strings.ReplaceAll(label, "-", "")
		return slices.Contains(pressLabels, label) || newspaper(label)
	})
}

// newspaper reports whether a label begins with "báo" and goes on with a name.
func newspaper(label string) bool {
	name, ok := strings.CutPrefix(label, "bao")
	return ok && len(name) >= 4 && !slices.ContainsFunc(notNewspapers, func(other string) bool { return strings.HasPrefix(name, other) })
}

// notNewspapers are what else a word that begins with the letters of "báo" goes on with: insurance, guards, guarantees …
var notNewspapers = strings.Fields(`hiem hanh duong gia ve lanh mat ton bi cao tro lut tang tri thuc quan boi nhieu chay dam vien dong khanh ngoc chau`)

// pressLabels are the names under which well-known newsrooms stand in the net.
var pressLabels = strings.Fields(`
	vnexpress tuoitre thanhnien dantri vietnamnet laodong tienphong nhandan qdnd vtv vov vovworld vtc vtcnews vietnamplus vnanet
	znews zingnews cafef cafebiz nld sggp plo hanoimoi kinhtedothi cand congan anninhthudo giaoducthoidai suckhoedoisong
	nongnghiep nongnghiepmoitruong vneconomy thesaigontimes danviet danvietnet dangcongsan vtcnews phunuvietnam phunuonline daidoanket
	tapchicongsan congly tapchitaichinh thoibaotaichinhvietnam thanhtra congthuong nguoiduatin nguoilaodong vietnamnews
	vietnamfinance toquoc tinnhanhchungkhoan doisongphapluat giadinh kienthuc soha kenh14 vnreview ictnews infonet viettimes
	saigongiaiphong thanhtravietnam antv daibieunhandan quochoitv vnews hanoitv tuyengiao
`)

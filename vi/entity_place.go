package vi

import (
	"slices"
	"strings"
)

// prefixes are the words in front of a name that say which kind of place it is.
var prefixes = newPrefixes(map[string]string{
	"tỉnh": "tỉnh", "thành phố": "thành phố", "TP.": "thành phố", "TP": "thành phố", "T.P": "thành phố", "Tp": "thành phố",
	"quận": "quận", "Q.": "quận", "huyện": "huyện", "H.": "huyện", "thị xã": "thị xã", "TX.": "thị xã", "TX": "thị xã",
	"phường": "phường", "P.": "phường", "xã": "xã", "X.": "xã", "thị trấn": "thị trấn", "TT.": "thị trấn", "đặc khu": "đặc khu",
})

type prefixTable struct {
	phraseTable
	kinds []string
}

func newPrefixes(forms map[string]string) prefixTable {
	t := prefixTable{newPhraseTable(), nil}
	var list []string
	for form := range forms {
		list = append(list, form)
	}
	slices.Sort(list)
	for _, form := range list {
		t.kinds = append(t.kinds, forms[form])
		t.add(form, len(t.kinds)-1)
	}
	return t
}

// prefix reads the kind in front of a name.
func (f *finder) prefix(i int) (kind string, next int) {
	if i >= len(f.words) || !f.words[i].letters {
		return "", i
	}
	for _, m := range prefixes.match(f.words, i) {
		return prefixes.kinds[m.id], m.end
	}
	return "", i
}

// place reads a place that begins at word i, with or without a word that says its kind.
func (f *finder) place(i int) (Entity, int, bool) {
	kind, at := f.prefix(i)
	if kind != "" {
		e, next, ok := f.named(i, at, kind)
		if ok && i > 0 && plural[f.words[i-1].lower] { // các tỉnh A, B: the kind is not of the first alone
			e.Start = f.words[at].start
		}
		if ok {
			return e, next, true
		}
	}
	return f.named(i, i, "")
}

// plural are words behind which a kind belongs to all names of a list.
var plural = wordSet("các những hai ba bốn năm sáu bảy tám chín mười nhiều")

// works are things that bear the name of a place.
var works = wordSet("cầu đường phố sông núi đèo trường hẻm")

// named reads the name of a place at word at; kind is what stands in front of it, from word i on.
func (f *finder) named(i, at int, kind string) (Entity, int, bool) {
	if at >= len(f.words) || !f.words[at].capital {
		return Entity{}, 0, false
	}
	var fit []Unit
	end := 0
	for _, m := range f.g.places.match(f.words, at) {
		u := f.g.units[m.id]
		if f.agrees(u, kind, at, m.end) {
			fit = append(fit, u)
			end = m.end
		}
	}
	if len(fit) == 0 {
		return Entity{}, 0, false
	}
	e := Entity{Start: f.words[i].start, End: f.words[end-1].end, Kind: EntityPlace}
	if slices.ContainsFunc(fit, func(u Unit) bool { return isProvince(u.Kind) }) && kind == "" {
		fit = slices.DeleteFunc(fit, func(u Unit) bool { return !isProvince(u.Kind) })
	}
	f.link(&e, fit, end)
	return e, end, true
}

// agrees reports whether a unit may be meant by the words from at to end behind a word of a kind.
func (f *finder) agrees(u Unit, kind string, at, end int) bool {
	if !f.allCapital(at, end) {
		return false
	}
	if kind != "" {
		return u.Kind == kind || kind == "thành phố" && isProvince(u.Kind) && u.Kind != "tỉnh" || isProvince(u.Kind) && kind == "tỉnh"
	}
	if !f.stands(at, end) || at > 0 && works[f.words[at-1].lower] {
		return false
	}
	return isProvince(u.Kind) || f.leadsTo(at) || f.before(end, u)
}

// allCapital reports whether all words of a name begin with capitals.
func (f *finder) allCapital(at, end int) bool {
	for _, w := range f.words[at:end] {
		if w.letters && !w.capital {
			return false
		}
	}
	return true
}

// leading are words behind which a name is a place.
var leading = wordSet("ở tại về từ đến tới quanh thuộc qua vào khỏi rời")

func (f *finder) leadsTo(at int) bool { return at > 0 && leading[f.words[at-1].lower] }

// before reports whether the name up to end is followed by a comma and the province of u.
func (f *finder) before(end int, u Unit) bool {
	if end >= len(f.words) || f.words[end].lower != "," {
		return false
	}
	p, ok := f.provinceAt(end + 1)
	return ok && Fold(p.NowProvince) == Fold(u.NowProvince)
}

// provinceAt reads a province at word i.
func (f *finder) provinceAt(i int) (Unit, bool) {
	_, at := f.prefix(i)
	if at >= len(f.words) {
		return Unit{}, false
	}
	for _, m := range f.g.places.match(f.words, at) {
		if u := f.g.units[m.id]; isProvince(u.Kind) && f.allCapital(at, m.end) {
			return u, true
		}
	}
	return Unit{}, false
}

// family are common family names, which make a person of the name behind them.
var family = wordSet("nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn lâm trịnh mai đào cao lưu tô tạ hà rơ siu ksor kpă rcom")

// stands reports whether the words from at to end are a name of their own, not a part of a longer one:
// no capitalised word touches them, unless it begins the sentence or says a kind or an agency.
func (f *finder) stands(at, end int) bool {
	if end < len(f.words) && f.words[end].capital && f.words[end].letters && !f.shouting(end) {
		if kind, _ := f.prefix(end); kind == "" {
			return false
		}
	}
	if at == 0 || !f.words[at-1].capital || !f.words[at-1].letters || f.shouting(at-1) {
		return true
	}
	w := f.words[at-1]
	if !w.opens {
		return f.isKnownWord(at - 1)
	}
	return !family[w.lower]
}

// shouting reports whether word i stands among words in capitals, where a capital says nothing.
func (f *finder) shouting(i int) bool {
	return f.isUpper(i) && (i > 0 && f.isUpper(i-1) || i+1 < len(f.words) && f.isUpper(i+1))
}

func (f *finder) isUpper(i int) bool { return f.words[i].letters && f.words[i].upper }

// isKnownWord reports whether word i ends a known prefix or agency.
func (f *finder) isKnownWord(i int) bool {
	for back := max(0, i-5); back <= i; back++ {
		if kind, next := f.prefix(back); kind != "" && next == i+1 {
			return true
		}
		for _, m := range f.g.agencies.match(f.words, back) {
			if m.end == i+1 {
				return true
			}
		}
	}
	return false
}

// link says which of the units that fit is meant: the one of the province that follows, else of a province
// the text speaks of, else of the own province.
func (f *finder) link(e *Entity, fit []Unit, end int) {
	var rules []func(Unit) bool
	if end < len(f.words) && f.words[end].lower == "," {
		p, ok := f.provinceAt(end + 1)
		if ok && !isProvince(fit[0].Kind) && !slices.ContainsFunc(fit, func(u Unit) bool { return f.before(end, u) }) {
			e.Type, e.Name, e.Province = shortKind(fit[0].Kind), full(fit[0].Kind, fit[0].Name), p.NowProvince
			return // a unit that we do not know, in a province that we know
		}
		rules = append(rules,
			func(u Unit) bool { return ok && Fold(p.Name) == Fold(u.Province) },
			func(u Unit) bool { return f.before(end, u) })
		district, _, named := f.prefixedName(end + 1)
		rules = append(rules, func(u Unit) bool { return named && Fold(u.District) == district })
	}
	rules = append(rules,
		func(u Unit) bool { return f.mentions[Fold(u.NowProvince)] },
		func(u Unit) bool { return f.g.own != "" && Fold(u.NowProvince) == f.g.own },
		func(u Unit) bool { return u.Code != "" && u.District == "" && u.Name == u.NowName }, // the one of today
	)
	for _, rule := range rules {
		var kept []Unit
		for _, u := range fit {
			if rule(u) {
				kept = append(kept, u)
			}
		}
		if len(kept) > 0 {
			fit = kept
		}
	}
	f.describe(e, fit)
}

// prefixedName reads "huyện X" as the folded full name of a district.
func (f *finder) prefixedName(i int) (string, int, bool) {
	kind, at := f.prefix(i)
	if kind == "" {
		return "", 0, false
	}
	for _, m := range f.g.places.match(f.words, at) {
		return Fold(full(kind, f.g.units[m.id].Name)), m.end, true
	}
	return "", 0, false
}

// describe fills in what is known of the units that are left.
func (f *finder) describe(e *Entity, fit []Unit) {
	u := fit[0]
	e.Type, e.Name = shortKind(u.Kind), full(u.Kind, u.Name)
	same := func(get func(Unit) string) string {
		first := get(u)
		for _, v := range fit[1:] {
			if get(v) != first {
				return ""
			}
		}
		return first
	}
	e.Province = same(func(u Unit) string { return u.NowProvince })
	e.Code = same(func(u Unit) string { return u.Code })
	if e.Code != "" {
		e.Now = full(shortKind(u.NowKind), u.NowName)
	}
	if e.Province != "" && (len(fit) == 1 || e.Code != "") {
		return
	}
	for _, v := range fit {
		if w := v.where(); !slices.Contains(e.Choices, w) {
			e.Choices = append(e.Choices, w)
		}
	}
	if len(e.Choices) == 1 {
		e.Choices = nil
	}
}

func shortKind(kind string) string {
	return strings.TrimSuffix(kind, " trực thuộc trung ương")
}

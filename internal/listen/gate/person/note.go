package person

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/vi"
)

// InNote is what in words that an officer wrote down points at somebody private; "" if nothing seems to. Text must be
// in the form of [Canonical]; holders are the names of those who speak in office, and place tells the names of places
// in small letters.
//
// Such words need no name, so it errs on the side of the person: besides what [Named] finds it is an account ("nick …",
// "hung_beo"), and every word with a capital within a sentence of which nothing says that it is an office, a place or a
// short name. Whoever means a place writes what kind of place it is before its name.
func InNote(text string, holders []string, place func(name string) bool) string {
	if name := Named(text, holders); name != "" {
		return name
	}
	n := note{words: noteWords(text), holders: lowered(holders), place: place}
	return n.somebody(true)
}

// InPlaceNote is [InNote] for words that only say where something was: there a word with a capital is the name of a
// place, unless it stands behind a house, a shop or an account.
func InPlaceNote(text string, holders []string) string {
	if name := Named(text, holders); name != "" {
		return name
	}
	n := note{words: noteWords(text), holders: lowered(holders)}
	return n.somebody(false)
}

// noteWord is a word of a note.
type noteWord struct {
	text, low string
	first     bool // it begins a sentence, or what stands behind a colon or in quotation marks
	ends      bool // a sentence ended before it
	apart     bool // more than a space parts it from the word before
	listed    bool // a comma or a dash does
	great     bool // it begins with a capital
	shout     bool // it has capitals only
}

type note struct {
	words   []noteWord
	holders []string
	place   func(string) bool
}

// noteWords are the words of a text with the signs within them that an account has: hung.beo_90.
func noteWords(text string) []noteWord {
	var all []noteWord
	w := noteWord{first: true, ends: true}
	for at := 0; at < len(text); {
		end := at
		for end < len(text) {
			r, size := utf8.DecodeRuneInString(text[end:])
			next, _ := utf8.DecodeRuneInString(text[end+size:])
			inside := end > at && (r == '.' || r == '\'') && (unicode.IsLetter(next) || unicode.IsDigit(next)) || r == '_' || r == '@'
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && !inside {
				break
			}
			end += size
		}
		if end > at {
			w.text, w.low = text[at:end], strings.ToLower(text[at:end])
			w.great, w.shout = capital(w.text), w.text != w.low && strings.ToUpper(w.text) == w.text && utf8.RuneCountInString(w.text) > 1
			all = append(all, w)
			w, at = noteWord{}, end
			continue
		}
		r, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case strings.ContainsRune(".!?…\n•*", r):
			w.first, w.ends, w.apart = true, true, true
		case strings.ContainsRune(":“”\"«»", r):
			w.first, w.apart = true, true
		case strings.ContainsRune(",-–—/;&+", r):
			w.listed, w.apart = true, true
		case r != ' ' && r != '\t':
			w.apart = true
		}
		at += size
	}
	return all
}

// somebody is what seems to be somebody; strict says that a word with a capital is, unless something accounts for it.
func (n note) somebody(strict bool) string {
	placed := false // what stands before was the name of a place or an office
	for i := 0; i < len(n.words); {
		if what := n.account(i); what != "" {
			return what
		}
		w := n.words[i]
		if !w.great {
			placed = placed && (w.low == "và" || w.low == "hoặc" || w.low == "đến" || w.low == "với")
			i++
			continue
		}
		to := n.runEnd(i)
		goesOn := placed && !w.first && (w.listed || !n.words[i-1].great) && !anyOf(speaking, n.low(to))
		known := n.accounted(i, to)
		switch {
		case n.ofHouse(i) && !known:
			return n.said(i, to)
		case !strict, known, goesOn:
			placed = true
		default:
			return n.said(i, to)
		}
		i = to
	}
	return ""
}

// runEnd is where the words with capitals end that belong together from i on.
func (n note) runEnd(i int) int {
	to := i + 1
	for to < len(n.words) && n.words[to].great && !n.words[to].apart && !anyOf(accountWords, n.words[to-1].low) {
		to++
	}
	return to
}

func (n note) said(from, to int) string {
	words := make([]string, 0, to-from)
	for _, w := range n.words[from:to] {
		words = append(words, w.text)
	}
	return strings.Join(words, " ")
}

// low is the word at i in small letters; "" where there is none.
func (n note) low(i int) string {
	if i < 0 || i >= len(n.words) {
		return ""
	}
	return n.words[i].low
}

// account is the name of an account at i: a word that is none, or what stands behind a word for an account.
func (n note) account(i int) string {
	w := n.words[i]
	if isHandle(w.low) {
		return w.text
	}
	if i == 0 || w.ends || !n.behindAccount(i) {
		return ""
	}
	switch {
	case anyOf(accountWords, w.low), anyOf(accountMore, w.low), isPublic(w.low, n.low(i+1)), anyOf(anchors, w.low), n.isPlace(i, n.runEnd(i)):
		return ""
	case w.great && (!w.shout || vi.IsSyllable(w.low)), !w.great && isASCII(w.low) && len(w.low) > 4 && !vi.IsSyllable(w.low):
		return n.said(i, n.runEnd(i))
	}
	return ""
}

// behindAccount reports whether a word for an account stands before i, with nothing between but words that lead to its
// name.
func (n note) behindAccount(i int) bool {
	for back := i - 1; back >= max(0, i-3); back-- {
		switch low := n.words[back].low; {
		case anyOf(accountWords, low):
			return !n.words[i].listed
		case low == "trang", low == "kênh", low == "khoản" && n.low(back-1) == "tài":
			return back < i-1 || n.words[i].great && !n.words[i].listed
		case !anyOf(accountLeads, low):
			return false
		}
	}
	return false
}

// ofHouse reports whether the word before i is a house, a shop or what else belongs to somebody.
func (n note) ofHouse(i int) bool {
	return i > 0 && !n.words[i].apart && (anyOf(owned, n.low(i-1)) || isRole(n.low(i-2), n.low(i-1))) && !isPublic(n.words[i].low, n.low(i+1))
}

// accounted reports whether something says that the words with capitals from i to to name no person.
func (n note) accounted(i, to int) bool {
	w, before := n.words[i], ""
	if i > 0 && !w.first {
		before = n.low(i - 1)
	}
	switch {
	case n.begins(i, to), anyOf(accountWords, w.low), anyOf(anchors, before) && !isRole(n.low(i-2), before), before != "" && isPublic(n.low(i-2), before) && !isRole(n.low(i-2), before),
		n.isPlace(i, to), n.holder(i, to), anyOf(foreign, w.low) && anyOf(foreignLeads, before):
		return true
	case to == i+1 && w.first && n.listGoesOn(to): // Ánh, Tuyết
		return false
	case to == i+1 && w.first: // the first word of a sentence
		return anyOf(sayers, w.low) || !anyOf(speaking, n.low(to)) || n.words[to].first
	case to == i+1 && w.shout: // a short name, or stress
		return (!vi.IsSyllable(w.low) || !anyOf(speaking, n.low(to))) && before != "theo"
	case to == i+1 && (unicode.IsDigit(rune(w.text[0])) || !vi.IsSyllable(w.low) || utf8.RuneCountInString(w.text) == 1):
		return true
	case w.first && !w.shout:
		return n.accountedWithin(i+1, to)
	}
	return w.shout && !vi.IsSyllable(w.low) // UBND Cẩm Lúa
}

// accountedWithin is [note.accounted] for what stands behind the first word of a sentence: Gần Sa Pa.
func (n note) accountedWithin(i, to int) bool {
	w := n.words[i]
	return n.isPlace(i, to) || n.begins(i, to) || anyOf(foreign, w.low) && anyOf(foreignLeads, n.low(i-1)) || anyOf(accountWords, w.low) || n.holder(i, to) || w.shout && !vi.IsSyllable(w.low)
}

// begins reports whether the words from i to to begin the name of an office, a place or a thing.
func (n note) begins(i, to int) bool {
	w := n.words[i]
	return anyOf(anchors, w.low) && (to > i+1 || w.first || !anyOf(softAnchors, w.low)) || isPublic(w.low, n.low(i+1))
}

// listGoesOn reports whether the word at i is the next of a list, and has a capital that nothing accounts for.
func (n note) listGoesOn(i int) bool {
	return i < len(n.words) && n.words[i].listed && n.words[i].great && !n.words[i].ends && !n.accounted(i, n.runEnd(i))
}

// isRole reports whether two words end with that of a place or an office, but say who somebody is: trưởng thôn.
func isRole(one, two string) bool {
	return one == "trưởng" || one == "gia" && two == "đình" || one == "cán" && two == "bộ" || one == "công" && two == "dân"
}

// holder reports whether the words from i to to are the name of somebody in office, with a title or without.
func (n note) holder(i, to int) bool {
	if anyOf(titles, n.words[i].low) {
		i++
	}
	return i < to && isHolder(strings.ToLower(n.said(i, to)), nil, n.holders)
}

// isPlace reports whether the words from i to to are the name of a place, of a people, or of what all the world knows.
func (n note) isPlace(i, to int) bool {
	name := strings.ToLower(n.said(i, to))
	return isAnyPlace(name) || slices.Contains(worldly, name) || n.place != nil && n.place(name)
}

// isHandle reports whether a word is like the name of an account: hung_beo, khanhvy9x; not covid19, h5n1.
func isHandle(w string) bool {
	if strings.ContainsAny(w, "_@") {
		return strings.ContainsFunc(w, unicode.IsLetter)
	}
	letters := strings.TrimRightFunc(w, func(r rune) bool { return r >= '0' && r <= '9' || r == 'x' })
	return isASCII(w) && len(letters) > 4 && letters != "covid" && !strings.Contains(w, ".") && strings.ContainsAny(w[len(letters):], "0123456789")
}

func isASCII(w string) bool {
	return !strings.ContainsFunc(w, func(r rune) bool { return r >= utf8.RuneSelf })
}

// isPublic reports whether two words, in small letters, begin the name of an office, a paper, or what else is no person.
func isPublic(one, two string) bool { return anyOf(publics, one+"-"+two) }

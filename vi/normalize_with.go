package vi

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// ToneStyle is a convention for the tone of open syllables in oa, oe and uy.
type ToneStyle int

// The conventions.
const (
	ToneAsWritten ToneStyle = iota
	ToneOld                 // hòa, khỏe, thủy: the press, the law, and our own texts
	ToneNew                 // hoà, khoẻ, thuỷ: schoolbooks
)

// NormalizeOptions says what [NormalizeWith] does beyond [Normalize].
type NormalizeOptions struct {
	Tone       ToneStyle
	Spelling   bool      // y for i where both are written and none is another word: kĩ, lí, qui
	LookAlikes bool      // Cyrillic and Greek letters inside Latin words, wide and mathematical letters
	HTML       bool      // tags and entities that were left over
	Legacy     bool      // TCVN3, VNI and VIQR, where the text shows them clearly
	Informal   *Informal // teencode and abbreviations to be spelled out; nil for none
}

// NormalizeWith gives text the form of [Normalize] and, in this order, what o asks for: old encodings decoded,
// HTML removed, look-alikes made Latin, informal writing spelled out, one spelling, one place of the tone. The
// result knows where each of its parts came from. Running it on its own result changes nothing more, save
// for HTML that was escaped many times over.
func NormalizeWith(text string, o NormalizeOptions) Normalized {
	n := Normalized{Text: text}
	if o.Legacy {
		n.decode()
	}
	if o.HTML && strings.ContainsAny(n.Text, "<&") {
		n.cleanHTML()
	}
	n.eachField(Normalize)
	if o.LookAlikes {
		n.eachField(latinise)
	}
	if o.Informal != nil {
		o.Informal.spellOut(&n)
	}
	if o.Spelling {
		n.spell()
	}
	switch o.Tone {
	case ToneOld:
		n.eachWord(func(w string) string { return moveTone(w, false) })
	case ToneNew:
		n.eachWord(func(w string) string { return moveTone(w, true) })
	}
	return n
}

// decode turns an old encoding into Unicode, run by run between spaces.
func (n *Normalized) decode() {
	e := DetectLegacy(n.Text, "")
	if e == Unicode {
		return
	}
	if e == VIQR {
		n.eachFieldBefore(func(field, rest string) string { return decodeVIQRWord(field, closesSentence(rest)) })
		return
	}
	n.eachField(func(field string) string { return Decode(e, field) })
}

// eachField replaces the runs between spaces.
func (n *Normalized) eachField(change func(string) string) {
	n.eachFieldBefore(func(field, _ string) string { return change(field) })
}

// eachFieldBefore is eachField with the text behind each run.
func (n *Normalized) eachFieldBefore(change func(field, rest string) string) {
	e := editor{text: n.Text}
	text := n.Text
	for i := 0; i < len(text); {
		if isPlainSpace(text[i]) {
			i++
			continue
		}
		end := i
		for end < len(text) && !isPlainSpace(text[end]) {
			end++
		}
		e.replace(i, end, change(text[i:end], text[end:]))
		i = end
	}
	e.finish(n)
}

func isPlainSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// eachWord replaces the runs of letters.
func (n *Normalized) eachWord(change func(string) string) {
	e := editor{text: n.Text}
	start := -1
	for i, r := range n.Text {
		letter := unicode.IsLetter(r) || isMark(r)
		if letter && start < 0 {
			start = i
		}
		if !letter && start >= 0 {
			e.replace(start, i, change(n.Text[start:i]))
			start = -1
		}
	}
	if start >= 0 {
		e.replace(start, len(n.Text), change(n.Text[start:]))
	}
	e.finish(n)
}

// latinise turns the look-alikes in a run without spaces into Latin letters: wide and mathematical ones
// always, Cyrillic and Greek ones in a word that has Latin letters too and nothing foreign besides.
func latinise(field string) string {
	if isASCII(field) {
		return field
	}
	field = strings.Map(plainForm, field)
	return mapWords(field, func(word string) string {
		latin, alike := false, false
		for _, r := range word {
			if unicode.Is(unicode.Latin, r) || isMark(r) {
				latin = true
			} else if _, ok := lookAlikes[r]; ok {
				alike = true
			} else {
				return word
			}
		}
		if !latin || !alike {
			return word
		}
		return Normalize(strings.Map(func(r rune) rune {
			if to, ok := lookAlikes[r]; ok {
				return to
			}
			return r
		}, word))
	})
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// plainForm is the ASCII character that a wide or mathematical one shows.
func plainForm(r rune) rune {
	switch {
	case 0xFF01 <= r && r <= 0xFF5E:
		return r - 0xFF01 + '!'
	case 0x1D400 <= r && r < 0x1D6A4: // thirteen styles of 26 capitals and 26 small letters
		i := (r - 0x1D400) % 52
		if i < 26 {
			return 'A' + i
		}
		return 'a' + i - 26
	case 0x1D7CE <= r && r <= 0x1D7FF:
		return '0' + (r-0x1D7CE)%10
	}
	return r
}

// lookAlikes are Cyrillic and Greek letters that look like Latin ones.
var lookAlikes = pairsOf("аaеeоoрpсcхxуyіiѕsһhԁdАAВBЕEКKМMНHОOРPСCТTХXУYІIЅSЈJјj" + "οoαaνvιiΑAΒBΕEΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXΖZ")

func pairsOf(s string) map[rune]rune {
	m := make(map[rune]rune)
	runes := []rune(s)
	for i := 0; i+1 < len(runes); i += 2 {
		m[runes[i]] = runes[i+1]
	}
	return m
}

// spell writes y for i where that is safe.
func (n *Normalized) spell() {
	e := editor{text: n.Text}
	tokens := Tokens(n.Text)
	for i, t := range tokens {
		if t.Kind != TokenWord {
			continue
		}
		word := t.Text(n.Text)
		next := ""
		if i+1 < len(tokens) && tokens[i+1].Kind == TokenWord {
			next = strings.ToLower(tokens[i+1].Text(n.Text))
		}
		to, ok := spelling(strings.ToLower(word), next)
		if ok {
			e.replace(t.Start, t.End, inCaseOfWord(word, to))
		}
	}
	e.finish(n)
}

// Spellings that are only another way to write the same word, and pairs of which the first is rewritten only
// before the second.
var (
	safeSpelling = map[string]string{
		"kĩ": "kỹ", "kì": "kỳ", "kí": "ký", "kỉ": "kỷ", "kị": "kỵ", "lí": "lý", "mĩ": "mỹ", "sỹ": "sĩ",
		"qui": "quy", "quí": "quý", "quì": "quỳ", "quỉ": "quỷ", "quị": "quỵ",
	}
	// keptBefore are words that keep their i before these: they are no Sino-Vietnamese words.
	keptBefore  = map[string]string{"lí": "nhí lắc lơ la nháy", "kì": "cọ kèo", "kí": "lô"}
	pairedFirst = map[string]string{"hi": "vọng sinh hữu", "tỉ": "lệ đồng giá số phú trọng suất"}
	pairedTo    = map[string]string{"hi": "hy", "tỉ": "tỷ"}
)

func spelling(word, next string) (string, bool) {
	if to, ok := safeSpelling[word]; ok {
		return to, next == "" || !hasField(keptBefore[word], next)
	}
	if to, ok := pairedTo[word]; ok && next != "" && hasField(pairedFirst[word], next) {
		return to, true
	}
	return "", false
}

func hasField(list, word string) bool {
	for f := range strings.FieldsSeq(list) {
		if f == word {
			return true
		}
	}
	return false
}

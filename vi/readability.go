package vi

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Readability is plain indicators of how easily a Vietnamese text is read, with the places that make it hard.
// It gives no grade: no formula for Vietnamese has been checked against readers of official texts.
type Readability struct {
	Sentences, Words, Syllables int
	MeanSentence                float64       // words in a sentence
	LongShare                   float64       // share of the sentences with more than 40 words
	RareShare                   float64       // share of the words outside the 5,000 commonest that have an unfamiliar syllable; names and numbers apart
	LegalPer100                 float64       // references to laws and numbered documents in 100 words
	Unexplained                 []Hard        // abbreviations that are spelled out nowhere, each at its first place
	HardSentences               []Hard        // sentences with something to mend, in order
	HardWords                   []Hard        // rare words, each at its first place
	Findings                    []Explanation // what to mend, most important first

	long int // sentences with more than 40 words
}

// Hard is a stretch of the text that makes it hard, with why in both languages.
type Hard struct {
	Start, End int
	Why        []Explanation
}

// Explanation is one sentence in both languages.
type Explanation struct{ VI, EN string }

// Bounds beyond which something is pointed out.
const (
	longSentence = 40 // words
	manyLegal    = 2  // references in one sentence
	manyCommas   = 6  // in one sentence
	rareShare    = 0.15
	legalShare   = 5 // references in 100 words
	meanSentence = 25
	mostHard     = 200
)

// Readable measures a text. Lists and headings count as sentences of their own.
func Readable(text string) Readability {
	var r Readability
	s := NewSegmenter()
	tokens := Tokens(text)
	words := s.AppendWords(nil, text, tokens)
	rare := rareWords{seen: make(map[string]bool)}
	k, legal := 0, 0
	for _, sentence := range AppendSentences(nil, text, tokens) {
		from := k
		for k < len(words) && words[k].Start < sentence.End {
			k++
		}
		legal += r.sentence(text, sentence, words[from:k])
		rare.read(text, words[from:k])
	}
	r.MeanSentence = ratio(r.Words, r.Sentences)
	r.LongShare = ratio(r.long, r.Sentences)
	r.RareShare = ratio(rare.count, rare.all)
	r.LegalPer100 = 100 * ratio(legal, r.Words)
	r.HardWords = rare.first
	r.Unexplained = unexplained(text, tokens)
	r.conclude()
	return r
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// sentence measures one sentence and returns how many legal references it has.
func (r *Readability) sentence(text string, at Sentence, words []Token) (legal int) {
	n, commas, negations := 0, 0, 0
	for i, w := range words {
		word := w.Text(text)
		switch w.Kind {
		case TokenPunctuation:
			commas += strings.Count(word, ",") + strings.Count(word, ";")
			continue
		case TokenDocument:
			legal++
		case TokenWord:
			r.Syllables += strings.Count(word, " ") + 1
			if isLegalRef(text, words, i) {
				legal++
			}
			negations += b2i(negating[lowerForm(word)])
		}
		n++
	}
	if n == 0 {
		return legal
	}
	r.Sentences++
	r.Words += n
	r.long += b2i(n > longSentence)
	why := sentenceReasons(n, commas, legal, negations)
	if len(why) > 0 && len(r.HardSentences) < mostHard {
		r.HardSentences = append(r.HardSentences, Hard{at.Start, at.End, why})
	}
	return legal
}

var negating = lineSet("không|chưa|chẳng|không thể|không được|chớ|đừng|trừ|trừ khi|không phải|không có")

// isLegalRef reports "Điều 5", "khoản 2", "điểm a" and the like.
func isLegalRef(text string, words []Token, i int) bool {
	switch strings.ToLower(words[i].Text(text)) {
	case "điều", "khoản", "điểm", "chương", "phụ lục":
	default:
		return false
	}
	if i+1 >= len(words) {
		return false
	}
	next := words[i+1].Text(text)
	return words[i+1].Kind == TokenNumber || utf8.RuneCountInString(next) == 1 && words[i+1].Kind == TokenWord || romanNumber(next)
}

func romanNumber(s string) bool { return s != "" && strings.Trim(s, "IVXL") == "" }

// sentenceReasons says what makes a sentence hard.
func sentenceReasons(words, commas, legal, negations int) []Explanation {
	var why []Explanation
	if words > longSentence {
		why = append(why, Explanation{
			fmt.Sprintf("Câu dài %d từ; nên tách thành các câu dưới %d từ.", words, longSentence),
			fmt.Sprintf("The sentence has %d words; split it into sentences of fewer than %d.", words, longSentence)})
	}
	if commas > manyCommas {
		why = append(why, Explanation{
			fmt.Sprintf("Câu có %d dấu phẩy, chấm phẩy; nên trình bày thành gạch đầu dòng.", commas),
			fmt.Sprintf("The sentence has %d commas and semicolons; a list would be clearer.", commas)})
	}
	if legal > manyLegal {
		why = append(why, Explanation{
			fmt.Sprintf("Câu dẫn %d điều khoản, văn bản; nên nói nội dung trước, căn cứ để cuối.", legal),
			fmt.Sprintf("The sentence cites %d provisions or documents; say the content first and put the basis at the end.", legal)})
	}
	if negations > 1 {
		why = append(why, Explanation{
			fmt.Sprintf("Câu có %d chữ phủ định; nên nói thẳng điều được làm hoặc phải làm.", negations),
			fmt.Sprintf("The sentence negates %d times; say directly what may or must be done.", negations)})
	}
	return why
}

// rareWords counts the words outside the common ones.
type rareWords struct {
	all, count int
	seen       map[string]bool
	first      []Hard
}

func (r *rareWords) read(text string, words []Token) {
	common := commonWords()
	for i, w := range words {
		word := w.Text(text)
		first, _ := utf8.DecodeRuneInString(word)
		if w.Kind != TokenWord || i > 0 && unicode.IsUpper(first) || !allSyllables(word) {
			continue // names are rare without being hard
		}
		r.all++
		key := lowerForm(word)
		if common[key] || isFamiliar(key) {
			continue
		}
		r.count++
		if r.seen[key] || len(r.first) >= mostHard {
			continue
		}
		r.seen[key] = true
		r.first = append(r.first, Hard{w.Start, w.End, []Explanation{{
			fmt.Sprintf("“%s” ít gặp trong văn bản thông thường; nên thay bằng từ quen thuộc hoặc giải thích.", key),
			fmt.Sprintf("“%s” is uncommon in everyday text; use a familiar word or explain it.", key)}}})
	}
}

// leastKinds is in how many different contexts a familiar syllable stands at least.
const leastKinds = 10

// isFamiliar reports whether every syllable of a word stands in many other words, so that a reader can guess
// the word even if the texts we count in lack it.
func isFamiliar(word string) bool {
	m := restoreModel()
	for s := range strings.FieldsSeq(word) {
		n, ok := m.number[s]
		if !ok || m.kinds[n] < leastKinds {
			return false
		}
	}
	return true
}

func allSyllables(word string) bool {
	for s := range strings.FieldsSeq(word) {
		if !IsSyllable(strings.ToLower(s)) {
			return false
		}
	}
	return true
}

// unexplained lists abbreviations in capitals that neither stand in brackets behind their long form nor are
// followed by it in brackets.
func unexplained(text string, tokens []Token) []Hard {
	explained, first := make(map[string]bool), make(map[string]int)
	var order []string
	for i, t := range tokens {
		word := t.Text(text)
		if !isAbbreviation(word, t.Kind) {
			continue
		}
		if _, ok := first[word]; !ok {
			first[word] = i
			order = append(order, word)
		}
		before := i > 0 && tokens[i-1].Text(text) == "("
		after := i+1 < len(tokens) && tokens[i+1].Text(text) == "("
		define := i > 2 && (strings.EqualFold(tokens[i-1].Text(text), "là") || strings.EqualFold(tokens[i-1].Text(text), "tắt"))
		explained[word] = explained[word] || before || after || define
	}
	var out []Hard
	for _, word := range order {
		if explained[word] || wellKnown[word] || len(out) >= mostHard {
			continue
		}
		t := tokens[first[word]]
		out = append(out, Hard{t.Start, t.End, []Explanation{{
			fmt.Sprintf("“%s” viết tắt mà không giải thích ở lần đầu.", word),
			fmt.Sprintf("“%s” is an abbreviation that is not explained where it first stands.", word)}}})
	}
	return out
}

// wellKnown are abbreviations that everybody reads.
var wellKnown = wordSet("VN TP. TP ĐT ĐC USD VND OK TV PDF QR")

func isAbbreviation(word string, kind TokenKind) bool {
	if kind != TokenWord && kind != TokenAbbreviation || utf8.RuneCountInString(word) < 2 || romanNumber(word) {
		return false
	}
	if IsSyllable(strings.ToLower(word)) { // a word of a title in capitals
		return false
	}
	capitals := 0
	for _, r := range word {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	return capitals >= 2
}

// conclude says what to mend first.
func (r *Readability) conclude() {
	add := func(when bool, vietnamese, english string, args ...any) {
		if when {
			r.Findings = append(r.Findings, Explanation{fmt.Sprintf(vietnamese, args...), fmt.Sprintf(english, args...)})
		}
	}
	add(r.LongShare > 0, "Có %.0f%% số câu dài trên 40 từ; nên tách các câu này.", "%.0f%% of the sentences have more than 40 words; split them.", 100*r.LongShare)
	add(r.MeanSentence > meanSentence, "Trung bình mỗi câu %.1f từ; văn bản cho người dân nên dưới 25 từ.", "A sentence has %.1f words on average; text for citizens should stay below 25.", r.MeanSentence)
	add(r.RareShare > rareShare, "%.0f%% số từ ít gặp; nên thay bằng từ quen thuộc hoặc giải thích.", "%.0f%% of the words are uncommon; use familiar ones or explain them.", 100*r.RareShare)
	add(len(r.Unexplained) > 0, "Có %d chữ viết tắt chưa được giải thích.", "%d abbreviations are not explained.", len(r.Unexplained))
	add(r.LegalPer100 > legalShare, "Cứ 100 từ có %.1f chỗ dẫn luật; nên đưa căn cứ xuống cuối.", "There are %.1f legal references in 100 words; move the basis to the end.", r.LegalPer100)
	if len(r.Findings) == 0 && r.Words > 0 {
		add(true, "Không thấy điều gì làm văn bản khó đọc theo các chỉ số này.", "Nothing makes the text hard to read by these indicators.")
	}
}

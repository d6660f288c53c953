package vi

import "sync"

// Segmenter cuts text into words. The zero value is not usable; see [NewSegmenter]. It never changes and may
// be used by many goroutines.
type Segmenter struct {
	model *wordModel
	own   ownWords
}

var embeddedModel = sync.OnceValues(func() (*wordModel, error) { return parseWordModel(embeddedWords) })

// NewSegmenter returns a segmenter with the embedded model. The words of the user's own dictionary (names of
// agencies, places, policies) win over the model and take effect at once: wherever one of them stands in a
// text, the longest first, it is one word. A capital in such a word asks for a capital in the text; a small
// letter fits both. Words of one syllable change nothing.
func NewSegmenter(own ...string) *Segmenter {
	m, err := embeddedModel()
	if err != nil {
		panic("vi: the embedded model of words: " + err.Error()) // a fault of the build, held by a test
	}
	return &Segmenter{model: m, own: newOwnWords(own)}
}

// NewSegmenterOf is NewSegmenter with another model, a file that [LearnWords] made.
func NewSegmenterOf(file []byte, own ...string) (*Segmenter, error) {
	m, err := parseWordModel(string(file))
	if err != nil {
		return nil, err
	}
	return &Segmenter{model: m, own: newOwnWords(own)}, nil
}

// Words cuts text into words: the tokens of [Tokens], with syllables of one word joined. Offsets are bytes of
// text; no word reaches over a punctuation mark, a blank line or anything but space.
func (g *Segmenter) Words(text string) []Token {
	return g.AppendWords(nil, text, Tokens(text))
}

// AppendWords is Words for tokens found before, in the order of the text, into the memory of dst. Beside
// dst it needs a few kilobytes, whatever the length of the text; time is linear.
func (g *Segmenter) AppendWords(dst []Token, text string, tokens []Token) []Token {
	var d desk
	for len(tokens) > 0 {
		u := d.fill(g.model, text, tokens)
		g.model.lookUp(u)
		longestMatches(u)
		g.own.settle(u)
		for i := brim; i < len(u)-brim-1; i++ {
			if u[i].bound == boundFree {
				g.model.weights.score(&d.scores[i], u, i)
			}
		}
		d.decide(u)
		n := len(u) - 2*brim
		dst = appendJoined(dst, tokens[:n], u)
		tokens = tokens[n:]
	}
	return dst
}

// AppendLongest is AppendWords without the model: at each place the longest word of the lexicon. It is the
// plain method that the model is compared with.
func (g *Segmenter) AppendLongest(dst []Token, text string, tokens []Token) []Token {
	var d desk
	for len(tokens) > 0 {
		u := d.fill(g.model, text, tokens)
		g.model.lookUp(u)
		longestMatches(u)
		for i := range u {
			u[i].bound = boundSplit
			if u[i].left > 0 {
				u[i].bound = boundJoin
			}
		}
		n := len(u) - 2*brim
		dst = appendJoined(dst, tokens[:n], u)
		tokens = tokens[n:]
	}
	return dst
}

// stretch is how many tokens are decided together; a sentence is rarely longer.
const stretch = 120

// desk is the working memory for one stretch of text, small enough for the stack.
type desk struct {
	room   [stretch + 2*brim]unit
	scores [stretch + 2*brim]scores
	trails [stretch + 2*brim]trail
}

// fill prepares the units of the next stretch of tokens, up to the end of a sentence.
func (d *desk) fill(m *wordModel, text string, tokens []Token) []unit {
	d.room[0], d.room[1] = unit{}, unit{}
	n := 0
	for n < len(tokens) && n < stretch {
		word := tokens[n].Text(text)
		u := &d.room[brim+n]
		m.fill(u, word, d.room[brim+n-1].shape)
		n++
		if n < len(tokens) && (u.shape == shapeMark && endsStretch(word) || isBlank(text[tokens[n-1].End:tokens[n].Start])) {
			break
		}
	}
	d.room[brim+n], d.room[brim+n+1] = unit{}, unit{}
	return d.room[:n+2*brim]
}

// endsStretch reports the marks at which sentences end.
func endsStretch(mark string) bool {
	switch mark[0] {
	case '.', '?', '!', ';':
		return true
	}
	return mark == "…"
}

// isBlank reports a gap with two line ends.
func isBlank(gap string) bool {
	lines := 0
	for i := range len(gap) {
		if gap[i] == '\n' {
			lines++
		}
	}
	return lines > 1
}

// appendJoined writes the words of a stretch.
func appendJoined(dst, tokens []Token, u []unit) []Token {
	for i := 0; i < len(tokens); i++ {
		word := tokens[i]
		for i+1 < len(tokens) && u[brim+i].bound == boundJoin {
			i++
			word.End, word.Kind = tokens[i].End, TokenWord
		}
		dst = append(dst, word)
	}
	return dst
}

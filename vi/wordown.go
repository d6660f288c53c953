package vi

import "strings"

// ownWords is the dictionary of a user: runs of tokens by their chained keys.
type ownWords map[key]ownRun

// ownRun is what the dictionary knows of a run of tokens.
type ownRun struct {
	word   bool
	prefix bool   // longer words begin so
	title  uint32 // a bit for each token that must be written with a capital
}

// longestOwn is the number of tokens that an own word may have.
const longestOwn = 32

func newOwnWords(words []string) ownWords {
	own := make(ownWords)
	for _, w := range words {
		w = strings.TrimSpace(w)
		own.add(w, Tokens(w))
	}
	return own
}

func (o ownWords) add(word string, tokens []Token) {
	if len(tokens) < 2 || len(tokens) > longestOwn {
		return
	}
	var k key
	title := uint32(0)
	for i, t := range tokens {
		part := t.Text(word)
		if i == 0 {
			k = tokenKey(part)
		} else {
			k = chain(k, tokenKey(part))
		}
		if isTitled(shapeOf(part)) {
			title |= 1 << i
		}
		run := o[k]
		if i+1 < len(tokens) {
			run.prefix = true
		} else if !run.word || title < run.title {
			run.word, run.title = true, title
		}
		o[k] = run
	}
}

// tokenKey is the key that fill gives to a token.
func tokenKey(token string) key {
	switch shapeOf(token) {
	case shapeNumber:
		return numberKey
	case shapeMark:
		return keyOf(token)
	}
	return keyOf(matchForm(nil, token))
}

func isTitled(s shape) bool {
	return s == shapeTitle || s == shapeFirst || s == shapeCapital || s == shapeCaps
}

// settle joins every own word in the units, the longest first from the left, and splits at its edges.
func (o ownWords) settle(u []unit) {
	if len(o) == 0 {
		return
	}
	for i := brim; i < len(u)-brim; {
		n := o.longest(u[i : len(u)-brim])
		if n > 1 {
			for j := i; j < i+n-1; j++ {
				u[j].bound = boundJoin
			}
			u[i+n-1].bound = boundSplit
			if i > brim {
				u[i-1].bound = boundSplit
			}
		}
		i += n
	}
}

// longest is the number of tokens of the longest own word that u begins with, or 1.
func (o ownWords) longest(u []unit) int {
	k, n := u[0].key, 1
	title := uint32(0)
	for i := range min(len(u), longestOwn) {
		if i > 0 {
			k = chain(k, u[i].key)
		}
		if isTitled(u[i].shape) {
			title |= 1 << i
		}
		run, ok := o[k]
		if !ok {
			break
		}
		if run.word && run.title&^title == 0 {
			n = i + 1
		}
		if !run.prefix {
			break
		}
	}
	return n
}

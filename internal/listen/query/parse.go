package query

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/vi"
)

// The limits of a query.
const (
	MostTerms  = 50    // words, phrases and values, unless Options say otherwise
	MostWords  = 20    // syllables of a phrase
	mostBytes  = 16384 // of the text
	mostDepth  = 20    // brackets within brackets
	mostNear   = 100   // syllables between two terms
	mostNumber = 1000  // of COUNT and SCORE
	mostWeight = 100
	leastStem  = 2 // characters before the star of a prefix
)

// Options say how a query is read. The zero value is for topics.
type Options struct {
	// FoldPlain makes a term that is typed wholly without diacritics find the words with them too, as people
	// who search expect.
	FoldPlain bool

	// MostTerms is the limit of terms, if it is not 0.
	MostTerms int

	// Refused are fields that whoever asks the query does not know of an article.
	Refused []Field
}

// Query is a parsed query. It never changes.
type Query struct {
	root  *node
	alone *lonely
	hints []*Problem
}

// Hints are what of the text may be meant otherwise than it is read; the query holds all the same.
func (q *Query) Hints() []*Problem { return q.hints }

// Parse reads a query. The error, if any, is a *Problem.
func Parse(text string, o Options) (*Query, error) {
	p := parser{text: text, options: o, scope: Anywhere}
	p.shouted = isShouted(text)
	root := p.parse()
	if p.problem != nil {
		return nil, p.problem
	}
	return &Query{root: root, alone: &lonely{}, hints: p.hints}, nil
}

// parser reads the text from left to right; the first problem ends it.
type parser struct {
	text    string
	options Options
	at      int
	depth   int
	terms   int
	scope   Scope
	shouted bool
	ahead   *token
	problem *Problem
	hints   []*Problem
}

func (p *parser) fail(at int, format string, args ...any) {
	if p.problem == nil {
		p.problem = problem(p.text, at, format, args...)
	}
}

func (p *parser) parse() *node {
	if len(p.text) > mostBytes {
		p.fail(mostBytes, "Câu tìm dài quá %d byte; hãy tách thành nhiều chủ đề.", mostBytes)
		return nil
	}
	if p.peek().kind == tokenEnd {
		p.fail(p.peek().from, "Câu tìm chưa có từ nào.")
		return nil
	}
	root := p.readOr()
	if t := p.peek(); t.kind == tokenClose {
		p.fail(t.from, "Dấu đóng ngoặc này không có dấu mở ngoặc đi trước.")
	}
	if p.problem == nil && !root.positive() {
		p.fail(root.lacking(), "KHÔNG (NOT) chỉ bớt đi từ những gì đã tìm thấy; mỗi nhánh của câu tìm cần ít nhất một từ phải có.")
	}
	return root
}

func (p *parser) readOr() *node {
	kids := []*node{p.readAnd()}
	for p.problem == nil && p.peek().kind == tokenOr {
		p.take()
		kids = append(kids, p.readAnd())
	}
	if p.problem != nil {
		return nil
	}
	return join(isOr, kids)
}

func (p *parser) readAnd() *node {
	kids := []*node{p.readNot()}
	for p.problem == nil {
		switch p.peek().kind {
		case tokenAnd:
			p.take()
		case tokenEnd, tokenClose, tokenOr:
			return join(isAnd, kids)
		}
		kids = append(kids, p.readNot())
	}
	return nil
}

func (p *parser) readNot() *node {
	odd := false
	at := p.peek().from
	for p.peek().kind == tokenNot {
		p.take()
		odd = !odd
	}
	n := p.readNear()
	if !odd || n == nil {
		return n
	}
	return &node{kind: isNot, kids: []*node{n}, at: at}
}

// readNear reads operands joined by NEAR; a NEAR/5 b NEAR/5 c asks for both pairs.
func (p *parser) readNear() *node {
	start := p.peek().from
	left := p.readOperand()
	var pairs []*node
	for p.problem == nil && p.peek().kind == tokenNear {
		t := p.take()
		distance := p.nearNumber(t)
		from := p.peek().from
		right := p.readOperand()
		if p.problem != nil {
			return nil
		}
		p.wantWords(left, start)
		p.wantWords(right, from)
		pairs = append(pairs, &node{kind: isNear, kids: []*node{left, right}, n: distance})
		left, start = right, from
	}
	if p.problem != nil {
		return nil
	}
	if pairs == nil {
		return left
	}
	return join(isAnd, pairs)
}

func (p *parser) nearNumber(t token) int {
	_, digits, ok := strings.Cut(t.text, "/")
	n, good := number(digits, mostNear)
	if !ok || !good {
		at := t.from + strings.IndexByte(t.text, '/') + 1
		p.fail(at, "Sau NEAR (GẦN) cần dấu / và số tiếng nhiều nhất ở giữa, từ 0 đến %d, ví dụ NEAR/5.", mostNear)
	}
	return n
}

// wantWords fails unless n is a term or a choice of terms.
func (p *parser) wantWords(n *node, at int) {
	if n.kind == isOr {
		for _, c := range n.kids {
			if c.kind != isTerm {
				p.fail(at, "Ở đây chỉ được dùng từ, cụm từ, hoặc các từ nối bằng OR trong ngoặc.")
			}
		}
		return
	}
	if n.kind != isTerm {
		p.fail(at, "Ở đây chỉ được dùng từ, cụm từ, hoặc các từ nối bằng OR trong ngoặc.")
	}
}

// readOperand reads a term, a field, a function or a bracket, with its weight.
func (p *parser) readOperand() *node {
	t := p.take()
	var n *node
	switch t.kind {
	case tokenOpen:
		n = p.readBracket(t)
	case tokenField:
		n = p.readField(t)
	case tokenCount, tokenScore:
		n = p.readFunction(t)
	case tokenFold, tokenWord, tokenQuote:
		n = p.readTerm(t)
		p.hint(t)
	default:
		p.failOperand(t)
		return nil
	}
	if p.problem == nil && p.peek().kind == tokenWeight {
		p.readWeight(n)
	}
	return n
}

// failOperand says what is missing where an operand was expected and t stands.
func (p *parser) failOperand(t token) {
	switch t.kind {
	case tokenEnd:
		p.fail(t.from, "Câu tìm dừng giữa chừng: sau phép nối cần một từ.")
	case tokenClose:
		p.fail(t.from, "Trước dấu đóng ngoặc này thiếu một từ.")
	case tokenStar:
		p.fail(t.from, "Dấu * chỉ đứng liền sau phần đầu của một từ, ví dụ covid*.")
	case tokenWeight:
		p.fail(t.from, "Dấu ^ chỉ đứng liền sau một từ, ví dụ lũ^3.")
	case tokenLeast:
		p.fail(t.from, "Phép so sánh chỉ đứng sau COUNT(…) hoặc SCORE(…).")
	default:
		p.fail(t.from, "Phép nối %s cần một từ ở cả hai bên.", t.text)
	}
}

func (p *parser) readBracket(open token) *node {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > mostDepth {
		p.fail(open.from, "Câu tìm có quá %d lớp ngoặc lồng nhau.", mostDepth)
		return nil
	}
	n := p.readOr()
	p.wantClose(open)
	return n
}

func (p *parser) wantClose(open token) {
	if p.problem == nil && p.peek().kind != tokenClose {
		p.fail(open.from, "Dấu mở ngoặc này chưa được đóng.")
		return
	}
	p.take()
}

// readFunction reads COUNT(…)>=n and SCORE(…)>=n.
func (p *parser) readFunction(t token) *node {
	open := token{kind: tokenOpen, from: t.to - 1, to: t.to}
	inside := p.peek().from
	n := &node{kind: isCount}
	if t.kind == tokenCount {
		kid := p.readBracket(open)
		if p.problem != nil {
			return nil
		}
		p.wantWords(kid, inside)
		n.kids = []*node{kid}
	} else {
		n.kind = isScore
		n.kids = p.readList(open)
	}
	if p.problem != nil {
		return nil
	}
	least := p.take()
	value, ok := number(strings.TrimLeft(least.text, ">= "), mostNumber)
	if strings.HasPrefix(least.text, ">") && !strings.HasPrefix(least.text, ">=") {
		value++
	}
	if least.kind != tokenLeast || !ok || value < 1 {
		p.fail(least.from, "Sau COUNT(…) và SCORE(…) cần >= và một số từ 1 đến %d.", mostNumber)
	}
	n.n = value
	return n
}

// readList reads the operands of SCORE, apart by spaces or OR.
func (p *parser) readList(open token) []*node {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > mostDepth {
		p.fail(open.from, "Câu tìm có quá %d lớp ngoặc lồng nhau.", mostDepth)
		return nil
	}
	var kids []*node
	rising := false
	for p.problem == nil {
		start := p.peek().from
		var n *node
		if p.peek().kind != tokenNot {
			n = p.readNear()
		}
		if p.problem != nil {
			return nil
		}
		if n == nil || !n.positive() {
			p.fail(start, "Trong SCORE, hãy dùng trọng số âm thay cho KHÔNG (NOT), ví dụ diễn^-3.")
			return nil
		}
		rising = rising || n.weight >= 0
		kids = append(kids, n)
		if p.peek().kind == tokenOr {
			p.take()
			continue
		}
		if k := p.peek().kind; k == tokenClose || k == tokenEnd {
			break
		}
	}
	p.wantClose(open)
	if !rising {
		p.fail(open.from, "SCORE cần ít nhất một từ có trọng số dương.")
	}
	return kids
}

func (p *parser) readWeight(n *node) {
	t := p.take()
	digits := strings.TrimPrefix(t.text, "^")
	negative := strings.HasPrefix(digits, "-")
	value, ok := number(strings.TrimPrefix(digits, "-"), mostWeight)
	if !ok || value == 0 {
		p.fail(t.from, "Sau dấu ^ cần một số nguyên khác 0, từ -%d đến %d.", mostWeight, mostWeight)
	}
	if negative {
		value = -value
	}
	n.weight = value
}

// count adds a term and fails at one too many.
func (p *parser) count(at int) {
	p.terms++
	most := p.options.MostTerms
	if most == 0 {
		most = MostTerms
	}
	if p.terms > most {
		p.fail(at, "Câu tìm có quá %d từ; hãy tách thành nhiều chủ đề.", most)
	}
}

// number reads a whole number of at most most.
func number(digits string, most int) (int, bool) {
	n := 0
	for i := range len(digits) {
		c := digits[i]
		if c < '0' || c > '9' || n > most {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, digits != "" && n <= most
}

// isShouted reports a text without any lower-case letter, in which KHÔNG and VÀ are more likely words of a
// headline than operators.
func isShouted(text string) bool {
	return strings.IndexFunc(text, unicode.IsLower) < 0
}

// readTerm reads a word, a phrase, or either behind ~.
func (p *parser) readTerm(t token) *node {
	fold := t.kind == tokenFold
	if fold {
		tilde := t
		t = p.take()
		if t.kind != tokenWord && t.kind != tokenQuote || t.from != tilde.to {
			p.fail(tilde.from, "Dấu ~ phải đứng liền trước một từ hoặc cụm từ trong ngoặc kép.")
			return nil
		}
	}
	body := t.text
	inner := strings.TrimRightFunc(body, func(r rune) bool { return r != '*' && letterOf(r).class == separator })
	star := t.kind == tokenQuote && strings.HasSuffix(inner, "*")
	if star {
		body = strings.TrimSuffix(inner, "*")
	}
	if i := strings.IndexByte(body, '*'); t.kind == tokenQuote && i >= 0 {
		p.fail(t.inside+i, "Trong cụm từ, dấu * chỉ đứng liền sau từ cuối cùng.")
		return nil
	}
	words := wordsOf(body)
	if sign := p.peek(); sign.kind == tokenStar && sign.from == t.to {
		p.take()
		star = true
		if c, size := next(p.text, sign.to); size > 0 && c != separator {
			p.fail(sign.from, "Dấu * chỉ đứng ở cuối một từ.")
			return nil
		}
	}
	if len(words) == 0 {
		p.fail(t.from, "Chỗ này không có chữ hay số nào để tìm.")
		return nil
	}
	if len(words) > MostWords {
		p.fail(t.from, "Cụm từ dài quá %d tiếng.", MostWords)
		return nil
	}
	return p.termOf(t, words, fold, star)
}

func (p *parser) termOf(t token, words []string, fold, star bool) *node {
	last := words[len(words)-1]
	if star && utf8.RuneCountInString(last) < leastStem {
		p.fail(t.from, "Trước dấu * cần ít nhất %d chữ.", leastStem)
		return nil
	}
	if p.options.FoldPlain && strings.IndexFunc(t.text, unicode.IsLetter) >= 0 && vi.Fold(canonical(t.text)) == canonical(t.text) {
		fold = true
	}
	if fold {
		for i, w := range words {
			words[i] = vi.Fold(w)
		}
	}
	p.count(t.from)
	return &node{kind: isTerm, term: Term{Words: words, Fold: fold, Prefix: star, In: p.scope}}
}

// wordsOf are the syllables of a text in the form in which they are compared.
func wordsOf(text string) []string {
	var words []string
	for at := 0; ; {
		from, to, ok := span(text, at)
		if !ok {
			return words
		}
		at = to
		words = append(words, string(readWord(text[from:to], nil, nil).text))
	}
}

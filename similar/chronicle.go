package similar

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// ChronicleOptions of a chronicle. The zero value is a good one.
type ChronicleOptions struct {
	// Window is the number of seconds for which an article is compared with those that come after it. 0 means
	// five days. More than six days and a quarter are as many: by then nothing is like enough any more.
	Window int64
	// Articles is how many are compared at most; the oldest make room. It is rounded up to full pages of
	// 1,024. 0 means 262,144, for which a chronicle needs about 105 MB.
	Articles int
	// Silent leaves out the words of placements, for who does not ask for them.
	Silent bool
}

// The setting of a chronicle. It was chosen on generated press of three provinces; docs/benchmarks.md has the
// numbers on others.
const (
	usualWindow   = 5 * 24 * 3600
	usualArticles = 1 << 18

	fading       = 4 * 24 * 3600    // seconds after which likeness counts for 1/e
	reach        = 6.25 * 24 * 3600 // seconds after which what is quite alike, weights rounded up, fades below leastAlike
	leastAlike   = 0.22             // with which a long article joins the story of another one
	mostAlike    = 0.50             // that is asked of a title
	mostPosts    = 60               // articles of a term that are looked at, the latest: what comes again and again is no news
	commonTerm   = 0.1              // share of all articles from which on a term tells nothing
	fewArticles  = 20               // in which a term is never too common
	priorReading = 1000             // articles that a chronicle acts as if it had read, so that a young one knows common words from rare ones
	priorOfLone  = 20               // of them in which a word stood that is no name; a name or a pair stood in one
	whole        = math.MaxUint16
)

// Chronicle puts articles into stories as they arrive and never looks ahead. It is first-story detection by the
// nearest neighbour (Allan, Papka and Lavrenko 1998; Petrović, Osborne and Lavrenko 2010): an article joins the
// story of that earlier article within the window which is most like it, or begins one if none is like enough.
// Likeness is the cosine of the terms' weights, how often a term stands in the article by how rarely it does in
// others (tf-idf), of the forty strongest terms of each; it fades with the days between the two. Names weigh
// more, numbers less.
//
// A [Stream] is made for short titles of many stories at once, where words come and go; a chronicle for articles
// that have a text. With nothing but titles it still works, less well.
//
// Memory is bounded by the options; see [Chronicle.Bytes].
type Chronicle struct {
	options  ChronicleOptions
	articles ring
	common   frequency
	clock    int64

	scores  []float32 // scratch
	touched []uint32
	ranked  []ranked
	kept    []kept
}

// kept is a term of an article that is compared.
type kept struct {
	hash   uint32
	weight uint16
	term   uint16 // its place among the terms of the article
}

// ranked is a term with its weight.
type ranked struct {
	weight float64
	term   int
}

// NewChronicle is a chronicle without articles.
func NewChronicle(o ChronicleOptions) *Chronicle {
	if o.Window <= 0 {
		o.Window = usualWindow
	}
	o.Window = min(o.Window, reach)
	if o.Articles <= 0 {
		o.Articles = usualArticles
	}
	o.Articles = min(o.Articles, math.MaxUint32/keptTerms-ringPage)
	return &Chronicle{options: o, articles: newRing(o.Articles), common: newFrequency(), clock: math.MinInt64}
}

// Placement says where an article went.
type Placement struct {
	Number  int // of the article, from 0
	Story   int // number of the article that began the story
	First   bool
	Nearest int      // the earlier article that is most like it, or -1
	Score   float64  // how like, 0 to 1
	Needed  float64  // the score from which on an article of this length joins
	Words   []string // the common terms that say most, at most five, in lower case
}

// Add puts an article into a story, knowing nothing that comes later. at is in seconds; an earlier instant than
// that of the article before counts as that.
func (c *Chronicle) Add(a Article, at int64) Placement { return c.AddTerms(NewTerms(a), at) }

// AddTerms is Add for an article whose terms are known.
func (c *Chronicle) AddTerms(t *Terms, at int64) Placement {
	c.clock = max(c.clock, at)
	c.articles.forget(earlier(c.clock, c.options.Window))
	c.weigh(t)
	p := Placement{Number: int(c.articles.count), Story: int(c.articles.count), First: true, Nearest: -1, Needed: needed(t)}
	slot, score := c.nearest()
	if score > 0 {
		near := c.articles.at(slot)
		p.Nearest, p.Score = int(c.articles.number(slot)), score
		if !c.options.Silent {
			p.Words = c.shared(t, slot)
		}
		if score >= p.Needed {
			p.First, p.Story = false, p.Nearest-int(near.behind)
		}
	}
	c.articles.put(told{at: c.clock, behind: ago(int64(p.Number), int64(p.Story))}, c.kept)
	c.common.add(t)
	return p
}

// needed is how like an article of these terms must be: two short texts are alike by chance more often.
func needed(t *Terms) float64 {
	const ofOne, falls = 0.93, -0.24
	return max(leastAlike, min(mostAlike, ofOne*math.Pow(float64(len(t.all)+1), falls)))
}

// earlier is the instant so many seconds before another one.
func earlier(at, seconds int64) int64 {
	if at < math.MinInt64+seconds {
		return math.MinInt64
	}
	return at - seconds
}

// weigh finds the strongest terms of an article, in parts of its length.
func (c *Chronicle) weigh(t *Terms) {
	c.ranked, c.kept = c.ranked[:0], c.kept[:0]
	read := float64(c.common.total)
	most, log := uint32(min(math.MaxUint32, commonTerm*read+fewArticles)), math.Log(read+priorReading+1)
	for i := range t.all {
		term := &t.all[i]
		in := c.common.of(term.hash)
		if in <= most {
			c.ranked = keepRanked(c.ranked, ranked{term.weight() * (log - term.logPrior(in)), i})
		}
	}
	slices.SortFunc(c.ranked, ranked.compare)
	length := 0.0
	for _, r := range c.ranked {
		length += r.weight * r.weight
	}
	length = math.Sqrt(length)
	for _, r := range c.ranked {
		c.kept = append(c.kept, kept{t.all[r.term].hash, uint16(whole * r.weight / length), uint16(r.term)})
	}
}

// compare puts the stronger term first.
func (r ranked) compare(o ranked) int { return cmp.Or(cmp.Compare(o.weight, r.weight), r.term-o.term) }

// keepRanked keeps the strongest terms: a heap whose first one is the weakest.
func keepRanked(all []ranked, r ranked) []ranked {
	if len(all) < keptTerms {
		all = append(all, r)
		for i := len(all) - 1; i > 0 && all[i].compare(all[(i-1)/2]) > 0; i = (i - 1) / 2 {
			all[i], all[(i-1)/2] = all[(i-1)/2], all[i]
		}
		return all
	}
	if r.weight < all[0].weight || r.compare(all[0]) > 0 {
		return all
	}
	i := 0
	for {
		next := 2*i + 1
		if next >= keptTerms {
			break
		}
		if next+1 < keptTerms && all[next+1].compare(all[next]) > 0 {
			next++
		}
		if r.compare(all[next]) > 0 {
			break
		}
		all[i] = all[next]
		i = next
	}
	all[i] = r
	return all
}

// nearest is the earlier article that is most like the one whose terms are kept; the score is 0 if none has any
// of them.
func (c *Chronicle) nearest() (best uint32, score float64) {
	if room := int(c.articles.room()); len(c.scores) < room {
		c.scores = make([]float32, room)
	}
	c.articles.visit(c.kept, mostPosts, func(slot uint32, likeness float32) {
		if c.scores[slot] == 0 {
			c.touched = append(c.touched, slot)
		}
		c.scores[slot] += likeness
	})
	for _, slot := range c.touched {
		v := float64(c.scores[slot])
		c.scores[slot] = 0
		if v < score { // it can only fade
			continue
		}
		v *= math.Exp(-float64(c.clock-c.articles.at(slot).at) / fading)
		if v > score || v == score && v > 0 && c.articles.number(slot) < c.articles.number(best) {
			best, score = slot, v
		}
	}
	c.touched = c.touched[:0]
	return best, min(1, score)
}

// shared are the terms that say most for the likeness of an article to an earlier one.
func (c *Chronicle) shared(t *Terms, slot uint32) []string {
	const most = 5
	var room [keptTerms]kept
	others := c.articles.kept(slot, room[:0])
	c.ranked = c.ranked[:0]
	for _, k := range c.kept {
		i := slices.IndexFunc(others, func(o kept) bool { return o.hash == k.hash&^weightMask })
		if i >= 0 {
			c.ranked = append(c.ranked, ranked{float64(k.weight) * float64(others[i].weight), int(k.term)})
		}
	}
	slices.SortFunc(c.ranked, ranked.compare)
	var words []string
	for _, r := range c.ranked[:min(most, len(c.ranked))] {
		words = append(words, t.word(t.all[r.term]))
	}
	return words
}

// First is the number of the oldest article that is compared with the next one, or that of the next one.
func (c *Chronicle) First() int { return int(c.articles.first) }

// Len is how many articles are compared with the next one.
func (c *Chronicle) Len() int { return int(c.articles.count - c.articles.first) }

// Bytes is the memory that the chronicle holds.
func (c *Chronicle) Bytes() int64 {
	return c.articles.bytes() + 2*2*countersOfRow + 4*int64(cap(c.scores)+cap(c.touched))
}

// Explain says in a Vietnamese and an English sentence why the article is where it is.
func (p Placement) Explain() (vi, en string) {
	words := `"` + strings.Join(p.Words, `", "`) + `"`
	switch {
	case p.Nearest < 0:
		return "Mở dòng sự việc mới vì chưa bài nào gần đây có các từ của bài này.", "It begins a story because no recent article has its words."
	case p.First:
		return fmt.Sprintf("Mở dòng sự việc mới vì bài gần nhất (%d) chỉ giống %.2f (cần %.2f), nhờ các từ %s.", p.Nearest, p.Score, p.Needed, words),
			fmt.Sprintf("It begins a story because the nearest article (%d) is only %.2f like it (%.2f is needed), by the words %s.", p.Nearest, p.Score, p.Needed, words)
	}
	return fmt.Sprintf("Thuộc cùng dòng sự việc với bài %d vì giống %.2f (cần %.2f), nhờ các từ %s.", p.Nearest, p.Score, p.Needed, words),
		fmt.Sprintf("It belongs to the story of article %d, which is %.2f like it (%.2f is needed), by the words %s.", p.Nearest, p.Score, p.Needed, words)
}

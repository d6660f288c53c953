package vi

import (
	"math"
	"slices"
)

const (
	classCount  = 32 // classes of syllables at each place of a word
	classRounds = 12 // rounds of the exchange, unless nothing moves earlier
)

// classing puts syllables that make words with the same kinds of partners into one class: a class for the
// syllable at the beginning and one for that at the end, from the words of two syllables of the lexicon. It
// is the exchange algorithm of Kneser and Ney (Improved Clustering Techniques for Class-Based Statistical
// Language Modelling, 1993) with classes of their own on the two sides.
type classing struct {
	partners [2][][]int // of each side and syllable: syllables of the other side
	class    [2][]uint8
	count    [classCount][classCount]int // words by the classes of their two syllables
}

// classesOf returns the class of each syllable at the beginning and at the end, from 1; 0 is for none.
func classesOf(words [][2]string) (begin, end map[string]uint8) {
	c := new(classing)
	var names [2][]string
	numbers := [2]map[string]int{{}, {}}
	for _, w := range words {
		for side, name := range w {
			if _, known := numbers[side][name]; !known {
				numbers[side][name] = len(names[side])
				names[side] = append(names[side], name)
				c.partners[side] = append(c.partners[side], nil)
			}
		}
		a, b := numbers[0][w[0]], numbers[1][w[1]]
		c.partners[0][a] = append(c.partners[0][a], b)
		c.partners[1][b] = append(c.partners[1][b], a)
	}
	c.deal()
	for range classRounds {
		if c.exchange() == 0 {
			break
		}
	}
	var classes [2]map[string]uint8
	for side := range classes {
		classes[side] = make(map[string]uint8)
		for i, name := range names[side] {
			classes[side][name] = c.class[side][i] + 1
		}
	}
	return classes[0], classes[1]
}

// deal gives the syllables their first classes in turn, those with most words first.
func (c *classing) deal() {
	for side, partners := range c.partners {
		order := make([]int, len(partners))
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(a, b int) int { return len(partners[b]) - len(partners[a]) })
		c.class[side] = make([]uint8, len(order))
		for rank, s := range order {
			c.class[side][s] = uint8(rank % classCount)
		}
	}
	for a, ends := range c.partners[0] {
		for _, b := range ends {
			c.count[c.class[0][a]][c.class[1][b]]++
		}
	}
}

// exchange moves every syllable once and says how many changed their class.
func (c *classing) exchange() int {
	moved := 0
	for side := range c.partners {
		for s := range c.partners[side] {
			moved += c.move(side, s)
		}
	}
	return moved
}

// move puts a syllable into the class in which the words are most likely.
func (c *classing) move(side, s int) int {
	var with [classCount]int
	for _, p := range c.partners[side][s] {
		with[c.class[1-side][p]]++
	}
	from := int(c.class[side][s])
	c.add(side, from, &with, -1)
	best, most := from, math.Inf(-1)
	for to := range classCount {
		if gain := c.gain(side, to, &with); gain > most+1e-9 {
			best, most = to, gain
		}
	}
	c.add(side, best, &with, 1)
	c.class[side][s] = uint8(best)
	if best == from {
		return 0
	}
	return 1
}

// words is the count of words with a class on one side and another on the other side.
func (c *classing) words(side, own, other int) *int {
	if side == 0 {
		return &c.count[own][other]
	}
	return &c.count[other][own]
}

func (c *classing) add(side, class int, with *[classCount]int, sign int) {
	for other, n := range with {
		*c.words(side, class, other) += sign * n
	}
}

// gain is what the logarithm of the likelihood wins when a syllable with these partners joins a class.
func (c *classing) gain(side, class int, with *[classCount]int) float64 {
	gain := 0.0
	before, more := 0, 0
	for other, n := range with {
		have := *c.words(side, class, other)
		before += have
		more += n
		if n > 0 {
			gain += nLogN(have+n) - nLogN(have)
		}
	}
	return gain - nLogN(before+more) + nLogN(before)
}

func nLogN(n int) float64 {
	if n < 2 {
		return 0
	}
	return float64(n) * math.Log(float64(n))
}

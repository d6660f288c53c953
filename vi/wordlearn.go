package vi

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// WordLearning says how a model of words is learned. The values of [DefaultWordLearning] were chosen by
// cross-validation.
type WordLearning struct {
	Learners int     // whose weights are averaged, each over the sentences in other orders
	Rounds   int     // of each learner over the sentences
	Margin   int32   // by which the right path must win
	Drop     float64 // share of known runs that are hidden from each sentence
	Seed     uint64
}

// DefaultWordLearning is how the embedded model is learned.
func DefaultWordLearning() WordLearning {
	return WordLearning{Learners: 8, Rounds: 3, Margin: 8, Drop: 0.05, Seed: 1}
}

// LearnWords learns a model for [NewSegmenterOf] from a lexicon and from sentences, each a list of words
// whose syllables stand apart by a space. The same input gives the same bytes. The lines of about stand in
// the head of the file.
//
// The learner is the averaged structured perceptron (Collins 2002) with a margin that grows with the number
// of wrong boundaries (Taskar et al. 2003), over hashed features with weights of 8 bits; the weights of
// several learners are averaged. A word of the sentences joins the lexicon; while a sentence is being learned
// from, its own words and habits do not count, so that the model learns how far those seen elsewhere may be
// trusted.
func LearnWords(lexicon []string, sentences [][]string, how WordLearning, about []Attribute) ([]byte, error) {
	l, err := newWordLearner(lexicon, sentences, how)
	if err != nil {
		return nil, err
	}
	l.learn()
	l.sections[3] = l.quantize()
	return writeWordModel(about, l.sections), nil
}

// wordLearner holds what is learned so far.
type wordLearner struct {
	how      WordLearning
	rng      *rand.Rand
	lessons  []*lesson
	seen     map[key]int    // words of the lessons
	split    map[key]int    // pairs of the lexicon that are two words in the lessons
	habits   map[key]habits // of the syllables in the lessons
	model    *wordModel     // tables, no weights
	sections [len(sectionNames)][]byte

	weight []int32
	sum    []int64 // of the weight over all steps up to since
	since  []int64
	step   int64
	total  []int64 // of the sums of all learners
}

func newWordLearner(lexicon []string, sentences [][]string, how WordLearning) (*wordLearner, error) {
	l := &wordLearner{
		how: how, rng: rand.New(rand.NewPCG(how.Seed, 0)),
		seen: make(map[key]int), split: make(map[key]int), habits: make(map[key]habits),
		weight: make([]int32, 1<<slotBits), sum: make([]int64, 1<<slotBits), since: make([]int64, 1<<slotBits), total: make([]int64, 1<<slotBits),
	}
	taken := make(map[string]bool)
	for _, words := range sentences {
		s := newLesson(words)
		if id := fmt.Sprint(s.text, s.join); !taken[id] { // a heading that comes again teaches once
			taken[id] = true
			l.lessons = append(l.lessons, s)
		}
	}
	err := l.buildTables(lexicon)
	return l, err
}

// learn goes over the lessons in a new order each round.
func (l *wordLearner) learn() {
	for range l.how.Learners {
		clear(l.weight)
		clear(l.sum)
		clear(l.since)
		l.step = 0
		for range l.how.Rounds {
			l.rng.Shuffle(len(l.lessons), func(i, j int) { l.lessons[i], l.lessons[j] = l.lessons[j], l.lessons[i] })
			for _, s := range l.lessons {
				l.take(s)
			}
		}
		for slot := range l.weight {
			l.bump(uint32(slot), 0)
			l.total[slot] += l.sum[slot]
		}
	}
}

// take learns from one sentence.
func (l *wordLearner) take(s *lesson) {
	l.step++
	hidden := make(map[key]bool)
	var d desk
	for from := 0; from < len(s.tokens); {
		u := d.fill(l.model, s.text, s.tokens[from:])
		join := s.join[from:]
		l.model.lookUp(u)
		l.hide(u, s, hidden)
		longestMatches(u)
		for i := brim; i < len(u)-brim-1; i++ {
			l.score(&d.scores[i], u, i, join[i-brim])
		}
		d.decide(u)
		l.correct(u, join)
		from += len(u) - 2*brim
	}
}

// hide takes back what only this sentence knows, and some of the rest.
func (l *wordLearner) hide(u []unit, s *lesson, hidden map[key]bool) {
	for i := brim; i < len(u)-brim; i++ {
		k := u[i].key
		if u[i].sound != 0 {
			u[i].grades = l.habits[k].minus(s.habits[k]).grades()
		}
		for n := range u[i].runs {
			k = chain(k, u[i+n+1].key)
			run := &u[i].runs[n]
			l.hideRun(run, k, s)
			if *run&isRun != 0 && l.drops(k, hidden) {
				*run &^= isRun
			}
			if *run&runPrefix == 0 {
				break
			}
		}
	}
}

// hideRun leaves of a run what other sentences show.
func (l *wordLearner) hideRun(run *uint8, k key, s *lesson) {
	if *run&(seenOnce|seenTwice) != 0 {
		*run = *run&^(seenOnce|seenTwice) | seenElsewhere(l.seen[k]-s.words[k])
	}
	if l.split[k] <= s.splits[k] {
		*run &^= seenSplit
	}
}

// drops decides once for each run of a sentence whether it is hidden.
func (l *wordLearner) drops(k key, hidden map[key]bool) bool {
	gone, known := hidden[k]
	if !known {
		gone = l.rng.Float64() < l.how.Drop
		hidden[k] = gone
	}
	return gone
}

func seenElsewhere(n int) uint8 {
	switch {
	case n <= 0:
		return 0
	case n == 1:
		return seenOnce
	}
	return seenTwice
}

// score is that of the weights so far, moved by the margin towards the wrong decision.
func (l *wordLearner) score(sc *scores, u []unit, i int, gold bool) {
	var plain [plainSize]uint32
	var f [pastSize]uint32
	plainFeatures(&plain, u, i)
	base := -l.how.Margin * signOf(gold)
	for _, slot := range plain {
		base += l.weight[slot]
	}
	for h := range pastCount {
		pastFeatures(&f, u, i, h)
		sc[h] = base
		for _, slot := range f {
			sc[h] += l.weight[slot]
		}
	}
}

func signOf(join bool) int32 {
	if join {
		return 1
	}
	return -1
}

// correct moves the weights from the path found to the right one.
func (l *wordLearner) correct(u []unit, join []bool) {
	var plain [plainSize]uint32
	var f [pastSize]uint32
	var right, found past
	for i := brim; i < len(u)-brim-1; i++ {
		want, got := join[i-brim], u[i].bound == boundJoin
		free := u[i].shape != shapeMark && u[i+1].shape != shapeMark
		if free && want != got {
			plainFeatures(&plain, u, i)
			for _, slot := range plain {
				l.bump(slot, 2*signOf(want))
			}
		}
		if free && (want != got || right != found) {
			pastFeatures(&f, u, i, right)
			for _, slot := range f {
				l.bump(slot, signOf(want))
			}
			pastFeatures(&f, u, i, found)
			for _, slot := range f {
				l.bump(slot, -signOf(got))
			}
		}
		right, found = right.after(want), found.after(got)
	}
}

// bump changes a weight and keeps its sum over the steps.
func (l *wordLearner) bump(slot uint32, by int32) {
	l.sum[slot] += int64(l.weight[slot]) * (l.step - l.since[slot])
	l.since[slot] = l.step
	l.weight[slot] += by
}

// quantize gives each averaged weight a byte; the largest becomes 127.
func (l *wordLearner) quantize() []byte {
	most := int64(1)
	for _, s := range l.total {
		most = max(most, s, -s)
	}
	data := make([]byte, len(l.total))
	for slot, s := range l.total {
		data[slot] = byte(int8(math.Round(127 * float64(s) / float64(most))))
	}
	return data
}

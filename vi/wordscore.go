package vi

import (
	"math/rand/v2"
	"slices"
)

// WordScore counts words of a reference, words found, and those that are the same: the two offsets agree.
type WordScore struct{ Same, Gold, Found int }

// ScoreWords compares words found in a text with those of the reference, both in the order of the text.
func ScoreWords(gold, found []Token) WordScore {
	s := WordScore{Gold: len(gold), Found: len(found)}
	for i, j := 0, 0; i < len(gold) && j < len(found); {
		switch g, f := gold[i], found[j]; {
		case g.Start == f.Start && g.End == f.End:
			s.Same++
			i++
			j++
		case g.End <= f.End:
			i++
		default:
			j++
		}
	}
	return s
}

// Plus adds the counts of two texts.
func (s WordScore) Plus(t WordScore) WordScore {
	return WordScore{s.Same + t.Same, s.Gold + t.Gold, s.Found + t.Found}
}

// F1 is the harmonic mean of precision and recall over brackets, 0 to 1.
func (s WordScore) F1() float64 {
	if s.Gold+s.Found == 0 {
		return 0
	}
	return 2 * float64(s.Same) / float64(s.Gold+s.Found)
}

// WordInterval is the 95 % percentile bootstrap interval of F1 over sentences (Efron 1979), by 1,000
// samples from the given seed.
func WordInterval(sentences []WordScore, seed uint64) (low, high float64) {
	if len(sentences) == 0 {
		return 0, 0
	}
	const samples = 1000
	rng := rand.New(rand.NewPCG(seed, 0))
	var f [samples]float64
	for i := range f {
		var sum WordScore
		for range sentences {
			sum = sum.Plus(sentences[rng.IntN(len(sentences))])
		}
		f[i] = sum.F1()
	}
	slices.Sort(f[:])
	return f[samples*25/1000], f[samples*975/1000]
}

// CrossValidateWords learns from all but one of the folds of each group of sentences, and scores on that
// one, in turn. The folds are runs of neighbouring sentences, so that a story is not on both sides. It
// returns the score of each sentence, in the order of the groups' folds.
func CrossValidateWords(lexicon []string, groups [][][]string, folds int, how WordLearning) ([]WordScore, error) {
	var scores []WordScore
	for fold := range folds {
		var train, test [][]string
		for _, group := range groups {
			from, to := fold*len(group)/folds, (fold+1)*len(group)/folds
			test = append(test, group[from:to]...)
			train = append(append(train, group[:from]...), group[to:]...)
		}
		model, err := LearnWords(lexicon, train, how, nil)
		if err != nil {
			return nil, err
		}
		g, err := NewSegmenterOf(model)
		if err != nil {
			return nil, err
		}
		scores = append(scores, ScoreSentences(g.AppendWords, test)...)
	}
	return scores, nil
}

// ScoreSentences lets cut (such as [Segmenter.AppendWords]) find the words of each sentence from its tokens
// and compares them with its own.
func ScoreSentences(cut func(dst []Token, text string, tokens []Token) []Token, sentences [][]string) []WordScore {
	var scores []WordScore
	for _, words := range sentences {
		text, gold := JoinWords(words)
		scores = append(scores, ScoreWords(gold, cut(nil, text, AppendFields(nil, text))))
	}
	return scores
}

// SumWords adds up the scores of sentences.
func SumWords(sentences []WordScore) WordScore {
	var sum WordScore
	for _, s := range sentences {
		sum = sum.Plus(s)
	}
	return sum
}

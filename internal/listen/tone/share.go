package tone

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Counts are how many texts have which tone, by [Verdict.Word].
type Counts [tones]int

// Total is how many texts they are.
func (c Counts) Total() int {
	sum := 0
	for _, n := range c {
		sum += n
	}
	return sum
}

// Confusion counts the answers to questions asked at random: by what the officer said, then by what the model
// had said.
type Confusion [tones][tones]int

// Add counts one answer.
func (c *Confusion) Add(officer, model Tone) { c[officer][model]++ }

// Total is how many answers they are.
func (c *Confusion) Total() int {
	sum := 0
	for _, row := range c {
		for _, n := range row {
			sum += n
		}
	}
	return sum
}

// Floors of what is shown.
const (
	LeastTexts   = 5  // fewer texts are not broken down at all
	LeastAnswers = 30 // with fewer random answers the model's error is not known
	widest       = .5 // a share whose interval is wider says nothing
)

// Share is what part of the texts has a tone: Counted by the model's word alone, Corrected for its error, and the
// interval in which the true part lies with 95 % probability.
type Share struct {
	Tone      Tone
	Counted   float64
	Corrected float64
	Low, High float64
}

// Shares are the parts of all tones, in the order of [Tone]. Known is false when there are too few random answers
// to know the model's error: Corrected is then Counted, and the interval allows for an error as large as a model
// without any use could have. TooFew says that there are fewer than [LeastTexts] texts: nothing is broken down.
type Shares struct {
	Texts, Answers int
	TooFew, Known  bool
	Of             [tones]Share
}

// Sure reports whether the share may be told: its interval is not so wide that it says nothing.
func (x Share) Sure() bool { return x.High-x.Low <= widest }

// Sure reports whether all shares may be told: there are enough texts, and each is sure.
func (s Shares) Sure() bool {
	return !s.TooFew && !slices.ContainsFunc(s.Of[:], func(x Share) bool { return !x.Sure() })
}

// draws is how many possible truths the interval is taken from.
const draws = 600

// Correct estimates the true shares of texts of which the model said counted, from its confusions on questions
// asked at random (Rogan and Gladen 1978 for more than two classes, by expectation-maximisation so that no share
// is negative, as Saerens et al. 2002). Where the model's words say little of the truth, as when it has one word for all
// texts, they fit many truths equally well: the estimate is then drawn towards what officers said of the texts of
// which the model said the same, with the weight of thirty answers, and the interval, more slightly, too. The interval
// comes from drawing possible confusions and counts from their posterior (Dirichlet) and correcting under each, so few
// answers give a wide interval. It holds where the model errs on these texts as it did on those asked about.
func Correct(counted Counts, answers Confusion, seed uint64) Shares {
	s := Shares{Texts: counted.Total(), Answers: answers.Total()}
	s.TooFew = s.Texts < LeastTexts
	if s.TooFew {
		return s
	}
	s.Known = s.Answers >= LeastAnswers
	seen := fractions(counted)
	pull, doubted := trusted/float64(s.Answers+trusted), 0.0
	point := seen
	if s.Known {
		point = unmix(seen, meanRows(answers), answers.behind(seen, dirichletMean), pull)
		doubted = pull * pull / 3
	}
	random := rand.New(rand.NewPCG(seed, 1978))
	var drawn [tones][]float64
	for range draws {
		rows := drawRows(answers, random)
		words := drawFractions(counted, random)
		truth := unmix(words, rows, answers.behind(words, func(a [tones]float64) [tones]float64 { return dirichlet(a, random) }), doubted)
		for t := range drawn {
			drawn[t] = append(drawn[t], truth[t])
		}
	}
	for t := range s.Of {
		slices.Sort(drawn[t])
		s.Of[t] = Share{Tone: Tone(t), Counted: seen[t], Corrected: point[t],
			Low: min(quantile(drawn[t], 0.025), point[t]), High: max(quantile(drawn[t], 0.975), point[t])}
	}
	return s
}

func fractions(c Counts) (f [tones]float64) {
	for t, n := range c {
		f[t] = float64(n) / float64(max(c.Total(), 1))
	}
	return f
}

// rows are how probable each word of the model is for each truth.
type confusionRows [tones][tones]float64

// prior is what is added to each count of confusions, more on the diagonal: before any answer the model is taken
// to be right half of the time.
func prior(truth, word int) float64 {
	if truth == word {
		return 1.5
	}
	return 0.5
}

func meanRows(answers Confusion) (rows confusionRows) {
	for t := range rows {
		sum := 0.0
		for w := range rows[t] {
			rows[t][w] = float64(answers[t][w]) + prior(t, w)
			sum += rows[t][w]
		}
		for w := range rows[t] {
			rows[t][w] /= sum
		}
	}
	return rows
}

// behind are the shares of what officers said of texts of which the model said words in these shares; of each word what
// they said of it, as of takes it from how often they said it.
func (c *Confusion) behind(words [tones]float64, of func([tones]float64) [tones]float64) (said [tones]float64) {
	for w, share := range words {
		var column [tones]float64
		for t := range column {
			column[t] = float64(c[t][w]) + prior(t, w)
		}
		for t, p := range of(column) {
			said[t] += share * p
		}
	}
	return said
}

// dirichletMean are the shares that weights are on average.
func dirichletMean(a [tones]float64) (p [tones]float64) {
	sum := 0.0
	for _, x := range a {
		sum += x
	}
	for i, x := range a {
		p[i] = x / sum
	}
	return p
}

func drawRows(answers Confusion, random *rand.Rand) (rows confusionRows) {
	for t := range rows {
		var a [tones]float64
		for w := range a {
			a[w] = float64(answers[t][w]) + prior(t, w)
		}
		rows[t] = dirichlet(a, random)
	}
	return rows
}

func drawFractions(counted Counts, random *rand.Rand) [tones]float64 {
	var a [tones]float64
	for w, n := range counted {
		a[w] = float64(n) + 0.5
	}
	return dirichlet(a, random)
}

// trusted is how many answers weigh as much as what officers said of texts with the same words: tones that the model can
// hardly tell apart would otherwise swing widely while answers are few.
const trusted = 30

// unmix finds the true shares that explain the shares of the model's words best; pull, between 0 and 1, draws
// them towards others.
func unmix(seen [tones]float64, rows confusionRows, towards [tones]float64, pull float64) [tones]float64 {
	truth := [tones]float64{}
	for t := range truth {
		truth[t] = 1.0 / float64(tones)
	}
	for range 100 {
		var next [tones]float64
		for w, share := range seen {
			whole := 0.0
			for t := range truth {
				whole += truth[t] * rows[t][w]
			}
			if whole == 0 {
				continue
			}
			for t := range truth {
				next[t] += share * truth[t] * rows[t][w] / whole
			}
		}
		moved := 0.0
		for t := range truth {
			next[t] = (next[t] + pull*towards[t]) / (1 + pull)
			moved += math.Abs(next[t] - truth[t])
		}
		truth = next
		if moved < 1e-5 {
			break
		}
	}
	return truth
}

// dirichlet draws shares with the given weights.
func dirichlet(a [tones]float64, random *rand.Rand) (p [tones]float64) {
	sum := 0.0
	for i := range p {
		p[i] = gamma(a[i], random)
		sum += p[i]
	}
	for i := range p {
		p[i] /= max(sum, 1e-300)
	}
	return p
}

// gamma draws from the gamma distribution of the given shape and scale 1 (Marsaglia and Tsang 2000).
func gamma(shape float64, random *rand.Rand) float64 {
	if shape < 1 {
		return gamma(shape+1, random) * math.Pow(random.Float64(), 1/shape)
	}
	d := shape - 1.0/3
	c := 1 / math.Sqrt(9*d)
	for {
		x := random.NormFloat64()
		v := 1 + c*x
		if v <= 0 {
			continue
		}
		v = v * v * v
		if math.Log(1-random.Float64()) < x*x/2+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}

// quantile of a sorted list.
func quantile(sorted []float64, q float64) float64 {
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)]
}

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/internal/listen/tone/gold"
	"github.com/nhipcau/nhipcau/vi"
)

type toneRow struct {
	Data string `default:"internal/listen/tone/testdata/gold" help:"Folder with items.jsonl, labels-1.tsv, labels-2.tsv and labels-reader-2.tsv." type:"existingdir"`
	Seed uint64 `default:"1" help:"Of the generated press that is judged too."`
	Half string `default:"test" enum:"test,development" help:"Which half is measured: test, or development while something is being changed."`
}

// toneCount is how many tones there are.
const toneCount = int(tone.Unfavourable) + 1

// Run measures tone: agreement of the labels, the lexicon alone, after corrections, intervals of shares, speed.
func (c toneRow) Run(b *bench) error {
	items, err := gold.Read(os.DirFS(c.Data))
	if err != nil {
		return err
	}
	printAgreement(items)
	half, development := part(items, c.Half), part(items, "development")
	c.lexiconAlone(b, half)
	c.byReader(half)
	err = c.withoutLexicon(half, development)
	if err != nil {
		return err
	}
	err = c.afterCorrections(half, development)
	if err != nil {
		return err
	}
	err = c.byStrangers()
	if err != nil {
		return err
	}
	c.coverage(b, half)
	return c.speed(b, items)
}

// part is the items of one half.
func part(items []gold.Item, half string) []gold.Item {
	return slices.DeleteFunc(slices.Clone(items), func(i gold.Item) bool { return i.Split != half })
}

// printAgreement prints Cohen's kappa of the two readers, as a whole, by half and by manner, and of the first
// reader's two passes; then the tones of one reader against those of the other.
func printAgreement(items []gold.Item) {
	other := func(i gold.Item) gold.Label { return i.Other }
	fmt.Print("| labels | texts | tone: the same | Cohen's kappa | bearing on steering: the same | Cohen's kappa |\n|---|---|---|---|---|---|\n")
	printKappa("two readers", items, other)
	for _, half := range []string{"development", "test"} {
		printKappa("two readers, "+half+" half", part(items, half), other)
	}
	for _, kind := range []string{"press", "page", "people"} {
		printKappa("two readers, "+kind, slices.DeleteFunc(slices.Clone(items), func(i gold.Item) bool { return i.Kind != kind }), other)
	}
	printKappa("first reader, two passes", items, func(i gold.Item) gold.Label { return i.Second })
	var table [toneCount][toneCount]int
	for _, i := range items {
		table[i.First.Tone][i.Other.Tone]++
	}
	fmt.Print("\n| first reader, down; second reader, across |")
	for t := range toneCount {
		fmt.Printf(" %s |", tone.Tone(t))
	}
	fmt.Print("\n|---|---|---|---|---|\n")
	for t, row := range table {
		fmt.Printf("| %s | %d | %d | %d | %d |\n", tone.Tone(t), row[0], row[1], row[2], row[3])
	}
	fmt.Println()
}

// printKappa prints how far the first labels and others agree.
func printKappa(name string, items []gold.Item, other func(gold.Item) gold.Label) {
	var t, s [][2]int
	for _, i := range items {
		o := other(i)
		t = append(t, [2]int{int(i.First.Tone), int(o.Tone)})
		s = append(s, [2]int{int(i.First.Steering), int(o.Steering)})
	}
	sameTone, kappaTone := cohen(t)
	sameSteering, kappaSteering := cohen(s)
	fmt.Printf("| %s | %d | %.1f %% | %.3f | %.1f %% | %.3f |\n", name, len(items), 100*sameTone, kappaTone, 100*sameSteering, kappaSteering)
}

// byReader scores the model before any correction on the labels of each reader and where both say the same of
// tone and of steering; the last row is the second reader scored on the labels of the first.
func (c toneRow) byReader(half []gold.Item) {
	second := slices.Clone(half)
	var table [toneCount][toneCount]float64
	for i := range second {
		table[half[i].First.Tone][half[i].Other.Tone]++
		second[i].First = half[i].Other
	}
	both := func(same func(a, b gold.Label) bool) []gold.Item {
		return slices.DeleteFunc(slices.Clone(half), func(i gold.Item) bool { return !same(i.First, i.Other) })
	}
	fmt.Print("| lexicon alone, ", c.Half, " half | texts | macro-F1 of four tones (95 % interval) | right | steering macro-F1 |\n|---|---|---|---|---|\n")
	for _, row := range []struct {
		name  string
		items []gold.Item
	}{
		{"labels of the first reader", half},
		{"labels of the second reader", second},
		{"where both readers say the same of tone", both(func(a, b gold.Label) bool { return a.Tone == b.Tone })},
		{"where they say the same of tone and of steering", both(func(a, b gold.Label) bool { return a == b })},
	} {
		s := tone.First().Evaluate(gold.Corrections(row.items, ""))
		low, high := macroInterval(row.items)
		fmt.Printf("| %s | %d | %.3f (%.2f–%.2f) | %.3f | %.3f |\n", row.name, len(row.items), s.MacroF1, low, high, s.Accuracy, s.SteeringF1)
	}
	fmt.Printf("| for comparison, the second reader on the labels of the first | %d | %.3f | | |\n\n", len(half), macroF1(table))
}

// cohen is the share of equal labels and Cohen's kappa.
func cohen(pairs [][2]int) (same, kappa float64) {
	first, second := map[int]float64{}, map[int]float64{}
	n := float64(len(pairs))
	for _, p := range pairs {
		first[p[0]]++
		second[p[1]]++
		if p[0] == p[1] {
			same += 1 / n
		}
	}
	chance := 0.0
	for label, count := range first {
		chance += count * second[label] / n / n
	}
	return same, (same - chance) / (1 - chance)
}

// lexiconAlone scores the model before any correction, as a whole and by manner.
func (c toneRow) lexiconAlone(b *bench, half []gold.Item) {
	fmt.Print("| lexicon alone, ", c.Half, " half | texts | macro-F1 of four tones (95 % interval) | unclear | favourable | neutral | unfavourable | mean of the last three | right | calibration error | answered, right | steering macro-F1 |\n"+
		"|---|---|---|---|---|---|---|---|---|---|---|---|\n")
	for _, kind := range []string{"", "press", "page", "people"} {
		some := half
		if kind != "" {
			some = slices.DeleteFunc(slices.Clone(half), func(i gold.Item) bool { return i.Kind != kind })
		}
		s := tone.First().Evaluate(gold.Corrections(some, ""))
		low, high := macroInterval(some)
		name := kind
		if kind == "" {
			name = "all"
			b.report(line{What: "tone, macro-F1 of four, lexicon alone", Value: s.MacroF1, Format: "%.2f", Must: 0.65, Aim: 0.75, On: "300 texts of our own"})
			b.report(line{What: "tone, calibration error, lexicon alone", Value: s.ECE, Format: "%.3f", Less: true, On: "300 texts of our own"})
		}
		fmt.Printf("| %s | %d | %.3f (%.2f–%.2f) | %.2f | %.2f | %.2f | %.2f | %.3f | %.3f | %.3f | %.1f %%, %.1f %% | %.3f |\n", name, s.Texts, s.MacroF1, low, high,
			s.F1[tone.Unclear], s.F1[tone.Favourable], s.F1[tone.Neutral], s.F1[tone.Unfavourable],
			threeTones(s), s.Accuracy, s.ECE, 100*s.Answered, 100*s.Right, s.SteeringF1)
	}
	fmt.Println()
}

// withoutLexicon scores the general classifier, learnt from the development half, for comparison.
func (c toneRow) withoutLexicon(half, development []gold.Item) error {
	var examples []vi.Example
	for _, i := range development {
		examples = append(examples, vi.Example{Text: i.Title + "\n" + i.Body, Labels: []string{i.First.Tone.String()}})
	}
	m, _, err := vi.Train(examples)
	if err != nil {
		return err
	}
	var table [toneCount][toneCount]float64
	for _, i := range half {
		guess, _ := tone.ParseTone(m.Classify(i.Title + "\n" + i.Body).Label)
		table[i.First.Tone][guess]++
	}
	fmt.Printf("vi.Train on the development half, without the lexicon, on the %s half: macro-F1 of four tones %.3f\n\n", c.Half, macroF1(table))
	return nil
}

// macroInterval is the 95 % interval of the macro-F1 over texts drawn again.
func macroInterval(items []gold.Item) (low, high float64) {
	pairs := make([][2]int, len(items))
	for i, item := range items {
		v := tone.Judge(item.Title, item.Body)
		pairs[i] = [2]int{int(item.First.Tone), int(v.Tone)}
	}
	random := rand.New(rand.NewPCG(1, 95))
	var drawn []float64
	for range 1000 {
		var table [toneCount][toneCount]float64
		for range pairs {
			p := pairs[random.IntN(len(pairs))]
			table[p[0]][p[1]]++
		}
		drawn = append(drawn, macroF1(table))
	}
	slices.Sort(drawn)
	return drawn[25], drawn[974]
}

// macroF1 of a table by truth, then guess.
func macroF1(table [toneCount][toneCount]float64) float64 {
	sum := 0.0
	for k := range table {
		both := 0.0
		for i := range table {
			both += table[k][i] + table[i][k]
		}
		sum += 2 * table[k][k] / max(both, 1) / float64(toneCount)
	}
	return sum
}

// orders is how many times texts are drawn into other parts; scores are means over them.
const orders = 4

// afterCorrections measures learning twice. On the half: a model learns from some texts of four fifths and judges
// the fifth that is left, beginning with the weights that are shipped. On the development half, whose texts the
// shipped weights know: weights are fitted on half of it, corrections come from a third, a sixth is judged.
func (c toneRow) afterCorrections(half, development []gold.Item) error {
	fmt.Print("| corrections | ", c.Half, " half: macro-F1 of four | of three | right | calibration error | answered, right | development half, fitted anew: of four | of three | right | calibration error |\n|---|---|---|---|---|---|---|---|---|---|\n")
	for _, n := range []int{0, 20, 50, 100, 200} {
		s, err := meanOver(func(seed uint64) (tone.Score, error) { return crossJudge(half, n, seed) })
		if err != nil {
			return err
		}
		fmt.Printf("| %d | %.3f | %.3f | %.3f | %.3f | %.1f %%, %.1f %% |", n, s.MacroF1, threeTones(s), s.Accuracy, s.ECE, 100*s.Answered, 100*s.Right)
		if n > 100 {
			fmt.Print(" | | | |\n")
			continue
		}
		s, err = meanOver(func(seed uint64) (tone.Score, error) { return nestedJudge(development, n, seed) })
		if err != nil {
			return err
		}
		fmt.Printf(" %.3f | %.3f | %.3f | %.3f |\n", s.MacroF1, threeTones(s), s.Accuracy, s.ECE)
	}
	fmt.Println()
	return nil
}

func threeTones(s tone.Score) float64 {
	return (s.F1[tone.Favourable] + s.F1[tone.Neutral] + s.F1[tone.Unfavourable]) / 3
}

// meanOver is the mean score over the orders.
func meanOver(judge func(seed uint64) (tone.Score, error)) (mean tone.Score, err error) {
	for seed := range uint64(orders) {
		s, err := judge(seed)
		if err != nil {
			return mean, err
		}
		mean.MacroF1 += s.MacroF1 / orders
		for t := range s.F1 {
			mean.F1[t] += s.F1[t] / orders
		}
		mean.Accuracy += s.Accuracy / orders
		mean.ECE += s.ECE / orders
		mean.Answered += s.Answered / orders
		mean.Right += s.Right / orders
	}
	return mean, nil
}

// crossJudge judges each fifth by a model that learnt from n texts of the others.
func crossJudge(half []gold.Item, n int, seed uint64) (tone.Score, error) {
	const folds = 5
	order := rand.New(rand.NewPCG(seed, 5)).Perm(len(half))
	var judges []*tone.Model
	var parts [][]tone.Correction
	for fold := range folds {
		var rest, part []tone.Correction
		for place, i := range order {
			if place%folds == fold {
				part = append(part, half[i].Correction())
			} else {
				rest = append(rest, half[i].Correction())
			}
		}
		m, err := learnFrom(tone.First(), rest, n)
		if err != nil {
			return tone.Score{}, err
		}
		judges, parts = append(judges, m), append(parts, part)
	}
	return tone.EvaluateEach(judges, parts), nil
}

// nestedJudge fits first weights on three sixths, learns from n texts of two, and judges the last, in all turns.
func nestedJudge(items []gold.Item, n int, seed uint64) (tone.Score, error) {
	const folds = 6
	order := rand.New(rand.NewPCG(seed, 6)).Perm(len(items))
	var judges []*tone.Model
	var parts [][]tone.Correction
	for fold := range folds {
		var fit, corrections, part []tone.Correction
		for place, i := range order {
			switch c := items[i].Correction(); (place + fold) % folds {
			case 0, 1, 2:
				fit = append(fit, c)
			case 3, 4:
				corrections = append(corrections, c)
			default:
				part = append(part, c)
			}
		}
		text, err := tone.FitFirst(fit)
		if err != nil {
			return tone.Score{}, err
		}
		m, err := tone.ReadFirst(text)
		if err != nil {
			return tone.Score{}, err
		}
		m, err = learnFrom(m, corrections, n)
		if err != nil {
			return tone.Score{}, err
		}
		judges, parts = append(judges, m), append(parts, part)
	}
	return tone.EvaluateEach(judges, parts), nil
}

// learnFrom learns from the first n corrections.
func learnFrom(m *tone.Model, corrections []tone.Correction, n int) (*tone.Model, error) {
	if n == 0 {
		return m, nil
	}
	learnt, _, err := tone.Learn(m, corrections[:min(n, len(corrections))])
	return learnt, err
}

// coverage simulates: texts with known tones, a model that errs as it did on this half, officers who answer some
// questions at random; how often does the interval hold the truth, how wide is it, how far is the estimate?
func (c toneRow) coverage(b *bench, half []gold.Item) {
	var rows [toneCount][toneCount]float64
	for _, i := range half {
		v := tone.Judge(i.Title, i.Body)
		rows[i.First.Tone][v.Word()]++
	}
	fmt.Print("| shares of 400 texts, 200 simulated weeks | inside the 95 % interval | mean width | error of the corrected share | error of the plain count |\n|---|---|---|---|---|\n")
	for _, answers := range []int{0, 30, 60, 120, 300} {
		s := simulateShares(rows, answers)
		fmt.Printf("| %d random answers | %.1f %% | %.3f | %.3f | %.3f |\n", answers, 100*s.inside, s.width, s.corrected, s.counted)
		if answers == 120 {
			b.report(line{What: "tone, intervals of shares that hold the truth, 120 answers", Value: 100 * s.inside, Format: "%.1f %%", On: "simulated weeks"})
		}
	}
	fmt.Println()
}

type shareScore struct{ inside, width, corrected, counted float64 }

func simulateShares(rows [toneCount][toneCount]float64, answers int) (score shareScore) {
	const weeks, texts = 200, 400
	random := rand.New(rand.NewPCG(uint64(answers), 2026))
	for week := range weeks {
		mix := []float64{0.2 + random.Float64(), 0.5 + 3*random.Float64(), 0.5 + 3*random.Float64(), 0.5 + 3*random.Float64()}
		var truth [toneCount]float64
		var counted tone.Counts
		var asked tone.Confusion
		for range texts {
			t := drawOne(mix, random)
			truth[t] += 1.0 / texts
			counted[drawOne(rows[t][:], random)]++
		}
		for range answers {
			t := drawOne(mix, random)
			asked.Add(tone.Tone(t), tone.Tone(drawOne(rows[t][:], random)))
		}
		const cells = weeks * float64(toneCount)
		for t, s := range tone.Correct(counted, asked, uint64(week)).Of {
			if s.Low <= truth[t] && truth[t] <= s.High {
				score.inside += 1 / cells
			}
			score.width += (s.High - s.Low) / cells
			score.corrected += max(s.Corrected-truth[t], truth[t]-s.Corrected) / cells
			score.counted += max(s.Counted-truth[t], truth[t]-s.Counted) / cells
		}
	}
	return score
}

func drawOne(weights []float64, random *rand.Rand) int {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	x := random.Float64() * sum
	for i, w := range weights {
		if x < w {
			return i
		}
		x -= w
	}
	return len(weights) - 1
}

// speed prints texts a second by CPU time, and the time to learn from three thousand corrections.
func (c toneRow) speed(b *bench, items []gold.Item) error {
	start, err := cpuTime()
	if err != nil {
		return err
	}
	const rounds = 50
	for range rounds {
		for _, i := range items {
			tone.Judge(i.Title, i.Body)
		}
	}
	judged, err := cpuTime()
	if err != nil {
		return err
	}
	var corrections []tone.Correction
	for range 5 {
		corrections = append(corrections, gold.Corrections(items, "")...)
	}
	wall := time.Now()
	m, _, err := tone.Learn(tone.First(), corrections)
	if err != nil {
		return err
	}
	took := time.Since(wall)
	learnt, err := cpuTime()
	if err != nil {
		return err
	}
	perSecond := rounds * float64(len(items)) / (judged - start).Seconds()
	fmt.Printf("%.0f texts a second of CPU time; %d corrections learnt and cross-validated in %.2f s (%.2f s of CPU time), model of %.0f kB\n",
		perSecond, len(corrections), took.Seconds(), (learnt - judged).Seconds(), float64(len(m.Bytes()))/1e3)
	b.report(line{What: "tone, texts a second per core", Value: perSecond, Format: "%.0f", Must: 20000, On: "600 texts of our own"})
	return nil
}

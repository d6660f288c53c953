package vi_test

import (
	"fmt"
	"slices"
	"strings"
	"testing/fstest"

	"github.com/nhipcau/nhipcau/vi"
)

func ExampleAppendFields() {
	text := "Học sinh , TP. Huế"
	fmt.Println(len(vi.AppendFields(nil, text)))
	// Output: 5
}

func ExampleAppendSentences() {
	text := "Mưa. Gió."
	tokens := vi.Tokens(text)
	fmt.Println(len(vi.AppendSentences(nil, text, tokens)))
	// Output: 2
}

func ExampleSegmenter_AppendWords() {
	text := "Ủy ban họp"
	words := vi.NewSegmenter().AppendWords(nil, text, vi.Tokens(text))
	fmt.Println(words[0].Text(text))
	// Output: Ủy ban
}

func ExampleReadLexicon() {
	files := fstest.MapFS{"a.txt": {Data: []byte("# Everyday words.\nhọc sinh\tnc\nnhà trường\tnc\n")}}
	entries, err := vi.ReadLexicon(files)
	fmt.Println(len(entries), err)
	fmt.Println(vi.SampleLexicon(entries, 1, 7)[0].Source, vi.LexiconPatterns(entries)[0].Entries)
	// Output:
	// 2 <nil>
	// nc 1
}

func ExampleReadTreebank() {
	sentences, err := vi.ReadTreebank(strings.NewReader("1\tHọc sinh\n2\thọc\n"))
	fmt.Printf("%q %v\n", sentences, err)
	// Output: [["Học sinh" "học"]] <nil>
}

func ExampleJoinWords() {
	text, words := vi.JoinWords([]string{"học sinh", "học"})
	fmt.Println(text, words[1].Start)
	// Output: học sinh học 11
}

func ExampleScoreSentences() {
	sentences := [][]string{{"Ủy ban", "họp"}, {"Học sinh", "học"}}
	scores := vi.ScoreSentences(vi.NewSegmenter().AppendLongest, sentences)
	low, high := vi.WordInterval(scores, 1)
	fmt.Println(vi.SumWords(scores).F1(), low, high)
	// Output: 1 1 1
}

func ExampleCrossValidateWords() {
	group := [][]string{{"học sinh", "học"}, {"học sinh", "đọc"}}
	scores, err := vi.CrossValidateWords([]string{"học sinh"}, [][][]string{group}, 2, vi.DefaultWordLearning())
	fmt.Println(len(scores), err)
	// Output: 2 <nil>
}

func ExampleEmbeddedWordModel() {
	licence, _, _ := strings.Cut(vi.EmbeddedWordModel("licence"), " (")
	fmt.Println(licence)
	// Output: CC BY-SA 4.0
}

func ExampleSegmenter_AppendLongest() {
	text := "Học sinh học"
	for _, w := range vi.NewSegmenter().AppendLongest(nil, text, vi.Tokens(text)) {
		fmt.Printf("%s|", w.Text(text))
	}
	// Output: Học sinh|học|
}

func ExampleNewSegmenterOf() {
	model, err := vi.LearnWords([]string{"học sinh"}, [][]string{{"học sinh", "học"}}, vi.DefaultWordLearning(),
		[]vi.Attribute{{Name: "licence", Value: "CC0"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	g, err := vi.NewSegmenterOf(model)
	if err != nil {
		fmt.Println(err)
		return
	}
	text := "học sinh học"
	fmt.Println(g.Words(text)[0].Text(text), vi.WordModelAttribute(string(model), "licence"))
	// Output: học sinh CC0
}

func ExampleWordModelAttribute() {
	model, err := vi.LearnWords([]string{"học sinh"}, [][]string{{"học sinh"}}, vi.DefaultWordLearning(),
		[]vi.Attribute{{Name: "data", Value: "one file"}, {Name: "data", Value: "another"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(vi.WordModelAttribute(string(model), "data"))
	// Output:
	// one file
	// another
}

func ExampleDefaultWordLearning() {
	how := vi.DefaultWordLearning()
	how.Learners = 1 // quick, for a trial
	_, err := vi.LearnWords([]string{"học sinh"}, [][]string{{"học sinh", "học"}}, how, nil)
	fmt.Println(err)
	// Output: <nil>
}

func ExampleLexiconWords() {
	entries := []vi.LexiconEntry{{Word: "học sinh", Source: "nc"}, {Word: "nhà trường", Source: "nc"}}
	fmt.Printf("%q\n", vi.LexiconWords(entries))
	// Output: ["học sinh" "nhà trường"]
}

func ExampleLexiconPatterns() {
	entries := []vi.LexiconEntry{{Word: "học sinh", Source: "nc"}, {Word: "nhà trường", Source: "nc"}}
	for _, p := range vi.LexiconPatterns(entries) {
		fmt.Println(p.Pattern, p.Entries)
	}
	// Output:
	// học … 1
	// nhà … 1
	// … sinh 1
	// … trường 1
}

func ExampleSampleLexicon() {
	entries := []vi.LexiconEntry{{Word: "học sinh"}, {Word: "nhà trường"}, {Word: "lớp học"}}
	one, again := vi.SampleLexicon(entries, 2, 7), vi.SampleLexicon(entries, 2, 7)
	fmt.Println(len(one), slices.Equal(one, again))
	// Output: 2 true
}

func ExampleReadTreebanks() {
	folder := fstest.MapFS{"xx-dev.conllu": {Data: []byte("1\tHọc sinh\n2\thọc\n")}, "README": {}}
	banks, err := vi.ReadTreebanks(folder, "*.conllu")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(banks[0].Name, banks[0].Texts())
	_, err = vi.ReadTreebanks(folder, "*-test.conllu")
	fmt.Println(err)
	// Output:
	// xx-dev.conllu [Học sinh học]
	// no file *-test.conllu
}

func ExampleTreebank_Texts() {
	b := vi.Treebank{Sentences: [][]string{{"Học sinh", "học", "."}}}
	fmt.Println(b.Texts())
	// Output: [Học sinh học .]
}

func ExampleScoreWords() {
	_, gold := vi.JoinWords([]string{"học sinh", "học", "bài"})
	_, found := vi.JoinWords([]string{"học", "sinh", "học", "bài"})
	fmt.Println(vi.ScoreWords(gold, found))
	// Output: {2 3 4}
}

func ExampleWordScore_F1() {
	s := vi.WordScore{Same: 2, Gold: 3, Found: 4}.Plus(vi.WordScore{Same: 2, Gold: 2, Found: 2})
	fmt.Printf("%.3f\n", s.F1())
	// Output: 0.727
}

func ExampleSumWords() {
	fmt.Println(vi.SumWords([]vi.WordScore{{Same: 2, Gold: 3, Found: 4}, {Same: 1, Gold: 1, Found: 1}}))
	// Output: {3 4 5}
}

func ExampleWordInterval() {
	low, high := vi.WordInterval([]vi.WordScore{{Same: 9, Gold: 10, Found: 10}, {Same: 10, Gold: 10, Found: 10}}, 1)
	fmt.Printf("%.2f %.2f\n", low, high)
	// Output: 0.90 1.00
}

package vi_test

import (
	"fmt"
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

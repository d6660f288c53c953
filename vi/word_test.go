package vi

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"golang.org/x/text/unicode/norm"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func TestTheEmbeddedModelIsWhole(t *testing.T) {
	t.Parallel()
	head, body, ok := cutHead(embeddedWords, wordMagic)
	if !ok {
		t.Fatal("the embedded file has no head")
	}
	if got := fmt.Sprintf("%x", sha256.Sum256([]byte(body))); got != head.value("sha256") {
		t.Errorf("sections have hash %s, the head says %s", got, head.value("sha256"))
	}
	for _, name := range []string{"licence", "command", "score", "lexicon", "data", "learning"} {
		if WordModelAttribute(embeddedWords, name) == "" {
			t.Errorf("the head does not tell the %s", name)
		}
	}
	if len(embeddedWords) > 1_500_000 {
		t.Errorf("the model has %d bytes, more than its share of what vi embeds", len(embeddedWords))
	}
}

func TestTheModelIsReadyAtOnce(t *testing.T) {
	t.Parallel()
	best := time.Hour
	for range 10 {
		from := time.Now()
		_, err := parseWordModel(embeddedWords)
		if err != nil {
			t.Fatal(err)
		}
		best = min(best, time.Since(from))
	}
	if best > 30*time.Millisecond {
		t.Errorf("the model takes %v to load, want below 30 ms", best)
	}
}

func TestTheLexiconIsAsItMustBe(t *testing.T) {
	t.Parallel()
	entries, err := ReadLexicon(os.DirFS("lexicon"))
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) < 20_000 {
		t.Errorf("the lexicon has %d entries, want 20,000", len(entries))
	}
	m, err := parseWordModel(embeddedWords)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range SampleLexicon(entries, 300, 7) {
		keys := chained(strings.Fields(e.Word))
		if m.runs.find(keys[len(keys)-1])&fromLexicon == 0 {
			t.Errorf("the model does not know %q of the lexicon: train it again", e.Word)
		}
	}
}

func TestWordsOfTheUserWin(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name     string
		own      []string
		in, want string
	}{
		{"a place that nobody knows", []string{"Pờ Ly Ngài"}, "xã Pờ Ly Ngài họp", "xã|Pờ Ly Ngài|họp"},
		{"the longest wins", []string{"Sở Nội vụ", "Sở Nội vụ tỉnh An Bình"}, "Sở Nội vụ tỉnh An Bình họp", "Sở Nội vụ tỉnh An Bình|họp"},
		{"over a mark", []string{"Bà Rịa - Vũng Tàu"}, "tỉnh Bà Rịa - Vũng Tàu cũ", "tỉnh|Bà Rịa - Vũng Tàu|cũ"},
		{"another tone place, all capitals", []string{"Hoà Bình Mới"}, "khu HÒA BÌNH MỚI đó", "khu|HÒA BÌNH MỚI|đó"},
		{"a capital asks for a capital", []string{"Ta Đi"}, "rồi ta đi đó", "rồi|ta|đi|đó"},
		{"against the lexicon", []string{"sinh học"}, "học sinh học sinh học", "học|sinh học|sinh học"},
		{"one syllable changes nothing", []string{"học", "", "  "}, "học sinh", "học sinh"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := cutUp(NewSegmenter(tt.own...), tt.in); got != tt.want {
				t.Errorf("own %q: got %s, want %s", tt.own, got, tt.want)
			}
		})
	}
}

// cutUp writes the words of a text apart by strokes.
func cutUp(g *Segmenter, text string) string {
	var parts []string
	for _, w := range g.Words(text) {
		parts = append(parts, w.Text(text))
	}
	return strings.Join(parts, "|")
}

func TestWordsOfAnyTextLieInOrder(t *testing.T) {
	t.Parallel()
	g := NewSegmenter("An Bình", "Sở Nội vụ")
	for _, text := range []string{
		"", " ", "\xff\xfe", strings.Repeat("học sinh ", 100_000), strings.Repeat("a", 1_000_000),
		strings.Repeat("An ", 10_000), strings.Repeat("Nguyễn Văn Bình ", 1000), "một\n\nhai", strings.Repeat("a.", 100_000),
	} {
		checkWords(t, g, text)
	}
}

// checkWords holds that words are runs of tokens, each token in one word.
func checkWords(t *testing.T, g *Segmenter, text string) {
	t.Helper()
	tokens := Tokens(text)
	for _, w := range g.Words(text) {
		if len(tokens) == 0 || w.Start != tokens[0].Start {
			t.Fatalf("word %v does not begin with the next token of %.100q", w, text)
		}
		for len(tokens) > 0 && tokens[0].End <= w.End {
			tokens = tokens[1:]
		}
	}
	if len(tokens) > 0 {
		t.Fatalf("token %v lies in no word of %.100q", tokens[0], text)
	}
}

func FuzzWords(f *testing.F) {
	for _, seed := range []string{"Học sinh học sinh học.", "xã An Bình - An Bình", "a\xff_b 07/CT-TTg hoà Hoà", "Ê-đê TP.HCM ?"} {
		f.Add(seed)
	}
	g := NewSegmenter("An Bình", "Bà Rịa - Vũng Tàu", "07/CT-TTg số")
	f.Fuzz(func(t *testing.T, text string) { checkWords(t, g, text) })
}

func TestTheSameTextInAnotherFormGivesTheSameWords(t *testing.T) {
	t.Parallel()
	g := NewSegmenter()
	text := "Ủy ban nhân dân tỉnh xử lý thủy lợi, kỹ thuật."
	want := len(g.Words(text))
	for name, other := range map[string]string{
		"new tone places":    "Uỷ ban nhân dân tỉnh xử lí thuỷ lợi, kĩ thuật.",
		"decomposed letters": norm.NFD.String(text),
		"hard spaces":        strings.ReplaceAll(text, " ", "\u00a0"),
	} {
		if got := len(g.Words(other)); got != want {
			t.Errorf("%s: %s, want %d words", name, cutUp(g, other), want)
		}
	}
}

func TestLearningIsRepeatable(t *testing.T) {
	t.Parallel()
	lexicon := []string{"học sinh", "sinh học", "bạn học", "Hà Nội"}
	sentences := [][]string{{"Học sinh", "học", "sinh học", "."}, {"Bạn học", "ở", "Hà Nội", "."}, {"Bạn", "học", "gì", "?"}}
	how := DefaultWordLearning()
	how.Rounds, how.Drop = 10, 0
	first, err := LearnWords(lexicon, sentences, how, []Attribute{{"score", "1"}})
	if err != nil {
		t.Fatal(err)
	}
	second, err := LearnWords(lexicon, sentences, how, []Attribute{{"score", "1"}})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second) {
		t.Error("the same input gave other bytes")
	}
	g, err := NewSegmenterOf(first)
	if err != nil {
		t.Fatal(err)
	}
	if f1 := SumWords(ScoreSentences(g.AppendWords, sentences)).F1(); f1 < 0.7 {
		t.Errorf("F1 on what was learned = %v, want at least 0.7", f1)
	}
	if got := WordModelAttribute(string(first), "score"); got != "1" {
		t.Errorf("attribute score = %q, want 1", got)
	}
}

func TestDamagedModelsAreRefused(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"", "x", wordMagic, wordMagic + "\n\n", embeddedWords[:len(embeddedWords)/2], strings.Replace(embeddedWords, "runs: ", "runs: 9", 1)} {
		if _, err := NewSegmenterOf([]byte(file)); err == nil {
			t.Errorf("a file of %d bytes was taken for a model", len(file))
		}
	}
}

func TestWhatTheLexiconRefuses(t *testing.T) {
	t.Parallel()
	many := new(strings.Builder)
	for i := range maxPattern + 1 {
		fmt.Fprintf(many, "nhà số%d\tnc\n", i+1)
	}
	for name, text := range map[string]string{
		"has no known mark":      "học sinh\n",
		"is not in normal form":  "hoà bình\tnc\n",
		"two to four syllables":  "học\tnc\n",
		"is out of order":        "học sinh\tnc\nbạn học\tnc\n",
		"stands at":              "học sinh\tnc\nhọc sinh\tnc\n",
		"a part that is no word": "học! sinh\tnc\n",
		"made 3001 entries":      many.String(),
		"there is no lexicon":    "",
	} {
		files := fstest.MapFS{"a.txt": {Data: []byte(text)}}
		if text == "" {
			delete(files, "a.txt")
		}
		_, err := ReadLexicon(files)
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("got %v, want %q", err, name)
		}
	}
}

func TestTreebankIsRead(t *testing.T) {
	t.Parallel()
	got, err := ReadTreebank(strings.NewReader("# text = Học sinh học .\r\n1\tHọc sinh\t_\r\n2-3\tx\t_\n2\thọc\t_\n\n1\t.\t_"))
	if err != nil {
		t.Fatal(err)
	}
	if text := fmt.Sprintf("%q", got); text != `[["Học sinh" "học"] ["."]]` {
		t.Errorf("got %s", text)
	}
	if _, err := ReadTreebank(strings.NewReader("1\n")); err == nil {
		t.Error("a line without a word was accepted")
	}
}

func ExampleSegmenter_Words() {
	text := "Ủy ban nhân dân tỉnh An Bình họp."
	for _, w := range NewSegmenter("tỉnh An Bình").Words(text) {
		fmt.Println(w.Text(text))
	}
	// Output:
	// Ủy ban
	// nhân dân
	// tỉnh An Bình
	// họp
	// .
}

func ExampleScoreWords() {
	_, gold := JoinWords([]string{"Học sinh", "học", "bài"})
	_, found := JoinWords([]string{"Học sinh", "học bài"})
	fmt.Printf("%.2f\n", ScoreWords(gold, found).F1())
	// Output: 0.40
}

func ExampleLearnWords() {
	sentences := [][]string{{"học sinh", "học"}, {"bạn", "học"}}
	file, err := LearnWords([]string{"học sinh"}, sentences, DefaultWordLearning(), nil)
	if err != nil {
		panic(err)
	}
	g, err := NewSegmenterOf(file)
	if err != nil {
		panic(err)
	}
	text := "bạn học sinh"
	fmt.Println(len(g.Words(text)))
	// Output: 2
}

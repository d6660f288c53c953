package vi

import (
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

func TestTheEmbeddedModelIsWhole(t *testing.T) {
	t.Parallel()
	head, body, err := splitWordModel(embeddedWords)
	if err != nil {
		t.Fatal(err)
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

package vi

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the model
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

//go:embed data/words.model
var embeddedWords string

// The body of the model file are the sections one after the other, each as long as its line of the head says,
// used as they lie.
const wordMagic = "nhipcau words 1"

// sectionNames are the sections in their order.
var sectionNames = [...]string{"syllables", "sounds", "runs", "weights"}

// writeWordModel puts a file together; its head ends with the hash and the sizes of the sections.
func writeWordModel(about []Attribute, sections [len(sectionNames)][]byte) []byte {
	body := bytes.Join(sections[:], nil)
	head := append(slices.Clip(about), Attribute{"sha256", fmt.Sprintf("%x", sha256.Sum256(body))})
	for i, name := range sectionNames {
		head = append(head, Attribute{name, strconv.Itoa(len(sections[i]))})
	}
	var b bytes.Buffer
	writeHead(&b, wordMagic, head)
	b.Write(body)
	return b.Bytes()
}

// parseWordModel takes a model file apart without copying it.
func parseWordModel(file string) (*wordModel, error) {
	head, body, ok := cutHead(file, wordMagic)
	if !ok {
		return nil, errors.New("this is no model of words")
	}
	var sections [len(sectionNames)]string
	for i, name := range sectionNames {
		size, err := strconv.ParseUint(head.value(name), 10, 31)
		if err != nil || int(size) > len(body) {
			return nil, fmt.Errorf("section %s: size %q of %d bytes", name, head.value(name), len(body))
		}
		sections[i], body = body[:size], body[size:]
	}
	m := &wordModel{
		syllables: newTable(sections[0], syllableBits),
		sounds:    sections[1],
		runs:      newTable(sections[2], runBits),
		weights:   weights(sections[3]),
	}
	return m, m.check()
}

// check refuses sizes with which a look-up could go wrong.
func (m *wordModel) check() error {
	for _, t := range []table{m.syllables, m.runs} {
		n := len(t.data) / 4
		if n == 0 || n&(n-1) != 0 || len(t.data)%4 != 0 {
			return errors.New("a table has no power of two of entries")
		}
	}
	if len(m.weights) != 1<<slotBits || len(m.sounds) > 8<<syllableBits {
		return errors.New("the sections do not fit together")
	}
	return nil
}

// WordModelAttribute is what the head of a model file says under a name, such as licence or score: several
// lines of one name are joined by line ends; empty if there is none.
func WordModelAttribute(file, name string) string {
	head, _, _ := cutHead(file, wordMagic)
	var values []string
	for _, a := range head {
		if a.Name == name {
			values = append(values, a.Value)
		}
	}
	return strings.Join(values, "\n")
}

// EmbeddedWordModel is [WordModelAttribute] of the embedded model.
func EmbeddedWordModel(name string) string { return WordModelAttribute(embeddedWords, name) }

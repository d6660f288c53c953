package vi

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// buildTables lays out what the lexicon and the lessons know.
func (l *wordLearner) buildTables(lexicon []string) error {
	runs, begins, ends := make(map[key]uint32), make(map[string]int), make(map[string]int)
	syllables := make(map[string]bool)
	for _, entry := range lexicon {
		parts := strings.Fields(entry)
		if len(parts) < 2 || len(parts) > longestWord {
			return fmt.Errorf("entry %q of the lexicon has %d syllables", entry, len(parts))
		}
		addRun(runs, chained(parts), fromLexicon)
		for i, part := range parts {
			parts[i] = string(matchForm(nil, part))
			syllables[parts[i]] = true
		}
		begins[parts[0]]++
		ends[parts[len(parts)-1]]++
	}
	for _, s := range l.lessons {
		for _, run := range s.runs() {
			source := uint32(seenOnce)
			if l.seen[run[len(run)-1]] > 1 {
				source = seenTwice
			}
			addRun(runs, run, source)
		}
		for _, t := range s.tokens {
			syllables[string(matchForm(nil, t.Text(s.text)))] = true
		}
	}
	sounds, numbers := []byte{0, 0, 0, 0}, make(map[key]uint32)
	for _, syllable := range slices.Sorted(keysOf(syllables)) {
		s := soundOf(syllable, begins[syllable], ends[syllable])
		if s == 0 {
			continue
		}
		numbers[keyOf(syllable)] = uint32(len(sounds) / 4)
		sounds = append(sounds, byte(s), byte(s>>8), byte(s>>16), byte(s>>24))
	}
	if len(numbers) >= 1<<syllableBits {
		return errors.New("there are too many syllables")
	}
	l.sections[0] = layOut(numbers, slices.Sorted(keysOf(numbers)), syllableBits)
	l.sections[1] = sounds
	l.sections[2] = layOut(runs, slices.Sorted(keysOf(runs)), runBits)
	l.model = &wordModel{syllables: newTable(string(l.sections[0]), syllableBits), sounds: string(sounds), runs: newTable(string(l.sections[2]), runBits)}
	return nil
}

// addRun enters a word and the beginnings through which it is reached.
func addRun(runs map[key]uint32, keys []key, source uint32) {
	last := len(keys) - 1
	for _, k := range keys[1:last] {
		runs[k] |= runPrefix
	}
	runs[keys[last]] |= source
}

func keysOf[K comparable, V any](m map[K]V) func(func(K) bool) {
	return func(yield func(K) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

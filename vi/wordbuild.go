package vi

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// buildTables lays out what the lexicon and the lessons know.
func (l *wordLearner) buildTables(lexicon []string) error {
	runs := make(map[key]uint32)
	syllables, err := enterLexicon(runs, lexicon)
	if err != nil {
		return err
	}
	inLexicon := maps.Clone(runs)
	for _, s := range l.lessons {
		s.countHabits(func(k key) bool { return inLexicon[k]&fromLexicon != 0 })
		l.addCounts(s)
	}
	for _, s := range l.lessons {
		for _, run := range s.runs() {
			addRun(runs, run, uint32(seenElsewhere(l.seen[run[len(run)-1]])))
		}
		for k := range s.splits {
			runs[k] |= seenSplit
		}
		for _, t := range s.tokens {
			syllables.name(string(matchForm(nil, t.Text(s.text))))
		}
	}
	l.sections[0], l.sections[1], err = l.layOutSyllables(syllables)
	if err != nil {
		return err
	}
	l.sections[2] = layOut(runs, slices.Sorted(maps.Keys(runs)), runBits)
	l.model = &wordModel{
		syllables: newTable(string(l.sections[0]), syllableBits),
		sounds:    string(l.sections[1]),
		runs:      newTable(string(l.sections[2]), runBits),
	}
	return nil
}

// addCounts adds what one lesson shows.
func (l *wordLearner) addCounts(s *lesson) {
	for k, n := range s.words {
		l.seen[k] += n
	}
	for k, n := range s.splits {
		l.split[k] += n
	}
	for k, h := range s.habits {
		l.habits[k] = l.habits[k].plus(h)
	}
}

// syllableUse counts the entries that begin and end with each syllable and keeps those of two syllables.
type syllableUse struct {
	begins, ends map[string]int
	pairs        [][2]string
}

// name makes a syllable known that no entry has.
func (u *syllableUse) name(syllable string) { u.begins[syllable] += 0 }

// enterLexicon enters the words of the lexicon into runs.
func enterLexicon(runs map[key]uint32, lexicon []string) (*syllableUse, error) {
	use := &syllableUse{begins: make(map[string]int), ends: make(map[string]int)}
	for _, entry := range lexicon {
		parts := strings.Fields(entry)
		if len(parts) < 2 || len(parts) > longestWord {
			return nil, fmt.Errorf("entry %q of the lexicon has %d syllables", entry, len(parts))
		}
		addRun(runs, chained(parts), fromLexicon)
		for i, part := range parts {
			parts[i] = string(matchForm(nil, part))
			use.name(parts[i])
		}
		use.begins[parts[0]]++
		use.ends[parts[len(parts)-1]]++
		if len(parts) == 2 {
			use.pairs = append(use.pairs, [2]string(parts))
		}
	}
	return use, nil
}

// addRun enters a word and the beginnings through which it is reached.
func addRun(runs map[key]uint32, keys []key, source uint32) {
	last := len(keys) - 1
	for _, k := range keys[1:last] {
		runs[k] |= runPrefix
	}
	runs[keys[last]] |= source
}

// layOutSyllables numbers the syllables and lists their sounds by number.
func (l *wordLearner) layOutSyllables(use *syllableUse) (table, sounds []byte, err error) {
	begin, end := classesOf(use.pairs)
	sounds = make([]byte, 8) // of number 0, which no syllable has
	numbers := make(map[key]uint32)
	for _, syllable := range slices.Sorted(maps.Keys(use.begins)) {
		s := soundOf(syllable)
		if s == 0 {
			continue
		}
		k := keyOf(syllable)
		s = s.withPart(use.begins[syllable], use.ends[syllable])
		s = s.withClasses(begin[syllable], end[syllable])
		s = s.withGrades(l.habits[k].grades())
		numbers[k] = uint32(len(sounds) / 8)
		sounds = binary.LittleEndian.AppendUint64(sounds, uint64(s))
	}
	if len(numbers) >= 1<<syllableBits {
		return nil, nil, errors.New("there are too many syllables")
	}
	return layOut(numbers, slices.Sorted(maps.Keys(numbers)), syllableBits), sounds, nil
}

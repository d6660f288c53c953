package similar

import (
	"bytes"
	"encoding/gob"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
)

// stateVersion changes when the form of a stored stream does.
const stateVersion = 1

// The stored form of a stream, without what can be computed.
type (
	streamState struct {
		Version       int
		Options       StreamOptions
		Items, Opened int
		Clock         int64
		Step          float64
		Total, Gain   float64
		Words         []wordState // in their order; without a hash where a place is free
		Stories       []storyState
		Merged        [][2]int
		Events        []Event
		Closed        []Story
	}
	wordState struct {
		Hash  uint64
		Text  string
		Count float64
		Slots []uint32
		In    []float64
	}
	storyState struct {
		Open        bool
		ID, Size    int
		Weight      float64
		First, Last int64
		Words       []uint32
		Samples     []sampleState
		Sources     []string
		More        bool
		Apart       int
	}
	sampleState struct {
		Item    int
		At      int64
		Title   string
		Gain    float64
		Words   []uint32
		Weights []float64
		Hashes  []uint64
	}
)

// MarshalBinary stores the stream, so that it goes on with UnmarshalBinary as if it had never stopped.
func (s *Stream) MarshalBinary() ([]byte, error) {
	state := streamState{
		Version: stateVersion, Options: s.options, Items: s.items, Opened: s.opened, Clock: s.clock, Step: s.step,
		Total: s.total, Gain: s.gain, Events: s.news, Closed: s.ended,
	}
	for _, w := range s.words.all {
		stored := wordState{Hash: w.hash, Text: w.text, Count: w.count}
		for _, p := range w.posts {
			stored.Slots = append(stored.Slots, p.slot)
			stored.In = append(stored.In, p.count)
		}
		state.Words = append(state.Words, stored)
	}
	for _, st := range s.stories {
		state.Stories = append(state.Stories, storeStory(st))
	}
	for _, id := range slices.Sorted(maps.Keys(s.merged)) {
		state.Merged = append(state.Merged, [2]int{id, s.merged[id]})
	}
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(state)
	return b.Bytes(), err
}

func storeStory(st *story) storyState {
	if st == nil {
		return storyState{}
	}
	stored := storyState{
		Open: true, ID: st.id, Size: st.size, Weight: st.weight, First: st.first, Last: st.last,
		Words: st.words, Sources: st.sources, More: st.more, Apart: st.apart,
	}
	for _, one := range st.samples {
		kept := sampleState{Item: one.item, At: one.at, Title: one.title, Gain: one.gain, Hashes: one.hash}
		for _, t := range one.terms {
			kept.Words = append(kept.Words, t.word)
			kept.Weights = append(kept.Weights, t.weight)
		}
		stored.Samples = append(stored.Samples, kept)
	}
	return stored
}

// UnmarshalBinary makes s the stream that was stored. It fails on what MarshalBinary did not write, and
// then leaves s as it was.
func (s *Stream) UnmarshalBinary(data []byte) error {
	var state streamState
	err := gob.NewDecoder(bytes.NewReader(data)).Decode(&state)
	if err != nil {
		return fmt.Errorf("reading the state of a stream: %w", err)
	}
	if state.Version != stateVersion {
		return fmt.Errorf("state of a stream has version %d, not %d", state.Version, stateVersion)
	}
	read := NewStream(state.Options)
	read.items, read.opened, read.clock, read.step = state.Items, state.Opened, state.Clock, state.Step
	read.total, read.gain, read.news, read.ended = state.Total, state.Gain, state.Events, state.Closed
	if !(read.gain > 0) || math.IsInf(read.gain, 0) || !(read.total >= 0) {
		return errDamaged
	}
	for i, stored := range state.Stories {
		err := read.readStory(uint32(i), stored, len(state.Words))
		if err != nil {
			return err
		}
	}
	for i, stored := range state.Words {
		err := read.readWord(uint32(i), stored)
		if err != nil {
			return err
		}
	}
	for _, m := range state.Merged {
		if m[0] < 0 || m[0] >= state.Opened || m[1] < 0 || m[1] >= state.Opened {
			return errDamaged
		}
		read.merged[m[0]] = m[1]
	}
	for id := range read.merged {
		if read.loops(id) {
			return errDamaged
		}
	}
	*s = *read
	return nil
}

var errDamaged = errors.New("state of a stream is damaged")

func (s *Stream) readStory(slot uint32, stored storyState, words int) error {
	s.scores = append(s.scores, 0)
	if !stored.Open {
		s.stories = append(s.stories, nil)
		s.vacant = append(s.vacant, slot)
		return nil
	}
	_, twice := s.slots[stored.ID]
	if twice || stored.ID < 0 || stored.ID >= s.opened || stored.Size < 1 || len(stored.Samples) == 0 || !(stored.Weight >= 0) {
		return errDamaged
	}
	st := &story{
		id: stored.ID, size: stored.Size, weight: stored.Weight, first: stored.First, last: stored.Last,
		words: stored.Words, sources: stored.Sources, more: stored.More, apart: stored.Apart,
	}
	for _, i := range stored.Words {
		if int(i) >= words {
			return errDamaged
		}
	}
	for _, kept := range stored.Samples {
		if len(kept.Words) != len(kept.Weights) || len(kept.Words) != len(kept.Hashes) {
			return errDamaged
		}
		one := sample{item: kept.Item, at: kept.At, title: kept.Title, gain: kept.Gain, hash: kept.Hashes}
		for j, i := range kept.Words {
			if int(i) >= words {
				return errDamaged
			}
			one.terms = append(one.terms, term{i, kept.Weights[j]})
		}
		st.samples = append(st.samples, one)
	}
	s.stories = append(s.stories, st)
	s.slots[st.id] = slot
	return nil
}

func (s *Stream) readWord(i uint32, stored wordState) error {
	w := word{hash: stored.Hash, text: stored.Text, count: stored.Count}
	if stored.Hash == 0 {
		s.words.vacant = append(s.words.vacant, i)
	} else {
		s.words.index[stored.Hash] = i
	}
	if len(stored.Slots) != len(stored.In) || !(w.count >= 0) {
		return errDamaged
	}
	for j, slot := range stored.Slots {
		if int(slot) >= len(s.stories) || s.stories[slot] == nil {
			return errDamaged
		}
		w.posts = append(w.posts, post{slot, stored.In[j]})
	}
	w.findTop()
	s.words.all = append(s.words.all, w)
	return nil
}

// loops reports whether a story went into itself on some way.
func (s *Stream) loops(id int) bool {
	for range len(s.merged) + 1 {
		into, ok := s.merged[id]
		if !ok {
			return false
		}
		id = into
	}
	return true
}

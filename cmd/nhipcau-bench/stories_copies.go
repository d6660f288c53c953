package main

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

type copyOfStream struct {
	name   string
	stream []labelled
}

// copies are changed streams that show whether a setting depends on the one it was chosen on. The seeds
// are fixed.
func copies(stream []labelled) []copyOfStream {
	half := len(stream) / 2
	return []copyOfStream{
		{"first half", stream[:half]},
		{"second half", stream[half:]},
		{"shuffled", shuffled(stream, 1)},
		{"backwards", backwards(stream)},
		{"every second title", thinned(stream, 0.5, 2)},
		{"every fifth title", thinned(stream, 0.2, 3)},
		{"by story number in 16 parts", inParts(stream, 0)},
		{"by story in 16 parts", inParts(stream, 5)},
		{"by story in 16 parts, half", inParts(thinned(stream, 0.5, 6), 6)},
		{"a fifth of the words dropped", shortened(stream, 0.2, 7)},
		{"… by story in 16 parts", shortened(inParts(stream, 8), 0.2, 8)},
		{"two foreign words a title", noisy(stream, 9)},
		{"… by story in 16 parts", noisy(inParts(stream, 10), 10)},
		{"two titles in one", doubled(stream, 11)},
		{"… by story in 16 parts", doubled(inParts(stream, 12), 12)},
	}
}

func random(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 20261122)) }

func shuffled(stream []labelled, seed uint64) []labelled {
	out := slices.Clone(stream)
	random(seed).Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

func backwards(stream []labelled) []labelled {
	out := slices.Clone(stream)
	slices.Reverse(out)
	return out
}

func thinned(stream []labelled, keep float64, seed uint64) []labelled {
	r := random(seed)
	var out []labelled
	for _, l := range stream {
		if r.Float64() < keep {
			out = append(out, l)
		}
	}
	return out
}

// inParts sorts by story, by their numbers or in a random order, and shuffles each of 16 parts: stories
// come and go.
func inParts(stream []labelled, seed uint64) []labelled {
	r := random(seed)
	order := map[string]int{}
	for _, l := range stream {
		if order[l.truth] == 0 {
			order[l.truth] = 1 + r.IntN(1<<40)
			if number, err := strconv.Atoi(l.truth); seed == 0 && err == nil {
				order[l.truth] = number + 1
			}
		}
	}
	out := slices.Clone(stream)
	slices.SortStableFunc(out, func(x, y labelled) int { return order[x.truth] - order[y.truth] })
	const parts = 16
	for p := range parts {
		part := out[len(out)*p/parts : len(out)*(p+1)/parts]
		r.Shuffle(len(part), func(i, j int) { part[i], part[j] = part[j], part[i] })
	}
	return out
}

func shortened(stream []labelled, drop float64, seed uint64) []labelled {
	r := random(seed)
	out := slices.Clone(stream)
	for i := range out {
		var kept []string
		for word := range strings.FieldsSeq(out[i].title) {
			if r.Float64() >= drop {
				kept = append(kept, word)
			}
		}
		if len(kept) > 0 {
			out[i].title = strings.Join(kept, " ")
		}
	}
	return out
}

// noisy puts two words from anywhere in the stream into every title.
func noisy(stream []labelled, seed uint64) []labelled {
	r := random(seed)
	var all []string
	for _, l := range stream {
		all = append(all, strings.Fields(l.title)...)
	}
	out := slices.Clone(stream)
	for i := range out {
		words := strings.Fields(out[i].title)
		for range 2 {
			words = slices.Insert(words, r.IntN(len(words)+1), all[r.IntN(len(all))])
		}
		out[i].title = strings.Join(words, " ")
	}
	return out
}

// doubled joins half of the words of each title with half of those of another title of the same story, and
// repeats one title in ten.
func doubled(stream []labelled, seed uint64) []labelled {
	r := random(seed)
	last := map[string]string{}
	var out []labelled
	for _, l := range stream {
		words := strings.Fields(l.title)
		before := strings.Fields(last[l.truth])
		last[l.truth] = l.title
		l.title = strings.Join(append(words, before[:len(before)/2]...), " ")
		out = append(out, l)
		if r.IntN(10) == 0 {
			out = append(out, l)
		}
	}
	return out
}

package main

import (
	"bytes"
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
	"time"
)

// spreadOf100 is how many of a hundred items copy or lightly edit an earlier one.
const spreadOf100 = 20

// pressMaker makes items whose words follow each other as they do in given sentences (Markov 1913), so that
// vocabulary, common phrases and the lengths of sentences are those of the language, and two items have no more
// in common than articles have.
type pressMaker struct {
	*rand.Rand
	next  map[string][]string
	first []string
	old   [][2]string // titles and texts that may be spread
	made  int
	at    time.Time // of the last item
}

func newPressMaker(seed uint64, sentences []string) *pressMaker {
	m := &pressMaker{Rand: random(seed), next: map[string][]string{}}
	for _, s := range sentences {
		words := strings.Fields(s)
		if len(words) < 4 {
			continue
		}
		m.first = append(m.first, words[0])
		for i, w := range words[:len(words)-1] {
			m.next[w] = append(m.next[w], words[i+1])
		}
	}
	return m
}

// sentence goes on until nothing follows or it is long enough.
func (m *pressMaker) sentence(most int) []string {
	w := m.first[m.IntN(len(m.first))]
	words := []string{w}
	for len(words) < most {
		follow := m.next[w]
		if len(follow) == 0 {
			break
		}
		w = follow[m.IntN(len(follow))]
		words = append(words, w)
	}
	return words
}

func (m *pressMaker) item() (title, text string) {
	title = strings.Join(m.sentence(12), " ")
	var body strings.Builder
	for n := 0; n < syllablesOfArticle; {
		s := m.sentence(min(40, syllablesOfArticle-n))
		n += len(s)
		body.WriteString(strings.Join(s, " "))
		if m.IntN(5) == 0 {
			body.WriteString(".\n")
		} else {
			body.WriteString(". ")
		}
	}
	return title, body.String()
}

// spread is an earlier item, some with a few words changed.
func (m *pressMaker) spread() (title, text string) {
	o := m.old[max(0, len(m.old)-1-m.IntN(min(len(m.old), mostOld)))]
	if m.IntN(2) == 0 {
		return o[0], o[1]
	}
	words := strings.Fields(o[1])
	for range 10 {
		words[m.IntN(len(words))] = m.first[m.IntN(len(m.first))]
	}
	return o[0], strings.Join(words, " ")
}

// mostOld is how many earlier items may be spread.
const mostOld = 2000

// itemsOfFeed is how many items a feed has.
const itemsOfFeed = 50

// feeds are RSS documents of fifty items each, published one after the other over a stretch of time that ends
// now, of sixty sources.
func (m *pressMaker) feeds(items int, over time.Duration) [][]byte {
	var all [][]byte
	m.at = time.Now().Add(-over)
	for n := 0; n < items; n += itemsOfFeed {
		all = append(all, m.feed(min(itemsOfFeed, items-n), over/time.Duration(max(1, items))))
	}
	return all
}

// sourcesOfPress is how many sources there are.
const sourcesOfPress = 60

func nameOfSource(i int) string { return fmt.Sprint("Báo ", i) }

// feed is one more RSS document, whose items follow each other and those before at a step.
func (m *pressMaker) feed(items int, step time.Duration) []byte {
	var b bytes.Buffer
	source := m.IntN(sourcesOfPress)
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>%s</title><link>https://bao%d.vi-du.vn/</link>`, nameOfSource(source), source)
	for range items {
		title, text := m.item()
		if len(m.old) > 100 && m.IntN(100) < spreadOf100 {
			title, text = m.spread()
		} else {
			m.old = append(m.old, [2]string{title, text})
			if len(m.old) > 2*mostOld {
				m.old = append([][2]string(nil), m.old[mostOld:]...)
			}
		}
		m.made++
		m.at = m.at.Add(step)
		fmt.Fprintf(&b, `<item><title>%s</title><link>https://bao%d.vi-du.vn/tin-%d.html</link><guid isPermaLink="false">%d</guid><pubDate>%s</pubDate><description>%s</description><content:encoded><![CDATA[<p>%s</p>]]></content:encoded></item>`,
			html.EscapeString(title), source, m.made, m.made, m.at.Format(time.RFC1123Z), html.EscapeString(text[:strings.IndexByte(text, '.')+1]),
			strings.ReplaceAll(html.EscapeString(text), "\n", "</p><p>"))
	}
	b.WriteString(`</channel></rss>`)
	return b.Bytes()
}

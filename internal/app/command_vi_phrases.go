package app

import (
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

type keyphrasesCommand struct {
	Most       int    `default:"10" help:"Số cụm từ nhiều nhất."`
	Group      bool   `help:"Coi mọi dòng là một nhóm văn bản và in một giá trị chung."`
	Background string `type:"path" placeholder:"TỆP" help:"Nền so sánh của nhóm: mỗi dòng một văn bản."`
	JSON       bool   `name:"json" help:"In mỗi dòng một giá trị JSON; vị trí tính theo byte của dòng."`
	File       string `arg:"" default:"-" help:"Tệp văn bản; '-' là đầu vào chuẩn."`
}

type phrasesJSON struct {
	Phrases []phraseJSON `json:"phrases"`
}

// phraseJSON is a key phrase; spans are pairs of bytes of the line, absent for a group.
type phraseJSON struct {
	Text      string   `json:"text"`
	Score     float64  `json:"score"`
	Count     int      `json:"count"`
	Documents int      `json:"documents"`
	Spans     [][2]int `json:"spans"`
}

func (c keyphrasesCommand) Run(r *run) error {
	if c.Group || c.Background != "" {
		return c.group(r)
	}
	if !c.JSON {
		return eachLine(r, c.File, func(line string) (string, error) { return tabbed(vi.KeyPhrases(line, c.Most)), nil })
	}
	return eachLineJSON(r, c.File, func(line string) (any, error) { return phrasesOf(vi.KeyPhrases(line, c.Most)), nil })
}

// group prints the key phrases of all lines together.
func (c keyphrasesCommand) group(r *run) error {
	here := vi.NewPhraseCounter(nil)
	err := readLines(r, c.File, func(_ int, line string) error {
		here.Add(line)
		return nil
	})
	if err != nil {
		return err
	}
	var background *vi.PhraseCounter
	if c.Background != "" {
		background = vi.NewPhraseCounter(nil)
		err := readLines(r, c.Background, func(_ int, line string) error {
			background.Add(line)
			return nil
		})
		if err != nil {
			return err
		}
	}
	found := here.KeyPhrases(background, c.Most)
	if c.JSON {
		return printJSON(r.Stdout, phrasesOf(found))
	}
	_, err = r.Stdout.Write([]byte(tabbed(found) + "\n"))
	return err
}

func tabbed(found []vi.KeyPhrase) string {
	var names []string
	for _, p := range found {
		names = append(names, p.Phrase)
	}
	return strings.Join(names, "\t")
}

func phrasesOf(found []vi.KeyPhrase) phrasesJSON {
	out := phrasesJSON{[]phraseJSON{}}
	for _, p := range found {
		j := phraseJSON{Text: p.Phrase, Score: p.Score, Count: p.Count, Documents: p.Documents}
		for _, s := range p.Spans {
			j.Spans = append(j.Spans, [2]int{s.Start, s.End})
		}
		out.Phrases = append(out.Phrases, j)
	}
	return out
}

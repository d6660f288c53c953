package app

import (
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

type readabilityCommand struct {
	Whole bool   `help:"Coi cả tệp là một văn bản thay vì mỗi dòng một văn bản."`
	JSON  bool   `name:"json" help:"In một giá trị JSON cho mỗi văn bản; vị trí tính theo byte."`
	File  string `arg:"" default:"-" help:"Tệp văn bản; '-' là đầu vào chuẩn."`
}

type readabilityJSON struct {
	Sentences     int        `json:"sentences"`
	Words         int        `json:"words"`
	Syllables     int        `json:"syllables"`
	MeanSentence  float64    `json:"mean_sentence"`
	LongShare     float64    `json:"long_share"`
	RareShare     float64    `json:"rare_share"`
	LegalPer100   float64    `json:"legal_per_100"`
	HardSentences []hardJSON `json:"hard_sentences"`
	HardWords     []hardJSON `json:"hard_words"`
	Unexplained   []hardJSON `json:"unexplained"`
	FindingsVI    []string   `json:"findings_vi"`
	FindingsEN    []string   `json:"findings_en"`
}

type hardJSON struct {
	Start int      `json:"start"`
	End   int      `json:"end"`
	Text  string   `json:"text"`
	WhyVI []string `json:"why_vi"`
	WhyEN []string `json:"why_en"`
}

func (c readabilityCommand) Run(r *run) error {
	if c.Whole {
		data, err := readInput(r, c.File, longestLine)
		if err != nil {
			return err
		}
		return c.print(r, string(data))
	}
	if c.JSON {
		return eachLineJSON(r, c.File, func(line string) (any, error) { return readable(line), nil })
	}
	return eachLine(r, c.File, func(line string) (string, error) {
		return strings.Join(readable(line).FindingsVI, " "), nil
	})
}

func (c readabilityCommand) print(r *run, text string) error {
	out := readable(text)
	if c.JSON {
		return printJSON(r.Stdout, out)
	}
	_, err := r.Stdout.Write([]byte(strings.Join(out.FindingsVI, "\n") + "\n"))
	return err
}

func readable(text string) readabilityJSON {
	m := vi.Readable(text)
	out := readabilityJSON{m.Sentences, m.Words, m.Syllables, m.MeanSentence, m.LongShare, m.RareShare, m.LegalPer100,
		hardPlaces(text, m.HardSentences), hardPlaces(text, m.HardWords), hardPlaces(text, m.Unexplained), nil, nil}
	out.FindingsVI, out.FindingsEN = inBoth(m.Findings)
	return out
}

func hardPlaces(text string, places []vi.Hard) []hardJSON {
	out := []hardJSON{}
	for _, h := range places {
		j := hardJSON{Start: h.Start, End: h.End, Text: text[h.Start:h.End]}
		j.WhyVI, j.WhyEN = inBoth(h.Why)
		out = append(out, j)
	}
	return out
}

func inBoth(all []vi.Explanation) (vietnamese, english []string) {
	vietnamese, english = []string{}, []string{}
	for _, e := range all {
		vietnamese, english = append(vietnamese, e.VI), append(english, e.EN)
	}
	return vietnamese, english
}

package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/query"
	"github.com/nhipcau/nhipcau/law"
)

type listenTopicsCommands struct {
	Test listenTopicsTestCommand `cmd:"" help:"Thử một câu tìm: nó tìm gì, bao nhiêu tin bảy ngày qua khớp, mười tin mẫu."`
}

type listenTopicsTestCommand struct {
	config.Data
	Query string   `arg:"" help:"Câu tìm, ví dụ: lũ \"sạt lở đất\" NOT title:diễn"`
	Files []string `arg:"" optional:"" help:"Thử trên tệp NDJSON mỗi dòng một tin (title, lead, text, source, published) thay cho dữ liệu đã có; '-' là đầu vào chuẩn."`
	JSON  bool     `name:"json" help:"In một giá trị JSON: query, explanation_vi, matches, exact, days, read, samples."`
}

// topicTrial is what the command prints.
type topicTrial struct {
	Query       string        `json:"query"` // in its one written form
	Explanation string        `json:"explanation_vi"`
	Matches     int           `json:"matches"`
	Exact       bool          `json:"exact"`
	Days        *int          `json:"days"` // of the data; null for files
	Read        *int          `json:"read"` // items of the files; null for the data
	Samples     []topicSample `json:"samples"`
}

type topicSample struct {
	Published string `json:"published"`
	Source    string `json:"source"`
	Title     string `json:"title"` // what was asked for in 【 】
	Link      string `json:"link"`
}

const mostTrialSamples = 10

// Run reads the query, asks it of the data or of files, and prints what it found.
func (c listenTopicsTestCommand) Run(r *run) error {
	q, err := query.Parse(c.Query, query.Options{})
	var p *query.Problem
	if errors.As(err, &p) {
		_, _ = fmt.Fprintln(r.Stderr, p.Caret()) // the sentence follows
		return fault.New(fault.Invalid, p.Format, p.Args...)
	}
	if err != nil {
		return err
	}
	trial := topicTrial{Query: q.String(), Explanation: q.Explain(nil), Exact: true, Samples: []topicSample{}}
	if len(c.Files) > 0 {
		err = trial.askFiles(r, q, c.Files)
	} else {
		err = trial.askData(r, c)
	}
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(r.Stdout, trial)
	}
	return trial.print(r)
}

// askData asks the items of the last days.
func (t *topicTrial) askData(r *run, c listenTopicsTestCommand) error {
	err := refuseEmpty(r, c.Data)
	if err != nil {
		return err
	}
	return withListening(r, c.Data, func(s *listen.Service) error {
		var found listen.Preview
		err := s.DB.Read(r, func(tx *db.Tx) (err error) {
			found, err = s.WouldMatch(r, tx, c.Query, false)
			return err
		})
		if err != nil {
			return err
		}
		t.Matches, t.Exact, t.Days = found.Matches, found.Exact, &found.Days
		for _, h := range found.Samples {
			var title strings.Builder
			for _, p := range h.Title {
				title.WriteString(highlighted(p.Text, p.Match))
			}
			t.Samples = append(t.Samples, topicSample{h.Published.In(law.Vietnam).Format(time.RFC3339), h.Source, title.String(), h.Link})
		}
		return nil
	})
}

func highlighted(text string, match bool) string {
	if match {
		return "【" + text + "】"
	}
	return text
}

// trialItem is a line of a file.
type trialItem struct {
	Title, Lead, Text, Body, Source, Link, Published string
}

// askFiles asks the items of files, without a database.
func (t *topicTrial) askFiles(r *run, q *query.Query, files []string) error {
	read := 0
	t.Read = &read
	d := &query.Document{}
	parse := func(line []byte, item *trialItem) error {
		*item = trialItem{}
		return json.Unmarshal(line, item)
	}
	for _, file := range files {
		err := eachJSONLine(r, file, parse, func(_ int, item *trialItem) error {
			read++
			a := item.article()
			d.Read(a)
			if !q.Match(d) {
				return nil
			}
			t.Matches++
			if len(t.Samples) < mostTrialSamples {
				t.Samples = append(t.Samples, topicSample{item.Published, item.Source, highlightTitle(a.Title, q.Hits(d)), item.Link})
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (i *trialItem) article() query.Article {
	a := query.Article{Title: i.Title, Lead: i.Lead, Body: i.Text + i.Body}
	if i.Source != "" {
		a.Source = []string{i.Source}
	}
	if len(i.Published) >= len("2026-11-22") {
		a.Day = i.Published[:len("2026-11-22")]
	}
	return a
}

func highlightTitle(title string, hits []query.Hit) string {
	var b strings.Builder
	at := 0
	for _, h := range hits {
		if h.Field == query.Title {
			b.WriteString(title[at:h.From] + highlighted(title[h.From:h.To], true))
			at = h.To
		}
	}
	return b.String() + title[at:]
}

func (t *topicTrial) print(r *run) error {
	count := fmt.Sprintf("%d", t.Matches)
	if !t.Exact {
		count = "khoảng " + count
	}
	where := ""
	if t.Days != nil {
		where = fmt.Sprintf("trong %d ngày qua", *t.Days)
	} else {
		where = fmt.Sprintf("trong %d tin của tệp", *t.Read)
	}
	_, err := fmt.Fprintf(r.Stdout, "Câu tìm: %s\n%s\nKhớp %s tin %s.\n", t.Query, t.Explanation, count, where)
	if err != nil {
		return err
	}
	for _, s := range t.Samples {
		var about []string
		for _, part := range []string{s.Published, s.Source, s.Title} {
			if part != "" {
				about = append(about, part)
			}
		}
		_, err := fmt.Fprintln(r.Stdout, "- "+strings.Join(about, " · "))
		if err != nil {
			return err
		}
	}
	return nil
}

package app

import (
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
	JSON  bool     `name:"json" help:"In một giá trị JSON: query, explanation_vi, matches, exact, days, read, dropped, hints, samples."`
}

// topicTrial is what the command prints.
type topicTrial struct {
	Query       string        `json:"query"` // in its one written form
	Explanation string        `json:"explanation_vi"`
	Matches     int           `json:"matches"`
	Exact       bool          `json:"exact"`
	Days        *int          `json:"days"`    // of the data; null for files
	Read        *int          `json:"read"`    // items of the files; null for the data
	Dropped     *int          `json:"dropped"` // of these, what is not kept; null for the data
	Hints       []string      `json:"hints"`   // what of the query may be meant otherwise
	Samples     []topicSample `json:"samples"`
}

type topicSample struct {
	Published string `json:"published"`
	Source    string `json:"source"`
	Title     string `json:"title"` // what was asked for in 【 】
	Link      string `json:"link"`
}

const mostTrialSamples = 10

// sampleTime is when a sample was published, as JSON has it; empty if that is not known.
func sampleTime(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(law.Vietnam).Format(time.RFC3339)
}

// sampleDay is the day of it as people write it.
func sampleDay(published string) string {
	at, err := time.Parse(time.RFC3339, published)
	if err != nil {
		return ""
	}
	return at.Format("02/01/2006")
}

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
	trial := topicTrial{Query: q.String(), Explanation: q.Explain(nil), Exact: true, Samples: []topicSample{}, Hints: []string{}}
	for _, h := range q.Hints() {
		_, _ = fmt.Fprintln(r.Stderr, h.Caret()+"\n"+r.text(h.Format, h.Args...)) // only a courtesy
		trial.Hints = append(trial.Hints, h.Sentence())
	}
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
			t.Samples = append(t.Samples, topicSample{sampleTime(h.Published), h.Source, title.String(), h.Link})
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

// triedLine is a line of a file behind the gate; not kept if it may not be.
type triedLine struct {
	listen.Tried
	kept bool
}

// askFiles asks the items of files, without a database. They come through the gate as everything does: posts and comments
// are not asked, and what points at a person is masked.
func (t *topicTrial) askFiles(r *run, q *query.Query, files []string) error {
	read, dropped := 0, 0
	t.Read, t.Dropped = &read, &dropped
	d := &query.Document{}
	trial := listen.NewTrial(time.Now)
	parse := func(line []byte, item *triedLine) (err error) {
		item.Tried, item.kept, err = trial.Read(line)
		return err
	}
	for _, file := range files {
		err := eachJSONLine(r, file, parse, func(_ int, item *triedLine) error {
			read++
			if !item.kept {
				dropped++
				return nil
			}
			d.Read(item.Article)
			if !q.Match(d) {
				return nil
			}
			t.Matches++
			if len(t.Samples) < mostTrialSamples {
				t.Samples = append(t.Samples, topicSample{sampleTime(item.Published), item.Source, highlightTitle(item.Title, q.Hits(d)), item.Link})
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
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
		if *t.Dropped > 0 {
			where += fmt.Sprintf("; %d mục không đọc: bài mạng xã hội, bình luận hoặc mục trống", *t.Dropped)
		}
	}
	_, err := fmt.Fprintf(r.Stdout, "Câu tìm: %s\n%s\nKhớp %s tin %s.\n", t.Query, t.Explanation, count, where)
	if err != nil {
		return err
	}
	for _, s := range t.Samples {
		var about []string
		for _, part := range []string{sampleDay(s.Published), s.Source, s.Title} {
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

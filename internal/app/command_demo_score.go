package app

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/demo"
	"github.com/nhipcau/nhipcau/internal/demo/press"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/alert"
)

type scoreCommand struct {
	Seed  []uint64      `required:"" placeholder:"SỐ,…" help:"Các hạt giống; mỗi hạt giống là một lần viết và nghe lại từ đầu."`
	Days  int           `default:"90" placeholder:"SỐ" help:"Số ngày, từ 30 đến 400."`
	Items int           `default:"12000" placeholder:"SỐ" help:"Khoảng bao nhiêu tin."`
	Step  time.Duration `default:"1m" placeholder:"KHOẢNG" help:"Tin đến trong một khoảng được nạp cùng nhau."`
	More  bool          `name:"questions" help:"Báo chí được cài thêm điều người dân hỏi, có nơi trả lời và không ai trả lời."`
	JSON  bool          `name:"json" help:"In kết quả dạng JSON."`
}

// scored is what the command prints.
type scored struct {
	Seeds []seedScore    `json:"seeds"`
	All   press.Score    `json:"all"`
	Gaps  press.GapScore `json:"gaps"`
}

type seedScore struct {
	Seed    uint64  `json:"seed"`
	Items   int     `json:"items"`
	Seconds float64 `json:"seconds"`
	press.Score
	Gaps press.GapScore `json:"gaps"`
}

// Run lets the product listen to the presses of some seeds, each in the order and at the times of arrival, and
// holds its alerts against what was planted.
func (c scoreCommand) Run(r *run) error {
	var all scored
	for _, seed := range c.Seed {
		s, err := c.score(r, seed)
		if err != nil {
			return fmt.Errorf("hạt giống %d: %w", seed, err)
		}
		all.Seeds = append(all.Seeds, s)
		all.All.Add(s.Score)
		all.Gaps.Add(s.Gaps)
		if !c.JSON {
			printScore(r, fmt.Sprintf("Hạt giống %d", seed), s.Score, s.Gaps)
		}
	}
	if c.JSON {
		return printJSON(r.Stdout, all)
	}
	printScore(r, "Tất cả", all.All, all.Gaps)
	return nil
}

func printScore(r *run, name string, s press.Score, g press.GapScore) {
	_, _ = fmt.Fprintf(r.Stdout, "%s: tìm được %d trong %d đợt (%.2f), %d trước đỉnh; %d cảnh báo, đúng %d (%.2f; mỗi đợt kể một lần %.2f), nhầm %d (%.2f trong 30 ngày của một chủ đề); trung vị chậm %.1f phút sau tin độc lập thứ năm.\n%s",
		name, s.Hit, s.Bursts, s.Recall, s.Early, s.Alarms, s.Right, s.Precision, s.Strict, s.False, s.Per30, s.Delay, partsOf(s)) // a broken pipe ends the program anyway
	_, _ = fmt.Fprintf(r.Stdout, "  điều người dân hỏi mà chưa ai trả lời: tìm được %d trong %d (%.2f); nêu %d, đúng %d (%.2f); nhầm: đã có trả lời %d, không phải câu hỏi %d, không có gì %d; sau %v ngày\n",
		g.Hit, g.Planted, g.Recall, g.Found, g.Right, g.Precision, g.Answered, g.Moods, g.Nothing, g.Days)
}

// partsOf says in words what became of each shape that was planted, what alarms fell for, and how often alarms of some odds
// were right. Shapes are called as the generator calls them.
func partsOf(s press.Score) string {
	var text strings.Builder
	line := func(head string, parts []string) {
		if len(parts) > 0 {
			fmt.Fprintf(&text, "  %s: %s\n", head, strings.Join(parts, "; "))
		}
	}
	var shapes, mistakes []string
	for _, name := range slices.Sorted(maps.Keys(s.ByShape)) {
		shapes = append(shapes, fmt.Sprintf("%s %d trên %d", name, s.ByShape[name][0], s.ByShape[name][1]))
	}
	for _, name := range slices.Sorted(maps.Keys(s.ByNotBurst)) {
		what := name
		if what == "" {
			what = "không có gì"
		}
		mistakes = append(mistakes, fmt.Sprintf("%s %d lần", what, s.ByNotBurst[name]))
	}
	line("tìm được theo dạng đợt", shapes)
	line("báo nhầm vì", mistakes)
	line("đúng theo độ chắc", oddsOf(s))
	return text.String()
}

// oddsOf is how often alarms of some odds were right: what an alert states as its confidence is taken from it.
func oddsOf(s press.Score) (parts []string) {
	for _, x := range s.ByOdds {
		if all := x.Right + x.False; all > 0 {
			parts = append(parts, fmt.Sprintf("từ %.1f: %d trên %d", x.From, x.Right, all))
		}
	}
	return parts
}

func (c scoreCommand) score(r *run, seed uint64) (s seedScore, err error) {
	p, err := press.New(press.Options{Seed: seed, Days: c.Days, Items: c.Items, Questions: c.More})
	if err != nil {
		return s, err
	}
	dir, err := os.MkdirTemp("", "nhipcau-score-")
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	clock := demo.NewClock(time.Now)
	h, err := build(r, blueprint{Data: config.Data{Dir: dir}, Serve: config.Serve{Admin: "off"}, Now: clock.Now, Factor: []auth.Role{}})
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	begun := time.Now()
	alarms, err := h.ear(clock, c.Step).Hear(r, p)
	if err != nil {
		return s, err
	}
	t := p.Truth()
	return seedScore{seed, t.Items, time.Since(begun).Seconds(), t.Judge(alarms, len(p.Watched()), c.Days), t.JudgeGaps(alarms)}, nil
}

// ear is listening that is filled step by step: it looks when it is told to, and at nothing by itself.
func (h *house) ear(clock *demo.Clock, step time.Duration) demo.Listening {
	l := listen.New(listen.Options{DB: h.db, Org: h.org, Now: clock.Now, Log: h.Log, Tone: h.judge, Holders: h.inOffice})
	a := alert.New(alert.Options{DB: h.db, Org: h.org, Listen: l, Work: h.work, Now: clock.Now, Calendar: h.calendar, Log: h.Log})
	return demo.Listening{Clock: clock, DB: h.db, Listen: l, Alert: a, Step: step}
}

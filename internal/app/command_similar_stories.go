package app

import (
	"bufio"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/similar"
)

type storiesCommand struct {
	File   string `arg:"" help:"Tệp JSON từng dòng: {\"id\",\"time\",\"title\",\"text\",\"source\"}, thiếu time thì dùng số dòng; '-' là đầu vào chuẩn."`
	Final  bool   `help:"In dòng sự việc sau khi đã gộp, tách, thay vì lúc tin đến." xor:"what"`
	Events bool   `help:"In các lần gộp, tách và lý do, thay vì từng tin." xor:"what"`
	List   bool   `help:"In từng dòng sự việc: tiêu đề, lúc bắt đầu, lúc cuối, số tin, nguồn, tin tiêu biểu." xor:"what"`
}

// storyItem is one line of a stream.
type storyItem struct {
	id    string // as JSON
	timed bool
	item  similar.Item
}

// storyRun follows one stream to its end.
type storyRun struct {
	storiesCommand
	stream *similar.Stream
	out    *bufio.Writer
	ids    []string // by item
	story  []int    // of each item now
	into   map[int]int
	listed []similar.Story
}

func (c storiesCommand) Run(r *run) error {
	w := &storyRun{
		storiesCommand: c, stream: similar.NewStream(similar.StreamOptions{}),
		out: bufio.NewWriterSize(r.Stdout, 1<<16), into: map[int]int{},
	}
	err := eachJSONLine(r, c.File, parseStoryItem, w.take)
	if err != nil {
		return err
	}
	err = w.end()
	if err != nil {
		return err
	}
	return w.out.Flush()
}

func (w *storyRun) take(number int, item *storyItem) error {
	if !item.timed {
		item.item.At = int64(number)
	}
	a := w.stream.Add(item.item)
	id := idOr(item.id, number)
	if w.Final || w.Events || w.List {
		w.ids = append(w.ids, id)
		w.story = append(w.story, a.Story)
	}
	if !w.Final && !w.Events && !w.List {
		_, err := fmt.Fprintf(w.out, `{"id":%s,"story":%d}`+"\n", id, a.Story+1)
		return err
	}
	w.listed = append(w.listed, w.stream.Closed()...)
	for _, e := range w.stream.Events() {
		err := w.event(e)
		if err != nil {
			return err
		}
	}
	return nil
}

// eventLine is a merge or a split as it is printed.
type eventLine struct {
	Change        similar.Change    `json:"change"`
	Story         int               `json:"story"`
	Other         int               `json:"other"`
	At            json.RawMessage   `json:"at"` // id of the item that showed it
	Items         []json.RawMessage `json:"items,omitempty"`
	ExplanationVI string            `json:"explanation_vi"`
	ExplanationEN string            `json:"explanation_en"`
}

func (w *storyRun) event(e similar.Event) error {
	if e.Change == similar.Merge {
		w.into[e.Other] = e.Story
	}
	for _, i := range e.Items {
		w.story[i] = e.Other
	}
	if !w.Events {
		return nil
	}
	line := eventLine{Change: e.Change, Story: e.Story + 1, Other: e.Other + 1, At: json.RawMessage(w.ids[e.Item])}
	line.ExplanationVI, line.ExplanationEN = e.Explain()
	for _, i := range e.Items {
		line.Items = append(line.Items, json.RawMessage(w.ids[i]))
	}
	return printJSON(w.out, line)
}

// storyLine is a story as it is printed.
type storyLine struct {
	Story   int             `json:"story"`
	Title   string          `json:"title"`
	Typical json.RawMessage `json:"typical"` // id of the most typical item
	First   int64           `json:"first"`
	Last    int64           `json:"last"`
	Size    int             `json:"size"`
	Sources []string        `json:"sources"`
	More    bool            `json:"more_sources"`
}

func (w *storyRun) end() error {
	if w.Final {
		for i, id := range w.ids {
			_, err := fmt.Fprintf(w.out, `{"id":%s,"story":%d}`+"\n", id, w.final(w.story[i])+1)
			if err != nil {
				return err
			}
		}
	}
	if !w.List {
		return nil
	}
	for _, s := range append(w.listed, w.stream.Stories()...) {
		line := storyLine{s.ID + 1, s.Title, json.RawMessage(w.ids[s.Typical]), s.First, s.Last, s.Size, s.Sources, s.More}
		if line.Sources == nil {
			line.Sources = []string{}
		}
		err := printJSON(w.out, line)
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *storyRun) final(story int) int {
	for {
		into, ok := w.into[story]
		if !ok {
			return story
		}
		story = into
	}
}

func parseStoryItem(line []byte, item *storyItem) error {
	var v struct {
		ID          json.RawMessage `json:"id"`
		Time        json.RawMessage `json:"time"`
		Title       string          `json:"title"`
		TextCleaned string          `json:"textCleaned"`
		Text        string          `json:"text"`
		Source      string          `json:"source"`
	}
	err := json.Unmarshal(line, &v)
	if err != nil {
		return err
	}
	if v.Title == "" {
		v.Title = v.TextCleaned
	}
	*item = storyItem{id: string(v.ID), item: similar.Item{Title: v.Title, Text: v.Text, Source: v.Source}}
	if len(v.Time) == 0 || string(v.Time) == "null" {
		return nil
	}
	item.timed = true
	item.item.At, err = readTime(v.Time)
	return err
}

// readTime understands a number, and text that holds one, an instant or an ISO day, as seconds since 1970.
func readTime(raw json.RawMessage) (int64, error) {
	text := string(raw)
	if strings.HasPrefix(text, `"`) {
		err := json.Unmarshal(raw, &text)
		if err != nil {
			return 0, err
		}
	}
	number, err := strconv.ParseFloat(text, 64)
	if err == nil && -1e18 < number && number < 1e18 {
		return int64(number), nil
	}
	for _, layout := range []string{time.RFC3339, time.DateTime, time.DateOnly, "2006-01-02T15:04:05", time.RubyDate} {
		at, err := time.Parse(layout, text)
		if err == nil {
			return at.Unix(), nil
		}
	}
	return 0, fmt.Errorf("time %q is neither a number nor an instant", text)
}

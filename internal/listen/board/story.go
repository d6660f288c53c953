package board

import (
	"context"
	"net/http"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/chart"
	"github.com/nhipcau/nhipcau/law"
)

// storyView is a story with its items.
type storyView struct {
	listen.Story
	First     string // the source that published first
	Items     []storyItem
	More      int // items that are not shown
	Sources   int
	Plot      chart.Plot
	Tones     shares
	Counts    tone.Counts // of its items, by which Tones are worked out
	Voices    gate.Cell
	VoiceDays []listen.VoiceDay
	Bearing   tone.Bearings // what officers said
	Topics    []listen.Topic
	Rules     bool         // the reader may merge and split
	Words     string       // by which another story is looked for
	Near      []web.Option // stories that may be the same
	Form      *web.Form
}

// storyItem is an item with the sources that have it too.
type storyItem struct {
	listen.Item
	House string
	Also  []listen.Also
	Names []string // of Also
}

// mostShown is the most items that a story's page shows.
const mostShown = 200

// shownVoiceDays is of how many days distinct voices are told.
const shownVoiceDays = 7

func (s *Service) showStory(w http.ResponseWriter, r *http.Request) error {
	return s.renderStory(w, r, http.StatusOK, web.NewForm())
}

func (s *Service) renderStory(w http.ResponseWriter, r *http.Request, status int, form *web.Form) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	ctx := r.Context()
	v := storyView{Form: form, Words: r.URL.Query().Get("tim")}
	err = s.upToDate(ctx)
	if err != nil {
		return err
	}
	err = s.DB.Read(ctx, func(tx *db.Tx) error { return s.readStory(ctx, tx, listen.StoryID(id), &v) })
	if err != nil {
		return err
	}
	if v.ID != listen.StoryID(id) { // it became part of another one
		return web.Redirect(w, r, storyHref(v.ID))
	}
	return web.Render(w, r, status, storyPage(v))
}

func (s *Service) readStory(ctx context.Context, tx *db.Tx, id listen.StoryID, v *storyView) (err error) {
	v.Story, err = s.Listen.Story(ctx, tx, id)
	if err != nil {
		return err
	}
	names, err := s.sourceNames(ctx, tx)
	if err != nil {
		return err
	}
	items, err := s.Listen.StoryItems(ctx, tx, v.ID, mostShown)
	if err != nil {
		return err
	}
	v.More = max(0, v.Story.Items-len(items))
	for _, i := range items {
		x := storyItem{Item: i, House: names[i.Source]}
		x.Also, err = s.Listen.AlsoIn(ctx, tx, i.ID)
		if err != nil {
			return err
		}
		for _, a := range x.Also {
			x.Names = append(x.Names, names[a.Source])
		}
		v.Items = append(v.Items, x)
	}
	first, err := s.Listen.FirstOf(ctx, tx, v.ID)
	switch {
	case err == nil:
		v.First = names[first.Source]
	case fault.KindOf(err) != fault.NotFound:
		return err
	}
	err = s.spread(ctx, tx, v)
	if err != nil {
		return err
	}
	var c tone.Counts
	r, err := tx.Query(ctx, `SELECT `+toneOf+` AS tone, COUNT(*) FROM listen_item i`+withAnswer+` WHERE i.story = $1 AND i.understood GROUP BY `+toneOf, v.ID)
	_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
		var word string
		var n int
		err = r.Scan(&word, &n)
		t, _ := tone.ParseTone(word)
		c[t] += n
		return struct{}{}, err
	})
	if err != nil {
		return err
	}
	v.Tones, v.Counts = sharesOf(ctx, s.numbers.correct(c, uint64(v.ID))), c
	v.Bearing, err = bearingsOfStory(ctx, tx, v.ID)
	if err != nil {
		return err
	}
	v.Voices, err = s.Listen.SocialOfStory(ctx, tx, v.ID)
	if err != nil {
		return err
	}
	v.VoiceDays, err = s.Listen.VoiceDays(ctx, tx, v.ID, shownVoiceDays)
	if err != nil {
		return err
	}
	return s.around(ctx, tx, v)
}

// spread draws how many items there were at the end of each day.
func (s *Service) spread(ctx context.Context, tx *db.Tx, v *storyView) error {
	points, err := s.Listen.Spread(ctx, tx, v.ID)
	if err != nil || len(points) == 0 {
		return err
	}
	first, last := law.DateOf(points[0].Hour), law.DateOf(points[len(points)-1].Hour)
	days := min(first.DaysUntil(last)+1, longest)
	at := 0
	for i := range days {
		d := first.AddDays(i)
		for at+1 < len(points) && points[at+1].Hour.Before(d.End()) {
			at++
		}
		v.Plot.Days = append(v.Plot.Days, chart.Day{Day: d, Value: float64(points[at].Items), Note: web.T(ctx, "%d nguồn", points[at].Sources)})
	}
	v.Sources = points[len(points)-1].Sources
	v.Plot.ID, v.Plot.Unit = "lan", web.T(ctx, "tin")
	v.Plot.Title = web.T(ctx, "Số tin cộng dồn của câu chuyện theo ngày")
	v.Plot.Say = web.T(ctx, "%d tin từ %d nguồn sau %d ngày.", v.Story.Items, v.Sources, days)
	return nil
}

// around are the topics of a story, and other stories of its days that may be the same.
func (s *Service) around(ctx context.Context, tx *db.Tx, v *storyView) error {
	r, err := tx.Query(ctx, `
		SELECT t.id, t.name FROM listen_topic t
		 WHERE t.id IN (SELECT x.topic FROM listen_item_topic x JOIN listen_item i ON i.id = x.item WHERE i.story = $1) ORDER BY t.name`, v.ID)
	v.Topics, err = db.Collect(r, err, func(r *db.Rows) (t listen.Topic, err error) { err = r.Scan(&t.ID, &t.Name); return t, err })
	if err != nil {
		return err
	}
	v.Rules, err = s.rules(ctx, tx)
	if err != nil || !v.Rules {
		return err
	}
	near, err := s.near(ctx, tx, v.Story, v.Words)
	v.Near = []web.Option{{Value: "", Label: web.T(ctx, "Chọn câu chuyện")}}
	for _, o := range near {
		v.Near = append(v.Near, web.Option{Value: web.Key(o.ID), Label: web.T(ctx, "%s (%d tin)", o.Title, o.Items)})
	}
	return err
}

func (s *Service) sourceNames(ctx context.Context, tx *db.Tx) (map[listen.SourceID]string, error) {
	r, err := tx.Query(ctx, `SELECT id, name FROM listen_source`)
	names := map[listen.SourceID]string{}
	_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
		var id listen.SourceID
		var name string
		err = r.Scan(&id, &name)
		names[id] = name
		return struct{}{}, err
	})
	return names, err
}

// mergeStory makes another story part of this one.
func (s *Service) mergeStory(w http.ResponseWriter, r *http.Request) error {
	return s.rule(w, r, func(form *web.Form, id listen.StoryID) (string, error) {
		other := listen.StoryID(form.Int64("khac"))
		if other == 0 {
			return "", fault.New(fault.Invalid, "Hãy chọn câu chuyện để gộp vào.").At("khac")
		}
		return web.Mark("Đã gộp. Máy sẽ giữ quyết định này."), s.Listen.MergeStories(r.Context(), auth.Of(r.Context()), id, other)
	})
}

// splitStory makes a story of its own of the chosen items.
func (s *Service) splitStory(w http.ResponseWriter, r *http.Request) error {
	return s.rule(w, r, func(form *web.Form, id listen.StoryID) (string, error) {
		var items []listen.ItemID
		for _, n := range form.Int64s("tin") {
			items = append(items, listen.ItemID(n))
		}
		_, err := s.Listen.SplitStory(r.Context(), auth.Of(r.Context()), id, items)
		return web.Mark("Đã tách thành câu chuyện riêng. Máy sẽ giữ quyết định này."), atField(err, "tin")
	})
}

func (s *Service) rule(w http.ResponseWriter, r *http.Request, do func(form *web.Form, id listen.StoryID) (string, error)) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	err = s.mustRule(r.Context())
	if err != nil {
		return err
	}
	said, err := do(form, listen.StoryID(id))
	if form.Take(err) {
		return s.renderStory(w, r, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, storyHref(listen.StoryID(id)), said)
}

// itemView is one article with its earlier versions.
type itemView struct {
	listen.Item
	House   string
	Body    []string // paragraphs
	Also    []listen.Also
	Names   []string
	Of      string // title of the item that the relation speaks of
	Story   listen.Story
	Edits   []edit
	Keeps   int // days
	Topics  []listen.Topic
	Files   []files.File  // photographs of a printed article
	Said    tone.Tone     // what an officer said of its tone
	Bearing tone.Steering // and of its bearing on steering
	SaidBy  string        // empty: nobody did
}

// edit is what was changed between two versions.
type edit struct {
	Until string
	Title []change
	Text  []change
}

func (s *Service) showItem(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	ctx := r.Context()
	v := itemView{Keeps: listen.TextDays}
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		var body string
		v.Item, body, err = s.Listen.Item(ctx, tx, listen.ItemID(id))
		if err != nil {
			return err
		}
		names, err := s.sourceNames(ctx, tx)
		if err != nil {
			return err
		}
		v.House, v.Body = names[v.Source], linesOf(body)
		v.Also, err = s.Listen.AlsoIn(ctx, tx, v.ID)
		if err != nil {
			return err
		}
		for _, a := range v.Also {
			v.Names = append(v.Names, names[a.Source])
		}
		if v.Item.Of != 0 {
			of, _, err := s.Listen.Item(ctx, tx, v.Item.Of)
			if err != nil && fault.KindOf(err) != fault.NotFound {
				return err
			}
			v.Of = of.Title
		}
		if v.Item.Story != 0 {
			v.Story, err = s.Listen.Story(ctx, tx, v.Item.Story)
			if err != nil && fault.KindOf(err) != fault.NotFound {
				return err
			}
		}
		v.Said, v.Bearing, v.SaidBy, err = answerOf(ctx, tx, v.ID)
		if err != nil {
			return err
		}
		v.Topics, err = itemTopics(ctx, tx, v.ID)
		if err != nil {
			return err
		}
		if s.Files != nil {
			v.Files, err = s.Files.On(ctx, tx, CuttingOf, int64(v.ID))
			if err != nil {
				return err
			}
		}
		versions, err := s.Listen.Versions(ctx, tx, v.ID)
		v.Edits = editsOf(ctx, versions, v.Title, strings.Join(v.Body, "\n"))
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, itemPage(v))
}

func itemTopics(ctx context.Context, tx *db.Tx, id listen.ItemID) ([]listen.Topic, error) {
	r, err := tx.Query(ctx, `SELECT t.id, t.name FROM listen_topic t JOIN listen_item_topic x ON x.topic = t.id WHERE x.item = $1 ORDER BY t.name`, id)
	return db.Collect(r, err, func(r *db.Rows) (t listen.Topic, err error) { err = r.Scan(&t.ID, &t.Name); return t, err })
}

// editsOf says what changed from each version to the next, the latest first.
func editsOf(ctx context.Context, versions []listen.Version, title, body string) (all []edit) {
	for i := len(versions) - 1; i >= 0; i-- {
		old := versions[i]
		all = append(all, edit{Until: web.Instant(ctx, old.Until), Title: changes(old.Title, title), Text: changes(old.Body, body)})
		title, body = old.Title, old.Body
	}
	return all
}

var toneWords = map[tone.Tone]string{
	tone.Unclear: web.Mark("Chưa rõ sắc thái"), tone.Favourable: web.Mark("Đồng tình"), tone.Neutral: web.Mark("Trung tính"), tone.Unfavourable: web.Mark("Lo ngại"),
}

// toneWord is how an item speaks of a policy, as the machine proposes.
func toneWord(ctx context.Context, i listen.Item) string {
	t, _ := tone.ParseTone(i.Tone)
	return web.T(ctx, toneWords[t])
}

func relationOf(ctx context.Context, i listen.Item) string {
	return web.T(ctx, page.RelationWord(i.Relation))
}

// shownVoices is how often a story was spoken of on social sources, in words.
func (v storyView) shownVoices(ctx context.Context) string {
	if v.Voices == (gate.Cell{}) {
		return web.T(ctx, "Mạng xã hội: chưa đếm được lượt nào.")
	}
	return web.T(ctx, "Mạng xã hội: %s lượt nói đến; chỉ có số lượng, không lưu nội dung.", cellWord(ctx, v.Voices))
}

// distinct says about how many people spoke on each of the last days.
func (v storyView) distinct(ctx context.Context) string {
	var days []string
	for _, d := range v.VoiceDays {
		days = append(days, web.T(ctx, "%s khoảng %d", web.Day(ctx, d.Day), d.Voices))
	}
	return web.T(ctx, "Số người nói đến từng ngày, ước tính và làm tròn, không cộng các ngày: %s.", strings.Join(days, "; "))
}

// mayPart reports whether the reader may make a story of its own of some items.
func (v storyView) mayPart() bool { return v.Rules && len(v.Items) > 1 }

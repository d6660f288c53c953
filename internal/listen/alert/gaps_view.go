package alert

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// lastWords say when an authority last spoke of the topic.
func (g OpenGap) lastWords(ctx context.Context) string {
	if g.Official.IsZero() {
		return web.T(ctx, "Chưa có tin chính thức nào về chủ đề này")
	}
	return web.T(ctx, "Tin chính thức gần nhất: %s", web.Instant(ctx, g.Official))
}

// askedDay is a day of a gap.
type askedDay struct {
	Day      law.Date
	Count    gate.Cell
	Official int
}

func (d askedDay) words(ctx context.Context) string {
	switch {
	case d.Count.Hidden:
		return web.T(ctx, "dưới %d", gate.Floor)
	case d.Count.Count == 0:
		return web.Dash
	}
	return web.T(ctx, "khoảng %s", web.Count(ctx, d.Count.Count))
}

const (
	gapBefore     = 3 // days before a gap that its page shows
	gapAfter      = 7 // and at most so many after what raised it
	shownOfficial = 5
)

// askedOf fills what the page of a gap shows.
func (s *Service) askedOf(ctx context.Context, tx *db.Tx, v *alertView) error {
	began := law.DateOf(v.Began)
	from, to := began.AddDays(-gapBefore), law.DateOf(v.Last)
	if most := began.AddDays(v.Hours/24 + gapAfter); most.Before(to) {
		to = most
	}
	days, err := s.Listen.AskedDays(ctx, tx, v.Topic, from, to)
	if err != nil {
		return err
	}
	hours, err := s.Listen.Hours(ctx, tx, v.Topic, from.Start(), to.AddDays(1).Start())
	if err != nil {
		return err
	}
	v.Asked = make([]askedDay, from.DaysUntil(to)+1)
	for i := range v.Asked {
		v.Asked[i].Day = from.AddDays(i)
	}
	for _, d := range days {
		v.Asked[from.DaysUntil(d.Day)].Count = d.Count
	}
	for _, h := range hours {
		if h.Class.Official() {
			v.Asked[from.DaysUntil(law.DateOf(h.Hour))].Official += h.Items
		}
	}
	items, err := s.officialItems(ctx, tx, v.Alert, shownOfficial)
	if err != nil {
		return err
	}
	houses, err := s.houseNames(ctx, tx)
	for _, i := range items {
		if v.EndedAt != nil && i.Published.Before(v.Began) {
			break // of what is over is shown what was said since
		}
		v.Items = append(v.Items, evidence{i, houses[i.Source]})
	}
	return err
}

func (s *Service) houseNames(ctx context.Context, tx *db.Tx) (map[listen.SourceID]string, error) {
	sources, err := s.Listen.Sources(ctx, tx)
	names := map[listen.SourceID]string{}
	for _, x := range sources {
		names[x.ID] = x.Name
	}
	return names, err
}

// gapFacts say why a gap is suggested.
func (v alertView) gapFacts(ctx context.Context) []web.Pair {
	usual := web.T(ctx, "hầu như không ai hỏi")
	if v.Expected > 0 {
		usual = web.T(ctx, "khoảng %s câu trong chừng ấy lượt nói đến", web.Number(ctx, v.Expected))
	}
	last := web.T(ctx, "chưa có")
	if len(v.Items) > 0 {
		last = web.Instant(ctx, v.Items[0].Published)
	}
	pairs := []web.Pair{
		{Key: web.T(ctx, "Điều nhận thấy"), Value: web.T(ctx, v.Rule.Word())},
		{Key: web.T(ctx, "Hỏi nhiều từ"), Value: web.Day(ctx, law.DateOf(v.Began))},
		{Key: web.T(ctx, "Nhận thấy lúc"), Value: web.Instant(ctx, v.Raised)},
		{Key: web.T(ctx, "Số câu hỏi"), Value: web.T(ctx, "khoảng %s câu trong %d ngày", web.Number(ctx, v.Seen), v.Hours/24)},
		{Key: web.T(ctx, "Thường lệ"), Value: usual},
		{Key: web.T(ctx, "Tin chính thức gần nhất"), Value: last},
		{Key: web.T(ctx, "Mức tăng"), Value: web.T(ctx, v.riseWord())},
	}
	if over := v.endWords(ctx); over != "" {
		pairs = append(pairs, web.Pair{Key: web.T(ctx, "Đã hết"), Value: over})
	}
	return pairs
}

// riseWord is how clearly the questions of a gap stand out from how much they vary anyway, a marked text. How often such
// gaps are right is not said: too few were judged to know.
func (a Alert) riseWord() string {
	switch {
	case a.Odds >= 7:
		return web.Mark("rất rõ so với dao động thường ngày")
	case a.Odds >= 5:
		return web.Mark("rõ so với dao động thường ngày")
	}
	return web.Mark("vừa đủ rõ so với dao động thường ngày")
}

// gapVerdicts are the verdicts as they are offered for a gap.
var gapVerdicts = map[Verdict]string{
	Useful: web.Mark("Đúng, cần giải thích cho dân"), Known: verdictWords[Known], False: web.Mark("Không phải điều dân đang hỏi"),
}

// judgedWord is the verdict of an alert in words, a marked text.
func (a Alert) judgedWord(v Verdict) string {
	if a.Rule == Gap {
		return gapVerdicts[v]
	}
	return v.Word()
}

// whyTitle heads the facts of an alert, a marked text.
func (v alertView) whyTitle() string {
	if v.Rule == Gap {
		return web.Mark("Vì sao máy gợi ý")
	}
	return web.Mark("Vì sao máy báo động")
}

// travelWords say what leads from an alert to a case, a marked text.
func (v alertView) travelWords() string {
	if v.Rule == Gap {
		return web.Mark("Chỉ tên chủ đề, thời gian và số câu hỏi đi theo việc.")
	}
	return web.Mark("Chỉ tên chủ đề, thời gian và số lượng tin đi theo việc.")
}

// takeWords are on the button of who looks into an alert, a marked text.
func (v alertView) takeWords() string {
	if v.Rule == Gap {
		return web.Mark("Tôi xem gợi ý này")
	}
	return web.Mark("Tôi xem cảnh báo này")
}

// closeWords are on the button that closes an alert, a marked text.
func (v alertView) closeWords() string {
	if v.Rule == Gap {
		return web.Mark("Đóng gợi ý")
	}
	return web.Mark("Đóng cảnh báo")
}

// takenWords tell who looks into an alert that it is theirs, a marked text.
func (a Alert) takenWords() string {
	if a.Rule == Gap {
		return web.Mark("Bạn đang xem gợi ý này.")
	}
	return web.Mark("Bạn đang xem cảnh báo này.")
}

// closedWords tell who closed an alert what it does, a marked text.
func (a Alert) closedWords() string {
	if a.Rule == Gap {
		return web.Mark("Đã đóng gợi ý. Đánh giá này chỉnh ngưỡng gợi ý của chủ đề.")
	}
	return web.Mark("Đã đóng cảnh báo. Đánh giá này chỉnh ngưỡng của chủ đề.")
}

// officialTitle heads the official items, a marked text.
func (v alertView) officialTitle() string {
	if v.EndedAt != nil {
		return web.Mark("Tin chính thức từ khi hỏi nhiều")
	}
	return web.Mark("Tin chính thức gần nhất")
}

// noOfficial says that there is no such item, a marked text.
func (v alertView) noOfficial() string {
	if v.EndedAt != nil {
		return web.Mark("Từ khi hỏi nhiều chưa có tin chính thức nào về chủ đề này")
	}
	return web.Mark("Chưa có tin chính thức nào về chủ đề này")
}

// judgeLabel asks for the verdict, a marked text.
func (v alertView) judgeLabel() string {
	if v.Rule == Gap {
		return web.Mark("Gợi ý này")
	}
	return web.Mark("Báo động này")
}

// closedLately are the alarms and gaps of the last days that were closed or ended, the newest first.
func closedLately(alarms, gaps []Alert, topics map[listen.TopicID]string) (rows []row) {
	add := func(a Alert) {
		if a.State == Closed || a.State == Unseen && a.EndedAt != nil {
			rows = append(rows, row{a, topics[a.Topic]})
		}
	}
	for _, a := range alarms {
		for len(gaps) > 0 && gaps[0].Raised.After(a.Raised) {
			add(gaps[0])
			gaps = gaps[1:]
		}
		add(a)
	}
	for _, g := range gaps {
		add(g)
	}
	return rows
}

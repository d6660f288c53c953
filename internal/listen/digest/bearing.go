package digest

import (
	"context"
	"fmt"
	"net/url"
	"strconv"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/official"
)

// bearing counts what officers said of the items of the digest's days; nil where nobody was asked.
func (s *Service) bearing(ctx context.Context, tx *db.Tx, topics []TopicWeek, d Digest) (*Bearing, error) {
	if s.Bearings == nil {
		return nil, nil
	}
	counts, random, err := s.Bearings(ctx, tx, d.From.Start(), d.To.AddDays(1).Start())
	if err != nil {
		return nil, err
	}
	b := &Bearing{All: counts[0], Random: random}
	for _, t := range topics {
		if c := counts[t.Topic]; c.Total() > 0 {
			b.Topics = append(b.Topics, TopicBearing{t.Topic, t.Name, c})
		}
	}
	return b, nil
}

// bearing tells the second axis beside tone: what officers said is an opportunity or a risk for steering. It is counted,
// not guessed, and told of all texts only as far as those chosen at random allow.
func (w *writer) bearing() {
	b := w.d.Facts.Bearing
	if b == nil {
		return
	}
	w.heading("CÓ LỢI, BẤT LỢI CHO ĐIỀU HÀNH")
	if !b.All.Enough() {
		w.say(fmt.Sprintf("Cán bộ mới đánh giá %d tin trong kỳ, chưa đủ để nói (cần từ %d tin).", b.All.Total(), tone.LeastTexts))
		return
	}
	w.say("Theo đánh giá của cán bộ, không phải của máy: trong ", w.judged("danh-gia", "Số tin cán bộ đã đánh giá", 0, "", b.All.Total()), " tin đã đọc có ",
		w.judged("co-loi", "Số tin có lợi cho điều hành", 0, tone.Opportunity.String(), b.All[tone.Opportunity]), " tin nói việc có lợi, ",
		w.judged("bat-loi", "Số tin bất lợi cho điều hành", 0, tone.Risk.String(), b.All[tone.Risk]), " tin nói việc bất lợi; còn lại không rõ.", b.estimate())
	t := official.Table{
		Columns: []official.Column{{Width: 8}, {Width: 3, Align: official.AlignRight}, {Width: 3, Align: official.AlignRight}, {Width: 3, Align: official.AlignRight}},
		Header:  []official.TableRow{official.Row("Chủ đề", "Đã đánh giá", "Có lợi", "Bất lợi")},
	}
	for _, x := range b.Topics {
		if !x.Counts.Enough() {
			continue
		}
		id := strconv.Itoa(int(x.Topic))
		t.Rows = append(t.Rows, official.TableRow{
			official.TextCell(x.Name), official.TextCell(w.judged("danh-gia-"+id, "Số tin cán bộ đã đánh giá: "+x.Name, x.Topic, "", x.Counts.Total())),
			official.TextCell(w.judged("co-loi-"+id, "Số tin có lợi cho điều hành: "+x.Name, x.Topic, tone.Opportunity.String(), x.Counts[tone.Opportunity])),
			official.TextCell(w.judged("bat-loi-"+id, "Số tin bất lợi cho điều hành: "+x.Name, x.Topic, tone.Risk.String(), x.Counts[tone.Risk])),
		})
	}
	if len(t.Rows) > 0 {
		w.blocks = append(w.blocks, t)
	}
	if n := len(b.Topics) - len(t.Rows); n > 0 {
		w.say(fmt.Sprintf("%d chủ đề khác cán bộ mới đánh giá dưới %d tin, chưa đủ để nói.", n, tone.LeastTexts))
	}
}

// estimate says what part of all texts is a risk, where the interval is narrow enough to be told.
func (b Bearing) estimate() string {
	x := b.Random.Share(tone.Risk)
	if !b.Random.Enough() || !x.Sure() {
		return " Tin chọn ngẫu nhiên còn quá ít để suy ra cho mọi tin."
	}
	return fmt.Sprintf(" Suy từ %d tin chọn ngẫu nhiên: bất lợi khoảng %.0f%% (%.0f–%.0f) mọi tin thuộc chủ đề đang theo dõi.", b.Random.Total(), 100*x.Corrected, 100*x.Low, 100*x.High)
}

// judged is a number of texts that officers judged; it opens their list.
func (w *writer) judged(id, what string, topic listen.TopicID, bearing string, n int) official.Run {
	q := url.Values{"tu": {w.d.From.String()}, "den": {w.d.To.String()}}
	if topic != 0 {
		q.Set("chu-de", strconv.Itoa(int(topic)))
	}
	if bearing != "" {
		q.Set("dieu-hanh", bearing)
	}
	return official.Number(id, what, page.AnsweredURL+"?"+q.Encode(), n)
}

package demo

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/demo/press"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/board"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/law"
)

// note foresees what officers note by hand: a broadcast, a printed article with its cutting, what they heard, and the
// months of the hotline; and what they look for often.
func (l *listeners) note() {
	s := l.s
	s.add(act{at: s.officeHour(workday(s.today.AddDays(-6)), 19), own: func(ctx context.Context) error {
		return l.press(ctx, "Đài An Bình, bản tin 18 giờ", listen.Provincial, "Phóng sự: Một tháng thu phí rác theo khối lượng ở phường Hòa Lãng",
			"Phóng sự dài 6 phút, phỏng vấn hai hộ dân và lãnh đạo phường về cách phân loại rác và giá dịch vụ thu gom rác thải.", "")
	}})
	s.add(act{at: s.officeHour(workday(s.today.AddDays(-3)), 9), own: func(ctx context.Context) error {
		return l.press(ctx, "Báo Kinh Tế Vùng (bản in)", listen.Central, "Trang 3: Nông dân Bến Lúa chờ kênh thủy lợi mới",
			"Bài in trang 3, nêu tiến độ nạo vét kênh và ý kiến của hợp tác xã về lịch lấy nước vụ đông xuân.", "Bai bao in.png")
	}})
	for _, p := range []struct {
		ago   int
		topic string
		said  listen.Paraphrased
	}{
		{9, "hocphi", listen.Paraphrased{Text: "Phụ huynh hỏi khoản thu nào là bắt buộc, khoản nào tự nguyện.", Count: 40, Tone: tone.Unclear.String()}},
		{5, "ngap", listen.Paraphrased{Text: "Bà con phàn nàn cống thoát nước khu chợ tắc, mưa to là nước vào nhà.", Count: 25, Tone: tone.Unfavourable.String()}},
		{2, "rac", listen.Paraphrased{Text: "Nhiều người ủng hộ phân loại rác nhưng đề nghị tăng số ngày thu gom.", Count: 60, Tone: tone.Favourable.String()}},
	} {
		s.add(act{at: s.officeHour(workday(s.today.AddDays(-p.ago)), 16), own: func(ctx context.Context) error {
			p.said.Topic, p.said.Day = l.h.topics[p.topic], law.DateOf(s.Clock.Now())
			return l.paraphrase(ctx, p.said)
		}})
	}
	for back := 2; back >= 1; back-- {
		month := s.today.AddMonths(-back).LastOfMonth()
		s.add(act{at: s.officeHour(s.calendar.WorkingDayFrom(month.AddDays(2)), 10), own: func(ctx context.Context) error { return l.hotline(ctx, month) }})
	}
	s.add(act{at: s.officeHour(workday(s.today.AddDays(-12)), 10), own: l.searches})
}

// press keeps an item of the press that an officer typed in; photo names a picture of the printed page.
func (l *listeners) press(ctx context.Context, house string, class listen.Class, title, lead, photo string) error {
	s := l.s
	var src listen.Source
	err := s.DB.Write(ctx, func(tx *db.Tx) (err error) {
		src, err = s.Listening.Listen.SaveSource(ctx, tx, listen.Source{Name: house, Kind: listen.KindManual, Class: class, Permission: "Cán bộ ghi lại"})
		return err
	})
	if err != nil {
		return err
	}
	_, err = s.Listening.Listen.Receive(ctx, src, []listen.Arrival{{GUID: "nhap-tay " + title, Title: title, Lead: lead, Body: lead, Published: s.Clock.Now()}})
	if err != nil || photo == "" {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		found, err := s.Listening.Listen.Search(ctx, tx, listen.Search{Source: src.ID, Limit: 1})
		if err != nil || len(found.Hits) == 0 {
			return err
		}
		_, err = s.Files.Attach(ctx, tx, s.keep(photo, func() ([]byte, error) { return drawing(2) }), board.CuttingOf, int64(found.Hits[0].Item.ID), l.by("vhttdl"))
		return err
	})
}

func (l *listeners) paraphrase(ctx context.Context, p listen.Paraphrased) error {
	by := l.by("vhttdl")
	return l.s.Listening.Listen.Paraphrase(ctx, by.Account, by.Full, p)
}

// hotline notes what a month of the hotline 1022 and of the feedback portal brought.
func (l *listeners) hotline(ctx context.Context, month law.Date) error {
	for i, x := range []struct{ topic, channel, what string }{
		{"rac", "Đường dây nóng 1022", "hỏi lịch thu gom, mức giá"}, {"ngap", "Đường dây nóng 1022", "báo điểm ngập, nắp cống hỏng"},
		{"hcc", "Cổng phản ánh, kiến nghị", "hồ sơ trả chậm, khó nộp trực tuyến"},
	} {
		err := l.paraphrase(ctx, listen.Paraphrased{
			Topic: l.h.topics[x.topic], Day: month, Count: 45 + 30*i + l.rand.IntN(60), Text: fmt.Sprintf("%s, %d/%d: %s", x.channel, month.Month, month.Year, x.what),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// searches keeps what the coordinator looks for again and again.
func (l *listeners) searches(ctx context.Context) error {
	s := l.s
	if s.Board == nil {
		return nil
	}
	topic := func(key string) string { return strconv.FormatInt(int64(l.h.topics[key]), 10) }
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		for name, given := range map[string]url.Values{
			"Giá rác trên báo trung ương": {"chu-de": {topic("rac")}, "nhom": {string(listen.Central)}},
			"Bến Lúa và kênh thủy lợi":    {"q": {`"Bến Lúa" AND (kênh OR "thủy lợi")`}},
			"Học phí, chỉ bài gốc":        {"chu-de": {topic("hocphi")}, "quan-he": {"goc"}},
			"Phụ huynh gần với khoản thu": {"q": {`phụ huynh NEAR/8 "khoản thu"`}},
		} {
			_, err := s.Board.SaveSearch(ctx, tx, l.by("dieuphoi").Account, name, given)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// How the questions about tone were answered: on so many of the last working days, and learnt from once a working week. A
// server learns after each answer; the demo has to be ready soon.
const (
	reviewDays = 24
	learnEvery = 6
)

// review foresees that an officer says how texts stand towards a policy, and that two stories are put right.
func (l *listeners) review() {
	s := l.s
	if s.Board == nil {
		return
	}
	for d, n := workday(s.today.AddDays(-1)), 0; n < reviewDays; d, n = workday(d.AddDays(-1)), n+1 {
		s.add(act{at: s.officeHour(d, 11), what: "đánh giá sắc thái", own: func(ctx context.Context) error {
			err := s.Board.Review(ctx, l.by("vhttdl"), l.tone)
			if err != nil || n%learnEvery != 0 {
				return err
			}
			return s.Board.Learn(ctx)
		}})
	}
	s.add(act{at: s.officeHour(workday(s.today.AddDays(-1)), 13), what: "gộp, tách dòng sự việc", own: l.putRight})
}

var (
	tones    = map[press.Tone]tone.Tone{press.Favourable: tone.Favourable, press.Neutral: tone.Neutral, press.Unfavourable: tone.Unfavourable}
	bearings = map[press.Signal]tone.Steering{press.Opportunity: tone.Opportunity, press.Risk: tone.Risk}
)

// tone is what an officer who has read a text says of it; now and then one is left for later.
func (l *listeners) tone(item listen.Item, _ tone.Verdict) (tone.Tone, tone.Steering, bool) {
	mark := l.room.markOf(item.Link)
	if mark == nil || mark.Tone == "" || l.rand.IntN(10) == 0 {
		return 0, 0, false
	}
	return tones[mark.Tone], bearings[mark.Signal], true
}

// putRight merges two stories that are one and splits one that is two, where the last weeks have such.
func (l *listeners) putRight(ctx context.Context) error {
	s, now := l.s, l.s.Clock.Now()
	one := map[string]listen.StoryID{}
	var merge [2]listen.StoryID
	var from listen.StoryID
	var apart []listen.ItemID
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		all, err := s.Listening.Listen.Stories(ctx, tx, now.AddDate(0, 0, -12), now, 200)
		if err != nil {
			return err
		}
		for _, st := range all {
			items, err := s.Listening.Listen.StoryItems(ctx, tx, st.ID, 200)
			if err != nil {
				return err
			}
			main, others := l.tellings(items)
			if other, known := one[main]; known && main != "" && merge[0] == 0 {
				merge = [2]listen.StoryID{other, st.ID}
				continue
			}
			one[main] = st.ID
			if len(others) > 0 && len(others) < len(items)-1 && from == 0 {
				from, apart = st.ID, others
			}
		}
		return nil
	})
	if err == nil && merge[0] != 0 {
		err = s.Listening.Listen.MergeStories(ctx, l.by("vhttdl"), merge[0], merge[1])
	}
	if err == nil && from != 0 && from != merge[0] && from != merge[1] {
		_, err = s.Listening.Listen.SplitStory(ctx, l.by("vhttdl"), from, apart)
	}
	return err
}

// tellings is which planted story most of some items tell, the first of them among these, and which items tell another.
func (l *listeners) tellings(items []listen.Item) (main string, others []listen.ItemID) {
	for i, item := range items {
		mark := l.room.markOf(item.Link)
		switch {
		case mark == nil || mark.Story == "":
		case i == 0:
			main = mark.Story
		case main != "" && mark.Story != main:
			others = append(others, item.ID)
		}
	}
	slices.Sort(others)
	return main, others
}

package app

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/feed"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
	"github.com/nhipcau/nhipcau/internal/web"
)

type listenFetchCommand struct {
	URL     string   `arg:"" help:"Địa chỉ cần tải, http hoặc https."`
	Page    bool     `help:"Địa chỉ là một trang bài viết (tối đa 15 MB) chứ không phải nguồn tin (tối đa 4 MB)."`
	Allow   []string `placeholder:"MÁY" help:"Máy chủ hoặc dải địa chỉ nội bộ được phép, ví dụ cong.tinh.local hoặc 10.1.0.0/16; có thể dùng nhiều lần."`
	Proxy   string   `placeholder:"ĐỊA-CHỈ" help:"Máy chủ trung gian để ra ngoài; không bao giờ lấy từ biến môi trường."`
	Contact string   `placeholder:"ĐỊA-CHỈ" help:"Trang cho biết ai đọc và để làm gì; gửi kèm tên chương trình."`
	JSON    bool     `name:"json" help:"In một giá trị JSON."`
}

// Run fetches one address as the server would and says what came of it.
func (c listenFetchCommand) Run(r *run) error {
	o, err := c.options()
	if err != nil {
		return err
	}
	done := r.saying("Đang tải %s; có thể phải chờ đến lượt của máy chủ.", c.URL)
	kind := fetch.Feed
	if c.Page {
		kind = fetch.Page
	}
	res, err := fetch.New(o).Get(r, fetch.Request{URL: c.URL, Kind: kind})
	done()
	if err != nil {
		return err
	}
	outcome := c.read(r, res)
	next := fetch.Next(outcome, fetch.State{}, fetch.UsualRules(), 0.5)
	err = c.print(r, outcome, next)
	if err == nil && outcome.Status == fetch.Blocked {
		return fault.New(fault.Forbidden, "Không tải được %s: địa chỉ nội bộ, đặc biệt hoặc cổng lạ. Nếu là máy chủ của tỉnh, hãy cho phép bằng --allow.", c.URL)
	}
	if err == nil && outcome.Status != fetch.Working {
		err = fault.New(fault.NotFound, "Không tải được %s: %s.", c.URL, statusText(r, outcome.Status, outcome.Code))
	}
	return err
}

func (c listenFetchCommand) options() (fetch.Options, error) {
	inside, err := fetch.ParseInside(c.Allow)
	if err != nil {
		return fetch.Options{}, fault.Wrap(fault.Invalid, err, "Máy chủ hoặc dải địa chỉ nội bộ không đúng; ví dụ đúng: cong.tinh.local, 10.1.0.0/16.")
	}
	o := fetch.Options{Agent: fetch.Agent(Version, c.Contact), Inside: inside}
	if c.Proxy == "" {
		return o, nil
	}
	u, err := url.Parse(c.Proxy)
	if err != nil || u.Host == "" {
		return o, fault.New(fault.Invalid, "Địa chỉ máy chủ trung gian %s không đúng; ví dụ đúng: http://proxy.tinh.local:3128.", c.Proxy)
	}
	o.Proxy = u
	return o, nil
}

// read looks into a feed for the pause that it asks for; bytes that are no feed are the outcome of a parser.
func (c listenFetchCommand) read(r *run, res fetch.Response) fetch.Outcome {
	o := fetch.Outcome{Response: res, At: res.Start.Add(res.Took)}
	if c.Page || res.Status != fetch.Working {
		return o
	}
	f, err := feed.Parse(res.Body, feed.Options{ContentType: res.ContentType, Base: res.URL})
	if err != nil {
		o.Status, o.Cause = fetch.ParseError, web.Message(r.reader, err)
		return o
	}
	o.FeedPause, o.Items = f.Every, len(f.Entries)
	return o
}

func (c listenFetchCommand) print(r *run, o fetch.Outcome, next fetch.State) error {
	if c.JSON {
		return printJSON(r.Stdout, fetchedOf(o, next))
	}
	var b strings.Builder
	say := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", r.text(name), value)
		}
	}
	say(web.Mark("Kết quả"), statusText(r, o.Status, o.Code))
	say(web.Mark("Chi tiết"), detail(r, o))
	for _, h := range o.Hops {
		to := h.To
		if h.Unsafe {
			to = r.text("%s (bỏ https)", h.To)
		}
		say(r.text("Chuyển hướng %d", h.Code), to)
	}
	say(web.Mark("robots.txt"), r.text(robotsWords[o.Robots]))
	say("ETag", o.ETag)
	say("Last-Modified", o.LastModified)
	if o.Full {
		say(web.Mark("Nội dung"), r.text("%d byte, %d byte trên đường truyền, %s", len(o.Body), o.Wire, o.ContentType))
	}
	if o.Full && !c.Page {
		say(web.Mark("Số mục"), fmt.Sprint(o.Items))
	}
	say(web.Mark("Nguồn đề nghị chờ"), minutesWord(r, max(o.FeedPause, o.Fresh, o.RetryAfter)))
	say(web.Mark("Lần tải sau"), r.text("sau %s", minutesWord(r, next.NextAt.Sub(o.At).Round(time.Minute))))
	_, err := io.WriteString(r.Stdout, b.String())
	return err
}

// detail is what lies behind an outcome, where its status does not say it already.
func detail(r *run, o fetch.Outcome) string {
	if o.Status == fetch.HTTPError || o.Status == fetch.Robots || o.Cause == "" {
		return ""
	}
	return causeIn(r.reader, errors.New(o.Cause))
}

func minutesWord(r *run, d time.Duration) string {
	if d <= 0 {
		return ""
	}
	return r.text("%d phút", int(d.Round(time.Minute).Minutes()))
}

// statusText says a status as the health board does.
func statusText(r *run, s fetch.Status, code int) string {
	switch {
	case s == fetch.HTTPError:
		return r.text("máy chủ trả lời HTTP %d", code)
	case s == fetch.Robots && (code >= 500 || code == 429):
		return r.text("máy chủ không đưa ra được robots.txt (HTTP %d)", code)
	}
	return r.text(statusWords[s])
}

var statusWords = map[fetch.Status]string{
	fetch.Working:    web.Mark("hoạt động bình thường"),
	fetch.UnknownDNS: web.Mark("không có tên miền này"),
	fetch.BrokenDNS:  web.Mark("tạm thời không tra được tên miền"),
	fetch.TLSError:   web.Mark("chứng thư hoặc kết nối bảo mật bị lỗi"),
	fetch.Timeout:    web.Mark("quá thời gian chờ"),
	fetch.Connection: web.Mark("không kết nối được hoặc bị ngắt"),
	fetch.ParseError: web.Mark("nội dung không đúng dạng nguồn tin"),
	fetch.Blocked:    web.Mark("địa chỉ nội bộ, đặc biệt hoặc cổng lạ, không được phép tải"),
	fetch.Robots:     web.Mark("robots.txt của trang không cho phép"),
	fetch.TooLarge:   web.Mark("nội dung quá lớn"),
	fetch.Redirects:  web.Mark("chuyển hướng quá nhiều, vòng tròn hoặc không rõ đến đâu"),
	fetch.BadAddress: web.Mark("địa chỉ không đúng dạng http hoặc https"),
	fetch.Postponed:  web.Mark("máy chủ đang cần được để yên"),
}

var robotsWords = map[fetch.RobotsState]string{
	fetch.RobotsAllowed:   web.Mark("cho phép"),
	fetch.RobotsDenied:    web.Mark("không cho phép"),
	fetch.RobotsNone:      web.Mark("không có, được tải"),
	fetch.RobotsBroken:    web.Mark("máy chủ bị lỗi, tạm dừng tải"),
	fetch.RobotsOverruled: web.Mark("không cho phép, nhưng đã có văn bản đồng ý"),
}

// fetched is what --json prints; absent values are null.
type fetched struct {
	URL          string     `json:"url"`
	Status       string     `json:"status"`
	Code         *int       `json:"code"`
	Cause        *string    `json:"cause"`
	Redirects    []fetchHop `json:"redirects"`
	Robots       *string    `json:"robots"`
	CrawlDelay   *int       `json:"crawl_delay_seconds"`
	ContentType  *string    `json:"content_type"`
	Bytes        *int       `json:"bytes"`
	Wire         int64      `json:"wire_bytes"`
	Items        *int       `json:"items"`
	ETag         *string    `json:"etag"`
	LastModified *string    `json:"last_modified"`
	Hash         *string    `json:"hash"`
	FeedPause    *int       `json:"feed_pause_seconds"`
	Fresh        *int       `json:"fresh_seconds"`
	RetryAfter   *int       `json:"retry_after_seconds"`
	Next         int        `json:"next_seconds"`
	Took         float64    `json:"seconds"`
}

type fetchHop struct {
	Code      int    `json:"code"`
	To        string `json:"to"`
	Permanent bool   `json:"permanent"`
	Unsafe    bool   `json:"unsafe"`
}

func fetchedOf(o fetch.Outcome, next fetch.State) fetched {
	f := fetched{
		URL: o.URL, Status: string(o.Status), Code: some(o.Code), Cause: some(o.Cause), Redirects: []fetchHop{},
		Robots: some(string(o.Robots)), CrawlDelay: some(int(o.CrawlDelay.Seconds())), ContentType: some(o.ContentType),
		Wire: o.Wire, ETag: some(o.ETag), LastModified: some(o.LastModified), Hash: some(o.Hash),
		FeedPause: some(int(o.FeedPause.Seconds())), Fresh: some(int(o.Fresh.Seconds())), RetryAfter: some(int(o.RetryAfter.Seconds())),
		Next: int(next.NextAt.Sub(o.At).Seconds()), Took: o.Took.Seconds(),
	}
	if o.Full {
		n := len(o.Body)
		f.Bytes, f.Items = &n, &o.Items
	}
	for _, h := range o.Hops {
		f.Redirects = append(f.Redirects, fetchHop{h.Code, h.To, h.Permanent, h.Unsafe})
	}
	return f
}

// some is a value that is there; nil for the zero value.
func some[T comparable](v T) *T {
	var none T
	if v == none {
		return nil
	}
	return &v
}

package board

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/extract"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/internal/web"
)

// rulesView are the rules of extraction of a source while they are written. Of a page on which they are tried nothing is
// kept.
type rulesView struct {
	Text  string // as they are written
	Caret string // points at what cannot be read
	Page  string // address of the page on which they are tried
	Trial *ruleTrial
}

// ruleTrial is what a page yields with the rules and without any.
type ruleTrial struct {
	Host          string
	Meant         bool // one of the rules is for the site of the page
	With, Without extracted
}

// extracted is an article as it would be kept: what points at persons is masked.
type extracted struct {
	Title, Day, Text string
	Words            int
	ByRule           bool // the text stands where a rule says
}

const (
	mostPasted = 4 << 20 // bytes of a page that is pasted
	shownOf    = 600     // characters of the text that is shown
)

// saveRules stores the rules of extraction of a source, or only tries them on a page.
func (s *Service) saveRules(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	ctx := r.Context()
	v := sourceView{Form: form}
	err = s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		v.Source, err = s.Listen.Source(ctx, tx, listen.SourceID(id))
		return err
	})
	if err != nil {
		return err
	}
	before := v.Settings.Rules
	v.Rules = &rulesView{Text: form.Text("rules"), Page: form.String("bai-thu")}
	v.Settings.Rules = linesOf(v.Rules.Text)
	trial := form.String("nut") == "thu"
	err = v.readRules(ctx)
	switch {
	case err != nil:
	case trial:
		v.Rules.Trial, err = s.tryRules(ctx, v.Source, v.Rules.Page, form.Raw("html-thu"))
	case !slices.Equal(before, v.Settings.Rules):
		err = s.DB.Write(ctx, func(tx *db.Tx) error { return s.keepRules(ctx, tx, v.Source) })
	}
	if form.Take(err) {
		return s.renderSource(w, r, http.StatusUnprocessableEntity, v)
	}
	if err != nil {
		return err
	}
	if trial {
		return s.renderSource(w, r, http.StatusOK, v)
	}
	return web.RedirectSaying(w, r, SourcesURL+"/"+web.Key(v.ID), web.Mark("Đã lưu %d quy tắc lấy bài; dùng cho những bài lấy từ bây giờ."), len(v.Settings.Rules))
}

// readRules checks the rules that were written, and points at what cannot be read.
func (v *sourceView) readRules(ctx context.Context) error {
	_, err := v.ReadRules()
	var bad *listen.MisplacedRule
	if !errors.As(err, &bad) {
		return err
	}
	line := []rune(v.Settings.Rules[bad.Line-1])
	at := min(bad.Why.Rune-1, len(line))
	from, to := max(0, at-60), min(len(line), at+60)
	v.Rules.Caret = string(line[from:to]) + "\n" + strings.Repeat(" ", at-from) + "^"
	return fault.Wrap(fault.Invalid, err, "Quy tắc ở dòng %d sai từ ký tự thứ %d. %s", bad.Line, bad.Why.Rune, web.Message(ctx, bad.Why)).At("rules")
}

// keepRules stores the rules of a source with a line in the audit log that holds them.
func (s *Service) keepRules(ctx context.Context, tx *db.Tx, src listen.Source) error {
	_, err := s.Listen.SaveSource(ctx, tx, src)
	if err != nil {
		return err
	}
	if len(src.Settings.Rules) == 0 {
		return s.note(ctx, tx, "listen.rules", "listen_source", int64(src.ID), web.Mark("Bỏ mọi quy tắc lấy bài của nguồn %s"), src.Name)
	}
	return s.note(ctx, tx, "listen.rules", "listen_source", int64(src.ID), web.Mark("Đặt quy tắc lấy bài của nguồn %s: %s"), src.Name, strings.Join(src.Settings.Rules, " | "))
}

// tryRules reads a page of the site of a source, or one that was pasted, with the rules and without any. Nothing is stored.
func (s *Service) tryRules(ctx context.Context, src listen.Source, address, pasted string) (*ruleTrial, error) {
	o := extract.Options{URL: address, Now: s.Now()}
	body := []byte(pasted)
	switch {
	case address == "" && strings.TrimSpace(pasted) == "":
		return nil, fault.New(fault.Invalid, "Hãy ghi địa chỉ một bài của trang, hoặc dán mã HTML của bài.").At("bai-thu")
	case address != "":
		err := checkTrial(address)
		if err != nil {
			return nil, err
		}
	default:
		o.URL = "https://" + src.Host() + "/"
	}
	if strings.TrimSpace(pasted) == "" {
		res, err := s.getPage(ctx, src, address)
		if err != nil {
			return nil, err
		}
		o.URL, o.ContentType, body = res.URL, res.ContentType, res.Body
	}
	rules, err := src.ReadRules()
	if err != nil {
		return nil, err
	}
	t := &ruleTrial{Host: fetch.Host(o.URL)}
	t.Without, err = extractedOf(body, o)
	if err != nil {
		return nil, err
	}
	o.Rules = rules
	t.With, err = extractedOf(body, o)
	t.Meant = slices.ContainsFunc(rules, func(r extract.Rule) bool { return r.For(o.URL) })
	return t, err
}

// getPage gets a page of a source as its articles are got.
func (s *Service) getPage(ctx context.Context, src listen.Source, address string) (res fetch.Response, err error) {
	if s.Client == nil {
		return res, fault.New(fault.Conflict, "Máy chủ này không ra ngoài mạng.")
	}
	res, err = s.Client.Get(ctx, fetch.Request{URL: address, Kind: fetch.Page, DespiteRobots: src.Settings.Robots && src.Permission != ""})
	if err != nil {
		return res, err
	}
	if res.Status != fetch.Working {
		return res, fault.New(fault.Invalid, "Không lấy được bài: %s.", web.Say(statusWords[res.Status])).At("bai-thu")
	}
	return res, checkTrial(res.URL)
}

// checkTrial refuses what is no address of an article.
func checkTrial(address string) error {
	err := checkLink(address, "")
	if e := fault.Find(err); e != nil {
		return fault.New(e.Kind, e.Format, e.Args...).At("bai-thu")
	}
	return err
}

func extractedOf(body []byte, o extract.Options) (x extracted, err error) {
	a, err := extract.Page(body, o)
	if err != nil && !errors.Is(err, extract.ErrEmpty) {
		return x, err
	}
	x.Title, _ = gate.Mask(a.Title)
	x.Text, _ = gate.Mask(a.Text)
	x.Words, x.ByRule = len(strings.Fields(x.Text)), a.ByRule()
	if !a.Published.IsZero() {
		x.Day = a.PublishedText()
	}
	if utf8.RuneCountInString(x.Text) > shownOf {
		x.Text = shorten(x.Text, shownOf)
	}
	return x, nil
}

// verdict says whether the rules do something on the page.
func (t *ruleTrial) verdict(ctx context.Context) (web.Tone, string) {
	switch {
	case !t.Meant:
		return web.Warn, web.T(ctx, "Không quy tắc nào dành cho trang %s. Hãy ghi thêm trang = tên miền của bài.", t.Host)
	case t.With.ByRule:
		return web.OK, web.T(ctx, "Nội dung lấy đúng chỗ quy tắc chỉ.")
	case t.With == t.Without:
		return web.Warn, web.T(ctx, "Quy tắc không đổi gì ở bài này: các bộ chọn không khớp phần nào của trang.")
	}
	return web.OK, web.T(ctx, "Quy tắc có tác dụng ở bài này; nội dung chính do máy tự tìm.")
}

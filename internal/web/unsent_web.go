package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

func (s *server) unsentRoutes() {
	s.mux.Handle("GET "+unsentPath+"{id}", SignedIn, s.showUnsent)
	s.mux.Handle("POST "+unsentPath+"{id}/bo", SignedIn, s.dropUnsent)
	s.mux.Handle("POST /gui-lai", SignedIn, s.keepEarly)
}

// keepEarly keeps the words of a form while its files are still on their way: the script sends them ahead, under
// ?toi= and the address of the form.
func (s *server) keepEarly(w http.ResponseWriter, r *http.Request) error {
	_, err := ReadForm(r)
	if err != nil {
		return err
	}
	l := parcel{Person: Who(r.Context()).ID(), Path: LocalPath(r.URL.Query().Get("toi")), Values: r.PostForm, Files: r.URL.Query()["tep"], Early: true}
	_, route := s.postOf(r, l)
	if route == nil || route.Secret || len(l.Files) > unsentEach {
		return errNoPage
	}
	before := l.Values.Get(unsentField)
	l.Values.Del(unsentField)
	id, err := s.Unsent.keep(r.Context(), l)
	if err != nil {
		return err
	}
	s.forget(r.Context(), before, l.Person)
	return JSON(w, r, http.StatusOK, map[string]string{"id": id})
}

// again is a form that can be sent once more, with what it held.
type again struct {
	Action string
	Values url.Values
	Files  []string // fields that carried files, to be chosen again
}

// hidden are the values in a stable order.
func (a again) hidden() (all [][2]string) {
	for name, list := range a.Values {
		for _, v := range list {
			all = append(all, [2]string{name, v})
		}
	}
	slices.SortFunc(all, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
	return all
}

// words are the values that a person wrote as sentences, to be recognised by.
func (a again) words() (all []string) {
	for _, pair := range a.hidden() {
		if v := clean(pair[1]); strings.ContainsAny(v, " \n") {
			all = append(all, v)
		}
	}
	return all
}

type unsentView struct {
	again
	ID      string
	At      time.Time
	Foreign bool // written under another account
	Unknown bool // nobody knows by whom
	Tried   bool
	Broken  bool
	Early   bool
	Refused bool // the reader may not send it, or its address is gone
}

// showUnsent sends a parcel that its own writer left behind when the session ended, once and by itself. In every
// other case it shows the parcel and asks: another or an unknown writer, an act that cannot be taken back, files
// that have to be chosen again, a parcel that was tried before.
func (s *server) showUnsent(w http.ResponseWriter, r *http.Request) error {
	me := Who(r.Context()).ID()
	l, err := s.Unsent.open(r.Context(), r.PathValue("id"), me)
	if err != nil {
		return err
	}
	v := unsentView{ID: l.ID, At: l.At, Foreign: l.Person != 0 && l.Person != me, Unknown: l.Person == 0, Tried: l.Tried, Broken: l.Broken, Early: l.Early}
	if v.Foreign {
		return Render(w, r, http.StatusOK, unsentPage(v))
	}
	l.Values.Set(unsentField, l.ID)
	v.again = again{Action: l.Path, Values: l.Values, Files: l.Files}
	post, route := s.postOf(r, l)
	v.Refused = route == nil || !allowed(r.Context(), s.Guard, route.Right)
	if v.Refused || v.Unknown || v.Tried || v.Broken || v.Early || route.AskFirst || len(l.Files) > 0 {
		return Render(w, r, http.StatusOK, unsentPage(v))
	}

	first, err := s.Unsent.take(r.Context(), l.ID)
	if err != nil {
		return err
	}
	if !first {
		v.Tried = true
		return Render(w, r, http.StatusOK, unsentPage(v))
	}
	s.serve(w, post, route) // as if it had just been sent; serve forgets the parcel
	return nil
}

// postOf makes the request that the parcel was, as its writer sends it now.
func (s *server) postOf(r *http.Request, l parcel) (*http.Request, *Route) {
	to, err := url.ParseRequestURI(l.Path)
	if err != nil {
		return nil, nil
	}
	st := *stateOf(r.Context())
	post := r.Clone(r.Context())
	post.Method, post.URL, post.RequestURI = http.MethodPost, to, l.Path
	post.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	post.Body, post.ContentLength = http.NoBody, 0
	post.PostForm, post.Form = l.Values, l.Values
	route, _, _ := s.mux.find(post)
	st.url, st.route = to, route
	return post.WithContext(context.WithValue(post.Context(), stateKey, &st)), route
}

// forgetSent drops the parcel that a form was sent from, once it was taken or came back to be mended.
func (s *server) forgetSent(w http.ResponseWriter, r *http.Request) {
	id, rec, who := r.PostForm.Get(unsentField), recorderOf(w), Who(r.Context())
	if s.Unsent == nil || id == "" || rec == nil || who == nil {
		return
	}
	if rec.code() >= http.StatusBadRequest && rec.code() != http.StatusUnprocessableEntity && rec.code() != http.StatusConflict {
		return
	}
	s.forget(context.WithoutCancel(r.Context()), id, who.ID())
}

// forget drops a parcel that person may open.
func (s *server) forget(ctx context.Context, id string, person int64) {
	if id == "" {
		return
	}
	l, err := s.Unsent.open(ctx, id, person)
	if err == nil && (l.Person == 0 || l.Person == person) {
		err = s.Unsent.drop(ctx, id)
	}
	if err != nil && !errors.Is(err, errNoParcel) {
		s.Log.ErrorContext(ctx, "unsent form not forgotten", "id", RequestID(ctx), "error", err)
	}
}

func recorderOf(w http.ResponseWriter) *recorder {
	rec, _ := w.(*recorder)
	return rec
}

// dropUnsent forgets a parcel that its writer does not want any more, or has sent from its page.
func (s *server) dropUnsent(w http.ResponseWriter, r *http.Request) error {
	l, err := s.Unsent.open(r.Context(), r.PathValue("id"), Who(r.Context()).ID())
	if err != nil {
		return err
	}
	if l.Person != 0 && l.Person != Who(r.Context()).ID() {
		return errNoParcel
	}
	err = s.Unsent.drop(r.Context(), l.ID)
	if err != nil {
		return err
	}
	return RedirectSaying(w, r, "/", "Đã bỏ nội dung chưa gửi.")
}

// waitingParcels are the reader's own parcels, for the note above every page.
func waitingParcels(ctx context.Context) []unsentRow {
	st, who := stateOf(ctx), Who(ctx)
	if st.unsent == nil || who == nil || strings.HasPrefix(st.url.Path, unsentPath) || st.route == nil || st.route.Method != http.MethodGet {
		return nil
	}
	all, err := st.unsent.waiting(ctx, who.ID())
	if err != nil {
		st.log.ErrorContext(ctx, "unsent forms not found", "id", st.id, "error", err)
	}
	return all
}

// keptAtTheDoor reports whether this page leads back to something that waits for its sender.
func keptAtTheDoor(ctx context.Context) bool {
	for _, list := range stateOf(ctx).url.Query() {
		if len(list) > 0 && strings.HasPrefix(list[0], unsentPath) {
			return true
		}
	}
	return false
}

// mostAgain is the most text that an error page carries back, and mostAgainBlind the most that is read for it
// from somebody who sends too much.
const (
	mostAgain      = 1 << 20
	mostAgainBlind = 64 << 10
)

// againOf is the form in r, to be sent once more from an error page; nil when there is nothing to send again.
func againOf(r *http.Request, status int) *again {
	st := stateOf(r.Context())
	ours := status >= http.StatusInternalServerError || status == http.StatusTooManyRequests || status == http.StatusRequestEntityTooLarge
	if !ours || r.Method != http.MethodPost || st.route == nil || st.route.Secret {
		return nil
	}
	if r.PostForm == nil {
		if r.ContentLength < 0 || r.ContentLength > mostAgainBlind {
			return nil
		}
		_, err := ReadForm(r)
		if err != nil {
			return nil
		}
	}
	a := again{Action: r.URL.RequestURI(), Values: r.PostForm, Files: fileFields(r)}
	if n := (parcel{Values: a.Values}).size(); n == 0 || n > mostAgain {
		return nil
	}
	return &a
}

// why says why the parcel was not sent by itself, in a marked text.
func (v unsentView) why() string {
	switch {
	case v.Foreign:
		return Mark("Nội dung này viết dưới một tài khoản khác nên không hiện ở đây. Người viết đăng nhập bằng tài khoản của mình thì mở lại được.")
	case v.Refused:
		return Mark("Tài khoản của bạn không gửi được nội dung này nữa. Bạn có thể chép chữ ra nơi khác.")
	case v.Unknown:
		return Mark("Nội dung này gửi khi phiên làm việc đã hết và chúng tôi không biết chắc do ai viết. Nếu là của bạn, hãy xem lại rồi gửi.")
	case v.Tried:
		return Mark("Nội dung này đã được gửi một lần nhưng chưa có trả lời. Hãy xem ở trang của nó đã có chưa rồi mới gửi lại.")
	case v.Early:
		return Mark("Chữ đã tới trước, còn tệp đính kèm thì chưa tới đủ. Hãy chọn lại tệp còn thiếu rồi gửi.")
	case v.Broken:
		return Mark("Đường truyền bị đứt khi bạn gửi. Chữ đã tới còn nguyên ở đây; hãy xem lại cho đủ rồi gửi.")
	case len(v.Files) > 0:
		return Mark("Phiên làm việc hết khi bạn gửi. Chữ còn nguyên ở đây; tệp đính kèm thì cần chọn lại.")
	}
	return Mark("Phiên làm việc hết khi bạn gửi. Đây là việc khó lấy lại, nên hãy xem lại rồi gửi.")
}

func linesOf(text string) []string { return strings.Split(text, "\n") }

func fileID(i int) string { return "f-gui-lai-" + strconv.Itoa(i) }

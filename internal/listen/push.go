package listen

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/extract"
	"github.com/nhipcau/nhipcau/internal/listen/feed"
	"github.com/nhipcau/nhipcau/internal/web"
)

// PushURL is where other systems send items: POST PushURL/{source}, with "Authorization: Bearer TOKEN" and, so
// that a repeated request counts once, "Idempotency-Key".
const PushURL = "/nghe/nhan"

// mostPush bounds one request.
const mostPush = 8 << 20

// NewToken gives a source a fresh token, of which only the hash is kept, and returns it to be shown once.
func (s *Service) NewToken(ctx context.Context, tx *db.Tx, id SourceID) (string, error) {
	src, err := s.Source(ctx, tx, id)
	if err != nil {
		return "", err
	}
	if src.Kind != KindPush {
		return "", fault.New(fault.Conflict, "Chỉ nguồn loại push mới có mã đẩy tin; nguồn %s thì không.", src.Name)
	}
	var b [24]byte
	_, _ = rand.Read(b[:]) // never fails
	token := hex.EncodeToString(b[:])
	sum := sha256.Sum256([]byte(token))
	src.Settings.Token = sum[:]
	_, err = s.SaveSource(ctx, tx, src)
	return token, err
}

// Push takes what another system sends: a feed, JSON lines or a page. key, if there is one, names the request, so
// that its repetition changes nothing. It fails with fault.Forbidden for a wrong token and with fault.Invalid for
// what cannot be read.
func (s *Service) Push(ctx context.Context, id SourceID, token, key string, data []byte) (Received, error) {
	var src Source
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		src, err = s.Source(ctx, tx, id)
		return err
	})
	sum := sha256.Sum256([]byte(token))
	if err != nil || src.State != Active || src.Kind != KindPush || subtle.ConstantTimeCompare(sum[:], src.Settings.Token) != 1 {
		return Received{}, fault.New(fault.Forbidden, "Mã đẩy tin không đúng hoặc nguồn đã tắt.")
	}
	if src.Class.OnlyCounts() {
		return s.hearNamed(ctx, src, data, key)
	}
	rules, err := s.siteRules(ctx, src.ID)
	if err != nil {
		return Received{}, err
	}
	arrivals, told, err := pushed(src, data, rules, s.Now())
	if err != nil {
		return Received{}, err
	}
	got, err := s.Receive(ctx, src, arrivals, func(tx *db.Tx, _ Received) error {
		if key == "" {
			return nil
		}
		before, err := s.markOnce(ctx, tx, "push "+strconv.FormatInt(int64(id), 10)+" "+hex.EncodeToString(hashBytes(key)), len(arrivals))
		if err == nil && before {
			err = errPushedBefore
		}
		return err
	})
	if errors.Is(err, errPushedBefore) {
		return Received{Read: len(arrivals), Duplicates: len(arrivals)}, nil
	}
	got.Remarks.join(told)
	return got, err
}

// errPushedBefore ends a transaction in which nothing was to be done.
var errPushedBefore = errors.New("the request was taken before")

func hashBytes(text string) []byte {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}

// pushed makes arrivals of a request to a source of which articles are kept. A request with posts is refused whole, and so
// is one with a line in which there is nothing to read: whoever sends it calls its fields otherwise.
func pushed(src Source, data []byte, rules []extract.Rule, now time.Time) (arrivals []Arrival, told Remarks, err error) {
	entries, isJSON := jsonEntries(data)
	if !isJSON {
		arrivals, _, err = readDocument(data, feed.Options{}, rules)
		if err != nil {
			return nil, nil, fault.Wrap(fault.Invalid, err, "Không đọc được nội dung gửi lên. Hãy gửi mỗi dòng một tin dạng JSON, hoặc RSS, Atom, JSON Feed.")
		}
		if slices.ContainsFunc(arrivals, func(a Arrival) bool { return a.spoken(src) }) {
			return nil, nil, notPress(src)
		}
		return arrivals, nil, nil
	}
	number := linesOfEntries(data, len(entries))
	for i, raw := range entries {
		if _, ok := parseLine(raw); !ok {
			return nil, nil, fault.New(fault.Invalid, "Dòng %d không phải là một tin dạng JSON. Mỗi dòng phải là một tin.", number[i])
		}
	}
	lines, _ := linesOfJSON(entries, now)
	for i := range lines {
		l := &lines[i]
		a := l.arrival()
		if !a.readable() {
			return nil, nil, fault.New(fault.Invalid, "Dòng %d không có tiêu đề hay nội dung. Các trường được đọc: id, link, title, lead, text, published, language, source, place, class.", number[i])
		}
		if _, fate := l.fateOf(src.Class, src.Name, true); fate != kept {
			return nil, nil, notPress(src)
		}
		if l.isUndated(a) {
			told.add("", undated, 1, dateShown(l.written(), false))
		}
		arrivals = append(arrivals, a)
	}
	return arrivals, told, nil
}

// notPress refuses a request with posts to a source of which articles are kept.
func notPress(src Source) error {
	return fault.New(fault.Invalid, "Nguồn %s thuộc nhóm %s, không nhận bài mạng xã hội (có người đăng, tài khoản, lượt thích hoặc liên kết mạng xã hội). Hãy đẩy vào nguồn thuộc nhóm mạng xã hội.", src.Name, src.Class.Sentence())
}

// registerMachines says where other systems come in.
func (s *Service) registerMachines(m *web.Mux) {
	m.Handle("POST "+PushURL+"/{source}", web.Anyone, s.takePush, web.MaxBody(mostPush), web.KeepNothing)
	m.Handle("GET "+PushURL+"/{source}", web.Anyone, s.explainPush)
	s.hubs.Register(m)
}

// What is wrong with a request whatever it holds.
var (
	errNotPosted = fault.New(fault.Invalid, "Địa chỉ này chỉ nhận tin gửi bằng POST.")
	errNoKey     = fault.New(fault.Forbidden, "Hãy gửi mã đẩy tin ở đầu mục Authorization: Bearer.")
	errNotText   = fault.New(fault.Invalid, "Chỉ nhận JSON, RSS, Atom hoặc văn bản; không nhận kiểu nội dung này.")
)

func (s *Service) takePush(w http.ResponseWriter, r *http.Request) error {
	got, err := s.readPush(r)
	if err != nil {
		return refusePush(w, r, err)
	}
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(pushedAnswer{got.Account(), sentencesOf(machineLang(r), got.Remarks)})
}

// pushedAnswer is what another system is told of what it sent.
type pushedAnswer struct {
	Account
	Notes []string `json:"notes,omitempty"` // of what was not taken as it stands there
}

func sentencesOf(ctx context.Context, all Remarks) (texts []string) {
	for _, r := range all {
		texts = append(texts, web.Message(ctx, r.Said()))
	}
	return texts
}

// machineLang is the context of a request by the language that it asks for: machines choose none on a page.
func machineLang(r *http.Request) context.Context {
	if strings.HasPrefix(strings.ToLower(r.Header.Get("Accept-Language")), web.English) {
		return web.WithLang(r.Context(), web.English)
	}
	return r.Context()
}

func (s *Service) explainPush(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Allow", http.MethodPost)
	return refusePush(w, r, errNotPosted)
}

func (s *Service) readPush(r *http.Request) (Received, error) {
	id, err := strconv.ParseInt(r.PathValue("source"), 10, 64)
	if err != nil {
		return Received{}, fault.New(fault.NotFound, "Không có nguồn này.")
	}
	token, some := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !some || token == "" {
		return Received{}, errNoKey
	}
	if !isText(r.Header.Get("Content-Type")) {
		return Received{}, errNotText
	}
	data, err := io.ReadAll(r.Body)
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return Received{}, fault.New(fault.TooLarge, "Mỗi lần chỉ nhận %d MB.", mostPush>>20)
	}
	if err != nil {
		return Received{}, fault.Wrap(fault.Invalid, err, "Nội dung gửi lên bị đứt giữa chừng. Hãy gửi lại, với cùng Idempotency-Key.")
	}
	return s.Push(r.Context(), SourceID(id), token, r.Header.Get("Idempotency-Key"), data)
}

// isText reports whether a request says that it holds text, or says nothing: the kind that tools for forms say unless
// they are told otherwise is nothing.
func isText(contentType string) bool {
	kind, _, err := mime.ParseMediaType(contentType)
	switch {
	case contentType == "", kind == "application/x-www-form-urlencoded", kind == "application/octet-stream":
		return true
	case err != nil:
		return false
	}
	return strings.HasPrefix(kind, "text/") || strings.Contains(kind, "json") || strings.Contains(kind, "xml") && !strings.Contains(kind, "officedocument")
}

// refusePush answers another system with an error in its own form, and hands the error on to be logged.
func refusePush(w http.ResponseWriter, r *http.Request, err error) error {
	status := web.StatusOf(err)
	switch {
	case errors.Is(err, errNotPosted):
		status = http.StatusMethodNotAllowed
	case errors.Is(err, errNoKey):
		status = http.StatusUnauthorized
		w.Header().Set("WWW-Authenticate", "Bearer")
	case errors.Is(err, errNotText):
		status = http.StatusUnsupportedMediaType
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	bad := json.NewEncoder(w).Encode(struct {
		Error string `json:"error"`
	}{web.Message(machineLang(r), err)})
	return errors.Join(err, bad)
}

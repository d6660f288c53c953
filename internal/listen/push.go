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
	"net/http"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
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
		return s.HearFile(ctx, src, data)
	}
	arrivals, err := pushed(src, data)
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
	return got, err
}

// errPushedBefore ends a transaction in which nothing was to be done.
var errPushedBefore = errors.New("the request was taken before")

func hashBytes(text string) []byte {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}

// pushed makes arrivals of a request to a source of which articles are kept. A request with posts is refused whole.
func pushed(src Source, data []byte) ([]Arrival, error) {
	if head := strings.TrimSpace(string(data[:min(len(data), headBytes)])); head != "" && isLines([]byte(head)) {
		var arrivals []Arrival
		for raw := range strings.Lines(string(data)) {
			l, ok := parseLine([]byte(raw))
			if !ok {
				return nil, fault.New(fault.Invalid, "Mỗi dòng phải là một tin dạng JSON.")
			}
			if _, fate := l.fateOf(src.Class, src.Name, true); fate != kept {
				return nil, fault.New(fault.Invalid, "Nguồn %s thuộc nhóm %s, không nhận bài mạng xã hội (có người đăng, tài khoản, lượt thích hoặc liên kết mạng xã hội). Hãy đẩy vào nguồn thuộc nhóm mạng xã hội.", src.Name, src.Class.Sentence())
			}
			arrivals = append(arrivals, l.arrival())
		}
		return arrivals, nil
	}
	arrivals, _, err := readDocument(data, feed.Options{})
	if err != nil {
		return nil, fault.Wrap(fault.Invalid, err, "Không đọc được tệp. Hãy dùng NDJSON, CSV, XLSX hoặc nguồn tin.")
	}
	return arrivals, nil
}

// registerMachines says where other systems come in.
func (s *Service) registerMachines(m *web.Mux) {
	m.Handle("POST "+PushURL+"/{source}", web.Anyone, s.takePush, web.MaxBody(mostPush), web.KeepNothing)
	s.hubs.Register(m)
}

func (s *Service) takePush(w http.ResponseWriter, r *http.Request) error {
	id, err := strconv.ParseInt(r.PathValue("source"), 10, 64)
	if err != nil {
		return fault.New(fault.NotFound, "Không có nguồn này.")
	}
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return fault.New(fault.TooLarge, "Mỗi lần chỉ nhận %d MB.", mostPush>>20)
	}
	got, err := s.Push(r.Context(), SourceID(id), token, r.Header.Get("Idempotency-Key"), data)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(got.Account())
}

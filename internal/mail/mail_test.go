package mail_test

import (
	"io"
	"log/slog"
	"mime"
	"net"
	stdmail "net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/jobs"
	"github.com/nhipcau/nhipcau/internal/mail"
)

// server is a real SMTP server on a free port of this machine.
type server struct {
	mu      sync.Mutex
	letters []string
	refuse  error
}

func (s *server) NewSession(*smtp.Conn) (smtp.Session, error) { return session{s}, nil }

type session struct{ s *server }

func (session) Reset()                               {}
func (session) Logout() error                        { return nil }
func (session) Mail(string, *smtp.MailOptions) error { return nil }
func (x session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if strings.HasPrefix(to, "khongcon@") {
		return &smtp.SMTPError{Code: 550, Message: "no such mailbox"}
	}
	return nil
}

func (x session) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	x.s.mu.Lock()
	defer x.s.mu.Unlock()
	if x.s.refuse != nil {
		return x.s.refuse
	}
	x.s.letters = append(x.s.letters, string(text))
	return err
}

func start(t *testing.T) (*server, mail.SMTP) {
	t.Helper()
	s := &server{}
	srv := smtp.NewServer(s)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = srv.Serve(l) }() // ends with Close
	t.Cleanup(func() { _ = srv.Close() })
	port := l.Addr().(*net.TCPAddr).Port
	return s, mail.SMTP{Host: "127.0.0.1", Port: port, TLS: "none", From: "Nhịp Cầu An Bình <nhipcau@anbinh.example>"}
}

var modules = []db.Module{jobs.Module, mail.Module}

func post(t *testing.T, d *db.DB, c mail.Carrier) (*mail.Post, *jobs.Queue) {
	t.Helper()
	q, err := jobs.New(d, time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return mail.New(d, q, c, time.Now), q
}

func queue(t *testing.T, d *db.DB, p *mail.Post, key, to string) error {
	t.Helper()
	return d.Write(t.Context(), func(tx *db.Tx) error {
		return p.Queue(t.Context(), tx, mail.Message{
			Key: key, ToName: "Trần Thu Hà", ToAddress: to,
			Subject: "Nhắc 3 nhiệm vụ sắp đến hạn", Body: "Kính gửi chị Hà,\n\nCó 3 nhiệm vụ đến hạn ngày 30/11/2026.\n",
		})
	})
}

func log(t *testing.T, d *db.DB) (all []mail.Message) {
	t.Helper()
	err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
		all, err = mail.Log(t.Context(), tx, "", 0, 100)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestALetterArrivesOnceAndIsLogged(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s, smtp := start(t)
		p, q := post(t, d, smtp)
		for range 2 {
			err := queue(t, d, p, "nhac:7:2026-11-21", "ha@anbinh.example")
			if err != nil {
				t.Fatal(err)
			}
		}
		_, err := q.RunDue(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if len(s.letters) != 1 {
			t.Fatalf("%d letters arrived, want 1", len(s.letters))
		}
		checkLetter(t, s.letters[0])
		if l := log(t, d); len(l) != 1 || l[0].State != mail.Sent || l[0].SentAt == nil {
			t.Errorf("log = %+v", l)
		}
	})
}

func checkLetter(t *testing.T, text string) {
	t.Helper()
	m, err := stdmail.ReadMessage(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || subject != "Nhắc 3 nhiệm vụ sắp đến hạn" {
		t.Errorf("subject = %q, %v", subject, err)
	}
	from, err := m.Header.AddressList("From")
	if err != nil || from[0].Name != "Nhịp Cầu An Bình" || !strings.HasSuffix(m.Header.Get("Message-Id"), "@anbinh.example>") {
		t.Errorf("from %v %v, id %s", from, err, m.Header.Get("Message-Id"))
	}
}

func TestAServerThatIsDownIsTriedAgain(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s, smtp4 := start(t)
		s.refuse = &smtp.SMTPError{Code: 451, Message: "try later"}
		p, q := post(t, d, smtp4)
		err := queue(t, d, p, "k", "ha@anbinh.example")
		if err != nil {
			t.Fatal(err)
		}
		_, err = q.RunDue(t.Context())
		if err == nil {
			t.Fatal("a refused letter did not fail its job")
		}
		if l := log(t, d); l[0].State != mail.Waiting || l[0].Attempts != 1 || !strings.Contains(l[0].Problem, "try later") {
			t.Errorf("log = %+v", l[0])
		}
		s.mu.Lock()
		s.refuse = nil
		s.mu.Unlock()
		_, err = q.RunDue(t.Context())
		if err != nil || log(t, d)[0].State != mail.Sent {
			t.Errorf("the second try: %v, %+v", err, log(t, d)[0])
		}
	})
}

func TestAMailboxThatDoesNotExistIsGivenUpAndMayBeTriedByHand(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		_, smtp := start(t)
		p, q := post(t, d, smtp)
		err := queue(t, d, p, "k", "khongcon@anbinh.example")
		if err != nil {
			t.Fatal(err)
		}
		_, err = q.RunDue(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		l := log(t, d)[0]
		if l.State != mail.Failed {
			t.Fatalf("log = %+v, want failed", l)
		}
		err = d.Write(t.Context(), func(tx *db.Tx) error { return p.Again(t.Context(), tx, l.ID) })
		if err != nil || log(t, d)[0].State != mail.Waiting {
			t.Errorf("again: %v, %+v", err, log(t, d)[0])
		}
	})
}

func TestWithoutAServerLettersAreHeld(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		p, q := post(t, d, nil)
		err := queue(t, d, p, "k", "ha@anbinh.example")
		if err != nil {
			t.Fatal(err)
		}
		n, err := q.RunDue(t.Context())
		if err != nil || n != 0 || log(t, d)[0].State != mail.Held {
			t.Errorf("ran %d, %v, %+v", n, err, log(t, d)[0])
		}
	})
}

func TestAnAddressThatIsNoneIsRefused(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, modules)
	p, _ := post(t, d, nil)
	for _, to := range []string{"", "không có", "a@b\r\nBcc: x@y"} {
		if err := queue(t, d, p, "k", to); fault.KindOf(err) != fault.Invalid {
			t.Errorf("Queue to %q = %v, want Invalid", to, err)
		}
	}
}

func TestALetterForLaterCanBeRecalled(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s, smtp := start(t)
		p, q := post(t, d, smtp)
		recall := func() (ok bool) {
			err := d.Write(t.Context(), func(tx *db.Tx) (err error) {
				ok, err = p.Recall(t.Context(), tx, "nhac:8")
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return ok
		}
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			return p.Queue(t.Context(), tx, mail.Message{Key: "nhac:8", ToName: "Hà", ToAddress: "ha@anbinh.example", Subject: "Nhắc", Body: "Nhắc", After: time.Now().Add(time.Hour)})
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := q.RunDue(t.Context()); err != nil || len(s.letters) != 0 {
			t.Fatalf("%d letters left before their time, %v", len(s.letters), err)
		}
		if !recall() || recall() || len(log(t, d)) != 0 {
			t.Errorf("recalled wrongly; the log holds %+v", log(t, d))
		}
	})
}

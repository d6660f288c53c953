// Package mail sends letters by SMTP and keeps a log of each: queued in the transaction of the change that
// causes it, sent by a job afterwards, tried again when the server does not answer. The key of a message
// makes sure that it is queued once; its Message-ID comes from the key, so that a mailbox drops the twin
// of a message whose acknowledgement was lost.
//
// Tables: mail_message.
package mail

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/jobs"
)

//go:embed migrations
var migrations embed.FS

// Module is the schema of the delivery log.
var Module = db.Module{Name: "mail", Files: migrations}

// State is how far a message came.
type State string

const (
	Waiting State = "waiting" // will be sent, or tried again
	Sent    State = "sent"    // the server took it
	Failed  State = "failed"  // given up; the problem says why
	Held    State = "held"    // no mail server is configured
)

// Message is one letter to one person.
type Message struct {
	ID        int64
	Key       string // unique; queueing the same key again does nothing
	ToName    string
	ToAddress string
	Subject   string
	Body      string // plain text
	State     State
	Attempts  int
	Problem   string    // what the server said, for the administrator
	After     time.Time // not sent before; zero: at once. It is not kept
	CreatedAt time.Time
	TriedAt   *time.Time
	SentAt    *time.Time
}

// Carrier hands one message to a mail server.
type Carrier interface {
	Carry(ctx context.Context, m Message) error
}

// attemptsLimit is how often a message is tried before it counts as failed.
const attemptsLimit = 8

// Post queues and sends.
type Post struct {
	d       *db.DB
	queue   *jobs.Queue
	carrier Carrier // nil: messages are held
	now     func() time.Time
}

// New returns a post office; carrier may be nil when no server is configured.
func New(d *db.DB, queue *jobs.Queue, carrier Carrier, now func() time.Time) *Post {
	p := &Post{d, queue, carrier, now}
	jobs.Handle(queue, p.send)
	return p
}

// SendArgs name the message that a job sends.
type SendArgs struct {
	ID int64 `json:"id"`
}

func (SendArgs) Kind() string { return "mail.send" }

// Queue adds a message to be sent after tx commits; a message whose key is known is left as it is.
func (p *Post) Queue(ctx context.Context, tx *db.Tx, m Message) error {
	if !strings.Contains(m.ToAddress, "@") || strings.ContainsAny(m.ToAddress, "\r\n") {
		return fault.New(fault.Invalid, "Địa chỉ thư %s không đúng.", m.ToAddress)
	}
	state := Waiting
	if p.carrier == nil {
		state = Held
	}
	var id int64
	err := tx.QueryRow(ctx, `
		INSERT INTO mail_message (key, to_name, to_address, subject, body, state, attempts, problem, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, 0, '', $7)
		ON CONFLICT (key) DO NOTHING
		RETURNING id`, m.Key, m.ToName, m.ToAddress, m.Subject, m.Body, state, p.now()).Scan(&id)
	if errors.Is(err, db.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("queueing the message %s: %w", m.Key, err)
	}
	if state == Held {
		return nil
	}
	if !m.After.IsZero() {
		return p.queue.Enqueue(ctx, tx, SendArgs{id}, jobs.At(m.After))
	}
	return p.queue.Enqueue(ctx, tx, SendArgs{id})
}

// Recall takes a message back that nobody has tried to send, and reports whether it could.
func (p *Post) Recall(ctx context.Context, tx *db.Tx, key string) (bool, error) {
	n, err := tx.Exec(ctx, `DELETE FROM mail_message WHERE key = $1 AND state IN ('waiting', 'held') AND attempts = 0`, key)
	if err != nil {
		return false, fmt.Errorf("recalling the message %s: %w", key, err)
	}
	return n == 1, nil
}

// send carries one message; the server is spoken to outside any transaction.
func (p *Post) send(ctx context.Context, args SendArgs) error {
	var m Message
	err := p.d.Read(ctx, func(tx *db.Tx) (err error) {
		m, err = byID(ctx, tx, args.ID)
		return err
	})
	if errors.Is(err, db.ErrNoRows) {
		return nil // recalled
	}
	if err != nil {
		return fmt.Errorf("finding the message %d: %w", args.ID, err)
	}
	if m.State != Waiting || p.carrier == nil {
		return nil
	}
	problem := p.carrier.Carry(ctx, m)
	m.Attempts++
	err = p.d.Write(ctx, func(tx *db.Tx) error { return recordAttempt(ctx, tx, m, problem, p.now()) })
	if err != nil {
		return fmt.Errorf("recording the delivery of message %d: %w", m.ID, err)
	}
	if problem != nil && m.Attempts < attemptsLimit && !isPermanent(problem) {
		return fmt.Errorf("sending message %d: %w", m.ID, problem) // the queue tries again later
	}
	return nil
}

func recordAttempt(ctx context.Context, tx *db.Tx, m Message, problem error, now time.Time) error {
	state, text, sent := Sent, "", &now
	if problem != nil {
		state, text, sent = Waiting, problem.Error(), nil
		if m.Attempts >= attemptsLimit || isPermanent(problem) {
			state = Failed
		}
	}
	_, err := tx.Exec(ctx, `
		UPDATE mail_message SET state = $1, attempts = $2, problem = $3, tried_at = $4, sent_at = $5 WHERE id = $6`,
		state, m.Attempts, text, now, sent, m.ID)
	return err
}

// Again puts a failed or held message back into the queue.
func (p *Post) Again(ctx context.Context, tx *db.Tx, id int64) error {
	if p.carrier == nil {
		return fault.New(fault.Conflict, "Chưa cấu hình máy chủ thư nên chưa gửi được. Hãy đặt NHIPCAU_SMTP_HOST rồi khởi động lại.")
	}
	n, err := tx.Exec(ctx, `UPDATE mail_message SET state = 'waiting', attempts = 0 WHERE id = $1 AND state IN ('failed', 'held')`, id)
	if err != nil {
		return fmt.Errorf("queueing message %d again: %w", id, err)
	}
	if n == 0 {
		return fault.New(fault.Conflict, "Thư này đã gửi hoặc đang chờ gửi.")
	}
	return p.queue.Enqueue(ctx, tx, SendArgs{id})
}

// Log lists messages, newest first, of one state or of all, with a smaller ID than before unless 0.
func Log(ctx context.Context, tx *db.Tx, state State, before int64, limit int) ([]Message, error) {
	r, err := tx.Query(ctx, `
		SELECT `+columns+` FROM mail_message
		 WHERE ($1 = '' OR state = $2) AND ($3 = 0 OR id < $4)
		 ORDER BY id DESC LIMIT $5`, string(state), string(state), before, before, limit)
	return db.Collect(r, err, func(r *db.Rows) (Message, error) { return scan(r) })
}

// Counts says how many messages are in each state.
func Counts(ctx context.Context, tx *db.Tx) (map[State]int, error) {
	r, err := tx.Query(ctx, `SELECT state, COUNT(*) FROM mail_message GROUP BY state`)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	counts := map[State]int{}
	for r.Next() {
		var s State
		var n int
		err := r.Scan(&s, &n)
		if err != nil {
			return nil, err
		}
		counts[s] = n
	}
	return counts, r.Err()
}

const columns = `id, key, to_name, to_address, subject, body, state, attempts, problem, created_at, tried_at, sent_at`

func byID(ctx context.Context, tx *db.Tx, id int64) (Message, error) {
	return scan(tx.QueryRow(ctx, `SELECT `+columns+` FROM mail_message WHERE id = $1`, id))
}

func scan(r interface{ Scan(...any) error }) (m Message, err error) {
	err = r.Scan(&m.ID, &m.Key, &m.ToName, &m.ToAddress, &m.Subject, &m.Body, &m.State, &m.Attempts, &m.Problem,
		&m.CreatedAt, &m.TriedAt, &m.SentAt)
	return m, err
}

package mail

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/textproto"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// SMTP is a mail server and who writes to it.
type SMTP struct {
	Host     string
	Port     int
	TLS      string // "starttls" (the default), "tls" from the first byte, "none" inside one machine
	User     string // empty: no sign-in
	Password string
	From     string // "Nhịp Cầu An Bình <nhipcau@anbinh.example>"
}

// patience bounds one conversation with the server.
const patience = 30 * time.Second

// Carry sends one message in one conversation.
func (s SMTP) Carry(ctx context.Context, m Message) error {
	msg := gomail.NewMsg(gomail.WithCharset(gomail.CharsetUTF8), gomail.WithEncoding(gomail.EncodingQP))
	err := errors.Join(msg.From(s.From), msg.AddToFormat(m.ToName, m.ToAddress))
	if err != nil {
		return permanent{err}
	}
	msg.Subject(m.Subject)
	msg.SetMessageIDWithValue(s.messageID(m.Key))
	msg.SetDateWithValue(m.CreatedAt)
	msg.SetBodyString(gomail.TypeTextPlain, m.Body)
	client, err := gomail.NewClient(s.Host, s.options()...)
	if err != nil {
		return fmt.Errorf("preparing SMTP: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	err = client.DialAndSendWithContext(ctx, msg)
	var reply *gomail.SendError
	if errors.As(err, &reply) && !reply.IsTemp() && reply.ErrorCode() >= 500 {
		return permanent{err}
	}
	var protocol *textproto.Error
	if errors.As(err, &protocol) && protocol.Code >= 550 && protocol.Code <= 554 {
		return permanent{err}
	}
	return err
}

func (s SMTP) options() []gomail.Option {
	options := []gomail.Option{gomail.WithPort(s.Port), gomail.WithTimeout(patience)}
	switch s.TLS {
	case "tls":
		options = append(options, gomail.WithSSL())
	case "none":
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if s.User != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(s.User), gomail.WithPassword(s.Password))
	}
	return options
}

func (s SMTP) messageID(key string) string {
	sum := sha256.Sum256([]byte(key))
	domain := s.From[strings.LastIndex(s.From, "@")+1:]
	return hex.EncodeToString(sum[:16]) + "@" + strings.TrimRight(domain, "> ")
}

// permanent marks a problem that trying again will not mend.
type permanent struct{ error }

func (p permanent) Unwrap() error { return p.error }

func isPermanent(err error) bool {
	var p permanent
	return errors.As(err, &p)
}

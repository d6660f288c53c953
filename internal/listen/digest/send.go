package digest

import (
	"context"
	"fmt"
	"slices"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

// send queues a digest to its readers, to each address once, however often it is called. Who is away is read by who
// stands in.
func (s *Service) send(ctx context.Context, tx *db.Tx, d Digest, subject, text string) error {
	if s.Outbox == nil {
		return nil
	}
	readers, err := readersOf(ctx, tx, d.Kind)
	if err != nil {
		return fmt.Errorf("reading who reads digests: %w", err)
	}
	for _, id := range readers {
		instead, err := s.Work.Instead(ctx, tx, id)
		if err != nil {
			return err
		}
		if instead == 0 {
			continue
		}
		p, err := s.Org.Person(ctx, tx, instead)
		if err != nil {
			return err
		}
		if !p.Active || p.Email == "" {
			continue
		}
		fresh, err := sent(ctx, tx, d.ID, p.Email, s.Now())
		if err != nil {
			return err
		}
		if !fresh {
			continue
		}
		err = s.Outbox.Queue(ctx, tx, work.Message{
			Key: fmt.Sprintf("listen.digest %d %s", d.ID, p.Email), ToName: p.Name, ToAddress: p.Email, Subject: subject, Body: text,
		})
		if err != nil {
			return fmt.Errorf("sending digest %d: %w", d.ID, err)
		}
	}
	return nil
}

// SetReaders says who gets digests of a kind by mail.
func (s *Service) SetReaders(ctx context.Context, tx *db.Tx, by auth.Officer, k Kind, people []org.PersonID) error {
	err := mayMake(by)
	if err != nil {
		return err
	}
	slices.Sort(people)
	people = slices.Compact(people)
	err = putReaders(ctx, tx, k, people)
	if err != nil {
		return fmt.Errorf("storing who reads digests: %w", err)
	}
	say := web.Say("Đặt %d người nhận điểm tin tuần", len(people))
	if k == Note {
		say = web.Say("Đặt %d người nhận tin nổi bật hằng ngày", len(people))
	}
	return audit.Write(ctx, tx, s.Now(), audit.Entry{
		ActorID: by.Account, Actor: by.Full, Action: "listen.digest.readers", Object: "listen-digest-readers", Sentence: say.Key, Args: say.Args,
	})
}

package auth

import (
	"context"
	"fmt"
	"net/netip"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/web"
)

// waiting is the error of somebody who tried too often.
type waiting struct{ left time.Duration }

func (w waiting) Error() string { return fmt.Sprintf("too many attempts, %s left", w.left) }

// door is one thing that is guessed at: how many failures are free, and what it is called in the log.
type door struct {
	who  string // keyed hash of what was typed or where it came from
	free int
}

const (
	freeByName    = 5  // failures at one login, one code or one own password
	freeByNetwork = 50 // failures from one network; a whole office may share one address
	longestWait   = 15 * time.Minute
	forgetAfter   = 24 * time.Hour
)

// waitAfter is how long nobody may try after n failures: nothing while they are free, then 5 seconds,
// doubled each time.
func waitAfter(n, free int) time.Duration {
	over := n - free
	if over < 0 {
		return 0
	}
	return min(longestWait, 5*time.Second<<min(over, 20))
}

func (s *Service) doorOfLogin(login string) door {
	return door{s.keyed("login", foldLogin(login)), freeByName}
}

func (s *Service) doorOfAccount(what string, account int64) door {
	return door{s.keyed(what, fmt.Sprint(account)), freeByName}
}

// doorOfNetwork is an IPv4 address or the /64 of an IPv6 one, which one subscriber owns.
func (s *Service) doorOfNetwork(client netip.Addr) door {
	bits := client.BitLen()
	if client.Is6() {
		bits = 64
	}
	network, err := client.Prefix(bits)
	if err != nil {
		network = netip.Prefix{}
	}
	return door{s.keyed("network", network.String()), freeByNetwork}
}

// knock counts an attempt as failed before it is tried, so that many at once cannot slip through; welcome
// takes it back. It fails with waiting when one of the doors is shut.
func (s *Service) knock(ctx context.Context, doors ...door) error {
	now := s.Now()
	var left time.Duration
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		left = 0
		for _, d := range doors {
			free, err := attemptFree(ctx, tx, d.who)
			if err != nil {
				return err
			}
			if free.Sub(now) > longestWait { // no wait is so long: the clock fell back since
				err := shutAttempt(ctx, tx, d.who, now)
				if err != nil {
					return err
				}
				free = now
			}
			left = max(left, free.Sub(now))
		}
		if left > 0 {
			return nil
		}
		for _, d := range doors {
			n, err := countAttempt(ctx, tx, d.who, now, now.Add(-forgetAfter))
			if err != nil {
				return err
			}
			if n == 0 { // another process shut it between the two queries
				left = max(left, time.Second)
				continue
			}
			wait := waitAfter(n, d.free)
			if wait == 0 { // "shut until now" would refuse a neighbour whose now is a moment older
				continue
			}
			err = shutAttempt(ctx, tx, d.who, now.Add(wait))
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("counting an attempt: %w", err)
	}
	if left > 0 {
		return waiting{left}
	}
	return nil
}

// welcome forgets the failures at what was guessed and takes back the one counted for the network.
func (s *Service) welcome(ctx context.Context, tx *db.Tx, guessed door, others ...door) error {
	err := forgetAttempt(ctx, tx, guessed.who)
	if err != nil {
		return err
	}
	for _, d := range others {
		err := takeBackAttempt(ctx, tx, d.who, s.Now().Add(-forgetAfter)) // open even if the clock falls back
		if err != nil {
			return err
		}
	}
	return nil
}

// noteBurst writes an audit line each time the failures at a door reach the end of what is free and at every
// doubling. The name is written only for an account that exists: what strangers type may be anything.
func (s *Service) noteBurst(ctx context.Context, account Account, name door, network door) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		n, err := attemptFailures(ctx, tx, name.who)
		if err != nil {
			return err
		}
		if account.ID != 0 && marks(n, name.free) {
			err := audit.Write(ctx, tx, s.Now(), audit.Entry{Actor: systemName, Action: "auth.failures", Object: "account", ObjectID: account.ID,
				Sentence: web.Mark("Tài khoản %s bị nhập sai %d lần liên tiếp khi đăng nhập."), Args: []any{account.Login, n}})
			if err != nil {
				return err
			}
		}
		n, err = attemptFailures(ctx, tx, network.who)
		if err != nil || !marks(n, network.free) {
			return err
		}
		return audit.Write(ctx, tx, s.Now(), audit.Entry{Actor: systemName, Action: "auth.failures", Object: "network",
			Sentence: web.Mark("Có %d lần đăng nhập sai từ cùng một mạng."), Args: []any{n}})
	})
}

// marks reports whether n is free, twice free, four times free, …
func marks(n, free int) bool {
	for m := free; m <= n; m *= 2 {
		if m == n {
			return true
		}
	}
	return false
}

// systemName stands in the audit log where no person acted.
const systemName = "Hệ thống"

package listen

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/extract"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
)

// mostRules bounds the rules of one source.
const mostRules = 20

// MisplacedRule is a rule of extraction that cannot be read: its line, and why and where as an [extract.Misplaced].
type MisplacedRule struct {
	Line int // from 1
	Why  *extract.Misplaced
}

// Error says where and why in Vietnamese.
func (m *MisplacedRule) Error() string {
	return fmt.Sprintf("dòng %d, ký tự thứ %d: %s", m.Line, m.Why.Rune, m.Why.Error())
}

// Unwrap returns why.
func (m *MisplacedRule) Unwrap() error { return m.Why }

// ReadRules reads the rules of extraction that an administrator wrote for a source, one in each line; a rule that names
// no site is for that of the source. It fails with a [MisplacedRule].
func (s Source) ReadRules() ([]extract.Rule, error) {
	host := s.Host()
	var all []extract.Rule
	for i, line := range s.Settings.Rules {
		r, err := extract.ReadRule(line, host)
		var why *extract.Misplaced
		if errors.As(err, &why) {
			return nil, &MisplacedRule{i + 1, why}
		}
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

// checkRules refuses rules that cannot be read, with fault.Invalid.
func (s Source) checkRules() error {
	if len(s.Settings.Rules) > mostRules {
		return fault.New(fault.Invalid, "Một nguồn có nhiều nhất %d quy tắc.", mostRules).At("rules")
	}
	_, err := s.ReadRules()
	var bad *MisplacedRule
	if errors.As(err, &bad) {
		return fault.Wrap(fault.Invalid, err, "Quy tắc ở dòng %d sai từ ký tự thứ %d. %s", bad.Line, bad.Why.Rune, fault.Message(bad.Why)).At("rules")
	}
	return err
}

// Host is the site of a source, without the www that a site has or has not.
func (s Source) Host() string {
	for _, address := range []string{s.Site, s.Address} {
		if address != "" && !strings.Contains(address, "://") {
			address = "https://" + address
		}
		if host := fetch.Host(address); host != "" {
			return strings.TrimPrefix(host, "www.")
		}
	}
	return ""
}

// SiteRules are the rules of extraction of all sources: those of one source first, then those of narrower sites before
// those of wider ones. A rule kept by an earlier release that cannot be read
// is passed over.
func SiteRules(ctx context.Context, tx *db.Tx, first SourceID) ([]extract.Rule, error) {
	r, err := tx.Query(ctx, `SELECT `+sourceColumns+` FROM listen_source WHERE state <> $1 AND settings LIKE '%"rules":%' ORDER BY id`, Dropped)
	sources, err := db.Collect(r, err, func(r *db.Rows) (Source, error) { return scanSource(r) })
	if err != nil {
		return nil, fmt.Errorf("reading rules of extraction: %w", err)
	}
	var own, all []extract.Rule
	for _, src := range sources {
		host := src.Host()
		for _, line := range src.Settings.Rules {
			rule, err := extract.ReadRule(line, host)
			switch {
			case err != nil:
			case src.ID == first:
				own = append(own, rule)
			default:
				all = append(all, rule)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b extract.Rule) int { return cmp.Compare(len(b.Host), len(a.Host)) })
	return append(own, all...), nil
}

// siteRules is [SiteRules] outside a transaction.
func (s *Service) siteRules(ctx context.Context, first SourceID) (rules []extract.Rule, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		rules, err = SiteRules(ctx, tx, first)
		return err
	})
	return rules, err
}

package digest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
)

// whole are the numbers of an entry with those of what is merged into it.
func whole(entries []Entry, of Entry) Story {
	x := of.Facts
	for _, o := range entries {
		if o.Into == of.ID && !o.Struck {
			x = x.with(o.Facts)
			x.Parts = append(slices.Clone(x.Parts), o.Story)
		}
	}
	return x
}

// retold is an edit in which what the program wrote of an entry says the numbers that the entry has after it: what an
// officer parts or merges is counted anew. Words of officers stay as they are.
func (d Digest) retold(n Edit) Edit {
	after := slices.Clone(d.Entries)
	for i := range after {
		k := slices.IndexFunc(n.Entries, func(e EntryEdit) bool { return e.ID == after[i].ID })
		if k >= 0 {
			after[i].Into, after[i].Struck = n.Entries[k].Into, n.Entries[k].Struck
		}
	}
	n.Entries = slices.Clone(n.Entries)
	for k := range n.Entries {
		e := &n.Entries[k]
		i := slices.IndexFunc(d.Entries, func(x Entry) bool { return x.ID == e.ID })
		if i < 0 {
			continue
		}
		was, is := whole(d.Entries, d.Entries[i]), whole(after, after[i])
		if slices.Equal(was.Parts, is.Parts) {
			continue
		}
		now := sentences(is, d.From)
		for j, said := range sentences(was, d.From) {
			e.Summary = resaid(e.Summary, said, now[j])
		}
		if e.Title == was.First.Title && is.First.Title != "" {
			e.Title = is.First.Title
		}
		if e.Proposal == proposal(was, e.Unit != 0) {
			e.Proposal = proposal(is, e.Unit != 0)
		}
	}
	return n
}

// resaid is a summary in which a sentence of the program became another one. What was not said and is to be said now
// goes to the end.
func resaid(summary, said, now string) string {
	switch {
	case said == now:
		return summary
	case said == "":
		return strings.TrimSpace(summary + " " + now)
	case now == "":
		said = " " + said // no sentence of the program but the first stands without a space before it
	}
	return strings.Replace(summary, said, now, 1)
}

// keepApart remembers that an officer parted an entry from the one with which it was merged, so that the program never
// proposes the two as one again, in whichever digest.
func (s *Service) keepApart(ctx context.Context, tx *db.Tx, by auth.Officer, d Digest, i int, into EntryID) error {
	x := d.Entries[i]
	host := slices.IndexFunc(d.Entries, func(y Entry) bool { return y.ID == x.Into })
	if host < 0 || into == x.Into {
		return nil
	}
	err := s.Listen.KeepApart(ctx, tx, by, d.Entries[host].Story, x.Story)
	if fault.KindOf(err) == fault.NotFound { // one was kept long enough and is gone
		return nil
	}
	return err
}

// Merge tells the core which stories an officer made one, so that later automatic decisions respect it. What the program
// proposed and nobody touched is no ruling. Saying it again changes nothing.
func (s *Service) Merge(ctx context.Context, by auth.Officer, d Digest) error {
	for _, e := range d.Entries {
		i := slices.IndexFunc(d.Entries, func(x Entry) bool { return x.ID == e.Into })
		if i < 0 || e.Facts.Joined && !e.Edited {
			continue
		}
		err := s.Listen.MergeStories(ctx, by, d.Entries[i].Story, e.Story)
		if kind := fault.KindOf(err); err != nil && kind != fault.Invalid && kind != fault.NotFound {
			return fmt.Errorf("merging stories %d and %d: %w", d.Entries[i].Story, e.Story, err)
		}
	}
	return nil
}

package official

import (
	"errors"
	"fmt"
	"time"
)

// check refuses what cannot be laid out. Its errors are for the caller's programmer.
func (r Report) check() error {
	_, err := paperDay(r.Date)
	if err != nil {
		return err
	}
	err = checkBlocks(r.Blocks, false)
	if err != nil {
		return err
	}
	for i, a := range r.Annexes {
		err := checkBlocks(a.Blocks, true)
		if err != nil {
			return fmt.Errorf("annex %d: %w", i+1, err)
		}
	}
	return checkFigures(r.Figures())
}

// paperDay reads a whole or partial ISO day; the missing parts are the first month and day.
func paperDay(date string) (time.Time, error) {
	if date == "" {
		return time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC), nil
	}
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		day, err := time.Parse(layout, date)
		if err == nil {
			return day, nil
		}
	}
	return time.Time{}, fmt.Errorf("date %q of a paper is not an ISO day", date)
}

func checkBlocks(blocks []Block, inside bool) error {
	for i, b := range blocks {
		err := checkBlock(b, inside)
		if err != nil {
			return fmt.Errorf("block %d: %w", i+1, err)
		}
	}
	return nil
}

func checkBlock(b Block, inside bool) error {
	switch b := b.(type) {
	case Heading:
		if b.Level < 1 || b.Level > 3 {
			return fmt.Errorf("heading level %d is not 1, 2 or 3", b.Level)
		}
	case Landscape:
		if inside {
			return errors.New("a landscape part inside an annex or another landscape part")
		}
		return checkBlocks(b.Blocks, true)
	case Table:
		_, err := b.grid()
		return err
	case nil:
		return errors.New("no block")
	}
	return nil
}

func checkFigures(figures []Figure) error {
	seen := make(map[string]bool, len(figures))
	for _, f := range figures {
		if !isFigureID(f.ID) {
			return fmt.Errorf("figure id %q is not 1 to 64 letters, digits and .:_-", f.ID)
		}
		if seen[f.ID] {
			return fmt.Errorf("figure %q stands twice in the paper", f.ID)
		}
		seen[f.ID] = true
	}
	return nil
}

func isFigureID(id string) bool {
	for _, c := range []byte(id) {
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		digit := '0' <= c && c <= '9'
		sign := c == '.' || c == '_' || c == ':' || c == '-'
		if !letter && !digit && !sign {
			return false
		}
	}
	return len(id) > 0 && len(id) <= 64
}

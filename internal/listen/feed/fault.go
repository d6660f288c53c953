package feed

import "errors"

// What can be wrong with a whole document. Parse returns them inside a fault.Error whose sentence is for the
// person who looks after the source.
var (
	ErrEmpty    = errors.New("empty document")
	ErrPage     = errors.New("a page where a feed was expected")
	ErrUnknown  = errors.New("unknown format")
	ErrNoNews   = errors.New("sitemap without news tags")
	ErrNoItems  = errors.New("the pattern finds no entries")
	ErrTooLarge = errors.New("document too large")
	ErrSelector = errors.New("selector not understood")
)

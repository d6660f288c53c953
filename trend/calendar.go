package trend

import (
	"slices"
	"sync/atomic"
)

// calendar is where holidays lie. It never changes, and the series of one house share it: they are thousands.
type calendar struct {
	holidays []Holiday
	names    []string
	days     map[int64]int // day number to place in names
}

// lastCalendar is the one that was asked for last, which is nearly always the one that is asked for next.
var lastCalendar atomic.Pointer[calendar]

// calendarOf is the calendar of some holidays.
func calendarOf(holidays []Holiday) *calendar {
	if c := lastCalendar.Load(); c != nil && slices.Equal(c.holidays, holidays) {
		return c
	}
	c := &calendar{holidays: slices.Clone(holidays), days: make(map[int64]int, len(holidays))}
	for _, h := range holidays {
		at := slices.Index(c.names, h.Name)
		if at < 0 {
			at = len(c.names)
			c.names = append(c.names, h.Name)
		}
		c.days[dayNumber(h.Year, h.Month, h.Day)] = at
	}
	lastCalendar.Store(c)
	return c
}

// place is where a name stands among the names.
func (c *calendar) place(name string) (int, bool) {
	at := slices.Index(c.names, name)
	return at, at >= 0
}

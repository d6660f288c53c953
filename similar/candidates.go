package similar

// mostCompared bounds how many texts are compared with a new one.
const mostCompared = 32

// candidates counts how surely each text was found.
type candidates struct {
	table []candidate
	used  []uint32 // places in the table
	out   []uint32
}

type candidate struct{ slot, hits uint32 } // hits 0 is empty

func (c *candidates) clear() {
	for _, i := range c.used {
		c.table[i].hits = 0
	}
	c.used = c.used[:0]
}

func (c *candidates) add(slot, hits uint32) {
	if 2*len(c.used) >= len(c.table) {
		c.grow()
	}
	i := c.place(slot)
	if c.table[i].hits == 0 {
		c.table[i].slot = slot
		c.used = append(c.used, i)
	}
	c.table[i].hits += hits
}

func (c *candidates) place(slot uint32) uint32 {
	mask := uint32(len(c.table) - 1)
	i := slot * 0x9E3779B1 >> 8 & mask
	for c.table[i].hits != 0 && c.table[i].slot != slot {
		i = (i + 1) & mask
	}
	return i
}

func (c *candidates) grow() {
	old := c.table
	used := c.used
	c.table = make([]candidate, max(256, 2*len(old)))
	c.used = make([]uint32, 0, len(c.table)/2)
	for _, i := range used {
		at := c.place(old[i].slot)
		c.table[at] = old[i]
		c.used = append(c.used, at)
	}
}

// promising are the slots found most often, at most mostCompared of them, in the order in which they
// were found.
func (c *candidates) promising() []uint32 {
	least, room := c.least()
	if least < leastHits {
		least, room = leastHits, mostCompared
	}
	c.out = c.out[:0]
	for _, i := range c.used {
		hits := min(c.table[i].hits, mostHits)
		if hits < least || hits == least && room == 0 {
			continue
		}
		if hits == least {
			room--
		}
		c.out = append(c.out, c.table[i].slot)
	}
	return c.out
}

const (
	mostHits  = 63
	leastHits = 3 // more than one shingle that many texts have
)

// least is the number of hits with which a text is still compared, and how many of those with just that
// number there is room for.
func (c *candidates) least() (least uint32, room int) {
	var with [mostHits + 1]int
	for _, i := range c.used {
		with[min(c.table[i].hits, mostHits)]++
	}
	room = mostCompared
	for hits := uint32(mostHits); hits > 0; hits-- {
		if with[hits] > room {
			return hits, room
		}
		room -= with[hits]
	}
	return 0, room
}

package doctext

import (
	"encoding/binary"
	"errors"
	"unicode/utf16"
)

// compound is an OLE compound file, the container of Office 97: streams by name, each a chain of sectors.
// Every number in it is distrusted: a chain is never longer than the file.
type compound struct {
	data    []byte
	sector  int // bytes of a sector
	fat     []uint32
	mini    []byte // the stream that holds small streams
	miniFAT []uint32
	entries map[string]compoundEntry
	cutoff  int64 // smaller streams lie in mini
}

type compoundEntry struct {
	first uint32
	size  int64
}

const (
	compoundMagic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
	lastSector    = 0xFFFFFFFA // this and above end a chain
	miniSector    = 64
)

var errCompound = errors.New("broken compound file")

func openCompound(data []byte) (*compound, error) {
	if len(data) < 512 || string(data[:8]) != compoundMagic {
		return nil, errCompound
	}
	shift := binary.LittleEndian.Uint16(data[30:])
	if shift != 9 && shift != 12 {
		return nil, errCompound
	}
	c := &compound{data: data, sector: 1 << shift, entries: map[string]compoundEntry{}, cutoff: int64(binary.LittleEndian.Uint32(data[56:]))}
	c.readFAT()
	root := c.readDirectory(binary.LittleEndian.Uint32(data[48:]))
	c.miniFAT = numbers(c.chain(binary.LittleEndian.Uint32(data[60:]), int64(len(data))))
	c.mini = c.chain(root.first, root.size)
	return c, nil
}

// at is the content of a sector, cut where the file ends.
func (c *compound) at(n uint32) []byte {
	from := (int64(n) + 1) * int64(c.sector)
	if from >= int64(len(c.data)) {
		return nil
	}
	return c.data[from:min(from+int64(c.sector), int64(len(c.data)))]
}

// readFAT gathers the table of chains from the sectors that the header and its continuation name.
func (c *compound) readFAT() {
	most := len(c.data)/c.sector + 1
	names := numbers(c.data[76:512])
	next := binary.LittleEndian.Uint32(c.data[68:])
	for n := 0; n < most && next < lastSector; n++ {
		more := numbers(c.at(next))
		if len(more) == 0 {
			break
		}
		names = append(names, more[:len(more)-1]...)
		next = more[len(more)-1]
	}
	for _, name := range names {
		if name < lastSector && len(c.fat) <= most {
			c.fat = append(c.fat, numbers(c.at(name))...)
		}
	}
}

// chain is the content of the sectors from first on, at most size bytes.
func (c *compound) chain(first uint32, size int64) []byte {
	size = min(size, int64(len(c.data)))
	var all []byte
	for n := first; n < lastSector && int64(len(all)) < size; {
		part := c.at(n)
		if len(part) == 0 {
			break
		}
		all = append(all, part...)
		if int(n) >= len(c.fat) {
			break
		}
		n = c.fat[n]
	}
	return all[:min(size, int64(len(all)))]
}

// readDirectory notes every stream and returns the root, whose content holds the small ones.
func (c *compound) readDirectory(first uint32) (root compoundEntry) {
	const size = 128
	all := c.chain(first, int64(len(c.data)))
	for ; len(all) >= size; all = all[size:] {
		length := int(binary.LittleEndian.Uint16(all[64:]))
		if length < 2 || length > 64 {
			continue
		}
		e := compoundEntry{binary.LittleEndian.Uint32(all[116:]), int64(binary.LittleEndian.Uint32(all[120:]))}
		switch all[66] {
		case 5:
			root = e
		case 2:
			c.entries[utf16LE(all[:length-2])] = e
		}
	}
	return root
}

// stream is the content of a stream, nil if there is none of that name.
func (c *compound) stream(name string) []byte {
	e, ok := c.entries[name]
	if !ok {
		return nil
	}
	if e.size >= c.cutoff {
		return c.chain(e.first, e.size)
	}
	var all []byte
	for n := e.first; n < lastSector && int64(len(all)) < e.size; {
		from := int64(n) * miniSector
		if from >= int64(len(c.mini)) {
			break
		}
		all = append(all, c.mini[from:min(from+miniSector, int64(len(c.mini)))]...)
		if int(n) >= len(c.miniFAT) {
			break
		}
		n = c.miniFAT[n]
	}
	return all[:min(e.size, int64(len(all)))]
}

func numbers(b []byte) []uint32 {
	all := make([]uint32, 0, len(b)/4)
	for ; len(b) >= 4; b = b[4:] {
		all = append(all, binary.LittleEndian.Uint32(b))
	}
	return all
}

func utf16LE(b []byte) string {
	units := make([]uint16, 0, len(b)/2)
	for ; len(b) >= 2; b = b[2:] {
		units = append(units, binary.LittleEndian.Uint16(b))
	}
	return string(utf16.Decode(units))
}

package vi

import "encoding/binary"

// table is an open-addressed hash table from keys to small values as it lies in the model file: entries of
// 32 bits, little-endian, the upper bits of the key above the value; a zero entry is empty, so no value is 0.
// With at least 16 slot bits an entry and its place hold the whole key.
type table struct {
	data      string
	mask      uint32 // number of entries less one
	valueBits uint
}

func newTable(data string, valueBits uint) table {
	return table{data, uint32(len(data)/4 - 1), valueBits}
}

// find is the value of k, 0 if it has none.
func (t *table) find(k key) uint32 {
	wanted := uint32(k) >> t.valueBits
	for i := uint32(k) & t.mask; ; i = (i + 1) & t.mask {
		entry := t.entry(i)
		if entry == 0 {
			return 0
		}
		if entry>>t.valueBits == wanted {
			return entry & (1<<t.valueBits - 1)
		}
	}
}

func (t *table) entry(i uint32) uint32 { return word32(t.data, i) }

// word32 is the i-th little-endian number of 32 bits in data.
func word32(data string, i uint32) uint32 {
	b := data[i*4 : i*4+4]
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
}

// word64 is the i-th little-endian number of 64 bits in data.
func word64(data string, i uint32) uint64 {
	return uint64(word32(data, 2*i)) | uint64(word32(data, 2*i+1))<<32
}

// layOut writes the table of values, its keys in the given order; at most six tenths of it are full.
func layOut(values map[key]uint32, keys []key, valueBits uint) []byte {
	size := 1 << 14
	for size*6 < len(keys)*10 {
		size *= 2
	}
	data := make([]byte, size*4)
	mask := uint32(size - 1)
	for _, k := range keys {
		i := uint32(k) & mask
		for binary.LittleEndian.Uint32(data[i*4:]) != 0 {
			i = (i + 1) & mask
		}
		binary.LittleEndian.PutUint32(data[i*4:], uint32(k)>>valueBits<<valueBits|values[k])
	}
	return data
}

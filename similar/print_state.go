package similar

import (
	"encoding/binary"
	"errors"
)

// printVersion changes when prints of the same text become different; stored prints are then of no use.
const printVersion = 1

var errNoPrint = errors.New("not the stored print of a text, or of another version")

// AppendBinary appends the stored form of a print, so that an index can be filled again without the texts:
// 14 bytes and four for each shingle, figure and word of a name.
func (p *Print) AppendBinary(b []byte) ([]byte, error) {
	b = append(b, printVersion, p.thinned)
	b = binary.LittleEndian.AppendUint64(b, p.whole)
	b = binary.LittleEndian.AppendUint16(b, uint16(len(p.shingles)))
	b = append(b, uint8(len(p.figures)), uint8(len(p.names)))
	for _, h := range p.shingles {
		b = binary.LittleEndian.AppendUint32(b, h)
	}
	for _, facts := range [][]fact{p.figures, p.names} {
		for _, f := range facts {
			b = binary.LittleEndian.AppendUint32(b, uint32(f))
		}
	}
	return b, nil
}

// MarshalBinary is the stored form of a print; see [Print.AppendBinary].
func (p *Print) MarshalBinary() ([]byte, error) { return p.AppendBinary(nil) }

const printHead = 14

// UnmarshalBinary makes p the print that was stored. It fails on anything that is none and then leaves p
// as it was.
func (p *Print) UnmarshalBinary(data []byte) error {
	if len(data) < printHead || data[0] != printVersion {
		return errNoPrint
	}
	read := Print{thinned: data[1], whole: binary.LittleEndian.Uint64(data[2:])}
	shingles, figures, names := int(binary.LittleEndian.Uint16(data[10:])), int(data[12]), int(data[13])
	rest := data[printHead:]
	if shingles > mostShingles || figures > mostFacts || names > mostFacts || read.thinned > 31 || len(rest) != 4*(shingles+figures+names) {
		return errNoPrint
	}
	for i := range shingles + figures + names {
		v := binary.LittleEndian.Uint32(rest[4*i:])
		switch {
		case i < shingles:
			if uint64(v) >= 1<<32>>read.thinned || !read.seen.add(v) {
				return errNoPrint
			}
			read.shingles = append(read.shingles, v)
		case i < shingles+figures:
			read.figures = append(read.figures, fact(v))
		default:
			read.names = append(read.names, fact(v))
		}
	}
	*p = read
	return nil
}

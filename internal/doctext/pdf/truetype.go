package pdf

import "encoding/binary"

// glyphLetters reads, from an embedded TrueType font, which character each glyph shows: the reverse of
// its character map. Glyphs of several characters keep the lowest. It is for fonts whose writer left out
// the ToUnicode map.
func glyphLetters(font []byte) map[int]rune {
	table := sfntTable(font, "cmap")
	out := map[int]rune{}
	if len(table) < 4 {
		return out
	}
	best, rank := []byte(nil), 0
	for i := range int(binary.BigEndian.Uint16(table[2:])) {
		at := 4 + i*8
		if at+8 > len(table) {
			break
		}
		platform, kind := binary.BigEndian.Uint16(table[at:]), binary.BigEndian.Uint16(table[at+2:])
		offset := int(binary.BigEndian.Uint32(table[at+4:]))
		r := unicodeRank(platform, kind)
		if r > rank && offset < len(table)-16 {
			best, rank = table[offset:], r
		}
	}
	if best == nil {
		return out
	}
	switch binary.BigEndian.Uint16(best) {
	case 4:
		readFormat4(best, out)
	case 12:
		readFormat12(best, out)
	}
	return out
}

func unicodeRank(platform, kind uint16) int {
	switch {
	case platform == 3 && kind == 10, platform == 0 && kind >= 4:
		return 3
	case platform == 3 && kind == 1, platform == 0:
		return 2
	}
	return 0
}

func sfntTable(font []byte, tag string) []byte {
	if len(font) < 12 {
		return nil
	}
	for i := range int(binary.BigEndian.Uint16(font[4:])) {
		at := 12 + i*16
		if at+16 > len(font) {
			return nil
		}
		offset, size := int(binary.BigEndian.Uint32(font[at+8:])), int(binary.BigEndian.Uint32(font[at+12:]))
		if string(font[at:at+4]) == tag && offset <= len(font) {
			return font[offset:min(len(font), offset+size)]
		}
	}
	return nil
}

func readFormat4(t []byte, out map[int]rune) {
	half := int(binary.BigEndian.Uint16(t[6:])) &^ 1
	if 16+4*half > len(t) {
		return
	}
	ends, starts := t[14:], t[16+half:]
	deltas, offsets := t[16+2*half:], t[16+3*half:]
	for i := 0; i < half; i += 2 {
		end, start := int(binary.BigEndian.Uint16(ends[i:])), int(binary.BigEndian.Uint16(starts[i:]))
		delta, offset := int(binary.BigEndian.Uint16(deltas[i:])), int(binary.BigEndian.Uint16(offsets[i:]))
		for c := start; c <= end && c < 0xffff && len(out) < 1<<16; c++ {
			glyph := c + delta
			if offset != 0 {
				at := i + offset + 2*(c-start)
				if at+2 > len(offsets) {
					break
				}
				glyph = int(binary.BigEndian.Uint16(offsets[at:]))
				if glyph != 0 {
					glyph += delta
				}
			}
			keepLowest(out, glyph&0xffff, rune(c))
		}
	}
}

func readFormat12(t []byte, out map[int]rune) {
	for i := range int(binary.BigEndian.Uint32(t[12:])) {
		at := 16 + i*12
		if at+12 > len(t) {
			return
		}
		start, end := binary.BigEndian.Uint32(t[at:]), binary.BigEndian.Uint32(t[at+4:])
		glyph := int(binary.BigEndian.Uint32(t[at+8:]))
		for c := start; c <= end && c <= 0x10ffff && len(out) < 1<<16; c++ {
			keepLowest(out, glyph+int(c-start), rune(c))
		}
	}
}

func keepLowest(out map[int]rune, glyph int, r rune) {
	if old, has := out[glyph]; glyph != 0 && (!has || r < old) {
		out[glyph] = r
	}
}

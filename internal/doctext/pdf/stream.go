package pdf

import (
	"bytes"
	"compress/flate"
	"encoding/ascii85"
	"io"
)

// inflate undoes the filters of a stream. Pictures come back empty. What follows damage is lost, what
// came before it is kept. The bytes are counted against the limit while they are produced.
func (f *file) inflate(s *stream) []byte {
	data := s.raw
	if f.crypt != nil {
		data = f.crypt.stream(s, data)
	}
	filters, params := f.filters(s)
	if len(filters) > 8 {
		return nil
	}
	for i, filter := range filters {
		var ok bool
		data, ok = f.undo(filter, params[i], data)
		if !ok {
			return nil
		}
	}
	if len(filters) == 0 && !f.count(len(data)) {
		return nil
	}
	return data
}

func (f *file) filters(s *stream) ([]name, []dict) {
	var filters []name
	v := f.resolve(s.dict["Filter"])
	p := f.resolve(s.dict["DecodeParms"])
	if one, ok := v.(name); ok {
		if list, isList := p.(array); isList && len(list) > 0 {
			p = list[0]
		}
		return []name{one}, []dict{f.dict(p)}
	}
	list := f.array(v)
	all := f.array(p)
	var params []dict
	for i, x := range list {
		filters = append(filters, f.name(x))
		var d dict
		if i < len(all) {
			d = f.dict(all[i])
		}
		params = append(params, d)
	}
	return filters, params
}

func (f *file) undo(filter name, param dict, data []byte) ([]byte, bool) {
	switch filter {
	case "FlateDecode", "Fl":
		return f.predict(param, f.drain(inflater(data))), true
	case "LZWDecode", "LZW":
		early := f.number(param["EarlyChange"], 1) != 0
		return f.predict(param, f.drain(&lzwReader{data: data, early: early})), true
	case "ASCIIHexDecode", "AHx":
		l := lexer{data: append([]byte("<"), data...)}
		out := l.hex()
		return out, f.count(len(out))
	case "ASCII85Decode", "A85":
		return f.drain(ascii85.NewDecoder(bytes.NewReader(clean85(data)))), true
	case "RunLengthDecode", "RL":
		return f.drain(&runReader{data: data}), true
	case "Crypt":
		return data, true
	}
	return nil, false
}

// inflater reads zlib data without insisting on its head and checksum, which broken writers get wrong.
func inflater(data []byte) io.Reader {
	for len(data) > 0 && (data[0] == '\r' || data[0] == '\n') {
		data = data[1:]
	}
	if len(data) >= 2 && data[0]&0x0f == 8 && (int(data[0])<<8|int(data[1]))%31 == 0 {
		data = data[2:]
	}
	return flate.NewReader(bytes.NewReader(data))
}

// drain reads until the end, damage or the limit.
func (f *file) drain(r io.Reader) []byte {
	left := f.lim.Unpacked - f.unpacked
	var out bytes.Buffer
	n, _ := io.Copy(&out, io.LimitReader(r, left+1)) // damage ends the stream; its beginning is kept
	f.count(int(n))
	return out.Bytes()
}

func (f *file) count(n int) bool {
	f.unpacked += int64(n)
	if f.unpacked > f.lim.Unpacked {
		f.refuse(ErrUnpacked)
	}
	return f.refusal == nil
}

// predict undoes the PNG and TIFF predictors.
func (f *file) predict(param dict, data []byte) []byte {
	kind := int(f.number(param["Predictor"], 1))
	if kind < 2 {
		return data
	}
	colors := clamp(asInt(f.resolve(param["Colors"])), 1, 32)
	bits := asInt(f.resolve(param["BitsPerComponent"]))
	if bits == 0 {
		bits = 8
	}
	columns := clamp(asInt(f.resolve(param["Columns"])), 1, 1<<20)
	row := (colors*clamp(bits, 1, 16)*columns + 7) / 8
	step := max(1, colors*bits/8)
	if kind == 2 {
		for at := 0; at+row <= len(data) && bits == 8; at += row {
			for i := step; i < row; i++ {
				data[at+i] += data[at+i-step]
			}
		}
		return data
	}
	return unpng(data, row, step)
}

func clamp(n, low, high int) int { return min(max(n, low), high) }

// unpng undoes the PNG row filters in place; each row is led by a byte that names its filter.
func unpng(data []byte, row, step int) []byte {
	out := data[:0]
	previous := make([]byte, row)
	for len(data) > 1 {
		filter := data[0]
		line := data[1:min(len(data), row+1)]
		data = data[1+len(line):]
		for i := range line {
			var left, up, corner byte
			up = previous[i]
			if i >= step {
				left, corner = line[i-step], previous[i-step]
			}
			switch filter {
			case 1:
				line[i] += left
			case 2:
				line[i] += up
			case 3:
				line[i] += byte((int(left) + int(up)) / 2)
			case 4:
				line[i] += paeth(left, up, corner)
			}
		}
		copy(previous, line)
		out = append(out, line...)
	}
	return out
}

func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	pa, pb, pc := abs(p-int(a)), abs(p-int(b)), abs(p-int(c))
	if pa <= pb && pa <= pc {
		return a
	}
	if pb <= pc {
		return b
	}
	return c
}

func abs(n int) int { return max(n, -n) }

func clean85(data []byte) []byte {
	var out []byte
	data = bytes.TrimPrefix(bytes.TrimSpace(data), []byte("<~"))
	for _, c := range data {
		if c == '~' {
			break
		}
		if c >= '!' && c <= 'u' || c == 'z' {
			out = append(out, c)
		}
	}
	return out
}

// runReader undoes RunLengthDecode.
type runReader struct {
	data    []byte
	pending []byte
}

func (r *runReader) Read(b []byte) (int, error) {
	for len(r.pending) == 0 {
		if len(r.data) < 2 || r.data[0] == 128 {
			return 0, io.EOF
		}
		n := int(r.data[0])
		if n < 128 {
			end := min(len(r.data), n+2)
			r.pending, r.data = r.data[1:end], r.data[end:]
			continue
		}
		r.pending = bytes.Repeat(r.data[1:2], 257-n)
		r.data = r.data[2:]
	}
	n := copy(b, r.pending)
	r.pending = r.pending[n:]
	return n, nil
}

// lzwReader undoes LZWDecode, whose codes are those of TIFF: most significant bit first, with the width
// growing one code early unless early is false.
type lzwReader struct {
	data    []byte
	early   bool
	bits    uint32
	have    uint
	table   [][]byte
	last    []byte
	pending []byte
}

const (
	lzwClear = 256
	lzwEnd   = 257
)

func (r *lzwReader) Read(b []byte) (int, error) {
	for len(r.pending) == 0 {
		code, ok := r.code()
		if !ok || code == lzwEnd {
			return 0, io.EOF
		}
		if code == lzwClear {
			r.table, r.last = r.table[:0], nil
			continue
		}
		entry := r.entry(code)
		if entry == nil {
			return 0, io.EOF
		}
		if r.last != nil && len(r.table) < 4096-258 {
			grown := make([]byte, len(r.last)+1)
			copy(grown, r.last)
			grown[len(r.last)] = entry[0]
			r.table = append(r.table, grown)
		}
		r.last, r.pending = entry, entry
	}
	n := copy(b, r.pending)
	r.pending = r.pending[n:]
	return n, nil
}

func (r *lzwReader) entry(code int) []byte {
	if code < 256 {
		return []byte{byte(code)}
	}
	if code -= 258; code < len(r.table) {
		return r.table[code]
	}
	if code > len(r.table) || r.last == nil {
		return nil
	}
	return append(append([]byte{}, r.last...), r.last[0])
}

func (r *lzwReader) code() (int, bool) {
	next := len(r.table) + 258
	if r.last != nil {
		next++
	}
	if !r.early {
		next--
	}
	width := uint(9)
	for width < 12 && next >= 1<<width {
		width++
	}
	for r.have < width {
		if len(r.data) == 0 {
			return 0, false
		}
		r.bits = r.bits<<8 | uint32(r.data[0])
		r.have += 8
		r.data = r.data[1:]
	}
	r.have -= width
	return int(r.bits>>r.have) & (1<<width - 1), true
}

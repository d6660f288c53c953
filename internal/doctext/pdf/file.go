package pdf

import (
	"bytes"
	"context"
	"slices"
)

const (
	maxObjects = 500_000   // entries of the cross-reference
	maxNodes   = 8_000_000 // values parsed, over all objects
)

// entry says where an object is: at an offset of the file or, when within is set, the index-th object of
// the object stream numbered within.
type entry struct {
	offset, gen   int
	within, index int
}

// file is an opened PDF: its objects are parsed when they are first asked for.
type file struct {
	ctx      context.Context
	data     []byte
	lim      Limits
	entries  map[int]entry
	trailer  dict
	objects  map[int]any
	loading  map[int]bool
	packs    map[int]*pack
	fonts    map[ref]*font
	crypt    *decrypter
	scratch  []glyph // room for the glyphs of a page
	rebuilt  bool
	nodes    int
	unpacked int64
	refusal  error // the first limit that was passed; everything after it reads as empty
}

// open finds the objects of the file.
func open(ctx context.Context, data []byte, lim Limits) (*file, error) {
	start := bytes.Index(data[:min(len(data), 1024)], []byte("%PDF-"))
	if start < 0 {
		return nil, ErrDamaged
	}
	f := &file{
		ctx:   ctx,
		data:  data[start:],
		lim:   lim,
		packs: map[int]*pack{},
		fonts: map[ref]*font{},
	}
	f.forget()
	if !f.readXref() || !f.hasPages() {
		f.rebuild()
	}
	if f.refusal != nil {
		return nil, f.refusal
	}
	if f.trailer["Encrypt"] == nil {
		return f, nil
	}
	if err := f.decrypt(); err != nil {
		return nil, err
	}
	return f, f.refusal
}

// decrypt sets up decryption with the empty password; what was read before is read again.
func (f *file) decrypt() error {
	encrypt := f.dict(f.trailer["Encrypt"])
	ids := f.array(f.trailer["ID"])
	var id []byte
	if len(ids) > 0 {
		first, _ := f.resolve(ids[0]).(text)
		id = []byte(first)
	}
	d, err := newDecrypter(f, encrypt, id)
	if err != nil {
		return err
	}
	f.crypt = d
	clear(f.objects)
	clear(f.packs)
	return nil
}

func (f *file) forget() {
	f.entries = map[int]entry{}
	f.objects = map[int]any{}
	f.loading = map[int]bool{}
	f.trailer = dict{}
}

func (f *file) hasPages() bool {
	root := f.dict(f.trailer["Root"])
	return f.dict(root["Pages"]) != nil || f.trailer["Encrypt"] != nil && root != nil
}

// spend counts parsed values; it refuses when the file asks for too many.
func (f *file) spend(n int) bool {
	f.nodes += n
	if f.nodes > maxNodes {
		f.refuse(ErrObjects)
	}
	return f.refusal == nil
}

func (f *file) refuse(err error) {
	if f.refusal == nil {
		f.refusal = err
	}
}

func (f *file) parserAt(pos int) *parser {
	return &parser{lexer: lexer{data: f.data, pos: pos}, spend: f.spend}
}

// readXref follows the chain of cross-reference sections from the end of the file.
func (f *file) readXref() bool {
	tail := max(0, len(f.data)-2048)
	i := bytes.LastIndex(f.data[tail:], []byte("startxref"))
	if i < 0 {
		return false
	}
	p := f.parserAt(tail + i + len("startxref"))
	t := p.next()
	if t.kind != number {
		return false
	}
	seen := map[int]bool{}
	queue := []int{int(t.num)}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		if at < 0 || at >= len(f.data) || seen[at] {
			continue
		}
		seen[at] = true
		d, ok := f.xrefSection(at)
		if !ok {
			return false
		}
		for k, v := range d {
			if _, has := f.trailer[k]; !has {
				f.trailer[k] = v
			}
		}
		for _, key := range []name{"XRefStm", "Prev"} {
			if n, ok := d[key].(float64); ok {
				queue = append(queue, int(n))
			}
		}
	}
	return len(f.entries) > 0
}

func (f *file) xrefSection(at int) (dict, bool) {
	p := f.parserAt(at)
	t := p.next()
	if t.kind == keyword && string(t.bytes) == "xref" {
		return f.xrefTable(p)
	}
	obj, _, ok := f.parseIndirect(at)
	s, isStream := obj.(*stream)
	if !ok || !isStream {
		return nil, false
	}
	return s.dict, f.xrefStream(s)
}

func (f *file) xrefTable(p *parser) (dict, bool) {
	for {
		t := p.next()
		if t.kind == keyword && string(t.bytes) == "trailer" {
			d, _ := p.object(0)
			found, ok := d.(dict)
			return found, ok
		}
		count := p.next()
		if t.kind != number || count.kind != number {
			return nil, false
		}
		first := int(t.num)
		for i := range int(count.num) {
			offset, gen, word := p.next(), p.next(), p.next()
			if offset.kind != number || gen.kind != number || word.kind != keyword {
				return nil, false
			}
			if string(word.bytes) == "n" && !f.enter(first+i, entry{offset: int(offset.num), gen: int(gen.num)}) {
				return nil, false
			}
		}
	}
}

// enter notes where an object is unless a newer section already did.
func (f *file) enter(num int, e entry) bool {
	if _, has := f.entries[num]; has || num < 0 || num > 8_388_607 {
		return true
	}
	if len(f.entries) >= maxObjects {
		f.spend(maxNodes)
		return false
	}
	f.entries[num] = e
	return true
}

func (f *file) xrefStream(s *stream) bool {
	var w [3]int
	for i, v := range f.array(s.dict["W"]) {
		n, _ := v.(float64)
		if i < 3 && n >= 0 && n <= 8 {
			w[i] = int(n)
		}
	}
	width := w[0] + w[1] + w[2]
	data := f.inflate(s)
	if width == 0 {
		return false
	}
	index := f.array(s.dict["Index"])
	if len(index) < 2 {
		index = array{0.0, s.dict["Size"]}
	}
	for i := 0; i+1 < len(index); i += 2 {
		first, count := asInt(index[i]), asInt(index[i+1])
		for n := 0; n < count && len(data) >= width; n++ {
			kind, a, b := 1, bigEndian(data[w[0]:w[0]+w[1]]), bigEndian(data[w[0]+w[1]:width])
			if w[0] > 0 {
				kind = bigEndian(data[:w[0]])
			}
			data = data[width:]
			ok := true
			switch kind {
			case 1:
				ok = f.enter(first+n, entry{offset: a, gen: b})
			case 2:
				ok = f.enter(first+n, entry{within: a, index: b})
			}
			if !ok {
				return false
			}
		}
	}
	return true
}

func bigEndian(b []byte) int {
	n := 0
	for _, c := range b {
		n = n<<8 | int(c)
	}
	return n
}

func asInt(v any) int {
	n, _ := v.(float64)
	if n > 1<<40 || n < -1<<40 {
		return 0
	}
	return int(n)
}

// rebuild finds objects by their "1 0 obj" marks, for files whose cross-reference is broken. The last
// object of a number wins, as it does in a file that was saved several times.
func (f *file) rebuild() {
	f.forget()
	f.rebuilt = true
	var packed []int
	for at := 0; ; {
		i := bytes.Index(f.data[at:], []byte("obj"))
		if i < 0 || f.refusal != nil {
			break
		}
		i += at
		at = i + 3
		num, gen, start, ok := markBefore(f.data, i)
		if !ok || len(f.entries) >= maxObjects {
			continue
		}
		f.entries[num] = entry{offset: start, gen: gen}
		head := f.data[at:min(len(f.data), at+300)]
		if bytes.Contains(head, []byte("/ObjStm")) {
			packed = append(packed, num)
		}
		if bytes.Contains(head, []byte("/XRef")) || bytes.Contains(head, []byte("/Catalog")) {
			f.adopt(num)
		}
	}
	f.adoptTrailers()
	for _, num := range packed {
		p := f.pack(num)
		for i, n := range p.nums {
			if _, has := f.entries[n]; !has {
				f.enter(n, entry{within: num, index: i})
			}
		}
	}
}

// adopt takes the document's root and encryption from an object that may hold them.
func (f *file) adopt(num int) {
	obj, _, _ := f.parseIndirect(f.entries[num].offset)
	switch v := obj.(type) {
	case *stream:
		for _, k := range []name{"Root", "Encrypt", "ID"} {
			if v.dict[k] != nil {
				f.trailer[k] = v.dict[k]
			}
		}
	case dict:
		if v["Type"] == name("Catalog") && v["Pages"] != nil {
			f.trailer["Root"] = ref{num, f.entries[num].gen}
		}
	}
}

func (f *file) adoptTrailers() {
	for at := 0; ; {
		i := bytes.Index(f.data[at:], []byte("trailer"))
		if i < 0 || f.refusal != nil {
			return
		}
		at += i + len("trailer")
		v, _ := f.parserAt(at).object(0)
		d, _ := v.(dict)
		for k, v := range d {
			f.trailer[k] = v
		}
	}
}

// markBefore reads "12 0 " backwards from the position of "obj".
func markBefore(data []byte, i int) (num, gen, start int, ok bool) {
	gen, i, ok = numberBefore(data, i)
	if !ok {
		return 0, 0, 0, false
	}
	num, i, ok = numberBefore(data, i)
	return num, gen, i, ok && (i == 0 || !isRegular(data[i-1]))
}

func numberBefore(data []byte, i int) (n, start int, ok bool) {
	end := i
	for end > 0 && isSpace(data[end-1]) {
		end--
	}
	start = end
	for start > 0 && end-start < 9 && data[start-1] >= '0' && data[start-1] <= '9' {
		start--
	}
	if start == end || end == i {
		return 0, 0, false
	}
	for _, c := range data[start:end] {
		n = n*10 + int(c-'0')
	}
	return n, start, true
}

// parseIndirect reads "12 0 obj … endobj" at an offset.
func (f *file) parseIndirect(at int) (obj any, id ref, ok bool) {
	if at < 0 || at >= len(f.data) {
		return nil, ref{}, false
	}
	p := f.parserAt(at)
	num, gen, word := p.next(), p.next(), p.next()
	if num.kind != number || gen.kind != number || word.kind != keyword || !bytes.HasPrefix(word.bytes, []byte("obj")) {
		return nil, ref{}, false
	}
	p.pos -= len(word.bytes) - len("obj")
	id = ref{int(num.num), int(gen.num)}
	obj, _ = p.object(0)
	d, isDict := obj.(dict)
	if !isDict {
		return obj, id, true
	}
	after := p.next()
	if after.kind != keyword || string(after.bytes) != "stream" {
		return obj, id, true
	}
	return &stream{dict: d, raw: f.body(d, p.pos), id: id}, id, true
}

// body finds the bytes of a stream whose keyword ends at pos, by its stated length when an "endstream"
// stands there and by searching for one otherwise.
func (f *file) body(d dict, pos int) []byte {
	if pos < len(f.data) && f.data[pos] == '\r' {
		pos++
	}
	if pos < len(f.data) && f.data[pos] == '\n' {
		pos++
	}
	length := asInt(f.resolve(d["Length"]))
	if end := pos + length; length > 0 && end <= len(f.data) {
		rest := bytes.TrimLeft(f.data[end:min(len(f.data), end+32)], "\r\n \t")
		if bytes.HasPrefix(rest, []byte("endstream")) || bytes.HasPrefix(rest, []byte("endobj")) {
			return f.data[pos:end]
		}
	}
	end := bytes.Index(f.data[min(pos, len(f.data)):], []byte("endstream"))
	if end < 0 {
		return f.data[min(pos, len(f.data)):]
	}
	return bytes.TrimSuffix(bytes.TrimSuffix(f.data[pos:pos+end], []byte("\n")), []byte("\r"))
}

// resolve follows references. A missing object, a loop and everything after a refusal are nil.
func (f *file) resolve(v any) any {
	for range 16 {
		r, isRef := v.(ref)
		if !isRef {
			return v
		}
		v = f.object(r.num)
	}
	return nil
}

func (f *file) object(num int) any {
	if v, has := f.objects[num]; has {
		return v
	}
	e, has := f.entries[num]
	if !has || f.loading[num] || f.refusal != nil {
		return nil
	}
	f.loading[num] = true
	defer delete(f.loading, num)
	v, ok := f.load(num, e)
	if !ok && !f.rebuilt {
		return f.objectAfterRebuild(num)
	}
	f.objects[num] = v
	return v
}

func (f *file) load(num int, e entry) (any, bool) {
	if e.within > 0 {
		return f.pack(e.within).object(f, num, e.index), true
	}
	v, id, ok := f.parseIndirect(e.offset)
	return v, ok && id.num == num
}

// objectAfterRebuild is for a cross-reference that points to the wrong places. The trailer it brought is
// kept where the scan finds none.
func (f *file) objectAfterRebuild(num int) any {
	trailer := f.trailer
	f.rebuild()
	for k, v := range trailer {
		if f.trailer[k] == nil {
			f.trailer[k] = v
		}
	}
	return f.object(num)
}

func (f *file) dict(v any) dict {
	switch d := f.resolve(v).(type) {
	case dict:
		return d
	case *stream:
		return d.dict
	}
	return nil
}

func (f *file) array(v any) array {
	a, _ := f.resolve(v).(array)
	return a
}

func (f *file) number(v any, otherwise float64) float64 {
	if n, ok := f.resolve(v).(float64); ok {
		return n
	}
	return otherwise
}

func (f *file) name(v any) name {
	n, _ := f.resolve(v).(name)
	return n
}

// numbers reads an array of exactly n numbers, nil otherwise.
func (f *file) numbers(v any, n int) []float64 {
	a := f.array(v)
	if len(a) != n {
		return nil
	}
	out := make([]float64, n)
	for i, x := range a {
		out[i] = f.number(x, 0)
	}
	return out
}

// pack is an object stream: many small objects compressed together.
type pack struct {
	data    []byte
	nums    []int
	offsets []int
}

func (f *file) pack(num int) *pack {
	if p, has := f.packs[num]; has {
		return p
	}
	p := &pack{}
	f.packs[num] = p
	e := f.entries[num]
	if e.within > 0 {
		return p
	}
	s, ok := f.object(num).(*stream)
	if !ok {
		return p
	}
	p.data = f.inflate(s)
	first := asInt(f.resolve(s.dict["First"]))
	if first <= 0 || first > len(p.data) {
		return p
	}
	head := lexer{data: p.data[:first]}
	for range min(asInt(f.resolve(s.dict["N"])), first/2) {
		n, at := head.next(), head.next()
		if n.kind != number || at.kind != number || at.num < 0 || first+int(at.num) > len(p.data) {
			break
		}
		p.nums = append(p.nums, int(n.num))
		p.offsets = append(p.offsets, first+int(at.num))
	}
	return p
}

func (p *pack) object(f *file, num, index int) any {
	if index >= len(p.nums) || index < 0 || p.nums[index] != num {
		index = slices.Index(p.nums, num)
	}
	if index < 0 {
		return nil
	}
	reader := parser{lexer: lexer{data: p.data, pos: p.offsets[index]}, spend: f.spend}
	v, _ := reader.object(0)
	return v
}

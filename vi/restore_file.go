package vi

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the model
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/restore.model
var embeddedRestore string

// restoreModel reads the embedded model at the first use.
var restoreModel = sync.OnceValue(func() *restorer {
	m, err := parseRestore(embeddedRestore)
	if err != nil {
		panic("vi: the embedded model of diacritics is broken: " + err.Error())
	}
	return m
})

// The body of the model file is the number of forms (uvarint) and each form behind its length, then the number
// of pairs and each pair as the distance of its key to the one before and its value.
const restoreMagic = "nhipcau restore 1"

// file writes the model; about stands at its head.
func (m *restorer) file(about []Attribute) []byte {
	body := m.body()
	var levels []string
	for _, l := range m.levels {
		levels = append(levels, fmt.Sprintf("%.6f=%.4f", l.from, l.share))
	}
	var b bytes.Buffer
	writeHead(&b, restoreMagic, append(slices.Clip(about),
		Attribute{"sha256", fmt.Sprintf("%x", sha256.Sum256(body))},
		Attribute{"alone", fmt.Sprintf("%.4f", m.alone)},
		Attribute{"levels", strings.Join(levels, " ")}))
	b.Write(body)
	return b.Bytes()
}

func (m *restorer) body() []byte {
	out := binary.AppendUvarint(nil, uint64(len(m.forms)-firstForm))
	for _, f := range m.forms[firstForm:] {
		out = binary.AppendUvarint(out, uint64(len(f)))
		out = append(out, f...)
	}
	var keys []uint32
	for i, v := range m.pairs.values {
		if v != 0 {
			keys = append(keys, m.pairs.keys[i])
		}
	}
	slices.Sort(keys)
	out = binary.AppendUvarint(out, uint64(len(keys)))
	previous := uint32(0)
	for _, k := range keys {
		out = binary.AppendUvarint(out, uint64(k-previous))
		out = binary.AppendUvarint(out, uint64(m.pairs.get(k)))
		previous = k
	}
	return out
}

// parseRestore reads what file wrote.
func parseRestore(file string) (*restorer, error) {
	head, body, ok := cutHead(file, restoreMagic)
	if !ok {
		return nil, errors.New("no head")
	}
	m := &restorer{levels: parseLevels(head.value("levels"))}
	m.alone, _ = strconv.ParseFloat(head.value("alone"), 64) // a broken number gives 0: never sure
	r := varReader{rest: body}
	m.forms = []string{"", ""}
	for range r.count() {
		m.forms = append(m.forms, r.text())
	}
	n := r.count()
	m.pairs = newPairTable(n)
	key := uint64(0)
	for range n {
		key += r.number()
		value := r.number()
		if r.broken || key>>16 >= uint64(len(m.forms)) || key&0xFFFF >= uint64(len(m.forms)) || value == 0 || value > 1<<31 {
			return nil, errors.New("a pair is broken")
		}
		m.pairs.set(uint32(key), uint32(value))
	}
	if r.broken || len(m.forms) > 1<<16 {
		return nil, errors.New("it is cut short")
	}
	m.index()
	return m, nil
}

func parseLevels(value string) []sureLevel {
	var levels []sureLevel
	for pair := range strings.FieldsSeq(value) {
		from, share, _ := strings.Cut(pair, "=")
		f, err1 := strconv.ParseFloat(from, 64)
		s, err2 := strconv.ParseFloat(share, 64)
		if err1 == nil && err2 == nil {
			levels = append(levels, sureLevel{f, s})
		}
	}
	return levels
}

// varReader takes numbers and texts from the beginning of rest.
type varReader struct {
	rest   string
	broken bool
}

func (r *varReader) number() uint64 {
	x, shift := uint64(0), 0
	for i := range min(len(r.rest), binary.MaxVarintLen64) {
		c := r.rest[i]
		x |= uint64(c&0x7F) << shift
		if c < 0x80 {
			r.rest = r.rest[i+1:]
			return x
		}
		shift += 7
	}
	r.broken = true
	return 0
}

// count is a number of things of at least one byte each.
func (r *varReader) count() int {
	n := r.number()
	if n > uint64(len(r.rest)) {
		r.broken = true
		return 0
	}
	return int(n)
}

func (r *varReader) text() string {
	n := r.count()
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

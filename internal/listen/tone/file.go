package tone

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
)

// The bytes of a model: a line that names the form, one JSON line, then the learnt phrases: their keys in rising
// order, each as the distance to the one before (uvarint), and for each a row of one int16 for each tone and
// bearing, in steps of 1/32767 of the largest weight. Phrases are hashed; their words are not in it.
const modelForm = "nhipcau tone model 1\n"

// mostModelBytes is the largest model that is read.
const mostModelBytes = 16 << 20

// ErrModel is wrapped by every error of [ReadModel].
var ErrModel = errors.New("not a model of tone")

type modelHeader struct {
	Learnt      int               `json:"learnt"`
	Temperature float64           `json:"temperature"`
	Sure        float64           `json:"sure"`
	Weights     map[string]column `json:"weights"`
	Rows        int               `json:"rows"`
	Scale       float64           `json:"scale"`
}

// leastKept is the smallest weight that keeps its phrase, in steps.
const leastKept = 32

// Bytes is the model in the form that [ReadModel] reads, the same bytes for the same learning.
func (m *Model) Bytes() []byte {
	scale := 0.0
	for _, row := range m.rows {
		for _, w := range row {
			scale = max(scale, math.Abs(float64(w)))
		}
	}
	keys := make([]uint32, 0, len(m.keys))
	for key, at := range m.keys {
		if slices.ContainsFunc(m.rows[at][:], func(w float32) bool { return math.Abs(float64(w)) > leastKept*scale/math.MaxInt16 }) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	head := modelHeader{m.learnt, m.temperature, m.sure, make(map[string]column), len(keys), scale}
	for i, name := range featureNames {
		head.Weights[name] = m.column(i)
	}
	line, err := json.Marshal(head)
	if err != nil {
		panic(err) // weights are always finite
	}
	out := append([]byte(modelForm), line...)
	out = append(out, '\n')
	before := uint32(0)
	for _, key := range keys {
		out = binary.AppendUvarint(out, uint64(key-before))
		before = key
	}
	for _, key := range keys {
		for _, w := range m.rows[m.keys[key]] {
			out = binary.LittleEndian.AppendUint16(out, uint16(int16(math.Round(float64(w)/scale*math.MaxInt16))))
		}
	}
	return out
}

// ReadModel reads what [Model.Bytes] gave. Any other bytes give an error that wraps [ErrModel]; it never takes
// more memory than a small multiple of them. Numbers that a model does not know have the lexicon's weights.
func ReadModel(data []byte) (*Model, error) {
	rest, ok := bytes.CutPrefix(data, []byte(modelForm))
	line, body, found := bytes.Cut(rest, []byte("\n"))
	if !ok || !found || len(data) > mostModelBytes {
		return nil, fmt.Errorf("%w: it does not begin with %q", ErrModel, modelForm)
	}
	var head modelHeader
	err := json.Unmarshal(line, &head)
	if err != nil {
		return nil, fmt.Errorf("%w: its header is broken: %v", ErrModel, err)
	}
	if !head.sound() || head.Rows > len(body) {
		return nil, fmt.Errorf("%w: its header holds no sensible numbers", ErrModel)
	}
	first := First()
	m := &Model{tone: first.tone, steering: first.steering, held: first.held, temperature: head.Temperature, sure: head.Sure,
		learnt: head.Learnt, keys: make(map[uint32]int32, head.Rows), rows: make([]row, head.Rows)}
	for i, name := range featureNames {
		if v, known := head.Weights[name]; known {
			m.setColumn(i, v)
		}
	}
	return m, m.readRows(head, body)
}

// sound reports whether the numbers of a header can be worked with.
func (h *modelHeader) sound() bool {
	for _, v := range h.Weights {
		for _, w := range v {
			if math.Abs(w) > 1e6 {
				return false
			}
		}
		if v[tones+bearings] < 0 {
			return false
		}
	}
	return h.Temperature > 0.01 && h.Temperature < 100 && h.Sure >= 0 && h.Sure <= 1 && h.Learnt >= 0 &&
		h.Rows >= 0 && h.Rows <= mostRows && h.Scale >= 0 && h.Scale < 1e6
}

// readRows reads the learnt phrases.
func (m *Model) readRows(head modelHeader, body []byte) error {
	key := uint64(0)
	for i := range head.Rows {
		distance, size := binary.Uvarint(body)
		key += distance
		if size <= 0 || distance > math.MaxUint32 || key > math.MaxUint32 || i > 0 && distance == 0 {
			return fmt.Errorf("%w: a key is broken", ErrModel)
		}
		body = body[size:]
		m.keys[uint32(key)] = int32(i)
	}
	if len(body) != head.Rows*2*(tones+bearings) {
		return fmt.Errorf("%w: %d bytes of weights for %d phrases", ErrModel, len(body), head.Rows)
	}
	for i := range m.rows {
		for t := range m.rows[i] {
			q := int16(binary.LittleEndian.Uint16(body[2*(i*(tones+bearings)+t):]))
			m.rows[i][t] = float32(float64(q) / math.MaxInt16 * head.Scale)
		}
	}
	return nil
}

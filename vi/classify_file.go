package vi

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
)

// The file of a classifier: a line that names the format, one JSON line, then the two heads. A head is the
// number of its keys; the keys in rising order, each as the distance to the one before (uvarint); for each
// label one scale (float32); and a row of one int16 for each key and label, in units of its scale.
const modelFormat = "nhipcau vi classifier 1\n"

// leastKept is the smallest weight that keeps its row, in steps.
const leastKept = math.MaxInt16 / 500

// mostModelBytes is the largest file that is read.
const mostModelBytes = 1 << 30

// ErrModel is wrapped by every error of [ReadClassifier] that is the file's fault.
var ErrModel = errors.New("not a classifier of this program")

type modelHeader struct {
	Labels []string     `json:"labels"`
	Many   bool         `json:"many,omitempty"`
	Sure   float64      `json:"sure"`
	Heads  []headHeader `json:"heads"`
}

type headHeader struct {
	Keys        int       `json:"keys"`
	Bias        []float32 `json:"bias"`
	Temperature float64   `json:"temperature"`
}

// WriteTo writes the classifier in a form that [ReadClassifier] reads, the same bytes for the same
// training. Weights are kept in steps of 1/32767 of the largest of their label; features whose
// weights are all below a five-hundredth of it are left out.
func (c *Classifier) WriteTo(w io.Writer) (int64, error) {
	heads := []*head{&c.marked, &c.bare}
	header := modelHeader{Labels: c.labels, Many: c.many, Sure: c.sure}
	var body []byte
	for _, h := range heads {
		packed, n := h.pack(len(c.labels))
		header.Heads = append(header.Heads, headHeader{n, h.bias, h.temperature})
		body = append(body, packed...)
	}
	line, err := json.Marshal(header)
	if err != nil {
		return 0, fmt.Errorf("writing the header of a classifier: %w", err)
	}
	var b bytes.Buffer
	b.WriteString(modelFormat)
	b.Write(line)
	b.WriteByte('\n')
	b.Write(body)
	return b.WriteTo(w)
}

// pack writes the keys whose weights are not all zero, and says how many.
func (h *head) pack(labels int) ([]byte, int) {
	scales := make([]float32, labels)
	for i, w := range h.weights {
		scales[i%labels] = max(scales[i%labels], float32(math.Abs(float64(w)))/math.MaxInt16)
	}
	type entry struct {
		key uint32
		row int32
	}
	var entries []entry
	var rows []int16
	for slot, row := range h.keys.rows {
		if row < 0 {
			continue
		}
		small := quantise(h.weights[int(row)*labels:(int(row)+1)*labels], scales)
		if slices.ContainsFunc(small, func(q int16) bool { return q >= leastKept || q <= -leastKept }) {
			entries = append(entries, entry{h.keys.keys[slot], int32(len(rows) / labels)})
			rows = append(rows, small...)
		}
	}
	slices.SortFunc(entries, func(a, b entry) int { return int(int64(a.key) - int64(b.key)) })
	var out []byte
	previous := uint32(0)
	for _, e := range entries {
		out = binary.AppendUvarint(out, uint64(e.key-previous))
		previous = e.key
	}
	for _, s := range scales {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(s))
	}
	for _, e := range entries {
		for _, q := range rows[int(e.row)*labels : (int(e.row)+1)*labels] {
			out = binary.LittleEndian.AppendUint16(out, uint16(q))
		}
	}
	return out, len(entries)
}

func quantise(weights, scales []float32) []int16 {
	small := make([]int16, len(weights))
	for k, w := range weights {
		if scales[k] > 0 {
			small[k] = int16(math.Round(float64(w / scales[k])))
		}
	}
	return small
}

// ReadClassifier reads what [Classifier.WriteTo] wrote. Any other bytes give an error that wraps
// [ErrModel]; it never takes more memory than a small multiple of the file.
func ReadClassifier(r io.Reader) (*Classifier, error) {
	data, err := io.ReadAll(io.LimitReader(r, mostModelBytes))
	if err != nil {
		return nil, fmt.Errorf("reading a classifier: %w", err)
	}
	rest, ok := bytes.CutPrefix(data, []byte(modelFormat))
	if !ok {
		return nil, fmt.Errorf("%w: it does not begin with %q", ErrModel, modelFormat)
	}
	line, body, ok := bytes.Cut(rest, []byte("\n"))
	var header modelHeader
	if !ok || json.Unmarshal(line, &header) != nil {
		return nil, fmt.Errorf("%w: its header is broken", ErrModel)
	}
	if len(header.Labels) < 2 || len(header.Labels) > mostLabels || len(header.Heads) != 2 {
		return nil, fmt.Errorf("%w: %d labels, %d heads", ErrModel, len(header.Labels), len(header.Heads))
	}
	c := &Classifier{labels: header.Labels, many: header.Many, sure: header.Sure}
	for i, h := range []*head{&c.marked, &c.bare} {
		body, err = h.unpack(header.Heads[i], len(c.labels), body)
		if err != nil {
			return nil, err
		}
	}
	if len(body) > 0 {
		return nil, fmt.Errorf("%w: %d bytes too many", ErrModel, len(body))
	}
	return c, nil
}

// unpack reads one head from the beginning of data and returns what is behind it.
func (h *head) unpack(header headHeader, labels int, data []byte) ([]byte, error) {
	n := header.Keys
	if n < 0 || n > mostFeatures || n > len(data) || len(header.Bias) != labels || !(header.Temperature > 0) {
		return nil, fmt.Errorf("%w: a head of %d keys", ErrModel, n)
	}
	h.bias, h.temperature, h.keys = header.Bias, header.Temperature, newKeyTable(n)
	key := uint64(0)
	for range n {
		distance, size := binary.Uvarint(data)
		if size <= 0 || distance > math.MaxUint32 {
			return nil, fmt.Errorf("%w: a key is broken", ErrModel)
		}
		data = data[size:]
		key += distance
		if key > math.MaxUint32 {
			return nil, fmt.Errorf("%w: a key is too large", ErrModel)
		}
		h.keys.insert(uint32(key))
	}
	if h.keys.n != n || len(data) < labels*(4+2*n) {
		return nil, fmt.Errorf("%w: it is cut short", ErrModel)
	}
	scales := make([]float32, labels)
	for k := range scales {
		scales[k] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*k:]))
		if !(math.Abs(float64(scales[k])) < 1e6) {
			return nil, fmt.Errorf("%w: a scale is no number", ErrModel)
		}
	}
	data = data[4*labels:]
	h.weights = make([]float32, n*labels)
	for i := range h.weights {
		h.weights[i] = float32(int16(binary.LittleEndian.Uint16(data[2*i:]))) * scales[i%labels]
	}
	return data[2*n*labels:], nil
}

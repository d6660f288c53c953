package gate

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"math"
	"math/bits"
)

// Key is the random key of a day. Under it, and only for that day, the same voice gives the same number.
type Key [32]byte

// NewKey is a fresh key.
func NewKey() (k Key) {
	_, _ = rand.Read(k[:]) // never fails
	return k
}

// Voice turns what an export says about who spoke into a number that means nothing without the key. It is called
// where a line is read, so that nothing else ever holds the name. 0 stands for nobody.
func (k Key) Voice(who string) uint64 {
	if who == "" {
		return 0
	}
	h := hmac.New(sha256.New, k[:])
	h.Write([]byte(who))
	return binary.BigEndian.Uint64(h.Sum(nil))
}

const (
	sketchBits = 11
	registers  = 1 << sketchBits
)

// Sketch estimates how many distinct voices there were, without keeping any (HyperLogLog, Flajolet et al. 2007);
// the standard error is 2.3 %. The zero value has heard nobody.
type Sketch struct{ register [registers]uint8 }

// Add hears a voice.
func (s *Sketch) Add(voice uint64) {
	if voice == 0 {
		return
	}
	i := voice >> (64 - sketchBits)
	rank := uint8(bits.LeadingZeros64(voice<<sketchBits|1<<(sketchBits-1)) + 1)
	s.register[i] = max(s.register[i], rank)
}

// Merge hears what another sketch of the same day heard.
func (s *Sketch) Merge(o *Sketch) {
	for i, r := range o.register {
		s.register[i] = max(s.register[i], r)
	}
}

// Estimate is how many distinct voices were heard, about.
func (s *Sketch) Estimate() float64 {
	sum, empty := 0.0, 0
	for _, r := range s.register {
		sum += math.Ldexp(1, -int(r))
		if r == 0 {
			empty++
		}
	}
	const m = float64(registers)
	raw := 0.7213 / (1 + 1.079/m) * m * m / sum
	if raw <= 2.5*m && empty > 0 {
		return m * math.Log(m/float64(empty))
	}
	return raw
}

// Rounded is the estimate as it may be kept: to the next five, and nothing below five.
func (s *Sketch) Rounded() int {
	n := int(math.Round(s.Estimate()/5) * 5)
	if s.Estimate() < Floor {
		return 0
	}
	return n
}

// Bytes is the sketch as it is shared during its day.
func (s *Sketch) Bytes() []byte { return append([]byte(nil), s.register[:]...) }

// SketchOf reads Bytes; anything else is an empty sketch.
func SketchOf(data []byte) *Sketch {
	s := &Sketch{}
	if len(data) == registers {
		copy(s.register[:], data)
	}
	return s
}

package similar

import (
	"bytes"
	"encoding/gob"
)

func (s *Stream) MarshalBinary() ([]byte, error) {
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(s.items)
	return b.Bytes(), err
}

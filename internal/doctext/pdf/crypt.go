package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
)

// decrypter opens the streams of a file whose user password is empty: printing or copying may be
// restricted in it, reading is not. It knows the standard handler with RC4 and AES, keys of 40 to 256
// bits (ISO 32000-2, 7.6). Strings outside streams are never shown and stay as they are.
type decrypter struct {
	key    []byte
	method name // V2, AESV2, AESV3 or None
	meta   bool // metadata is encrypted too
}

func newDecrypter(f *file, e dict, id []byte) (*decrypter, error) {
	if f.name(e["Filter"]) != "Standard" {
		return nil, ErrEncryption
	}
	version, revision := asInt(f.resolve(e["V"])), asInt(f.resolve(e["R"]))
	d := &decrypter{method: "V2", meta: f.resolve(e["EncryptMetadata"]) != false}
	bits := asInt(f.resolve(e["Length"]))
	if bits < 40 || bits > 256 {
		bits = 40
	}
	if version >= 4 {
		filter := f.dict(f.dict(e["CF"])[f.name(e["StmF"])])
		d.method = f.name(filter["CFM"])
		if filter == nil || d.method == "None" {
			d.method = "None"
			return d, nil
		}
		bits = max(bits, 128)
	}
	owner, _ := f.resolve(e["O"]).(text)
	user, _ := f.resolve(e["U"]).(text)
	switch {
	case version == 5 && (revision == 5 || revision == 6):
		sealed, _ := f.resolve(e["UE"]).(text)
		d.key = keyOf256(revision, []byte(user), []byte(sealed))
	case version >= 1 && version <= 4 && revision >= 2 && revision <= 4 && len(owner) >= 32 && len(user) >= 16:
		permissions := uint32(int64(f.number(e["P"], 0)))
		size := 5
		if revision >= 3 {
			size = min(bits/8, 16)
		}
		d.key = keyOf128(revision, size, owner[:32], permissions, id, d.meta)
		if !opensWith(revision, d.key, []byte(user), id) {
			d.key = nil
		}
	default:
		return nil, ErrEncryption
	}
	if d.key == nil {
		return nil, ErrPassword
	}
	return d, nil
}

var padding = []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")

// keyOf128 is algorithm 2 for the empty password.
func keyOf128(revision, size int, owner text, permissions uint32, id []byte, meta bool) []byte {
	h := md5.New()
	h.Write(padding)
	h.Write([]byte(owner))
	h.Write(binary.LittleEndian.AppendUint32(nil, permissions))
	h.Write(id)
	if revision >= 4 && !meta {
		h.Write([]byte{0xff, 0xff, 0xff, 0xff})
	}
	key := h.Sum(nil)[:size]
	if revision >= 3 {
		for range 50 {
			sum := md5.Sum(key)
			key = sum[:size]
		}
	}
	return key
}

// opensWith is algorithms 4 and 5: does the key belong to the empty password?
func opensWith(revision int, key, user, id []byte) bool {
	if revision == 2 {
		return bytes.Equal(rc4Of(key, padding), user[:min(len(user), 32)])
	}
	sum := md5.Sum(append(append([]byte{}, padding...), id...))
	check := sum[:]
	for i := range byte(20) {
		step := make([]byte, len(key))
		for j := range key {
			step[j] = key[j] ^ i
		}
		check = rc4Of(step, check)
	}
	return bytes.Equal(check, user[:16])
}

// keyOf256 is algorithm 2.A for the empty user password; nil if it does not open the file.
func keyOf256(revision int, user, sealed []byte) []byte {
	if len(user) < 48 || len(sealed) < 32 {
		return nil
	}
	hash := hardHash
	if revision == 5 {
		hash = func(salt []byte) []byte {
			sum := sha256.Sum256(salt)
			return sum[:]
		}
	}
	if !bytes.Equal(hash(user[32:40]), user[:32]) {
		return nil
	}
	block, err := aes.NewCipher(hash(user[40:48]))
	if err != nil {
		return nil
	}
	key := make([]byte, 32)
	cipher.NewCBCDecrypter(block, make([]byte, 16)).CryptBlocks(key, sealed[:32])
	return key
}

// hardHash is algorithm 2.B for the empty password.
func hardHash(salt []byte) []byte {
	sum := sha256.Sum256(salt)
	k := sum[:]
	for round := 0; ; round++ {
		k1 := bytes.Repeat(k, 64)
		block, err := aes.NewCipher(k[:16])
		if err != nil {
			return nil
		}
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(k1, k1)
		rest := 0
		for _, c := range k1[:16] {
			rest += int(c)
		}
		switch rest % 3 {
		case 0:
			s := sha256.Sum256(k1)
			k = s[:]
		case 1:
			s := sha512.Sum384(k1)
			k = s[:]
		case 2:
			s := sha512.Sum512(k1)
			k = s[:]
		}
		if round >= 63 && int(k1[len(k1)-1]) <= round-31 {
			return k[:32]
		}
	}
}

func rc4Of(key, data []byte) []byte {
	c, err := rc4.NewCipher(key)
	if err != nil {
		return nil
	}
	out := make([]byte, len(data))
	c.XORKeyStream(out, data)
	return out
}

// stream decrypts the bytes of one stream.
func (d *decrypter) stream(s *stream, data []byte) []byte {
	kind := s.dict["Type"]
	if d.method == "None" || kind == name("XRef") || kind == name("Metadata") && !d.meta || s.id.num == 0 {
		return data
	}
	if d.method == "AESV3" {
		return aesOf(d.key, data)
	}
	own := binary.LittleEndian.AppendUint32(append([]byte{}, d.key...), uint32(s.id.num))[:len(d.key)+3]
	own = append(own, byte(s.id.gen), byte(s.id.gen>>8))
	if d.method == "AESV2" {
		own = append(own, "sAlT"...)
	}
	sum := md5.Sum(own)
	key := sum[:min(len(d.key)+5, 16)]
	if d.method == "AESV2" {
		return aesOf(key, data)
	}
	return rc4Of(key, data)
}

// aesOf undoes AES in CBC mode; the first block is the starting value, the last is padded.
func aesOf(key, data []byte) []byte {
	block, err := aes.NewCipher(key)
	whole := len(data) / 16 * 16
	if err != nil || whole < 32 {
		return nil
	}
	out := make([]byte, whole-16)
	cipher.NewCBCDecrypter(block, data[:16]).CryptBlocks(out, data[16:whole])
	if pad := int(out[len(out)-1]); pad >= 1 && pad <= 16 {
		out = out[:len(out)-pad]
	}
	return out
}

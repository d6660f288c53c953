package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// seal encrypts as PDF writers do: a starting block, CBC, padding.
func seal(key, plain []byte) []byte {
	pad := 16 - len(plain)%16
	plain = append(bytes.Clone(plain), bytes.Repeat([]byte{byte(pad)}, pad)...)
	iv := []byte("0123456789abcdef")
	block, _ := aes.NewCipher(key)
	out := make([]byte, len(plain))
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(out, plain)
	return append(iv, out...)
}

// sealed is a page whose content, object 4, is encrypted; the dictionary of the encryption is given.
func sealed(encrypt, content string) []byte {
	data := build(
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
		streamOf("", content), times, encrypt,
	)
	id := hex.EncodeToString([]byte("an-binh-an-binh!"))
	return []byte(strings.Replace(string(data), "/Root 1 0 R", "/Root 1 0 R/Encrypt 6 0 R/ID[<"+id+"><"+id+">]", 1))
}

const secret = "BT /F 12 Tf 72 700 Td (Giao So Y te chu tri) Tj ET"

// aes128 is a file of version 4 for the empty password.
func aes128() []byte {
	owner := strings.Repeat("o", 32)
	id := []byte("an-binh-an-binh!")
	key := keyOf128(4, 16, text(owner), 0xfffffffc, id, true)
	sum := md5.Sum(append(bytes.Clone(padding), id...))
	user := sum[:]
	for i := range byte(20) {
		step := bytes.Clone(key)
		for j := range step {
			step[j] ^= i
		}
		user = rc4Of(step, user)
	}
	user = append(user, make([]byte, 16)...)
	own := md5.Sum(append(append(bytes.Clone(key), 4, 0, 0, 0, 0), "sAlT"...))
	encrypt := fmt.Sprintf("<</Filter/Standard/V 4/R 4/Length 128/P -4/O<%x>/U<%x>/CF<</StdCF<</CFM/AESV2/AuthEvent/DocOpen/Length 16>>>>/StmF/StdCF/StrF/StdCF>>", owner, user)
	return sealed(encrypt, string(seal(own[:], []byte(secret))))
}

// aes256 is a file of version 5, revision 6, for the empty password.
func aes256() []byte {
	fileKey := []byte("0123456789abcdef0123456789ABCDEF")
	check, salt := []byte("checking"), []byte("keysalt!")
	user := append(append(hardHash(check), check...), salt...)
	block, _ := aes.NewCipher(hardHash(salt))
	wrapped := make([]byte, 32)
	cipher.NewCBCEncrypter(block, make([]byte, 16)).CryptBlocks(wrapped, fileKey)
	perms := make([]byte, 16)
	permsBlock, _ := aes.NewCipher(fileKey)
	permsBlock.Encrypt(perms, []byte("\xfc\xff\xff\xff\xff\xff\xff\xffTadbabcd"))
	encrypt := fmt.Sprintf("<</Filter/Standard/V 5/R 6/Length 256/P -4/O<%x>/OE<%x>/U<%x>/UE<%x>/Perms<%x>/CF<</StdCF<</CFM/AESV3/AuthEvent/DocOpen/Length 32>>>>/StmF/StdCF/StrF/StdCF>>",
		make([]byte, 48), make([]byte, 32), user, wrapped, perms)
	return sealed(encrypt, string(seal(fileKey, []byte(secret))))
}

func TestAESWithoutAPasswordIsRead(t *testing.T) {
	t.Parallel()
	for name, data := range map[string][]byte{"128 bits": aes128(), "256 bits": aes256()} {
		lines := read(t, data)
		if len(lines) != 1 || lines[0].Text != "Giao So Y te chu tri" {
			t.Errorf("%s: %+v", name, lines)
		}
		wrong := bytes.Replace(data, []byte("/U<"), []byte("/U<00"), 1)
		if _, err := Read(t.Context(), wrong, DefaultLimits()); !errors.Is(err, ErrPassword) {
			t.Errorf("%s with another password: %v", name, err)
		}
	}
}

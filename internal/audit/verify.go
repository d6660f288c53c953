package audit

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
)

// Finding is one thing wrong with the log, in a Vietnamese sentence with its arguments.
type Finding struct {
	Sentence string
	Args     []any
}

func (f Finding) String() string { return fmt.Sprintf(f.Sentence, f.Args...) }

// Verification is the outcome of Verify.
type Verification struct {
	Sealed   int64 // lines in the chain
	Waiting  int64 // committed lines that the next sealing will take
	Findings []Finding
}

// OK reports whether nothing is wrong.
func (v Verification) OK() bool { return len(v.Findings) == 0 }

// Verify walks the whole chain and compares it with the signed heads and with the head remembered beside
// the key. It finds edited and deleted lines, a cut end and a chain that was computed anew.
func Verify(ctx context.Context, d *db.DB, keys *Keys) (Verification, error) {
	var v Verification
	err := d.Read(ctx, func(tx *db.Tx) error {
		chain, err := v.walk(ctx, tx)
		if err != nil {
			return err
		}
		err = v.checkHeads(ctx, tx, keys, chain)
		if err != nil {
			return err
		}
		return tx.QueryRow(ctx, `
			SELECT COUNT(*) FROM audit_line l
			 WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.line_id = l.id)`).Scan(&v.Waiting)
	})
	if err != nil {
		return v, fmt.Errorf("verifying the audit log: %w", err)
	}
	return v, nil
}

func (v *Verification) find(sentence string, args ...any) {
	const enough = 20
	if len(v.Findings) < enough {
		v.Findings = append(v.Findings, Finding{sentence, args})
	}
}

// walk recomputes the chain and returns its hashes by sequence number.
func (v *Verification) walk(ctx context.Context, tx *db.Tx) (map[int64]string, error) {
	r, err := tx.Query(ctx, `
		SELECT s.seq, s.hash, s.line_id, l.at, COALESCE(l.actor_id, 0), COALESCE(l.actor, ''), COALESCE(l.action, ''),
		       COALESCE(l.object, ''), COALESCE(l.object_id, 0), COALESCE(l.sentence, ''), COALESCE(l.args, '')
		  FROM audit_seal s
		  LEFT JOIN audit_line l ON l.id = s.line_id
		 ORDER BY s.seq`)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	chain := map[int64]string{}
	previous, next := strings.Repeat("0", 64), int64(1)
	for r.Next() {
		l, there, err := scanSealed(r)
		if err != nil {
			return nil, err
		}
		for ; next < l.seq; next++ {
			v.find("Thiếu dòng nhật ký thứ %d: dòng đã bị xóa.", next)
		}
		switch {
		case !there:
			v.find("Thiếu dòng nhật ký thứ %d: dòng đã bị xóa.", l.seq)
		case l.hash(previous) != l.hashNow:
			v.find("Dòng nhật ký thứ %d (%s) không khớp mã niêm phong: dòng đã bị sửa.", l.seq, l.action)
		}
		previous, next = l.hashNow, l.seq+1
		chain[l.seq] = l.hashNow
		v.Sealed++
	}
	return chain, r.Err()
}

func (v *Verification) checkHeads(ctx context.Context, tx *db.Tx, keys *Keys, chain map[int64]string) error {
	r, err := tx.Query(ctx, `SELECT day, seq, hash, signature FROM audit_head ORDER BY day`)
	heads, err := db.Collect(r, err, func(r *db.Rows) (h Head, err error) {
		err = r.Scan(&h.Day, &h.Seq, &h.Hash, &h.Signature)
		return h, err
	})
	if err != nil {
		return err
	}
	for _, h := range heads {
		v.checkHead(h, keys, chain)
	}
	known, err := keys.remembered()
	if err != nil {
		return err
	}
	if known != nil {
		v.checkHead(*known, keys, chain)
	}
	if known == nil && len(chain) > 0 {
		v.find("Không thấy bản ghi niêm phong cuối cùng trong thư mục khóa; không thể loại trừ việc cắt bớt cuối nhật ký.")
	}
	return nil
}

func (v *Verification) checkHead(h Head, keys *Keys, chain map[int64]string) {
	signature, err := hex.DecodeString(h.Signature)
	public := keys.private.Public().(ed25519.PublicKey)
	if err != nil || !ed25519.Verify(public, h.message(), signature) {
		v.find("Chữ ký niêm phong ngày %s không hợp lệ: nhật ký đã bị viết lại hoặc khóa đã bị thay.", h.Day)
		return
	}
	hash, there := chain[h.Seq]
	switch {
	case !there:
		v.find("Nhật ký bị cắt: niêm phong ngày %s ghi đến dòng thứ %d nhưng dòng đó không còn.", h.Day, h.Seq)
	case hash != h.Hash:
		v.find("Nhật ký đã bị viết lại trước niêm phong ngày %s (dòng thứ %d).", h.Day, h.Seq)
	}
}

// scanSealed reads a seal with its line; there is false if the line is gone.
func scanSealed(r *db.Rows) (l raw, there bool, err error) {
	var at *time.Time
	err = r.Scan(&l.seq, &l.hashNow, &l.id, &at, &l.actorID, &l.actor, &l.action, &l.object, &l.objectID, &l.sentence, &l.args)
	if err != nil || at == nil {
		return l, false, err
	}
	l.at = *at
	return l, true, nil
}

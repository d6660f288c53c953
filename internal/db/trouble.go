package db

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/nhipcau/nhipcau/internal/fault"
)

//go:embed locales
var locales embed.FS

// Locales are the sentences of this package in other languages.
func Locales() fs.FS { return locales }

// trouble tells a database that cannot serve for a while, which is nobody's fault here, from other errors: it
// becomes fault.Unavailable with a sentence. What is classified already stays.
func trouble(err error) error {
	if err == nil || fault.Find(err) != nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	switch troubleOf(err) {
	case gone:
		return fault.Wrap(fault.Unavailable, err, "Cơ sở dữ liệu tạm thời không trả lời. Bạn hãy đợi khoảng một phút rồi thử lại; nếu vừa gửi biểu mẫu, hãy xem lại nội dung đã được lưu chưa.")
	case full:
		return fault.Wrap(fault.Unavailable, err, "Máy chủ hết chỗ ghi nên chưa lưu được. Hãy báo quản trị hệ thống giải phóng ổ đĩa rồi gửi lại.")
	}
	return err
}

// state is how a database is.
type state int

const (
	well state = iota
	gone
	full
)

func troubleOf(err error) state {
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		switch lite.Code() & 0xff {
		case sqlite3.SQLITE_FULL:
			return full
		case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_BUSY:
			return gone
		}
		return well
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch {
		case pg.Code == "53100":
			return full
		case strings.HasPrefix(pg.Code, "53"), strings.HasPrefix(pg.Code, "57P"), strings.HasPrefix(pg.Code, "08"):
			return gone
		}
		return well
	}
	var connect *pgconn.ConnectError
	var network net.Error
	if errors.As(err, &connect) || errors.As(err, &network) && !network.Timeout() || pgconn.SafeToRetry(err) || strings.Contains(err.Error(), "conn closed") || strings.Contains(err.Error(), "unexpected EOF") {
		return gone
	}
	return well
}

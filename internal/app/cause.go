package app

import (
	"context"
	"errors"
	"io/fs"
	"regexp"
	"syscall"

	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/web"
)

// sqlState is the code by which PostgreSQL names what it refused.
var sqlState = regexp.MustCompile(`SQLSTATE ([0-9A-Z]{5})`)

// fileCauses are what the system says of files, and how we say it.
var fileCauses = []struct {
	what error
	say  string
}{
	{fs.ErrPermission, web.Mark("Tài khoản đang chạy không có quyền ở đó.")},
	{syscall.ENOSPC, web.Mark("Ổ đĩa đã hết chỗ.")},
	{syscall.EROFS, web.Mark("Ổ đĩa chỉ cho đọc.")},
	{syscall.ENOTDIR, web.Mark("Trên đường dẫn có một tệp ở chỗ của thư mục.")},
	{syscall.EISDIR, web.Mark("Đó là một thư mục.")},
	{fs.ErrNotExist, web.Mark("Thư mục trên nó không có.")},
}

// causeIn is what lies behind an error, in words as far as it is known; else as the library says it.
func causeIn(ctx context.Context, cause error) string {
	for _, f := range fileCauses {
		if errors.Is(cause, f.what) {
			return web.T(ctx, f.say)
		}
	}
	if found := sqlState.FindStringSubmatch(cause.Error()); found != nil {
		return web.T(ctx, "PostgreSQL trả lời mã %s.", found[1])
	}
	if text, known := page.CauseOf(cause.Error()); known {
		return text.In(ctx)
	}
	return cause.Error()
}

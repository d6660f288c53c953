package app

import (
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/robots"
)

type listenRobotsCommand struct {
	File  string `arg:"" help:"Tệp robots.txt; '-' là đầu vào chuẩn."`
	Agent string `required:"" placeholder:"TÊN" help:"Tên chương trình tải, ví dụ NhipCau."`
	URL   string `name:"url" required:"" placeholder:"ĐỊA-CHỈ" help:"Địa chỉ muốn tải, đã mã hóa phần trăm."`
}

// Run prints allow or deny. Of a long file as much is read as a reader on the net reads.
func (c listenRobotsCommand) Run(r *run) error {
	u, err := url.Parse(c.URL)
	if c.URL != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" && !strings.HasPrefix(c.URL, "/") || u.Scheme != "" && u.Host == "") {
		return fault.New(fault.Invalid, "Địa chỉ %q không đúng. Hãy viết như https://bao.vi-du.vn/tin, hoặc chỉ đường dẫn như /tin.", c.URL)
	}
	in, shut, err := openInput(r, c.File)
	if err != nil {
		return err
	}
	defer shut()
	data, err := io.ReadAll(io.LimitReader(in, robots.MaxBytes+1))
	if err != nil {
		return cannotOpen(c.File, err)
	}
	answer := "deny"
	if robots.Parse(data).Allowed(c.Agent, c.URL) {
		answer = "allow"
	}
	_, err = fmt.Fprintln(r.Stdout, answer)
	return err
}

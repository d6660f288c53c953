package app

import (
	"fmt"

	"github.com/nhipcau/nhipcau/internal/listen/robots"
)

type listenRobotsCommand struct {
	File  string `arg:"" help:"Tệp robots.txt; '-' là đầu vào chuẩn."`
	Agent string `required:"" placeholder:"TÊN" help:"Tên chương trình tải, ví dụ NhipCau."`
	URL   string `name:"url" required:"" placeholder:"ĐỊA-CHỈ" help:"Địa chỉ muốn tải, đã mã hóa phần trăm."`
}

// longestRobots is more than is ever read of a robots.txt, so that a longer one is cut and not refused.
const longestRobots = 64 << 20

// Run prints allow or deny.
func (c listenRobotsCommand) Run(r *run) error {
	data, err := readInput(r, c.File, longestRobots)
	if err != nil {
		return err
	}
	answer := "deny"
	if robots.Parse(data).Allowed(c.Agent, c.URL) {
		answer = "allow"
	}
	_, err = fmt.Fprintln(r.Stdout, answer)
	return err
}

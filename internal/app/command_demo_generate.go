package app

import (
	"fmt"

	"github.com/nhipcau/nhipcau/internal/demo/press"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/law"
)

type demoCommands struct {
	Serve    demoCommand     `cmd:"" default:"withargs" help:"Tạo tỉnh An Bình hư cấu trong thư mục dữ liệu rồi chạy máy chủ (mặc định)."`
	Generate generateCommand `cmd:"" help:"Viết báo chí, trang tin và tiếng nói của tỉnh An Bình hư cấu ra tệp, kèm sự thật để chấm điểm lắng nghe."`
	Score    scoreCommand    `cmd:"" help:"Cho hệ thống nghe báo chí hư cấu theo đúng giờ tin đến rồi chấm các cảnh báo theo sự thật đã gieo."`
}

type generateCommand struct {
	Seed      uint64 `required:"" placeholder:"SỐ" help:"Hạt giống; cùng hạt giống và cùng tùy chọn thì cùng từng byte."`
	Days      int    `default:"90" placeholder:"SỐ" help:"Số ngày, từ 30 đến 400."`
	Items     int    `default:"12000" placeholder:"SỐ" help:"Khoảng bao nhiêu tin."`
	Syllables int    `default:"0" placeholder:"SỐ" help:"Độ dài bài, âm tiết; 0 là từ 120 đến 500."`
	From      string `placeholder:"NGÀY" help:"Ngày đầu; để trống thì chọn sao cho Tết 2026 nằm trong khoảng."`
	Lines     bool   `help:"Chỉ viết NDJSON; không viết tệp feed, trang HTML và bảng CSV."`
	JSON      bool   `name:"json" help:"In kết quả dạng JSON."`
	Out       string `required:"" placeholder:"THƯ-MỤC" type:"path" help:"Thư mục để viết vào."`
}

// Run writes a press with its truth into a folder.
func (c generateCommand) Run(r *run) error {
	o := press.Options{Seed: c.Seed, Days: c.Days, Items: c.Items, Syllables: c.Syllables}
	if c.From != "" {
		from, err := law.ParseDate(c.From)
		if err != nil {
			return err
		}
		o.From = from
	}
	p, err := press.New(o)
	if err != nil {
		return err
	}
	defer r.saying("Đang viết khoảng %d tin…", c.Items)()
	sum, err := press.Write(p, press.Folder{Dir: c.Out, Feeds: !c.Lines})
	if err != nil {
		return fault.Wrap(fault.Unavailable, err, "Không viết được vào thư mục %s.", c.Out)
	}
	if c.JSON {
		return printJSON(r.Stdout, sum)
	}
	_, err = fmt.Fprintf(r.Stdout, "Đã viết %d tin từ %s đến %s, gieo %d đợt bùng nổ; sự thật ở truth.json.\n", sum.Items, sum.From, sum.To, sum.Bursts)
	return err
}

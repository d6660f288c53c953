package app

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/page"
)

type listenSourcesCommands struct {
	List   listenSourcesListCommand   `cmd:"" help:"Liệt kê các nguồn."`
	Add    listenSourcesAddCommand    `cmd:"" help:"Thêm một nguồn."`
	Import listenSourcesImportCommand `cmd:"" help:"Thêm các nguồn từ danh sách OPML hoặc CSV; nguồn đã có được bỏ qua."`
	Export listenSourcesExportCommand `cmd:"" help:"In mọi nguồn dạng OPML hoặc CSV."`
	Token  listenSourcesTokenCommand  `cmd:"" help:"Cấp mã đẩy tin mới cho một nguồn loại push; mã chỉ hiện một lần."`
}

type listenSourcesListCommand struct {
	config.Data
	JSON bool `name:"json" help:"In một giá trị JSON."`
}

// listedSource is one source as the list prints it.
type listedSource struct {
	ID         listen.SourceID `json:"id"`
	Name       string          `json:"name"`
	Kind       listen.Kind     `json:"kind"`
	Class      listen.Class    `json:"class"`
	Address    string          `json:"address"`
	Area       string          `json:"area"`
	Weight     float64         `json:"weight"`
	Permission string          `json:"permission"`
	State      listen.State    `json:"state"`
}

func (c listenSourcesListCommand) Run(r *run) error {
	return withSources(r, c.Data, func(_ *listen.Service, all []listen.Source) error {
		listed := make([]listedSource, len(all))
		for i, src := range all {
			listed[i] = listedSource{src.ID, src.Name, src.Kind, src.Class, src.Address, src.Area, src.Weight, src.Permission, src.State}
		}
		if c.JSON {
			return printJSON(r.Stdout, listed)
		}
		for _, src := range listed {
			_, err := fmt.Fprintf(r.Stdout, "%d\t%s\t%s\t%s\t%s\t%s\n", src.ID, src.Name, page.KindWord(src.Kind), page.ClassWord(src.Class), page.StateWord(src.State), src.Address)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// withSources opens data that is there and reads its sources.
func withSources(r *run, data config.Data, fn func(s *listen.Service, all []listen.Source) error) error {
	err := refuseEmpty(r, data)
	if err != nil {
		return err
	}
	return withListening(r, data, func(s *listen.Service) error {
		var all []listen.Source
		err := s.DB.Read(r, func(tx *db.Tx) (err error) {
			all, err = s.Sources(r, tx)
			return err
		})
		if err != nil {
			return err
		}
		return fn(s, all)
	})
}

type listenSourcesAddCommand struct {
	config.Data
	Name       string  `arg:"" help:"Tên nguồn, ví dụ 'Báo An Bình'."`
	Address    string  `arg:"" optional:"" help:"Địa chỉ nguồn tin, hoặc thư mục chứa thư .eml (loại mail)."`
	Kind       string  `default:"feed" enum:"feed,sitemap,mail,file,push,manual" help:"Loại: feed, sitemap, mail, file, push hoặc manual."`
	Class      string  `default:"provincial" enum:"central,provincial,portal,page,social,radio" help:"Nhóm: central, provincial, portal, page, social hoặc radio."`
	Area       string  `placeholder:"NƠI" help:"Địa bàn mà nguồn nói đến."`
	Weight     float64 `default:"1" help:"Trọng số khi xếp thứ tự trong điểm tin đề xuất: 1 là thường, nhiều nhất là 10."`
	Permission string  `placeholder:"VĂN-BẢN" help:"Ai cho phép dùng nguồn này, số văn bản."`

	Rule []string `sep:"none" placeholder:"QUY-TẮC" help:"Quy tắc lấy bài của trang, ví dụ 'nội dung = div.bai; bỏ = .quang-cao'; có thể dùng nhiều lần."`
}

func (c listenSourcesAddCommand) Run(r *run) error {
	return withListening(r, c.Data, func(s *listen.Service) error {
		return s.DB.Write(r, func(tx *db.Tx) error {
			src, err := s.SaveSource(r, tx, listen.Source{
				Name: c.Name, Address: c.Address, Kind: listen.Kind(c.Kind), Class: listen.Class(c.Class), Area: c.Area, Weight: c.Weight, Permission: c.Permission,
				Settings: listen.Settings{Rules: c.Rule},
			})
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(r.Stdout, "Đã thêm nguồn số %d.\n", src.ID)
			return err
		})
	})
}

type listenSourcesImportCommand struct {
	config.Data
	File  string `arg:"" help:"Tệp OPML, hoặc CSV có các cột name, kind, class, address, site, language, area, weight, permission; '-' là đầu vào chuẩn."`
	Class string `default:"provincial" enum:"central,provincial,portal,page,social,radio" help:"Nhóm của nguồn không ghi nhóm: central, provincial, portal, page, social hoặc radio."`
}

// mostList is how large a list of sources may be.
const mostList = 16 << 20

func (c listenSourcesImportCommand) Run(r *run) error {
	data, err := readInput(r, c.File, mostList)
	if err != nil {
		return err
	}
	all, err := listen.ReadSources(data, listen.Class(c.Class))
	if err != nil {
		return err
	}
	return withListening(r, c.Data, func(s *listen.Service) error {
		var done listen.Listed
		err := s.DB.Write(r, func(tx *db.Tx) (err error) {
			done, err = s.AddSources(r, tx, all)
			return err
		})
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(r.Stdout, "Đã thêm %d trong %d nguồn.\n", done.Added, len(all))
		for _, x := range done.Refused {
			_, _ = fmt.Fprintf(r.Stderr, "%s: %v\n", x.Name, x.Why)
		}
		if err == nil && len(done.Refused) > 0 {
			err = fault.New(fault.Invalid, "%d nguồn trong danh sách không dùng được; hãy sửa rồi nhập lại.", len(done.Refused))
		}
		return err
	})
}

type listenSourcesExportCommand struct {
	config.Data
	CSV bool `name:"csv" help:"Ghi CSV thay cho OPML."`
}

func (c listenSourcesExportCommand) Run(r *run) error {
	return withSources(r, c.Data, func(s *listen.Service, all []listen.Source) error {
		var b bytes.Buffer
		write := s.WriteOPML
		if c.CSV {
			write = listen.WriteCSV
		}
		err := write(&b, all)
		if err != nil {
			return err
		}
		_, err = r.Stdout.Write(b.Bytes())
		return err
	})
}

type listenSourcesTokenCommand struct {
	config.Data
	Name string `arg:"" help:"Tên nguồn."`
}

func (c listenSourcesTokenCommand) Run(r *run) error {
	return withListening(r, c.Data, func(s *listen.Service) error {
		var token string
		err := s.DB.Write(r, func(tx *db.Tx) error {
			src, err := s.SourceByName(r, tx, c.Name)
			if err != nil {
				return err
			}
			token, err = s.NewToken(r, tx, src.ID)
			return err
		})
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(r.Stdout, token)
		return err
	})
}

type listenReplayCommand struct {
	config.Data
	Since string `required:"" placeholder:"NGÀY" help:"Từ ngày nào, ví dụ 2026-11-01."`
}

// Run asks stored items again. It can be stopped and goes on where it was when it is called with the same day.
func (c listenReplayCommand) Run(r *run) error {
	since, err := time.ParseInLocation(time.DateOnly, strings.TrimSpace(c.Since), time.FixedZone("+07", 7*60*60))
	if err != nil {
		return fault.New(fault.Invalid, "Ngày %s không đúng; viết như 2026-11-01.", c.Since)
	}
	err = refuseEmpty(r, c.Data)
	if err != nil {
		return err
	}
	return withListening(r, c.Data, func(s *listen.Service) error {
		said := time.Now()
		p, err := s.Replay(r, since, func(p listen.Progress) {
			if time.Since(said) > patience {
				said = time.Now()
				sentence := "Đã xếp lại %d trên %d tin ở %s…\n"
				if p.Phase == listen.Indexing {
					sentence = "Đã lập lại chỉ mục từ của %d trên %d tin ở %s…\n"
				}
				_, _ = fmt.Fprintf(r.Stderr, sentence, p.Done, p.Total, filepath.Base(c.Dir)) // only a courtesy
			}
		})
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(r.Stdout, "Đã xếp lại %d tin.\n", p.Done)
		return err
	})
}

package app

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
)

type listenIngestCommand struct {
	config.Data
	Files  []string `arg:"" help:"Tệp: nguồn tin (RSS, Atom, JSON Feed), trang HTML, hoặc NDJSON mỗi dòng một tin; '-' là đầu vào chuẩn."`
	Source string   `placeholder:"TÊN" help:"Nguồn của mọi tin; chưa có thì được tạo. Bỏ trống: lấy tên nguồn trong tệp."`
	Class  string   `default:"provincial" enum:"central,provincial,portal,page,social,radio" help:"Nhóm của nguồn được tạo: central, provincial, portal, page, social hoặc radio."`
	JSON   bool     `name:"json" help:"In một giá trị JSON: read, stored, duplicates (đã có, trùng hoặc sửa nhẹ), stories (dòng sự việc mới), dropped, seconds."`
}

// ingested is what the command prints.
type ingested struct {
	listen.Received
	Seconds float64 `json:"seconds"`
}

// Run stores the items of files. A server may run beside it: then the server understands the items and the
// command waits for it.
func (c listenIngestCommand) Run(r *run) (err error) {
	return withListening(r, c.Data, func(s *listen.Service) error {
		began := time.Now()
		in := s.NewIntake(r, c.Source, listen.Class(c.Class))
		for _, file := range c.Files {
			err = c.read(r, in, file)
			if err != nil {
				break
			}
		}
		got, failed := in.Close()
		if err == nil {
			err = failed
		}
		if err != nil {
			return err
		}
		got, err = s.Settle(r, got)
		if err != nil {
			return err
		}
		done := ingested{got, time.Since(began).Seconds()}
		if c.JSON {
			return printJSON(r.Stdout, done)
		}
		_, err = fmt.Fprintf(r.Stdout, "Đã đọc %d tin trong %.1f giây: %d tin mới, %d trùng, %d dòng sự việc mới, %d bỏ qua.\n",
			done.Read, done.Seconds, done.Stored, done.Duplicates, done.Stories, done.Dropped)
		return err
	})
}

func (c listenIngestCommand) read(r *run, in *listen.Intake, file string) error {
	f, shut, err := openInput(r, file)
	if err != nil {
		return err
	}
	defer shut()
	defer r.saying("Đang nạp %s…", filepath.Base(file))()
	return in.File(file, f)
}

type listenStatsCommand struct {
	config.Data
	JSON bool `name:"json" help:"In một giá trị JSON."`
}

func (c listenStatsCommand) Run(r *run) error {
	err := refuseEmpty(r, c.Data)
	if err != nil {
		return err
	}
	return withListening(r, c.Data, func(s *listen.Service) error {
		var st listen.Stats
		err := s.DB.Read(r, func(tx *db.Tx) (err error) {
			st, err = s.Stats(r, tx)
			return err
		})
		if err != nil {
			return err
		}
		st.Voices = gate.Public(st.Voices) // of who spoke on social sources, what can be told is told in fives
		if c.JSON {
			return printJSON(r.Stdout, st)
		}
		_, err = fmt.Fprintf(r.Stdout, "%d nguồn, %d tin (%d trùng, %d đang chờ đọc), %d dòng sự việc, %d chủ đề.\n",
			st.Sources, st.Items, st.Copies, st.Waiting, st.Stories, st.Topics)
		return err
	})
}

// withListening opens the data with all packages joined, as a server does, and closes it again.
func withListening(r *run, data config.Data, fn func(*listen.Service) error) (err error) {
	h, err := build(r, blueprint{Data: data})
	if err != nil {
		return err
	}
	defer func() {
		back := h.listen.GiveBack(context.WithoutCancel(r))
		closed := h.Close()
		switch {
		case err != nil:
		case back != nil:
			err = back
		case closed != nil:
			err = fault.Wrap(fault.Unavailable, closed, "Không đóng được cơ sở dữ liệu.")
		}
	}()
	return fn(h.listen)
}

package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
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
	Files  []string `arg:"" help:"Tệp: nguồn tin (RSS, Atom, JSON Feed), trang HTML, bảng CSV hoặc XLSX, hoặc NDJSON mỗi dòng một tin; '-' là đầu vào chuẩn."`
	Source string   `placeholder:"TÊN" help:"Nguồn của mọi tin; chưa có thì được tạo. Bỏ trống: lấy nguồn ghi trong tệp, không ghi thì tên miền của tin."`
	Class  string   `default:"" enum:",central,provincial,portal,page,social,radio" placeholder:"NHÓM" help:"Nhóm của mọi nguồn: central, provincial, portal, page, social (chỉ đếm, không lưu gì) hoặc radio. Bỏ trống: theo nguồn đã có, theo cột class của tệp; mục không ghi nhóm chỉ được giữ khi có tiêu đề và liên kết của báo chí."`
	JSON   bool     `name:"json" help:"In một giá trị JSON: read (đã đọc) = stored (tin mới) + duplicates (đã có, trùng hoặc sửa nhẹ) + dropped (không có gì để đọc, hoặc chỉ được đếm); stories (dòng sự việc mới), seconds; unread (tệp không nhận được và lý do) và notes (mục bỏ qua, ngày không đọc được, và lý do) khi có."`
}

// ingested is what the command prints.
type ingested struct {
	listen.Account
	Seconds float64      `json:"seconds"`
	Unread  []unreadFile `json:"unread,omitempty"` // only where a file could not be taken
	Notes   []unreadFile `json:"notes,omitempty"`  // only where entries were not taken as they stand there
}

// unreadFile is a file that could not be taken, whole or in part.
type unreadFile struct {
	File   string `json:"file"`
	Reason string `json:"reason"`
}

// Run stores the items of files. A server may run beside it: then the server understands the items and the
// command waits for it. Files that cannot be read do not keep the others from being stored.
func (c listenIngestCommand) Run(r *run) error {
	fresh, err := c.first(r)
	if err != nil {
		return err
	}
	return withListening(r, c.Data, func(s *listen.Service) error {
		if fresh {
			sayFresh(r, c.Data)
		}
		return c.ingest(r, s)
	})
}

func (c listenIngestCommand) ingest(r *run, s *listen.Service) error {
	began := time.Now()
	in := s.NewIntake(r, c.Source, listen.Class(c.Class))
	said := began
	in.Said = func(got listen.Received) {
		if time.Since(said) > patience {
			said = time.Now()
			_, _ = fmt.Fprintf(r.Stderr, "Đã nạp %d tin, %d tin mới…\n", got.Read, got.Stored) // only a courtesy
		}
	}
	var failed error
	for _, file := range c.Files {
		failed = c.read(r, in, file)
		if failed != nil {
			break
		}
	}
	got, err := in.Close()
	var unread listen.Unread
	switch {
	case failed != nil:
		return failed
	case err != nil && !errors.As(err, &unread):
		return err
	}
	got, err = s.Settle(r, got)
	if err != nil {
		return err
	}
	done := ingested{Account: got.Account(), Seconds: time.Since(began).Seconds()}
	for _, u := range unread {
		done.Unread = append(done.Unread, unreadFile{u.File, fault.Message(u.Err)})
	}
	for _, n := range got.Remarks {
		done.Notes = append(done.Notes, unreadFile{n.File, fault.Message(n.Said())})
	}
	if done.Read == 0 && len(unread) == 0 {
		_, _ = fmt.Fprintf(r.Stderr, "Không có tin nào trong %d tệp đã cho; không có gì được lưu.\n", len(c.Files)) // only a courtesy
	}
	err = c.print(r.Stdout, done)
	if !c.JSON {
		for _, n := range done.Notes {
			_, _ = fmt.Fprintln(r.Stderr, n.Reason) // only a courtesy
		}
	}
	if err != nil || len(unread) == 0 {
		return err
	}
	return errors.New(unread.Error()) // the sentence of each file, not of the first only
}

func (c listenIngestCommand) print(w io.Writer, done ingested) error {
	if c.JSON {
		return printJSON(w, done)
	}
	_, err := fmt.Fprintf(w, "Đã đọc %d tin trong %.1f giây: %d tin mới, %d trùng, %d bỏ qua; %d dòng sự việc mới.\n",
		done.Read, done.Seconds, done.Stored, done.Duplicates, done.Dropped, done.Stories)
	return err
}

func (c listenIngestCommand) read(r *run, in *listen.Intake, file string) error {
	f, shut, err := openInput(r, file)
	if err != nil {
		return in.Refuse(file, err)
	}
	defer shut()
	defer r.saying("Đang nạp %s…", filepath.Base(file))()
	return in.File(file, f)
}

// first reports whether the folder of data is new. It fails where it is and none of the files can be opened, so
// that a mistyped command leaves nothing behind.
func (c listenIngestCommand) first(r *run) (bool, error) {
	fresh, err := isFresh(c.Data)
	if err != nil || !fresh {
		return false, err
	}
	for _, file := range c.Files {
		_, shut, failed := openInput(r, file)
		if failed == nil {
			shut()
			return true, nil
		}
		err = errors.Join(err, failed)
	}
	return false, err
}

// isFresh reports whether a folder has no data yet.
func isFresh(data config.Data) (bool, error) {
	url, err := data.URL()
	if err != nil || url != "" {
		return false, err
	}
	_, err = os.Stat(filepath.Join(data.Dir, "nhipcau.db"))
	return errors.Is(err, fs.ErrNotExist), nil
}

// sayFresh tells that a folder of data was made, for whoever mistyped its name.
func sayFresh(r *run, data config.Data) {
	_, _ = fmt.Fprintf(r.Stderr, "Thư mục %s chưa có dữ liệu: đã tạo dữ liệu mới ở đó. Nếu gõ nhầm --data, hãy xóa thư mục ấy và chạy lại.\n", data.Dir) // only a courtesy
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
		_, err = fmt.Fprintf(r.Stdout, "%d nguồn (%d trên %d chạy tốt), %d tin (%d trùng, %d đang chờ đọc), %d dòng sự việc, %d chủ đề.\n",
			st.Sources, st.Healthy, st.Watched, st.Items, st.Copies, st.Waiting, st.Stories, st.Topics)
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

package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
)

// place says where programs are installed and which service runs them.
type place struct {
	To      string `name:"to" env:"NHIPCAU_HOME" default:"/opt/nhipcau" placeholder:"THƯ-MỤC" help:"Thư mục cài chương trình."`
	Service string `name:"service" default:"nhipcau" placeholder:"TÊN" help:"Dịch vụ systemd sẽ dừng và chạy lại; ghi 'off' nếu bạn tự dừng và chạy."`
	Admin   string `name:"admin" env:"NHIPCAU_ADMIN" default:"127.0.0.1:9090" placeholder:"ĐỊA-CHỈ" help:"Địa chỉ theo dõi của máy chủ, để biết máy chủ đã dừng hay đã sẵn sàng; ghi 'off' để bỏ qua."`
}

type installCommand struct{ place }

// Run installs the release in whose folder the program lies, where nothing is installed yet.
func (c installCommand) Run(r *run) error {
	from, err := unpacked()
	if err != nil {
		return err
	}
	home := installation{c.To}
	now, err := home.current()
	if err != nil {
		return err
	}
	if now != "" {
		return fault.New(fault.Conflict, "Thư mục %s đã cài bản %s. Hãy dùng lệnh upgrade.", c.To, now)
	}
	err = errors.Join(home.add(from, Version), home.use(Version), home.note(step{At: time.Now().UTC(), Act: "install", To: Version}))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(r.Stdout, "Đã cài bản %s vào %s.\nTiếp theo: chép nhipcau.service vào /etc/systemd/system/, sửa /etc/nhipcau.env, rồi chạy: systemctl enable --now nhipcau\n", Version, c.To)
	return err
}

type upgradeCommand struct {
	config.Data
	place
}

// Run replaces the installed version by the release in whose folder the program lies. When the schema changes
// it makes a backup first; when anything fails, the old version and the old data are back.
func (c upgradeCommand) Run(r *run) error {
	from, err := unpacked()
	if err != nil {
		return err
	}
	home := installation{c.To}
	old, err := home.current()
	if err != nil {
		return err
	}
	switch old {
	case "":
		return fault.New(fault.NotFound, "Thư mục %s chưa cài bản nào. Hãy dùng lệnh install.", c.To)
	case Version:
		return fault.New(fault.Conflict, "Bản %s đang được dùng rồi.", Version)
	}
	err = refuseEmpty(r, c.Data)
	if err != nil {
		return err
	}
	err = c.stop(r)
	if err != nil {
		return err
	}
	done, err := c.upgrade(r, home, from, old)
	if err != nil {
		return errors.Join(err, c.start(r))
	}
	err = c.start(r)
	if err != nil {
		_, _ = fmt.Fprintf(r.Stderr, "Bản %s không chạy được; đang đưa bản %s trở lại.\n", Version, old) // the error follows
		return errors.Join(err, c.stop(r), goBack(r, c.Data, home, done), c.start(r))
	}
	_, err = fmt.Fprintf(r.Stdout, "Đã nâng từ bản %s lên bản %s.\n", old, Version)
	if err == nil && done.Backup != "" {
		_, err = fmt.Fprintf(r.Stdout, "Dữ liệu trước khi nâng ở %s. Muốn trở lại: nhipcau rollback\n", done.Backup)
	}
	return err
}

func (c upgradeCommand) upgrade(r *run, home installation, from, old string) (step, error) {
	done := step{At: time.Now().UTC(), Act: "upgrade", From: old, To: Version}
	err := home.add(from, Version)
	if err != nil {
		return done, err
	}
	changes, err := changesSchema(r, c.Data)
	if err != nil {
		return done, err
	}
	if changes {
		done.Backup, err = backupBefore(r, c.Data, home, "truoc-ban-"+Version)
		if err != nil {
			return done, err
		}
		err = bringHouseUpToDate(r, c.Data)
		if err != nil {
			return done, errors.Join(fmt.Errorf("nâng cấu trúc dữ liệu không xong, dữ liệu cũ được đưa trở lại: %w", err), goBack(r, c.Data, home, done))
		}
	}
	return done, errors.Join(home.use(Version), home.note(done))
}

// unpacked is the folder of the running program, an unpacked release whose sums are right.
func unpacked() (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	self, err = filepath.EvalSymlinks(self)
	if err != nil {
		return "", err
	}
	dir := filepath.Dir(self)
	return dir, checkRelease(dir)
}

// changesSchema reports whether the database needs migrations. With several servers on one PostgreSQL the
// others must be stopped first.
func changesSchema(ctx context.Context, data config.Data) (bool, error) {
	d, err := openFilled(ctx, data)
	if err != nil {
		return false, err
	}
	defer func() { _ = d.Close() }() // only read
	err = refuseNewer(ctx, d)
	if err != nil {
		return false, err
	}
	n, err := d.Pending(ctx, schema())
	if err != nil || n == 0 {
		return false, err
	}
	others, err := d.OtherSessions(ctx)
	if err == nil && others > 0 {
		err = fault.New(fault.Conflict, "Còn %d kết nối khác vào cơ sở dữ liệu. Hãy dừng Nhịp Cầu trên mọi máy chủ rồi chạy lại.", others)
	}
	return true, err
}

func backupBefore(r *run, data config.Data, home installation, name string) (string, error) {
	d, err := openFilled(r, data)
	if err != nil {
		return "", err
	}
	defer func() { _ = d.Close() }() // only read
	err = os.MkdirAll(home.backups(), 0o700)
	if err != nil {
		return "", err
	}
	file := filepath.Join(home.backups(), fmt.Sprintf("%s-%s.tar.gz", name, time.Now().UTC().Format("20060102-150405.000")))
	defer r.saying("Đang sao lưu vào %s…", file)()
	_, err = backup(r, d, data, file)
	return file, err
}

// bringHouseUpToDate migrates and then builds the whole house once, so that what would fail at its start fails here.
func bringHouseUpToDate(r *run, data config.Data) error {
	defer r.saying("Đang nâng cấu trúc dữ liệu…")()
	h, err := build(r, blueprint{Data: data})
	if err != nil {
		return err
	}
	_, _, err = h.handler()
	return errors.Join(err, h.Close(), keepOwner(data.Dir))
}

// stop ends the service and makes sure that no server of this machine works on the data any more.
func (p place) stop(r *run) error {
	if p.Service != "off" {
		err := systemctl(r, "stop", p.Service)
		if err != nil {
			return err
		}
	}
	if p.Admin == "off" {
		return nil
	}
	c, err := net.DialTimeout("tcp", p.Admin, time.Second)
	if err == nil {
		return errors.Join(fault.New(fault.Conflict, "Máy chủ Nhịp Cầu vẫn đang chạy (%s trả lời). Hãy dừng rồi chạy lại lệnh này.", p.Admin), c.Close())
	}
	return nil
}

// readyWithin is how long a started service may take.
const readyWithin = time.Minute

func (p place) start(r *run) error {
	if p.Service == "off" {
		return nil
	}
	err := systemctl(r, "start", p.Service)
	if err != nil || p.Admin == "off" {
		return err
	}
	defer r.saying("Đang chờ máy chủ sẵn sàng…")()
	ctx, cancel := context.WithTimeout(r, readyWithin)
	defer cancel()
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		if ready(ctx, p.Admin) {
			return nil
		}
		select {
		case <-ctx.Done():
			return fault.New(fault.Unavailable, "Máy chủ chưa sẵn sàng sau %d giây. Xem: journalctl -u %s", int(readyWithin.Seconds()), p.Service)
		case <-tick.C:
		}
	}
}

func ready(ctx context.Context, admin string) bool {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+admin+"/readyz", nil)
	if err != nil {
		return false
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	return res.Body.Close() == nil && res.StatusCode == http.StatusOK
}

func systemctl(ctx context.Context, act, service string) error {
	out, err := exec.CommandContext(ctx, "systemctl", act, service).CombinedOutput()
	if err != nil {
		return fault.Wrap(fault.Unavailable, fmt.Errorf("%w: %s", err, out), "Không chạy được: systemctl %s %s. Nếu máy không dùng systemd, thêm --service off và tự dừng, chạy dịch vụ.", act, service)
	}
	return nil
}

// refuseNewer stops an older program on the data of a newer one.
func refuseNewer(ctx context.Context, d *db.DB) error {
	n, err := d.Unknown(ctx, schema())
	if err != nil {
		return err
	}
	if n > 0 {
		return fault.New(fault.Conflict, "Dữ liệu này của một bản Nhịp Cầu mới hơn. Hãy dùng bản mới, hoặc lệnh rollback của bản mới để trở lại.")
	}
	return nil
}

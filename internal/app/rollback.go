package app

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
)

type rollbackCommand struct {
	config.Data
	place
}

// Run takes back the last upgrade. What was entered since then is not lost: it stays aside, and its place is
// said.
func (c rollbackCommand) Run(r *run) error {
	home := installation{c.To}
	last, ok, err := home.last()
	if err != nil {
		return err
	}
	if !ok || last.Act != "upgrade" {
		return fault.New(fault.NotFound, "Không có lần nâng cấp nào để trở lại.")
	}
	err = c.stop(r)
	if err != nil {
		return err
	}
	err = goBack(r, c.Data, home, last)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(r.Stdout, "Đã trở lại bản %s.\n", last.From)
	return errors.Join(err, c.start(r))
}

// goBack puts the data and the program of before an upgrade in their place again.
func goBack(r *run, data config.Data, home installation, last step) error {
	if last.Backup != "" {
		_, err := checkBackup(last.Backup)
		if err != nil {
			return err
		}
		aside, err := setAside(r, data)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(r.Stdout, "Dữ liệu nhập sau khi nâng được giữ ở %s.\n", aside)
		if err != nil {
			return err
		}
		err = restoreBy(r, home.program(last.From), data, last.Backup)
		if err != nil {
			return err
		}
		err = ownedLike(aside, data.Dir)
		if err != nil {
			return err
		}
	}
	return errors.Join(home.use(last.From), home.note(step{At: time.Now().UTC(), Act: "rollback", From: last.To, To: last.From}))
}

// setAside moves the data away without losing any of it, and says where it is: the folder beside its old
// place, and on PostgreSQL the tables in a schema of another name.
func setAside(r *run, data config.Data) (string, error) {
	dir, err := filepath.EvalSymlinks(data.Dir) // a state directory of systemd is a link
	if err != nil {
		return "", cannotOpen(data.Dir, err)
	}
	stamp := strings.ReplaceAll(time.Now().UTC().Format("20060102150405.000"), ".", "")
	aside := dir + ".truoc-khi-tro-lai-" + stamp
	url, err := data.URL()
	if err != nil {
		return "", err
	}
	if url != "" {
		d, err := db.Open(r, "", url)
		if err != nil {
			return "", err
		}
		err = errors.Join(d.RenameSchema(r, "truoc_khi_tro_lai_"+stamp), d.Close())
		if err != nil {
			return "", err
		}
	}
	return aside, os.Rename(dir, aside)
}

// restoreBy lets the older program restore its own backup: it knows its schema.
func restoreBy(r *run, program string, data config.Data, file string) error {
	dir, err := filepath.EvalSymlinks(filepath.Dir(data.Dir))
	if err != nil {
		return err
	}
	args := []string{"restore", "--data", filepath.Join(dir, filepath.Base(data.Dir))}
	if to, err := os.Readlink(data.Dir); err == nil {
		args[2] = to
		if !filepath.IsAbs(to) {
			args[2] = filepath.Join(dir, to)
		}
	}
	if data.DatabaseURL != "" {
		args = append(args, "--database-url", data.DatabaseURL)
	}
	if data.DatabaseKey != "" {
		args = append(args, "--database-password-file", data.DatabaseKey)
	}
	cmd := exec.CommandContext(r, program, append(args, file)...)
	cmd.Env = append(os.Environ(), "NHIPCAU_DATABASE_URL=", "NHIPCAU_DATABASE_PASSWORD_FILE=")
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fault.Wrap(fault.Unavailable, fmt.Errorf("%w: %s", err, out), "Khôi phục dữ liệu cũ từ %s không xong. Dữ liệu hiện có và bản sao lưu vẫn còn nguyên.", file)
	}
	return nil
}

package app

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/config"
)

type userCommands struct {
	Reset resetCommand `cmd:"" help:"Cấp mật khẩu dùng một lần cho một tài khoản và mở lại tài khoản đó."`
}

type resetCommand struct {
	config.Data
	Login  string `arg:"" help:"Tên đăng nhập."`
	Factor bool   `name:"factor" help:"Xóa cả mã xác thực hai bước (khi mất điện thoại)."`
}

func (c resetCommand) Run(r *run) (err error) {
	err = refuseEmpty(r, c.Data)
	if err != nil {
		return err
	}
	h, err := build(r, blueprint{Data: c.Data})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	password, err := h.auth.ResetPassword(r, c.Login, c.Factor)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(r.Stdout, "Mật khẩu dùng một lần của %s: %s\nNgười dùng phải đổi mật khẩu ngay khi đăng nhập.\n", c.Login, password)
	return err
}

type auditCommands struct {
	Verify verifyCommand `cmd:"" help:"Kiểm tra nhật ký: phát hiện sửa, xóa, cắt bớt và viết lại."`
	Export exportCommand `cmd:"" help:"In nhật ký đã niêm phong cho hệ thống giám sát, mỗi dòng một giá trị JSON."`
}

type exportCommand struct {
	config.Data
	After int64 `placeholder:"SỐ" help:"Chỉ in các dòng sau số thứ tự này (trường seq của dòng đã lấy gần nhất)."`
}

func (c exportCommand) Run(r *run) (err error) {
	d, err := openFilled(r, c.Data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	_, err = audit.Export(r, d, c.After, r.Stdout)
	return err
}

type verifyCommand struct{ config.Data }

func (c verifyCommand) Run(r *run) (err error) {
	err = refuseEmpty(r, c.Data)
	if err != nil {
		return err
	}
	h, err := build(r, blueprint{Data: c.Data})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	defer r.saying("Đang kiểm tra từng dòng nhật ký…")()
	v, err := audit.Verify(r, h.db, h.keys)
	if err != nil {
		return err
	}
	for _, f := range v.Findings {
		_, err := fmt.Fprintln(r.Stdout, f)
		if err != nil {
			return err
		}
	}
	if !v.OK() {
		return fmt.Errorf("nhật ký có %d dấu hiệu bị can thiệp", len(v.Findings))
	}
	_, err = fmt.Fprintf(r.Stdout, "Nhật ký nguyên vẹn: %d dòng đã niêm phong, %d dòng chờ niêm phong.\n", v.Sealed, v.Waiting)
	return err
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

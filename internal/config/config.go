// Package config holds the settings of a server. Each comes from an environment variable or a flag; the
// help text of the field is its manual, and the sample file is made from it. The zero value works. Secrets
// come from files, never from the command line. What officers decide lives in the database instead.
package config

import (
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
)

// Data says where everything is kept. Its tags are read by the command line.
type Data struct {
	Dir         string `name:"data" env:"NHIPCAU_DATA" default:"data" placeholder:"THƯ-MỤC" help:"Thư mục dữ liệu: cơ sở dữ liệu SQLite, tệp đính kèm, khóa."`
	DatabaseURL string `name:"database-url" env:"NHIPCAU_DATABASE_URL" placeholder:"ĐỊA-CHỈ" help:"Địa chỉ PostgreSQL, ví dụ postgres://nhipcau@may-chu/nhipcau. Để trống thì dùng SQLite trong thư mục dữ liệu."`
	DatabaseKey string `name:"database-password-file" env:"NHIPCAU_DATABASE_PASSWORD_FILE" placeholder:"TỆP" help:"Tệp chứa mật khẩu PostgreSQL, nếu địa chỉ không có."`
}

// Files is the folder of attachments.
func (d Data) Files() string { return filepath.Join(d.Dir, "files") }

// Keys is the folder of keys, outside the database.
func (d Data) Keys() string { return filepath.Join(d.Dir, "keys") }

// URL is the PostgreSQL address with the password from its file; empty for SQLite.
func (d Data) URL() (string, error) {
	if d.DatabaseURL == "" || d.DatabaseKey == "" {
		return d.DatabaseURL, nil
	}
	password, err := Secret(d.DatabaseKey)
	if err != nil {
		return "", err
	}
	before, after, ok := strings.Cut(d.DatabaseURL, "@")
	if !ok {
		return "", fmt.Errorf("địa chỉ PostgreSQL phải có tên người dùng, ví dụ postgres://nhipcau@may-chu/nhipcau")
	}
	return before + ":" + escape(password) + "@" + after, nil
}

// Serve is what the running server needs beside its data.
type Serve struct {
	Port           int      `name:"port" env:"PORT" default:"8080" placeholder:"CỔNG" help:"Cổng phục vụ."`
	Listen         string   `name:"listen" env:"NHIPCAU_LISTEN" placeholder:"ĐỊA-CHỈ" help:"Địa chỉ mạng để nghe; để trống là mọi địa chỉ của máy."`
	URL            string   `name:"url" env:"NHIPCAU_URL" placeholder:"ĐỊA-CHỈ" help:"Địa chỉ công khai, ví dụ https://nhipcau.anbinh.gov.vn; dùng trong thư nhắc."`
	HTTPS          bool     `name:"https" env:"NHIPCAU_HTTPS" help:"Người dùng chỉ vào bằng HTTPS (chứng thư đặt ở máy đứng trước): bật cookie an toàn và HSTS."`
	TrustedProxies []string `name:"trusted-proxies" env:"NHIPCAU_TRUSTED_PROXIES" placeholder:"MẠNG" help:"Các mạng của máy đứng trước (ví dụ 10.0.0.0/8) được tin khi báo địa chỉ người dùng."`
	Admin          string   `name:"admin" env:"NHIPCAU_ADMIN" default:"127.0.0.1:9090" placeholder:"ĐỊA-CHỈ" help:"Địa chỉ riêng cho /healthz, /readyz và /metrics; ghi 'off' để tắt."`
	Rate           float64  `name:"rate" env:"NHIPCAU_RATE" default:"50" placeholder:"SỐ" help:"Số yêu cầu mỗi giây cho một địa chỉ mạng; số âm là không giới hạn."`
	Scanner        string   `name:"scanner" env:"NHIPCAU_SCANNER" placeholder:"LỆNH" help:"Lệnh quét mã độc mỗi tệp tải lên, nhận tệp ở đầu vào chuẩn, ví dụ 'clamdscan --no-summary -'; mã thoát 0 là sạch, 1 là có mã độc."`
	LogFormat      string   `name:"log" env:"NHIPCAU_LOG" default:"text" enum:"text,json" help:"Dạng nhật ký vận hành: text hoặc json."`
	SMTP           SMTP     `embed:"" prefix:"smtp-" envprefix:"NHIPCAU_SMTP_"`
	SSO            SSO      `embed:"" prefix:"sso-" envprefix:"NHIPCAU_SSO_"`
	Outside        Outside  `embed:"" prefix:"fetch-" envprefix:"NHIPCAU_FETCH_"`
}

// Outside is how listening reaches the sites of others.
type Outside struct {
	Proxy   string   `name:"proxy" env:"PROXY" placeholder:"ĐỊA-CHỈ" help:"Máy chủ trung gian để tải nguồn tin, ví dụ http://proxy.tinh.local:3128; không bao giờ lấy từ biến môi trường chung."`
	Inside  []string `name:"inside" env:"INSIDE" placeholder:"MÁY" help:"Máy hoặc mạng nội bộ mà việc tải nguồn tin được phép gọi (ví dụ cổng của tỉnh: cong.tinh.local, 10.1.0.0/16); mọi địa chỉ nội bộ khác bị từ chối."`
	Letters string   `name:"letters" env:"LETTERS" placeholder:"THƯ-MỤC" help:"Thư mục mà trong đó các bản tin qua thư (.eml) được đọc rồi xóa; để trống thì không đọc thư. Địa chỉ của mọi nguồn loại thư phải nằm trong thư mục này."`
}

// SSO is the provider of single sign-on by OpenID Connect; without an issuer there is none. Passwords work beside it.
type SSO struct {
	Issuer     string   `name:"issuer" env:"ISSUER" placeholder:"ĐỊA-CHỈ" help:"Địa chỉ nhà cung cấp đăng nhập chung OpenID Connect, ví dụ https://sso.anbinh.gov.vn. Để trống thì không bật."`
	ClientID   string   `name:"client-id" env:"CLIENT_ID" placeholder:"MÃ" help:"Mã ứng dụng mà nhà cung cấp cấp. Địa chỉ trở về phải khai ở đó là <địa chỉ công khai>/dang-nhap/chung/ve."`
	SecretFile string   `name:"secret-file" env:"SECRET_FILE" placeholder:"TỆP" help:"Tệp chứa khóa bí mật của ứng dụng; để trống nếu nhà cung cấp không cấp (chỉ dùng PKCE)."`
	Name       string   `name:"name" env:"NAME" default:"tài khoản của tỉnh" placeholder:"TÊN" help:"Tên trên nút đăng nhập, sau chữ 'Đăng nhập bằng'."`
	Match      string   `name:"match" env:"MATCH" placeholder:"TRƯỜNG" help:"Trường trong thẻ dùng để nhận ra tài khoản chưa nối: email (chỉ khi nhà cung cấp đã xác minh) hoặc trường khác, so với tên đăng nhập. Để trống thì chỉ nhận tài khoản đã nối."`
	Hosts      []string `name:"hosts" env:"HOSTS" placeholder:"MÁY" help:"Các máy khác của nhà cung cấp mà máy chủ được phép gọi (ví dụ token.anbinh.gov.vn); ngoài danh sách này và máy của địa chỉ trên, không gọi máy nào."`
}

// SMTP is the mail server; without a host letters are held and shown in the delivery log.
type SMTP struct {
	Host         string `name:"host" env:"HOST" placeholder:"MÁY" help:"Máy chủ thư. Để trống thì thư được giữ lại trong sổ gửi thư."`
	Port         int    `name:"port" env:"PORT" default:"587" placeholder:"CỔNG" help:"Cổng của máy chủ thư."`
	TLS          string `name:"tls" env:"TLS" default:"starttls" enum:"starttls,tls,none" help:"Cách mã hóa: starttls, tls, hoặc none khi máy chủ thư ở ngay trên máy này."`
	User         string `name:"user" env:"USER" placeholder:"TÊN" help:"Tên đăng nhập máy chủ thư."`
	PasswordFile string `name:"password-file" env:"PASSWORD_FILE" placeholder:"TỆP" help:"Tệp chứa mật khẩu máy chủ thư."`
	From         string `name:"from" env:"FROM" default:"Nhịp Cầu <nhipcau@localhost>" placeholder:"THƯ" help:"Người gửi, ví dụ Nhịp Cầu An Bình <nhipcau@anbinh.gov.vn>."`
}

// Address is where the server listens.
func (s Serve) Address() string { return fmt.Sprintf("%s:%d", s.Listen, s.Port) }

// Proxies reads the trusted networks.
func (s Serve) Proxies() ([]netip.Prefix, error) {
	var all []netip.Prefix
	for _, text := range s.TrustedProxies {
		p, err := netip.ParsePrefix(text)
		if err != nil {
			a, errAddr := netip.ParseAddr(text)
			if errAddr != nil {
				return nil, fmt.Errorf("mạng được tin %q không đúng; hãy viết như 10.0.0.0/8", text)
			}
			p = netip.PrefixFrom(a, a.BitLen())
		}
		all = append(all, p)
	}
	return all, nil
}

// Secret reads a secret from a file, without the line break at its end.
func Secret(file string) (string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("không đọc được tệp mật khẩu: %w", err)
	}
	return strings.TrimRight(string(text), "\r\n"), nil
}

func escape(password string) string {
	var b strings.Builder
	for _, c := range []byte(password) {
		fmt.Fprintf(&b, "%%%02X", c)
	}
	return b.String()
}

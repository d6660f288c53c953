package page

import (
	"regexp"

	"github.com/nhipcau/nhipcau/internal/web"
)

// causes are what libraries say when a machine cannot be reached or answers strangely, and how we say it. The first that
// fits is meant: what is narrow stands before what is wide.
var causes = []struct {
	what *regexp.Regexp
	say  string
}{
	{regexp.MustCompile(`proxyconnect`), web.Mark("Không tới được máy chủ trung gian đã khai báo.")},
	{regexp.MustCompile(`no such host|has no address`), web.Mark("Máy chủ tên miền (DNS) không biết tên này. Hãy kiểm tra chính tả của địa chỉ.")},
	{regexp.MustCompile(`lookup .*(timeout|refused|misbehaving|unreachable)|server misbehaving`), web.Mark("Máy chủ tên miền (DNS) không trả lời. Hãy kiểm tra đường mạng.")},
	{regexp.MustCompile(`prohibited port`), web.Mark("Chỉ được dùng các cổng 80, 443, 8080, 8443.")},
	{regexp.MustCompile(`address refused|prohibited IP|prohibited network|in disguise`), web.Mark("Địa chỉ nằm trong mạng nội bộ hoặc dải đặc biệt.")},
	{regexp.MustCompile(`expired or is not yet valid`), web.Mark("Chứng thư của máy chủ đã hết hạn hoặc chưa có hiệu lực.")},
	{regexp.MustCompile(`certificate is (not )?valid for|cannot validate certificate for|doesn't contain any IP SANs|not valid for any names`), web.Mark("Chứng thư của máy chủ được cấp cho tên khác.")},
	{regexp.MustCompile(`unknown authority|certificate is not trusted|self-signed`), web.Mark("Chứng thư của máy chủ do nơi không được tin cậy cấp.")},
	{regexp.MustCompile(`first record does not look like a TLS|server gave HTTP response to HTTPS`), web.Mark("Máy chủ ở cổng này không dùng https.")},
	{regexp.MustCompile(`handshake|tls: |x509: `), web.Mark("Hai bên không thống nhất được kết nối bảo mật (TLS).")},
	{regexp.MustCompile(`connection refused`), web.Mark("Máy chủ không nhận kết nối ở cổng này.")},
	{regexp.MustCompile(`no route to host|network is unreachable|host is down`), web.Mark("Không có đường mạng tới máy chủ này.")},
	{regexp.MustCompile(`deadline exceeded|timeout|timed out`), web.Mark("Máy chủ không trả lời trong thời hạn.")},
	{regexp.MustCompile(`connection reset|broken pipe|EOF|closed network connection|server closed|malformed HTTP`), web.Mark("Máy chủ ngắt kết nối giữa chừng hoặc trả lời không đúng cách.")},
	{regexp.MustCompile(`longer than allowed`), web.Mark("Nội dung dài hơn mức cho phép.")},
	{regexp.MustCompile(`cannot be decompressed|unknown encoding|encodings one inside`), web.Mark("Không giải nén được nội dung.")},
	{regexp.MustCompile(`circle of redirects`), web.Mark("Các trang chuyển hướng vòng tròn tới nhau.")},
	{regexp.MustCompile(`more than \d+ redirects`), web.Mark("Chuyển hướng quá nhiều lần.")},
	{regexp.MustCompile(`with a location of \d+ bytes`), web.Mark("Máy chủ chuyển hướng mà không nói rõ đến đâu.")},
	{regexp.MustCompile(`^scheme |unsupported protocol scheme`), web.Mark("Địa chỉ phải bắt đầu bằng https:// hoặc http://.")},
	{regexp.MustCompile(`^no host`), web.Mark("Địa chỉ không có tên máy chủ.")},
	{regexp.MustCompile(`^a user in the address`), web.Mark("Địa chỉ không được kèm tên đăng nhập.")},
	{regexp.MustCompile(`^parse |^no path|^an address longer`), web.Mark("Địa chỉ viết không đúng.")},
}

// CauseOf is what a library said of the net, in words; false where it said something that is not known here.
func CauseOf(said string) (web.Text, bool) {
	for _, c := range causes {
		if c.what.MatchString(said) {
			return web.Say(c.say), true
		}
	}
	return web.Text{}, false
}

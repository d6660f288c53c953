package page

import (
	"testing"
)

func TestCausesAreToldInWords(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"dial tcp: lookup bao.vi-du.vn on 10.0.0.1:53: no such host":                                                       "Máy chủ tên miền (DNS) không biết tên này. Hãy kiểm tra chính tả của địa chỉ.",
		"dial tcp: lookup bao.vi-du.vn on 10.0.0.1:53: read udp 10.0.0.2:4->10.0.0.1:53: i/o timeout":                      "Máy chủ tên miền (DNS) không trả lời. Hãy kiểm tra đường mạng.",
		"dial tcp 192.0.2.1:443: connect: connection refused":                                                              "Máy chủ không nhận kết nối ở cổng này.",
		"dial tcp 192.0.2.1:443: i/o timeout":                                                                              "Máy chủ không trả lời trong thời hạn.",
		"context deadline exceeded":                                                                                        "Máy chủ không trả lời trong thời hạn.",
		"tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026 is after": "Chứng thư của máy chủ đã hết hạn hoặc chưa có hiệu lực.",
		"tls: failed to verify certificate: x509: certificate is valid for a.vn, not b.vn":                                 "Chứng thư của máy chủ được cấp cho tên khác.",
		"tls: failed to verify certificate: x509: certificate signed by unknown authority":                                 "Chứng thư của máy chủ do nơi không được tin cậy cấp.",
		"tls: first record does not look like a TLS handshake":                                                             "Máy chủ ở cổng này không dùng https.",
		"remote error: tls: handshake failure":                                                                             "Hai bên không thống nhất được kết nối bảo mật (TLS).",
		"read tcp 10.0.0.2:5->192.0.2.1:80: read: connection reset by peer":                                                "Máy chủ ngắt kết nối giữa chừng hoặc trả lời không đúng cách.",
		"proxyconnect tcp: dial tcp 10.0.0.9:3128: connect: connection refused":                                            "Không tới được máy chủ trung gian đã khai báo.",
		"a circle of redirects at https://bao.vi-du.vn/":                                                                   "Các trang chuyển hướng vòng tròn tới nhau.",
	} {
		got, known := CauseOf(said)
		if !known || got.Key != want {
			t.Errorf("%s is told as %q, want %q", said, got.Key, want)
		}
	}
	if got, known := CauseOf("the moon is full"); known {
		t.Errorf("what is not known is told as %q", got.Key)
	}
}

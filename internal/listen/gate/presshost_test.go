package gate

import "testing"

func TestHostsOfThePress(t *testing.T) {
	t.Parallel()
	for _, host := range []string{"vnexpress.net", "www.baolaocai.vn", "baochinhphu.vn", "tuoitre.vn", "news.baoyenbai.com.vn", "bao-tintuc.vn", "baodienbienphu.vn", "thethao.tienphong.vn", "baoanbinh.example"} {
		if !PressHost(host) {
			t.Errorf("%s is not taken for the press", host)
		}
	}
	for _, host := range []string{"", "vn", "baohiemxahoi.gov.vn", "voz.vn", "facebook.com", "webtretho.com", "baogia.vn", "blog.vidu.vn", "1022.laocai.gov.vn", "diendan.vidu.vn", "baove24h.com", "otofun.net", "bao.vn"} {
		if PressHost(host) {
			t.Errorf("%s is taken for the press", host)
		}
	}
}

package fetch

import "testing"

func TestAddressesInsideAreKnownBeforeTheyAreAsked(t *testing.T) {
	t.Parallel()
	in, err := ParseInside([]string{"cong.tinh.local", "10.1.0.0/16", "may-chu:8080"})
	if err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]bool{
		"https://bao.vi-du.vn/rss": false, "http://192.168.1.7/rss": true, "http://10.1.2.3/rss": false, "http://10.2.2.3/rss": true, "http://127.0.0.1/rss": true,
		"http://localhost/rss": true, "http://[::1]/rss": true, "http://[fd00::1]/rss": true, "http://[2606:4700::1111]/rss": false, "http://203.162.4.190/rss": false, "http://cong.tinh.local/rss": false,
		"http://CONG.tinh.local./rss": false, "http://so-y-te.tinh.local/rss": true, "http://may-chu/rss": true, "http://may-chu:8080/rss": false, "không phải địa chỉ": false, "": false,
	} {
		if got := in.Refuses(address); got != want {
			t.Errorf("Refuses(%q) = %v, want %v", address, got, want)
		}
	}
}

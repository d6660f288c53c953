package fetch

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"hash"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

var subscription = Subscription{
	Hub: "https://hub.example/", Topic: "https://bao.vn/rss", Callback: "https://nhipcau.angiang.gov.vn/websub/7f", Secret: "bí mật",
}

func TestASubscriptionIsAskedFor(t *testing.T) {
	t.Parallel()
	var form url.Values
	s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || r.ParseForm() != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		form = r.PostForm
		w.WriteHeader(http.StatusAccepted)
	}))
	t.Cleanup(s.Close)
	c, _ := client(func(o *Options) { o.TLS = s.Client().Transport.(*http.Transport).TLSClientConfig })
	sub := subscription
	sub.Hub = s.URL
	if r, err := c.Subscribe(t.Context(), sub, "subscribe"); err != nil || r.Status != Blocked || form != nil {
		t.Errorf("a feed of the world leads to a hub inside: %s, %v", r.Status, err)
	}
	sub.Topic = s.URL + "/rss"
	r, err := c.Subscribe(t.Context(), sub, "subscribe")
	if err != nil || r.Status != Working || r.Code != http.StatusAccepted {
		t.Fatalf("%s %d (%s): %v", r.Status, r.Code, r.Cause, err)
	}
	want := url.Values{"hub.mode": {"subscribe"}, "hub.topic": {sub.Topic}, "hub.callback": {sub.Callback}, "hub.secret": {"bí mật"}, "hub.lease_seconds": {"864000"}}
	if form.Encode() != want.Encode() {
		t.Errorf("sent %v, want %v", form, want)
	}
	if v := sub.Form("unsubscribe"); v.Has("hub.secret") || v.Has("hub.lease_seconds") {
		t.Errorf("to end it %v is sent", v)
	}
	for name, change := range map[string]func(*Subscription){
		"over http":        func(s *Subscription) { s.Hub = "http://hub.example/" },
		"without a secret": func(s *Subscription) { s.Secret = "" },
		"a long secret":    func(s *Subscription) { s.Secret = strings.Repeat("x", 200) },
		"no address":       func(s *Subscription) { s.Hub = "hub" },
	} {
		wrong := sub
		change(&wrong)
		if r, err := c.Subscribe(t.Context(), wrong, "subscribe"); err != nil || r.Status != BadAddress {
			t.Errorf("%s: %s, %v", name, r.Status, err)
		}
	}
}

func TestAHubIsAskedByHTTPS(t *testing.T) {
	t.Parallel()
	for hub, want := range map[string]string{
		"http://tram.vn/": "https://tram.vn/", "https://tram.vn:8443/a?b=c": "https://tram.vn:8443/a?b=c", "http://tram.vn:8080/": "", "//tram.vn": "", "": "",
		"ftp://tram.vn": "", "https://ai@tram.vn/": "", "https://tram.vn/" + strings.Repeat("a", 2048): "",
	} {
		if got := Secure(hub); got != want {
			t.Errorf("Secure(%.40q) = %q, want %q", hub, got, want)
		}
	}
}

// FuzzHub reads what strangers send to an address of a hub: the query of a question and the signature of a delivery.
func FuzzHub(f *testing.F) {
	f.Add("hub.mode=subscribe&hub.topic=https%3A%2F%2Fbao.vn%2Frss&hub.challenge=abc&hub.lease_seconds=86400", "sha256=00ff", []byte("<rss/>"))
	f.Add("hub.mode=denied&hub.topic=https%3A%2F%2Fbao.vn%2Frss&hub.reason=%ff", "sha1=", []byte{0})
	f.Add("hub.lease_seconds=-9223372036854775808;;&%zz=1", "=", []byte("bí mật"))
	f.Fuzz(func(t *testing.T, query, signature string, body []byte) {
		q, _ := url.ParseQuery(query) // what can be read of it
		challenge, lease, err := subscription.Verify(q, "subscribe")
		if err == nil && (challenge == "" || lease <= 0 || lease > longestLease || q.Get("hub.topic") != subscription.Topic) {
			t.Errorf("confirmed %q for %v", challenge, lease)
		}
		subscription.Denied(q)
		if subscription.Genuine(signature, body) {
			t.Error("a signature without the secret is taken")
		}
		if hub := Secure(query); hub != "" && (!strings.HasPrefix(hub, "https://") || Secure(hub) != hub) {
			t.Errorf("Secure(%q) = %q", query, hub)
		}
	})
}

func TestOnlyWhatWasOrderedIsConfirmed(t *testing.T) {
	t.Parallel()
	query := func(mode, topic, challenge, lease string) url.Values {
		return url.Values{"hub.mode": {mode}, "hub.topic": {topic}, "hub.challenge": {challenge}, "hub.lease_seconds": {lease}}
	}
	for _, tt := range []struct {
		name   string
		query  url.Values
		wanted string
		ok     bool
		lease  time.Duration
	}{
		{"as ordered", query("subscribe", subscription.Topic, "abc", "86400"), "subscribe", true, 24 * time.Hour},
		{"without a lease", query("subscribe", subscription.Topic, "abc", ""), "subscribe", true, usualLease},
		{"a lease beyond all measure", query("subscribe", subscription.Topic, "abc", "9223372036854775807"), "subscribe", true, longestLease},
		{"a negative lease", query("subscribe", subscription.Topic, "abc", "-1"), "subscribe", true, usualLease},
		{"the end, as ordered", query("unsubscribe", subscription.Topic, "abc", ""), "unsubscribe", true, 0},
		{"the end that nobody ordered", query("unsubscribe", subscription.Topic, "abc", ""), "subscribe", false, 0},
		{"another topic", query("subscribe", "https://khac.vn/rss", "abc", "1"), "subscribe", false, 0},
		{"a challenge without end", query("subscribe", subscription.Topic, strings.Repeat("a", 2000), "1"), "subscribe", false, 0},
		{"no challenge", query("subscribe", subscription.Topic, "", "1"), "subscribe", false, 0},
		{"nothing", url.Values{}, "subscribe", false, 0},
	} {
		challenge, lease, err := subscription.Verify(tt.query, tt.wanted)
		if (err == nil) != tt.ok || lease != tt.lease || tt.ok && challenge != "abc" || !tt.ok && !errors.Is(err, ErrIntent) {
			t.Errorf("%s: %q, %v, %v", tt.name, challenge, lease, err)
		}
	}
	if reason, denied := subscription.Denied(url.Values{"hub.mode": {"denied"}, "hub.topic": {subscription.Topic}, "hub.reason": {"không còn"}}); !denied || reason != "không còn" {
		t.Errorf("denied: %v, %q", denied, reason)
	}
	if got := RenewAt(noon, 10*24*time.Hour); got.Sub(noon) != 8*24*time.Hour {
		t.Errorf("renewed after %v, want 192h", got.Sub(noon))
	}
}

func TestADeliveryShowsThatItComesFromTheHub(t *testing.T) {
	t.Parallel()
	body := []byte("<rss>Tin mới</rss>")
	signed := func(sum func() hash.Hash, secret string) string {
		m := hmac.New(sum, []byte(secret))
		_, _ = m.Write(body)
		return hex.EncodeToString(m.Sum(nil))
	}
	for name, sum := range map[string]func() hash.Hash{"sha1": sha1.New, "sha256": sha256.New, "sha384": sha512.New384, "SHA512": sha512.New} {
		if !subscription.Genuine(name+"="+signed(sum, subscription.Secret), body) {
			t.Errorf("%s: a genuine delivery is refused", name)
		}
		if subscription.Genuine(name+"="+signed(sum, "khác"), body) || subscription.Genuine(name+"="+signed(sum, subscription.Secret), append(body, ' ')) {
			t.Errorf("%s: a forged delivery is taken", name)
		}
	}
	for _, signature := range []string{"", "sha256", "sha256=", "sha256=zz", "md5=" + signed(sha256.New, subscription.Secret), "=" + signed(sha256.New, subscription.Secret)} {
		if subscription.Genuine(signature, body) {
			t.Errorf("signature %q is taken", signature)
		}
	}
	if (Subscription{}).Genuine("sha256="+signed(sha256.New, ""), body) {
		t.Error("a subscription without a secret takes deliveries")
	}
}

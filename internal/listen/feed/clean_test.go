package feed

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// checkParsed reads what was cleaned as a browser does and looks for anything that could run.
func checkParsed(t *testing.T, out string) {
	t.Helper()
	nodes, err := html.ParseFragment(strings.NewReader(out), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil {
		return
	}
	for _, n := range nodes {
		for d := range n.Descendants() {
			checkNode(t, d, out)
		}
		checkNode(t, n, out)
	}
}

func checkNode(t *testing.T, n *html.Node, out string) {
	t.Helper()
	if n.Type != html.ElementNode {
		return
	}
	switch n.Data {
	case "script", "iframe", "object", "embed", "style", "link", "meta", "base":
		t.Errorf("<%s> in %q", n.Data, out)
	}
	for _, a := range n.Attr {
		key, value := strings.ToLower(a.Key), strings.ToLower(strings.TrimLeft(a.Val, "\x00\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b\x0c\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f "))
		value = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(value)
		if strings.HasPrefix(key, "on") {
			t.Errorf("attribute %s in %q", a.Key, out)
		}
		if addressAttributes(key) && (strings.HasPrefix(value, "javascript:") || strings.HasPrefix(value, "vbscript:") || strings.HasPrefix(value, "data:")) {
			t.Errorf("address %q in %q", a.Val, out)
		}
	}
}

func TestCleanHTMLLeavesNothingThatRuns(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ html, want string }{
		{`<p onclick="x()" title="a">b</p>`, `<p title="a">b</p>`},
		{`<a href="javascript:x()">b</a>`, `<a href="">b</a>`},
		{`<a href=" java&#115;cript&#58;x()">b</a>`, `<a href="">b</a>`},
		{"<a href='java\tscript:x()'>b</a>", `<a href="">b</a>`},
		{`<a href="/tin?a=1&amp;b=2">b</a>`, `<a href="https://an-binh.example/tin?a=1&amp;b=2">b</a>`},
		{`<img src=x.jpg>`, `<img src="https://an-binh.example/x.jpg" />`},
		{`<iframe src="https://a.example/"></iframe>a<object><embed>b`, "ab"},
		{`a<script>var s = "</p>"; x()</script >b`, "ab"},
		{`a<script>không đóng`, "a"},
		{`a<scr<script>ipt>x()</script>b`, "ab"},
		{`<div style="width: 10px; background: url(/a.png); position: fixed">a</div>`, `<div style="width: 10px;">a</div>`},
		{`<div style="width: expression(x())">a</div>`, "<div>a</div>"},
		{`<!--[if IE]><script>x()</script><![endif]-->a`, "a"},
		{`<!--><script>x()</script>-->a`, "a"},
		{`1 < 2 &amp; 3 > 2 & 4`, `1 &lt; 2 &amp; 3 > 2 & 4`},
		{`<svg><script>x()</script><a xlink:href="javascript:x()"><circle r="1"/></a></svg>`, `<svg xmlns="http://www.w3.org/2000/svg"><a><circle r="1"></a></svg>`},
		{`<form action="data:text/html,x"><input type=text value="a">`, `<form action=""><input type="text" value="a" />`},
	} {
		got := cleanHTML(tt.html, "https://an-binh.example/")
		if got != tt.want {
			t.Errorf("cleanHTML(%q) = %q, want %q", tt.html, got, tt.want)
		}
		checkParsed(t, got)
	}
}

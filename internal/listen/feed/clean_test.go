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

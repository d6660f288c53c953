package extract

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// told is a page of six paragraphs and something else, whose linked data tells the first n of them.
func told(t *testing.T, n int) string {
	var paragraphs, html []string
	for i := range 6 {
		p := fmt.Sprintf("Đoạn thứ %d của bài kể về việc số %d ở thôn %d, với đủ chữ, đủ câu, đủ dấu phẩy để là một đoạn văn thật sự.", i, 10*i, 100*i)
		paragraphs, html = append(paragraphs, p), append(html, "<p>"+p+"</p>")
	}
	data, err := json.Marshal(map[string]string{"@type": "NewsArticle", "headline": "Sáu đoạn", "articleBody": strings.Join(paragraphs[:n], "\n")})
	if err != nil {
		t.Fatal(err)
	}
	return `<title>Sáu đoạn</title><script type="application/ld+json">` + string(data) + `</script><div>` + strings.Join(html, "") +
		"<p>Một dòng dài mời bình chọn cho đội bóng mà linked data không biết, nhưng nhìn thì giống một đoạn của bài.</p></div>"
}

func TestLinkedDataBoundsTheText(t *testing.T) {
	t.Parallel()
	a, _ := Page([]byte(told(t, 6)), Options{})
	if strings.Contains(a.Text, "bình chọn") || !strings.Contains(a.Text, "Đoạn thứ 5") {
		t.Errorf("text = %q", a.Text)
	}
}

func TestLinkedDataThatStopsEarlyDoesNotCutTheText(t *testing.T) {
	t.Parallel()
	a, _ := Page([]byte(told(t, 3)), Options{})
	if !strings.Contains(a.Text, "Đoạn thứ 5") {
		t.Errorf("text = %q", a.Text)
	}
}

package extract

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

func TestMemoryCutsWhatASourceRepeats(t *testing.T) {
	t.Parallel()
	var m Memory
	var last Article
	for i := range 20 {
		page := fmt.Sprintf(`<title>Tin số %d</title><div><p>Câu riêng thứ %s của bài, dài vừa đủ để là một đoạn văn.</p><p>Đọc báo này mỗi ngày, %d người đang đọc cùng bạn.</p></div>`,
			i, strings.Repeat("rất ", i+1), 1000+i)
		a, err := Page([]byte(page), Options{Memory: &m})
		if err != nil {
			t.Fatal(err)
		}
		if i < memoryFewest && !strings.Contains(a.Text, "mỗi ngày") {
			t.Errorf("page %d was cut before enough pages were seen", i)
		}
		last = a
	}
	if strings.Contains(last.Text, "mỗi ngày") || !strings.Contains(last.Text, "Câu riêng") {
		t.Errorf("text = %q", last.Text)
	}
}

func TestMemoryForgetsAndCanBeStored(t *testing.T) {
	t.Parallel()
	var m Memory
	for range 20 {
		m.Learn([]string{"Dòng cũ"})
	}
	for i := range memoryPages {
		m.Learn([]string{fmt.Sprint("dòng ", strings.Repeat("x", i)), "Dòng mới 12"})
	}
	data, err := json.Marshal(&m)
	if err != nil {
		t.Fatal(err)
	}
	var again Memory
	err = json.Unmarshal(data, &again)
	if err != nil {
		t.Fatal(err)
	}
	for _, memory := range []*Memory{&m, &again} {
		if memory.Repeated("Dòng cũ") || !memory.Repeated("dòng mới 1.234") || memory.Repeated("một dòng khác") {
			t.Errorf("cũ %v, mới %v", memory.Repeated("Dòng cũ"), memory.Repeated("dòng mới 1.234"))
		}
	}
	if strings.Contains(string(data), "mới") {
		t.Errorf("the state holds text: %s", data)
	}
}

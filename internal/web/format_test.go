package web_test

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

func english(t *testing.T) context.Context {
	t.Helper()
	c, err := web.NewCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	return web.WithLang(web.WithCatalogue(t.Context(), c), web.English)
}

func TestFormatsInBothLanguages(t *testing.T) {
	t.Parallel()
	d := law.Date{Year: 2025, Month: 11, Day: 21}
	at := time.Date(2025, 11, 21, 13, 14, 0, 0, time.UTC)
	tests := []struct {
		name   string
		show   func(ctx context.Context) string
		vi, en string
	}{
		{"day", func(ctx context.Context) string { return web.Day(ctx, d) }, "thứ Sáu, 21/11/2025", "Friday, 21 Nov 2025"},
		{"no day", func(ctx context.Context) string { return web.Day(ctx, law.Date{}) }, "–", "–"},
		{"instant", func(ctx context.Context) string { return web.Instant(ctx, at) }, "21/11/2025, 20:14", "21 Nov 2025, 20:14"},
		{"number", func(ctx context.Context) string { return web.Number(ctx, -1234567.5) }, "−1.234.567,5", "−1,234,567.5"},
		{"count", func(ctx context.Context) string { return web.Count(ctx, 12480) }, "12.480", "12,480"},
		{"small count", func(ctx context.Context) string { return web.Count(ctx, 999) }, "999", "999"},
		{"percent", func(ctx context.Context) string { return web.Percent(ctx, 963, 1000) }, "96,3%", "96.3%"},
		{"percent of nothing", func(ctx context.Context) string { return web.Percent(ctx, 0, 0) }, "–", "–"},
		{"size", func(ctx context.Context) string { return web.Size(ctx, 1_540_000) }, "1,5 MB", "1.5 MB"},
		{"days left", func(ctx context.Context) string { return web.Left(ctx, d, d.AddDays(3)) }, "còn 3 ngày", "3 days left"},
		{"one day left", func(ctx context.Context) string { return web.Left(ctx, d, d.AddDays(1)) }, "còn 1 ngày", "1 day left"},
		{"overdue", func(ctx context.Context) string { return web.Left(ctx, d, d.AddDays(-2)) }, "quá hạn 2 ngày", "2 days overdue"},
		{"due today", func(ctx context.Context) string { return web.Left(ctx, d, d) }, "hôm nay", "today"},
		{"hours left", func(ctx context.Context) string { return web.TimeLeft(ctx, at, at.Add(7*time.Hour+time.Minute)) }, "còn 7 giờ", "7 hours left"},
		{"a day inside a sentence", func(ctx context.Context) string { return web.T(ctx, "Tài khoản của %s", d) }, "Tài khoản của 21/11/2025", "Account of 21 Nov 2025"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := tt.show(t.Context()); got != tt.vi {
				t.Errorf("Vietnamese %q, want %q", got, tt.vi)
			}
			if got := tt.show(english(t)); got != tt.en {
				t.Errorf("English %q, want %q", got, tt.en)
			}
		})
	}
}

func TestASentenceWithoutEnglishStaysVietnameseAndIsCounted(t *testing.T) {
	t.Parallel()
	c, err := web.NewCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	ctx := web.WithLang(web.WithCatalogue(t.Context(), c), web.English)
	if got := web.T(ctx, "Câu chưa dịch %d", 3); got != "Câu chưa dịch 3" {
		t.Errorf("T = %q", got)
	}
	if got := c.Missing(); len(got) != 1 || got[0] != "Câu chưa dịch %d" {
		t.Errorf("Missing = %q", got)
	}
	if got := web.Message(ctx, fault.New(fault.Forbidden, "Việc này cần quyền mà tài khoản của bạn chưa có.")); !strings.HasPrefix(got, "This needs a right") {
		t.Errorf("Message = %q", got)
	}
}

func TestACatalogueThatContradictsItselfIsRefused(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"another translation":   `{"Đã xong": "Finished"}`,
		"verbs that do not fit": `{"Có %d việc của %s": "%s has %d tasks"}`,
		"a verb too few":        `{"Có %d việc": "There are tasks"}`,
		"empty":                 `{"Việc khác": ""}`,
		"not JSON":              `{`,
	} {
		if _, err := web.NewCatalogue(fstest.MapFS{"locales/en.json": {Data: []byte(text)}}); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
	without := `{"Còn %d việc ở %s": {"one": "A task is left", "other": "%d tasks are left at %s"}, "Chọn %s trong %d": {"one": "Only %s", "other": "%s of %d"}}`
	c, err := web.NewCatalogue(fstest.MapFS{"locales/en.json": &fstest.MapFile{Data: []byte(without)}})
	if err != nil {
		t.Fatal(err)
	}
	ctx := web.WithLang(web.WithCatalogue(t.Context(), c), web.English)
	for got, want := range map[string]string{
		web.T(ctx, "Còn %d việc ở %s", 1, "xã A"): "A task is left", web.T(ctx, "Còn %d việc ở %s", 2, "A"): "2 tasks are left at A",
		web.T(ctx, "Chọn %s trong %d", "A", 1): "Only A",
	} {
		if got != want {
			t.Errorf("one and many: %q, want %q", got, want)
		}
	}
	ok := `{"Có %d việc của %s": {"one": "One task of %[2]s", "other": "%[2]s has %[1]d tasks"}}`
	if _, err := web.NewCatalogue(fstest.MapFS{"locales/en.json": {Data: []byte(ok)}}); err != nil {
		t.Errorf("numbered verbs are refused: %v", err)
	}
}

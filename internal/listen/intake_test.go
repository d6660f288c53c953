package listen_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
)

// takeIn reads files, by their names, in order.
func takeIn(t *testing.T, s *listen.Service, source string, class listen.Class, files ...[2]string) (listen.Received, error) {
	t.Helper()
	in := s.NewIntake(t.Context(), source, class)
	for _, f := range files {
		err := in.File(f[0], strings.NewReader(f[1]))
		if err != nil {
			t.Fatal(err)
		}
	}
	return in.Close()
}

// classesOf are the sources that there are, with their classes.
func classesOf(t *testing.T, s *listen.Service) map[string]listen.Class {
	t.Helper()
	classes := map[string]listen.Class{}
	err := s.DB.Read(t.Context(), func(tx *db.Tx) error {
		all, err := s.Sources(t.Context(), tx)
		for _, src := range all {
			classes[src.Name] = src.Class
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return classes
}

func item(i int, more string) string {
	return fmt.Sprintf(`{"id":"%d","title":"Tin số %d","text":"Ngày thứ %d cả xã ra đồng gặt lúa, ai cũng vui vì được mùa."%s}`, i, i, i, more) + "\n"
}

// linked is an item that looks like an article: it has an address.
func linked(i int, more string) string {
	return item(i, fmt.Sprintf(`,"url":"https://bao.vi-du.vn/tin-%d.html"`, i)+more)
}

func TestLinesSayOfWhichClassTheyAre(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		got, err := takeIn(t, s, "", "", [2]string{"ngay.ndjson", item(1, `,"source":"cong","class":"portal"`) + item(2, `,"source":"bao","class":"central"`) + item(3, `,"source":"loa","class":"truyền thanh cơ sở"`) +
			item(4, `,"source":"trang","class":"page","from":"trang","likes":30`) + item(5, `,"source":"nhom","class":"social","author":"Ai Đó"`) +
			linked(6, `,"site":"Tạp chí"`) + item(7, `,"url":"https://m.bao-la.vi-du.vn/tin-7.html"`) + item(8, `,"class":"provincial"`) + item(9, `,"source":"bao","class":"social"`)},
			[2]string{"hai.ndjson", linked(10, `,"site":"Tạp chí"`)}, [2]string{"ba.csv", "Tiêu đề,Nội dung,Nhóm nguồn,Nguồn\nTin mười một,Hôm nay họp xã.,Cổng thông tin,cong-hai\n"})
		if err != nil || got.Read != 11 || got.Stored != 9 || got.Dropped != 2 {
			t.Errorf("received %+v, %v", got, err)
		}
		want := map[string]listen.Class{
			"cong": listen.Portal, "bao": listen.Central, "loa": listen.Radio, "trang": listen.Page, "nhom": listen.Social, "Tạp chí": listen.Provincial,
			"bao-la.vi-du.vn": listen.Provincial, "Tệp nhập tay": listen.Provincial, "bao (mạng xã hội)": listen.Social, "cong-hai": listen.Portal,
		}
		classes := classesOf(t, s)
		if fmt.Sprint(classes) != fmt.Sprint(want) {
			t.Errorf("sources are\n%v, want\n%v", classes, want)
		}
		if v := stats(t, s).Voices; v != 2 {
			t.Errorf("%d voices, want 2", v)
		}
		again, err := takeIn(t, s, "", "", [2]string{"lai.ndjson", item(5, `,"source":"nhom","class":"social","author":"Ai Đó"`)})
		if err != nil || again.Stored != 0 {
			t.Errorf("the second time %+v, %v", again, err)
		}
		_, err = takeIn(t, s, "nhom", "", [2]string{"bao.ndjson", item(12, "")})
		if n := stats(t, s); err != nil || n.Items != 9 || n.Voices != 3 {
			t.Errorf("what is read into a social source is counted: %+v, %v", n, err)
		}
	})
}

func TestAClassThatTheSourceHasNotIsRefused(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		addSource(t, s, "Báo An Bình", listen.Provincial)
		for _, tt := range []struct {
			source string
			class  listen.Class
			line   string
		}{
			{"Báo An Bình", listen.Social, item(1, "")},
			{"Báo An Bình", listen.Central, item(1, "")},
			{"", listen.Social, item(1, `,"source":"Báo An Bình","class":"central"`)},
			{"", listen.Portal, item(1, `,"source":"Báo An Bình"`)},
		} {
			_, err := takeIn(t, s, tt.source, tt.class, [2]string{"a.ndjson", tt.line})
			if tt.class == listen.Social && tt.source == "" {
				if err != nil || stats(t, s).Items != 0 {
					t.Errorf("what is read as social is counted beside the source: %v", err)
				}
				continue
			}
			if fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), "báo chí địa phương") {
				t.Errorf("--source %q --class %s: %v", tt.source, tt.class, err)
			}
		}
		if n := stats(t, s).Items; n != 0 {
			t.Errorf("%d items were stored", n)
		}
	})
}

func TestGoodFilesAreKeptBesideBadOnes(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		got, err := takeIn(t, s, "", "", [2]string{"mot.ndjson", linked(1, `,"source":"Báo A"`)}, [2]string{"hong.bin", "\x00\x01không phải gì cả"},
			[2]string{"rong.xml", `<rss version="2.0"><channel><title>Báo rỗng</title></channel></rss>`}, [2]string{"hai.ndjson", linked(2, `,"source":"Báo B"`)}, [2]string{"trong.ndjson", ""},
			[2]string{"chi-co-nguon.ndjson", `{"source":"Báo C"}` + "\n"})
		var unread listen.Unread
		if !errors.As(err, &unread) || len(unread) != 1 || unread[0].File != "hong.bin" || !strings.Contains(err.Error(), "Không đọc được tệp hong.bin") {
			t.Errorf("the error is %v", err)
		}
		if got.Read != 3 || got.Stored != 2 || got.Dropped != 1 {
			t.Errorf("received %+v", got)
		}
		if got := fmt.Sprint(classesOf(t, s)); got != "map[Báo A:provincial Báo B:provincial]" {
			t.Errorf("sources are %s; no empty one may be left", got)
		}
		_, err = takeIn(t, s, "Báo D", "", [2]string{"hong.bin", "không phải gì cả"})
		if err == nil || len(classesOf(t, s)) != 2 {
			t.Errorf("a source without anything was left, or nothing was said: %v", err)
		}
	})
}

func TestWhatBecameOfAFileAddsUp(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		long := `"text":"Sáng nay nước lũ tràn qua suối lớn làm ba ngôi nhà bị ngập, chưa có ai bị thương, xã đã đưa người già và trẻ nhỏ lên trường học."`
		got, err := takeIn(t, s, "", "", [2]string{"a.ndjson", `{"id":"1","title":"Lũ ở suối lớn",` + long + `,"class":"central","source":"A"}` + "\n" + `{"id":"2","title":"Lũ ở suối lớn",` + long + `,"class":"central","source":"B"}` + "\n" +
			linked(3, `,"source":"A"`) + linked(3, `,"source":"A"`) + item(4, `,"class":"social"`) + "{hỏng\n"})
		if err != nil {
			t.Fatal(err)
		}
		a := got.Account()
		if a != (listen.Account{Read: 6, Stored: 2, Duplicates: 2, Stories: 2, Dropped: 2, Posts: 1}) || a.Read != a.Stored+a.Duplicates+a.Dropped {
			t.Errorf("the account is %+v", a)
		}
	})
}

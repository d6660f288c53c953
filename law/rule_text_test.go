package law_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/law"
)

func TestRulesSurviveTheirFile(t *testing.T) {
	t.Parallel()
	shipped := law.VietnamRules()
	text, err := json.Marshal(law.List(shipped))
	if err != nil {
		t.Fatal(err)
	}
	rules, err := law.ParseRules(text)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range shipped.All() {
		got := rules[i]
		if len(got.Cites)+len(want.Cites) == 0 {
			got.Cites = want.Cites
		}
		if len(got.Successors)+len(want.Successors) == 0 {
			got.Successors = want.Successors
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("read back:\n%+v\nwant\n%+v", got, want)
		}
	}
}

func TestANewVersionOfARuleAppliesFromItsDay(t *testing.T) {
	t.Parallel()
	rules, err := law.ParseRules([]byte(`[{"id":"REP-SPOKES","version":2,"basis":"Nghị định số 1/2027/NĐ-CP","text_vi":"Báo cáo năm","verified":true,
		"valid_from":"2027-01-01","window_from":"12-01","window_to":"11-30",
		"stages":[{"name":"report","name_vi":"Gửi báo cáo","name_en":"report","unit":"until_fixed_date","before":"12-10"}]}]`))
	if err != nil {
		t.Fatal(err)
	}
	all, err := law.VietnamRules().With(rules...)
	if err != nil {
		t.Fatal(err)
	}
	for from, want := range map[string]string{"2026-06-01": "2026-12-19", "2027-06-01": "2027-12-09"} {
		a, err := law.Due(all, law.VietnamCalendar(), "REP-SPOKES", from, "", law.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Due.String(); got != want {
			t.Errorf("from %s due %s, want %s", from, got, want)
		}
	}
}

func TestABadRuleFileSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, text, want string }{
		{"no JSON", "xin chào", "không đúng dạng"},
		{"a field nobody knows", `[{"id":"A","so_ngay":5}]`, "so_ngay"},
		{"two arrays", `[] []`, "chữ thừa"},
		{"no stages", `[{"id":"A","version":1,"basis":"b","text_vi":"t","stages":[]}]`, "A"},
		{"a day that is none", `[{"id":"A","version":1,"basis":"b","text_vi":"t","valid_from":"2027-02-30","stages":[]}]`, "2027-02-30"},
		{"a month that is none", `[{"id":"A","version":1,"basis":"b","text_vi":"t","window_to":"13-01","stages":[]}]`, "13-01"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := law.ParseRules([]byte(tt.text))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("ParseRules says %v, want a sentence with %q", err, tt.want)
			}
		})
	}
}

func FuzzParseRules(f *testing.F) {
	f.Add([]byte(`[{"id":"A","version":1,"basis":"b","text_vi":"t","stages":[{"name":"x","unit":"hours","amount":5}]}]`))
	f.Fuzz(func(t *testing.T, text []byte) {
		rules, err := law.ParseRules(text)
		if err != nil {
			return
		}
		_, _ = law.NewRules(rules...) // versions may come twice; it must not panic
	})
}

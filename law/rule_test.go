package law_test

import (
	"encoding/json"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/nhipcau/nhipcau/law"
)

func TestEveryRuleIsWhole(t *testing.T) {
	t.Parallel()
	rules := law.VietnamRules()
	for _, r := range rules.All() {
		for name, text := range map[string]string{"text_vi": r.TextVI, "text_en": r.TextEN, "basis_vi": r.BasisVI, "basis_en": r.BasisEN, "trigger_vi": r.TriggerVI, "trigger_en": r.TriggerEN} {
			if text == "" || !norm.NFC.IsNormalString(text) {
				t.Errorf("%s version %d: %s is %q", r.ID, r.Version, name, text)
			}
		}
		if len(r.Cites) == 0 && r.ID != "LISTEN-W" {
			t.Errorf("%s version %d cites nothing", r.ID, r.Version)
		}
		for _, id := range r.Cites {
			if _, known := law.Cite(id); !known {
				t.Errorf("%s version %d cites %q, which law does not know", r.ID, r.Version, id)
			}
		}
		for _, id := range r.Successors {
			if len(rules.Versions(id)) == 0 {
				t.Errorf("%s points to %s, which is not there", r.ID, id)
			}
		}
		if r.ValidFrom.IsZero() {
			t.Errorf("%s version %d has no first day", r.ID, r.Version)
		}
		if !r.Verified && (r.NoteVI == "" || r.NoteEN == "") {
			t.Errorf("%s version %d is unverified without a word why", r.ID, r.Version)
		}
		for _, s := range r.Stages {
			if s.NameVI == "" || s.NameEN == "" {
				t.Errorf("%s version %d: stage %s has no name", r.ID, r.Version, s.Name)
			}
			if s.Term.Unit == law.Unknown && r.Verified {
				t.Errorf("%s version %d is verified with an unknown length", r.ID, r.Version)
			}
		}
	}
}

func TestEveryClockOfTheMasterListIsThere(t *testing.T) {
	t.Parallel()
	ids := strings.Fields(`ATI16-HQ ATI16-NET ATI16-POST ATI16-FIX ATI16-FIXREQ ATI16-PUB ATI16-ERR ATI16-BOARD ATI26-ERR
		DEM-PUB DEM-POST DEM-RADIO DEM-LIST SP-PUB SP-PUB17 SP-RULE URG-A URG-B URG17 PRESS-M PRESS-Q
		PR-REPLY PR-FORWARD PR-COMPLAINT PR-ASKPRESS PR-PUBLISHREPLY COR-ONLINE COR-DAILY COR-NEXT COR-LONG COR-KEEP
		CONF-NOTICE CONF-VETO CONS15-C CONS15-P CONS15-D CONS15-X CONS25-C CONS25-HDND CONS25-UBND CONS25-CT CONS25-XA CONS-REPLY
		PORTAL-OUT PORTAL-FRESH PORTAL-REVIEW PDP-ACK PDP-15 PDP-20 PDP-EXT PDP-OTHER PDP-BREACH PDP-DPIA PDP23-REQ
		REP-SPOKES REP-ATI LISTEN-W`)
	rules := law.VietnamRules()
	for _, id := range ids {
		if len(rules.Versions(id)) == 0 {
			t.Errorf("rule %s is missing", id)
		}
	}
	if got := len(rules.IDs()); got != len(ids) {
		t.Errorf("%d rules, want %d: %v", got, len(ids), rules.IDs())
	}
}

func TestTheVersionOfTheTriggerDay(t *testing.T) {
	t.Parallel()
	rules := law.VietnamRules()
	tests := []struct {
		name, id, on string
		want         int
		verified     bool
	}{
		{"the law of 2016 on its last day", "ATI16-NET", "2026-08-31", 1, true},
		{"the provisional version on the first day of the new law", "ATI16-NET", "2026-09-01", 2, false},
		{"the press law of 2016", "COR-DAILY", "2026-06-30", 1, true},
		{"the decree of 2026", "COR-DAILY", "2026-07-01", 2, true},
		{"nothing before the rule began", "SP-PUB", "2026-06-30", 0, false},
		{"nothing after it ended", "URG17", "2026-07-01", 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r, ok := rules.At(tt.id, date(t, tt.on))
			if ok != (tt.want > 0) || r.Version != tt.want || r.Verified != tt.verified {
				t.Errorf("At(%s, %s) = version %d, verified %v, %v", tt.id, tt.on, r.Version, r.Verified, ok)
			}
		})
	}
}

func TestAdministratorsAddVersions(t *testing.T) {
	t.Parallel()
	newer := law.Rule{
		ID: "CONS25-XA", Version: 2, Verified: true, TextVI: "Lấy ý kiến văn bản cấp xã", BasisVI: "Nghị định mới",
		Stages:    []law.Stage{{Name: "open", NameVI: "Mở lấy ý kiến", NameEN: "open", Term: law.Term{Unit: law.AtLeast, Amount: 12, Of: law.CalendarDays}}},
		ValidFrom: date(t, "2026-10-01"),
	}
	rules, err := law.VietnamRules().With(newer)
	if err != nil {
		t.Fatal(err)
	}
	a, err := law.Due(rules, law.VietnamCalendar(), "CONS25-XA", "2026-10-05", "", law.Options{})
	if err != nil || a.Due.String() != "2026-10-19" || a.Version != 2 || !a.Verified {
		t.Errorf("Due = %v version %d (%v), %s", a.Due, a.Version, err, a.ExplanationVI)
	}
	if !strings.Contains(a.ExplanationEN, "Nghị định mới") {
		t.Errorf("without an English basis the Vietnamese one is shown: %s", a.ExplanationEN)
	}
	if old, ok := rules.At("CONS25-XA", date(t, "2026-09-30")); !ok || old.Version != 1 {
		t.Errorf("the older version applies before: %v", old.Version)
	}
	kept, ok := rules.Version("CONS25-XA", 1)
	if !ok {
		t.Fatal("version 1 is gone")
	}
	if a, err := kept.Due(law.VietnamCalendar(), on("2026-10-05"), "", law.Options{}); err != nil || !a.Due.IsZero() {
		t.Errorf("a case that keeps version 1 got %v, %v", a.Due, err)
	}
	if _, ok := law.VietnamRules().Version("CONS25-XA", 2); ok {
		t.Error("adding a version changed the set it was added to")
	}
}

func TestRulesThatAreRefused(t *testing.T) {
	t.Parallel()
	good := func() law.Rule {
		return law.Rule{ID: "MY-RULE", Version: 1, TextVI: "Việc", BasisVI: "Quy chế", Stages: []law.Stage{{Name: "do", NameVI: "Làm", NameEN: "do", Term: law.Term{Unit: law.CalendarDays, Amount: 1}}}}
	}
	if _, err := law.NewRules(good()); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name   string
		change func(*law.Rule)
		want   string
	}{
		{"no basis", func(r *law.Rule) { r.BasisVI = "" }, "thiếu nội dung hoặc căn cứ"},
		{"an ID in small letters", func(r *law.Rule) { r.ID = "my-rule" }, "phải viết hoa"},
		{"version zero", func(r *law.Rule) { r.Version = 0 }, "phiên bản phải từ 1"},
		{"no stage", func(r *law.Rule) { r.Stages = nil }, "chưa có thời hạn"},
		{"no length", func(r *law.Rule) { r.Stages[0].Term.Amount = 0 }, "Độ dài thời hạn"},
		{"an unknown unit", func(r *law.Rule) { r.Stages[0].Term.Unit = "moons" }, `Đơn vị tính hạn "moons"`},
		{"a minimum of nothing", func(r *law.Rule) { r.Stages[0].Term.Unit = law.AtLeast }, "cần nói rõ đếm theo"},
		{"a day that not every year has", func(r *law.Rule) { r.Stages[0].Term = law.Term{Unit: law.FixedDate, Month: 2, Day: 29} }, "Mốc cố định"},
		{"two stages of one name", func(r *law.Rule) { r.Stages = append(r.Stages, r.Stages[0]) }, "thiếu hoặc trùng"},
		{"a stage after nothing", func(r *law.Rule) { r.Stages[0].After = "before" }, "chưa có"},
		{"an end before the beginning", func(r *law.Rule) {
			r.ValidFrom, r.ValidTo = law.Date{Year: 2026, Month: 2, Day: 1}, law.Date{Year: 2026, Month: 1, Day: 1}
		}, "sớm hơn"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := good()
			tt.change(&r)
			_, err := law.NewRules(r)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("NewRules = %v, want %q", err, tt.want)
			}
		})
	}
	if _, err := law.NewRules(good(), good()); err == nil || !strings.Contains(err.Error(), "không sửa phiên bản cũ") {
		t.Errorf("a version was replaced: %v", err)
	}
}

func TestTheListIsAnArrayOfRows(t *testing.T) {
	t.Parallel()
	b, err := json.Marshal(law.List(law.VietnamRules()))
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]any
	if err := json.Unmarshal(b, &rows); err != nil {
		t.Fatal(err)
	}
	if len(rows) != len(law.VietnamRules().All()) {
		t.Errorf("%d rows", len(rows))
	}
	for _, row := range rows {
		for _, key := range []string{"id", "version", "basis", "text_vi", "text_en", "trigger_vi", "amount", "unit", "stages", "valid_from", "valid_to", "verified", "note"} {
			if _, there := row[key]; !there {
				t.Errorf("%v lacks %s", row["id"], key)
			}
		}
	}
	empty, err := json.Marshal(law.List(law.RuleSet{}))
	if err != nil || string(empty) != "[]" {
		t.Errorf("no rules are %s, %v", empty, err)
	}
}

func TestCitations(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, c := range law.Citations() {
		if seen[c.ID] {
			t.Errorf("%s is there twice", c.ID)
		}
		seen[c.ID] = true
		if c.TitleVI == "" || c.TitleEN == "" || c.Status == "" || !norm.NFC.IsNormalString(c.TitleVI) {
			t.Errorf("%s is not whole", c.ID)
		}
		if c.Status == law.Replaced && len(c.ReplacedBy) == 0 {
			t.Errorf("%s was replaced by nothing", c.ID)
		}
		for _, id := range c.ReplacedBy {
			if _, known := law.Cite(id); !known {
				t.Errorf("%s was replaced by %s, which is not there", c.ID, id)
			}
		}
		for _, d := range []law.Date{c.Issued, c.From, c.To} {
			if !d.IsZero() && !d.Valid() {
				t.Errorf("%s has the day %v", c.ID, d)
			}
		}
	}
	for _, id := range []string{"qd-407-2022", "ct-07-2023", "nd-30-2020", "blds-2015", "nd-244-2026"} {
		if !seen[id] {
			t.Errorf("%s is missing", id)
		}
	}
	if _, known := law.Cite("nd-0-0000"); known {
		t.Error("a citation that is not there was found")
	}
}

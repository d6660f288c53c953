package law

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// ParseRules reads rules in the form that [Listing] marshals to: an array of rows, or one row. Fields that
// only explain, such as the lengths in words, are not needed. It fails with a Vietnamese sentence that names
// the rule. Bounds: 1 MB, 1,000 rows.
func ParseRules(text []byte) ([]Rule, error) {
	const mostBytes, mostRows = 1 << 20, 1000
	if len(text) > mostBytes {
		return nil, sentence("Tệp quy tắc lớn hơn 1 MB.")
	}
	var rows []row
	in := json.NewDecoder(bytes.NewReader(text))
	in.DisallowUnknownFields()
	err := in.Decode(&rows)
	if err != nil {
		return nil, sentence("Tệp quy tắc không đúng dạng của lệnh 'nhipcau law rules --json': %w", err)
	}
	if in.More() {
		return nil, sentence("Tệp quy tắc có chữ thừa sau mảng JSON.")
	}
	if len(rows) > mostRows {
		return nil, sentence("Tệp quy tắc có %d dòng, nhiều hơn %d.", len(rows), mostRows)
	}
	rules := make([]Rule, 0, len(rows))
	for i, r := range rows {
		rule, err := r.rule()
		if err != nil {
			return nil, sentence("Quy tắc thứ %d (%s): %w", i+1, clip(r.ID), err)
		}
		rules = append(rules, rule)
	}
	return rules, nil
}

// rule is the row as a rule; the inverse of [Rule.row].
func (r row) rule() (Rule, error) {
	rule := Rule{
		ID: r.ID, Version: r.Version, TextVI: r.TextVI, TextEN: or(r.TextEN), BasisVI: r.Basis, BasisEN: or(r.BasisEN),
		Cites: r.Cites, TriggerVI: or(r.TriggerVI), TriggerEN: or(r.TriggerEN),
		Verified: r.Verified, NoteVI: or(r.Note), NoteEN: or(r.NoteEN), Successors: r.Successors,
	}
	var err error
	for _, day := range []struct {
		text *string
		to   *Date
	}{{r.ValidFrom, &rule.ValidFrom}, {r.ValidTo, &rule.ValidTo}} {
		if day.text == nil {
			continue
		}
		*day.to, err = ParseDate(*day.text)
		if err != nil {
			return Rule{}, err
		}
	}
	for _, day := range []struct {
		text *string
		to   *MonthDay
	}{{r.WindowFrom, &rule.WindowFrom}, {r.WindowTo, &rule.WindowTo}} {
		*day.to, err = parseMonthDay(day.text)
		if err != nil {
			return Rule{}, err
		}
	}
	for _, s := range r.Stages {
		stage, err := s.stage()
		if err != nil {
			return Rule{}, err
		}
		rule.Stages = append(rule.Stages, stage)
	}
	return rule, rule.check()
}

func (s rowStage) stage() (Stage, error) {
	before, err := parseMonthDay(s.Before)
	return Stage{
		Name: s.Name, NameVI: s.NameVI, NameEN: s.NameEN, Class: Class(or(s.Class)), After: or(s.After), Optional: s.Optional,
		Term: Term{Unit: s.Unit, Amount: or(s.Amount), Of: or(s.Of), Month: before.Month, Day: before.Day},
	}, err
}

// parseMonthDay reads "12-20"; nothing is the zero value.
func parseMonthDay(text *string) (MonthDay, error) {
	if text == nil {
		return MonthDay{}, nil
	}
	month, day, _ := strings.Cut(*text, "-")
	m, errMonth := strconv.Atoi(month)
	d, errDay := strconv.Atoi(day)
	if errMonth != nil || errDay != nil || !(Date{2023, m, d}).Valid() {
		return MonthDay{}, sentence("ngày trong năm %q phải viết như 12-20 (tháng-ngày).", clip(*text))
	}
	return MonthDay{m, d}, nil
}

func (d MonthDay) text() string {
	if d == (MonthDay{}) {
		return ""
	}
	return fmt.Sprintf("%02d-%02d", d.Month, d.Day)
}

func or[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

package trend

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// ReadCSV reads a series from lines "timestamp,value" with or without a header; columns named timestamp
// (or time, date, t) and value (or count, observed) are found wherever they stand, otherwise the first two
// are taken. A timestamp is an integer index, or a day or an instant such as "2026-11-21",
// "2026-11-21 09:30:00" or "2026-11-21T09:30:00+07:00"; without a zone it is the time of Việt Nam. All
// timestamps are of one kind. An empty value, NA, null or NaN is missing, and so is an infinite one.
//
// The order of lines is kept, whatever their times. Errors are Vietnamese sentences that name the line.
func ReadCSV(r io.Reader) (Series, error) {
	lines := csv.NewReader(r)
	lines.FieldsPerRecord = -1
	lines.ReuseRecord = true
	lines.TrimLeadingSpace = true
	var s Series
	stamp, value := 0, 1
	for first := true; ; first = false {
		fields, err := lines.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Series{}, fmt.Errorf("không đọc được tệp CSV: %w", err)
		}
		if first {
			fields[0] = strings.TrimPrefix(fields[0], "\ufeff")
			if isHeader(fields) {
				stamp, value = findColumns(fields)
				continue
			}
		}
		line, _ := lines.FieldPos(0)
		if len(fields) <= max(stamp, value) {
			return Series{}, fmt.Errorf("dòng %d: cần hai cột là thời điểm và giá trị", line)
		}
		err = s.add(fields[stamp], fields[value])
		if err != nil {
			return Series{}, fmt.Errorf("dòng %d: %w", line, err)
		}
	}
	if s.Len() == 0 {
		return Series{}, errors.New("tệp không có dòng số liệu nào")
	}
	return s, nil
}

func isHeader(fields []string) bool {
	if len(fields) < 2 {
		return false
	}
	_, _, err := parseStamp(strings.TrimSpace(fields[0]))
	return err != nil
}

func findColumns(header []string) (stamp, value int) {
	stamp, value = -1, -1
	for i, name := range header {
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "timestamp", "time", "date", "datetime", "t":
			if stamp < 0 {
				stamp = i
			}
		case "value", "count", "observed":
			if value < 0 {
				value = i
			}
		}
	}
	if stamp < 0 || value < 0 {
		return 0, 1
	}
	return stamp, value
}

func (s *Series) add(stamp, value string) error {
	stamp = strings.TrimSpace(stamp)
	at, dated, err := parseStamp(stamp)
	if err != nil {
		return err
	}
	if s.Len() > 0 && dated != s.Dated {
		return fmt.Errorf("thời điểm %q khác kiểu với các dòng trước (ngày giờ hoặc số thứ tự)", clip(stamp))
	}
	v, err := parseValue(strings.TrimSpace(value))
	if err != nil {
		return err
	}
	s.Dated = dated
	s.Times = append(s.Times, at)
	s.Values = append(s.Values, v)
	s.Stamps = append(s.Stamps, stamp)
	return nil
}

func parseValue(text string) (float64, error) {
	switch strings.ToLower(text) {
	case "", "na", "nan", "null":
		return math.NaN(), nil
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return 0, fmt.Errorf("không đọc được giá trị %q", clip(text))
	}
	if math.IsInf(v, 0) {
		return math.NaN(), nil
	}
	return v, nil
}

// clip keeps what is quoted in a sentence short.
func clip(text string) string {
	const most = 40
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}

package board

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/web"
)

// downloadSearch gives what was found as a table: items of the press, and below them counts of social sources as
// they may be shown. Tone is not in it: a table that has it beside the outlet adds it up by outlet.
func (s *Service) downloadSearch(w http.ResponseWriter, r *http.Request) error {
	ctx, q := r.Context(), r.URL.Query()
	a, err := searchOf(q)
	if err != nil {
		return err
	}
	rows := [][]string{{
		web.T(ctx, "STT"), web.T(ctx, "Tiêu đề"), web.T(ctx, "Nguồn"), web.T(ctx, "Nhóm"), web.T(ctx, "Ngày đăng"), web.T(ctx, "Đường dẫn của bài"), web.T(ctx, "Quan hệ"),
	}}
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		a.Before, a.Limit = 0, 500
		for len(rows) <= mostExport {
			found, err := s.Listen.Search(ctx, tx, a)
			if err != nil {
				return err
			}
			for _, h := range found.Hits {
				rows = append(rows, []string{
					strconv.Itoa(len(rows)), h.Item.Title, h.Source, web.T(ctx, page.ClassWord(h.Class)), web.Instant(ctx, h.Published), linkWord(ctx, h.Link), relationOf(ctx, h.Item),
				})
			}
			if found.Next == 0 {
				break
			}
			a.Before = found.Next
		}
		from, _ := dateOf(q.Get("tu")) // searchOf has read it
		to, _ := dateOf(q.Get("den"))
		days, places, err := s.voiceRows(ctx, tx, a, from, to)
		for _, x := range slices.Concat(days, places) {
			rows = append(rows, []string{"", web.T(ctx, "Mạng xã hội, số lượt: %s", x.Count), "", web.T(ctx, page.ClassWord(listen.Social)), x.Of, "", ""})
		}
		return err
	})
	if err != nil {
		return err
	}
	if q.Get("dang") == "xlsx" {
		data, err := sheetOf(web.T(ctx, "Tin tìm được"), rows)
		if err != nil {
			return err
		}
		return web.Download(w, r, "tin-tim-duoc.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", s.Now(), bytes.NewReader(data))
	}
	var b bytes.Buffer
	b.WriteString("\ufeff")
	c := csv.NewWriter(&b)
	for _, row := range rows {
		for i := range row {
			row[i] = noFormula(row[i])
		}
		_ = c.Write(row)
	}
	c.Flush()
	return web.Download(w, r, "tin-tim-duoc.csv", "text/csv; charset=utf-8", s.Now(), bytes.NewReader(b.Bytes()))
}

// sheetOf makes an XLSX of rows, their head first.
func sheetOf(name string, rows [][]string) ([]byte, error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	err := f.SetSheetName("Sheet1", name)
	if err != nil {
		return nil, fmt.Errorf("writing the sheet: %w", err)
	}
	w, err := f.NewStreamWriter(name)
	for i := 0; err == nil && i < len(rows); i++ {
		cells := make([]any, len(rows[i]))
		for k, text := range rows[i] {
			cells[k] = text
		}
		err = w.SetRow(fmt.Sprintf("A%d", i+1), cells)
	}
	if err == nil {
		err = w.Flush()
	}
	if err != nil {
		return nil, fmt.Errorf("writing the sheet: %w", err)
	}
	var b bytes.Buffer
	err = f.Write(&b)
	return b.Bytes(), err
}

// noFormula keeps a spreadsheet from taking a text of somebody else for a formula.
func noFormula(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}

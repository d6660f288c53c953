package plan

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/nhipcau/nhipcau/internal/web"
)

// sheet is the address of the page of a scan, with everything else as it is.
func (v draftView) sheet(n int) string { return v.href("anh", strconv.Itoa(n)) }

// lineHref is where the document says a task: on this page, or on another page of a scan.
func (v draftView) lineHref(it Item) string {
	here := "#d-" + strconv.Itoa(it.Line)
	if v.Sheet == 0 || it.Line < 1 || it.Line > len(v.Draft.Lines) {
		return here
	}
	return v.sheet(v.Draft.Lines[it.Line-1].Page) + here
}

func scanFileHref(v draftView) string {
	return fmt.Sprintf("/ke-hoach/ban-quet/%d#page=%d", v.Draft.ID, v.Sheet)
}

// sureWords says how well a page was recognised.
func (v draftView) sureWords(ctx context.Context, lines []docLine) string {
	low := 0
	for _, l := range lines {
		if l.Line.Sure < doubtful {
			low++
		}
	}
	if low == 0 {
		return web.T(ctx, "%d dòng, máy chắc cả", len(lines))
	}
	return web.T(ctx, "%d dòng, %d dòng máy không chắc", len(lines), low)
}

// blindWords says why a page has no text.
func (v draftView) blindWords(ctx context.Context) string {
	scan := v.Draft.Work.Scan
	switch {
	case slices.Contains(scan.Read, v.Sheet):
		return web.T(ctx, "Máy không nhận dạng được chữ nào ở trang này.")
	case len(scan.Read) > 0:
		return web.T(ctx, "Trang này chưa được nhận dạng chữ trong thời gian cho phép; bạn gõ từ ảnh.")
	}
	return web.T(ctx, "Máy chủ chưa nhận dạng chữ cho bản quét này. Để lần sau có sẵn chữ, nhờ quản trị cài: apt install tesseract-ocr tesseract-ocr-vie")
}

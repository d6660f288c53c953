package doctext

import (
	"context"
	"errors"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/doctext/pdf"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/official"
)

// pdfReader is the name under which a child process knows readPDFHere.
const pdfReader = "pdf"

// readPDF reads the text layer of a PDF file in a child process.
func readPDF(ctx context.Context, data []byte, lim Limits) (official.Source, error) {
	return runChild(ctx, pdfReader, data, lim)
}

// readPDFHere reads the text layer of a PDF file in this process.
func readPDFHere(ctx context.Context, data []byte, lim Limits) (official.Source, error) {
	bounds := pdf.DefaultLimits()
	bounds.Unpacked, bounds.Lines, bounds.Cells = lim.Unpacked, lim.Lines, lim.Cells
	src, err := pdf.Read(ctx, data, bounds)
	if err != nil {
		return official.Source{}, explainPDF(err, lim, bounds.Pages)
	}
	return src, nil
}

// explainPDF finds the sentence for what pdf.Read failed with.
func explainPDF(err error, lim Limits, pages int) error {
	switch {
	case errors.Is(err, pdf.ErrScan):
		return fault.Wrap(fault.Invalid, err, scanSentence)
	case errors.Is(err, pdf.ErrNoText):
		return fault.Wrap(fault.Invalid, err, outlineSentence)
	case errors.Is(err, pdf.ErrGarbled):
		return fault.Wrap(fault.Invalid, err, garbledSentence)
	case errors.Is(err, pdf.ErrPassword):
		return fault.Wrap(fault.Invalid, err, "Tệp PDF này đặt mật khẩu mở tệp. Hãy mở bằng mật khẩu, lưu thành bản không có mật khẩu rồi tải lên lại.")
	case errors.Is(err, pdf.ErrEncryption):
		return fault.Wrap(fault.Invalid, err, "Tệp PDF này được mã hóa theo cách hệ thống không mở được. Hãy lưu thành bản không mã hóa rồi tải lên lại.")
	case errors.Is(err, pdf.ErrPages):
		return fault.Wrap(fault.TooLarge, err, "Tệp PDF dài hơn %d trang. Hãy tách thành nhiều tệp rồi tải lên lại.", pages)
	case errors.Is(err, pdf.ErrObjects):
		return fault.Wrap(fault.TooLarge, err, "Tệp PDF có quá nhiều thành phần bên trong nên không đọc được. Hãy in lại văn bản thành PDF rồi tải lên lại.")
	case errors.Is(err, pdf.ErrUnpacked):
		return errUnpacked(lim)
	case errors.Is(err, pdf.ErrLines):
		return errLines(lim)
	case errors.Is(err, pdf.ErrCells):
		return errCells(lim)
	case errors.Is(err, pdf.ErrDamaged):
		return errDamaged(err)
	}
	return fmt.Errorf("reading a PDF file: %w", err)
}

package round

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/doctext"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/official"
)

// ImportID is the number of a filled form that came back.
type ImportID int64

// Import is a filled form that came back, read but not yet applied.
type Import struct {
	ID      ImportID
	Round   ID
	Unit    org.UnitID
	Form    official.OfflineForm // as it was handed out
	Reading official.OfflineReading
	File    files.Stored
	By      string
	At      time.Time
	Answer  AnswerID // the line that it became; 0: not applied

	account int64
}

const (
	importLimit = 16 << 20           // bytes of a filled form
	importLife  = 7 * 24 * time.Hour // a form that nobody applied is forgotten after that
)

// TakeForm reads a filled form and keeps it until it is applied. Nothing of the answer changes yet. It fails
// with fault.Invalid where the file cannot be taken as a form of this house, and as [Service.Answer] does for
// whoever may not answer for its unit.
func (s *Service) TakeForm(ctx context.Context, by auth.Officer, fileName string, data []byte) (ImportID, error) {
	if len(data) > importLimit {
		return 0, fault.New(fault.TooLarge, "Tệp lớn hơn %d MB nên không phải là biểu đã điền. Hãy kiểm tra lại tệp.", importLimit>>20)
	}
	filled, err := readFilled(ctx, fileName, data)
	if err != nil {
		return 0, err
	}
	code, err := filled.Code()
	if err != nil {
		return 0, refusal(err)
	}
	m := Import{Round: ID(code.Round), Unit: org.UnitID(code.Unit), At: s.Now()}
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		m.Form, err = s.issued(ctx, tx, by, code)
		return err
	})
	if err != nil {
		return 0, err
	}
	m.Reading, err = filled.Match(m.Form)
	if err != nil {
		return 0, refusal(err)
	}
	hears, err := s.screenImport(ctx, &m, fileName)
	if err == nil && !hears {
		m.File, err = s.Files.Keep(fileName, bytes.NewReader(data))
	}
	if err != nil {
		return 0, err
	}
	var id ImportID
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		err := dropOldImports(ctx, tx, s.Now().Add(-importLife))
		if err != nil {
			return fmt.Errorf("forgetting old forms: %w", err)
		}
		id, err = insertImport(ctx, tx, by, m)
		return err
	})
	return id, err
}

// readFilled reads the bytes of a form.
func readFilled(ctx context.Context, fileName string, data []byte) (*official.OfflineFilled, error) {
	src, kind, err := doctext.Read(ctx, fileName, data, doctext.DefaultLimits())
	if err != nil {
		return nil, err
	}
	at := bytes.NewReader(data)
	switch kind {
	case doctext.XLSX:
		filled, err := official.ReadOfflineXLSX(at, int64(len(data)))
		return filled, refusal(err)
	case doctext.DOCX:
		macros, err := official.HasMacros(at, int64(len(data)))
		if err == nil && macros {
			err = official.ErrOfflineMacros
		}
		return official.ReadOfflineSource(src), refusal(err)
	}
	return nil, fault.New(fault.Invalid, "Biểu đã điền phải là tệp .docx hoặc .xlsx. Nếu đơn vị gửi bản in hay bản chụp, hãy nhập thay trên trang của đơn vị.")
}

// refusal puts the ways in which a file is no form into words for the reader.
func refusal(err error) error {
	for _, x := range []struct {
		err      error
		sentence string
	}{
		{official.ErrOfflineNoCode, web.Mark("Không tìm thấy mã biểu (dòng “Mã biểu: NC-…”) trong tệp. Hãy tải lại biểu của đợt báo cáo, chép câu trả lời sang rồi nhập lại.")},
		{official.ErrOfflineBadCode, web.Mark("Mã biểu trong tệp không đúng, có thể đã bị sửa hoặc gõ nhầm. Hãy chép lại đúng mã in trên biểu đã tải về, hoặc tải lại biểu.")},
		{official.ErrOfflineManyCodes, web.Mark("Trong tệp có nhiều mã biểu khác nhau, có thể nhiều biểu đã bị ghép vào một tệp. Hãy để mỗi biểu một tệp.")},
		{official.ErrOfflineNoTable, web.Mark("Không nhận ra bảng trả lời: hàng tiêu đề phải có đủ các cột “Mã”, “Nội dung”, “Trả lời”, mỗi cột một lần. Hãy tải lại biểu, chép câu trả lời sang rồi nhập lại.")},
		{official.ErrOfflineMacros, web.Mark("Tệp có macro (chương trình chạy trong tệp) nên không được nhận. Hãy lưu thành .xlsx hoặc .docx không có macro rồi nhập lại.")},
		{official.ErrOfflineTooLarge, web.Mark("Tệp lớn hơn nhiều so với một biểu đã điền. Hãy tải lại biểu, chép câu trả lời sang rồi nhập lại.")},
		{official.ErrNotXLSX, web.Mark("Tệp không phải là bảng tính Excel (.xlsx) đọc được. Hãy mở bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi nhập lại.")},
	} {
		if errors.Is(err, x.err) {
			return fault.Wrap(fault.Invalid, err, x.sentence)
		}
	}
	return err
}

// issued is the form that a code was printed on, if the officer may answer for its unit.
func (s *Service) issued(ctx context.Context, tx *db.Tx, by auth.Officer, code official.OfflineCode) (official.OfflineForm, error) {
	f, err := issueWith(ctx, tx, code)
	if errors.Is(err, db.ErrNoRows) {
		return f, fault.New(fault.Invalid, "Biểu mã %s không do hệ thống này phát ra. Hãy tải lại biểu của đợt báo cáo, chép câu trả lời sang rồi nhập lại.", code)
	}
	if err != nil {
		return f, fmt.Errorf("reading the form %s: %w", code, err)
	}
	r, o, err := s.Owed(ctx, tx, by, ID(code.Round), org.UnitID(code.Unit))
	if err != nil {
		return f, err
	}
	if !by.MayFor(Give, o.Unit) && !mayType(by, r, o) {
		return f, fault.New(fault.Forbidden, "Biểu này của %s. Chỉ cán bộ của đơn vị đó hoặc người tổng hợp đợt báo cáo được nhập.", f.Unit)
	}
	if r.State != Open && r.State != Closed {
		return f, fault.New(fault.Conflict, "%s không còn nhận báo cáo.", r.Code)
	}
	return f, nil
}

// Import is a filled form of the officer's own, or fault.NotFound.
func (s *Service) Import(ctx context.Context, tx *db.Tx, by auth.Officer, id ImportID) (Import, Sheaf, error) {
	m, err := importByID(ctx, tx, id)
	if errors.Is(err, db.ErrNoRows) || err == nil && m.account != by.Account {
		return Import{}, Sheaf{}, fault.New(fault.NotFound, "Không tìm thấy biểu đã nhập này. Có thể đã quá %d ngày; hãy nhập lại tệp.", int(importLife/(24*time.Hour)))
	}
	if err != nil {
		return m, Sheaf{}, fmt.Errorf("reading the filled form %d: %w", id, err)
	}
	sheaf, err := s.Sheaf(ctx, tx, by, m.Round, m.Unit)
	return m, sheaf, err
}

// Applying is what the officer decided about a filled form.
type Applying struct {
	Seen     int64             // version of what is owed that the preview showed
	Take     map[string]bool   // keys of the fields that are taken
	Typed    map[string]string // what was typed anew where the form could not be read
	Reason   string            // of a correction
	Received *work.Received    // how it came; nil from the unit's own officer
}

// ApplyForm adds the line that a filled form makes of what stands there now. Applied twice, it is one line.
func (s *Service) ApplyForm(ctx context.Context, tx *db.Tx, by auth.Officer, id ImportID, n Applying) (Answer, error) {
	_, err := takeImport(ctx, tx, id)
	if err != nil && !errors.Is(err, db.ErrNoRows) {
		return Answer{}, fmt.Errorf("taking the filled form %d: %w", id, err)
	}
	m, sheaf, err := s.Import(ctx, tx, by, id)
	if err != nil {
		return Answer{}, err
	}
	if m.Answer != 0 {
		return answerByID(ctx, tx, m.Answer)
	}
	rows := previewOf(m, sheaf)
	c, err := contentOf(sheaf, rows, n)
	if err != nil {
		return Answer{}, err
	}
	var file int64
	if m.File.Hash != "" { // it was kept
		file, err = s.Files.Attach(ctx, tx, m.File, "round-owed", int64(sheaf.Owed.ID), by)
		if err != nil {
			return Answer{}, err
		}
	}
	if n.Received != nil {
		received := *n.Received
		received.File = file
		n.Received = &received
	}
	a, err := s.Answer(ctx, tx, by, Answering{
		Round: m.Round, Unit: m.Unit, Seen: n.Seen, Form: sheaf.Form.Version, Token: fmt.Sprintf("import-%d", id), Content: c,
		Reason: n.Reason, Received: n.Received,
	})
	if err != nil {
		return a, err
	}
	err = importApplied(ctx, tx, id, a.ID)
	if err != nil {
		return a, fmt.Errorf("storing that the filled form %d was applied: %w", id, err)
	}
	return a, s.note(ctx, tx, by, "round.import", sheaf.Round, web.Say("Nhập biểu %s của %s từ tệp %s", m.Form.Code.String(), m.Form.Unit, m.File.Name))
}

// contentOf is what stands there now with what is taken from a form.
func contentOf(sheaf Sheaf, rows []importRow, n Applying) (Content, error) {
	var c Content
	if now, ok := sheaf.Now(); ok {
		c = now.Content
	}
	c = c.clone()
	c.Empty = slices.Clone(c.Empty)
	for _, row := range rows {
		value := row.OfflineAnswer.Value
		if typed, ok := n.Typed[row.Key]; ok && typed != "" {
			value = typed
		} else if !n.Take[row.Key] || !row.Takes() {
			continue
		}
		err := c.put(sheaf, row, value)
		if err != nil {
			return c, err
		}
	}
	return c, nil
}

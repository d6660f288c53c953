package round

import (
	"context"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
)

// Screen keeps private persons out of what units write of what people say: kept is the text with numbers and addresses
// masked, somebody what else in it points at a private person; such a text is not stored.
type Screen interface {
	Note(ctx context.Context, text string) (kept, somebody string, err error)
	PlaceNote(ctx context.Context, text string) (kept, somebody string, err error) // of words that say only where
}

// hears reports whether a form asks what people say.
func (r Round) hears(f Form) bool {
	return r.Preset == heardPreset || slices.ContainsFunc(f.Figures(), func(x Figure) bool { return x.Kind == Rough })
}

// screened are the labels of the texts of a form, by key, and which of them say only where something was.
func (f Form) screened() (labels map[string]string, places map[string]bool) {
	labels, places = map[string]string{}, map[string]bool{}
	for _, b := range f.Blocks {
		for _, x := range b.Figures {
			labels[x.where().Key], places[x.where().Key] = x.where().Label+": "+x.Label, true
		}
		for _, t := range b.Texts {
			labels[t.Key] = t.Label
		}
	}
	return labels, places
}

// screenLine masks what a unit says in a form that asks what people say, and fails with fault.Invalid, at its field, for
// a text that points at a private person.
func (s *Service) screenLine(ctx context.Context, r Round, f Form, n *Answering) error {
	if s.Screen == nil || !r.hears(f) {
		return nil
	}
	labels, places := f.screened()
	for _, key := range slices.Sorted(maps.Keys(n.Content.Texts)) {
		kept, err := s.screenText(ctx, labels[key], n.Content.Texts[key], places[key])
		if err != nil {
			return atFieldOf(err, key)
		}
		n.Content.Texts[key] = kept
	}
	reason, err := s.screenText(ctx, "Lý do đính chính", n.Reason, false)
	n.Reason = reason
	return atFieldOf(err, "reason")
}

func (s *Service) screenText(ctx context.Context, label, text string, place bool) (string, error) {
	if strings.TrimSpace(text) == "" {
		return text, nil
	}
	ask := s.Screen.Note
	if place {
		ask = s.Screen.PlaceNote
	}
	kept, somebody, err := ask(ctx, text)
	if err == nil && somebody != "" {
		err = fault.New(fault.Invalid, "“%s” có tên, tài khoản của cá nhân (“%s”) nên chưa lưu. Hãy bỏ tên rồi gửi lại; nếu đó là địa danh, cơ quan, hãy ghi cả từ đứng trước tên, ví dụ thôn, chợ, công ty.", label, somebody)
	}
	return kept, err
}

// atFieldOf puts a refusal at a field.
func atFieldOf(err error, key string) error {
	if f := fault.Find(err); f != nil {
		return f.At(key)
	}
	return err
}

// screenDraft is [Service.screenLine] for what was typed so far through a link, by the names of the fields of its page.
func (s *Service) screenDraft(ctx context.Context, v Visit, values map[string][]string) error {
	if s.Screen == nil || !v.Round.hears(v.Form) {
		return nil
	}
	labels, places := v.Form.screened()
	labels["ly-do"] = "Lý do đính chính"
	for key, label := range labels {
		name := askedField(v.Round.ID, key)
		for i, text := range values[name] {
			kept, err := s.screenText(ctx, label, text, places[key])
			if err != nil {
				return atFieldOf(err, name)
			}
			values[name][i] = kept
		}
	}
	return nil
}

// screenImport is [Service.screenLine] for a filled form that came back. Of a form that asks what people say the file
// itself is not kept: whatever else stands in it, nobody looked at; hears says that it is one.
func (s *Service) screenImport(ctx context.Context, m *Import, fileName string) (hears bool, err error) {
	var f Form
	var r Round
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		r, err = roundByID(ctx, tx, m.Round)
		if err == nil {
			f, err = s.Form(ctx, tx, r, 0)
		}
		return err
	})
	if err != nil || s.Screen == nil || !r.hears(f) {
		return false, err
	}
	_, places := f.screened()
	for i := range m.Reading.Answers {
		a := &m.Reading.Answers[i]
		if a.Field < 0 || a.Field >= len(m.Form.Fields) {
			continue
		}
		x := m.Form.Fields[a.Field]
		for _, text := range []*string{&a.Written, &a.Value, &a.Seen} {
			*text, err = s.screenText(ctx, x.Label, *text, places[x.Key])
			if err != nil {
				return true, err
			}
		}
	}
	for i := range m.Reading.Extra {
		x := &m.Reading.Extra[i]
		kept, somebody, err := s.Screen.Note(ctx, x.Text)
		if err != nil {
			return true, err
		}
		if somebody != "" { // who signed it, perhaps
			kept = "…"
		}
		x.Text = kept
	}
	m.File = files.Stored{Name: m.Form.Code.String() + strings.ToLower(filepath.Ext(fileName))}
	return true, nil
}

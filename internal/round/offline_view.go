package round

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/official"
)

type takeView struct{ Form *web.Form }

// importView is what applying a filled form would do.
type importView struct {
	Import
	Rows  []importRow
	Sheet sheafView
}

// Names of the fields of a preview. The number of the row stands in them, because keys may hold anything.
func takeField(row int) string  { return "lay-" + strconv.Itoa(row) }
func typedField(row int) string { return "ghi-" + strconv.Itoa(row) }

// shown are the places of rows that somebody should see: all that changes, asks or fails.
func (v importView) shown() []int {
	var all []int
	for i, r := range v.Rows {
		if r.Fate != fateSame && r.Fate != fateKept || r.Typeable() {
			all = append(all, i)
		}
	}
	return all
}

// sub says in one line what the form would do.
func (v importView) sub(ctx context.Context) string {
	count := map[fate]int{}
	for _, r := range v.Rows {
		count[r.Fate]++
	}
	var parts []string
	for _, x := range []struct {
		n        int
		sentence string
	}{
		{count[fateNew], web.Mark("%d câu mới")},
		{count[fateChanged], web.Mark("%d câu thay đổi")},
		{count[fateConflict], web.Mark("%d câu khác nội dung vừa được nhập")},
		{count[fateDoubt], web.Mark("%d câu cần bạn xem")},
		{count[fateTrouble] + count[fateUnasked], web.Mark("%d câu không nhận được")},
		{count[fateSame] + count[fateKept], web.Mark("%d câu giữ nguyên")},
	} {
		if x.n > 0 {
			parts = append(parts, web.T(ctx, x.sentence, x.n))
		}
	}
	return strings.Join(parts, ", ")
}

// read is what the officer ticked and typed.
func (v importView) read(form *web.Form) Applying {
	n := Applying{Seen: form.Version(), Take: map[string]bool{}, Typed: map[string]string{}, Reason: form.Text(field(v.Round, "ly-do"))}
	for i, r := range v.Rows {
		n.Take[r.Key] = form.Bool(takeField(i))
		typed := form.String(typedField(i))
		if typed == "" || !r.Typeable() {
			continue
		}
		if _, ok := ParseAmount(typed); !ok && r.Kind != official.OfflineChoice {
			form.Problem(typedField(i), "Hãy ghi một số, ví dụ 12 hoặc 1.234,5.")
		}
		n.Typed[r.Key] = typed
	}
	return n
}

// fieldOf puts what was refused at the row of the page that holds it.
func (v importView) fieldOf(err error) error {
	f := fault.Find(err)
	if f == nil || f.Field == "" {
		return err
	}
	at := slices.IndexFunc(v.Rows, func(r importRow) bool { return r.Key == f.Field })
	switch {
	case at >= 0 && v.Rows[at].Typeable():
		return fault.Wrap(f.Kind, err, f.Format, f.Args...).At(typedField(at))
	case slices.Contains([]string{"reason", "channel", "number", "day"}, f.Field):
		return fieldOf(Answering{Round: v.Round}, err)
	}
	return fault.Wrap(f.Kind, err, f.Format, f.Args...)
}

// ticked is whether a row is taken: as the officer chose, or else by its fate.
func (v importView) ticked(i int) bool {
	if v.Sheet.Input.Sent() {
		return v.Sheet.Input.Has(takeField(i))
	}
	return v.Rows[i].Ready()
}

func (v importView) typed(ctx context.Context, i int) web.Input {
	r := v.Rows[i]
	in := web.Input{Form: v.Sheet.Input, Name: typedField(i), Label: web.T(ctx, "Ghi lại cho đúng: %s", r.Label), Hidden: true, Max: 30, Auto: "off", Mode: "decimal"}
	if r.Kind == official.OfflineWhole {
		in.Mode = "numeric"
	}
	return in
}

func (v importView) options(ctx context.Context, i int) []web.Option {
	all := []web.Option{{Label: web.T(ctx, "Chọn")}}
	for _, o := range v.Rows[i].Options {
		all = append(all, web.Option{Value: o, Label: o})
	}
	return all
}

// reasoned reports whether the unit has answered already, so that a change of figures needs its reason.
func (v importView) reasoned() bool { return v.Sheet.answered() }

var fateWords = map[fate]string{
	fateSame: web.Mark("Giữ nguyên"), fateKept: web.Mark("Để trống"), fateNew: web.Mark("Mới"), fateChanged: web.Mark("Thay đổi"),
	fateConflict: web.Mark("Khác nội dung vừa nhập"), fateDoubt: web.Mark("Cần xem"), fateTrouble: web.Mark("Không nhận"),
	fateUnasked: web.Mark("Biểu nay không hỏi"),
}

var fateTones = map[fate]web.Tone{
	fateNew: web.OK, fateChanged: web.Info, fateConflict: web.Warn, fateDoubt: web.Warn, fateTrouble: web.Bad, fateUnasked: web.Bare,
}

// place says where something stands in the file.
func place(ctx context.Context, p official.OfflinePlace) string {
	switch {
	case p.Cell != "" && p.Sheet != "":
		return web.T(ctx, "Trang tính %s, ô %s", p.Sheet, p.Cell)
	case p.Cell != "":
		return web.T(ctx, "Ô %s", p.Cell)
	case p.Row > 0 && p.Table > 1:
		return web.T(ctx, "Bảng %d, hàng %d", p.Table, p.Row)
	case p.Row > 0:
		return web.T(ctx, "Hàng %d của bảng", p.Row)
	}
	return web.T(ctx, "Ngoài bảng")
}

// why explains what was wrong with a row, or what a person should look at.
func (r importRow) why(ctx context.Context) []string {
	var all []string
	if r.Trouble != "" {
		all = append(all, r.trouble(ctx))
	}
	for _, d := range r.Doubts {
		all = append(all, r.doubt(ctx, d))
	}
	if r.Fate == fateConflict {
		all = append(all, web.T(ctx, "Từ khi biểu được tải về, câu này đã được trả lời khác. Đánh dấu nếu lấy theo tệp."))
	}
	if r.Fate == fateKept && r.Typeable() {
		all = append(all, web.T(ctx, "%s để trống nghĩa là chưa trả lời; không có thì ghi 0.", place(ctx, r.Where)))
	}
	return all
}

func (r importRow) trouble(ctx context.Context) string {
	at, said := place(ctx, r.Where), short(r.Written)
	switch r.Trouble {
	case official.OfflineMissing:
		return web.T(ctx, "Hàng “%s” không còn trong tệp, hoặc mã ở đầu hàng đã bị sửa.", r.Label)
	case official.OfflineTwice:
		return web.T(ctx, "%s: có nhiều hàng cùng mã của câu này (%s), không rõ lấy hàng nào.", at, said)
	case official.OfflineOtherLabel:
		return web.T(ctx, "%s: hàng mang tên câu khác là “%s”. Có thể hàng đã bị chép nhầm.", at, r.Seen)
	case official.OfflineMerged:
		return web.T(ctx, "%s: ô trả lời bị gộp với ô khác, không rõ trả lời cho câu nào.", at)
	case official.OfflineNotNumber:
		return web.T(ctx, "%s ghi “%s”, cần một số, ví dụ 12 hoặc 1.234,5.", at, said)
	case official.OfflineNotWhole:
		return web.T(ctx, "%s ghi “%s” là số lẻ, câu này cần số nguyên. Nếu là hàng nghìn, hãy ghi liền hoặc dùng dấu chấm.", at, said)
	case official.OfflineNegative:
		return web.T(ctx, "%s ghi “%s”, câu này không nhận số âm.", at, said)
	case official.OfflineTooLarge, official.OfflineTooFine:
		return web.T(ctx, "%s ghi “%s”, số quá lớn hoặc quá nhiều chữ số lẻ.", at, said)
	case official.OfflineDay:
		return web.T(ctx, "%s: phần mềm đã đổi câu trả lời thành ngày tháng, không còn biết số đã gõ.", at)
	case official.OfflineError:
		return web.T(ctx, "%s đang báo lỗi %s, không có kết quả.", at, said)
	case official.OfflineFormulaText:
		return web.T(ctx, "%s ghi công thức “%s”. Hãy ghi kết quả.", at, said)
	case official.OfflineFormulaLost:
		return web.T(ctx, "%s có công thức %s nhưng tệp không lưu kết quả.", at, short(r.Formula))
	case official.OfflineNotOption:
		return web.T(ctx, "%s ghi “%s”, cần một trong các câu đã cho.", at, said)
	}
	return web.T(ctx, "%s dài quá mức nhận được.", at)
}

func (r importRow) doubt(ctx context.Context, d official.OfflineTrouble) string {
	at := place(ctx, r.Where)
	switch d {
	case official.OfflineFromFormula:
		return web.T(ctx, "%s là công thức %s. Hệ thống không tính lại, chỉ đọc kết quả lưu trong tệp.", at, short(r.Formula))
	case official.OfflineLabelChanged:
		return web.T(ctx, "%s: tên câu trong tệp đã bị sửa thành “%s”.", at, r.Seen)
	case official.OfflineWordsDropped:
		return web.T(ctx, "%s ghi “%s”, được đọc là %s.", at, short(r.Written), r.OfflineAnswer.Value)
	case official.OfflineThousand:
		return web.T(ctx, "%s ghi “%s”, được đọc là %s. Hãy xem dấu chấm là hàng nghìn hay phần lẻ.", at, short(r.Written), r.OfflineAnswer.Value)
	case official.OfflineDressed:
		return web.T(ctx, "%s lưu số %s nhưng hiển thị theo cách khác.", at, short(r.Written))
	}
	return web.T(ctx, "Biểu vừa đánh dấu không phát sinh vừa có câu trả lời.")
}

func short(s string) string { return shorten(strings.Join(strings.Fields(s), " ")) }

// strays are what stands in the file and was not taken.
func (v importView) strays(ctx context.Context) []string {
	var all []string
	for _, e := range v.Reading.Extra {
		sentence := web.T(ctx, "%s có chữ ngoài cột Trả lời: %s", place(ctx, e.Where), e.Text)
		if e.Trouble == official.OfflineUnknownRow {
			sentence = web.T(ctx, "%s: hàng có mã không thuộc biểu này: %s", place(ctx, e.Where), e.Text)
		}
		all = append(all, sentence)
	}
	if v.Reading.More > 0 {
		all = append(all, web.T(ctx, "Còn %d chỗ khác.", v.Reading.More))
	}
	return all
}

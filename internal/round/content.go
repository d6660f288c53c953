package round

import (
	"maps"
	"slices"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/work"
)

// textLimit is the most characters of what people write in one answer.
const textLimit = 20_000

// check cleans what a unit says and fails with fault.Invalid where it does not answer the form. The field at
// fault is named by its key.
func (c *Content) check(f Form) error {
	if c.Nothing {
		*c = Content{Nothing: true, Tasks: c.Tasks}
	}
	for key, s := range c.Texts {
		c.Texts[key] = clean(s)
	}
	for _, b := range f.Blocks {
		if c.silent(b.Key) {
			c.forget(b)
			continue
		}
		err := c.checkBlock(f, b)
		if err != nil {
			return err
		}
	}
	return c.checkKeys(f)
}

// silent reports whether nothing arose in a block.
func (c *Content) silent(block string) bool { return c.Nothing || slices.Contains(c.Empty, block) }

// forget drops what stands in a block for which the unit said that nothing arose.
func (c *Content) forget(b Block) {
	for _, x := range b.Figures {
		delete(c.Figures, x.Key)
		delete(c.Texts, x.where().Key)
	}
	for _, t := range b.Texts {
		delete(c.Texts, t.Key)
	}
	delete(c.Evidence, b.Key)
}

func (c *Content) checkBlock(f Form, b Block) error {
	for _, x := range b.Figures {
		err := c.checkFigure(f, x)
		if err != nil {
			return err
		}
	}
	if c.heardNothing(b) {
		return fault.New(fault.Invalid, "Phần “%s” chưa có dòng nào. Hãy ghi số ước lượng cho ít nhất một dòng, hoặc chọn không phát sinh.", b.Title).At(b.Figures[0].Key)
	}
	for _, t := range b.Texts {
		switch {
		case t.Must && c.Texts[t.Key] == "":
			return fault.New(fault.Invalid, "Hãy ghi “%s”, hoặc chọn không phát sinh.", t.Label).At(t.Key)
		case tooLong(c.Texts[t.Key], textLimit):
			return fault.New(fault.Invalid, "“%s” dài quá %d ký tự. Hãy rút gọn hoặc đính kèm thành tệp.", t.Label, textLimit).At(t.Key)
		}
	}
	for _, p := range c.Evidence[b.Key] {
		if p.File == 0 && clean(p.Number) == "" {
			return fault.New(fault.Invalid, "Minh chứng cần số văn bản hoặc tệp.").At(b.Key)
		}
	}
	return nil
}

// heardNothing reports whether a block that counts roughly what people said has no count at all. Such a block
// may leave out what nobody spoke of; left out wholly it must say that nothing arose, so that silence is never
// taken for calm.
func (c *Content) heardNothing(b Block) bool {
	for _, x := range b.Figures {
		if _, given := c.Figures[x.Key]; given || x.Kind != Rough {
			return false
		}
	}
	return b.Kind == FigureBlock
}

func (c *Content) checkFigure(f Form, x Figure) error {
	v, given := c.Figures[x.Key]
	if x.Kind == Rough {
		err := c.checkWhere(x, given)
		if err != nil || !given {
			return err
		}
	}
	if !given {
		return fault.New(fault.Invalid, "Hãy ghi số liệu “%s”; nếu không có, ghi 0 hoặc chọn không phát sinh.", x.Label).At(x.Key)
	}
	if !x.Kind.fits(v) {
		switch x.Kind {
		case Percent:
			return fault.New(fault.Invalid, "“%s” là phần trăm nên nằm trong khoảng 0 đến 1000.", x.Label).At(x.Key)
		default:
			return fault.New(fault.Invalid, "“%s” là số nguyên không âm, ví dụ 12.", x.Label).At(x.Key)
		}
	}
	if whole, ok := f.Figure(x.Of); ok && v > c.Figures[whole.Key] {
		return fault.New(fault.Invalid, "“%s” lớn hơn “%s”. Hãy kiểm tra lại hai số.", x.Label, whole.Label).At(x.Key)
	}
	return nil
}

// whereLimit is the most characters of the places of a rough figure.
const whereLimit = 200

func (c *Content) checkWhere(x Figure, given bool) error {
	where := c.Texts[x.where().Key]
	switch {
	case tooLong(where, whereLimit):
		return fault.New(fault.Invalid, "Nơi phát sinh của “%s” dài quá %d ký tự. Hãy ghi tên thôn, tổ dân phố hoặc khu vực.", x.Label, whereLimit).At(x.where().Key)
	case where != "" && !given:
		return fault.New(fault.Invalid, "Hãy ghi số ước lượng của “%s”, hoặc bỏ trống nơi phát sinh.", x.Label).At(x.Key)
	}
	return nil
}

// checkKeys refuses what the form does not ask, such as answers to another version of it.
func (c *Content) checkKeys(f Form) error {
	known := keysOf(f.Blocks)
	stray := fault.New(fault.Conflict, "Biểu mẫu của đợt báo cáo vừa được sửa. Hãy tải lại trang rồi gửi lại; nội dung bạn đã nhập vẫn còn.")
	for _, key := range slices.Concat(slices.Collect(maps.Keys(c.Figures)), slices.Collect(maps.Keys(c.Texts)), slices.Collect(maps.Keys(c.Evidence)), c.Empty) {
		if !known[key] {
			return stray
		}
	}
	for i := range c.Tasks {
		t := &c.Tasks[i]
		t.Result, t.Difficulty, t.Proposal = clean(t.Result), clean(t.Difficulty), clean(t.Proposal)
		switch {
		case sayWords[t.Say] == "":
			return fault.New(fault.Invalid, "Hãy chọn tình hình của nhiệm vụ %s.", t.Code).At(t.Code)
		case t.mustSay() && t.Result == "":
			return fault.New(fault.Invalid, "Hãy ghi kết quả của nhiệm vụ %s.", t.Code).At(t.Code)
		case tooLong(t.Result, textLimit), tooLong(t.Difficulty, textLimit), tooLong(t.Proposal, textLimit):
			return fault.New(fault.Invalid, "Nội dung của nhiệm vụ %s dài quá %d ký tự.", t.Code, textLimit).At(t.Code)
		}
	}
	return nil
}

func (t TaskAnswer) mustSay() bool { return t.Say == SayDone || t.Say == SayReported }

// report is what is handed in to the task itself.
func (t TaskAnswer) report(received *work.Received) work.Report {
	return work.Report{
		Result: t.Result, Difficulty: t.Difficulty, Proposal: t.Proposal,
		Nothing: t.Say == SayNothing, Progress: t.Say == SayDoing, Received: received,
	}
}

// counted are the figures that totals count: as given, and zero where nothing arose and zeros may be added.
func counted(f Form, c Content) map[string]Amount {
	all := map[string]Amount{}
	for _, b := range f.Blocks {
		silent := c.silent(b.Key)
		for _, x := range b.Figures {
			v, given := c.Figures[x.Key]
			if given || silent && x.Total == Sum {
				all[x.Key] = v
			}
		}
	}
	return all
}

// sameFigures reports whether two lines count alike.
func sameFigures(f Form, a, b Content) bool { return maps.Equal(counted(f, a), counted(f, b)) }

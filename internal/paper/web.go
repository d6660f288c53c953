package paper

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/official"
	"github.com/nhipcau/nhipcau/vi"
)

// Register adds the pages of papers.
func (s *Service) Register(m *web.Mux) {
	style.Register(m)

	m.Handle("GET /van-ban", View, s.list)
	m.Handle("GET /van-ban/{id}", View, s.show)
	m.Handle("POST /van-ban/{id}", Prepare, s.complete)
	m.Handle("POST /van-ban/{id}/trinh", Prepare, s.submitForm)
	m.Handle("POST /van-ban/{id}/tra-lai", View, s.returnForm)
	m.Handle("POST /van-ban/{id}/rut", Prepare, s.withdrawForm)
	m.Handle("POST /van-ban/{id}/ban-hanh", Publish, s.issueForm, web.MaxBody(maxUpload), web.Timeout(2*time.Minute))
	m.Handle("POST /van-ban/{id}/tep", Publish, s.attachForm, web.MaxBody(maxUpload), web.Timeout(2*time.Minute))

	m.Handle("GET /the-thuc", Arrange, s.arrangeUnits)
	m.Handle("GET /the-thuc/{id}", Arrange, s.arrange)
	m.Handle("POST /the-thuc/{id}/khoi", Arrange, s.saveBlock)
	m.Handle("POST /the-thuc/{id}/mac-dinh", Arrange, s.saveHabit)
}

// maxUpload leaves room around the largest file that is kept.
const maxUpload = files.MaxSize + 2<<20

func (s *Service) list(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	v := listView{Form: form, Arrange: by.May(Arrange)}
	v.Filter = Filter{Kind: Kind(form.String("loai")), Unit: org.UnitID(form.Int64("don-vi")), Before: ID(form.Int64("truoc"))}
	switch state := form.String("trang-thai"); state {
	case "khac-so-lieu":
		v.Filter.Differs = true
	default:
		v.Filter.State = stateOfSlug(state)
	}
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		tree, err := s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		v.tree = tree
		v.Papers, v.More, err = s.List(ctx, tx, by, v.Filter)
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, listPage(v))
}

// view reads everything that the page of a paper shows.
func (s *Service) view(ctx context.Context, by auth.Officer, id ID) (v paperView, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		v.Paper, err = s.Paper(ctx, tx, by, id)
		if err != nil {
			return err
		}
		tree, err := s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		v.Unit = tree.Name(v.Paper.Unit)
		v.Rounds, err = roundsOf(ctx, tx, id)
		if err != nil {
			return fmt.Errorf("reading the rounds of paper %d: %w", id, err)
		}
		v.Files, err = s.Files.On(ctx, tx, "paper", int64(id))
		if err != nil {
			return err
		}
		v.Blocks, err = blocksOf(ctx, tx, v.Paper.Unit)
		if err != nil {
			return fmt.Errorf("reading the signature blocks of unit %d: %w", v.Paper.Unit, err)
		}
		owner := s.owners[v.Paper.About.Duty]
		if owner.Words != nil {
			v.Words = owner.Words(v.Paper.About.ID)
		}
		if owner.Place != nil {
			v.About, v.AboutHref, err = owner.Place(ctx, tx, by, v.Paper.About.ID)
		}
		return err
	})
	v.Today = s.Day()
	v.Prepare, v.Publish, v.Arrange = by.MayFor(Prepare, v.Paper.Unit), by.MayFor(Publish, v.Paper.Unit), by.MayFor(Arrange, v.Paper.Unit)
	return v, err
}

func (s *Service) viewOf(r *http.Request) (paperView, error) {
	id, err := web.PathID(r, "id")
	if err != nil {
		return paperView{}, err
	}
	v, err := s.view(r.Context(), auth.Of(r.Context()), ID(id))
	v.Form = v.fill(web.NewForm())
	return v, err
}

// show shows a paper, or answers with it as a file: ?dang=docx or ?dang=pdf, of a round with ?lan=1.
func (s *Service) show(w http.ResponseWriter, r *http.Request) error {
	v, err := s.viewOf(r)
	if err != nil {
		return err
	}
	kind := r.URL.Query().Get("dang")
	if kind == "" {
		return web.Render(w, r, http.StatusOK, paperPage(v))
	}
	err = mayTakeOut(auth.Of(r.Context()), v.Paper)
	if err != nil {
		return err
	}
	doc, name := v.Paper.Document(), string(v.Paper.Kind)+"-"+vi.CutRunes(vi.Fold(v.Paper.Title), 80)
	if ordinal := r.URL.Query().Get("lan"); ordinal != "" {
		round, ok := v.round(ordinal)
		if !ok {
			return notFound()
		}
		doc = Paper{Kind: v.Paper.Kind, State: Submitted, AsOf: v.Paper.AsOf, Frame: round.Frame, Body: round.Body}.Document()
		name += "-lan-" + ordinal
	}
	return Send(w, r, doc, kind, name, v.Paper.UpdatedAt)
}

// Send answers with a document as DOCX, or as PDF where kind is "pdf".
func Send(w http.ResponseWriter, r *http.Request, doc official.Report, kind, name string, modified time.Time) error {
	var out bytes.Buffer
	write, media := official.WriteDOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	if kind == "pdf" {
		write, media = official.WritePDF, "application/pdf"
	} else {
		kind = "docx"
	}
	err := write(&out, doc)
	if err != nil {
		return fmt.Errorf("writing a paper as %s: %w", kind, err)
	}
	name = strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == '/' || r == ' ' }), "-")
	return web.Download(w, r, name+"."+kind, media, modified, bytes.NewReader(out.Bytes()))
}

// act does one thing with a paper from a form and comes back to its page; what is refused is explained there.
func (s *Service) act(w http.ResponseWriter, r *http.Request, said string, do func(ctx context.Context, v paperView, by auth.Officer) error) error {
	v, err := s.viewOf(r)
	if err != nil {
		return err
	}
	v.Form, err = web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	v.Sent, err = s.Files.FromForm(ctx, v.Form, "tep")
	if err == nil && v.Form.OK() {
		err = do(ctx, v, by)
	}
	if err == nil && v.Form.OK() {
		return web.RedirectSaying(w, r, v.Paper.ID.Href(), said)
	}
	if err != nil && !v.Form.Take(err) {
		return err
	}
	status := http.StatusUnprocessableEntity
	if fault.KindOf(err) == fault.Conflict {
		status = http.StatusConflict
	}
	again, err := s.view(ctx, by, v.Paper.ID)
	if err != nil {
		return err
	}
	again.Form, again.Sent = v.Form, v.Sent
	if status == http.StatusConflict {
		again.Clash = again.clash(ctx)
	}
	return web.Render(w, r, status, paperPage(again))
}

// change is act within one transaction.
func (s *Service) change(w http.ResponseWriter, r *http.Request, said string, do func(ctx context.Context, tx *db.Tx, by auth.Officer, id ID, f *web.Form) error) error {
	return s.act(w, r, said, func(ctx context.Context, v paperView, by auth.Officer) error {
		return s.DB.Write(ctx, func(tx *db.Tx) error { return do(ctx, tx, by, v.Paper.ID, v.Form) })
	})
}

func (s *Service) complete(w http.ResponseWriter, r *http.Request) error {
	return s.act(w, r, web.Mark("Đã lưu dự thảo."), func(ctx context.Context, v paperView, by auth.Officer) error {
		frame, err := v.readFrame()
		if err != nil || !v.Form.OK() {
			return err
		}
		return s.DB.Write(ctx, func(tx *db.Tx) error {
			err := s.Complete(ctx, tx, by, v.Paper.ID, v.Form.Version(), frame)
			if err != nil || !v.Form.Has("ghi-nho") || !v.Arrange {
				return err
			}
			return s.Remember(ctx, tx, by, v.Paper.Unit, v.Paper.Kind, frame)
		})
	})
}

func (s *Service) submitForm(w http.ResponseWriter, r *http.Request) error {
	return s.change(w, r, web.Mark("Đã ghi trình ký. Bản trình được giữ nguyên; tải về để in hoặc trình trên hệ thống văn bản."),
		func(ctx context.Context, tx *db.Tx, by auth.Officer, id ID, f *web.Form) error {
			return s.Submit(ctx, tx, by, id, f.Version())
		})
}

func (s *Service) returnForm(w http.ResponseWriter, r *http.Request) error {
	return s.change(w, r, web.Mark("Đã ghi trả lại. Văn bản là dự thảo và sửa được."),
		func(ctx context.Context, tx *db.Tx, by auth.Officer, id ID, f *web.Form) error {
			return s.Return(ctx, tx, by, id, f.Version(), f.Text("ly-do"))
		})
}

func (s *Service) withdrawForm(w http.ResponseWriter, r *http.Request) error {
	return s.change(w, r, web.Mark("Đã rút văn bản."), func(ctx context.Context, tx *db.Tx, by auth.Officer, id ID, f *web.Form) error {
		return s.Withdraw(ctx, tx, by, id, f.Version(), f.Text("ly-do-rut"))
	})
}

func (s *Service) issueForm(w http.ResponseWriter, r *http.Request) error {
	return s.act(w, r, web.Mark("Đã ghi ban hành."), func(ctx context.Context, v paperView, by auth.Officer) error {
		i := Issue{Number: v.Form.String("so"), Day: v.Form.Date("ngay"), Signer: v.Form.String("nguoi-ky-ban-hanh")}
		if symbol := v.Form.String("ky-hieu"); symbol != "" && i.Number != "" && !strings.Contains(i.Number, "/") {
			i.Number += "/" + symbol
		}
		err := s.checkIssue(v.Paper, i)
		if err != nil || !v.Form.OK() {
			return err
		}
		stored, found, err := s.received(ctx, v)
		if err != nil {
			return err
		}
		i.File, i.Found = stored, found
		return s.DB.Write(ctx, func(tx *db.Tx) error { return s.Issue(ctx, tx, by, v.Paper.ID, v.Form.Version(), i) })
	})
}

func (s *Service) attachForm(w http.ResponseWriter, r *http.Request) error {
	return s.act(w, r, web.Mark("Đã gắn tệp ban hành."), func(ctx context.Context, v paperView, by auth.Officer) error {
		stored, found, err := s.received(ctx, v)
		if err != nil {
			return err
		}
		if stored == nil {
			return fault.New(fault.Invalid, "Hãy chọn tệp đã ban hành.").At("tep")
		}
		return s.DB.Write(ctx, func(tx *db.Tx) error { return s.Attach(ctx, tx, by, v.Paper.ID, v.Form.Version(), *stored, found) })
	})
}

// received takes the file of a form and compares it; nil if none was sent. It stays ticked on the form if that
// comes back.
func (s *Service) received(ctx context.Context, v paperView) (*files.Stored, Comparison, error) {
	if len(v.Sent) == 0 {
		return nil, Comparison{Matching: NotCompared}, nil
	}
	last := v.Sent[len(v.Sent)-1].Stored
	content, err := s.Files.OpenContent(last.Hash)
	if err != nil {
		return nil, Comparison{}, err
	}
	defer func() { _ = content.Close() }() // only read
	data, err := io.ReadAll(io.LimitReader(content, files.MaxSize+1))
	if err != nil {
		return nil, Comparison{}, fmt.Errorf("reading an issued file: %w", err)
	}
	found, err := s.Compare(ctx, v.Paper, last.Name, data)
	return &last, found, err
}

package round

import (
	"context"
	"fmt"
	"image/color"
	"strings"

	"github.com/boombuler/barcode/qr"

	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// linkView is the form as whoever holds a link sees it.
type linkView struct {
	Visit
	Path    string
	Receipt string
	Sheet   sheafView
}

// linksView is what a coordinator sees of the links of a round.
type linksView struct {
	Round Round
	Owner string
	Site  string
	Input *web.Form
	Today law.Date
	Until law.Date
	Rows  []linkRow
}

// linkRow is one unit with its newest link.
type linkRow struct {
	Linked
	Unit  string
	State LinkState
	URL   string // of a live link
}

// rank puts units that need something first.
func (l linkRow) rank() int {
	switch {
	case l.Step == Waiting && l.URL == "":
		return 0
	case l.Step == Waiting:
		return 1
	}
	return 2
}

// lacking is how many units owe an answer and have no link that works.
func (v linksView) lacking() (n int) {
	for _, l := range v.Rows {
		if l.rank() == 0 {
			n++
		}
	}
	return n
}

// live is how many links work.
func (v linksView) live() (n int) {
	for _, l := range v.Rows {
		if l.URL != "" {
			n++
		}
	}
	return n
}

func (v linksView) sub(ctx context.Context) string {
	if n := v.lacking(); n > 0 {
		return web.T(ctx, "%d đơn vị chưa trả lời và chưa có đường dẫn", n)
	}
	if n := v.live(); n > 0 {
		return web.T(ctx, "%d đường dẫn đang dùng được", n)
	}
	return web.T(ctx, "Không đơn vị nào cần đường dẫn")
}

// message is the text for a chat with one unit. It names no other unit.
func (v linksView) message(ctx context.Context, l linkRow) string {
	lines := []string{web.T(ctx, "Kính gửi %s: %s.", l.Unit, v.Round.Title)}
	if due := v.Round.Due(); !due.IsZero() {
		lines = append(lines, web.T(ctx, "Hạn gửi: %s.", due.Vietnamese()))
	}
	lines = append(lines,
		web.T(ctx, "Trả lời tại %s, không cần đăng nhập; nếu không phát sinh chỉ cần bấm một nút.", l.URL),
		web.T(ctx, "Đường dẫn dành riêng cho đơn vị, gửi được một lần, dùng đến hết ngày %s. Xin không chuyển tiếp.", l.Link.Until.Vietnamese()))
	return strings.Join(lines, "\n")
}

// progress says what is known of a link.
func (l linkRow) progress(ctx context.Context) string {
	switch {
	case l.State == LinkSent && l.Link.Filler != "":
		return web.T(ctx, "Gửi lúc %s, người điền: %s", web.Instant(ctx, *l.Link.SentAt), l.Link.Filler)
	case l.State == LinkSent:
		return web.T(ctx, "Gửi lúc %s", web.Instant(ctx, *l.Link.SentAt))
	case l.State == LinkRevoked:
		return web.T(ctx, "%s thu hồi lúc %s", l.Link.RevokedBy, web.Instant(ctx, *l.Link.RevokedAt))
	case l.Link.OpenedAt != nil:
		return web.T(ctx, "Mở lần đầu %s, trên %d máy; dùng đến hết %s", web.Instant(ctx, *l.Link.OpenedAt), l.Link.Opens, web.ShortDay(ctx, l.Link.Until))
	}
	return web.T(ctx, "Dùng đến hết %s", web.ShortDay(ctx, l.Link.Until))
}

// again is the word on the button that makes a link.
func (l linkRow) again(ctx context.Context) string {
	if l.Link.ID == 0 {
		return web.T(ctx, "Tạo đường dẫn")
	}
	return web.T(ctx, "Tạo đường dẫn mới")
}

func (s LinkState) tone() web.Tone {
	switch s {
	case LinkSent:
		return web.OK
	case LinkOpened, LinkSaved:
		return web.Info
	case LinkExpired, LinkRevoked:
		return web.Bare
	}
	return web.Warn
}

// linkSlipsView is a sheet of slips to be cut apart.
type linkSlipsView struct {
	Round Round
	Owner string
	Slips []linkSlip
}

// linkSlip is what one unit is handed.
type linkSlip struct {
	Unit  string
	URL   string
	Until law.Date
	Code  codePicture
}

// shown is the address without what nobody types.
func (l linkSlip) shown() string { return strings.TrimPrefix(l.URL, "https://") }

// codePicture is a QR code as the path of an SVG, one unit a module.
type codePicture struct {
	Path string
	Side int
}

// box is the picture with the quiet room around it that readers need.
func (c codePicture) box() string { return fmt.Sprintf("-4 -4 %d %d", c.Side+8, c.Side+8) }

func drawCode(content string) (codePicture, error) {
	code, err := qr.Encode(content, qr.M, qr.Auto)
	if err != nil {
		return codePicture{}, fmt.Errorf("drawing the code of a link: %w", err)
	}
	var b strings.Builder
	side := code.Bounds().Dx()
	for y := range side {
		for x := range side {
			if color.GrayModel.Convert(code.At(x, y)).(color.Gray).Y < 128 {
				fmt.Fprintf(&b, "M%d %dh1v1h-1z", x, y)
			}
		}
	}
	return codePicture{b.String(), side}, nil
}

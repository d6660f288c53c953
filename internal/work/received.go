package work

import (
	"slices"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// Channel is the way on which a unit said what another typed for it.
type Channel string

// The channels.
const (
	ByDocument Channel = "document" // công văn, with its number and date
	ByZalo     Channel = "zalo"
	ByPhone    Channel = "phone"
	AtMeeting  Channel = "meeting"
	ByEmail    Channel = "email"
	OnPaper    Channel = "paper"
)

// Channels lists the channels in the order in which forms offer them.
var Channels = []Channel{ByDocument, ByZalo, ByPhone, AtMeeting, ByEmail, OnPaper}

var channelWords = map[Channel]string{
	ByDocument: web.Mark("Công văn"),
	ByZalo:     web.Mark("Tin nhắn Zalo"),
	ByPhone:    web.Mark("Điện thoại"),
	AtMeeting:  web.Mark("Tại cuộc họp"),
	ByEmail:    web.Mark("Thư điện tử"),
	OnPaper:    web.Mark("Bản giấy"),
}

// Word is the channel in words, a marked text.
func (c Channel) Word() string { return channelWords[c] }

// Received says how something came that was typed by another than the unit it speaks for.
type Received struct {
	Channel Channel  `json:"channel"`
	Number  string   `json:"number,omitempty"` // of the document, "128/BC-SVHTTDL"
	Day     law.Date `json:"day"`              // of the document, or on which it was said; it counts as the day of handing in
	Note    string   `json:"note,omitempty"`   // "đồng chí Lan, văn phòng, gọi lúc 15 giờ"
	File    int64    `json:"file,omitempty"`   // the scan or photograph in package files; 0 if there is none
}

// oldest is for how many days back something may have come; a day before that is a slip of the pen.
const oldest = 2 * 366

// Check cleans what was typed and fails with fault.Invalid where something is missing: a document needs its
// number, and everything the day on which it came, which lies not after today.
func (r *Received) Check(today law.Date) error {
	r.Number, r.Note = clean(r.Number), clean(r.Note)
	switch {
	case !slices.Contains(Channels, r.Channel):
		return fault.New(fault.Invalid, "Hãy chọn cách đơn vị đã báo: công văn, Zalo, điện thoại, cuộc họp, thư điện tử hoặc bản giấy.").At("channel")
	case r.Channel == ByDocument && r.Number == "":
		return fault.New(fault.Invalid, "Hãy ghi số công văn của đơn vị.").At("number")
	case r.Day.IsZero() || !validOrZero(r.Day):
		return fault.New(fault.Invalid, "Hãy ghi ngày của văn bản, hoặc ngày đơn vị báo.").At("day")
	case r.Day.After(today):
		return fault.New(fault.Invalid, "Ngày đơn vị báo không được sau hôm nay, %s.", today.Vietnamese()).At("day")
	case r.Day.Before(today.AddDays(-oldest)):
		return fault.New(fault.Invalid, "Ngày đơn vị báo, %s, đã quá hai năm. Hãy kiểm tra lại ngày.", r.Day.Vietnamese()).At("day")
	}
	err := checkText("number", r.Number, 200)
	if err != nil {
		return err
	}
	return checkText("note", r.Note, titleLimit)
}

// How is how it came, as it stands after the names: "theo công văn số 128/BC-SVHTTDL ngày 20/11/2026".
func (r Received) How() web.Text {
	day := r.Day.Vietnamese()
	switch {
	case r.Channel == ByDocument:
		return web.Say("theo công văn số %s ngày %s", r.Number, day)
	case r.Channel == ByZalo:
		return web.Say("theo tin nhắn Zalo ngày %s", day)
	case r.Channel == ByPhone:
		return web.Say("theo điện thoại ngày %s", day)
	case r.Channel == AtMeeting:
		return web.Say("theo báo cáo tại cuộc họp ngày %s", day)
	case r.Channel == ByEmail:
		return web.Say("theo thư điện tử ngày %s", day)
	}
	return web.Say("theo bản giấy ngày %s", day)
}

// mayHandIn reports whether the officer may hand in for the lead: its own officers may, and coordinators of
// the owner who say how it came.
func (r Report) mayHandIn(by auth.Officer, lead, owner org.UnitID) bool {
	if r.Received == nil {
		return by.MayFor(Submit, lead)
	}
	return by.MayFor(Coordinate, owner)
}

// proofs is the document, scan or photograph as a piece of evidence; none where there was only a voice.
func (r Received) proofs() []Proof {
	switch {
	case r.Number != "":
		return []Proof{{File: r.File, Number: r.Number, Day: r.Day}}
	case r.File != 0:
		return []Proof{{File: r.File, Title: "Bản đơn vị gửi", Day: r.Day}}
	}
	return nil
}
